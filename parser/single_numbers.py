"""Rules for numbers that stand alone: 受理9件, 12家企业; and 本周和今年以来，分别受理9件、99件."""

import re
from collections.abc import Sequence

from .clause_words import MARKS
from .comparisons import ComparisonRun
from .drafts import Draft
from .indicators import read_counted, read_counted_before, read_phrase
from .model import Comparison
from .naming import Named, name_after, name_single
from .paragraph import ONLY_LINK, Item, Paragraph
from .quantities import Quantity
from .text import fold_width

# words that only lead up to a thing behind the number: 甲、乙等 9 个单位
_OPEN_LEFT = re.compile(r"(?:其它|其他|其余|另外|等|中|的|有)$")


def read_single(reading: Paragraph, items: Sequence[Item]) -> int:
    """One number with the words on both its sides; the rule for all that no other rule takes."""
    item = items[0]
    if isinstance(item, ComparisonRun):
        return 0
    _read(reading, item, items[1:])
    reading.place = item.whole_end
    return 1


def read_paired(reading: Paragraph, items: Sequence[Item]) -> int:
    """本周和今年以来，分别受理9件、99件: a list with a period for each of its numbers."""
    pair = reading.periods.pair
    group = reading.list_from(items) if pair else ()
    if not pair or len(group) != len(pair):
        return 0
    for item, period in zip(group, pair, strict=True):
        _read(reading, item, items[1:])
        reading.drafts[-1].period = period
        reading.place = item.whole_end
    return len(group)


def _read(reading: Paragraph, item: Quantity, items: Sequence[Item]) -> None:
    segment = reading.words_before(item.whole_start)
    previous = reading.owner_behind(segment)
    if MARKS.search(segment) or previous is None:
        reading.group += 1
    if previous is not None and ONLY_LINK.fullmatch(segment) and "(" not in fold_width(segment):
        counted = read_counted(reading.right_of(item, items))
        if not counted:
            if ")" in fold_width(segment):
                reading.bracket = ""
            _add_after(
                reading, item, (previous.scope, previous.indicator, previous.measure), previous
            )
            return
    clause = reading.enter(segment, previous)
    changes: tuple[Comparison, ...] = ()
    if reading.pending is not None:
        (clause, changes), reading.pending = reading.pending, None
    phrase = read_phrase(clause)
    counted = _counted_behind(reading, item, items, phrase.whole)
    named = previous and name_after(previous, phrase, counted, segment=segment, item=item)
    if previous is not None and named:
        _add_after(reading, item, named, previous).comparisons.extend(changes)
        return
    scope, indicator, measure = name_single(
        reading, phrase, counted, clause=clause, segment=segment, item=item, previous=previous
    )
    if reading.bracket and phrase.whole:
        reading.inner = indicator
    # 上半年登记99件。二季度50件；6月20件: a time with no word but its number is that one's alone
    inherits = bool(reading.drafts) and not phrase.whole
    reading.periods.hold_for_one(reading.place, item, inherits=inherits)
    reading.add(item, scope, indicator, measure).comparisons.extend(changes)


def _add_after(reading: Paragraph, item: Quantity, named: Named, previous: Draft) -> Draft:
    """A figure that speaks of the one before it: of the same period, unless words say another."""
    reading.periods.hold_for_one(reading.place, item, inherits=True)
    draft = reading.add(item, *named)
    if reading.says_no_period(item):
        draft.period = previous.period
    return draft


def _counted_behind(reading: Paragraph, item: Quantity, items: Sequence[Item], words: str) -> str:
    """The thing behind a number; where the next number meets it, mostly that one's own words."""
    right = reading.right_of(item, items)
    meets_next = bool(items) and item.whole_end + len(right) >= items[0].start
    if not meets_next:
        return read_counted(right)
    if len(words) > 1 and not _OPEN_LEFT.search(words) and not _ends_in_thing(reading, items):
        return ""
    return read_counted_before(right)


_MOST_IN_A_ROW = 12  # numbers without a mark between them; more are no sentence


def _ends_in_thing(reading: Paragraph, items: Sequence[Item]) -> bool:
    """Whether the last of the numbers that follow without a mark counts a thing behind it.

    In 梳理 9 个窗口 99 个问题 each number counts what follows; in 申报99个办结9件, where the
    marks were lost, what stands before it.
    """
    for place, item in enumerate(items[:_MOST_IN_A_ROW]):
        if isinstance(item, ComparisonRun):
            return False
        right = reading.right_of(item, items[place + 1 : place + 2])
        following = items[place + 1] if place + 1 < len(items) else None
        if following is None or item.whole_end + len(right) < following.start:
            return bool(read_counted(right))
    return False
