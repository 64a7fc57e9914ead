"""The numbers of every series in every week. They add up: a total is the sum of its weeks."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, pi
from random import Random

from .calendar import Week
from .departments import PROVINCIAL, Office
from .indicators import SCOPE_BY_KEY, SCOPES, SERIES, Series, name_in

_BY_KEY = {series.key: series for series in SERIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A series in one week, with what it can be compared to. None: nothing to compare with."""

    series: str
    scope: str  # printed
    scope_word: str
    name: str  # printed
    word: str
    unit: str
    week: int
    total: int  # since 1 January
    before: int | None  # the week before, told in the report before
    year_ago: int | None  # the same report a year ago
    total_year_ago: int | None

    @property
    def words(self) -> tuple[str, ...]:
        """What must stand in scope and indicator of a figure of this series."""
        return (self.scope_word, self.word)


class Ledger:
    """The values of all series in all weeks. They add up: a total is the sum of its weeks."""

    def __init__(self, weeks: tuple[Week, ...], seed: int) -> None:
        self.weeks = weeks
        self._seed = seed
        self._values: dict[str, tuple[int, ...]] = {}

    @cached_property
    def _year_starts(self) -> dict[int, int]:
        starts: dict[int, int] = {}
        for week in self.weeks:
            starts.setdefault(week.year, week.position)
        return starts

    def scopes_in(self, year: int) -> tuple[str, ...]:
        """Scopes of which something is counted in that year."""
        living = {series.scope for series in SERIES if series.first <= year <= series.last}
        return tuple(scope.key for scope in SCOPES if scope.key in living)

    def readings(self, scope: str, week: Week) -> tuple[Reading, ...]:
        """All series of a scope in one week."""
        return tuple(
            self.reading(series, week)
            for series in SERIES
            if series.scope == scope and series.first <= week.year <= series.last
        )

    def reading(self, series: Series, week: Week) -> Reading:
        """One series in one week."""
        scope, scope_word = name_in(SCOPE_BY_KEY[series.scope].names, week.year)
        name, word = name_in(series.names, week.year)
        return self._read(
            series.key, week, scope=(scope, scope_word), name=(name, word), unit=series.unit
        )

    def window(self, office: Office, week: Week) -> Reading:
        """What a department's window in the hall accepted."""
        key = f"window.{office.name}"
        return self._read(key, week, scope=("", ""), name=("受理", "受理"), unit="件")

    def finished(self, key: str, week: Week) -> tuple[int, int]:
        """What a window finished of what it accepted, in a week and since January."""
        values = self._of(key)
        start = self._year_starts[week.year]
        done = [round(value * 0.93) for value in values[start : week.position + 1]]
        return done[-1], sum(done)

    def _read(
        self, key: str, week: Week, *, scope: tuple[str, str], name: tuple[str, str], unit: str
    ) -> Reading:
        values = self._of(key)
        place = week.position
        start = self._year_starts[week.year]
        ago_start = self._year_starts.get(week.year - 1)
        ago = None if ago_start is None else ago_start + place - start
        # a report that is lost can be compared with nowhere but in print
        return Reading(
            series=key,
            scope=scope[0],
            scope_word=scope[1],
            name=name[0],
            word=name[1],
            unit=unit,
            week=values[place],
            total=sum(values[start : place + 1]),
            before=self._earlier(values, place, place - 1),
            year_ago=self._earlier(values, place, ago),
            total_year_ago=None if ago is None else sum(values[ago_start : ago + 1]) or None,
        )

    def _earlier(self, values: tuple[int, ...], place: int, other: int | None) -> int | None:
        """The value of another report, where both tell of times of the same length."""
        if other is None or not 0 <= other < len(self.weeks):
            return None
        alike = self.weeks[place].weeks == self.weeks[other].weeks
        return values[other] or None if alike else None

    def _of(self, key: str) -> tuple[int, ...]:
        if key not in self._values:
            self._values[key] = self._make(key)
        return self._values[key]

    def _make(self, key: str) -> tuple[int, ...]:
        rng = Random(f"{self._seed}:ledger:{key}")
        series = _BY_KEY.get(key)
        if series is None:
            busy = next(o.busy for o in PROVINCIAL if o.name == key.removeprefix("window."))
            return tuple(_count(week, busy, 1.03, 0.18, rng) for week in self.weeks)
        if series.share_of is not None:
            whole = self._of(series.share_of)
            return tuple(
                min(
                    value,
                    round(value * rng.uniform(series.base - 0.05, min(0.995, series.base + 0.05))),
                )
                for value in whole
            )
        return tuple(
            _count(
                week, series.base, series.growth, 0.12, rng, first=series.first, last=series.last
            )
            for week in self.weeks
        )


def _count(
    week: Week,
    base: float,
    growth: float,
    noise: float,
    rng: Random,
    *,
    first: int = 2013,
    last: int = 2023,
) -> int:
    """One week's number: trend, season, fewer days, chance."""
    chance = rng.gauss(1, noise)
    if not first <= week.year <= last:
        return 0
    season = 1 + 0.12 * cos(2 * pi * (week.end.month - 6) / 12)
    epidemic = 0.45 if date(2020, 1, 28) <= week.end <= date(2020, 4, 15) else 1.0
    days = min(5, (week.end - week.start).days + 1) / 5 if week.weeks == 1 else 2
    value = base * growth ** (week.year - first) * season * epidemic * days * max(0.4, chance)
    return max(1, round(value))
