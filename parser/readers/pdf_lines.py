"""Characters with places → the lines of a page, left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .pdf_characters import Glyph
from .runs import Piece

_CLOSING = frozenset("，。、；：？！）》」』】〕”’％%…—·")
_WIDE_GAP = 1.5  # em; between columns, or between a publisher and a date on one line
_SPACE_GAP = 0.38  # em; the gap that programs put between Chinese and digits is 0.2 to 0.25
_WORD_GAP = 0.18  # em; between Latin words
_ONE_SPACE = 1.2  # em, with what some programs add to it
_STRUCK_TWICE = 0.15  # em; the same character again, this near, is a bold one


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A stretch of a line between wide gaps."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line."""

    y: float
    x0: float
    x1: float
    size: float  # of most of its characters: also the width of a Chinese character
    text: str
    pieces: tuple[Piece, ...]
    cells: tuple[Cell, ...]
    head: float  # width of its first characters that no line break can part
    page: int  # from 1
    certainty: tuple[float, ...] = ()  # of its characters but spaces, where a picture was read


def find_lines(glyphs: Iterable[Glyph], *, page: int) -> list[Line]:
    """The lines that ``glyphs`` stand on, from the top of the page."""
    rows: list[list[Glyph]] = []
    baseline = 0.0
    for glyph in sorted(glyphs, key=_downwards):
        if rows and baseline - glyph.y <= max(2.0, 0.3 * glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            baseline = glyph.y
    return [_make_line(_without_doubles(row), page) for row in rows]


def _downwards(glyph: Glyph) -> float:
    return -glyph.y


def _rightwards(glyph: Glyph) -> float:
    return glyph.x0


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """The row from left to right; a character struck twice comes back once and bold."""
    row.sort(key=_rightwards)
    if not any(
        after.text == before.text and after.x0 - before.x0 < _STRUCK_TWICE * after.size
        for before, after in pairwise(row)
    ):
        return row
    kept: list[Glyph] = []
    for glyph in row:
        if kept:
            last = kept[-1]
            if last.text == glyph.text and glyph.x0 - last.x0 < _STRUCK_TWICE * glyph.size:
                kept[-1] = last._replace(bold=True)
                continue
        kept.append(glyph)
    return kept


def _make_line(row: Sequence[Glyph], page: int) -> Line:
    size = _median([glyph.size for glyph in row])
    first = row[0]
    pieces: list[Piece] = []
    cells: list[Cell] = []
    words: list[str] = [" "] if first.space is not None else []  # of the piece being made
    cell_words: list[str] = []
    cell_start = first.x0
    previous = first
    end, bold = first.x1, first.bold  # of the one before
    close = _WORD_GAP * size
    for glyph in row:
        _, start, after, text, _, is_bold, space = glyph
        if glyph is not first and (space is not None or start - end > close):
            gap = _space_between(previous, glyph, size)
        else:
            gap = ""
        if is_bold != bold:
            pieces.append(("".join(words), bold))
            words = []
        if gap:
            if gap == _COLUMN:
                cells.append(Cell(x0=cell_start, x1=end, text="".join(cell_words)))
                cell_words, cell_start = [], start
                gap = "  "
            words.append(gap)
            if cell_words:
                cell_words.append(gap)
        words.append(text)
        cell_words.append(text)
        previous, end, bold = glyph, after, is_bold
    pieces.append(("".join(words), bold))
    cells.append(Cell(x0=cell_start, x1=end, text="".join(cell_words)))
    return Line(
        y=_median([glyph.y for glyph in row]),
        x0=_start(first),
        x1=max(glyph.x1 for glyph in row[-3:]),
        size=size,
        text="".join(text for text, _ in pieces),
        pieces=tuple(pieces),
        cells=tuple(cells),
        head=_head_width(row),
        page=page,
    )


def _median(values: Sequence[float]) -> float:
    """The median; on most lines all values are the same."""
    first = values[0]
    return first if values.count(first) == len(values) else median(values)


_COLUMN = "\t"


def _space_between(before: Glyph, after: Glyph, size: float) -> str:
    """What stands between two neighbours: a column's gap, a space, or nothing."""
    gap = after.x0 - before.x1
    if gap > _WIDE_GAP * size:
        return _COLUMN
    if after.space is not None:
        return " "
    if gap <= _WORD_GAP * size:
        return ""
    left, right = before.text.isascii(), after.text.isascii()
    if left and right:
        # digits of one number are never set apart; words are
        both = before.text.isalnum() and after.text.isalnum()
        digits = before.text.isdigit() and after.text.isdigit()
        return " " if both and (not digits or gap > _SPACE_GAP * size) else ""
    if left != right and gap > _SPACE_GAP * size:
        return " " if (before if left else after).text.isalnum() or before.text == "%" else ""
    return ""


def _start(first: Glyph) -> float:
    """Where a line starts: at its one leading space, if it has one; more of them are an indent."""
    if first.space is None or not 0 < first.x0 - first.space < _ONE_SPACE * first.size:
        return first.x0
    return first.space


def _head_width(row: Sequence[Glyph]) -> float:
    """The width of the first word: a run of Latin letters and digits, and the marks that follow."""
    end = 1
    while end < len(row) and (
        (row[end - 1].text.isascii() and row[end].text.isascii()) or row[end].text in _CLOSING
    ):
        end += 1
    return row[end - 1].x1 - row[0].x0
