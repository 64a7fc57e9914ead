"""The numbers in front of headings and items: 一、（一）1.（1）① and their slips.

GB/T 9704—2012 (党政机关公文格式) prescribes 一、（一）1.（1）; offices also print ``五.``,
``(一)``, ``1、``, ``1．`` and a horizontal bar for 一.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .date_forms import fold_dates, read_number

_CN = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_GAP = r"[ \t]*"

# folded dashes: fold_dates makes "-" of U+2015 and its like
_BAR = re.compile(rf"-{_GAP}、")
# 一、二季度 and 一、二线 are no first headings; a numeral after the mark must not be listed with it
_FIRST = re.compile(
    rf"(?P<sign>{_CN}){_GAP}[、.](?![一二三四五六七八九十]+[、季线等类级期产次档楼批号月])"
)
# a wide space, a colon or a comma for the mark: 一　总体情况; sure on a line of its own
_ALONE = re.compile(r"[\u4e00-\u9fff“《][^，。；、,;]{1,20}\Z")
_FIRST_BARE = re.compile(rf"(?P<sign>{_CN})(?:[ \t\u3000]+|[:,][ \t]*)(?=[\u4e00-\u9fff“《])")
_THIRD_BARE = re.compile(
    r"(?P<sign>[0-9]{1,2})(?:[ \t\u3000]+|:[ \t]*)"
    r"(?=[\u4e00-\u9fff“《])(?![年月日时件个家起人次户宗条只例台套万亿元吨批天周至到])"
)
_GRAND = "壹贰叁肆伍陆柒捌玖拾"
_FIRST_GRAND = re.compile(rf"(?P<sign>[{_GRAND}]){_GAP}[、.]")
# one character for a whole label: ㈠ ⑴ ⒈
_SECOND_SIGNS, _THIRD_SIGNS, _FOURTH_SIGNS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿"
_SINGLE = re.compile(rf"[{_SECOND_SIGNS}{_THIRD_SIGNS}{_FOURTH_SIGNS}]、?")
_CHAPTER = re.compile(rf"第{_GAP}(?P<sign>{_CN}){_GAP}(?P<unit>章|部分|节|条)(?![款项例件])")
_SECOND = re.compile(rf"(?:[(\[]{_GAP})?(?P<sign>{_CN}){_GAP}[)\]]、?")
_THIRD = re.compile(rf"(?P<sign>[0-9]{{1,2}}){_GAP}(?P<mark>[.、])")
_FOURTH = re.compile(rf"(?:\({_GAP})?(?P<sign>[0-9]{{1,2}}){_GAP}\)、?")
_FIFTH = re.compile(f"(?P<sign>[{_CIRCLED}])、?")

_CHAPTER_LEVELS = {"章": 1, "部分": 1, "节": 2, "条": 3}

_DATE_AFTER = re.compile(
    rf"(?:[0-9]{{4}}{_GAP}年|[0-9]{{1,2}}{_GAP}月{_GAP}[0-9]{{1,2}}|[0-9]{{1,2}}月[^份0-9])"
)
_MONTHS_AFTER = re.compile(r"(?P<next>[0-9]{1,2})(?:、|月份?(?![0-9])|季度)")
_DECIMAL_AFTER = re.compile(r"[0-9]++[ \t]*(?:%|‰|万|亿|千|倍|元|个百分点|\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A number at the start of a block (序号)."""

    printed: str  # "五."
    name: str  # normalised, as it stands in a path: "五", "（一）", "1", "（1）"
    level: int  # of its kind: 一、=1 （一）=2 1.=3 （1）=4 ①=5
    ordinal: int
    end: int  # where the words after it start
    doubtful: bool = False  # "1.381个", "1 总体": what stands around it decides


@lru_cache(maxsize=256)
def find_label(text: str) -> Label | None:
    """The label that ``text`` starts with, white space before it allowed; None if it has none.

    一是, —— bullets and numbers such as 1.5万件, 3.5% or 2023.7 are no labels; "1.7月20日" is
    label 1 before a date.
    """
    if fold_dates(text[:40].lstrip()[:1]) not in _SIGNS:
        return None
    folded = fold_dates(text[:40])
    start = len(folded) - len(folded.lstrip())
    if text[start : start + 1] in _SINGLES:
        return _find_single(text, start)
    for find in (_find_first, _find_second, _find_third, _find_fourth, _find_fifth):
        label = find(text, folded, start)
        if label is not None:
            return label
    return None


