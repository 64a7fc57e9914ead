"""Subjects of sentences (主语): which bodies and people a sentence is about, and when."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .dates import FoundPeriod
from .model import DepartmentMention, PersonMention, Span
from .occurrences import befalls
from .other_bodies import full_name, read_other_body
from .subject_words import (
    BESIDE,
    BRACKET,
    BY,
    CLAUSE,
    CLAUSE_END,
    CLOCK,
    CLOSED,
    CLOSES,
    DAY_NAME,
    DONE_BY,
    DONE_TO,
    ELIDED,
    GROUP,
    HOLDS,
    HOUR,
    IS_NAMED,
    JOIN,
    LATER,
    LEAD,
    MANY,
    MARK_BEHIND,
    NOT_DONE_THEN,
    NOUN,
    OF,
    ON,
    OPENED,
    PARTY,
    QUOTED,
    SPEECH,
    STOPS,
    TOGETHER,
    TOPIC,
    UNIT,
    UNITS_OWN,
    UNKNOWN_BODY,
    VISITORS,
)
from .verbs import ACT, COUNTS, can_act, is_predicate

_REACH = 16
_NEAR_HEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body, the people named as its own, or both."""

    body: DepartmentMention | None
    people: tuple[PersonMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who a sentence is about; no parties where it only has a date before its predicate."""

    start: int
    end: int  # where the predicate begins
    parties: tuple[Party, ...]
    period: FoundPeriod | None  # printed before the predicate
    before: "Subject | None" = None  # what befell somebody in the clauses before: 管线爆管，县局…
    elided: bool = False  # the first of them is left out: 会同教育厅…


class SubjectReader:
    """Reads the subjects of the sentences of one block."""

    def __init__(
        self,
        text: str,
        *,
        departments: Sequence[DepartmentMention],
        people: Sequence[PersonMention],
        periods: Sequence[FoundPeriod],
        own: dict[str, str] | None = None,
    ) -> None:
        self._text = text
        self._own = own or {}
        self._bodies = {one.span.start: one for one in departments}
        self._people = people
        self._names = [one.span.start for one in people]
        self._periods = {one.start: one for one in periods}
        self._starts = sorted(self._periods)
        self._last_start = self._starts[-1] if self._starts else -1

    def read(self, start: int, end: int, *, dated: bool = False) -> Subject | None:
        """The subject of the sentence ``text[start:end]``; None if it is about no body or person
        and no date stands before it, or if no predicate follows.

        Where the sentence has a date, or one holds for it (``dated``), any words may be the
        predicate; else they must begin with a verb that reports an act.
        """
        place, period = self._read_leads(start, end)
        subject = self._read_at(place, end, period, dated=dated)
        if subject is None or not subject.parties:
            subject = (
                self._read_struck(place, end, period)
                or self._read_behind_clauses(place, end, period)
                or self._read_done_by(place, end, period)
                or subject
                or self._read_topic(place, end)
                or self._read_later_clause(place, end)
            )
        if subject is None:
            return None
        alone = subject.period is None and subject.before is None
        if alone or (subject.period and subject.period.period.printed.startswith("下")):
            later = self._read_later(subject.end, end)
            subject = replace(subject, period=_exact(subject.period, later))
        if not subject.parties:
            return self._with_holder(subject, end)
        return self._with_later_parties(subject, end)

    def _with_holder(self, subject: Subject, end: int) -> Subject:
        """The subject with who held it: …推进会召开，会议由县政府主办."""
        for by in BY.finditer(self._text, subject.end, end):
            parties, behind = self._read_parties(by.end(), end)
            if parties and HOLDS.match(self._text, behind) is not None:
                return replace(subject, parties=parties)
        return subject

    def read_clause(self, start: int, end: int) -> Subject | None:
        """The subject of a clause behind a comma, if it begins with a body that acts, or a day
        and such a body.
        """
        place, period = self._read_period(start)
        parties, behind = self._read_parties(place, end)
        body = parties[0].body if parties else None
        if body is None or body.span.start not in self._bodies:
            return None
        behind, late = self._read_late_period(behind)
        if late is None:
            behind, late = self._read_period_behind_unit(behind, end)
        acts = is_predicate(self._text, behind) or can_act(self._text, behind, end)
        if not (acts or late) or OF.match(self._text, behind) is not None:
            return None
        period = _exact(period, late)
        return Subject(start=place, end=behind, parties=parties, period=period)

    def first_time(self, start: int, end: int) -> int:
        """Where the first time printed in ``text[start:end]`` begins; ``end`` without one."""
        place = bisect_left(self._starts, start)
        return min(self._starts[place], end) if place < len(self._starts) else end

    def has_time(self, start: int, end: int) -> bool:
        """Whether a time is printed near the head of the clause ``text[start:end]``."""
        place = bisect_left(self._starts, start)
        return place < len(self._starts) and self._starts[place] < min(end, start + _NEAR_HEAD)

    def read_dated_clause(self, start: int, end: int) -> Subject | None:
        """The subject of a clause behind a comma that has a day of its own, and names no body."""
        behind, found = self._read_period(start)
        if found is not None and (beside := ELIDED.match(self._text, behind)) is not None:
            parties, place = self._read_parties(beside.end(), end)
            if parties:
                return Subject(start=behind, end=place, parties=parties, period=found, elided=True)
        if found is not None and (by := DONE_BY.match(self._text, behind)) is not None:
            parties, place = self._read_parties(by.end(), end)
            if parties and is_predicate(self._text, place):
                return Subject(start=behind, end=place, parties=parties, period=found)
        if found is not None and is_predicate(self._text, behind):
            return Subject(start=behind, end=behind, parties=(), period=found)
        clause = CLAUSE_END.search(self._text, start, end)
        return self._read_topic(start, clause.start() if clause is not None else end)

    def _read_at(
        self, first: int, end: int, period: FoundPeriod | None, *, dated: bool
    ) -> Subject | None:
        parties, place, elided = self._read_all_parties(first, end)
        if not parties:
            return Subject(start=first, end=first, parties=(), period=period) if period else None
        place, late = self._read_late_period(place)
        if late is None and period is None:
            place, late = self._read_period_behind_unit(place, end)
        parties, place = self._read_beside(parties, place, end)
        clock = CLOCK.match(self._text, place)
        place = clock.end() if clock is not None and dated else place
        predicate = self._find_predicate(place, end, strict=not (dated or period or late))
        if predicate is None:
            return None
        period = _exact(period, late)
        if DONE_TO.match(self._text, predicate) is not None:
            doers, behind = self._read_parties(predicate + 1, end)
            parties = doers if doers and is_predicate(self._text, behind) else parties
        return Subject(start=first, end=predicate, parties=parties, period=period, elided=elided)

    def _read_beside(
        self, parties: tuple[Party, ...], place: int, end: int
    ) -> tuple[tuple[Party, ...], int]:
        """The parties with those that they do it with: 随即与省公安厅共同…, 会同省水利厅…."""
        beside = BESIDE.match(self._text, place, end)
        if beside is None:
            return parties, place
        more, behind = self._read_parties(beside.end(), end)
        if not more or (beside["with"] and not self._acts_together(behind)):
            return parties, place
        return (*parties, *more), behind

    def _read_all_parties(self, first: int, end: int) -> tuple[tuple[Party, ...], int, bool]:
        """The parties at ``first``, those behind 由 or 会同 and behind an unknown body included."""
        parties, place = self._read_parties(first, end)
        if parties:
            return parties, place, False
        if self._text.startswith("由", first):
            return *self._read_parties(first + 1, end), False
        for pattern, elided in ((ELIDED, True), (UNKNOWN_BODY, False)):
            match = pattern.match(self._text, first, end)
            if match is not None:
                parties, place = self._read_parties(match.end(), end)
                if parties:
                    return parties, place, elided
        return (), first, False

    def _read_behind_clauses(
        self, start: int, end: int, period: FoundPeriod | None
    ) -> Subject | None:
        """The subject behind one or two clauses that have none: 秉持…理念，近日，教育厅…."""
        place = start
        for _ in range(2):
            clause = CLAUSE.match(self._text, place, end)
            if clause is None or SPEECH.search(clause[0][:-1]) is not None:
                return None
            period = _exact(period, self._read_closing(place, clause.end()))
            place = clause.end()
            behind, found = self._read_period(place)
            subject = self.read_clause(behind, end)
            if subject is not None:
                return replace(subject, period=_exact(_exact(period, found), subject.period))
            place = behind
        return None

    def _read_struck(self, start: int, end: int, period: FoundPeriod | None) -> Subject | None:
        """The subject behind what happened in the first clause: 7日泥石流漫路，县局次日抢通."""
        if period is None:
            return None
        clause = CLAUSE.match(self._text, start, end)
        if clause is None or not befalls(clause[0]):
            return None
        subject = self._read_behind_clauses(start, end, None)
        if subject is None or not subject.parties:
            return None
        struck = Subject(start=start, end=start, parties=(), period=period)
        return replace(subject, before=self._with_holder(struck, subject.start))

    def _read_done_by(self, start: int, end: int, period: FoundPeriod | None) -> Subject | None:
        """The subject of a passive: 某公司被市公安局查处, 《…》由市教育局印发."""
        if period is None:
            return None
        topic = TOPIC.match(self._text, start, end)
        for by in DONE_BY.finditer(self._text, start, topic.end() if topic else start):
            parties, behind = self._read_parties(by.end(), end)
            if parties and self._does(behind, end):
                return Subject(start=start, end=start, parties=parties, period=period)
        return None

    def _does(self, place: int, end: int) -> bool:
        """Whether an act stands at ``place``, by a known verb or by its form."""
        return is_predicate(self._text, place) or can_act(self._text, place, end)

    def _read_topic(self, start: int, end: int) -> Subject | None:
        """A subject that is no body, with a day behind it: 样河大桥于7月12日通车."""
        topic = TOPIC.match(self._text, start, end)
        if topic is None:
            return None
        for place in range(start + 2, topic.end()):
            found = self._periods.get(place)
            if found is None:
                continue
            on = self._text[place - 1] == "于"
            behind, _ = self._read_period(place)
            passive = DONE_TO.match(self._text, behind) is not None
            firm = NOT_DONE_THEN.search(self._text, start, place) is None
            acts = on or passive or (firm and self._does(behind, end))
            if IS_NAMED.match(self._text, behind) or not acts:
                return None
            done_by = self._read_done_by(start, end, found) or self._read_done_by(
                behind, end, found
            )
            plain = Subject(start=start, end=start, parties=(), period=found)
            return replace(done_by, start=start, end=start) if done_by else plain
        return None

    def _read_later_clause(self, start: int, end: int) -> Subject | None:
        """The subject of a sentence whose first clause has no time: 项目暂停，20日经县局恢复."""
        if not self.has_time(start, end):
            return None
        for comma, _ in zip(LATER.finditer(self._text, start, end), range(2), strict=False):
            if self._is_speech(start, comma.start()):
                return None
            by = DONE_BY.match(self._text, comma.end())
            subject = self.read_clause(by.end() if by else comma.end(), end)
            if subject is None or subject.period is None:
                subject = self.read_dated_clause(comma.end(), end)
            if subject is not None and subject.period is not None:
                return subject if subject.parties else replace(subject, start=start, end=start)
        return None

    def _read_later(self, start: int, end: int) -> FoundPeriod | None:
        """The day at the head of a later clause: 组织3个组，于7月12日开展检查."""
        for comma in LATER.finditer(self._text, start, end):
            if self._is_speech(start, comma.start()):
                return None
            behind, found = self._read_period(comma.end())
            counts = COUNTS.match(self._text, behind, end) is not None
            if found is not None and not counts and is_predicate(self._text, behind):
                return found
        return None

    def _is_speech(self, start: int, end: int) -> bool:
        """Whether what ends here announces somebody's words: 会议强调."""
        return SPEECH.search(self._text, max(start, end - 3), end) is not None

    def _with_later_parties(self, subject: Subject, end: int) -> Subject:
        """The subject with those that a later clause says it was done with: 到样市，会同…抽查."""
        if not subject.parties:
            return subject
        for comma in LATER.finditer(self._text, subject.end, end):
            if self._is_speech(subject.end, comma.start()):
                break
            beside = ELIDED.match(self._text, comma.end())
            more, behind = self._read_parties(beside.end(), end) if beside else ((), 0)
            if more and is_predicate(self._text, behind):
                return replace(subject, parties=(*subject.parties, *more))
        return subject

    def _read_leads(self, start: int, end: int) -> tuple[int, FoundPeriod | None]:
        """Skip what stands before a subject; the period among it is the sentence's."""
        place, period = start, None
        for _ in range(4):
            behind, found = self._read_period(place)
            if found is not None:
                place, period = behind, _exact(period, found)
                continue
            if place in self._bodies:
                break
            lead = LEAD.match(self._text, place, end)
            if lead is None:
                break
            period = _exact(period, self._read_closing(place, lead.end()))
            place = lead.end()
        return place, period

    def _read_closing(self, start: int, end: int) -> FoundPeriod | None:
        """The day at the end of a clause before the subject's: 督查结束次日，教育厅…."""
        place = bisect_left(self._starts, start)
        if place == len(self._starts) or self._starts[place] >= end:
            return None
        found = self._periods[
            self._starts[min(bisect_left(self._starts, end), len(self._starts)) - 1]
        ]
        closes = CLOSES.match(self._text, found.end, end) is not None
        return found if closes and found.period.kind == "day" else None

    def _read_period(self, place: int) -> tuple[int, FoundPeriod | None]:
        if place > self._last_start:
            return place, None
        found = self._periods.get(place)
        if found is None and (on := ON.match(self._text, place)) is not None:
            found = self._periods.get(on.end())
        if found is None:
            return self._read_bracketed_period(place)
        hour = HOUR.match(self._text, found.end)
        assert hour is not None
        named = DAY_NAME.match(self._text, hour.end())
        return named.end() if named is not None else hour.end(), found

    def _read_bracketed_period(self, place: int) -> tuple[int, FoundPeriod | None]:
        """A period alone in brackets: （7月15日）."""
        found = self._periods.get(place + 1)
        if found is None or self._text[place] not in OPENED:
            return place, None
        if self._text[found.end : found.end + 1] not in tuple(CLOSED):
            return place, None
        return found.end + 1, found

    def _read_late_period(self, place: int) -> tuple[int, FoundPeriod | None]:
        """A period behind the subject: 教育厅于7月20日召开…."""
        behind, found = self._read_period(place)
        many = MANY.match(self._text, place)
        if found is None and many is not None:
            behind, found = self._read_period(many.end())
        if found is None and self._text.startswith("，", place):
            behind, found = self._read_period(place + 1)
        return (behind, found) if found is not None else (place, None)

    def _read_period_behind_unit(self, place: int, end: int) -> tuple[int, FoundPeriod | None]:
        """A period behind a unit of the body: 应急管理厅|危化处一行|9月16日."""
        behind = place
        for _ in range(2):
            unit = UNIT.match(self._text, behind, end) or VISITORS.match(self._text, behind, end)
            if unit is None:
                return self._read_period_behind_noun(place, end)
            behind, late = self._read_late_period(unit.end())
            if late is not None:
                return behind, late
        return place, None

    def _read_period_behind_noun(self, place: int, end: int) -> tuple[int, FoundPeriod | None]:
        """A period behind anything else of the body: 教育厅|代办点|7月18日."""
        noun = NOUN.match(self._text, place, min(end, place + 10))
        last = noun.end() if noun is not None else place
        for behind in range(place + 2, last + 1):
            after, late = self._read_period(behind)
            if late is None:
                continue
            unit = UNITS_OWN.search(self._text, behind - 2, behind) is not None
            if not unit and ACT.search(self._text, place, behind) is not None:
                break
            return after, late
        return place, None

    def _read_parties(self, start: int, end: int) -> tuple[tuple[Party, ...], int]:
        parties: list[Party] = []
        place = start
        alone: tuple[tuple[Party, ...], int] | None = None
        while (read := self._read_party(place, end)) is not None:
            party, place = read
            parties.append(party)
            join = JOIN.match(self._text, place, end)
            assert join is not None
            # a squad right behind its body is the body's
            if self._read_party(join.end(), end, other=bool(join[0].strip())) is None:
                break
            if join["beside"] and alone is None:
                alone = tuple(parties), place
            place = join.end()
        if alone is not None and not self._acts_together(place):
            return alone
        return tuple(parties), place

    def _acts_together(self, place: int) -> bool:
        """Whether A与B before ``place`` both act: 共同印发, or a day behind them."""
        if TOGETHER.match(self._text, place) is not None:
            return True
        return self._read_late_period(place)[1] is not None

    def _read_party(self, start: int, end: int, *, other: bool = True) -> tuple[Party, int] | None:
        body = self._bodies.get(start)
        behind = body.span.end if body is not None else start
        person = self._next_person(behind, end)
        if person is not None:
            after = person.span.end
            if after - len(person.name) == behind and self._text.startswith(
                person.title or "", after
            ):
                after += len(person.title or "")
            party = PARTY.match(self._text, after)
            assert party is not None
            return Party(body=body, people=(person,)), party.end()
        if body is None:
            body = self._read_other(start, end) if other else None
            if body is None:
                return None
            behind = body.span.end
        bracket = BRACKET.match(self._text, behind)
        return Party(body=body), bracket.end() if bracket else behind

    def _read_other(self, start: int, end: int) -> DepartmentMention | None:
        """A firm, school or squad of no register, if it acts."""
        names = read_other_body(self._text, start, end)
        other = next((name for name in names if self._acts(name.end(), end)), None)
        if other is None:
            return None
        behind = other.end()
        return DepartmentMention(
            name=full_name(other["name"], self._own),
            printed=other["name"],
            section=None,
            span=Span(block=0, start=start, end=behind),
        )

    def _acts(self, behind: int, end: int) -> bool:
        """Whether what ends at ``behind`` does something, alone or with a body behind it."""
        if is_predicate(self._text, behind) or DONE_TO.match(self._text, behind):
            return True
        if self._read_late_period(behind)[1] is not None:
            return True
        joined = JOIN.match(self._text, behind, end)
        assert joined is not None
        return joined.end() > behind and joined.end() in self._bodies

    def _next_person(self, start: int, end: int) -> PersonMention | None:
        """The person whose titles begin at ``start``."""
        place = bisect_left(self._names, start)
        if place == len(self._names):
            return None
        person = self._people[place]
        if start == person.span.start:
            return person
        if person.span.start <= min(end, start + 40):
            between = self._text[start : person.span.start]
            if STOPS & set(between):
                return None
            # the title runs up to the name; a unit of the body may stand before it
            return person if _ends_alike(between, person.title or "") else None
        return None

    def _find_predicate(self, start: int, end: int, *, strict: bool) -> int | None:
        mark = MARK_BEHIND.match(self._text, start, end)
        start = mark.end() if mark else start
        party = VISITORS.match(self._text, start, end)
        if party is not None and is_predicate(self._text, party.end()):
            return party.end()
        if is_predicate(self._text, start):
            return start
        quoted = QUOTED.match(self._text, start, end)
        group = GROUP.match(self._text, quoted.end() if quoted else start, end)
        if group is not None and self._does(group.end(), end):
            return group.end()
        if quoted is not None:
            return self._first_act(quoted.end(), end)
        while (unit := UNIT.match(self._text, start, end)) is not None:
            start = unit.end()
            if is_predicate(self._text, start):
                return start
        if strict or not (
            "\u4e00" <= self._text[start : start + 1] <= "\u9fff" or can_act(self._text, start, end)
        ):
            return None
        return None if self._text[start] in "的等" else start

    def _first_act(self, start: int, end: int) -> int | None:
        for place in range(start, min(end, start + _REACH)):
            mark = self._text[place]
            if mark == "的" or (mark in STOPS and mark != "，"):
                return None
            if ACT.match(self._text, place) is not None:
                return place
        return None


def _ends_alike(between: str, title: str) -> bool:
    return bool(title) and (between.endswith(title) or title.endswith(between))


def _exact(first: FoundPeriod | None, second: FoundPeriod | None) -> FoundPeriod | None:
    """The more exact of two periods: a day before all others, any before a vague one."""
    if first is None or second is None:
        return first or second
    return min((first, second), key=_vagueness)


def _vagueness(found: FoundPeriod) -> int:
    if found.period.start is None:
        return 2
    return 0 if found.period.kind == "day" else 1
