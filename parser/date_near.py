"""Forms that are counted from the issue itself (本周, 上月, 目前) → the days they mean.

``READINGS`` has a reading for each form of ``date_forms``.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from .date_calendar import (
    CALENDAR_READINGS,
    NEAR,
    Match,
    Reading,
    ReadingOf,
    closed,
    kind_of_days,
    part_of_month,
)
from .date_forms import read_year
from .date_reference import Days, Reference, existing_day, shifted_year, whole_month
from .model import PeriodKind

_WEEKDAYS = {sign: place for place, sign in enumerate("一二三四五六日")} | {"天": 6}
_NEAR_DAYS = {"今日": 0, "今天": 0, "昨日": -1, "昨天": -1, "前天": -2, "明天": 1, "明日": 1}
_THIS_WEEK = re.compile("本周")
_PLANNED = re.compile("[^，。；,;0-9]{0,6}(?:拟|将|计划|预计|安排)")
COMPARED = re.compile(r"(?:较|比|与|同|和|跟|及|是|为|[(])(?:之?前)?$|环比[^,;。]{0,2}$|对比$")


def _read_near_month(match: Match, reference: Reference) -> Reading:
    today = reference.today
    if today is None:
        return part_of_month(match, reference, None)
    shift = NEAR[match["near"].replace("月", "").replace("个", "")]
    days = whole_month(today.year, today.month + shift)
    if match["day"]:
        only = existing_day(days[0].year, days[0].month, int(match["day"]), printed=match[0])
        return closed(match, reference, "day", (only, only))
    if match["total"]:
        return "range", days[0], min(today, days[1])
    return part_of_month(match, reference, days)


@lru_cache(maxsize=64)  # asked for each 上周 of the same text
def _tells_of_this_week(text: str) -> bool:
    return any(not _PLANNED.match(text, found.end()) for found in _THIS_WEEK.finditer(text))


def _week(match: Match, reference: Reference, near: str) -> Days | None:
    shift = NEAR[near]
    if shift == 0:
        planned = _PLANNED.match(match.string, match.end()) is not None
        if planned and reference.is_printed_after:
            return reference.other_week(1)  # 本周拟开标11个, in a paper that tells of 上周
        return reference.this_week()
    if shift == -1:
        before = match.string[max(0, match.start() - 6) : match.start()]
        compared = COMPARED.search(before) is not None or _tells_of_this_week(match.string)
        return reference.last_week(compared=compared)
    return reference.other_week(shift)


def _read_week(match: Match, reference: Reference) -> Reading:
    week = _week(match, reference, match["near"])
    if match["weekday"]:
        if week is None:
            return closed(match, reference, "day", None)
        only = reference.weekday(week, _WEEKDAYS[match["weekday"]])
        return closed(match, reference, "day", (only, only))
    return closed(match, reference, "week", week)


def _read_weekdays(match: Match, reference: Reference) -> Reading:
    week = _week(match, reference, match["near"])
    if week is None:
        return "range", None, None
    start = reference.weekday(week, _WEEKDAYS[match["weekday"]])
    last_week: Days | None = week
    if match["near2"] and match["near2"] != match["near"]:
        last_week = _week(match, reference, match["near2"])
    if last_week is None:
        return "range", None, None
    end = reference.weekday(last_week, _WEEKDAYS[match["weekday2"]])
    if end < start:
        return "range", None, None
    return kind_of_days(start, end, reference), start, end


def _read_issue_period(match: Match, reference: Reference) -> Reading:
    if reference.start is None or reference.end is None or reference.period is None:
        return closed(match, reference, "range", None)
    return closed(match, reference, reference.period.kind, (reference.start, reference.end))


def _read_previous_issue(_match: Match, reference: Reference) -> Reading:
    kind = reference.period.kind if reference.period else "range"
    if kind == "week" and (week := reference.other_week(-1)):
        return "week", *week
    if kind == "month" and reference.start is not None:
        return "month", *whole_month(reference.start.year, reference.start.month - 1)
    return kind, None, None


def _read_now(_match: Match, reference: Reference) -> Reading:
    return "as_of", reference.today, reference.today


def _read_near_day(match: Match, reference: Reference) -> Reading:
    if reference.published is None:
        return closed(match, reference, "day", None)
    day = reference.published + timedelta(days=_NEAR_DAYS[match["near"]])
    return closed(match, reference, "day", (day, day))


def _day_of_this_time(day: int, reference: Reference) -> date | None:
    """The day of the month that lies in the reporting period; None if it holds no such day."""
    if reference.start is None or reference.end is None:
        return None
    first = reference.start
    while first <= reference.end:
        if first.day == day:
            return first
        first += timedelta(days=1)
    return None


def _read_bare_day(match: Match, reference: Reference) -> Reading:
    only = _day_of_this_time(int(match["day"]), reference)
    return "day", only, only


def _read_bare_days(match: Match, reference: Reference) -> Reading:
    start = _day_of_this_time(int(match["day"]), reference)
    end = _day_of_this_time(int(match["day2"]), reference)
    if start is None or end is None or end < start:
        return "range", None, None
    return kind_of_days(start, end, reference), start, end


def _read_vague(_match: Match, _reference: Reference) -> Reading:
    return "range", None, None


def shifted_back(reading: tuple[PeriodKind, Days], match: Match) -> Reading:
    """去年同期 (or 上周同期, 上月同期 by its own word) of the period that it is compared with."""
    kind, (start, end) = reading
    word = match[0]
    if "周" in word or "星期" in word:
        return kind, start - timedelta(days=7), end - timedelta(days=7)
    if "月" in word and "年" not in word:
        before = whole_month(start.year, start.month - 1)
        return kind, _same_day(start, before), _same_day(end, before)
    years = -2 if word.startswith("前年") else -1
    if match.groupdict().get("year"):
        years = read_year(match["year"]) - start.year
    return kind, shifted_year(start, years), shifted_year(end, years)


def _same_day(day: date, month: Days) -> date:
    return month[0].replace(day=min(day.day, month[1].day))


READINGS: dict[str, ReadingOf] = CALENDAR_READINGS | {
    "near_month": _read_near_month,
    "weekdays": _read_weekdays,
    "week": _read_week,
    "issue_period": _read_issue_period,
    "previous_issue": _read_previous_issue,
    "usual": _read_vague,
    "now": _read_now,
    "near_day": _read_near_day,
    "vague": _read_vague,
    "bare_days": _read_bare_days,
    "bare_day": _read_bare_day,
}
