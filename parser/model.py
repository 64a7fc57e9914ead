"""What is known of an issue: frozen records that point into its words.

The text lives once, in ``Issue.blocks``; every fact carries a ``Span`` into it. In all
records ``None`` means "not printed or not settled"; an unknown is never a default value.
``docs/format.md`` describes the same records as JSON.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

BlockKind = Literal["paragraph", "table", "heading", "furniture"]
PeriodKind = Literal[
    "day", "week", "month", "quarter", "half_year", "year", "year_to_date", "as_of", "range"
]
Qualifier = Literal["about", "nearly", "over", "at_least", "at_most", "under"]
Basis = Literal["year_on_year", "period_on_period", "since"]
Direction = Literal["up", "down", "flat"]
Day = date  # Event has a field of the name ``date``


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where words stand in the source (位置): half-open, counted in characters, not bytes."""

    block: int  # position in Issue.blocks, from 0
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or a table as printed (文块), line and page breaks joined.

    The text of a table is made from its rows by ``parser.tables.join_rows``.
    """

    text: str
    kind: BlockKind = "paragraph"
    page: int | None = None  # page it starts on, from 1; None where the format has no pages
    bold: tuple[tuple[int, int], ...] = ()  # half-open runs of characters of text, in order
    # cells of a table, row by row; None: covered by a merged cell to the left or above
    rows: tuple[tuple[str | None, ...], ...] = ()
    # half-open runs of characters that were read from a picture (识别), 0 to 1; others are typed
    certainty: tuple[tuple[int, int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something seen but not settled (疑点): stored and shown, never hidden."""

    code: str  # stable English word, e.g. "page_unreadable"
    message: str  # Chinese: what, and what to do
    section: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader makes of a file: its words in reading order, before any of their meaning."""

    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None  # None where the format has no pages
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file an issue was read from."""

    name: str
    sha256: str  # of its bytes, hexadecimal
    media_type: str
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time a report speaks of (报告期): first and last day, both included.

    ``start`` and ``end`` are both None where the words do not settle them (近期).
    """

    kind: PeriodKind
    start: date | None
    end: date | None
    printed: str  # the exact words; "" where the period follows from the issue alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """刊头: what the issue says of itself."""

    series: str | None = None  # 刊名
    year: int | None = None
    number: int | None = None  # 期号, within the year
    whole_number: int | None = None  # 总期号
    period: Period | None = None  # 报告期
    publisher: str | None = None  # 编发机关
    published: date | None = None  # 印发日期


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """版记: whom the issue went to."""

    report_to: tuple[str, ...] = ()  # 报
    send_to: tuple[str, ...] = ()  # 送
    issue_to: tuple[str, ...] = ()  # 发
    copies: int | None = None  # 印数


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """章节. ``path`` is made of normalised labels: "一/（三）/2"."""

    path: str
    level: int  # of the label's kind, whatever stands above: 一、=1 （一）=2 1.=3 （1）=4
    label: str  # as printed: "五."
    heading: str | None  # None: a numbered paragraph without a heading of its own
    first_block: int
    last_block: int  # included; takes in the sections below


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A change stated with a figure (同比, 环比)."""

    basis: Basis
    direction: Direction
    value: Decimal | None  # None where only the direction is printed
    unit: str | None  # "%", "个百分点", or the figure's own unit
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number the issue prints (数据), traceable to its words."""

    section: str | None  # path of the section it stands in
    scope: str | None  # 口径: what is counted, from sentence or headings, e.g. "省本级综窗"
    indicator: str | None  # 指标, e.g. "受理"
    value: Decimal  # 万 and 亿 multiplied out: "1.2万件" is 12000 件
    unit: str  # as printed, without 万/亿: "件", "人次", "%", "个百分点"; "" if none is printed
    qualifier: Qualifier | None
    period: Period | None
    comparisons: tuple[Comparison, ...]
    department: str | None  # 机构 whose figure it is, canonical where the register knows it
    printed: str  # the exact words, e.g. "1.2万件": the precision of the source is never lost
    sentence: str
    page: int | None
    span: Span  # of ``printed``
    # 识别把握: the least of its characters, 0 to 1; None: typed, not read from a picture
    certainty: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentMention:
    """A department (机构) named in the text."""

    name: str | None  # canonical; None when the register does not know it
    printed: str
    section: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """A person named with a title (人物)."""

    name: str
    title: str | None
    organization: str | None  # canonical where known
    section: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument:
    """A document the issue refers to (引用文件)."""

    title: str | None  # without its outer 《》; None where only the number is printed
    document_number: str | None  # 发文字号, with 〔〕 whatever brackets were printed
    section: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what and when (事件/工作动态)."""

    date: Day | None  # the day, where one is printed
    start: Day | None  # else the first and last day it can have been (本周), where known
    end: Day | None
    date_printed: str | None
    actors: tuple[str, ...]  # canonical where known, else as printed
    action: str
    places: tuple[str, ...]
    people: tuple[str, ...]
    section: str | None
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue (期), read whole."""

    source: Source
    masthead: Masthead
    imprint: Imprint
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    departments: tuple[DepartmentMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
