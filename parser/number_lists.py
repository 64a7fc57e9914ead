"""Rules for several numbers at once: A、B分别为x、y; A、B均价为x、y; A、B均为x."""

import re
from collections.abc import Sequence

from .clause_words import last_clause, split_names
from .comparisons import ComparisonRun
from .drafts import Draft
from .indicators import strip_phrase
from .listed import Name, find_listed, name_listed
from .naming import depends
from .paragraph import Item, Paragraph
from .quantities import Quantity

_RESPECTIVE = re.compile(r"(?:分别|依次)(?P<act>占[^，,；;。]{0,20}|[^，,；;。、]{0,8})$")
_ALIKE = re.compile(
    r"(?<![日周月年人户平])均(?![价衡值线等])(?:为|达到|达|是|超过|超|在)?(?P<act>[^，,；;。、\d]{0,8})$"
    r"|(?<=[\u4e00-\u9fff])各(?:为|有|达)?$"
)


def read_respective(reading: Paragraph, items: Sequence[Item]) -> int:
    """A、B、C分别为x、y、z, also A、B分别受理x、y, and A、B均价为x、y without 分别."""
    group = reading.list_from(items)
    if len(group) < 2:
        return 0
    segment = reading.text[reading.place : group[0].whole_start]
    match = _RESPECTIVE.search(segment)
    if match is None and not _names_as_many(reading, group):
        return 0
    reading.group += 1
    before_end = reading.place + (match.start() if match else len(segment))
    before, act = reading.words_before(before_end), match["act"] if match else ""
    names, act = find_listed(before, act, len(group), reading.ranked)
    if _continues(reading, names, act, group):
        _read_further(reading, names, act, group)
    else:
        _read_listed(reading, names, act, group)
    reading.place = group[-1].whole_end
    return len(group)


def read_shares(reading: Paragraph, items: Sequence[Item]) -> int:
    """播种小麦9亩、玉米8亩，完成计划的95%和88%: a share of each number of the list before."""
    group = reading.list_from(items)
    if len(group) < 2 or any(item.unit != "%" for item in group):
        return 0
    words = strip_phrase(last_clause(reading.words_before(group[0].whole_start)))
    listed = _last_list(reading)
    if not depends(words) or len(listed) != len(group):
        return 0
    for item, draft in zip(group, listed, strict=True):
        reading.add(item, draft.name, "占比" if words == "占" else words, "")
    reading.place = group[-1].whole_end
    return len(group)


def _last_list(reading: Paragraph) -> list[Draft]:
    """The numbers of the list that was read last in this sentence."""
    drafts = reading.in_sentence
    return [draft for draft in drafts if draft.group == drafts[-1].group]


def read_slashed(reading: Paragraph, items: Sequence[Item]) -> int:
    """接件/办结：甲窗口33件/29件: numbers side by side under names side by side."""
    row = reading.rows.get(items[0].start)
    if row is None:
        return 0
    reading.group += 1
    segment = reading.words_before(row.numbers[0].start)
    clause = reading.enter(segment.replace("/".join(row.names), ""), reading.previous)
    scope = reading.scope_of(strip_phrase(clause.strip(" =＝")))
    for name, number in zip(row.names, row.numbers, strict=True):
        reading.add(number, scope, name, name)
    reading.place = row.numbers[-1].whole_end
    return len(row.numbers)


def read_alike(reading: Paragraph, items: Sequence[Item]) -> int:
    """A、B、C均为x, A、B各x: the same number once for each.

    With one name (满意率均为x) it is that of each number of the list before; nothing if
    there is none.
    """
    item = items[0]
    if isinstance(item, ComparisonRun):
        return 0
    alike = _ALIKE.search(reading.text[reading.place : item.whole_start])
    if alike is None:
        return 0
    names = split_names(last_clause(reading.words_before(reading.place + alike.start())))
    if len(names) >= 2:
        named = name_listed(names, alike["act"] or "")
    else:
        named = _name_again(reading, strip_phrase("".join(names) + (alike["act"] or "")))
    for name in named:
        reading.add(item, name.scope or reading.scope_of(""), name.indicator, name.measure)
    reading.place = item.whole_end if named else reading.place
    return 1 if named else 0


def _name_again(reading: Paragraph, indicator: str) -> tuple[Name, ...]:
    """One indicator more of each that the list before it has named."""
    listed = _last_list(reading)
    if len(listed) < 2 or not indicator:
        return ()
    by_scope = len({draft.scope for draft in listed}) == len(listed)
    members = [draft.scope if by_scope else draft.name for draft in listed]
    if len(set(members)) < len(members):
        return ()
    return tuple(Name(member, indicator, "") for member in members)


def _names_as_many(reading: Paragraph, group: Sequence[Quantity]) -> bool:
    """Whether a list of names stands before as long a list of numbers: A、B均价为x、y."""
    words = last_clause(reading.words_before(group[0].whole_start))
    units = {item.unit for item in group}
    return len(units) == 1 and len(split_names(words, len(group))) == len(group)


def _read_listed(
    reading: Paragraph, names: Sequence[str], act: str, group: Sequence[Quantity]
) -> None:
    named = name_listed(names[-len(group) :], act)
    for position, item in enumerate(group):
        name = named[position] if position < len(named) else Name("", strip_phrase(act), "")
        scope = name.scope or reading.scope_of("")
        reading.add(item, scope, name.indicator or reading.around.topic, name.measure)
    if named and named[0].measure and named[0].scope == named[-1].scope:
        reading.topic = named[0].scope


def _continues(
    reading: Paragraph, names: Sequence[str], act: str, group: Sequence[Quantity]
) -> bool:
    """Whether a list speaks once more of the numbers before: 分别占x、y; 金额分别为x、y."""
    if len(names) > 1 or len(reading.drafts) < len(group):
        return False
    again = [draft.quantity.unit for draft in reading.drafts[-len(group) :]]
    return bool(names) or depends(act) or again == [item.unit for item in group]


def _read_further(
    reading: Paragraph, names: Sequence[str], act: str, group: Sequence[Quantity]
) -> None:
    wholes = split_names(act[1:]) if act.startswith("占") else []
    before = reading.drafts[-len(group) :]
    for position, (item, draft) in enumerate(zip(group, before, strict=True)):
        if len(wholes) == len(group):
            reading.add(item, draft.name, "占" + strip_phrase(wholes[position]), "")
        elif depends(act):
            reading.add(item, draft.name, strip_phrase(act) if len(act) > 1 else "占比", "")
        elif names:
            reading.add(item, draft.scope, strip_phrase(names[0]), "")
        else:
            reading.add(item, draft.scope, draft.indicator, draft.measure)
