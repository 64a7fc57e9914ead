"""One page of an OFD file: its characters and rules, in points, counted from the lower left."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from .limits import check_characters
from .pdf_characters import Glyph, read_char
from .pdf_page import PageContent
from .pdf_shapes import Edge, make_edge

_POINTS = 72 / 25.4  # to a millimetre, in which OFD counts
_BOLD = 600  # weight
_THIN = 2.0  # points: a filled box no wider is a rule
_MOST_SEGMENTS = 2000  # of one path
_MOST_DELTAS = 100_000  # that one number stands for
_SPACES = " \u3000\xa0\t"
_Place = Callable[[float, float], tuple[float, float]]
Box = tuple[float, float, float, float]  # x, y, width, height


class _Matrix(NamedTuple):
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class _Mark(NamedTuple):
    """A character where it stands, y downwards, in millimetres."""

    x: float
    y: float
    along: tuple[float, float]  # the way from its start to its end
    text: str
    size: float
    bold: bool
    space: tuple[float, float] | None


def read_page(
    layers: Sequence[etree._Element], box: Box, bold_fonts: Mapping[str, bool]
) -> PageContent:
    """What is drawn on a page by its own content and that of its templates.

    Args:
        layers: The roots of these, templates first.
        box: The page.
        bold_fonts: Fonts by their number, whether they are bold.
    """
    page = _Page(bold_fonts)
    for root in layers:
        for element in root.iter():
            page.read(element)
    return page.result(box)


class _Page:
    """Gathers what is drawn."""

    def __init__(self, bold_fonts: Mapping[str, bool]) -> None:
        self._bold_fonts = bold_fonts
        self._marks: list[_Mark] = []
        self._lines: list[tuple[float, float, float, float]] = []
        self._images = self._hidden = self._unknown = 0

    def read(self, element: etree._Element) -> None:
        """Take one object; others are passed over."""
        name = local_name(element)
        if name == "TextObject":
            self._read_text(element)
        elif name == "PathObject":
            self._read_path(element)
        elif name == "ImageObject":
            self._images += 1

    def _read_text(self, element: etree._Element) -> None:
        matrix = _matrix_of(element)
        size = _number(element.get("Size"), 4.0)
        hidden = element.get("Visible") == "false" or element.get("Alpha") == "0"
        hidden |= element.get("Fill") == "false" and element.get("Stroke") != "true"
        bold = (
            _number(element.get("Weight"), 400) >= _BOLD
            or self._bold_fonts.get(element.get("Font") or "", False)
            or (element.get("Stroke") == "true" and element.get("Fill") != "false")
        )
        wide = _number(element.get("HScale"), 1.0)
        x = y = 0.0
        for code in element:
            if local_name(code) != "TextCode" or not code.text:
                continue
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            text = code.text.replace("\r", "").replace("\n", "")
            places = _find_places(code, text, x, y, size * wide)
            if hidden:
                self._hidden += len(text)
            else:
                self._add_marks(text, places, matrix, size, wide, bold)
            check_characters(len(self._marks))

    def _add_marks(
        self,
        text: str,
        places: Sequence[tuple[float, float, float]],
        matrix: _Matrix,
        size: float,
        wide: float,
        bold: bool,
    ) -> None:
        space: tuple[float, float] | None = None
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        for char, (x, y, width) in zip(text, places, strict=True):
            here = matrix.place(x, y)
            if char in _SPACES:
                space = space or here
                continue
            printed = read_char(ord(char))
            if printed is None:
                self._unknown += 1
                continue
            usual = size * wide * (1.0 if char.isalpha() else _share(char))
            width = min(width, usual) if width > 0 else size * wide * _share(char)
            end = matrix.place(x + width, y)
            along = (end[0] - here[0], end[1] - here[1])
            self._marks.append(_Mark(*here, along, printed, size * scale, bold, space))
            space = None

    def _read_path(self, element: etree._Element) -> None:
        stroked = element.get("Stroke") != "false"
        if element.get("Visible") == "false" or not (stroked or element.get("Fill") == "true"):
            return
        matrix = _matrix_of(element)
        data = next((child.text for child in element if local_name(child) == "AbbreviatedData"), "")
        lines = [
            (*matrix.place(*start), *matrix.place(*end)) for start, end in _read_lines(data or "")
        ]
        if stroked:
            self._lines += lines
        elif lines:
            xs = [x for line in lines for x in line[::2]]
            ys = [y for line in lines for y in line[1::2]]
            if min(max(xs) - min(xs), max(ys) - min(ys)) * _POINTS <= _THIN:
                self._lines.append((min(xs), min(ys), max(xs), max(ys)))

    def result(self, box: Box) -> PageContent:
        """The page, turned so that most of its text runs from left to right."""
        turn = _usual_turn(self._marks)
        left, top, width, height = (value * _POINTS for value in box)
        if turn % 2:
            width, height = height, width

        def place(x: float, y: float) -> tuple[float, float]:
            x, y = x * _POINTS - left, y * _POINTS - top
            return (
                (x, height - y),
                (width - y, height - x),  # the text runs upwards
                (width - x, y),
                (y, x),
            )[turn]

        return PageContent(
            width=width,
            height=height,
            glyphs=tuple(
                glyph
                for glyph in (
                    _make_glyph(mark, place) for mark in self._marks if _turn_of(mark) == turn
                )
                if -1 <= glyph.x0 <= width and -1 <= glyph.y <= height
            ),
            edges=tuple(self._make_edges(place)),
            images=self._images,
            hidden=self._hidden,
            unknown=self._unknown,
            incomplete=False,
        )

    def _make_edges(self, place: _Place) -> Iterator[Edge]:
        for x0, y0, x1, y1 in self._lines:
            (left, top), (right, bottom) = place(x0, y0), place(x1, y1)
            if abs(left - right) < 1 or abs(top - bottom) < 1:
                yield from make_edge(left, top, right, bottom)


def local_name(element: etree._Element) -> str:
    """The name of an element, whatever its namespace; "" for comments."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_numbers(text: str | None) -> list[float]:
    """The numbers in an attribute; empty where one of them is none."""
    try:
        numbers = [float(part) for part in (text or "").replace(",", " ").split()]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _number(text: str | None, otherwise: float) -> float:
    try:
        number = float(text) if text is not None else otherwise
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise


