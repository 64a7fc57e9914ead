"""Events in order of time (时间线): repeated reports of one event become one entry.

Nothing is thrown away: an entry keeps every report it was made of, and its words are those of
the report that dates it best.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from parser.model import Event

from .records import EventRow

# weeklies repeat an event within a few issues; the same words months later are another event
_REPEATED_WITHIN = timedelta(days=31)
_ALIKE = 0.85
# short actions are formulas (召开会议): alike without being the same
_LONG_ENOUGH = 8
_MARKS = re.compile(r"[^\w%％.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a timeline.

    ``start`` and ``end`` are the first and last day it can have been, the same where a day is
    printed, None where the words (近期) say no more. ``day`` orders the entries; of a vague event
    it is the last day of the issue's period: by then it was known.
    """

    start: date | None
    end: date | None
    day: date | None
    reports: tuple[EventRow, ...]  # the best dated first, then in order of time

    @property
    def event(self) -> Event:
        """The best dated report's."""
        return self.reports[0].event


def make_timeline(rows: Iterable[EventRow]) -> tuple[Entry, ...]:
    """The events of ``rows`` in order of time; undated ones last."""
    groups: list[list[EventRow]] = []
    recent: dict[tuple[str, ...], list[list[EventRow]]] = {}
    for row in sorted(rows, key=_order):
        same_actors = recent.setdefault(tuple(sorted(row.event.actors)), [])
        # older groups can no longer be repeated
        same_actors[:] = [group for group in same_actors if _near(group[0], row)]
        repeated = [group for group in same_actors if _is_repeat(group, row)]
        if len(repeated) == 1:
            repeated[0].append(row)
        else:
            # a vague report that fits several dated events is not given to any of them
            groups.append([row])
            same_actors.append(groups[-1])
    return tuple(sorted((_entry(group) for group in groups), key=_entry_order))


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


def _is_repeat(group: Sequence[EventRow], row: EventRow) -> bool:
    return _alike(group[0].event, row.event) and all(_dates_agree(other, row) for other in group)


def _dates_agree(one: EventRow, other: EventRow) -> bool:
    first, second = _interval(one.event), _interval(other.event)
    if first is None or second is None:
        # one does not say when: only another issue's report can be a repeat of it
        return one.issue.key != other.issue.key
    if first == second:
        return True
    exact = one.event.date is not None or other.event.date is not None
    return exact and first[0] <= second[1] and second[0] <= first[1]


def _interval(event: Event) -> tuple[date, date] | None:
    start, end = event.date or event.start, event.date or event.end
    return None if start is None or end is None else (start, end)


def _alike(one: Event, other: Event) -> bool:
    first, second = _MARKS.sub("", one.action), _MARKS.sub("", other.action)
    if first == second:
        return True
    if min(len(first), len(second)) < _LONG_ENOUGH:
        return False
    if first in second or second in first:
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE <= matcher.ratio()


def _entry(group: Sequence[EventRow]) -> Entry:
    best = min(group, key=_vagueness)
    event = best.event
    return Entry(
        start=event.date or event.start,
        end=event.date or event.end,
        day=_day(best),
        reports=(best, *(row for row in group if row is not best)),
    )


def _vagueness(row: EventRow) -> tuple[int, date]:
    event = row.event
    rank = 0 if event.date is not None else 1 if event.start is not None else 2
    return rank, row.issue.last or date.max


def _entry_order(entry: Entry) -> tuple[date, date]:
    return entry.day or date.max, entry.end or date.max
