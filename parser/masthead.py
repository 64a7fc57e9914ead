"""刊头: number, reporting period, publisher and day of an issue, out of its first blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .contents import find_contents
from .dates import find_periods, parse_date, parse_period
from .errors import DateError
from .file_names import read_file_name
from .imprint import FoundImprint, find_imprint
from .labels import find_label
from .masthead_lines import Line, LinePeriod, read_line
from .model import Block, Imprint, Masthead, Period, Problem
from .publishers import is_mark, is_periodical, labelled, office_of, series_of, without_marks
from .text import fold_width

_LONGEST_HEAD = 24  # blocks that are looked at
_LONGEST_LINE = 80
_UNKNOWN_LINES = 3  # in a row that a masthead may hold between its own
_LONGEST_CELL = 40
# who made the paper, beside its day: 综合业务科整理 5月26日
_SIGNED = re.compile(r"^.{2,16}(?:整理|供稿|汇编|[编印发制科室处局办]|中心)$")
_OWN_PERIOD = re.compile(
    r"(?:[本上](?:周|期|月|季度?|报告期)|报告期|统计(?:时间|周期|时段|期间|口径)|时间范围"
    r"|第[0-9一二三四五十]{1,3}周)"
    r"[ \t\u3000]*(?:[(（]|[:：]|为)[ \t\u3000]*(?P<words>[^)）。；;，,\n]{4,40})"
)
_LONGEST_WEEK = 10  # days of a period that only the first words of the body print
_LATEST = 15  # days from its end to the day of printing
_LATEST_MONTH = 45  # the same of months and quarters
_OF_MONTHS = ("month", "quarter", "half_year", "year_to_date")
# a title of the body with its days in brackets: 【数据看板】（8月21日—27日）
_OF_TITLE = re.compile(r"^(?=.{6,40}\Z)[^，。；]*[（(][0-9０-９ 月日.—–\-~～至到]+[)）]\s*\Z")
_TITLES = 16  # blocks of the body that are looked at for one
_FIRST_NUMBERS = 4  # a later number on a period of the year before belongs to that year


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMasthead:
    """Masthead and imprint, the positions of their blocks, and what could not be settled."""

    masthead: Masthead
    imprint: Imprint
    furniture: frozenset[int]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What the lines of the head have told so far; the first to tell a fact is believed."""

    year: int | None = None
    loose_year: int | None = None  # in a line that has no number
    number: int | None = None
    week: int | None = None
    whole_number: int | None = None
    periods: list[LinePeriod] = field(default_factory=list)
    published: date | None = None
    posted: date | None = None  # put on a web page: worth less
    yearless_day: str | None = None
    publisher: str | None = None
    signed: bool = False  # the publisher stands on a line with the day
    source: str | None = None  # 来源：, 承办：: worth less
    series: str | None = None
    weak_series: str | None = None  # 情况, 动态: a title only if more of the masthead follows
    first_words: str | None = None  # the line right above the number: 青山信访
    words_above: str | None = None  # a line of words that no ending tells, above a fact
    waiting: str | None = None  # such a line, as long as no fact follows
    title: str | None = None  # other words beside the number
    last: int = -1  # the last block that is surely the masthead's
    problems: list[Problem] = field(default_factory=list)


def find_masthead(blocks: tuple[Block, ...], *, name: str) -> FoundMasthead:
    """Read the first blocks line by line, in whatever order they tell things.

    A number of a week (2024年第28周) is no number of an issue; it only tells the year.
    What the head leaves out is looked for in the closing lines (office, day) and in a bracket
    after 本周 in the first paragraphs (period). The file's ``name`` is the last resort for year
    and numbers and then makes a Problem "masthead_from_name". A period without a year that
    nothing tells is kept with its words and no days.
    """
    seen = _read_head(blocks)
    closing = find_imprint(blocks, after=seen.last)
    masthead = _settle(seen, closing, blocks, name)
    furniture = frozenset(range(seen.last + 1)) | closing.furniture
    return FoundMasthead(
        masthead=masthead,
        imprint=closing.imprint,
        furniture=furniture,
        problems=tuple(seen.problems),
    )


