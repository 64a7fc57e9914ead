"""The database: alone contains SQL.

One connection, one thread. Reading sees what was committed when the query began; writing goes
through ``writing()``, and only what a left ``writing()`` held is safe on disk.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Self

from parser.model import Issue

from .records import (
    ArchiveStatus,
    CitationRow,
    Coverage,
    DepartmentRow,
    DocumentRow,
    EventRow,
    FigureRow,
    FileRow,
    Filter,
    IndicatorRow,
    IssueRow,
    PersonRow,
    ProblemRow,
)

EVERYTHING = Filter()


class Store:
    """All issues and their facts. Close it, or use it as a context manager."""

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Raises ArchiveError: no archive there, or one of a newer format."""
        raise NotImplementedError

    def close(self) -> None: ...
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; rolled back if the block raises."""
        yield

    # issues
    def issues(self, wanted: Filter = EVERYTHING) -> Iterator[IssueRow]:
        """Issues in order of time (the days they stand for, then the number)."""
        raise NotImplementedError

    def find_issues(self, text: str) -> tuple[IssueRow, ...]:
        """The issues that ``text`` names: a key, a whole number, "2023-27", "总第447期"."""
        raise NotImplementedError

    def issue(self, key: str) -> Issue:
        """The issue as it was put. Raises ArchiveError for an unknown key."""
        raise NotImplementedError

    # facts
    def figures(self, wanted: Filter = EVERYTHING) -> Iterator[FigureRow]:
        """Figures in order of time, then as printed."""
        raise NotImplementedError

    def events(self, wanted: Filter = EVERYTHING) -> Iterator[EventRow]:
        """Events in order of their own date, else their issue's."""
        raise NotImplementedError

    def people(self, wanted: Filter = EVERYTHING) -> Iterator[PersonRow]:
        raise NotImplementedError

    def citations(self, wanted: Filter = EVERYTHING) -> Iterator[CitationRow]:
        raise NotImplementedError

    def problems(self, wanted: Filter = EVERYTHING) -> Iterator[ProblemRow]:
        raise NotImplementedError

    # over many issues
    def indicators(self, wanted: Filter = EVERYTHING) -> tuple[IndicatorRow, ...]:
        """Every (scope, indicator, unit, kind of period), the one in most issues first."""
        raise NotImplementedError

    def departments(self, wanted: Filter = EVERYTHING) -> tuple[DepartmentRow, ...]:
        """Departments, the one in most issues first."""
        raise NotImplementedError

    def documents(self, wanted: Filter = EVERYTHING) -> tuple[DocumentRow, ...]:
        """Cited documents, the one cited in most issues first."""
        raise NotImplementedError

    def files(self) -> Iterator[FileRow]:
        raise NotImplementedError

    def coverage(self, start: date | None = None, end: date | None = None) -> Coverage:
        raise NotImplementedError


__all__ = ["EVERYTHING", "ArchiveStatus", "Store"]
