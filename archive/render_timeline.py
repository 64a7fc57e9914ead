"""A timeline as text for a terminal or a pipe: events under their year, or under their month."""

from collections.abc import Sequence
from datetime import date

from .screen import Column, Look, render_table
from .timelines import Entry
from .wording import say_days, say_source

_MANY = 3  # events a month from which on months have headings of their own


def render_timeline(entries: Sequence[Entry], look: Look) -> str:
    """Events in order; days in 〔〕 are assumed where none is printed, then come the words."""
    columns = (
        Column(title="日期"),
        Column(title="机构", flexible=True),
        Column(title="事项", flexible=True),
        Column(title="出处"),
    )
    cells = [_cells(entry) for entry in entries]
    return render_table(columns, cells, look, headings=_find_headings(entries))


def _find_headings(entries: Sequence[Entry]) -> dict[int, str]:
    months = {_month(entry) for entry in entries}
    by_month = len(entries) >= _MANY * len(months)
    found: dict[int, str] = {}
    above = None
    for position, entry in enumerate(entries):
        group = _month(entry) if by_month else _month(entry)[:1]
        if group != above:
            found[position] = _say_group(group)
        above = group
    return found


def _month(entry: Entry) -> tuple[int, ...]:
    return () if entry.day is None else (entry.day.year, entry.day.month)


def _say_group(group: tuple[int, ...]) -> str:
    if not group:
        return "日期不明"
    return "".join(f"{part}{unit}" for part, unit in zip(group, "年月", strict=False))


def _cells(entry: Entry) -> tuple[str, ...]:
    best = entry.reports[0]
    others = len({row.issue.key for row in entry.reports} - {best.issue.key})
    more = f" 等{others + 1}期" if others else ""
    return (
        say_entry_days(entry),
        "、".join(entry.event.actors or entry.event.people),
        ("同引文件：" if entry.is_related else "") + entry.event.action,
        f"{best.issue.key} {say_source(entry.event.section, best.page)}{more}",
    )


def say_entry_days(entry: Entry) -> str:
    """ "06-07", "06-28—07-03", "〔05-13—06-12〕近期": the year stands above.

    It is written where an event reaches into another year than its heading's.
    """
    year = None if entry.day is None else entry.day.year
    said = _say_days(entry.first, entry.last, year)
    if entry.certainty in ("day", "range"):
        return said
    return (f"〔{said}〕" if said else "") + (entry.event.date_printed or "")


def _say_days(first: date | None, last: date | None, year: int | None) -> str:
    if {day.year for day in (first, last) if day is not None} != {year}:
        return say_days(first, last)
    days = dict.fromkeys(day.isoformat()[5:] for day in (first, last) if day is not None)
    return "—".join(days)
