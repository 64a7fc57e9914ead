"""An issue as PDF: pages set line by line, so that sentences, lists and numbers are cut by them."""

import io
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from .draft import Piece, Rows

_FONT = "STSong-Light"
_WIDTH, _HEIGHT = 595.28, 841.89
_LEFT, _RIGHT, _TOP, _BOTTOM = 79.0, 517.0, 740.0, 98.0
_SIZE, _LEADING = 16.0, 28.0
_NO_START = "，。、；：？！）》」』】〕”’％%)]"
_NO_END = "（《“‘〔【〈(["
_SIZES = {"series": 26.0, "number": 16.0, "period": 16.0, "byline": 16.0}

Run = tuple[str, bool]  # one character and whether it is bold


@dataclass(slots=True)
class _Page:
    """Where the pen is."""

    canvas: Canvas
    head: str | None
    cut_numbers: bool
    number: int = 1
    y: float = field(default=_TOP)

    def down(self, height: float) -> None:
        """Go down, on the next page where this one is full."""
        if self.y - height < _BOTTOM:
            self.finish()
            self.canvas.showPage()
            self.number += 1
            self.y = _TOP
        self.y -= height

    def finish(self) -> None:
        """The page number at the foot and the running head."""
        self.canvas.setFont(_FONT, 14)
        self.canvas.drawCentredString(_WIDTH / 2, 60, f"— {self.number} —")
        if self.head is not None:
            self.canvas.setFont(_FONT, 10.5)
            self.canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 50, self.head)


def write_pdf(pieces: list[Piece], rng: Random, *, head: str | None) -> bytes:
    """The bytes of the issue as PDF; ``head`` runs along the top of the pages."""
    _register_font()
    buffer = io.BytesIO()
    # without a date and an identity of its own the file is the same each time
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1)
    page = _Page(canvas=canvas, head=head, cut_numbers=rng.random() < 0.4)
    for piece in pieces:
        _set_piece(page, piece)
    page.finish()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _register_font() -> None:
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


@lru_cache(maxsize=10_000)
def _em(character: str) -> float:
    """Its width, as a share of the size."""
    return float(pdfmetrics.stringWidth(character, _FONT, 1.0))


def _set_piece(page: _Page, piece: Piece) -> None:
    if piece.role == "table":
        _set_table(page, piece.rows)
        return
    size = _SIZES.get(piece.role, _SIZE)
    if piece.role in _SIZES or piece.role == "caption":
        page.down(size * 1.75)
        width = sum(_em(character) for character in piece.text) * size
        left = (_WIDTH - width) / 2 if piece.role in _SIZES else _RIGHT - width
        _draw(page, left, size, [(character, False) for character in piece.text])
        return
    shift = len(piece.label)
    runs = [
        (character, any(start <= place - shift < end for start, end in piece.bold))
        for place, character in enumerate(piece.label + piece.text)
    ]
    indent = 0.0 if piece.role == "imprint" else 2 * size
    for place, line in enumerate(_break(runs, indent, size, cut_numbers=page.cut_numbers)):
        page.down(_LEADING)
        _draw(page, _LEFT + (indent if place == 0 else 0.0), size, line)


def _break(runs: list[Run], indent: float, size: float, *, cut_numbers: bool) -> list[list[Run]]:
    """Lines that fit the measure."""
    lines = []
    start, width = 0, indent
    measure = _RIGHT - _LEFT
    place = 0
    while place < len(runs):
        step = _em(runs[place][0]) * size
        if width + step > measure + 0.01:
            cut = _cut(runs, start, place, cut_numbers=cut_numbers)
            lines.append(runs[start:cut])
            start = place = cut
            width = 0.0
            continue
        width += step
        place += 1
    if start < len(runs):
        lines.append(runs[start:])
    return lines


def _cut(runs: list[Run], start: int, place: int, *, cut_numbers: bool) -> int:
    """Where to end the line: not before a closing mark, not after an opening one."""
    cut = place
    while cut > start + 1:
        before, after = runs[cut - 1][0], runs[cut][0]
        digits = before in "0123456789." and after in "0123456789.%"
        if after in _NO_START or before in _NO_END or (digits and not cut_numbers):
            cut -= 1
            continue
        return cut
    return place


def _draw(page: _Page, left: float, size: float, line: list[Run]) -> None:
    """A line; bold is drawn by filling and stroking, as typesetters without a bold font do."""
    text = page.canvas.beginText(left, page.y)
    text.setFont(_FONT, size)
    for words, bold in _strings(line):
        text.setTextRenderMode(2 if bold else 0)
        text.textOut(words)
    text.setTextRenderMode(0)
    page.canvas.drawText(text)


def _strings(line: list[Run]) -> list[tuple[str, bool]]:
    """The line in strings of one weight, none of a single character.

    Where no Chinese font is installed the glyphs of a font that is not embedded have no size,
    and renderers drop a string of one glyph as empty: it joins the string before or after it.
    """
    strings: list[tuple[str, bool]] = []
    for character, bold in line:
        if strings and (strings[-1][1] == bold or len(strings[-1][0]) == 1):
            strings[-1] = (strings[-1][0] + character, strings[-1][1])
        else:
            strings.append((character, bold))
    if len(strings) > 1 and len(strings[-1][0]) == 1:
        last = strings.pop()[0]
        strings[-1] = (strings[-1][0] + last, strings[-1][1])
    return strings


def _set_table(page: _Page, rows: Rows) -> None:
    columns = max(len(row) for row in rows)
    width = (_RIGHT - _LEFT) / columns
    height = 24.0
    page.down(6.0)
    # a head of two rows must not be parted by the end of a page
    if page.y - 3 * height < _BOTTOM:
        page.down(page.y)
    for place, row in enumerate(rows):
        page.down(height)
        for column, cell in enumerate(row):
            _set_cell(page, rows, place, column, cell, width=width, height=height)
    page.down(8.0)


def _set_cell(
    page: _Page,
    rows: Rows,
    place: int,
    column: int,
    cell: str | None,
    *,
    width: float,
    height: float,
) -> None:
    """The rules of a cell and its words; a covered cell has neither."""
    if cell is None:
        return
    row = rows[place]
    across = 1
    while column + across < len(row) and row[column + across] is None:
        across += 1
    below = 1
    while column == 0 and place + below < len(rows) and rows[place + below][0] is None:
        below += 1
    left = _LEFT + column * width
    bottom = page.y - (below - 1) * height
    page.canvas.setLineWidth(0.6)
    page.canvas.rect(left, bottom, across * width, below * height)
    size = 12.0
    length = sum(_em(character) for character in cell) * size
    room = across * width - 4
    if length > room:
        size *= room / length
        length = room
    page.canvas.setFont(_FONT, size)
    middle = bottom + (below * height - size) / 2 + 2
    page.canvas.drawString(left + (across * width - length) / 2, middle, cell)
