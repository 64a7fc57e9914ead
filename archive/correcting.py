"""The commands that settle numbers: correct, and reparse, which reads the originals again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parser.errors import ArchiveError
from parser.model import Figure, Span

from .answers import ERROR, FOUND, NOTHING, Runner, Values, give_rows, open_layout
from .console import Console
from .corrections import (
    add_correction,
    find_corrected,
    make_correction,
    parse_value,
    read_corrections,
    without,
    write_corrections,
)
from .exports import Field
from .fields import issue_fields
from .layout import Layout
from .places import read_spot, say_spot
from .progress import make_lines
from .records import Correction, FigureRow, Filter, IssueRow
from .screen import Column, Look, render_table
from .series_fields import spot_of
from .store import Store
from .usage import UsageError
from .wording import say_number

if TYPE_CHECKING:
    from .reparsing import FigureChange, Reread


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A correction with the figure it is about; None where none fits any more."""

    correction: Correction
    row: FigureRow | None
    issue: IssueRow | None


CORRECTION_FIELDS: tuple[Field[CorrectionRow], ...] = (
    *issue_fields(lambda row: row.issue),
    Field(name="printed", title="原文", value=lambda row: row.correction.printed),
    Field(name="value", title="更正为", value=lambda row: row.correction.value),
    Field(name="reason", title="理由", value=lambda row: row.correction.reason),
    Field(name="day", title="日期", value=lambda row: row.correction.day),
    Field(
        name="indicator",
        title="指标",
        value=lambda row: None if row.row is None else row.row.figure.indicator,
    ),
    Field(
        name="place",
        title="出处",
        value=lambda row: None if row.row is None else spot_of(row.row),
    ),
    Field(name="sentence", title="句子", value=lambda row: row.correction.sentence),
)


def run_correct(values: Values, console: Console) -> int:
    """correct: enter or undo a correction of one figure, or list them all."""
    layout = open_layout(values)
    if values.figure is None:
        if values.value is not None or values.reason is not None or values.undo:
            raise UsageError(
                "没有写明更正哪个数",
                remedy="写它的出处，如 zhoubao correct 2023-27#13.25 --value 394 --reason 原文漏字",
            )
        return _list_corrections(layout, values, console)
    with layout.locked(), Store.open(layout.database) as store:
        row, beside = _find_figure(store, values.figure)
        known = read_corrections(layout.corrections)
        if values.undo:
            return _undo(layout, known, row, beside, console)
        if values.value is None or not (values.reason or "").strip():
            raise UsageError("更正要写明 --value 和 --reason", remedy="见 zhoubao correct --help")
        correction = make_correction(
            row, parse_value(values.value), values.reason, day=date.today(), others=beside
        )
        write_corrections(layout.corrections, add_correction(known, correction))
    console.note(
        f"{spot_of(row)} {row.figure.scope or ''} {row.figure.indicator or ''}："
        f"印作 {row.figure.printed}，更正为 {say_number(correction.value)}。"
        f"原文照旧保留，更正记在 {layout.corrections}\n"
    )
    return FOUND


def _find_figure(store: Store, text: str) -> tuple[FigureRow, list[FigureRow]]:
    """The figure at a place, with the others of its issue.

    Raises:
        ArchiveError: No place, no such issue, or no figure there.
    """
    place = read_spot(text)
    if place is None:
        raise ArchiveError(
            f"“{text}”不是一个数的出处",
            remedy="出处写作 2023-27#13.25，figures、check 的“出处”一栏列出",
        )
    rows = list(store.figures(Filter(issue=place.issue)))
    for row in rows:
        span = row.figure.span
        if span.block == place.block and span.start <= place.start < span.end:
            return row, rows
    raise ArchiveError(
        f"{text} 那里没有读出数据",
        remedy="zhoubao figures --format csv 的“出处”一栏列出读出的每个数",
    )


