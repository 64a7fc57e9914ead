"""The commands that list facts: figures, timeline and the catalogues."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from . import fields, render
from .answers import (
    Listing,
    Runner,
    Values,
    give_listing,
    give_rows,
    make_filter,
    open_store,
    plain_coverage,
    say_listing,
)
from .console import Console
from .emptiness import (
    department_names,
    indicator_names,
    say_no_events,
    say_no_figures,
    say_no_names,
)
from .records import Coverage, FigureRow, Filter
from .screen import Look

if TYPE_CHECKING:
    from .exports import Field
    from .series import Point, Series
    from .store import Store

Row = TypeVar("Row")

# of one word there can be hundreds of series; the longest ones say most
SERIES_SHOWN = 5


def run_figures(values: Values, console: Console) -> int:
    """figures: numbers with their places, or one row per issue."""
    with open_store(values) as store:
        wanted = _figure_filter(values, store)
        rows = [row for row in store.figures(wanted) if _has_words(row, values)]
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if rows else say_no_figures(values, wanted, store, coverage)
    if values.series:
        return _give_series(rows, coverage, nothing, values, console)
    return give_rows(
        rows,
        values,
        console,
        listed=fields.FIGURE_FIELDS,
        table=render.render_figures,
        measure="条",
        coverage=coverage,
        nothing=nothing,
    )


def _figure_filter(values: Values, store: "Store") -> Filter:
    words = [*values.query, *filter(None, (values.indicator, values.scope))]
    return make_filter(
        values,
        store,
        words=tuple(word for phrase in words for word in phrase.split()),
        units=() if values.unit is None else (values.unit,),
        period_kinds=() if values.period is None else (values.period,),
    )


def _has_words(row: FigureRow, values: Values) -> bool:
    """Whether the words of --indicator and --scope stand where they were asked for."""
    pairs = ((values.indicator, row.figure.indicator), (values.scope, row.figure.scope))
    return all(
        word in (printed or "")
        for phrase, printed in pairs
        if phrase is not None
        for word in phrase.split()
    )


def _give_series(
    rows: Sequence[FigureRow],
    coverage: Coverage,
    nothing: str,
    values: Values,
    console: Console,
) -> int:
    from .series import POINT_KINDS, make_series

    found = make_series(rows)
    is_cut = values.format == "table" and values.limit is None and len(found) > SERIES_SHOWN
    listed = found[:SERIES_SHOWN] if is_cut else found
    points = [(series, point) for series in listed for point in series.points][: values.limit]
    occurring = {kind for series in found for kind in render.series_kinds(series)}
    # programs can rely on the columns; a sheet for people has those that hold something
    for_people = values.format == "csv" and values.header == "zh"
    kinds = tuple(kind for kind in POINT_KINDS if kind in occurring or not for_people)

    def table(look: Look) -> str:
        pages = "\n".join(render.render_series(series, look) for series in _regroup(points))
        return f"{render.render_overview(found, look)}\n{pages}" if is_cut else pages

    total = sum(len(series.points) for series in found)
    return give_listing(
        Listing(
            rows=points,
            fields=fields.series_fields(kinds),
            table=table,
            said=_say_series(len(found), len(listed))
            + say_listing(len(points), total, "行", coverage),
            around={
                "total": total,
                "series": len(found),
                "coverage": plain_coverage(coverage),
            },
            nothing=nothing,
        ),
        values,
        console,
    )


def _say_series(count: int, listed: int) -> str:
    """How many series there are, and how to have fewer; "" for one."""
    if count < 2:
        return ""
    narrow = "可用 --scope、--indicator、--unit 收窄"
    if listed == count:
        return f"共 {count} 个序列，{narrow}。"
    return (
        f"共 {count} 个序列，这里列出数值最多的 {listed} 个，还有 {count - listed} 个：{narrow}；"
        "--format csv 给出全部。"
    )


def _regroup(points: "Sequence[tuple[Series, Point]]") -> "list[Series]":
    """The series with those of their points that are listed."""
    shown: dict[int, tuple[Series, list[Point]]] = {}
    for series, point in points:
        shown.setdefault(id(series), (series, []))[1].append(point)
    return [replace(series, points=tuple(listed)) for series, listed in shown.values()]


def run_timeline(values: Values, console: Console) -> int:
    """timeline: events in order of time, repeats merged."""
    from .timelines import read_timeline

    with open_store(values) as store:
        wanted = make_filter(values, store, words=_words(values))
        entries = read_timeline(store, wanted)
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if entries else say_no_events(values, wanted, store, coverage)
    vague = any(entry.start is None and entry.end is None for entry in entries[: values.limit])
    repeats = sum(len(entry.reports) for entry in entries) - len(entries)
    return give_rows(
        entries,
        values,
        console,
        listed=fields.TIMELINE_FIELDS,
        table=render.render_timeline,
        measure="件",
        coverage=coverage,
        beside=f"，另有 {repeats} 处重复报道并入其中" if repeats else "",
        legend="〔〕里是报告期的末日：原文没有写明日子。\n" if vague else "",
        nothing=nothing,
    )


def _words(values: Values) -> tuple[str, ...]:
    return tuple(word for phrase in values.query for word in phrase.split())


def run_indicators(values: Values, console: Console) -> int:
    """indicators: every series of numbers there is."""
    return _run_catalogue(
        values,
        console,
        ask=lambda store, wanted: store.indicators(wanted),
        names=lambda store: indicator_names(store.indicators(Filter())),
        kind="指标",
        listed=fields.INDICATOR_FIELDS,
        table=render.render_indicators,
        measure="个指标",
    )


def run_departments(values: Values, console: Console) -> int:
    """departments: the register as seen in the archive."""
    return _run_catalogue(
        values,
        console,
        ask=lambda store, wanted: store.departments(wanted),
        names=department_names,
        kind="机构",
        listed=fields.DEPARTMENT_FIELDS,
        table=render.render_departments,
        measure="个机构",
    )


def run_documents(values: Values, console: Console) -> int:
    """documents: every cited document and the issues that cite it."""
    return _run_catalogue(
        values,
        console,
        ask=lambda store, wanted: store.documents(wanted),
        names=lambda store: [row.title for row in store.documents(Filter()) if row.title],
        kind="文件",
        listed=fields.DOCUMENT_FIELDS,
        table=render.render_documents,
        measure="份文件",
    )


def _run_catalogue(
    values: Values,
    console: Console,
    *,
    ask: "Callable[[Store, Filter], tuple[Row, ...]]",
    names: "Callable[[Store], Sequence[str]]",
    kind: str,
    listed: "Sequence[Field[Row]]",
    table: Callable[[Sequence[Row], Look], str],
    measure: str,
) -> int:
    with open_store(values) as store:
        wanted = make_filter(values, store, words=_words(values))
        rows = ask(store, wanted)
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = ""
        if not rows:
            nothing = say_no_names(values, wanted, store, coverage, names=names(store), kind=kind)
    return give_rows(
        rows,
        values,
        console,
        listed=listed,
        table=table,
        measure=measure,
        coverage=coverage,
        nothing=nothing,
    )


RUNNERS: dict[str, Runner] = {
    "figures": run_figures,
    "timeline": run_timeline,
    "indicators": run_indicators,
    "departments": run_departments,
    "documents": run_documents,
}
