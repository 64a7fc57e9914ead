"""The nearest that is known, for a query that found nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from index.folding import squeeze
from index.query import Field, Phrase, Query, Word, find_leaves
from parser.departments import Register

from .records import Suggestion
from .store import Store

if TYPE_CHECKING:
    from index.engine import Engine

_MOST = 5
_LONGEST_WORD = 12  # with one slip in it; more characters are a sentence


def find_suggestions(
    query: Query, engine: "Engine", store: Store, register: Register
) -> tuple[Suggestion, ...]:
    """For each part of the query that stands nowhere, what is near to it in the archive."""
    near = _Near(store, register)
    found: list[Suggestion] = []
    for leaf in find_leaves(query):
        if isinstance(leaf, Field):
            if leaf.key in ("department", "indicator") and not engine.names(
                leaf.key, containing=squeeze(leaf.value)
            ):
                found.extend(near.names(leaf.key, leaf.value))
        elif isinstance(leaf, Word | Phrase):
            for word in leaf.text.split():
                if not engine.count(squeeze(word)):
                    found.extend(near.words(word))
    return tuple(dict.fromkeys(found))


class _Near:
    """What the archive knows that looks like what was asked."""

    def __init__(self, store: Store, register: Register) -> None:
        self._store = store
        self._register = register

    def words(self, asked: str) -> Iterator[Suggestion]:
        """Words one slip away; else names of departments and indicators."""
        known = near_words(squeeze(asked), self._store.all_words())
        if known:
            yield Suggestion(kind="word", asked=asked, known=known)
        else:
            yield from self.names("department", asked)
            yield from self.names("indicator", asked)

    def names(self, kind: str, asked: str) -> Iterator[Suggestion]:
        """Departments or indicators of the archive."""
        if kind == "department":
            known = self._departments(asked)
            if known:
                yield Suggestion(kind="department", asked=asked, known=tuple(known))
        else:
            names = dict.fromkeys(row.indicator or "" for row in self._store.indicators())
            known = get_close_matches(asked, list(names), n=_MOST, cutoff=0.5)
            if known:
                yield Suggestion(kind="indicator", asked=asked, known=tuple(known))

    def _departments(self, asked: str) -> list[str]:
        held = [row.name or row.printed[0][0] for row in self._store.departments()]
        # a name is asked for without its place: its end is what has to look alike
        ends = {name[-len(asked) :]: name for name in reversed(held)}
        near = [ends[end] for end in get_close_matches(asked, list(ends), n=_MOST, cutoff=0.6)]
        return near or [name for name in self._register.nearest(asked, _MOST) if name in held]


def near_words(word: str, texts: Iterable[str]) -> tuple[str, ...]:
    """What stands in the texts one slip away from ``word``, the commonest first.

    A slip is a character that is wrong, missing, too many, or changed places with its neighbour.
    """
    if not 2 <= len(word) <= _LONGEST_WORD:
        return ()
    pattern = re.compile("|".join(sorted(_slips(word), key=len, reverse=True)))
    counts = Counter(match for text in texts for match in pattern.findall(squeeze(text)))
    return tuple(near for near, _ in counts.most_common(_MOST))


def _slips(word: str) -> set[str]:
    any_letter = r"[^\W_]"
    parts = [re.escape(letter) for letter in word]
    found = set()
    for place in range(len(word)):
        before, after = "".join(parts[:place]), "".join(parts[place + 1 :])
        if len(word) > 2:
            found.add(before + any_letter + after)
            found.add(before + any_letter + "".join(parts[place:]) if place else before + after)
        if len(word) > 3:
            found.add(before + after)
        if after:
            found.add(before + parts[place + 1] + parts[place] + "".join(parts[place + 2 :]))
    return found
