"""How near to each other the words of a query stand in a passage; pure.

Texts and needles are UTF-8 of what ``tokens.squeeze`` gives: looking for bytes needs no decoding.
"""

from collections.abc import Iterator, Sequence

_SENTENCE_ENDS = tuple(mark.encode() for mark in "。！？!?")
_CLAUSE_ENDS = tuple(mark.encode() for mark in "，；：,;")
_CHARACTER = 3  # bytes of a Chinese character
_HALF = 20 * _CHARACTER  # words so far apart are worth half of words side by side
_SENTENCE = 60 * _CHARACTER  # what the end of a sentence between them counts as
_CLAUSE = 15 * _CHARACTER  # and the end of a clause
_PLACES = 20  # of each needle that are looked at: a text can say a word hundreds of times
_HEADED = 0.5  # the heading says one word, the text the other


def closeness(text: bytes, needles: Sequence[bytes]) -> float:
    """From 0 (far apart) to 1 (side by side, or all in the headings).

    The last line of ``text`` is the passage, those before it are its headings. Needles that do
    not stand in it are left out; fewer than two are as near as can be.
    """
    cut = text.rfind(b"\n") + 1
    titles, body = text[:cut], text[cut:]
    standing = [needle for needle in needles if needle in text]
    outside = [needle for needle in standing if needle not in titles]
    if len(standing) < 2 or not outside:
        return 1.0
    # a heading stands above all sentences: near to each of them, next to none
    headed = _HEADED * _closest(body, outside) if len(outside) < len(standing) else 0.0
    if any(needle not in body for needle in standing):
        return headed
    return max(headed, _closest(body, standing))


def _closest(text: bytes, needles: Sequence[bytes]) -> float:
    if len(needles) < 2:
        return 1.0
    distance = min(_distances(text, needles))
    return _HALF / (_HALF + distance)


def _distances(text: bytes, needles: Sequence[bytes]) -> Iterator[int]:
    """What lies between the needles in each stretch that holds all of them and no shorter one."""
    places = sorted(
        (place, number)
        for number, needle in enumerate(needles)
        for place in _find_all(text, needle)
    )
    last: dict[int, int] = {}
    for place, number in places:
        last[number] = place
        if len(last) == len(needles):
            start = min(last.values())
            yield _distance(text, [(at, needles[which]) for which, at in last.items()], start)


def _distance(text: bytes, found: list[tuple[int, bytes]], start: int) -> int:
    end = max(place + len(needle) for place, needle in found)
    between = max(0, end - start - sum(len(needle) for _, needle in found))
    if not between:
        return 0
    sentences = sum(text.count(mark, start, end) for mark in _SENTENCE_ENDS)
    clauses = sum(text.count(mark, start, end) for mark in _CLAUSE_ENDS)
    return between + _SENTENCE * sentences + _CLAUSE * clauses


def _find_all(text: bytes, needle: bytes) -> Iterator[int]:
    place = text.find(needle)
    for _ in range(_PLACES):
        if place < 0:
            return
        yield place
        place = text.find(needle, place + len(needle))
