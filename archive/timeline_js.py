"""A timeline for TimelineJS: the JSON that its page reads as ``source``.

Its texts are HTML there, so what issues print is escaped. Days that are assumed are said to be so
in what is shown for the date.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from .calendars import make_identities
from .places import say_command, say_spot
from .records import EventRow
from .timelines import Entry
from .wording import say_days, say_issue


def write_timeline_js(title: str, said: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """The object: a title slide, then a slide for each event that has days."""
    return {
        "title": {"text": {"headline": escape(title), "text": _paragraphs([said])}},
        "events": [
            _slide(entry, identity)
            for entry, identity in make_identities(entries)
            if entry.first and entry.last
        ],
    }


def _slide(entry: Entry, identity: str) -> dict[str, Any]:
    event = entry.event
    who = "、".join(event.actors or event.people)
    slide: dict[str, Any] = {
        "unique_id": identity.partition("@")[0],
        "start_date": _day(entry.first),
        "display_date": escape(_say_when(entry)),
        "group": escape(event.actors[0] if event.actors else "其他"),
        "text": {
            "headline": escape(who + event.action),
            "text": "".join(map(_source, entry.reports)),
        },
    }
    if entry.last != entry.first:
        slide["end_date"] = _day(entry.last)
    return slide


def _say_when(entry: Entry) -> str:
    days = say_days(entry.first, entry.last)
    return f"{entry.event.date_printed}（推定 {days}）" if entry.certainty == "assumed" else days


def _day(day: date | None) -> dict[str, int]:
    assert day is not None
    return {"year": day.year, "month": day.month, "day": day.day}


def _source(row: EventRow) -> str:
    command = say_command(say_spot(row.issue, row.event.span))
    page = "" if row.page is None else f" 第{row.page}页"
    return _paragraphs([row.event.sentence, f"{say_issue(row.issue)}{page} · {command}"])


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)
