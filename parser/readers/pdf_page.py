"""One page of a PDF: its characters and rules, upright, counted from its lower left corner."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from parser.errors import ReadError

from .pdf_characters import Characters, Glyph, read_characters
from .pdf_recovery import read_missing
from .pdf_shapes import Edge, find_silent, read_shapes

_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
# Without the machine's fonts a text reads the same on every machine, and nobody waits for a
# Chinese font of 20 MB to be looked through for each page that embeds none. Read by pdfium for
# as long as it is loaded, so it has to be kept.
_NO_FONTS = pdfium.FPDF_SYSFONTINFO(version=1)
pdfium.FPDF_SetSystemFontInfo(_NO_FONTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """What is drawn on a page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    images: int
    hidden: int  # characters that are there but not drawn
    unknown: int  # characters whose meaning the font does not tell
    incomplete: bool  # words may be missing: a font is neither embedded nor at hand
    covered: float = 0.0  # share of the page that its largest image takes
    paths: int = 0  # that are drawn


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """The pdfium document of ``data``, closed at the end.

    Raises:
        ReadError: Encrypted or damaged.
    """
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD_ERROR:
            raise ReadError(
                "PDF 设有打开密码", remedy="请去掉密码（用阅读器打开后打印或另存为 PDF）再收录"
            )
        raise ReadError(
            "PDF 文件损坏或不完整，无法打开",
            remedy="请重新下载或复制该文件；能打开的，重新打印成 PDF 再收录",
        )
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def count_pages(document: Any) -> int:
    """How many pages the document says it has: it can lie."""
    return int(pdfium.FPDF_GetPageCount(document))


def read_page(document: Any, number: int, data: bytes) -> PageContent | None:
    """The content of page ``number`` (from 0) of ``data``; None when there is no such page."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return None
        try:
            return _read_content(page, text, number, data)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_content(page: Any, text: Any, number: int, data: bytes) -> PageContent:
    shapes = read_shapes(page)
    characters = read_characters(text)
    silent = find_silent(shapes, characters.drawn)
    dx, dy, width, height = _upright(_page_box(page), characters.turn)
    glyphs = characters.glyphs
    if silent.struck:
        glyphs = tuple(
            glyph._replace(bold=True) if owner in silent.struck else glyph
            for glyph, owner in zip(glyphs, characters.owners, strict=True)
        )
    incomplete = False
    if silent.lost:
        found = _recover(page, characters, number, data)
        incomplete = found is None
        glyphs += found or ()
    if dx or dy:
        glyphs = tuple(_move_glyph(glyph, dx, dy) for glyph in glyphs)
    return PageContent(
        width=width,
        height=height,
        # what hangs off the page is not printed
        glyphs=tuple(
            glyph for glyph in glyphs if -1 <= glyph.x0 <= width and -1 <= glyph.y <= height
        ),
        edges=tuple(_move_edge(_turn_edge(edge, characters.turn), dx, dy) for edge in shapes.edges),
        images=shapes.images,
        hidden=characters.hidden,
        unknown=characters.unknown,
        incomplete=incomplete,
        covered=shapes.largest / (width * height) if width * height > 0 else 0.0,
        paths=shapes.paths,
    )


def _recover(
    page: Any, characters: Characters, number: int, data: bytes
) -> tuple[Glyph, ...] | None:
    """The characters that pdfium has kept back; None when they cannot be had."""
    # the other reader does not tell hidden text from drawn
    if characters.hidden or characters.turn or pdfium.FPDFPage_GetRotation(page):
        return None
    try:
        return read_missing(data, number, characters.glyphs)
    except ReadError:
        return None


def _upright(
    box: tuple[float, float, float, float], turn: int
) -> tuple[float, float, float, float]:
    """How far to move turned places so that the page begins at 0, 0; its width and height."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    return (
        (-left, -bottom, width, height),
        (-bottom, right, height, width),
        (right, top, width, height),
        (top, -left, height, width),
    )[turn]


def _move_edge(edge: Edge, dx: float, dy: float) -> Edge:
    return Edge(edge.x0 + dx, edge.y0 + dy, edge.x1 + dx, edge.y1 + dy)


def _move_glyph(glyph: Glyph, dx: float, dy: float) -> Glyph:
    space = None if glyph.space is None else glyph.space + dx
    return glyph._replace(y=glyph.y + dy, x0=glyph.x0 + dx, x1=glyph.x1 + dx, space=space)


def _turn_edge(edge: Edge, turn: int) -> Edge:
    if turn == 1:
        return Edge(edge.y0, -edge.x1, edge.y1, -edge.x0)
    if turn == 2:
        return Edge(-edge.x1, -edge.y1, -edge.x0, -edge.y0)
    if turn == 3:
        return Edge(-edge.y1, edge.x0, -edge.y0, edge.x1)
    return edge


def _page_box(page: Any) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return 0.0, 0.0, 1e9, 1e9
    return box.left, box.bottom, box.right, box.top
