"""What the archive knows over many issues: indicators, departments, cited documents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .cited_documents import group_citations
from .conditions import SECTION, find_names, limit_to, of_facts, of_figures
from .queries import IssueRows, citations
from .records import CitationRow, DepartmentRow, DocumentRow, Filter, IndicatorRow
from .rows import fold

if TYPE_CHECKING:
    from .store import Connection


def indicators(connection: "Connection", wanted: Filter) -> tuple[IndicatorRow, ...]:
    """Every (scope, indicator, unit, kind of period), the one in most issues first."""
    where = of_figures(connection, wanted)
    sql = (
        "SELECT f.scope, f.indicator, f.unit, f.period_kind, min(i.moment || '#' || i.id),"
        " max(i.moment || '#' || i.id), count(DISTINCT f.issue), count(*)"
        f" FROM issues i CROSS JOIN figures f ON f.issue = i.id{SECTION}{where}"
        " GROUP BY f.scope, f.indicator, f.unit, f.period_kind ORDER BY 7 DESC, 8 DESC, 1, 2, 3, 4"
    )
    known = IssueRows(connection)
    return tuple(
        IndicatorRow(
            scope=scope,
            indicator=indicator,
            unit=unit,
            period_kind=kind,
            first=known.of(_number(first)),
            last=known.of(_number(last)),
            issues=count,
            values=values,
        )
        for scope, indicator, unit, kind, first, last, count, values in connection.execute(
            sql + limit_to(wanted), where.values
        )
    )


def departments(connection: "Connection", wanted: Filter) -> tuple[DepartmentRow, ...]:
    """Departments, the one in most issues first."""
    where = of_facts(connection, wanted)
    if wanted.departments:
        where.among("coalesce(f.name, f.printed)", find_names(connection, wanted.departments))
    for word in wanted.words:
        where.add("instr(lower(coalesce(f.name, '') || ' ' || f.printed), ?)", fold(word))
    source = f" FROM issues i CROSS JOIN departments f ON f.issue = i.id{SECTION}{where}"
    forms: dict[tuple[str, bool], list[tuple[str, int]]] = {}
    for name, is_known, printed, count in connection.execute(
        "SELECT coalesce(f.name, f.printed), f.name IS NOT NULL, f.printed, count(*)"
        f"{source} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3",
        where.values,
    ):
        forms.setdefault((name, bool(is_known)), []).append((printed, count))
    known = IssueRows(connection)
    found = connection.execute(
        "SELECT coalesce(f.name, f.printed), f.name IS NOT NULL, min(i.moment || '#' || i.id),"
        f" max(i.moment || '#' || i.id), count(DISTINCT f.issue), count(*){source}"
        f" GROUP BY 1, 2 ORDER BY 5 DESC, 6 DESC, 1{limit_to(wanted)}",
        where.values,
    )
    return tuple(
        DepartmentRow(
            name=name if is_known else None,
            printed=tuple(forms[name, bool(is_known)]),
            first=known.of(_number(first)),
            last=known.of(_number(last)),
            issues=count,
            mentions=mentions,
        )
        for name, is_known, first, last, count, mentions in found
    )


def documents(connection: "Connection", wanted: Filter) -> tuple[DocumentRow, ...]:
    """Cited documents, the one cited in most issues first.

    A citation without a number is counted with the one numbered document of the same title;
    where several numbers share the title, it stands by itself.
    """
    unlimited = list(citations(connection, replace(wanted, limit=None, newest_first=False)))
    grouped = group_citations(unlimited)
    found = [_document_row(number, rows) for (number, _), rows in grouped.items()]
    found.sort(key=lambda row: (-len(row.issues), -row.mentions, row.document_number or ""))
    return tuple(found[: wanted.limit])


def _number(moment: str) -> int:
    return int(moment.rpartition("#")[2])


def _document_row(number: str | None, rows: Sequence[CitationRow]) -> DocumentRow:
    titles = [row.document.title for row in rows if row.document.title is not None]
    return DocumentRow(
        title=max(titles, key=titles.count) if titles else None,
        document_number=number,
        issues=tuple({row.issue.key: row.issue for row in rows}.values()),
        mentions=len(rows),
    )