def _read_head(blocks: tuple[Block, ...]) -> _Seen:
    seen = _Seen()
    unknown = 0
    contents = find_contents(blocks[:_LONGEST_HEAD], furniture=frozenset())
    for place, block in enumerate(blocks[:_LONGEST_HEAD]):
        if place in contents:
            continue
        lines = _lines(block)
        if lines is None:
            break
        known = [_note_line(line, seen, block) for line in lines]
        if any(kind == "fact" for kind in known):
            seen.last, unknown = place, 0
            seen.words_above = seen.words_above or seen.waiting
            if seen.weak_series is not None:
                seen.series = seen.series or seen.weak_series
        elif "unknown" in known:
            unknown += 1
            words = _joined_words(lines)
            seen.waiting = seen.waiting or words
            if seen.last < 0 and unknown == 1:
                seen.first_words = words
            if unknown > _UNKNOWN_LINES:
                break
        elif known and place == seen.last + 1:
            seen.last = place  # marks and empty lines right below
    return seen


def _lines(block: Block) -> list[str] | None:
    """The lines of a block that may be the masthead's; None where the body begins."""
    if block.kind == "table":
        return _lines_of_table(block)
    text = block.text.strip()
    label = find_label(text)
    if label is not None and not label.doubtful:
        return None
    lines = text.split("\n")
    if any(len(line) > _LONGEST_LINE or "。" in line.rstrip("。 ") for line in lines):
        return None
    if text.endswith(("。", "；", ";")) and not is_mark(text.rstrip("。；;")):
        return None
    return lines


def _lines_of_table(block: Block) -> list[str] | None:
    """A grid of labels and values as lines "label：value"; None for a table of the body."""
    rows = block.rows or tuple(tuple(row.split(" | ")) for row in block.text.split("\n"))
    lines: list[str] = []
    for row in rows:
        cells = [cell.strip() for cell in row if cell and cell.strip()]
        if any(len(cell) > _LONGEST_CELL and "\n" not in cell for cell in cells):
            return None
        while cells:
            cell = cells.pop(0)
            label = f"{cell.rstrip(':：')}："
            if (
                cells
                and labelled(label + cells[0])
                and len(cell) <= 8
                and not read_line(cell).tells
            ):
                cell = label + cells.pop(0)
            lines.extend(cell.split("\n"))
    heads = [read_line(line) for line in lines]
    if any(line.number is not None or line.published or line.whole_number for line in heads):
        return lines
    return None


def _note_line(text: str, seen: _Seen, block: Block) -> str:
    """Take from a line what it tells: "fact", "mark" (furniture) or "unknown"."""
    if not text.strip():
        return "mark"
    line = read_line(text)
    told = [_note_word(word, following, seen, line, block) for word, following in _pairs(line)]
    _note_facts(line, seen)
    if line.tells or "fact" in told:
        return "fact"
    if line.yearless_day is not None and all(_SIGNED.search(word) for word in line.words):
        return "fact"
    return "unknown" if "unknown" in told else "mark"


def _pairs(line: Line) -> list[tuple[str, str | None]]:
    """Each word with the one after it; words that make up one name are joined first."""
    words = list(line.words)
    whole = "".join(words)
    if len(words) > 1 and series_of(whole) and not any(office_of(word) for word in words):
        words = [whole]
    return list(zip(words, [*words, None][1:], strict=True))


