"""Which period each number of a paragraph speaks of.

The last period named before a number holds for it, for the rest of its sentence and for the
sentences after; one that is named for a single number alone (今年以来累计 99 件) does not.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

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
    r"(?=[一二三四五六七八九十第])(?:^|(?<=[，,；;：:。、）)\s]))(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,])"
)
_BRACKET = re.compile(r"\([^()]*\)")
_LATEST = 40  # in a sentence without end, words speak of no time farther back
_NEAR = 20  # signs behind 起 in which 累计 sums up
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
        places = _merged(barred)
        self._periods = tuple(p for p in periods if self._is_free(p, places))
        self._starts = [p.start for p in self._periods]
        self._closed = self._read_brackets()
        self._carried: Period | None = None
        self._led = False  # whether the sentence has a figure yet
        self._sentence = (0, 0)
        self._entries: list[int] = []  # of 一是…二是 in the sentence
        self._local: set[int] = set()
        self.pair: tuple[Period, ...] = ()  # 本周和今年以来，分别受理9件、99件

    def begin(self, start: int, end: int) -> None:
        """Go on to the sentence at this place."""
        self._sentence = (start, end)
        self._local = set()
        self._led = False
        self._entries = [match.start() for match in _ENTRY.finditer(self._text, start, end)]
        self.pair = self._read_pair(start, end)

    def first_start(self, start: int, end: int) -> int:
        """Where the first period between two places starts; ``end`` if there is none."""
        inside = self._between(start, end)
        return inside[0].start if inside else end

    def _between(self, start: int, end: int) -> Sequence[FoundPeriod]:
        """The periods that start between two places."""
        if not self._starts:
            return ()
        return self._periods[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def within(self, start: int, end: int) -> Period | None:
        """The period that stands between two places, be it only compared with: 较上周（81例）."""
        at = bisect_left(self._all, start, key=attrgetter("start"))
        found = self._all[at] if at < len(self._all) else None
        return found.period if found is not None and found.start < end else None

    def left_out(self, start: int, end: int) -> str:
        """The words between two places without those of time."""
        pieces = []
        for found in self._between(start, end):
            if found.end <= end:
                pieces.append(self._text[start : found.start])
                start = found.end
        pieces.append(self._text[start:end])
        return _EMPTY.sub("", "".join(pieces))

    def hold_for_one(self, place: int, item: Quantity, *, inherits: bool) -> None:
        """Mark the periods right before a number as its own alone.

        So they are where a 的 follows (由上周的9件), or where the number has no other words
        (受理 9 件，今年以来累计 99 件；办结…), which ``inherits`` says.
        """
        for found in self._between(place, item.start):
            if found.end <= item.start:
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
        period = self._summed_since(period, self._text[found.end : item.start])
        period = self._as_range(period)
        if found.start in self._local:
            return period
        if (
            leads
            and self._carries(period)
            and (period.kind != "day" or _AT_START.fullmatch(self._text, 0, found.start))
        ):
            self._carried = period
        return period

    def _carries(self, period: Period) -> bool:
        """Whether a period holds for the sentences after.

        A sum since January that a later sentence begins with holds for that sentence alone.
        """
        return period.kind != "year_to_date" or self._carried is None

    def _as_range(self, period: Period) -> Period:
        """Days that are named one by one are a week only where the office reports by weeks."""
        now = self._around.reporting
        if period.kind != "week" or now is None or now.kind == "week" or "周" in period.printed:
            return period
        return replace(period, kind="range") if "日" in period.printed else period

    def _own(self) -> Period | None:
        """The reporting period, for a number of which no word says when."""
        reporting = self._around.reporting
        return None if reporting is None else replace(reporting, printed="")

    def none_named(self, item: Quantity) -> bool:
        """Whether the sentence names no period before a number that is not another's alone."""
        inside = self._between(self._sentence[0], item.start)
        return all(one.end > item.start or one.start in self._local for one in inside)

    def _settled_before(self, item: Quantity, place: int) -> list[FoundPeriod]:
        entries = self._entries[: bisect_left(self._entries, item.start)]
        return [
            p
            for p in self._between(self._sentence[0], item.start)[-_LATEST:]
            if p.end <= item.start
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
            self._folded, max(0, found.start - 6), found.start
        ):
            return False
        at = bisect_right(barred, (found.start, len(self._text))) - 1
        return at < 0 or found.start >= barred[at][1]

    def _read_pair(self, start: int, end: int) -> tuple[Period, ...]:
        """The periods named side by side (本周、今年以来), each of which has its own numbers."""
        inside = [p for p in self._between(start, end) if p.period.end is not None]
        apart = self._text.rfind("分别", start, end) if len(inside) > 1 else -1
        row: list[Period] = []
        for first, second in pairwise(inside if apart >= 0 else ()):
            if apart >= second.end and _PAIRED.fullmatch(self._text, first.end, second.start):
                row = [*(row or [first.period]), second.period]
            elif row:
                break
        return tuple(row)

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

    def _summed_since(self, period: Period, words: str) -> Period:
        """自3月1日起，累计培训99人: from that day to the end of what the issue tells of."""
        now = self._around.reporting
        if period.kind != "day" or not words.startswith("起") or "累计" not in words[:_NEAR]:
            return period
        if now is None or now.end is None or period.start is None or now.end <= period.start:
            return period
        return replace(period, kind="range", end=now.end)

    def _is_gloss(self, found: FoundPeriod, following: FoundPeriod) -> bool:
        """Whether the second period only explains the first: 本周（7月17日—21日）."""
        return fold_width(self._text[found.end : following.start]).strip() == "("


def _merged(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, none overlapping."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
