"""Which figure a change belongs to, and against what it is. All sentences are our own."""

from datetime import date

import pytest

from parser.clauses import read_paragraph
from parser.dates import find_periods
from parser.drafts import Surroundings
from parser.model import Comparison, Period

WEEK = Period(kind="week", start=date(2021, 3, 8), end=date(2021, 3, 12), printed="3月8日—12日")
MONTH = Period(kind="month", start=date(2021, 3, 1), end=date(2021, 3, 31), printed="3月")
_BASES = {"year_on_year": "同比", "period_on_period": "环比", "since": "较"}


def changes(text: str, reporting: Period = WEEK) -> list[str]:
    """ "number: changes" of each figure, in order."""
    periods = find_periods(text, period=reporting, published=date(2021, 4, 2))
    around = Surroundings(subject="", topic="热线", period=None, reporting=reporting)
    drafts = read_paragraph(text, label_end=0, periods=periods, around=around)
    return [
        f"{draft.quantity.value}:" + "".join(f" {_shown(c)}" for c in draft.comparisons)
        for draft in drafts
    ]


def _shown(change: Comparison) -> str:
    sign = {"up": "+", "down": "-", "flat": "="}[change.direction]
    return f"{_BASES[change.basis]}{sign}{change.value or ''}{change.unit or ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理120件（同比↑5.2%，环比↓3.1%）。", ["120: 同比+5.2% 环比-3.1%"]),
        ("接听来电120个，环比由降转升，增长5%。", ["120: 环比+5%"]),
        # 分别 before the words for then
        (
            "咨询、投诉分别为80件、40件，分别比上周增加5件、减少2件。",
            ["80: 环比+5件", "40: 环比-2件"],
        ),
        (
            "受理20件、办结15件，分别较前一周增加5件、4件，同比分别下降3%、2%。",
            ["20: 环比+5件 同比-3%", "15: 环比+4件 同比-2%"],
        ),
        # changes that leave out the words for then
        (
            "火灾12起，比上周多3起；死亡2人，少1人；受伤9人，持平。",
            ["12: 环比+3起", "2: 环比-1人", "9: 环比="],
        ),
        # the number of then
        ("办结90件，较上周的81件增加9件。", ["90: 环比+9件", "81:"]),
        ("发病率4.5%，高于前一周的4.1%。", ["4.5: 环比+", "4.1:"]),
        ("平均用时3天，低于去年同期1.5天。", ["3: 同比-1.5天"]),
        # other words for then
        ("收割85亩，比常年快3亩，比上年同日多2亩。", ["85: 同比+3亩 同比+2亩"]),
        ("鸡蛋每斤5元，较节前下跌0.5元，跌幅9%。", ["5: 较-0.5元 较-9%"]),
        # one figure, several changes one behind the other, be its name printed but once
        (
            "受理诉求1200件，环比增加8.1%，同比减少3.2%，比2019年同期增加21%。",
            ["1200: 环比+8.1% 同比-3.2% 较+21%"],
        ),
        (
            "接报火情3起，受伤1人；火情起数环比减少2起，同比持平，较2018年同期少5起。",
            ["3: 环比-2起 同比= 较-5起", "1:"],
        ),
        ("供水量52吨，比去年同周多3%、比前两周少1%。", ["52: 同比+3% 环比-1%"]),
        (
            "受理120件，比上周的111件多9件，增幅8.1%，为去年同期的1.2倍。",
            ["120: 环比+9件 环比+8.1%", "111:", "1.2:"],
        ),
        # amounts for each of a list, in its own unit
        (
            "来电、来信、来访分别为90件、12件、7批，环比多8件、少2件、持平。",
            ["90: 环比+8件", "12: 环比-2件", "7: 环比="],
        ),
        ("受理90件、办结85件，两者均与上月持平。", ["90: 环比=", "85: 环比="]),
        (
            "处理事故8起，伤3人，起数和受伤人数分别比上周减少2起、1人。",
            ["8: 环比-2起", "3: 环比-1人"],
        ),
        (
            "咨询量90件、投诉量12件，前者比上周多5件，后者与上周持平。",
            ["90: 环比+5件", "12: 环比="],
        ),
        # what brackets hold is no figure of the words behind them
        ("税收38万元（关税4万元、增值税34万元），较上周增收2万元，增幅5%。",
         ["380000: 环比+20000元 环比+5%", "40000:", "340000:"]),
        (
            "来访22批（集体访3批）、55人次（集体访21人次），批次环比减少2批，人次增加6人次。",
            ["22: 环比-2批", "3:", "55: 环比+6人次", "21:"],
        ),
        # in a week's report a change right behind its figure is one against the week before
        ("猪肉每公斤22.5元，涨1.8%；鸡蛋9.8元，持平。", ["22.5: 环比+1.8%", "9.8: 环比="]),
        ("黄瓜、番茄降幅居前，依次为9.8%、7.5%。", ["9.8: 环比-9.8%", "7.5: 环比-7.5%"]),
        # behind a mark an amount goes back to the figure of its unit
        ("差评2条，均在当天整改，比上月少3条。", ["2: 环比-3条"]),
        # a year farther back than the one before is a time since then
        ("受理90件，较2020年同期增加8%，较2019年同期增加9%。", ["90: 同比+8% 较+9%"]),
        # a time that has become 快 is shorter
        ("到场时间6.5分钟，比上周快了0.5分钟。", ["6.5: 环比-0.5分钟"]),
        # words for then that are no list of words
        ("开割率88%，比上周末高6个百分点。", ["88: 环比+6个百分点"]),
        ("答复率99%，与三季度持平。", ["99: 环比="]),
        ("存栏12头，和上年同期相比微降0.4%，与年初相比仍高出三成五。", ["12: 同比-0.4% 较+3.5成"]),
        # what is counted by its change has none
        ("环比看，上涨的有12种，下降的有8种。", ["12:", "8:"]),
        # praise and ranks are no changes
        ("满意率99%，比上周上升0.3个百分点，提升明显。", ["99: 环比+0.3个百分点"]),
        ("事故12起，同比下降9%，降幅居全省首位。", ["12: 同比-9%"]),
        # each change names its own figure, and has no other
        ("与上周相比，猪肉价格上涨2.1%，鸡蛋下降1.5%。", ["2.1: 环比+2.1%", "1.5: 环比-1.5%"]),
    ],
)  # fmt: skip
def test_a_change_finds_its_figure(text: str, expected: list[str]) -> None:
    assert changes(text) == expected


def test_in_bulletins_of_months_growth_is_on_the_year_before() -> None:
    text = "用电量9亿度，比2月份回落1.3个百分点。工业投资30亿元，增长5%，其中技改6亿元，增长8%。"

    assert [line.partition(":")[2] for line in changes(text, MONTH)] == [
        " 环比-1.3个百分点",
        " 同比+5%",
        " 同比+8%",
    ]


def test_growth_without_a_word_for_then_is_against_that_of_its_sentence() -> None:
    text = "蔬菜均价6元，较8月底上涨9%，环比上涨2%，其中叶菜上涨5%。"

    assert changes(text) == ["6: 较+9% 环比+2%", "5: 环比+5%"]
