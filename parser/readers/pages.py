"""Pages of characters with places → Document: lines into paragraphs, ruled tables, running heads.

What PDF and OFD have in common, and what recognised pictures will have with them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parser.errors import ReadError
from parser.model import Block, Document, Problem
from parser.tables import join_rows

from .certainty import Run, with_certainty
from .joining import is_page_number
from .ocr_engine import EXTRA
from .pdf_lines import Line, find_lines
from .pdf_page import PageContent
from .pdf_paragraphs import Frame, find_frame, join_lines
from .pdf_tables import Divided, Rows, RuledTable, find_gapped_rows, take_tables
from .plausible import common_share, is_noise
from .running import find_running

_UNKNOWN_SHARE = 0.3  # of characters without a meaning: more, and the rest is not to be trusted
_COMMON_SHARE = 0.2  # of frequent characters: less, and the font's table is a wrong one
_HEAD, _FOOT = 0.86, 0.14  # of the page's height: running heads and page numbers stand beyond
_PLACE = 4.0  # points that a running head may move
_PROSE_LINES = 5
_PROSE = 150  # characters: a cell with more is text, not data
_OCR = f"请安装文字识别（OCR）组件：{EXTRA}，再重新收录（OFD 先导出为 .pdf）；或改用 .docx 原件"
_MOSTLY = 0.5  # of the page: a picture that covers more is the page
_FEW = 60  # characters on top of such a picture: a page number, the name of a scanner
_MANY_PATHS = 100  # of a page without characters: they may be drawn as outlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A format that has pages."""

    name: str  # as messages call it
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, its tables taken out of the running text."""

    number: int  # from 1
    height: float = 0.0
    lines: tuple[Line, ...] = ()
    tables: tuple[RuledTable, ...] = ()
    problems: tuple[Problem, ...] = ()


def make_document(pages: list[Page], kind: Kind) -> Document:
    """Join the pages; page numbers and running heads are left out.

    Raises:
        ReadError: Not one page has words that can be read.
    """
    problems = tuple(problem for page in pages for problem in page.problems)
    if not any(page.lines or page.tables for page in pages):
        raise _unreadable(kind, pages, problems)
    pages = _without_running(pages)
    blocks = tuple(_make_blocks(pages))
    _check_characters_are_known(kind, blocks)
    if not blocks:
        raise ReadError(f"{kind.name} 里没有文字", remedy="请确认文件是否选对")
    return Document(blocks=blocks, media_type=kind.media_type, pages=len(pages), problems=problems)


def divide_page(content: PageContent | None, number: int) -> Page:
    """Lines and ruled tables of page ``number`` (from 1); None: the page is damaged."""
    if content is None:
        trouble: str | None = "损坏，无法读取；请重新下载或重新生成该文件"
    else:
        trouble = _find_trouble(content)
    if content is None or trouble is not None:
        problem = Problem(code="page_unreadable", message=f"第 {number} 页{trouble}")
        return Page(number=number, problems=(problem,))
    divided = take_tables(content.glyphs, content.edges, page=number)
    return Page(
        number=number,
        height=content.height,
        lines=tuple(find_lines(divided.glyphs, page=number)),
        tables=divided.tables,
        problems=tuple(_find_shortcomings(content, divided, number)),
    )


def is_picture(content: PageContent | None) -> bool:
    """Whether the words of a page, as far as it has any, can only be had from a picture of it."""
    if content is None:
        return False
    if _find_trouble(content) is not None or _is_covered(content):
        return True
    if not content.glyphs:
        return content.paths > _MANY_PATHS
    share = common_share("".join(glyph.text for glyph in content.glyphs))
    return share is not None and share < _COMMON_SHARE


def _is_covered(content: PageContent) -> bool:
    return content.covered > _MOSTLY and len(content.glyphs) < _FEW


def _find_shortcomings(content: PageContent, divided: Divided, number: int) -> Iterator[Problem]:
    """What is not as it should be on a page that has been read."""
    if _is_covered(content):
        yield Problem(
            code="page_unreadable",
            message=f"第 {number} 页大部分是图片，图片里的文字未读取；{_OCR}",
        )
    if content.incomplete:
        yield Problem(
            code="text_missing",
            message=f"第 {number} 页用了未嵌入的字体，个别文字可能缺漏；请核对原件",
        )
    if divided.skipped:
        yield Problem(
            code="table_skipped",
            message=f"第 {number} 页线条过多，其中的表格按普通文字读取；请核对原件",
        )


def _find_trouble(content: PageContent) -> str | None:
    """Why the words of a page cannot be had without OCR; None when they can, or there are none."""
    known = len(content.glyphs)
    if content.unknown > _UNKNOWN_SHARE * (known + content.unknown):
        return f"的字体没有文字编码，读出的会是乱码，该页内容未读取；{_OCR}"
    if is_noise("".join(glyph.text for glyph in content.glyphs)):
        return f"的字体文字编码不对，读出的会是乱码，该页内容未读取；{_OCR}"
    if not known and (content.images or content.hidden):
        return f"是图片（扫描件），没有文字层，该页内容未读取；{_OCR}"
    return None


def _unreadable(kind: Kind, pages: Sequence[Page], problems: Sequence[Problem]) -> ReadError:
    if not problems:
        return ReadError(f"{kind.name} 里没有文字", remedy="请确认文件是否选对")
    if any("编码" in problem.message for problem in problems):
        return ReadError(
            f"{kind.name} 没有可用的文字层：字体没有文字编码，读出的会是乱码", remedy=_OCR
        )
    if any("图片" in problem.message for problem in problems):
        return ReadError(
            f"{kind.name} 是扫描件：{len(pages)} 页都只有图片，没有文字层", remedy=_OCR
        )
    return ReadError(f"{kind.name} 的各页都已损坏，无法读取", remedy="请重新下载或复制该文件")


def _check_characters_are_known(kind: Kind, blocks: Sequence[Block]) -> None:
    share = common_share("".join(block.text for block in blocks))
    if share is not None and share < _COMMON_SHARE:
        raise ReadError(
            f"{kind.name} 没有可用的文字层：字体的文字编码是错的，读出的是乱码", remedy=_OCR
        )


def _without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers and the text that repeats at their heads and feet."""
    numbered = [
        (page, [line for line in page.lines if not _is_page_number(page, line)]) for page in pages
    ]
    edges = []
    places: list[float] = []
    for page, lines in numbered:
        for line in lines:
            if _is_outside(page, line):
                edges.append((id(line), line.text, _find_place(places, line.y)))
    first = [(id(line), line.text) for line in numbered[0][1]]
    running = find_running(edges, pages=len(pages), first_page=first)
    return [
        replace(page, lines=tuple(line for line in lines if id(line) not in running))
        for page, lines in numbered
    ]


