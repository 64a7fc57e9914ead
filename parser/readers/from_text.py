"""Plain text (.txt) → Document: whole paragraphs, whatever cut their lines.

Three kinds of text files are met: a paragraph a line; the text of a PDF, a paragraph a line but
cut where a page ended; lines cut at a fixed width.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parser.errors import LimitError, ReadError
from parser.model import Block, Document
from parser.tables import join_rows

from .joining import (
    glue,
    goes_on,
    has_ended,
    is_imprint,
    is_page_number,
    is_prose,
    must_go_on,
    starts_block,
)
from .limits import MAX_TEXT_BYTES, check_characters
from .running import find_running
from .runs import Piece, clean, make_block
from .text_encoding import decode_text

MEDIA_TYPE = "text/plain"

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_TABLE_RULE = re.compile(r"[\s|:+\-─━═┼├┤┌┐└┘┬┴=]+")
# the first words that no line break parts: a number and the closing marks after it, and in
# running text what a space ties to them
_WORD = re.compile(r"[A-Za-z0-9.%]*.[，。、；：？！）》”’]*")
_HEAD = re.compile(r"(?:[A-Za-z0-9.%]+|.)(?: [A-Za-z0-9.%]+)?(?: .)?[，。、；：？！）》”’]*")
_BODY_SHARE = 0.6  # of the measure: a line this wide is running text
_CELL_BORDER = re.compile(r"\t+|\s*[|｜│┃]\s*| {3,}|\u3000{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str  # stripped
    raw: str
    indent: int  # columns; a Chinese character is two wide
    width: int  # columns, indent included
    after_blank: bool
    page: int | None

    @property
    def length(self) -> int:
        return len(self.raw)


def read_text(data: bytes) -> Document:
    """The paragraphs and tables of a text file. Form feeds are page breaks; ``**x**`` is bold.

    Raises:
        ReadError: Not text in a known encoding, or no words in it.
        LimitError: Larger than any report.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise LimitError(
            f"文本文件过大：{len(data) >> 20} MB，上限 {MAX_TEXT_BYTES >> 20} MB",
            remedy="一个文件应是一期周报；请拆分后再收录",
        )
    decoded = decode_text(data)
    check_characters(len(decoded.text))
    sheets = [sheet for sheet in decoded.text.split("\f") if sheet.strip()]
    lines = _find_lines(sheets)
    blocks = tuple(_find_blocks(lines))
    if not blocks:
        raise ReadError("文件里没有文字", remedy="请确认文件是否选对，或用原来的软件重新导出")
    return Document(
        blocks=blocks,
        media_type=MEDIA_TYPE,
        pages=len(sheets) if "\f" in decoded.text else None,
        problems=decoded.problems,
    )


def _find_lines(sheets: Sequence[str]) -> list[_Line]:
    """The lines with words, without page numbers and running heads."""
    pages = [_LINE_ENDS.split(sheet) for sheet in sheets]
    running = _find_running_lines(pages)
    lines: list[_Line] = []
    for number, page in enumerate(pages, start=1):
        after_blank = True
        words = [position for position, raw in enumerate(page) if raw.strip()]
        edges = {words[0], words[-1]} if words and len(pages) > 1 else set()
        for position, raw in enumerate(page):
            text = clean(raw).strip()
            if not text:
                after_blank = True
                continue
            alone = position in edges
            if (number, position) in running or is_page_number(text, alone=alone):
                continue
            lines.append(_make_line(raw, text, after_blank, number if len(pages) > 1 else None))
            after_blank = False
    return lines


def _find_running_lines(pages: list[list[str]]) -> set[tuple[int, int]]:
    """(page, line) of the running heads and feet: text that stands on most pages' edges."""
    edges = []
    for number, page in enumerate(pages, start=1):
        words = [position for position, raw in enumerate(page) if raw.strip()]
        for rank, position in enumerate(words[:2]):
            edges.append(((number, position), page[position].strip(), rank))
        for rank, position in enumerate(reversed(words[2:][-2:]), start=1):
            edges.append(((number, position), page[position].strip(), -rank))
    first = [((1, position), raw) for position, raw in enumerate(pages[0])] if pages else []
    return find_running(edges, pages=len(pages), first_page=first)


def _make_line(raw: str, text: str, after_blank: bool, page: int | None) -> _Line:
    raw = raw.replace("\t", "    ").rstrip()
    indent = _columns(raw[: len(raw) - len(raw.lstrip())])
    return _Line(
        text=text,
        raw=raw,
        indent=indent,
        width=indent + _columns(text),
        after_blank=after_blank,
        page=page,
    )


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


