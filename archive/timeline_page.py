"""A timeline as one HTML file that needs nothing else: no server, no network, no library.

What issues print goes in as data, with every "<" written as an escape, and the page makes text
nodes of it. The policy in its head lets the browser run our own script and style alone, known by
their digests, and forbids every request.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from .options import PROGRAM
from .records import EventRow, IssueRow
from .timelines import Entry
from .vague_days import RULE
from .wording import say_days, say_place

_FOLDER = Path(__file__).with_name("pages")
_MARK = re.compile(r"\{\{(\w+)\}\}")
# these end a script, or are line ends to JavaScript alone
_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def make_page(
    title: str, said: Sequence[str], entries: Sequence[Entry], families: Sequence[Sequence[str]]
) -> str:
    """The page of these events.

    Args:
        title: Its heading.
        said: What stands below it: how the question was read, how many, over what.
        entries: In order of time.
        families: Names of one department before and after reforms, in order of time; actors that
            are in none are departments of their own.
    """
    style, script = _read("timeline.css"), _read("timeline.js")
    parts = {
        "title": escape(title),
        "said": "".join(f"<p>{escape(line)}</p>" for line in said),
        "rule": escape(RULE),
        "style": style,
        "script": script,
        "style_hash": _digest(style),
        "script_hash": _digest(script),
        "data": _embed(make_data(entries, families)),
    }
    return _MARK.sub(lambda mark: parts[mark[1]], _read("timeline.html"))


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _embed(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return text


class _Numbered:
    """Values that are written once and then named by their number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, value: str) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def make_data(entries: Sequence[Entry], families: Sequence[Sequence[str]]) -> dict[str, Any]:
    """What the page's script reads."""
    actors, documents, issues = _Numbered(), _Numbered(), _Numbered()
    rows: dict[str, IssueRow] = {}
    for entry in entries:
        rows |= {row.issue.key: row.issue for row in entry.reports}
    events = [_event(entry, actors, documents, issues) for entry in entries]
    grouped = _group(entries, actors.numbers, families)
    number_of = {name: place for place, group in enumerate(grouped) for name in group["names"]}
    return {
        "command": f"{PROGRAM} show",
        "issues": [_issue(rows[key]) for key in issues.numbers],
        "actors": [{"name": name, "family": number_of[name]} for name in actors.numbers],
        "families": [
            {"name": group["names"][-1], "others": group["names"][:-1], "count": group["count"]}
            for group in grouped
        ],
        "documents": list(documents.numbers),
        "events": events,
    }


def _event(
    entry: Entry, actors: _Numbered, documents: _Numbered, issues: _Numbered
) -> dict[str, Any]:
    event = entry.event
    return {
        "day": _iso(entry.day),
        "first": _iso(entry.first),
        "last": _iso(entry.last),
        "certainty": entry.certainty,
        "printed": event.date_printed,
        "actors": [actors.of(name) for name in event.actors],
        "people": event.people,
        "places": event.places,
        "action": event.action,
        "documents": [documents.of(str(one)) for one in entry.documents],
        "related": entry.is_related,
        "reports": [_report(row, issues) for row in entry.reports],
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _report(row: EventRow, issues: _Numbered) -> dict[str, Any]:
    event = row.event
    return {
        "issue": issues.of(row.issue.key),
        "where": say_place(event.section, row.titles, row.page),
        "sentence": event.sentence,
        "place": f"{event.span.block}.{event.span.start}",
    }


def _issue(row: IssueRow) -> dict[str, str]:
    return {"key": row.key, "label": row.label, "days": say_days(row.first, row.last)}


def _group(
    entries: Sequence[Entry], actors: Iterable[str], families: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """Departments with their names in order of time, those with most events first."""
    family_of: Mapping[str, Sequence[str]] = {name: one for one in families for name in one}
    known = dict.fromkeys(actors)
    groups = dict.fromkeys(
        tuple(one for one in family_of.get(name, (name,)) if one in known) for name in known
    )
    group_of = {name: group for group in groups for name in group}
    counts = dict.fromkeys(groups, 0)
    for entry in entries:
        for group in {group_of[name] for name in entry.event.actors}:
            counts[group] += 1
    ordered = sorted(groups, key=lambda group: (-counts[group], group))
    return [{"names": list(group), "count": counts[group]} for group in ordered]
