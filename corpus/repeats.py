"""Events that two reports tell of (重复报道), and false friends: the same words of another day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from .calendar import Week
from .departments import Office, offices_on
from .phrases import TOPICS

# the same day again, only 近日 the second time, or the regular meeting of another day
Kind = Literal["same", "vague", "apart"]
_KINDS: tuple[Kind, ...] = ("same", "vague", "apart")
_ACTS = (
    "召开{t}工作推进会",
    "组织开展{t}专题业务培训",
    "举办{t}政策宣讲会",
    "启动{t}专项评估工作",
)
_ADDED = ("", "，听取各方意见建议", "，对下一步工作作出部署")
_COUNT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report of an event: what its sentence says, and when."""

    office: Office
    act: str
    added: str  # what this report alone says of it
    day: date | None  # None: 近日
    kind: Kind
    pair: int


def plan_repeats(weeks: tuple[Week, ...], seed: int) -> dict[int, tuple[Telling, ...]]:
    """What the reports tell that another tells, too: position of the week → its sentences."""
    rng = Random(f"{seed}:repeats")
    found: dict[int, tuple[Telling, ...]] = {}
    able = [week for week in weeks[:-3] if not week.lost and week.weeks == 1]
    for pair, week in enumerate(sorted(rng.sample(able, _COUNT), key=lambda week: week.position)):
        later = [one for one in weeks[week.position + 1 : week.position + 3] if not one.lost]
        again = rng.choice(later)
        kind = _KINDS[pair % len(_KINDS)]
        names = {office.name for office in offices_on(again.end)}
        office = rng.choice([one for one in offices_on(week.end) if one.name in names])
        act = rng.choice(_ACTS).format(t=rng.choice(TOPICS))
        day = week.start + timedelta(days=rng.randint(0, 3))
        days = {"same": day, "vague": None, "apart": again.start}
        added = rng.sample(_ADDED, 2)
        for place, told, plus in ((week, day, added[0]), (again, days[kind], added[1])):
            telling = Telling(office=office, act=act, added=plus, day=told, kind=kind, pair=pair)
            found[place.position] = (*found.get(place.position, ()), telling)
    return found


def repeats_as_json(
    weeks: tuple[Week, ...], seed: int, written: frozenset[str]
) -> list[dict[str, object]]:
    """The pairs of which both reports are written: who, what, where, one event or two."""
    keys: dict[int, list[str]] = {}
    told: dict[int, Telling] = {}
    for position, tellings in sorted(plan_repeats(weeks, seed).items()):
        for telling in tellings:
            keys.setdefault(telling.pair, []).append(weeks[position].key)
            told[telling.pair] = telling
    return [
        {
            "actor": told[pair].office.name,
            "says": told[pair].act,
            "issues": both,
            "one_event": told[pair].kind != "apart",
        }
        for pair, both in sorted(keys.items())
        if set(both) <= written
    ]
