"""From blocks to sections (层次): headings, numbered items, and which section holds which block."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from .contents import find_contents
from .headings import Heading, find_heading
from .labels import Label, find_label
from .model import Block, Problem, Section, Span

_ANNEX = re.compile(r"[ \t\u3000]*附件?[ \t\u3000]*(?:[:：]|[0-9]{1,2}[ \t\u3000]*[.．、:：])")
_NEAR = 12  # blocks after a doubtful label in which the next one of its kind confirms it
_BRACKETED = re.compile(r"[ \t\u3000]*【(?P<heading>[^【】\n，。；]{2,30})】[ \t\u3000]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The sections of an issue, and its blocks with their kinds settled.

    ``paths[i]`` is the path of the innermost section that holds block i, None before the first and
    for furniture. ``titles[i]`` has the headings of that section and of those above it.
    """

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    paths: tuple[str | None, ...]
    titles: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """A block that opens a section."""

    block: int
    label: str
    name: str  # "" for a heading in 【】, which is a topic and opens no section
    level: int
    ordinal: int | None  # None without a label
    heading: Heading


def find_outline(blocks: tuple[Block, ...], *, furniture: frozenset[int]) -> Outline:
    """Read the sections out of the labels and headings of ``blocks``.

    The level is that of the label's kind whatever stands above; the path names the nearest
    section of each smaller level, so that 1. directly below 三、 is "三/1". A heading without a
    label that has the style of one is of level 1 and its path is its own text. 【…】 opens no
    section, run into its paragraph or alone on its line: paths are made of labels. A path that
    is printed twice is kept twice, with a Problem "repeated_label"; a gap in the
    numbers makes a "skipped_label". Headings on lines of their own become blocks of the kind
    "heading", ``furniture`` and tables of contents "furniture".
    """
    furniture |= find_contents(blocks, furniture=furniture)
    starts = _find_starts(blocks, furniture)
    sections, titles_of = _make_sections(starts, _last_of_body(blocks, furniture))
    paths: list[str | None] = [None] * len(blocks)
    titles: list[tuple[str, ...]] = [()] * len(blocks)
    for section, above in zip(sections, titles_of, strict=True):
        for block in range(section.first_block, section.last_block + 1):
            if block not in furniture:
                paths[block], titles[block] = section.path, above
    _add_topics(starts, titles, furniture)
    return Outline(
        blocks=_settled_kinds(blocks, starts, furniture),
        sections=sections,
        paths=tuple(paths),
        titles=tuple(titles),
        problems=_number_problems(blocks, [start for start in starts if start.name], sections),
    )


def _last_of_body(blocks: tuple[Block, ...], furniture: frozenset[int]) -> int:
    return max((i for i in range(len(blocks)) if i not in furniture), default=len(blocks) - 1)


def _find_starts(blocks: tuple[Block, ...], furniture: frozenset[int]) -> tuple[_Start, ...]:
    body = [i for i in range(len(blocks)) if i not in furniture]
    labels = {i: find_label(blocks[i].text) for i in body if blocks[i].kind != "table"}
    starts: list[_Start] = []
    in_annex = False
    for place, block in enumerate(body):
        if block not in labels:
            continue
        label = labels[block]
        in_annex = _stays_annex(blocks[block], label, in_annex)
        if label is not None and label.level > 4:
            label = None  # ①: an item of a list, as 一是 is
        if label is not None and label.doubtful:
            following = [labels.get(i) for i in body[place + 1 : place + 1 + _NEAR]]
            label = label if _confirmed(label, starts, following) else None
        if label is None:
            starts.extend(_unlabelled(block, blocks[block], starts))
        elif not in_annex:
            heading = find_heading(
                blocks[block],
                label,
                before=_sibling(label, starts),
                followed_by=_next_level(blocks, body[place + 1 : place + 2], labels),
            )
            starts.append(
                _Start(
                    block=block,
                    label=label.printed,
                    name=label.name,
                    level=label.level,
                    ordinal=label.ordinal,
                    heading=heading,
                )
            )
    return tuple(starts)


def _stays_annex(block: Block, label: Label | None, in_annex: bool) -> bool:
    """Whether the block belongs to a list of annexes (附件：1.…), whose numbers open no section."""
    if _ANNEX.match(block.text):
        return True
    return in_annex and label is not None and label.level >= 3


def _confirmed(label: Label, starts: list[_Start], following: list[Label | None]) -> bool:
    """Whether "2.381个" is item 2: item 1 stands before it, or the next item after it."""
    for start in reversed(starts):
        if start.level < label.level:
            break
        if start.level == label.level:
            return start.ordinal == label.ordinal - 1
    return label.ordinal == 1 and any(
        other is not None and other.level == label.level and other.ordinal == 2
        for other in following
    )


