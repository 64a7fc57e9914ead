"""Format 1: an ``Issue`` as one JSON object and back; ``docs/format.md`` describes it.

The keys are stable, other programs read them. Unknown is ``null``; no key is ever left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, cast

from .model import (
    Block,
    CitedDocument,
    Comparison,
    DepartmentMention,
    Event,
    Figure,
    Imprint,
    Issue,
    Masthead,
    Period,
    PersonMention,
    Problem,
    Section,
    Source,
    Span,
)

FORMAT = 1

Json = Mapping[str, Any]


def issue_to_json(issue: Issue) -> dict[str, Any]:
    """The issue as plain JSON values, keys in the order of the format."""
    return {
        "format": FORMAT,
        "source": _plain(issue.source),
        "masthead": _plain(issue.masthead) | {"period": _printed_period(issue.masthead.period)},
        "imprint": _plain(issue.imprint),
        "blocks": [{"text": b.text, "page": b.page, "kind": b.kind} for b in issue.blocks],
        "sections": _plain(issue.sections),
        "figures": _plain(issue.figures),
        "departments": _plain(issue.departments),
        "people": _plain(issue.people),
        "documents": _plain(issue.documents),
        "events": _plain(issue.events),
        "problems": _plain(issue.problems),
    }


def issue_from_json(data: Json) -> Issue:
    """The issue that ``issue_to_json`` wrote; bold runs and table rows are not in the format.

    Raises:
        ValueError: The object is of another format.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"format {data.get('format')!r} is not {FORMAT}")
    return Issue(
        source=Source(**data["source"]),
        masthead=_masthead(data["masthead"]),
        imprint=Imprint(**_tuples(data["imprint"])),
        blocks=tuple(Block(**block) for block in data["blocks"]),
        sections=tuple(Section(**section) for section in data["sections"]),
        figures=tuple(_figure(figure) for figure in data["figures"]),
        departments=tuple(DepartmentMention(**_with_span(d)) for d in data["departments"]),
        people=tuple(PersonMention(**_with_span(person)) for person in data["people"]),
        documents=tuple(CitedDocument(**_with_span(d)) for d in data["documents"]),
        events=tuple(_event(event) for event in data["events"]),
        problems=tuple(Problem(**_with_span(problem)) for problem in data["problems"]),
    )


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(cast(Any, value))}
    return value


def _printed_period(period: Period | None) -> dict[str, Any] | None:
    # a masthead's period has no kind in the format: it is the reporting period
    if period is None:
        return None
    plain: dict[str, Any] = _plain(period)
    return {key: plain[key] for key in ("start", "end", "printed")}


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _tuples(data: Json) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
        for key, value in data.items()
    }


def _with_span(data: Json) -> dict[str, Any]:
    span = data["span"]
    return dict(data) | {"span": None if span is None else Span(**span)}


def _period(data: Json | None) -> Period | None:
    if data is None:
        return None
    days = {"start": _day(data["start"]), "end": _day(data["end"])}
    return Period(kind=data.get("kind", "range"), printed=data["printed"], **days)


def _masthead(data: Json) -> Masthead:
    days = {"period": _period(data["period"]), "published": _day(data["published"])}
    return Masthead(**dict(data) | days)


def _comparison(data: Json) -> Comparison:
    value = data["value"]
    return Comparison(**dict(data) | {"value": None if value is None else Decimal(value)})


def _figure(data: Json) -> Figure:
    certainty = data.get("certainty")  # older objects have none
    return Figure(
        **_with_span(data)
        | {
            "certainty": None if certainty is None else Decimal(certainty),
            "value": Decimal(data["value"]),
            "period": _period(data["period"]),
            "comparisons": tuple(_comparison(item) for item in data["comparisons"]),
        }
    )


def _event(data: Json) -> Event:
    days = {key: _day(data[key]) for key in ("date", "start", "end")}
    return Event(**_tuples(_with_span(data)) | days)
