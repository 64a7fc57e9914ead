"""What an issue's words for time are counted from: its reporting period and its printing day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from .errors import DateError
from .model import Period

Days = tuple[date, date]

_FAR_AHEAD = timedelta(days=240)
_JUST_AHEAD = timedelta(days=21)
_A_WEEK = timedelta(days=7)
_LONGEST_WEEK = 8  # days; longer periods (Spring Festival, a month) are not called 本周


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The frame in which 本周, 今年 and dates without a year are read; each part may be unknown."""

    start: date | None = None  # of the reporting period (报告期)
    end: date | None = None
    period: Period | None = None
    published: date | None = None

    @classmethod
    def of(cls, period: Period | None, published: date | None) -> "Reference":
        """The frame of an issue."""
        if period is None or period.start is None or period.end is None:
            return cls(period=period, published=published)
        return cls(start=period.start, end=period.end, period=period, published=published)

    @property
    def today(self) -> date | None:
        """The day the issue speaks from: the last of its period, else the day it was printed."""
        return self.end or self.published

    @property
    def year(self) -> int | None:
        """今年."""
        return self.today.year if self.today else None

    def year_of(self, month: int, day: int | None, *, planned: bool) -> int | None:
        """The year of a month or day that is printed without one; None when nothing tells.

        It is the year the issue speaks from, except that 12月 in an issue of January is the
        December before (not if ``planned``: 12月底前) and that 1月3日 in the last days of
        December is next year's.
        """
        today = self.today
        if today is None:
            return None
        try:
            meant = date(today.year, month, day or 1)
        except ValueError:
            return today.year
        if meant - today > _FAR_AHEAD and not planned:
            return today.year - 1
        if day is not None and month == 1 and today.month == 12:
            ahead = meant.replace(year=today.year + 1) - today
            return today.year + 1 if ahead <= _JUST_AHEAD else today.year
        return today.year

    def this_week(self) -> Days | None:
        """本周: the reporting period, if it is short enough to be called so."""
        if self.start is None or self.end is None:
            return None
        if (self.end - self.start).days >= _LONGEST_WEEK:
            return None
        return self.start, self.end

    def other_week(self, shift: int) -> Days | None:
        """The week ``shift`` weeks from 本周; from the week of printing when there is no period."""
        if self.start is not None and self.end is not None:
            if (self.end - self.start).days < _LONGEST_WEEK - 1:
                return self.start + shift * _A_WEEK, self.end + shift * _A_WEEK
            day = self.start if shift < 0 else self.end
            return whole_week(day + shift * _A_WEEK)
        if self.published is None:
            return None
        return whole_week(self.published + shift * _A_WEEK)

    def last_week(self, *, compared: bool) -> Days | None:
        """上周: the week before 本周, unless the office calls its reporting week so.

        An office that prints on Monday writes 上周受理… of the week it reports on. That is taken
        to be meant when the issue was printed in the calendar week after its period, and the
        word is not ``compared`` with (较上周, 比上周, or 本周 in the same text).
        """
        if not compared and self.is_printed_after:
            return self.this_week()
        return self.other_week(-1)

    @property
    def is_printed_after(self) -> bool:
        """Whether the issue tells of the calendar week before the one it was printed in."""
        if self.end is None or self.published is None or self.this_week() is None:
            return False
        return whole_week(self.published)[0] - whole_week(self.end)[0] == _A_WEEK

    def weekday(self, week: Days, weekday: int) -> date:
        """The day of ``week`` (0 is Monday); one from Saturday to Friday has its own Saturday."""
        day = week[0]
        while day <= week[1]:
            if day.weekday() == weekday:
                return day
            day += timedelta(days=1)
        return whole_week(week[1])[0] + timedelta(days=weekday)


def whole_week(day: date) -> Days:
    """Monday and Sunday of the week of ``day``."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def whole_month(year: int, month: int) -> Days:
    """First and last day of a month; months run on past 12 and below 1 into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def whole_year(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def existing_day(year: int, month: int, day: int, *, printed: str) -> date:
    """The day; a DateError that shows ``printed`` when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(
            f"日期不存在：“{printed}”",
            remedy="请核对原件；若原件如此，可保留，系统会记为疑点",
        ) from None


def shifted_year(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the 28th where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))
