"""A timeline as a calendar file (iCalendar, RFC 5545): all-day events that any calendar opens.

An event whose day is not known is marked: 〔约〕 before its title, tentative, and blocking no
time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from .places import say_command, say_spot
from .records import EventRow
from .rows import fold_words
from .timelines import Entry
from .wording import say_issue

_LONGEST_LINE = 75  # octets, without the line break (3.1)
_LINE_BREAK = re.compile(r"\r\n?|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = re.compile(r"([\\;,])")


def write_calendar(name: str, entries: Iterable[Entry]) -> str:
    """The events that have a day, or days that can be assumed; lines end with CRLF.

    The same timeline gives the same bytes: the time stamp that 3.8.7.2 asks for is the last day
    of the issue that dates the event.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//zhoubao-archive//timeline//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(
            line
            for entry, identity in make_identities(entries)
            for line in _event_lines(entry, identity)
        ),
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _event_lines(entry: Entry, identity: str) -> Iterator[str]:
    first, last = entry.first, entry.last
    if first is None or last is None:
        return
    event = entry.event
    is_sure = entry.certainty == "day"
    who = "、".join(event.actors or event.people)
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}"
    yield f"DTSTAMP:{_date(entry.reports[0].issue.last or last)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_date(first)}"
    yield f"DTEND;VALUE=DATE:{_date(last + timedelta(days=1))}"
    yield f"SUMMARY:{_text(('' if is_sure else '〔约〕') + who + event.action)}"
    yield f"DESCRIPTION:{_text(_describe(entry))}"
    if event.actors:
        yield f"CATEGORIES:{','.join(map(_text, event.actors))}"
    if event.places:
        yield f"LOCATION:{_text('、'.join(event.places))}"
    yield f"STATUS:{'CONFIRMED' if is_sure else 'TENTATIVE'}"
    yield f"TRANSP:{'OPAQUE' if is_sure else 'TRANSPARENT'}"
    yield "END:VEVENT"


def make_identities(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each event with a name that stays its own when it is exported again, or read anew.

    It is made of the words of its first report: blocks are counted anew with every reading, and
    later issues may date an event better. The same words twice in one issue are numbered.
    """
    seen: Counter[str] = Counter()
    for entry in entries:
        first = min(entry.reports, key=lambda row: (row.issue.last or date.max, row.issue.key))
        event = first.event
        words = (event.sentence, event.action, *event.actors, *event.people)
        name = "\n".join((first.issue.key, *map(_plain, words)))
        digest = sha256(f"{name}\n{seen[name] or ''}".encode()).hexdigest()[:32]
        seen[name] += 1
        yield entry, f"{digest}@zhoubao-archive"


def _plain(words: str) -> str:
    return fold_words((words,))


def _describe(entry: Entry) -> str:
    vague = f"日期原文：{entry.event.date_printed}" if entry.event.date_printed else ""
    sure = [] if entry.certainty == "day" else [vague]
    return "\n".join((*filter(None, sure), *map(_describe_report, entry.reports)))


def _describe_report(row: EventRow) -> str:
    command = say_command(say_spot(row.issue, row.event.span))
    return f"{row.event.sentence}\n{say_issue(row.issue)}\n{command}"


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(words: str) -> str:
    """A value of type TEXT (3.3.11): line breaks written out, no control characters."""
    escaped = _ESCAPED.sub(r"\\\1", _LINE_BREAK.sub("\n", words))
    return _CONTROL.sub("", escaped).replace("\n", "\\n")


def _fold(line: str) -> str:
    """A line in pieces of at most 75 octets, none of them torn inside a character (3.1)."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join((*pieces, piece))
