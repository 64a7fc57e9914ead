"""One line of a masthead taken apart: number, period, day, and the words that are left."""

import re
from dataclasses import dataclass
from datetime import date

from .date_forms import fold_dates, read_number, read_year
from .dates import find_periods, parse_date, parse_period
from .errors import DateError

_GAP = r"[ \t]*"
_CN = r"(?:[〇零一二三四五六七八九十百千廿](?:[ \t]*[〇零一二三四五六七八九十百千廿])*)"
_NUMBER = rf"(?:[0-9]{{1,4}}|{_CN})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|二[〇○◯零oO][一二三四五六七八九〇○◯零oO]{2})"

# 总第447期, 总447期, 累计第447期, 总期号：447
_WHOLE = re.compile(
    rf"[(\[]?{_GAP}(?:(?:累计|总){_GAP}(?:第{_GAP})?(?P<number>{_NUMBER}){_GAP}[期号]"
    rf"|(?:总{_GAP}期?{_GAP}第|总期[号数]:?{_GAP}第?){_GAP}(?P<unsigned>{_NUMBER})){_GAP}[)\]]?"
)
_ISSUE = re.compile(
    rf"(?:[〔\[(]?{_GAP}{_YEAR}{_GAP}[〕\])]?{_GAP}(?:年度?)?{_GAP})?"
    rf"(?:(?<!月)第{_GAP}(?P<number>{_NUMBER}){_GAP}(?P<unit>[期号周])"
    rf"|(?<![0-9第总])(?P<bare>[0-9]{{1,3}}){_GAP}期"
    rf"|(?<=[〕\])]){_GAP}(?P<filed>[0-9]{{1,3}}){_GAP}号|[Nn][Oo][.:]{_GAP}(?P<sign>[0-9]{{1,3}})(?![0-9]))"
)
# an office's letters are numbered too: 青政函〔2023〕27号 is not an issue's number
_LETTER = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}[函发办字通政令呈复议]{_GAP}[〔\[(][0-9]{{4}}[〕\])]{_GAP}[0-9]{{1,4}}{_GAP}号"
)
_WEEK_OF_MONTH = re.compile(rf"(?<=月)第{_GAP}[0-9一二三四五六]{_GAP}周")
_YEAR_ALONE = re.compile(rf"{_YEAR}{_GAP}年度?")
_DOTTED = re.compile(
    r"[(\[]?[ \t]*(?:[0-9]{4}\.)?[0-9]{1,2}\.[0-9]{1,2}[ \t]*[-~至到]{1,2}[ \t]*"
    r"(?:[0-9]{4}\.)?[0-9]{1,2}\.[0-9]{1,2}[ \t]*[)\]]?"
)
# （12.2—12.8）　（模拟）
_DOTTED_ASIDE = re.compile(rf"(?<![^\s])(?=[(\[]){_DOTTED.pattern}(?<=[)\]])(?![^\s])")
_WEEKDAY = re.compile(r"[(][ \t]*(?:星期|周)[一二三四五六日天][ \t]*[)]|星期[一二三四五六日天]")
_POSTED = re.compile(r"(?:发布|更新|上传|公开|录入|浏览|生成)[^:：]{0,4}[:：]?[ \t]*$")
_DAYS = ("week", "range", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePeriod:
    """A reporting period seen in a line; its year is settled when the whole masthead is known."""

    printed: str  # the words that parse_period reads
    of_days: bool  # from day to day; else a month, quarter or the like
    bare: bool  # nothing but the period, or in brackets: surely the reporting period
    leads: bool = False  # the line begins with it: 一季度大厅运行情况


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line of a masthead says."""

    words: tuple[str, ...]  # what is left of it, without brackets and marks
    year: int | None = None
    number: int | None = None
    week: int | None = None  # 第28周, where it stands in the place of a number
    whole_number: int | None = None
    periods: tuple[LinePeriod, ...] = ()
    published: date | None = None
    posted: bool = False  # the day is that of putting it on a web page
    yearless_day: str | None = None

    @property
    def tells(self) -> bool:
        """Whether the line has any of a masthead's own facts."""
        return bool(
            self.number is not None
            or self.week is not None
            or self.whole_number is not None
            or self.periods
            or self.published
        )


def read_line(text: str) -> Line:
    """Take a line apart; ``words`` keeps its spelling, all else is read from the folded text."""
    folded = fold_dates(text)
    cuts: list[tuple[int, int]] = []
    _cut(_LETTER, folded, cuts)
    whole = _cut(_WHOLE, folded, cuts)
    issue = _cut_issue(folded, cuts)
    before_times = _blanked(folded, cuts)
    cuts.extend(match.span() for match in _WEEK_OF_MONTH.finditer(folded))
    periods, days, yearless = _cut_times(text, before_times, cuts)
    year = read_year(issue["year"]) if issue is not None and issue["year"] else None
    if year is None and not days and not any(period.of_days for period in periods):
        year = _cut_year(before_times, cuts)
    number = week = None
    if issue is not None:
        digits = issue["number"] or issue["bare"] or issue["filed"] or issue["sign"]
        read = read_number_of_issue(digits)
        number, week = (None, read) if issue["unit"] == "周" else (read, None)
    return Line(
        words=_words(text, cuts),
        year=year,
        number=number,
        week=week,
        whole_number=None
        if whole is None
        else read_number_of_issue(whole["number"] or whole["unsigned"]),
        periods=periods,
        published=days[0][0] if days else None,
        posted=bool(days) and days[0][1],
        yearless_day=yearless,
    )


def read_number_of_issue(digits: str) -> int:
    """A number up to the thousands in figures or Chinese numerals, spaces inside put up with."""
    digits = "".join(digits.split())
    if digits.isdecimal():
        return int(digits)
    total = ones = 0
    for sign in digits:
        if sign in "百千":
            total += (ones or 1) * (100 if sign == "百" else 1000)
            ones = 0
        elif sign in "十廿":
            total += (ones or 1) * 10 if sign == "十" else 20
            ones = 0
        else:
            # 二七 for 27 and 二百〇七: digits that follow each other count as places
            ones = ones * 10 + (0 if sign in "〇零" else read_number(sign))
    return total + ones


def _cut(
    pattern: re.Pattern[str], folded: str, cuts: list[tuple[int, int]]
) -> re.Match[str] | None:
    match = pattern.search(folded)
    if match is not None:
        cuts.append(match.span())
    return match


def _cut_issue(folded: str, cuts: list[tuple[int, int]]) -> re.Match[str] | None:
    """The issue's number; a week's number is taken only where there is no other."""
    rest = _blanked(folded, cuts)
    matches = list(_ISSUE.finditer(rest))
    cuts.extend(match.span() for match in matches)
    numbers = [match for match in matches if match["unit"] != "周"]
    if not numbers:
        return matches[0] if matches else None
    best = numbers[0]
    if best["year"] is None:
        # 2024年第28周 第27期: the year may stand with either
        best = next((match for match in numbers if match["year"]), best)
    return best


def _cut_year(rest: str, cuts: list[tuple[int, int]]) -> int | None:
    """A year that stands alone, or with a month: 2023年度, 2023年7月第3周."""
    alone = _YEAR_ALONE.search(rest)
    if alone is None:
        return None
    cuts.append(alone.span())
    return read_year(alone["year"])


def _cut_times(
    text: str, rest: str, cuts: list[tuple[int, int]]
) -> tuple[tuple[LinePeriod, ...], list[tuple[date, bool]], str | None]:
    """Periods, days of printing with whether they are a web page's, and a day without its year."""
    periods: list[LinePeriod] = []
    days: list[tuple[date, bool]] = []
    yearless = None
    dotted = _DOTTED.fullmatch(rest.strip()) or _DOTTED_ASIDE.search(rest)
    if dotted is not None:
        start = rest.index(dotted[0])
        cuts.append((start, start + len(dotted[0])))
        printed = text[start : start + len(dotted[0])].strip("()（）[] \t\u3000")
        return (LinePeriod(printed=printed, of_days=True, bare=True),), days, None
    for found in find_periods(rest, period=None, published=None):
        printed = text[found.start : found.end]
        if found.period.kind == "day":
            try:
                days.append((parse_date(printed), bool(_POSTED.search(rest[: found.start]))))
            except DateError:
                yearless = yearless or printed
            cuts.append((found.start, found.end))
        elif _reads_as_period(printed):
            cuts.append((found.start, found.end))
            periods.append(
                LinePeriod(
                    printed=printed,
                    of_days="日" in printed or found.period.kind in _DAYS,
                    bare=_is_bare(rest, found.start, found.end),
                    leads=not rest[: found.start].strip(),
                )
            )
    cuts.extend(match.span() for match in _WEEKDAY.finditer(rest))
    return tuple(periods), days, yearless


def _reads_as_period(printed: str) -> bool:
    try:
        return parse_period(printed, published=None).printed == printed
    except DateError:
        return "日" in printed and any(sign in printed for sign in "-—–~～至到")


def _is_bare(rest: str, start: int, end: int) -> bool:
    before, after = rest[:start].rstrip(), rest[end:].lstrip()
    in_brackets = before.endswith(("(", "[", "〔")) and after.startswith((")", "]", "〕"))
    return in_brackets or (not before and not after)


def _blanked(folded: str, cuts: list[tuple[int, int]]) -> str:
    signs = list(folded)
    for start, end in cuts:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


_EMPTY_BRACKETS = re.compile(r"[(（\[〔【《][\s\-—·,，、]*[)）\]〕】》]")
_EDGES = " \t\u3000·•|｜—-–―─━_=*★☆■□◆●▲:：,，、;；/"


def _words(text: str, cuts: list[tuple[int, int]]) -> tuple[str, ...]:
    """The rest of the line at its gaps; letters spaced out (周　报) come together again."""
    rest = _EMPTY_BRACKETS.sub(" ", _blanked(text, cuts))
    rest = _EMPTY_BRACKETS.sub(" ", rest)
    words: list[str] = []
    spaced = False
    for token in rest.split():
        word = token.strip(_EDGES)
        if not word:
            continue
        if spaced and len(word) == 1 and words:
            words[-1] += word
        else:
            words.append(word)
            spaced = len(word) == 1
    return tuple(words)
