"""The command that gives a timeline: a table, rows for programs, a calendar, slides."""

from .answers import (
    FOUND,
    NOTHING,
    Listing,
    Runner,
    Values,
    give_listing,
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
from .vague_days import RULE

_LEGEND = f"〔〕里的起止是推定的，原文只有后面的词：{RULE}。\n"


def run_timeline(values: Values, console: Console) -> int:
    """timeline: events in order of time, repeats merged."""
    with open_store(values) as store:
        timeline = ask_timeline(values, store)
        wanted = timeline.wanted
        coverage = store.coverage(wanted.start, wanted.end)
        nothing = "" if timeline.entries else say_no_events(values, wanted, store, coverage)
    nothing += "".join(f"{line}\n" for line in timeline.near)
    if values.format in ("ics", "timelinejs"):
        return _give_file(timeline, coverage, nothing, values, console)
    return _give_rows(timeline, coverage, nothing, values, console)


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


RUNNERS: dict[str, Runner] = {"timeline": run_timeline}
