"""Text cut into words, for ranking: jieba's own algorithm on jieba's dictionary and tables.

Written again because two thirds of jieba's time goes into logarithms and prefixes that never
change, and because its cache is unmarshalled from a folder that others can write to. Words
only rank: whether a passage is found never depends on how a dictionary cuts it. Runs of Han
characters are cut as jieba cuts them; digits and Latin letters are never joined with them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from runpy import run_path

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


class Dictionary:
    """jieba's dictionary: how likely a word is, and how long the words go on that start alike."""

    def __init__(self, words: Sequence[str], counts: Sequence[int]) -> None:
        total = log(sum(counts) or 1)
        self.likely = {
            word: log(count) - total for word, count in zip(words, counts, strict=True) if count
        }
        self.unknown = -total
        masks: dict[str, int] = {}
        for word in self.likely:
            masks[word[:2]] = masks.get(word[:2], 0) | 1 << len(word)
        lengths = {mask: _lengths(mask) for mask in set(masks.values())}
        # first two characters of words of two or more -> their lengths, shortest first
        self.lengths = {start: lengths[mask] for start, mask in masks.items() if len(start) == 2}


def _lengths(mask: int) -> tuple[int, ...]:
    return tuple(length for length in range(2, mask.bit_length()) if mask >> length & 1)


def _jieba() -> Path:
    # found without importing jieba, which would ask for pkg_resources and warn
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(spec.origin).parent


@cache
def load_dictionary() -> Dictionary:
    """The dictionary, read once per process (about a third of a second)."""
    # a line is: word, count, part of speech
    columns = (_jieba() / "dict.txt").read_text("utf-8").split()
    return Dictionary(columns[0::3], tuple(map(int, columns[1::3])))


@cache
def _load_emissions() -> dict[str, dict[str, float]]:
    found = run_path(str(_jieba() / "finalseg" / "prob_emit.py"))["P"]
    return {state: found[state] for state in "BMES"}


@lru_cache(maxsize=_MOST_CACHED)
def _cut_for_search(run: str) -> tuple[str, ...]:
    likely = load_dictionary().likely
    words: list[str] = []
    for word in _cut(run):
        for length in (2, 3):
            if len(word) > length:
                parts = (word[at : at + length] for at in range(len(word) - length + 1))
                words.extend(part for part in parts if part in likely)
        words.append(word)
    return tuple(words)


def _cut(run: str) -> Iterator[str]:
    """The words of a run of Han characters, in order; unknown names are guessed from letters."""
    likely = load_dictionary().likely
    ends = _best_ends(run, load_dictionary())
    place = single = 0
    while place < len(run):
        end = ends[place]
        if end - place > 1:
            if single < place:
                yield from _guess(run[single:place], likely)
            yield run[place:end]
            single = end
        place = end
    if single < len(run):
        yield from _guess(run[single:], likely)


def _best_ends(run: str, dictionary: Dictionary) -> list[int]:
    """Where the word that starts at each place ends, on the likeliest way through ``run``."""
    likely, lengths, unknown = dictionary.likely, dictionary.lengths, dictionary.unknown
    size = len(run)
    score = [0.0] * (size + 1)
    ends = [0] * size
    for place in range(size - 1, -1, -1):
        longer = lengths.get(run[place : place + 2])
        single = likely.get(run[place])
        best, end = (unknown if single is None else single) + score[place + 1], place + 1
        if longer is not None:
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


def _guess(singles: str, likely: dict[str, float]) -> Iterator[str]:
    if len(singles) == 1 or singles in likely:
        yield from singles
    else:
        yield from _guess_words(singles)


# jieba's hidden Markov model: a character Begins, is in the Middle of, Ends or is a word (S)
_NEVER = -3.14e100
_START = {"B": -0.26268660809250016, "E": _NEVER, "M": _NEVER, "S": -1.4652633398537678}
_STEP = {
    "B": (("E", -0.5897149736854513), ("S", -0.6658631448798212)),
    "M": (("M", -1.2603623820268226), ("B", -0.916290731874155)),
    "S": (("S", -0.7211965654669841), ("E", -0.8085250474669937)),
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
    emissions = _load_emissions()
    score = {state: _START[state] + emissions[state].get(singles[0], _NEVER) for state in "BMES"}
    path = {state: state for state in "BMES"}
    for mark in singles[1:]:
        steps = {
            state: max(
                (score[before] + step + emissions[state].get(mark, _NEVER), before)
                for before, step in _STEP[state]
            )
            for state in "BMES"
        }
        path = {state: path[before] + state for state, (_, before) in steps.items()}
        score = {state: value for state, (value, _) in steps.items()}
    return path[max((score[state], state) for state in "ES")[1]]
