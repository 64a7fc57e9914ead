"""Numbers as these reports print them: Chinese numerals, 万 and 亿."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 0 to 9999 in words: 12 is 十二, 205 is 二百零五."""
    if number < 10:
        return _DIGITS[number]
    text, zero = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + sign
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if 10 <= number < 20 else text


def counted(number: int) -> str:
    """A number in words before a measure word: two is 两."""
    return "两" if number == 2 else chinese(number)


def year_in_words(year: int) -> str:
    """2013 as 二〇一三."""
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(year))


def rounded(value: Decimal | float, places: int) -> Decimal:
    """Rounded half up, as people do, with exactly ``places`` decimals."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def plain(value: Decimal | int) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
