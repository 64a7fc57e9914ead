"""The sheets of months: an indicator a line, every number with its source and a link to it."""

from collections.abc import Sequence
from typing import Any

from .places import say_command, say_spot
from .records import FigureRow
from .wording import say_number, say_page, say_value
from .workbook_sources import SOURCES, Places, set_page
from .workbook_style import Styles, fit, number_format, shown_width
from .yearly import Line, Yearly
from .yearly_cells import Cell, key_of

MONTHS, TOTALS = "月度", "累计"
_NATURES = {"flow": "合计", "level": "期末"}
_NAMES = ("口径", "指标", "单位", "性质")
_FIRST = 4  # the row of the first line; above it title, coverage, legend, heads
_MOST_SOURCES = 3
_SENTENCE = 90  # characters of a sentence that a comment shows


def write_months(sheet: Any, styles: Styles, yearly: Yearly, places: Places) -> None:
    """What each month brought, the year, the year before and the change."""
    heads = (
        *_NAMES,
        *(_month_head(yearly, month) for month in range(1, 13)),
        *year_heads(yearly),
        *("同比%", "最近印出", "印到", "疑点"),
    )
    rows = [
        (line, (*line.months, line.year, line.year_before, line.change, line.latest))
        for line in yearly.lines
    ]
    _write_sheet(sheet, styles, yearly, places, name=MONTHS, heads=heads, rows=rows)


def _month_head(yearly: Yearly, month: int) -> str:
    """A month that the archive does not reach the end of says up to when it goes."""
    last = yearly.last_day
    is_open = not yearly.is_whole and last is not None and last.month == month
    return f"{month}月\n（至{last.day}日）" if is_open and last is not None else f"{month}月"


def write_totals(sheet: Any, styles: Styles, yearly: Yearly, places: Places) -> None:
    """The totals of the year as printed at the end of each month."""
    heads = (*_NAMES, *(f"至{month}月" for month in range(1, 13)), "疑点")
    rows = [(line, line.totals) for line in yearly.lines if line.totals]
    _write_sheet(sheet, styles, yearly, places, name=TOTALS, heads=heads, rows=rows)


def year_heads(yearly: Yearly) -> tuple[str, str]:
    """The titles of the two years; a year that is not over says up to when it is."""
    if yearly.is_whole:
        return f"{yearly.year}年", f"{yearly.year - 1}年"
    return f"{yearly.year}年至{_day(yearly)}", f"{yearly.year - 1}年同期"


def _day(yearly: Yearly) -> str:
    last = yearly.last_day
    return "今" if last is None else f"{last.month}月{last.day}日"


