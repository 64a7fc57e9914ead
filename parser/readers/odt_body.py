"""The body of an OpenDocument text in reading order: paragraphs, lists, tables → blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from parser.errors import LimitError
from parser.model import Block

from .docx_styles import number_of
from .flow import SOFT_BREAK, Cell, Row, cap_span, make_paragraphs, make_table
from .limits import MAX_CELLS
from .list_numbers import List, Number, count_on
from .odt_styles import DRAW, OFFICE, TABLE, TEXT, OdtStyles
from .runs import Piece

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PARAGRAPHS = frozenset((TEXT + "p", TEXT + "h"))
_SKIPPED = frozenset(
    (
        *(TEXT + name for name in ("tracked-changes", "table-of-content", "note-citation")),
        *(TEXT + name for name in ("ruby-text", "hidden-text", "sequence-decls", "index-title")),
        *(OFFICE + name for name in ("annotation", "annotation-end", "forms")),
    )
)
_SHAPES = frozenset(DRAW + name for name in ("frame", "custom-shape", "rect", "g", "a", "ellipse"))
_PAGE_BREAK = TEXT + "soft-page-break"
_MOST_SPACES = 200  # that one element may stand for


@dataclass(slots=True)
class _Inline:
    """The content of one paragraph, in order."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    page: int | None = None  # where its first words stand


