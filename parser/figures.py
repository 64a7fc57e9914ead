"""Numbers with their meaning (数据): what was counted, for whom, for which period, against what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .clauses import read_paragraph
from .context import Context
from .dates import FoundPeriod, find_periods
from .drafts import Draft, Surroundings
from .event_times import time_words
from .indicators import read_subject, read_topic, strip_phrase
from .model import (
    Block,
    Comparison,
    DepartmentMention,
    Event,
    Figure,
    Period,
    PeriodKind,
    Problem,
    Span,
)
from .table_figures import CellFigure, find_cell_figures, read_change
from .text import find_sentences, sentence_around


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigures:
    """What ``find_figures`` returns; a problem never hides a figure."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]


def find_figures(
    context: Context,
    departments: Sequence[DepartmentMention],
    events: Sequence[Event],
) -> FoundFigures:
    """The figures of an issue in reading order.

    Args:
        context: The issue's blocks and frame.
        departments: Its departments; one in the words before a number is the figure's own.
        events: Its events; a number in an event's words belongs to the event's first actor.
    """
    figures = tuple(_Finder(context, departments, events).find())
    return FoundFigures(figures=figures, problems=tuple(_find_problems(figures)))


def _find_problems(figures: Sequence[Figure]) -> Iterator[Problem]:
    for figure in figures:
        if figure.indicator is None:
            yield Problem(
                code="indicator_unknown",
                message=f"未能确定“{figure.printed}”是什么指标，请对照原文",
                section=figure.section,
                span=figure.span,
            )


OPENING_LINES = 8  # of a file, in which its title stands
OPENING_WORDS = 40
_HOLIDAY = re.compile(
    r"(?:国庆|中秋|春节|元旦|清明|五一|劳动节|端午)[^，,。；;]{0,4}(?:假期|假日|小?长假|黄金周)"
)
_OF_THEN = re.compile(r"上[一1]?[个]?[期周月年旬季]|去年|前一?[期周日]|同期|基期")
_SPANS = frozenset({"year_to_date", "half_year"})
_TITLE_END = re.compile(r"(?:情况|分析|简况|形势|通报|快报|简报|综述|报告|统计)$")
_LATEST = 40  # in a sentence without end, no more departments or events are looked at
_LEAD = 40  # words before a department that tell whether it heads its clause
_DAYS_ALONE = re.compile(
    r"(?=[\d次翌同当第△▲◆●■·☆★于])"
    r"(?:(?<![月\d])\d{1,2}日|[次翌同]日|当[日天晚]|第二天|[△▲◆●■·☆★]\s*\d|于\d)"
)
_HEADS = re.compile(
    r"(?:^|[，,。；;：:、（(\n]|[一二三四五六七八九十]是|\d[.．、]|[日周月年期来前近]|（[^（）]*）|和|及|与)\s*$"
)
# kinds of period that a whole report can be about
_REPORTED = frozenset({"week", "month", "quarter", "half_year", "year_to_date", "range"})


