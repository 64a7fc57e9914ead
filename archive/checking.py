"""The command that holds the numbers against each other: check."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from .answers import FOUND, NOTHING, Runner, Values, give_rows, make_filter, open_layout
from .checks import KINDS, Check, CheckKind, run_checks
from .console import Console
from .exports import Field, Value
from .fields import issue_fields
from .gathering import gather
from .places import say_spot
from .records import FigureRow, Filter
from .render_series import CHECK_KINDS
from .screen import Column, Look, Style, render_table
from .series_fields import VERDICTS, spot_of
from .store import Store
from .usage import UsageError
from .wording import say_coverage, say_source


def _subject(check: Check) -> FigureRow | None:
    return check.figures[0] if check.figures else None


def _of_figure(part: str) -> Callable[[Check], Value]:
    """A part of the figure in doubt; None where the check is of an issue."""

    def read(check: Check) -> Value:
        row = _subject(check)
        value: Value = None if row is None else getattr(row.figure, part)
        return value

    return read


def _words_of(check: Check) -> str:
    row = _subject(check)
    if row is None:
        return ""
    return " ".join(part for part in (row.figure.scope, row.figure.indicator) if part)


def _place_of(check: Check) -> str:
    return say_spot(check.issue, check.span)


CHECK_FIELDS: tuple[Field[Check], ...] = (
    *issue_fields(lambda check: check.issue),
    Field(
        name="kind",
        title="核对",
        value=lambda check: check.kind,
        words=dict(CHECK_KINDS.items()),
    ),
    Field(name="verdict", title="结果", value=lambda check: check.verdict, words=VERDICTS),
    Field(name="said", title="说明", value=lambda check: check.said),
    Field(name="scope", title="口径", value=_of_figure("scope")),
    Field(name="indicator", title="指标", value=_of_figure("indicator")),
    Field(name="unit", title="单位", value=_of_figure("unit")),
    Field(name="department", title="机构", value=_of_figure("department")),
    Field(name="printed", title="原文", value=_of_figure("printed")),
    Field(name="value", title="数值", value=lambda check: check.printed),
    Field(name="expected", title="应为", value=lambda check: check.expected),
    Field(name="difference", title="相差", value=lambda check: check.difference),
    Field(name="page", title="页", value=_of_figure("page")),
    Field(name="section", title="章节", value=_of_figure("section")),
    Field(name="place", title="出处", value=_place_of),
    Field(
        name="compared_with",
        title="对照出处",
        value=lambda check: tuple(spot_of(row) for row in check.figures[1:]),
    ),
    Field(name="sentence", title="句子", value=_of_figure("sentence")),
)


def run_check(values: Values, console: Console) -> int:
    """check: what does not add up; exit 0 when it was checked, whatever was found."""
    kinds = _read_kinds(values.kind)
    layout = open_layout(values)
    with Store.open(layout.database) as store:
        wanted = make_filter(values, store, words=_query_words(values))
        gathering = gather(store, layout)
        made = _narrow(run_checks(gathering, kinds), wanted, store)
        coverage = store.coverage(wanted.start, wanted.end)
    shown = [check for check in made if values.verdict in ("all", check.verdict)]
    said = _say_verdicts(made)
    nothing = f"{said if made else '没有可以核对的。'}{say_coverage(coverage)}。\n"
    give_rows(
        shown,
        values,
        console,
        listed=CHECK_FIELDS,
        table=render_checks,
        measure="条",
        coverage=coverage,
        legend=said,
        nothing=nothing,
    )
    return FOUND if made else NOTHING


def _query_words(values: Values) -> tuple[str, ...]:
    return tuple(word for phrase in values.query for word in phrase.split())


def _read_kinds(asked: str | None) -> tuple[CheckKind, ...]:
    if asked is None:
        return KINDS
    by_name: dict[str, CheckKind] = {kind: kind for kind in KINDS}
    by_name |= {chinese: kind for kind, chinese in CHECK_KINDS.items()}
    found: list[CheckKind] = []
    for name in asked.replace("，", ",").replace("、", ",").split(","):
        kind = by_name.get(name.strip())
        if kind is None:
            known = "、".join(f"{chinese}（{kind}）" for kind, chinese in CHECK_KINDS.items())
            raise UsageError(f"没有这种核对：“{name}”", remedy=f"可用：{known}")
        found.append(kind)
    return tuple(found)


def _narrow(checks: Sequence[Check], wanted: Filter, store: Store) -> list[Check]:
    """The checks that a query, days, a department or a section leave."""
    if wanted == Filter():
        return list(checks)
    issues = {issue.key for issue in store.issues(Filter(start=wanted.start, end=wanted.end))}
    within = [check for check in checks if check.issue.key in issues]
    if wanted == Filter(start=wanted.start, end=wanted.end):
        return within
    spots = {spot_of(row) for row in store.figures(replace(wanted, start=None, end=None))}
    return [check for check in within if check.figures and _place_of(check) in spots]


def _say_verdicts(checks: Sequence[Check]) -> str:
    """How many were made, and how they came out; of those that differ, how many of each kind."""
    counts = Counter(check.verdict for check in checks)
    kinds = Counter(check.kind for check in checks if check.verdict == "differs")
    listed = "、".join(f"{CHECK_KINDS[kind]} {kinds[kind]}" for kind in KINDS if kinds[kind])
    differs = f"不一致 {counts['differs']} 处（{listed}）" if listed else "没有不一致的"
    return (
        f"核对了 {len(checks)} 处：一致 {counts['holds']} 处，{differs}，"
        f"无法核对 {counts['unknown']} 处（--verdict unknown 列出原因）。\n"
    )


def render_checks(checks: Sequence[Check], look: Look) -> str:
    """A line for each: where, what, and the place that ``show`` opens."""
    columns = (
        Column(title="期号"),
        Column(title="核对"),
        Column(title="结果", style=_verdict_style),
        Column(title="数据", flexible=True),
        Column(title="说明", flexible=True),
        Column(title="页", optional=True),
        Column(title="出处"),
    )
    cells = []
    for check in checks:
        row = _subject(check)
        cells.append(
            (
                check.issue.key,
                CHECK_KINDS[check.kind],
                VERDICTS[check.verdict],
                _words_of(check),
                check.said,
                "" if row is None else say_source(None, row.figure.page),
                _place_of(check),
            )
        )
    return render_table(columns, cells, look)


def _verdict_style(words: str) -> Style | None:
    return "warn" if words == VERDICTS["differs"] else "dim"


RUNNERS: dict[str, Runner] = {"check": run_check}
