"""Which period each number of a paragraph speaks of.

The last period named before a number holds for it, for the rest of its sentence and for the
sentences after; one that is named for a single number alone (今年以来累计 99 件) does not.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .dates import FoundPeriod
from .drafts import Surroundings
from .model import Period
from .quantities import Quantity
from .text import fold_width

_EMPTY = re.compile(r"[（(]\s*[）)]")  # what is left of 上周（7月10日—16日）
_MEASURES = re.compile(r"(?:是|为|至|达|达到|相当于)\s*$")
_MEASURED = re.compile(r"的?\s*(?:\d[\d.]*|[一二两三四五六七八九])\s*(?:倍|成|%)")
_PAIRED = re.compile(r"\s*(?:[、和与及]|以及)\s*")
_BUDGET = re.compile(r"(?:的)?(?:预算|计划|目标|任务)")
_DIGIT = re.compile(r"\d")
# a day holds on only as the first words of its paragraph; elsewhere it is an event's
_AT_START = re.compile(r"[\s（(]*(?:[\d一二三四五六七八九十]{1,3}|[①-⑳])?[)）.．、]*\s*")
_ENTRY = re.compile(
    r"(?:^|(?<=[，,；;：:。、）)\s]))(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,])"
)
_BRACKET = re.compile(r"\([^()]*\)")
_THAN = frozenset("较比")
_UP_TO = frozenset("至到")
_AIM = re.compile(r"目标|计划|力争|预计|任务|确保|有望|拟")


class PeriodsInText:
    """The periods of a paragraph, asked for from left to right."""

    def __init__(
        self,
        text: str,
        periods: Sequence[FoundPeriod],
        around: Surroundings,
        *,
        barred: Sequence[tuple[int, int]],
    ) -> None:
        """Args:
        text: The paragraph.
        periods: What ``find_periods`` found in it.
        around: What its headings say.
        barred: Half-open places in which words of time are part of something else.
        """
        self._text = text
        self._folded = fold_width(text)
        self._around = around
        self._all = tuple(periods)
        self._periods = tuple(p for p in periods if self._is_free(p, barred))
        self._closed = self._read_brackets()
        self._carried: Period | None = None
        self._led = False  # whether the sentence has a figure yet
        self._sentence = (0, 0)
        self._local: set[int] = set()
        self.pair: tuple[Period, ...] = ()  # 本周和今年以来，分别受理9件、99件

    def begin(self, start: int, end: int) -> None:
        """Go on to the sentence at this place."""
        self._sentence = (start, end)
        self._local = set()
        self._led = False
        self.pair = self._read_pair(start, end)

    def first_start(self, start: int, end: int) -> int:
        """Where the first period between two places starts; ``end`` if there is none."""
        return min((p.start for p in self._periods if start <= p.start < end), default=end)

    def within(self, start: int, end: int) -> Period | None:
        """The period that stands between two places, be it only compared with: 较上周（81例）."""
        return next((p.period for p in self._all if start <= p.start < end), None)

    def left_out(self, start: int, end: int) -> str:
        """The words between two places without those of time."""
        pieces = []
        for found in self._periods:
            if start <= found.start and found.end <= end:
                pieces.append(self._text[start : found.start])
                start = found.end
        pieces.append(self._text[start:end])
        return _EMPTY.sub("", "".join(pieces))

    def hold_for_one(self, place: int, item: Quantity, *, inherits: bool) -> None:
        """Mark the periods right before a number as its own alone.

        So they are where a 的 follows (由上周的9件), or where the number has no other words
        (受理 9 件，今年以来累计 99 件；办结…), which ``inherits`` says.
        """
        for found in self._periods:
            if place <= found.start and found.end <= item.start:
                following = self._folded[found.end : found.end + 1]
                if following == "的" or (inherits and following != ","):
                    self._local.add(found.start)

    def of(self, item: Quantity, place: int) -> Period | None:
        """The period of a number whose own words start at ``place``."""
        settled = self._settled_before(item, place)
        leads, self._led = not self._led, True
        if not settled:
            return self._carried or self._around.period or self._own()
        found = settled[-1]
        if len(settled) > 1 and settled[-2].end == found.start:
            found = settled[-2]  # 5月当月
        elif len(settled) > 1 and self._is_gloss(settled[-2], found):
            # 上周（7月10日—16日）: the kind of the first, the days of the second
            named, days = settled[-2].period, found.period
            start = named.start if days.kind == "as_of" else days.start
            found = replace(found, period=replace(named, start=start, end=days.end))
        number = _DIGIT.search(self._folded, found.end)
        period = self._so_far(
            found.period, self._text[found.end : number.start() if number else item.start]
        )
        until = self._folded[found.start - 1 : found.start] in _UP_TO
        if period.kind == "day" and until and not self._folded.startswith("的", found.end):
            period = replace(period, kind="as_of")
        if found.start in self._local:
            return period
        if leads and (period.kind != "day" or _AT_START.fullmatch(self._text, 0, found.start)):
            self._carried = period
        return period

    def _own(self) -> Period | None:
        """The reporting period, for a number of which no word says when."""
        reporting = self._around.reporting
        return None if reporting is None else replace(reporting, printed="")

    def none_named(self, item: Quantity) -> bool:
        """Whether the sentence names no period before a number."""
        start = self._sentence[0]
        return not any(start <= p.start and p.end <= item.start for p in self._periods)

    def _settled_before(self, item: Quantity, place: int) -> list[FoundPeriod]:
        entries = [m.start() for m in _ENTRY.finditer(self._text, self._sentence[0], item.start)]
        return [
            p
            for p in self._periods
            if self._sentence[0] <= p.start
            and p.end <= item.start
            and (p.period.start is not None or p.period.end is not None)
            and (p.end > place or p.start not in self._local)
            and not (entries and entries[0] < p.start < entries[-1])
            and self._closed.get(p.start, item.start) >= item.start
        ]

    def _read_brackets(self) -> dict[int, int]:
        """Start of each period in a bracket with more in it → the bracket's end, where it ends."""
        if "(" not in self._folded:
            return {}
        ends: dict[int, int] = {}
        places = [(m.start(), m.end()) for m in _BRACKET.finditer(self._folded)]
        for found in self._periods:
            at = bisect_right(places, (found.start, len(self._text))) - 1
            if at >= 0 and found.end < places[at][1]:
                start, end = places[at]
                if self._folded[start + 1 : end - 1].strip() != found.period.printed.strip():
                    ends[found.start] = end
        return ends

    def _is_free(self, found: FoundPeriod, barred: Sequence[tuple[int, int]]) -> bool:
        if _BUDGET.match(self._text, found.end):
            return False
        if self._folded[found.start - 1 : found.start] in _THAN:
            return False  # 较2月份抬升1.5个百分点
        # 是上周的2.6倍 measures by last week; it is not of last week
        if _MEASURED.match(self._folded, found.end) and _MEASURES.search(
            self._folded, 0, found.start
        ):
            return False
        return not any(start <= found.start < end for start, end in barred)

    def _read_pair(self, start: int, end: int) -> tuple[Period, ...]:
        """The periods named side by side (本周、今年以来), each of which has its own numbers."""
        inside = [p for p in self._periods if start <= p.start < end and p.period.end is not None]
        for first, second in pairwise(inside):
            joined = _PAIRED.fullmatch(self._text, first.end, second.start)
            if joined and "分别" in self._text[second.end : end]:
                return first.period, second.period
        return ()

    def _so_far(self, period: Period, words: str) -> Period:
        """A year that the issue is in the midst of has been counted only so far."""
        now = self._around.reporting
        if period.kind != "year" or period.start is None or period.end is None:
            return period
        if now is None or now.end is None or not period.start <= now.end < period.end:
            return period
        if _AIM.search(words):
            return period
        return replace(period, kind="year_to_date", end=now.end)

    def _is_gloss(self, found: FoundPeriod, following: FoundPeriod) -> bool:
        """Whether the second period only explains the first: 本周（7月17日—21日）."""
        return fold_width(self._text[found.end : following.start]).strip() == "("
