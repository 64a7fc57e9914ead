"""Automatic list numbers, which word processors keep apart from the text they print before."""

import re
from dataclasses import dataclass, field

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    )
)
_DIGIT_BY_DIGIT = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"))
_ENCLOSED = {
    # first character, how many there are
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
    "ideographParenthesized": ("㈠", 10),
}
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST = 9999  # larger counters are printed as digits, whatever the format
_PLACE = re.compile(r"%([1-9])")


def format_number(number: int, kind: str) -> str:
    """``number`` as Word prints it in the number format ``kind`` (w:numFmt); "" for bullets."""
    if kind in ("none", "bullet"):
        return ""
    if not 1 <= number <= _LARGEST:
        return str(number)
    if kind in _COUNTING:
        return _chinese(number, _DIGITS, "十百千")
    if kind == "chineseLegalSimplified" or kind == "ideographLegalTraditional":
        return _chinese(number, _LEGAL_DIGITS, "拾佰仟", short_ten=False)
    if kind in _DIGIT_BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if kind in _ENCLOSED:
        first, count = _ENCLOSED[kind]
        return chr(ord(first) + number - 1) if number <= count else str(number)
    return _format_western(number, kind)


def _format_western(number: int, kind: str) -> str:
    if kind == "decimalFullWidth" or kind == "decimalFullWidth2":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if kind == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    return str(number)


def _chinese(number: int, digits: str, units: str, *, short_ten: bool = True) -> str:
    if number < 10:
        return digits[number]
    text = ""
    zero = "零"
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + (units[power - 1] if power else "")
        elif text and not text.endswith(zero):
            text += zero
    text = text.rstrip(zero)
    return text[1:] if short_ten and text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    style: str | None = None  # paragraphs of this style are on this level
    legal: bool = False  # all numbers of the label in digits
    restart: int | None = None  # levels below this one restart it; 0: never


@dataclass(slots=True, kw_only=True)
class List:
    """All numbers that point to it count on together."""

    levels: dict[int, Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Number:
    """A list, with levels of its own where it overrides them."""

    of: List
    levels: dict[int, Level]
    restarts: dict[int, int]  # level → number to start from when it is first used


def count_on(number: Number, level: int) -> str:
    """Count one paragraph and return the label printed before it; "" for bullets.

    Args:
        number: The list that the paragraph belongs to.
        level: From 0; a level that the list does not have is not counted.
    """
    if level not in number.levels:
        return ""
    _count(number, level)
    return _print_label(number, level)


def _count(number: Number, level: int) -> None:
    counters = number.of.counters
    if level in number.restarts:
        counters[level] = number.restarts.pop(level)
    elif level in counters:
        counters[level] += 1
    else:
        counters[level] = number.levels[level].start
    for other in [other for other in counters if other > level]:
        restart = number.levels[other].restart if other in number.levels else None
        if restart is None or level < restart:
            del counters[other]


def _print_label(number: Number, level: int) -> str:
    own = number.levels[level]
    if own.kind == "bullet":
        return ""

    def print_counter(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = number.levels.get(at, own)
        count = number.of.counters.get(at, other.start)
        return format_number(count, "decimal" if own.legal and at != level else other.kind)

    label = _PLACE.sub(print_counter, own.pattern)
    # "1." needs no space before words, a bare "1" does
    apart = own.suffix != "nothing" and label[-1:].isalnum()
    return label + " " if apart else label
