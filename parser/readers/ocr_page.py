"""A picture of a page → its characters with places, as a text PDF has them, and what is doubted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from .ocr_boxes import Box
from .ocr_engine import load_engine
from .ocr_marks import settle_marks
from .ocr_numbers import Doubt, check_numbers
from .ocr_picture import fit, make_grey
from .ocr_rules import find_rules
from .ocr_strips import Char, Sheet, Strip, make_sheet, read_strip
from .pdf_characters import Glyph
from .pdf_page import PageContent

_LEGIBLE = 0.5  # strips less certain than this are no text, or none that can be read
_SAME_ROW = 0.4  # heights: middles nearer than this stand on one line
_SAME_SIZE_OF_FEW, _SAME_SIZE_OF_NONE = 0.3, 0.5
_SAME_SIZE = 0.15  # sizes nearer than this to the usual one are the usual one
_SIZE = 0.58  # of a box's height, where no pitch of characters tells the size
_WIDEST = 0.95
_MANY_PITCHES = 6
_BASE = 0.36  # sizes from the middle of a line to the foot of its characters
_NARROW = 0.5  # em; digits and Latin letters
_GAP = 0.8  # em beyond what neighbours take: a gap that was meant
_A4 = 595.3  # points: pictures do not tell their size, pages of offices are A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Certain:
    """How certain the character is that stands at ``x`` on the line ``y``, in points."""

    y: float
    x: float
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A part of the page as it lies in the file: shares of its width and height, from above."""

    x0: float
    x1: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """What was read from a picture of a page."""

    content: PageContent
    certainties: tuple[Certain, ...]  # of every character
    doubts: tuple[tuple[Doubt, Place], ...]
    illegible: tuple[Place, ...]  # where text seems to stand that cannot be read


def recognize(image: Any, *, width: float | None = None) -> Recognized:
    """Read a picture of a page.

    Args:
        image: Of any mode that Pillow has.
        width: Of the page in points; None: that of A4.

    Raises:
        ReadError: The extra ``ocr`` is not installed.
    """
    engine = load_engine()
    sheet = make_sheet(make_grey(fit(image)), engine)
    picture = sheet.picture
    upright = sheet.turn.quarters % 2 == 0
    if width is None:
        width = _A4 if picture.width <= picture.height else _A4 * 2**0.5
    elif not upright:
        width = width * picture.width / picture.height
    scale = width / picture.width
    strips, doubts, illegible = [], [], []
    for box in sheet.boxes:
        strip = read_strip(picture, box, engine)
        if strip.certainty < _LEGIBLE:
            if strip.text:
                illegible.append(_place_of(box, sheet))
            continue
        strip, found = check_numbers(picture, strip, engine)
        strips.append(strip)
        doubts += [(doubt, _place_of(doubt.box, sheet)) for doubt in found]
    rows = _find_rows(strips)
    glyphs, certainties = _make_glyphs(rows, picture.height, scale)
    content = PageContent(
        width=width,
        height=picture.height * scale,
        glyphs=glyphs,
        edges=find_rules(picture, scale=scale),
        images=1,
        hidden=0,
        unknown=0,
        incomplete=False,
    )
    return Recognized(
        content=content,
        certainties=certainties,
        doubts=tuple(doubts),
        illegible=tuple(illegible),
    )


def _place_of(box: Box, sheet: Sheet) -> Place:
    width, height = sheet.picture.size
    corners = [
        sheet.turn.undo(x / width, y / height)
        for x in (box.x0, box.x1)
        for y in (box.y - box.height / 2, box.y + box.height / 2)
    ]
    xs = sorted(min(1.0, max(0.0, x)) for x, _ in corners)
    ys = sorted(min(1.0, max(0.0, y)) for _, y in corners)
    return Place(x0=xs[0], x1=xs[-1], y0=ys[0], y1=ys[-1])


