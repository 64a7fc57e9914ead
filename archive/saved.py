"""What users and ``add`` leave in the database beside the issues: topics, and what came last."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # made only where they are asked for
    from .search_records import Addition, Topic
    from .store import Connection


class Saved:
    """Reads and writes them; writing belongs within ``Store.writing``.

    A database that an older program made, and that nobody here can write to, has no tables for
    them: it holds none.
    """

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._addition: int | None = None

    def topics(self) -> "tuple[Topic, ...]":
        """The saved topics, in the order in which they were saved."""
        from .search_records import Topic

        if not self._has("topics"):
            return ()
        found = self._connection.execute("SELECT name, query FROM topics ORDER BY id")
        return tuple(Topic(name=name, query=query) for name, query in found)

    def put_topic(self, topic: "Topic") -> bool:
        """Save a topic; False where the name is taken."""
        sql = "INSERT OR IGNORE INTO topics (name, query) VALUES (?, ?)"
        return self._connection.execute(sql, (topic.name, topic.query)).rowcount > 0

    def remove_topic(self, name: str) -> bool:
        """Forget a topic; False where there is none of that name."""
        sql = "DELETE FROM topics WHERE name = ?"
        return self._connection.execute(sql, (name,)).rowcount > 0

    def note_arrival(self, key: str) -> None:
        """The issue came with what the store is open for: one opening is one addition."""
        if self._addition is None:
            now = datetime.now().isoformat(sep=" ", timespec="seconds")
            sql = "INSERT INTO additions (moment) VALUES (?)"
            self._addition = self._connection.execute(sql, (now,)).lastrowid
        self._connection.execute(
            "INSERT OR REPLACE INTO arrivals SELECT id, ? FROM issues WHERE key = ?",
            (self._addition, key),
        )

    def last_addition(self) -> "Addition | None":
        """The last addition that brought something, with those of its issues that are still here.

        None where there was none since the archive keeps account of them.
        """
        from .search_records import Addition

        if not self._has("additions"):
            return None
        row = self._connection.execute(
            "SELECT id, moment FROM additions ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        keys = self._connection.execute(
            "SELECT i.key FROM arrivals a JOIN issues i ON i.id = a.issue WHERE a.addition = ?"
            " ORDER BY i.moment, i.key",
            (row[0],),
        )
        return Addition(moment=datetime.fromisoformat(row[1]), issues=tuple(key for (key,) in keys))

    def _has(self, table: str) -> bool:
        sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
        return self._connection.execute(sql, (table,)).fetchone() is not None
