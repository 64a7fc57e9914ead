"""jieba's dictionary as one sorted run of bytes that is read where it is needed; pure.

Loading it as jieba does takes half a second and 70 MB in every process. Here the words that
begin with the same two characters lie together; they are read when a text first asks for them,
and from then on stand in a dict, so that cutting is as quick as with all of them loaded.

    magic | checksum of the rest | sizes | counts of single characters | emissions
    | for each first character the end of its pairs | second characters | ends of entries
    | entries of the pairs: "word count word count …"

Numbers are in the machine's own byte order: what ``build`` makes does not leave its machine.
"""

import mmap
import re
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, pairwise
from math import log
from operator import itemgetter

# the last sign is counted up whenever the layout changes
_MAGIC = b"zhwords2" if sys.byteorder == "little" else b"2sdrowhz"
_HEADER = struct.Struct("=8sI4xQII")  # magic, checksum, sum of all counts, pairs, bytes of entries
_CHECKED = 12  # where the bytes begin that the checksum covers
_FIRST, _LAST = 0x4E00, 0x9FD5  # the Han characters that jieba knows
_HAN = _LAST - _FIRST + 1
_STATES = "BMES"
_NEVER = -3.14e100  # jieba's minus infinity
# pairs that are remembered; a text of chance has millions
_MOST_KEPT = 1 << 18

Content = bytes | mmap.mmap

# every line of a sorted list whose word begins with the same two characters
_ALIKE = re.compile(r"^([\u4e00-\u9fd5]{2}).*\n(?:\1.*\n)*", re.MULTILINE)


def build(words: str, emissions: Mapping[str, Mapping[str, float]]) -> bytes:
    """The bytes of a dictionary.

    Args:
        words: Lines of word, count and part of speech, as in jieba's dict.txt.
        emissions: For each of the states B, M, E and S: character → logarithm.
    """
    columns = words.split()
    # of a word that is there twice the last count is the one: sorting keeps their order
    counted = sorted(zip(columns[0::3], columns[1::3], strict=True), key=itemgetter(0))
    firsts, seconds, ends, entries = _join_entries(
        "".join([f"{word} {count}\n" for word, count in counted])
    )
    total = sum(map(int, columns[1::3]))
    content = b"".join(
        (
            _HEADER.pack(_MAGIC, 0, total, len(seconds), len(entries)),
            _count_singles(counted).tobytes(),
            _lay_out(emissions).tobytes(),
            firsts.tobytes(),
            seconds.tobytes(),
            ends.tobytes(),
            entries,
        )
    )
    return _MAGIC + struct.pack("=I", zlib.crc32(content[_CHECKED:])) + content[_CHECKED:]


def _join_entries(lines: str) -> tuple["array[int]", "array[int]", "array[int]", bytes]:
    alike = list(_ALIKE.finditer(lines))
    pairs = [found[1] for found in alike]
    entries = [found[0].encode() for found in alike]
    begin = Counter(pair[0] for pair in pairs)
    firsts = array("I", accumulate(begin[chr(code)] for code in range(_FIRST, _LAST + 1)))
    seconds = array("H", [ord(pair[1]) for pair in pairs])
    return firsts, seconds, array("I", accumulate(map(len, entries))), b"".join(entries)


def _count_singles(counted: list[tuple[str, str]]) -> "array[int]":
    counts = array("I", bytes(4 * _HAN))
    for word, count in counted:
        if len(word) == 1 and _FIRST <= ord(word) <= _LAST:
            counts[ord(word) - _FIRST] = int(count)
    return counts


def _lay_out(emissions: Mapping[str, Mapping[str, float]]) -> "array[float]":
    table = array("d", [_NEVER]) * (_HAN * len(_STATES))
    for column, state in enumerate(_STATES):
        for mark, value in emissions[state].items():
            if _FIRST <= ord(mark) <= _LAST:
                table[(ord(mark) - _FIRST) * len(_STATES) + column] = value
    return table


