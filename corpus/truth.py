"""The truth of an issue: what a perfect reader would find, in the shape of the gold file."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .numerals import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthComparison:
    """A change that is printed with a figure."""

    basis: str
    direction: str
    value: Decimal | None
    unit: str | None

    def as_json(self) -> dict[str, object]:
        """As in the gold file."""
        value = None if self.value is None else plain(self.value)
        return {
            "basis": self.basis,
            "direction": self.direction,
            "value": value,
            "unit": self.unit,
        }


@dataclass(slots=True, kw_only=True)
class TruthFigure:
    """A figure as it was printed; ``str`` gives the printed words, so it can stand in a sentence.

    ``kind`` None: the period is not compared. ``unit`` None: zero in words, no unit is printed.
    Comparisons are noted after the figure, when the sentence comes to them.
    """

    section: str | None
    printed: str
    value: Decimal
    unit: str | None
    words: tuple[str, ...]
    qualifier: str | None = None
    kind: str | None = None
    start: date | None = None
    end: date | None = None
    department: str | None = None
    series: str | None = None
    comparisons: list[TruthComparison] = field(default_factory=list)

    def __str__(self) -> str:
        return self.printed

    def as_json(self) -> dict[str, object]:
        """As in the gold file; a period carries its days."""
        period = None
        if self.kind is not None:
            period = {"kind": self.kind, "start": _day(self.start), "end": _day(self.end)}
        return {
            "section": self.section,
            "value": plain(self.value),
            "unit": self.unit,
            "qualifier": self.qualifier,
            "period": period,
            "indicator": list(self.words),
            "department": self.department,
            "comparisons": [comparison.as_json() for comparison in self.comparisons],
            "series": self.series,
            "printed": self.printed,
        }


@dataclass(slots=True, kw_only=True)
class TruthEvent:
    """An act with its actors; ``start`` and ``end`` where the words give a stretch of days."""

    section: str | None
    actors: tuple[str, ...]
    says: str
    day: date | None = None
    start: date | None = None
    end: date | None = None
    date_printed: str | None = None
    places: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As in the gold file: what is not known there is left out."""
        found: dict[str, object] = {"section": self.section, "date": _day(self.day)}
        if self.date_printed is not None:
            found["date_printed"] = self.date_printed
        if self.start is not None:
            found |= {"start": _day(self.start), "end": _day(self.end)}
        found |= {"actors": list(self.actors), "says": self.says}
        if self.places:
            found["places"] = list(self.places)
        return found


@dataclass(slots=True, kw_only=True)
class Truth:
    """All that is true of one issue; it grows while the issue is written."""

    file: str = ""
    key: str
    masthead: dict[str, object]
    imprint: dict[str, object] = field(default_factory=dict)
    outline: list[dict[str, object]] = field(default_factory=list)
    figures: list[TruthFigure] = field(default_factory=list)
    not_figures: list[str] = field(default_factory=list)
    departments: dict[str, dict[str, str]] = field(default_factory=dict)
    people: list[dict[str, object]] = field(default_factory=list)
    documents: list[dict[str, object]] = field(default_factory=list)
    events: list[TruthEvent] = field(default_factory=list)
    mistakes: list[dict[str, object]] = field(default_factory=list)
    topics: list[dict[str, object]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """One JSON object, in the order of the gold file."""
        return {
            "file": self.file,
            "key": self.key,
            "masthead": self.masthead,
            "imprint": self.imprint,
            "outline": self.outline,
            "figures": [figure.as_json() for figure in self.figures],
            "not_figures": sorted(set(self.not_figures)),
            "departments": self.departments,
            "people": self.people,
            "documents": self.documents,
            "events": [event.as_json() for event in self.events],
            "mistakes": self.mistakes,
            "topics": self.topics,
        }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
