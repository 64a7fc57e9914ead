"""Text PDF → Document: characters with geometry, joined into paragraphs."""

from parser.errors import LimitError
from parser.model import Document

from .limits import MAX_PAGES, check_characters
from .pages import Kind, divide_page, make_document
from .pdf_page import count_pages, open_pdf, read_page

_KIND = Kind(name="PDF", media_type="application/pdf")


def preload() -> None:
    """Import what is only needed for ruled tables."""
    import pdfplumber.table  # noqa: F401


def read_pdf(data: bytes) -> Document:
    """The paragraphs and ruled tables of a PDF, page numbers and running heads left out.

    A page without words that can be read (a scan, a font without a table) is a Problem.

    Raises:
        ReadError: Encrypted, damaged, or not one page can be read without OCR.
        LimitError: More pages or characters than any report has.
    """
    with open_pdf(data) as document:
        count = count_pages(document)
        if count > MAX_PAGES:
            raise LimitError(
                f"页数过多：{count} 页，上限 {MAX_PAGES} 页",
                remedy="一个文件应是一期周报；请把合订本拆成单期",
            )
        pages = []
        characters = 0
        for number in range(count):
            content = read_page(document, number, data)
            characters += len(content.glyphs) if content is not None else 0
            check_characters(characters)
            pages.append(divide_page(content, number + 1))
    return make_document(pages, _KIND)
