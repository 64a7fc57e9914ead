"""The database of the archive. SQL stands here and in the modules that only this one calls.

One connection, one thread. Reading sees what was committed when it began; writing goes through
``writing()``, and what a finished ``writing()`` held is safely on disk.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Self

from parser.errors import ArchiveError
from parser.model import Issue, Problem

from . import catalogues, queries
from .conditions import find_names, find_numbers
from .coverage import Held, find_missing
from .integrity import find_damage, find_without_original
from .migrations import migrate, read_version
from .queries import COLUMNS, IssueRows
from .records import (
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
from .rows import IssueRows as FlatIssue
from .rows import read_day, read_issue
from .saved import Saved
from .trail import Trail
from .wording import say_database_error

Connection = sqlite3.Connection  # for the modules that ask through it
EVERYTHING = Filter()

_FACTS = (
    *("blocks", "sections", "sentences", "figures", "departments", "people"),
    *("documents", "events", "problems"),
)
_MILLISECONDS_TO_WAIT = 30_000


class Store:
    """All issues and their facts. Close it, or use it as a context manager."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.saved = Saved(connection)
        self.trail = Trail(connection)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """The store in this file, brought to the tables of today.

        Raises:
            ArchiveError: No archive there, a newer one, or no database at all.
        """
        if not create and not path.exists():
            raise ArchiveError(
                f"档案里没有数据库：{path}",
                remedy="先用 zhoubao add 收录文件",
            )
        connection = _connect(path)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA busy_timeout = {_MILLISECONDS_TO_WAIT}")
            if create:
                connection.execute("PRAGMA journal_mode = WAL")
            # with WAL, anything less may lose the last transactions with the power
            connection.execute("PRAGMA synchronous = FULL")
            _migrate(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise ArchiveError(
                f"数据库打不开：{path}（{say_database_error(error)}）",
                remedy="文件可能已损坏；原件都在 originals 文件夹里，可以重新收录到新的档案",
            ) from error
        except ArchiveError:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: on disk when the block ends, undone when it raises.

        Raises:
            ArchiveError: The disk is full, or cannot be written.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise ArchiveError(
                f"数据库写不进去：{say_database_error(error)}",
                remedy="请看磁盘是否已满、是否可写；此前报告过的都已存好",
            ) from error

    # writing

    def put(self, flat: FlatIssue, *, key: str, problems: Iterable[Problem] = ()) -> None:
        """Store an issue under ``key``, in the place of the one that has it.

        Args:
            flat: What ``rows.make_rows`` made of it.
            key: The natural key, with a letter behind it where another issue has that one.
            problems: What was found by comparing it with other issues.
        """
        number = self._put_head(flat, key)
        for table in _FACTS:
            self._insert(table, number, getattr(flat, table))
        extra = [
            (len(flat.problems) + i, p.section, p.code, p.message, None, None, None, 1)
            for i, p in enumerate(problems)
        ]
        self._insert("problems", number, extra)
        self._count_change()

    def _put_head(self, flat: FlatIssue, key: str) -> int:
        columns = COLUMNS["issues"]
        old = self._connection.execute("SELECT id FROM issues WHERE key = ?", (key,)).fetchone()
        if old is None:
            marks = ", ".join("?" * (len(columns) + 1))
            sql = f"INSERT INTO issues (key, {', '.join(columns)}) VALUES ({marks})"
            return int(self._connection.execute(sql, (key, *flat.issue)).lastrowid or 0)
        # the row stays, so that the files that hold this issue still point to it
        for table in _FACTS:
            self._connection.execute(f"DELETE FROM {table} WHERE issue = ?", old)
        sql = f"UPDATE issues SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?"
        self._connection.execute(sql, (*flat.issue, *old))
        return int(old[0])

    def _insert(self, table: str, number: int, rows: Iterable[tuple[Any, ...]]) -> None:
        columns = ("issue", "position", *COLUMNS[table])
        self._connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            ((number, *row) for row in rows),
        )

    def remove(self, key: str) -> None:
        """Take an issue out, with all its facts; its files stay known, without an issue."""
        self._connection.execute("DELETE FROM issues WHERE key = ?", (key,))
        self._count_change()

    def put_file(self, file: FileRow) -> None:
        """Remember a file and what became of it, in the place of what was known of its path."""
        self.trail.put_file(file)

    def rename(self, old: str, new: str) -> None:
        """Give the issue another key, which none has; its files stay with it."""
        self._connection.execute("UPDATE issues SET key = ? WHERE key = ?", (new, old))
        self._count_change()

    def _count_change(self) -> None:
        self._connection.execute("UPDATE state SET value = value + 1 WHERE name = 'changes'")

    def stamp(self) -> str:
        """Names this state of the issues; another archive, or a later state, has another stamp."""
        rows = dict(self._connection.execute("SELECT name, value FROM state").fetchall())
        return f"{rows['archive']} {rows['changes']}"

    # issues

    def issues(self, wanted: Filter = EVERYTHING) -> Iterator[IssueRow]:
        """Issues in order of time (the days they stand for, then the number)."""
        return queries.issues(self._connection, wanted)

    def find_issues(self, text: str) -> tuple[IssueRow, ...]:
        """The issues that ``text`` names; one with that very key comes first.

        It may be a key, a number of a year ("2023-27", "2023年第27期", "2023第27期"), a whole
        number ("447", "总第447期"), a number of any year ("第27期"), or a label. One number can
        name several: of several years, printed twice, or of two periodicals that share the archive.
        """
        known = IssueRows(self._connection)
        return tuple(known.of(number) for number in find_numbers(self._connection, text))

    def issue(self, key: str) -> Issue:
        """The issue as it was put.

        Raises:
            ArchiveError: No issue has this key.
        """
        columns = ", ".join(COLUMNS["issues"])
        row = self._connection.execute(
            f"SELECT id, {columns} FROM issues WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            raise ArchiveError(
                f"档案里没有这一期：{key}",
                remedy="zhoubao status 可以看到收录了哪些期",
            )
        return read_issue(row[1:], **{table: self._rows(table, row[0]) for table in _FACTS})

    def _rows(self, table: str, number: int) -> list[tuple[Any, ...]]:
        columns = ", ".join(("position", *COLUMNS[table]))
        return self._connection.execute(
            f"SELECT {columns} FROM {table} WHERE issue = ? ORDER BY position", (number,)
        ).fetchall()

    def issue_keys(self) -> tuple[str, ...]:
        """The keys of all issues, in order of time."""
        found = self._connection.execute("SELECT key FROM issues ORDER BY moment, key")
        return tuple(key for (key,) in found)

    def issue_rows(self, keys: Iterable[str]) -> dict[str, IssueRow]:
        """The rows of these issues; a key that no issue has is left out."""
        known = IssueRows(self._connection)
        found = {}
        for key in keys:
            row = self._connection.execute("SELECT id FROM issues WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found[key] = known.of(row[0])
        return found

    def years(self, start: date | None = None, end: date | None = None) -> dict[str, int]:
        """The year of each issue of these days, by its first day; without one it is left out."""
        return queries.years(self._connection, Filter(start=start, end=end))

    def first_and_last(self, keys: Iterable[str]) -> tuple[IssueRow, IssueRow] | None:
        """The earliest and the latest of these issues; None where none of them has a day."""
        return queries.first_and_last(self._connection, keys)

    def last_publisher(self) -> str | None:
        """The publisher of the newest issue that prints one."""
        row = self._connection.execute(
            "SELECT publisher FROM issues WHERE publisher IS NOT NULL ORDER BY moment DESC LIMIT 1"
        ).fetchone()
        return None if row is None else row[0]

    def versions(self) -> dict[str, tuple[str, str]]:
        """Of each issue the digest of its file and the version of the parser that read it."""
        found = self._connection.execute("SELECT key, sha256, parser_version FROM issues")
        return {key: (sha256, version) for key, sha256, version in found}

    def words(self, key: str) -> tuple[str, ...]:
        """The texts of an issue's blocks, without the furniture."""
        found = self._connection.execute(
            "SELECT text FROM blocks WHERE kind <> 'furniture' AND issue ="
            " (SELECT id FROM issues WHERE key = ?) ORDER BY position",
            (key,),
        )
        return tuple(text for (text,) in found)

    def head(self, key: str, most: int) -> tuple[str, ...]:
        """The texts of the blocks above an issue's first section, furniture included."""
        found = self._connection.execute(
            "WITH one AS (SELECT id FROM issues WHERE key = ?)"
            " SELECT text FROM blocks WHERE issue = (SELECT id FROM one) AND position < coalesce("
            "(SELECT min(first_block) FROM sections WHERE issue = (SELECT id FROM one)), ?2)"
            " ORDER BY position LIMIT ?2",
            (key, most),
        )
        return tuple(text for (text,) in found)

    def all_words(self) -> Iterator[str]:
        """The texts of all blocks."""
        for (text,) in self._connection.execute("SELECT text FROM blocks"):
            yield text

    # facts

    def figures(self, wanted: Filter = EVERYTHING) -> Iterator[FigureRow]:
        """Figures in order of time, then as printed."""
        return queries.figures(self._connection, wanted)

    def events(self, wanted: Filter = EVERYTHING) -> Iterator[EventRow]:
        """Events in order of their own first day, else of their issue's."""
        return queries.events(self._connection, wanted)

    def people(self, wanted: Filter = EVERYTHING) -> Iterator[PersonRow]:
        """Mentions of people in order of time, then as printed."""
        return queries.people(self._connection, wanted)

    def citations(self, wanted: Filter = EVERYTHING) -> Iterator[CitationRow]:
        """Citations of documents in order of time, then as printed."""
        return queries.citations(self._connection, wanted)

    def problems(self, wanted: Filter = EVERYTHING) -> Iterator[ProblemRow]:
        """Problems in order of time, then as found."""
        return queries.problems(self._connection, wanted)

    # over many issues

    def indicators(self, wanted: Filter = EVERYTHING) -> tuple[IndicatorRow, ...]:
        """Every (scope, indicator, unit, kind of period), the one in most issues first."""
        return catalogues.indicators(self._connection, wanted)

    def departments(self, wanted: Filter = EVERYTHING) -> tuple[DepartmentRow, ...]:
        """Departments, the one in most issues first."""
        return catalogues.departments(self._connection, wanted)

    def documents(self, wanted: Filter = EVERYTHING) -> tuple[DocumentRow, ...]:
        """Cited documents, the one cited in most issues first."""
        return catalogues.documents(self._connection, wanted)

    def find_names(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The canonical names that the archive has for departments as printed, with the asked."""
        return find_names(self._connection, tuple(asked))

    def coverage(self, start: date | None = None, end: date | None = None) -> Coverage:
        """What the archive holds of the days asked, and which issues are missing there."""
        count, dated, first, last = queries.count_issues(
            self._connection, Filter(start=start, end=end)
        )
        return Coverage(
            first=read_day(first),
            last=read_day(last),
            issues=count,
            undated=count - dated,
            missing=find_missing(self._held(), start=start, end=end),
            refused=self._count("SELECT count(*) FROM files WHERE status = 'refused'"),
        )

    def _held(self) -> Iterator[Held]:
        found = self._connection.execute(
            "SELECT coalesce(series, publisher), first_day, year, number, whole_number"
            " FROM issues ORDER BY moment, key"
        )
        for series, day, year, number, whole in found:
            yield Held(
                series=series, day=read_day(day), year=year, number=number, whole_number=whole
            )

    # files

    def files(self) -> Iterator[FileRow]:
        """All files that were ever added, by path."""
        return self.trail.files()

    def file(self, path: str) -> FileRow | None:
        """What is known of the file at this path."""
        return next(self.trail.files("WHERE f.path = ?", path), None)

    def files_of(self, key: str) -> tuple[FileRow, ...]:
        """The files that hold this issue, the one it was read from first."""
        order = "ORDER BY f.status <> 'held', f.path"
        return tuple(self.trail.files(f"WHERE i.key = ? {order}", key))

    def files_with(self, sha256: str) -> tuple[FileRow, ...]:
        """The files with these bytes whose issue is held."""
        return tuple(self.trail.files("WHERE f.sha256 = ? AND f.issue IS NOT NULL", sha256))

    # who may be the same issue

    def like(self, flat: FlatIssue) -> tuple[IssueRow, ...]:
        """The issues that share a number or all words with this one, oldest first."""
        head = dict(zip(COLUMNS["issues"], flat.issue, strict=True))
        found = self._connection.execute(
            "SELECT id FROM issues WHERE (year = ? AND number = ?) OR whole_number = ?"
            " OR (text_hash = ? AND text_hash <> '') OR key = ? ORDER BY moment, key",
            (
                *(head["year"], head["number"], head["whole_number"], head["text_hash"]),
                flat.natural_key,
            ),
        ).fetchall()
        known = IssueRows(self._connection)
        return tuple(known.of(number) for (number,) in found)

    def has(self, key: str) -> bool:
        """Whether an issue has this key."""
        found = self._connection.execute("SELECT 1 FROM issues WHERE key = ?", (key,))
        return found.fetchone() is not None

    # health

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many rows of each kind."""
        return tuple(
            (table, self._count(f"SELECT count(*) FROM {table}"))
            for table in ("issues", *_FACTS)
            if table != "sentences"
        )

    def count_files(self) -> tuple[tuple[str, int], ...]:
        """How many files of each status."""
        sql = "SELECT status, count(*) FROM files GROUP BY status ORDER BY 2 DESC, 1"
        return tuple(self._connection.execute(sql))

    def count_problems(self) -> tuple[tuple[str, int], ...]:
        """How many problems of each code, the commonest first."""
        sql = "SELECT code, count(*) FROM problems GROUP BY code ORDER BY 2 DESC, 1"
        return tuple(self._connection.execute(sql))

    def count_stale(self, parser_version: str) -> int:
        """How many issues another version of the parser has read."""
        return self._count("SELECT count(*) FROM issues WHERE parser_version <> ?", parser_version)

    def find_damage(self) -> tuple[str, ...]:
        """What SQLite says is wrong with its file, and what does not add up in it."""
        try:
            return find_damage(self._connection)
        except sqlite3.DatabaseError as error:
            return (say_database_error(error),)

    def find_without_original(self) -> tuple[str, ...]:
        """The keys of issues that no kept file holds."""
        return find_without_original(self._connection)

    def copy_to(self, path: Path) -> None:
        """Write the database, as it is at this moment, into a new file; others may go on writing.

        Raises:
            ArchiveError: It cannot be read, or the disk is full.
        """
        copy = sqlite3.connect(path)
        try:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it
        except sqlite3.DatabaseError as error:
            raise ArchiveError(
                f"数据库抄不出来：{say_database_error(error)}",
                remedy="请看磁盘是否已满；再用 zhoubao verify 核验档案",
            ) from error
        finally:
            copy.close()

    def _count(self, sql: str, *values: object) -> int:
        return int(self._connection.execute(sql, values).fetchone()[0])


def _migrate(connection: Connection) -> None:
    try:
        migrate(connection)
    except sqlite3.OperationalError as error:
        # every step since the first has only added tables, so what nobody here can write to can
        # still be read as it is
        if "readonly" not in str(error) or read_version(connection) == 0:
            raise


def _connect(path: Path) -> Connection:
    # autocommit: transactions are begun by hand, so that reading never holds one open
    if not path.exists() or os.access(path.parent, os.W_OK):
        return sqlite3.connect(path, isolation_level=None)
    # WAL writes beside the database even to read it; on a disc or a share that nobody here can
    # write to, it is taken as it lies there
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1", isolation_level=None, uri=True
    )
