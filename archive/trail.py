"""What the database keeps of files beside the issues they hold: outcomes, originals, differences.

Reading and writing belong to ``Store``; writing goes on within ``Store.writing``.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from .records import FileRow, SourceDifference, Status

if TYPE_CHECKING:
    from .store import Connection

_FILE = (
    "f.path, f.sha256, f.size, f.modified, f.status, f.message, f.remedy, i.key, f.original"
    ", o.outcome, o.moment, o.reader"
)


class Trail:
    """What became of every file. A database that cannot be brought up to date has no outcomes."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    # files

    def files(self, rest: str = "ORDER BY f.path", *values: object) -> Iterator[FileRow]:
        """Files with their issue ``i``; ``rest`` chooses among them."""
        outcomes = "outcomes" if self._has("outcomes") else _NO_OUTCOMES
        found = self._connection.execute(
            f"SELECT {_FILE} FROM files f LEFT JOIN issues i ON i.id = f.issue"
            f" LEFT JOIN {outcomes} o ON o.path = f.path {rest}",
            values,
        )
        for row in found:
            yield FileRow(
                path=row[0],
                sha256=row[1],
                size=row[2],
                modified=row[3],
                status=row[4],
                message=row[5],
                remedy=row[6],
                issue=row[7],
                original=row[8],
                outcome=row[9],
                moment=None if row[10] is None else datetime.fromisoformat(row[10]),
                reader=row[11],
            )

    def put_file(self, file: FileRow) -> None:
        """Remember a file and what became of it, in the place of what was known of its path."""
        self._connection.execute(
            "INSERT OR REPLACE INTO files"
            " (path, sha256, size, modified, status, message, remedy, issue, original)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM issues WHERE key = ?), ?)",
            (
                *(file.path, file.sha256, file.size, file.modified, file.status),
                *(file.message, file.remedy, file.issue, file.original),
            ),
        )
        if file.outcome is not None:
            self.note_outcome(file.path, file.outcome, reader=file.reader)
        if file.original is not None:
            self._connection.execute(
                "INSERT OR IGNORE INTO kept (original, path, moment) VALUES (?, ?, ?)",
                (file.original, file.path, _now()),
            )

    def note_outcome(self, path: str, outcome: Status, *, reader: str | None = None) -> None:
        """What became of a file whose bytes were looked at, and who refused it."""
        self._connection.execute(
            "INSERT OR REPLACE INTO outcomes (path, outcome, moment, reader) VALUES (?, ?, ?, ?)",
            (path, outcome, _now(), reader),
        )

    def make_second(self, path: str, message: str) -> None:
        """A file that an issue was read from is from now on another copy of it."""
        self._connection.execute(
            "UPDATE files SET status = 'duplicate', message = ? WHERE path = ?", (message, path)
        )

    def kept(self) -> dict[str, str]:
        """Every original that was ever kept, and the path of the file that brought it first."""
        table = "kept" if self._has("kept") else "files WHERE original IS NOT NULL"
        return dict(self._connection.execute(f"SELECT original, path FROM {table}").fetchall())

    # two sources of one issue

    def put_differences(
        self, key: str, path: str, differences: Iterable[SourceDifference] = ()
    ) -> None:
        """In the place of what was known of the file at ``path``, if anything."""
        self._connection.execute("DELETE FROM differences WHERE path = ?", (path,))
        self._connection.executemany(
            "INSERT INTO differences (path, position, issue, section, sentence, printed, other)"
            " VALUES (?, ?, (SELECT id FROM issues WHERE key = ?), ?, ?, ?, ?)",
            (
                (path, position, key, one.section, one.sentence, one.printed, one.other)
                for position, one in enumerate(differences)
            ),
        )

    def forget_differences(self, key: str) -> None:
        """The issue was read from other bytes: what it differed in is not known any more."""
        self._connection.execute(
            "DELETE FROM differences WHERE issue = (SELECT id FROM issues WHERE key = ?)", (key,)
        )

    def differences(self, key: str | None = None) -> tuple[SourceDifference, ...]:
        """Where files of one issue print different numbers; of all issues, or of one."""
        if not self._has("differences"):
            return ()
        found = self._connection.execute(
            "SELECT i.key, d.path, d.section, d.sentence, d.printed, d.other"
            " FROM differences d JOIN issues i ON i.id = d.issue WHERE ?1 IS NULL OR i.key = ?1"
            " ORDER BY i.moment, i.key, d.path, d.position",
            (key,),
        )
        return tuple(
            SourceDifference(
                issue=row[0],
                path=row[1],
                section=row[2],
                sentence=row[3],
                printed=row[4],
                other=row[5],
            )
            for row in found
        )

    def _has(self, table: str) -> bool:
        sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
        return self._connection.execute(sql, (table,)).fetchone() is not None


_NO_OUTCOMES = "(SELECT NULL AS path, NULL AS outcome, NULL AS moment, NULL AS reader)"


def _now() -> str:
    return datetime.now().isoformat(sep=" ", timespec="seconds")
