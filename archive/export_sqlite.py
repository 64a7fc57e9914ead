"""An export as one SQLite database, for Datasette, R, pandas and SQL.

It is apart from the archive's own database: its tables are those of the export, with keys, links,
indexes, views that join what is mostly wanted together, and a full-text index where SQLite has
the tokenizer that Chinese needs.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from .export_schema import ExportTable
from .exports import Value

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "date": "TEXT"}

_VIEWS = (
    # figures with their issue, and the command that opens the sentence
    """
    CREATE VIEW figures_with_issues AS
    SELECT i.label, i.year, i.number, i.whole_number, i.first_day, i.last_day, f.*,
        (SELECT s.titles FROM sections s WHERE s.issue = f.issue AND s.path = f.section
         ORDER BY s.position LIMIT 1) AS titles,
        'zhoubao show ' || f.place AS command
    FROM figures f JOIN issues i ON i.issue = f.issue
    """,
    """
    CREATE VIEW events_with_issues AS
    SELECT i.label, i.year, i.number, i.whole_number, i.first_day, i.last_day, e.*,
        (SELECT group_concat(n.name, '；') FROM event_names n
         WHERE n.issue = e.issue AND n.event = e.position AND n.role = 'actor') AS actors,
        'zhoubao show ' || e.place AS command
    FROM events e JOIN issues i ON i.issue = e.issue
    """,
)
_WORDS = "CREATE VIRTUAL TABLE blocks_fts USING fts5 (text, content='blocks', tokenize='trigram')"


class SqliteExport:
    """Open for rows until it is closed; views and indexes are made then."""

    def __init__(self, path: Path, tables: Sequence[ExportTable]) -> None:
        self._tables = tables
        self._connection = sqlite3.connect(path, isolation_level=None)
        # it becomes a file of the user's only when it is whole
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("BEGIN")
        for table in tables:
            self._connection.execute(_create(table))
        self._inserts = {
            table.name: f"INSERT INTO {_quote(table.name)} VALUES"
            f" ({', '.join('?' * len(table.columns))})"
            for table in tables
        }

    def put(self, name: str, rows: Iterable[Sequence[Value]]) -> None:
        """Add rows to a table."""
        plain = ([_plain(value) for value in row] for row in rows)
        self._connection.executemany(self._inserts[name], plain)

    def close(self) -> None:
        """Make views and indexes, and let go of the file."""
        for table in self._tables:
            for number, names in enumerate(table.indexed):
                self._connection.execute(
                    f"CREATE INDEX {table.name}_{number} ON {_quote(table.name)}"
                    f" ({', '.join(map(_quote, names))})"
                )
        for view in _VIEWS:
            self._connection.execute(view)
        self._index_words()
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.close()

    def _index_words(self) -> None:
        try:
            self._connection.execute(_WORDS)
        except sqlite3.OperationalError:
            return  # a SQLite before 3.34: everything else is there
        self._connection.execute("INSERT INTO blocks_fts (blocks_fts) VALUES ('rebuild')")

    def abandon(self) -> None:
        """Let go of a file that will not be used."""
        self._connection.close()


def _create(table: ExportTable) -> str:
    lines = [
        f"{_quote(column.name)} {_TYPES[column.kind]}{'' if column.optional else ' NOT NULL'}"
        f" -- {column.title}: {column.english}\n"
        for column in table.columns
    ]
    rules = [f"PRIMARY KEY ({', '.join(map(_quote, table.key))})"]
    rules += [
        f"FOREIGN KEY ({', '.join(map(_quote, mine))})"
        f" REFERENCES {_quote(other)} ({', '.join(map(_quote, its))})"
        for mine, other, its in table.links
    ]
    # a comment ends with its line: the comma has to stand before it
    columns = "".join(line.replace(" -- ", ", -- ", 1) for line in lines)
    return f"CREATE TABLE {_quote(table.name)} (\n{columns}{', '.join(rules)}\n)"


def _quote(name: str) -> str:
    return f'"{name}"'


def _plain(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return format(value, "f")  # NUMERIC makes a number of it
    if isinstance(value, date):
        return value.isoformat()
    assert value is None or isinstance(value, str | int)
    return value
