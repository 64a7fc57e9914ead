"""What a number counts, read from its paragraph. All sentences are our own."""

from datetime import date

import pytest

from parser.clauses import read_paragraph
from parser.dates import find_periods
from parser.drafts import Draft, Surroundings
from parser.model import Period

WEEK = Period(kind="week", start=date(2021, 3, 8), end=date(2021, 3, 12), printed="3月8日—12日")


def read(text: str, topic: str = "热线办理") -> tuple[Draft, ...]:
    periods = find_periods(text, period=WEEK, published=date(2021, 3, 15))
    around = Surroundings(subject=topic, topic=topic, period=None)
    return read_paragraph(text, label_end=0, periods=periods, around=around)


def named(text: str) -> list[tuple[str, str, str]]:
    return [(draft.scope, draft.indicator, str(draft.quantity.value)) for draft in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject is not in the clause: it is the heading's
        (
            "本周，共计咨询 81 人次、受理 94 件。",
            [("热线办理", "咨询", "81"), ("热线办理", "受理", "94")],
        ),
        # the subject of one clause holds for the next
        (
            "不动产事项受理 30 件，办结 28 件；公积金事项受理 12 件，办结 9 件。",
            [
                ("不动产事项", "受理", "30"),
                ("不动产事项", "办结", "28"),
                ("公积金事项", "受理", "12"),
                ("公积金事项", "办结", "9"),
            ],
        ),
        # the act stands before, the thing after
        ("走访 15 家园区，走访企业 12 家。", [
            ("热线办理", "走访园区", "15"),
            ("热线办理", "走访企业", "12"),
        ]),
        # only the thing, after the number
        ("共有 23 个部门窗口实现延时服务。", [("热线办理", "部门窗口实现延时服务", "23")]),
        # 分别
        (
            "咨询、受理、办结分别为 12 件、34 件、56 件。",
            [("热线办理", "咨询", "12"), ("热线办理", "受理", "34"), ("热线办理", "办结", "56")],
        ),
        (
            "东湖区、西湖区、南湖区受理量分别为 12 件、34 件和 56 件。",
            [("东湖区", "受理量", "12"), ("西湖区", "受理量", "34"), ("南湖区", "受理量", "56")],
        ),
        ("东湖区、西湖区分别受理12件、15件。", [
            ("东湖区", "受理", "12"),
            ("西湖区", "受理", "15"),
        ]),
        # 均为
        ("按期办结率、群众满意率均为 99.5%。", [
            ("热线办理", "按期办结率", "99.5"),
            ("热线办理", "群众满意率", "99.5"),
        ]),
        # 其中, and a share of what was named before
        (
            "全市办结 300 件，其中即办件 120 件，占 40%。",
            [
                ("全市", "办结", "300"),
                ("全市办结", "即办件", "120"),
                ("全市办结即办件", "占比", "40"),
            ],
        ),
        # a bracket belongs to the words before it
        (
            "东湖区（直办12件，转办30件）、西湖区（直办8件，转办9件）。",
            [
                ("东湖区", "直办", "12"),
                ("东湖区", "转办", "30"),
                ("西湖区", "直办", "8"),
                ("西湖区", "转办", "9"),
            ],
        ),
        # two units in a row
        ("接待群众110批1731人次。", [
            ("热线办理", "接待群众", "110"),
            ("热线办理", "接待群众", "1731"),
        ]),
        # a list whose items share the act
        ("民政局受理 12 件、教育局 8 件、科技局 5 件。", [
            ("民政局", "受理", "12"),
            ("教育局", "受理", "8"),
            ("科技局", "受理", "5"),
        ]),
        # a subject in a clause of its own
        ("行政许可方面，受理 12 件，办结 10 件。", [
            ("行政许可方面", "受理", "12"),
            ("行政许可方面", "办结", "10"),
        ]),
        ("完成投资3.5亿元，占年度计划的43%。", [
            ("热线办理", "完成投资", "350000000"),
            ("热线办理完成投资", "占年度计划", "43"),
        ]),
        ("规模以上工业增加值同比增长5.2%。", [
            ("热线办理", "规模以上工业增加值同比增长", "5.2"),
        ]),
        ("全市未发生安全生产事故。", [("热线办理", "发生安全生产事故", "0")]),
        # measured by something else
        ("停电报修312件，是上周的2.6倍。", [
            ("热线办理", "停电报修", "312"),
            ("热线办理停电报修", "为上周的", "2.6"),
        ]),
        ("完成投资3亿元，恢复至去年同期的76%，高于全省平均水平2个百分点。", [
            ("热线办理", "完成投资", "300000000"),
            ("热线办理完成投资", "恢复至去年同期", "76"),
            ("热线办理完成投资恢复至去年同期", "高于全省平均水平", "2"),
        ]),
        ("进驻单位无超期未办件，市场没有脱销。", [
            ("热线办理", "超期未办件", "0"),
            ("热线办理", "脱销", "0"),
        ]),
        ("实地查看无线电管理落实情况，有无问题要如实登记。", []),
        ("巡查河道，无人员伤亡。", [("热线办理", "人员伤亡", "0")]),
        # the same list of names, spoken of once more
        (
            "东湖区、西湖区受理量分别为 12 件、34 件，涉及资金分别为1.2亿元、3400万元。",
            [
                ("东湖区", "受理量", "12"),
                ("西湖区", "受理量", "34"),
                ("东湖区", "涉及资金", "120000000"),
                ("西湖区", "涉及资金", "34000000"),
            ],
        ),
        # only the last name says what is counted
        ("大畜、小畜接产率分别为27.5%、61.3%。", [
            ("大畜", "接产率", "27.5"),
            ("小畜", "接产率", "61.3"),
        ]),
        # a ranking, its names in the clause before
        (
            "东湖区、西湖区、南湖区承办量居前三位，分别为 41 件、38 件和 26 件。",
            [("东湖区", "承办量", "41"), ("西湖区", "承办量", "38"), ("南湖区", "承办量", "26")],
        ),
        # a size in brackets is none of the numbers
        ("国产尿素（含氮46%）每吨1680元。", [("热线办理", "国产尿素（含氮46%）每吨", "1680")]),
        # the unit declared once
        ("主要指标（单位：件）：受理98、办结95。", [
            ("热线办理", "受理", "98"),
            ("热线办理", "办结", "95"),
        ]),
        # marks lost between the items
        ("网上申报99个办结9件。", [("热线办理", "网上申报", "99"), ("热线办理", "办结", "9")]),
    ],
)  # fmt: skip
def test_a_number_has_scope_and_indicator(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text) == expected


