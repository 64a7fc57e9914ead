"""Pages that were read from pictures → Document: what of it is certain, and what is doubted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from parser.certainty import certainty_of
from parser.errors import LimitError, ReadError
from parser.model import Block, Document, Problem, Span

from .ocr_numbers import SURE, Doubt
from .ocr_page import Certain, Place, Recognized
from .pages import Kind, Page, divide_page, make_document
from .pdf_lines import Line
from .pdf_tables import RuledTable

MAX_PICTURES = 60  # pages of one file: each takes seconds
_EDGE = 0.14  # of the page's height: page numbers stand beyond, and nobody doubts those
_NEAR = 1.0  # points


def check_pictures(count: int) -> None:
    """Raise LimitError when so many pages are not to be read from pictures."""
    if count > MAX_PICTURES:
        raise LimitError(
            f"扫描页过多：{count} 页，上限 {MAX_PICTURES} 页",
            remedy="一个文件应是一期周报；请把合订本拆成单期",
        )


def divide_recognized(found: Recognized, number: int) -> Page:
    """Lines and ruled tables of page ``number`` (from 1), with how certain they are."""
    problems = tuple(_illegible(place, number) for place in found.illegible)
    if not found.content.glyphs:
        return Page(number=number, height=found.content.height, problems=problems)
    page = divide_page(found.content, number)
    return replace(
        page,
        lines=tuple(_mark(line, found.certainties) for line in page.lines),
        tables=tuple(_mark_table(table, found.certainties) for table in page.tables),
        problems=page.problems + problems,
    )


def make_recognized(pages: list[Page], found: Mapping[int, Recognized], kind: Kind) -> Document:
    """Join the pages, of which those in ``found`` (by number, from 1) were read from pictures.

    Raises:
        ReadError: There are no words.
    """
    if found and not any(page.lines or page.tables for page in pages):
        raise ReadError(
            "图片里没有识别出文字", remedy="请确认文件是否选对；字迹模糊的，请以 300 dpi 重新扫描"
        )
    document = make_document(pages, kind)
    if not found:
        return document
    told = Problem(
        code="page_recognized",
        message=f"第 {_name_pages(sorted(found))} 页是图片，文字由识别（OCR）得到，可能有误；"
        "引用其中的数字前请核对原件",
    )
    doubts = _tell_doubts(document.blocks, found)
    return replace(document, problems=(told, *document.problems, *doubts))


def _mark(line: Line, certainties: Sequence[Certain]) -> Line:
    near = max(2.0, 0.3 * line.size)
    on_line = sorted(
        (certain.x, certain.certainty)
        for certain in certainties
        if abs(certain.y - line.y) <= near and line.x0 - _NEAR <= certain.x <= line.x1 + _NEAR
    )
    count = sum(not char.isspace() for char in line.text)
    if len(on_line) == count:
        return replace(line, certainty=tuple(certainty for _, certainty in on_line))
    # neighbours in a table, one a hair above the other
    least = min((certainty for _, certainty in on_line), default=0.0)
    return replace(line, certainty=(least,) * count)


def _mark_table(table: RuledTable, certainties: Sequence[Certain]) -> RuledTable:
    return replace(
        table,
        cells=tuple(tuple(_mark(line, certainties) for line in cell) for cell in table.cells),
    )


def _tell_doubts(blocks: Sequence[Block], found: Mapping[int, Recognized]) -> Iterator[Problem]:
    used: set[Span] = set()
    for number, recognized in sorted(found.items()):
        for doubt, place in recognized.doubts:
            span = _find_span(blocks, doubt, number, used)
            if span is not None:
                used.add(span)
            elif place.y0 > 1 - _EDGE or place.y1 < _EDGE:
                continue
            yield Problem(code="number_uncertain", message=_tell(doubt, place, number), span=span)


def _find_span(blocks: Sequence[Block], doubt: Doubt, number: int, used: set[Span]) -> Span | None:
    """Where the doubted number stands: the first as uncertain as it is; None: nowhere."""
    words = doubt.printed.replace(" ", "")
    for position, block in enumerate(blocks):
        if block.page is None or not number - 1 <= block.page <= number:
            continue
        start = block.text.find(words)
        while start >= 0:
            span = Span(block=position, start=start, end=start + len(words))
            least = certainty_of(block, span.start, span.end)
            if span not in used and least is not None and least <= Decimal(doubt.certainty):
                return span
            start = block.text.find(words, start + 1)
    return None


def _tell(doubt: Doubt, place: Place, number: int) -> str:
    where = f"第 {number} 页{_name_place(place)}的数字“{doubt.printed}”"
    if doubt.others:
        others = "”“".join(other for other in doubt.others if other) or "别的字"
        return f"{where}识别没有把握，也读作“{others}”；请核对原件"
    return f"{where}字迹不清（把握 {doubt.certainty:.2f}，低于 {SURE}）；请核对原件"


def _illegible(place: Place, number: int) -> Problem:
    return Problem(
        code="text_illegible",
        message=f"第 {number} 页{_name_place(place)}似有文字，识别不出，未收；请核对原件",
    )


def _name_place(place: Place) -> str:
    """The part of the page, from its upper left corner as it lies in the file."""
    x0, x1, y0, y1 = (round(share * 100) for share in (place.x0, place.x1, place.y0, place.y1))
    return f"（横 {x0}%—{x1}%，纵 {y0}%—{y1}%）"


def _name_pages(numbers: Sequence[int]) -> str:
    """ "1—3、5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in runs)
