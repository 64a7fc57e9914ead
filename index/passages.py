"""From an issue to the units that are searched (检索段): the smallest numbered items.

Nothing that stands in the file is left out: what stands before the first section, the lines
of the imprint and headings without a text below them are passages too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from parser.model import Block, Figure, Issue, Section

# a section without numbered items is cut at a block once it is longer than this
LONGEST = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One unit of search: a numbered item or a part of a section, with the headings above it.

    ``titles`` are as printed, with their labels (三、工作动态), outermost first. A heading
    that has a block of its own stands in ``titles`` alone; a heading run into its paragraph
    stands in ``text`` as well, because it is printed there.
    """

    issue: str  # key of the issue in the archive
    position: int  # among the passages of the issue, from 0
    section: str | None  # path of the innermost section; None: outside of all
    titles: tuple[str, ...]
    text: str  # blocks joined by line ends
    page: int | None  # of the first block
    first_block: int
    last_block: int  # included
    departments: tuple[str, ...]  # canonical and printed names
    people: tuple[str, ...]
    documents: tuple[str, ...]  # 发文字号
    indicators: tuple[str, ...]  # "口径 指标" of the figures
    kinds: tuple[str, ...]  # 数据, 事件
    year: int | None
    number: int | None
    whole_number: int | None
    start: date | None  # of the issue's period, else the day of publication
    end: date | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Blocks that make one passage; ``blocks`` is empty for a heading without a text."""

    section: int | None  # position in Issue.sections
    blocks: tuple[int, ...]


def make_passages(issue: Issue, *, key: str) -> tuple[Passage, ...]:
    """The passages of ``issue`` in reading order; every block stands in at least one of them."""
    facts = _Facts(issue)
    inner = _innermost(issue)
    headings = _heading_blocks(issue)
    pieces = list(_find_pieces(issue, inner, frozenset(headings.values())))
    titled = {place for piece in pieces for place in _title_blocks(issue, piece, headings)}
    for block in set(headings.values()) - titled:
        section = inner[block]
        own = section is not None and headings.get(section) == block
        pieces.append(_Piece(section, () if own else (block,)))
    pieces.sort(key=lambda piece: _first_block(piece, headings))
    return tuple(
        _make_passage(issue, key, position, piece, headings, facts)
        for position, piece in enumerate(pieces)
    )


def _innermost(issue: Issue) -> list[int | None]:
    """For each block the position of the last section that begins at or before and holds it."""
    inner: list[int | None] = [None] * len(issue.blocks)
    for position, section in enumerate(issue.sections):
        for block in range(section.first_block, min(section.last_block + 1, len(inner))):
            inner[block] = position
    return [
        None if issue.blocks[block].kind == "furniture" else position
        for block, position in enumerate(inner)
    ]


def _heading_blocks(issue: Issue) -> dict[int, int]:
    """Position of a section → its heading's block, where the heading has a block of its own."""
    return {
        position: section.first_block
        for position, section in enumerate(issue.sections)
        if section.first_block < len(issue.blocks)
        and issue.blocks[section.first_block].kind == "heading"
    }


def _find_pieces(
    issue: Issue, inner: list[int | None], headings: frozenset[int]
) -> Iterator[_Piece]:
    body = (block for block in range(len(issue.blocks)) if block not in headings)
    # a masthead and an imprint that meet (an issue without a body) stay apart by their gap only
    for section, run in groupby(body, key=lambda block: inner[block]):
        for blocks in _cut_long(issue.blocks, tuple(run)):
            if any(issue.blocks[block].text.strip() for block in blocks):
                yield _Piece(section, blocks)


