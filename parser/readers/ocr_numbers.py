"""Numbers that were read from a picture, checked: read twice, and their points looked for.

A network that has lost a decimal point is as sure of 433% as of 43.3%. So each number is read
again from pictures of another scale, and the ink between its digits is looked at.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .ocr_boxes import Box
from .ocr_engine import Engine
from .ocr_strips import Char, Strip, read_strip

SURE = 0.9  # a number whose every character is at least so certain is not doubted
DOUBTED = 0.5  # the certainty of one that two readings disagree on

# with a point that ends it: the label of an item has one, a number in a sentence has none
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?\.?(?:\s?[%％‰])?")
_POINTS = re.compile(r"[.,]")
_SCALES = (1.25, 0.85)  # of the parts read again, to the part read first
_LAST_LABEL = 30  # items of a list are seldom more
_AROUND = 1.2  # heights of the line that are read on both sides of a number
_DARK = 0.5  # between the darkest and the lightest of a strip: darker is ink
_DIGIT_ABOVE = 0.62  # of the digits' height, from above: a point has no ink there
_POINT_WIDE = 0.3  # of their height: a point is not wider
_POINT_HIGH = 0.12  # and at least so high


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A number that may be another than the one that was taken."""

    printed: str  # as it was taken
    others: tuple[str, ...]  # what it may be as well; none where it is only unclear
    box: Box  # where it stands
    certainty: float


def check_numbers(picture: Any, strip: Strip, engine: Engine) -> tuple[Strip, tuple[Doubt, ...]]:
    """The strip, its doubtful numbers less certain, and the doubts.

    A number that both other readings agree on takes the place of the first one; it is doubted.
    """
    doubts = []
    chars = list(strip.chars)
    for start, end in reversed(list(_find_numbers(strip))):
        found, doubt = _check(picture, strip, start, end, engine)
        if doubt is not None:
            doubts.append(doubt)
            chars[start:end] = found
    return replace(strip, chars=tuple(chars)), tuple(reversed(doubts))


def _find_numbers(strip: Strip) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(strip.text):
        yield match.span()


def _check(
    picture: Any, strip: Strip, start: int, end: int, engine: Engine
) -> tuple[tuple[Char, ...], Doubt | None]:
    chars = strip.chars[start:end]
    printed = _name(chars)
    box = _box_of(strip, start, end)
    readings = [printed, *_read_again(picture, strip, box, printed, engine)]
    points = len(_POINTS.findall(printed.rstrip(".")))
    inked = _count_points(picture, _inner_box(strip, start, end))
    certainty = min(char.certainty for char in chars)
    agree = len(set(readings)) == 1
    if agree and certainty >= SURE and inked in (None, points):
        return chars, None
    taken = _settle(readings, at_start=start == 0)
    others = tuple(dict.fromkeys(reading for reading in readings if reading != taken))
    if agree and inked not in (None, points):
        # no reading has told where
        others = ("多一个小数点" if (inked or 0) > points else "少一个小数点",)
    certainty = min(certainty, DOUBTED) if others else certainty
    return (
        tuple(
            char._replace(certainty=min(char.certainty, certainty))
            for char in (chars if taken == printed else _spread(taken, chars))
        ),
        Doubt(printed=taken, others=others, box=box, certainty=certainty),
    )


def _settle(readings: Sequence[str], *, at_start: bool) -> str:
    """The reading to take: that of the most; the first where each says something else."""
    printed = readings[0]
    bare = {reading.rstrip(".") for reading in readings}
    if len(bare) == 1:
        # a speck of dirt makes a label of a number, only where a label can stand
        (word,) = bare
        is_label = at_start and word.isdigit() and int(word) <= _LAST_LABEL
        if not is_label:
            return word
        return printed if len(set(readings)) == 1 else f"{word}."
    taken, votes = Counter(readings).most_common(1)[0]
    return taken if taken and votes > 1 else printed


def _name(chars: Sequence[Char]) -> str:
    return "".join(char.text for char in chars)


