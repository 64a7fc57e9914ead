"""Dates and periods as these reports print them.

``find_periods`` reads running text, ``parse_period`` a masthead, ``parse_date`` a day,
``parse_range`` what a user types. None of them guesses a year: what neither the words nor the
issue's own frame settles stays None, or is a DateError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .date_calendar import Reading, kind_of_days, printed_year, read_ends
from .date_forms import ANY_FORM, EIGHT_DIGITS, FORMS, FURTHER_DAY, UNTIL, fold_dates, read_number
from .date_near import COMPARED, READINGS, shifted_back
from .date_ranges import parse_range
from .date_reference import Days, Reference, existing_day
from .errors import DateError
from .model import Period, PeriodKind

__all__ = ["FoundPeriod", "find_periods", "parse_date", "parse_period", "parse_range"]

_NUMERALS = "〇零一二三四五六七八九十百两几数多"
_SENTENCE_START = re.compile(
    r"(?:^|[。;\n]|^[(]?[0-9一二三四五六七八九十]{1,3}[).、.]|^[①-⑳◇◆△▲●○■□★☆·—-]{1,2})[ \t]*$"
)


# sign that a form starts with -> signs before it that make another word of both
_TAILS = {
    "上": "以之",
    "下": "以之",
    "本": "成基资文样版日剧课书根标",
    "前": "年月日周天以之目当",
    "年": "0123456789今去前明后本当同" + _NUMERALS + "近每半",
    "近": "临接附邻最靠",
    "日": "0123456789作节假生当今次每近昨即明同平翌往" + _NUMERALS,
    "目": "面项题",
    "全": "周健",
    "当": "适恰相应不担充",
    "最": "",
    "一": _NUMERALS + "第每近这那同",
    "二": _NUMERALS + "第每近这那前头",
    "三": _NUMERALS + "第每近这那前头",
    "十": _NUMERALS + "第每近",
    "至": "甚乃以直",
    "报": "日周月年",
    "到": "",
}


_RECENT = 20  # 去年同期 speaks of no period farther back than so many


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPeriod:
    """A date or period and where its words stand: half-open, in the searched text.

    ``period.start`` and ``.end`` are None where the words or the issue do not settle them:
    近期, a day that does not exist (6月31日), a missing year with nothing to take it from.
    """

    start: int
    end: int
    period: Period


@lru_cache(maxsize=256)  # the finders of events and of figures ask for the same block
def find_periods(
    text: str, *, period: Period | None, published: date | None
) -> tuple[FoundPeriod, ...]:
    """Every expression of time in running text, in order, none overlapping.

    ``period`` is the issue's reporting period, ``published`` the day it was printed: 本周 is the
    period, 今年以来 runs from 1 January to its end, a date without a year gets the period's year
    (in January, 12月 is the December before). 7月底 and 7月末 are the kind "as_of": a state on the
    last day. 1—N月, 前N个月 and 前三季度 are "year_to_date", 1—12月 is "year". 去年同期 is
    the period printed before it in the same text, else the reporting period, a year earlier. For
    上周 see ``Reference.last_week``. Ordinals and counts (1—33批, 24小时, 2—3个) are left alone.
    """
    folded = fold_dates(text)
    reference = Reference.of(period, published)
    found: list[FoundPeriod] = []
    for name, match in _matches(folded):
        kind, first, last = _read(name, match, reference, found)
        start = match.start()
        if (until := UNTIL.search(folded, max(0, start - 8), start)) is not None:
            start, kind, first = until.start(), "as_of", last
        end = start + len(folded[start : match.end()].rstrip())
        settled = Period(kind=kind, start=first, end=last, printed=text[start:end])
        found.append(FoundPeriod(start=start, end=end, period=settled))
        if name in ("day", "days"):
            found.extend(_further_days(text, folded, found[-1]))
    return tuple(found)


def _matches(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    place = 0
    while (match := ANY_FORM.search(folded, place)) is not None:
        name = match.lastgroup
        assert name is not None
        if _belongs_to_more(folded, match.start(), name):
            place = match.start() + 1
            continue
        exact = FORMS[name].match(folded, match.start())
        assert exact is not None
        yield name, exact
        place = exact.end()


def _belongs_to_more(folded: str, start: int, name: str) -> bool:
    """Whether the match is the tail of another word or number: 以|上年, 基|本月, 1|2月, 3|年内."""
    first = folded[start]
    before = folded[start - 1] if start else ""
    if first.isdecimal():
        if before.isdecimal() or before == "第":
            return True
        if name in ("bare_day", "bare_days"):
            return _SENTENCE_START.search(folded, max(0, start - 8), start) is None
        return False
    if not before:
        return False
    return before in _TAILS.get(first, "")


def _read(
    name: str, match: re.Match[str], reference: Reference, found: list[FoundPeriod]
) -> Reading:
    if name == "week" and match["near"] in {"上", "上一"} and _told_of_week(found, reference):
        week = reference.other_week(-1)
        return ("week", *week) if week else ("week", None, None)
    if match.groupdict().get("same"):
        base = _compared_days(match.string, found, reference)
        if base is None:
            return "range", None, None
        return shifted_back(base, match)
    try:
        return READINGS[name](match, reference)
    except DateError:
        return "day", None, None


def _told_of_week(found: list[FoundPeriod], reference: Reference) -> bool:
    """Whether the text has named the days of the reporting week: 上周 is then the week before."""
    return reference.start is not None and any(
        (earlier.period.start, earlier.period.end) == (reference.start, reference.end)
        and "上" not in earlier.period.printed
        for earlier in found[-_RECENT:]
        if reference.start is not None
    )


def _compared_days(
    text: str, found: list[FoundPeriod], reference: Reference
) -> tuple[PeriodKind, Days] | None:
    for earlier in reversed(found[-_RECENT:]):
        settled = earlier.period
        # 比上周减少12例；去年同期为59例: the year before of this week, not of last week
        if COMPARED.search(text, max(0, earlier.start - 3), earlier.start):
            continue
        if settled.start and settled.end and "同" not in settled.printed:
            return settled.kind, (settled.start, settled.end)
    if reference.period and reference.start and reference.end:
        return reference.period.kind, (reference.start, reference.end)
    return None


def _further_days(text: str, folded: str, before: FoundPeriod) -> Iterator[FoundPeriod]:
    """The days after 7月18日 in 7月18日、20日和22日, which share its month."""
    last = before.period.end
    place = before.end
    while last is not None and (match := FURTHER_DAY.match(folded, place)) is not None:
        try:
            day = last.replace(day=int(match["day"]))
        except ValueError:
            return
        if day <= last:
            return
        start = match.start("day")
        printed = text[start : match.end()]
        yield FoundPeriod(
            start=start,
            end=match.end(),
            period=Period(kind="day", start=day, end=day, printed=printed),
        )
        last, place = day, match.end()


def parse_period(
    text: str, *, published: date | None, year: int | None = None, number: int | None = None
) -> Period:
    """Read a reporting period (报告期) such as '9月18日—24日' out of a line of a masthead.

    Mastheads leave the year out. It is ``year`` (of the issue), else one printed elsewhere in
    ``text``, each corrected by one if that puts the period shortly before ``published``: issue 1
    of 2024, out on 3 January, covers '12月25日—31日' of the year before. With no day of
    publication the first issues (``number``) of a year speak of the December before.

    Returns:
        First and last day, both included; both None if no year can be had. A range of up to
        eight days is of the kind "week"; its length is not checked otherwise: issues around
        Spring Festival cover two weeks or more.

    Raises:
        DateError: No period in ``text`` (a week's number alone is none), or no such day.
    """
    folded = fold_dates(text)
    if year is None and (named := _YEAR_IN_LINE.search(folded)) is not None:
        year = int(named[1])
    for name in _MASTHEAD_FORMS:
        match = _find_form(name, folded)
        if match is None:
            continue
        printed = text[match.start() : match.end()]
        if name in _DAY_RANGES:
            return _masthead_days(match, printed, _Settled(published, year, number))
        return _masthead_months(name, match, printed, _Settled(published, year, number))
    raise DateError(
        f"没有找到报告期：“{text.strip()}”", remedy="报告期请写成“7月17日—7月21日”的样子"
    )


_YEAR_IN_LINE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[ \t]*年")
_DAY_RANGES = ("days", "marked_days", "dotted_days")
_MASTHEAD_FORMS = (*_DAY_RANGES, "months", "quarters", "quarter", "half", "first_months", "month")
# only a masthead prints days like decimals: 7.17-7.21
_DOTTED_DAYS = re.compile(
    r"(?<![0-9.])(?P<month>[0-9]{1,2})\.(?P<day>[0-9]{1,2})[ \t]*(?:[-~]{1,2}|至|到)[ \t]*"
    r"(?:(?P<month2>[0-9]{1,2})\.)?(?P<day2>[0-9]{1,2})(?![0-9.])"
)


def _find_form(name: str, folded: str) -> re.Match[str] | None:
    pattern = _DOTTED_DAYS if name == "dotted_days" else FORMS[name]
    place = 0
    while (match := pattern.search(folded, place)) is not None:
        if not _belongs_to_more(folded, match.start(), name):
            return match
        place = match.start() + 1
    return None


@dataclass(frozen=True, slots=True)
class _Settled:
    """What is known of the year of an issue, and the year that follows for its period."""

    published: date | None
    year: int | None
    number: int | None

    def year_ending(self, month: int, day: int) -> int | None:
        """The year of a period whose last day is ``day`` of ``month``."""
        if self.published is None:
            if self.year is not None and month >= 11 and self.number in (1, 2, 3):
                return self.year - 1
            return self.year
        nearest = self.published.year if self.year is None else self.year
        for candidate in (nearest, nearest - 1, nearest + 1):
            if _shortly_before(self.published, candidate, month, day):
                return candidate
        if self.year is not None:
            return self.year
        late = (month, day) > (self.published.month, self.published.day)
        return nearest - 1 if late else nearest


def _shortly_before(published: date, year: int, month: int, day: int) -> bool:
    """Whether the day lies in the half year before ``published``; some issues come days early."""
    try:
        lag = (published - date(year, month, day)).days
    except ValueError:
        return False
    return -14 <= lag <= 180


def _masthead_days(match: re.Match[str], printed: str, settled: _Settled) -> Period:
    (year, month, day), (year2, month2, day2) = read_ends(match, Reference())
    if year is None or year2 is None:
        year2 = settled.year_ending(month2, day2)
        if year2 is None:
            existing_day(2000, month, day, printed=printed)
            existing_day(2000, month2, day2, printed=printed)
            return Period(kind="week", start=None, end=None, printed=printed)
        year = year2 - 1 if (month2, day2) < (month, day) else year2
    start = existing_day(year, month, day, printed=printed)
    end = existing_day(year2, month2, day2, printed=printed)
    if end < start:
        raise DateError(
            f"报告期的止日早于起日：“{printed}”",
            remedy="请核对原件；若原件如此，可保留，系统会记为疑点",
        )
    kind = kind_of_days(start, end, Reference())
    if kind == "range" and (end - start).days < 8:
        kind = "week"
    return Period(kind=kind, start=start, end=end, printed=printed)


def _masthead_months(name: str, match: re.Match[str], printed: str, settled: _Settled) -> Period:
    kind, start, end = READINGS[name](match, Reference(published=date(2000, 12, 31)))
    year = printed_year(match, Reference())[1]
    if year is None and end is not None:
        year = settled.year_ending(end.month, end.day if end.month != 2 else 28)
    if year is None:
        return Period(kind=kind, start=None, end=None, printed=printed)
    kind, start, end = READINGS[name](match, Reference(published=date(year, 12, 31)))
    return Period(kind=kind, start=start, end=end, printed=printed)


def parse_date(text: str) -> date:
    """The one day that ``text`` names, with its year.

    Forms: 2023年8月1日, 2023-08-01, 20230801, 二〇二三年八月一日; 日 may be left out (2022年8月19).

    Raises:
        DateError: ``text`` is more or something else, has no year, or names no existing day.
    """
    folded = fold_dates(text).strip()
    if match := EIGHT_DIGITS.fullmatch(folded):
        return existing_day(int(match[1]), int(match[2]), int(match[3]), printed=folded)
    for name in ("day", "marked_day", "unsigned_day"):
        match = FORMS[name].fullmatch(folded)
        if match is None:
            continue
        year = printed_year(match, Reference())[1]
        if year is None:
            break
        month, day = read_number(match["month"]), read_number(match["day"])
        return existing_day(year, month, day, printed=text.strip())
    raise DateError(f"不是日期：“{text.strip()}”", remedy="日期请写成 2023-07-17 或 2023年7月17日")
