"""Numbers listed with their names: A、B、C分别为x、y、z; A、B均为x. Pure, about words only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .clause_words import MARKS, last_clause, split_names
from .indicators import Phrase, names_whole, read_phrase, strip_phrase

_LISTING = re.compile(
    r"(?:前[一二三四五六七八九十\d]+[位名]?|居前|的)[\u4e00-\u9fff]{0,8}?(?:依次|分别)?(?:为|是|有)|分别是|依次是|依次为|分别为"
)
_DEGREES = "[较最][多少高低大小好差快慢重轻长短]"
_RANKED_END = re.compile(rf"(?:居前|排名|位居|位列|列前|{_DEGREES}|居多).*$")
_RANK = re.compile(rf"居前|排名|位居|位列|列前|前[一二三四五六七八九十\d]|{_DEGREES}|居多")
_ORDERED = re.compile(
    r"(?:按|以)(?P<what>[^，,；;。、（()）\d]{2,16}?)(?:[（(][^（()）]{1,12}[）)])?"
    r"(?:从[高大多]到[低小少]|由[高大多][到至][低小少]|[高大多][低小少])?(?:依次)?(?:排序|排名|排列|排队)"
)
_RANKING = re.compile(rf"(?P<what>[^，,；;。、]{{2,16}}?)(?:{_RANK.pattern})")
_SUBSTANCE = (
    "氨氮|总磷|总氮|溶解氧|化学需氧量|高锰酸盐指数|臭氧|PM2\\.5|PM10|二氧化[硫氮]|一氧化碳"
    + "|可吸入颗粒物|细颗粒物"
)
_AMOUNT_END = re.compile(
    rf"(?:(?:{_SUBSTANCE})(?:[周月日年平]均)?(?:浓度)?(?:均值)?"
    r"|[总平人]?(?:增加值|产值|产量|销量|客运量|货运量|客流量)"
    r"|(?:平均|批发|零售|收购|出场|出栏|市场|成交|销售|最高|最低|中标)*(?:价格|均价)(?:每\d*[\u4e00-\u9fff]{1,3})?"
    r"|面积|增速|增幅|降幅|涨幅|时长)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """What one number of a list counts; ``scope`` "" where the list does not say."""

    scope: str
    indicator: str
    measure: str


def read_ranking(sentence: str) -> str:
    """What a sentence ranks by: 受理量 in 受理量居前三位的窗口为…; "" if it ranks nothing."""
    if ordered := _ORDERED.search(sentence) if "排" in sentence else None:
        return strip_phrase(ordered["what"])
    # most sentences rank nothing, and need not be searched for what they rank by
    match = _RANKING.search(sentence) if _RANK.search(sentence) else None
    if match is None:
        return ""
    phrase = read_phrase(match["what"])
    return phrase.measure or phrase.scope


def last_of_listing(words: str) -> str:
    """The name at the end of words that announce a list: 较多的是[甲县]."""
    return _LISTING.split(words)[-1]


def find_listed(before: str, act: str, count: int, ranked: str) -> tuple[list[str], str]:
    """The names that stand before a list of ``count`` numbers, and the act they share.

    Args:
        before: The words before 分别 or 依次.
        act: The words after it.
        count: How many numbers there are.
        ranked: What the sentence ranks by.
    """
    names = split_names(_RANKED_END.sub("", last_clause(before)), count)
    parts = [part for part in MARKS.split(before) if part.strip()]
    if len(names) >= count or not parts:
        return names, act
    # 甲、乙、丙受理量居前三位，分别为9件、8件、7件
    listed = _RANKED_END.sub("", last_of_listing(parts[-1]))
    further = split_names(re.sub(r"等[^、]*$", "", listed), count)
    if len(further) < len(names):
        return names, act
    return further, strip_phrase(act) or ("" if read_phrase(listed).measure else ranked)


def name_listed(names: Sequence[str], act: str) -> tuple[Name, ...]:
    """What each name of a list with as many numbers counts, in order."""
    shorter, ending = share_ending(names)
    phrases = [Phrase(name, "") if ending else read_phrase(name) for name in shorter]
    shared = ending + strip_phrase(act)
    common = phrases[0].scope if phrases and phrases[0].measure else ""
    only_last = len(phrases) > 1 and not any(phrase.measure for phrase in phrases[:-1])
    if not shared and only_last and phrases[-1].measure and phrases[-1].scope:
        shared = phrases[-1].measure
        phrases = [Phrase(phrase.scope, "") for phrase in phrases]
    return tuple(_name(phrase, shared, common) for phrase in phrases)


def _name(phrase: Phrase, shared: str, common: str) -> Name:
    if shared:
        return Name(phrase.whole, shared, shared)
    if phrase.measure:
        return Name(phrase.scope or common, phrase.measure, phrase.measure)
    return Name(common, phrase.scope, "")


_KINDS = frozenset("县市区州旗镇乡局委厅办站类")


def _end_of_kind(names: Sequence[str]) -> int:
    """Where the last name ends that is of the others' kind: 甲县、乙县|收获进度; 0 if unknown."""
    sign = names[-2][-1:]
    if sign not in _KINDS or any(not name.endswith(sign) for name in names[:-1]):
        return 0
    end = names[-1].find(sign, 1) + 1
    return end if len(names[-1]) - end >= 2 else 0


def share_ending(names: Sequence[str]) -> tuple[list[str], str]:
    """Split what only the last of a list's names says, for all: 大畜、小畜接产率."""
    if len(names) < 2:
        return list(names), ""
    ending = _AMOUNT_END.search(names[-1])
    alone = ending and not any(name.endswith(ending[0]) for name in names[:-1])
    if ending and alone and ending.start() > 1:
        return [*names[:-1], names[-1][: ending.start()]], ending[0]
    if cut := _end_of_kind(names):
        return [*names[:-1], names[-1][:cut]], names[-1][cut:]
    cut = len(names[-2])
    rest = names[-1][cut:]
    if any(read_phrase(name).measure or names_whole(name) for name in names[:-1]):
        return list(names), ""
    phrase = read_phrase(rest)
    counted = names_whole(rest) or bool(phrase.measure and not phrase.scope)
    if len(rest) < 2 or not counted or max(map(len, names[:-1])) - cut > 2:
        return list(names), ""
    return [*names[:-1], names[-1][:cut]], rest
