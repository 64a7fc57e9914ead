"""A year's numbers for the year-end papers (年终底稿): by month and by year, against the last.

A month holds the issues whose period ends in it. What is printed for the month itself goes before
what is worked out; a month that cannot be told is empty and says why. Numbers that do not add up
over time (shares, averages, days of handling) are given as they last stood, never as sums.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .checks import Check
from .derived import Span, Value
from .gathering import Gathering, Thread, make_values
from .periods import Calendar, PointKind, kind_of
from .records import Coverage, FigureRow, IssueRow
from .series import Series
from .yearly_cells import (
    Cell,
    adds_up,
    find_change,
    find_last_of_month,
    find_latest,
    find_month,
    find_usual_kind,
    key_of,
    make_month_cell,
    make_span_cell,
    year_of,
)

Nature = Literal["flow", "level"]

# a line in the sheet of months needs numbers in so many issues; the others stand in the sources
LEAST_ISSUES = 3
_MONTHS = range(1, 13)
_YEAR_END = (12, 20)  # an issue that ends on this day or later closes its year


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An indicator over the year. A flow (累计类) adds up, a level (期末类) is as it last stood."""

    series: Series
    nature: Nature
    months: tuple[Cell, ...]  # January to December
    totals: tuple[Cell, ...]  # of a flow: the last total that is printed in each month
    year: Cell
    year_before: Cell
    change: Cell  # in percent; in points where the unit is % itself
    latest: Cell  # the last total, or level, that is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """All that the papers of a year say. ``figures`` are the printed ones they can be traced to."""

    year: int
    issues: tuple[IssueRow, ...]
    coverage: Coverage
    coverage_before: Coverage
    is_whole: bool  # whether the year's last week is there; else totals go up to the last issue
    lines: tuple[Line, ...]
    figures: tuple[FigureRow, ...]
    rare: int  # indicators of the year in too few issues for a line
    checks: tuple[Check, ...]  # of the year's issues

    @property
    def last_day(self) -> date | None:
        """The last day that the year's issues report on."""
        return max((issue.last for issue in self.issues if issue.last is not None), default=None)

    @property
    def differing(self) -> tuple[Check, ...]:
        """The checks that found a difference."""
        return tuple(check for check in self.checks if check.verdict == "differs")


def read_year(
    gathering: Gathering,
    year: int,
    *,
    coverage: Coverage,
    coverage_before: Coverage,
    checks: Sequence[Check],
) -> Yearly:
    """The numbers of a year; ``issues`` is empty where the archive has none of it."""
    issues = tuple(issue for issue in gathering.issues if year_of(issue) == year)
    last = max((issue.last for issue in issues if issue.last is not None), default=None)
    is_whole = last is not None and (last.month, last.day) >= _YEAR_END
    chosen, rare = _choose(gathering, year)
    reader = _Reader(gathering, year, is_whole=is_whole, checks=checks)
    lines = tuple(reader.line(series) for series in gathering.series(whole=chosen))
    lines = _in_order([line for line in lines if _has_numbers(line)])
    return Yearly(
        year=year,
        issues=issues,
        coverage=coverage,
        coverage_before=coverage_before,
        is_whole=is_whole,
        lines=lines,
        figures=_sources(gathering.rows, year, lines),
        rare=rare,
        checks=tuple(check for check in checks if year_of(check.issue) == year),
    )


def _choose(gathering: Gathering, year: int) -> tuple[set[Thread], int]:
    """The series with numbers in enough issues of the year, and how many have fewer."""
    issues: dict[Thread, set[str]] = {}
    for row in gathering.rows:
        if year_of(row.issue) == year:
            issues.setdefault(gathering.thread_of(row), set()).add(row.issue.key)
    chosen = {thread for thread, keys in issues.items() if len(keys) >= LEAST_ISSUES}
    return chosen, len(issues) - len(chosen)


def _has_numbers(line: Line) -> bool:
    return line.latest.value is not None or any(cell.value is not None for cell in line.months)


def _in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Scopes that have most numbers first, their indicators together."""
    weight: dict[tuple[str, str], int] = {}
    for line in lines:
        weight[_scope(line)] = weight.get(_scope(line), 0) + line.series.values
    return tuple(
        sorted(lines, key=lambda line: (-weight[_scope(line)], _scope(line), -line.series.values))
    )


def _scope(line: Line) -> tuple[str, str]:
    return line.series.scope or "", line.series.department or ""


def _sources(rows: Iterable[FigureRow], year: int, lines: Iterable[Line]) -> tuple[FigureRow, ...]:
    """The year's figures, and those of other years that a cell was worked out from."""
    used = {
        key_of(row)
        for line in lines
        for cell in (
            *line.months,
            *line.totals,
            line.year,
            line.year_before,
            line.change,
            line.latest,
        )
        for row in cell.sources
    }
    return tuple(row for row in rows if year_of(row.issue) == year or key_of(row) in used)


