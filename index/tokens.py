"""Text as the index holds it: folded, without white space, in pairs of characters and in words.

Pairs of neighbouring characters stand in for one character per token with positions, and are as
exact: a phrase of two characters is one pair, and a longer one is looked up, with ``in``, in the
squeezed text of the few passages that hold all of its pairs. On the simulated archive (447
issues, 1.2 million characters) a Whoosh field of characters with positions took 4.6 s to write
and 11 MB, against 0.3 s and 2.4 MB; in tables like ours positions took 0.3 s and 5.7 MB, and
phrases of four to seven characters 3 to 30 times as long to find.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import log
from operator import add
from typing import TYPE_CHECKING

from .folding import fold, squeeze

if TYPE_CHECKING:
    from .passages import Passage

# a posting of a word holds the passage and, in its last bits, how often the word stands there
COUNT_BITS = 4
MOST_COUNTED = (1 << COUNT_BITS) - 1


def pairs(squeezed: str) -> set[str]:
    """The pairs of neighbouring characters in ``squeezed``, the last character with a line end.

    ``squeezed`` may hold line ends between texts that do not follow each other; every
    character starts exactly one pair, so that a single character is found by its pairs.
    """
    found = set(map(add, squeezed, squeezed[1:] + "\n"))
    if "\n" in squeezed:
        found.difference_update("\n" + (part[:1] or "\n") for part in squeezed.split("\n")[1:])
    return found


_LONGEST_WORD = 6  # characters of a word that a run is split into


def split_run(run: str, count: Callable[[str], int]) -> tuple[str, ...]:
    """The words of a squeezed, unquoted run of a query, as the archive itself knows them.

    ``count`` says in how many passages a word is a word. The fewest words win, then the
    commoner ones, so that no dictionary has to be loaded to answer. A stretch that the
    archive has no words for stays one word.
    """
    size = len(run)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] * (size + 1)
    for place in range(size - 1, -1, -1):
        ways = [(best[place + 1][0] + 2, best[place + 1][1], place + 1)]
        for stop in range(place + 2, min(size, place + _LONGEST_WORD) + 1):
            known = count(run[place:stop])
            if known:
                ways.append((best[stop][0] + 1, best[stop][1] - log(known + 1), stop))
        best[place] = min(ways)
    return tuple(_join_singles(run, [way[2] for way in best[:size]]))


def _join_singles(run: str, ends: list[int]) -> Iterator[str]:
    place = single = 0
    while place < len(run):
        if ends[place] - place > 1:
            if single < place:
                yield run[single:place]
            yield run[place : ends[place]]
            single = ends[place]
        place = ends[place]
    if single < len(run):
        yield run[single:]


# -- what the writer is given ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPassage:
    """A passage ready to be written: everything that takes time is done."""

    record: str  # JSON of what a hit shows
    text: str  # titles and text, squeezed, joined by line ends
    words: str  # its words, each once, joined by line ends
    counts: bytes  # how often each of them stands there, at most ``MOST_COUNTED``
    names: str  # field of ``schema.NAME_FIELDS``, tab, term; joined by line ends


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedIssue:
    """The passages of one issue, ready to be written.

    It crosses process borders: pickled as few long strings it takes a fifth of the time of one
    string per pair and per word.
    """

    key: str
    token: str  # says which state of the issue this is, e.g. the file's digest
    day: int  # ordinal of the last day of its period, 0 if unknown
    names: str  # of all its passages
    passages: tuple[PreparedPassage, ...]


def prepare(passages: tuple["Passage", ...], *, key: str, token: str) -> PreparedIssue:
    """The passages of the issue ``key`` with their words, pure and in no need of an index.

    ``token`` comes back from ``Engine.issues``: the archive sees by it whether the index holds
    the issue as the store does. Take the digest of the file and the parser's version.
    """
    end = next((passage.end for passage in passages if passage.end), None)
    return PreparedIssue(
        key=key,
        token=token,
        day=end.toordinal() if end else 0,
        names=_join_names(_issue_names(passages[0])) if passages else "",
        passages=tuple(_prepare_passage(passage) for passage in passages),
    )


def _prepare_passage(passage: "Passage") -> PreparedPassage:
    from .segmenter import cut_words  # loads a dictionary; queries never come here

    text = fold(passage.text)
    found = cut_words(text)
    for title in passage.titles:
        found += cut_words(_fold_name(title))
    words = Counter(found)
    return PreparedPassage(
        record=_record(passage),
        text="\n".join((*map(_squeeze_name, passage.titles), "".join(text.split()))),
        words="\n".join(words),
        counts=bytes([min(count, MOST_COUNTED) for count in words.values()]),
        names=_join_names(_names(passage)),
    )


# json.dumps makes an encoder for each call
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _record(passage: "Passage") -> str:
    return _encode(
        [
            passage.issue,
            passage.position,
            passage.section,
            passage.titles,
            passage.text,
            passage.page,
            passage.first_block,
            passage.last_block,
            passage.start and passage.start.isoformat(),
            passage.end and passage.end.isoformat(),
        ]
    )


def _join_names(names: Iterator[tuple[str, str]]) -> str:
    return "\n".join(dict.fromkeys(f"{field}\t{term}" for field, term in names))


# the same titles and names come with passage after passage
_fold_name = lru_cache(maxsize=4096)(fold)


@lru_cache(maxsize=4096)
def _squeeze_name(name: str) -> str:
    return squeeze(name)


def _names(passage: "Passage") -> Iterator[tuple[str, str]]:
    for department in passage.departments:
        yield "department", _squeeze_name(department)
    for person in passage.people:
        yield "person", _squeeze_name(person)
    for number in passage.documents:
        yield "document", squeeze_number(number)
    for indicator in passage.indicators:
        yield "indicator", _squeeze_name(indicator)
    for kind in passage.kinds:
        yield "kind", kind
    for title in passage.titles:
        yield "section", _squeeze_name(title)
        yield "section", strip_label(_squeeze_name(title))
    if passage.section is not None:
        labels = _squeeze_name(passage.section).split("/")
        for depth in range(1, len(labels) + 1):
            yield "path", "/".join(labels[:depth])


def _issue_names(passage: "Passage") -> Iterator[tuple[str, str]]:
    yield "issue", passage.issue.lower()
    if passage.whole_number is not None:
        yield "issue", str(passage.whole_number)
    if passage.number is not None:
        yield "issue", f"第{passage.number}期"
        if passage.year is not None:
            yield "issue", f"{passage.year}-{passage.number}"
    for term in _day_terms(passage):
        yield "date", term


def _day_terms(passage: "Passage") -> Iterator[str]:
    """Every day, month and year that the issue's period touches."""
    if passage.start is None or passage.end is None:
        if passage.year is not None:
            yield f"{passage.year:04}"
        return
    day = passage.start
    while day <= passage.end:
        yield day.isoformat()
        yield day.isoformat()[:7]
        yield day.isoformat()[:4]
        day += timedelta(days=1)


def cover_days(start: date, end: date) -> tuple[str, ...]:
    """The fewest years, months and days that make up these days, both included."""
    terms = []
    day = max(start, _FIRST_DAY)
    end = min(end, _LAST_DAY)
    while day <= end:
        month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if (day.month, day.day) == (1, 1) and day.replace(month=12, day=31) <= end:
            terms.append(day.isoformat()[:4])
            day = day.replace(month=12, day=31)
        elif day.day == 1 and month_end <= end:
            terms.append(day.isoformat()[:7])
            day = month_end
        else:
            terms.append(day.isoformat())
        day += timedelta(days=1)
    return tuple(terms)


_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # of open ranges


def squeeze_number(number: str) -> str:
    """A document number (发文字号) squeezed, in 〔〕 whatever brackets were typed."""
    return squeeze(number).replace("(", "〔").replace(")", "〕")


def strip_label(title: str) -> str:
    """A squeezed title without its label: 三、工作动态 gives 工作动态."""
    return _LABEL.sub("", title) or title


_LABEL = re.compile(r"[(]?[一二三四五六七八九十百0-9]+(?:[)][、.]?|[、.])")