class _Finder:
    def __init__(
        self,
        context: Context,
        departments: Sequence[DepartmentMention],
        events: Sequence[Event],
    ) -> None:
        self.context = context
        self.labels = {
            section.first_block: _label_end(context.blocks[section.first_block], section.label)
            for section in context.sections
        }
        self.mentions: dict[int, list[DepartmentMention]] = {}
        for mention in departments:
            self.mentions.setdefault(mention.span.block, []).append(mention)
        self.events: dict[int, list[Event]] = {}
        for event in events:
            self.events.setdefault(event.span.block, []).append(event)
        for mentions in self.mentions.values():
            mentions.sort(key=_start_of)
        for told in self.events.values():
            told.sort(key=_start_of)
        self.known = {mention.name for mention in departments}
        self.heading_periods: dict[str, Period | None] = {}
        self.latest: Period | None = None  # of the paragraph before: a table goes on with it
        self.period = self._issue_period()
        self.titled = self._title_period()
        self.reporting = self.period or self._first_period()

    def find(self) -> Iterator[Figure]:
        for position, block in enumerate(self.context.blocks):
            if block.kind == "paragraph":
                figures = list(self._in_paragraph(position, block))
                self.latest = figures[-1].period if figures else None
                yield from figures
            elif block.kind == "table":
                yield from self._in_table(position, block)

    def _issue_period(self) -> Period | None:
        """The reporting period; a holiday is a stretch of days, not a week of seven."""
        period = self.context.period
        if period is None or period.kind != "week":
            return period
        opening = [b.text for b in self.context.blocks if b.kind != "table"][:OPENING_LINES]
        is_holiday = any(_HOLIDAY.search(text[:OPENING_WORDS]) for text in opening)
        return replace(period, kind="range") if is_holiday else period

    def _title_period(self) -> Period | None:
        """The months that a title over the whole text names: 1—7月份主要经济指标运行情况."""
        for block in self.context.blocks[:OPENING_LINES]:
            if block.kind == "furniture" and _TITLE_END.search(block.text.strip()):
                for found in self._periods(block.text):
                    if found.period.kind in _SPANS and found.period.end is not None:
                        return found.period
        return None

    def _first_period(self) -> Period | None:
        """The period of a report whose masthead prints none: the first that its text settles."""
        for block in self.context.blocks:
            for found in self._periods(block.text) if block.kind != "table" else ():
                if found.period.kind in _REPORTED and found.period.end is not None:
                    return found.period
        return None

    def _in_paragraph(self, position: int, block: Block) -> Iterator[Figure]:
        drafts = read_paragraph(
            block.text,
            label_end=self.labels.get(position, 0),
            periods=self._times(block.text),
            around=self._around(position),
            names=[(m.span.start, m.span.end) for m in self.mentions.get(position, ())],
        )
        for draft in drafts:
            quantity = draft.quantity
            yield Figure(
                section=self.context.paths[position],
                scope=draft.scope or None,
                indicator=draft.indicator or None,
                value=quantity.value,
                unit=quantity.unit,
                qualifier=quantity.qualifier,
                period=self._event_period(position, draft) or draft.period,
                comparisons=tuple(draft.comparisons),
                department=self._department(position, draft),
                printed=block.text[quantity.start : quantity.end],
                sentence=sentence_around(block.text, quantity.start, quantity.end),
                page=block.page,
                span=Span(block=position, start=quantity.start, end=quantity.end),
            )

    def _in_table(self, position: int, block: Block) -> Iterator[Figure]:
        caption = self.context.blocks[position - 1].text if position else ""
        around = self._around(position)
        row: list[Figure] = []
        titles: list[str] = []
        for cell in find_cell_figures(block.rows, caption=caption):
            if row and cell.row != self._row_of(row[-1], block):
                yield from row
                row, titles = [], []
            change = read_change(cell)
            if change is not None and row:
                owner = self._changed_in(row, titles, change)
                comparisons = (*row[owner].comparisons, change)
                row[owner] = replace(row[owner], comparisons=comparisons)
            else:
                row.append(self._cell_figure(cell, position, block, around))
                titles.append("".join(cell.column_words))
        yield from row

    def _changed_in(self, row: Sequence[Figure], titles: Sequence[str], change: Comparison) -> int:
        """Which of a row's amounts a column of changes speaks of: the one of now."""
        if change.basis != "year_on_year":
            return 0
        now = [at for at, title in enumerate(titles) if not _OF_THEN.search(title)]
        return now[-1] if now else len(row) - 1

    def _row_of(self, figure: Figure, block: Block) -> int:
        return block.text.count("\n", 0, figure.span.start)

    def _cell_figure(
        self, cell: CellFigure, position: int, block: Block, around: Surroundings
    ) -> Figure:
        scope, indicator, period = self._name_cell(cell, around, block)
        period = period or self.latest or self.reporting
        line_start = block.text.rfind("\n", 0, cell.start) + 1
        line_end = block.text.find("\n", cell.end)
        return Figure(
            section=self.context.paths[position],
            scope=scope or None,
            indicator=indicator or None,
            value=cell.value,
            unit=cell.unit,
            qualifier=None,
            period=period,
            comparisons=(),
            department=self._department_of_row(cell),
            printed=block.text[cell.start : cell.end],
            sentence=block.text[line_start : line_end if line_end >= 0 else None],
            page=block.page,
            span=Span(block=position, start=cell.start, end=cell.end),
        )

    def _name_cell(
        self, cell: CellFigure, around: Surroundings, block: Block
    ) -> tuple[str, str, Period | None]:
        """Scope from the row, indicator from the column, and the period from either."""
        period = around.period
        names: list[list[str]] = [[], []]
        for side, words in enumerate((cell.row_words, cell.column_words)):
            for word in words:
                found = self._periods_of_cell(word, block)
                settled = [f.period for f in found if f.period.start or f.period.end]
                period = settled[-1] if settled else period
                rest = _without(word, found)
                if rest:
                    names[side].append(rest)
        scope, indicator = " ".join(names[0]), "".join(names[1])
        if not indicator:
            scope, indicator = "", scope
        return scope or around.subject, indicator, period

    def _periods_of_cell(self, words: str, block: Block) -> tuple[FoundPeriod, ...]:
        """The periods of a header; 上周 beside 本周 is the week before."""
        if "上" not in words or "本" not in block.text:
            return self._periods(words)
        lead = "本周、"
        found = [f for f in self._periods(lead + words) if f.start >= len(lead)]
        return tuple(replace(f, start=f.start - len(lead), end=f.end - len(lead)) for f in found)

    def _periods(self, text: str) -> tuple[FoundPeriod, ...]:
        return find_periods(text, period=self.period, published=self.context.masthead.published)

    def _times(self, text: str) -> tuple[FoundPeriod, ...]:
        """The periods of a paragraph, and the days that only running reports print: 9日, 次日."""
        found = self._periods(text)
        if _DAYS_ALONE.search(text) is None:
            return found
        further = time_words(text, found, issue=self.period, before=None)
        added = [
            time
            for time in further
            if time.period.start is not None
            and all(time.end <= one.start or one.end <= time.start for one in found)
        ]
        return tuple(sorted([*found, *added], key=lambda one: one.start)) if added else found

    def _around(self, position: int) -> Surroundings:
        titles = self.context.titles[position]
        period = None
        for title in titles:
            period = self._heading_period(title) or period
        return Surroundings(
            subject=read_subject(titles[-1]) if titles else "",
            topic=read_topic(titles[-1]) if titles else "",
            period=period or self.titled,
            reporting=self.reporting,
        )

    def _heading_period(self, title: str) -> Period | None:
        if title not in self.heading_periods:
            settled = [f.period for f in self._periods(title) if f.period.start or f.period.end]
            self.heading_periods[title] = replace(settled[-1]) if settled else None
        return self.heading_periods[title]

    def _department(self, position: int, draft: Draft) -> str | None:
        start = draft.quantity.start
        text = self.context.blocks[position].text
        sentences = find_sentences(text)
        at = bisect_right(sentences, (start, len(text))) - 1
        before = [
            m
            for m in self._mentions_between(position, sentences[at][0] if at >= 0 else 0, start)
            if m.span.end <= start
        ]
        scoped = [m for m in before if _names(draft.scope, m.printed)]
        # one that heads its clause acts; one inside it is acted upon (移送市公安局2件)
        acting = [m for m in before if _heads_clause(text, m.span.start)]
        if scoped or acting:
            return (scoped or acting)[-1].name
        for event in self._events_around(position, start):
            if event.actors:
                return self._known(event.actors[0])
        return None

    def _mentions_between(self, position: int, start: int, end: int) -> list[DepartmentMention]:
        """The departments named between two places, at most the last few dozen."""
        mentions = self.mentions.get(position, [])
        first, last = (bisect_left(mentions, at, key=_start_of) for at in (start, end))
        return mentions[max(first, last - _LATEST) : last]

    def _events_around(self, position: int, start: int) -> Iterator[Event]:
        """The events in whose words a number stands."""
        events = self.events.get(position, [])
        last = bisect_right(events, start, key=_start_of)
        for event in events[max(0, last - _LATEST) : last]:
            if start < event.span.end:
                yield event

    def _event_period(self, position: int, draft: Draft) -> Period | None:
        """The day of the event that a number is told of, where its own words say no time.

        Events are dated in forms that are no time elsewhere: △8.15　签署备忘录，首批企业14家.
        """
        if draft.period is None or draft.period.printed:
            return None
        start = draft.quantity.start
        if self._periods(self.context.blocks[position].text):
            return None
        for event in self._events_around(position, start):
            first, last = event.start or event.date, event.end or event.date
            if first and last:
                kind: PeriodKind = "day" if first == last else "range"
                return Period(kind=kind, start=first, end=last, printed=event.date_printed or "")
        return None

    def _known(self, actor: str) -> str | None:
        return actor if actor in self.known else None

    def _department_of_row(self, cell: CellFigure) -> str | None:
        for words in cell.row_words:
            if name := self.context.register.resolve(words, on=self.context.on):
                return name
        return None


def _heads_clause(text: str, start: int) -> bool:
    return _HEADS.search(text, max(0, start - _LEAD), start) is not None


def _start_of(found: DepartmentMention | Event) -> int:
    return found.span.start


def _label_end(block: Block, label: str) -> int:
    start = len(block.text) - len(block.text.lstrip())
    return start + len(label) if block.text.startswith(label, start) else 0


def _names(scope: str, printed: str) -> bool:
    return bool(scope) and (printed in scope or scope in printed)


def _without(words: str, found: Sequence[FoundPeriod]) -> str:
    for place in reversed(found):
        words = words[: place.start] + words[place.end :]
    return strip_phrase(words)
