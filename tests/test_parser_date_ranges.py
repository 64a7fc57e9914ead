"""What a user types for a stretch of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.dates import parse_range
from parser.errors import DateError

TODAY = date(2024, 5, 15)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        ("２０２３", date(2023, 1, 1), date(2023, 12, 31)),
        ("二〇二三年", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023年7月", date(2023, 7, 1), date(2023, 7, 31)),
        ("2023-07-17", date(2023, 7, 17), date(2023, 7, 17)),
        ("20230717", date(2023, 7, 17), date(2023, 7, 17)),
        ("2023-07..2023-08", date(2023, 7, 1), date(2023, 8, 31)),
        ("2023-07-17至2023-08-01", date(2023, 7, 17), date(2023, 8, 1)),
        ("2023年7月17日—21日", date(2023, 7, 17), date(2023, 7, 21)),
        ("2019-2023", date(2019, 1, 1), date(2023, 12, 31)),
        ("..2020", date.min, date(2020, 12, 31)),
        ("2020..", date(2020, 1, 1), date.max),
        ("今年", date(2024, 1, 1), date(2024, 12, 31)),
        ("今年以来", date(2024, 1, 1), TODAY),
        ("去年", date(2023, 1, 1), date(2023, 12, 31)),
        ("去年..今年", date(2023, 1, 1), date(2024, 12, 31)),
        ("上半年", date(2024, 1, 1), date(2024, 6, 30)),
        ("上月", date(2024, 4, 1), date(2024, 4, 30)),
        ("本周", date(2024, 5, 13), date(2024, 5, 19)),
        ("上周", date(2024, 5, 6), date(2024, 5, 12)),
        ("近三年", date(2021, 5, 16), TODAY),
        ("近3个月", date(2024, 2, 16), TODAY),
        ("近一周", date(2024, 5, 9), TODAY),
    ],
)
def test_a_range_is_read(text: str, first: date, last: date) -> None:
    assert parse_range(text, today=TODAY) == (first, last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "看不懂的时间"),
        ("..", "看不懂的时间"),
        ("明天会更好", "看不懂的时间：“明天会更好”"),
        ("近期", "看不懂的时间：“近期”"),
        ("2023-13", "日期不存在：“2023-13”"),
        ("2023-02-30", "日期不存在：“2023-02-30”"),
        ("2023年6月31日", "日期不存在：“2023年6月31日”"),
        ("2023-08..2023-07", "止日早于起日：“2023-08..2023-07”"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_remedy(text: str, message: str) -> None:
    with pytest.raises(DateError, match=message) as caught:
        parse_range(text, today=TODAY)

    assert caught.value.remedy is not None
    assert "原件" not in caught.value.remedy


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(1950, 1, 1), date(2099, 12, 31))
)
def test_two_days_joined_give_themselves_back(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)

    assert parse_range(f"{first}..{last}", today=TODAY) == (first, last)


@given(st.text(max_size=20))
def test_any_text_is_a_range_in_order_or_refused(text: str) -> None:
    try:
        first, last = parse_range(text, today=TODAY)
    except DateError:
        return
    assert first <= last
