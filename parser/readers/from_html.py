"""Web pages and what word processors save as such → Document."""

from parser.model import Document

from .html_page import read_page

MEDIA_TYPE = "text/html"


def read_html(data: bytes) -> Document:
    """The paragraphs and tables of a page; see ``html_page.read_page``."""
    return read_page(data, named=None, media_type=MEDIA_TYPE)
