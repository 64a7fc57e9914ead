"""Events (事件/工作动态): who did what, when and where.

One event is told by one sentence: a subject (bodies, people) at its head, a date before or right
behind it, and a predicate. A date holds for the sentences after it in the same item, up to the
next. Sentences that only count (受理394件) are figures, not events.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from . import places
from .context import Context
from .dates import FoundPeriod, find_periods
from .departments import home_of
from .event_places import find_places
from .event_times import (
    RunningTime,
    can_date,
    is_end_of_month,
    is_exact,
    last_day,
    time_words,
)
from .labels import find_label
from .model import Block, DepartmentMention, Event, PersonMention, Span
from .occurrences import happens, only_counts
from .other_bodies import own_places
from .subjects import SPEECH, Party, Subject, SubjectReader
from .text import find_sentences
from .verbs import ACCOMPANIES, is_predicate

_MAX_ACTION = 120
# a time that only says in which issue's weeks or months something is counted
_RUNNING = ("本", "上", "当", "全")
# what stands before a sentence: a mark, 【…】, the name of a topic, 一是
_BULLET = re.compile(
    r"[\s—●■◆•·▲△☆★※>*◇◎○□▪➢►→①-⑳-]*(?:其[一二三四五六七][\s　：、，]+)?(?:【[^】]{1,20}】\s*)?"
    r"(?:(?![^：:]*(?:强调|指出|要求|表示|认为|提出|明确|介绍|说)[：:])"
    r"(?:[\u4e00-\u9fff、]{2,14}[：:]|[\u4e00-\u9fff]{2,6}\u3000)(?=.))?"
    r"(?:[一二三四五六七八九十]是|[（(]?[0-9一二三四五六七八九十]{1,2}[）)]|第[一二三四五]，|首先，)?\s*"
)
_ITEM = re.compile(r"[一二三四五六七八九十]是(?!否)")
_PART = re.compile(
    r"[；;]\s*|(?<=[：:])(?=[0-9]{1,2}月[0-9]{1,2}日)|(?<=[：:，,。])(?=[一二三四五六七八九十]是(?!否))"
)
_COMMA = re.compile(r"，(?:同时，|此外，|随后，)?")
_OPENING, _CLOSING = "“《（(【「『", "”》）)】」』"
_APART = re.compile(r"(?:均|也)?分别")
# 县委书记 speaks for no body, 县政府副县长 does
_PARTY_SEAT = re.compile(r"国务院|中共.*[省区市县州盟旗]委")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A stretch of a sentence with a subject of its own."""

    start: int
    end: int
    sentence: str
    subject: Subject


def find_events(
    context: Context,
    departments: Sequence[DepartmentMention],
    people: Sequence[PersonMention],
) -> tuple[Event, ...]:
    """The events of the issue, in order of their words; none from headings, tables or furniture.

    Acts without a time of their own, or one that holds for them (近期), are none.
    ``date`` is the day printed; a stretch of days (本周) is ``start`` to ``end``; of a vague time
    (近期) only ``date_printed`` is set. ``actors`` is empty where a person acts for no body of
    the register, or nobody is named.
    """
    finder = _Finder(context, departments, people)
    return tuple(
        event
        for position, block in enumerate(context.blocks)
        if block.kind == "paragraph"
        for event in finder.of_block(block, position)
    )


