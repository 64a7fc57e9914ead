"""Spaces that an OFD file does not write: converters drop them and keep the gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .pdf_characters import Glyph
from .pdf_page import PageContent

_DATE_MARKS = frozenset(
    "年月日期号"
)  # they follow numbers, and numbers follow them, without a space
_CLEARLY = 0.03  # em more than between a number and 年
_WIDE = 1.5  # em: that is a column, not a space
_FEWEST = 3  # gaps at dates that tell how wide one without a space is


class _Gap(NamedTuple):
    """Between a number and a Chinese character, the line's own stretching taken off."""

    page: int
    right: int  # position of the glyph on its page
    start: float
    em: float
    at_date: bool


def restore_spaces(pages: Sequence[PageContent | None]) -> list[PageContent | None]:
    """The pages with spaces between numbers and words wherever the gap is wider than at dates.

    Programs set Chinese and digits apart by themselves, so a gap alone is no space. A file that
    writes its spaces is left as it is, and so is one with too few dates to compare with.
    """
    if any(glyph.space is not None for page in pages if page is not None for glyph in page.glyphs):
        return list(pages)
    gaps = [
        gap
        for number, page in enumerate(pages)
        if page is not None
        for gap in _find_gaps(number, page.glyphs)
    ]
    usual = [gap.em for gap in gaps if gap.at_date]
    if len(usual) < _FEWEST:
        return list(pages)
    least = median(usual) + _CLEARLY
    spaces: dict[int, dict[int, float]] = {}
    for gap in gaps:
        if least < gap.em < _WIDE and not gap.at_date:
            spaces.setdefault(gap.page, {})[gap.right] = gap.start
    return [
        page if page is None or number not in spaces else _with_spaces(page, spaces[number])
        for number, page in enumerate(pages)
    ]


def _with_spaces(page: PageContent, spaces: dict[int, float]) -> PageContent:
    glyphs = tuple(
        glyph._replace(space=spaces[position]) if position in spaces else glyph
        for position, glyph in enumerate(page.glyphs)
    )
    return replace(page, glyphs=glyphs)


def _find_gaps(page: int, glyphs: Sequence[Glyph]) -> Iterator[_Gap]:
    lines: dict[int, list[int]] = {}
    for position, glyph in enumerate(glyphs):
        lines.setdefault(round(glyph.y), []).append(position)
    for line in lines.values():
        line.sort(key=lambda position: glyphs[position].x0)
        pairs = [(glyphs[left], glyphs[right], right) for left, right in pairwise(line)]
        plain = [
            (right.x0 - left.x1) / left.size
            for left, right, _ in pairs
            if _is_chinese(left) and _is_chinese(right)
        ]
        stretch = median(plain) if plain else 0.0
        for left, right, position in pairs:
            number, word = (left, right) if left.text.isascii() else (right, left)
            if _is_number(number) and _is_chinese(word):
                yield _Gap(
                    page=page,
                    right=position,
                    start=left.x1,
                    em=(right.x0 - left.x1) / left.size - stretch,
                    at_date=word.text in _DATE_MARKS,
                )


def _is_chinese(glyph: Glyph) -> bool:
    return "\u3400" <= glyph.text <= "\u9fff"


def _is_number(glyph: Glyph) -> bool:
    return "0" <= glyph.text <= "9" or glyph.text == "%"
