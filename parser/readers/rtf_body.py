"""The words of an RTF file in reading order: paragraphs, tables, text boxes and notes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from parser.model import Block

from .flow import SOFT_BREAK, make_paragraphs
from .rtf_fonts import Fonts
from .rtf_tables import RowBeingTold, TableStack
from .rtf_tokens import Token, Tokens
from .runs import Piece, join_surrogates

# groups that hold no words of the text
_SKIPPED = frozenset(
    "colortbl info pict fldinst header headerl headerr headerf footer footerl footerr footerf "
    "nonshppict shprslt nonesttables atnid atnauthor annotation revtbl rsidtbl generator "
    "listtable listoverridetable xmlnstbl themedata colorschememapping datastore latentstyles "
    "objdata pgptbl pnseclvl pn bkmkstart bkmkend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    "filetbl template private xe tc mmathPr wgrffmtfilter fldtype formfield datafield sn sv "
    "ansi_part".split()
)
# groups that are marked as ignorable, and hold words all the same
_KEPT = frozenset(
    "shpinst shptxt ud footnote nesttableprops dptxbxtext do pntext listtext background".split()
)
_CHARACTERS = {
    "tab": " ", "line": SOFT_BREAK, "softline": SOFT_BREAK, "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\r", "\r": "\r"}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.I)


class _State(NamedTuple):
    """What a group inherits, and what its end takes back."""

    font: int = 0
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    complex: bool = False  # what is said next holds for Arabic or Hebrew, not for Chinese
    fallback: int = 1  # characters after a \\u that stand for it in old programs
    target: str = "text"  # text, fonts, styles or label


@dataclass(slots=True)
class _Column:
    """Text that runs on by itself: the body, a note or a text box."""

    tables: TableStack = field(default_factory=TableStack)
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    notes: list[Block] = field(default_factory=list)
    depth: int = 0  # of the table that the paragraph stands in
    in_table: bool = False
    style: int = 0
    outline: int | None = None
    row: RowBeingTold = field(default_factory=RowBeingTold)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What was there before a group, to be taken up again at its end."""

    state: _State
    column: _Column
    end: Callable[[], None] | None = None


