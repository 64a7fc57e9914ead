"""Text laid out in columns of a terminal, where a Chinese character is two columns wide.

One way of drawing serves the terminal and the pipe: a pipe gets the same text without colours
and without a limit of width. Nothing here knows what the words mean.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Style = Literal["bold", "dim", "title", "match", "warn", "bad", "good"]
Run = tuple[str, Style | None]

_CODES = {
    "bold": "1",
    "dim": "2",
    "title": "1;36",  # a heading of the answer's own: an issue, a series
    "match": "1;31",  # words that were searched for
    "warn": "33",
    "bad": "31",
    "good": "32",
}
# what must not be torn apart at the end of a line: a run of Latin letters, digits and their marks,
# or a Chinese character, with the marks that open before it and close behind it
_OPEN, _CLOSE = "“‘《〈（「『【〔［([", "，。、；：！？）》〉」』】〕］”’…%:)]"
_UNIT = re.compile(
    rf"[{re.escape(_OPEN)}]*(?:[0-9A-Za-z.,%+×\-_/:]+|.)[{re.escape(_CLOSE)}]*", re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NARROW = 100  # columns of a terminal below which an optional column must not squeeze others
_WIDEST = 40  # columns that a flexible column of a pipe is aligned to; longer cells stand over


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is looked at: a terminal of so many columns with colours, or a pipe without either."""

    width: int | None = None  # None: lines are as long as they are
    colour: bool = False

    def paint(self, style: Style | None, text: str) -> str:
        """``text`` in the colours of ``style``; as it is where there are none."""
        if style is None or not self.colour or not text:
            return text
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table on the screen."""

    title: str
    right: bool = False  # numbers stand at the right
    flexible: bool = False  # may be made narrower, its cells then take several lines
    style: Callable[[str], Style | None] | None = None  # of a cell with these words
    # left out where all its cells are empty; a flexible one also where a narrow terminal has no
    # room for it
    optional: bool = False


def clean_text(text: str) -> str:
    """``text`` without the control characters that would act on a terminal; tabs are spaces."""
    return _CONTROL.sub("", text.replace("\t", " "))


def width_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes; without escape sequences in it.

    Marks that East Asian fonts may draw wide (“” — …) count as one column, as terminals count.
    """
    return len(text) if text.isascii() else sum(map(_width_of_character, text))


@lru_cache(maxsize=1 << 14)  # of a long table each character is looked at several times
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
    return [text[start:end] for start, end in find_lines(text, width, first=first)]


def fit_lines(text: str, look: Look) -> str:
    """``text`` with its lines wrapped to a terminal; as it is for a pipe."""
    return text if look.width is None else "\n".join(wrap(text, look.width))


def wrap_runs(runs: Sequence[Run], look: Look, *, indent: str = "", first: str = "") -> list[str]:
    """Styled words in lines that fit ``look``, each after ``indent``, the first after ``first``.

    A pipe has no width: there only the line breaks of the text make lines.
    """
    text = "".join(words for words, _ in runs)
    room = None if look.width is None else max(look.width - width_of(indent), 10)
    places = find_lines(text, room, first=max(width_of(first) - width_of(indent), 0))
    return [
        (indent if number else first or indent) + _style(runs, start, end, look)
        for number, (start, end) in enumerate(places)
    ]


def _style(runs: Sequence[Run], start: int, end: int, look: Look) -> str:
    parts = []
    position = 0
    for words, style in runs:
        part = words[max(start - position, 0) : max(end - position, 0)]
        position += len(words)
        if part:
            parts.append(look.paint(style, part))
    return "".join(parts)


def find_lines(text: str, width: int | None, *, first: int = 0) -> list[tuple[int, int]]:
    """The half-open places of the lines that ``wrap`` makes of ``text``."""
    places: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines = (
            _break(paragraph, width, 0 if places else first)
            if width is not None
            else [(0, len(paragraph))]
        )
        places.extend((start + begin, start + end) for begin, end in lines)
        start += len(paragraph) + 1
    return places


