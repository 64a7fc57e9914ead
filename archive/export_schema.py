"""What a table of an export is: its columns, its key, what it points to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["text", "integer", "number", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """A column: names, meaning, and whether it can be empty (None: unknown or not printed)."""

    name: str
    title: str
    kind: Kind
    english: str
    chinese: str
    optional: bool = False
    words: Mapping[str, str] = field(default_factory=dict)  # Chinese for the format's tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """A table; ``links`` says which columns point to which columns of which table."""

    name: str
    title: str
    english: str
    chinese: str
    columns: tuple[ExportColumn, ...]
    key: tuple[str, ...]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    indexed: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def column(
    name: str,
    title: str,
    kind: Kind,
    english: str,
    chinese: str,
    *,
    words: Mapping[str, str] | None = None,
) -> ExportColumn:
    """A column that always has a value."""
    return ExportColumn(
        name=name, title=title, kind=kind, english=english, chinese=chinese, words=words or {}
    )


def maybe(
    name: str,
    title: str,
    kind: Kind,
    english: str,
    chinese: str,
    *,
    words: Mapping[str, str] | None = None,
) -> ExportColumn:
    """A column that can be empty: unknown, or not printed."""
    plain = column(name, title, kind, english, chinese, words=words)
    return replace(plain, optional=True)


def dictionary_rows(tables: Sequence[ExportTable]) -> list[tuple[str | None, ...]]:
    """The rows of a data dictionary: a line for each column of each table."""
    return [
        (
            table.name,
            table.title,
            column.name,
            column.title,
            column.kind,
            "yes" if column.optional else "no",
            _target(table, column.name),
            "; ".join(f"{token} {word}" for token, word in column.words.items()) or None,
            column.english,
            column.chinese,
        )
        for table in tables
        for column in table.columns
    ]


def _target(table: ExportTable, name: str) -> str | None:
    for mine, other, its in table.links:
        if name in mine:
            return f"{other}.{its[mine.index(name)]}"
    return None