class _Finder:
    def __init__(
        self,
        context: Context,
        departments: Sequence[DepartmentMention],
        people: Sequence[PersonMention],
    ) -> None:
        self._context = context
        self._departments: dict[int, list[DepartmentMention]] = {}
        self._people: dict[int, list[PersonMention]] = {}
        for mention in departments:
            self._departments.setdefault(mention.span.block, []).append(mention)
        for person in people:
            self._people.setdefault(person.span.block, []).append(person)
        self._publisher = context.masthead.publisher
        home = home_of(self._publisher)
        self._home = places.find_path(home) if home else None
        self._own = own_places(context.register.home)
        self._before: tuple[str | None, date | None] = (None, None)

    def of_block(self, block: Block, position: int) -> list[Event]:
        """The events of one paragraph."""
        events: list[Event] = []
        text, running = block.text, RunningTime()
        actors: tuple[str, ...] = ()
        for part in self._parts(block, position):
            subject = part.subject
            own = subject.period
            carried = running.holding(
                own, sentence=part.sentence, words=_words(text, part), item=_is_item(text, part)
            )
            if own is None and events and ACCOMPANIES.match(text, subject.end):
                events[-1] = _with_people(events[-1], _names(subject.parties))
                continue
            found = list(self._told_by(text, position, part, own or carried, actors))
            if found and events and not subject.parties and _is_same_run(events[-1], found[0]):
                continue
            events.extend(found)
            actors = found[-1].actors if found and subject.parties else actors
        return events

    def _told_by(
        self,
        text: str,
        position: int,
        part: _Part,
        period: FoundPeriod | None,
        before: tuple[str, ...],
    ) -> Iterator[Event]:
        """The events of a part; ``before`` are the actors of the one before it."""
        subject = part.subject
        running = period is not None and _is_running(period)
        if only_counts(text, subject.end, part.end, running=running):
            return
        if not _reports(text, part, period):
            return
        goes_on = subject.elided or (not subject.parties and is_predicate(text, subject.end))
        yield from self._make_events(text, position, part, period, before if goes_on else ())

    def _parts(self, block: Block, position: int) -> Iterator[_Part]:
        text = block.text
        times = self._times(text, position)
        if not times:
            return
        reader = SubjectReader(
            text,
            departments=self._departments.get(position, ()),
            people=self._people.get(position, ()),
            periods=times,
            own=self._own,
        )
        head = _head_end(text)
        dated = False
        for start, end in find_sentences(text):
            for part in _split(text, max(start, head), end, reader, dated=dated):
                dated = dated or part.subject.period is not None
                yield part

    def _times(self, text: str, position: int) -> tuple[FoundPeriod, ...]:
        """The times of a paragraph; 次日 may follow a day of the paragraph before."""
        found = find_periods(
            text, period=self._context.period, published=self._context.masthead.published
        )
        path, day = self._before
        here = self._context.paths[position]
        times = time_words(
            text,
            found,
            issue=self._context.period,
            before=day if path == here else None,
            published=self._context.masthead.published,
        )
        self._before = here, last_day(times) or (day if path == here else None)
        return times

    def _make_events(
        self,
        text: str,
        position: int,
        part: _Part,
        period: FoundPeriod | None,
        before: tuple[str, ...],
    ) -> Iterator[Event]:
        parties = part.subject.parties
        apart = len(parties) > 1 and _APART.match(text, part.subject.end) is not None
        end = part.subject.end + len(_clip(text[part.subject.end : part.end]))
        told = [
            one
            for one in self._people.get(position, ())
            if part.subject.end <= one.span.start < end
        ]
        for group in [(one,) for one in parties] if apart else [parties]:
            yield Event(
                date=period.period.start if period and period.period.kind == "day" else None,
                start=period.period.start if period and period.period.kind != "day" else None,
                end=period.period.end if period and period.period.kind != "day" else None,
                date_printed=period.period.printed if period else None,
                actors=(
                    *self._elided(part.subject, before),
                    *(_actors(group) if parties else before),
                ),
                action=text[part.subject.end : end],
                places=self._places_of(text, position, part, end),
                people=tuple(dict.fromkeys((*_names(group), *(one.name for one in told)))),
                section=self._context.paths[position],
                sentence=part.sentence,
                span=Span(block=position, start=part.subject.start, end=end),
            )

    def _places_of(self, text: str, position: int, part: _Part, end: int) -> tuple[str, ...]:
        """Where the act goes to or happens; where no body acts, the place that heads it too."""
        bodies = {one.span.start for one in self._departments.get(position, ())}
        head = None if part.subject.parties else part.subject.end
        return find_places(text, part.start, end, home=self._home, bodies=bodies, head=head)

    def _elided(self, subject: Subject, before: tuple[str, ...]) -> tuple[str, ...]:
        """Who 会同教育厅… leaves out: who acted just before, else the publisher."""
        if not subject.elided:
            return ()
        if before or self._publisher is None:
            return before
        return (
            self._context.register.resolve(self._publisher, on=self._context.on) or self._publisher,
        )


def _split(
    text: str, start: int, end: int, reader: SubjectReader, *, dated: bool
) -> tuple[_Part, ...]:
    """The parts of a sentence between semicolons that have subjects of their own.

    A part without a subject goes on with the one before it.
    """
    stops = [start, *(one.end() for one in _PART.finditer(text, start, end)), end]
    sentence = text[start:end]
    parts: list[_Part] = []
    for first, last in pairwise(stops):
        bullet = _BULLET.match(text, first, last)
        assert bullet is not None
        subject = reader.read(bullet.end(), last, dated=dated)
        if subject is not None:
            part = _Part(start=first, end=last, sentence=sentence, subject=subject)
            parts.extend(_split_at_commas(text, part, reader))
        elif parts:
            parts[-1] = replace(parts[-1], end=last)
    return tuple(parts)


