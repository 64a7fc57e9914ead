"""The commands that list facts: figures and the catalogues."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from . import fields, render
from .answers import (
    Runner,
    Values,
    give_rows,
    make_filter,
    open_layout,
    open_store,
)
from .console import Console
from .emptiness import (
    department_names,
    indicator_names,
    say_no_figures,
    say_no_names,
)
from .records import FigureRow, Filter
from .screen import Look

if TYPE_CHECKING:
    from .exports import Field
    from .store import Store

Row = TypeVar("Row")


def run_figures(values: Values, console: Console) -> int:
    """figures: numbers with their places, one row per issue, or drawn."""
    is_drawn = values.plot or values.chart is not None
    if is_drawn:
        from .drawing import check_drawing, give_drawing

        check_drawing(values)
    with open_store(values) as store:
        wanted = _figure_filter(values, store)
        # a series can have had another name in the days asked for
        is_series = is_drawn or values.series or values.by is not None
        asked = replace(wanted, start=None, end=None) if is_series else wanted
        rows = [row for row in store.figures(asked) if _has_words(row, values)]
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if rows else say_no_figures(values, wanted, store, coverage)
        if is_drawn and rows:
            return give_drawing(rows, store, coverage, values, console)
        if is_series:
            from .serial import give_series

            return give_series(store, rows, wanted, coverage, nothing, values, console)
    return give_rows(
        _with_corrections(rows, values),
        values,
        console,
        listed=fields.FIGURE_FIELDS,
        table=render.render_figures,
        measure="条",
        coverage=coverage,
        nothing=nothing,
    )


def _with_corrections(rows: list[FigureRow], values: Values) -> list[FigureRow]:
    from .corrections import apply_corrections, read_corrections

    corrections = read_corrections(open_layout(values).corrections)
    return list(apply_corrections(rows, corrections)) if corrections else rows


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


def _words(values: Values) -> tuple[str, ...]:
    return tuple(word for phrase in values.query for word in phrase.split())


def run_indicators(values: Values, console: Console) -> int:
    """indicators: every series of numbers there is, or why its names are one."""
    if values.explain:
        return _explain_names(values, console)
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


def _explain_names(values: Values, console: Console) -> int:
    from .serial import give_names

    with open_store(values) as store:
        wanted = make_filter(values, store, words=_words(values))
        rows = list(store.figures(wanted))
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = ""
        if not rows:
            names = indicator_names(store.indicators(Filter()))
            nothing = say_no_names(values, wanted, store, coverage, names=names, kind="指标")
        return give_names(store, rows, coverage, nothing, values, console)


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
    "indicators": run_indicators,
    "departments": run_departments,
    "documents": run_documents,
}
