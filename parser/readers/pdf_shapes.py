"""What is drawn on a PDF page besides its characters: images, rules, text drawn twice."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from .pdf_calls import POINTER, signature

_FORM_DEPTH = 4
_THIN = 3.0  # points: a filled rectangle not wider than this is a rule
_SHORT = 4.0  # and a rule is longer than this
_MAX_SEGMENTS = 4000  # of one path; drawings have more, tables do not
_STRUCK = 2.5  # points: the same text again, this near but not in the same place, is bold


Point = tuple[float, float]


class Edge(NamedTuple):
    """A horizontal or vertical rule; y upwards."""

    x0: float
    y0: float  # lower end
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """The objects of a page by kind."""

    images: int
    largest: float  # area of the largest image
    paths: int
    edges: tuple[Edge, ...]
    texts: tuple[int, ...]  # addresses of the text objects


_get_object = signature(pdfium.FPDFPage_GetObject, POINTER, POINTER, ctypes.c_int)
_get_form_object = signature(pdfium.FPDFFormObj_GetObject, POINTER, POINTER, ctypes.c_ulong)
_get_type = signature(pdfium.FPDFPageObj_GetType, ctypes.c_int, POINTER)


def read_shapes(page: Any) -> Shapes:
    """The objects on a pdfium page, those in form objects included."""
    images = paths = 0
    largest = 0.0
    edges: list[Edge] = []
    texts: list[int] = []
    unity = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    handle = ctypes.cast(page, POINTER).value
    stack = [
        (_get_object(handle, number), unity, 0)
        for number in range(pdfium.FPDFPage_CountObjects(page))
    ]
    while stack:
        shape, outer, depth = stack.pop()
        kind = _get_type(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append(shape or 0)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
            largest = max(largest, _area_of(_shape_at(shape), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            edges.extend(_read_path(_shape_at(shape), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = _product(_matrix_of(_shape_at(shape)), outer)
            stack.extend(
                (_get_form_object(shape, number), inner, depth + 1)
                for number in range(pdfium.FPDFFormObj_CountObjects(_shape_at(shape)))
            )
    return Shapes(
        images=images, largest=largest, paths=paths, edges=tuple(edges), texts=tuple(texts)
    )


def _area_of(image: Any, outer: Any) -> float:
    # an image is a unit square before its matrix
    matrix = _product(_matrix_of(image), outer)
    return float(abs(matrix.a * matrix.d - matrix.b * matrix.c))


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """What is known of the text objects whose characters pdfium keeps back."""

    struck: frozenset[int]  # objects drawn twice, a hair's breadth apart: they are bold
    lost: bool  # some hold words that nothing else has


def find_silent(shapes: Shapes, drawn: frozenset[int]) -> Silent:
    """Tell the text objects that have no characters apart: twins, spaces, and lost words.

    Args:
        drawn: The objects that do have characters.
    """
    silent = [address for address in shapes.texts if address not in drawn]
    if not silent:
        return Silent(struck=frozenset(), lost=False)
    places: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for address in drawn:
        x, y = _place_of(address)
        places.setdefault((int(x // 4), int(y // 4)), []).append((x, y, address))
    struck: set[int] = set()
    lost = False
    for address in silent:
        x, y = _place_of(address)
        twins = _find_near(x, y, places)
        struck |= twins
        # an embedded font has the glyph, so an empty box is a space
        lost = lost or (not twins and not _is_embedded(address))
    return Silent(struck=frozenset(struck), lost=lost)


def _find_near(
    x: float, y: float, places: dict[tuple[int, int], list[tuple[float, float, int]]]
) -> set[int]:
    return {
        address
        for column in range(int(x // 4) - 1, int(x // 4) + 2)
        for row in range(int(y // 4) - 1, int(y // 4) + 2)
        for at_x, at_y, address in places.get((column, row), ())
        if 0 < abs(at_x - x) + abs(at_y - y) <= _STRUCK
    }


def _is_embedded(address: int) -> bool:
    font = pdfium.FPDFTextObj_GetFont(_shape_at(address))
    return bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 1


def _shape_at(address: int) -> Any:
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)


def _place_of(address: int) -> tuple[float, float]:
    matrix = _matrix_of(_shape_at(address))
    return matrix.e, matrix.f


def _matrix_of(shape: Any) -> Any:
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix))
    return matrix


def _product(first: Any, then: Any) -> Any:
    return pdfium.FS_MATRIX(
        first.a * then.a + first.b * then.c,
        first.a * then.b + first.b * then.d,
        first.c * then.a + first.d * then.c,
        first.c * then.b + first.d * then.d,
        first.e * then.a + first.f * then.c + then.e,
        first.e * then.b + first.f * then.d + then.f,
    )


def _read_path(shape: Any, outer: Any) -> Iterator[Edge]:
    """The straight rules of a path: its stroked sides, or itself when it is a thin filled box."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(fill), ctypes.byref(stroke))
    points = _read_points(shape, _product(_matrix_of(shape), outer))
    if stroke.value:
        for (x0, y0), (x1, y1) in points:
            if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
                yield from make_edge(x0, y0, x1, y1)
    elif fill.value and points:
        xs = [x for line in points for x, _ in line]
        ys = [y for line in points for _, y in line]
        if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
            yield from make_edge(min(xs), min(ys), max(xs), max(ys))


def make_edge(x0: float, y0: float, x1: float, y1: float) -> Iterator[Edge]:
    """The rule from one point to the other, if it is long enough to be one."""
    x0, x1 = sorted((x0, x1))
    y0, y1 = sorted((y0, y1))
    if x1 - x0 > max(_SHORT, y1 - y0):
        middle = (y0 + y1) / 2
        yield Edge(x0, middle, x1, middle)
    elif y1 - y0 > _SHORT:
        middle = (x0 + x1) / 2
        yield Edge(middle, y0, middle, y1)


def _read_points(shape: Any, matrix: Any) -> list[tuple[Point, Point]]:
    """The straight lines of a path."""
    count = pdfium.FPDFPath_CountSegments(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    lines: list[tuple[Point, Point]] = []
    start = last = (0.0, 0.0)
    for number in range(min(count, _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            lines.append((last, here))
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment) and here != start:
            lines.append((here, start))
            last = start
    return lines
