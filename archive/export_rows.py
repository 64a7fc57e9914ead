"""An archive as rows of the export's tables, issue by issue, so that memory holds one at a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from parser.model import Figure, Issue, Span

from .checks import Check, run_checks
from .export_schema import dictionary_rows
from .export_tables import TABLES
from .gathering import Gathering, Thread
from .places import say_spot
from .records import Coverage, FigureRow, FileRow, IssueRow
from .rows import find_titles

if TYPE_CHECKING:
    from .exports import Value
    from .store import Store

ExportRow = tuple["Value", ...]


def read_rows(store: "Store", gathering: Gathering) -> Iterator[tuple[str, list[ExportRow]]]:
    """Yield (table, rows of it) many times: a table's rows come in parts, in order of time."""
    numbers = _Numbers(gathering)
    yield "indicators", list(numbers.indicator_rows())
    for row in store.issues():
        issue = store.issue(row.key)
        yield "issues", [_issue_row(row, issue)]
        yield from _rows_of(issue, row, numbers.of(row.key))
    yield "corrections", list(numbers.correction_rows())
    yield "checks", list(_check_rows(run_checks(gathering)))
    # problems found by comparing issues are known to the archive alone
    yield "problems", list(_problem_rows(store))
    yield "missing", list(_missing_rows(store.coverage()))
    yield "files", [_file_row(file) for file in store.files()]
    yield "dictionary", list(dictionary_rows(TABLES))


class _Numbers:
    """The archive's figures and the indicators they belong to."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._rows: dict[str, list[FigureRow]] = {}
        self._ids: dict[Thread, int] = {}
        for row in gathering.rows:
            self._rows.setdefault(row.issue.key, []).append(row)
            self._ids.setdefault(gathering.thread_of(row), len(self._ids) + 1)

    def of(self, key: str) -> list[int]:
        """The indicators of an issue's figures, in their order."""
        return [self._ids[self._gathering.thread_of(row)] for row in self._rows.get(key, ())]

    def indicator_rows(self) -> Iterable[ExportRow]:
        for thread, number in self._ids.items():
            names = self._gathering.names_of(thread)
            why = dict.fromkeys(joining.said for joining in self._gathering.joinings_of(thread))
            usual = names[0]
            yield (
                *(number, usual.scope or None, usual.indicator or None, usual.unit),
                usual.department or None,
                "；".join(dict.fromkeys(map(str, names))),
                "；".join(why) or None,
            )

    def correction_rows(self) -> Iterable[ExportRow]:
        for key, rows in self._rows.items():
            for position, row in enumerate(rows):
                found = row.correction
                if found is not None:
                    yield (
                        *(key, position, say_spot(row.issue, row.figure.span)),
                        *(row.figure.printed, found.value, found.reason, found.day),
                    )


def _check_rows(checks: Iterable[Check]) -> Iterable[ExportRow]:
    seen: dict[str, int] = {}
    for check in checks:
        key = check.issue.key
        position = seen[key] = seen.get(key, -1) + 1
        yield (
            *(key, position, say_spot(check.issue, check.span), check.kind, check.verdict),
            *(check.printed, check.expected, check.said),
        )


def _rows_of(
    issue: Issue, row: IssueRow, indicators: Sequence[int]
) -> Iterator[tuple[str, list[ExportRow]]]:
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
            (*heads.of(i, f.section, f.span, f.page), indicators[i], *_figure(f))
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
        *(figure.department, figure.printed, figure.sentence, figure.certainty),
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
