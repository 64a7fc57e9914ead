"""The body of a DOCX in reading order: paragraphs, tables, text boxes and notes → blocks."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from parser.model import Block

from .docx_inline import InlineReader, choose_alternate, is_placeholder
from .docx_numbering import Numbering
from .docx_package import MC, VAL, W
from .docx_styles import Style, Styles, has_borders, is_on, number_of, value_of
from .flow import Cell, Row, cap_span, make_paragraphs, make_table
from .runs import Piece

Notes = Mapping[tuple[str, str], etree._Element]  # (footnote | endnote, id) → the note

_WRAPPERS = frozenset(
    W + name for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag", "dir", "bdo")
)


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
                yield from make_paragraphs(label, pieces, page, _heading_level(properties, style))
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
        yield from make_table(rows, bordered=self._is_bordered(table), page=page)

    def _read_rows(self, table: etree._Element) -> Iterator[Row]:
        for row in _find_wrapped(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            before = number_of(value_of(properties, "gridBefore")) or 0
            cells = [Cell(span=cap_span(before), covered=False, blocks=())] if before > 0 else []
            cells.extend(self._read_cell(cell) for cell in _find_wrapped(row, W + "tc"))
            if cells:
                yield tuple(cells)

    def _read_cell(self, cell: etree._Element) -> Cell:
        properties = cell.find(W + "tcPr")
        covered = False
        for name in ("vMerge", "hMerge"):
            merge = properties.find(W + name) if properties is not None else None
            covered |= merge is not None and merge.get(VAL) != "restart"
        return Cell(
            span=cap_span(number_of(value_of(properties, "gridSpan")) or 1),
            covered=covered,
            blocks=tuple(self.read(cell)),
        )

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
