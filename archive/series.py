"""One number over time (数据序列): figures put together by what they count.

A number is known by scope, indicator, unit and kind of period. A series holds one scope,
indicator and unit; its points hold the kinds of period side by side, so that this week and
this year so far can be checked against each other.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from parser.model import Figure, PeriodKind
from parser.text import fold_width

from .records import FigureRow, IssueRow

# "earlier": a week or a year's total that ended before the issue's own period (上周, 去年同期);
# None: no period is given
PointKind = PeriodKind | Literal["earlier"] | None
POINT_KINDS: tuple[PointKind, ...] = (
    "week",
    "year_to_date",
    "as_of",
    "day",
    "month",
    "quarter",
    "half_year",
    "year",
    "range",
    "earlier",
    None,
)

_PRINTED = re.compile(r"\d+(?:\.(\d+))?\s*(万|亿)?")
_NEARLY = Decimal("0.02")  # how far 约 and 超 were seen to be from the number they round
_MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one issue prints of a series. ``figures`` has at most one of each kind of period.

    An issue that prints the same kind twice with different values has several points.
    """

    issue: IssueRow
    figures: tuple[FigureRow, ...]
    # 今年以来 less (that of the issue before, plus 本周); None where one of the three is missing
    # or is printed with 约, 超, 近
    difference: Decimal | None = None
    tolerance: Decimal = Decimal(0)  # what rounding (24.5万) alone can make of the difference

    @property
    def agrees(self) -> bool | None:
        """Whether the total adds up (核对), as far as the printed digits tell; None: no telling."""
        return None if self.difference is None else abs(self.difference) <= self.tolerance

    def value(self, kind: PointKind) -> Decimal | None:
        """The printed value over this kind of period; None is a kind of its own: none given."""
        row = self.row(kind)
        return None if row is None else row.figure.value

    def row(self, kind: PointKind) -> FigureRow | None:
        """The figure over this kind of period."""
        return next((row for row in self.figures if kind_of(row) == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A scope (口径), indicator (指标) and unit, issue by issue, oldest first."""

    scope: str | None
    indicator: str | None
    unit: str
    points: tuple[Point, ...]

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


def kind_of(row: FigureRow) -> PointKind:
    """The kind of period a figure speaks of, seen from its issue: its own period is its week."""
    period = row.figure.period
    if period is None:
        return None
    first, last = row.issue.first, row.issue.last
    if first is not None and (period.start, period.end) == (first, last):
        return "week"
    running = period.kind in ("week", "year_to_date")
    if running and first is not None and period.end is not None and period.end < first:
        return "earlier"
    return period.kind


def make_series(rows: Iterable[FigureRow]) -> tuple[Series, ...]:
    """The series in ``rows``, the one with most numbers first.

    Rows of an issue stay in the order printed.
    """
    groups: dict[tuple[str | None, str | None, str], list[FigureRow]] = {}
    for row in rows:
        figure = row.figure
        groups.setdefault((figure.scope, figure.indicator, figure.unit), []).append(row)
    found = [
        Series(scope=scope, indicator=indicator, unit=unit, points=_points(members))
        for (scope, indicator, unit), members in groups.items()
    ]
    return tuple(sorted(found, key=lambda series: (-series.values, -len(series.points))))


def _points(rows: Sequence[FigureRow]) -> tuple[Point, ...]:
    issues: dict[str, list[FigureRow]] = {}
    for row in rows:
        issues.setdefault(row.issue.key, []).append(row)
    points: list[Point] = []
    before: Point | None = None
    for members in sorted(issues.values(), key=lambda members: _order(members[0].issue)):
        bundles = _bundles(members)
        first = _check(Point(issue=members[0].issue, figures=bundles[0]), before)
        others = [Point(issue=first.issue, figures=figures) for figures in bundles[1:]]
        points.extend([first, *others])
        before = first
    return tuple(points)


def _order(issue: IssueRow) -> tuple[str, int, int]:
    day = "" if issue.last is None else issue.last.isoformat()
    return day, issue.whole_number or 0, issue.number or 0


def _bundles(rows: Sequence[FigureRow]) -> list[tuple[FigureRow, ...]]:
    """Bundles with at most one figure of a kind; a value that is only said again is left out."""
    bundles: list[list[FigureRow]] = [[]]
    # exact ones first: 约2800 says 2808 again, not the other way round
    for row in sorted(rows, key=lambda row: _is_rounded(row.figure)):
        kind = kind_of(row)
        same = [other for bundle in bundles for other in bundle if kind_of(other) == kind]
        if any(_says_again(other.figure, row.figure) for other in same):
            continue
        if len(same) == len(bundles):
            bundles.append([])
        bundles[len(same)].append(row)
    return [tuple(bundle) for bundle in bundles]


def _says_again(known: Figure, figure: Figure) -> bool:
    if known.value == figure.value:
        return True
    nearness = max(_rounding(figure), abs(figure.value) * _NEARLY)
    return _is_rounded(figure) and abs(known.value - figure.value) <= nearness


def _is_rounded(figure: Figure) -> bool:
    return figure.qualifier is not None or _rounding(figure) > 0


def _check(point: Point, before: Point | None) -> Point:
    """The point with what its total differs by from the one before and its own week."""
    if before is None or not _follows(point.issue, before.issue):
        return point
    rows = (point.row("year_to_date"), before.row("year_to_date"), point.row("week"))
    figures = [row.figure for row in rows if row is not None and row.figure.qualifier is None]
    if len(figures) < len(rows):
        return point
    total, earlier, week = figures
    return replace(
        point,
        difference=total.value - (earlier.value + week.value),
        tolerance=sum((_rounding(figure) for figure in figures), Decimal(0)),
    )


def _rounding(figure: Figure) -> Decimal:
    """How far the true value can be from the printed one: half of the last digit's place."""
    match = _PRINTED.search(fold_width(figure.printed))
    if match is None or match[2] is None:
        return Decimal(0)  # counted to the last one, as far as can be seen
    return _MULTIPLES[match[2]].scaleb(-len(match[1] or "")) / 2


def _follows(issue: IssueRow, before: IssueRow) -> bool:
    """Whether ``before`` is the issue before, in the same year: totals begin again in January."""
    if issue.number is None or before.number is None or issue.year != before.year:
        return False
    return issue.number == before.number + 1
