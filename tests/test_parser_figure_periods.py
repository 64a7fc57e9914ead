"""Which period a number of a paragraph speaks of. All sentences are our own."""

from datetime import date

import pytest

from parser.clauses import read_paragraph
from parser.context import Context
from parser.dates import find_periods
from parser.departments import load_register
from parser.drafts import Surroundings
from parser.figures import find_figures
from parser.model import Block, Masthead, Period

WEEK = Period(kind="week", start=date(2021, 3, 8), end=date(2021, 3, 12), printed="3月8日—12日")
HALF = Period(kind="half_year", start=date(2021, 1, 1), end=date(2021, 6, 30), printed="上半年")


def kinds(text: str, reporting: Period = WEEK, published: date | None = None) -> list[str]:
    """ "number kind" of each figure, in order."""
    published = published or date(2021, 3, 12)
    periods = find_periods(text, period=reporting, published=published)
    around = Surroundings(subject="", topic="热线", period=None, reporting=reporting)
    drafts = read_paragraph(text, label_end=0, periods=periods, around=around)
    return [
        f"{draft.quantity.value} {draft.period.kind if draft.period else None}" for draft in drafts
    ]


def starts(text: str, reporting: Period = WEEK, published: date | None = None) -> list[date | None]:
    periods = find_periods(text, period=reporting, published=published)
    around = Surroundings(subject="", topic="热线", period=None, reporting=reporting)
    drafts = read_paragraph(text, label_end=0, periods=periods, around=around)
    return [draft.period.start if draft.period else None for draft in drafts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a sentence begins with holds on
        (
            "今年以来，受理诉求99件，办结98件。群众回访满意率97%。",
            ["99 year_to_date", "98 year_to_date", "97 year_to_date"],
        ),
        # what it adds does not
        (
            "本周受理诉求9件，今年以来受理99件。转办诉求5件。",
            ["9 week", "99 year_to_date", "5 week"],
        ),
        (
            "巡查河道12公里，截至3月12日，清理垃圾30吨。劝阻垂钓8人。",
            ["12 week", "30 as_of", "8 week"],
        ),
        # nor does a sum since January that a later sentence begins with
        (
            "本周受理诉求9件。今年以来，累计受理99件，办结98件。按渠道分，电话5件、网络4件。",
            ["9 week", "99 year_to_date", "98 year_to_date", "5 week", "4 week"],
        ),
        # what a number has come to is of now, what it came from of then
        (
            "今年以来累计受理900件。受理量由上周的90件降至81件。",
            ["900 year_to_date", "90 week", "81 week"],
        ),
        # the first words of a paragraph may be a day
        ("3月10日，全市监测点平均水位3.5米。超警戒水位站点2个。", ["3.5 day", "2 day"]),
        ("本周巡查9次。3月10日出动8人。整改问题7个。", ["9 week", "8 day", "7 week"]),
        # each entry of 一是…二是 begins anew
        (
            "一是3月9日检查企业8家；二是3月10日夜查工地7个；三是受理举报6件。",
            ["8 day", "7 day", "6 week"],
        ),
        # what speaks of a number speaks of its time
        ("今年以来受理99件，占总量的40%。", ["99 year_to_date", "40 year_to_date"]),
        ("本周来访9批，去年同期为8批、70人次。", ["9 week", "8 week", "70 week"]),
        # what has grown is a state
        ("本周新增事项9项，累计达99项。", ["9 week", "99 as_of"]),
        ("本周新增网点3个，达到14个。", ["3 week", "14 as_of"]),
        ("本周发生阻断5起，累计阻断38小时。", ["5 week", "38 week"]),
        ("自3月1日起，累计培训99人次。", ["99 range"]),
        ("3月9日起，投放储备肉20吨。", ["20 day"]),
        # what stands in a bracket holds in it
        (
            "本周增长率4.8%（今年以来为4.1%），其中轻工业12%。",
            ["4.8 week", "4.1 year_to_date", "12 week"],
        ),
        ("本年累计（截至3月12日）成交28宗。", ["28 year_to_date"]),
        # and what is compared with, for nothing
        ("网办率较2月份抬升1.5个百分点，达到84.9%。", ["84.9 week"]),
    ],
)  # fmt: skip
def test_a_number_has_the_period_a_reader_carries_to_it(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_days_one_by_one_are_a_week_only_where_the_office_reports_by_weeks() -> None:
    text = "3月1日—5日，检查农资店28家。"

    assert kinds(text, WEEK) == ["28 week"]
    assert kinds(text, HALF) == ["28 range"]


def test_an_added_month_holds_for_its_average_alone() -> None:
    text = "上半年登记事项99件，其中6月登记20件，日均3件。初次来访50件。"

    assert kinds(text, HALF) == ["99 half_year", "20 month", "3 month", "50 half_year"]


def test_a_day_without_its_month_lies_in_the_reporting_period() -> None:
    context = Context(
        masthead=Masthead(
            series=None, year=2021, number=None, whole_number=None,
            period=WEEK, publisher=None, published=date(2021, 3, 15),
        ),
        blocks=tuple(
            Block(text=text)
            for text in (
                "截至9日17时，受灾38亩。",
                "市司法局12日公布事项216项，有争议的17项暂缓。",
                "3月10日夜发生塌方2处，次日出动机械8台。",
                "30日内办结5件。",
            )
        ),
        sections=(),
        paths=(None,) * 4,
        titles=((),) * 4,
        register=load_register(None, ()),
    )  # fmt: skip

    periods = [figure.period for figure in find_figures(context, (), ()).figures]

    assert [(p.kind, p.start) for p in periods if p is not None] == [
        ("as_of", date(2021, 3, 9)),
        ("day", date(2021, 3, 12)),
        ("day", date(2021, 3, 12)),
        ("day", date(2021, 3, 10)),
        ("day", date(2021, 3, 11)),
        ("week", date(2021, 3, 8)),
    ]


def test_the_year_before_is_that_of_this_week_not_of_the_week_compared_with() -> None:
    text = "本周报告病例69例，比上周减少12例；去年同期为59例。"

    assert starts(text) == [date(2021, 3, 8), date(2020, 3, 8)]


def test_a_number_of_then_is_a_figure_of_then() -> None:
    text = "本周报告病例69例，比上周（81例）减少12例，低于去年同期水平（75例）。"

    assert starts(text) == [date(2021, 3, 8), date(2021, 3, 1), date(2020, 3, 8)]


def test_in_a_paper_that_tells_of_last_week_this_week_is_to_come() -> None:
    text = "上周开标项目9个。本周拟开标项目11个。"

    assert starts(text, published=date(2021, 3, 15)) == [date(2021, 3, 8), date(2021, 3, 15)]
    assert starts("本周计划检查9家。", published=date(2021, 3, 12)) == [date(2021, 3, 8)]
