"""Facts out of the database in order of time, each with its issue and the headings above it.

Only ``store`` imports this; what it gives may be left half read.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .conditions import (
    BLOCK,
    FIRST_DAY,
    LAST_DAY,
    SECTION,
    Where,
    beside_departments,
    citing_documents,
    find_names,
    in_section,
    of_facts,
    of_figures,
    of_issues,
    order_by,
    path_bounds,
    with_people,
)
from .records import CitationRow, EventRow, FigureRow, Filter, IssueRow, PersonRow, ProblemRow
from .rows import (
    fold,
    read_day,
    read_document,
    read_event,
    read_figure,
    read_period,
    read_person,
    read_problem,
)

if TYPE_CHECKING:
    from .store import Connection

_Row = tuple[Any, ...]

# the columns of the facts after ``issue`` and ``position``, in the order of ``rows``
COLUMNS: dict[str, tuple[str, ...]] = {
    "issues": (
        *("label", "moment", "first_day", "last_day", "text_hash"),
        *("source_name", "sha256", "media_type", "pages", "parser_version"),
        *("series", "year", "number", "whole_number"),
        *("period_kind", "period_start", "period_end", "period_printed"),
        *("publisher", "published", "report_to", "send_to", "issue_to", "copies"),
        *("characters", "section_count", "figure_count", "event_count"),
        *("department_count", "document_count", "person_count"),
    ),
    "blocks": ("text", "kind", "page", "bold", "cells", "certainty"),
    "sections": (
        *("path", "level", "label", "heading", "first_block", "last_block"),
        *("titles", "folded"),
    ),
    "sentences": ("text", "folded"),
    "figures": (
        *("section", "section_position", "scope", "indicator", "value", "unit", "qualifier"),
        *("period_kind", "period_start", "period_end", "period_printed", "comparisons"),
        *("department", "printed", "sentence", "page", "block", "first", "last", "folded"),
        "certainty",
    ),
    "departments": (*("section", "section_position", "name", "printed", "block", "first", "last"),),
    "people": (
        *("section", "section_position", "name", "title", "organization"),
        *("block", "first", "last"),
    ),
    "documents": (
        *("section", "section_position", "title", "document_number", "block", "first", "last"),
    ),
    "events": (
        *("section", "section_position", "day", "start_day", "end_day", "date_printed"),
        *("actors", "action", "places", "people", "sentence", "block", "first", "last"),
    ),
    "problems": ("section", "code", "message", "block", "first", "last", "of_archive"),
}

_ISSUE = (
    *("key", "label", "series", "publisher", "year", "number", "whole_number"),
    *("period_kind", "period_start", "period_end", "period_printed", "published"),
    *("first_day", "last_day", "source_name", "sha256", "media_type", "pages", "parser_version"),
    *("characters", "section_count", "figure_count", "event_count"),
    *("department_count", "document_count", "person_count"),
)
_ISSUE_ROW = (
    ", ".join(f"i.{name}" for name in _ISSUE)
    + ", (SELECT count(*) FROM problems p WHERE p.issue = i.id)"
)


class IssueRows:
    """The issues that rows speak of, each read once."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._known: dict[int, IssueRow] = {}

    def of(self, number: int) -> IssueRow:
        """The issue with this number in the database."""
        found = self._known.get(number)
        if found is None:
            row = self._connection.execute(
                f"SELECT {_ISSUE_ROW} FROM issues i WHERE i.id = ?", (number,)
            ).fetchone()
            found = self._known[number] = _read_issue_row(row)
        return found


def issues(connection: "Connection", wanted: Filter) -> Iterator[IssueRow]:
    """Issues in order of time."""
    where = of_issues(connection, wanted)
    if wanted.departments:
        names = find_names(connection, wanted.departments)
        where.among(
            "EXISTS (SELECT 1 FROM departments d WHERE d.issue = i.id AND coalesce(name, printed)",
            names,
        )
        where.conditions[-1] += ")"
    if wanted.section is not None:
        in_section(
            where,
            wanted.section,
            "EXISTS (SELECT 1 FROM sections sec WHERE sec.issue = i.id AND {})",
        )
    for word in wanted.words:
        where.add(
            "instr(lower(i.label || ' ' || coalesce(i.series, '') || ' ' ||"
            " coalesce(i.publisher, '') || ' ' || i.source_name), ?)",
            fold(word),
        )
    sql = f"SELECT {_ISSUE_ROW} FROM issues i{where}{order_by(wanted, 'i.moment', 'i.key')}"
    for row in connection.execute(sql, where.values):
        yield _read_issue_row(row)


