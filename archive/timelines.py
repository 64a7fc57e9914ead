"""Events in order of time (时间线): repeated reports of one event become one entry.

Nothing is thrown away: an entry keeps every report it was made of, and its words are those of
the report that dates it best. What is one event does not depend on what was asked for: reports
beside those that match are looked at, too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from parser.model import Event

from .cited_documents import Document
from .event_likeness import Telling, are_alike
from .records import EventRow, Filter
from .vague_days import assume_days

if TYPE_CHECKING:
    from .store import Store

# a day is printed, a stretch of days is, words like 近期 are, or nothing tells
Certainty = Literal["day", "range", "assumed", "unknown"]

# weeklies repeat an event within a few issues; the same words months later are another event
_REPEATED_WITHIN = timedelta(days=31)
# of more actors than these all events of the days are looked through
_MOST_ACTORS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a timeline.

    ``start`` and ``end`` are the first and last day it can have been as printed, the same where a
    day is printed, None where the words (近期) say no more. ``assumed`` are then the days that
    such words can mean. ``day`` orders the entries; of a vague event it is the last day of the
    first issue's period: by then it was known.
    """

    start: date | None
    end: date | None
    assumed: tuple[date, date] | None  # None too where no issue has a day
    day: date | None
    reports: tuple[EventRow, ...]  # the best dated first, then in order of time
    documents: tuple[Document, ...] = ()  # that a report cites; empty where nobody asked
    is_related: bool = False  # it was not asked for, but cites a document of one that was

    @property
    def event(self) -> Event:
        """The best dated report's."""
        return self.reports[0].event

    @property
    def first(self) -> date | None:
        """The first day it can have been, assumed where none is printed."""
        return self.start or (self.assumed[0] if self.assumed else self.end)

    @property
    def last(self) -> date | None:
        """The last day it can have been, assumed where none is printed."""
        return self.end or (self.assumed[1] if self.assumed else self.start)

    @property
    def certainty(self) -> Certainty:
        """How well the day is known."""
        if self.start is not None and self.start == self.end:
            return "day"
        if self.start is not None or self.end is not None:
            return "range"
        return "unknown" if self.assumed is None else "assumed"


def read_timeline(
    store: "Store", wanted: Filter, keep: Callable[[EventRow], bool] | None = None
) -> tuple[Entry, ...]:
    """The events of the archive that are asked for, in order of time; undated ones last.

    An entry is given if one of its reports matches; all its reports come with it, also those
    that do not match. A vague report of an event that another issue dates outside the asked
    days is left out with it.

    Args:
        store: The archive's.
        wanted: What a report must have to match; its limit does not count.
        keep: What else it must have, for what the filter cannot say.
    """
    found = store.events(replace(wanted, limit=None))
    rows = tuple(row for row in found if keep is None or keep(row))
    if not rows or wanted == Filter():
        return make_timeline(rows)
    asked = {_place(row) for row in rows}
    beside = (row for row in _rows_beside(store, rows) if _place(row) not in asked)
    return tuple(
        entry
        for entry in make_timeline((*rows, *beside))
        if any(_place(row) in asked for row in entry.reports) and _lies_in(entry, wanted)
    )


def _place(row: EventRow) -> tuple[str, int, int, tuple[str, ...]]:
    span = row.event.span
    return row.issue.key, span.block, span.start, row.event.actors


def _rows_beside(store: "Store", rows: Sequence[EventRow]) -> Iterable[EventRow]:
    """The reports that could repeat ``rows``: of their actors, within a month of them."""
    days = [day for row in rows if (day := _day(row)) is not None]
    if not days:
        return ()
    around = Filter(start=min(days) - _REPEATED_WITHIN, end=max(days) + _REPEATED_WITHIN)
    actors = {actor for row in rows for actor in row.event.actors}
    if all(row.event.actors for row in rows) and len(actors) <= _MOST_ACTORS:
        around = replace(around, departments=tuple(sorted(actors)))
    return store.events(around)


def _lies_in(entry: Entry, wanted: Filter) -> bool:
    first, last = entry.start or entry.day, entry.end or entry.day
    early = wanted.start is not None and last is not None and last < wanted.start
    late = wanted.end is not None and first is not None and first > wanted.end
    return not early and not late


def make_timeline(rows: Iterable[EventRow]) -> tuple[Entry, ...]:
    """The events of ``rows`` in order of time; undated ones last.

    Two reports are of one event if they share an actor (or none names one), their days agree
    and their words are nearly the same.
    """
    groups: list[_Group] = []
    recent: dict[str, list[_Group]] = {}
    for row in sorted(rows, key=_order):
        actors = row.event.actors or ("",)
        near: dict[int, _Group] = {}
        for actor in actors:
            of_actor = recent.setdefault(actor, [])
            # older groups can no longer be repeated
            of_actor[:] = [group for group in of_actor if _near(group.rows[0], row)]
            near |= {id(group): group for group in of_actor}
        telling = Telling(row.event)
        repeated = [group for group in near.values() if _is_repeat(group, row, telling)]
        if len(repeated) == 1:
            group = repeated[0]
            group.rows.append(row)
        else:
            # a vague report that fits several dated events is not given to any of them
            group = _Group(rows=[row], telling=telling)
            groups.append(group)
        for actor in actors:
            if not any(group is one for one in recent[actor]):
                recent[actor].append(group)
    return tuple(sorted((_entry(group.rows) for group in groups), key=_entry_order))


@dataclass(slots=True, kw_only=True)
class _Group:
    """Reports of one event, the first in time first."""

    rows: list[EventRow]
    telling: Telling  # of the first


def _order(row: EventRow) -> tuple[date, str]:
    return _day(row) or date.max, row.issue.key


def _day(row: EventRow) -> date | None:
    event = row.event
    return event.date or event.start or row.issue.last


def _near(earlier: EventRow, later: EventRow) -> bool:
    one, other = _day(earlier), _day(later)
    return one == other or (
        one is not None and other is not None and abs(other - one) <= _REPEATED_WITHIN
    )


def _is_repeat(group: "_Group", row: EventRow, telling: Telling) -> bool:
    return are_alike(group.telling, telling) and all(
        _dates_agree(other, row) for other in group.rows
    )


def _dates_agree(one: EventRow, other: EventRow) -> bool:
    first, second = _interval(one.event), _interval(other.event)
    if first is None or second is None:
        # one does not say when: only another issue's report can be a repeat of it
        return one.issue.key != other.issue.key
    return first[0] <= second[1] and second[0] <= first[1]


def _interval(event: Event) -> tuple[date, date] | None:
    start, end = event.date or event.start, event.date or event.end
    return None if start is None or end is None else (start, end)


def _entry(group: Sequence[EventRow]) -> Entry:
    best = min(group, key=_vagueness)
    event = best.event
    start, end = event.date or event.start, event.date or event.end
    assumed = assume_days(group) if start is None and end is None else None
    return Entry(
        start=start,
        end=end,
        assumed=assumed,
        day=_day(best) if assumed is None else assumed[1],
        reports=(best, *(row for row in group if row is not best)),
    )


def _vagueness(row: EventRow) -> tuple[int, date]:
    event = row.event
    rank = 0 if event.date is not None else 1 if event.start is not None else 2
    return rank, row.issue.last or date.max


def _entry_order(entry: Entry) -> tuple[date, date]:
    return entry.day or date.max, entry.end or date.max
