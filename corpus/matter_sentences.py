"""Sentences that tell of two or three scopes side by side: permits, services and what is left."""

from collections.abc import Callable

from .counting import join, named_total, named_week, total_of, week_of, week_word, year_word
from .draft import Draft
from .ledger import Reading

ByScope = tuple[tuple[Reading, ...], ...]
Matter = Callable[[Draft, ByScope], str]

_SOURCES = ("", "", "据平台统计，", "据系统数据显示，", "经初步统计，")


def side_by_side(draft: Draft, scopes: ByScope) -> str:
    """今年以来，行政许可事项受理a件，办结b件；公共服务事项受理c件，办结d件。"""
    total = draft.rng.random() < 0.6
    named = named_total if total else named_week
    parts = []
    for readings in scopes:
        mark = draft.rng.choice(("，", "、"))
        parts.append(readings[0].scope + mark.join([named(draft, r) for r in readings]))
    when = year_word(draft) if total else week_word(draft)
    return f"{draft.rng.choice(_SOURCES)}{when}，" + "；".join(parts) + "。"


def verb_before_objects(draft: Draft, scopes: ByScope) -> str:
    """本周受理行政许可事项a件、公共服务事项b件，办结行政许可事项…。"""
    parts = []
    for place in range(min(len(readings) for readings in scopes)):
        listed = [
            f"{readings[place].scope}{draft.gap('件')}{week_of(draft, readings[place])}"
            for readings in scopes
        ]
        parts.append(scopes[0][place].name + "、".join(listed))
    return f"{week_word(draft)}，共" + "；".join(parts) + "。"


def scopes_respectively(draft: Draft, scopes: ByScope) -> str:
    """今年以来，行政许可事项、公共服务事项受理量分别为a件、b件。"""
    parts = []
    for place in range(min(len(readings) for readings in scopes)):
        names = "、".join(readings[place].scope for readings in scopes)
        notes = [str(total_of(draft, readings[place])) for readings in scopes]
        parts.append(f"{names}{scopes[0][place].name}量分别为{join(notes, draft)}")
    return f"{year_word(draft)}，" + "；".join(parts) + "。"


def week_and_year_each(draft: Draft, scopes: ByScope) -> str:
    """行政许可事项本周受理a件，今年累计受理b件；公共服务事项…。"""
    parts = []
    for readings in scopes:
        reading = draft.rng.choice(readings)
        week = f"{reading.name}{draft.gap('件')}{week_of(draft, reading)}"
        year = f"{reading.name}{draft.gap('件')}{total_of(draft, reading)}"
        parts.append(f"{reading.scope}{draft.style.week_word}{week}，今年累计{year}")
    return "；".join(parts) + "。"


MATTERS: tuple[Matter, ...] = (
    side_by_side,
    side_by_side,
    verb_before_objects,
    scopes_respectively,
    week_and_year_each,
)