def _cut_long(blocks: tuple[Block, ...], run: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    kept: list[int] = []
    length = 0
    for block in run:
        size = len(blocks[block].text)
        # furniture stands apart from text: a run outside of all sections can hold both
        turns = kept and (blocks[block].kind == "furniture") != (
            blocks[kept[-1]].kind == "furniture"
        )
        if kept and (turns or length + size > LONGEST):
            yield tuple(kept)
            kept, length = [], 0
        kept.append(block)
        length += size
    if kept:
        yield tuple(kept)


def _chain(issue: Issue, section: int | None) -> tuple[int, ...]:
    """Positions of the section and of those above it, outermost first."""
    if section is None:
        return ()
    path = issue.sections[section].path.split("/")
    above: list[int] = []
    for depth in range(1, len(path)):
        wanted = "/".join(path[:depth])
        # the nearest before: a path can be printed twice in one issue
        for position in range(section - 1, -1, -1):
            if issue.sections[position].path == wanted:
                above.append(position)
                break
    return (*above, section)


def _title_blocks(issue: Issue, piece: _Piece, headings: dict[int, int]) -> Iterator[int]:
    for section in _chain(issue, piece.section):
        if section in headings:
            yield headings[section]


def _first_block(piece: _Piece, headings: dict[int, int]) -> int:
    if piece.blocks:
        return piece.blocks[0]
    assert piece.section is not None
    return headings[piece.section]


def _title(issue: Issue, position: int, headings: dict[int, int]) -> str | None:
    section: Section = issue.sections[position]
    if position in headings:
        return issue.blocks[headings[position]].text.strip()
    return None if section.heading is None else section.label + section.heading


def _make_passage(
    issue: Issue,
    key: str,
    position: int,
    piece: _Piece,
    headings: dict[int, int],
    facts: "_Facts",
) -> Passage:
    first = _first_block(piece, headings)
    held = (*_title_blocks(issue, piece, headings), *piece.blocks)
    masthead = issue.masthead
    start, end = _days(issue)
    titles = (_title(issue, place, headings) for place in _chain(issue, piece.section))
    return Passage(
        issue=key,
        position=position,
        section=None if piece.section is None else issue.sections[piece.section].path,
        titles=tuple(title for title in titles if title),
        text="\n".join(issue.blocks[block].text for block in piece.blocks),
        page=issue.blocks[first].page,
        first_block=first,
        last_block=piece.blocks[-1] if piece.blocks else first,
        departments=facts.collect(facts.departments, held),
        people=facts.collect(facts.people, held),
        documents=facts.collect(facts.documents, held),
        indicators=facts.collect(facts.indicators, held),
        kinds=facts.collect(facts.kinds, held),
        year=masthead.year,
        number=masthead.number,
        whole_number=masthead.whole_number,
        start=start,
        end=end,
    )


def _days(issue: Issue) -> tuple[date | None, date | None]:
    period = issue.masthead.period
    if period is not None and period.start is not None and period.end is not None:
        return period.start, period.end
    return issue.masthead.published, issue.masthead.published


class _Facts:
    """Names found in each block, in the order of the facts."""

    def __init__(self, issue: Issue) -> None:
        self.departments: dict[int, list[str]] = {}
        self.people: dict[int, list[str]] = {}
        self.documents: dict[int, list[str]] = {}
        self.indicators: dict[int, list[str]] = {}
        self.kinds: dict[int, list[str]] = {}
        for mention in issue.departments:
            self._note(self.departments, mention.span.block, mention.name, mention.printed)
        for person in issue.people:
            self._note(self.people, person.span.block, person.name)
        for document in issue.documents:
            self._note(self.documents, document.span.block, document.document_number)
        for figure in issue.figures:
            self._note(self.indicators, figure.span.block, _full_indicator(figure))
            self._note(self.kinds, figure.span.block, "数据")
        for event in issue.events:
            self._note(self.kinds, event.span.block, "事件")
            self._note(self.departments, event.span.block, *event.actors)
            self._note(self.people, event.span.block, *event.people)

    @staticmethod
    def _note(names: dict[int, list[str]], block: int, *found: str | None) -> None:
        names.setdefault(block, []).extend(name for name in found if name)

    @staticmethod
    def collect(names: dict[int, list[str]], blocks: tuple[int, ...]) -> tuple[str, ...]:
        """The names in these blocks, each once."""
        return tuple(dict.fromkeys(name for block in blocks for name in names.get(block, ())))


def _full_indicator(figure: Figure) -> str | None:
    words = (figure.scope, figure.indicator)
    return " ".join(word for word in words if word) or None
