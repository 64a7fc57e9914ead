"""A ``Filter`` as conditions in SQL.

They speak of ``issues i``, of one table of facts ``f``, and of the fact's section ``sec``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .records import Filter
from .rows import fold

if TYPE_CHECKING:
    from .store import Connection

# an issue that prints only its year can be of any day in it
FIRST_DAY = "coalesce(i.first_day, printf('%04d-01-01', i.year))"
LAST_DAY = "coalesce(i.last_day, printf('%04d-12-31', i.year))"

_OF_YEAR = re.compile(r"(\d{4})(?:[-/]|年第?|第)(\d{1,3})期?(?:\(.*\))?")
_WHOLE = re.compile(r"\(?总第?(\d{1,6})期?\)?")
_OF_ANY_YEAR = re.compile(r"第(\d{1,6})期?|(\d{1,6})期")

SECTION = " LEFT JOIN sections sec ON sec.issue = f.issue AND sec.position = f.section_position"
BLOCK = " LEFT JOIN blocks b ON b.issue = f.issue AND b.position = f.block"


@dataclass(slots=True)
class Where:
    """Conditions that must all hold, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        """One more condition with a ``?`` for each value."""
        self.conditions.append(condition)
        self.values.extend(values)

    def among(self, expression: str, values: Sequence[object]) -> None:
        """``expression`` is one of the values; with none of them, nothing is found."""
        self.add(f"{expression} IN ({', '.join('?' * len(values))})", *values)

    def __str__(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def of_issues(connection: "Connection", wanted: Filter, *, dated: bool = True) -> Where:
    """Days, unless the caller has its own, and the issue."""
    where = Where()
    if dated and wanted.start is not None:
        where.add(f"{LAST_DAY} >= ?", wanted.start.isoformat())
    if dated and wanted.end is not None:
        where.add(f"{FIRST_DAY} <= ?", wanted.end.isoformat())
    if wanted.issue is not None:
        where.among("i.id", find_numbers(connection, wanted.issue))
    return where


def of_facts(connection: "Connection", wanted: Filter, *, dated: bool = True) -> Where:
    """The same with the section."""
    where = of_issues(connection, wanted, dated=dated)
    if wanted.section is not None:
        in_section(where, wanted.section, "{}")
    return where


def of_figures(connection: "Connection", wanted: Filter) -> Where:
    """All that narrows figures."""
    where = of_facts(connection, wanted)
    if wanted.departments:
        where.among("f.department", find_names(connection, wanted.departments))
    if wanted.period_kinds:
        where.among("f.period_kind", wanted.period_kinds)
    if wanted.units:
        where.among("f.unit", wanted.units)
    for word in wanted.words:
        where.add("instr(f.folded, ?)", fold(word))
    return where


def beside_departments(connection: "Connection", where: Where, asked: Sequence[str]) -> None:
    """One of the departments is named in the paragraph where the fact stands.

    For what has no department of its own: a cited document, a problem. One that stands in no
    paragraph is left out.
    """
    mentioned = (
        "EXISTS (SELECT 1 FROM departments d WHERE d.issue = f.issue AND d.block = f.block"
        " AND coalesce(d.name, d.printed)"
    )
    where.among(mentioned, find_names(connection, asked))
    where.conditions[-1] += ")"


def with_people(where: Where, names: Sequence[str]) -> None:
    """An event in which one of them takes part, or whose sentence names one with a title."""
    marks = ", ".join("?" * len(names))
    where.add(
        f"(EXISTS (SELECT 1 FROM json_each(f.people) WHERE value IN ({marks}))"
        " OR EXISTS (SELECT 1 FROM people p WHERE p.issue = f.issue AND p.block = f.block"
        f" AND p.name IN ({marks}) AND instr(s.text, p.name)))",
        *names,
        *names,
    )


def citing_documents(where: Where, names: Sequence[str]) -> None:
    """A fact whose paragraph cites a document by one of these titles or numbers."""
    marks = ", ".join("?" * len(names))
    where.add(
        "EXISTS (SELECT 1 FROM documents d WHERE d.issue = f.issue AND d.block = f.block"
        f" AND (d.title IN ({marks}) OR d.document_number IN ({marks})))",
        *names,
        *names,
    )


def path_bounds(section: str) -> tuple[str, str]:
    """The path itself, and what the paths below it begin with."""
    return section, f"{section}/"


def in_section(where: Where, section: str, form: str) -> None:
    """The section has this path, is below it, or has these words in its headings."""
    condition = "(sec.path = ? OR instr(sec.path, ?) = 1 OR instr(sec.folded, ?))"
    where.add(form.format(condition), *path_bounds(section), fold(section))


def find_numbers(connection: "Connection", text: str) -> tuple[int, ...]:
    """The issues that ``text`` names, by their number in the database; one with that key first.

    "总第27期" is a whole number (总期号) alone; "第27期" the 27th of every year, else a whole
    number; a bare "27" a whole number, else the 27th of every year.
    """
    wanted = fold(text).replace(" ", "")
    conditions = _read_number(wanted) or [("i.label = ?", [text.strip()])]
    for condition, values in conditions:
        found = connection.execute(
            f"SELECT i.id FROM issues i WHERE ({condition}) OR i.key = ?"
            " ORDER BY i.key = ? DESC, i.moment, i.key",
            (*values, wanted, wanted),
        ).fetchall()
        if found:
            return tuple(number for (number,) in found)
    return ()


def _read_number(text: str) -> list[tuple[str, list[object]]]:
    """The conditions that a number stands for; the first one that finds anything counts."""
    if match := _OF_YEAR.fullmatch(text):
        return [("i.year = ? AND i.number = ?", [int(match[1]), int(match[2])])]
    if match := _WHOLE.fullmatch(text):
        return [("i.whole_number = ?", [int(match[1])])]
    whole, in_year = "i.whole_number = ?", "i.number = ?"
    if match := _OF_ANY_YEAR.fullmatch(text):
        number = int(match[1] or match[2])
        return [(in_year, [number]), (whole, [number])]
    if re.fullmatch(r"\d{1,6}", text):
        return [(whole, [int(text)]), (in_year, [int(text)])]
    return []


def find_names(connection: "Connection", asked: Sequence[str]) -> tuple[str, ...]:
    """The names under which the archive knows the asked departments, with the asked ones.

    A name is meant by itself, by any form in which an issue printed it, and by its last words.
    """
    names = dict.fromkeys(asked)
    for text in asked:
        found = connection.execute(
            "SELECT DISTINCT coalesce(name, printed) FROM departments"
            " WHERE name = ?1 OR printed = ?1 OR substr(name, -length(?1)) = ?1",
            (text,),
        )
        names.update(dict.fromkeys(name for (name,) in found))
    return tuple(names)


def order_by(wanted: Filter, first: str, *others: str) -> str:
    """In this order, the first one turned round where the newest are asked first."""
    direction = " DESC" if wanted.newest_first else ""
    return f" ORDER BY {', '.join((first + direction, *others))}{limit_to(wanted)}"


def limit_to(wanted: Filter) -> str:
    """At most as many as are wanted."""
    return "" if wanted.limit is None else f" LIMIT {int(wanted.limit)}"
