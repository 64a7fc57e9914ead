"""What a Word binary says of paragraphs and runs, by their places in the file."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from struct import unpack_from

from . import doc_sprms as sprm
from .doc_file import CHARACTER_BINS, PARAGRAPH_BINS, STYLES, DocFile
from .doc_sprms import find_sprms, number

_PAGE = 512  # bytes that properties are kept in together
_BODY_TEXT = 9  # the outline level of what is no heading
_CONTENTS = range(19, 28)  # built-in styles toc 1 to toc 9
_HEADINGS = range(1, 10)
_DEPTH = 20  # of styles based on styles; a cycle ends here, too
_PARAGRAPH, _CHARACTER, _TABLE = 1, 2, 3
_NO_STYLE = 0xFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """What is said of a paragraph."""

    style: int = 0
    list: int = 0  # from 1; 0: not numbered
    level: int = 0
    outline: int = _BODY_TEXT
    depth: int = 0  # of the table it stands in; 0: in none
    ends_cell: bool = False  # of a table in a table
    ends_row: bool = False
    row: bytes = b""  # properties of the row that it ends
    contents: bool = False  # an entry of a table of contents


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """What is said of characters."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    special: bool = False  # the character stands for something else
    embedded: bool = False
    symbol: str = ""  # the character of another font that is printed instead


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    paragraph: ParagraphLook
    run: RunLook
    bordered: bool = False


class Properties:
    """Looks things up by offset in the file; what has been read once is remembered."""

    def __init__(self, file: DocFile) -> None:
        self._extra = file.extra
        self._styles = _read_styles(file)
        self._paragraphs = _Bins(file, PARAGRAPH_BINS)
        self._runs = _Bins(file, CHARACTER_BINS)
        self._paragraph_looks: dict[tuple[bytes, bytes], ParagraphLook] = {}
        self._run_looks: dict[tuple[bytes, bytes, int], RunLook] = {}

    def paragraph(self, offset: int, changes: bytes) -> ParagraphLook:
        """Of the paragraph whose end mark lies at ``offset``, in a piece with ``changes``."""
        found = self._paragraphs.at(offset)
        key = (found, changes)
        if key not in self._paragraph_looks:
            self._paragraph_looks[key] = self._read_paragraph(found, changes)
        return self._paragraph_looks[key]

    def runs(
        self, start: int, end: int, changes: bytes, style: int
    ) -> Iterator[tuple[int, RunLook]]:
        """(where it ends, look) of each run from offset ``start`` to ``end``."""
        for until, found in self._runs.between(start, end):
            key = (found, changes, style)
            if key not in self._run_looks:
                look = self._style(style).run
                self._run_looks[key] = self._read_run(found + changes, look)
            yield until, self._run_looks[key]

    def is_bordered(self, style: int) -> bool:
        """Whether a style of tables draws lines."""
        return self._style(style).bordered

    def _style(self, number: int) -> _Style:
        return self._styles.get(number, _PLAIN)

    def _read_paragraph(self, found: bytes, changes: bytes) -> ParagraphLook:
        style = number(found[:2])
        look = replace(self._style(style).paragraph, style=style)
        return _apply_to_paragraph(look, found[2:] + changes, self._extra)

    def _read_run(self, found: bytes, base: RunLook) -> RunLook:
        named = [number(value) for code, value in find_sprms(found) if code == sprm.CHARACTER_STYLE]
        if named:
            base = _merge_runs(base, self._style(named[-1]).run)
        return _apply_to_run(base, found)


