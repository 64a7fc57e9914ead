"""The characters of a PDF page with their places, straight from pdfium.

pdfium's own text is not used: it puts spaces where fonts change and loses them at line ends.
"""

import ctypes
import math
import struct
import unicodedata
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, groupby, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from .pdf_calls import POINTER, signature

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


_get_text = signature(
    pdfium.FPDFText_GetText, ctypes.c_int, POINTER, ctypes.c_int, ctypes.c_int, POINTER
)
_get_unicode = signature(pdfium.FPDFText_GetUnicode, ctypes.c_uint, POINTER, ctypes.c_int)
_get_object = signature(pdfium.FPDFText_GetTextObject, POINTER, POINTER, ctypes.c_int)
_get_box = signature(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, POINTER, ctypes.c_int, POINTER)
_get_origin = signature(
    pdfium.FPDFText_GetCharOrigin, ctypes.c_int, POINTER, ctypes.c_int, POINTER, POINTER
)
_get_size = signature(pdfium.FPDFText_GetFontSize, ctypes.c_double, POINTER, ctypes.c_int)
_get_weight = signature(pdfium.FPDFText_GetFontWeight, ctypes.c_int, POINTER, ctypes.c_int)
_get_angle = signature(pdfium.FPDFText_GetCharAngle, ctypes.c_float, POINTER, ctypes.c_int)
_get_mode = signature(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, POINTER)
_get_matrix = signature(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, POINTER, POINTER)
_get_font = signature(pdfium.FPDFTextObj_GetFont, POINTER, POINTER)

_BOX = struct.Struct("4f")  # left, top, right, bottom: the order of FS_RECTF
_SPACE, _NOTHING = " ", ""  # what a character that is no glyph stands for
_NO_GLYPHS = frozenset((_SPACE, _NOTHING, None))
_Box = tuple[float, float, float, float]


def read_characters(text: Any) -> Characters:
    """The characters of a pdfium text page."""
    handle = ctypes.cast(text, POINTER).value
    codes = _read_codes(handle, pdfium.FPDFText_CountChars(text))
    signs = {code: _sort_char(code) for code in set(codes)}
    chars = [signs[code] for code in codes]
    boxes = list(_read_boxes(handle, len(codes)))
    # called from C for all characters: half the cost of calls from a loop of Python
    keys = map(_get_object, repeat(handle), range(len(codes)))
    reader = _Reader(handle)
    start = 0
    for key, same in groupby(keys):
        end = start + len(list(same))
        reader.read_run(key, start, chars[start:end], boxes[start:end])
        start = end
    return reader.result()


class _Reader:
    """Gathers the glyphs of a page, run by run."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle
        self._looks: dict[int | None, _Look] = {}
        self._fonts: dict[int | None, bool] = {}
        self._glyphs: list[Glyph] = []
        self._owners: list[int | None] = []
        self._turns: list[int] = []
        self._hidden = self._unknown = 0
        self._space: float | None = None

    def read_run(
        self, key: int | None, start: int, chars: list[str | None], boxes: list[_Box]
    ) -> None:
        """The characters from ``start`` on, which all belong to the text object ``key``."""
        if _NO_GLYPHS.isdisjoint(chars):
            look = self._look_of(key, start)
            if look.turn == 0 and not look.hidden:
                self._add_straight(key, look, chars, boxes)
                return
        for position, (char, box) in enumerate(zip(chars, boxes, strict=True), start):
            if char == _SPACE:
                # pdfium makes up spaces and line ends of its own; they belong to no text object
                if self._space is None and key is not None:
                    self._space = box[0]
            elif char != _NOTHING:
                self._add(key, position, char, box)

    def _add_straight(
        self, key: int | None, look: _Look, chars: list[str | None], boxes: list[_Box]
    ) -> None:
        size, bold, _, turn, y = look
        first = len(self._glyphs)
        # the tuple's own constructor: that of the class costs twice as much
        self._glyphs += [
            _new_glyph(Glyph, (y, left, right, char, size, bold, None))
            for char, (left, _, right, _) in zip(chars, boxes, strict=True)
        ]
        if self._space is not None:
            self._glyphs[first] = self._glyphs[first]._replace(space=self._space)
            self._space = None
        self._owners += [key] * len(chars)
        self._turns += [turn] * len(chars)

    def _add(self, key: int | None, position: int, char: str | None, box: _Box) -> None:
        look = self._look_of(key, position)
        if look.hidden:
            self._hidden += 1
        elif char is None:
            self._unknown += 1
        else:
            self._glyphs.append(_turn_glyph(self._handle, position, box, char, look, self._space))
            self._owners.append(key)
            self._turns.append(look.turn)
            self._space = None

    def _look_of(self, key: int | None, position: int) -> _Look:
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = _look_at(self._handle, position, key, self._fonts)
        return look

    def result(self) -> Characters:
        """What was read, without the characters that are turned otherwise than most."""
        usual = _usual_turn(self._turns)
        straight = [turn == usual for turn in self._turns]
        return Characters(
            glyphs=tuple(compress(self._glyphs, straight)),
            owners=tuple(compress(self._owners, straight)),
            turn=usual,
            drawn=frozenset(key for key in self._looks if key is not None),
            hidden=self._hidden,
            unknown=self._unknown,
        )


_new_glyph = tuple.__new__


def _read_codes(handle: int | None, count: int) -> Sequence[int]:
    """The codes of all characters: in one call where pdfium's text has as many units."""
    units = array("H", bytes(2 * count + 2))
    address, _ = units.buffer_info()
    # with the end mark; fewer where a character has no text, and halves of pairs need a look each
    whole = _get_text(handle, 0, count, address) == count + 1
    if whole and not any(map(_SURROGATES.__contains__, set(units))):
        return units[:count]
    return [_get_unicode(handle, position) for position in range(count)]


