"""The cells of a year's papers: printed numbers, sums and differences, changes, and gaps."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .checks import Check
from .derived import Span
from .periods import PointKind, kind_of, order_of
from .records import FigureRow, IssueRow, Missing
from .series import Series
from .wording import say_number

_DAY = timedelta(days=1)
_TENTH = Decimal("0.1")
_RATES = frozenset("% ％ ‰ 个百分点 百分点 倍 成 分 天 个工作日 工作日 小时 分钟 秒 度 ℃".split())
_NOT_SUMMED = re.compile(r"均|率|占比|比重|比例|排名|时限|时长|平均|增长|提速|单价")
_LEVEL_KINDS: tuple[PointKind, ...] = ("as_of", "week", "day", None, "year_to_date", "range")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number of the year's papers, or why there is none.

    ``sources`` are the printed figures it is, or was worked out from, the latest first.
    """

    value: Decimal | None = None
    is_derived: bool = False
    sources: tuple[FigureRow, ...] = ()
    said: str = ""  # how it came about; with no value, why not
    doubts: tuple[Check, ...] = ()  # checks of its sources that found a difference


def year_of(issue: IssueRow) -> int | None:
    """The year an issue belongs to: that of its last day."""
    return issue.year if issue.last is None else issue.last.year


def key_of(row: FigureRow) -> tuple[str, int, int]:
    """Which printed number a figure is."""
    return row.issue.key, row.figure.span.block, row.figure.span.start


def adds_up(series: Series) -> bool:
    """Whether sums over weeks mean something: not for shares, averages, days."""
    words = f"{series.scope or ''} {series.indicator or ''}"
    return series.unit not in _RATES and not _NOT_SUMMED.search(words)


def find_month(row: FigureRow) -> tuple[int, int] | None:
    """The whole month that a figure is printed for; a month that was not over is none."""
    period = row.figure.period
    if period is None or period.kind != "month" or row.settled.qualifier is not None:
        return None
    start, end = period.start, period.end
    if start is None or end is None or start.day != 1 or (end + _DAY).day != 1:
        return None
    if row.issue.last is None or row.issue.last < end:
        return None
    return (start.year, start.month) if start.month == end.month else None


def make_month_cell(printed: FigureRow) -> Cell:
    return Cell(value=printed.settled.value, sources=(printed,), said="原文写明的当月数")


def make_span_cell(
    span: Span,
    missing: Mapping[str, Sequence[Missing]],
    before: IssueRow | None,
    after: IssueRow | None,
) -> Cell:
    """A month or year that was worked out.

    Args:
        span: The month or year.
        missing: The runs of missing issues, by the key of the issue held before them.
        before: The issue before its first.
        after: The issue after its last; it is in the same month or year where the number was
            not printed to the end.
    """
    if span.value is None:
        return Cell(said=span.reason or "推算不出")
    if _belongs(after, span):
        return Cell(said=f"只印到 {span.last.last}，其后各期没有印出")
    if _is_sum(span) and _belongs(before, span):
        return Cell(said=f"{span.first.first} 以前各期没有印出")
    if _can_lack(span, missing, before):
        return Cell(said="首尾缺期，缺的可能属于这一时段，算不全")
    sources = tuple(sorted(span.sources, key=lambda row: order_of(row.issue), reverse=True))
    is_printed = len(sources) == 1 and sources[0].settled.value == span.value
    return Cell(
        value=span.value,
        is_derived=not is_printed,
        sources=sources,
        said="原文印出的数" if is_printed else _say_sum(span, sources) + _say_slack(span),
    )


def _say_slack(span: Span) -> str:
    return f"；印出的数是约数，可能相差 {say_number(span.slack)}" if span.slack else ""


def _can_lack(
    span: Span, missing: Mapping[str, Sequence[Missing]], before: IssueRow | None
) -> bool:
    """Whether an issue that the archive does not hold can belong to the month or year.

    One that is missing behind the last issue ends after it, one before the first issue ends
    before that begins; what is missing in between is no matter to a difference of totals.
    """
    last, first = span.last.last, span.first.first
    if missing.get(span.last.key) and (last is None or _is_inside(last + _DAY, span)):
        return True
    if _is_sum(span) and before is not None and missing.get(before.key):
        return first is None or _is_inside(first - _DAY, span)
    return False


def _is_sum(span: Span) -> bool:
    """Whether weeks were added up: a total, or the difference of two, has fewer sources."""
    return len(span.sources) > 2 or any(kind_of(row) == "week" for row in span.sources)


def _belongs(issue: IssueRow | None, span: Span) -> bool:
    return issue is not None and issue.last is not None and _is_inside(issue.last, span)


def _is_inside(day: date, span: Span) -> bool:
    return day.year == span.year and (span.step == "year" or day.month == span.number)


def _say_sum(span: Span, sources: Sequence[FigureRow]) -> str:
    if len(sources) == 2 and sources[0].settled.value - sources[1].settled.value == span.value:
        later, earlier = sources
        return (
            f"推算：{later.issue.key} 的累计 {say_number(later.settled.value)}，"
            f"减 {earlier.issue.key} 的累计 {say_number(earlier.settled.value)}"
        )
    if sum((row.settled.value for row in sources), Decimal(0)) == span.value:
        return f"推算：各期本周数之和，共 {len(sources)} 个数"
    return f"推算：由 {len(sources)} 个印出的数加减得来"


def find_usual_kind(rows: Sequence[FigureRow]) -> PointKind:
    counts = {kind: sum(kind_of(row) == kind for row in rows) for kind in _LEVEL_KINDS}
    return max(_LEVEL_KINDS, key=lambda kind: counts[kind])


def find_latest(rows: Iterable[FigureRow], year: int, kinds: Collection[PointKind]) -> Cell:
    """The last printed number of a year."""
    held = [row for row in rows if year_of(row.issue) == year and kind_of(row) in kinds]
    if not held:
        return Cell(said="这一年没有印出")
    last = max(held, key=lambda row: order_of(row.issue))
    return _printed_cell(last)


def find_last_of_month(
    rows: Iterable[FigureRow], year: int, month: int, kinds: Collection[PointKind]
) -> Cell:
    held = [
        row
        for row in rows
        if kind_of(row) in kinds
        and row.issue.last is not None
        and (row.issue.last.year, row.issue.last.month) == (year, month)
    ]
    if not held:
        return Cell(said="这个月的各期没有印出")
    return _printed_cell(max(held, key=lambda row: order_of(row.issue)))


def _printed_cell(row: FigureRow) -> Cell:
    day = "" if row.issue.last is None else f"（截至 {row.issue.last}）"
    return Cell(value=row.settled.value, sources=(row,), said=f"{row.issue.key} 印出的数{day}")


def find_change(now: Cell, before: Cell, *, in_points: bool) -> Cell:
    if now.value is None or before.value is None:
        return Cell(said="两年里至少有一年没有数")
    sources = tuple(dict.fromkeys((*now.sources, *before.sources)))
    if in_points:
        return Cell(
            value=now.value - before.value,
            is_derived=True,
            sources=sources,
            said="推算：两年之差，单位是百分点",
        )
    if before.value <= 0:
        return Cell(said="上年数不大于 0，算不出升降")
    value = ((now.value / before.value - 1) * 100).quantize(_TENTH)
    said = f"推算：{say_number(now.value)} 比 {say_number(before.value)}"
    return Cell(value=value, is_derived=True, sources=sources, said=said)
