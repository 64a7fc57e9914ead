"""What a user types for a stretch of time, in a query or after --from and --to."""

import re
from datetime import date, timedelta

from .date_forms import ANY_FORM, EIGHT_DIGITS, FORMS, fold_dates, read_number
from .date_near import READINGS
from .date_reference import (
    Days,
    Reference,
    existing_day,
    shifted_year,
    whole_month,
    whole_week,
    whole_year,
)
from .errors import DateError
from .model import Period


def parse_range(text: str, *, today: date) -> Days:
    """First and last day, both included, of the time that a user asks for.

    A year, month or day (2023, 2023-07, 2023-07-17, 2023年7月), two of them joined by ".." with
    either end left open (..2020, 2020..), or words: 今年, 去年, 上半年, 本月, 上周, 近三年 (three
    years that end with ``today``). An open end is ``date.min`` or ``date.max``.

    Raises:
        DateError: Not understood, a day that does not exist, or an end before its start.
    """
    asked = fold_dates(text).strip()
    if ".." in asked:
        first, last = (side.strip() for side in asked.split("..", 1))
        if first or last:
            start = _asked_days(first, text, today)[0] if first else date.min
            end = _asked_days(last, text, today)[1] if last else date.max
            return _in_order(start, end, text)
    return _in_order(*_asked_days(asked, text, today), text)


_HOW_TO_ASK = "可以写 2023、2023-07、2023-07-17、2023-07..2023-08、2023年7月、去年、近三年"
_ISO_PART = r"((?:19|20)[0-9]{2})(?:[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?)?"
_ISO = re.compile(rf"{_ISO_PART}年?")
_ISO_PAIR = re.compile(rf"({_ISO_PART})[ ]*(?:~|至|到|[ ]-{{1,2}}[ ])[ ]*({_ISO_PART})")
_YEAR_PAIR = re.compile(r"((?:19|20)[0-9]{2})年?-{1,2}((?:19|20)[0-9]{2})年?")
_LAST_UNITS = re.compile(r"近([0-9一二两三四五六七八九十半]{1,3})(?:个?(年|月|周|星期|天|日))")


def _in_order(start: date, end: date, asked: str) -> Days:
    if end < start:
        raise DateError(
            f"止日早于起日：“{asked.strip()}”", remedy="请把较早的日期写在前面，如 2023-07..2023-08"
        )
    return start, end


def _asked_days(asked: str, whole: str, today: date) -> Days:
    try:
        return _read_asked(asked, whole, today)
    except DateError as error:
        # 2023-02-30 is a slip of the user's, not of a source
        raise DateError(error.what, remedy=_HOW_TO_ASK) from None


def _read_asked(asked: str, whole: str, today: date) -> Days:
    if match := EIGHT_DIGITS.fullmatch(asked):
        asked = "-".join(match.groups())
    if match := _ISO.fullmatch(asked):
        return _iso_days(match.groups(), asked)
    if match := _YEAR_PAIR.fullmatch(asked):
        return date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)
    if match := _ISO_PAIR.fullmatch(asked):
        groups = match.groups()
        return _iso_days(groups[1:4], asked)[0], _iso_days(groups[5:8], asked)[1]
    if match := _LAST_UNITS.fullmatch(asked):
        return _last_units(match[1], match[2], today), today
    return _worded_days(asked, whole, today)


def _iso_days(parts: tuple[str | None, ...], printed: str) -> Days:
    year, month, day = (int(part) if part else None for part in parts)
    assert year is not None
    if month is None:
        return whole_year(year)
    existing_day(year, month, day or 1, printed=printed)
    if day is None:
        return whole_month(year, month)
    return date(year, month, day), date(year, month, day)


def _last_units(count: str, unit: str, today: date) -> date:
    if count == "半":
        back = {"年": 183, "月": 15}.get(unit, 4)
        return today - timedelta(days=back)
    amount = read_number(count)
    if unit == "年":
        return shifted_year(today, -amount) + timedelta(days=1)
    if unit == "月":
        before = whole_month(today.year, today.month - amount)
        return before[0].replace(day=min(today.day, before[1].day)) + timedelta(days=1)
    days = amount if unit in "天日" else 7 * amount
    return today - timedelta(days=days - 1)


def _worded_days(asked: str, whole: str, today: date) -> Days:
    """The one expression of running text that ``asked`` is, seen from ``today``."""
    match = ANY_FORM.fullmatch(asked)
    for name in FORMS if match else ():
        exact = FORMS[name].fullmatch(asked)
        if exact is None:
            continue
        if exact.groupdict().get("same"):
            break
        monday, sunday = whole_week(today)
        last = sunday if name in ("week", "weekdays") else today
        week = Period(kind="week", start=monday, end=last, printed="")
        _kind, start, end = READINGS[name](exact, Reference.of(week, today))
        if start is not None and end is not None:
            return start, end
    raise DateError(f"看不懂的时间：“{whole.strip()}”", remedy=_HOW_TO_ASK)
