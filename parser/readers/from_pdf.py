"""PDF → Document: characters with geometry, joined into paragraphs; scanned pages recognised."""

from collections.abc import Iterator, Sequence
from typing import Any

from parser.errors import LimitError, PicturesError
from parser.model import Document

from .limits import MAX_PAGES, check_characters
from .ocr_engine import is_installed
from .pages import Kind, Page, divide_page, is_picture, make_document
from .pdf_page import count_pages, open_pdf, read_page

_KIND = Kind(name="PDF", media_type="application/pdf")


def preload() -> None:
    """Import what is only needed for ruled tables."""
    import pdfplumber.table  # noqa: F401


def read_pdf(data: bytes, *, recognize: bool = True) -> Document:
    """The paragraphs and ruled tables of a PDF, page numbers and running heads left out.

    A page without words that can be read (a scan, a font without a table, words that are there
    but not drawn) is recognised; without the extra ``ocr`` it is a Problem.

    Raises:
        PicturesError: There are such pages, and ``recognize`` is false.
        ReadError: Encrypted, damaged, or not one page can be read.
        LimitError: More pages or characters than any report has.
    """
    with open_pdf(data) as document:
        count = count_pages(document)
        if count > MAX_PAGES:
            raise LimitError(
                f"页数过多：{count} 页，上限 {MAX_PAGES} 页",
                remedy="一个文件应是一期周报；请把合订本拆成单期",
            )
        pages: list[Page] = []
        pictures: list[int] = []
        characters = 0
        for number in range(count):
            content = read_page(document, number, data)
            characters += len(content.glyphs) if content is not None else 0
            check_characters(characters)
            if is_picture(content) and is_installed():
                pictures.append(number)
            pages.append(divide_page(content, number + 1))
        if not pictures:
            return make_document(pages, _KIND)
        if not recognize:
            raise PicturesError(len(pictures))
        return _recognize(document, pages, pictures)


def _recognize(document: Any, pages: list[Page], pictures: Sequence[int]) -> Document:
    """The document, its ``pictures`` (numbers from 0) read as such in the place of their pages."""
    from .ocr_pages import check_pictures, divide_recognized, make_recognized

    check_pictures(len(pictures))
    found = dict(_read_pictures(document, pictures))
    whole = [
        divide_recognized(found[page.number], page.number) if page.number in found else page
        for page in pages
    ]
    return make_recognized(whole, found, _KIND)


def _read_pictures(document: Any, pictures: Sequence[int]) -> Iterator[tuple[int, Any]]:
    from .ocr_page import recognize
    from .pdf_picture import draw_page, page_width

    for number in pictures:
        picture = draw_page(document, number)
        if picture is not None:
            yield number + 1, recognize(picture, width=page_width(document, number))
