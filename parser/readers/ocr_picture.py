"""A picture made fit to be read: grey, of a bearable size, without seals; and how it is turned."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LONGEST = 3600  # pixels of the longer side: 300 dpi on A4; more tells nothing more
_SEALS_AT = 8  # seals are looked for in a picture of this part of the size
_RED = 40  # grey values that red is above green and blue
_SEAL = (0.1, 0.35)  # sides of a seal, as shares of the page's shorter side: 4 cm on A4
_ROUND = 0.75  # its shorter side to its longer
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How a picture was turned to make its lines lie: first by quarters, then by an angle."""

    quarters: int = 0  # against the clock
    degrees: float = 0.0  # against the clock

    def undo(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point in the picture as it was; both as shares of width and height.

        The angle is a small one: what it moves is left out.
        """
        for _ in range(self.quarters % 4):
            x, y = 1 - y, x
        return x, y


def fit(image: Any) -> Any:
    """The image in grey values or colours, on white, and not longer than ``LONGEST``."""
    from PIL.Image import Resampling

    if image.mode.startswith("I"):
        # sixteen bits for a pixel: the lower half tells nothing
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in ("1", "L", "F"):
        image = image.convert("L")
    elif image.mode in ("RGBA", "LA", "PA", "P"):
        image = _on_white(image)
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    longest = max(image.size)
    if longest <= LONGEST:
        return image
    share = LONGEST / longest
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return image.resize(size, Resampling.BILINEAR)


def make_grey(image: Any) -> Any:
    """An image that ``fit`` has made, in grey values, without the red of round seals."""
    if image.mode == "L":
        return image
    grey = image.convert("L")
    for box in _find_seals(image):
        # red ink is as light as paper in the red channel, and black ink as dark as ever
        grey.paste(image.crop(box).getchannel("R"), box)
    return grey


def turn_quarters(image: Any, quarters: int) -> Any:
    """The image turned by so many quarters against the clock."""
    from PIL.Image import Transpose

    quarters %= 4
    if not quarters:
        return image
    ways = (Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)
    return image.transpose(ways[quarters - 1])


def turn_degrees(image: Any, degrees: float) -> Any:
    """The image turned by a small angle against the clock, of the same size."""
    from PIL.Image import Resampling

    return image.rotate(degrees, Resampling.BICUBIC, fillcolor=_WHITE)


def turn_point(x: float, y: float, degrees: float, size: tuple[int, int]) -> tuple[float, float]:
    """Where ``turn_degrees`` moves a point, in pixels."""
    middle_x, middle_y = size[0] / 2, size[1] / 2
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = x - middle_x, y - middle_y
    return middle_x + x * cosine + y * sine, middle_y - x * sine + y * cosine


def _on_white(image: Any) -> Any:
    """What shows through a transparent picture is white paper."""
    from PIL import Image

    image = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, (_WHITE,) * 4)
    return Image.alpha_composite(paper, image).convert("RGB")


def _find_seals(image: Any) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of round red stretches of a seal's size; red headings are long and flat."""
    import numpy

    small = image.reduce(_SEALS_AT) if min(image.size) > 20 * _SEALS_AT else image
    part = image.width / small.width
    colors = numpy.asarray(small).astype(numpy.int16)
    red = colors[:, :, 0] - numpy.maximum(colors[:, :, 1], colors[:, :, 2]) > _RED
    shorter = min(small.size)
    for x0, y0, x1, y1 in _find_stretches(red, gap=max(2, shorter // 60)):
        width, height = x1 - x0, y1 - y0
        if min(width, height) < _ROUND * max(width, height):
            continue
        if not _SEAL[0] * shorter < max(width, height) < _SEAL[1] * shorter:
            continue
        yield (
            max(0, int((x0 - 1) * part)),
            max(0, int((y0 - 1) * part)),
            min(image.width, math.ceil((x1 + 1) * part)),
            min(image.height, math.ceil((y1 + 1) * part)),
        )


def _find_stretches(marks: Any, *, gap: int) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of what is marked, parted where ``gap`` rows or columns are empty, twice over."""
    for y0, y1 in _find_ranges(marks.any(axis=1), gap):
        for x0, x1 in _find_ranges(marks[y0:y1].any(axis=0), gap):
            part = marks[y0:y1, x0:x1]
            for top, bottom in _find_ranges(part.any(axis=1), gap):
                yield x0, y0 + top, x1, y0 + bottom


def _find_ranges(marks: Any, gap: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of positions that are marked, holes shorter than ``gap`` included."""
    import numpy

    (places,) = numpy.nonzero(marks)
    if not len(places):
        return
    breaks = numpy.nonzero(numpy.diff(places) > gap)[0]
    starts = [int(places[0]), *(int(places[at + 1]) for at in breaks)]
    ends = [*(int(places[at]) + 1 for at in breaks), int(places[-1]) + 1]
    yield from zip(starts, ends, strict=True)
