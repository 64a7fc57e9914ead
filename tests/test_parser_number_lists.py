"""Numbers told several at once: rankings, rows, brackets, ranges. All sentences are our own."""

from datetime import date

import pytest

from parser.clauses import read_paragraph
from parser.dates import find_periods
from parser.drafts import Draft, Surroundings
from parser.model import Period
from parser.slashed import find_slashed

WEEK = Period(kind="week", start=date(2021, 3, 8), end=date(2021, 3, 12), printed="3月8日—12日")


def read(text: str) -> tuple[Draft, ...]:
    periods = find_periods(text, period=WEEK, published=date(2021, 3, 15))
    around = Surroundings(subject="", topic="概况", period=None, reporting=WEEK)
    return read_paragraph(text, label_end=0, periods=periods, around=around)


def named(text: str) -> list[str]:
    return [f"{d.scope}|{d.indicator} {d.quantity.value:f}{d.quantity.unit}" for d in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # names side by side, numbers side by side
        (
            "按部门统计（接件/办结）：民政窗口33件/29件，税务窗口47件/40件。",
            [
                "民政窗口|接件 33件",
                "民政窗口|办结 29件",
                "税务窗口|接件 47件",
                "税务窗口|办结 40件",
            ],
        ),
        ("本周受理/办结：120/118件。", ["|受理 120件", "|办结 118件"]),
        ("接件/受理/办结＝64/62/59（件）。", ["|接件 64件", "|受理 62件", "|办结 59件"]),
        # rankings
        (
            "按每万人来访量（单位：件次）排序：东湖区36.1>西湖区21.9>南湖区19.4。",
            [
                "东湖区|每万人来访量 36.1件次",
                "西湖区|每万人来访量 21.9件次",
                "南湖区|每万人来访量 19.4件次",
            ],
        ),
        (
            "交易额居前三位的依次为甲市>乙市>丙市，分别为48亿元、30亿元和22亿元。",
            ["甲市|交易额 4800000000元", "乙市|交易额 3000000000元", "丙市|交易额 2200000000元"],
        ),
        (
            "优良天数居前两位的是东湖县、西湖县，分别为26天、25天。",
            ["东湖县|优良天数 26天", "西湖县|优良天数 25天"],
        ),
        (
            "综合指数较低的依次为内湖县（5.21）、西湖县（5.34）。",
            ["内湖县|综合指数 5.21", "西湖县|综合指数 5.34"],
        ),
        ("冬瓜降幅最大，为5.3%。", ["|冬瓜降幅 5.3%"]),
        # a bracket says once what its like count
        (
            "东湖区18批（集体访6批）、西湖区15批（5批），其他县区43批（13批）。",
            [
                "|东湖区 18批", "东湖区|集体访 6批", "|西湖区 15批", "西湖区|集体访 5批",
                "|其他县区 43批", "其他县区|集体访 13批",
            ],
        ),
        # bare counts
        (
            "接报险情7起（商船2、渔船4、其他1）。",
            ["|接报险情 7起", "接报险情|商船 2", "接报险情|渔船 4", "接报险情|其他 1"],
        ),
        ("综合指数（CI）范围为32~87。", ["|综合指数（CI）范围 32", "|综合指数（CI）范围 87"]),
        ("本周AQI在35～78之间。", ["|AQI 35", "|AQI 78"]),
        # the same for each
        ("报告死亡2例，为狂犬病、艾滋病各1例。", ["|报告死亡 2例", "|狂犬病 1例", "|艾滋病 1例"]),
        (
            "东湖站、西湖站氨氮浓度分别为0.9毫克/升、1.1毫克/升；化学需氧量均为21毫克/升。",
            [
                "东湖站|氨氮浓度 0.9毫克/升", "西湖站|氨氮浓度 1.1毫克/升",
                "东湖站|化学需氧量 21毫克/升", "西湖站|化学需氧量 21毫克/升",
            ],
        ),
        # as many shares, without 分别
        (
            "播种小麦120亩、玉米80亩，完成计划的95%和88%。",
            [
                "|播种小麦 120亩", "|播种玉米 80亩",
                "播种小麦|完成计划 95%", "播种玉米|完成计划 88%",
            ],
        ),
        (
            "白菜、萝卜批发均价每公斤2.1元、1.8元。",
            ["白菜|批发均价每公斤 2.1元", "萝卜|批发均价每公斤 1.8元"],
        ),
        # one kind, and what only its last says for all
        (
            "东湖县、西湖县收割进度分别为96%、95%。",
            ["东湖县|收割进度 96%", "西湖县|收割进度 95%"],
        ),
        # ranks, and several of what was counted
        ("一次性化解率居全省第3位，前移两位；后两项合计占比9%。", ["后两项|占比 9%"]),
        ("3月9日8时15分接报火情1起。", ["|接报火情 1起"]),
    ],
)  # fmt: skip
def test_each_number_of_a_list_has_its_own_name(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_labels_in_brackets_and_dates_with_strokes_are_no_figures() -> None:
    assert named("巡查情况：（1）甲处；（2）乙处。") == []
    assert find_slashed("会议/培训安排：2023/7/1举行。") == ()
    assert find_slashed("1/2/3") == ()
