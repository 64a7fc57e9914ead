from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import QuantityError
from parser.numerals import parse_numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十七", 17),
        ("二十", 20),
        ("一百零五", 105),
        ("三千", 3000),
        ("一万二千三百", 12300),
        ("一亿零三十万", 100300000),
        ("二〇二三", 2023),
        ("百", 100),
    ],
)
def test_a_chinese_numeral_has_its_value(printed: str, value: int) -> None:
    assert parse_numeral(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["", "四川", "十百", "12"])
def test_words_that_are_no_numeral_are_refused(printed: str) -> None:
    with pytest.raises(QuantityError):
        parse_numeral(printed)


def spell(number: int) -> str:
    """A number below 10,000 as it is written out, by the school rule."""
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return words


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_that_is_spelled_out_is_read_back(number: int) -> None:
    assert parse_numeral(spell(number)) == number