def count_issues(
    connection: "Connection", wanted: Filter
) -> tuple[int, int, str | None, str | None]:
    """How many issues there are in the asked days, how many of them have a day, and those days."""
    where = of_issues(connection, wanted)
    sql = f"SELECT count(*), count(first_day), min(first_day), max(last_day) FROM issues i{where}"
    count, dated, first, last = connection.execute(sql, where.values).fetchone()
    return count, dated, first, last


def years(connection: "Connection", wanted: Filter) -> dict[str, int]:
    """The year of each issue of the asked days; one whose year is not known is left out."""
    where = of_issues(connection, wanted)
    found = connection.execute(
        "SELECT i.key, coalesce(CAST(substr(i.first_day, 1, 4) AS INTEGER), i.year)"
        f" FROM issues i{where}",
        where.values,
    )
    return {key: year for key, year in found if year is not None}


def first_and_last(
    connection: "Connection", keys: Iterable[str]
) -> tuple[IssueRow, IssueRow] | None:
    """The earliest and the latest of these issues; None where none of them has a day."""
    found = connection.execute(
        "SELECT id FROM issues WHERE first_day IS NOT NULL"
        " AND key IN (SELECT value FROM json_each(?)) ORDER BY moment, key",
        (json.dumps(list(keys)),),
    ).fetchall()
    if not found:
        return None
    known = IssueRows(connection)
    return known.of(found[0][0]), known.of(found[-1][0])


def figures(connection: "Connection", wanted: Filter) -> Iterator[FigureRow]:
    """Figures in order of time, then as printed."""
    where = of_figures(connection, wanted)
    joined = " JOIN sentences s ON s.issue = f.issue AND s.position = f.sentence"
    for issue, titles, row in _facts(connection, "figures", wanted, where, "s.text", joined):
        yield FigureRow(issue=issue, titles=titles, figure=read_figure(row[:-1], row[-1]))


def events(connection: "Connection", wanted: Filter) -> Iterator[EventRow]:
    """Events in order of their own first day, else of their issue's."""
    where = of_facts(connection, wanted, dated=False)
    first = f"coalesce(f.day, f.start_day, {FIRST_DAY})"
    if wanted.start is not None:
        where.add(f"coalesce(f.day, f.end_day, {LAST_DAY}) >= ?", wanted.start.isoformat())
    if wanted.end is not None:
        where.add(f"{first} <= ?", wanted.end.isoformat())
    if wanted.departments:
        names = find_names(connection, wanted.departments)
        where.among("EXISTS (SELECT 1 FROM json_each(f.actors) WHERE value", names)
        where.conditions[-1] += ")"
    if wanted.people:
        with_people(where, wanted.people)
    if wanted.documents:
        citing_documents(where, wanted.documents)
    for word in wanted.words:
        where.add("(instr(s.folded, ?) OR instr(f.actors, ?))", fold(word), word)
    joined = (
        " JOIN sentences s ON s.issue = f.issue AND s.position = f.sentence"
        " LEFT JOIN blocks b ON b.issue = f.issue AND b.position = f.block"
    )
    order = f"coalesce(f.day, f.start_day, {FIRST_DAY}, '9999')"
    found = _facts(connection, "events", wanted, where, "s.text, b.page", joined, order)
    for issue, titles, row in found:
        event = read_event(row[:-2], row[-2])
        yield EventRow(issue=issue, titles=titles, page=row[-1], event=event)