@lru_cache(maxsize=8192)
def _columns_of(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _find_blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    tables = _find_tables(lines)
    measure = _find_measure(lines)
    parts: list[str] = []
    last: _Line | None = None
    first_page: int | None = None
    position = 0
    while position < len(lines):
        line = lines[position]
        table = tables.get(position)
        joins = table is None and last is not None and _joins(parts, last, line, measure)
        if parts and not joins:
            yield from _make_paragraph("".join(parts), first_page)
            parts = []
        if table is not None:
            end, rows = table
            yield Block(text=join_rows(rows), kind="table", page=line.page, rows=rows)
            position, last = end, None
            continue
        if joins:
            parts += (glue(parts[-1], line.text), line.text)
        else:
            parts, first_page = [line.text], line.page
        last = line
        position += 1
    if parts:
        yield from _make_paragraph("".join(parts), first_page)


def _joins(parts: list[str], last: _Line, line: _Line, measure: "_Measure | None") -> bool:
    """Whether ``line`` goes on with the paragraph that ``last`` is the latest line of."""
    before = "".join(parts)
    if line.indent >= 4 and line.indent > last.indent and not must_go_on(before, line.text):
        return False
    if measure is None or (line.after_blank and last.page == line.page):
        return goes_on(before, line.text)
    full = measure.is_full(last, line, running=is_prose(before))
    if measure.indented and line.indent >= 2:
        return False
    if starts_block(line.text):
        return measure.indented and full and not has_ended(before) and not is_imprint(line.text)
    if full or must_go_on(last.text, line.text):
        return True
    # what could not be parted went down whole and left the line short
    wide = last.width > _BODY_SHARE * measure.full
    return measure.parted and wide and is_prose(before) and not has_ended(before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """The width at which the lines of a file were cut."""

    columns: bool  # counted in columns, else in characters
    full: int  # the widest line
    indented: bool  # first lines of paragraphs are indented
    parted: bool  # where paragraphs begin is to be seen: by an indent or a blank line

    def is_full(self, line: _Line, following: _Line, *, running: bool) -> bool:
        """Whether ``following`` could not begin on ``line``; ``running``: it is running text."""
        head = (_HEAD if running else _WORD).match(following.text)
        width = line.width if self.columns else line.length
        room = _columns(head[0]) if head else 2
        return width + (room if self.columns else max(1, room // 2)) >= self.full


def _find_measure(lines: Sequence[_Line]) -> _Measure | None:
    """The width that lines were cut at, or None when every line is a paragraph.

    Lines of a cut text crowd just below the largest width and mostly stop in mid-sentence.
    """
    for columns in (True, False):
        widths = [line.width if columns else line.length for line in lines]
        widest = max(widths, default=0)
        slack = 5 if columns else 2
        if not (24 if columns else 12) <= widest <= 160:
            continue
        full = [line for line, width in zip(lines, widths, strict=True) if width >= widest - slack]
        open_ended = sum(not has_ended(line.text) for line in full)
        beyond_half = sum(width > widest / 2 for width in widths)
        if len(full) >= 4 and open_ended >= 0.6 * len(full) and len(full) >= 0.4 * beyond_half:
            indented = sum(line.indent >= 2 for line in lines) >= 2
            blanks = sum(line.after_blank for line in lines)
            return _Measure(
                columns=columns,
                full=widest,
                indented=indented,
                parted=indented or 3 <= blanks < len(lines),
            )
    return None


def _find_tables(
    lines: Sequence[_Line],
) -> dict[int, tuple[int, tuple[tuple[str | None, ...], ...]]]:
    """Where tables begin: position → (position after the table, rows).

    Rows are neighbouring lines divided by tabs, bars or wide gaps into as many cells each.
    """
    tables = {}
    position = 0
    while position < len(lines):
        end, rows = _read_rows(lines, position)
        if rows:
            tables[position] = (end, rows)
        position = max(end, position + 1)
    return tables


def _read_rows(
    lines: Sequence[_Line], position: int
) -> tuple[int, tuple[tuple[str | None, ...], ...]]:
    rows: list[tuple[str, ...]] = []
    while position < len(lines):
        text = lines[position].raw.strip()
        if rows and len(text) > 2 and _TABLE_RULE.fullmatch(text):
            position += 1
            continue
        cells = _split_cells(text)
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        position += 1
    if len(rows) >= 2 and (len(rows[0]) >= 3 or len(rows) >= 3):
        return position, tuple(rows)
    return position, ()


def _split_cells(text: str) -> tuple[str, ...]:
    text = text.strip().strip("|｜│┃").strip()
    return tuple(clean(cell).strip() for cell in _CELL_BORDER.split(text))


def _make_paragraph(text: str, page: int | None) -> Iterator[Block]:
    block = make_block(_find_bold(text), page=page)
    if block is not None:
        yield block


def _find_bold(text: str) -> Iterator[Piece]:
    """``text`` in pieces, the asterisks of ``**bold**`` taken away."""
    end = 0
    for match in _BOLD.finditer(text):
        yield text[end : match.start()], False
        yield match[1], True
        end = match.end()
    yield text[end:], False
