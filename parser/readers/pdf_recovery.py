"""Characters that pdfium holds back, taken from pdfplumber.

pdfium leaves out a text object whose drawn box is empty. Where a font is not embedded and the
machine has no Chinese font either, every string of a single Chinese character is such an object:
"受理394件" loses its 件 when the digits are in a font of their own.
"""

import io
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from parser.errors import ReadError

from .pdf_characters import Glyph, read_char

_SAME_PLACE = 0.3  # em


def read_missing(data: bytes, number: int, glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The characters of page ``number`` (from 0) that are not among ``glyphs``.

    Places are the page's own, like those of ``read_characters`` on a page that is not turned.

    Raises:
        ReadError: pdfplumber cannot read the page.
    """
    known: dict[tuple[str, int], list[Glyph]] = {}
    for glyph in glyphs:
        known.setdefault((glyph.text, round(glyph.y / 4)), []).append(glyph)
    missing = []
    for found in _read_characters(data, number):
        if not _is_known(found, known):
            missing.append(found)
            known.setdefault((found.text, round(found.y / 4)), []).append(found)
    return tuple(missing)


def _read_characters(data: bytes, number: int) -> Iterable[Glyph]:
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number + 1]) as document:
            page = document.pages[0]
            left, bottom = page.mediabox[0], page.mediabox[1]
            return [glyph for char in page.chars for glyph in _make_glyph(char, left, bottom)]
    except Exception as error:  # pdfminer raises whatever a broken file makes it stumble on
        raise ReadError("第二个读取程序打不开该页") from error


def _make_glyph(char: dict[str, Any], left: float, bottom: float) -> Iterable[Glyph]:
    words = char["text"]
    text = read_char(ord(words)) if len(words) == 1 and not words.isspace() else None
    if text is None or not char["upright"]:
        return
    x, y = char["matrix"][4] + left, char["matrix"][5] + bottom
    yield Glyph(y, x, x + char["width"], text, char["size"], False, None)


def _is_known(found: Glyph, known: dict[tuple[str, int], list[Glyph]]) -> bool:
    row = round(found.y / 4)
    near: Collection[Glyph] = [
        glyph for place in (row - 1, row, row + 1) for glyph in known.get((found.text, place), ())
    ]
    reach = _SAME_PLACE * found.size
    return any(
        abs(glyph.x0 - found.x0) < reach and abs(glyph.y - found.y) < reach for glyph in near
    )
