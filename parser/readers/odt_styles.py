"""The styles of an OpenDocument text, as far as they decide words."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from .docx_styles import number_of
from .list_numbers import Level

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = (f"{_URN}{name}:1.0}}" for name in ("office", "style", "text"))
TABLE, DRAW = (f"{_URN}{name}:1.0}}" for name in ("table", "drawing"))
_FO = f"{_URN}xsl-fo-compatible:1.0}}"
_LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_DEPTH = 20  # of styles based on styles; a cycle ends here, too
# numbers by the first of their kind, as the format names them: "一, 二, 三, ..."
_KINDS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth", "甲": "ideographTraditional", "子": "ideographZodiac",
    "⑴": "decimalEnclosedParen", "⒈": "decimalEnclosedFullstop", "㈠": "ideographParenthesized",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OdtStyle:
    """What a style says, with what it inherits; None: it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None
    outline_level: int | None = None  # from 0
    bordered: bool = False  # of cells


_PLAIN = OdtStyle()


class OdtStyles:
    """Styles by family and name, and lists by name, out of all parts that define some."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._resolved: dict[tuple[str, str], OdtStyle] = {}
        self._lists: dict[str, etree._Element] = {}
        for root in roots:
            for element in root.iter(STYLE + "style"):
                key = (element.get(STYLE + "family") or "", element.get(STYLE + "name") or "")
                self._elements[key] = element
            for element in root.iter(TEXT + "list-style"):
                self._lists[element.get(STYLE + "name") or ""] = element

    def get(self, family: str, name: str | None) -> OdtStyle:
        """The style, or one that says nothing when it is unknown."""
        key = (family, name or "")
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key, _DEPTH)
        return self._resolved[key]

    def levels(self, name: str) -> dict[int, Level]:
        """The levels, from 0, of a list style; none when it is unknown."""
        element = self._lists.get(name)
        levels = {}
        for child in element if element is not None else ():
            level = number_of(child.get(TEXT + "level"))
            if level is not None and 1 <= level <= 20:
                levels[level - 1] = _read_level(child, level)
        return levels

    def list_of(self, paragraph_style: str | None) -> str | None:
        """The list style that a paragraph style names."""
        element = self._elements.get(("paragraph", paragraph_style or ""))
        return element.get(STYLE + "list-style-name") if element is not None else None

    def _resolve(self, key: tuple[str, str], depth: int) -> OdtStyle:
        element = self._elements.get(key)
        if element is None or not depth:
            return _PLAIN
        parent = element.get(STYLE + "parent-style-name")
        base = self._resolve((key[0], parent), depth - 1) if parent else _PLAIN
        bold, hidden = _read_words(element.find(STYLE + "text-properties"))
        outline = number_of(element.get(STYLE + "default-outline-level") or None)
        return OdtStyle(
            bold=base.bold if bold is None else bold,
            hidden=base.hidden if hidden is None else hidden,
            outline_level=base.outline_level if outline is None else outline - 1,
            bordered=_has_borders(element.find(STYLE + "table-cell-properties")),
        )


def _read_words(properties: etree._Element | None) -> tuple[bool | None, bool | None]:
    if properties is None:
        return None, None
    weight = properties.get(STYLE + "font-weight-asian") or properties.get(_FO + "font-weight")
    display = properties.get(TEXT + "display")
    return (
        None if weight is None else weight in ("bold", "600", "700", "800", "900"),
        None if display is None else display == "none",
    )


def _has_borders(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    sides = (properties.get(_FO + name) for name in _BORDERS)
    return any(side is not None and side != "none" for side in sides)


_BORDERS = ("border", "border-left", "border-right", "border-top", "border-bottom")


def _read_level(element: etree._Element, level: int) -> Level:
    named = element.get(STYLE + "num-format") or ""
    is_number = element.tag == TEXT + "list-level-style-number"
    start = number_of(element.get(TEXT + "start-value"))
    return Level(
        start=1 if start is None else start,
        kind=(_KINDS.get(named[:1], "decimal") if named else "none") if is_number else "bullet",
        pattern=_read_pattern(element, level, shown=bool(named)),
    )


def _read_pattern(element: etree._Element, level: int, *, shown: bool) -> str:
    pattern = element.get(_LO + "num-list-format")
    if pattern is not None:
        for other in range(1, 11):
            pattern = pattern.replace(f"%{other}%", f"%{other}" if other < 10 else "")
        return pattern
    above = min(number_of(element.get(TEXT + "display-levels")) or 1, level)
    numbers = ".".join(f"%{other}" for other in range(level - above + 1, level + 1))
    before = element.get(STYLE + "num-prefix") or ""
    return before + (numbers if shown else "") + (element.get(STYLE + "num-suffix") or "")
