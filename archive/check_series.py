"""A series against itself: two values for one thing, jumps, and its totals (``check_totals``)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from math import exp, log
from statistics import median

from .check_totals import check_totals
from .checks import Check, Verdict
from .derived import can_be_summed
from .gathering import Gathering, Thread
from .periods import Calendar, PointKind, kind_of
from .records import FigureRow
from .rounding import extent_of

_Printed = dict[int, dict[PointKind, list[FigureRow]]]  # by place and kind, in the order printed

# a week is a jump where it is far outside of what its neighbours do, in two ways at once
_ENOUGH = 12  # neighbours that make a habit
_NEIGHBOURS = 20  # issues to each side
_TIMES = 4.0  # so many times the usual week, or a part of it
_SPREADS = 8.0  # so many times the usual distance from the usual week
_MAD = 1.4826  # makes of the median distance what of the normal curve is the standard one
_SMALLEST_SPREAD = 0.08


def check_series(gathering: Gathering, threads: Collection[Thread] | None = None) -> list[Check]:
    """All checks of all series, or of these alone."""
    printed: dict[Thread, _Printed] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in gathering.rows:
        if threads is not None and gathering.thread_of(row) not in threads:
            continue
        if can_be_summed(row):
            calendar = gathering.periodical_of(row.issue).calendar
            place = calendar.place(row.issue)
            printed[gathering.thread_of(row)][place][kind_of(row)].append(row)
    found: list[Check] = []
    for (number, _), places in printed.items():
        calendar = gathering.periodicals[number].calendar
        found += _check_same(places)
        weeks, totals = _settled(places, "week"), _settled(places, "year_to_date")
        jumps = list(_check_jumps(weeks, calendar))
        found += jumps
        # a week that is in doubt itself proves nothing of the totals
        odd = {calendar.place(check.issue) for check in jumps}
        trusted = {place: row for place, row in weeks.items() if place not in odd}
        found += check_totals(trusted, totals, calendar)
    return found


def _settled(places: _Printed, kind: PointKind) -> dict[int, FigureRow]:
    """The most exact number of each issue; none where two of its numbers exclude each other."""
    found = {}
    for place, kinds in places.items():
        rows = sorted(kinds.get(kind, ()), key=lambda row: extent_of(row.settled).slack)
        if rows and all(extent_of(rows[0].settled).meets(extent_of(r.settled)) for r in rows):
            found[place] = rows[0]
    return found


# the same number twice


def _check_same(places: _Printed) -> Iterable[Check]:
    """One number of an issue, printed more than once."""
    for kinds in places.values():
        for kind, rows in kinds.items():
            if len(rows) > 1 and kind in ("week", "year_to_date", "month", "quarter", "year"):
                yield from _compare_all(rows)


def _compare_all(rows: Sequence[FigureRow]) -> Iterable[Check]:
    """Each number against the first one over the same days."""
    first: dict[tuple[object, object], FigureRow] = {}
    for row in rows:
        known = first.setdefault(_days_of(row), row)
        if known is not row:
            yield _compare(known, row)


def _compare(known: FigureRow, row: FigureRow) -> Check:
    verdict: Verdict = "holds"
    said = f"同一数印作 {known.figure.printed}、{row.figure.printed}，相符"
    if not extent_of(known.settled).meets(extent_of(row.settled)):
        verdict = "differs"
        said = f"同一数前后不一：{known.figure.printed}、{row.figure.printed}"
        if known.figure.sentence == row.figure.sentence:
            verdict = "unknown"
            said = f"同一句里有 {known.figure.printed}、{row.figure.printed}，所指未必是一个数"
    return Check(
        kind="same",
        verdict=verdict,
        issue=row.issue,
        said=said,
        figures=(row, known),
        printed=row.settled.value,
        expected=known.settled.value,
    )


def _days_of(row: FigureRow) -> tuple[object, object]:
    period = row.figure.period
    return (None, None) if period is None else (period.start, period.end)


# jumps


def _check_jumps(weeks: Mapping[int, FigureRow], calendar: Calendar) -> Iterable[Check]:
    """Weeks far out of the habit of those around them."""
    rates = {
        place: log(float(row.settled.value) / days)
        for place, row in weeks.items()
        if row.settled.value > 0 and (days := calendar.working_days(place))
    }
    order = sorted(rates)
    for at, place in enumerate(order):
        near = order[max(0, at - _NEIGHBOURS) : at] + order[at + 1 : at + 1 + _NEIGHBOURS]
        if len(near) < _ENOUGH:
            continue
        usual = median(rates[one] for one in near)
        spread = _MAD * median(abs(rates[one] - usual) for one in near)
        away = abs(rates[place] - usual)
        if away > log(_TIMES) and away > _SPREADS * max(spread, _SMALLEST_SPREAD):
            yield _jump(weeks[place], Decimal(round(exp(usual) * calendar.working_days(place))))


def _jump(row: FigureRow, expected: Decimal) -> Check:
    return Check(
        kind="jump",
        verdict="differs",
        issue=row.issue,
        said=f"印作 {row.figure.printed}，前后各期按工作日折算通常在 {expected} 上下",
        figures=(row,),
        printed=row.settled.value,
        expected=expected,
    )
