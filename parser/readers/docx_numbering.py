"""Automatic list numbers of a DOCX: they are not in the text, but they are printed."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from .docx_package import VAL, W
from .docx_styles import Styles, is_on, number_of, value_of

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
class _Level:
    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    style: str | None = None  # paragraphs of this style are on this level
    legal: bool = False  # all numbers of the label in digits
    restart: int | None = None  # levels below this one restart it; 0: never


@dataclass(slots=True, kw_only=True)
class _List:
    """An abstract numbering: all that point to it count on together."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Number:
    """A ``w:num``: a list, with levels of its own where it overrides them."""

    of: _List
    levels: dict[int, _Level]
    restarts: dict[int, int]  # level → number to start from when it is first used


class Numbering:
    """Counts through the paragraphs of a document, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._numbers: dict[str, _Number] = {}
        if root is None:
            return
        abstracts = {
            element.get(W + "abstractNumId") or "": element
            for element in root.findall(W + "abstractNum")
        }
        lists = {key: _List(levels=_read_levels(element)) for key, element in abstracts.items()}
        for element in root.findall(W + "num"):
            key = value_of(element, "abstractNumId") or ""
            if key in lists:
                self._numbers[element.get(W + "numId") or ""] = _read_number(element, lists[key])
        self._follow_links(abstracts, lists, styles)

    def _follow_links(
        self, abstracts: dict[str, etree._Element], lists: dict[str, _List], styles: Styles
    ) -> None:
        """A list can have its levels in a numbering style (numStyleLink)."""
        for key, element in abstracts.items():
            link = value_of(element, "numStyleLink")
            number = self._numbers.get(styles.get(link).number or "") if link else None
            if number is not None and not lists[key].levels:
                lists[key].levels.update(number.levels)
                for other in self._numbers.values():
                    if other.of is lists[key]:
                        other.levels = {**number.levels, **other.levels}

    def next_label(self, number: str, level: int | None, style: str | None) -> str:
        """Count one paragraph and return the label printed before it; "" for none and bullets.

        Args:
            number: The numId; "0" means that the paragraph is not numbered.
            level: The ilvl; None: the level that belongs to ``style``, else the first.
        """
        found = self._numbers.get(number)
        if found is None:
            return ""
        if level is None:
            matching = (at for at, other in found.levels.items() if other.style == style)
            level = next(matching, 0)
        if level not in found.levels:
            return ""
        _count(found, level)
        return _print_label(found, level)


def _count(number: _Number, level: int) -> None:
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


def _print_label(number: _Number, level: int) -> str:
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


def _read_levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for child in element.findall(W + "lvl"):
        at = number_of(child.get(W + "ilvl"))
        if at is not None:
            levels[at] = _read_level(child)
    return levels


def _read_level(element: etree._Element) -> _Level:
    start = number_of(value_of(element, "start"))
    return _Level(
        start=1 if start is None else start,
        kind=_read_kind(element),
        pattern=value_of(element, "lvlText") or "",
        suffix=value_of(element, "suff") or "tab",
        style=value_of(element, "pStyle"),
        legal=bool(is_on(element, "isLgl")),
        restart=number_of(value_of(element, "lvlRestart")),
    )


def _read_kind(element: etree._Element) -> str:
    # formats newer than the schema stand in mc:AlternateContent, with a plain one as fallback
    kinds = [found.get(VAL) or "decimal" for found in element.iter(W + "numFmt")]
    return next((kind for kind in kinds if kind != "custom"), "decimal")


def _read_number(element: etree._Element, of: _List) -> _Number:
    levels = dict(of.levels)
    restarts = {}
    for override in element.findall(W + "lvlOverride"):
        at = number_of(override.get(W + "ilvl"))
        if at is None:
            continue
        own = override.find(W + "lvl")
        if own is not None:
            levels[at] = _read_level(own)
        start = number_of(value_of(override, "startOverride"))
        if start is not None:
            restarts[at] = start
            if at in levels:
                levels[at] = replace(levels[at], start=start)
    return _Number(of=of, levels=levels, restarts=restarts)
