from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.quantities import find_quantities


def read(text: str) -> list[tuple[str, str, str, str | None]]:
    return [
        (text[q.start : q.end], str(q.value), q.unit, q.qualifier) for q in find_quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # spaces between number and unit are a habit of typists
        ("咨询 1381 人次", [("1381 人次", "1381", "人次", None)]),
        ("１２．５％", [("１２．５％", "12.5", "%", None)]),
        ("1.2万件", [("1.2万件", "12000", "件", None)]),
        ("3.5亿元", [("3.5亿元", "350000000", "元", None)]),
        ("30余万人", [("30余万人", "300000", "人", "over")]),
        ("1.2万余件", [("1.2万余件", "12000", "件", "over")]),
        ("12,345户左右", [("12,345户", "12345", "户", "about")]),
        ("约 20 家", [("20 家", "20", "家", "about")]),
        ("不足5%", [("5%", "5", "%", "under")]),
        ("减少40%以上。", [("40%", "40", "%", "at_least")]),
        ("近百家企业", [("百家", "100", "家", "nearly")]),
        ("三千余人", [("三千余人", "3000", "人", "over")]),
        ("两家企业", [("两家", "2", "家", None)]),
        ("百分之三十", [("百分之三十", "30", "%", None)]),
        ("上升0.3个百分点", [("0.3个百分点", "0.3", "个百分点", None)]),
        # two units in a row
        ("110批1731人次", [("110批", "110", "批", None), ("1731人次", "1731", "人次", None)]),
        ("35微克/立方米", [("35微克/立方米", "35", "微克/立方米", None)]),
        # 千 belongs to the unit
        ("5千克", [("5千克", "5", "千克", None)]),
        ("-3.2℃", [("-3.2℃", "-3.2", "℃", None)]),
    ],
)
def test_a_number_is_read_with_unit_and_qualifier(
    text: str, found: list[tuple[str, str, str, str | None]]
) -> None:
    assert read(text) == found


def test_the_unit_and_scale_at_the_end_of_a_list_hold_for_all_of_it() -> None:
    assert [(value, unit) for _, value, unit, _ in read("分别为3.2、4.5和6.1亿元")] == [
        ("320000000", "元"),
        ("450000000", "元"),
        ("610000000", "元"),
    ]


def test_both_ends_of_a_range_are_read() -> None:
    assert [(value, unit) for _, value, unit, _ in read("5—7家")] == [("5", "家"), ("7", "家")]


@pytest.mark.parametrize(
    "text",
    [
        "“1+2”政策",
        "第三轮巡查",
        "十二届全会",
        "二级调研员",
        "“一件事一次办”",
        "“百场调研”活动",
        "调研组一行",
        "第一批",
        "一家企业",
        "川办发〔2022〕15号",
        "电话：028-12345678",
        "5G网络",
        "PM2.5",
        "7×24小时服务",
        "上午9:30",
        "三个方面",
        "四川省",
        "数十家单位",
        "《关于开展2轮3项检查的通知》",
        "5亿元以上项目",
    ],
)
def test_a_numeral_in_a_name_is_no_quantity(text: str) -> None:
    assert [item for item in read(text) if item[2]] == []


def test_one_counts_where_something_occurred() -> None:
    assert read("发生一起事故") == [("一起", "1", "起", None)]


def test_places_outside_are_left_out() -> None:
    text = "7月20日受理5件"

    assert [text[q.start : q.end] for q in find_quantities(text, outside=[(0, 5)])] == ["5件"]


@given(st.text(alphabet="0123456789.,万亿百十三余近约 件家%个人次元、（）第—-", max_size=40))
def test_any_text_gives_quantities_in_order_without_overlap(text: str) -> None:
    found = find_quantities(text)

    assert all(q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