def people(connection: "Connection", wanted: Filter) -> Iterator[PersonRow]:
    """Mentions of people in order of time, then as printed."""
    where = of_facts(connection, wanted)
    if wanted.departments:
        where.among("f.organization", find_names(connection, wanted.departments))
    for word in wanted.words:
        where.add("instr(f.name || ' ' || coalesce(f.title, ''), ?)", word)
    for issue, titles, row in _facts(connection, "people", wanted, where, "b.page", BLOCK):
        person = read_person(row)
        yield PersonRow(issue=issue, titles=titles, page=row[-1], person=person)


def citations(connection: "Connection", wanted: Filter) -> Iterator[CitationRow]:
    """Citations in order of time, then as printed."""
    where = of_facts(connection, wanted)
    if wanted.departments:
        beside_departments(connection, where, wanted.departments)
    for word in wanted.words:
        where.add(
            "instr(lower(coalesce(f.title, '') || ' ' || coalesce(f.document_number, '')), ?)",
            fold(word),
        )
    for issue, titles, row in _facts(connection, "documents", wanted, where, "b.page", BLOCK):
        document = read_document(row)
        yield CitationRow(issue=issue, titles=titles, page=row[-1], document=document)


def problems(connection: "Connection", wanted: Filter) -> Iterator[ProblemRow]:
    """Problems in order of time, then of their place."""
    where = of_issues(connection, wanted)
    if wanted.departments:
        beside_departments(connection, where, wanted.departments)
    if wanted.codes:
        where.among("f.code", wanted.codes)
    for word in wanted.words:
        where.add("instr(lower(f.message), ?)", fold(word))
    if wanted.section is not None:
        where.add("(f.section = ? OR instr(f.section, ?) = 1)", *path_bounds(wanted.section))
    columns = ", ".join(f"f.{name}" for name in COLUMNS["problems"])
    sql = (
        f"SELECT f.issue, coalesce((SELECT sec.titles FROM sections sec WHERE sec.issue = f.issue"
        f" AND sec.path = f.section ORDER BY sec.position LIMIT 1), '[]'), {columns}, b.page"
        f" FROM issues i CROSS JOIN problems f ON f.issue = i.id{BLOCK}"
        f"{where}{order_by(wanted, 'i.moment', 'i.key', 'f.position')}"
    )
    known = IssueRows(connection)
    for issue, titles, *row in connection.execute(sql, where.values):
        problem = read_problem(tuple(row))
        headings = tuple(json.loads(titles))
        yield ProblemRow(issue=known.of(issue), titles=headings, page=row[-1], problem=problem)


def _facts(
    connection: "Connection",
    table: str,
    wanted: Filter,
    where: Where,
    further: str,
    joined: str,
    order: str = "i.moment",
) -> Iterator[tuple[IssueRow, tuple[str, ...], _Row]]:
    """Yield (issue, headings above, columns of the fact and the further ones)."""
    columns = ", ".join(f"f.{name}" for name in COLUMNS[table])
    sql = (
        f"SELECT f.issue, coalesce(sec.titles, '[]'), {columns}, {further}"
        # CROSS JOIN keeps the order of the tables: issues in order of time, nothing to sort
        f" FROM issues i CROSS JOIN {table} f ON f.issue = i.id{joined}{SECTION}"
        f"{where}{order_by(wanted, order, 'i.key', 'f.position')}"
    )
    known = IssueRows(connection)
    headings: dict[str, tuple[str, ...]] = {}
    for issue, titles, *row in connection.execute(sql, where.values):
        found = headings.get(titles)
        if found is None:
            found = headings[titles] = tuple(json.loads(titles))
        yield known.of(issue), found, tuple(row)


def _read_issue_row(row: _Row) -> IssueRow:
    return IssueRow(
        key=row[0],
        label=row[1],
        series=row[2],
        publisher=row[3],
        year=row[4],
        number=row[5],
        whole_number=row[6],
        period=read_period(*row[7:11]),
        published=read_day(row[11]),
        first=read_day(row[12]),
        last=read_day(row[13]),
        source_name=row[14],
        sha256=row[15],
        media_type=row[16],
        pages=row[17],
        parser_version=row[18],
        characters=row[19],
        sections=row[20],
        figures=row[21],
        events=row[22],
        departments=row[23],
        documents=row[24],
        people=row[25],
        problems=row[26],
    )
