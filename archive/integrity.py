"""Whether the database agrees with itself; only ``store`` imports this."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Connection

_MOST = 20  # a damaged file has thousands of complaints that say the same
_COUNTED = (
    ("sections", "section_count"),
    ("figures", "figure_count"),
    ("events", "event_count"),
    ("departments", "department_count"),
    ("documents", "document_count"),
    ("people", "person_count"),
)


def find_damage(connection: "Connection") -> tuple[str, ...]:
    """What SQLite says of its file, and facts that are not as many as their issue says."""
    said = connection.execute(f"PRAGMA integrity_check({_MOST})").fetchall()
    found = [str(words) for (words,) in said if words != "ok"]
    if found:
        return tuple(found)  # what else would be asked rests on it
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        found.append(f"表 {table} 第 {row} 行指向 {parent} 里没有的行")
    for table, column in _COUNTED:
        wrong = connection.execute(
            f"SELECT key FROM issues i WHERE {column} <>"
            f" (SELECT count(*) FROM {table} t WHERE t.issue = i.id) LIMIT {_MOST}"
        ).fetchall()
        found += [f"{key} 的 {table} 行数与记录不符" for (key,) in wrong]
    return tuple(found)


def find_without_original(connection: "Connection") -> tuple[str, ...]:
    """The keys of issues that no kept file holds, in order of time."""
    found = connection.execute(
        "SELECT key FROM issues WHERE id NOT IN (SELECT issue FROM files"
        " WHERE issue IS NOT NULL AND original IS NOT NULL) ORDER BY moment, key"
    )
    return tuple(key for (key,) in found)
