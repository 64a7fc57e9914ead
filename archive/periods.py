"""Which time a number speaks of, seen from its issue, and how issues follow each other."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal

from parser.model import PeriodKind

from .holidays import working_days
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
_FROM_BEFORE = re.compile(r"由(?:上|前一)(?:周|期|月|个月)的?\s*")
_YEAR = 364  # days after which the same weekday comes again
_YEAR_APART = 9  # how much earlier or later the same week of the year before can be


def kind_of(row: FigureRow) -> PointKind:
    """The kind of period a figure speaks of, seen from its issue: its own period is its week."""
    period = row.figure.period
    if period is None or _is_borrowed(row):
        return None
    first, last = row.issue.first, row.issue.last
    if first is not None and (period.start, period.end) == (first, last):
        return "earlier" if _starts_change(row) else "week"
    running = period.kind in ("week", "year_to_date")
    if running and first is not None and period.end is not None and period.end < first:
        return "earlier"
    return period.kind


def _is_borrowed(row: FigureRow) -> bool:
    """Whether a number's time comes from another sentence, and its own compares with a week.

    今年以来受理9485件。受理量由上周的401件降至394件: the last number is no total.
    """
    period = row.figure.period
    if period is None or not period.printed:
        return False
    sentence = row.figure.sentence
    return period.printed not in sentence and _FROM_BEFORE.search(sentence) is not None


def _starts_change(row: FigureRow) -> bool:
    """Whether it is the first of two: 由上周的401件降至394件."""
    match = _FROM_BEFORE.search(row.figure.sentence)
    return match is not None and row.figure.sentence.startswith(row.figure.printed, match.end())


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
        dated = [
            (issue.last.toordinal(), place)
            for place, issue in enumerate(self.issues)
            if issue.last is not None
        ]
        self._working: list[int] | None = None
        self._days = [day for day, _ in dated]
        self._dated = [place for _, place in dated]
        self._numbers: dict[tuple[int | None, int | None], list[int]] = {}
        for place, issue in enumerate(self.issues):
            self._numbers.setdefault((issue.year, issue.number), []).append(place)

    def place(self, issue: IssueRow) -> int:
        """Where an issue stands, from 0."""
        return self._places[issue.key]

    def is_next(self, before: int, place: int) -> bool:
        """Whether nothing is missing between two places."""
        if before < 0 or place >= len(self.issues):
            return False
        return is_next(self.issues[before], self.issues[place])

    def is_said_again(self, place: int) -> bool:
        """Whether the issue before tells of the same days: a corrected edition, or a copy."""
        issue, before = self.issues[place], self.issues[place - 1]
        if place == 0 or issue.first is None:
            return False
        return (issue.first, issue.last) == (before.first, before.last)

    def are_alike(self, one: int, other: int) -> bool:
        """Whether two issues tell of about as many days: a double week is no week."""
        days = [self.length(one), self.length(other)]
        return 2 * max(days) <= 3 * min(days)

    def length(self, place: int) -> int:
        """How many days an issue tells of; 0 where that is not known."""
        issue = self.issues[place]
        if issue.first is None or issue.last is None:
            return 0
        return (issue.last - issue.first).days + 1

    def working_days(self, place: int) -> int:
        """How many working days an issue tells of, public holidays left out."""
        if self._working is None:
            self._working = [
                0
                if issue.first is None or issue.last is None
                else len(working_days(issue.first, issue.last))
                for issue in self.issues
            ]
        return self._working[place]

    def year_before(self, place: int) -> list[int]:
        """The issues of the year before that can tell of the same week, the likeliest first."""
        issue = self.issues[place]
        found: list[int] = []
        if issue.last is not None:
            middle = issue.last.toordinal() - _YEAR
            start = bisect_left(self._days, middle - _YEAR_APART)
            end = bisect_left(self._days, middle + _YEAR_APART + 1)
            near = sorted(range(start, end), key=lambda at: abs(self._days[at] - middle))
            found = [self._dated[at] for at in near]
        if issue.year is not None and issue.number is not None:
            found += self._numbers.get((issue.year - 1, issue.number), [])
        return list(dict.fromkeys(found))
