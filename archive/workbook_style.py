"""How the workbook looks: fonts, number formats, colours, widths; the only place that knows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from .screen import width_of

Look = Literal["printed", "derived", "text", "wrapped", "head", "title", "note", "link", "empty"]

_FONT, _HEAD_FONT = "宋体", "黑体"
_LOOKS: dict[Look, dict[str, Any]] = {
    "printed": {"align": "right", "indent": 1, "border": 1},
    "derived": {
        "align": "right",
        "indent": 1,
        "border": 1,
        "italic": True,
        "font_color": "#1F4E9E",
    },
    "text": {"border": 1},
    "wrapped": {"border": 1, "text_wrap": True},
    "head": {
        "border": 1,
        "bold": True,
        "align": "center",
        "text_wrap": True,
        "font_name": _HEAD_FONT,
        "bg_color": "#DDE6F0",
    },
    "title": {"bold": True, "font_name": _HEAD_FONT, "font_size": 16},
    "note": {"font_color": "#555555"},
    "link": {"font_color": "#1F4E9E", "underline": 1},
    "empty": {"border": 1, "bg_color": "#EDEDED"},
}
_DOUBT = {"bg_color": "#FFE699"}
_BORDER = "#B0B0B0"
_WIDEST, _NARROWEST = 60, 6


@dataclass(slots=True, kw_only=True)
class Styles:
    """The formats of one workbook, each made once."""

    book: Any
    made: dict[tuple[Look, str, bool], Any]

    def of(self, look: Look, *, number: str = "", is_doubted: bool = False) -> Any:
        """The format for a look, a number format, and whether a check speaks against it."""
        key = (look, number, is_doubted)
        if key not in self.made:
            settings = {"font_name": _FONT, "font_size": 10.5, "valign": "vcenter", **_LOOKS[look]}
            if "border" in settings:
                settings["border_color"] = _BORDER
            if number:
                settings["num_format"] = number
            if is_doubted:
                settings |= _DOUBT
            self.made[key] = self.book.add_format(settings)
        return self.made[key]


def number_format(value: Decimal) -> str:
    """Thousands set off, with as many decimals as the number has."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + (f".{'0' * places}" if places else "")


def shown_width(value: object) -> int:
    """Columns that a cell needs, a Chinese character counted as two."""
    if isinstance(value, Decimal):
        return len(f"{value:,}") + 4
    return max((width_of(line) for line in str(value).split("\n")), default=0) + 2


def row_height(text: str, columns: int) -> int:
    """Points that a wrapped text needs in a column of this width.

    Programs that open the file do not all measure it themselves.
    """
    lines = sum(max(-(-width_of(line) // max(columns - 1, 1)), 1) for line in text.split("\n"))
    return min(6 + 14 * lines, 400)


def fit(widths: list[int], *, most: int = _WIDEST) -> list[int]:
    """Widths of columns within bounds."""
    return [min(max(width, _NARROWEST), most) for width in widths]
