"""Public holidays of the mainland (法定节假日), day by day, as the State Council announced them.

Facts, not rules: the days off of each year are fixed by a notice of 国务院办公厅, whose number
stands beside them. A working day is a Monday to Friday that is no holiday; the Saturdays and
Sundays on which work is made up are left out, as no week of reports hangs on them.
"""

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2013, 2026
_DAY = timedelta(days=1)

# year: (notice, days off as month/day—month/day)
_NOTICES: dict[int, tuple[str, str]] = {
    2013: (
        "国办发明电〔2012〕33号",
        "1/1-1/3 2/9-2/15 4/4-4/6 4/29-5/1 6/10-6/12 9/19-9/21 10/1-10/7",
    ),
    2014: (
        "国办发明电〔2013〕28号",
        "1/1-1/1 1/31-2/6 4/5-4/7 5/1-5/3 5/31-6/2 9/6-9/8 10/1-10/7",
    ),
    2015: (
        "国办发明电〔2014〕28号；国发明电〔2015〕1号",
        "1/1-1/3 2/18-2/24 4/4-4/6 5/1-5/3 6/20-6/22 9/3-9/5 9/26-9/27 10/1-10/7",
    ),
    2016: (
        "国办发明电〔2015〕18号",
        "1/1-1/3 2/7-2/13 4/2-4/4 4/30-5/2 6/9-6/11 9/15-9/17 10/1-10/7",
    ),
    2017: (
        "国办发明电〔2016〕17号",
        "1/1-1/2 1/27-2/2 4/2-4/4 4/29-5/1 5/28-5/30 10/1-10/8",
    ),
    2018: (
        "国办发明电〔2017〕12号",
        "1/1-1/1 2/15-2/21 4/5-4/7 4/29-5/1 6/16-6/18 9/22-9/24 10/1-10/7 12/30-12/31",
    ),
    2019: (
        "国办发明电〔2018〕15号；国办发明电〔2019〕3号",
        "1/1-1/1 2/4-2/10 4/5-4/7 5/1-5/4 6/7-6/9 9/13-9/15 10/1-10/7",
    ),
    2020: (
        "国办发明电〔2019〕16号；国办发明电〔2020〕1号",
        "1/1-1/1 1/24-2/2 4/4-4/6 5/1-5/5 6/25-6/27 10/1-10/8",
    ),
    2021: (
        "国办发明电〔2020〕27号",
        "1/1-1/3 2/11-2/17 4/3-4/5 5/1-5/5 6/12-6/14 9/19-9/21 10/1-10/7",
    ),
    2022: (
        "国办发明电〔2021〕11号",
        "1/1-1/3 1/31-2/6 4/3-4/5 4/30-5/4 6/3-6/5 9/10-9/12 10/1-10/7 12/31-12/31",
    ),
    2023: (
        "国办发明电〔2022〕16号",
        "1/1-1/2 1/21-1/27 4/5-4/5 4/29-5/3 6/22-6/24 9/29-10/6 12/30-12/31",
    ),
    2024: (
        "国办发明电〔2023〕7号",
        "1/1-1/1 2/10-2/17 4/4-4/6 5/1-5/5 6/8-6/10 9/15-9/17 10/1-10/7",
    ),
    2025: (
        "国办发明电〔2024〕12号",
        "1/1-1/1 1/28-2/4 4/4-4/6 5/1-5/5 5/31-6/2 10/1-10/8",
    ),
    2026: (
        "国办发明电〔2025〕7号",
        "1/1-1/3 2/15-2/23 4/4-4/6 5/1-5/5 6/19-6/21 9/25-9/27 10/1-10/7",
    ),
}


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The days off of a year; none for a year that no notice here speaks of."""
    _, printed = _NOTICES.get(year, ("", ""))
    return frozenset(day for span in printed.split() for day in _days_of(span, year))


def _days_of(span: str, year: int) -> list[date]:
    first, last = (
        date(year, int(month), int(day))
        for month, day in (text.split("/") for text in span.split("-"))
    )
    return [first + n * _DAY for n in range((last - first).days + 1)]


def notice_of(year: int) -> str | None:
    """The notices that fix the year's holidays; None where none is known here."""
    return _NOTICES[year][0] if year in _NOTICES else None


def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from ``first`` to ``last``, both included."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < 5 and day not in holidays_of(day.year))
