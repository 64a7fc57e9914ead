"""What the styles of a web page say of words: whether they are bold, and whether they show."""

import re
from typing import NamedTuple

from lxml import etree

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|normal|lighter|[1-9]00)", re.I)
_BORDER = re.compile(
    r"border[\w-]*\s*:(?![^;]*\b(?:none|0(?:px|pt)?)\b)[^;]*\b(?:solid|double)", re.I
)
_BREAKS_AT_SPACES = re.compile(r"(?:Libre|Open)Office\b")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,4000})\}")
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_COMMENT = re.compile(r"<!--|-->|/\*.*?\*/", re.S)
_BOLD_TAGS = frozenset(("b", "strong"))
# what a word processor writes beside the words: marks of notes and comments, comments, headers
_BESIDE_CLASS = re.compile(
    r"\bMso(?:Footnote|Endnote|Comment)Reference\b|\bMsoCommentText\b|\bsd(?:foot|end)note(?:anc|sym)\b",
    re.I,
)
_BESIDE_STYLE = re.compile(
    r"mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*(?:foot|end)note",
    re.I,
)
_LIST_MARK = re.compile(r"mso-list\s*:\s*Ignore", re.I)
_BULLET_FONT = re.compile(r"Wingdings|Symbol|Webdings", re.I)


class Look(NamedTuple):
    """What holds for the words within an element; handed down to those inside."""

    bold: bool = False
    linked: bool = False
    preformatted: bool = False
    heading: int | None = None  # from 0


class Looks:
    """The style sheets of one page, as far as single classes tell anything."""

    def __init__(self, root: etree._Element) -> None:
        self._bold: dict[str, bool] = {}
        self._hidden: set[str] = set()
        # others break lines between any two Chinese characters
        makers = (meta.get("content") or "" for meta in root.iter("meta"))
        self.breaks_are_spaces = any(_BREAKS_AT_SPACES.match(maker) for maker in makers)
        for sheet in root.iter("style"):
            self._read_sheet(_COMMENT.sub("", sheet.text or ""))

    def _read_sheet(self, sheet: str) -> None:
        for rule in _RULE.finditer(sheet):
            weight = _WEIGHT.search(rule[2])
            hidden = _HIDDEN.search(rule[2])
            if weight is None and hidden is None:
                continue
            for selector in rule[1].split(","):
                name = _CLASS.search(selector)
                if name is not None and weight is not None:
                    self._bold[name[1]] = _is_bold(weight)
                if name is not None and hidden is not None:
                    self._hidden.add(name[1])

    def is_hidden(self, element: etree._Element) -> bool:
        """Whether an element is not shown, or stands beside the words of the page."""
        style = element.get("style") or ""
        if style and (_HIDDEN.search(style) or _BESIDE_STYLE.search(style)):
            return True
        if element.get("hidden") is not None or element.get("title") in ("header", "footer"):
            return True
        names = element.get("class") or ""
        if not names:
            return False
        return bool(_BESIDE_CLASS.search(names)) or not self._hidden.isdisjoint(names.split())

    def is_bold(self, element: etree._Element, inherited: bool) -> bool:
        """Whether the words of an element are bold."""
        weight = _WEIGHT.search(element.get("style") or "")
        if weight is not None:
            return _is_bold(weight)
        for name in (element.get("class") or "").split():
            if name in self._bold:
                return self._bold[name]
        return inherited or element.tag in _BOLD_TAGS


def read_list_mark(element: etree._Element) -> str | None:
    """The number that a word processor prints before a list's item; "" for a bullet.

    None where the element is no such mark but words.
    """
    if not _LIST_MARK.search(element.get("style") or ""):
        return None
    around = (element.getparent(), *element.iter())
    fonts = (other.get("style") for other in around if other is not None)
    label = "".join(map(str, element.itertext())).replace("\xa0", " ").strip()
    if not any(map(str.isalnum, label)) or any(_BULLET_FONT.search(font) for font in fonts if font):
        return ""
    return label + " " if label[-1].isalnum() else label


def is_bordered(table: etree._Element) -> bool:
    """Whether a table, or a cell of it, has lines drawn around it."""
    if (table.get("border") or "0").strip() not in ("", "0"):
        return True
    cells = (cell.get("style") for cell in table.iter("td", "th"))
    return any(_BORDER.search(style) for style in (table.get("style"), *cells) if style)


def _is_bold(weight: re.Match[str]) -> bool:
    value = weight[1].lower()
    return value == "bold" or (value.isdigit() and int(value) >= 600)
