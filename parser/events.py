"""Events (事件/工作动态): who did what, when and where.

One event is told by one sentence: a subject (bodies, people) at its head, a date before or right
behind it, and a predicate. A date holds for the sentences after it in the same item, up to the
next. Sentences that only count (受理394件) are figures, not events.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from . import places
from .context import Context
from .dates import FoundPeriod, find_periods
from .departments import home_of
from .labels import find_label
from .model import Block, DepartmentMention, Event, PersonMention, Span
from .subjects import SPEECH, Party, Subject, SubjectReader
from .text import find_sentences
from .verbs import ACCOMPANIES, ACT, ADVERBS, CLAUSE, COUNTS, NUMBER, is_predicate

_MAX_ACTION = 120
# what stands before a sentence: a mark, 【…】, the name of a topic, 一是
_BULLET = re.compile(
    r"[\s—●■◆•·▲△☆★※>*-]*(?:【[^】]{1,20}】\s*)?"
    r"(?:(?![^：:]*(?:强调|指出|要求|表示|认为|提出|明确|介绍|说)[：:])"
    r"[\u4e00-\u9fff、]{2,14}[：:](?=.))?"
    r"(?:[一二三四五六七八九十]是|[（(]?[0-9一二三四五六七八九十]{1,2}[）)]|第[一二三四五]，|首先，)?\s*"
)
_ITEM = re.compile(r"[一二三四五六七八九十]是(?!否)")
_PART = re.compile(r"[；;]\s*|(?<=[：:，,。])(?=[一二三四五六七八九十]是(?!否))")
_COMMA = re.compile(r"，(?:同时，|此外，|随后，)?")
_OPENING, _CLOSING = "“《（(【「『", "”》）)】」』"
# dates that a sentence without a named subject can be an event by, and the acts it must tell
_IMPERSONAL = re.compile(
    r"召开|举行|举办|启动|上线|揭牌|挂牌|签约|签署|印发|发布|开通|成立|入选|荣获|获评|获得|"
    r"开展|公布|实施|施行|开工|竣工|通车|运行|投用|投入使用|落地|亮相"
    r"|开幕|闭幕|开班|结束|圆满|收官|调研|考察|莅临|座谈|走进|赴|强调|下发|开标|中标|开庭|开馆"
    r"|投产|上市|首发|发车|揭幕|授牌|通过|获批|抢通|进驻|入驻|验收|检查|督查|整治|演练|行动"
)
# what is said of a body's figures: 承办量居前三位
_STATES = re.compile(r"[\u4e00-\u9fff]{0,10}(?:位?居|位列|排名|排在|名列)[前首全第末]")
_APART = re.compile(r"(?:均|也)?分别")
_GOES = re.compile(
    r"(?:前往|奔赴|莅临|走进|深入|来到|抵达|赴|到|至|在|来|往|对"
    r"|暗访|督导|督查|调研|检查|走访|巡查|考察|慰问)"
)
# a place that no list has: a town, a village, a school
_SMALL_PLACE = re.compile(
    r"(?![各全该本我多部所两三四五六七八九十0-9基一乡街现开这那每等])"
    r"(?P<name>(?:(?![对在到和与及向为的])[\u4e00-\u9fff]){1,6}?)"
    r"(?:街道(?!办)|镇(?!政府|人民|长)|乡(?!村|镇|政府|长)|县(?![城级委政域直乡长区教公市])|社区|村(?!级|民|委|支|庄)|苏木"
    r"|高新区|经开区|开发区|新区|工业园区?|小学|中学|学校|景区)"
)
# 孔样、大样等镇: each has only its own name
_SHARED_KIND = re.compile(
    r"(?P<first>[\u4e00-\u9fff]{2,3})(?=(?:[、和][\u4e00-\u9fff]{2,3})*等?[0-9]{0,2}个?(?:镇|乡|街道|社区|村)"
    r"(?![政村民委长级]))(?=[、和等])"
)
_AND = re.compile(r"[、和与及]|以及")
_TITLES = re.compile(r"《[^》]*》|“[^”]*”")
_SEAT = re.compile(r"国务院|.*人民政府|中共.*[省区市县州盟旗]委")


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

    def of_block(self, block: Block, position: int) -> list[Event]:
        """The events of one paragraph."""
        events: list[Event] = []
        times = _Times()
        for part in self._parts(block, position):
            own = part.subject.period
            carried = times.holding(block.text, part)
            if own is None and events and ACCOMPANIES.match(block.text, part.subject.end):
                events[-1] = _with_people(events[-1], _names(part.subject.parties))
                continue
            if _only_counts(block.text, part) or not _reports(block.text, part, own or carried):
                continue
            events.extend(self._make_events(block, position, part, own or carried))
        return events

    def _parts(self, block: Block, position: int) -> Iterator[_Part]:
        text = block.text
        reader = SubjectReader(
            text,
            departments=self._departments.get(position, ()),
            people=self._people.get(position, ()),
            periods=find_periods(
                text, period=self._context.period, published=self._context.masthead.published
            ),
        )
        head = _head_end(text)
        dated = False
        for start, end in find_sentences(text):
            for part in _split(text, max(start, head), end, reader, dated=dated):
                dated = dated or part.subject.period is not None
                yield part

    def _make_events(
        self, block: Block, position: int, part: _Part, period: FoundPeriod | None
    ) -> Iterator[Event]:
        parties = part.subject.parties
        apart = len(parties) > 1 and _APART.match(block.text, part.subject.end) is not None
        end = part.subject.end + len(_clip(block.text[part.subject.end : part.end]))
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
                actors=(*self._elided(part.subject), *_actors(group)),
                action=block.text[part.subject.end : end],
                places=self._places(block.text, position, part.start, end),
                people=tuple(dict.fromkeys((*_names(group), *(one.name for one in told)))),
                section=self._context.paths[position],
                sentence=part.sentence,
                span=Span(block=position, start=part.subject.start, end=end),
            )

    def _elided(self, subject: Subject) -> tuple[str, ...]:
        """The publisher, where 会同教育厅… leaves out who acts."""
        if not subject.elided or self._publisher is None:
            return ()
        return (
            self._context.register.resolve(self._publisher, on=self._context.on) or self._publisher,
        )

    def _places(self, text: str, position: int, start: int, end: int) -> tuple[str, ...]:
        """The places that the act goes to or happens at: 赴达州市、泸州市."""
        bodies = {one.span.start for one in self._departments.get(position, ())}
        quoted = [match.span() for match in _TITLES.finditer(text, start, end)]
        found: list[str] = []
        for goes in _GOES.finditer(text, start, end):
            if any(first < goes.start() < last for first, last in quoted):
                continue
            place = goes.end()
            while place not in bodies:
                stop, name = self._read_place(text, place, end)
                if name is None:
                    break
                found.append(name)
                more = _AND.match(text, stop)
                if more is None:
                    break
                place = more.end()
        return tuple(dict.fromkeys(found))

    def _read_place(self, text: str, start: int, end: int) -> tuple[int, str | None]:
        """The place at ``start`` and where it ends: 宜宾市, 冯样镇, 宜宾市高新区."""
        shared = _SHARED_KIND.match(text, start, end)
        if shared is not None:
            return shared.end("first"), shared["first"]
        stop, one, printed = places.read_path(text, start, home=self._home)
        small = _SMALL_PLACE.match(text, start, end)
        if small is not None and small.end() > stop and not ACT.search(small["name"]):
            return small.end(), small[0]
        if stop == start or stop > end:
            return start, None
        return stop, _full_name(one, printed)


class _Times:
    """Which time holds for the parts of a block that print none of their own.

    近期, 本周 and 7月中旬 hold for the sentences after them; a day holds for its own sentence.
    What is printed in one item (一是…) is not true of the next.
    """

    def __init__(self) -> None:
        self._general: FoundPeriod | None = None
        self._last: FoundPeriod | None = None
        self._sentence = ""
        self._in_items = False

    def holding(self, text: str, part: _Part) -> FoundPeriod | None:
        """The time that holds for ``part``, its own included; None if there is none."""
        own = part.subject.period
        bullet = _BULLET.match(text, part.start)
        assert bullet is not None
        item = _ITEM.search(bullet[0]) is not None
        if part.sentence != self._sentence or item:
            self._last = None if self._in_items or item else _holding_on(self._last)
            self._sentence = part.sentence
        self._in_items = self._in_items or item
        if own is not None:
            self._last = own if _can_date(own) else None
            if not self._in_items:
                self._general = _holding_on(self._last)
        return self._last or self._general


def _holding_on(found: FoundPeriod | None) -> FoundPeriod | None:
    """The time, if it is one that holds for sentences to come."""
    if found is None or found.period.start is None:
        return found
    return None if "日" in found.period.printed else found


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
    if not part.subject.parties:
        yield part
        return
    for comma in _COMMA.finditer(text, part.subject.end, part.end):
        before = text[part.subject.end : comma.start()]
        if any(SPEECH.search(clause) for clause in before.split("，")):
            break
        if sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
            continue
        other = reader.read_clause(comma.end(), part.end)
        if other is not None and ACCOMPANIES.match(text, other.end) is None:
            yield replace(part, end=comma.start())
            rest = _Part(start=comma.end(), end=part.end, sentence=part.sentence, subject=other)
            yield from _split_at_commas(text, rest, reader)
            return
    yield part


def _full_name(place: places.Place | None, printed: str) -> str:
    """What is printed, if it says what kind of place it is (凉山州); else the full name."""
    return printed if place is None or printed[-1] in "省市州盟区县旗" else place.name


def _head_end(text: str) -> int:
    label = find_label(text)
    return label.end if label is not None else 0


def _can_date(found: FoundPeriod) -> bool:
    return found.period.kind not in ("as_of", "year_to_date", "year", "half_year", "quarter")


def _only_counts(text: str, part: _Part) -> bool:
    """Whether the predicate is a statistic: 受理394件, 共办结 12 件."""
    adverbs = ADVERBS.match(text, part.subject.end)
    assert adverbs is not None
    starts = (part.subject.end, adverbs.end())
    if any(COUNTS.match(text, start, part.end) is not None for start in starts):
        return True
    clause = CLAUSE.match(text, part.subject.end, part.end)
    assert clause is not None
    if _STATES.match(clause[0]) is not None:
        return True
    return not is_predicate(text, part.subject.end) and NUMBER.search(clause[0]) is not None


def _reports(text: str, part: _Part, holding: FoundPeriod | None) -> bool:
    """Whether the part tells of a dated act: it has a time, and a subject or at least an act."""
    period = part.subject.period
    if holding is None and (period is None or not _is_end_of_month(period)):
        return False
    if period is not None and period.period.kind == "as_of" and not _is_end_of_month(period):
        return False
    if part.subject.parties:
        return True
    if period is None or period.period.printed.startswith(("本", "上")):
        return False
    exact = period.period.kind in ("day", "range") or _is_end_of_month(period)
    if not exact and period.period.start is not None:
        return False
    return _IMPERSONAL.search(text, part.subject.end, part.end) is not None


def _is_end_of_month(found: FoundPeriod) -> bool:
    """Whether an act can be done then (3月底), though figures would be counted up to it."""
    return found.period.kind == "as_of" and found.period.printed.endswith(("月底", "月末", "月初"))


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
                if person.organization is not None and not _SEAT.fullmatch(person.organization)
            )
    return tuple(dict.fromkeys(actors))


def _names(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(person.name for party in parties for person in party.people)


def _with_people(event: Event, names: tuple[str, ...]) -> Event:
    return replace(event, people=tuple(dict.fromkeys((*event.people, *names))))
