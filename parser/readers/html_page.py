"""A web page, out of a file or a container → Document."""

from lxml import etree

from parser.errors import LimitError, ReadError
from parser.model import Document, Problem

from .html_body import HtmlBody
from .html_encoding import decode_html
from .html_looks import Looks
from .limits import MAX_TEXT_BYTES, check_characters

_REMEDY = "请用浏览器或 Word 打开，另存为 .docx 或 .pdf 再收录"


def read_page(data: bytes, *, named: str | None, media_type: str) -> Document:
    """The paragraphs and tables of a page; scripts, what is hidden and menus are left out.

    Args:
        data: The page.
        named: The encoding that its container names; the page's bytes go before it.
        media_type: What the document will say that it was read from.

    Raises:
        ReadError: Not text in a known encoding, or no words in it.
        LimitError: Larger or deeper than any report.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise LimitError(
            f"网页过大：{len(data) >> 20} MB，上限 {MAX_TEXT_BYTES >> 20} MB", remedy=_REMEDY
        )
    decoded = decode_html(data, named=named)
    root = _parse(decoded.text)
    body = HtmlBody(Looks(root))
    blocks = tuple(body.read(root))
    check_characters(sum(len(block.text) for block in blocks))
    if not blocks:
        raise ReadError("网页里没有文字", remedy="请确认文件是否选对；内容是图片的，请另找原件")
    return Document(
        blocks=blocks,
        media_type=media_type,
        problems=(*decoded.problems, *_find_problems(body)),
    )


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise LimitError("网页嵌套过深，正常文件不会如此", remedy=_REMEDY)
    if root is None:
        raise ReadError("网页里没有文字", remedy="请确认文件是否选对")
    return root


def _find_problems(body: HtmlBody) -> tuple[Problem, ...]:
    if not body.left_out:
        return ()
    shown = "".join("".join(body.left_out).split())[:20]
    problem = Problem(
        code="site_parts_left_out",
        message=f"网页中有 {len(body.left_out)} 处按导航栏或网站页脚处理，未读取（“{shown}…”）；"
        "请核对原件",
    )
    return (problem,)
