"""The days that a vague word (近期) can mean: an assumption, kept apart from what is printed.

An issue tells of what had happened when it was written, so the last day is that of its period;
how far 近期 reaches back nobody prints. The stretches here are wide on purpose: they are drawn,
filtered by nothing and never take the place of a printed day.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from .records import EventRow

Days = tuple[date, date]

# the first that has one of its characters counts: 近几年, 年初; 近日, 日前, 近几天, 周末
_REACH = (("年", timedelta(days=366)), ("日天周", timedelta(days=14)))
_OTHERWISE = timedelta(days=31)  # 近期, 最近, 月初

RULE = (
    "推定以报告期的末日为止，“近日、日前”往前算两周，“近期、最近”往前算一个月；"
    "几期都报道过的，以最早那一期为止"
)


def assume_days(reports: Iterable[EventRow]) -> Days | None:
    """The days that are left when every report is right; None where no issue has a day.

    A later issue may tell of it again, so it happened before the first issue's period ended.
    """
    stretches = [days for row in reports if (days := _assume(row)) is not None]
    if not stretches:
        return None
    last = min(end for _, end in stretches)
    return max(start for start, end in stretches if start <= last), last


def _assume(row: EventRow) -> Days | None:
    last = row.issue.last
    if last is None:
        return None
    back = last - _reach(row.event.date_printed or "") + timedelta(days=1)
    return min(back, row.issue.first or last), last


def _reach(words: str) -> timedelta:
    return next((reach for signs, reach in _REACH if set(signs) & set(words)), _OTHERWISE)
