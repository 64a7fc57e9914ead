"""A paragraph while it is being read: what the rules of ``clauses.RULES`` know and leave behind."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .clause_words import MARKS, before_mark, last_clause, unshield
from .comparisons import ComparisonRun
from .drafts import Draft, Surroundings
from .figure_periods import PeriodsInText
from .indicators import strip_phrase
from .listed import last_of_listing, read_ranking
from .model import Comparison, Period
from .quantities import Quantity
from .slashed import Slashed
from .text import fold_width

Item = Quantity | ComparisonRun  # what a sentence is read by, from left to right

ONLY_LINK = re.compile(r"[\s、,，和与及/()（）—–~～至到+＋\-]*")
CHANGED_TO = re.compile(
    r"(?:下?降低?|减少?|增加?|增长|上?升|提高|回落|上涨|下跌|扩大|缩小|压缩|缩短|压减|精简|优化|"
    r"调整|延长)(?:至|到|为)?$"
)
_GROWN_TO = re.compile(r"(?:[降低减少增加长升高落涨跌大小短]|调整|优化|简)(?:至|到|为)\s*$")
_SUM = re.compile(r"累计|总数|总量|达到?\s*$")
_NEW = re.compile(r"新增|新设|新建|净增|新开")
_SHORT = frozenset({"day", "week", "month"})  # what has grown in such a time is a state at its end
_LATEST = 60  # in a sentence without end, words speak of no number farther back
_LONGEST_LIST = 30
_NEAR = 12  # figures before a number that its words can speak of
_LINKING = re.compile(r"\s*(?:共|也|均|仅|已)?(?:为|达到|达|是|至|有)?\s*")
_SUPERLATIVE = re.compile(
    r"^[，,；;。\s]*(?:其中|但)?(?:(?:[较最][^，,；;。]{1,8}的|第一的)(?:县|市|区|是|为|有)+(?P<member>[^，,；;。]{2,12})"
    r"|(?P<first>[^，,；;。]{2,20}?)(?:最[^，,；;。]{1,3}|居首|居全[^，,；;。]{1,6}|列第一|位列[^，,；;。]{1,6}))[，,]$"
)
_SUBJECT = re.compile(
    r"(?:方面|窗口|中心|大厅|平台|系统|事项|领域|热线|部门|专区|专窗|厅|局|委|办|市|县|区|州)$"
)
_GENERIC = re.compile(
    r"^[分按从就][\u4e00-\u9fff]{1,8}[看分计言说]$|情况|如下|数据|统计|其中|具体|分别|主要|特点"
)


def _named_clause(segment: str) -> str:
    """The last clause of words before a number, or the one before where it only says 为.

    冬瓜降幅最大，为5%; 较差的是甲县，达7.06.
    """
    clause = last_clause(segment)
    if not _LINKING.fullmatch(clause):
        return clause
    named = _SUPERLATIVE.search(last_clause(segment[: len(segment) - len(clause)]))
    if named is None:
        return clause
    return named["first"] or named["member"]


class Paragraph:
    """State of the reading, from left to right.

    A rule reads the words from ``place`` on, adds drafts, and moves ``place`` behind the
    last number that it has taken.
    """

    def __init__(
        self,
        text: str,
        *,
        periods: PeriodsInText,
        around: Surroundings,
        quantities: Sequence[Quantity],
        rows: Sequence[Slashed] = (),
    ) -> None:
        """Args:
        text: As printed, list marks inside names shielded.
        periods: Its periods.
        around: What its headings say.
        quantities: All its numbers, also those that are changes.
        rows: Those that stand side by side under names side by side.
        """
        self.text = text
        self.folded = fold_width(text)
        self.periods = periods
        self.around = around
        self.by_start = {quantity.start: quantity for quantity in quantities}
        self.rows = {row.numbers[0].start: row for row in rows}
        self.drafts: list[Draft] = []
        self.place = 0
        self.sentence = (0, 0)
        self.first = 0  # position in drafts of the sentence's first
        self.group = 0  # numbers of one list share it
        self.topic = ""  # subject of the clauses that leave theirs out
        self.bracket = ""  # whose numbers a bracket holds
        self.inner = (
            ""  # what the last bracket with words counted: 甲县18批（集体访6批）、乙县15批（5批）
        )
        self.outer = ""  # the clause that the bracket interrupts
        self.parent: Draft | None = None  # what 其中 is part of
        self.ranked = ""  # the act of a ranking: 受理量居前三位的窗口为…
        self.pending: tuple[str, tuple[Comparison, ...]] | None = None
        self.changed: Sequence[Draft] = ()  # whose change was read last
        self.changed_to = 0  # and where its words end

    def begin(self, start: int, end: int) -> None:
        """Go on to the sentence at this place."""
        self.sentence, self.place, self.first = (start, end), start, len(self.drafts)
        self.parent, self.bracket, self.inner, self.pending = None, "", "", None
        self.periods.begin(start, end)
        self.ranked = read_ranking(self.periods.left_out(start, end))

    @property
    def in_sentence(self) -> Sequence[Draft]:
        """The figures of the sentence so far, at most the last few dozen."""
        return self.drafts[max(self.first, len(self.drafts) - _LATEST) :]

    @property
    def latest(self) -> Sequence[Draft]:
        """The last few dozen figures of the paragraph."""
        return self.drafts[-_LATEST:]

    @property
    def previous(self) -> Draft | None:
        """The figure before, or None where the sentence begins."""
        if not self.drafts or self.place <= self.sentence[0]:
            return None
        if not self.drafts[-1].of_then:
            return self.drafts[-1]
        return next((d for d in reversed(self.in_sentence) if not d.of_then), self.drafts[-1])

    def owner_behind(self, segment: str) -> Draft | None:
        """The figure before words that may close a bracket: what it held is passed over."""
        previous = self.previous
        if previous is None or not previous.inner or ")" not in fold_width(segment):
            return previous
        outer = (draft for draft in reversed(self.in_sentence) if not draft.inner)
        return next(outer, previous)

    def words_before(self, position: int) -> str:
        """The words from ``place`` to a position, those of time left out."""
        return self.periods.left_out(self.place, position)

    def right_of(self, item: Quantity, items: Sequence[Item]) -> str:
        """The words behind a number that belong to it; ``items`` are those after it."""
        end = items[0].start if items else self.sentence[1]
        if items and isinstance(items[0], Quantity):
            end = items[0].whole_start
        end = self.periods.first_start(item.whole_end, end)
        return before_mark(self.text[item.whole_end : end])

    def list_from(self, items: Sequence[Item]) -> list[Quantity]:
        """The first number with those that follow it with nothing but list marks between."""
        listed: list[Quantity] = []
        for item in items[:_LONGEST_LIST]:
            if isinstance(item, ComparisonRun):
                break
            if listed and not ONLY_LINK.fullmatch(
                self.text, listed[-1].whole_end, item.whole_start
            ):
                break
            listed.append(item)
        return listed

    def scope_of(self, own: str) -> str:
        """The scope of a number whose own words name ``own``, or nothing."""
        if self.bracket:
            return self.bracket + own
        if self.parent is not None:
            return own or self.parent.name
        return own or self.topic or self.around.subject

    @property
    def is_inner(self) -> bool:
        """Whether the words stand in a bracket or behind 其中: they set no topic."""
        return self.parent is not None or bool(self.bracket)

    def enter(self, segment: str, previous: Draft | None) -> str:
        """Follow brackets and 其中 through the words before a number; return its own clause."""
        folded = fold_width(segment)
        if "其中" in folded or "包括" in folded:
            self.parent = previous if self.parent is None or previous is None else self.parent
        if (close := folded.rfind(")")) > folded.rfind("("):
            if folded.count(")") > folded.count("("):
                self.bracket = ""
                segment = segment[close + 1 :]
                if segment[:1] and not MARKS.match(segment) and segment[0] not in "、和与及":
                    segment = self.outer + segment  # 尿素（含氮46%）每吨…
        elif (opened := folded.rfind("(")) >= 0:
            self.outer = last_clause(segment[:opened])
            outer = strip_phrase(last_of_listing(last_clause(segment[:opened])))
            self.bracket = outer or (previous.name if previous else "")
            segment = segment[opened + 1 :]
        if ";" in fold_width(segment):
            self.parent = None if "其中" not in segment.rsplit(";")[-1] else self.parent
        self._note_subject(segment, inside=previous is not None)
        return _named_clause(segment)

    def _note_subject(self, segment: str, *, inside: bool) -> None:
        """Take a subject that stands in a clause of its own: 行政许可方面，受理…; 综合窗口：…"""
        parts = MARKS.split(segment)
        # behind a number, the first words are what it counts
        if len(parts) < (3 if inside else 2):
            return
        marks = MARKS.findall(segment)
        subject = strip_phrase(re.sub(r"(?<=[\u4e00-\u9fff]{2})[中里]$", "", parts[-2]))
        if _GENERIC.search(subject):
            return
        short = len(subject) <= (16 if marks[-1] in ":：" else 12)
        named = marks[-1] in ":：" or subject != strip_phrase(parts[-2]) or _SUBJECT.search(subject)
        if len(subject) >= 2 and short and named:
            self.topic = subject

    def add(self, item: Quantity, scope: str, indicator: str, measure: str) -> Draft:
        """A figure more, its period that of the words before it."""
        draft = Draft(
            quantity=item,
            scope=unshield(scope),
            indicator=unshield(indicator),
            measure=measure,
            period=self._period_of(item),
            clause_start=self.place,
            group=self.group,
            inner=bool(self.bracket),
        )
        self.drafts.append(draft)
        return draft

    def says_no_period(self, item: Quantity) -> bool:
        """Whether the words right before a number leave its period to those before them."""
        if _GROWN_TO.search(self.text, self.place, item.whole_start):
            return False
        return self.periods.first_start(self.place, item.start) == item.start

    def _period_of(self, item: Quantity) -> Period | None:
        grown = _GROWN_TO.search(self.text, self.place, item.whole_start)
        if grown and self.periods.none_named(item):
            return self.around.reporting  # 由上周的9件增至12件
        period = self.periods.of(item, self.place)
        if period is None or period.end is None or period.kind not in _SHORT:
            return period
        if not self.says_no_period(item) or not self._sums_up(item):
            return period
        return replace(period, kind="as_of", start=period.end, printed="累计")

    def _sums_up(self, item: Quantity) -> bool:
        """Whether one before has grown to this number: 新增9件，累计99件; 新增3个，达到14个."""
        words = last_clause(self.text[self.place : item.start])
        if not _SUM.search(words):
            return False
        parts = [
            draft
            for draft in self.in_sentence[-_NEAR:]
            if draft.quantity.unit == item.unit and draft.quantity.value < item.value
        ]
        return any("累计" in words or _NEW.search(draft.name) for draft in parts)
