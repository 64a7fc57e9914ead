"""The body of a web page in reading order: paragraphs, lists and tables → blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from parser.errors import LimitError
from parser.model import Block

from .flow import SOFT_BREAK, Cell, Row, cap_span, make_paragraphs, make_table
from .html_looks import Look, Looks, is_bordered, read_list_mark
from .html_space import settle_space
from .joining import is_page_number
from .limits import MAX_CELLS
from .list_numbers import format_number
from .runs import Piece

_SKIPPED = frozenset(
    "head title script style noscript template select option button textarea input iframe object "
    "embed applet svg canvas audio video map datalist nav del rp rt xml".split()
)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre center form fieldset legend address "
    "article section main header footer aside figure figcaption hr details summary body caption "
    "tr td th".split()
)
_HEADING = re.compile("h[1-6]")
_INDENT = re.compile("[\\s\xa0]*(?:\u3000|\xa0{2})")
_BETWEEN_LINKS = re.compile(r"[\s\xa0>＞»›|｜/·\-—\[\]【】：:，、,。.]*")
# the registration that every web site in China has to print at its foot
_SITE = re.compile(r"ICP[备证]|公网安备")
_CLOSED = frozenset(("br", "hr", "img", "table"))  # with nothing inside, or read already
_DEEPEST = 40  # tables in tables
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class _Column:
    """What stands one below the other in the page or in a cell."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)  # words of the paragraph outside of links
    has_link: bool = False
    label: str = ""  # of a list's item, until its words come
    breaks: int = 0  # line breaks at the end of the pieces