def _split_at_commas(text: str, part: _Part, reader: SubjectReader) -> Iterator[_Part]:
    """The part, and those clauses in it that tell what another body did.

    What a meeting demanded of others (会议要求，…) is not done yet, and who only takes part does
    nothing of its own.
    """
    told = bool(part.subject.parties)
    for comma in _COMMA.finditer(text, part.subject.end, part.end):
        before = text[part.subject.end : comma.start()]
        if any(SPEECH.search(clause) for clause in before.split("，")):
            break
        if sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
            continue
        told = told or happens(text, part.subject.end, comma.start(), since=False)
        other = reader.read_clause(comma.end(), part.end) if told else None
        if other is not None and ACCOMPANIES.match(text, other.end) is None:
            yield replace(part, end=comma.start())
            rest = _Part(start=comma.end(), end=part.end, sentence=part.sentence, subject=other)
            yield from _split_at_commas(text, rest, reader)
            return
    yield from _split_at_days(text, part, reader)


def _split_at_days(text: str, part: _Part, reader: SubjectReader) -> Iterator[_Part]:
    """The part, and its last clause that has a later day of its own: 道路于7月13日抢通."""
    own = part.subject.period
    if own is None or own.period.kind != "day":
        yield part
        return
    for comma in _COMMA.finditer(text, part.subject.end, part.end):
        before = text[part.subject.end : comma.start()]
        if any(SPEECH.search(clause) for clause in before.split("，")):
            break
        other = reader.read_dated_clause(comma.end(), part.end)
        if other is None or other.period is None or other.period.period.kind != "day":
            continue
        if own.end <= other.period.start and other.period.period.start != own.period.start:
            yield replace(part, end=comma.start())
            yield _Part(start=comma.end(), end=part.end, sentence=part.sentence, subject=other)
            return
    yield part


def _is_same_run(before: Event, after: Event) -> bool:
    """Whether it goes on with what the same actors did that day: …召开会议；当天下发通知."""
    same_day = before.date is not None and before.date == after.date
    return same_day and bool(after.actors) and before.actors == after.actors


def _is_running(found: FoundPeriod) -> bool:
    period = found.period
    return period.kind != "day" and bool(period.start) and period.printed.startswith(_RUNNING)


def _is_item(text: str, part: _Part) -> bool:
    bullet = _BULLET.match(text, part.start)
    assert bullet is not None
    return _ITEM.search(bullet[0]) is not None


def _words(text: str, part: _Part) -> str:
    """The first words of a part that names nobody first, else those of its predicate."""
    bullet = _BULLET.match(text, part.start)
    assert bullet is not None
    if bullet.end() < part.subject.start:
        return text[bullet.end() : part.end]
    return text[part.subject.end : part.end]


def _head_end(text: str) -> int:
    label = find_label(text)
    return label.end if label is not None else 0


def _reports(text: str, part: _Part, holding: FoundPeriod | None) -> bool:
    """Whether the part tells of a dated act: it has a time, and a subject or at least an act."""
    if holding is None:
        return False
    period = part.subject.period
    if part.subject.parties:
        return period is None or can_date(period) or is_end_of_month(period)
    if period is None or not is_exact(period) or _is_running(period):
        return False
    since = "起" in text[period.end : period.end + 3]
    return happens(text, part.subject.end, part.end, since=since)


def _clip(predicate: str) -> str:
    """The predicate without its full stop, cut at a comma where it is long."""
    words = predicate.rstrip().rstrip("。！？!?；;，,")
    if len(words) <= _MAX_ACTION:
        return words
    cut = max(words.rfind(mark, 0, _MAX_ACTION) for mark in "，；。、")
    return words[:cut] if cut > _MAX_ACTION // 2 else words[:_MAX_ACTION]


def _actors(parties: tuple[Party, ...]) -> tuple[str, ...]:
    actors: list[str] = []
    for party in parties:
        if party.body is not None:
            actors.append(party.body.name or party.body.printed)
        else:
            actors.extend(
                person.organization
                for person in party.people
                if person.organization is not None
                and not _PARTY_SEAT.fullmatch(person.organization)
            )
    return tuple(dict.fromkeys(actors))


def _names(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(person.name for party in parties for person in party.people)


def _with_people(event: Event, names: tuple[str, ...]) -> Event:
    return replace(event, people=tuple(dict.fromkeys((*event.people, *names))))