class _Reader:
    """Makes the lines of a year."""

    def __init__(
        self, gathering: Gathering, year: int, *, is_whole: bool, checks: Iterable[Check]
    ) -> None:
        self._gathering = gathering
        self._year = year
        self._is_whole = is_whole
        self._doubts: dict[tuple[str, int, int], list[Check]] = {}
        for check in checks:
            for row in check.figures if check.verdict == "differs" else ():
                self._doubts.setdefault(key_of(row), []).append(check)

    def line(self, series: Series) -> Line:
        """A series as a line of the year."""
        rows = [row for point in series.points for row in point.figures]
        of_year = [row for row in rows if year_of(row.issue) == self._year]
        is_flow = adds_up(series) and any(
            kind_of(row) in ("week", "year_to_date") for row in of_year
        )
        made = self._flow(series, rows) if is_flow else self._level(series, rows)
        return replace(
            made,
            months=tuple(map(self._doubted, made.months)),
            totals=tuple(map(self._doubted, made.totals)),
            year=self._doubted(made.year),
            year_before=self._doubted(made.year_before),
            change=self._doubted(made.change),
            latest=self._doubted(made.latest),
        )

    def _doubted(self, cell: Cell) -> Cell:
        found = [check for row in cell.sources for check in self._doubts.get(key_of(row), ())]
        return replace(cell, doubts=tuple(dict.fromkeys(found)))

    # what adds up

    def _flow(self, series: Series, rows: Sequence[FigureRow]) -> Line:
        spans = {(span.year, span.number): span for span in self._gathering.spans(series, "month")}
        years = {span.year: span for span in self._gathering.spans(series, "year")}
        printed = {month: row for row in rows if (month := find_month(row)) is not None}
        months = tuple(
            make_month_cell(printed[self._year, month])
            if (self._year, month) in printed
            else self._span_cell(spans.get((self._year, month)))
            for month in _MONTHS
        )
        total: PointKind = "year_to_date"
        year, before = self._two_years(series, years)
        latest = find_latest(rows, self._year, (total,))
        return Line(
            series=series,
            nature="flow",
            months=months,
            totals=tuple(
                find_last_of_month(rows, self._year, month, (total,)) for month in _MONTHS
            ),
            year=year,
            year_before=before,
            change=self._flow_change(series, year, before, latest),
            latest=latest,
        )

    def _flow_change(self, series: Series, year: Cell, before: Cell, latest: Cell) -> Cell:
        """Year against year; where one of them cannot be told, the last total that is printed
        against that of the same week of the year before.
        """
        whole = find_change(year, before, in_points=False)
        if whole.value is not None or not latest.sources:
            return whole
        calendar = self._gathering.periodical_of(series.points[0].issue).calendar
        totals = make_values(series, calendar).totals
        issue = latest.sources[0].issue
        same_week = self._same_week(calendar, calendar.place(issue), totals)
        change = find_change(latest, same_week, in_points=False)
        if change.value is None:
            return whole
        return replace(change, said=f"{change.said}（{issue.last} 和上年同一周的累计）")

    def _span_cell(self, span: Span | None) -> Cell:
        if span is None:
            return Cell(said="没有收录有此数的期")
        periodical = self._gathering.periodical_of(span.last)
        calendar = periodical.calendar
        first, last = calendar.place(span.first), calendar.place(span.last)
        return make_span_cell(
            span,
            periodical.missing,
            before=calendar.issues[first - 1] if first else None,
            after=calendar.issues[last + 1] if last + 1 < len(calendar.issues) else None,
        )

    def _two_years(self, series: Series, years: Mapping[int, Span]) -> tuple[Cell, Cell]:
        """Both years whole; of a year that is not over, both up to the same week."""
        if self._is_whole:
            now, before = (years.get(year) for year in (self._year, self._year - 1))
            return self._span_cell(now), self._span_cell(before)
        calendar = self._gathering.periodical_of(series.points[0].issue).calendar
        totals = make_values(series, calendar).totals
        places = [place for place in totals if year_of(calendar.issues[place]) == self._year]
        if not places:
            none = Cell(said="这一年没有累计数")
            return none, none
        last = max(places)
        value = totals[last]
        cell = Cell(
            value=value.middle,
            is_derived=not value.is_printed,
            sources=value.sources,
            said=f"截至 {calendar.issues[last].last} 的累计",
        )
        return cell, self._same_week(calendar, last, totals)

    def _same_week(self, calendar: Calendar, place: int, totals: Mapping[int, Value]) -> Cell:
        for other in calendar.year_before(place):
            value = totals.get(other)
            # fifty-one weeks before the last week of a year is the first of the same
            if value is not None and year_of(calendar.issues[other]) == self._year - 1:
                return Cell(
                    value=value.middle,
                    is_derived=not value.is_printed,
                    sources=value.sources,
                    said=f"截至 {calendar.issues[other].last} 的累计",
                )
        return Cell(said="上年同期没有累计数")

    # what is as it stands

    def _level(self, series: Series, rows: Sequence[FigureRow]) -> Line:
        kind = find_usual_kind([row for row in rows if year_of(row.issue) == self._year])
        held = [row for row in rows if kind_of(row) == kind]
        months = tuple(find_last_of_month(held, self._year, month, (kind,)) for month in _MONTHS)
        latest = find_latest(held, self._year, (kind,))
        before = self._level_before(series, held, latest)
        return Line(
            series=series,
            nature="level",
            months=months,
            totals=(),
            year=latest,
            year_before=before,
            change=find_change(latest, before, in_points=series.unit in ("%", "％", "‰")),
            latest=latest,
        )

    def _level_before(self, series: Series, held: Sequence[FigureRow], latest: Cell) -> Cell:
        """The last of the year before; of a year that is not over, that of the same week."""
        if self._is_whole or not latest.sources:
            return find_latest(held, self._year - 1, tuple({kind_of(row) for row in held}))
        calendar = self._gathering.periodical_of(series.points[0].issue).calendar
        places = calendar.year_before(calendar.place(latest.sources[0].issue))
        keys = {calendar.issues[place].key for place in places}
        same_week = [row for row in held if row.issue.key in keys]
        return find_latest(same_week, self._year - 1, tuple({kind_of(row) for row in held}))
