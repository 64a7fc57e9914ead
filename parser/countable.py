"""Which numbers of a paragraph are figures, and in which unit."""

import re
from collections.abc import Iterable, Sequence

from .comparisons import ComparisonRun
from .quantities import Quantity, declare_unit, find_declared_unit, find_quantities
from .text import find_sentences

# 菜籽油（5升）每桶9元: a size in brackets that the sentence runs over
_OPENING = re.compile(r"\([\u4e00-\u9fff]{0,4}$")
_CLOSING = re.compile(r"\)[\u4e00-\u9fff]")
_SIZES = frozenset("% 克 千克 公斤 斤 吨 升 毫升 米 厘米 毫米 寸 平方米".split())
_BARE_BEFORE = re.compile(r"(?:为|达到|达|是|指数|评分|得分)\s*$")
_BARE_AFTER = re.compile(r"\s*(?:[，,；;。、)）]|$)")


def find_numbers(text: str, *, outside: Iterable[tuple[int, int]]) -> tuple[Quantity, ...]:
    """The numbers of a paragraph, each with the unit that its sentence declares once for all."""
    quantities: Sequence[Quantity] = find_quantities(text, outside=outside)
    # 主要指标（单位：件）：受理98、办结95
    for start, end in find_sentences(text) if "单位" in text else ():
        if declared := find_declared_unit(text[start:end]):
            quantities = [
                declare_unit(q, *declared) if start <= q.start < end else q for q in quantities
            ]
    return tuple(quantities)


def keep_figures(
    folded: str, quantities: Sequence[Quantity], runs: Sequence[ComparisonRun]
) -> tuple[Quantity, ...]:
    """The numbers that count something: not those of changes, sizes, or without unit and verb."""
    changing = {
        quantity.start
        for run in runs
        for quantity in quantities
        if run.start <= quantity.start < run.end
    }
    return tuple(q for q in quantities if q.start not in changing and _counts(folded, q))


def _counts(folded: str, quantity: Quantity) -> bool:
    if quantity.unit:
        return not _specifies(folded, quantity)
    return bool(
        _BARE_BEFORE.search(folded, 0, quantity.start) and _BARE_AFTER.match(folded, quantity.end)
    )


def _specifies(folded: str, quantity: Quantity) -> bool:
    return bool(
        quantity.unit in _SIZES
        and _OPENING.search(folded, 0, quantity.start)
        and _CLOSING.match(folded, quantity.end)
    )
