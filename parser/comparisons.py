"""Changes stated with figures (同比, 环比, 较上周): found by their words, numbers and lists.

A run is one marker with all that hangs on it: 同比分别增长5%、3%，下降1%.
"""

import itertools
import re
from bisect import bisect_left
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
    base: Quantity | None = None  # what it was then: 较上周（81例）减少12例
    subject: str = ""  # whose change it is, where the words stand inside: 相比，起数减少3起


_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十几])"
_YEARS = "去年|上年|上一年|前年|历年|常年|往年|多年|20\\d\\d年"
_LEVEL = "(?:的?(?:平均|均值|水平))*"
_YEAR = (
    rf"同比|[与和同跟比较]?\s?(?:{_YEARS}|近{_COUNT}年)的?同(?:一时期|时段|期|月|日|季度?|周|旬){_LEVEL}(?:相比|相较|比)?"
    rf"|[比较](?:常年|往年|历年|近{_COUNT}年){_LEVEL}"
    r"|[比较](?:去年|上年|前年|20\d\d年)(?:全年|假期|长假|国庆|春节|中秋|清明|五一|端午|元旦)?"
)
_PREVIOUS = (
    rf"环比|周环比|月环比|[与和同跟比较](?:[上前]{_COUNT}?个?|过去{_COUNT}个?)"
    r"(?:周[一二三四五六日]|报告期|统计周期|半月|半年|季度|年度|双周|周|月|季|期|旬|日|天|轮|批)"
    rf"(?:度|末|同期)?{_LEVEL}(?:相比|相较|比)?"
    r"|[比较]\s?(?:\d{1,2}\s?[—\-–~至]\s?)?\d{1,2}\s?月份?(?:同期|[上中下]旬|[上下]半月)?(?![底末初\d])(?:相比)?"
    r"|[比较](?:上半年|前?[一二三四1-4]个?季度|前\d{1,2}个月)(?:相比)?"
    r"|[与和同跟](?:\d{1,2}月份?|上半年|前?[一二三四1-4]个?季度|前\d{1,2}个月)(?:相比|相较|(?=(?:基本|大体)?(?:持平|相当)))"
    r"|[比较与](?:前期|昨日|昨天|前一日|上次|此前|前次)(?:相比)?"
)
_SINCE = (
    r"[比较与](?:年初|期初|月初|季初|周初|上年[底末]|去年[底末]|(?:[春国中端元清五][节庆秋午旦明一]节?|节|汛|年|假|整治|集中整治)前"
    r"|(?:年内|历史|前期|此前)?最?[高低][点峰谷](?:期|值|时)?|[\u4e00-\u9fff]{2,4}前(?=压|缩|减|增|下降|上升|提|多|少|快)|\d{1,2}月(?:底|末|初|\d{1,2}日))(?:相比)?"
)
_MARKER = re.compile(
    r"(?=[同与和跟比较去上前2历常往多近环周月])"  # what they begin with
    rf"(?:(?P<year>{_YEAR})|(?P<previous>{_PREVIOUS})|(?P<since>{_SINCE}))"
)
_UP = (
    "不降反[升增]|恶化|反弹|增长率|增收|增长|增加|上升|提高|提升|上涨|攀升|增幅|涨幅|扩大|加快|偏多|偏高|净增|调增|延长|↑|\\+"
    "|回升|抬升|跃升|走高|增多|上浮|上调|上扬|猛增|激增|翻|拉长|增速(?=[为达约]|\\d)"
    "|多|增|升|高|涨|快"
)
_DOWN = (
    "不[升增]反降|负增长|减收|下降|减少|降低|回落|下滑|下跌|降幅|跌幅|缩小|收窄|改善|放缓|偏少|偏低|净减|调减|缩短|压缩|↓"
    "|走低|下浮|下调|萎缩|缩减|滑落|压减|压降|骤降|锐减|递减|节约|节省"
    "|少|降|减|低|跌|慢"
)
_FLAT = "(?:基本|大体|总体)?持平|保持不变|基本一致|相当|无变[化动]|没有变[化动]|未变|不变"
_BETWEEN = re.compile(
    r"[\s,，]*(?:\([^()]{1,10}\))?(?:由[\u4e00-\u9fff]转[\u4e00-\u9fff][,，]?|转)?(?:(?:[\u4e00-\u9fff]{1,6}、)*[\u4e00-\u9fff]{1,6}(?=分别))?(?:的|相比|相较|期间|[,，]|均|都|共|又|再|也|仍|还|反而|却|各|微|稍有|稍|略有|略|小幅|大幅|明显|显著|持续|逐步|进一步|有所|已|则|累计|名义|实际|同口径|约|将近|近|继续|同步|总体|同样|双双)*"
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


_EXCEEDING = re.compile(
    r"(?:(?P<more>[高多快好大]于)|[低少慢差小]于)(?:(?P<year>(?:去年|上年|20\d\d年|常年|历年|往年)同期?)"
    r"|上一?[周月期]|前一[周月期日]|上个[月周]|上季度|上一季度)(?:同期)?(?:平均)?(?:水平)?"
)
_STOPS = frozenset(",;。、")
_BASE_OPENS = re.compile(r"(?:的|水平|为)*\s*\((?:[^()]{0,14}[,:])?\s*(?:为)?|的(?:水平)?")

# a change after its figure without a marker speaks of the same basis as the one before it
_CHANGED = (
    "增收|减收|扩大|缩小|增长|增加|上升|提高|提升|上涨|回升|增幅|涨幅|下降|减少|降低|回落|下跌|下滑|压减|压降|缩短"
    "|上调|下调|上浮|下浮|降幅|跌幅|升幅"
)
_UNMARKED = re.compile(
    rf"(?<=[,，(（、])\s*(?:同口径|名义|实际|略|微|小幅|大幅)*(?P<respective>分别)?(?:{_CHANGED}|[多少增降涨跌升](?=\d))"
    r"(?:了|为|达|约|近|超过)?\s*(?=[\d.])"
)
_UNMARKED_FLAT = re.compile(r"(?<=[,，])\s*(?:均|都)?(?:基本)?持平(?=[,，;；。、)）]|$)")
# （-4.4%）, 甲业、乙业依次为+12.6%、-6.7%
_SIGNED = re.compile(
    r"(?:(?P<respective>分别|依次)为?|(?<=[(\u4e00-\u9fff]))\s*(?=[+\-−↑↓]\s?\d+(?:\.\d+)?(?:%|个百分点))"
)
_RATE_OF_CHANGE = re.compile("[增涨降跌升]幅")
_RECENT = 12  # changes before one without a marker that can tell what it is against
# 其中食品类上涨15.2%: a rate of change behind its own words
_UNMARKED_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?P<respective>分别)?(?:{_CHANGED}|[增降涨跌](?=\d))"
    r"(?:了|为|达|约|近|超过)?\s*(?=[\d.]+\s?(?:%|个百分点|倍|成))"
    rf"|(?<=[,、;][件人起批户次宗][数次])(?:{_CHANGED})(?:了|约|近)?(?=[\d.])"
)
# 与上周相比，起数减少3起，死亡人数增加1人: each change names its own figure
_SUBJECT = re.compile(
    rf"[\s,，]*(?P<subject>[\u4e00-\u9fff]{{2,10}}?)(?=(?:{_CHANGED}|[多少高低增降涨跌升快慢])(?:了|约|近)?\d|(?:基本)?持平)"
)