def _spread(word: str, chars: Sequence[Char]) -> tuple[Char, ...]:
    """Another word in the place of ``chars``, at even distances."""
    first, last = chars[0].x, chars[-1].x
    step = (last - first) / max(1, len(word) - 1)
    certainty = min(char.certainty for char in chars)
    return tuple(Char(text, first + at * step, certainty) for at, text in enumerate(word))


def _box_of(strip: Strip, start: int, end: int) -> Box:
    """Around the characters, as far as halfway to their neighbours."""
    chars, box = strip.chars, strip.box
    left = (chars[start - 1].x + chars[start].x) / 2 if start else box.x0
    right = (chars[end - 1].x + chars[end].x) / 2 if end < len(chars) else box.x1
    return replace(box, x0=left, x1=right)


def _inner_box(strip: Strip, start: int, end: int) -> Box:
    """From the middle of the first digit to that of the last: a comma after it is no point."""
    digits = [char.x for char in strip.chars[start:end] if char.text.isdigit()]
    return replace(strip.box, x0=digits[0], x1=digits[-1])


def _read_again(
    picture: Any, strip: Strip, box: Box, printed: str, engine: Engine
) -> Iterator[str]:
    around = _AROUND * box.height
    wider = replace(
        box, x0=max(strip.box.x0, box.x0 - around), x1=min(strip.box.x1, box.x1 + around)
    )
    for scale in _SCALES:
        again = read_strip(picture, wider, engine, scale=scale)
        yield _nearest_number(again, box, printed)


def _nearest_number(strip: Strip, box: Box, printed: str) -> str:
    """The number that stands at ``box`` in another reading; "" where there is none."""
    middle = (box.x0 + box.x1) / 2
    found = [
        (abs((strip.chars[start].x + strip.chars[end - 1].x) / 2 - middle), start, end)
        for start, end in _find_numbers(strip)
    ]
    if not found:
        return ""
    _, start, end = min(found)
    words = _name(strip.chars[start:end])
    # whether a sign of percent stands apart is no difference
    return printed if words.replace(" ", "") == printed.replace(" ", "") else words


def _count_points(picture: Any, box: Box) -> int | None:
    """How many specks of ink stand at the foot of the digits alone; None where none can be told."""
    import numpy

    area = (
        max(0, round(box.x0)),
        max(0, round(box.y - box.height / 2)),
        min(picture.width, round(box.x1)),
        min(picture.height, round(box.y + box.height / 2)),
    )
    if area[2] - area[0] < 4 or area[3] - area[1] < 16:
        return None
    grey = numpy.asarray(picture.crop(area)).astype(numpy.int16)
    dark, light = int(numpy.percentile(grey, 2)), int(numpy.percentile(grey, 80))
    if light - dark < 60:
        return None
    ink = grey < dark + _DARK * (light - dark)
    rows = numpy.nonzero(ink.sum(axis=1) > 0.04 * ink.shape[1])[0]
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    return _count_specks(ink[top:bottom])


def _count_specks(ink: Any) -> int | None:
    import numpy

    height = ink.shape[0]
    if height < 12:
        return None
    above = ink[: round(_DIGIT_ABOVE * height)].any(axis=0)
    below = ink[round(_DIGIT_ABOVE * height) :].sum(axis=0)
    alone = (below >= 1) & ~above
    edges = numpy.diff(numpy.concatenate(([0], alone.astype(numpy.int8), [0])))
    specks = 0
    for start, end in zip(
        numpy.nonzero(edges == 1)[0].tolist(), numpy.nonzero(edges == -1)[0].tolist(), strict=True
    ):
        # a speck touches neither digit, nor the edge where a digit was cut; what does is a foot
        apart = start > 0 and end < ink.shape[1] and not ink[:, [start - 1, end]].any()
        high = int(below[start:end].max())
        if apart and end - start <= _POINT_WIDE * height and high >= _POINT_HIGH * height:
            specks += 1
    return specks