class HtmlBody:
    """Reads the elements of one page."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._cells = 0
        self._depth = 0  # of tables in tables
        self._numbers: dict[etree._Element, int] = {}  # of each list, the next
        self.left_out: list[str] = []  # menus, and the foot of a web site

    def read(self, element: etree._Element) -> list[Block]:
        """The blocks that the page prints."""
        return self._read_inside(element, Look())

    def _read_inside(self, top: etree._Element, look: Look) -> list[Block]:
        """The blocks within an element; deep nesting needs deep calls only in tables."""
        column = _Column()
        looks = [look]
        self._add(top.text, column, look)
        walk = etree.iterwalk(top, events=("start", "end"))
        next(walk)
        for event, element in walk:
            if element is top:
                break
            tag = str(element.tag).rpartition(":")[2]
            if event == "start":
                looks.append(self._start(element, tag, column, looks[-1]))
                mark = read_list_mark(element)
                if mark is not None:
                    column.label = mark
                if mark is not None or tag in _CLOSED or self._is_left_out(element, tag):
                    walk.skip_subtree()
                else:
                    self._add(element.text, column, looks[-1])
            else:
                inner = looks.pop()
                if tag in _BLOCKS:
                    self._end(column, inner)
                self._add(element.tail, column, looks[-1])
        self._end(column, look)
        return column.blocks

    def _start(self, element: etree._Element, tag: str, column: _Column, look: Look) -> Look:
        """What an element does before its words come; how these look."""
        if self._is_left_out(element, tag):
            return look
        if tag == "br":
            self._break(column, look)
        elif tag == "table":
            self._end(column, look)
            column.blocks.extend(self._read_table(element, look))
        elif tag in _BLOCKS:
            self._end(column, look)
            if tag == "li":
                column.label = self._next_label(element)
        return self._look_of(element, tag, look)

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        return tag in _SKIPPED or self._looks.is_hidden(element)

    def _look_of(self, element: etree._Element, tag: str, look: Look) -> Look:
        bold = self._looks.is_bold(element, look.bold)
        if bold != look.bold:
            look = look._replace(bold=bold)
        if tag == "a" and element.get("href"):
            return look._replace(linked=True)
        if tag == "pre":
            return look._replace(preformatted=True)
        return look._replace(heading=int(tag[1]) - 1) if _HEADING.fullmatch(tag) else look

    def _add(self, text: str | None, column: _Column, look: Look) -> None:
        if not text:
            return
        if look.preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._add(first, column, look)
            for line in rest:
                self._break(column, look)
                self._add(line, column, look)
            return
        if column.breaks:
            if not text.strip(" \t\r\n"):
                return
            if column.breaks > 1 or _INDENT.match(text):
                self._end(column, look)
            column.breaks = 0
        column.pieces.append((text, look.bold))
        if look.linked:
            column.has_link = True
        else:
            column.unlinked.append(text)

    def _break(self, column: _Column, look: Look) -> None:
        if column.pieces:
            column.pieces.append((SOFT_BREAK, look.bold))
            column.breaks += 1

    def _end(self, column: _Column, look: Look) -> None:
        """End the paragraph, if one is open."""
        pieces, column.pieces = column.pieces, []
        unlinked, column.unlinked = column.unlinked, []
        linked, column.has_link = column.has_link, False
        column.breaks = 0
        if not any(text.strip() for text, _ in pieces):
            return
        words = "".join(text for text, _ in pieces)
        if _SITE.search(words) or (linked and _BETWEEN_LINKS.fullmatch("".join(unlinked))):
            self.left_out.append(words)
            return
        if is_page_number(words):
            return
        label, column.label = column.label, ""
        settled = list(_settle(pieces, breaks_are_spaces=self._looks.breaks_are_spaces))
        column.blocks.extend(make_paragraphs(label, settled, None, look.heading))

    def _read_table(self, table: etree._Element, look: Look) -> Iterator[Block]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise LimitError(
                "网页中表格套表格过深，正常文件不会如此",
                remedy="请用浏览器打开后另存为 .pdf 再收录",
            )
        look = look._replace(preformatted=False, heading=None)
        caption = table.find("caption")
        if caption is not None:
            yield from self._read_inside(caption, look)
        rows = tuple(self._read_rows(table, look))
        self._depth -= 1
        yield from make_table(rows, bordered=is_bordered(table), page=None)

    def _read_rows(self, table: etree._Element, look: Look) -> Iterator[Row]:
        hanging: dict[int, int] = {}  # column → rows that a cell above still reaches down
        for row in _find_rows(table):
            if self._looks.is_hidden(row):
                continue
            cells: list[Cell] = []
            at = 0
            for element in row.iterchildren("td", "th"):
                at += _cover(cells, hanging, at)
                cell = self._read_cell(element, look)
                cells.append(cell)
                down = cap_span(_number(element.get("rowspan"))) - 1
                hanging.update((at + step, down) for step in range(cell.span) if down)
                at += cell.span
            _cover(cells, hanging, at)
            self._count(sum(cell.span for cell in cells))
            if cells:
                yield tuple(cells)

    def _read_cell(self, element: etree._Element, look: Look) -> Cell:
        inner = look._replace(bold=self._looks.is_bold(element, look.bold))
        hidden = self._looks.is_hidden(element)
        return Cell(
            span=cap_span(_number(element.get("colspan"))),
            covered=False,
            blocks=() if hidden else tuple(self._read_inside(element, inner)),
        )

    def _next_label(self, item: etree._Element) -> str:
        """The number that a browser prints before an item of a numbered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
            return ""
        number = _number(item.get("value"), self._numbers.get(parent, _number(parent.get("start"))))
        self._numbers[parent] = number + 1
        return format_number(number, _LIST_KINDS.get(parent.get("type") or "", "decimal")) + "."

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise LimitError(
                f"表格过大：超过 {MAX_CELLS} 个单元格", remedy="请把表格拆小，或删去其中的空行空列"
            )


def _settle(pieces: list[Piece], *, breaks_are_spaces: bool) -> Iterator[Piece]:
    """White space as printed, between one line break and the next."""
    line: list[Piece] = []
    for piece in pieces:
        if piece[0] == SOFT_BREAK:
            yield from settle_space(line, breaks_are_spaces=breaks_are_spaces)
            yield piece
            line = []
        else:
            line.append(piece)
    yield from settle_space(line, breaks_are_spaces=breaks_are_spaces)


def _find_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from child.iterchildren("tr")


def _cover(cells: list[Cell], hanging: dict[int, int], at: int) -> int:
    """Add the cells that are covered from above at column ``at``; how many columns they take."""
    start = at
    while hanging.get(at):
        hanging[at] -= 1
        cells.append(Cell(span=1, covered=True, blocks=()))
        at += 1
    return at - start


def _number(text: str | None, otherwise: int = 1) -> int:
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise
