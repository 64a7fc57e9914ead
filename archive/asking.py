"""The commands that list: search, figures, timeline and the catalogues."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from . import fields, render
from .answers import (
    Listing,
    Runner,
    Values,
    give_listing,
    make_filter,
    open_layout,
    open_store,
    plain_coverage,
    read_days,
    say_listing,
)
from .console import Console
from .progress import make_lines
from .records import Coverage, FigureRow, Filter, IndicatorRow
from .screen import Look
from .wording import say_coverage

if TYPE_CHECKING:
    from .exports import Field
    from .store import Store

Row = TypeVar("Row")

# hits on a page when no --limit is given; programs get all
HITS_SHOWN = 30


def run_search(values: Values, console: Console) -> int:
    """search: hits grouped by issue."""
    from .search import search

    start, end = read_days(values)
    departments = () if values.department is None else (values.department,)
    limit = values.limit
    if limit is None and values.format == "table":
        limit = HITS_SHOWN
    lines = make_lines(console)
    try:
        answer = search(
            open_layout(values),
            " ".join(values.query),
            wanted=Filter(
                start=start,
                end=end,
                departments=departments,
                section=values.section,
                limit=limit,
            ),
            order=values.order,
            explain=values.explain,
            tell=lambda done, total: lines.follow("补建索引", done, total),
        )
    finally:
        lines.close()
    if values.explain and answer.total:
        console.tell(render.render_explanation(answer))
    rows = [(group.issue, hit) for group in answer.groups for hit in group.hits]
    return give_listing(
        Listing(
            rows=rows,
            fields=fields.HIT_FIELDS,
            table=lambda look: render.render_answer(answer, look),
            said=render.render_found(answer),
            around={
                "query": answer.explanation,
                "total": answer.total,
                "issues": answer.issues,
                "coverage": plain_coverage(answer.coverage),
            },
            nothing=render.render_nothing(answer),
        ),
        values,
        console,
    )


def run_figures(values: Values, console: Console) -> int:
    """figures: numbers with their places, or one row per issue."""
    with open_store(values) as store:
        wanted = _figure_filter(values, store)
        rows = [row for row in store.figures(wanted) if _has_words(row, values)]
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if rows else _no_figures(values, wanted, store, coverage)
    if values.series:
        return _give_series(rows, coverage, nothing, values, console)
    shown = rows[: values.limit]
    return give_listing(
        Listing(
            rows=shown,
            fields=fields.FIGURE_FIELDS,
            table=lambda look: render.render_figures(shown, look),
            said=say_listing(len(shown), len(rows), "条", coverage),
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
            nothing=nothing,
        ),
        values,
        console,
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
    from .series import POINT_KINDS, Point, make_series

    found = make_series(rows)
    points = [(series, point) for series in found for point in series.points][: values.limit]
    occurring = {kind for series in found for kind in render.series_kinds(series)}
    # programs can rely on the columns; a sheet for people has those that hold something
    for_people = values.format == "csv" and values.header == "zh"
    kinds = tuple(kind for kind in POINT_KINDS if kind in occurring or not for_people)

    def table(look: Look) -> str:
        shown: dict[int, list[Point]] = {}
        for series, point in points:
            shown.setdefault(id(series), []).append(point)
        parts = [
            replace(series, points=tuple(shown[id(series)]))
            for series in found
            if id(series) in shown
        ]
        return "\n".join(render.render_series(series, look) for series in parts)

    total = sum(len(series.points) for series in found)
    several = (
        f"共 {len(found)} 个序列，可用 --scope、--indicator、--unit 收窄。"
        if len(found) > 1
        else ""
    )
    return give_listing(
        Listing(
            rows=points,
            fields=fields.series_fields(kinds),
            table=table,
            said=several + say_listing(len(points), total, "行", coverage),
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


def _no_figures(values: Values, wanted: Filter, store: "Store", coverage: Coverage) -> str:
    """Why no figure was found: what was asked, the nearest known names, the coverage."""
    asked = _say_words("口径、指标、单位、机构", wanted.words)
    if values.unit is not None:
        asked.append(f"单位是“{values.unit}”")
    asked += _say_filter(wanted, values)
    names = _indicator_names(store.indicators(Filter()))
    lines = [
        f"没有找到数据。查的是：{'；'.join(asked) or '全部数据'}",
        *_say_near(wanted.words, names, "指标"),
        *_say_elsewhere(store.indicators(Filter(words=wanted.words))),
        f"{say_coverage(coverage)}。",
    ]
    return "\n".join(lines) + "\n"


def _say_near(words: Sequence[str], names: Sequence[str], kind: str) -> list[str]:
    """For each word that is in no name, the nearest names."""
    lines = []
    for word in words:
        near = () if any(word in name for name in names) else find_near(word, names)
        if near:
            lines.append(f"没有{kind}“{word}”，相近的有：{'、'.join(near)}")
    return lines


def _say_slips(words: Sequence[str], store: "Store") -> list[str]:
    """For each word that stands nowhere in the archive, what stands there one slip away."""
    from index.tokens import squeeze

    from .suggestions import near_words

    lines = []
    for word in map(squeeze, words):
        if not any(word in squeeze(text) for text in store.all_words()):
            near = near_words(word, store.all_words())
            lines += [f"没有“{word}”，相近的有：{'、'.join(near)}"] if near else []
    return lines


def _say_elsewhere(rows: Sequence[IndicatorRow]) -> list[str]:
    """Indicators with the words asked for, that other conditions have left out."""
    said = [
        f"{_indicator_name(row)}（{row.unit}，{row.first.key}—{row.last.key}）" for row in rows[:3]
    ]
    return [f"别处有：{'、'.join(said)}{'等' if len(rows) > len(said) else ''}"] if said else []


def _indicator_name(row: IndicatorRow) -> str:
    return " ".join(part for part in (row.scope, row.indicator) if part)


def _indicator_names(rows: Iterable[IndicatorRow]) -> list[str]:
    """Each name once, though its numbers are of several units and periods."""
    return list(dict.fromkeys(map(_indicator_name, rows)))


def _department_names(store: "Store") -> list[str]:
    return [row.name or row.printed[0][0] for row in store.departments(Filter())]


def _say_words(place: str, words: Sequence[str]) -> list[str]:
    quoted = "".join(f"“{word}”" for word in words)
    return [f"{place}里{'同时' if len(words) > 1 else ''}有{quoted}"] if words else []


def _say_filter(wanted: Filter, values: Values) -> list[str]:
    said = []
    if wanted.start or wanted.end:
        said.append(f"时间 {wanted.start or '最早'} 至 {wanted.end or '最近'}")
    if wanted.departments:
        said.append(f"机构 {'、'.join(wanted.departments)}")
    if wanted.section:
        said.append(f"章节 {wanted.section}")
    if getattr(values, "period", None):
        said.append(f"时段 {fields.KINDS[values.period]}")
    return said


def find_near(word: str, names: Iterable[str], *, most: int = 5) -> tuple[str, ...]:
    """Names that share at least half of the characters of ``word``, the nearest first.

    Of equally near ones, those that come first in ``names``.
    """
    letters = set(word)
    shared = {name: len(letters & set(name)) for name in names}
    near = [name for name, count in shared.items() if 2 * count >= len(letters)]
    return tuple(sorted(near, key=lambda name: -shared[name])[:most])


def run_timeline(values: Values, console: Console) -> int:
    """timeline: events in order of time, repeats merged."""
    from .timelines import make_timeline

    with open_store(values) as store:
        wanted = make_filter(values, store, words=_words(values))
        entries = make_timeline(store.events(wanted))
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if entries else _no_events(values, wanted, store, coverage)
    shown = entries[: values.limit]
    repeats = sum(len(entry.reports) for entry in entries) - len(entries)
    merged = f"，另有 {repeats} 处重复报道并入其中" if repeats else ""
    vague = any(entry.start is None and entry.end is None for entry in shown)
    legend = ""
    if vague and values.format == "table":
        legend = "〔〕里是报告期的末日：原文没有写明日子。\n"
    return give_listing(
        Listing(
            rows=shown,
            fields=fields.TIMELINE_FIELDS,
            table=lambda look: render.render_timeline(shown, look),
            said=legend + say_listing(len(shown), len(entries), "件", coverage, beside=merged),
            around={"total": len(entries), "coverage": plain_coverage(coverage)},
            nothing=nothing,
        ),
        values,
        console,
    )


def _words(values: Values) -> tuple[str, ...]:
    return tuple(word for phrase in values.query for word in phrase.split())


def _no_events(values: Values, wanted: Filter, store: "Store", coverage: Coverage) -> str:
    asked = [*_say_words("句子或机构", wanted.words), *_say_filter(wanted, values)]
    bodies = [word for word in wanted.words if word[-1:] in "厅局委办部院会"]
    words = [word for word in wanted.words if word not in bodies]
    lines = [
        f"没有找到事件。查的是：{'；'.join(asked) or '全部事件'}",
        *_say_near(bodies, _department_names(store), "机构"),
        *_say_slips(words, store),
        f"{say_coverage(coverage)}。不限于事件时，用 zhoubao search",
    ]
    return "\n".join(lines) + "\n"


def run_indicators(values: Values, console: Console) -> int:
    """indicators: every series of numbers there is."""
    return _run_catalogue(
        values,
        console,
        ask=lambda store, wanted: store.indicators(wanted),
        names=lambda store: _indicator_names(store.indicators(Filter())),
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
        names=_department_names,
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
        near = [] if rows or not wanted.words else _say_near(wanted.words, names(store), kind)
    shown = rows[: values.limit]
    asked = "；".join([*_say_words("名称", wanted.words), *_say_filter(wanted, values)])
    nothing = [f"没有找到。查的是：{asked or '全部'}", *near, f"{say_coverage(coverage)}。"]
    return give_listing(
        Listing(
            rows=shown,
            fields=listed,
            table=lambda look: table(shown, look),
            said=say_listing(len(shown), len(rows), measure, coverage),
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
            nothing="\n".join(nothing) + "\n",
        ),
        values,
        console,
    )


RUNNERS: dict[str, Runner] = {
    "search": run_search,
    "figures": run_figures,
    "timeline": run_timeline,
    "indicators": run_indicators,
    "departments": run_departments,
    "documents": run_documents,
}
