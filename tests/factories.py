"""Issues and their parts made by hand; every keyword can be overridden."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from parser.model import (
    Block,
    CitedDocument,
    Comparison,
    DepartmentMention,
    Event,
    Figure,
    Imprint,
    Issue,
    Masthead,
    Period,
    PersonMention,
    Problem,
    Section,
    Source,
    Span,
)


def make_span(block: int = 0, start: int = 0, end: int = 1) -> Span:
    return Span(block=block, start=start, end=end)


def make_period(
    start: date | None = date(2021, 3, 1),
    end: date | None = date(2021, 3, 5),
    *,
    kind: Any = "week",
    printed: str = "本周",
) -> Period:
    return Period(kind=kind, start=start, end=end, printed=printed)


def make_figure(**changes: Any) -> Figure:
    """受理 394 件 of 本周, in block 3."""
    return replace(
        Figure(
            section="一/（一）",
            scope="综窗",
            indicator="受理",
            value=Decimal(394),
            unit="件",
            qualifier=None,
            period=make_period(),
            comparisons=(),
            department=None,
            printed="394件",
            sentence="本周，综窗受理394件。",
            page=1,
            span=make_span(3, 7, 11),
        ),
        **changes,
    )


def make_comparison(**changes: Any) -> Comparison:
    """同比增长 5.0%."""
    return replace(
        Comparison(
            basis="year_on_year",
            direction="up",
            value=Decimal("5.0"),
            unit="%",
            printed="同比增长5.0%",
        ),
        **changes,
    )


def make_event(**changes: Any) -> Event:
    """甲市商务局 held a meeting on 2 March 2021, in block 5."""
    return replace(
        Event(
            date=date(2021, 3, 2),
            start=None,
            end=None,
            date_printed="3月2日",
            actors=("甲市商务局",),
            action="召开外贸企业座谈会",
            places=(),
            people=(),
            section="二/1",
            sentence="3月2日，市商务局召开外贸企业座谈会。",
            span=make_span(5, 5, 19),
        ),
        **changes,
    )


def make_department(**changes: Any) -> DepartmentMention:
    return replace(
        DepartmentMention(
            name="甲市商务局", printed="市商务局", section="二/1", span=make_span(5, 5, 9)
        ),
        **changes,
    )


def make_person(**changes: Any) -> PersonMention:
    return replace(
        PersonMention(
            name="张三", title="局长", organization="甲市商务局", section="二/1", span=make_span(5)
        ),
        **changes,
    )


def make_document(**changes: Any) -> CitedDocument:
    return replace(
        CitedDocument(
            title="关于优化窗口服务的通知",
            document_number="甲办函〔2021〕3号",
            section="二/1",
            span=make_span(5),
        ),
        **changes,
    )


def make_problem(**changes: Any) -> Problem:
    return replace(
        Problem(code="period_unclear", message="报告期看不清，请核对原件", section=None, span=None),
        **changes,
    )


def make_masthead(number: int | None = 9, year: int | None = 2021, **changes: Any) -> Masthead:
    """Number 9 of 2021, 1 to 5 March."""
    return replace(
        Masthead(
            series="政务周报",
            year=year,
            number=number,
            whole_number=None,
            period=make_period(printed="3月1日—3月5日"),
            publisher="甲市政务服务中心",
            published=date(2021, 3, 8),
        ),
        **changes,
    )


def make_blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(text=text, page=1) for text in texts)


WORDS = (
    "政务周报",
    "一、窗口运行情况",
    "（一）综窗办件情况",
    "本周，综窗受理394件。",
    "二、工作动态",
    "1.3月2日，市商务局召开外贸企业座谈会。",
)

SECTIONS = (
    Section(path="一", level=1, label="一、", heading="窗口运行情况", first_block=1, last_block=3),
    Section(
        path="一/（一）",
        level=2,
        label="（一）",
        heading="综窗办件情况",
        first_block=2,
        last_block=3,
    ),
    Section(path="二", level=1, label="二、", heading="工作动态", first_block=4, last_block=5),
    Section(path="二/1", level=3, label="1.", heading=None, first_block=5, last_block=5),
)


def make_issue(**changes: Any) -> Issue:
    """A whole small issue; fields of the masthead can be given beside those of the issue."""
    of_masthead = {field.name for field in fields(Masthead)}
    head = {name: changes.pop(name) for name in list(changes) if name in of_masthead}
    name = changes.pop("name", "2021-09.docx")
    sha256 = changes.pop("sha256", "0123456789abcdef" * 4)
    return replace(
        Issue(
            source=Source(name=name, sha256=sha256, media_type="text/plain", pages=1),
            masthead=make_masthead(**head),
            imprint=Imprint(report_to=("中心领导",), copies=20),
            blocks=make_blocks(*WORDS),
            sections=SECTIONS,
            figures=(make_figure(),),
            departments=(make_department(),),
            people=(make_person(),),
            documents=(make_document(),),
            events=(make_event(),),
            problems=(),
        ),
        **changes,
    )


def make_week(number: int, *, year: int = 2021, day: date | None = None, **changes: Any) -> Issue:
    """Issue ``number`` of a year; the first covers the week of the year's first Monday."""
    first = day or _monday(year, number)
    last = date.fromordinal(first.toordinal() + 4)
    week = Period(
        kind="range",
        start=first,
        end=last,
        printed=f"{first.month}月{first.day}日—{last.month}月{last.day}日",
    )
    figure = make_figure(
        value=Decimal(300 + number),
        printed=f"{300 + number}件",
        period=make_period(first, last),
        sentence=f"本周，综窗受理{300 + number}件。",
    )
    values: dict[str, Any] = {
        "number": number,
        "year": year,
        "period": week,
        "published": date.fromordinal(first.toordinal() + 7),
        "name": f"{year}-{number:02d}.txt",
        "sha256": f"{year:04x}{number:04x}" * 8,
        "figures": (figure,),
        "events": (make_event(date=first, date_printed=f"{first.month}月{first.day}日"),),
        "blocks": make_blocks(
            *WORDS[:3],
            f"本周，综窗受理{300 + number}件。",
            WORDS[4],
            f"1.{first.month}月{first.day}日，市商务局召开外贸企业座谈会。",
        ),
    }
    return make_issue(**(values | changes))


def _monday(year: int, number: int) -> date:
    first = date(year, 1, 1)
    return date.fromordinal(first.toordinal() + (7 - first.weekday()) % 7 + 7 * (number - 1))
