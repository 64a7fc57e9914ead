"""What a single number counts: scope, indicator, and the act in it. Rules about names alone."""

import re

from .clause_words import last_clause
from .drafts import Draft
from .indicators import Phrase, leading_act, names_member, names_whole, strip_phrase
from .paragraph import CHANGED_TO, Paragraph
from .quantities import Quantity
from .text import fold_width

Named = tuple[str, str, str]  # scope, indicator, the act in it

_ITEM = re.compile(r"^\s*(?:[、和与及]|以及)")
# what a number behind a count tells of the things counted
_OF_THINGS = re.compile(
    r"(?:总|建筑|占地|用地|涉及)?(?:面积|金额|资金|货值|价款|成交价款?|标的额?|总价|价值|重量|里程|长度)"
)
_PLAN = re.compile(r"^(?:完成|达到|为|超)?.{0,6}(?:计划|目标|任务|进度|预算|预期)|^(?:恢复|相当于)")
# 是上周的2.6倍, 高于全市平均0.5个百分点: measured by something else
_TIMES = re.compile(r"[\s，,]*(?:约?[是为]|达到?|相当于)(?P<what>[^，,；;]{0,12})的\s*$")
_MARGIN = frozenset({"个百分点", "百分点"})
_CHANGE = re.compile(
    r"(?:同口径|名义|实际)?(?:增长|增速|增幅|上升|提高|涨幅|上涨|下降|减少|降幅|回落)(?:率)?"
)
_OF_A_CLASS = re.compile(r"的\s*(?:有|为|是|共有?|仅有?|约)?\s*$")  # 下降的有8种
_AVERAGE = re.compile(r"[日周月年人户均]均")
_FIXED_UNITS = frozenset(
    "% ‰ 元 倍 成 个百分点 百分点 吨 万吨 公里 亩 平方米 立方米 天 小时".split()
)


def depends(words: str) -> bool:
    """Whether a share speaks of the number before it: 占52.7%, 完成年度计划的60%."""
    return words.startswith("占") or bool(_PLAN.match(words))


def name_single(
    reading: Paragraph,
    phrase: Phrase,
    counted: str,
    *,
    clause: str,
    segment: str,
    item: Quantity,
    previous: Draft | None,
) -> Named:
    """What a number counts that does not speak of the figure before it.

    Args:
        reading: The paragraph.
        phrase: Its words, taken apart.
        counted: The thing behind it.
        clause: Its clause, for a number that nothing else names.
        segment: All words since the number before.
        item: The number.
        previous: The figure before it in the sentence.
    """
    if counted and _counts_things(item, phrase):
        return _name_counted(reading, phrase, counted)
    if previous is not None and "累计" in segment and _is_again(previous, phrase, item):
        return previous.scope, previous.indicator, previous.measure
    if phrase.measure:
        if phrase.scope and not reading.is_inner:
            reading.topic = phrase.scope
        return reading.scope_of(phrase.scope), phrase.measure, phrase.measure
    if phrase.scope:
        return _name_member(reading, phrase.scope, segment=segment, item=item, previous=previous)
    if reading.bracket and (inner := reading.inner or reading.ranked):
        return reading.bracket, inner, inner
    if previous is not None:
        return previous.scope, previous.indicator, previous.measure
    return reading.scope_of(""), reading.around.topic or strip_phrase(clause), ""


def name_after(
    previous: Draft, phrase: Phrase, counted: str, *, segment: str, item: Quantity
) -> Named | None:
    """The name of a number that speaks of the figure before it; None if it does not."""
    whole = phrase.whole
    if item.unit == "倍" and (times := _TIMES.match(segment)):
        return previous.name, f"为{times['what']}的", ""
    if item.unit in _MARGIN and whole:
        return previous.name, _before_margin(segment), ""
    if item.unit in {"%", "‰", "成"} and depends(whole):
        return previous.name, whole if whole != "占" else "占比", ""
    if counted and _counts_things(item, phrase):
        return None
    if _AVERAGE.fullmatch(whole):
        return previous.scope, whole + previous.indicator, previous.measure
    if _OF_A_CLASS.search(segment):
        return None
    if CHANGED_TO.fullmatch(whole):
        return previous.scope, previous.indicator, previous.measure
    if _CHANGE.fullmatch(whole):
        return previous.scope, previous.indicator + whole, ""
    if _goes_with(previous, phrase, segment, item):
        return previous.name, whole, phrase.measure
    return None


def _is_again(previous: Draft, phrase: Phrase, item: Quantity) -> bool:
    """Whether a sum names again what was counted before: 终端打印9份；累计打印99份."""
    same = previous.quantity.unit == item.unit and len(phrase.whole) >= 2
    return same and previous.name.endswith(phrase.whole)


def _before_margin(segment: str) -> str:
    """The words of a margin as printed: 高于全市平均水平, whose 高 a phrase would lose."""
    return last_clause(segment).strip(" ，,、；;")


def _counts_things(item: Quantity, phrase: Phrase) -> bool:
    """Whether words behind a number are what it counts: 元 and 天 count nothing further."""
    return item.unit not in _FIXED_UNITS or not phrase.scope


def _goes_with(previous: Draft, phrase: Phrase, segment: str, item: Quantity) -> bool:
    """Whether a number tells more of the things just counted: 较大事故4起、死亡15人."""
    if previous.quantity.unit == item.unit or ";" in fold_width(segment):
        return False
    if _OF_THINGS.fullmatch(phrase.whole):
        return True
    bare = bool(phrase.measure and not phrase.scope)
    return bare and not previous.measure and bool(_ITEM.match(segment))


def _name_counted(reading: Paragraph, phrase: Phrase, counted: str) -> Named:
    if phrase.measure:
        return reading.scope_of(phrase.scope), phrase.measure + counted, phrase.measure
    act = leading_act(phrase.scope + " ")
    if act and act == phrase.scope:
        return reading.scope_of(""), act + counted, act
    return reading.scope_of(phrase.scope), counted, ""


def _name_member(
    reading: Paragraph, words: str, *, segment: str, item: Quantity, previous: Draft | None
) -> Named:
    """Name a number whose words hold no act: an item of a list, or an indicator itself."""
    if reading.ranked and names_member(words):
        return words, reading.ranked, reading.ranked
    kin = _kin_of(reading, item)
    if kin is not None and kin.measure and names_member(words) and not names_whole(words):
        return words, kin.indicator, kin.measure
    same = previous is not None and previous.quantity.unit == item.unit
    if previous is not None and same and not names_whole(words):
        act = "" if leading_act(words) else leading_act(previous.indicator)
        if act and _ITEM.match(segment):
            return previous.scope, act + words, previous.measure
    return reading.scope_of(""), words, ""


def _kin_of(reading: Paragraph, item: Quantity) -> Draft | None:
    """The last number of this sentence with the same unit."""
    for draft in reversed(reading.drafts):
        if draft.quantity.start < reading.sentence[0]:
            return None
        if draft.quantity.unit == item.unit and draft.inner <= bool(reading.bracket):
            return draft
    return None
