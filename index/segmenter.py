"""Text cut into words, for ranking: jieba's own algorithm on jieba's dictionary and tables.

Written again because two thirds of jieba's time goes into logarithms and prefixes that never
change, and because its cache is unmarshalled from a folder that others can write to. Words
only rank: whether a passage is found never depends on how a dictionary cuts it. Runs of Han
characters are cut as jieba cuts them; digits and Latin letters are never joined with them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from .dictionary import Dictionary
from .dictionary_file import load_dictionary

__all__ = ["cut_words", "load_dictionary"]

_RUN = re.compile(r"[\u4e00-\u9fd5]+|[a-z0-9]+(?:\.[0-9]+)?%?")
_MOST_CACHED = 1 << 16


def cut_words(folded: str) -> list[str]:
    """The words of folded text for ranking: jieba's, with the shorter words inside long ones.

    Punctuation is left out; digits and Latin letters stay together ("40%", "1.5").
    """
    words: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] < "\u4e00":
            words.append(run)
        else:
            words.extend(_cut_for_search(run))
    return words


@lru_cache(maxsize=_MOST_CACHED)
def _cut_for_search(run: str) -> tuple[str, ...]:
    holds = load_dictionary().holds
    words: list[str] = []
    for word in _cut(run):
        for length in (2, 3):
            if len(word) > length:
                parts = (word[at : at + length] for at in range(len(word) - length + 1))
                words.extend(part for part in parts if holds(part))
        words.append(word)
    return tuple(words)


def _cut(run: str) -> Iterator[str]:
    """The words of a run of Han characters, in order; unknown names are guessed from letters."""
    dictionary = load_dictionary()
    ends = _best_ends(run, dictionary)
    place = single = 0
    while place < len(run):
        end = ends[place]
        if end - place > 1:
            if single < place:
                yield from _guess(run[single:place], dictionary)
            yield run[place:end]
            single = end
        place = end
    if single < len(run):
        yield from _guess(run[single:], dictionary)


def _best_ends(run: str, dictionary: Dictionary) -> list[int]:
    """Where the word that starts at each place ends, on the likeliest way through ``run``."""
    likely, lengths, unknown = dictionary.likely, dictionary.lengths, dictionary.unknown
    singles = dictionary.singles
    size = len(run)
    score = [0.0] * (size + 1)
    ends = [0] * size
    for place in range(size - 1, -1, -1):
        longer = lengths[run[place : place + 2]]
        single = singles[run[place]]
        best, end = (unknown if single is None else single) + score[place + 1], place + 1
        if longer:
            only_longer = single is None
            for length in longer:
                stop = place + length
                if stop > size:
                    break
                value = likely.get(run[place:stop])
                if value is not None and (only_longer or value + score[stop] >= best):
                    best, end, only_longer = value + score[stop], stop, False
        score[place], ends[place] = best, end
    return ends


def _guess(singles: str, dictionary: Dictionary) -> Iterator[str]:
    if len(singles) == 1 or dictionary.holds(singles):
        yield from singles
    else:
        yield from _guess_words(singles)


# jieba's hidden Markov model: a character Begins, is in the Middle of, Ends or is a word (S)
_NEVER = -3.14e100
_START = {"B": -0.26268660809250016, "E": _NEVER, "M": _NEVER, "S": -1.4652633398537678}
_STEP = {
    "B": (("E", -0.5897149736854513), ("S", -0.7211965654669841)),
    "M": (("M", -1.2603623820268226), ("B", -0.916290731874155)),
    "S": (("S", -0.6658631448798212), ("E", -0.8085250474669937)),
    "E": (("B", -0.51082562376599), ("M", -0.33344856811948514)),
}


@lru_cache(maxsize=_MOST_CACHED)
def _guess_words(singles: str) -> tuple[str, ...]:
    states = _likeliest_states(singles)
    words = []
    begin = 0
    for place, state in enumerate(states):
        if state == "B":
            begin = place
        elif state == "E":
            words.append(singles[begin : place + 1])
            begin = place + 1
        elif state == "S":
            words.append(singles[place])
            begin = place + 1
    if begin < len(singles):
        words.append(singles[begin:])
    return tuple(words)


def _likeliest_states(singles: str) -> str:
    emissions = load_dictionary().emissions
    score = {
        state: _START[state] + emission
        for state, emission in zip("BMES", emissions[singles[0]], strict=True)
    }
    path = {state: state for state in "BMES"}
    for mark in singles[1:]:
        steps = {
            state: max((score[before] + step + emission, before) for before, step in _STEP[state])
            for state, emission in zip("BMES", emissions[mark], strict=True)
        }
        path = {state: path[before] + state for state, (_, before) in steps.items()}
        score = {state: value for state, (value, _) in steps.items()}
    return path[max((score[state], state) for state in "ES")[1]]
