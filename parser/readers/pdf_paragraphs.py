"""Lines with places → paragraphs, across line and page breaks.

"A short line ends a paragraph" is wrong: a number that did not fit moves down whole and leaves
its line short. So several witnesses are heard: the room left on the line against the width of
what follows, the indents of the document, distances, sizes, and the words themselves.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from parser.model import Block

from .certainty import with_certainty
from .joining import glue, has_ended, is_imprint, must_go_on, starts_block
from .pdf_lines import Line
from .runs import Piece, make_block

_LONG = 15  # characters: shorter lines say nothing about the margins
_INDENT = 0.9  # em: what stands further in than this is indented
_NEAR = 0.5  # em
_ROOM = 1.2  # em: less room than this, beyond the next word, is none
_LITTLE_ROOM = 0.2  # em
_SAME_SIZE = 0.15
_WIDE_LEADING = 1.45  # times the usual distance of lines
_BODY_SHARE = 0.6  # of the measure: a line this wide belongs to running text

_CLOSING = re.compile("[，。、；：？！）》」』】〕”’]")
_SPACED = re.compile(r"[一-鿿] {1,2}\d|\d {1,2}[一-鿿]")
_UNSPACED = re.compile(r"[一-鿿]\d|\d(?![年月日期号])[一-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the text of a document stands on its pages, in points."""

    left: float
    right: float
    size: float  # of the body's characters
    indent: float | None  # of first lines, in em; None: paragraphs are not indented
    leading: float | None  # usual distance of the body's lines

    def room_after(self, line: Line) -> float:
        return self.right - line.x1

    def indent_of(self, line: Line) -> float:
        """In em of the body."""
        return (line.x0 - self.left) / self.size


def find_frame(lines: Sequence[Line]) -> Frame:
    """The margins, indents and distances that most of ``lines`` keep to; not for an empty page."""
    long = [line for line in lines if len(line.text) >= _LONG] or list(lines)
    size = _usual([round(line.size, 1) for line in long])
    body = [line for line in long if abs(line.size - size) <= _SAME_SIZE * size] or long
    left = _left_margin(body, size)
    ends = sorted(line.x1 for line in body)
    right = quantiles(ends, n=10)[-1] if len(ends) > 3 else ends[-1]
    indents = Counter(
        round((line.x0 - left) / size * 2) / 2
        for line in body
        if _INDENT < (line.x0 - left) / size < 4.5
    )
    usual, count = indents.most_common(1)[0] if indents else (0.0, 0)
    return Frame(
        left=left,
        right=min(right, ends[-1]),
        size=size,
        indent=usual if count >= 2 or (count and len(body) < 8) else None,
        leading=_find_leading(body),
    )


def _left_margin(body: Sequence[Line], size: float) -> float:
    """The leftmost place where lines begin again and again; one outlier is no margin."""
    starts = Counter(round(line.x0 / 2) * 2 for line in body)
    often = [start for start, count in starts.items() if count >= max(2, 0.04 * len(body))]
    at = min(often, default=min(starts))
    return min(line.x0 for line in body if abs(line.x0 - at) <= _NEAR * size)


def _find_leading(body: Sequence[Line]) -> float | None:
    gaps = [
        above.y - below.y
        for above, below in pairwise(body)
        if above.page == below.page and 0 < above.y - below.y < 4 * above.size
    ]
    return median(gaps) if len(gaps) >= 3 else None


def _usual(values: Sequence[float]) -> float:
    return Counter(values).most_common(1)[0][0]


def join_lines(lines: Iterable[Line], frame: Frame) -> Iterator[Block]:
    """The paragraphs that ``lines``, in reading order, are printed in."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line, frame):
            yield from _make_paragraph(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield from _make_paragraph(paragraph)


def _goes_on(paragraph: Sequence[Line], line: Line, frame: Frame) -> bool:
    last = paragraph[-1]
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
        return False
    if _is_apart(last, line, frame):
        return False
    ended = has_ended(last.text)
    full = frame.room_after(last) < line.head + _ROOM * frame.size
    if ended and frame.indent is None:
        # nothing but the room tells such a line's end from a paragraph's
        full = frame.room_after(last) < line.head + _LITTLE_ROOM * frame.size
    inward = frame.indent_of(line)
    if _CLOSING.match(line.text):
        return True
    if starts_block(line.text):
        # within an indented document a label at the margin can be part of a sentence: "（二）项"
        within = frame.indent is not None and inward < _NEAR and full and not ended
        return within and not is_imprint(line.text) and len(last.text) >= _LONG
    if inward > _INDENT:
        return _hangs(paragraph, line, frame) and full and not ended
    if frame.indent is None:
        return full or must_go_on(last.text, line.text)
    return _goes_on_at_margin(paragraph, line, frame, full=full, ended=ended)


def _goes_on_at_margin(
    paragraph: Sequence[Line], line: Line, frame: Frame, *, full: bool, ended: bool
) -> bool:
    """In a document with indented first lines: does ``line``, which is not, belong to the last?"""
    last = paragraph[-1]
    inward = frame.indent_of(last)
    assert frame.indent is not None
    if inward > _INDENT and abs(inward - frame.indent) > _INDENT:
        # the last line is centred or set to the right
        return False
    if full or must_go_on(last.text, line.text):
        return True
    wide = last.x1 - last.x0 > _BODY_SHARE * (frame.right - frame.left)
    return wide and not ended


def _is_apart(last: Line, line: Line, frame: Frame) -> bool:
    if last.page != line.page or frame.leading is None:
        return False
    return last.y - line.y > _WIDE_LEADING * max(frame.leading, 1.05 * last.size)


def _hangs(paragraph: Sequence[Line], line: Line, frame: Frame) -> bool:
    """Whether ``line`` keeps to a hanging indent: further in than the paragraph's first line."""
    first, last = paragraph[0], paragraph[-1]
    near = _NEAR * frame.size
    if len(paragraph) > 1 and abs(line.x0 - last.x0) < near:
        return True
    if frame.indent is not None and abs(frame.indent_of(line) - frame.indent) < _NEAR:
        return False
    if abs(line.x0 - last.x0) < near:
        return last.x1 - last.x0 > _BODY_SHARE * (frame.right - frame.left)
    return first is last and starts_block(first.text) and line.x0 > first.x0


def _make_paragraph(lines: Sequence[Line]) -> Iterator[Block]:
    spaced = _spaces_numbers(lines)
    pieces: list[Piece] = list(lines[0].pieces)
    for last, line in pairwise(lines):
        between = glue(last.text, line.text)
        if not between and spaced and _meets_number(last.text, line.text):
            between = " "
        pieces.append((between, pieces[-1][1] and line.pieces[0][1]))
        pieces.extend(line.pieces)
    block = make_block(pieces, page=lines[0].page)
    if block is not None:
        yield with_certainty(block, lines) if lines[-1].certainty or lines[0].certainty else block


def _spaces_numbers(lines: Sequence[Line]) -> bool:
    """Whether this paragraph sets its numbers off by spaces: a line end has swallowed one."""
    spaced = sum(len(_SPACED.findall(line.text)) for line in lines)
    return spaced > sum(len(_UNSPACED.findall(line.text)) for line in lines)


def _meets_number(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    digits = (last.isdigit() or last == "%", first.isdigit())
    chinese = ("一" <= last <= "鿿", "一" <= first <= "鿿" and first not in "年月日期号")
    return (digits[0] and chinese[1]) or (chinese[0] and digits[1])
