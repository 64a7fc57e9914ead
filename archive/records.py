"""The rows that the store gives back: facts of issues together with the issue they stand in.

A row that stands for a fact carries the fact itself as ``parser.model`` defines it, the
``IssueRow`` it belongs to, and the headings above it; so nothing that was printed is renamed
or lost on its way to a table, a page or a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from parser.model import CitedDocument, Event, Figure, Period, PeriodKind, PersonMention, Problem

if TYPE_CHECKING:  # the rows must not load the search engine, nor what few commands need
    from index.results import Hit

    from .search_records import Surroundings, YearHits

# what became of a file (收录结果); "same": these bytes at this path are in the archive already
Status = Literal["added", "replaced", "same", "duplicate", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows are asked for. All conditions must hold; an empty one does not narrow.

    Several values in one tuple mean any of them, but for ``words``: all of them must stand in
    the row. For figures, words are looked for in scope, indicator, unit and department; for
    events in the sentence and the actors; for problems in the message; for the others in the
    names. Width and case do not matter. Documents and problems have no department of their own:
    one counts as theirs if the paragraph names it.
    """

    start: date | None = None  # first day, included; a row counts if its issue's period reaches it
    end: date | None = None  # last day, included; an event counts by its own date where it has one
    departments: tuple[str, ...] = ()  # canonical or as printed; not expanded by reforms
    section: str | None = None  # a path ("三" holds "三/2") or words of a heading
    issue: str | None = None  # as ``Store.find_issues`` reads it: "447", "2023-27" or a key
    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # events only: names of those who take part, or whom it names
    # events only: titles and numbers as printed, of which the event's paragraph cites one
    documents: tuple[str, ...] = ()
    period_kinds: tuple[PeriodKind, ...] = ()  # figures and indicators only
    units: tuple[str, ...] = ()  # figures and indicators only
    codes: tuple[str, ...] = ()  # problems only
    newest_first: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One issue (期) without its words."""

    key: str  # "2023-27"; names the issue in addresses and commands
    label: str  # "2023年第27期（总第447期）"; the file's name where no number is printed
    series: str | None
    publisher: str | None
    year: int | None
    number: int | None
    whole_number: int | None
    period: Period | None
    published: date | None
    first: date | None  # the days it stands for: the period's, else the day of publication
    last: date | None
    source_name: str  # name of the file, without its folder
    sha256: str
    media_type: str
    pages: int | None
    parser_version: str
    characters: int  # of all blocks
    sections: int
    figures: int
    events: int
    departments: int  # mentions
    documents: int  # mentions
    people: int  # mentions
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a printed number should have been (更正), tied to its words in a sentence."""

    issue: str  # key
    printed: str
    occurrence: int  # of these words among the figures of the sentence, from 1
    value: Decimal
    reason: str
    day: date  # when it was entered
    sentence: str

    @property
    def spot(self) -> tuple[str, str, str, int]:
        """Which words it is about."""
        return self.issue, self.sentence, self.printed, self.occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure (数据) with its issue and the headings above it, outermost first."""

    issue: IssueRow
    titles: tuple[str, ...]
    figure: Figure  # as printed, whatever the correction says
    correction: Correction | None = None

    @property
    def settled(self) -> Figure:
        """The figure to reckon with: the corrected value where there is one."""
        if self.correction is None:
            return self.figure
        value = self.correction.value
        return replace(self.figure, value=value, printed=format(value, "f"), qualifier=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event (事件) with its issue, the headings above it and the page it stands on."""

    issue: IssueRow
    titles: tuple[str, ...]
    page: int | None
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person named with a title (人物), once for each mention."""

    issue: IssueRow
    titles: tuple[str, ...]
    page: int | None
    person: PersonMention


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """A document cited (引用), once for each mention."""

    issue: IssueRow
    titles: tuple[str, ...]
    page: int | None
    document: CitedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A problem (疑点), found by the parser or when issues were compared with each other."""

    issue: IssueRow
    titles: tuple[str, ...]
    page: int | None
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One series of numbers (指标): what is counted, in what unit, over what kind of period."""

    scope: str | None
    indicator: str | None
    unit: str
    period_kind: PeriodKind | None
    first: IssueRow
    last: IssueRow
    issues: int
    values: int  # at least ``issues``; more where an issue prints several


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    """A department (机构) over all asked issues."""

    name: str | None  # canonical; None where the register does not know ``printed``
    printed: tuple[tuple[str, int], ...]  # the printed forms and how often, commonest first
    first: IssueRow
    last: IssueRow
    issues: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A cited document (引用文件) over all asked issues; one with a number is known by it."""

    title: str | None
    document_number: str | None
    issues: tuple[IssueRow, ...]  # that cite it, oldest first, each once
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file that ``add`` has seen, and what became of it."""

    path: str  # absolute, as it was then
    sha256: str | None  # None where its bytes could not be read
    size: int
    modified: int  # nanoseconds, as the file system had it
    status: Literal["held", "duplicate", "refused"]
    message: str | None
    remedy: str | None
    issue: str | None  # key
    original: str | None  # where the copy lies, relative to the archive
    # of the last time that its bytes were looked at; None: not known
    outcome: Status | None = None
    moment: datetime | None = None
    reader: str | None = None  # who refused it for good: another reader is worth a try


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDifference:
    """A number that two files of one issue print differently (来源不一)."""

    issue: str  # key
    path: str  # of the file that the issue was not read from
    section: str | None  # of the sentence, in the reading that is kept where it has it
    sentence: str
    printed: str | None  # in the reading that is kept; None: not there
    other: str | None  # in the other file; None: not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A run of issues (缺期) that the numbers say exist and the archive does not hold."""

    series: str | None
    year: int | None  # None where only whole numbers tell
    first: int  # number within the year, or whole number where ``whole`` is true
    last: int  # included
    whole: bool

    @property
    def count(self) -> int:
        """How many issues."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What of the asked days the archive holds (收录范围)."""

    first: date | None  # of the issues held in the asked range; None where none has a date
    last: date | None
    issues: int
    undated: int  # issues without any date, counted in ``issues`` only when no range was asked
    missing: tuple[Missing, ...]
    refused: int  # files that could not be read: what they hold is not known

    @property
    def missing_count(self) -> int:
        """How many issues are missing in all."""
        return sum(run.count for run in self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What ``add`` did with one file. It is given out once it is safely on disk."""

    path: str
    status: Status
    issue: str | None = None  # key
    label: str | None = None
    message: str | None = None  # Chinese; None for "added"
    remedy: str | None = None
    problems: int = 0  # found in the issue


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStatus:
    """Health of the archive (状态), in numbers."""

    root: Path
    format: int
    parser_version: str  # of the running program
    stale: int  # issues read by another version of the parser
    coverage: Coverage
    counts: tuple[tuple[str, int], ...]  # ("issues", 447), ("figures", …), …
    problems: tuple[tuple[str, int], ...]  # code and how many, commonest first
    files: tuple[tuple[str, int], ...]  # status and how many
    sizes: tuple[tuple[str, int], ...]  # "database", "originals", "index": bytes
    indexed: int | None  # issues in the index; None: there is none, or it is damaged
    unindexed: tuple[str, ...]  # keys that are in the store and not in the index
    retry: int = 0  # files that another reader refused


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueHits:
    """The hits (命中) in one issue."""

    issue: IssueRow
    hits: "tuple[Hit, ...]"
    total: int  # in this issue; more than ``hits`` where the list was cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A known name near to one that found nothing."""

    kind: Literal["department", "indicator", "word"]
    asked: str
    known: tuple[str, ...]


Place = tuple[str, int]  # key of an issue, position of a passage in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search found (检索结果), and how it was understood."""

    groups: tuple[IssueHits, ...]
    total: int  # hits, before ``limit``
    issues: int  # issues with a hit, before ``limit``
    coverage: Coverage
    unindexed: int  # issues held that were not searched, as another process is still adding them
    explanation: str  # how the query was read, in the query language
    expanded: tuple[tuple[str, tuple[str, ...]], ...]  # department asked, names searched for
    suggestions: tuple[Suggestion, ...]  # only where nothing was found
    first: IssueRow | None = None  # the earliest issue with a hit, of those that have a day
    last: IssueRow | None = None
    per_year: "tuple[YearHits, ...]" = ()  # where it was asked for
    plan: str = ""  # what was looked up, as an outline; where it was asked for, or nothing found
    terms: tuple[tuple[str, int], ...] = ()  # likewise: each text, and in how many passages
    surroundings: "Mapping[Place, Surroundings]" = field(default_factory=dict)  # likewise
    apart: Path | None = None  # where the index lies if the archive has none that could be used