def _break(text: str, width: int, first: int) -> Iterator[tuple[int, int]]:
    begin, taken, room = 0, 0, width - first
    for position, unit in _units(text, width):
        size = width_of(unit)
        if taken + size > room and position > begin:
            yield begin, _without_spaces(text, begin, position)
            begin, taken, room = position, 0, width
            if unit == " ":
                begin, size = position + 1, 0
        taken += size
    yield begin, _without_spaces(text, begin, len(text))


def _without_spaces(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1] == " ":
        end -= 1
    return end


def _units(text: str, width: int) -> Iterator[tuple[int, str]]:
    for match in _UNIT.finditer(text):
        if width_of(match[0]) <= width:
            yield match.start(), match[0]
        else:
            yield from enumerate(match[0], match.start())


def render_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    look: Look,
    *,
    headings: Mapping[int, str] | None = None,
) -> str:
    """A table with a line of titles; "" for no rows. Trailing spaces are left out.

    ``headings`` are lines of their own above the rows at these positions.

    On a terminal the flexible columns share what is left of its width; in a pipe each cell
    stays on one line.
    """
    if not rows:
        return ""
    kept = _keep(columns, rows, look)
    columns = [columns[place] for place in kept]
    cells = [[_one_line(row[place]) for place in kept] for row in rows]
    widths = _fit(columns, cells, look.width)
    titles = _join(columns, [column.title for column in columns], widths, None)
    lines = [look.paint("bold", titles)]
    for position, row in enumerate(cells):
        if headings and position in headings:
            lines.append(look.paint("title", headings[position]))
        lines.extend(_row_lines(columns, row, widths, look))
    return "\n".join(lines) + "\n"


def _keep(columns: Sequence[Column], rows: Sequence[Sequence[str]], look: Look) -> list[int]:
    """The places of the columns to be shown."""
    filled = [
        place
        for place, column in enumerate(columns)
        if not column.optional or any(row[place] for row in rows)
    ]
    if look.width is None or look.width >= _NARROW:
        return filled
    needed = sum(_natural_width(columns[place], place, rows) for place in filled)
    if needed + 2 * (len(filled) - 1) <= look.width:
        return filled
    return [place for place in filled if not (columns[place].optional and columns[place].flexible)]


def _natural_width(column: Column, place: int, rows: Sequence[Sequence[str]]) -> int:
    return max(width_of(column.title), *(width_of(_one_line(row[place])) for row in rows))


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
        # one long cell shall not push the columns of all other rows far to the right
        return tuple(
            min(width, _WIDEST) if column.flexible else width
            for column, width in zip(columns, widths, strict=True)
        )
    floors = [
        max(width_of(column.title), min(width, 8)) if column.flexible else width
        for column, width in zip(columns, widths, strict=True)
    ]
    excess = sum(widths) + 2 * (len(widths) - 1) - limit
    while excess > 0:
        # the widest gives first, so that narrow columns stay on one line
        widest = max(
            range(len(widths)), key=lambda place: (widths[place] > floors[place], widths[place])
        )
        if widths[widest] == floors[widest]:
            break
        widths[widest] -= 1
        excess -= 1
    return tuple(widths)


def _row_lines(
    columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], look: Look
) -> Iterator[str]:
    wrapped = [
        wrap(cell, width) if look.width is not None and width_of(cell) > width else [cell]
        for cell, width in zip(row, widths, strict=True)
    ]
    for line in range(max(len(lines) for lines in wrapped)):
        parts = [lines[line] if line < len(lines) else "" for lines in wrapped]
        yield _join(columns, parts, widths, look)


def _join(
    columns: Sequence[Column], parts: Sequence[str], widths: Sequence[int], look: Look | None
) -> str:
    padded = []
    for column, part, width in zip(columns, parts, widths, strict=True):
        cell = pad(part, width, right=column.right)
        if look is not None and column.style is not None:
            cell = look.paint(column.style(part), cell)
        padded.append(cell)
    return "  ".join(padded).rstrip()
