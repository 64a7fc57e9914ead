"""How certain the words of facts are, where they were read from pictures (OCR)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from .model import Block, Figure


def with_certainty(figures: Iterable[Figure], blocks: Sequence[Block]) -> tuple[Figure, ...]:
    """The figures, those whose words were read from a picture with how certain these are."""
    return tuple(
        replace(figure, certainty=certainty_of(block, figure.span.start, figure.span.end))
        if (block := blocks[figure.span.block]).certainty
        else figure
        for figure in figures
    )


def certainty_of(block: Block, start: int, end: int) -> Decimal | None:
    """The certainty of the least certain character; None where none was read from a picture."""
    runs = (certainty for first, last, certainty in block.certainty if first < end and start < last)
    return min(runs, default=None)
