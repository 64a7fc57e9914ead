"""Tables about searches: hits by year, many queries, topics and what is new for them."""

from collections.abc import Sequence
from decimal import Decimal

from .records import Answer, IssueRow
from .render_search import render_answer, say_index
from .screen import Column, Look, render_table
from .search_records import Addition, QueryCount, TopicHits, YearHits
from .wording import say_coverage, say_issue

_LONGEST_BAR = 40  # columns
_LEAST_BAR = 8
_LEVELS = "▁▂▃▄▅▆▇█"
_NONE = "·"
_NARROW = 60  # columns that a table without its line of years likes to have


def render_histogram(years: Sequence[YearHits], look: Look) -> str:
    """A line for each year, with a bar as long as its hits per issue where there is room."""
    room = _LONGEST_BAR
    if look.width is not None:
        room = min(room, look.width - 4 - 4 * 8 - 5 * 2)
    columns = (
        Column(title="年"),
        Column(title="收录期数", right=True),
        Column(title="命中期数", right=True),
        Column(title="命中处数", right=True),
        Column(title="每期处数", right=True),
        *((Column(title=""),) if room >= _LEAST_BAR else ()),
    )
    most = max((year.rate or 0 for year in years), default=0)
    cells = [(*_year_cells(year), _bar(year, most, room))[: len(columns)] for year in years]
    return render_table(columns, cells, look)


def _year_cells(year: YearHits) -> tuple[str, ...]:
    rate = "" if year.rate is None else str(year.rate)
    return (str(year.year), str(year.held), str(year.issues), str(year.hits), rate)


def _bar(year: YearHits, most: Decimal | int, room: int) -> str:
    if year.rate is None:
        return "（没有收录）"
    halves = round(year.rate / most * room * 2) if most else 0
    if year.rate and not halves:
        halves = 1  # there is something
    return "█" * (halves // 2) + "▌" * (halves % 2)


def render_mentions(answer: Answer) -> str:
    """The last lines of a histogram: the first and the last mention, and what was searched."""
    ends = (("首见", answer.first), ("末见", answer.last))
    lines = [f"{word} {say_issue(issue)}" for word, issue in ends if issue is not None]
    said = f"共 {answer.issues} 期 {answer.total} 处。{say_coverage(answer.coverage)}\n"
    return "\n".join((*lines, said)) + say_index(answer)


def render_counts(rows: Sequence[QueryCount], look: Look) -> str:
    """A line for each query; a topic's has its name and what is new."""
    years = [year.year for row in rows[:1] for year in row.answer.per_year]
    of_topics = any(row.topic is not None for row in rows)
    columns = (
        *((Column(title="主题", flexible=True),) if of_topics else ()),
        Column(title="查询", flexible=True),
        Column(title="期", right=True),
        Column(title="处", right=True),
        *((Column(title="新来", right=True),) if of_topics else ()),
        Column(title="首见"),
        Column(title="末见"),
        *((Column(title=_say_years(years)),) if _has_room(years, look) else ()),
    )
    cells = [
        (
            *((row.topic or "",) if of_topics else ()),
            row.query,
            str(row.answer.issues),
            str(row.answer.total),
            *((str(row.new or 0),) if of_topics else ()),
            _key(row.answer.first),
            _key(row.answer.last),
            _line_of_years(row.answer.per_year),
        )[: len(columns)]
        for row in rows
    ]
    return render_table(columns, cells, look)


def _has_room(years: Sequence[int], look: Look) -> bool:
    return len(years) > 1 and (look.width is None or look.width >= _NARROW + len(years))


def _say_years(years: Sequence[int]) -> str:
    return f"{years[0]}—{years[-1]}"


def _key(issue: IssueRow | None) -> str:
    return "" if issue is None else issue.key


def _line_of_years(years: Sequence[YearHits]) -> str:
    """One sign a year, the higher the more hits per issue."""
    most = max((year.rate or 0 for year in years), default=0)
    return "".join(
        _LEVELS[max(0, round(float(year.rate / most) * len(_LEVELS)) - 1)] if year.rate else _NONE
        for year in years
    )


def render_topics(found: Sequence[TopicHits], look: Look) -> str:
    """What is new for each topic that has something new."""
    parts = []
    for one in found:
        if one.answer.total:
            head = f"主题“{one.topic.name}”：{one.answer.issues} 期 {one.answer.total} 处"
            parts.append(f"{look.paint('bold', head)}\n\n{render_answer(one.answer, look)}")
    return "\n".join(parts)


def render_addition(addition: Addition) -> str:
    """What was looked through: the last ``add`` that brought something."""
    count = len(addition.issues)
    ends = dict.fromkeys((*addition.issues[:1], *addition.issues[-1:]))
    which = f"（{'—'.join(ends)}）" if ends else ""
    return f"上次收录是 {addition.moment:%Y-%m-%d %H:%M}，带来 {count} 期{which}"