class _Bins:
    """Properties by offset, from the pages of the file that hold them."""

    def __init__(self, file: DocFile, part: int) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._found: list[bytes] = []
        read = _read_paragraph_entry if part == PARAGRAPH_BINS else _read_run_entry
        entries: list[tuple[int, int, bytes]] = []
        _, pages = file.plc(part, 4)
        # each page once, however often it is named: there are no more of them than in the file
        for at in dict.fromkeys((number(entry) & 0x3FFFFF) * _PAGE for entry in pages):
            page = file.main[at : at + _PAGE]
            if len(page) == _PAGE:
                entries.extend(read(page))
        for start, end, found in sorted(entries, key=lambda entry: entry[0]):
            self._starts.append(start)
            self._ends.append(end)
            self._found.append(found)

    def at(self, offset: int) -> bytes:
        """Empty where nothing is said."""
        position = bisect_right(self._starts, offset) - 1
        if position < 0 or offset >= self._ends[position]:
            return b""
        return self._found[position]

    def between(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """(where it ends, properties) from ``start`` to ``end`` without a gap."""
        position = max(0, bisect_right(self._starts, start) - 1)
        while start < end:
            if position >= len(self._starts):
                yield end, b""
                return
            if start < self._starts[position]:
                until, found = self._starts[position], b""
            else:
                until, found = self._ends[position], self._found[position]
                position += 1
            if until > start:
                start = min(until, end)
                yield start, found


def _read_paragraph_entry(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = min(page[_PAGE - 1], (_PAGE - 5) // 17)
    bounds = unpack_from(f"<{count + 1}I", page)
    for at in range(count):
        place = 2 * page[4 * (count + 1) + 13 * at]
        found = b""
        if place:
            size = 2 * page[place] - 1
            if size < 0:
                place += 1
                size = 2 * page[place] if place < _PAGE else 0
            found = page[place + 1 : place + 1 + size]
        yield bounds[at], bounds[at + 1], found


def _read_run_entry(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = min(page[_PAGE - 1], (_PAGE - 5) // 5)
    bounds = unpack_from(f"<{count + 1}I", page)
    for at in range(count):
        place = 2 * page[4 * (count + 1) + at]
        found = page[place + 1 : place + 1 + page[place]] if place else b""
        yield bounds[at], bounds[at + 1], found


def _apply_to_paragraph(look: ParagraphLook, data: bytes, extra: bytes) -> ParagraphLook:
    data = _with_what_is_elsewhere(data, extra)
    changed: dict[str, object] = {}
    for code, value in find_sprms(data):
        if code == sprm.LIST:
            which = number(value)
            # from above: the list is kept, its indents are not; and 0xF801: none
            changed["list"] = which if which < 0xF801 else 0 if which == 0xF801 else 0x10000 - which
        elif code == sprm.LIST_LEVEL:
            changed["level"] = number(value)
        elif code == sprm.OUTLINE_LEVEL:
            changed["outline"] = number(value)
        elif code == sprm.IN_TABLE:
            changed["depth"] = max(1, look.depth) if number(value) else 0
        elif code == sprm.TABLE_DEPTH:
            changed["depth"] = min(number(value), 1000)
        elif code == sprm.INNER_CELL_END:
            changed["ends_cell"] = bool(number(value))
        elif code in (sprm.ROW_END, sprm.INNER_ROW_END):
            changed["ends_row"] = bool(number(value))
            changed["row"] = data
    return replace(look, **changed) if changed else look  # type: ignore[arg-type]


def _with_what_is_elsewhere(data: bytes, extra: bytes) -> bytes:
    """The properties, and those that were too many for their place."""
    if not any(code.to_bytes(2, "little") in data for code in sprm.ELSEWHERE):
        return data
    for code, value in find_sprms(data):
        if code in sprm.ELSEWHERE:
            place = number(value)
            return data + extra[place + 2 : place + 2 + number(extra[place : place + 2])]
    return data


def _apply_to_run(look: RunLook, data: bytes) -> RunLook:
    changed: dict[str, object] = {}
    for code, value in find_sprms(data):
        name = _RUN_TOGGLES.get(code)
        if name is not None:
            changed[name] = _toggle(number(value), getattr(look, name))
        elif code == sprm.SYMBOL and len(value) == 4:
            changed["symbol"] = chr(number(value[2:]))
    return replace(look, **changed) if changed else look  # type: ignore[arg-type]


_RUN_TOGGLES = {
    sprm.BOLD: "bold",
    sprm.HIDDEN: "hidden",
    sprm.DELETED: "deleted",
    sprm.SPECIAL: "special",
    sprm.EMBEDDED: "embedded",
}


def _toggle(value: int, inherited: bool) -> bool:
    if value in (0x80, 0x81):  # as the style says, or its opposite
        return inherited ^ (value == 0x81)
    return value == 1


def _merge_runs(one: RunLook, other: RunLook) -> RunLook:
    return replace(one, bold=one.bold or other.bold, hidden=one.hidden or other.hidden)


_PLAIN = _Style(paragraph=ParagraphLook(), run=RunLook())


def _read_styles(file: DocFile) -> dict[int, _Style]:
    data = file.part(STYLES)
    if len(data) < 6:
        return {}
    size, count, base = unpack_from("<HHH", data)
    at = 2 + size
    raw: dict[int, bytes] = {}
    for which in range(count):
        length = number(data[at : at + 2])
        raw[which] = data[at + 2 : at + 2 + length]
        at += 2 + length
    styles: dict[int, _Style] = {}
    for which in raw:
        _resolve(which, raw, base, styles, _DEPTH)
    return styles


def _resolve(
    which: int, raw: dict[int, bytes], base: int, styles: dict[int, _Style], depth: int
) -> _Style:
    if which in styles:
        return styles[which]
    data = raw.get(which, b"")
    if len(data) < 10 or not depth:
        return _PLAIN
    identity, kind_and_base, parts = unpack_from("<HHH", data)
    identity &= 0xFFF
    kind, based_on = kind_and_base & 0xF, kind_and_base >> 4
    inherited = _PLAIN
    if based_on not in (_NO_STYLE, which):
        inherited = _resolve(based_on, raw, base, styles, depth - 1)
    style = _read_style(kind, inherited, tuple(_read_parts(data, base, parts & 0xF)))
    paragraph = style.paragraph
    if identity in _HEADINGS and paragraph.outline == _BODY_TEXT:
        paragraph = replace(paragraph, outline=identity - 1)
    paragraph = replace(paragraph, contents=identity in _CONTENTS)
    styles[which] = replace(style, paragraph=paragraph)
    return styles[which]


def _read_parts(data: bytes, base: int, count: int) -> Iterator[bytes]:
    """The properties in a style: of tables, paragraphs and characters, as its kind has them."""
    at = base + 2 * number(data[base : base + 2]) + 4  # the name, and a zero
    for _ in range(count):
        size = number(data[at : at + 2])
        yield data[at + 2 : at + 2 + size]
        at += 2 + size + size % 2


def _read_style(kind: int, inherited: _Style, parts: tuple[bytes, ...]) -> _Style:
    paragraph, run, bordered = inherited.paragraph, inherited.run, inherited.bordered
    if kind == _PARAGRAPH:
        if parts:
            paragraph = _apply_to_paragraph(paragraph, parts[0][2:], b"")
        if len(parts) > 1:
            run = _apply_to_run(run, parts[1])
    elif kind == _CHARACTER and parts:
        run = _apply_to_run(run, parts[0])
    elif kind == _TABLE and parts:
        bordered = bordered or has_borders(parts[0])
    return _Style(paragraph=paragraph, run=run, bordered=bordered)


def has_borders(data: bytes) -> bool:
    """Whether properties of a table, or of a row, draw lines around anything."""
    return any(
        _is_drawn(value, 8 if code == sprm.TABLE_BORDERS[1] else 4)
        for code, value in find_sprms(data)
        if code in sprm.TABLE_BORDERS
    )


def _is_drawn(borders: bytes, width: int) -> bool:
    # the old form has width and kind in the first two bytes, the new one after the colour
    kinds = borders[5::8] if width == 8 else borders[1::4]
    return any(kind not in (0, 0xFF) for kind in kinds)
