"""The answers made of series: ``figures --series``, ``figures --by``, ``indicators --explain``."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from .answers import (
    Listing,
    Values,
    give_listing,
    give_rows,
    open_layout,
    plain_coverage,
    say_listing,
)
from .checks import Check
from .console import Console
from .gathering import Gathering, Thread, gather
from .names import Name, name_of
from .periods import POINT_KINDS
from .records import Coverage, FigureRow, Filter, IssueRow
from .render_series import (
    render_names,
    render_overview,
    render_series,
    render_spans,
    series_kinds,
)
from .screen import Look
from .series import Gap, Point, Series
from .series_fields import (
    NAME_FIELDS,
    SPAN_FIELDS,
    NameRow,
    SeriesRow,
    SpanRow,
    checks_by_figure,
    joining_of,
    series_fields,
    spot_of,
)

if TYPE_CHECKING:
    from .store import Store

# of one word there can be hundreds of series; the longest ones say most
SERIES_SHOWN = 5
_HUNDRED = Decimal(100)


def find_series(
    gathering: Gathering, matched: Iterable[FigureRow], wanted: Filter, store: "Store"
) -> tuple[Series, ...]:
    """The series that a query means, under all their names.

    What is worked out comes from the whole series; the days that were asked for then cut it.

    Args:
        gathering: The archive's numbers.
        matched: The figures whose own names have the words of the query.
        wanted: Its days, departments and sections narrow the series.
        store: The archive.
    """
    threads = {gathering.thread_of(row) for row in matched}
    rows: Iterable[FigureRow] = gathering.rows
    if wanted.departments or wanted.section is not None:
        narrower = Filter(departments=wanted.departments, section=wanted.section)
        spots = {spot_of(row) for row in store.figures(narrower)}
        rows = [row for row in rows if spot_of(row) in spots]
    found = gathering.series(rows, whole=threads)
    return tuple(cut for series in found if (cut := _within(series, wanted)).points)


def _within(series: Series, wanted: Filter) -> Series:
    """The part of a series in the days that were asked for."""
    if wanted.start is None and wanted.end is None:
        return series
    points = tuple(point for point in series.points if _reaches(point.issue, wanted))
    if not points:
        return replace(series, points=())
    shown = [row for row in series.rows if _reaches(_issue_of(row), wanted)]
    while isinstance(shown[-1], Gap) or not shown[-1].figures:
        shown.pop()
    start = next(n for n, row in enumerate(shown) if isinstance(row, Point) and row.figures)
    return replace(series, points=points, rows=tuple(shown[start:]))


def _issue_of(row: Point | Gap) -> IssueRow | None:
    return row.issue if isinstance(row, Point) else row.before


def _reaches(issue: IssueRow | None, wanted: Filter) -> bool:
    """Whether an issue tells of any of the days; one without days tells of its year."""
    if issue is None:
        return False
    first = issue.first or (date(issue.year, 1, 1) if issue.year else None)
    last = issue.last or (date(issue.year, 12, 31) if issue.year else None)
    if first is None or last is None:
        return False
    after = wanted.start is None or last >= wanted.start
    return after and (wanted.end is None or first <= wanted.end)


def give_series(
    store: "Store",
    matched: Sequence[FigureRow],
    wanted: Filter,
    coverage: Coverage,
    nothing: str,
    values: Values,
    console: Console,
) -> int:
    """One row for each issue of every series that was asked for."""
    gathering = gather(store, open_layout(values))
    found = find_series(gathering, matched, wanted, store)
    if values.by is not None:
        return _give_spans(gathering, found, coverage, nothing, values, console)
    is_cut = values.format == "table" and values.limit is None and len(found) > SERIES_SHOWN
    listed = found[:SERIES_SHOWN] if is_cut else found
    rows = make_rows(gathering, listed)
    total = sum(len(series.rows) for series in found)
    shown = rows[: values.limit]

    def table(look: Look) -> str:
        pages = "\n".join(
            render_series(list(some), look)
            for _, some in groupby(shown, key=lambda row: id(row.series))
        )
        return f"{render_overview(found, look)}\n{pages}" if is_cut else pages

    occurring = {kind for series in found for kind in series_kinds(series)}
    # programs can rely on the columns; a sheet for people has those that hold something
    for_people = values.format == "csv" and values.header == "zh"
    kinds = tuple(kind for kind in POINT_KINDS if kind in occurring or not for_people)
    return give_listing(
        Listing(
            rows=shown,
            fields=series_fields(kinds),
            table=table,
            said=_say_legend(shown, values)
            + _say_series(len(found), len(listed))
            + say_listing(len(shown), total, "行", coverage),
            around={"total": total, "series": len(found), "coverage": plain_coverage(coverage)},
            nothing=nothing,
        ),
        values,
        console,
    )


def make_rows(gathering: Gathering, found: Sequence[Series]) -> list[SeriesRow]:
    """The rows of series, each with the checks of its numbers."""
    checks = checks_by_figure(_checks_of(gathering, found))
    rows = []
    for series in found:
        for row in series.rows:
            line = SeriesRow(series=series, row=row)
            own = [check for figure in line.figures for check in checks.get(spot_of(figure), ())]
            rows.append(SeriesRow(series=series, row=row, checks=tuple(own)))
    return rows


def _checks_of(gathering: Gathering, found: Sequence[Series]) -> list[Check]:
    """The checks of these series, and of the sentences in which their numbers stand."""
    from .check_sentences import check_sentences
    from .check_series import check_series

    figures = [row for series in found for point in series.points for row in point.figures]
    threads = {gathering.thread_of(row) for row in figures}
    issues = {row.issue.key for row in figures}
    beside = [row for row in gathering.rows if row.issue.key in issues]
    return [*check_series(gathering, threads), *check_sentences(beside)]


def _say_legend(rows: Sequence[SeriesRow], values: Values) -> str:
    if values.format != "table":
        return ""
    derived = any(
        derived.kind in ("week", "year_to_date")
        for row in rows
        if row.point is not None
        for derived in row.point.derived
    )
    return "（）里的数是推算的，原文没有印；--format csv 列出依据。\n" if derived else ""


def _say_series(count: int, listed: int) -> str:
    """How many series there are, and how to have fewer; "" for one."""
    if count < 2:
        return ""
    narrower = "可用 --scope、--indicator、--unit 收窄"
    if listed == count:
        return f"共 {count} 个序列，{narrower}。"
    return (
        f"共 {count} 个序列，这里列出数值最多的 {listed} 个，还有 {count - listed} 个：{narrower}；"
        "--format csv 给出全部。"
    )


# months, quarters, years


def _give_spans(
    gathering: Gathering,
    found: Sequence[Series],
    coverage: Coverage,
    nothing: str,
    values: Values,
    console: Console,
) -> int:
    is_cut = values.format == "table" and values.limit is None
    listed = found[:SERIES_SHOWN] if is_cut else found
    rows = [row for series in listed for row in make_span_rows(gathering, series, values.by)]
    return give_rows(
        rows,
        values,
        console,
        listed=SPAN_FIELDS,
        table=render_spans,
        measure="行",
        coverage=coverage,
        legend="都是推算的：按报告期的末日归入各月，由累计相减或各周相加。\n",
        nothing=nothing or "这些序列没有本周数或累计数，推算不出各月。\n",
    )


def make_span_rows(gathering: Gathering, series: Series, step: str) -> Iterable[SpanRow]:
    """The months, quarters or years of a series, with the change against the year before."""
    spans = gathering.spans(series, step)  # type: ignore[arg-type]
    known = {(span.year, span.number): span.value for span in spans}
    for span in spans:
        before = known.get((span.year - 1, span.number))
        on_year = None
        if span.value is not None and before is not None and before > 0:
            on_year = ((span.value / before - 1) * _HUNDRED).quantize(Decimal("0.1"))
        yield series, span, on_year


# names


def give_names(
    store: "Store",
    matched: Sequence[FigureRow],
    coverage: Coverage,
    nothing: str,
    values: Values,
    console: Console,
) -> int:
    """The names of the series that were asked for, and why they are one; supposed renamings."""
    layout = open_layout(values)
    gathering = gather(store, layout)
    threads = list(dict.fromkeys(gathering.thread_of(row) for row in matched))
    rows = make_name_rows(gathering, threads)
    return give_rows(
        rows,
        values,
        console,
        listed=NAME_FIELDS,
        table=render_names,
        measure="个名称",
        coverage=coverage,
        legend=f"合并、拆开由 {layout.equivalences} 改定，写法见 docs/checks.md。\n",
        nothing=nothing,
    )


def make_name_rows(gathering: Gathering, threads: Sequence[Thread]) -> list[NameRow]:
    """Each name of the threads, the longest thread first."""
    wanted = set(threads)
    seen: dict[Thread, dict[Name, list[IssueRow]]] = {thread: {} for thread in threads}
    for row in gathering.rows:
        thread = gathering.thread_of(row)
        if thread in wanted:
            seen[thread].setdefault(name_of(row), []).append(row.issue)
    order = sorted(threads, key=lambda thread: -sum(map(len, seen[thread].values())))
    return [row for thread in order for row in _names_of(gathering, thread, seen[thread])]


def _names_of(
    gathering: Gathering, thread: Thread, seen: dict[Name, list[IssueRow]]
) -> Iterable[NameRow]:
    names = gathering.names_of(thread)
    joinings = gathering.joinings_of(thread)
    for name in names:
        joining = joining_of(name, joinings) if name != names[0] else None
        yield NameRow(
            series=names[0],
            name=name,
            first=seen[name][0],
            last=seen[name][-1],
            values=len(seen[name]),
            reason=None if joining is None else joining.reason,
            said="" if joining is None else joining.said,
        )
    for supposed in gathering.supposed():
        if supposed.before in seen or supposed.after in seen:
            other = supposed.after if supposed.before in seen else supposed.before
            yield NameRow(
                series=names[0],
                name=other,
                first=supposed.first,
                last=supposed.last,
                values=0,
                reason="supposed",
                said=f"{supposed.before}止于 {supposed.last.key}，"
                f"{supposed.after}起于 {supposed.first.key}，数值相当；没有印证，未合并",
            )