def _label(
    text: str, match: re.Match[str], name: str, level: int, ordinal: int, doubtful: bool = False
) -> Label:
    rest = text[match.end() :]
    return Label(
        printed=text[match.start() : match.end()].strip(),
        name=name,
        level=level,
        ordinal=ordinal,
        end=match.end() + len(rest) - len(rest.lstrip()),
        doubtful=doubtful,
    )


def _find_first(text: str, folded: str, start: int) -> Label | None:
    if match := _FIRST.match(folded, start):
        sign = match["sign"]
        return _label(text, match, sign, 1, read_number(sign))
    if match := _CHAPTER.match(folded, start):
        name = f"第{match['sign']}{match['unit']}"
        return _label(text, match, name, _CHAPTER_LEVELS[match["unit"]], read_number(match["sign"]))
    if match := _BAR.match(folded, start):
        return _label(text, match, "一", 1, 1)
    if match := _FIRST_GRAND.match(folded, start):
        ordinal = _GRAND.index(match["sign"]) + 1
        return _label(text, match, _CN_NUMBERS[ordinal - 1], 1, ordinal)
    if match := _FIRST_BARE.match(folded, start):
        doubtful = len(text) > len(folded) or not _ALONE.match(folded.rstrip(), match.end())
        return _label(text, match, match["sign"], 1, read_number(match["sign"]), doubtful)
    return None


_CN_NUMBERS = "一二三四五六七八九十"
_SINGLES = frozenset(_SECOND_SIGNS + _THIRD_SIGNS + _FOURTH_SIGNS)
# what labels begin with, folded: most texts have none and need no further look
_SIGNS = _SINGLES | frozenset(_CN_NUMBERS + _GRAND + _CIRCLED + "第-([0123456789")


def _find_single(text: str, start: int) -> Label | None:
    match = _SINGLE.match(text, start)
    assert match is not None
    sign = text[start]
    if sign in _SECOND_SIGNS:
        ordinal = _SECOND_SIGNS.index(sign) + 1
        return _label(text, match, f"（{_CN_NUMBERS[ordinal - 1]}）", 2, ordinal)
    if sign in _THIRD_SIGNS:
        ordinal = _THIRD_SIGNS.index(sign) + 1
        return _label(text, match, str(ordinal), 3, ordinal)
    ordinal = _FOURTH_SIGNS.index(sign) + 1
    return _label(text, match, f"（{ordinal}）", 4, ordinal)


def _find_second(text: str, folded: str, start: int) -> Label | None:
    match = _SECOND.match(folded, start)
    if match is None:
        return None
    return _label(text, match, f"（{match['sign']}）", 2, read_number(match["sign"]))


def _find_third(text: str, folded: str, start: int) -> Label | None:
    match = _THIRD.match(folded, start)
    if match is None:
        bare = _THIRD_BARE.match(folded, start)
        if bare is None:
            return None
        return _label(text, bare, str(int(bare["sign"])), 3, int(bare["sign"]), doubtful=True)
    ordinal, after = int(match["sign"]), folded[match.end() :]
    if after[:1].isdecimal() and not _DATE_AFTER.match(after):
        if match["mark"] == "、":
            listed = _MONTHS_AFTER.match(after)
            if listed and int(listed["next"]) == ordinal + 1:
                return None
        elif text[match.end() - 1] == ".":
            if _DECIMAL_AFTER.match(after):
                return None
            return _label(text, match, str(ordinal), 3, ordinal, doubtful=True)
    return _label(text, match, str(ordinal), 3, ordinal)


def _find_fourth(text: str, folded: str, start: int) -> Label | None:
    match = _FOURTH.match(folded, start)
    if match is None:
        return None
    return _label(text, match, f"（{int(match['sign'])}）", 4, int(match["sign"]))


def _find_fifth(text: str, folded: str, start: int) -> Label | None:
    match = _FIFTH.match(folded, start)
    if match is None:
        return None
    return _label(text, match, match["sign"], 5, _CIRCLED.index(match["sign"]) + 1)