def _note_word(word: str, following: str | None, seen: _Seen, line: Line, block: Block) -> str:
    pair = labelled(word) or (labelled(f"{word}：{following}") if following else None)
    if pair is not None and (pair[0] != "other" or "：" in word or ":" in word):
        return _note_labelled(*pair, seen)
    if is_mark(word):
        return "mark"
    office, series = office_of(word), series_of(word)
    if office is not None and (series is None or not is_periodical(series)):
        signed = line.published is not None and not line.posted
        if seen.publisher is None or (signed and not seen.signed):
            seen.publisher, seen.signed = office, signed
        return "fact"
    if series is not None:
        if is_periodical(series) or line.tells or block.kind == "heading":
            seen.series = seen.series or _with_first_words(series, seen)
            return "fact"
        seen.weak_series = seen.weak_series or series
    elif line.number is not None or line.whole_number is not None:
        seen.title = seen.title or without_marks(word)
    return "unknown"


_GENERIC = re.compile(
    r"(?:一周|每周)?(?:工作|运行|情况|业务|信息)*(?:周报|简报|月报|专报|快报|动态|通报)"
)


def _joined_words(lines: list[str]) -> str | None:
    """The words of a line of nothing but words, letters spaced out put together."""
    words = "".join("".join(read_line(line).words) for line in lines)
    fits = 2 <= len(words) <= 24 and not any(sign in words for sign in "，。；：:;、")
    return words if fits and office_of(words) is None else None


def _with_first_words(series: str, seen: _Seen) -> str:
    """The series with the line above it where it is only 工作周报, and that is no office."""
    if seen.first_words is None or _GENERIC.fullmatch(series) is None:
        return series
    return seen.first_words + series


def _note_labelled(kind: str, value: str, seen: _Seen) -> str:
    office = office_of(value)
    if kind == "office" and office is not None:
        seen.publisher = office
        return "fact"
    if kind == "source" and office is not None:
        seen.source = seen.source or office
    if kind == "series" and (series := series_of(value)) is not None:
        seen.series = seen.series or series
        return "fact"
    return "mark"


def _note_facts(line: Line, seen: _Seen) -> None:
    numbered = line.number is not None or line.whole_number is not None
    if numbered and seen.series is None and seen.number is None and seen.last < 0:
        seen.series = seen.first_words
    has_number = line.number is not None or line.week is not None
    if has_number and seen.number is None and seen.week is None:
        seen.year = line.year or seen.year
    seen.loose_year = seen.loose_year or line.year
    if seen.number is None:
        seen.number = line.number
    if seen.week is None:
        seen.week = line.week
    if seen.whole_number is None:
        seen.whole_number = line.whole_number
    seen.periods.extend(line.periods)
    if line.posted:
        seen.posted = seen.posted or line.published
    else:
        seen.published = seen.published or line.published
    seen.yearless_day = seen.yearless_day or line.yearless_day


def _settle(seen: _Seen, closing: FoundImprint, blocks: tuple[Block, ...], name: str) -> Masthead:
    published = seen.published or closing.published or seen.posted
    number = seen.number
    year = seen.year or seen.loose_year
    named = read_file_name(name)
    whole_number = seen.whole_number
    if number is None and whole_number is None and (named.number or named.whole_number):
        number, whole_number = named.number, named.whole_number
        year = year or named.year
        seen.problems.append(_from_name(name, "期号"))
    elif year is None and published is None and named.year is not None:
        year = named.year
        seen.problems.append(_from_name(name, "年份"))
    if published is None and year is not None and seen.yearless_day is not None:
        published = _day_in(year, seen.yearless_day)
    counted = number if number is not None else seen.week
    period = _reporting_period(seen, blocks, _Known(published=published, year=year, number=counted))
    if published is None and seen.yearless_day is not None and period is not None:
        published = _day_after(period, seen.yearless_day)
    if seen.last < 0:
        message = "没有找到刊头（期号、报告期、编发机关），请核对原件首页"
        seen.problems.append(Problem(code="masthead_missing", message=message))
    return Masthead(
        series=seen.series or seen.title or _series_above(seen, closing) or seen.words_above,
        year=year or _year_from_days(number, period, published),
        number=number,
        whole_number=whole_number,
        period=period,
        publisher=seen.publisher or closing.publisher or seen.source,
        published=published,
    )