def test_the_period_is_the_last_one_named_before_the_number() -> None:
    drafts = read("本周，受理 94 件；今年以来，受理 985 件。截至3月10日，授权率 100%。")

    assert [draft.period and draft.period.kind for draft in drafts] == [
        "week",
        "year_to_date",
        "as_of",
    ]


def test_a_period_in_brackets_behind_another_only_explains_it() -> None:
    (draft,) = read("本周（3月8日—3月12日）受理 94 件。")

    assert draft.period is not None
    assert draft.period.kind == "week"


def test_without_a_period_in_the_words_or_headings_there_is_none() -> None:
    (draft,) = read("梳理常见问题 38 个。")

    assert draft.period is None


def test_a_sum_that_runs_on_after_a_weeks_number_is_not_the_weeks() -> None:
    week, total = read("本周受理 94 件，累计受理 985 件。")

    assert week.period is not None
    assert total.period is not None
    assert (week.period.kind, total.period.kind) == ("week", "as_of")


def test_a_list_of_comparisons_is_spread_over_its_figures() -> None:
    drafts = read("本周受理 94 件、办结 90 件，环比分别增长 5%、下降 3%。")

    assert [[c.printed for c in draft.comparisons] for draft in drafts] == [
        ["环比分别增长 5%"],
        ["下降 3%"],
    ]


def test_changes_by_amount_go_to_the_figures_of_their_units() -> None:
    accidents, deaths = read("全市发生事故48起、死亡35人，同比减少6起、4人。")

    assert [c.printed for c in accidents.comparisons] == ["同比减少6起"]
    assert [c.printed for c in deaths.comparisons] == ["4人"]


def test_a_change_that_names_its_figure_goes_there() -> None:
    accidents, deaths = read("发生事故48起、死亡35人。与上周相比，起数减少3起，死亡人数增加1人。")

    assert [(c.direction, str(c.value)) for c in accidents.comparisons] == [("down", "3")]
    assert [(c.direction, str(c.value)) for c in deaths.comparisons] == [("up", "1")]


def test_a_figure_may_come_after_its_change() -> None:
    (draft,) = read("本周办结量环比增长11.1%，达1330件。")

    assert (draft.indicator, str(draft.quantity.value)) == ("办结量", "1330")
    assert [str(c.value) for c in draft.comparisons] == ["11.1"]


def test_periods_side_by_side_have_each_their_own_numbers() -> None:
    drafts = read("本周和今年以来，分别受理9件、99件，办结8件、98件。")

    assert [(d.indicator, str(d.quantity.value), d.period and d.period.kind) for d in drafts] == [
        ("受理", "9", "week"),
        ("受理", "99", "year_to_date"),
        ("办结", "8", "week"),
        ("办结", "98", "year_to_date"),
    ]


def test_a_period_named_for_one_number_does_not_hold_for_the_next() -> None:
    drafts = read("本周，咨询 9 人次，今年以来累计 99 人次；受理 8 件。")

    assert [d.period and d.period.kind for d in drafts] == ["week", "year_to_date", "week"]


def test_what_last_week_is_the_measure_of_is_not_of_last_week() -> None:
    drafts = read("本周停电报修312件，是上周的2.6倍。")

    assert [d.period and d.period.start for d in drafts] == [WEEK.start, WEEK.start]


def test_a_comparison_belongs_to_the_figure_before_it() -> None:
    first, second = read("受理 94 件，同比增长 5%，环比下降 2%；办结 90 件。")

    assert [c.basis for c in first.comparisons] == ["year_on_year", "period_on_period"]
    assert second.comparisons == []
