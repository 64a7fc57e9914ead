"""Figures in tables: a cell's number, named by its row and its column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .model import Comparison
from .quantities import find_quantities
from .tables import Rows, find_cells

_UNIT_MARK = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^（）()\d]{1,8}?)\s*[）)]")
_CAPTION_UNIT = re.compile(r"单位[:：]\s*([^\s（）()，,；;、]{1,10})")
_SCALED_UNIT = re.compile(r"^(万亿|亿|万|千(?=元))")
_SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
_NUMERIC = re.compile(r"^\s*[-−+]?[\d,]+(?:\.\d+)?\s*\D{0,5}\s*$")
_CHANGE_TITLE = re.compile(
    r"(?P<year>同比|比去年|较去年|较上年|比上年)|环比|涨跌|涨幅|增减|增幅|增长|较上|比上|变化"
)
_COUNTING = re.compile(r"^(?:序号|编号|排名|名次|No\.?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFigure:
    """A number in a cell; ``row_words`` and ``column_words`` name it, outermost first."""

    start: int  # in the table's text
    end: int
    value: Decimal
    unit: str
    row_words: tuple[str, ...]
    column_words: tuple[str, ...]
    row: int  # line of the table's text


def read_change(cell: CellFigure) -> Comparison | None:
    """The change that a column of changes (同比, 涨跌) states, or None for a column of amounts."""
    title = "".join(cell.column_words)
    match = _CHANGE_TITLE.search(title)
    if match is None or cell.unit not in {"%", "个百分点", ""}:
        return None
    yearly = match["year"] is not None
    return Comparison(
        basis="year_on_year" if yearly else "period_on_period",
        direction="flat" if not cell.value else "up" if cell.value > 0 else "down",
        value=abs(cell.value),
        unit=cell.unit or "%",
        printed=str(cell.value),
    )


def find_cell_figures(rows: Rows, *, caption: str = "") -> Iterator[CellFigure]:
    """Yield the numbers of a table, row by row.

    Args:
        rows: Cells; None where a merged cell to the left or above covers the place.
        caption: The line above the table, which may declare a unit (单位：件).
    """
    head = _count_head_rows(rows)
    columns = _spread_across(rows[:head])
    declared = _CAPTION_UNIT.search(caption)
    for row, column, start, cell in find_cells(rows):
        if row < head or not _NUMERIC.match(cell):
            continue
        title = columns[column] if column < len(columns) else ()
        if any(_COUNTING.match(words) for words in title):
            continue
        words = _row_words(rows, row, column, head)
        if not words and not title:
            continue
        figure = _read_cell(cell, start, words, title, declared[1] if declared else "")
        if figure is not None:
            yield replace(figure, row=row)


def _count_head_rows(rows: Rows) -> int:
    """How many rows at the top hold words only."""
    for position, row in enumerate(rows):
        if any(cell and _NUMERIC.match(cell) for cell in row[1:]):
            return position
    return len(rows)


def _spread_across(rows: Rows) -> list[tuple[str, ...]]:
    """The words above each column, a merged cell standing for all columns it covers."""
    width = max((len(row) for row in rows), default=0)
    columns: list[tuple[str, ...]] = [()] * width
    for row in rows:
        last = ""
        for column in range(width):
            cell = row[column] if column < len(row) else None
            if cell is not None:
                last = cell.strip()
            # covered from the left: the same words; covered from above: nothing new
            if last and last not in columns[column] and (cell or not _filled(columns, column)):
                columns[column] = (*columns[column], last)
    return columns


def _filled(columns: list[tuple[str, ...]], column: int) -> bool:
    return bool(columns[column])


def _row_words(rows: Rows, row: int, column: int, head: int) -> tuple[str, ...]:
    words = []
    for left in range(column):
        cell = rows[row][left]
        above = row
        while cell is None and above > head:
            above -= 1
            cell = rows[above][left]
        if cell and cell.strip() and not _NUMERIC.match(cell):
            words.append(cell.strip())
    return tuple(words)


def _read_cell(
    cell: str, start: int, row: tuple[str, ...], column: tuple[str, ...], declared: str
) -> CellFigure | None:
    quantities = find_quantities(f"为{cell}")
    if len(quantities) != 1:
        return None
    quantity = quantities[0]
    unit = quantity.unit or _unit_in((*row, *column)) or declared
    value = quantity.value
    if not quantity.unit and (scaled := _SCALED_UNIT.match(unit)):
        value *= _SCALES.get(scaled[0], Decimal(1000))
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        unit = unit[scaled.end() :]
    return CellFigure(
        start=start + quantity.start - 1,
        end=start + quantity.end - 1,
        value=value,
        unit=unit,
        row_words=tuple(_without_unit(words) for words in row),
        column_words=tuple(_without_unit(words) for words in column),
        row=0,
    )


def _unit_in(words: tuple[str, ...]) -> str:
    for word in reversed(words):
        if match := _UNIT_MARK.search(word):
            return match[1]
    return ""


def _without_unit(words: str) -> str:
    return _UNIT_MARK.sub("", words).strip()
