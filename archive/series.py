"""One number over time (数据序列): figures put together by what they count.

A number is known by scope, indicator, unit and kind of period. A series holds one scope,
indicator and unit, under all the names that ``joining`` found for it; its points hold the kinds
of period side by side, so that this week and this year so far can be checked against each other.

Nothing that was printed is left out or changed: a value that a later issue states anew stands
beside the first, and what is worked out stands apart, as ``Derived``.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from parser.model import Figure

from .derived import Derived, DerivedKind
from .joining import Joining
from .names import Name, name_of
from .periods import POINT_KINDS, Calendar, PointKind, is_next, kind_of, order_of
from .records import FigureRow, IssueRow, Missing
from .rounding import extent_of, half_step, is_rounded

__all__ = ["POINT_KINDS", "Gap", "Point", "PointKind", "Series", "kind_of", "make_series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one issue prints of a series. ``figures`` has at most one of each kind of period.

    An issue that prints the same kind twice with different values has several points; one that
    prints nothing of the series (未载) has one without figures, in ``Series.rows`` alone.
    """

    issue: IssueRow
    figures: tuple[FigureRow, ...]
    # 今年以来 less (that of the issue before, plus 本周); None where one of the three is missing
    # or is printed with 约, 超, 近
    difference: Decimal | None = None
    tolerance: Decimal = Decimal(0)  # what rounding (24.5万) alone can make of the difference
    # this issue's week as other issues give it: 上周 in the one after
    restated: tuple[FigureRow, ...] = ()
    derived: tuple[Derived, ...] = ()

    @property
    def agrees(self) -> bool | None:
        """Whether the total adds up (核对), as far as the printed digits tell; None: no telling."""
        return None if self.difference is None else abs(self.difference) <= self.tolerance

    @property
    def is_revised(self) -> bool:
        """Whether another issue gives another number for this issue's week."""
        week = self.row("week")
        return week is not None and any(
            not extent_of(row.figure).meets(extent_of(week.figure)) for row in self.restated
        )

    def value(self, kind: PointKind) -> Decimal | None:
        """The printed value over this kind of period; None is a kind of its own: none given."""
        row = self.row(kind)
        return None if row is None else row.figure.value

    def row(self, kind: PointKind) -> FigureRow | None:
        """The figure over this kind of period."""
        return next((row for row in self.figures if kind_of(row) == kind), None)

    def worked_out(self, kind: DerivedKind) -> Derived | None:
        """The value of this kind that was worked out from others."""
        return next((derived for derived in self.derived if derived.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Issues that are missing (缺期) between two points."""

    missing: Missing
    before: IssueRow | None  # the issue held before it

    @property
    def label(self) -> str:
        """The numbers that are missing: 总第107期, 2019年第3—4期."""
        run = self.missing
        numbers = f"{run.first}" if run.count == 1 else f"{run.first}—{run.last}"
        return f"总第{numbers}期" if run.whole else f"{run.year}年第{numbers}期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A scope (口径), indicator (指标) and unit, issue by issue, oldest first.

    Scope and indicator are those printed most often; ``names`` has all.
    """

    scope: str | None
    indicator: str | None
    unit: str
    points: tuple[Point, ...]
    department: str | None = None
    names: tuple[Name, ...] = ()
    joinings: tuple[Joining, ...] = ()
    # every issue from the first point to the last, the missing ones as gaps; empty where the
    # series was made without a calendar
    rows: tuple[Point | Gap, ...] = field(default=(), repr=False)

    @property
    def values(self) -> int:
        """How many numbers it holds."""
        return sum(len(point.figures) for point in self.points)

    @property
    def kinds(self) -> tuple[PointKind, ...]:
        """The kinds of period that occur, the commonest first."""
        counts: dict[PointKind, int] = {}
        for point in self.points:
            for row in point.figures:
                counts[kind_of(row)] = counts.get(kind_of(row), 0) + 1
        return tuple(sorted(counts, key=lambda kind: -counts[kind]))


def make_series(
    rows: Iterable[FigureRow], *, thread_of: Callable[[FigureRow], Hashable] | None = None
) -> tuple[Series, ...]:
    """The series in ``rows``, the one with most numbers first.

    Args:
        rows: Figures; those of an issue stay in the order printed.
        thread_of: Which series a figure belongs to; by default, its name as printed.
    """
    groups: dict[Hashable, list[FigureRow]] = {}
    for row in rows:
        groups.setdefault(name_of(row) if thread_of is None else thread_of(row), []).append(row)
    found = [_make(members) for members in groups.values()]
    return tuple(sorted(found, key=lambda series: (-series.values, -len(series.points))))


def _make(rows: Sequence[FigureRow]) -> Series:
    counts: dict[Name, int] = {}
    for row in rows:
        counts[name_of(row)] = counts.get(name_of(row), 0) + 1
    names = tuple(sorted(counts, key=lambda name: -counts[name]))
    return Series(
        scope=names[0].scope or None,
        indicator=names[0].indicator or None,
        unit=names[0].unit,
        department=names[0].department or None,
        points=_points(rows),
        names=names,
    )


def fill_rows(
    series: Series, calendar: Calendar, missing: Mapping[str, Sequence[Missing]]
) -> tuple[Point | Gap, ...]:
    """The points with the issues between them that do not print the series, and the gaps.

    Args:
        series: Its points are those of issues of ``calendar``.
        calendar: Of its periodical.
        missing: The runs of missing issues, by the key of the issue held before them.
    """
    by_place: dict[int, list[Point]] = {}
    for point in series.points:
        by_place.setdefault(calendar.place(point.issue), []).append(point)
    first, last = min(by_place), max(by_place)
    rows: list[Point | Gap] = []
    for place in range(first, last + 1):
        issue = calendar.issues[place]
        rows += by_place.get(place) or [Point(issue=issue, figures=())]
        if place < last:
            rows += [Gap(missing=run, before=issue) for run in missing.get(issue.key, ())]
    return tuple(rows)


def _points(rows: Sequence[FigureRow]) -> tuple[Point, ...]:
    issues: dict[str, list[FigureRow]] = {}
    for row in rows:
        issues.setdefault(row.issue.key, []).append(row)
    restated = _restated(rows)
    points: list[Point] = []
    before: Point | None = None
    for members in sorted(issues.values(), key=lambda members: order_of(members[0].issue)):
        bundles = _bundles(members)
        issue = members[0].issue
        first = Point(
            issue=issue,
            figures=bundles[0],
            restated=tuple(restated.get((issue.first, issue.last), ())),
        )
        first = _check(first, before)
        others = [Point(issue=issue, figures=figures) for figures in bundles[1:]]
        points.extend([first, *others])
        before = first
    return tuple(points)


_Days = tuple[date | None, date | None]


def _restated(rows: Iterable[FigureRow]) -> dict[_Days, list[FigureRow]]:
    """The figures over a week before their issue's own, by the days of that week."""
    found: dict[_Days, list[FigureRow]] = {}
    for row in rows:
        period = row.figure.period
        if period is not None and period.start is not None and kind_of(row) == "earlier":
            found.setdefault((period.start, period.end), []).append(row)
    return found


def _bundles(rows: Sequence[FigureRow]) -> list[tuple[FigureRow, ...]]:
    """Bundles with at most one figure of a kind; a value that is only said again is left out."""
    bundles: list[list[FigureRow]] = [[]]
    # exact ones first: 约2800 says 2808 again, not the other way round
    for row in sorted(rows, key=lambda row: _is_less_exact(row.figure)):
        kind = kind_of(row)
        same = [other for bundle in bundles for other in bundle if kind_of(other) == kind]
        if any(_says_again(other.figure, row.figure) for other in same):
            continue
        if len(same) == len(bundles):
            bundles.append([])
        bundles[len(same)].append(row)
    return [tuple(bundle) for bundle in bundles]


def _is_less_exact(figure: Figure) -> tuple[bool, Decimal]:
    return figure.qualifier is not None, half_step(figure.printed, figure.unit)


def _says_again(known: Figure, figure: Figure) -> bool:
    if known.value == figure.value:
        return True
    return is_rounded(figure) and extent_of(known).meets(extent_of(figure))


def _check(point: Point, before: Point | None) -> Point:
    """The point with what its total differs by from the one before and its own week."""
    if before is None or point.issue.year != before.issue.year:
        return point
    if not is_next(before.issue, point.issue):
        return point
    rows = (point.row("year_to_date"), before.row("year_to_date"), point.row("week"))
    figures = [row.settled for row in rows if row is not None and row.settled.qualifier is None]
    if len(figures) < len(rows):
        return point
    total, earlier, week = figures
    return replace(
        point,
        difference=total.value - (earlier.value + week.value),
        tolerance=sum((half_step(f.printed, f.unit) for f in figures), Decimal(0)),
    )
