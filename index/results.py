"""What a search gives: hits in order, grouped by issue, with snippets of whole clauses; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from .folding import squeeze_places

# best: by score, the newer of equals first; newest and oldest: by the issue's period
Order = Literal["best", "newest", "oldest"]

# ends of clauses; a mark that a digit follows belongs to a number (1,731 or 43.3)
_CLAUSE_END = re.compile(r"[，。；！？\n]+[”’」』）)】]*|[,;!?:：](?!\d)")
_MOST_CLAUSES = 6
_SENTENCE_END = re.compile(r"[。！？\n]")
_ELLIPSIS = "…"
LONGEST = 160  # characters of a snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One passage that a query found."""

    issue: str  # key
    position: int  # of the passage in its issue
    section: str | None
    titles: tuple[str, ...]  # as printed, outermost first
    text: str
    page: int | None
    first_block: int
    last_block: int  # included
    start: date | None  # of the issue's period, else the day of publication
    end: date | None
    score: float  # greater is better; only comparable within one answer
    snippet: tuple[tuple[str, bool], ...]  # pieces of text, True: a match


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueHits:
    """The hits shown of one issue."""

    issue: str
    total: int  # passages found in the issue, shown or not
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a query; ``hits`` are cut at the limit, the counts are of everything found."""

    hits: tuple[Hit, ...]
    total: int
    issues: dict[str, int]  # key of each issue with a hit → passages found in it


def group_by_issue(results: Results) -> tuple[IssueHits, ...]:
    """The hits by issue, in the order of each issue's first hit; inside an issue as printed."""
    order: dict[str, list[Hit]] = {}
    for hit in results.hits:
        order.setdefault(hit.issue, []).append(hit)
    return tuple(
        IssueHits(
            issue=issue,
            total=results.issues[issue],
            hits=tuple(sorted(hits, key=lambda hit: hit.position)),
        )
        for issue, hits in order.items()
    )


def make_snippet(
    text: str, needles: Iterable[str], *, longest: int | None = LONGEST
) -> tuple[tuple[str, bool], ...]:
    """The clauses of ``text`` in which the needles stand, each match marked.

    Needles are squeezed (``folding.squeeze``); they are found across white space and in any
    width. Clauses are whole, as many as fit in ``longest`` characters (the first always is),
    those of the sentence with most of the needles before others; what is left out is shown as
    …. Without a match: the first clauses. With ``longest`` None: the whole text.
    """
    matches = find_matches(text, needles)
    if longest is None:
        return tuple(_mark(text, 0, len(text), matches))
    clauses = list(_clauses(text))
    if not clauses:
        return ()
    chosen = _choose(text, clauses, matches, longest)
    pieces: list[tuple[str, bool]] = []
    if chosen[0] > 0:
        pieces.append((_ELLIPSIS, False))
    for _, run in groupby(enumerate(chosen), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        start, end = clauses[numbers[0]][0], clauses[numbers[-1]][1]
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if pieces and pieces[-1][0] != _ELLIPSIS:
            pieces.append((_ELLIPSIS, False))
        pieces.extend(_mark(text, start, end, matches))
    if chosen[-1] < len(clauses) - 1:
        pieces.append((_ELLIPSIS, False))
    return tuple(pieces)


def find_matches(text: str, needles: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Half-open places of the squeezed needles in ``text``, in order, overlaps joined."""
    squeezed, places = squeeze_places(text)
    found: list[tuple[int, int]] = []
    for needle in dict.fromkeys(needles):
        at = squeezed.find(needle) if needle else -1
        while at >= 0:
            found.append((places[at], places[at + len(needle) - 1] + 1))
            at = squeezed.find(needle, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        if text[start : match.end()].strip():
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _choose(
    text: str,
    clauses: list[tuple[int, int]],
    matches: tuple[tuple[int, int], ...],
    longest: int,
) -> list[int]:
    """Numbers of the clauses to show, in order: those with matches, then their neighbours."""
    held = [
        number
        for number, (start, end) in enumerate(clauses)
        if any(match[0] < end and match[1] > start for match in matches)
    ]
    # a match can run over a comma: the clauses that it touches belong together
    held.sort(key=_count_needles(text, clauses, matches).__getitem__, reverse=True)
    wanted = held[:_MOST_CLAUSES] or [0]
    around = [near for number in wanted for near in (number + 1, number - 1)]
    chosen: set[int] = set()
    room = longest
    for number in (*wanted, *around):
        if number in chosen or not 0 <= number < len(clauses):
            continue
        size = clauses[number][1] - clauses[number][0]
        if size <= room or not chosen:
            chosen.add(number)
            room -= size
    return sorted(chosen)


def _count_needles(
    text: str, clauses: list[tuple[int, int]], matches: tuple[tuple[int, int], ...]
) -> list[int]:
    """For each clause how many different words are matched in its sentence."""
    sentences: list[list[int]] = [[]]
    for number, (_, end) in enumerate(clauses):
        sentences[-1].append(number)
        if _SENTENCE_END.search(text, max(end - 2, 0), end):
            sentences.append([])
    counts = [0] * len(clauses)
    for numbers in filter(None, sentences):
        first, last = clauses[numbers[0]][0], clauses[numbers[-1]][1]
        words = {text[start:end] for start, end in matches if first <= start < last}
        for number in numbers:
            counts[number] = len(words)
    return counts


def _mark(
    text: str, start: int, end: int, matches: tuple[tuple[int, int], ...]
) -> Iterator[tuple[str, bool]]:
    at = start
    for first, last in matches:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if at < first:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < end:
        yield text[at:end], False
