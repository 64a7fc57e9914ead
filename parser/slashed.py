"""Numbers side by side under names side by side: 接件/办结：甲窗口33件/29件."""

import re
from dataclasses import dataclass, replace

from .quantities import Quantity, find_quantities

_WORD = r"[\u4e00-\u9fff]{1,8}"
_NAMES = re.compile(rf"{_WORD}(?:\s?/\s?{_WORD})+")
_NUMBER = r"\d+(?:\.\d+)?\s?(?:[%‰]|[\u4e00-\u9fff]{0,3})"
_TIME = re.compile("^(?:[本上今当][周月年日季]度?(?:以来)?|累计|共计?|其中)+")
# no date (2023/7/1) has a name for each of its numbers above it
_NUMBERS = re.compile(rf"(?<![\d.])(?=\d){_NUMBER}(?:\s?/\s?{_NUMBER})+(?:\((?P<unit>{_WORD})\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slashed:
    """Numbers of one place, in order, with the names that stand above them."""

    names: tuple[str, ...]
    numbers: tuple[Quantity, ...]


def find_slashed(folded: str) -> tuple[Slashed, ...]:
    """The rows of numbers for which as many names were printed before them, once for all."""
    if "/" not in folded:
        return ()
    headers = [(m.end(), _read_header(m[0])) for m in _NAMES.finditer(folded)]
    found: list[Slashed] = []
    place = 0
    for row in _NUMBERS.finditer(folded) if headers else ():
        while place + 1 < len(headers) and headers[place + 1][0] <= row.start():
            place += 1
        end, names = headers[place]
        numbers = _read_row(folded, row)
        if end <= row.start() and len(numbers) == len(names):
            found.append(Slashed(names=names, numbers=numbers))
    return tuple(found)


def _read_header(words: str) -> tuple[str, ...]:
    first, *others = words.replace(" ", "").split("/")
    return (_TIME.sub("", first) or first, *others)


def _read_row(folded: str, row: re.Match[str]) -> tuple[Quantity, ...]:
    """The numbers of a row; a unit that is printed once, at its end, is that of all."""
    numbers: list[Quantity] = []
    start = row.start()
    for part in folded[row.start() : row.end()].split("/"):
        cell = part.partition("(")[0]
        read = find_quantities(f"为{cell}")
        if len(read) != 1:
            return ()
        numbers.append(_moved(read[0], start - 1))
        start += len(part) + 1
    unit = numbers[-1].unit or row["unit"] or ""
    return tuple(number if number.unit else replace(number, unit=unit) for number in numbers)


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        whole_start=quantity.whole_start + by,
        whole_end=quantity.whole_end + by,
    )
