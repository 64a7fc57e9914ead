"""The body of a DOCX in reading order: paragraphs, tables, text boxes and notes → blocks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from parser.errors import LimitError
from parser.model import Block, BlockKind
from parser.tables import join_rows

from .docx_inline import SOFT_BREAK, InlineReader, choose_alternate, is_placeholder
from .docx_numbering import Numbering
from .docx_package import MC, VAL, W
from .docx_styles import Style, Styles, has_borders, is_on, number_of, value_of
from .joining import glue, has_ended, is_imprint, join_cell, must_go_on, starts_block
from .limits import MAX_CELLS
from .runs import Piece, make_block

Notes = Mapping[tuple[str, str], etree._Element]  # (footnote | endnote, id) → the note

_WRAPPERS = frozenset(
    W + name for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag", "dir", "bdo")
)
_WRAPPED_LINE = 20  # characters: a longer line that stops at a soft break was cut, not ended
_HEADING_LENGTH = 60  # a "heading" that is longer has its paragraph run in
_PROSE_CELL = 100  # characters of a cell with several paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    span: int  # columns
    covered: bool  # by the cell above
    blocks: tuple[Block, ...]


_Row = tuple[_Cell, ...]


class BodyReader:
    """Reads parts of one document; numbering, fields and pages run on through all calls."""

    def __init__(
        self,
        *,
        styles: Styles,
        numbering: Numbering,
        notes: Notes,
        inline: InlineReader,
        paged: bool,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._inline = inline
        self._paged = paged
        self._carried: list[Piece] = []  # of paragraphs whose end mark was deleted
        self._seen_notes: set[tuple[str, str]] = set()
        self._begun = False

    def read(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a text box, a note or a header."""
        for element in container:
            tag = element.tag
            if tag == W + "p":
                yield from self._read_paragraph(element)
            elif tag == W + "tbl":
                yield from self._read_table(element)
            elif tag == W + "sdt":
                if not is_placeholder(element):
                    yield from self.read(element)
            elif tag in _WRAPPERS:
                yield from self.read(element)
            elif tag == MC + "AlternateContent":
                chosen = choose_alternate(element)
                if chosen is not None:
                    yield from self.read(chosen)

    def _read_paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        properties = paragraph.find(W + "pPr")
        style_id = value_of(properties, "pStyle")
        style = self._styles.paragraph(style_id)
        self._turn_page(properties, style)
        self._begun = True
        inline = self._inline.read(paragraph, bold=bool(style.bold), hidden=bool(style.hidden))
        if inline.boxes:
            for box in inline.boxes:
                yield from self.read(box)
        pieces = self._carried + inline.pieces
        if _runs_on(properties):
            self._carried = pieces
            return
        self._carried = []
        if any(text.strip() for text, _ in pieces):
            label = self._next_label(properties, style_id, style)
            if not style.contents:
                page = inline.page if self._paged else None
                yield from _make_blocks(label, pieces, page, _heading_level(properties, style))
        elif not inline.deleted:
            # Word numbers an empty paragraph, too
            self._next_label(properties, style_id, style)
        yield from self._read_notes(inline.notes)
        if properties is not None and not self._inline.rendered:
            self._turn_section(properties)

    def _turn_page(self, properties: etree._Element | None, style: Style) -> None:
        own = is_on(properties, "pageBreakBefore")
        wanted = own if own is not None else style.page_break_before
        if wanted and self._begun and not self._inline.rendered:
            self._inline.page += 1

    def _turn_section(self, properties: etree._Element) -> None:
        section = properties.find(W + "sectPr")
        if section is not None and value_of(section, "type") not in ("continuous", "nextColumn"):
            self._inline.page += 1

    def _next_label(
        self, properties: etree._Element | None, style_id: str | None, style: Style
    ) -> str:
        own = properties.find(W + "numPr") if properties is not None else None
        number = value_of(own, "numId") or style.number
        if number is None or number == "0":
            return ""
        level = number_of(value_of(own, "ilvl"))
        if level is None and value_of(own, "numId") is None:
            level = style.number_level
        return self._numbering.next_label(number, level, style.number_style or style_id)

    def _read_notes(self, notes: Iterable[tuple[str, str]]) -> Iterator[Block]:
        for key in notes:
            note = self._notes.get(key)
            # a note can hold a reference to itself
            if note is not None and key not in self._seen_notes:
                self._seen_notes.add(key)
                yield from self.read(note)

    def _read_table(self, table: etree._Element) -> Iterator[Block]:
        page = self._inline.page if self._paged else None
        rows = tuple(self._read_rows(table))
        if self._is_layout(table, rows):
            for row in rows:
                for cell in row:
                    yield from cell.blocks
            return
        grid = _make_grid(rows)
        text = join_rows(grid)
        if text.strip(" |\n"):
            yield Block(text=text, kind="table", page=page, rows=grid)

    def _read_rows(self, table: etree._Element) -> Iterator[_Row]:
        for row in _find_wrapped(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            before = number_of(value_of(properties, "gridBefore")) or 0
            cells = [_Cell(span=_cap(before), covered=False, blocks=())] if before > 0 else []
            cells.extend(self._read_cell(cell) for cell in _find_wrapped(row, W + "tc"))
            if cells:
                yield tuple(cells)

    def _read_cell(self, cell: etree._Element) -> _Cell:
        properties = cell.find(W + "tcPr")
        covered = False
        for name in ("vMerge", "hMerge"):
            merge = properties.find(W + name) if properties is not None else None
            covered |= merge is not None and merge.get(VAL) != "restart"
        return _Cell(
            span=_cap(number_of(value_of(properties, "gridSpan")) or 1),
            covered=covered,
            blocks=tuple(self.read(cell)),
        )

    def _is_layout(self, table: etree._Element, rows: tuple[_Row, ...]) -> bool:
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
        return numbers < 2 and not self._is_bordered(table)

    def _is_bordered(self, table: etree._Element) -> bool:
        properties = table.find(W + "tblPr")
        own = has_borders(properties.find(W + "tblBorders") if properties is not None else None)
        if own is None:
            own = self._styles.get(value_of(properties, "tblStyle")).bordered
        return bool(own) or any(has_borders(cell) for cell in table.iter(W + "tcBorders"))


def _find_wrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children ``tag`` of ``parent``, those in content controls and insertions included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt" or child.tag in _WRAPPERS:
            yield from _find_wrapped(child, tag)


def _runs_on(properties: etree._Element | None) -> bool:
    """Whether the paragraph's end mark is deleted or hidden, so that the next one goes on."""
    mark = properties.find(W + "rPr") if properties is not None else None
    if mark is None:
        return False
    return (
        mark.find(W + "del") is not None
        or mark.find(W + "moveFrom") is not None
        or bool(is_on(mark, "specVanish"))
    )


def _heading_level(properties: etree._Element | None, style: Style) -> int | None:
    own = number_of(value_of(properties, "outlineLvl"))
    level = own if own is not None else style.outline_level
    return level if level is not None and 0 <= level < 9 else None


def _make_blocks(
    label: str, pieces: list[Piece], page: int | None, heading: int | None
) -> Iterator[Block]:
    for number, part in enumerate(_split_at_breaks(pieces)):
        block = make_block([(label, False), *part] if label and not number else part, page=page)
        if block is None:
            continue
        kind: BlockKind = "paragraph"
        if heading is not None and _is_heading(block.text):
            kind = "heading"
        yield Block(text=block.text, kind=kind, page=page, bold=block.bold)


def _is_heading(text: str) -> bool:
    """Whether a paragraph in a heading style is one: people style run-in paragraphs as headings."""
    return len(text) <= _HEADING_LENGTH and "。" not in text[:-1]


def _split_at_breaks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The paragraphs within a paragraph: soft breaks end some, and only cut lines in others."""
    part: list[Piece] = []
    lines = list(_find_lines(pieces))
    for number, line in enumerate(lines):
        words = "".join(text for text, _ in line)
        before = "".join(text for text, _ in part)
        if number and part and not _is_cut(before, words):
            yield part
            part, before = [], ""
        if before:
            part.append((glue(before, words), False))
        part.extend(line)
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


def _make_grid(rows: tuple[_Row, ...]) -> tuple[tuple[str | None, ...], ...]:
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


def _cell_text(cell: _Cell) -> str:
    return join_cell([block.text.replace("\n", " ") for block in cell.blocks])


def _is_prose(cell: _Cell) -> bool:
    return len(cell.blocks) >= 2 and sum(len(block.text) for block in cell.blocks) > _PROSE_CELL


def _cap(span: int) -> int:
    return min(max(span, 1), 1000)