def _undo(
    layout: Layout,
    known: Sequence[Correction],
    row: FigureRow,
    beside: Sequence[FigureRow],
    console: Console,
) -> int:
    found = find_corrected(beside, known)
    correction = found.get(beside.index(row))
    if correction is None:
        console.tell(f"{spot_of(row)} 没有更正。\n")
        return NOTHING
    write_corrections(layout.corrections, without(known, correction))
    console.note(f"已撤销：{spot_of(row)} 照原文 {row.figure.printed}\n")
    return FOUND


def _list_corrections(layout: Layout, values: Values, console: Console) -> int:
    with Store.open(layout.database) as store:
        rows = make_correction_rows(store, read_corrections(layout.corrections))
        coverage = store.coverage()
    return give_rows(
        rows,
        values,
        console,
        listed=CORRECTION_FIELDS,
        table=render_corrections,
        measure="处更正",
        coverage=coverage,
        nothing=f"还没有更正。{_HOW}",
    )


_HOW = "更正一个数：zhoubao correct 出处 --value 数 --reason 理由\n"


def make_correction_rows(store: Store, corrections: Sequence[Correction]) -> list[CorrectionRow]:
    """Each correction with what it is about."""
    issues = store.issue_rows(correction.issue for correction in corrections)
    figures = [row for key in issues for row in store.figures(Filter(issue=key))]
    by_spot = {
        correction.spot: figures[at]
        for at, correction in find_corrected(figures, corrections).items()
    }
    return [
        CorrectionRow(
            correction=correction,
            row=by_spot.get(correction.spot),
            issue=issues.get(correction.issue),
        )
        for correction in corrections
    ]


def render_corrections(rows: Sequence[CorrectionRow], look: Look) -> str:
    """A line for each correction; one that fits nothing any more says so."""
    columns = (
        Column(title="期号"),
        Column(title="原文"),
        Column(title="更正为", right=True),
        Column(title="理由", flexible=True),
        Column(title="日期"),
        Column(title="出处"),
    )
    cells = [
        (
            row.correction.issue,
            row.correction.printed,
            say_number(row.correction.value),
            row.correction.reason,
            str(row.correction.day),
            "没有对上" if row.row is None else spot_of(row.row),
        )
        for row in rows
    ]
    return render_table(columns, cells, look)


def say_unfit(rows: Iterable[CorrectionRow]) -> str:
    """The corrections that fit no figure any more; "" where all do."""
    lost = [row.correction for row in rows if row.row is None]
    if not lost:
        return ""
    listed = "、".join(f"{one.issue} 的 {one.printed}" for one in lost[:5])
    more = f" 等 {len(lost)} 处" if len(lost) > 5 else ""
    return f"更正没有对上现在读出的数：{listed}{more}；更正仍在文件里，请核对。\n"


