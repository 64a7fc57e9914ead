"""Whether two reports tell of one event (同一件事): by their words, places, titles and ordinals.

What is compared of an event is made once, as every event of a department is held against those
of the month before it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from parser.model import Event

_ALIKE = 0.85
# short actions are formulas (召开会议): alike without being the same
_LONG_ENOUGH = 8
_TELLING = 12
_HEAD = re.compile("[，；。]")
_TITLE = re.compile("《([^》]+)》")
_ORDINAL = re.compile("第[0-9一二三四五六七八九十]+[期批次轮届场站]")
_MARKS = re.compile(r"[^\w%％.]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words without their marks, and the characters they are made of."""

    text: str
    characters: frozenset[str]

    @classmethod
    def of(cls, words: str) -> "_Words":
        text = _MARKS.sub("", words)
        return cls(text, frozenset(text))


class Telling:
    """An event as it is compared with others."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @cached_property
    def action(self) -> _Words:
        return _Words.of(self.event.action)

    @cached_property
    def head(self) -> _Words:
        return _Words.of(_HEAD.split(self.event.action)[0])

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(place.rstrip("省市州县区") for place in self.event.places)

    @cached_property
    def titles(self) -> frozenset[str]:
        return frozenset(_MARKS.sub("", title) for title in _TITLE.findall(self.event.action))

    @cached_property
    def ordinals(self) -> frozenset[str]:
        return frozenset(_ORDINAL.findall(self.event.action))


_TOLD_APART_BY: tuple[Callable[[Telling], frozenset[str]], ...] = (
    lambda telling: telling.places,
    lambda telling: telling.titles,
    lambda telling: telling.ordinals,
)


def are_alike(one: Telling, other: Telling) -> bool:
    """Whether the words are nearly the same; actors and days are the caller's to compare."""
    if not _may_be_one(one, other):
        return False
    if one.action.text == other.action.text or _are_nearly_equal(one.action, other.action):
        return True
    # the same main act is the same event, whatever is added to it; on another day than one
    # printed for both it must be told in more words than 召开工作会议 to be known again
    same_day = one.event.date is not None and one.event.date == other.event.date
    telling = same_day or min(len(one.head.text), len(other.head.text)) >= _TELLING
    return telling and _are_nearly_equal(one.head, other.head)


def _may_be_one(one: Telling, other: Telling) -> bool:
    """Whether nothing tells them apart: other places, other documents, the next 期."""
    for marks in _TOLD_APART_BY:
        first, second = marks(one), marks(other)
        if first and second and not first & second:
            return False
    return True


def _are_nearly_equal(one: _Words, other: _Words) -> bool:
    first, second = one.text, other.text
    if min(len(first), len(second)) < _LONG_ENOUGH:
        return False
    if first in second or second in first:
        return True
    if _most_in_common(one, other) < _ALIKE:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _most_in_common(one: _Words, other: _Words) -> float:
    """What the ratio cannot be above: characters that the other one lacks match nothing."""
    matches = min(
        len(one.text) - len(one.characters - other.characters),
        len(other.text) - len(other.characters - one.characters),
    )
    return 2 * matches / (len(one.text) + len(other.text))
