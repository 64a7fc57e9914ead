"""Lines in a picture → their characters, each with its place and how sure it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from .ocr_boxes import Box, find_boxes, is_upright, usual_slope
from .ocr_engine import STEP, STRIP, Engine
from .ocr_picture import Turn, turn_degrees, turn_point, turn_quarters

_SEARCHED = 1280 * 905  # pixels of a page that is searched for text: A4 at 110 dpi
_MOST_ENLARGED = 2.0
_LEANS = 0.004  # a slope that is worth turning the page
_LEANS_MUCH = 0.035  # and one with which lines were not found well
_DOUBTED = 0.8  # lines less certain than this may stand on their heads
_LONGEST_STRIP = 4000  # pixels
_SHORTEST_STRIP = 32


class Char(NamedTuple):
    """A character that was read. Places in pixels of the picture."""

    text: str
    x: float  # of its middle
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A stretch of a line as it was read."""

    box: Box
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def certainty(self) -> float:
        """On the average; 0 where nothing was read."""
        return sum(char.certainty for char in self.chars) / (len(self.chars) or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture whose lines lie, and where they are."""

    picture: Any  # grey
    boxes: tuple[Box, ...]
    turn: Turn


def make_sheet(picture: Any, engine: Engine) -> Sheet:
    """Turn a grey picture so that its lines can be read, and find them."""
    quarters = 0
    likely, share = _search(picture, engine)
    if not is_upright(likely):
        quarters = 1
        picture = turn_quarters(picture, quarters)
        likely, share = _search(picture, engine)
    boxes = _scale(find_boxes(likely), share)
    straight = _straighten(picture, boxes, engine)
    if _stands_on_head(straight, engine):
        quarters += 2
        picture = turn_quarters(picture, 2)
        # the network finds the lines of a page on its head less well
        likely, share = _search(picture, engine)
        straight = _straighten(picture, _scale(find_boxes(likely), share), engine)
    return replace(straight, turn=replace(straight.turn, quarters=quarters))


def read_strip(picture: Any, box: Box, engine: Engine, *, scale: float = 1.0) -> Strip:
    """Read what stands in ``box``.

    Args:
        scale: How high the part that is cut out is, to the height of the box. Another scale
            gives the network another picture of the same words.
    """
    import numpy

    cut = _cut(picture, box, scale)
    found = engine.read(numpy.asarray(cut))
    part = box.height * scale / STRIP  # pixels of the picture for one of the strip
    return Strip(
        box=box,
        chars=tuple(
            Char(text, box.x0 + (step + 0.5) * STEP * part, certainty)
            for text, step, certainty in zip(found.text, found.steps, found.certainty, strict=True)
        ),
    )


def _cut(picture: Any, box: Box, scale: float) -> Any:
    from PIL.Image import Resampling, Transform

    height = box.height * scale
    width = round(min(_LONGEST_STRIP, max(_SHORTEST_STRIP, (box.x1 - box.x0) * STRIP / height)))
    part = height / STRIP
    top = box.y - height / 2
    if part > 1:
        # where the strip is smaller than the picture, each pixel is the mean of those it covers
        inside = (
            max(0.0, box.x0),
            max(0.0, top),
            min(float(picture.width), box.x0 + width * part),
            min(float(picture.height), top + height),
        )
        if inside[:2] == (box.x0, top) and inside[2] - inside[0] >= width * part - 1e-6:
            return picture.resize((width, STRIP), Resampling.BILINEAR, box=inside)
    return picture.transform(
        (width, STRIP),
        Transform.AFFINE,
        (part, 0, box.x0, 0, part, top),
        Resampling.BILINEAR,
        fillcolor=255,
    )


def _search(picture: Any, engine: Engine) -> tuple[Any, float]:
    """Where text is likely, in a picture of so many times the size."""
    import numpy
    from PIL.Image import Resampling

    share = min(_MOST_ENLARGED, math.sqrt(_SEARCHED / (picture.width * picture.height)))
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    small = picture.resize(size, Resampling.BILINEAR)
    return engine.find(numpy.asarray(small)), share


def _scale(boxes: Sequence[Box], share: float) -> tuple[Box, ...]:
    return tuple(
        replace(
            box, x0=box.x0 / share, x1=box.x1 / share, y=box.y / share, height=box.height / share
        )
        for box in boxes
    )


def _straighten(picture: Any, boxes: tuple[Box, ...], engine: Engine) -> Sheet:
    """The picture turned so that its lines do not lean."""
    slope = usual_slope(boxes)
    if abs(slope) < _LEANS:
        return Sheet(picture=picture, boxes=boxes, turn=Turn())
    turn = Turn(degrees=math.degrees(math.atan(slope)))
    picture = turn_degrees(picture, turn.degrees)
    if abs(slope) > _LEANS_MUCH:
        likely, share = _search(picture, engine)
        return Sheet(picture=picture, boxes=_scale(find_boxes(likely), share), turn=turn)
    turned = (_turn_box(box, turn.degrees, slope, picture.size) for box in boxes)
    return Sheet(picture=picture, boxes=tuple(sorted(turned, key=lambda box: box.y)), turn=turn)


def _turn_box(box: Box, degrees: float, slope: float, size: tuple[int, int]) -> Box:
    x, y = turn_point((box.x0 + box.x1) / 2, box.y, degrees, size)
    half = (box.x1 - box.x0) / 2
    return replace(box, x0=x - half, x1=x + half, y=y, slope=box.slope - slope)


def _stands_on_head(sheet: Sheet, engine: Engine) -> bool:
    """Whether its longest lines read better the other way up."""
    longest = sorted(sheet.boxes, key=lambda box: box.x0 - box.x1)[:3]
    usual = _certainty(sheet.picture, longest, engine)
    if not longest or usual > _DOUBTED:
        return False
    over = turn_quarters(sheet.picture, 2)
    return _certainty(over, [_turn_over(box, over.size) for box in longest], engine) > usual


def _certainty(picture: Any, boxes: Sequence[Box], engine: Engine) -> float:
    strips = [read_strip(picture, box, engine) for box in boxes]
    return sum(strip.certainty for strip in strips) / (len(strips) or 1)


def _turn_over(box: Box, size: tuple[int, int]) -> Box:
    width, height = size
    return replace(box, x0=width - box.x1, x1=width - box.x0, y=height - box.y)