def find_comparisons(
    text: str,
    quantities: Sequence[Quantity],
    *,
    usual: Basis | None = None,
    year: int | None = None,
) -> tuple[ComparisonRun, ...]:
    """The comparisons of ``text``, in order.

    Args:
        text: Running text, digits in half width.
        quantities: What ``find_quantities`` found in it.
        year: The year that the text tells of: a year farther back than the one before it
            (较2019年同期, in 2021) is no 同比, but a time since then. None: not known.
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
            runs.extend(_since(run, year) for run in _read_marked(text, marker, starts))
    runs.extend(_find_exceeding(text, starts))
    runs.sort(key=lambda run: run.start)
    unmarked = list(_find_unmarked(text, runs, starts, usual))
    return tuple(sorted([*runs, *unmarked], key=lambda run: run.start))


_PRINTED_YEAR = re.compile(r"20\d\d(?=年)")


def _since(run: ComparisonRun, year: int | None) -> ComparisonRun:
    """较2019年同期: a year that is printed, and is not the one before the text's own."""
    first = run.comparisons[0]
    printed = _PRINTED_YEAR.search(first.printed, 0, 8) if year else None
    if printed is None or year is None or first.basis != "year_on_year":
        return run
    if int(printed[0]) == year - 1:
        return run
    changes = tuple(replace(change, basis="since") for change in run.comparisons)
    return replace(run, comparisons=changes)


def _find_exceeding(text: str, starts: dict[int, Quantity]) -> Iterator[ComparisonRun]:
    """低于前一周水平（5.1%）, 高于去年同期, 高于上月2.3个百分点."""
    for match in _EXCEEDING.finditer(text):
        base, end = _read_base(text, match.end(), starts)
        amount = None if base else starts.get(match.end())
        yield ComparisonRun(
            start=match.start(),
            end=end if amount is None else amount.whole_end,
            comparisons=(
                Comparison(
                    basis="year_on_year" if match["year"] else "period_on_period",
                    direction="up" if match["more"] else "down",
                    value=None if amount is None else abs(amount.value),
                    unit=None if amount is None else amount.unit or None,
                    printed=match[0],
                ),
            ),
            respective=False,
            base=base,
        )


