"""The command that gives a timeline: a table, rows for programs, a calendar, slides, a page."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import (
    FOUND,
    NOTHING,
    Listing,
    Runner,
    Values,
    give_listing,
    open_layout,
    open_store,
    plain_coverage,
    say_listing,
)
from .console import Console
from .emptiness import say_no_events
from .records import Coverage
from .render_timeline import render_timeline
from .timeline_fields import TIMELINE_FIELDS
from .timeline_question import Timeline, ask_timeline
from .usage import UsageError
from .vague_days import RULE

if TYPE_CHECKING:
    from .store import Store

_LEGEND = f"〔〕里的起止是推定的，原文只有后面的词：{RULE}。\n"


def run_timeline(values: Values, console: Console) -> int:
    """timeline: events in order of time, repeats merged."""
    _check(values)
    with open_store(values) as store:
        timeline = ask_timeline(values, store)
        wanted = timeline.wanted
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if timeline.entries else say_no_events(values, wanted, store, coverage)
        families = _find_families(timeline, store, values) if values.html else ()
    nothing += "".join(f"{line}\n" for line in timeline.near)
    if values.html and timeline.entries:
        return _give_page(timeline, coverage, families, values, console)
    if values.format in ("ics", "timelinejs"):
        return _give_file(timeline, coverage, nothing, values, console)
    return _give_rows(timeline, coverage, nothing, values, console)


def _check(values: Values) -> None:
    # an option that nobody looks at would give an answer to another question
    if values.html and values.format != "table":
        raise UsageError("--html 不能和 --format 同时用", remedy="请分两次运行")
    if values.html and values.output:
        raise UsageError("--html 已经写明文件，不能再用 --output", remedy="去掉 --output")


def _give_rows(
    timeline: Timeline, coverage: Coverage, nothing: str, values: Values, console: Console
) -> int:
    shown = timeline.entries[: values.limit]
    vague = any(entry.certainty == "assumed" for entry in shown)
    legend = _LEGEND if vague and values.format == "table" else ""
    return give_listing(
        Listing(
            rows=shown,
            fields=TIMELINE_FIELDS,
            table=lambda look: render_timeline(shown, look),
            said=legend + _say(timeline, coverage, len(shown)),
            around={
                "total": len(timeline.entries),
                "coverage": plain_coverage(coverage),
                "read_as": list(timeline.said),
                "assumed_by": RULE,
            },
            nothing=nothing,
        ),
        values,
        console,
    )


def _say(timeline: Timeline, coverage: Coverage, shown: int) -> str:
    """How the question was read, how many events there are, and over what."""
    entries = timeline.entries
    repeats = sum(len(entry.reports) for entry in entries) - len(entries)
    return "".join(f"{line}。\n" for line in timeline.said) + say_listing(
        shown,
        len(entries),
        "件",
        coverage,
        beside=f"，另有 {repeats} 处重复报道并入其中" if repeats else "",
    )


def _give_file(
    timeline: Timeline, coverage: Coverage, nothing: str, values: Values, console: Console
) -> int:
    """A calendar or slides: only events that have days, if assumed ones."""
    shown = timeline.entries[: values.limit]
    if values.format == "ics":
        from .calendars import write_calendar

        console.answer(write_calendar(timeline.title, shown))
    else:
        from .exports import dump_json
        from .timeline_js import write_timeline_js

        said = _say(timeline, coverage, len(shown)).strip()
        console.answer(dump_json(write_timeline_js(timeline.title, said, shown)))
    if not shown:
        console.tell(nothing)
        return NOTHING
    left_out = sum(entry.last is None for entry in shown)
    if left_out:
        console.tell(f"有 {left_out} 件不知道日期，没有写入。\n")
    console.note(_say(timeline, coverage, len(shown)))
    return FOUND


def _give_page(
    timeline: Timeline,
    coverage: Coverage,
    families: Sequence[Sequence[str]],
    values: Values,
    console: Console,
) -> int:
    from .timeline_page import make_page

    shown = timeline.entries[: values.limit]
    said = _say(timeline, coverage, len(shown))
    console.output = Path(values.html)
    console.answer(make_page(timeline.title, said.splitlines(), shown, families))
    console.note(said)
    return FOUND


def _find_families(
    timeline: Timeline, store: "Store", values: Values
) -> tuple[tuple[str, ...], ...]:
    """The departments of the events, each with its names before and after reforms."""
    from .families import Families, join_families

    register = Families(store, open_layout(values).registers).register
    actors = dict.fromkeys(name for entry in timeline.entries for name in entry.event.actors)
    return join_families(map(register.family, actors))


RUNNERS: dict[str, Runner] = {"timeline": run_timeline}
