"""The styles of a DOCX, as far as they decide words: numbering, headings, bold, hidden text."""

import re
from dataclasses import dataclass

from lxml import etree

from .docx_package import VAL, W

_OFF = frozenset(("0", "false", "off", "none"))
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*[1-9]", re.I)
_DEPTH = 20  # of styles based on styles; a cycle ends here, too
_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style says, with what it inherits; None: it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None
    outline_level: int | None = None  # from 0; 9 is body text
    number: str | None = None  # numId
    number_level: int | None = None  # ilvl
    number_style: str | None = None  # the style that the numbering comes from
    contents: bool = False  # an entry of a table of contents
    bordered: bool | None = None  # of tables
    page_break_before: bool | None = None


_PLAIN = Style()


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """The toggle ``name`` among the properties ``parent``; None when it is not there."""
    element = parent.find(W + name) if parent is not None else None
    return None if element is None else element.get(VAL) not in _OFF


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of the property ``name``; None when it is not there."""
    element = parent.find(W + name) if parent is not None else None
    return None if element is None else element.get(VAL)


def number_of(text: str | None) -> int | None:
    """``text`` as a whole number, or None: attributes of damaged files hold anything."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def has_borders(borders: etree._Element | None) -> bool | None:
    """Whether any side in a ``tblBorders`` or ``tcBorders`` is drawn; None when nothing is said."""
    if borders is None:
        return None
    sides = [borders.find(W + side) for side in _BORDERS]
    return any(side is not None and side.get(VAL) not in ("nil", "none") for side in sides)


class Styles:
    """Styles by id, inheritance followed."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default: str | None = None
        for element in root.findall(W + "style") if root is not None else ():
            style_id = element.get(W + "styleId")
            if style_id is None:
                continue
            self._elements.setdefault(style_id, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in (
                "1",
                "true",
            ):
                self._default = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """The paragraph style, the default one when ``style_id`` is None or unknown."""
        if style_id is None or style_id not in self._elements:
            style_id = self._default
        return self.get(style_id)

    def get(self, style_id: str | None) -> Style:
        """The style, or one that says nothing when it is unknown."""
        if style_id is None or style_id not in self._elements:
            return _PLAIN
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id, _DEPTH)
        return self._resolved[style_id]

    def _resolve(self, style_id: str, depth: int) -> Style:
        element = self._elements.get(style_id)
        if element is None or depth == 0:
            return _PLAIN
        based_on = value_of(element, "basedOn")
        base = self._resolve(based_on, depth - 1) if based_on is not None else _PLAIN
        return _read_style(element, style_id, base)


def _read_style(element: etree._Element, style_id: str, base: Style) -> Style:
    paragraph = element.find(W + "pPr")
    run = element.find(W + "rPr")
    table = element.find(W + "tblPr")
    name = value_of(element, "name") or ""
    number = paragraph.find(W + "numPr") if paragraph is not None else None
    own_number = value_of(number, "numId")
    heading = _HEADING_NAME.fullmatch(name.strip())
    outline = number_of(value_of(paragraph, "outlineLvl"))
    if outline is None and heading is not None:
        outline = int(heading[1]) - 1
    return Style(
        bold=_first(is_on(run, "b"), base.bold),
        hidden=_first(is_on(run, "vanish"), base.hidden),
        outline_level=outline if outline is not None else base.outline_level,
        number=own_number if own_number is not None else base.number,
        number_level=_level(number, own_number, base),
        number_style=style_id if number is not None else base.number_style,
        contents=_CONTENTS_NAME.fullmatch(name.strip()) is not None,
        bordered=_first(
            has_borders(table.find(W + "tblBorders") if table is not None else None), base.bordered
        ),
        page_break_before=_first(is_on(paragraph, "pageBreakBefore"), base.page_break_before),
    )


def _level(number: etree._Element | None, own_number: str | None, base: Style) -> int | None:
    level = number_of(value_of(number, "ilvl"))
    return level if level is not None or own_number is not None else base.number_level


def _first(own: bool | None, inherited: bool | None) -> bool | None:
    return inherited if own is None else own
