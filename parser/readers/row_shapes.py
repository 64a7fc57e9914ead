"""Rows of tables that tell where the edges of their cells are, not how many columns they span."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from parser.model import Block

from .flow import Cell, Row, cap_span

_SAME_EDGE = 60  # twentieths of a point: edges nearer than that were meant to be one


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShape:
    """One row without its words."""

    edges: tuple[int, ...] = ()  # of its cells, one more than there are; rising
    covered: frozenset[int] = frozenset()  # cells that belong to one to the left or above
    bordered: bool = False
    style: int | None = None


def make_rows(rows: Sequence[tuple[RowShape, Sequence[tuple[Block, ...]]]]) -> tuple[Row, ...]:
    """The rows with their cells, spans counted in the columns of the whole table."""
    columns = _find_columns([shape.edges for shape, _ in rows])
    return tuple(tuple(_make_row(shape, cells, columns)) for shape, cells in rows)


def _find_columns(edges: Sequence[tuple[int, ...]]) -> list[int]:
    """Where the columns of a table begin."""
    columns: list[int] = []
    for edge in sorted({edge for row in edges for edge in row}):
        if not columns or edge - columns[-1] > _SAME_EDGE:
            columns.append(edge)
    return columns


def _make_row(
    shape: RowShape, cells: Sequence[tuple[Block, ...]], columns: Sequence[int]
) -> list[Cell]:
    row: list[Cell] = []
    places = [_column_of(edge, columns) for edge in shape.edges]
    if places and places[0]:
        row.append(Cell(span=cap_span(places[0]), covered=False, blocks=()))
    for at, blocks in enumerate(cells):
        span = places[at + 1] - places[at] if at + 1 < len(places) else 1
        row.append(Cell(span=cap_span(span), covered=at in shape.covered, blocks=blocks))
    return row


def _column_of(edge: int, columns: Sequence[int]) -> int:
    """The column that begins at ``edge`` or a little before."""
    return max(0, bisect_left(columns, edge + 1) - 1)
