"""The rules of tables in a picture, for cells to be found between them."""

from collections.abc import Iterator
from typing import Any

from .pdf_shapes import Edge

_LONG = 0.04  # of the picture's longer side: shorter strokes belong to characters
_DARK = 0.55  # of the paper's grey
_THICK = 0.006  # of the longer side: what is thicker is no rule
_NEAR = 3  # pixels a rule may waver, or be thick, and be one


def find_rules(picture: Any, *, scale: float) -> tuple[Edge, ...]:
    """The rules of a grey picture, in points counted from its lower left corner.

    Args:
        scale: Points for one pixel.
    """
    import numpy

    grey = numpy.asarray(picture)
    ink = grey < _DARK * float(numpy.percentile(grey, 90))
    length = max(8, round(_LONG * max(grey.shape)))
    thick = max(_NEAR, round(_THICK * max(grey.shape)))
    height = grey.shape[0]
    lying = (
        Edge(x0 * scale, (height - y) * scale, x1 * scale, (height - y) * scale)
        for y, x0, x1 in _find_runs(ink, length, thick)
    )
    standing = (
        Edge(x * scale, (height - y1) * scale, x * scale, (height - y0) * scale)
        for x, y0, y1 in _find_runs(ink.T, length, thick)
    )
    return (*lying, *standing)


def _find_runs(ink: Any, length: int, thick: int) -> Iterator[tuple[float, int, int]]:
    """Middle, start and end of the rules that lie: long runs of ink, as thin as a rule."""
    import numpy

    # a pixel above or below counts, since a rule wavers; a gap of one pixel does not part it
    near = ink.copy()
    near[1:] |= ink[:-1]
    sums = numpy.zeros((near.shape[0], near.shape[1] + 1), numpy.int16)
    numpy.cumsum(near, axis=1, dtype=numpy.int16, out=sums[:, 1:])
    if near.shape[1] <= length:
        return
    rows = numpy.nonzero(((sums[:, length:] - sums[:, :-length]) >= length).any(axis=1))[0]
    open_runs: list[list[int]] = []  # first row, last row, start, end
    for row in rows.tolist():
        for start, end in _runs_of(near[row], length):
            for run in open_runs:
                if row - run[1] <= _NEAR and start < run[3] and run[2] < end:
                    run[1], run[2], run[3] = row, min(run[2], start), max(run[3], end)
                    break
            else:
                open_runs.append([row, row, start, end])
    for first, last, start, end in open_runs:
        if last - first < thick + 2:
            yield (first + last) / 2, start, end


def _runs_of(line: Any, length: int) -> Iterator[tuple[int, int]]:
    import numpy

    edges = numpy.diff(numpy.concatenate(([0], line.astype(numpy.int8), [0])))
    starts, ends = numpy.nonzero(edges == 1)[0], numpy.nonzero(edges == -1)[0]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start >= length:
            yield start, end
