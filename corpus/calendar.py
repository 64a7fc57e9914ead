"""Weeks of work: which weeks the simulated office reports on, under which numbers.

449 reports are written in eleven years. Two of them are lost from the archive and two carry
the number of the one before, so 447 files run from 总第1期 to 总第447期.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

FIRST_YEAR = 2013
LAST_YEAR = 2023
MISSING = (107, 263)  # whole numbers of the reports that are lost
REPEATED = (198, 352)  # whole numbers that are printed twice

_SPRING_FESTIVAL = {
    2013: date(2013, 2, 10),
    2014: date(2014, 1, 31),
    2015: date(2015, 2, 19),
    2016: date(2016, 2, 8),
    2017: date(2017, 1, 28),
    2018: date(2018, 2, 16),
    2019: date(2019, 2, 5),
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
}
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SHORT_YEARS = (2014, 2020)  # 40 reports; the others have 41


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One report: what it covers and what it is called.

    ``weeks`` is 2 where a week without a report is told together with the next one.
    """

    position: int  # among all reports, lost ones too, from 0
    year: int
    number: int  # 期号 as printed
    whole_number: int  # 总期号 as printed
    start: date
    end: date
    published: date
    weeks: int
    lost: bool
    repeated: bool  # carries the number of the report before it

    @property
    def era(self) -> int:
        """1 to 2015, 2 to 2019, 3 after."""
        return 1 if self.year < 2016 else 2 if self.year < 2020 else 3

    @property
    def key(self) -> str:
        """The key under which its truth is kept; a repeated number gets a mark."""
        return f"{self.year}-{self.number:02d}" + ("-again" if self.repeated else "")


def plan_weeks(seed: int) -> tuple[Week, ...]:
    """All reports of the eleven years in order, lost ones included."""
    weeks: list[Week] = []
    whole = 0
    repeated: set[int] = set()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        number = 0
        for start, end, length in _spans_of(year, Random(f"{seed}:weeks:{year}")):
            again = whole in REPEATED and whole not in repeated
            if again:
                repeated.add(whole)
            else:
                number += 1
                whole += 1
            delay = Random(f"{seed}:delay:{year}:{number}").choice((0, 1, 3, 3, 4, 5, 7, 10, 11))
            weeks.append(
                Week(
                    position=len(weeks),
                    year=year,
                    number=number,
                    whole_number=whole,
                    start=start,
                    end=end,
                    published=end + delay * _DAY,
                    weeks=length,
                    lost=whole in MISSING,
                    repeated=again,
                )
            )
    return tuple(weeks)


def _spans_of(year: int, rng: Random) -> list[tuple[date, date, int]]:
    """First day, last day and number of weeks of each report that ends in ``year``."""
    open_weeks = [monday for monday in _mondays_of(year) if not _closed(monday)]
    wanted = 40 if year in _SHORT_YEARS else 41
    spare = len(open_weeks) - wanted
    merged = _apart(len(open_weeks), spare - spare // 2, rng)
    shut = _apart_from(merged, len(open_weeks), spare // 2, rng)
    spans = []
    waiting: date | None = None
    for place, monday in enumerate(open_weeks):
        if place in shut:
            continue
        if place in merged:
            waiting = monday
            continue
        first, last = _working_days(monday)
        if waiting is None:
            spans.append((first, last, 1))
        else:
            spans.append((_working_days(waiting)[0], last, 2))
        waiting = None
    return spans


def find_left_out(weeks: tuple[Week, ...]) -> tuple[tuple[date, date], ...]:
    """Monday and Friday of every week of work between two reports that none tells of."""
    found = []
    for before, after in pairwise(weeks):
        monday = before.end + _DAY
        monday += (7 - monday.weekday()) % 7 * _DAY
        while monday + 4 * _DAY < after.start:
            if not _closed(monday):
                found.append((monday, monday + 4 * _DAY))
            monday += _WEEK
    return tuple(found)


def _mondays_of(year: int) -> list[date]:
    """The Mondays whose Friday falls in ``year``."""
    first = date(year, 1, 1)
    monday = first - first.weekday() * _DAY
    days = [monday + week * _WEEK for week in range(54)]
    return [day for day in days if (day + 4 * _DAY).year == year]


def _closed(monday: date) -> bool:
    days = [monday + day * _DAY for day in range(5)]
    spring = _SPRING_FESTIVAL[days[-1].year]
    holiday = {spring + day * _DAY for day in range(-1, 7)}
    holiday |= {date(monday.year, 10, day) for day in range(1, 8)}
    return sum(day in holiday for day in days) >= 3


def _working_days(monday: date) -> tuple[date, date]:
    """First and last working day; the early years counted whole weeks."""
    first, last = monday, monday + 4 * _DAY
    if first.year < 2016:
        last = monday + 6 * _DAY
        return (first, last) if last.year == (monday + 4 * _DAY).year else (first, last - 2 * _DAY)
    free = {(1, 1), (4, 4), (4, 5), (5, 1), (5, 2), (5, 3), (10, 1), (10, 7)}
    while (first.month, first.day) in free and first < last:
        first += _DAY
    while (last.month, last.day) in free and last > first:
        last -= _DAY
    return first, last


def _apart(length: int, count: int, rng: Random) -> set[int]:
    """``count`` places that are neither neighbours nor at an end."""
    places: set[int] = set()
    while len(places) < count:
        place = rng.randrange(1, length - 2)
        if not places & {place - 1, place, place + 1}:
            places.add(place)
    return places


def _apart_from(taken: set[int], length: int, count: int, rng: Random) -> set[int]:
    """``count`` more places of which none is taken or comes right after a taken one."""
    free = [p for p in range(1, length - 1) if p not in taken and p - 1 not in taken]
    return set(rng.sample(free, count))