def is_whole(content: Content) -> bool:
    """Whether the bytes are all of what ``build`` made, by their checksum (a millisecond)."""
    with memoryview(content) as view:
        if len(view) < _HEADER.size or view[: len(_MAGIC)] != _MAGIC:
            return False
        (checksum,) = struct.unpack_from("=I", view, len(_MAGIC))
        return bool(checksum == zlib.crc32(view[_CHECKED:]))


class Dictionary:
    """Which words there are, how likely each is, and how long those are that begin alike."""

    def __init__(self, content: Content) -> None:
        """Read from what ``build`` made, and ``is_whole`` found whole."""
        view = memoryview(content)
        _, _, total, pairs, size = _HEADER.unpack_from(view)
        sizes = (4 * _HAN, 8 * _HAN * len(_STATES), 4 * _HAN, 2 * pairs, 4 * pairs, size)
        places = pairwise(accumulate((_HEADER.size, *sizes)))
        singles, emissions, firsts, seconds, ends, entries = (view[a:b] for a, b in places)
        logarithm = log(total or 1)
        self.unknown = -logarithm
        # word → logarithm of its share; only words that ``lengths`` was asked for the start of
        self.likely: dict[str, float] = {}
        # first two characters → lengths of the words of two or more, shortest first
        self.lengths = _Lengths(
            firsts.cast("I"), seconds.cast("H"), ends.cast("I"), entries, self.likely, logarithm
        )
        self.singles = _Singles(singles.cast("I"), logarithm)
        self.emissions = _Emissions(emissions.cast("d"))

    def holds(self, word: str) -> bool:
        """Whether these characters, two or more, are a word."""
        return bool(self.lengths[word[:2]]) and word in self.likely


class _Lengths(dict[str, tuple[int, ...]]):
    def __init__(
        self,
        firsts: "memoryview[int]",
        seconds: "memoryview[int]",
        ends: "memoryview[int]",
        entries: memoryview,
        likely: dict[str, float],
        logarithm: float,
    ) -> None:
        self._firsts = firsts
        self._seconds = seconds
        self._ends = ends
        self._entries = entries
        self._likely = likely
        self._logarithm = logarithm

    def __missing__(self, pair: str) -> tuple[int, ...]:
        if len(self) > _MOST_KEPT:
            self.clear()
            self._likely.clear()
        found = self[pair] = self._read(pair) if len(pair) == 2 else ()
        return found

    def _read(self, pair: str) -> tuple[int, ...]:
        first, second = ord(pair[0]) - _FIRST, ord(pair[1])
        low, high = self._firsts[first - 1] if first else 0, self._firsts[first]
        at = bisect_left(self._seconds, second, low, high)
        if at == high or self._seconds[at] != second:
            return ()
        start = self._ends[at - 1] if at else 0
        columns = str(self._entries[start : self._ends[at]], "utf-8").split()
        lengths = set()
        for word, count in zip(columns[0::2], columns[1::2], strict=True):
            if count != "0":  # jieba lets a user take a word away so
                self._likely[word] = log(int(count)) - self._logarithm
                lengths.add(len(word))
        return tuple(sorted(lengths))


class _Singles(dict[str, float | None]):
    """Character → logarithm of its share, None if it is no word alone."""

    def __init__(self, counts: "memoryview[int]", logarithm: float) -> None:
        self._counts = counts
        self._logarithm = logarithm

    def __missing__(self, mark: str) -> float | None:
        count = self._counts[ord(mark) - _FIRST]
        found = self[mark] = log(count) - self._logarithm if count else None
        return found


class _Emissions(dict[str, tuple[float, ...]]):
    """Character → logarithms of it in a word's beginning, middle, end, and alone."""

    def __init__(self, table: "memoryview[float]") -> None:
        self._table = table

    def __missing__(self, mark: str) -> tuple[float, ...]:
        at = (ord(mark) - _FIRST) * len(_STATES)
        found = self[mark] = tuple(self._table[at : at + len(_STATES)])
        return found
