"""The parts of a sentence that tell of acts of their own: behind semicolons, in items, clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from .occurrences import happens
from .subject_words import SPEECH
from .subjects import Subject, SubjectReader
from .verbs import ACCOMPANIES

# any sign, and the numbers in rings: ▶ ◆ ①
_RINGED = "①-⑳❶-❿⑴-⒇㈠-㈩"
_SIGNS = rf"(?:[^\w“‘\"'《（(【〔［]|[{_RINGED}])*"
# what stands before a sentence: a mark, 【…】, the name of a topic, 一是
BULLET = re.compile(
    rf"{_SIGNS}(?:其[一二三四五六七][\s　：、，]+)?"
    rf"(?:(?:【[^】]{{1,20}}】|〔[^〕]{{1,12}}〕|［[^］]{{1,12}}］){_SIGNS})?"
    r"(?:(?![^：:]{0,24}(?:强调|指出|要求|表示|认为|提出|明确|介绍|说)[：:])"
    r"(?:[\u4e00-\u9fff、]{2,14}[：:]|[\u4e00-\u9fff]{2,6}\u3000)(?=.))?"
    r"(?:[一二三四五六七八九十]是|[（(]?[0-9一二三四五六七八九十]{1,2}[）)]|第[一二三四五]，|首先，)?\s*"
)
_ITEM = re.compile(rf"[一二三四五六七八九十]是(?!否)|[{_RINGED}]")
_PART = re.compile(
    r"(?=[；;0-9一二三四五六七八九十])"
    r"(?:[；;]\s*|(?<=[：:])(?=[0-9]{1,2}月[0-9]{1,2}日)|(?<=[：:，,。])(?=[一二三四五六七八九十]是(?!否)))"
)
_COMMA = re.compile(r"，(?:同时，|此外，|随后，)?")
_OPENING, _CLOSING = "“《（(【「『", "”》）)】」』"
_MARK = re.compile(f"[{_OPENING}{_CLOSING}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a sentence with a subject of its own."""

    start: int
    end: int
    sentence: str
    subject: Subject


def begins_item(text: str, part: Part) -> bool:
    """Whether the part is an item of a list: 一是…."""
    bullet = BULLET.match(text, part.start)
    assert bullet is not None
    return _ITEM.search(bullet[0]) is not None


def split(
    text: str, start: int, end: int, reader: SubjectReader, *, dated: bool
) -> tuple[Part, ...]:
    """The parts of a sentence between semicolons that have subjects of their own.

    A part without a subject goes on with the one before it. ``dated`` tells that a time holds
    for the sentence.
    """
    stops = [start, *(one.end() for one in _PART.finditer(text, start, end)), end]
    sentence = text[start:end]
    parts: list[Part] = []
    for first, last in pairwise(stops):
        bullet = BULLET.match(text, first, last)
        assert bullet is not None
        # 近日　教育厅…: a time is no name of a topic
        head = reader.first_time(first, bullet.end())
        subject = reader.read(head, last, dated=dated)
        if subject is not None:
            dated = dated or subject.period is not None
            if subject.before is not None:
                struck = subject.before
                parts.append(
                    Part(start=first, end=subject.start, sentence=sentence, subject=struck)
                )
                first = subject.start
            part = Part(start=first, end=last, sentence=sentence, subject=subject)
            parts.extend(_split_at_commas(text, part, reader))
        elif parts:
            parts[-1] = replace(parts[-1], end=last)
    return tuple(parts)


def _split_at_commas(text: str, part: Part, reader: SubjectReader) -> Iterator[Part]:
    """The part, and those clauses in it that tell what another body did.

    What a meeting demanded of others (会议要求，…) is not done yet, and who only takes part does
    nothing of its own.
    """
    told = bool(part.subject.parties)
    last = part.subject.end
    for stop, head in _clause_heads(text, part):
        if head < part.subject.end:
            continue
        told = told or happens(text, last, stop, since=False)
        last = head
        other = reader.read_clause(head, part.end) if told else None
        if other is not None and ACCOMPANIES.match(text, other.end) is None:
            yield from _split_at_days(text, replace(part, end=stop), reader)
            part = Part(start=head, end=part.end, sentence=part.sentence, subject=other)
    yield from _split_at_days(text, part, reader)


def _split_at_days(text: str, part: Part, reader: SubjectReader) -> Iterator[Part]:
    """The part, and its clauses that have a later day of their own: 道路于7月13日抢通."""
    own = part.subject.period
    if own is None or own.period.kind != "day":
        yield part
        return
    for stop, head in _clause_heads(text, part):
        if head < part.subject.end or not reader.has_time(head, part.end):
            continue
        other = reader.read_dated_clause(head, part.end)
        if other is None or other.period is None or other.period.period.kind != "day":
            continue
        if own.end <= other.period.start and other.period.period.start != own.period.start:
            yield replace(part, end=stop)
            part = Part(start=head, end=part.end, sentence=part.sentence, subject=other)
            own = other.period
    yield part


def _clause_heads(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """Where clauses behind commas begin, with where the one before ends; none in quotes, and
    none behind 会议要求.
    """
    depth, last = 0, part.subject.end
    for comma in _COMMA.finditer(text, part.subject.end, part.end):
        if SPEECH.search(text, max(last, comma.start() - 3), comma.start()):
            return
        for mark in _MARK.findall(text, last, comma.start()):
            depth += 1 if mark in _OPENING else -1
        last = comma.end()
        if depth <= 0:
            yield comma.start(), comma.end()
