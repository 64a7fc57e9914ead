"""Which numbers of a paragraph are figures, and in which unit."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import itemgetter

from .comparisons import ComparisonRun
from .quantities import Quantity, declare_unit, find_declared_unit, find_quantities
from .text import find_sentences

# 菜籽油（5升）每桶9元: a size in brackets that the sentence runs over
_OPENING = re.compile(r"\([\u4e00-\u9fff]{0,4}$")
_OPENING_OF_KIND = re.compile(r"\([^()]{0,10}$")  # （HRB400，20毫米）
_CLOSING = re.compile(r"\)[\u4e00-\u9fff]")
_SIZES = frozenset("% 克 千克 公斤 斤 吨 升 毫升 米 厘米 毫米 寸 平方米".split())
_BARE_BEFORE = re.compile(r"(?:为|达到|达|是|指数|评分|得分)\s*$")
_DECIMAL_BEFORE = re.compile(r"(?:平均|均值|比|由|从|[升降增减]?至|[升降]到|的)\s*$")
_BARE_AFTER = re.compile(r"\s*(?:[，,；;。、)）>]|$)")
# 甲县（5.21）、乙县（5.34）: two such make a list of numbers, not of labels
_IN_BRACKETS = re.compile(
    r"(?<=[\u4e00-\u9fff])\((?P<number>\d+(?:\.\d+)?)\)(?=[、,，和及与]+[\u4e00-\u9fff]{1,10}\(\d|[^\u4e00-\u9fff]|$)"
)
# 麒麟区36.1>富源县21.9
_RANKED = re.compile(
    r"(?<=[\u4e00-\u9fff>])\d+(?:\.\d+)?(?=\s?>)|>\s?[\u4e00-\u9fff]{1,10}(?P<last>\d+(?:\.\d+)?)"
)
# （商渔船2、渔船4、其他1）, 9涨、11跌、6平
_ROW = re.compile(
    r"\((?:[\u4e00-\u9fff]{1,8}\d+[、,/;])+[\u4e00-\u9fff]{1,8}\d+\)|(?<!\d)(?:\d{1,6}[升涨跌降平][、,]?){2,}"
)
_DIGITS = re.compile(r"\d+")
# AQI在35—78之间
_RANGE = re.compile(
    r"(?:为|在|介于|指数|AQI|值)\s?(?P<low>\d+(?:\.\d+)?)\s?[~～—–\-至到]+\s?(?P<high>\d+(?:\.\d+)?)"
    r"(?=之间|[,，;；。、)）]|$)"
)


def find_numbers(text: str, *, outside: Iterable[tuple[int, int]]) -> tuple[Quantity, ...]:
    """The numbers of a paragraph, each with the unit that its sentence declares once for all."""
    quantities: Sequence[Quantity] = find_quantities(text, outside=outside)
    # 主要指标（单位：件）：受理98、办结95
    declared: list[tuple[int, int, str, Decimal]] = []
    for start, end in find_sentences(text) if "单位" in text else ():
        if unit := find_declared_unit(text[start:end]):
            declared.append((start, end, *unit))
    return tuple(_with_unit(quantity, declared) for quantity in quantities)


def _with_unit(quantity: Quantity, declared: Sequence[tuple[int, int, str, Decimal]]) -> Quantity:
    at = bisect_right(declared, quantity.start, key=itemgetter(0)) - 1
    if at < 0 or quantity.start >= declared[at][1]:
        return quantity
    return declare_unit(quantity, *declared[at][2:])


def keep_figures(
    folded: str, quantities: Sequence[Quantity], runs: Sequence[ComparisonRun]
) -> tuple[Quantity, ...]:
    """The numbers that count something: not those of changes, sizes, or without unit and verb."""
    bare = set() if all(q.unit for q in quantities) else _places_of_bare(folded)
    starts = [run.start for run in runs]
    return tuple(
        quantity
        for quantity in quantities
        if not _is_in(quantity, runs, starts)
        and (quantity.start in bare or _counts(folded, quantity))
    )


def _is_in(quantity: Quantity, runs: Sequence[ComparisonRun], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, quantity.start) - 1
    # one within brackets of another: 较上周（+5%）下降3%
    return any(quantity.start < run.end for run in runs[max(0, at - 1) : at + 1])


def _inside(row: re.Match[str]) -> tuple[str, int, int]:
    return row.string, row.start(), row.end()


def _places_of_bare(folded: str) -> set[int]:
    """Where numbers without a unit stand that their place in a list, ranking or range tells."""
    places = {match.start(name) for match in _RANGE.finditer(folded) for name in ("low", "high")}
    listed = [match.start("number") for match in _IN_BRACKETS.finditer(folded)]
    places.update(listed if len(listed) > 1 else ())
    places.update(
        place.start() for row in _ROW.finditer(folded) for place in _DIGITS.finditer(*_inside(row))
    )
    for match in _RANKED.finditer(folded) if ">" in folded else ():
        places.add(match.start() if match["last"] is None else match.start("last"))
    return places


def _counts(folded: str, quantity: Quantity) -> bool:
    if quantity.unit:
        return not _specifies(folded, quantity)
    before = max(0, quantity.start - 6)
    if _BARE_BEFORE.search(folded, before, quantity.start):
        return _BARE_AFTER.match(folded, quantity.end) is not None
    if not quantity.value % 1 or not _DECIMAL_BEFORE.search(folded, before, quantity.start):
        return False
    ends = _BARE_AFTER.match(folded, quantity.end) is not None
    return ends or folded[quantity.end : quantity.end + 1] in {"降", "升", "增", "减"}  # 由18.6降至


def _specifies(folded: str, quantity: Quantity) -> bool:
    opening = _OPENING if quantity.unit == "%" else _OPENING_OF_KIND
    return bool(
        quantity.unit in _SIZES
        and opening.search(folded, max(0, quantity.start - 12), quantity.start)
        and _CLOSING.match(folded, quantity.end)
    )