_SURROGATES = range(0xD800, 0xE000)


def _read_boxes(handle: int | None, count: int) -> Iterator[_Box]:
    """The loose boxes of all characters: left, top, right, bottom."""
    places = bytearray(_BOX.size * count)
    address = ctypes.addressof((ctypes.c_char * len(places)).from_buffer(places)) if count else 0
    ends = range(address, address + len(places), _BOX.size)
    deque(map(_get_box, repeat(handle), range(count), ends), maxlen=0)
    return _BOX.iter_unpack(places)


@lru_cache(maxsize=8192)
def _sort_char(code: int) -> str | None:
    """What a code is printed as; ``_SPACE``, ``_NOTHING``, or None where it has no meaning."""
    if code in _BLANK:
        return _SPACE
    return _NOTHING if code in _IGNORED else read_char(code)


def _usual_turn(turns: Iterable[int]) -> int:
    """A page laid on its side has all its text turned; a slanted watermark is no text of it."""
    counts = Counter(turns)
    del counts[_SLANTED]
    return counts.most_common(1)[0][0] if counts else 0


def _turn_glyph(
    handle: int | None,
    position: int,
    box: _Box,
    char: str,
    look: _Look,
    space: float | None,
) -> Glyph:
    left, top, right, bottom = box
    if look.turn == 0:
        return Glyph(look.y, left, right, char, look.size, look.bold, space)
    x, y = ctypes.c_double(), ctypes.c_double()
    _get_origin(handle, position, ctypes.byref(x), ctypes.byref(y))
    if look.turn == 1:
        place = (-x.value, bottom, top)
    elif look.turn == 2:
        place = (-y.value, -right, -left)
    else:
        place = (x.value, -top, -bottom)
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


def _look_at(
    handle: int | None, position: int, key: int | None, fonts: dict[int | None, bool]
) -> _Look:
    size = _get_size(handle, position)
    x, y = ctypes.c_double(), ctypes.c_double()
    _get_origin(handle, position, ctypes.byref(x), ctypes.byref(y))
    if key is None:
        return _Look(size or 1.0, False, False, 0, y.value)
    mode = _get_mode(key)
    matrix = pdfium.FS_MATRIX()
    if _get_matrix(key, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    heavy = mode in _FILL_AND_STROKE or _get_weight(handle, position) >= _BOLD_WEIGHT
    return _Look(
        size or 1.0,
        heavy or _has_bold_name(key, fonts),
        mode == _INVISIBLE,
        _turn_of(_get_angle(handle, position)),
        y.value,
    )


def _turn_of(angle: float) -> int:
    # pdfium counts the angle with the clock
    turn = round(angle / _QUARTER)
    return -turn % 4 if abs(angle - turn * _QUARTER) < 0.05 else _SLANTED


def _has_bold_name(shape: int, fonts: dict[int | None, bool]) -> bool:
    """Whether the font's name says bold; ``fonts`` remembers the page's fonts."""
    key = _get_font(shape)
    if key not in fonts:
        fonts[key] = key is not None and _is_named_bold(ctypes.cast(key, pdfium.FPDF_FONT))
    return fonts[key]


def _is_named_bold(font: Any) -> bool:
    name = ctypes.create_string_buffer(100)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    lowered = name.value.decode("ascii", "replace").lower()
    return any(word in lowered for word in _BOLD_NAMES)
