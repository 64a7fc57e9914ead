"""Ruled tables of a page: pdfium's rules, pdfplumber's cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .joining import join_cell
from .pdf_characters import Glyph
from .pdf_lines import Line, find_lines
from .pdf_shapes import Edge

_FEWEST_EDGES = 4  # a frame of two cells needs more; a line under the masthead is one
_MOST_EDGES = 1200  # drawings and maps have more; finding cells in them takes for ever
_SNAP = 3.0  # points: rules this near are one

Rows = tuple[tuple[str | None, ...], ...]
_Box = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table with at least two columns and two cells with words."""

    top: float
    bottom: float
    rows: Rows
    cells: tuple[tuple[Line, ...], ...]  # the lines of each cell, in reading order
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A page, its tables taken out of the running text."""

    glyphs: tuple[Glyph, ...]
    tables: tuple[RuledTable, ...]
    skipped: bool  # so many rules that no table was looked for


def take_tables(glyphs: Sequence[Glyph], edges: Sequence[Edge], *, page: int) -> Divided:
    """Divide a page into ruled tables and the characters outside of them."""
    rest = tuple(glyphs)
    if len(edges) < _FEWEST_EDGES:
        return Divided(glyphs=rest, tables=(), skipped=False)
    merged = _merge(edges)
    if len(merged) > _MOST_EDGES:
        return Divided(glyphs=rest, tables=(), skipped=True)
    tables = []
    for boxes in _find_boxes(merged):
        columns = sorted({round(box[0], 1) for box in boxes})
        if len(boxes) < 2 or len(columns) < 2:
            continue
        table, rest = _fill(boxes, rest, page)
        if table is not None:
            tables.append(table)
    return Divided(glyphs=rest, tables=tuple(tables), skipped=False)


def _merge(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    """The rules as pdfplumber has them (top and bottom counted downwards), pieces joined."""
    from pdfplumber.table import merge_edges

    found = [
        {
            "orientation": "h" if edge.y0 == edge.y1 else "v",
            "x0": edge.x0,
            "x1": edge.x1,
            "top": -edge.y1,
            "bottom": -edge.y0,
            "width": edge.x1 - edge.x0,
            "height": edge.y1 - edge.y0,
        }
        for edge in edges
    ]
    merged: list[dict[str, Any]] = merge_edges(
        found,
        snap_x_tolerance=_SNAP,
        snap_y_tolerance=_SNAP,
        join_x_tolerance=_SNAP,
        join_y_tolerance=_SNAP,
    )
    return merged


def _find_boxes(merged: list[dict[str, Any]]) -> list[list[_Box]]:
    """The cells of each table on the page."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    crossings = edges_to_intersections(merged, x_tolerance=_SNAP, y_tolerance=_SNAP)
    cells = intersections_to_cells(crossings)
    return [
        [(x0, -bottom, x1, -top) for x0, top, x1, bottom in table]
        for table in cells_to_tables(cells)
    ]


def _fill(
    boxes: list[_Box], glyphs: tuple[Glyph, ...], page: int
) -> tuple[RuledTable | None, tuple[Glyph, ...]]:
    """Put the characters within into the cells; the table, and the characters without."""
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    inside: dict[_Box, list[Glyph]] = {box: [] for box in boxes}
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
        box = None
        if left <= x <= right and bottom <= y <= top:
            box = next(
                (box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None
            )
        if box is None:
            outside.append(glyph)
        else:
            inside[box].append(glyph)
    if sum(bool(held) for held in inside.values()) < 2:
        return None, glyphs
    lines = {box: tuple(find_lines(held, page=page)) for box, held in inside.items()}
    order = sorted(boxes, key=lambda box: (-round(box[3]), box[0]))
    table = RuledTable(
        top=top,
        bottom=bottom,
        rows=_make_rows(lines),
        cells=tuple(lines[box] for box in order if lines[box]),
        page=page,
    )
    return table, tuple(outside)


def _make_rows(lines: dict[_Box, tuple[Line, ...]]) -> Rows:
    """The cells as a grid; a cell over several rows or columns stands in its first."""
    xs = sorted({box[0] for box in lines})
    ys = sorted({box[3] for box in lines}, reverse=True)
    grid: list[list[str | None]] = [[None] * len(xs) for _ in ys]
    for box, held in lines.items():
        grid[ys.index(box[3])][xs.index(box[0])] = join_cell([line.text for line in held])
    return tuple(tuple(row) for row in grid)


def find_gapped_rows(lines: Sequence[Line], position: int) -> tuple[int, Rows]:
    """A table without rules that begins at ``position``: the position after it, and its rows.

    Its lines have the same three or more columns, set apart by wide gaps, and mostly numbers in
    them; no rows where there is none.
    """
    first = lines[position]
    end = position
    while end < len(lines) and _has_columns_of(first, lines[end]):
        end += 1
    rows = tuple(tuple(cell.text.strip() for cell in line.cells) for line in lines[position:end])
    body = [cell for row in rows[1:] for cell in row[1:]]
    if len(rows) < 3 or sum(_is_number(cell) for cell in body) < len(body) / 2:
        return position, ()
    return end, rows


def _has_columns_of(first: Line, line: Line) -> bool:
    if len(line.cells) < 3 or len(line.cells) != len(first.cells) or line.page != first.page:
        return False
    return all(
        cell.x0 < above.x1 and above.x0 < cell.x1
        for cell, above in zip(line.cells, first.cells, strict=True)
    )


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text)
