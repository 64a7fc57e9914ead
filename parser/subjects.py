"""Subjects of sentences (主语): which bodies and people a sentence is about, and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import FoundPeriod
from .model import DepartmentMention, PersonMention
from .verbs import ACT, is_predicate

# between bodies, or people, that act together
_JOIN = re.compile(r"(?:窗口)?\s*(?:[、和与及同兼暨]|以及|会同|联合|协同|携手|牵头会同)\s*")
# the rest of a subject behind a body: brackets, a unit, a party of visitors
_BRACKET = re.compile(r"\s*[（(][^（）()]{1,30}[）)]")
_UNIT = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十两多余]*(?:个|家)?(?:省级|市级|区级|县级|相关|有关|"
    r"成员)?(?:部门|单位)"
    r"|[\u4e00-\u9fff]{0,14}?(?:[调督检考指宣验参][研导查察挥讲收观]组|工作组|专家组|考察团|"
    r"代表团|代表队|服务队|专班|处室|处|科室|科|党支部|支部|党组|党委"
    r"|机关|工作人员|志愿者|负责人|负责同志|领导班子|班子成员|党员干部|干部职工|领导|主要领导|"
    r"窗口|中队|大队|支队|总队|中心|分局|局)"
    r")(?:负责人|负责同志|工作人员|一行)?(?:等)?"
)
_PARTY = re.compile(
    r"(?:同志)?(?:等)?(?:一行)?(?:[0-9一二三四五六七八九十]+人)?(?:同志)?(?:带队|率队|率[\u4"
    r"e00-\u9fff]{1,8}组|带领[\u4e00-\u9fff]{1,8})?"
)
_MARK_BEHIND = re.compile(r"\s*[：:】]?\s*")
_QUOTED = re.compile(r"(?:[“\"「『][^”\"」』]{1,60}[”\"」』]|《[^》]{1,60}》)")
# a clause that a subject can follow: 为优化营商环境，…; 会上，…
_LEAD = re.compile(
    r"(?:为|按照|根据|依据|围绕|针对|结合|自|据|经|随着|在|受|以|通过|同时|此外|另外|随后|期间"
    r"|会上|会后|会前|其间|连日来|当天|当日"
    r"|下午|上午|同日|会议期间|活动|调研中|座谈会|紧扣|聚焦|立足|依托|按|作为|由于|鉴于|其中|"
    r"对此|与此同时|接到|面对|一段时间以来|入汛|进入|首先|最后|其次)"
    r"[^，。；;：\n]{0,60}，"
)
_HOUR = re.compile(
    r"\s*(?:清晨|早上|上午|中午|下午|傍晚|晚上?|晚间|凌晨|期间|前后|起)?(?:[0-9]{1,2}(?:时许?|"
    r"点|[:：][0-9]{2}))?\s*[，,]?\s*"
)
_ON = re.compile(r"于|在|自|从")
_STOPS = frozenset("，。；：！？,;!?\n“”《》（）|")
_REACH = 16


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


class SubjectReader:
    """Reads the subjects of the sentences of one block."""

    def __init__(
        self,
        text: str,
        *,
        departments: Sequence[DepartmentMention],
        people: Sequence[PersonMention],
        periods: Sequence[FoundPeriod],
    ) -> None:
        self._text = text
        self._bodies = {one.span.start: one for one in departments}
        self._people = people
        self._periods = {one.start: one for one in periods}

    def read(self, start: int, end: int) -> Subject | None:
        """The subject of the sentence ``text[start:end]``; None if it is about no body or person
        and no date stands before it, or if no predicate of the kind that reports an act follows.
        """
        place, period = self._read_leads(start, end)
        first = place
        parties, place = self._read_parties(place, end)
        if not parties and self._text.startswith("由", place):
            parties, place = self._read_parties(place + 1, end)
        if not parties:
            return Subject(start=first, end=first, parties=(), period=period) if period else None
        place, late = self._read_late_period(place)
        predicate = self._find_predicate(place, end, strict=period is None and late is None)
        if predicate is None:
            return None
        return Subject(start=first, end=predicate, parties=parties, period=_exact(period, late))

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
            lead = _LEAD.match(self._text, place, end)
            if lead is None:
                break
            place = lead.end()
        return place, period

    def _read_period(self, place: int) -> tuple[int, FoundPeriod | None]:
        found = self._periods.get(place)
        if found is None and (on := _ON.match(self._text, place)) is not None:
            found = self._periods.get(on.end())
        if found is None:
            return place, None
        hour = _HOUR.match(self._text, found.end)
        assert hour is not None
        return hour.end(), found

    def _read_late_period(self, place: int) -> tuple[int, FoundPeriod | None]:
        """A period behind the subject: 教育厅于7月20日召开…."""
        behind, found = self._read_period(place)
        if found is None and self._text.startswith("，", place):
            behind, found = self._read_period(place + 1)
        return (behind, found) if found is not None else (place, None)

    def _read_parties(self, start: int, end: int) -> tuple[tuple[Party, ...], int]:
        parties: list[Party] = []
        place = start
        while (read := self._read_party(place, end)) is not None:
            party, place = read
            parties.append(party)
            join = _JOIN.match(self._text, place, end)
            if join is None or self._read_party(join.end(), end) is None:
                break
            place = join.end()
        return tuple(parties), place

    def _read_party(self, start: int, end: int) -> tuple[Party, int] | None:
        body = self._bodies.get(start)
        behind = body.span.end if body is not None else start
        person = self._next_person(behind, end)
        if person is not None:
            party = _PARTY.match(self._text, person.span.end)
            assert party is not None
            return Party(body=body, people=(person,)), party.end()
        if body is None:
            return None
        bracket = _BRACKET.match(self._text, behind)
        return Party(body=body), bracket.end() if bracket else behind

    def _next_person(self, start: int, end: int) -> PersonMention | None:
        """The person whose titles begin at ``start``."""
        for person in self._people:
            if start < person.span.start <= min(end, start + 40):
                between = self._text[start : person.span.start]
                if _STOPS & set(between):
                    return None
                # the title runs up to the name; a unit of the body may stand before it
                return person if _ends_alike(between, person.title or "") else None
        return None

    def _find_predicate(self, start: int, end: int, *, strict: bool) -> int | None:
        mark = _MARK_BEHIND.match(self._text, start, end)
        start = mark.end() if mark else start
        if is_predicate(self._text, start):
            return start
        quoted = _QUOTED.match(self._text, start, end)
        if quoted is not None:
            return self._first_act(quoted.end(), end, stops="。；的")
        place = start
        while (unit := _UNIT.match(self._text, place, end)) is not None:
            place = unit.end()
            if is_predicate(self._text, place):
                return place
        return None if strict else self._first_act(start, end, stops="的、")

    def _first_act(self, start: int, end: int, *, stops: str) -> int | None:
        for place in range(start, min(end, start + _REACH)):
            mark = self._text[place]
            if mark in stops or (mark in _STOPS and mark != "，"):
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