class OdtBody:
    """Reads parts of one document; lists and pages run on through all calls."""

    def __init__(self, styles: OdtStyles, *, paged: bool) -> None:
        self._styles = styles
        self._paged = paged
        self._numbers: dict[str, Number] = {}  # by the identity of a list
        self._latest: dict[str, Number] = {}  # by the name of its style
        self._cells = 0
        self.page = 1
        self.embedded = 0  # objects whose words are out of reach
        self.images = 0

    def read(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a text box or a note."""
        for element in container:
            yield from self._read_element(element, "")

    def _read_element(self, element: etree._Element, label: str) -> Iterator[Block]:
        tag = element.tag
        if tag in _PARAGRAPHS:
            yield from self._read_paragraph(element, label)
        elif tag == TEXT + "list":
            yield from self._read_list(element, None, 0)
        elif tag == TABLE + "table":
            yield from self._read_table(element)
        elif tag == _PAGE_BREAK:
            self.page += 1
        elif tag in _SHAPES:
            yield from self._read_shape(element)
        elif isinstance(tag, str) and tag not in _SKIPPED:
            yield from self.read(element)

    # --- lists ---

    def _read_list(
        self, element: etree._Element, outer: Number | None, level: int
    ) -> Iterator[Block]:
        number = outer if outer is not None else self._find_number(element)
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            start = number_of(item.get(TEXT + "start-value"))
            if start is not None:
                number.restarts[level] = start
            fresh = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._read_list(child, number, level + 1)
                else:
                    label = ""
                    if fresh and child.tag in _PARAGRAPHS:
                        label, fresh = count_on(number, level), False
                    yield from self._read_element(child, label)

    def _find_number(self, element: etree._Element) -> Number:
        """The list that an element goes on with, or a new one."""
        name = element.get(TEXT + "style-name") or self._style_within(element) or ""
        continued = self._numbers.get(element.get(TEXT + "continue-list") or "")
        if continued is None and element.get(TEXT + "continue-numbering") == "true":
            continued = self._latest.get(name)
        levels = self._styles.levels(name)
        of = continued.of if continued is not None else List(levels=levels)
        number = Number(of=of, levels=levels, restarts={})
        self._latest[name] = number
        identity = element.get(_ID)
        if identity is not None:
            self._numbers[identity] = number
        return number

    def _style_within(self, element: etree._Element) -> str | None:
        paragraph = next(element.iter(TEXT + "p", TEXT + "h"), None)
        if paragraph is None:
            return None
        return self._styles.list_of(paragraph.get(TEXT + "style-name"))

    # --- paragraphs ---

    def _read_paragraph(self, element: etree._Element, label: str) -> Iterator[Block]:
        style = self._styles.get("paragraph", element.get(TEXT + "style-name"))
        inline = _Inline()
        self._read_inline(element, inline, bold=bool(style.bold), hidden=bool(style.hidden))
        for box in inline.boxes:
            yield from self._read_shape(box)
        if any(text.strip() for text, _ in inline.pieces):
            heading = style.outline_level
            if element.tag == TEXT + "h":
                heading = (number_of(element.get(TEXT + "outline-level")) or 1) - 1
            page = inline.page if self._paged else None
            yield from make_paragraphs(label, inline.pieces, page, heading)
        for note in inline.notes:
            yield from self.read(note)

    def _read_inline(
        self, element: etree._Element, inline: _Inline, *, bold: bool, hidden: bool
    ) -> None:
        self._add(element.text, inline, bold=bold, hidden=hidden)
        for child in element:
            self._read_child(child, inline, bold=bold, hidden=hidden)
            self._add(child.tail, inline, bold=bold, hidden=hidden)

    def _read_child(
        self, child: etree._Element, inline: _Inline, *, bold: bool, hidden: bool
    ) -> None:
        tag = child.tag
        if tag == TEXT + "span":
            style = self._styles.get("text", child.get(TEXT + "style-name"))
            self._read_inline(
                child,
                inline,
                bold=bold if style.bold is None else style.bold,
                hidden=hidden if style.hidden is None else style.hidden,
            )
        elif tag == TEXT + "s":
            count = min(number_of(child.get(TEXT + "c")) or 1, _MOST_SPACES)
            self._add(" " * count, inline, bold=bold, hidden=hidden)
        elif tag == TEXT + "tab":
            self._add(" ", inline, bold=bold, hidden=hidden)
        elif tag == TEXT + "line-break":
            inline.pieces.append((SOFT_BREAK, bold))
        elif tag == _PAGE_BREAK:
            self.page += 1
        elif tag == TEXT + "note":
            inline.notes.extend(child.findall(TEXT + "note-body"))
        elif tag in _SHAPES:
            inline.boxes.append(child)
        elif isinstance(tag, str) and tag not in _SKIPPED:
            self._read_inline(child, inline, bold=bold, hidden=hidden)

    def _add(self, text: str | None, inline: _Inline, *, bold: bool, hidden: bool) -> None:
        if not text or hidden:
            return
        if not text.isspace() and inline.page is None:
            inline.page = self.page
        # line ends of the file itself are spaces
        inline.pieces.append((text.replace("\r", "").replace("\n", " "), bold))

    def _read_shape(self, shape: etree._Element) -> Iterator[Block]:
        self.images += next(shape.iter(DRAW + "image"), None) is not None
        self.embedded += next(shape.iter(DRAW + "object", DRAW + "object-ole"), None) is not None
        for child in shape:
            if child.tag == DRAW + "text-box" or child.tag in _SHAPES:
                yield from self.read(child) if child.tag not in _SHAPES else self._read_shape(child)
            elif child.tag in _PARAGRAPHS or child.tag == TEXT + "list":
                yield from self._read_element(child, "")

    # --- tables ---

    def _read_table(self, table: etree._Element) -> Iterator[Block]:
        page = self.page if self._paged else None
        styles = (cell.get(TABLE + "style-name") for cell in table.iter(TABLE + "table-cell"))
        bordered = any(self._styles.get("table-cell", name).bordered for name in styles)
        rows = tuple(self._read_rows(table))
        yield from make_table(rows, bordered=bordered, page=page)

    def _read_rows(self, parent: etree._Element) -> Iterator[Row]:
        for element in parent:
            if element.tag == TABLE + "table-row":
                yield tuple(self._read_cells(element))
            elif element.tag == _PAGE_BREAK:
                self.page += 1
            elif element.tag in _ROW_GROUPS:
                yield from self._read_rows(element)

    def _read_cells(self, row: etree._Element) -> Iterator[Cell]:
        for element in row:
            covered = element.tag == TABLE + "covered-table-cell"
            if not covered and element.tag != TABLE + "table-cell":
                continue
            blocks = () if covered else tuple(self.read(element))
            for _ in range(cap_span(number_of(element.get(_REPEATED)) or 1)):
                self._cells += 1
                if self._cells > MAX_CELLS:
                    raise LimitError(
                        f"表格过大：超过 {MAX_CELLS} 个单元格",
                        remedy="请把表格拆小，或删去其中的空行空列",
                    )
                yield Cell(span=1, covered=covered, blocks=blocks)


_REPEATED = TABLE + "number-columns-repeated"
_ROW_GROUPS = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)
