"""Changes stated with figures (同比, 环比, 较上周): found by their words, numbers and lists.

A run is one marker with all that hangs on it: 同比分别增长5%、3%，下降1%.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .model import Basis, Comparison, Direction
from .quantities import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRun:
    """One marker and its changes; the place is half-open in the searched text."""

    start: int
    end: int
    comparisons: tuple[Comparison, ...]  # in the order printed
    respective: bool  # 分别: the changes belong to as many figures, in order
    alike: bool = False  # 均: the change belongs to each figure of a list
    several_bases: bool = False  # 同比、环比分别…: changes of one figure
    subject: str = ""  # whose change it is, where the words stand inside: 相比，起数减少3起


_YEAR = (
    r"同比|(?:(?:与|和|同|比|较)?(?:去年|上年|前年|20\d\d年|历年|常年)(?:的)?同期(?:相比|相较)?)"
    r"|[比较](?:去年|上年|前年|20\d\d年)(?:全年|同月|同季)?"
)
_PREVIOUS = (
    r"环比|周环比|月环比|(?:与|和|同|比|较)(?:上|前)(?:一|个|1)?(?:个)?(?:周|月|季度|季|期|旬|日|年度|报告期|统计周期)"
    r"(?:度|期|同期)?(?:相比|相较)?|[比较]\s?(?:\d{1,2}\s?[—\-–~至]\s?)?\d{1,2}\s?月(?:份)?(?![底末初\d])(?:相比)?|[比较](?:前期|昨日|昨天|前一日|上次|此前)(?:相比)?"
)
_SINCE = r"[比较](?:年初|期初|\d{1,2}月(?:底|末|初))(?:相比)?"
_MARKER = re.compile(
    r"(?=[同与和比较去上前2历常环周月])"  # what they begin with
    rf"(?:(?P<year>{_YEAR})|(?P<previous>{_PREVIOUS})|(?P<since>{_SINCE}))"
)
_UP = (
    "增长率|增收|增长|增加|上升|提高|提升|上涨|攀升|增幅|涨幅|扩大|加快|偏多|偏高|净增|调增|延长|↑|\\+"
    "|多|增|升|高|涨|快"
)
_DOWN = (
    "负增长|减收|下降|减少|降低|回落|下滑|下跌|降幅|跌幅|缩小|收窄|改善|放缓|偏少|偏低|净减|调减|缩短|压缩|↓"
    "|少|降|减|低|跌|慢"
)
_FLAT = "基本持平|持平|保持不变|基本一致|相当|无变化|没有变化"
_BETWEEN = re.compile(
    r"[\s,，]*(?:\([^()]{1,10}\))?(?:(?:[\u4e00-\u9fff]{1,6}、)*[\u4e00-\u9fff]{1,6}(?=分别))?(?:的|相比|相较|期间|[,，]|均|都|共|又|再|也|略有|略|小幅|大幅|有所|已|则|累计|名义|实际|同口径|约|将近|近|继续|同步|总体|同样)*"
    r"(?P<respective>分别)?(?:均|略有|略|小幅|大幅)*"
)
_ALIKE = re.compile("(?<![日月年人户平])均(?!价)|都")
_WAY = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<flat>{_FLAT}))?"
    r"(?:(?<=[多少])(?!于|数|\d)[\u4e00-\u9fff]{2}(?=\d))?(?:了|出|为|达到|达|约|近|超过|超|逾|至)*[:：]?\s*"
)
_FURTHER = re.compile(r"\s*[、,，和与]\s*")
_SEPARATOR = re.compile(r"\s*(?:[、，,和与及]|以及)\s*")
_BASES: dict[str, Basis] = {
    "year": "year_on_year",
    "previous": "period_on_period",
    "since": "since",
}


# a change after its figure without a marker speaks of the same basis as the one before it
_CHANGED = (
    "增收|减收|扩大|缩小|增长|增加|上升|提高|上涨|增幅|涨幅|下降|减少|降低|回落|下跌|降幅|跌幅"
)
_UNMARKED = re.compile(
    rf"(?<=[,，(（、])\s*(?:同口径|名义|实际)?(?P<respective>分别)?(?:{_CHANGED})"
    r"(?:了|为|达|约|近|超过)?\s*(?=[\d.])"
)
# 其中食品类上涨15.2%: a rate of change behind its own words
_UNMARKED_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?P<respective>分别)?(?:{_CHANGED})(?:了|为|达|约|近|超过)?\s*"
    r"(?=[\d.]+\s?(?:%|个百分点|倍|成))"
)
# 与上周相比，起数减少3起，死亡人数增加1人: each change names its own figure
_SUBJECT = re.compile(
    rf"[\s,，]*(?P<subject>[\u4e00-\u9fff]{{2,10}}?)(?=(?:{_CHANGED})(?:了|约|近)?\d)"
)


def find_comparisons(
    text: str, quantities: Sequence[Quantity], *, usual: Basis | None = None
) -> tuple[ComparisonRun, ...]:
    """The comparisons of ``text``, in order.

    Args:
        text: Running text, digits in half width.
        quantities: What ``find_quantities`` found in it.
        usual: What a change without any marker is against in such a text: 同比 in the
            bulletins of statisticians. None: it is left alone.

    Returns:
        Runs with at least a direction; a marker without one (与上年同期相比的受理量) is left
        out. A change that names no number has the value None.
    """
    starts = {quantity.start: quantity for quantity in quantities}
    runs: list[ComparisonRun] = []
    for marker in _MARKER.finditer(text):
        if not runs or marker.start() >= runs[-1].end:
            runs.extend(_read_marked(text, marker, starts))
    unmarked = list(_find_unmarked(text, runs, starts, usual))
    return tuple(sorted([*runs, *unmarked], key=lambda run: run.start))


def _read_marked(
    text: str, marker: re.Match[str], starts: dict[int, Quantity]
) -> Iterator[ComparisonRun]:
    """The run of a marker, and those of the changes after it that name their own figures."""
    run = _read_run(text, marker, starts)
    if run is not None:
        yield run
        return
    bases, end = _read_bases(text, marker)
    start = marker.start()
    while (subject := _SUBJECT.match(text, end)) is not None:
        items = list(_read_items(text, subject.end(), bases, starts))[:1]
        if not items:
            return
        comparison, stop = items[0]
        yield ComparisonRun(
            start=start,
            end=stop,
            comparisons=(comparison,),
            respective=False,
            subject=subject["subject"],
        )
        start = end = stop


def _find_unmarked(
    text: str,
    runs: Sequence[ComparisonRun],
    starts: dict[int, Quantity],
    usual: Basis | None,
) -> Iterator[ComparisonRun]:
    found = [*_UNMARKED.finditer(text), *(_UNMARKED_INSIDE.finditer(text) if usual or runs else ())]
    for match in found:
        earlier = [run for run in runs if run.end <= match.start()]
        basis = earlier[-1].comparisons[0].basis if earlier else usual
        if basis is None or any(run.start <= match.end() < run.end for run in runs):
            continue
        respective = match["respective"] is not None
        first = match.end("respective") if respective else _first_of_change(match)
        items = list(_read_items(text, first, [basis], starts))
        if items:
            yield ComparisonRun(
                start=match.start(),
                end=items[-1][1],
                comparisons=tuple(comparison for comparison, _ in items),
                respective=respective,
            )


def _first_of_change(match: re.Match[str]) -> int:
    words = re.search(_CHANGED, match[0])
    return match.start() + (words.start() if words else 0)


def _read_run(
    text: str, marker: re.Match[str], starts: dict[int, Quantity]
) -> ComparisonRun | None:
    bases, end = _read_bases(text, marker)
    between = _BETWEEN.match(text, end)
    assert between is not None  # every part of it may be empty
    items = list(_read_items(text, between.end(), bases, starts))
    if not items:
        return None
    comparisons = [comparison for comparison, _ in items]
    first = comparisons[0]
    printed = text[marker.start() : items[0][1]]
    comparisons[0] = replace(first, printed=printed)
    if comparisons[-1].unit == "个百分点":  # 分别高4个和1.7个百分点
        comparisons = [replace(c, unit="个百分点") if c.unit == "个" else c for c in comparisons]
    return ComparisonRun(
        start=marker.start(),
        end=items[-1][1],
        comparisons=tuple(comparisons),
        # 同比、环比分别增长5%、3%: two changes of one figure
        respective=between["respective"] is not None and len(bases) == 1,
        several_bases=len(bases) > 1,
        alike=_ALIKE.search(text, max(0, marker.start() - 2), items[0][1]) is not None,
    )


def _read_bases(text: str, marker: re.Match[str]) -> tuple[list[Basis], int]:
    """The bases of a run, mostly one, and where their words end."""
    bases = [_BASES[marker.lastgroup or ""]]
    while (further := _FURTHER.match(text, marker.end())) is not None:
        found = _MARKER.match(text, further.end())
        if found is None:
            break
        marker = found
        bases.append(_BASES[marker.lastgroup or ""])
    return bases, marker.end()


def _read_items(
    text: str, position: int, bases: Sequence[Basis], starts: dict[int, Quantity]
) -> Iterator[tuple[Comparison, int]]:
    direction: Direction | None = None
    first, comma = position, False
    for count in itertools.count():
        way = _WAY.match(text, position)
        assert way is not None
        direction = _direction(way) or direction
        quantity = starts.get(way.end())
        named = _direction(way) is not None
        if position != first and not named and (quantity is None or way[0].strip() or comma):
            return
        if direction is None and quantity is not None and quantity.value < 0:
            direction = "down"
        if direction is None:
            return
        stop = way.end() if quantity is None else quantity.whole_end
        stop = way.start() + len(way[0].rstrip()) if quantity is None else stop
        yield (
            Comparison(
                basis=bases[min(count, len(bases) - 1)],
                direction=direction,
                value=None if quantity is None else abs(quantity.value),
                unit=None if quantity is None else quantity.unit,
                printed=text[position:stop],
            ),
            stop,
        )
        separator = _SEPARATOR.match(text, stop)
        if separator is None:
            return
        # 增长8%，99件: behind a comma only a named direction goes on with the list
        comma = separator[0].strip() in {",", "，"}
        position = separator.end()


def _direction(way: re.Match[str]) -> Direction | None:
    if way["up"]:
        return "up"
    if way["down"]:
        return "down"
    return "flat" if way["flat"] else None
