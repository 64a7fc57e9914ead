"""OLE2 compound files: a file system in a file, which old office programs write."""

from array import array
from collections.abc import Iterator
from struct import unpack_from
from sys import byteorder

from parser.errors import LimitError, ReadError

from .limits import MAX_MEMBERS, MAX_PART_BYTES

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA  # larger numbers mark ends and free sectors
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_REMEDY = "请重新下载或复制该文件；能用 Word 或 WPS 打开的，另存为 .docx 再收录"


class OleFile:
    """The streams of a compound file by name, wherever in its tree they stand.

    Raises:
        ReadError: Not a compound file, or damaged.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise _damaged("文件头不完整")
        self._data = data
        shift, mini_shift = unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise _damaged("文件头不合规")
        self._size = 1 << shift
        (directory,) = unpack_from("<I", data, 48)
        (self._cutoff, mini_start, _, more, count) = unpack_from("<IIIII", data, 56)
        self._next = self._read_table(more, count)
        self._streams: dict[str, tuple[int, int]] = {}
        self._mini = b""
        mini_stream = (0, 0)
        for name, kind, start, size in self._read_directory(directory):
            if kind == _ROOT:
                mini_stream = (start, size)
            elif kind == _STREAM:
                self._streams.setdefault(name, (start, size))
        self._mini_next = _numbers(self._read_chain(mini_start)) if mini_start else array("I")
        self._mini = self._read_chain(mini_stream[0])[: mini_stream[1]]

    def has(self, name: str) -> bool:
        """Whether there is a stream of this name."""
        return name in self._streams

    def read(self, name: str) -> bytes:
        """The bytes of a stream; ReadError when there is none of this name, or it is damaged."""
        if name not in self._streams:
            raise _damaged(f"缺少“{name}”部分")
        start, size = self._streams[name]
        if size > MAX_PART_BYTES * 8:
            raise LimitError(f"文件内的“{name}”过大：{size >> 20} MB", remedy=_REMEDY)
        if size < self._cutoff:
            return self._read_mini(start)[:size]
        found = self._read_chain(start, most=-(-size // self._size))[:size]
        if len(found) < size:
            raise _damaged("内容不完整，可能没有下载完")
        return found

    def _read_table(self, more: int, count: int) -> "array[int]":
        """For each sector the one that follows it."""
        sectors = [*unpack_from("<109I", self._data, 76)] if len(self._data) >= 512 else []
        per_sector = self._size // 4 - 1
        seen: set[int] = set()
        while more <= _LAST_SECTOR and more not in seen and len(seen) <= count:
            seen.add(more)
            further = _numbers(self._sector(more))
            sectors.extend(further[:per_sector])
            more = further[per_sector] if len(further) > per_sector else _LAST_SECTOR + 1
        # a table longer than the file can be is a lie
        most = len(self._data) // (self._size * self._size // 4) + 2
        known = [sector for sector in sectors if sector <= _LAST_SECTOR][:most]
        return _numbers(b"".join(map(self._sector, known)))

    def _read_directory(self, start: int) -> Iterator[tuple[str, int, int, int]]:
        directory = self._read_chain(start)
        for at in range(0, min(len(directory), MAX_MEMBERS * _ENTRY) - _ENTRY + 1, _ENTRY):
            length, kind = unpack_from("<HB", directory, at + 64)
            first, size = unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield name, kind, first, size

    def _read_chain(self, sector: int, *, most: int | None = None) -> bytes:
        parts = []
        left = len(self._next) if most is None else min(most, len(self._next))
        while sector < len(self._next) and left > 0:
            parts.append(self._sector(sector))
            sector = self._next[sector]
            left -= 1
        return b"".join(parts)

    def _read_mini(self, sector: int) -> bytes:
        parts = []
        left = len(self._mini_next)
        while sector < len(self._mini_next) and left > 0:
            parts.append(self._mini[sector * 64 : sector * 64 + 64])
            sector = self._mini_next[sector]
            left -= 1
        return b"".join(parts)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]


def _numbers(data: bytes) -> "array[int]":
    numbers = array("I", data[: len(data) // 4 * 4])
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _damaged(what: str) -> ReadError:
    return ReadError(f"文件损坏：{what}", remedy=_REMEDY)
