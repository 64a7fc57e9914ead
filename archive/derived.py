"""What follows from printed numbers and is not printed itself (推算), each with what it is from.

A week is the difference of two totals, a total the one before and the week, a month the total at
its end less that at its beginning. Derived values are never mixed with printed ones: they stand
in columns of their own, say what they were worked out from, and carry its rounding along.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .periods import Calendar, PointKind
from .records import FigureRow, IssueRow
from .rounding import Extent, extent_of

DerivedKind = Literal[
    "week", "year_to_date", "week_on_year", "week_on_week", "year_to_date_on_year"
]
Step = Literal["month", "quarter", "year"]
_HUNDRED = Decimal(100)
_PLACES = Decimal("0.1")


_NOT_SUMMED = frozenset({"", "%", "％", "‰", "个百分点", "百分点", "倍", "成", "分", "位", "名次"})
_DURATIONS = ("日", "天", "小时", "分钟", "年", "周", "个月", "秒", "度", "℃")
_SUMS = ("合计", "总计", "小计", "共计", "总和")
_PER = re.compile(r"平均|日均|周均|月均|人均|户均|每")


def can_be_summed(row: FigureRow) -> bool:
    """Whether it is a count or an amount, and of one thing: 合计 is of whatever is listed."""
    figure = row.figure
    return not (
        figure.unit in _NOT_SUMMED
        or figure.unit.endswith(_DURATIONS)
        or figure.sentence.lstrip().startswith(_SUMS)
        or _PER.search(figure.indicator or "")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A value worked out from printed ones. Changes (同比, 环比) are in percent."""

    kind: DerivedKind
    value: Decimal
    slack: Decimal  # how far rounding of the sources can have moved it, to both sides
    sources: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number of one issue, printed or worked out; ``sources`` are the printed ones behind it."""

    extent: Extent
    middle: Decimal
    sources: tuple[FigureRow, ...]
    is_printed: bool

    def __add__(self, other: "Value") -> "Value":
        return Value(
            extent=self.extent + other.extent,
            middle=self.middle + other.middle,
            sources=(*self.sources, *other.sources),
            is_printed=False,
        )

    def __sub__(self, other: "Value") -> "Value":
        return Value(
            extent=self.extent - other.extent,
            middle=self.middle - other.middle,
            sources=(*self.sources, *other.sources),
            is_printed=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A month, quarter or year of a series (按月、季、年): the issues whose period ends in it.

    ``value`` None: it cannot be worked out, ``reason`` says why.
    """

    year: int
    number: int  # of the month or quarter; 0 for a year
    step: Step
    first: IssueRow
    last: IssueRow
    issues: int
    value: Decimal | None
    slack: Decimal
    sources: tuple[FigureRow, ...]
    reason: str | None

    @property
    def label(self) -> str:
        """2023年7月, 2023年第3季度, 2023年."""
        words = {"month": f"{self.number}月", "quarter": f"第{self.number}季度", "year": ""}
        return f"{self.year}年{words[self.step]}"


class Values:
    """Weeks and totals of a series by the places of a calendar, filled as far as sums reach.

    A chain of sums goes from issue to issue within a year, over no missing issue. Numbers
    printed with 约 or 超过 are never summed.
    """

    def __init__(
        self, printed: Mapping[int, Mapping[PointKind, FigureRow]], calendar: Calendar
    ) -> None:
        self._calendar = calendar
        self.weeks: dict[int, Value] = {}
        self.totals: dict[int, Value] = {}
        for place, rows in printed.items():
            week, total = rows.get("week"), rows.get("year_to_date")
            if week is not None and week.settled.qualifier is None:
                self.weeks[place] = _value_of(week)
            if total is not None and total.settled.qualifier is None:
                self.totals[place] = _value_of(total)
        self._fill()

    def _fill(self) -> None:
        places = sorted(self.totals)
        if not places:
            return
        reach = range(max(0, places[0] - 1), min(len(self._calendar.issues), places[-1] + 2))
        for _ in range(2):  # forwards may need what backwards finds, and the other way round
            for place in reach:
                self._go_forward(place)
            for place in reversed(reach):
                self._go_back(place)

    def _go_forward(self, place: int) -> None:
        """Week from two totals, total from the one before."""
        if self.starts_year(place):
            if place in self.totals and place not in self.weeks:
                self.weeks[place] = _derived(self.totals[place])
            elif place in self.weeks and place not in self.totals:
                self.totals[place] = _derived(self.weeks[place])
            return
        if not self.is_linked(place) or place - 1 not in self.totals:
            return
        before = self.totals[place - 1]
        if place in self.totals and place not in self.weeks:
            self.weeks[place] = self.totals[place] - before
        elif place in self.weeks and place not in self.totals:
            self.totals[place] = before + self.weeks[place]

    def _go_back(self, place: int) -> None:
        """The total before from this one and its week."""
        if place - 1 in self.totals or not self.is_linked(place):
            return
        if place in self.totals and place in self.weeks:
            self.totals[place - 1] = self.totals[place] - self.weeks[place]

    def is_linked(self, place: int) -> bool:
        """Whether the total goes on from the issue before."""
        issues = self._calendar.issues
        return (
            place > 0
            and year_of(issues[place]) == year_of(issues[place - 1])
            and self._calendar.is_next(place - 1, place)
        )

    def starts_year(self, place: int) -> bool:
        """Whether it is the first issue of its year, all of whose days lie in the year."""
        issue = self._calendar.issues[place]
        return issue.number == 1 and issue.first is not None and issue.first.year == issue.year


