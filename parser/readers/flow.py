"""Paragraphs and tables as word processors keep them → blocks as a reader of the page sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from parser.errors import LimitError
from parser.model import Block, BlockKind
from parser.tables import join_rows

from .joining import glue, has_ended, is_imprint, join_cell, must_go_on, starts_block
from .limits import MAX_CELLS
from .runs import Piece, make_block

SOFT_BREAK = "\n"  # a piece: a line break that does not end the paragraph

_WRAPPED_LINE = 20  # characters: a longer line that stops at a soft break was cut, not ended
_LOOKED_AT = 200  # characters before a break: what tells whether it ends anything is among them
_HEADING_LENGTH = 60  # a "heading" that is longer has its paragraph run in
_PROSE_CELL = 100  # characters of a cell with several paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, with what it holds."""

    span: int  # columns
    covered: bool  # by the cell above
    blocks: tuple[Block, ...]


Row = tuple[Cell, ...]


def make_paragraphs(
    label: str, pieces: list[Piece], page: int | None, heading: int | None
) -> Iterator[Block]:
    """The blocks of one paragraph: more than one where soft breaks end some within it.

    Args:
        label: Its automatic number.
        pieces: Its words, ``SOFT_BREAK`` among them.
        page: From 1.
        heading: The level that its style gives it as a heading; None: it is body text.
    """
    for number, part in enumerate(_split_at_breaks(pieces)):
        block = make_block([(label, False), *part] if label and not number else part, page=page)
        if block is None:
            continue
        kind: BlockKind = "paragraph"
        if heading is not None and _is_heading(block.text):
            kind = "heading"
        yield Block(text=block.text, kind=kind, page=page, bold=block.bold)


def make_table(rows: tuple[Row, ...], *, bordered: bool, page: int | None) -> Iterator[Block]:
    """A table as one block, or, where it only places paragraphs on the page, what it holds."""
    if _is_layout(rows, bordered=bordered):
        for row in rows:
            for cell in row:
                yield from cell.blocks
        return
    grid = _make_grid(rows)
    text = join_rows(grid)
    if text.strip(" |\n"):
        yield Block(text=text, kind="table", page=page, rows=grid)


def cap_span(span: int) -> int:
    """A number of columns that a cell can reach over."""
    return min(max(span, 1), 1000)


def _is_layout(rows: tuple[Row, ...], *, bordered: bool) -> bool:
    """Whether a table only places paragraphs on the page, like a masthead or a form."""
    filled = [[cell for cell in row if cell.blocks] for row in rows]
    if all(len(row) <= 1 for row in rows) or sum(bool(row) for row in filled) <= 1:
        return True
    cells = [cell for row in filled for cell in row]
    if any(is_imprint(cell.blocks[0].text) or _is_prose(cell) for cell in cells):
        return True
    numbers = sum(any(char.isdigit() for char in _cell_text(cell)) for cell in cells)
    if any(block.kind == "table" for cell in cells for block in cell.blocks):
        return numbers < 4
    return numbers < 2 and not bordered


def _is_heading(text: str) -> bool:
    """Whether a paragraph in a heading style is one: people style run-in paragraphs as headings."""
    return len(text) <= _HEADING_LENGTH and "。" not in text[:-1]


def _split_at_breaks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The paragraphs within a paragraph: soft breaks end some, and only cut lines in others."""
    part: list[Piece] = []
    before = ""  # the end of the part
    for line in _find_lines(pieces):
        words = "".join(text for text, _ in line)
        if part and not _is_cut(before, words):
            yield part
            part, before = [], ""
        if before:
            part.append((glue(before, words), False))
        part.extend(line)
        before = (before + words)[-_LOOKED_AT:]
    yield part


def _find_lines(pieces: list[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for text, bold in pieces:
        if text != SOFT_BREAK:
            line.append((text, bold))
        elif line:
            yield line
            line = []
    if line:
        yield line


def _is_cut(before: str, after: str) -> bool:
    if starts_block(after) or has_ended(before):
        return False
    return must_go_on(before, after) or len(before) >= _WRAPPED_LINE


def _make_grid(rows: tuple[Row, ...]) -> tuple[tuple[str | None, ...], ...]:
    grid: list[tuple[str | None, ...]] = []
    count = 0
    for row in rows:
        line: list[str | None] = []
        for cell in row:
            line.append(None if cell.covered else _cell_text(cell))
            line.extend([None] * (cell.span - 1))
        grid.append(tuple(line))
        count += len(line)
        if count > MAX_CELLS:
            raise LimitError(
                f"表格过大：超过 {MAX_CELLS} 个单元格", remedy="请把表格拆小，或删去其中的空行空列"
            )
    return tuple(grid)


def _cell_text(cell: Cell) -> str:
    return join_cell([block.text.replace("\n", " ") for block in cell.blocks])


def _is_prose(cell: Cell) -> bool:
    return len(cell.blocks) >= 2 and sum(len(block.text) for block in cell.blocks) > _PROSE_CELL
