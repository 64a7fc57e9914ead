"""How certain the words of a block are, where they were read from pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from itertools import groupby

from parser.model import Block

from .pdf_lines import Line

_STEP = Decimal("0.01")
_MOST = Decimal("0.99")  # what was read from a picture is never as certain as what was typed

Run = tuple[int, int, Decimal]


def with_certainty(block: Block, lines: Iterable[Line]) -> Block:
    """``block``, which was made of ``lines`` in their order, and how certain its words are."""
    marks = [mark for line in lines for mark in _marks_of(line)]
    if all(certainty is None for _, certainty in marks):
        return block
    return replace(block, certainty=tuple(_find_runs(block.text, marks)))


def _marks_of(line: Line) -> list[tuple[str, Decimal | None]]:
    """The characters of a line but for spaces; None where they are typed."""
    words = [char for char in line.text if not char.isspace()]
    if not line.certainty:
        return [(char, None) for char in words]
    return [
        (char, _round(certainty)) for char, certainty in zip(words, line.certainty, strict=True)
    ]


def _round(certainty: float) -> Decimal:
    return min(_MOST, Decimal(certainty).quantize(_STEP, ROUND_FLOOR))


def _find_runs(text: str, marks: Sequence[tuple[str, Decimal | None]]) -> Iterable[Run]:
    """Half-open runs of ``text`` that are equally certain; what joins characters goes with them."""
    places = []
    at = 0
    for char, certainty in marks:
        found = text.find(char, at)
        if found >= 0:
            places.append((found, certainty))
            at = found + 1
    for certainty, group in groupby(places, key=lambda place: place[1]):
        run = list(group)
        if certainty is not None:
            yield run[0][0], run[-1][0] + 1, certainty