def _find_rows(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips that stand on one line together, from left to right; lines from the top."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda strip: strip.box.y):
        box = strip.box
        last = rows[-1][-1].box if rows else None
        if last is not None and box.y - last.y < _SAME_ROW * min(box.height, last.height):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    for row in rows:
        row.sort(key=lambda strip: strip.box.x0)
    return rows


def _make_glyphs(
    rows: Sequence[Sequence[Strip]], height: int, scale: float
) -> tuple[tuple[Glyph, ...], tuple[Certain, ...]]:
    sizes = _find_sizes(rows)
    glyphs: list[Glyph] = []
    certainties: list[Certain] = []
    for row, size in zip(rows, sizes, strict=True):
        # one line, one foot: strips of a row differ by a pixel or two
        y = (height - median(strip.box.y for strip in row) - _BASE * size) * scale
        for strip in row:
            for char, left, right, spaced in _set_chars(strip, size):
                x0 = left * scale
                space = x0 if spaced else None
                glyphs.append(Glyph(y, x0, right * scale, char.text, size * scale, False, space))
                certainties.append(Certain(y=y, x=x0, certainty=char.certainty))
    return tuple(glyphs), tuple(certainties)


def _find_sizes(rows: Sequence[Sequence[Strip]]) -> list[float]:
    """The size of each row's characters: small differences are the picture's, not the print's."""
    found = [_find_size(row) for row in rows]
    weighed = [size for size, pitches in found for _ in range(pitches)]
    usual = median(weighed) if weighed else median([size for size, _ in found] or [0.0])
    return [
        usual if abs(size - usual) <= _tolerance(pitches) * usual else size
        for size, pitches in found
    ]


def _tolerance(pitches: int) -> float:
    if pitches >= _MANY_PITCHES:
        return _SAME_SIZE
    # places come in steps of a sixth of a character; the boxes of short words are too high
    return _SAME_SIZE_OF_FEW if pitches else _SAME_SIZE_OF_NONE


def _find_size(row: Sequence[Strip]) -> tuple[float, int]:
    """The distance of neighbouring Chinese characters, and of how many it is the mean."""
    height = median(strip.box.height for strip in row)
    pitches = [
        after.x - before.x
        for strip in row
        for before, after in pairwise(strip.chars)
        if _is_chinese(before.text) and _is_chinese(after.text)
    ]
    if not pitches:
        return _SIZE * height, 0
    # their mean is exact, their median is one of the steps
    usual = median(pitches)
    near = [pitch for pitch in pitches if abs(pitch - usual) < usual / 2] or [usual]
    # text that is set wide has a pitch above its size
    return min(sum(near) / len(near), _WIDEST * height), len(near)


def _is_chinese(text: str) -> bool:
    # the ink of a full-width mark is not in its middle
    return not text.isascii() and text.isalpha()


def _is_wide(text: str) -> bool:
    return not text.isascii()


def _set_chars(strip: Strip, size: float) -> Iterator[tuple[Char, float, float, bool]]:
    """Each character with its left and right edge, and whether a space stands before it.

    Edges meet unless there is a gap that was meant: the network tells where the middle of a
    character is, to a sixth of its size, and not how wide it is.
    """
    words = settle_marks(strip.text)
    spaced = False
    shown: list[tuple[Char, bool]] = []
    for char, text in zip(strip.chars, words, strict=True):
        if text.isspace():
            spaced = bool(shown)
            continue
        shown.append((char._replace(text=text), spaced))
        spaced = False
    edges: list[list[float]] = []
    for char, _ in shown:
        half = size * (1.0 if _is_wide(char.text) else _NARROW) / 2
        edges.append([char.x - half, char.x + half])
    for left, right in pairwise(edges):
        if right[0] - left[1] < _GAP * size:
            left[1] = right[0] = (left[1] + right[0]) / 2
    for (char, gap), (x0, x1) in zip(shown, edges, strict=True):
        yield char, x0, x1, gap and _keeps_space(char.text)


def _keeps_space(text: str) -> bool:
    """Whether a space before ``text`` is kept: between Latin words; elsewhere it is only air."""
    return text.isascii() and text.isalpha()
