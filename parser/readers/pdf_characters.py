"""The characters of a PDF page with their places, straight from pdfium.

pdfium's own text is not used: it puts spaces where fonts change and loses them at line ends.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_INVISIBLE = 3  # render mode of the text layer under a scanned page
_FILL_AND_STROKE = frozenset((2, 6))  # the usual way to fake a bold Chinese font
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "heavy", "black")
_BLANK = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x3000))
_IGNORED = frozenset((0x00, 0x02, 0xAD, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF))
_QUARTER = math.pi / 2
_SLANTED = -1

# fonts of some programs map common characters to the radicals that look the same
_RADICALS = {
    ord(radical): ord(char)
    for radical, char in zip(
        "⺠⻓⻋⻔⻚⻅⻉⻝⻢⻥⻦⻩⻬⻰⻜⻛⻙⻘⺟⻄⻣⻤⻨⻮⻳⻁⻆⻑⺁⺇⺊⺝",
        "民长车门页见贝食马鱼鸟黄齐龙飞风韦青母西骨鬼麦齿龟虎角長厂几卜月",
        strict=True,
    )
}


class Glyph(NamedTuple):
    """One printed character. Coordinates in points, y upwards, as if the text ran from left."""

    y: float  # of the baseline
    x0: float
    x1: float
    text: str
    size: float
    bold: bool
    space: float | None  # where a space character before it begins; None: there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """All characters of a page that are drawn, in the order of the file."""

    glyphs: tuple[Glyph, ...]
    turn: int  # quarter turns against the clock that most of them have; the others are left out
    owners: tuple[int | None, ...]  # addresses of the text objects the glyphs belong to
    drawn: frozenset[int]  # addresses of all text objects with characters
    hidden: int  # characters that are there but not drawn
    unknown: int  # characters whose meaning the font does not tell


class _Look(NamedTuple):
    """What all characters of one text object share."""

    size: float
    bold: bool
    hidden: bool
    turn: int  # quarter turns against the clock, or _SLANTED
    y: float  # of the baseline, in the page's own coordinates


def _signature(function: Any, result: Any, *arguments: Any) -> Any:
    """A pdfium function with pointers as plain integers: half the cost of ctypes' own pointers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_POINTER = ctypes.c_void_p
_get_unicode = _signature(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, ctypes.c_int)
_get_object = _signature(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, ctypes.c_int)
_get_box = _signature(
    pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _POINTER, ctypes.c_int, _POINTER
)
_get_origin = _signature(
    pdfium.FPDFText_GetCharOrigin, ctypes.c_int, _POINTER, ctypes.c_int, _POINTER, _POINTER
)


def read_characters(text: Any) -> Characters:
    """The characters of a pdfium text page."""
    handle = ctypes.cast(text, _POINTER)
    box = pdfium.FS_RECTF()
    box_at = ctypes.byref(box)
    looks: dict[int | None, _Look] = {}
    fonts: dict[int | None, bool] = {}
    found: list[tuple[int, int | None, Glyph]] = []
    hidden = unknown = 0
    space: float | None = None
    for position in range(pdfium.FPDFText_CountChars(text)):
        code = _get_unicode(handle, position)
        if code in _BLANK:
            # pdfium makes up spaces and line ends of its own; those belong to no text object
            if space is None and _get_object(handle, position) is not None:
                _get_box(handle, position, box_at)
                space = box.left
            continue
        if code in _IGNORED:
            continue
        key = _get_object(handle, position)
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look_at(text, position, key, fonts)
        if look.hidden:
            hidden += 1
            continue
        char = read_char(code)
        if char is None:
            unknown += 1
            continue
        _get_box(handle, position, box_at)
        if look.turn == 0:
            glyph = Glyph(look.y, box.left, box.right, char, look.size, look.bold, space)
        else:
            glyph = _turn_glyph(handle, position, box, char, look, space)
        found.append((look.turn, key, glyph))
        space = None
    turn = _usual_turn(found)
    return Characters(
        glyphs=tuple(glyph for own, _, glyph in found if own == turn),
        owners=tuple(key for own, key, _ in found if own == turn),
        turn=turn,
        drawn=frozenset(key for key in looks if key is not None),
        hidden=hidden,
        unknown=unknown,
    )


def _usual_turn(found: list[tuple[int, int | None, Glyph]]) -> int:
    """A page laid on its side has all its text turned; a slanted watermark is no text of it."""
    turns = Counter(turn for turn, _, _ in found if turn != _SLANTED)
    return turns.most_common(1)[0][0] if turns else 0


def _turn_glyph(
    handle: Any, position: int, box: Any, char: str, look: _Look, space: float | None
) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    _get_origin(handle, position, ctypes.byref(x), ctypes.byref(y))
    if look.turn == 1:
        place = (-x.value, box.bottom, box.top)
    elif look.turn == 2:
        place = (-y.value, -box.right, -box.left)
    else:
        place = (x.value, -box.top, -box.bottom)
    # where its space begins is known along the page's own axes only
    near = None if space is None else place[1] - look.size / 2
    return Glyph(*place, char, look.size, look.bold, near)


def read_char(code: int) -> str | None:
    """The character of ``code``; None where it has no meaning (private use, control)."""
    if 0x4E00 <= code <= 0x9FFF or 0x20 < code < 0x7F:
        return chr(code)
    code = _RADICALS.get(code, code)
    if code < 0x20 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    char = chr(code)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    return None if unicodedata.category(char) in ("Cc", "Co", "Cn") or code == 0xFFFD else char


def _look_at(text: Any, position: int, key: int | None, fonts: dict[int | None, bool]) -> _Look:
    size = pdfium.FPDFText_GetFontSize(text, position)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, position, ctypes.byref(x), ctypes.byref(y))
    if key is None:
        return _Look(size or 1.0, False, False, 0, y.value)
    shape = ctypes.cast(key, pdfium.FPDF_PAGEOBJECT)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(shape)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    weight = pdfium.FPDFText_GetFontWeight(text, position)
    heavy = mode in _FILL_AND_STROKE or weight >= _BOLD_WEIGHT
    return _Look(
        size or 1.0,
        heavy or _has_bold_name(shape, fonts),
        mode == _INVISIBLE,
        _turn_of(pdfium.FPDFText_GetCharAngle(text, position)),
        y.value,
    )


def _turn_of(angle: float) -> int:
    # pdfium counts the angle with the clock
    turn = round(angle / _QUARTER)
    return -turn % 4 if abs(angle - turn * _QUARTER) < 0.05 else _SLANTED


def _has_bold_name(shape: Any, fonts: dict[int | None, bool]) -> bool:
    """Whether the font's name says bold; ``fonts`` remembers the page's fonts."""
    font = pdfium.FPDFTextObj_GetFont(shape)
    key = ctypes.cast(font, _POINTER).value
    if key not in fonts:
        fonts[key] = bool(font) and _is_named_bold(font)
    return fonts[key]


def _is_named_bold(font: Any) -> bool:
    name = ctypes.create_string_buffer(100)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    lowered = name.value.decode("ascii", "replace").lower()
    return any(word in lowered for word in _BOLD_NAMES)
