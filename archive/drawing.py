"""``figures --plot`` and ``--chart``: what was asked for as lines, in the terminal or a file."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import (
    FOUND,
    NOTHING,
    Listing,
    Values,
    give_listing,
    open_layout,
    plain_coverage,
    read_days,
)
from .console import Console, OutputError
from .layout import write_safely
from .options import PROGRAM
from .panels import Dot, Panel, make_panels
from .records import Coverage, FigureRow
from .usage import UsageError
from .wording import say_coverage, say_system_error

if TYPE_CHECKING:
    from .store import Store

# more below each other would be a wall of lines; the longest series say most
SERIES_DRAWN = 3


def check_drawing(values: Values) -> None:
    """Refuse what a drawing cannot keep to.

    Raises:
        UsageError: An option that nobody would look at, or a file that no chart can be.
    """
    if values.plot and values.chart is not None:
        raise UsageError("--plot 和 --chart 不能同时用", remedy="请分两次运行")
    if values.format != "table" and not values.plot:
        raise UsageError(
            "--format 不能和 --chart 同时用", remedy="各点的数用 --plot --format csv 取"
        )
    if values.chart is not None:
        from .charts import check_kind

        check_kind(Path(values.chart))
        if values.output is not None:
            raise UsageError("--output 不能和 --chart 同时用", remedy="--chart 后面就是文件名")


def give_drawing(
    rows: Sequence[FigureRow],
    store: "Store",
    coverage: Coverage,
    values: Values,
    console: Console,
) -> int:
    """Draw the series that the asked figures belong to, whole within the asked days."""
    from .gathering import gather

    gathering = gather(store, open_layout(values))
    asked = {gathering.thread_of(row) for row in rows}
    found = gathering.series(whole=asked) if asked else ()
    start, end = read_days(values)
    most = values.limit or SERIES_DRAWN
    panels = make_panels(found[:most], kind=values.period, start=start, end=end)
    if not panels:
        console.tell(f"没有两期以上有数的指标可画。{say_coverage(coverage)}。\n")
        return NOTHING
    cut = (
        f"共 {len(found)} 个序列，画了数值最多的 {most} 个（--limit 可改）；"
        "可用 --scope、--indicator、--unit 收窄。\n"
        if len(found) > most
        else ""
    )
    if values.format != "table":
        return _give_dots(panels, coverage, values, console)
    if values.plot:
        from .plots import render_plot

        look = console.look
        console.answer("\n".join(render_plot(panel, look) for panel in panels))
        console.note(f"\n{cut}{_say_data(values)}\n{say_coverage(coverage)}\n")
        return FOUND
    _write_chart(panels, coverage, values, console)
    console.note(f"{cut}{_say_data(values)}\n{say_coverage(coverage)}\n")
    return FOUND


def _give_dots(
    panels: Sequence[Panel], coverage: Coverage, values: Values, console: Console
) -> int:
    """The drawn numbers as rows, gaps among them."""
    from .exports import Field

    rows = [(panel, dot) for panel in panels for dot in panel.dots if dot.label]
    said = f"共 {len(rows)} 点。{say_coverage(coverage)}\n"
    listed: tuple[Field[tuple[Panel, Dot]], ...] = (
        Field(name="panel", title="图", value=lambda row: row[0].title),
        Field(name="day", title="报告期止", value=lambda row: row[1].day),
        Field(name="label", title="期号", value=lambda row: row[1].label),
        Field(name="value", title="数值", value=lambda row: row[1].value),
        Field(name="unit", title="单位", value=lambda row: row[0].unit),
        Field(name="printed", title="原文", value=lambda row: row[1].printed),
        Field(name="sentence", title="句子", value=lambda row: row[1].sentence),
        Field(name="command", title="打开原句", value=lambda row: row[1].command),
    )
    return give_listing(
        Listing(
            rows=rows,
            fields=listed,
            table=lambda _: "",
            said=said,
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
        ),
        values,
        console,
    )


def _say_data(values: Values) -> str:
    return f"每一点的数和出处：{data_command(values)}"


def data_command(values: Values) -> str:
    """The command that lists the drawn numbers with issue, page and sentence."""
    words = [PROGRAM, "figures", *values.query]
    for option, value in (
        ("--indicator", values.indicator),
        ("--scope", values.scope),
        ("--unit", values.unit),
        ("--period", values.period),
        ("--from", values.start),
        ("--to", values.end),
        ("--department", values.department),
        ("--section", values.section),
        ("--limit", values.limit),
    ):
        if value is not None:
            words += [option, str(value)]
    return " ".join(map(_quote, [*words, "--plot", "--format", "csv"]))


def _quote(word: str) -> str:
    # shlex puts every Chinese word in quotes
    return word if re.fullmatch(r"[\w./:=@%+,#-]+", word) else shlex.quote(word)


def _write_chart(
    panels: Sequence[Panel], coverage: Coverage, values: Values, console: Console
) -> None:
    from .charts import check_kind, lacks_chinese_font, render_chart

    path = Path(values.chart)
    kind = check_kind(path)
    note = (f"{say_coverage(coverage)}。", _say_data(values))
    data = render_chart(panels, kind, note=note)
    if kind == ".png" and lacks_chinese_font():
        console.tell(
            "这台机器没有中文字体，图里的汉字会是空框：请安装（如 apt install fonts-noto-cjk），"
            "或改用 .svg、.html\n"
        )
    try:
        write_safely(path, data)
    except OSError as error:
        raise OutputError(
            f"写不进 {path}：{say_system_error(error)}", remedy="请换一个可以写入的位置"
        ) from error
    console.note(f"已写入 {path}\n")