class RtfBody:
    """Reads one file."""

    def __init__(self, data: bytes) -> None:
        self._tokens = Tokens(data)
        self._fonts = Fonts()
        self._state = _State()
        self._groups: list[_Group] = []
        self._column = _Column()
        self._bytes = bytearray()  # not decoded yet: a character can come in two tokens
        self._units: list[str] = []  # of \\u, not put together yet
        self._skip = 0  # characters that stand for one that was read
        self._opening = False  # a group has just begun
        self._ignorable = False
        self._style = 0
        self._styles: dict[int, str] = {}
        self.images = 0
        self.embedded = 0

    def read(self) -> list[Block]:
        """The blocks of the file."""
        main = self._column
        for token in self._tokens:
            self._take(token)
        self._end_paragraph()
        while self._groups:  # a file that was cut
            self._end_group()
        self._column = main
        self._end_paragraph()
        return main.tables.finish()

    def _take(self, token: Token) -> None:
        kind = token.kind
        if kind == "text" or kind == "hex":
            self._opening = False
            self._add_bytes(token.value)
        elif kind == "word":
            self._take_word(token.value, token.number)
        elif kind == "{":
            self._flush()
            self._groups.append(_Group(state=self._state, column=self._column))
            self._opening = True
            self._ignorable = False
            self._skip = 0
        elif kind == "}":
            self._end_group()
        else:
            self._take_sign(token.value)

    def _take_sign(self, sign: str) -> None:
        if sign == "*":
            self._ignorable = True
            return
        self._opening = False
        if self._skip:
            self._skip -= 1
            return
        printed = _SIGNS.get(sign, "")
        if printed == "\r":
            self._end_paragraph()
        elif printed:
            self._add(printed)

    def _take_word(self, word: str, number: int | None) -> None:
        opening, self._opening = self._opening, False
        ignorable, self._ignorable = self._ignorable, False
        if opening and (word in _SKIPPED or (ignorable and word not in _KEPT)):
            self.images += word == "pict" or word == "shppict"
            self.embedded += word == "objdata"
            self._skip_group()
        elif word == "u":
            self._add_unit(number or 0)
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif opening and word in _DESTINATIONS:
            _DESTINATIONS[word](self)
        elif word in _WORDS:
            self._flush()
            _WORDS[word](self, number)

    def _skip_group(self) -> None:
        self._tokens.skip_group()
        self._end_group()

    def _end_group(self) -> None:
        self._flush()
        self._skip = 0
        self._opening = False
        if self._groups:
            group = self._groups.pop()
            if group.end is not None:
                group.end()
            self._state, self._column = group.state, group.column

    # --- words ---

    def _add_bytes(self, value: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(value))
            self._skip -= skipped
            value = value[skipped:]
        if self._units:
            self._flush_units()
        if value:
            self._bytes += value.encode("latin-1")

    def _add_unit(self, number: int) -> None:
        if self._bytes:
            self._flush_bytes()
        self._units.append(chr(number & 0xFFFF))
        self._skip = self._state.fallback

    def _add(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _flush(self) -> None:
        if self._bytes:
            self._flush_bytes()
        if self._units:
            self._flush_units()

    def _flush_bytes(self) -> None:
        data, self._bytes = bytes(self._bytes), bytearray()
        text = (
            data.decode("ascii") if data.isascii() else self._fonts.decode(data, self._state.font)
        )
        self._put(text)

    def _flush_units(self) -> None:
        text, self._units = "".join(self._units), []
        self._put(join_surrogates(text))

    def _put(self, text: str) -> None:
        state = self._state
        if state.target == "text":
            if not state.hidden and not state.deleted and not self._fonts.is_symbol(state.font):
                self._column.pieces.append((text, state.bold))
        elif state.target == "label":
            if not self._fonts.is_symbol(state.font):
                self._column.label += text
        elif state.target == "styles":
            self._styles[self._style] = self._styles.get(self._style, "") + text

    def _end_paragraph(self) -> None:
        self._flush()
        column = self._column
        column.tables.add(self._make_paragraph(column), column.depth if column.in_table else 0)
        column.tables.add(column.notes, column.depth if column.in_table else 0)
        column.pieces, column.notes, column.label = [], [], ""

    def _make_paragraph(self, column: _Column) -> Iterable[Block]:
        name = self._styles.get(column.style, "").rstrip(";").strip()
        if not any(text.strip() for text, _ in column.pieces) or _CONTENTS.fullmatch(name):
            return ()
        heading = column.outline
        found = _HEADING.fullmatch(name)
        if heading is None and found is not None:
            heading = int(found[1]) - 1
        return make_paragraphs(_settle_label(column.label), column.pieces, None, heading)

    # --- groups with a meaning of their own ---

    def _aim(self, target: str) -> None:
        self._state = self._state._replace(target=target)

    def _begin_note(self) -> None:
        outer, note = self._column, _Column()

        def end() -> None:
            self._end_paragraph()
            outer.notes.extend(note.tables.finish())

        self._enter(note, end)

    def _begin_box(self) -> None:
        outer, box = self._column, _Column()

        def end() -> None:
            self._end_paragraph()
            outer.tables.add(box.tables.finish(), outer.depth if outer.in_table else 0)

        self._enter(box, end)

    def _enter(self, column: _Column, end: Callable[[], None]) -> None:
        group = self._groups[-1]
        self._groups[-1] = _Group(state=group.state, column=group.column, end=end)
        self._column = column
        self._state = _State(font=self._state.font, fallback=self._state.fallback)

    def _choose_unicode(self) -> None:
        """In a choice of two, the first is for programs that know no Unicode."""
        for token in self._tokens:
            if token.kind == "{":
                self._tokens.skip_group()
                return
            if token.kind == "}":
                self._end_group()
                return

    # --- control words ---

    def _set_font(self, number: int | None) -> None:
        if self._state.target == "fonts":
            self._fonts.current = number or 0
        self._state = self._state._replace(font=number or 0)

    def _set_style(self, number: int | None) -> None:
        self._style = number or 0
        if self._state.target == "text":
            self._column.style = self._style

    def _reset_paragraph(self, _: int | None) -> None:
        if self._state.target != "text":
            return
        column = self._column
        column.style, column.outline = 0, None
        column.in_table, column.depth = False, 1

    def _set_depth(self, number: int | None) -> None:
        self._column.depth = number or 0
        self._column.in_table = bool(number)

    def _set_in_table(self, _: int | None) -> None:
        self._column.in_table = True
        self._column.depth = max(1, self._column.depth)

    def _set_outline(self, number: int | None) -> None:
        self._column.outline = number if number is not None and 0 <= number < 9 else None

    def _end_cell(self, depth: int) -> None:
        self._column.in_table, self._column.depth = True, depth
        self._end_paragraph()
        self._column.tables.end_cell(depth)

    def _end_row(self, depth: int) -> None:
        self._column.tables.end_row(self._column.row.shape(), depth)

    def _begin_row(self, _: int | None) -> None:
        self._column.row = RowBeingTold()

    def _cover_cell(self, _: int | None) -> None:
        self._column.row.is_covered = True

    def _draw_border(self, _: int | None) -> None:
        self._column.row.bordered = True

    def _set_fallback(self, number: int | None) -> None:
        self._state = self._state._replace(fallback=min(max(number or 0, 0), 100))

    def _set_look(self, **changes: bool) -> None:
        self._state = self._state._replace(**changes)  # type: ignore[arg-type]

    def _set_bold_of_others(self, number: int | None) -> None:
        # LibreOffice says it so of Chinese, Word of scripts that run to the left
        if not self._state.complex:
            self._set_look(bold=number != 0)

    def _set_plain(self, _: int | None) -> None:
        self._set_look(bold=False, hidden=False, deleted=False)


def _settle_label(label: str) -> str:
    """A printed list number without the space behind it; "" for bullets."""
    label = label.strip()
    if not any(map(str.isalnum, label)):
        return ""
    return label + " " if label[-1].isalnum() else label


_DESTINATIONS: dict[str, Callable[[RtfBody], None]] = {
    "fonttbl": lambda body: body._aim("fonts"),
    "stylesheet": lambda body: body._aim("styles"),
    "listtext": lambda body: body._aim("label"),
    "pntext": lambda body: body._aim("label"),
    "footnote": RtfBody._begin_note,
    "shptxt": RtfBody._begin_box,
    "dptxbxtext": RtfBody._begin_box,
    "shpinst": lambda body: body._aim("nothing"),
    "do": lambda body: body._aim("nothing"),
    "upr": RtfBody._choose_unicode,
}
_WORDS: dict[str, Callable[[RtfBody, int | None], None]] = {
    "par": lambda body, _: body._end_paragraph(),
    "sect": lambda body, _: body._end_paragraph(),
    "f": RtfBody._set_font,
    "fcharset": lambda body, number: body._fonts.set_charset(number or 0),
    "ansicpg": lambda body, number: body._fonts.set_page(number or 0),
    "s": RtfBody._set_style,
    "pard": RtfBody._reset_paragraph,
    "intbl": RtfBody._set_in_table,
    "itap": RtfBody._set_depth,
    "outlinelevel": RtfBody._set_outline,
    "cell": lambda body, _: body._end_cell(1),
    "nestcell": lambda body, _: body._end_cell(max(2, body._column.depth)),
    "row": lambda body, _: body._end_row(1),
    "nestrow": lambda body, _: body._end_row(max(2, body._column.depth)),
    "trowd": RtfBody._begin_row,
    "trleft": lambda body, number: setattr(body._column.row, "left", number or 0),
    "cellx": lambda body, number: body._column.row.end_cell(number or 0),
    "clmrg": RtfBody._cover_cell,
    "clvmrg": RtfBody._cover_cell,
    "brdrs": RtfBody._draw_border,
    "brdrth": RtfBody._draw_border,
    "brdrdb": RtfBody._draw_border,
    "plain": RtfBody._set_plain,
    "b": lambda body, number: body._set_look(bold=number != 0),
    "ab": RtfBody._set_bold_of_others,
    "rtlch": lambda body, _: body._set_look(complex=True),
    "ltrch": lambda body, _: body._set_look(complex=False),
    "loch": lambda body, _: body._set_look(complex=False),
    "hich": lambda body, _: body._set_look(complex=False),
    "dbch": lambda body, _: body._set_look(complex=False),
    "v": lambda body, number: body._set_look(hidden=number != 0),
    "deleted": lambda body, number: body._set_look(deleted=number != 0),
    "uc": RtfBody._set_fallback,
}
