"""Events (事件/工作动态): who did what, when and where.

One event is told by one sentence: a subject (bodies, people) at its head, a date before or right
behind it, and a predicate. A date holds for the sentences after it in the same item, up to the
next. Sentences that only count (受理394件) are figures, not events.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from . import places
from .context import Context
from .dates import FoundPeriod, find_periods
from .departments import home_of
from .event_parts import BULLET, Part, begins_item, split
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
from .occurrences import befalls, happens, only_counts
from .other_bodies import own_places
from .subjects import Party, Subject, SubjectReader
from .text import find_sentences
from .verbs import ACCOMPANIES, is_predicate

_MAX_ACTION = 120
# a time that only says in which issue's weeks or months something is counted
_RUNNING = re.compile(
    "(?:[本上当全]|上一)(?:个?[周月旬期年]|季度)(?![初末一二三四五六日])|.*(?:期间|假期?)$"
)
# 7月18日召开的会议, 节后复产的企业: the time is of something that is only named
_NAMED_BY_DAY = re.compile(
    r"[\u4e00-\u9fff]{1,8}的(?![^，。；]{1,24}(?:上|中)?，?[^，。；]{0,8}(?:强调|指出|审议|明确|决定|通过|要求|确定))"
)
_HOLDS = re.compile(r"(?:共同|联合|牵头)*(?:主办|承办|主持|召集)(?:会议|活动)?(?:[，。；]|$)")
_AT_MEETING = re.compile(r"(?:会|会议|座谈会|调度会|推进会|现场会|活动)(?:上|期间|现场)，")
_SPEAKS = re.compile(
    r"(?:分别|先后|依次)?(?:[作做]|就)?[^，。；]{0,12}(?:发言|表态|汇报|交流|致辞|讲话|解读|点评|推介|介绍|(?P<tells>通报))"
    r"(?![\u4e00-\u9fff]{0,6}会)"
)
_NOT_DONE = re.compile(r"未|没有|无[人一需]|尚[未无]|不(?!断|定期|间断|打招呼)")
_APART = re.compile(r"(?:均|也)?分别")
# 县委书记 speaks for no body, 县政府副县长 does
_PARTY_SEAT = re.compile(r"国务院|中共.*[省区市县州盟旗]委")


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
        self._starts: dict[int, frozenset[int]] = {}
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
                own,
                sentence=part.sentence,
                words=_words(text, part),
                item=begins_item(text, part),
                struck=bool(events) and not events[-1].actors and befalls(events[-1].action),
            )
            if own is None and events and _only_holds(text, part, events[-1]):
                events[-1] = replace(events[-1], actors=_actors(subject.parties))
                continue
            if own is None and events and _only_speaks(text, part, events[-1]):
                continue
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
        part: Part,
        period: FoundPeriod | None,
        before: tuple[str, ...],
    ) -> Iterator[Event]:
        """The events of a part; ``before`` are the actors of the one before it."""
        subject = part.subject
        running = period is not None and _is_running(period)
        acted = bool(subject.parties)
        if acted and _NOT_DONE.match(text, subject.end) is not None:
            return
        # 12家企业被县局查处: the number is of those it was done to
        passive = acted and subject.start == subject.end and not running
        if not passive and only_counts(text, subject.end, part.end, running=running, acted=acted):
            return
        goes_on = subject.elided or (not acted and is_predicate(text, subject.end))
        if not _reports(text, part, period, goes_on=goes_on and bool(before)):
            return
        yield from self._make_events(text, position, part, period, before if goes_on else ())

    def _parts(self, block: Block, position: int) -> Iterator[Part]:
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
            for part in split(text, max(start, head), end, reader, dated=dated):
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
        part: Part,
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

    def _places_of(self, text: str, position: int, part: Part, end: int) -> tuple[str, ...]:
        """Where the act goes to or happens; where no body acts, the place that heads it too."""
        bodies = self._starts.get(position)
        if bodies is None:
            found = self._departments.get(position, ())
            bodies = self._starts[position] = frozenset(one.span.start for one in found)
        passive = part.subject.start == part.subject.end
        head = part.subject.end if passive or not part.subject.parties else None
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


def _only_speaks(text: str, part: Part, before: Event) -> bool:
    """Whether it is what was said at the meeting that is an event already: 会上，…."""
    if _AT_MEETING.match(text, part.start) is not None:
        return True
    speaks = _SPEAKS.match(text, part.subject.end, part.end)
    return speaks is not None and (speaks["tells"] is None or before.sentence == part.sentence)


def _only_holds(text: str, part: Part, before: Event) -> bool:
    """Whether it says who held the meeting told just before: …座谈会举行，县局主持."""
    return (
        bool(part.subject.parties)
        and not before.actors
        and before.sentence == part.sentence
        and _HOLDS.match(text, part.subject.end, part.end) is not None
    )


def _is_same_run(before: Event, after: Event) -> bool:
    """Whether it goes on with what the same actors did that day: …召开会议；当天下发通知."""
    same_day = before.date is not None and before.date == after.date
    return same_day and bool(after.actors) and before.actors == after.actors


def _is_running(found: FoundPeriod) -> bool:
    return found.period.kind != "day" and _RUNNING.match(found.period.printed) is not None


def _words(text: str, part: Part) -> str:
    """The first words of a part that names nobody first, else those of its predicate."""
    bullet = BULLET.match(text, part.start)
    assert bullet is not None
    if bullet.end() < part.subject.start:
        return text[bullet.end() : part.end]
    return text[part.subject.end : part.end]


def _head_end(text: str) -> int:
    label = find_label(text)
    return label.end if label is not None else 0


def _reports(text: str, part: Part, holding: FoundPeriod | None, *, goes_on: bool) -> bool:
    """Whether the part tells of a dated act: it has a time, and a subject or at least an act."""
    if holding is None:
        return False
    period = part.subject.period
    if part.subject.parties:
        return period is None or can_date(period) or is_end_of_month(period)
    if period is None or not is_exact(period) or _is_running(period):
        return False
    if _NAMED_BY_DAY.match(text, period.end) is not None:
        return False
    since = "起" in text[period.end : period.end + 3]
    if goes_on and period.period.kind == "day" and not since:
        return True
    dated = period.period.start is not None
    return happens(text, part.subject.end, part.end, since=since, dated=dated)


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
