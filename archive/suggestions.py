"""The nearest that is known, for a query that found nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from index.query import Field, Phrase, Query, Word, find_leaves
from index.tokens import squeeze

from .families import Families
from .records import Suggestion
from .store import Store

if TYPE_CHECKING:
    from index.engine import Engine

_MOST = 5
_LONGEST_WORD = 12  # with one slip in it; more characters are a sentence


def find_suggestions(query: Query, engine: "Engine", store: Store) -> tuple[Suggestion, ...]:
    """For each part of the query that stands nowhere, what is near to it in the archive."""
    found: list[Suggestion] = []
    for leaf in find_leaves(query):
        if isinstance(leaf, Field):
            found.extend(_for_field(leaf, engine, store))
        elif isinstance(leaf, Word | Phrase) and not engine.count(squeeze(leaf.text)):
            found.extend(_for_word(leaf.text, engine, store))
    return tuple(dict.fromkeys(found))


def _for_field(field: Field, engine: "Engine", store: Store) -> Iterator[Suggestion]:
    if field.key == "department":
        if not engine.names("department", containing=squeeze(field.value)):
            yield from _departments(field.value, store)
    elif field.key == "indicator" and not engine.names(
        "indicator", containing=squeeze(field.value)
    ):
        yield from _indicators(field.value, store)


def _for_word(text: str, engine: "Engine", store: Store) -> Iterator[Suggestion]:
    words = [word for word in text.split() if not engine.count(squeeze(word))]
    for word in words:
        near = near_words(squeeze(word), store.all_words())
        if near:
            yield Suggestion(kind="word", asked=word, known=near)
        else:
            yield from _departments(word, store)
            yield from _indicators(word, store)


def _departments(asked: str, store: Store) -> Iterator[Suggestion]:
    held = [row.name or row.printed[0][0] for row in store.departments()]
    near = get_close_matches(asked, held, n=_MOST, cutoff=0.5)
    if not near:
        # known to the register alone: where it was looked for, it was not found
        near = [name for name in Families(store).register.nearest(asked, _MOST) if name in held]
    if near:
        yield Suggestion(kind="department", asked=asked, known=tuple(near))


def _indicators(asked: str, store: Store) -> Iterator[Suggestion]:
    names = dict.fromkeys(row.indicator for row in store.indicators() if row.indicator)
    near = get_close_matches(asked, list(names), n=_MOST, cutoff=0.5)
    if near:
        yield Suggestion(kind="indicator", asked=asked, known=tuple(near))


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