def _read_base(
    text: str, position: int, starts: dict[int, Quantity]
) -> tuple[Quantity | None, int]:
    """The number of then behind the words for then: 上周的81例, 上周（81例）; and its end."""
    opened = _BASE_OPENS.match(text, position)
    base = starts.get(opened.end()) if opened else None
    if opened is None or base is None:
        return None, position
    if "(" not in opened[0]:
        return base, base.end
    return (base, base.whole_end + 1) if text.startswith(")", base.whole_end) else (None, position)


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
    """The changes without a marker; each takes its basis from those before it."""
    found = [*_UNMARKED.finditer(text), *_UNMARKED_FLAT.finditer(text), *_SIGNED.finditer(text)]
    found += _UNMARKED_INSIDE.finditer(text) if usual == "year_on_year" or runs else ()
    places = [run.start for run in runs]
    stop = 0
    for match in sorted(found, key=lambda one: one.start()):
        if match.start() < stop:
            continue
        count = bisect_left(places, match.end())
        last = runs[count - 1] if count else None
        if last is not None and match.end() <= last.end:
            continue
        basis = _basis_of_unmarked(text, match, runs[max(0, count - _RECENT) : count], usual)
        if basis is None:
            continue
        respective = match.groupdict().get("respective") is not None
        first = match.end("respective") if respective else _first_of_change(match)
        items = list(_read_items(text, first, [basis], starts))
        if items:
            stop = items[-1][1]
            yield ComparisonRun(
                start=match.start(),
                end=stop,
                comparisons=tuple(comparison for comparison, _ in items),
                respective=respective,
            )


# in a week's report only what stands right behind its figure is sure to be a change of it
_BEHIND_FIGURE = re.compile(r"\d[^,，;；。、\d]{0,6}[,，(（]?$|\d[^,，;；。、\d]{0,6}[,，(（].$")
# 综合指数同比改善居前的为甲县（-18.1%）: the basis stands apart from the number
_NAMED_BEFORE = re.compile("(?:(?P<year>同比)|环比)(?!.*(?:[同环]比|。))")


def _basis_of_unmarked(
    text: str, match: re.Match[str], earlier: Sequence[ComparisonRun], usual: Basis | None
) -> Basis | None:
    """What a change without a marker is against.

    跌幅20% says once more what the change before it says. Else it is that of the changes
    before it in its sentence, then what is usual in such a text, then that of the paragraph;
    较年初, and a rate that is compared with a rate (回落1.3个百分点), stand for themselves alone.
    """
    if earlier and _RATE_OF_CHANGE.search(match[0]):
        return earlier[-1].comparisons[0].basis
    if usual == "period_on_period" and not _BEHIND_FIGURE.search(
        text, max(0, match.start() - 12), match.start() + 1
    ):
        usual = None
    bases = [
        (run.start, run.comparisons[0].basis)
        for run in earlier
        if run.comparisons[0].basis != "since" and run.comparisons[0].unit != "个百分点"
    ]
    if not bases:
        named = _NAMED_BEFORE.search(text, max(0, match.start() - 60), match.start())
        if named is None:
            return "year_on_year" if match.re is _SIGNED else usual
        return "year_on_year" if named["year"] else "period_on_period"
    start, basis = bases[-1]
    anew = usual == "year_on_year" and "。" in text[start : match.start()]
    return "year_on_year" if anew else basis


_FIRST_CHANGE = re.compile(f"{_CHANGED}|[多少增降涨跌升]|(?:基本)?持平")


def _first_of_change(match: re.Match[str]) -> int:
    words = _FIRST_CHANGE.search(match[0])
    return match.start() + (words.start() if words else 0)


def _read_run(
    text: str, marker: re.Match[str], starts: dict[int, Quantity]
) -> ComparisonRun | None:
    bases, end = _read_bases(text, marker)
    base, behind = _read_base(text, end, starts)
    if base is not None and text[behind - 1] != ")" and text[behind : behind + 1] in _STOPS:
        return None  # 恢复至去年同期的76%，高于…: a number of then, and no change of it
    end = behind
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
    # 分别比上周增加3件、减少2件
    each = text.endswith("分别", 0, marker.start())
    return ComparisonRun(
        start=marker.start() - (len("分别") if each else 0),
        end=items[-1][1],
        comparisons=tuple(comparisons),
        # 同比、环比分别增长5%、3%: two changes of one figure
        respective=len(bases) == 1 and (between["respective"] is not None or each),
        several_bases=len(bases) > 1,
        base=base,
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
        if position != first and quantity is None and not way["flat"]:
            return  # 下降12.9%，降幅居全省第四
        if named and quantity is not None and text[way.end() - 1] == "的":
            return  # 上涨的8种: a count of what rose
        if not named and quantity is not None and quantity.value < 0:
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
                unit=None if quantity is None else quantity.unit or None,
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