def _series_above(seen: _Seen, closing: FoundImprint) -> str | None:
    """The title of a paper whose office and day only stand at its end: 全市安全生产周通报."""
    return seen.weak_series if closing.publisher or closing.published else None


def _from_name(name: str, what: str) -> Problem:
    return Problem(
        code="masthead_from_name",
        message=f"刊头没有印{what}，暂按文件名“{name}”记录，请核对原件",
    )


def _day_in(year: int, yearless: str) -> date | None:
    try:
        return parse_date(f"{year}年{yearless}")
    except DateError:
        return None


def _day_after(period: Period, yearless: str) -> date | None:
    """The first such day from the end of the period on: the paper is printed after it."""
    if period.end is None:
        return None
    days = (_day_in(period.end.year + later, yearless) for later in (0, 1))
    return next((day for day in days if day is not None and day >= period.end), None)


def _year_from_days(
    number: int | None, period: Period | None, published: date | None
) -> int | None:
    """The year of the issue's day; that of the period for the last issues of a year."""
    start = period.start if period is not None else None
    if published is None:
        return start.year if start is not None else None
    if start is not None and number is not None and number > _FIRST_NUMBERS:
        return start.year
    return published.year


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    published: date | None
    year: int | None
    number: int | None


def _reporting_period(seen: _Seen, blocks: tuple[Block, ...], known: _Known) -> Period | None:
    for candidate in _by_rank(seen):
        try:
            return _parse(candidate.printed, known, seen)
        except DateError as error:
            message = f"报告期读不出：{error.what}。{error.remedy or ''}"
            seen.problems.append(Problem(code="period_unsettled", message=message))
            return None
    return _period_of_body(blocks[seen.last + 1 :], known, seen)


def _by_rank(seen: _Seen) -> list[LinePeriod]:
    """From day to day in brackets first; a month only alone, or at the head of a title."""
    monthly = seen.series is not None and any(sign in seen.series for sign in "月季年")
    fitting = [
        period
        for period in seen.periods
        if period.of_days or period.bare or period.leads or monthly
    ]
    return sorted(fitting, key=lambda period: (not period.of_days, not period.bare))


def _parse(printed: str, known: _Known, seen: _Seen) -> Period:
    period = parse_period(printed, published=known.published, year=known.year, number=known.number)
    if period.start is None:
        message = f"报告期“{printed}”没有年份，刊头和印发日期也没有，请核对原件"
        seen.problems.append(Problem(code="period_without_year", message=message))
    elif period.kind == "year_to_date" and period.end is not None and "月" in (seen.series or ""):
        # 1—7月份全县…情况 in a monthly paper: the month reported on is the last
        return replace(period, kind="month", start=period.end.replace(day=1))
    return period


def _period_of_body(blocks: tuple[Block, ...], known: _Known, seen: _Seen) -> Period | None:
    """The period that the first paragraphs print behind 本周 or 报告期, in brackets or after ：."""
    for block in blocks[:4]:
        for match in _OWN_PERIOD.finditer(fold_width(block.text)):
            words = block.text[match.start("words") : match.end("words")]
            try:
                return _parse(words, known, seen)
            except DateError:
                continue
    titles = [block for block in blocks[2:_TITLES] if _OF_TITLE.search(block.text) is not None]
    return _first_days([*blocks[:2], *titles], known, weekly="周" in (seen.series or ""))


def _first_days(blocks: Sequence[Block], known: _Known, *, weekly: bool) -> Period | None:
    """The time before the day of printing that the body's first words speak of."""
    if known.published is None:
        return None
    for block in blocks:
        for found in find_periods(block.text, period=None, published=known.published):
            start, end = found.period.start, found.period.end
            if start is None or end is None:
                continue
            lag = (known.published - end).days
            if found.period.kind in ("week", "range"):
                if 4 <= (end - start).days < _LONGEST_WEEK and 0 <= lag <= _LATEST:
                    return replace(found.period, kind="week")
            elif not weekly and found.period.kind in _OF_MONTHS and 0 < lag <= _LATEST_MONTH:
                return found.period
    return None
