"""All numbers of an archive, gathered into series; what series, checks, charts and reports ask.

The whole archive is looked at even where little is asked for: whether two names are one series
shows in issues that nobody asked about.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .corrections import apply_corrections, read_corrections
from .coverage import Held, divide, find_missing
from .derived import Derived, Span, Step, Values, can_be_summed, derive, make_spans
from .equivalences import Equivalence, read_equivalences
from .joining import Joining, Supposed, Threads, join_names
from .layout import Layout
from .names import Name, name_of
from .periods import Calendar, PointKind, order_of
from .records import Correction, FigureRow, Filter, IssueRow, Missing
from .series import Gap, Point, Series, fill_rows, make_series
from .store import Store

Thread = tuple[int, int]  # periodical and number of the thread in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodical:
    """One periodical of the archive with its numbers."""

    calendar: Calendar
    missing: Mapping[str, tuple[Missing, ...]]  # by the key of the issue held before
    threads: Threads


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """The archive's numbers. ``rows`` are all figures in order of time, corrections beside them."""

    rows: tuple[FigureRow, ...]
    issues: tuple[IssueRow, ...]
    equivalences: tuple[Equivalence, ...]
    corrections: tuple[Correction, ...]
    _of: Mapping[str, int] = field(repr=False)  # issue → its periodical

    @cached_property
    def periodicals(self) -> tuple[Periodical, ...]:
        """The periodicals that share the archive; of most archives there is one."""
        count = max(self._of.values(), default=-1) + 1
        rows: list[list[FigureRow]] = [[] for _ in range(count)]
        issues: list[list[IssueRow]] = [[] for _ in range(count)]
        for issue in self.issues:
            issues[self._of[issue.key]].append(issue)
        for row in self.rows:
            rows[self._of[row.issue.key]].append(row)
        return tuple(
            _make_periodical(held, figures, self.equivalences)
            for held, figures in zip(issues, rows, strict=True)
        )

    def periodical_of(self, issue: IssueRow) -> Periodical:
        """The periodical an issue belongs to."""
        return self.periodicals[self._of[issue.key]]

    def thread_of(self, row: FigureRow) -> Thread:
        """Which series a figure belongs to."""
        number = self._of[row.issue.key]
        return number, self.periodicals[number].threads.of[name_of(row)]

    def names_of(self, thread: Thread) -> tuple[Name, ...]:
        """All names of a series, the one printed most often first."""
        return self.periodicals[thread[0]].threads.names[thread[1]]

    def joinings_of(self, thread: Thread) -> tuple[Joining, ...]:
        """Why they are one."""
        return self.periodicals[thread[0]].threads.joinings.get(thread[1], ())

    def supposed(self) -> tuple[Supposed, ...]:
        """Renamings that look likely and are not proven."""
        return tuple(one for each in self.periodicals for one in each.threads.supposed)

    def series(
        self, rows: Iterable[FigureRow] | None = None, *, whole: Collection[Thread] | None = None
    ) -> tuple[Series, ...]:
        """The series in ``rows``, by default in all, with gaps and derived values.

        Args:
            rows: Figures of this gathering.
            whole: Only these threads, of all rows.
        """
        chosen = self.rows if rows is None else rows
        if whole is not None:
            chosen = [row for row in chosen if self.thread_of(row) in whole]
        made = make_series(chosen, thread_of=self.thread_of)
        return tuple(self._complete(series) for series in made)

    def _complete(self, series: Series) -> Series:
        periodical = self.periodical_of(series.points[0].issue)
        calendar = periodical.calendar
        joinings = self.joinings_of(self.thread_of(_any_row(series)))
        shown = set(series.names)
        series = replace(
            series,
            joinings=tuple(j for j in joinings if {j.one, j.other} <= shown),
            rows=fill_rows(series, calendar, periodical.missing),
        )
        values = make_values(series, calendar)
        worked = {
            place: derived
            for place in {*values.weeks, *values.totals}
            if (derived := derive(values, place, calendar))
        }
        rows = tuple(_with_derived(row, worked, calendar) for row in series.rows)
        points = tuple(row for row in rows if isinstance(row, Point) and row.figures)
        return replace(series, rows=rows, points=points)

    def spans(self, series: Series, step: Step) -> tuple[Span, ...]:
        """The months, quarters or years of a series that came from here."""
        calendar = self.periodical_of(series.points[0].issue).calendar
        return make_spans(make_values(series, calendar), calendar, step)


def gather(store: Store, layout: Layout) -> Gathering:
    """Read all numbers of an archive, with its own equivalences and corrections.

    Raises:
        ArchiveError: One of the archive's own files cannot be understood.
    """
    issues = tuple(store.issues())
    corrections = read_corrections(layout.corrections)
    return Gathering(
        rows=apply_corrections(tuple(store.figures(Filter())), corrections),
        issues=issues,
        equivalences=read_equivalences(layout.equivalences),
        corrections=corrections,
        _of=_find_periodicals(issues),
    )


def make_values(series: Series, calendar: Calendar) -> Values:
    """The weeks and totals of a series, filled as far as sums reach; none of shares and times."""
    printed: dict[int, dict[PointKind, FigureRow]] = {}
    for point in series.points:
        kinds = printed.setdefault(calendar.place(point.issue), {})
        for kind in ("week", "year_to_date"):
            row = point.row(kind)
            if row is not None and can_be_summed(row):
                kinds.setdefault(kind, row)
    return Values(printed, calendar)


def _any_row(series: Series) -> FigureRow:
    return series.points[0].figures[0]


def _with_derived(
    row: Point | Gap, worked: Mapping[int, tuple[Derived, ...]], calendar: Calendar
) -> Point | Gap:
    if isinstance(row, Gap):
        return row
    derived = worked.get(calendar.place(row.issue))
    return replace(row, derived=derived) if derived else row


def _find_periodicals(issues: Sequence[IssueRow]) -> dict[str, int]:
    held = [_held(issue) for issue in sorted(issues, key=order_of)]
    return {issue.key: number for number, run in enumerate(divide(held)) for issue in run}


def _held(issue: IssueRow) -> Held:
    return Held(
        key=issue.key,
        series=issue.series or issue.publisher,
        day=issue.first,
        year=issue.year,
        number=issue.number,
        whole_number=issue.whole_number,
    )


def _make_periodical(
    issues: Sequence[IssueRow], rows: Sequence[FigureRow], equivalences: Sequence[Equivalence]
) -> Periodical:
    calendar = Calendar(issues)
    return Periodical(
        calendar=calendar,
        missing=_place_missing(calendar),
        threads=join_names(rows, calendar, equivalences),
    )


def _place_missing(calendar: Calendar) -> dict[str, tuple[Missing, ...]]:
    """Each run of missing issues behind the last issue held that has a smaller number."""
    found: dict[str, list[Missing]] = {}
    for run in find_missing([_held(issue) for issue in calendar.issues]):
        before = [issue for issue in calendar.issues if _is_before(issue, run)]
        if before:
            found.setdefault(before[-1].key, []).append(run)
    return {key: tuple(runs) for key, runs in found.items()}


def _is_before(issue: IssueRow, run: Missing) -> bool:
    if run.whole:
        return issue.whole_number is not None and issue.whole_number < run.first
    if issue.year is None or run.year is None:
        return False
    return (issue.year, issue.number or 0) < (run.year, run.first)
