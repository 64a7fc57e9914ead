"""Text laid out in columns of a terminal, where a Chinese character is two columns wide.

One way of drawing serves the terminal and the pipe: a pipe gets the same text without colours
and without a limit of width. Nothing here knows what the words mean.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RESET = "\x1b[0m"
# what must not be torn apart at the end of a line: a run of Latin letters, digits and their marks
_UNIT = re.compile(r"[0-9A-Za-z.,%+\-_/:]+|.", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NO_LINE_START = "，。、；：！？）》」』】〕”’…%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is looked at: a terminal of so many columns with colours, or a pipe without either."""

    width: int | None = None  # None: lines are as long as they are
    colour: bool = False

    def bold(self, text: str) -> str:
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        return self._paint("2", text)

    def title(self, text: str) -> str:
        """A heading of the answer's own: an issue, a series."""
        return self._paint("1;36", text)

    def warn(self, text: str) -> str:
        return self._paint("33", text)

    def bad(self, text: str) -> str:
        return self._paint("31", text)

    def good(self, text: str) -> str:
        return self._paint("32", text)

    def match(self, text: str) -> str:
        """Words that were searched for: coloured, or in 【】 where there are no colours."""
        return self._paint("1;31", text) if self.colour else f"【{text}】"

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.colour and text else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table on the screen."""

    title: str
    right: bool = False  # numbers stand at the right
    flexible: bool = False  # may be made narrower, its cells then take several lines


def clean_text(text: str) -> str:
    """``text`` without the control characters that would act on a terminal; tabs are spaces."""
    return _CONTROL.sub("", text.replace("\t", " "))


def width_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes; without escape sequences in it.

    Marks that East Asian fonts may draw wide (“” — …) count as one column, as terminals count.
    """
    return sum(_width_of_character(character) for character in text)


def _width_of_character(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``width`` columns; longer text stays whole."""
    space = " " * (width - width_of(text))
    return space + text if right else text + space


def cut(text: str, width: int) -> str:
    """``text`` if it fits into ``width`` columns, else its beginning and "…"."""
    if width_of(text) <= width:
        return text
    taken = 0
    for position, character in enumerate(text):
        taken += _width_of_character(character)
        if taken > width - 1:
            return text[:position] + "…"
    return text


def wrap(text: str, width: int, *, first: int = 0) -> list[str]:
    """``text`` in lines of at most ``width`` columns, the first ``first`` columns shorter.

    Breaks between any two Chinese characters, not before a closing mark and not inside a word
    or a number unless it alone is wider than a line. Line breaks of the text are kept.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width, first if not lines else 0))
    return lines


def _wrap_paragraph(text: str, width: int, first: int) -> Iterator[str]:
    line, taken, room = "", 0, width - first
    for unit in _units(text, width):
        size = width_of(unit)
        if taken + size > room and line and not (unit in _NO_LINE_START and taken <= room):
            yield line.rstrip()
            line, taken, room = "", 0, width
            unit = unit.lstrip(" ")
            size = width_of(unit)
        line += unit
        taken += size
    yield line.rstrip()


def _units(text: str, width: int) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        unit = match[0]
        while len(unit) > max(width, 1):
            yield unit[:width]
            unit = unit[width:]
        yield unit


def render_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], look: Look) -> str:
    """A table with a line of titles; "" for no rows. Trailing spaces are left out.

    On a terminal the flexible columns share what is left of its width; in a pipe each cell
    stays on one line.
    """
    if not rows:
        return ""
    cells = [[_one_line(cell) for cell in row] for row in rows]
    widths = _fit(columns, cells, look.width)
    lines = [look.bold(_join(columns, [column.title for column in columns], widths))]
    for row in cells:
        lines.extend(_row_lines(columns, row, widths))
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _fit(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int | None
) -> tuple[int, ...]:
    widths = [
        max(width_of(column.title), *(width_of(row[position]) for row in rows))
        for position, column in enumerate(columns)
    ]
    if limit is None:
        return tuple(widths)
    floors = [
        max(width_of(column.title), min(width, 10)) if column.flexible else width
        for column, width in zip(columns, widths, strict=True)
    ]
    excess = sum(widths) + 2 * (len(widths) - 1) - limit
    while excess > 0:
        # the widest gives first, so that narrow columns stay on one line
        widest = max(range(len(widths)), key=lambda place: widths[place] - floors[place])
        spare = widths[widest] - floors[widest]
        if spare <= 0:
            break
        step = min(excess, max(1, spare // 4))
        widths[widest] -= step
        excess -= step
    return tuple(widths)


def _row_lines(
    columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]
) -> Iterator[str]:
    wrapped = [
        wrap(cell, width) if width_of(cell) > width else [cell]
        for cell, width in zip(row, widths, strict=True)
    ]
    for line in range(max(len(lines) for lines in wrapped)):
        parts = [lines[line] if line < len(lines) else "" for lines in wrapped]
        yield _join(columns, parts, widths)


def _join(columns: Sequence[Column], parts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        pad(part, width, right=column.right)
        for column, part, width in zip(columns, parts, widths, strict=True)
    )
    return "  ".join(padded).rstrip()
