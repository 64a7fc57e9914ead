"""Whether the numbers themselves say that two names are one series (印证).

Three things prove it: both names give one number for the same days; a total under one name is the
total before under the other plus the week; a printed change (同比增长3.1%) leads from a number
under one name to the number under the other. Each is tried wherever the archive has the numbers,
and what fails counts against.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from parser.model import Comparison

from .periods import Calendar, PointKind
from .records import FigureRow
from .rounding import Extent, extent_of, is_rounded

_SIGNIFICANT = 30  # a number as small as this is often another one's equal by chance
_ALIKE = Decimal("2.5")  # how far the usual weeks of one series lie apart from year to year
_FEW = 12
_WHOLE = Decimal(100)


@dataclass(slots=True)
class Proof:
    """What speaks for two names being one, and what against; ``said`` is an example of the first.

    ``against_said`` is one of the other.
    """

    agreed: int = 0
    against: int = 0
    said: str = ""
    against_said: str = ""

    @property
    def holds(self) -> bool:
        """Twice by chance is rare; a misprint or two must not undo twenty."""
        return self.agreed >= 2 and self.against * 4 <= self.agreed

    @property
    def is_refuted(self) -> bool:
        """Whether the numbers say that they are two things."""
        return self.against >= 2 and self.against * 2 > self.agreed

    def note(self, *, agrees: bool, said: str) -> None:
        """Count one trial."""
        if agrees:
            self.agreed += 1
            self.said = self.said or said
        else:
            self.against += 1
            self.against_said = self.against_said or said


@dataclass(slots=True)
class Record:
    """The numbers under one name: by place of the issue, then by kind of period."""

    values: dict[int, dict[PointKind, FigureRow]] = field(default_factory=dict)
    first: int = -1  # place of the first issue that has it
    last: int = -1

    def add(self, place: int, kind: PointKind, row: FigureRow) -> None:
        """An exact number stands before a rounded one, the first before the others."""
        kinds = self.values.get(place)
        if kinds is None:
            kinds = self.values[place] = {}
            self.first = place if self.first < 0 else min(self.first, place)
            self.last = max(self.last, place)
        known = kinds.get(kind)
        if known is None or (is_rounded(known.figure) and not is_rounded(row.figure)):
            kinds[kind] = row

    def row(self, place: int, kind: PointKind) -> FigureRow | None:
        """The number of an issue over a kind of period."""
        return self.values.get(place, {}).get(kind)

    def level(self, *, at_end: bool) -> Decimal | None:
        """The usual week in its last, or first, dozen issues; None where there are too few."""
        places = sorted(self.values)
        weeks = [row.figure.value for place in places if (row := self.row(place, "week"))]
        some = weeks[-_FEW:] if at_end else weeks[:_FEW]
        return median(some) if len(some) >= 3 else None


def join_records(records: Iterable[Record]) -> Record:
    """What several names hold together."""
    found = Record()
    for record in records:
        for place, kinds in record.values.items():
            for kind, row in kinds.items():
                found.add(place, kind, row)
    return found


def are_levels_alike(earlier: Record, later: Record, *, within: Decimal = _ALIKE) -> bool | None:
    """Whether the later series goes on at about the height where the earlier one ends."""
    before, after = earlier.level(at_end=True), later.level(at_end=False)
    if before is None or after is None or before <= 0 or after <= 0:
        return None
    return max(before, after) <= within * min(before, after)


def compare_records(one: Record, other: Record, calendar: Calendar) -> Proof:
    """What the numbers of the same issues, and of issues in a row, say of the two names."""
    proof = Proof()
    less, more = sorted((one, other), key=lambda record: len(record.values))
    for place in less.values:
        if place in more.values:
            _compare_same(less, more, place, proof)
        _compare_sums(less, more, place, calendar, proof)
        _compare_sums(more, less, place + 1, calendar, proof)
    return proof


def _compare_same(one: Record, other: Record, place: int, proof: Proof) -> None:
    for kind in ("week", "year_to_date"):
        mine, its = one.row(place, kind), other.row(place, kind)
        if mine is None or its is None or min(mine.figure.value, its.figure.value) < _SIGNIFICANT:
            continue
        agrees = extent_of(mine.figure).meets(extent_of(its.figure))
        said = f"{mine.issue.key} 两处分别是 {mine.figure.printed}、{its.figure.printed}"
        proof.note(agrees=agrees, said=said)


def _compare_sums(
    later: Record, earlier: Record, place: int, calendar: Calendar, proof: Proof
) -> None:
    """A total less its week is the total of the issue before."""
    if not calendar.is_next(place - 1, place):
        return
    total, before = later.row(place, "year_to_date"), earlier.row(place - 1, "year_to_date")
    week = later.row(place, "week")
    if total is None or before is None or week is None:
        return
    if (place - 1) in later.values and later.row(place - 1, "year_to_date") is not None:
        return  # it goes on under its own name
    rest = extent_of(total.figure) - extent_of(week.figure)
    said = (
        f"{total.issue.key} 的累计减本周，与 {before.issue.key} 的累计 {before.figure.printed} 相比"
    )
    proof.note(agrees=rest.meets(extent_of(before.figure)), said=said)


Proofs = dict[tuple[int, int], Proof]  # (earlier, later) by number of the group


def prove_by_changes(
    records: Mapping[int, Record], units: Mapping[int, str], calendar: Calendar
) -> Proofs:
    """Which group's numbers the printed changes of another group start from.

    Only where a group has no number of its own to start from: at a renaming.
    """
    at: dict[tuple[int, str], list[int]] = {}
    for group, record in records.items():
        for place in record.values:
            at.setdefault((place, units[group]), []).append(group)
    proofs: Proofs = {}
    for group, record in records.items():
        for place, kinds in record.values.items():
            for kind, row in kinds.items():
                if kind not in ("week", "year_to_date") or not row.figure.comparisons:
                    continue
                _try_changes(group, row, kind, place, records, units[group], at, calendar, proofs)
    return proofs


def _try_changes(
    group: int,
    row: FigureRow,
    kind: PointKind,
    place: int,
    records: Mapping[int, Record],
    unit: str,
    at: Mapping[tuple[int, str], Sequence[int]],
    calendar: Calendar,
    proofs: Proofs,
) -> None:
    if is_rounded(row.figure) and row.figure.qualifier is not None:
        return
    for change in row.figure.comparisons:
        if change.value is None:
            continue
        places = bases_of(change, kind, place, calendar)
        if not places or any(records[group].row(base, kind) for base in places):
            continue
        start = start_of(row, change)
        if start is None or start.high < _SIGNIFICANT:
            continue
        for other in {other for base in places for other in at.get((base, unit), ())}:
            bases = [base for p in places if (base := records[other].row(p, kind)) is not None]
            if other != group and bases:
                agrees = any(extent_of(base.figure).meets(start) for base in bases)
                if not agrees and len(bases) < len(places):
                    continue  # it can have started from the one that is not there
                said = f"{row.issue.key} 印“{change.printed}”，起点与 {bases[0].issue.key} 的数相比"
                proofs.setdefault((other, group), Proof()).note(agrees=agrees, said=said)


def bases_of(change: Comparison, kind: PointKind, place: int, calendar: Calendar) -> list[int]:
    """The issues that can hold the number a change starts from."""
    if change.basis == "year_on_year":
        return calendar.year_before(place)
    if change.basis == "period_on_period" and kind == "week":
        return [place - 1] if calendar.is_next(place - 1, place) else []
    return []


def start_of(row: FigureRow, change: Comparison) -> Extent | None:
    """What the number was before the change, as far as the printed digits tell."""
    value = extent_of(row.figure)
    if change.value is None or change.direction == "flat":
        return None
    sign = 1 if change.direction == "up" else -1
    if change.unit == "%":
        half = Decimal(1).scaleb(int(change.value.as_tuple().exponent)) / 2
        low, high = (1 + sign * (change.value + by) / _WHOLE for by in (-half, half))
        low, high = min(low, high), max(low, high)
        if low <= 0:
            return None
        return Extent(low=value.low / high, high=value.high / low)
    if change.unit == row.figure.unit:
        step = Extent.exactly(sign * change.value)
        return value - step
    return None
