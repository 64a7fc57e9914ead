"""Sentences with several figures of one scope: lists, shared verbs, 分别, 均, 其中."""

from collections.abc import Callable

from .counting import (
    amount_name,
    basis_word,
    change,
    direction_word,
    join,
    named_total,
    named_week,
    note_percent,
    percent,
    scope_of,
    total_of,
    week_of,
    week_word,
    year_word,
)
from .draft import Draft
from .ledger import Reading
from .numerals import plain, rounded

Readings = tuple[Reading, ...]
Group = Callable[[Draft, Readings], str | None]


def week_list_then_year_list(draft: Draft, readings: Readings) -> str:
    """本周，共计咨询a人次、受理b件；今年以来，累计咨询c人次、受理d件。"""
    scope = scope_of(draft, readings[0])
    verb = draft.rng.choice(("共计", "共", "", "累计", "合计"))
    week = f"{week_word(draft)}，{scope}{verb}" + join(
        [named_week(draft, r) for r in readings], draft
    )
    verb = draft.rng.choice(("累计", "累计", "共计", ""))
    year = f"{year_word(draft)}，{verb}" + join([named_total(draft, r) for r in readings], draft)
    return f"{week}{draft.rng.choice(('；', '。'))}{year}。"


def year_list_then_week_list(draft: Draft, readings: Readings) -> str:
    """今年以来，大厅累计受理c件，办结d件；其中本周受理a件，办结b件。"""
    scope = scope_of(draft, readings[0])
    year = f"{year_word(draft)}，{scope}累计" + join(
        [named_total(draft, r) for r in readings], draft
    )
    middle = draft.rng.choice(("；其中", "，其中", "。其中，"))
    return (
        f"{year}{middle}{week_word(draft)}"
        + join([named_week(draft, r) for r in readings], draft)
        + "。"
    )


def year_in_brackets(draft: Draft, readings: Readings) -> str:
    """本周大厅受理a件（今年累计c件），办结b件（今年累计d件）。"""
    scope = scope_of(draft, readings[0])
    parts = []
    for reading in readings:
        week = named_week(draft, reading)
        parts.append(f"{week}（今年累计{draft.gap('件')}{total_of(draft, reading)}）")
    return f"{week_word(draft)}{draft.rng.choice(('', '，'))}{scope}" + "，".join(parts) + "。"


def colon_list(draft: Draft, readings: Readings) -> str:
    """本周大厅办件情况如下：咨询a人次；受理b件。"""
    scope = scope_of(draft, readings[0])
    lead = draft.rng.choice(("数据如下", "具体情况是", "主要数据为", "情况如下"))
    start = f"{week_word(draft)}{scope}{lead}："
    return start + "；".join([named_week(draft, r) for r in readings]) + "。"


def week_respectively(draft: Draft, readings: Readings) -> str:
    """本周，大厅咨询、受理、办结分别为a人次、b件、c件。"""
    start = f"{week_word(draft)}，{scope_of(draft, readings[0])}"
    names = "、".join(reading.name for reading in readings)
    verb = draft.rng.choice(("分别为", "分别达", "分别达到", "分别是"))
    return f"{start}{names}{verb}" + join([str(week_of(draft, r)) for r in readings], draft) + "。"


def year_respectively(draft: Draft, readings: Readings) -> str:
    """今年以来，大厅累计咨询、受理分别为c人次、d件。"""
    start = f"{year_word(draft)}，{scope_of(draft, readings[0])}累计"
    names = "、".join(reading.name for reading in readings)
    verb = draft.rng.choice(("分别为", "分别达", "分别达到"))
    return f"{start}{names}{verb}" + join([str(total_of(draft, r)) for r in readings], draft) + "。"


def each_with_its_change(draft: Draft, readings: Readings) -> str | None:
    """受理a件，环比增长x%；办结b件，环比下降y%。"""
    if any(reading.before is None for reading in readings):
        return None
    start = f"{week_word(draft)}{draft.rng.choice(('', '，'))}{scope_of(draft, readings[0])}"
    parts = []
    for reading in readings:
        note = week_of(draft, reading)
        assert reading.before is not None
        moved = change(draft, note, "period_on_period", reading.week, reading.before)
        parts.append(f"{reading.name}{draft.gap('件')}{note}，{moved}")
    return start + "；".join(parts) + "。"


def shared_changes(draft: Draft, readings: Readings) -> str | None:
    """受理a件、办结b件，同比分别增长x%、下降y%。"""
    changes = []
    for reading in readings:
        if reading.year_ago is None or percent(reading.week, reading.year_ago) == 0:
            return None
        changes.append((reading.week > reading.year_ago, percent(reading.week, reading.year_ago)))
    start = f"{week_word(draft)}{scope_of(draft, readings[0])}"
    notes = [week_of(draft, reading) for reading in readings]
    listed = "、".join(
        f"{r.name}{draft.gap('件')}{n}" for r, n in zip(readings, notes, strict=True)
    )
    for note, (up, share) in zip(notes, changes, strict=True):
        note_percent(note, "year_on_year", share, up=up)
    words = basis_word(draft, "year_on_year")
    if len({up for up, _ in changes}) == 1:
        shares = "、".join(f"{plain(share)}%" for _, share in changes)
        return f"{start}{listed}，{words}分别{direction_word(draft, up=changes[0][0])}{shares}。"
    moves = "、".join(f"{'增长' if up else '下降'}{plain(share)}%" for up, share in changes)
    return f"{start}{listed}，{words}分别{moves}。"


