"""Which time a number speaks of, seen from its issue, and how issues follow each other."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from parser.model import PeriodKind

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

_MOST_BETWEEN = 5  # days from one issue's last to the next one's first: over a long weekend
_YEAR_APART = (357, 373)  # days between issues of two years that tell of the same week


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


def order_of(issue: IssueRow) -> tuple[str, int, int]:
    """What issues are put in order by: the last day they stand for, then their numbers."""
    day = "" if issue.last is None else issue.last.isoformat()
    return day, issue.whole_number or 0, issue.number or 0


def is_next(before: IssueRow, issue: IssueRow) -> bool:
    """Whether ``issue`` comes right after ``before`` by their numbers, over a year's end too.

    Whole numbers decide where both print one; so does the number of the year else, and it may
    begin again with 1. Two issues without numbers are as far apart as their days tell.
    """
    if before.whole_number is not None and issue.whole_number is not None:
        step = issue.whole_number - before.whole_number
    elif before.number is None or issue.number is None:
        return _is_week_after(before, issue)
    elif issue.year == before.year:
        step = issue.number - before.number
    else:
        return issue.number in (1, before.number + 1) and _is_week_after(before, issue)
    # a number printed twice, where the days leave no room for another issue
    return step == 1 or (step == 0 and _is_week_after(before, issue))


def _is_week_after(before: IssueRow, issue: IssueRow) -> bool:
    if before.last is None or issue.first is None:
        return False
    return 0 < (issue.first - before.last).days <= _MOST_BETWEEN


class Calendar:
    """All issues in order of time, numbered by their place.

    An issue that repeats a number has a place of its own.
    """

    def __init__(self, issues: Iterable[IssueRow]) -> None:
        known = {issue.key: issue for issue in issues}
        self.issues: Sequence[IssueRow] = sorted(known.values(), key=order_of)
        self._places = {issue.key: place for place, issue in enumerate(self.issues)}
        self._dated = [
            (issue.last, place) for place, issue in enumerate(self.issues) if issue.last is not None
        ]

    def place(self, issue: IssueRow) -> int:
        """Where an issue stands, from 0."""
        return self._places[issue.key]

    def is_next(self, before: int, place: int) -> bool:
        """Whether nothing is missing between two places."""
        if before < 0 or place >= len(self.issues):
            return False
        return is_next(self.issues[before], self.issues[place])

    def year_before(self, place: int) -> list[int]:
        """The issues of the year before that tell of the same week, as days or number say."""
        issue = self.issues[place]
        found: list[int] = []
        if issue.last is not None:
            days = [day for day, _ in self._dated]
            start = bisect_left(days, date.fromordinal(issue.last.toordinal() - _YEAR_APART[1]))
            end = bisect_left(days, date.fromordinal(issue.last.toordinal() - _YEAR_APART[0] + 1))
            found = [place for _, place in self._dated[start:end]]
        if issue.year is not None and issue.number is not None:
            found += [
                other
                for other in range(max(0, place - 80), place)
                if self.issues[other].year == issue.year - 1
                and abs((self.issues[other].number or -9) - issue.number) <= 1
            ]
        return list(dict.fromkeys(found))
