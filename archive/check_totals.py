"""Totals since January against the weeks between them, and which of them is in doubt.

Two totals with every week between them printed must differ by the sum of the weeks. Where weeks
are lacking, what they must have been together is held against the usual working day of their
neighbours. Of the totals of a year the largest set that can stand together is trusted; the ones
left out are the findings, so that one misprint is one finding and not two.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log, sqrt
from statistics import median

from .checks import Check, CheckKind
from .derived import year_of
from .periods import Calendar
from .records import FigureRow
from .rounding import Extent, extent_of
from .wording import say_number

# what a set of totals is worth: each counts, sums that come out speak for both of theirs, and a
# sum that does not costs more than leaving one total out
_FOR_SUM = 0.5
_AGAINST_SUM = 1.2
_REACH = 12  # totals that may be left out in a row
_NEAR = 10  # weeks to each side that show the usual working day
_ENOUGH = 6  # of them
_LEAST_SPREAD = 0.15  # in logarithms: weeks differ by so much from one to the next at least
_SLACK = 0.08
_MOST_SPREADS = 7.0
_WITHIN = log(2)  # how far the unprinted weeks may lie from the usual in any case
_MAD = 1.4826
_DAYS_OF_MISSING = 5


@dataclass(frozen=True, slots=True)
class _Link:
    """What leads from one total to a later one."""

    is_possible: bool  # False: the later total is the smaller one
    worth: float
    lacking: tuple[int, ...] = ()  # places without a printed week
    missing: int = 0  # issues that the archive does not hold
    expected: Extent | None = None  # the later total, where every week is known
    excess: Extent | None = None  # the printed weeks, where they alone are more than the increase

    @property
    def is_sum(self) -> bool:
        return self.expected is not None


def check_totals(
    weeks: Mapping[int, FigureRow], totals: Mapping[int, FigureRow], calendar: Calendar
) -> Iterable[Check]:
    """The checks of a series, year by year.

    Args:
        weeks: The printed week of each place that has one, contradicted by none beside it.
        totals: Likewise the totals.
        calendar: Of the periodical.
    """
    years: dict[int, list[int]] = defaultdict(list)
    for place in sorted(totals):
        issue = calendar.issues[place]
        if calendar.is_said_again(place):
            yield _unknown(totals[place], f"与 {calendar.issues[place - 1].key} 报告同一时段")
        elif issue.year is None or issue.year != year_of(issue):
            # the last week of December printed as the first issue of the new year
            yield _unknown(totals[place], "报告期与期号不在同一年，累计从哪一天起不明")
        elif totals[place].settled.qualifier is not None:
            yield _unknown(totals[place], f"累计是约数（{totals[place].figure.printed}）")
        else:
            years[issue.year].append(place)
    habit = _Habit(weeks, calendar)
    for places in years.values():
        yield from _Year(places, weeks, totals, calendar, habit).check()


class _Habit:
    """What a working day of a series usually brings."""

    def __init__(self, weeks: Mapping[int, FigureRow], calendar: Calendar) -> None:
        self._rates: dict[int, float] = {}
        for place, row in weeks.items():
            days = calendar.working_days(place)
            if days and row.settled.value > 0:
                self._rates[place] = log(float(row.settled.value) / days)
        self._places = sorted(self._rates)

    def near(self, first: int, last: int) -> tuple[float, float] | None:
        """The usual logarithm of a day and its spread around two places; None: not known."""
        start = max(0, bisect_left(self._places, first) - _NEAR)
        end = bisect_right(self._places, last) + _NEAR
        rates = [self._rates[place] for place in self._places[start:end]]
        if len(rates) < _ENOUGH:
            return None
        usual = median(rates)
        spread = _MAD * median(abs(rate - usual) for rate in rates)
        return usual, max(spread, _LEAST_SPREAD)


class _Year:
    """The totals of one year."""

    def __init__(
        self,
        places: Sequence[int],
        weeks: Mapping[int, FigureRow],
        totals: Mapping[int, FigureRow],
        calendar: Calendar,
        habit: _Habit,
    ) -> None:
        self._places = places
        self._weeks = weeks
        self._totals = totals
        self._calendar = calendar
        self._habit = habit
        self._links: dict[tuple[int | None, int], _Link] = {}
        self._start = self._find_start(places[0])

    def check(self) -> Iterable[Check]:
        """One check for each total."""
        trusted = self._find_trusted()
        before: int | None = None
        for place in self._places:
            if place in trusted:
                yield self._against(place, before)
                before = place
            else:
                yield self._doubt(place, trusted)

    def _find_start(self, place: int) -> int:
        """The first place of the year."""
        year = self._calendar.issues[place].year
        while place > 0 and self._calendar.issues[place - 1].year == year:
            place -= 1
        return place

    def _is_from_january(self) -> bool:
        first = self._calendar.issues[self._start]
        return first.number == 1 and first.first is not None and first.first.year == first.year

    # from one total to the next

    def _link(self, before: int | None, place: int) -> _Link:
        """``before`` None: from nothing, on 1 January."""
        known = self._links.get((before, place))
        if known is None:
            known = self._links[before, place] = self._make_link(before, place)
        return known

    def _make_link(self, before: int | None, place: int) -> _Link:
        first = self._start if before is None else before + 1
        between = range(first, place + 1)
        lacking = tuple(one for one in between if one not in self._weeks)
        linked = between if before is not None else between[1:]
        missing = sum(not self._calendar.is_next(one - 1, one) for one in linked)
        base = Extent.exactly(0) if before is None else extent_of(self._totals[before].settled)
        total = extent_of(self._totals[place].settled)
        known = Extent.exactly(0)
        for one in between:
            if one in self._weeks:
                known += extent_of(self._weeks[one].settled)
        if not lacking and not missing:
            expected = base + known
            worth = _FOR_SUM if total.meets(expected) else -_AGAINST_SUM
            return _Link(total.high >= base.low, worth, expected=expected)
        rest = total - base - known
        if rest.high < 0:
            return _Link(total.high >= base.low, -_AGAINST_SUM, lacking, missing, excess=known)
        worth = 0.0 if before is None else self._weigh(rest, lacking, missing, before, place)
        return _Link(True, worth, lacking, missing)

    def _weigh(
        self, rest: Extent, lacking: Sequence[int], missing: int, before: int, place: int
    ) -> float:
        """How likely it is that the weeks that are not printed have brought this."""
        usual = self._habit.near(before, place)
        days = sum(self._calendar.working_days(one) for one in lacking)
        days += missing * _DAYS_OF_MISSING
        if usual is None or not days:
            return 0.0
        level, spread = usual
        middle = max(float(rest.low + rest.high) / 2, 0.5)
        away = abs(log(middle / days) - level)
        spreads = away / (spread / sqrt(len(lacking) + missing) + _SLACK)
        if spreads > _MOST_SPREADS and away > _WITHIN:
            return -_AGAINST_SUM
        return -min(spreads / 20, 0.4)

    def _find_trusted(self) -> set[int]:
        """The totals that stand together best."""
        best: list[tuple[float, int]] = []
        for at, place in enumerate(self._places):
            own = 1.0 + (self._own_worth(place) if place == self._start else 0.0)
            worth, link = own, -1
            for earlier in range(max(0, at - _REACH), at):
                step = self._link(self._places[earlier], place)
                if step.is_possible and best[earlier][0] + own + step.worth > worth:
                    worth, link = best[earlier][0] + own + step.worth, earlier
            best.append((worth, link))
        at = max(range(len(best)), key=lambda one: (best[one][0], one))
        trusted = set()
        while at >= 0:
            trusted.add(self._places[at])
            at = best[at][1]
        return trusted

    def _own_worth(self, place: int) -> float:
        """The first total of a year is its week."""
        week = self._weeks.get(place)
        if week is None or self._calendar.issues[place].number != 1:
            return 0.0
        total = extent_of(self._totals[place].settled)
        return _FOR_SUM if total.meets(extent_of(week.settled)) else 0.0

    # what is said

    def _against(self, place: int, before: int | None) -> Check:
        """A trusted total against the last one and the weeks since."""
        row = self._totals[place]
        if before is None and not self._is_from_january():
            return _unknown(row, "档案里没有这一年更早的累计可比")
        link = self._link(before, place)
        since = "年初" if before is None else self._calendar.issues[before].key
        if link.excess is not None:
            return self._say_excess(row, before, link.excess)
        if link.missing:
            return _unknown(row, f"自{since}起缺期，不能相加")
        if link.expected is None:
            labels = "、".join(self._calendar.issues[one].key for one in link.lacking[:3])
            more = f" 等 {len(link.lacking)} 期" if len(link.lacking) > 3 else ""
            return _unknown(row, f"自{since}起，{labels}{more}没有印本周数")
        return self._compare(row, place, before, link.expected)

    def _compare(self, row: FigureRow, place: int, before: int | None, expected: Extent) -> Check:
        first = self._start if before is None else before + 1
        sources = [self._weeks[one] for one in range(first, place + 1)]
        start = ""
        if before is not None:
            sources.append(self._totals[before])
            printed = self._totals[before].figure.printed
            start = f"{self._calendar.issues[before].key} 的累计 {printed} 加上其后"
        middle = _middle(expected)
        holds = extent_of(row.settled).meets(expected)
        end = "相符" if holds else f"印作 {row.figure.printed}，差 {row.settled.value - middle:+f}"
        return Check(
            kind="total",
            verdict="holds" if holds else "differs",
            issue=row.issue,
            said=f"{start or '年初以来'}各周之和，应为 {say_number(middle)}，{end}",
            figures=(row, *sources),
            printed=row.settled.value,
            expected=middle,
        )

    def _say_excess(self, row: FigureRow, before: int | None, weeks: Extent) -> Check:
        base = Decimal(0) if before is None else self._totals[before].settled.value
        since = "年初" if before is None else self._calendar.issues[before].key
        return Check(
            kind="total",
            verdict="differs",
            issue=row.issue,
            said=f"自{since}起累计增加 {say_number(row.settled.value - base)}，"
            f"而其间印出的各周已有 {say_number(_middle(weeks))}",
            figures=(row, *(() if before is None else (self._totals[before],))),
            printed=row.settled.value,
        )

    def _doubt(self, place: int, trusted: set[int]) -> Check:
        """The finding for a total that does not stand with the others."""
        row = self._totals[place]
        before = max((one for one in trusted if one < place), default=None)
        after = min((one for one in trusted if one > place), default=None)
        neighbours = [self._totals[one] for one in (before, after) if one is not None]
        value = row.settled.value
        falls = before is not None and value < self._totals[before].settled.value
        falls = falls or (after is not None and value > self._totals[after].settled.value)
        kind: CheckKind = "falling" if falls else "total"
        why = "累计应只增不减" if falls else "与其间各周的数对不上"
        others = "、".join(f"{one.issue.key} 累计 {one.figure.printed}" for one in neighbours)
        return Check(
            kind=kind,
            verdict="differs",
            issue=row.issue,
            said=f"印作 {row.figure.printed}，而 {others}，{why}",
            figures=(row, *neighbours),
            printed=value,
            expected=self._expected(place, before, after),
        )

    def _expected(self, place: int, before: int | None, after: int | None) -> Decimal | None:
        """What the total should be, if the weeks to one of its neighbours are all printed."""
        if before is not None and (ahead := self._link(before, place).expected) is not None:
            return _middle(ahead)
        if after is not None and self._link(place, after).is_sum:
            weeks = (self._weeks[one].settled.value for one in range(place + 1, after + 1))
            return self._totals[after].settled.value - sum(weeks, Decimal(0))
        return None


def _middle(extent: Extent) -> Decimal:
    middle = (extent.low + extent.high) / 2
    return middle.to_integral_value() if middle == middle.to_integral_value() else middle


def _unknown(row: FigureRow, why: str) -> Check:
    return Check(kind="total", verdict="unknown", issue=row.issue, said=why, figures=(row,))
