"""An ``Issue`` as flat tuples for the database, and back; no SQL, no disk.

The making is apart from the writing so that it can be done where the file was read, in
another process: tuples of plain values cross over at a fraction of what records cost.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from parser.model import (
    Block,
    CitedDocument,
    Comparison,
    DepartmentMention,
    Event,
    Figure,
    Imprint,
    Issue,
    Masthead,
    Period,
    PersonMention,
    Problem,
    Section,
    Source,
    Span,
)
from parser.text import fold_width

Row = tuple[Any, ...]
Rows = tuple[Row, ...]

# what differs between two formats of one issue: spaces, marks, the asterisks of bold
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRows:
    """The rows of one issue, without its number in the database.

    Each row begins with its position; the columns after it are in the order of the table.
    """

    natural_key: str  # the key it gets unless another issue has it
    sha256: str
    issue: Row  # the columns of ``issues`` after ``key``
    blocks: Rows
    sections: Rows
    sentences: Rows
    figures: Rows
    departments: Rows
    people: Rows
    documents: Rows
    events: Rows
    problems: Rows


def fold(text: str) -> str:
    """Text as it is compared: half width, lower case."""
    return fold_width(text).casefold()


def fold_words(texts: Iterable[str]) -> str:
    """The words of an issue run together, without spaces and marks; the same in all formats."""
    return _NOT_WORDS.sub("", fold("".join(texts)))


def natural_key(issue: Issue) -> str:
    """The key that the issue's own numbers give it: "2023-27", "2023-z447", else from its bytes."""
    masthead = issue.masthead
    if masthead.year is not None and masthead.number is not None:
        return f"{masthead.year}-{masthead.number}"
    if masthead.whole_number is not None:
        year = "" if masthead.year is None else f"{masthead.year}-"
        return f"{year}z{masthead.whole_number}"
    return issue.source.sha256[:12]


def make_label(masthead: Masthead, *, name: str) -> str:
    """What people call the issue; the file's name where it prints no number."""
    year = "" if masthead.year is None else f"{masthead.year}年"
    if masthead.number is not None:
        whole = "" if masthead.whole_number is None else f"（总第{masthead.whole_number}期）"
        return f"{year}第{masthead.number}期{whole}"
    if masthead.whole_number is not None:
        return f"{year}总第{masthead.whole_number}期"
    return name


def make_rows(issue: Issue, *, parser_version: str) -> IssueRows:
    """Flatten an issue."""
    titles = find_titles(issue.sections)
    places = _Places(issue.sections)
    sentences = _Sentences()
    return IssueRows(
        natural_key=natural_key(issue),
        sha256=issue.source.sha256,
        issue=_issue_row(issue, parser_version),
        blocks=tuple(
            (i, b.text, b.kind, b.page, _bold(b.bold), _cells(b.rows), _runs(b.certainty))
            for i, b in enumerate(issue.blocks)
        ),
        sections=tuple(
            (
                *(i, s.path, s.level, s.label, s.heading, s.first_block, s.last_block),
                *(_json(titles[i]), fold("\n".join(titles[i]))),
            )
            for i, s in enumerate(issue.sections)
        ),
        figures=tuple(
            (i, *places.of(f.section, f.span), *_figure(f, sentences))
            for i, f in enumerate(issue.figures)
        ),
        departments=tuple(
            (i, *places.of(d.section, d.span), d.name, d.printed, *_span(d.span))
            for i, d in enumerate(issue.departments)
        ),
        people=tuple(
            (i, *places.of(p.section, p.span), p.name, p.title, p.organization, *_span(p.span))
            for i, p in enumerate(issue.people)
        ),
        documents=tuple(
            (i, *places.of(d.section, d.span), d.title, d.document_number, *_span(d.span))
            for i, d in enumerate(issue.documents)
        ),
        events=tuple(
            (i, *places.of(e.section, e.span), *_event(e, sentences))
            for i, e in enumerate(issue.events)
        ),
        problems=tuple(
            (i, p.section, p.code, p.message, *_span(p.span), 0)
            for i, p in enumerate(issue.problems)
        ),
        sentences=tuple((i, text, fold(text)) for text, i in sentences.known.items()),
    )


def find_titles(sections: Sequence[Section]) -> tuple[tuple[str, ...], ...]:
    """For each section its heading and those above it, outermost first; none for those without."""
    found: list[tuple[str, ...]] = []
    above: list[int] = []
    for position, section in enumerate(sections):
        while above and not _holds(sections[above[-1]], section):
            above.pop()
        outer = found[above[-1]] if above else ()
        found.append(outer if section.heading is None else (*outer, section.heading))
        above.append(position)
    return tuple(found)


def _holds(outer: Section, inner: Section) -> bool:
    return (
        inner.path.startswith(f"{outer.path}/")
        and outer.first_block <= inner.first_block
        and inner.last_block <= outer.last_block
    )