def _is_outside(page: Page, line: Line) -> bool:
    return line.y > _HEAD * page.height or line.y < _FOOT * page.height


def _is_page_number(page: Page, line: Line) -> bool:
    return _is_outside(page, line) and is_page_number(line.text, alone=True)


def _find_place(places: list[float], y: float) -> int:
    """A number for the height ``y``, the same for all heights near it."""
    for number, place in enumerate(places):
        if abs(place - y) <= _PLACE:
            return number
    places.append(y)
    return len(places) - 1


def _make_blocks(pages: Sequence[Page]) -> Iterator[Block]:
    body = [line for page in pages for line in page.lines]
    frame = find_frame(body) if body else None
    stretch: list[Line] = []  # lines with no table between them
    table: Block | None = None
    for item in (item for page in pages for item in _in_order(page)):
        if isinstance(item, Line):
            if table is not None:
                yield table
                table = None
            stretch.append(item)
            continue
        if frame is not None:
            yield from _read_stretch(stretch, frame)
            stretch = []
        continued = _continue_table(table, item) if table is not None else None
        if continued is None:
            if table is not None:
                yield table
            if _is_prose(item):
                for cell in item.cells:
                    yield from join_lines(cell, find_frame(cell))
            else:
                lines = tuple(line for cell in item.cells for line in cell)
                continued = _make_table(item.rows, item.page, lines)
        table = continued
    if table is not None:
        yield table
    if frame is not None:
        yield from _read_stretch(stretch, frame)


def _read_stretch(lines: Sequence[Line], frame: Frame) -> Iterator[Block]:
    """Paragraphs, and tables without rules between them."""
    start = position = 0
    while position < len(lines):
        end, rows = find_gapped_rows(lines, position)
        if rows:
            yield from join_lines(lines[start:position], frame)
            yield _make_table(rows, lines[position].page, lines[position:end])
            start = end
        position = max(end, position + 1)
    yield from join_lines(lines[start:], frame)


def _make_table(rows: Rows, page: int, lines: Sequence[Line]) -> Block:
    block = Block(text=join_rows(rows), kind="table", page=page, rows=rows)
    return with_certainty(block, lines) if any(line.certainty for line in lines) else block


def _in_order(page: Page) -> list[Line | RuledTable]:
    items: list[Line | RuledTable] = [*page.lines, *page.tables]
    return sorted(items, key=lambda item: -(item.y if isinstance(item, Line) else item.top))


def _is_prose(table: RuledTable) -> bool:
    """Whether a table only frames text: a form with paragraphs in its cells."""
    return any(
        len(cell) >= _PROSE_LINES and sum(len(line.text) for line in cell) > _PROSE
        for cell in table.cells
    )


def _continue_table(table: Block, following: RuledTable) -> Block | None:
    """``table`` with the rows of one that goes on at the top of the next page; else None."""
    last, first = table.rows[-1], following.rows[0]
    if table.page is None or following.page == table.page or len(last) != len(first):
        return None
    rows = following.rows[1:] if first == table.rows[0] else following.rows
    joined: Rows = table.rows + rows
    whole = replace(table, text=join_rows(joined), rows=joined)
    if not table.certainty and not any(line.certainty for cell in following.cells for line in cell):
        return whole
    return replace(whole, certainty=_join_certainty(table, whole, following))


def _join_certainty(table: Block, whole: Block, following: RuledTable) -> tuple[Run, ...]:
    """The rows that came on are no more certain than the least certain of their words."""
    lines = [line for cell in following.cells for line in cell]
    added = with_certainty(Block(text="".join(line.text for line in lines)), lines).certainty
    least = min((certainty for _, _, certainty in added), default=None)
    tail = () if least is None else ((len(table.text), len(whole.text), least),)
    return table.certainty + tail
