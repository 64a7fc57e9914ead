"""What a printed number can stand for: 43.3% is anything from 43.25 to 43.35, 3万余 up to 4万.

A comparison of two printed numbers is a comparison of two such spans: they contradict each
other where the spans do not meet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Self

from parser.model import Figure, Qualifier
from parser.text import fold_width

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?\s*([十百千万亿]*)")
_MULTIPLES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}
# what can be counted to the last one is; a share is not, whole as it may look
_MEASURED = frozenset({"%", "％", "‰", "个百分点", "百分点", "倍", "成"})
_NEARLY = Decimal("0.02")  # how far 约 was seen to be from the number it rounds
_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """From ``low`` to ``high``, both included: what the exact number behind printed words can be.

    Sums and differences of extents are extents, so the rounding of every part is carried along.
    """

    low: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal | int) -> Self:
        """One value alone."""
        return cls(low=Decimal(value), high=Decimal(value))

    def __add__(self, other: "Extent") -> "Extent":
        return Extent(low=self.low + other.low, high=self.high + other.high)

    def __sub__(self, other: "Extent") -> "Extent":
        return Extent(low=self.low - other.high, high=self.high - other.low)

    def meets(self, other: "Extent") -> bool:
        """Whether one number can lie in both."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Decimal) -> "Extent":
        """The same with as much more on both sides."""
        return Extent(low=self.low - by, high=self.high + by)

    @property
    def slack(self) -> Decimal:
        """Half of its width."""
        return (self.high - self.low) / 2


def extent_of(figure: Figure) -> Extent:
    """What the number behind a figure can be, by its digits and by 约, 近, 超过, 余."""
    return _extent(figure.printed, figure.value, figure.unit, figure.qualifier)


@lru_cache(maxsize=1 << 16)
def _extent(printed: str, value: Decimal, unit: str, qualifier: Qualifier | None) -> Extent:
    half = half_step(printed, unit)
    if qualifier is None:
        return Extent(low=value - half, high=value + half)
    place = max(_last_place(value), half * 2)
    if qualifier == "about":
        nearness = max(place, abs(value) * _NEARLY)
        return Extent(low=value - nearness, high=value + nearness)
    if qualifier in ("over", "at_least"):
        return Extent(low=value - half, high=value + place)
    return Extent(low=value - place, high=value + half)


def half_step(printed: str, unit: str) -> Decimal:
    """Half of the last printed digit's place: 50 for 24.51万, 0.05 for 43.3%, 0 for 394件."""
    match = _DIGITS.search(fold_width(printed))
    if match is None:
        return Decimal(0)
    step = _WHOLE.scaleb(-len(match[1] or ""))
    for sign in match[2]:
        step *= _MULTIPLES[sign]
    is_counted = step == 1 and unit not in _MEASURED
    return Decimal(0) if is_counted else step / 2


def is_rounded(figure: Figure) -> bool:
    """Whether more than one number can be meant."""
    return figure.qualifier is not None or half_step(figure.printed, figure.unit) > 0


def total_of(figures: Iterable[Figure]) -> Extent:
    """The extent of a sum."""
    found = Extent.exactly(0)
    for figure in figures:
        found += extent_of(figure)
    return found


def _last_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not 0: 100 for 2800."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    while len(digits) > 1 and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    return _WHOLE.scaleb(exponent)