def year_of(issue: IssueRow) -> int | None:
    """The year whose total an issue prints: that of its last day."""
    return issue.year if issue.last is None else issue.last.year


def _value_of(row: FigureRow) -> Value:
    return Value(
        extent=extent_of(row.settled), middle=row.settled.value, sources=(row,), is_printed=True
    )


def _derived(value: Value) -> Value:
    return Value(extent=value.extent, middle=value.middle, sources=value.sources, is_printed=False)


def derive(values: Values, place: int, calendar: Calendar) -> tuple[Derived, ...]:
    """All that can be worked out for one issue."""
    found: list[Derived] = []
    kinds: tuple[tuple[DerivedKind, dict[int, Value]], ...] = (
        ("week", values.weeks),
        ("year_to_date", values.totals),
    )
    for kind, known in kinds:
        value = known.get(place)
        if value is not None and not value.is_printed:
            found.append(_as_derived(kind, value))
    year_before = calendar.year_before(place)[:1]
    alike = [other for other in year_before if calendar.are_alike(place, other)]
    found += _changes("week_on_year", values.weeks, place, alike)
    if calendar.is_next(place - 1, place) and calendar.are_alike(place, place - 1):
        found += _changes("week_on_week", values.weeks, place, [place - 1])
    found += _changes("year_to_date_on_year", values.totals, place, year_before)
    return tuple(found)


def _changes(
    kind: DerivedKind, known: Mapping[int, Value], place: int, bases: Sequence[int]
) -> Iterable[Derived]:
    """The change in percent from the first base that has a number."""
    value = known.get(place)
    base = next((known[other] for other in bases if other in known), None)
    if value is None or base is None or base.extent.low <= 0 or value.extent.low < 0:
        return
    low = _percent(value.extent.low, base.extent.high)
    high = _percent(value.extent.high, base.extent.low)
    yield Derived(
        kind=kind,
        value=_percent(value.middle, base.middle).quantize(_PLACES),
        slack=((high - low) / 2).quantize(_PLACES),
        sources=tuple(dict.fromkeys((*value.sources, *base.sources))),
    )


def _percent(value: Decimal, base: Decimal) -> Decimal:
    return (value / base - 1) * _HUNDRED


def _as_derived(kind: DerivedKind, value: Value) -> Derived:
    return Derived(
        kind=kind,
        value=value.middle,
        slack=value.extent.slack,
        sources=tuple(dict.fromkeys(value.sources)),
    )


def make_spans(values: Values, calendar: Calendar, step: Step) -> tuple[Span, ...]:
    """Every month, quarter or year from the first number to the last."""
    places = sorted({*values.weeks, *values.totals})
    if not places:
        return ()
    groups: dict[tuple[int, int], list[int]] = {}
    for place in range(places[0], places[-1] + 1):
        last = calendar.issues[place].last
        if last is not None:
            number = {"month": last.month, "quarter": (last.month + 2) // 3, "year": 0}[step]
            groups.setdefault((last.year, number), []).append(place)
    return tuple(
        _make_span(values, calendar, members, year, number, step)
        for (year, number), members in groups.items()
    )


def _make_span(
    values: Values, calendar: Calendar, members: list[int], year: int, number: int, step: Step
) -> Span:
    value, reason = _sum_of(values, members, calendar, opens_year=step == "year" or number == 1)
    return Span(
        year=year,
        number=number,
        step=step,
        first=calendar.issues[members[0]],
        last=calendar.issues[members[-1]],
        issues=len(members),
        value=None if value is None else value.middle,
        slack=Decimal(0) if value is None else value.extent.slack,
        sources=() if value is None else tuple(dict.fromkeys(value.sources)),
        reason=reason,
    )


def _sum_of(
    values: Values, members: list[int], calendar: Calendar, *, opens_year: bool
) -> tuple[Value | None, str | None]:
    """By totals at both ends, else by its weeks; else why not."""
    first, last = members[0], members[-1]
    end = values.totals.get(last)
    if end is not None and opens_year:
        return _derived(end), None
    if end is not None and values.is_linked(first) and first - 1 in values.totals:
        return end - values.totals[first - 1], None
    lacking = [place for place in members if place not in values.weeks]
    linked = all(calendar.is_next(place - 1, place) for place in members[1:])
    if not lacking and linked:
        value = values.weeks[first]
        for place in members[1:]:
            value = value + values.weeks[place]
        return _derived(value), None
    if lacking:
        labels = "、".join(calendar.issues[place].key for place in lacking[:3])
        more = f" 等 {len(lacking)} 期" if len(lacking) > 3 else ""
        return None, f"{labels}{more}没有本周数，首尾也没有可减的累计"
    return None, "其间缺期，首尾没有可减的累计"