def _matrix_of(element: etree._Element) -> _Matrix:
    """From an object's own places to those of the page."""
    x, y, *_ = (*read_numbers(element.get("Boundary")), 0.0, 0.0)
    values = read_numbers(element.get("CTM"))
    own = _Matrix(*values) if len(values) == 6 else _Matrix()
    return own._replace(e=own.e + x, f=own.f + y)


def _find_places(
    code: etree._Element, text: str, x: float, y: float, em: float
) -> list[tuple[float, float, float]]:
    """Of each character where it begins, and its width; 0 where only its kind tells."""
    across = _read_deltas(code.get("DeltaX"), len(text))
    down = _read_deltas(code.get("DeltaY"), len(text))
    places = []
    for position, char in enumerate(text):
        step = across[position] if position < len(across) else None
        places.append((x, y, step or 0.0))
        if step is not None:
            x += step
        elif not down:
            x += em * _share(char)
        if position < len(down):
            y += down[position]
    return places


def _read_deltas(text: str | None, count: int) -> list[float]:
    """The steps from one character to the next; "g 3 5.6" stands for three of them."""
    deltas: list[float] = []
    parts = iter((text or "").replace(",", " ").split())
    try:
        for part in parts:
            if part == "g":
                times, step = int(next(parts)), float(next(parts))
                deltas += [step] * min(max(times, 0), count, _MOST_DELTAS)
            else:
                deltas.append(float(part))
            if len(deltas) >= count:
                break
    except (ValueError, StopIteration):
        return []
    return deltas if all(map(math.isfinite, deltas)) else []


def _share(char: str) -> float:
    """The usual width of a character, in em."""
    if char == "%":
        return 0.83
    return 0.5 if char < "\u0100" else 1.0


def _turn_of(mark: _Mark) -> int | None:
    """Quarter turns against the clock; None: slanted, like a watermark."""
    x, y = mark.along
    if abs(y) < 0.1 * abs(x):
        return 0 if x > 0 else 2
    if abs(x) < 0.1 * abs(y):
        return 1 if y < 0 else 3
    return None


def _usual_turn(marks: Sequence[_Mark]) -> int:
    counts = Counter(turn for turn in map(_turn_of, marks) if turn is not None)
    return counts.most_common(1)[0][0] if counts else 0


def _make_glyph(mark: _Mark, place: _Place) -> Glyph:
    x0, y = place(mark.x, mark.y)
    x1, _ = place(mark.x + mark.along[0], mark.y + mark.along[1])
    space = None if mark.space is None else place(*mark.space)[0]
    return Glyph(y, x0, x1, mark.text, mark.size * _POINTS, mark.bold, space)


_Point = tuple[float, float]


def _read_lines(data: str) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of a path: "M 0 0 L 156 0 L 156 9 C"; of curves only the ends count."""
    start = last = (0.0, 0.0)
    count = 0
    parts = data.replace(",", " ").split()
    at = 0
    while at < len(parts) and count < _MOST_SEGMENTS:
        operator = parts[at]
        size = _OPERANDS.get(operator)
        if size is None:
            at += 1
            continue
        values = read_numbers(" ".join(parts[at + 1 : at + 1 + size]))
        at += 1 + size
        count += 1
        if operator == "C":
            if last != start:
                yield last, start
            last = start
        elif len(values) == size:
            here = (values[-2], values[-1])
            if operator == "L":
                yield last, here
            elif operator in "MS":
                start = here
            last = here


_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