class _Places:
    """Finds which section a fact stands in: slips of numbering can give two the same path."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._found: dict[str, list[tuple[int, Section]]] = {}
        for position, section in enumerate(sections):
            self._found.setdefault(section.path, []).append((position, section))

    def of(self, path: str | None, span: Span) -> tuple[str | None, int | None]:
        if path is None:
            return None, None
        same = self._found.get(path, [])
        for position, section in reversed(same):
            if section.first_block <= span.block <= section.last_block:
                return path, position
        return path, (same[0][0] if same else None)


class _Sentences:
    """Numbers the sentences that facts share."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.known.setdefault(text, len(self.known))


# json.dumps makes an encoder for each call
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _bold(runs: tuple[tuple[int, int], ...]) -> str | None:
    return _json(runs) if runs else None


def _runs(runs: tuple[tuple[int, int, Decimal], ...]) -> str | None:
    return _json([(start, end, format(value, "f")) for start, end, value in runs]) if runs else None


def _cells(rows: tuple[tuple[str | None, ...], ...]) -> str | None:
    return _json(rows) if rows else None


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _span(span: Span | None) -> Row:
    return (None, None, None) if span is None else (span.block, span.start, span.end)


def _period(period: Period | None) -> Row:
    if period is None:
        return (None, None, None, None)
    return (period.kind, _day(period.start), _day(period.end), period.printed)


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _comparisons(comparisons: tuple[Comparison, ...]) -> str | None:
    if not comparisons:
        return None
    return _json(
        [(c.basis, c.direction, _decimal(c.value), c.unit, c.printed) for c in comparisons]
    )


def _figure(figure: Figure, sentences: _Sentences) -> Row:
    named = (figure.scope, figure.indicator, figure.unit, figure.department)
    return (
        *(figure.scope, figure.indicator, _decimal(figure.value), figure.unit, figure.qualifier),
        *_period(figure.period),
        *(_comparisons(figure.comparisons), figure.department, figure.printed),
        *(sentences.number(figure.sentence), figure.page),
        *_span(figure.span),
        fold("\n".join(part for part in named if part)),
        _decimal(figure.certainty),
    )


def _event(event: Event, sentences: _Sentences) -> Row:
    return (
        *(_day(event.date), _day(event.start), _day(event.end), event.date_printed),
        *(_json(event.actors), event.action, _json(event.places), _json(event.people)),
        sentences.number(event.sentence),
        *_span(event.span),
    )


def _issue_row(issue: Issue, parser_version: str) -> Row:
    import hashlib  # OpenSSL, which a search has no use for

    source, masthead, imprint = issue.source, issue.masthead, issue.imprint
    first, last = find_days(masthead)
    words = fold_words(block.text for block in issue.blocks if block.kind != "furniture")
    return (
        make_label(masthead, name=source.name),
        _moment(masthead, first),
        *(_day(first), _day(last)),
        hashlib.sha256(words.encode("utf-8")).hexdigest()[:32] if words else "",
        *(source.name, source.sha256, source.media_type, source.pages, parser_version),
        *(masthead.series, masthead.year, masthead.number, masthead.whole_number),
        *_period(masthead.period),
        *(masthead.publisher, _day(masthead.published)),
        *(_json(imprint.report_to), _json(imprint.send_to), _json(imprint.issue_to)),
        imprint.copies,
        sum(len(block.text) for block in issue.blocks),
        *(len(issue.sections), len(issue.figures), len(issue.events)),
        *(len(issue.departments), len(issue.documents), len(issue.people)),
    )


def find_days(masthead: Masthead) -> tuple[date | None, date | None]:
    """The first and last day an issue stands for: its period's, else the day of publication."""
    period = masthead.period
    if period is not None and period.start is not None and period.end is not None:
        return period.start, period.end
    return masthead.published, masthead.published


def _moment(masthead: Masthead, first: date | None) -> str:
    """What issues are ordered by: days, then numbers; without a day, the year's other issues."""
    if first is not None:
        day = first.isoformat()
    elif masthead.year is not None:
        day = f"{masthead.year:04d}-99"
    else:
        day = "9999-99"
    numbers = (masthead.year or 0, masthead.number or 0, masthead.whole_number or 0)
    return day + "".join(f"|{number:06d}" for number in numbers)


# back


