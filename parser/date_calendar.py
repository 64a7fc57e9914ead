"""Forms that name a place in the calendar → the days they mean: one small reading per form."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from .date_forms import read_number, read_year
from .date_reference import (
    Days,
    Reference,
    existing_day,
    whole_month,
    whole_year,
)
from .model import PeriodKind

Match = re.Match[str]
Reading = tuple[PeriodKind, date | None, date | None]  # the days are both known or both None

_PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
}
NEAR = {
    "本": 0,
    "当": 0,
    "这": 0,
    "上": -1,
    "上一": -1,
    "前一": -1,
    "下": 1,
    "下一": 1,
    "上上": -2,
}
_PLANNED = re.compile(r"(?:之?前|前后|止|起)")
# 12月底完成 is planned; 12月30日完成 has been done
_PLANNED_MONTH = re.compile(r"(?:之?前|前后|止|起|完成)")


def printed_year(match: Match, reference: Reference, place: str = "") -> tuple[bool, int | None]:
    """Whether a year is printed at all, and which; 同年 and 每年 mean no one year."""
    groups = match.groupdict()
    if full := groups.get(f"year{place}") or groups.get(f"cut_year{place}"):
        return True, read_year(full)
    if short := groups.get(f"short_year{place}"):
        return True, 2000 + int(short)
    word = groups.get(f"year_word{place}")
    if word is None:
        return False, None
    shift = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}.get(word[0])
    if shift is None or reference.year is None:
        return True, None
    return True, reference.year + shift


def _planned(match: Match) -> bool:
    planned = _PLANNED if match.groupdict().get("day") else _PLANNED_MONTH
    return planned.match(match.string, match.end()) is not None


def _year_for(match: Match, reference: Reference, month: int, day: int | None) -> int | None:
    printed, year = printed_year(match, reference)
    if printed:
        return year
    return reference.year_of(month, day, planned=_planned(match))


def closed(match: Match, reference: Reference, kind: PeriodKind, days: Days | None) -> Reading:
    """The reading after 以来 or 至今 has had its say."""
    groups = match.groupdict()
    if days is None:
        return (
            "as_of" if groups.get("until") else "range" if groups.get("since") else kind
        ), *_NONE
    if groups.get("until"):
        return "as_of", days[1], days[1]
    if groups.get("since"):
        return _since(days[0], reference)
    return kind, *days


_NONE: tuple[None, None] = (None, None)


def _since(start: date, reference: Reference) -> Reading:
    today = reference.today
    if today is None or start > today:
        return "range", None, None
    if start == date(today.year, 1, 1):
        return "year_to_date", start, today
    # 本周以来 is the week itself
    return kind_of_days(start, today, reference), start, today


def kind_of_days(start: date, end: date, reference: Reference) -> PeriodKind:
    """What a printed range is: the reporting period, a whole week or month, or "range"."""
    if reference.period is not None and (start, end) == (reference.start, reference.end):
        return reference.period.kind
    if start == end:
        return "day"
    if start.weekday() == 0 and 4 <= (end - start).days <= 6:
        return "week"
    if (start, end) == whole_month(start.year, start.month):
        return "month"
    if (start, end) == whole_year(start.year):
        return "year"
    if (start.month, start.day) == (1, 1) and start.year == end.year:
        return "year_to_date"
    return "range"


def read_ends(
    match: Match, reference: Reference
) -> tuple[tuple[int | None, int, int], tuple[int | None, int, int]]:
    """Year, month and day of both ends of a range; a year printed once is taken for both.

    A range whose second end comes earlier in the calendar crosses into the next year.
    """
    groups = match.groupdict()
    month, day = read_number(match["month"]), read_number(match["day"])
    month2 = read_number(match["month2"]) if groups.get("month2") else month
    day2 = read_number(match["day2"])
    crosses = (month2, day2) < (month, day)
    printed, year = printed_year(match, reference)
    printed2, year2 = printed_year(match, reference, "2")
    if not printed2:
        if not printed:
            year = reference.year_of(month2, day2, planned=_planned(match))
            year = year - 1 if year is not None and crosses else year
        year2 = year + 1 if year is not None and crosses else year
    elif not printed:
        year = year2 - 1 if year2 is not None and crosses else year2
    return (year, month, day), (year2, month2, day2)


def _read_days(match: Match, reference: Reference) -> Reading:
    (year, month, day), (year2, month2, day2) = read_ends(match, reference)
    if year is None or year2 is None:
        return "range", None, None
    start = existing_day(year, month, day, printed=match[0])
    end = existing_day(year2, month2, day2, printed=match[0])
    if end < start:
        return "range", None, None
    return kind_of_days(start, end, reference), start, end


def _read_overnight(match: Match, reference: Reference) -> Reading:
    month, day = read_number(match["month"]), read_number(match["day"])
    year = _year_for(match, reference, month, day)
    if year is None:
        return "range", None, None
    start = existing_day(year, month, day, printed=match[0])
    return "range", start, start + timedelta(days=1)


def _read_day(match: Match, reference: Reference) -> Reading:
    month, day = read_number(match["month"]), read_number(match["day"])
    year = _year_for(match, reference, month, day)
    if year is None:
        return closed(match, reference, "day", None)
    only = existing_day(year, month, day, printed=match[0])
    return closed(match, reference, "day", (only, only))


def _read_months(match: Match, reference: Reference) -> Reading:
    month, month2 = read_number(match["month"]), read_number(match["month2"])
    printed, year = printed_year(match, reference)
    printed2, year2 = printed_year(match, reference, "2")
    if not printed2:
        if not printed:
            year = reference.year_of(month2, None, planned=_planned(match))
            year = year - 1 if year is not None and month2 < month else year
        year2 = year + 1 if year is not None and month2 < month else year
    elif not printed:
        year = year2 - 1 if year2 is not None and month2 < month else year2
    if year is None or year2 is None:
        return "range", None, None
    start, end = whole_month(year, month)[0], whole_month(year2, month2)[1]
    if end < start:
        return "range", None, None
    return _kind_of_months(month, month2 + 12 * (year2 - year)), start, end


def _kind_of_months(first: int, last: int) -> PeriodKind:
    """1—N月 are the year so far, as the statistics print them."""
    if first == last:
        return "month"
    if first == 1 and last <= 12:
        return "year" if last == 12 else "year_to_date"
    if first % 3 == 1 and last == first + 2:
        return "quarter"
    return "half_year" if (first, last) == (7, 12) else "range"


def _read_month(match: Match, reference: Reference) -> Reading:
    month = read_number(match["month"])
    year = _year_for(match, reference, month, None)
    days = None if year is None else whole_month(year, month)
    return part_of_month(match, reference, days)


def part_of_month(match: Match, reference: Reference, days: Days | None) -> Reading:
    """月底 and 月末 are a state on the last day; 上旬, 中旬, 下旬 and 月初 a range."""
    part = match["part"]
    if part is None:
        return closed(match, reference, "month", days)
    if part in ("底", "末"):
        return ("as_of", *_NONE) if days is None else ("as_of", days[1], days[1])
    if days is None:
        return closed(match, reference, "range", None)
    first, last = _PARTS[part]
    last = min(last, days[1].day)
    return closed(
        match, reference, "range", (days[0].replace(day=first), days[0].replace(day=last))
    )


def _read_quarter(match: Match, reference: Reference) -> Reading:
    today = reference.today
    if match["near"]:
        if today is None:
            return closed(match, reference, "quarter", None)
        first = (today.month - 1) // 3 * 3 + 1 + 3 * NEAR[match["near"]]
        year: int | None = today.year
    else:
        first = 3 * read_number(match["quarter"]) - 2
        year = _year_for(match, reference, first, None)
    if year is None:
        return closed(match, reference, "as_of" if match["part"] else "quarter", None)
    days = whole_month(year, first)[0], whole_month(year, first + 2)[1]
    if match["part"] in ("末", "底"):
        return "as_of", days[1], days[1]
    if match["part"] == "初":
        return "range", *whole_month(year, first)
    return closed(match, reference, "quarter", days)


def _read_quarters(match: Match, reference: Reference) -> Reading:
    first, last = read_number(match["quarter"]), read_number(match["quarter2"])
    year = _year_for(match, reference, 3 * first - 2, None)
    if year is None or last <= first:
        return "range", None, None
    days = whole_month(year, 3 * first - 2)[0], whole_month(year, 3 * last)[1]
    return _kind_of_months(3 * first - 2, 3 * last), *days


def _read_half(match: Match, reference: Reference) -> Reading:
    first = 1 if match["half"] == "上" else 7
    year = _year_for(match, reference, first, None)
    if year is None:
        return closed(match, reference, "half_year", None)
    days = whole_month(year, first)[0], whole_month(year, first + 5)[1]
    if match["part"]:
        return "as_of", days[1], days[1]
    return closed(match, reference, "half_year", days)


def _read_first_months(match: Match, reference: Reference) -> Reading:
    count = read_number(match["months"]) if match["months"] else 3 * read_number(match["quarters"])
    year = _year_for(match, reference, count, None)
    if year is None:
        return "year_to_date", None, None
    return "year_to_date", date(year, 1, 1), whole_month(year, count)[1]


def _read_years(match: Match, _reference: Reference) -> Reading:
    first, last = read_year(match["year"]), read_year(match["year2"])
    if last < first:
        return "range", None, None
    return ("year" if first == last else "range"), date(first, 1, 1), date(last, 12, 31)


def _read_year(match: Match, reference: Reference) -> Reading:
    _printed, year = printed_year(match, reference)
    if match["total"]:
        return _total_of_year(match, reference, year)
    if match["part"]:
        return _part_of_year(match, reference, year)
    days = None if year is None else whole_year(year)
    return closed(match, reference, "year", days)


def _total_of_year(match: Match, reference: Reference, year: int | None) -> Reading:
    if match["year_word"] == "当年":
        year = reference.year
    if year is None or reference.today is None:
        return "year_to_date", None, None
    start, end = whole_year(year)
    return "year_to_date", start, min(reference.today, end) if start <= reference.today else end


def _part_of_year(match: Match, reference: Reference, year: int | None) -> Reading:
    at_start = match["part"].endswith("初")
    if year is None:
        return closed(match, reference, "range" if at_start else "as_of", None)
    if at_start:
        return closed(match, reference, "range", whole_month(year, 1))
    end = date(year, 12, 31)
    return "as_of", end, end


def _read_year_part(match: Match, reference: Reference) -> Reading:
    return _part_of_year(match, reference, reference.year)


def _read_since_new_year(_match: Match, reference: Reference) -> Reading:
    if reference.year is None:
        return "year_to_date", None, None
    return _since(date(reference.year, 1, 1), reference)


def _read_whole_year(_match: Match, reference: Reference) -> Reading:
    if reference.year is None:
        return "year", None, None
    return "year", *whole_year(reference.year)


ReadingOf = Callable[[Match, Reference], Reading]
CALENDAR_READINGS: dict[str, ReadingOf] = {
    "days": _read_days,
    "marked_days": _read_days,
    "marked_day": _read_day,
    "listed_days": _read_days,
    "day": _read_day,
    "overnight": _read_overnight,
    "unsigned_day": _read_day,
    "months": _read_months,
    "listed_months": _read_months,
    "month": _read_month,
    "quarters": _read_quarters,
    "quarter": _read_quarter,
    "half": _read_half,
    "first_months": _read_first_months,
    "years": _read_years,
    "year": _read_year,
    "year_part": _read_year_part,
    "since_new_year": _read_since_new_year,
    "whole_year": _read_whole_year,
}