def _sibling(label: Label, starts: list[_Start]) -> Heading | None:
    """The heading of the item before, in the same section."""
    for start in reversed(starts):
        if start.level < label.level:
            return None
        if start.level == label.level:
            return start.heading
    return None


def _next_level(
    blocks: tuple[Block, ...], following: list[int], labels: dict[int, Label | None]
) -> int | None:
    """The level of the next block's label: 99 for text or a table without one, None at the end."""
    for block in following:
        if blocks[block].kind == "table":
            return 99
        label = labels.get(block)
        return 99 if label is None else label.level
    return None


def _unlabelled(place: int, block: Block, starts: list[_Start]) -> list[_Start]:
    match = _BRACKETED.match(block.text)
    if match is None and (block.kind != "heading" or not block.text.strip()):
        return []
    text = match["heading"].strip() if match else block.text.strip()
    return [
        _Start(
            block=place,
            label="",
            name="" if match else text.replace("/", "／"),
            level=_level_of_topic(starts) if match else 1,
            ordinal=None,
            heading=Heading(text=text, alone=True),
        )
    ]


def _level_of_topic(starts: list[_Start]) -> int:
    """That of the section it stands in: the next of the same level ends it."""
    return next((start.level for start in reversed(starts) if start.name), 1)


def _make_sections(
    starts: tuple[_Start, ...], last: int
) -> tuple[tuple[Section, ...], tuple[tuple[str, ...], ...]]:
    """The sections in reading order, and for each the headings from the outermost to its own."""
    sections: list[Section] = []
    titles: list[tuple[str, ...]] = []
    above: list[_Start] = []
    for place, start in enumerate(starts):
        if not start.name:
            above = [*(other for other in above if other.name), start]
            continue
        above = [*(other for other in above if other.level < start.level), start]
        later = (
            other.block
            for other in starts[place + 1 :]
            if other.name and other.level <= start.level
        )
        sections.append(
            Section(
                path="/".join(other.name for other in above if other.name),
                level=start.level,
                label=start.label,
                heading=start.heading.text,
                first_block=start.block,
                last_block=max(start.block, next(later, last + 1) - 1),
            )
        )
        titles.append(_titles_of(above))
    return tuple(sections), tuple(titles)


def _titles_of(above: list[_Start]) -> tuple[str, ...]:
    return tuple(other.heading.text for other in above if other.heading.text)


def _add_topics(
    starts: tuple[_Start, ...], titles: list[tuple[str, ...]], furniture: frozenset[int]
) -> None:
    """Put each heading in 【】 above the blocks that follow it, up to the next heading."""
    for place, start in enumerate(starts):
        if start.name or not start.heading.text:
            continue
        end = starts[place + 1].block if place + 1 < len(starts) else len(titles)
        for block in range(start.block, end):
            if block not in furniture:
                titles[block] = (*titles[block], start.heading.text)


def _settled_kinds(
    blocks: tuple[Block, ...], starts: tuple[_Start, ...], furniture: frozenset[int]
) -> tuple[Block, ...]:
    alone = {start.block for start in starts if start.heading.alone}
    settled = []
    for place, block in enumerate(blocks):
        kind = block.kind
        if place in furniture:
            kind = "furniture"
        elif kind != "table":
            kind = "heading" if place in alone else "paragraph"
        settled.append(block if kind == block.kind else replace(block, kind=kind))
    return tuple(settled)


def _number_problems(
    blocks: tuple[Block, ...], starts: list[_Start], sections: tuple[Section, ...]
) -> tuple[Problem, ...]:
    """Repeated paths and gaps in the numbers, each at the label where it is seen."""
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    reached: dict[str, int] = {}  # path above + kind of label → the last number below it
    for start, section in zip(starts, sections, strict=True):
        if start.ordinal is None:
            continue
        parent = f"{section.path.removesuffix(start.name)}{start.level}"
        expected = reached.get(parent, 0) + 1
        if seen[section.path]:
            problems.append(
                _number_problem(
                    "repeated_label", f"序号“{start.label}”重复，请核对原件", blocks, start, section
                )
            )
        elif start.ordinal > expected:
            problems.append(
                _number_problem(
                    "skipped_label",
                    f"序号“{start.label}”之前缺 {start.ordinal - expected} 个序号，请核对原件",
                    blocks,
                    start,
                    section,
                )
            )
        seen[section.path] += 1
        reached[parent] = start.ordinal
    return tuple(problems)


def _number_problem(
    code: str, message: str, blocks: tuple[Block, ...], start: _Start, section: Section
) -> Problem:
    place = blocks[start.block].text.index(start.label)
    span = Span(block=start.block, start=place, end=place + len(start.label))
    return Problem(code=code, message=message, section=section.path, span=span)
