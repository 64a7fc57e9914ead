"""OpenDocument text (.odt) → Document."""

from collections.abc import Iterator

from lxml import etree

from parser.errors import LimitError, ReadError
from parser.model import Block, Document, Problem

from .docx_package import Package
from .limits import check_characters
from .odt_body import OdtBody
from .odt_styles import OFFICE, STYLE, TEXT, OdtStyles
from .running import has_issue_number

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_MASTHEAD_BLOCKS = 15  # the masthead is among the first of them


def read_odt(data: bytes) -> Document:
    """The blocks of a text; ``page`` only where the program has marked its page breaks.

    Headers and footers are left out, but for a header that alone has the issue number.

    Raises:
        ReadError: Encrypted, not a whole text document, or no words in it.
        LimitError: Larger or deeper than any report.
    """
    try:
        return _read(Package(data))
    except RecursionError as error:
        raise LimitError(
            "文档嵌套过深，正常文件不会如此", remedy="请用原来的软件打开后另存为 .docx 或 .pdf"
        ) from error


def _read(package: Package) -> Document:
    manifest = package.read_xml(_MANIFEST) if _MANIFEST in package.names() else None
    if manifest is not None and next(manifest.iter(_ENCRYPTED), None) is not None:
        raise ReadError("文件设有打开密码", remedy="请用原来的软件打开，去掉密码后另存再收录")
    root = package.read_xml("content.xml")
    text = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or text is None:
        raise ReadError(
            "OpenDocument 文件里没有文本文档的正文",
            remedy="表格和演示文稿不能读取；文件应是文本文档的，请用原来的软件另存为 .docx",
        )
    shared = package.read_xml("styles.xml")
    styles = OdtStyles(part for part in (shared, root) if part is not None)
    paged = next(text.iter(TEXT + "soft-page-break"), None) is not None
    body = OdtBody(styles, paged=paged)
    blocks = list(body.read(text))
    pages = body.page if paged else None
    check_characters(sum(len(block.text) for block in blocks))
    if not any(has_issue_number(block.text) for block in blocks[:_MASTHEAD_BLOCKS]):
        blocks[:0] = _read_header(shared, body)
    if not blocks:
        if body.images:
            raise ReadError("文档里只有图片，没有文字", remedy="需要先做文字识别（OCR）")
        raise ReadError("文档里没有文字", remedy="请确认文件是否选对")
    return Document(
        blocks=tuple(blocks),
        media_type=MEDIA_TYPE,
        pages=pages,
        problems=tuple(_find_problems(body)),
    )


def _read_header(shared: etree._Element | None, body: OdtBody) -> list[Block]:
    """The header that has the issue number which the text lacks."""
    for header in (
        shared.iter(STYLE + "header-first", STYLE + "header") if shared is not None else ()
    ):
        found = list(body.read(header))
        if any(has_issue_number(block.text) for block in found):
            return found
    return []


def _find_problems(body: OdtBody) -> Iterator[Problem]:
    if body.embedded:
        yield Problem(
            code="embedded_object",
            message=f"文件内嵌 {body.embedded} 个对象（图表、电子表格等），"
            "其中的文字未读取；需要时请把内容粘贴成普通文字或表格",
        )
