"""The numbers in front of headings and items."""

import pytest

from parser.labels import find_label


@pytest.mark.parametrize(
    ("text", "printed", "name", "level"),
    [
        ("一、总体情况", "一、", "一", 1),
        ("五. 综合信息", "五.", "五", 1),
        ("一．总体情况", "一．", "一", 1),
        ("　　十二、综合信息", "十二、", "十二", 1),
        ("―、总体情况", "―、", "一", 1),
        ("—、总体情况", "—、", "一", 1),
        ("第一部分 总体情况", "第一部分", "第一部分", 1),
        ("（一）受理", "（一）", "（一）", 2),
        ("(十一)受理", "(十一)", "（十一）", 2),
        ("( 二 ）受理", "( 二 ）", "（二）", 2),
        ("1.受理", "1.", "1", 3),
        ("1、受理", "1、", "1", 3),
        ("12．受理", "12．", "12", 3),
        ("３．受理", "３．", "3", 3),
        ("1.7月20日，受理", "1.", "1", 3),
        ("2.2023年上半年，受理", "2.", "2", 3),
        ("1、7月20日，受理", "1、", "1", 3),
        ("（1）受理", "（1）", "（1）", 4),
        ("(10)受理", "(10)", "（10）", 4),
        ("③受理", "③", "③", 5),
        # a wide space or a colon for the mark, on a line of its own
        ("一　总体情况", "一", "一", 1),
        ("二：要闻", "二：", "二", 1),
        ("叁、要闻", "叁、", "三", 1),
        # one character for the whole label
        ("㈡要闻", "㈡", "（二）", 2),
        ("⒉满意率", "⒉", "2", 3),
        ("⑵满意率", "⑵", "（2）", 4),
    ],
)
def test_a_label_is_read_whatever_its_print(text: str, printed: str, name: str, level: int) -> None:
    label = find_label(text)

    assert label is not None
    assert (label.printed, label.name, label.level) == (printed, name, level)
    assert text[label.end :].strip() == text.strip()[len(printed) :].strip()


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导",
        "二 12 35",
        "3 件已办结",
        "——加强领导",
        "一季度受理300件",
        "一、二季度受理300件",
        "三、四级响应",
        "1.5万件已受理",
        "3.5%的事项",
        "2023.7",
        "2023年第27期",
        "1、2月份受理",
        "381个常见问题",
        "十二届全会",
        "（以下简称窗口）",
        "",
    ],
)
def test_numbers_that_count_something_are_no_labels(text: str) -> None:
    assert find_label(text) is None


def test_an_item_that_looks_like_a_decimal_is_doubtful() -> None:
    doubtful, certain = find_label("2.381个问题"), find_label("2．381个问题")

    assert doubtful is not None
    assert certain is not None
    assert (doubtful.doubtful, certain.doubtful) == (True, False)


@pytest.mark.parametrize(
    ("text", "name"), [("1　接诉情况", "1"), ("四　提醒：节日期间错峰出行，注意安全。", "四")]
)
def test_a_number_without_a_mark_is_doubtful(text: str, name: str) -> None:
    label = find_label(text)

    assert label is not None
    assert (label.name, label.doubtful) == (name, True)