def read_issue(
    issue: Row,
    *,
    blocks: Iterable[Row],
    sections: Iterable[Row],
    sentences: Iterable[Row],
    figures: Iterable[Row],
    departments: Iterable[Row],
    people: Iterable[Row],
    documents: Iterable[Row],
    events: Iterable[Row],
    problems: Iterable[Row],
) -> Issue:
    """The issue that ``make_rows`` took apart; the rows in order, as it made them."""
    words = {position: text for position, text, *_ in sentences}
    source, masthead, imprint = _read_head(issue)
    return Issue(
        source=source,
        masthead=masthead,
        imprint=imprint,
        blocks=tuple(_read_block(row) for row in blocks),
        sections=tuple(_read_section(row) for row in sections),
        figures=tuple(read_figure(row[1:], words[row[15]]) for row in figures),
        departments=tuple(read_department(row[1:]) for row in departments),
        people=tuple(read_person(row[1:]) for row in people),
        documents=tuple(read_document(row[1:]) for row in documents),
        events=tuple(read_event(row[1:], words[row[11]]) for row in events),
        problems=tuple(read_problem(row[1:]) for row in problems if not row[7]),
    )


def read_day(value: str | None) -> date | None:
    """The day of a column."""
    return None if value is None else date.fromisoformat(value)


def read_period(kind: Any, start: str | None, end: str | None, printed: str) -> Period | None:
    """The period of four columns."""
    if kind is None:
        return None
    return Period(kind=kind, start=read_day(start), end=read_day(end), printed=printed)


def read_figure(row: Row, sentence: str) -> Figure:
    """The figure of a row without its position."""
    return Figure(
        section=row[0],
        scope=row[2],
        indicator=row[3],
        value=Decimal(row[4]),
        unit=row[5],
        qualifier=row[6],
        period=read_period(*row[7:11]),
        comparisons=_read_comparisons(row[11]),
        department=row[12],
        printed=row[13],
        sentence=sentence,
        page=row[15],
        span=Span(block=row[16], start=row[17], end=row[18]),
        certainty=None if row[20] is None else Decimal(row[20]),
    )


def read_event(row: Row, sentence: str) -> Event:
    """The event of a row without its position."""
    return Event(
        section=row[0],
        date=read_day(row[2]),
        start=read_day(row[3]),
        end=read_day(row[4]),
        date_printed=row[5],
        actors=tuple(json.loads(row[6])),
        action=row[7],
        places=tuple(json.loads(row[8])),
        people=tuple(json.loads(row[9])),
        sentence=sentence,
        span=Span(block=row[11], start=row[12], end=row[13]),
    )


def read_department(row: Row) -> DepartmentMention:
    """The mention of a row without its position."""
    return DepartmentMention(
        section=row[0],
        name=row[2],
        printed=row[3],
        span=Span(block=row[4], start=row[5], end=row[6]),
    )


def read_person(row: Row) -> PersonMention:
    """The mention of a row without its position."""
    return PersonMention(
        section=row[0],
        name=row[2],
        title=row[3],
        organization=row[4],
        span=Span(block=row[5], start=row[6], end=row[7]),
    )


def read_document(row: Row) -> CitedDocument:
    """The citation of a row without its position."""
    return CitedDocument(
        section=row[0],
        title=row[2],
        document_number=row[3],
        span=Span(block=row[4], start=row[5], end=row[6]),
    )


def read_problem(row: Row) -> Problem:
    """The problem of a row without its position."""
    span = None if row[3] is None else Span(block=row[3], start=row[4], end=row[5])
    return Problem(section=row[0], code=row[1], message=row[2], span=span)


def _read_head(row: Row) -> tuple[Source, Masthead, Imprint]:
    source = Source(name=row[5], sha256=row[6], media_type=row[7], pages=row[8])
    masthead = Masthead(
        series=row[10],
        year=row[11],
        number=row[12],
        whole_number=row[13],
        period=read_period(*row[14:18]),
        publisher=row[18],
        published=read_day(row[19]),
    )
    imprint = Imprint(
        report_to=tuple(json.loads(row[20])),
        send_to=tuple(json.loads(row[21])),
        issue_to=tuple(json.loads(row[22])),
        copies=row[23],
    )
    return source, masthead, imprint


def _read_block(row: Row) -> Block:
    return Block(
        text=row[1],
        kind=row[2],
        page=row[3],
        bold=() if row[4] is None else tuple((start, end) for start, end in json.loads(row[4])),
        rows=() if row[5] is None else tuple(tuple(cells) for cells in json.loads(row[5])),
        certainty=()
        if row[6] is None
        else tuple((start, end, Decimal(value)) for start, end, value in json.loads(row[6])),
    )


def _read_section(row: Row) -> Section:
    return Section(
        path=row[1],
        level=row[2],
        label=row[3],
        heading=row[4],
        first_block=row[5],
        last_block=row[6],
    )


def _read_comparisons(column: str | None) -> tuple[Comparison, ...]:
    if column is None:
        return ()
    return tuple(
        Comparison(
            basis=basis,
            direction=direction,
            value=None if value is None else Decimal(value),
            unit=unit,
            printed=printed,
        )
        for basis, direction, value, unit, printed in json.loads(column)
    )
