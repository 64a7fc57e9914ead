"""Terms and the passages they stand in, as one file per segment; pure, but for the file.

A field's terms lie sorted in one string and its postings in one array, written in one go and
read from the mapped file without being parsed; Whoosh's own table keeps a record for each term
and unpickles postings block by block. Numbers are in the machine's own byte order: the index is
private to the machine that made it.

    magic | per field: ends of terms, ends of postings, terms, postings | JSON directory | length
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import BinaryIO, Protocol

_MAGIC = b"zhoubao1" if sys.byteorder == "little" else b"1oabuohz"
_LENGTH = struct.Struct("<I")
_ALIGN = 8


class DamagedTableError(ValueError):
    """The bytes are no table of terms, or not all of it."""


class Bytes(Protocol):
    """What a table is read from: a mapped file or bytes."""

    def __len__(self) -> int: ...
    def find(self, sub: bytes, start: int = ..., end: int = ..., /) -> int: ...


Field = Mapping[str, Sequence[int]]  # term → numbers, ascending


def write_table(out: BinaryIO, fields: Mapping[str, Field]) -> None:
    """Write the fields to ``out``. Terms hold no line end and are not empty."""
    out.write(_MAGIC)
    place = len(_MAGIC)
    directory: dict[str, list[int | str]] = {}
    for name, field in fields.items():
        terms = sorted(field)
        encoded = [term.encode() for term in terms]
        lists = [field[term] for term in terms]
        numbers = _numbers(lists)
        ends = array("I", accumulate(len(term) + 1 for term in encoded))
        stops = array("I", accumulate(map(len, lists)))
        directory[name] = [len(terms), numbers.typecode]
        for part in (ends, stops, b"\n".join([*encoded, b""]), numbers):
            content = part if isinstance(part, bytes) else part.tobytes()
            directory[name] += [place, len(content)]
            out.write(content)
            padding = -len(content) % _ALIGN
            out.write(bytes(padding))
            place += len(content) + padding
    content = json.dumps(directory).encode()
    out.write(content + _LENGTH.pack(len(content)))


def _numbers(lists: list[Sequence[int]]) -> array[int]:
    largest = max((numbers[-1] for numbers in lists), default=0)
    return array("H" if largest < 1 << 16 else "I", chain.from_iterable(lists))


class TermTable:
    """The fields of one segment, read where they lie."""

    def __init__(self, content: Bytes) -> None:
        self._content = content
        self._view = memoryview(content)  # type: ignore[arg-type]
        try:
            self._directory = self._read_directory()
        except (ValueError, struct.error, TypeError) as error:
            self._view.release()
            raise DamagedTableError("not a table of terms") from error
        self._fields: dict[str, _TermField] = {}

    def _read_directory(self) -> dict[str, list[int | str]]:
        size = len(self._view)
        if bytes(self._view[: len(_MAGIC)]) != _MAGIC:
            raise ValueError("magic")
        (length,) = _LENGTH.unpack(self._view[size - _LENGTH.size :])
        content = bytes(self._view[size - _LENGTH.size - length : size - _LENGTH.size])
        found = json.loads(content)
        if not isinstance(found, dict):
            raise ValueError("directory")
        return found

    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(self._directory)

    def field(self, name: str) -> _TermField | None:
        """The field of that name, None if no passage of the segment has one."""
        if name not in self._fields and name in self._directory:
            try:
                field = _TermField(self._content, self._view, self._directory[name])
            except (ValueError, TypeError) as error:
                raise DamagedTableError(f"not a field: {name}") from error
            self._fields[name] = field
        return self._fields.get(name)

    def close(self) -> None:
        """Let go of the content; nothing read from the table may be used any more."""
        for field in self._fields.values():
            field.close()
        self._fields.clear()
        self._view.release()


class _TermField:
    """The sorted terms of one field; terms are known by their number in that order."""

    def __init__(self, content: Bytes, view: memoryview, entry: list[int | str]) -> None:
        count, typecode, *places = entry
        (ends, ends_size, stops, stops_size, terms, terms_size, numbers, numbers_size) = (
            int(place) for place in places
        )
        self._content = content
        self._view = view
        self.count = int(count)
        self._ends = view[ends : ends + ends_size].cast("I")
        self._stops = view[stops : stops + stops_size].cast("I")
        self._terms, self._terms_end = terms, terms + terms_size
        part = view[numbers : numbers + numbers_size]
        self._numbers = part.cast("H" if typecode == "H" else "I")

    def close(self) -> None:
        for part in (self._ends, self._stops, self._numbers):
            part.release()

    def term(self, number: int) -> str:
        """The term of that number."""
        return self._term(number).decode()

    def _term(self, number: int) -> bytes:
        start = self._ends[number - 1] if number else 0
        return bytes(self._view[self._terms + start : self._terms + self._ends[number] - 1])

    def _first_from(self, term: bytes) -> int:
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self._term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, term: str) -> int | None:
        """The number of the term, None if it is not there."""
        wanted = term.encode()
        number = self._first_from(wanted)
        return number if number < self.count and self._term(number) == wanted else None

    def starting(self, start: str) -> range:
        """The numbers of the terms that start so."""
        first = start.encode()
        # 0xFF stands in no UTF-8
        return range(self._first_from(first), self._first_from(first + b"\xff"))

    def containing(self, part: str) -> Iterator[int]:
        """The numbers of the terms in which ``part`` stands, in order."""
        wanted = part.encode()
        at = self._content.find(wanted, self._terms, self._terms_end)
        while at >= 0:
            number = self._number_at(at - self._terms)
            yield number
            at = self._content.find(wanted, self._terms + self._ends[number], self._terms_end)

    def _number_at(self, place: int) -> int:
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self._ends[middle] <= place:
                low = middle + 1
            else:
                high = middle
        return low

    def size(self, number: int) -> int:
        """How many numbers the term has."""
        return self._stops[number] - (self._stops[number - 1] if number else 0)

    def numbers(self, number: int) -> memoryview[int]:
        """The numbers of the term, ascending."""
        return self._numbers[self._stops[number - 1] if number else 0 : self._stops[number]]
