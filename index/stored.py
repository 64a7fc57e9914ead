"""Segments as they lie on disk, for those who read: mapped files, of which nothing is copied.

Whoosh writes them (``segments``), and is not needed to read them: importing it takes longer than
most answers, and it unpickles what it opens.
"""

import contextlib
import mmap
import os
from array import array
from collections import Counter
from pathlib import Path
from typing import Final

from .manifest import SegmentEntry
from .matching import Segment
from .postings import TermTable

TABLE = ".terms"  # what the file of the terms ends in; those of columns end in .name.col
NUMBERS: Final = "I"  # type of all numbers in columns


_SIZE = array(NUMBERS).itemsize


class _MappedFile:
    """The bytes of a file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.view = memoryview(self.content)

    def close(self) -> None:
        self.view.release()
        # a damaged file leaves views behind that an error still holds; the map goes with them
        with contextlib.suppress(BufferError):
            self.content.close()


class TextColumn:
    """One run of bytes for each passage: all of them one after the other, then where they end.

    Where the system can, texts are read and not looked at in the map: of a map each text that
    is looked at stays in memory with its neighbours, 16 MB for two common words in 4,470 issues.
    """

    def __init__(self, path: Path, count: int) -> None:
        self._file = _MappedFile(path)
        self._handle = os.open(path, os.O_RDONLY) if hasattr(os, "pread") else None
        start = len(self._file.view) - count * _SIZE
        if start < 0:
            self._close_file()
            raise ValueError("a column is too short")
        self._size = start
        self._ends = self._file.view[start:].cast(NUMBERS)

    def __getitem__(self, passage: int) -> bytes:
        start = self._ends[passage - 1] if passage else 0
        end = self._ends[passage]
        if not start <= end <= self._size:
            raise IndexError("a text ends where none can")
        if self._handle is None:
            return self._file.content[start:end]
        return os.pread(self._handle, end - start, start)

    def close(self) -> None:
        """Let go of the file."""
        self._ends.release()
        self._close_file()

    def _close_file(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        self._file.close()


class StoredSegment:
    """One segment with its columns, open."""

    def __init__(self, path: Path, entry: SegmentEntry) -> None:
        """Open the segment ``entry`` of the index in ``path``.

        Raises:
            OSError: A file is not there any more: a newer generation does without it.
            ValueError: A file is not what was written.
        """
        self._path = path
        self._entry = entry
        self._files: list[_MappedFile | TextColumn] = []
        self._table: TermTable | None = None
        try:
            terms = self._map(TABLE)
            self._table = TermTable(terms.content)
            self.positions = self._map(".position.col").view.cast(NUMBERS)
            self.days = self._map(".day.col").view.cast(NUMBERS)
            self.texts = self._column("text")
            self.records = self._column("record")
            self.keys = self._column("issue")
        except BaseException:
            self.close()
            raise
        self.table = self._table
        self.segment = Segment(
            self.table,
            size=entry.size,
            deleted=frozenset(entry.deleted),
            text=self.texts.__getitem__,
        )

    def _map(self, ending: str) -> _MappedFile:
        file = _MappedFile(self._path / f"{self._entry.name}{ending}")
        self._files.append(file)
        return file

    def _column(self, name: str) -> TextColumn:
        column = TextColumn(self._path / f"{self._entry.name}.{name}.col", self._entry.size)
        self._files.append(column)
        return column

    def count_issues(self, passages: set[int]) -> dict[str, int]:
        """The issues in which these passages stand, with how many of them."""
        # the passages of an issue follow each other, so the first one stands for the issue
        positions = self.positions
        counts = Counter([passage - positions[passage] for passage in passages])
        return {self.keys[first].decode(): count for first, count in counts.items()}

    def close(self) -> None:
        """Let go of the files."""
        for numbers in ("positions", "days"):
            if hasattr(self, numbers):
                getattr(self, numbers).release()
        if self._table is not None:
            self._table.close()
        for file in self._files:
            file.close()
        self._files.clear()
