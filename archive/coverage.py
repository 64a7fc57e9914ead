"""Which issues the printed numbers say exist, and the archive does not hold; pure.

Numbers carry slips of their own: one is printed twice, a digit is doubled. So a run of numbers
is followed in order of time, a number that cannot be is passed over, and an issue held between
two others fills a gap between their numbers, whatever number it prints.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from .records import Missing

# a weekly's numbers may run ahead of its weeks (two issues in one), but not by more than this
_PACE = 2
_SLACK = 3
_UNDATED_STEP = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What coverage needs to know of an issue in the archive."""

    series: str | None
    day: date | None
    year: int | None
    number: int | None
    whole_number: int | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    day: date | None
    number: int | None


def find_missing(
    issues: Iterable[Held], *, start: date | None = None, end: date | None = None
) -> tuple[Missing, ...]:
    """The missing issues between those held, in order of time, each series by itself.

    Args:
        issues: In order of time.
        start: Leaves out what, by its neighbours, must have appeared before this day.
        end: Leaves out what must have appeared after this day.

    Before the first issue held and after the last nothing is known, so nothing is missing.
    """
    return tuple(
        missing
        for held in divide(issues)
        for run in _find_runs(held)
        if (missing := _within(run, held[-1].series, start, end)) is not None
    )


def divide(issues: Iterable[Held]) -> list[list[Held]]:
    """The issues of each periodical; one whose name begins when another's ends was renamed."""
    by_series: dict[str | None, list[Held]] = defaultdict(list)
    for issue in issues:
        by_series[issue.series].append(issue)
    nameless = by_series.pop(None, [])
    periodicals: list[list[Held]] = []
    for held in by_series.values():
        for known in periodicals:
            if _ends_before(known, held):
                known.extend(held)
                break
        else:
            periodicals.append(held)
    if not periodicals:
        return [nameless] if nameless else []
    if nameless:
        longest = max(periodicals, key=len)
        longest.extend(nameless)
        longest.sort(key=lambda issue: (issue.day or date.max, issue.number or 0))
    return periodicals


def _ends_before(earlier: Sequence[Held], later: Sequence[Held]) -> bool:
    last = max((issue.day for issue in earlier if issue.day is not None), default=None)
    first = min((issue.day for issue in later if issue.day is not None), default=None)
    return last is not None and first is not None and last < first


@dataclass(frozen=True, slots=True)
class _Run:
    missing: Missing
    after: date | None  # the day of the issue before it
    before: date | None


def _find_runs(held: Sequence[Held]) -> Iterator[_Run]:
    """Gaps of whole numbers; of yearly numbers in the years that print too few whole ones."""
    years: dict[int | None, list[Held]] = defaultdict(list)
    for issue in held:
        years[issue.year].append(issue)
    plain = {year for year, issues in years.items() if not _prints_whole_numbers(issues)}
    whole = [_Step(i.day, i.whole_number) for i in held if i.year not in plain]
    for first, last, after, before in _find_gaps(whole):
        yield _Run(_missing(None, first, last), after, before)
    earliest = min((year for year in years if year is not None), default=None)
    for year in sorted(year for year in plain if year is not None):
        steps = [_Step(i.day, i.number) for i in years[year]]
        if year != earliest:
            steps.insert(0, _Step(date(year, 1, 1), 0))
        for first, last, after, before in _find_gaps(steps):
            yield _Run(_missing(year, first, last), after, before)


def _prints_whole_numbers(issues: Sequence[Held]) -> bool:
    return 2 * sum(issue.whole_number is not None for issue in issues) >= len(issues)


def _missing(year: int | None, first: int, last: int) -> Missing:
    return Missing(series=None, year=year, first=first, last=last, whole=year is None)


def _find_gaps(
    steps: Sequence[_Step],
) -> Iterator[tuple[int, int, date | None, date | None]]:
    """Yield (first, last, day before, day after) of the numbers that are passed over."""
    pace = _find_pace(steps)
    known = _Step(None, None)  # the last one whose number can be trusted
    doubted = _Step(None, None)
    between = 0  # held since then, with a number that cannot be or without one
    for step in steps:
        if known.number is None or step.number is None:
            known = step if known.number is None else known
            between += step.number is None
        elif _follows(known, step, pace):
            first = known.number + 1 + between
            if first < step.number:
                yield first, step.number - 1, known.day, step.day
            known, doubted, between = step, _Step(None, None), 0
        elif doubted.number is not None and _follows(doubted, step, pace):
            # two in a row agree against the one before: that one was the slip
            known, doubted, between = step, _Step(None, None), 0
        else:
            doubted, between = step, between + 1


def _find_pace(steps: Sequence[_Step]) -> float | None:
    """The usual number of days from one number to the next; None where days are lacking."""
    paces = [
        (later.day - earlier.day).days / (later.number - earlier.number)
        for earlier, later in pairwise(steps)
        if earlier.day is not None and later.day is not None
        if earlier.number is not None and later.number is not None
        if earlier.day < later.day and earlier.number < later.number
    ]
    # nothing that calls itself an issue comes more than once a day
    return max(1.0, sorted(paces)[len(paces) // 2]) if paces else None


def _follows(earlier: _Step, later: _Step, pace: float | None) -> bool:
    if earlier.number is None or later.number is None:
        return False
    step = later.number - earlier.number
    if step < 1:
        return False
    if pace is None or earlier.day is None or later.day is None:
        return step <= _UNDATED_STEP
    return step <= _PACE * abs((later.day - earlier.day).days) / pace + _SLACK


def _within(run: _Run, series: str | None, start: date | None, end: date | None) -> Missing | None:
    """The part of a gap that, spread evenly between its neighbours, falls into the asked days."""
    missing = replace(run.missing, series=series)
    if (start is None and end is None) or run.after is None or run.before is None:
        return missing
    share = (run.before - run.after) / (missing.count + 1)
    inside = [
        missing.first + position
        for position in range(missing.count)
        if _is_within(run.after + share * (position + 1), start, end)
    ]
    return replace(missing, first=inside[0], last=inside[-1]) if inside else None


def _is_within(day: date, start: date | None, end: date | None) -> bool:
    return (start is None or day >= start) and (end is None or day <= end)