# reading again


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A figure that another reading has changed, or an issue that could not be read again."""

    issue: IssueRow
    change: "FigureChange | None"
    said: str


CHANGES = {"added": "新读出", "removed": "不再读出", "changed": "读法变了"}
PARTS = {
    "scope": "口径",
    "indicator": "指标",
    "value": "数值",
    "unit": "单位",
    "qualifier": "限定",
    "period": "时段",
    "comparisons": "比较",
    "department": "机构",
    "printed": "原文",
}

CHANGE_FIELDS: tuple[Field[ChangeRow], ...] = (
    *issue_fields(lambda row: row.issue),
    Field(
        name="change",
        title="变化",
        value=lambda row: "unread" if row.change is None else row.change.kind,
        words={**CHANGES, "unread": "没有读成"},
    ),
    Field(
        name="printed",
        title="原文",
        value=lambda row: None if row.change is None else row.change.figure.printed,
    ),
    Field(
        name="before",
        title="原先读作",
        value=lambda row: None if row.change is None else say_reading(row.change.before),
    ),
    Field(
        name="after",
        title="现在读作",
        value=lambda row: None if row.change is None else say_reading(row.change.after),
    ),
    Field(name="said", title="说明", value=lambda row: row.said),
    Field(
        name="place",
        title="出处",
        value=lambda row: say_spot(row.issue, _new_span(row.change)),
    ),
    Field(
        name="sentence",
        title="句子",
        value=lambda row: None if row.change is None else row.change.figure.sentence,
    ),
)


def _new_span(change: "FigureChange | None") -> Span | None:
    return None if change is None or change.after is None else change.after.span


def say_reading(figure: Figure | None) -> str | None:
    """How a figure is read, on one line."""
    if figure is None:
        return None
    period = figure.period
    days = "" if period is None else f"{period.kind} {period.start or ''}—{period.end or ''}"
    parts = (
        figure.scope,
        figure.indicator,
        f"{say_number(figure.value)}{figure.unit}",
        figure.qualifier,
        days,
        figure.department,
        "、".join(comparison.printed for comparison in figure.comparisons),
    )
    return "｜".join(part or "" for part in parts).rstrip("｜")


def run_reparse(values: Values, console: Console) -> int:
    """reparse: the kept originals again, and what changed; exit 2 where one cannot be read."""
    from .reparsing import reparse

    layout = open_layout(values)
    lines = make_lines(console)
    rereads: list[Reread] = []
    try:
        for reread in reparse(layout, everything=values.all, jobs=values.jobs, tell=lines.follow):
            rereads.append(reread)
    finally:
        lines.close()
    if not rereads:
        console.tell("没有旧版本解析的期；zhoubao reparse --all 全部重读。\n")
        return NOTHING
    rows = [row for reread in rereads for row in make_change_rows(reread)]
    unread = sum(reread.error is not None for reread in rereads)
    changed = sum(bool(reread.changes) for reread in rereads)
    said = f"重读 {len(rereads)} 期，{changed} 期的数据有变化" + (
        f"，{unread} 期没有读成，照旧保留" if unread else ""
    )
    with Store.open(layout.database) as store:
        coverage = store.coverage()
        unfit = say_unfit(make_correction_rows(store, read_corrections(layout.corrections)))
    give_rows(
        rows,
        values,
        console,
        listed=CHANGE_FIELDS,
        table=render_changes,
        measure="处变化",
        coverage=coverage,
        legend=f"{said}。\n",
        nothing=f"{said}。\n",
    )
    if unfit:
        console.tell(unfit)
    return ERROR if unread else FOUND


def make_change_rows(reread: "Reread") -> Iterable[ChangeRow]:
    """The changes of an issue, or why it could not be read again."""
    if reread.error is not None:
        said = str(reread.error) + (f"；{reread.error.remedy}" if reread.error.remedy else "")
        yield ChangeRow(issue=reread.issue, change=None, said=said)
    for change in reread.changes:
        said = "、".join(PARTS[part] for part in change.parts) or CHANGES[change.kind]
        yield ChangeRow(issue=reread.issue, change=change, said=said)


def render_changes(rows: Sequence[ChangeRow], look: Look) -> str:
    """A line for each change."""
    columns = (
        Column(title="期号"),
        Column(title="变化"),
        Column(title="原文"),
        Column(title="原先读作", flexible=True),
        Column(title="现在读作", flexible=True),
        Column(title="出处"),
    )
    cells = [
        (row.issue.key, "没有读成", "", row.said, "", row.issue.key)
        if row.change is None
        else (
            row.issue.key,
            row.said if row.change.kind == "changed" else CHANGES[row.change.kind],
            row.change.figure.printed,
            say_reading(row.change.before) or "",
            say_reading(row.change.after) or "",
            say_spot(row.issue, _new_span(row.change)),
        )
        for row in rows
    ]
    return render_table(columns, cells, look)


RUNNERS: dict[str, Runner] = {"correct": run_correct, "reparse": run_reparse}
