"""The text of a Word binary in reading order: paragraphs, tables, text boxes and notes."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.errors import LimitError
from parser.model import Block

from . import doc_file as part
from .doc_file import DocFile
from .doc_lists import read_lists
from .doc_properties import ParagraphLook, Properties, RunLook
from .doc_sprms import number
from .doc_tables import read_shape
from .doc_text import Text
from .flow import SOFT_BREAK, make_paragraphs, make_table
from .list_numbers import count_on
from .row_shapes import RowShape, make_rows
from .runs import Piece, join_surrogates

_MARK = re.compile("[\r\x07\x0c]")
_CONTROL = re.compile("([\x00-\x1f\xa0])")
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_PICTURE, _SHAPE, _SECTION_END, _CELL_END = "\x01", "\x08", "\x0c", "\x07"
_PRINTED = {"\t": " ", "\x0b": SOFT_BREAK, "\x1e": "-", "\xa0": " "}
_DEEPEST = 20  # tables in tables
_NOT_A_HEADING = 9

Story = tuple[int, int]  # where a part of the text begins and ends


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    start: int
    end: int  # where its end mark stands
    look: ParagraphLook


class DocBody:
    """Reads parts of one document; numbering and fields run on through all calls."""

    def __init__(self, file: DocFile) -> None:
        self._text = Text(file)
        self._properties = Properties(file)
        self._lists = read_lists(file)
        self._sections = frozenset(file.plc(part.SECTIONS, 12)[0])
        counts = [max(0, count) for count in file.counts]
        self.main: Story = (0, min(counts[0], len(self._text.words)))
        self._notes = _Hanging(
            [
                *_find_notes(file, (part.FOOTNOTE_MARKS, part.FOOTNOTE_TEXTS), sum(counts[:1])),
                *_find_notes(file, (part.ENDNOTE_MARKS, part.ENDNOTE_TEXTS), sum(counts[:5])),
            ]
        )
        self._boxes = _Hanging(_find_boxes(file, sum(counts[:6])))
        self._headers_at = sum(counts[:2])
        self._headers = file.plc(part.HEADERS, 0)[0]
        self._fields: list[bool] = []  # open fields: whether their code is being read
        self._code = ""
        self._carried: list[Piece] = []  # of paragraphs whose end mark was deleted
        self.embedded = 0  # objects whose words are out of reach
        self.images = 0

    def read(self, story: Story) -> list[Block]:
        """The blocks of the text, a note, a text box or a header."""
        return list(self._read_level(tuple(self._divide(*story)), 0))

    def headers(self) -> Iterator[Story]:
        """The headers of the first section: of its pages, and of its first page."""
        for which in (7, 10):  # after six separators of notes: even, odd, …, first
            if which + 1 < len(self._headers):
                yield self._moved(self._headers[which], self._headers[which + 1])

    def _moved(self, start: int, end: int) -> Story:
        return self._headers_at + start, self._headers_at + end

    def _divide(self, start: int, end: int) -> Iterator[_Paragraph]:
        for match in _MARK.finditer(self._text.words, start, end):
            at = match.start()
            if match[0] == _SECTION_END and at + 1 not in self._sections:
                continue  # a page break
            yield self._make_paragraph(start, at)
            start = at + 1
        if start < end:
            yield self._make_paragraph(start, end)

    def _make_paragraph(self, start: int, end: int) -> _Paragraph:
        piece = self._text.piece_at(end)
        look = self._properties.paragraph(piece.offset_of(end), piece.changes)
        return _Paragraph(start=start, end=end, look=look)

    def _read_level(self, paragraphs: Sequence[_Paragraph], depth: int) -> Iterator[Block]:
        """Paragraphs of a table ``depth`` levels down, with the tables in it."""
        if depth > _DEEPEST:
            raise LimitError(
                "文档中表格套表格过深，正常文件不会如此",
                remedy="请用 Word 或 WPS 打开后全选复制到新文件，另存为 .docx",
            )
        at = 0
        while at < len(paragraphs):
            end = at
            while end < len(paragraphs) and paragraphs[end].look.depth > depth:
                end += 1
            if end > at:
                yield from self._read_table(paragraphs[at:end], depth + 1)
                at = end
            else:
                yield from self._read_paragraph(paragraphs[at])
                at += 1

    def _read_table(self, paragraphs: Sequence[_Paragraph], depth: int) -> Iterator[Block]:
        rows: list[tuple[RowShape, list[tuple[Block, ...]]]] = []
        cells: list[tuple[Block, ...]] = []
        content: list[_Paragraph] = []
        for paragraph in paragraphs:
            own = paragraph.look.depth == depth
            if own and paragraph.look.ends_row:
                rows.append((read_shape(paragraph.look.row), cells))
                cells, content = [], []
                continue
            content.append(paragraph)
            if own and self._ends_cell(paragraph, depth):
                cells.append(tuple(self._read_level(content, depth)))
                content = []
        if cells:
            rows.append((RowShape(), cells))
        bordered = any(
            shape.bordered
            or (shape.style is not None and self._properties.is_bordered(shape.style))
            for shape, _ in rows
        )
        yield from make_table(make_rows(rows), bordered=bordered, page=None)
        # a row that does not end: its words are not lost
        yield from self._read_level(content, depth)

    def _ends_cell(self, paragraph: _Paragraph, depth: int) -> bool:
        if depth > 1:
            return paragraph.look.ends_cell
        return self._text.words[paragraph.end : paragraph.end + 1] == _CELL_END

    def _read_paragraph(self, paragraph: _Paragraph) -> Iterator[Block]:
        for box in self._boxes.take(paragraph.start, paragraph.end):
            yield from self.read(box)
        look = paragraph.look
        deleted = False
        pieces, self._carried = self._carried, []
        for words, run in self._find_runs(paragraph.start, paragraph.end, look.style):
            deleted |= run.deleted
            pieces.extend(self._read_run(words, run))
        self._fields = [code for code in self._fields if not code]
        if self._is_mark_deleted(paragraph):
            self._carried = pieces
            return
        has_words = any(text.strip() for text, _ in pieces)
        # an empty paragraph is numbered, too
        label = self._next_label(look) if has_words or not deleted else ""
        if has_words and not look.contents:
            heading = look.outline if look.outline < _NOT_A_HEADING else None
            yield from make_paragraphs(label, pieces, None, heading)
        for note in self._notes.take(paragraph.start, paragraph.end):
            yield from self.read(note)

    def _next_label(self, look: ParagraphLook) -> str:
        found = self._lists.get(look.list)
        return count_on(found, look.level) if found is not None else ""

    def _is_mark_deleted(self, paragraph: _Paragraph) -> bool:
        if self._text.words[paragraph.end : paragraph.end + 1] != "\r":
            return False
        runs = self._find_runs(paragraph.end, paragraph.end + 1, paragraph.look.style)
        return any(run.deleted for _, run in runs)

    def _find_runs(self, start: int, end: int, style: int) -> Iterator[tuple[str, RunLook]]:
        """The words from ``start`` to ``end`` with their look."""
        while start < end:
            piece = self._text.piece_at(start)
            until = min(end, piece.end)
            if until <= start:
                return
            offsets = piece.offset_of(start), piece.offset_of(until)
            for offset, run in self._properties.runs(*offsets, piece.changes, style):
                after = piece.start + (offset - piece.offset) // piece.width
                yield self._text.words[start:after], run
                start = after
            start = max(start, until)

    def _read_run(self, words: str, run: RunLook) -> Iterator[Piece]:
        parts = _CONTROL.split(words) if _CONTROL.search(words) else [words]
        for text in parts:
            if text in (_FIELD, _RESULT, _FIELD_END):
                self._read_field_mark(text)
            elif any(self._fields):
                self._code += text
            elif text and not run.hidden and not run.deleted:
                yield from self._read_text(text, run)

    def _read_text(self, text: str, run: RunLook) -> Iterator[Piece]:
        if run.symbol and run.special:
            # characters of symbol fonts are in the private area, and mean nothing without them
            yield ("" if "\ue000" <= run.symbol <= "\uf8ff" else run.symbol), run.bold
        elif text >= " " and text != "\xa0":
            yield join_surrogates(text) if not text.isascii() else text, run.bold
        else:
            self.images += text in (_PICTURE, _SHAPE)
            yield _PRINTED.get(text, ""), run.bold

    def _read_field_mark(self, mark: str) -> None:
        if mark == _FIELD:
            self._fields.append(True)
            self._code = ""
            return
        code, self._code = self._code.split()[:2], ""
        if code[:1] == ["EMBED"]:
            self.embedded += not code[-1].startswith("Equation")
        if not self._fields:
            return
        if mark == _RESULT:
            self._fields[-1] = False
        else:
            self._fields.pop()


class _Hanging:
    """Notes or text boxes by the place in the text that they hang at."""

    def __init__(self, found: Iterable[tuple[int, Story]]) -> None:
        placed = sorted(found)
        self._places = [place for place, _ in placed]
        self._stories: list[Story | None] = [story for _, story in placed]

    def take(self, start: int, end: int) -> Iterator[Story]:
        """What hangs within a paragraph, each given out once."""
        for at in range(bisect_left(self._places, start), bisect_right(self._places, end)):
            story, self._stories[at] = self._stories[at], None
            if story is not None:
                yield story


def _find_notes(file: DocFile, parts: tuple[int, int], start: int) -> Iterator[tuple[int, Story]]:
    """Where its mark stands, and the note."""
    marks, _ = file.plc(parts[0], 2)
    texts, _ = file.plc(parts[1], 0)
    for mark, (first, last) in zip(marks, pairwise(texts), strict=False):
        if first < last:
            yield mark, (start + first, start + last)


def _find_boxes(file: DocFile, start: int) -> Iterator[tuple[int, Story]]:
    """Where it hangs, and the text box; at the beginning where that is not known."""
    places, shapes = file.plc(part.SHAPES, 26)
    at = {number(shape[:4]): place for place, shape in zip(places, shapes, strict=False)}
    texts, boxes = file.plc(part.BOX_TEXTS, 22)
    for (first, last), box in zip(pairwise(texts), boxes, strict=False):
        if first < last:
            yield at.get(number(box[14:18]), 0), (start + first, start + last)