def _write_sheet(
    sheet: Any,
    styles: Styles,
    yearly: Yearly,
    places: Places,
    *,
    name: str,
    heads: Sequence[str],
    rows: Sequence[tuple[Line, Sequence[Cell]]],
) -> None:
    _write_top(sheet, styles, yearly, name, heads)
    widths = [shown_width(title) for title in heads]
    writer = _CellWriter(sheet, styles, places)
    for number, (line, cells) in enumerate(rows, start=_FIRST):
        names = _names(line)
        for column, text in enumerate(names):
            sheet.write_string(number, column, text, styles.of("text"))
            widths[column] = max(widths[column], shown_width(text))
        if len(line.series.names) > 1:
            said = "各期的写法：\n" + "\n".join(str(one) for one in line.series.names)
            _comment(sheet, number, 1, said)
        for column, cell in enumerate(cells, start=len(names)):
            writer.write(number, column, cell, line, heads[column])
            if cell.value is not None:
                widths[column] = max(widths[column], shown_width(cell.value))
        last = len(names) + len(cells)
        if name == MONTHS:
            sheet.write_string(number, last, _day_of(line.latest), styles.of("text"))
            widths[last] = max(widths[last], 12)
            last += 1
        doubts = {check for cell in cells for check in cell.doubts}
        sheet.write_string(number, last, f"{len(doubts)} 处" if doubts else "", styles.of("text"))
    for column, width in enumerate(fit(widths, most=24)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(_FIRST, len(_NAMES) - 1)
    set_page(sheet, f"{yearly.year}年{name}", repeated=(_FIRST - 1, _FIRST - 1), is_wide=True)


def _write_top(sheet: Any, styles: Styles, yearly: Yearly, name: str, heads: Sequence[str]) -> None:
    title = {
        MONTHS: f"{yearly.year}年各指标按月",
        TOTALS: f"{yearly.year}年各指标的今年以来累计（各月最后一次印出的数）",
    }[name]
    sheet.write_string(0, 0, title, styles.of("title"))
    sheet.set_row(0, 26)
    legend = (
        "黑字是原文印出的数，蓝色斜体是推算的数，黄底的数有疑点，灰底是没有数（不是 0）；"
        "批注里有出处、算法或缺数的原因，点数字跳到出处。"
    )
    sheet.write_string(1, 0, legend, styles.of("note"))
    if name == MONTHS:
        text = "月份按报告期末日所在的月；性质“合计”的可以相加，“期末”的是当月最后一次印出的数。"
        sheet.write_string(2, 0, text, styles.of("note"))
    for column, head in enumerate(heads):
        sheet.write_string(_FIRST - 1, column, head, styles.of("head"))
    sheet.set_row(_FIRST - 1, 32)


def _names(line: Line) -> tuple[str, ...]:
    series = line.series
    return (
        series.scope or series.department or "",
        *(series.indicator or "（未写明）", series.unit, _NATURES[line.nature]),
    )


def _day_of(cell: Cell) -> str:
    """The last day of the issue that printed a number."""
    last = cell.sources[0].issue.last if cell.sources else None
    return "" if last is None else last.isoformat()


class _CellWriter:
    """Writes numbers with what they come from."""

    def __init__(self, sheet: Any, styles: Styles, places: Places) -> None:
        self._sheet = sheet
        self._styles = styles
        self._places = places

    def write(self, row: int, column: int, cell: Cell, line: Line, head: str) -> None:
        """A number, or an empty cell, with its comment."""
        if cell.value is None:
            self._sheet.write_blank(row, column, None, self._styles.of("empty"))
            _comment(self._sheet, row, column, f"没有数：{cell.said}")
            return
        style = self._styles.of(
            "derived" if cell.is_derived else "printed",
            number=number_format(cell.value),
            is_doubted=bool(cell.doubts),
        )
        place = next((p for s in cell.sources if (p := self._places.get(key_of(s)))), None)
        if place is not None:
            # the link stays when the number is written over its words
            link = f"internal:'{SOURCES}'!A{place + 1}"
            self._sheet.write_url(row, column, link, style)
        self._sheet.write_number(row, column, float(cell.value), style)
        _comment(self._sheet, row, column, say_cell(cell, line, head))


def say_cell(cell: Cell, line: Line, head: str) -> str:
    """Where a number comes from: how, then issue, page and sentence, and the command for each."""
    name = " ".join(part for part in (line.series.scope, line.series.indicator) if part)
    parts = [f"{name}（{line.series.unit}）{head}", cell.said]
    parts += [f"疑点：{check.said}" for check in cell.doubts[:_MOST_SOURCES]]
    parts += [_say_source(row) for row in cell.sources[:_MOST_SOURCES]]
    left = len(cell.sources) - _MOST_SOURCES
    if left > 0:
        parts.append(f"还有 {left} 个数，见“{SOURCES}”表")
    return "\n".join(part for part in parts if part)


def _say_source(row: FigureRow) -> str:
    figure = row.figure
    sentence = figure.sentence
    if len(sentence) > _SENTENCE:
        start = max(sentence.find(figure.printed) - _SENTENCE // 2, 0)
        sentence = f"…{sentence[start : start + _SENTENCE]}…"
    where = " ".join(part for part in (row.issue.label, say_page(figure.page)) if part)
    corrected = ""
    if row.correction is not None:
        corrected = f"；更正为 {say_number(row.correction.value)}：{row.correction.reason}"
    return (
        f"〔{where}〕{say_value(figure)}{figure.unit}{corrected}“{sentence}”\n"
        f"{say_command(say_spot(row.issue, figure.span))}"
    )


def _comment(sheet: Any, row: int, column: int, text: str) -> None:
    lines = sum(1 + shown_width(line) // 52 for line in text.split("\n"))
    size = {"width": 380, "height": min(24 + 18 * lines, 420), "font_size": 9, "font_name": "宋体"}
    sheet.write_comment(row, column, text, size)