def verbs_without_marks(draft: Draft, readings: Readings) -> str:
    """本周受理a件、办结b件，今年以来累计受理c件、办结d件。"""
    start = f"{week_word(draft)}{scope_of(draft, readings[0])}"
    week = "、".join([named_week(draft, r) for r in readings])
    year = year_word(draft)
    return (
        f"{start}{week}，{year}累计" + "、".join([named_total(draft, r) for r in readings]) + "。"
    )


def year_with_week_inside(draft: Draft, readings: Readings) -> str:
    """今年以来，大厅累计受理c件、办结d件，其中本周分别为a件、b件。"""
    start = f"{year_word(draft)}，{scope_of(draft, readings[0])}累计"
    year = "、".join([named_total(draft, r) for r in readings])
    week = "、".join([str(week_of(draft, r)) for r in readings])
    return f"{start}{year}，其中{draft.style.week_word}分别为{week}。"


def rate_of_completion(draft: Draft, readings: Readings) -> str | None:
    """受理a件，办结b件，办结率c%。"""
    by_name = {reading.name: reading for reading in readings}
    if not {"受理", "办结"} <= by_name.keys():
        return None
    accept, finish = by_name["受理"], by_name["办结"]
    year = draft.rng.random() < 0.5
    start = (year_word(draft) if year else week_word(draft)) + "，" + scope_of(draft, accept)
    named = named_total if year else named_week
    text = start + named(draft, accept) + "，" + named(draft, finish)
    done, taken = (finish.total, accept.total) if year else (finish.week, accept.week)
    rate = plain(rounded(done * 100 / taken, 1))
    kind = "year_to_date" if year else "week" if draft.week.weeks == 1 else None
    note = draft.figure(
        rounded(done * 100 / taken, 1), "%", ("办结率",), printed=f"{rate}%", kind=kind
    )
    return f"{text}，办结率{draft.rng.choice(('', '为', '达'))}{note}。"


def one_after_the_other(draft: Draft, readings: Readings) -> str:
    """本周，大厅咨询a人次，今年以来累计c人次；受理b件，今年以来累计d件。"""
    start = f"{week_word(draft)}，{scope_of(draft, readings[0])}"
    parts = []
    for reading in readings:
        week = named_week(draft, reading)
        parts.append(f"{week}，{year_word(draft)}累计{draft.gap('件')}{total_of(draft, reading)}")
    return start + "；".join(parts) + "。"


def two_times_at_once(draft: Draft, readings: Readings) -> str:
    """本周和今年以来，大厅分别受理a件、c件，办结b件、d件。"""
    scope = scope_of(draft, readings[0])
    parts = []
    for reading in readings[:2]:
        week = week_of(draft, reading)
        parts.append(f"{reading.name}{draft.gap('件')}{week}、{total_of(draft, reading)}")
    return f"{draft.style.week_word}和今年以来，{scope}分别" + "，".join(parts) + "。"


def number_first(draft: Draft, readings: Readings) -> str:
    """大厅咨询量a人次，受理量b件（本周），…: nouns instead of verbs."""
    scope = scope_of(draft, readings[0])
    parts = []
    for reading in readings:
        verb = draft.rng.choice(("为", "达", "", "达到"))
        gap = draft.gap("件") if not verb else ""
        parts.append(f"{amount_name(reading)}{verb}{gap}{week_of(draft, reading)}")
    return f"{week_word(draft)}，{scope}" + "，".join(parts) + "。"


def changes_of_the_year(draft: Draft, readings: Readings) -> str | None:
    """今年以来，累计受理c件、办结d件，同比均有增长/分别…: changes of the totals, one by one."""
    if any(reading.total_year_ago is None for reading in readings):
        return None
    start = f"{year_word(draft)}，{scope_of(draft, readings[0])}"
    parts = []
    for reading in readings:
        note = total_of(draft, reading)
        assert reading.total_year_ago is not None
        moved = change(
            draft, note, "year_on_year", reading.total, reading.total_year_ago, how="percent"
        )
        parts.append(f"{reading.name}{draft.gap('件')}{note}，{moved}")
    return start + "；".join(parts) + "。"


def bracketed_changes(draft: Draft, readings: Readings) -> str | None:
    """本周大厅咨询a人次（环比增长x%）、受理b件（环比下降y%）。"""
    if any(reading.before is None for reading in readings):
        return None
    start = f"{week_word(draft)}{scope_of(draft, readings[0])}"
    parts = []
    for reading in readings:
        note = week_of(draft, reading)
        assert reading.before is not None
        moved = change(draft, note, "period_on_period", reading.week, reading.before, how="percent")
        parts.append(f"{reading.name}{draft.gap('件')}{note}（{moved}）")
    return start + "、".join(parts) + "。"


GROUPS: tuple[Group, ...] = (
    week_list_then_year_list,
    week_list_then_year_list,
    year_list_then_week_list,
    year_in_brackets,
    colon_list,
    week_respectively,
    year_respectively,
    each_with_its_change,
    shared_changes,
    verbs_without_marks,
    year_with_week_inside,
    rate_of_completion,
    one_after_the_other,
    two_times_at_once,
    number_first,
    changes_of_the_year,
    bracketed_changes,
)
