"""Chinese numerals to numbers: 三千, 一万二千三百, 二〇二三, 两, 百."""

from decimal import Decimal

from .errors import QuantityError

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

CHARACTERS = "".join(DIGITS) + "".join(_SMALL) + "".join(_LARGE)


def parse_numeral(text: str) -> Decimal:
    """The value of a Chinese numeral.

    A numeral without 十百千万亿 is read digit by digit (二〇二三); a multiplier that
    stands alone counts one (百 is 100, as in 近百家).

    Raises:
        QuantityError: Other characters, or an order no numeral has (十百).
    """
    if not text or any(character not in CHARACTERS for character in text):
        raise QuantityError(f"不是中文数字：“{text}”", remedy="请核对原件")
    if all(character in DIGITS for character in text):
        return Decimal(int("".join(str(DIGITS[character]) for character in text)))
    return Decimal(_read_groups(text))


def _read_groups(text: str) -> int:
    total = group = 0
    digit: int | None = None
    last = 10_000
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
            last = 10_000 if digit == 0 else last
        elif character in _SMALL:
            multiplier = _SMALL[character]
            if multiplier >= last:
                raise QuantityError(f"中文数字次序有误：“{text}”", remedy="请核对原件")
            group += (1 if digit is None else digit) * multiplier
            last, digit = multiplier, None
        else:
            group += digit or 0
            multiplier = _LARGE[character]
            # 一亿三十万 adds, 一万亿 multiplies
            if total > multiplier:
                total += (group or 1) * multiplier
            else:
                total = (total + (group or (0 if total else 1))) * multiplier
            group, digit, last = 0, None, 10_000
    return total + group + (digit or 0)
