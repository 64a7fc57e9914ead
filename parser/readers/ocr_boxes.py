"""Where text stands in a picture: bars of pixels that the network marks → one box for each line."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

_LIKELY = 0.3  # a pixel that is more likely than this is in a bar
_SURE = 0.6  # and the bar as a whole is at least so likely
_THIN = 3.0  # pixels: bars thinner than this are specks
_GROW = 2.0  # bars are the middles of lines: PP-OCR grows them by this share of area to outline
_MOST_RUNS = 60_000  # of a page that is noise all over


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A line of text, or a stretch of one, in pixels; y downwards."""

    x0: float
    x1: float
    y: float  # of its middle, halfway between x0 and x1
    height: float
    slope: float  # downwards, of its middle line


@dataclass(slots=True, kw_only=True)
class _Bar:
    """Sums over the pixels of a bar."""

    count: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    xy: float = 0.0
    yy: float = 0.0
    x0: int = 1 << 30
    x1: int = 0
    y0: int = 1 << 30
    y1: int = 0

    def add(self, row: int, start: int, end: int) -> None:
        count = end - start
        x = (start + end - 1) * count / 2
        self.count += count
        self.x += x
        self.y += row * count
        self.xx += (end * (end - 1) * (2 * end - 1) - start * (start - 1) * (2 * start - 1)) / 6
        self.xy += x * row
        self.yy += row * row * count
        self.x0, self.x1 = min(self.x0, start), max(self.x1, end)
        self.y0, self.y1 = min(self.y0, row), max(self.y1, row + 1)


def find_boxes(likely: Any) -> tuple[Box, ...]:
    """The boxes in an array of likelihoods, from the top."""
    boxes = (_make_box(bar) for bar in _find_bars(likely) if _is_sure(bar, likely))
    return tuple(sorted((box for box in boxes if box is not None), key=lambda box: box.y))


def usual_slope(boxes: Iterable[Box]) -> float:
    """How far the lines of a page lean: the slope of most of the text; 0 without any."""
    long = [box for box in boxes if box.x1 - box.x0 > 5 * box.height]
    if not long:
        return 0.0
    widest = max(box.x1 - box.x0 for box in long)
    return median(box.slope for box in long if box.x1 - box.x0 > widest / 2)


def is_upright(likely: Any) -> bool:
    """Whether most bars lie rather than stand: a page turned by 90° has them standing."""
    lying = standing = 0
    for bar in _find_bars(likely):
        width, height = bar.x1 - bar.x0, bar.y1 - bar.y0
        # short bars say nothing: a page number, a word in the cell of a table
        if width > 3 * height:
            lying += bar.count
        elif height > 3 * width:
            standing += bar.count
    return lying >= standing


def _find_bars(likely: Any) -> tuple[_Bar, ...]:
    """The connected stretches of likely pixels."""
    bars: list[_Bar] = []
    parents: list[int] = []
    above: list[tuple[int, int, int]] = []
    last_row = -1
    runs: list[tuple[int, int, int]] = []
    for row, start, end in _find_runs(likely):
        if row != last_row:
            above, runs = (runs if row == last_row + 1 else []), []
            last_row = row
        owner = -1
        for first, last, number in above:
            if first < end and start < last:
                root = _root(parents, number)
                if owner < 0:
                    owner = root
                elif root != owner:
                    parents[root] = owner
        if owner < 0:
            owner = len(bars)
            bars.append(_Bar())
            parents.append(owner)
        bars[owner].add(row, start, end)
        runs.append((start, end, owner))
    for number, bar in enumerate(bars):
        root = _root(parents, number)
        if root != number:
            _merge(bars[root], bar)
    return tuple(bar for number, bar in enumerate(bars) if parents[number] == number)


def _find_runs(likely: Any) -> Iterator[tuple[int, int, int]]:
    """Rows, starts and ends of the runs of likely pixels."""
    import numpy

    marks = numpy.zeros((likely.shape[0], likely.shape[1] + 2), numpy.int8)
    marks[:, 1:-1] = likely > _LIKELY
    steps = numpy.diff(marks, axis=1)
    rows, starts = numpy.nonzero(steps == 1)
    ends = numpy.nonzero(steps == -1)[1]
    count = min(len(rows), _MOST_RUNS)
    return zip(rows[:count].tolist(), starts[:count].tolist(), ends[:count].tolist(), strict=True)


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _merge(into: _Bar, bar: _Bar) -> None:
    into.count += bar.count
    into.x += bar.x
    into.y += bar.y
    into.xx += bar.xx
    into.xy += bar.xy
    into.yy += bar.yy
    into.x0, into.x1 = min(into.x0, bar.x0), max(into.x1, bar.x1)
    into.y0, into.y1 = min(into.y0, bar.y0), max(into.y1, bar.y1)


def _is_sure(bar: _Bar, likely: Any) -> bool:
    if bar.count < _THIN * _THIN:
        return False
    # the bar's own pixels, as far as a box tells them from its neighbours'
    within = likely[bar.y0 : bar.y1, bar.x0 : bar.x1]
    return bool(within[within > _LIKELY].mean() > _SURE)


def _make_box(bar: _Bar) -> Box | None:
    count = bar.count
    width = bar.x1 - bar.x0
    x, y = bar.x / count, bar.y / count
    spread = bar.xx / count - x * x
    lean = bar.xy / count - x * y
    slope = lean / spread if spread > 0 and width > 2 * (bar.y1 - bar.y0) else 0.0
    # the thickness of the bar itself, whatever its slope
    around = max(0.0, bar.yy / count - y * y - slope * lean)
    thick = math.sqrt(12 * around + 1)
    if thick < _THIN:
        return None
    grow = width * thick * _GROW / (2 * (width + thick))
    middle = y + slope * ((bar.x0 + bar.x1) / 2 - x)
    return Box(x0=bar.x0 - grow, x1=bar.x1 + grow, y=middle, height=thick + 2 * grow, slope=slope)
