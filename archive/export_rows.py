"""An archive as rows of the export's tables, issue by issue, so that memory holds one at a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from parser.model import Figure, Issue, Span

from .corrections import find_corrected
from .export_schema import dictionary_rows
from .export_tables import TABLES
from .places import say_spot
from .records import Correction, Coverage, FileRow, Filter, IssueRow
from .rows import find_titles

if TYPE_CHECKING:
    from .exports import Value
    from .store import Store

ExportRow = tuple["Value", ...]


def read_rows(
    store: "Store", corrections: Sequence[Correction] = ()
) -> Iterator[tuple[str, list[ExportRow]]]:
    """Yield (table, rows of it) many times: a table's rows come in parts, in order of time."""
    for row in store.issues():
        issue = store.issue(row.key)
        yield "issues", [_issue_row(row, issue)]
        yield from _rows_of(issue, row)
    yield "corrections", list(_correction_rows(store, corrections))
    # problems found by comparing issues are known to the archive alone
    yield "problems", list(_problem_rows(store))
    yield "missing", list(_missing_rows(store.coverage()))
    yield "files", [_file_row(file) for file in store.files()]
    yield "dictionary", list(dictionary_rows(TABLES))


def _rows_of(issue: Issue, row: IssueRow) -> Iterator[tuple[str, list[ExportRow]]]:
    key = row.key
    yield (
        "blocks",
        [(key, i, block.kind, block.page, block.text) for i, block in enumerate(issue.blocks)],
    )
    yield "sections", list(_section_rows(issue, key))
    heads = _Heads(issue, row)
    yield (
        "figures",
        [
            (*heads.of(i, f.section, f.span, f.page), *_figure(f))
            for i, f in enumerate(issue.figures)
        ],
    )
    yield "comparisons", list(_comparison_rows(issue, key))
    yield (
        "events",
        [
            (
                *heads.of(i, e.section, e.span),
                *(e.date, e.date or e.start, e.date or e.end, e.date_printed, e.action, e.sentence),
            )
            for i, e in enumerate(issue.events)
        ],
    )
    yield "event_names", list(_event_name_rows(issue, key))
    yield (
        "departments",
        [
            (*heads.of(i, d.section, d.span), d.name, d.printed)
            for i, d in enumerate(issue.departments)
        ],
    )
    yield (
        "people",
        [
            (*heads.of(i, p.section, p.span), p.name, p.title, p.organization)
            for i, p in enumerate(issue.people)
        ],
    )
    yield (
        "documents",
        [
            (*heads.of(i, d.section, d.span), d.title, d.document_number)
            for i, d in enumerate(issue.documents)
        ],
    )


class _Heads:
    """The columns that all facts begin with."""

    def __init__(self, issue: Issue, row: IssueRow) -> None:
        self._blocks = issue.blocks
        self._row = row

    def of(
        self, position: int, section: str | None, span: Span, page: int | None = None
    ) -> ExportRow:
        page = page if page is not None else self._blocks[span.block].page
        return self._row.key, position, say_spot(self._row, span), section, page


def _issue_row(row: IssueRow, issue: Issue) -> ExportRow:
    return (
        *(row.key, row.label, row.series, row.publisher, row.year, row.number, row.whole_number),
        *(row.first, row.last, None if row.period is None else row.period.printed, row.published),
        *(row.pages, issue.imprint.copies, row.source_name, row.sha256, row.media_type),
        row.parser_version,
    )


def _section_rows(issue: Issue, key: str) -> Iterable[ExportRow]:
    titles = find_titles(issue.sections)
    for i, section in enumerate(issue.sections):
        yield (
            *(key, i, section.path, section.level, section.label, section.heading),
            *(" › ".join(titles[i]), section.first_block, section.last_block),
        )


def _figure(figure: Figure) -> ExportRow:
    period = figure.period
    days = (None, None, None, None)
    return (
        *(figure.scope, figure.indicator, figure.value, figure.unit, figure.qualifier),
        *(days if period is None else (period.kind, period.start, period.end, period.printed)),
        *(figure.department, figure.printed, figure.sentence),
    )


def _comparison_rows(issue: Issue, key: str) -> Iterable[ExportRow]:
    for i, figure in enumerate(issue.figures):
        for j, change in enumerate(figure.comparisons):
            yield (
                key,
                i,
                j,
                change.basis,
                change.direction,
                change.value,
                change.unit,
                change.printed,
            )


def _correction_rows(store: "Store", corrections: Sequence[Correction]) -> Iterable[ExportRow]:
    for key in dict.fromkeys(correction.issue for correction in corrections):
        rows = tuple(store.figures(Filter(issue=key)))
        of_issue = [row for row in rows if row.issue.key == key]
        for position, found in sorted(find_corrected(of_issue, corrections).items()):
            row = of_issue[position]
            yield (
                *(key, position, say_spot(row.issue, row.figure.span), row.figure.printed),
                *(found.value, found.reason, found.day),
            )


def _event_name_rows(issue: Issue, key: str) -> Iterable[ExportRow]:
    for i, event in enumerate(issue.events):
        for role, names in (
            ("actor", event.actors),
            ("place", event.places),
            ("person", event.people),
        ):
            for j, name in enumerate(names):
                yield key, i, role, j, name


def _problem_rows(store: "Store") -> Iterable[ExportRow]:
    seen: dict[str, int] = {}
    for row in store.problems():
        position = seen[row.issue.key] = seen.get(row.issue.key, -1) + 1
        problem = row.problem
        yield (
            *(row.issue.key, position, say_spot(row.issue, problem.span)),
            *(problem.section, row.page, problem.code, problem.message),
        )


def _missing_rows(coverage: Coverage) -> Iterable[ExportRow]:
    for i, run in enumerate(coverage.missing):
        yield i, run.series, run.year, run.first, run.last, "whole" if run.whole else "year"


def _file_row(file: FileRow) -> ExportRow:
    return (
        *(file.path, file.status, file.issue, file.message, file.remedy),
        *(file.size, file.sha256, file.original),
    )
