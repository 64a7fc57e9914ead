"""DOCX, DOCM and strict OOXML → Document, by a full walk of the XML.

python-docx loses list numbers, tracked insertions, text boxes, smart tags, content controls,
simple fields and footnotes, so the parts are read as they are.
"""

from collections.abc import Iterator

from lxml import etree

from parser.errors import LimitError, ReadError
from parser.model import Block, Document, Problem

from .docx_body import BodyReader, Notes
from .docx_inline import InlineReader, has_hard_breaks, has_rendered_breaks
from .docx_numbering import Numbering
from .docx_package import Package, R, W
from .docx_styles import Styles, is_on
from .limits import check_characters
from .running import has_issue_number

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MASTHEAD_BLOCKS = 15  # the masthead is among the first of them
_EMPTY = etree.Element("empty")


def read_docx(data: bytes) -> Document:
    """The blocks of a word document; ``page`` only where Word or the author marked page breaks.

    Headers and footers are left out, but for a first header that alone has the issue number.

    Raises:
        ReadError: Not a whole DOCX, or no words in it.
        LimitError: Larger or deeper than any report.
    """
    try:
        return _read(Package(data))
    except RecursionError as error:
        raise LimitError(
            "文档嵌套过深，正常文件不会如此",
            remedy="请用 Word 或 WPS 打开后全选复制到新文件，另存为 .docx",
        ) from error


def _read(package: Package) -> Document:
    part = package.main_part()
    root = package.read_xml(part)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise ReadError("文件损坏：没有正文", remedy="请用 Word 或 WPS 打开后另存为新的 .docx")
    rendered = has_rendered_breaks(root)
    paged = rendered or has_hard_breaks(root)
    styles = Styles(_read_related(package, part, "styles"))
    inline = InlineReader(styles, rendered=rendered)
    reader = BodyReader(
        styles=styles,
        numbering=Numbering(_read_related(package, part, "numbering"), styles),
        notes=_read_notes(package, part),
        inline=inline,
        paged=paged,
    )
    blocks = list(reader.read(body))
    pages = inline.page if paged else None
    check_characters(sum(len(block.text) for block in blocks))
    if not any(has_issue_number(block.text) for block in blocks[:_MASTHEAD_BLOCKS]):
        blocks[:0] = _read_header(package, part, body, reader)
    if not blocks:
        raise _no_words(inline)
    return Document(
        blocks=tuple(blocks),
        media_type=MEDIA_TYPE,
        pages=pages,
        problems=tuple(_find_problems(body, inline)),
    )


def _read_related(package: Package, part: str, kind: str) -> etree._Element | None:
    name = package.related(part, kind)
    return package.read_xml(name) if name is not None else None


def _read_notes(package: Package, part: str) -> Notes:
    notes = {}
    for kind in ("footnote", "endnote"):
        root = _read_related(package, part, kind + "s")
        for note in root.findall(W + kind) if root is not None else ():
            # separators have a type, notes have none
            if note.get(W + "type") in (None, "normal"):
                notes[kind, note.get(W + "id") or ""] = note
    return notes


def _read_header(
    package: Package, part: str, body: etree._Element, reader: BodyReader
) -> list[Block]:
    """The first page's header, where it has the issue number that the body lacks."""
    section = next(body.iter(W + "sectPr"), _EMPTY)
    wanted = "first" if is_on(section, "titlePg") else "default"
    for reference in section.findall(W + "headerReference"):
        if reference.get(W + "type") != wanted:
            continue
        name = package.target(part, reference.get(R + "id") or "")
        header = package.read_xml(name) if name is not None else None
        found = list(reader.read(header)) if header is not None else []
        if any(has_issue_number(block.text) for block in found):
            return found
    return []


def _find_problems(body: etree._Element, inline: InlineReader) -> Iterator[Problem]:
    chunks = sum(1 for _ in body.iter(W + "altChunk"))
    if inline.embedded + chunks:
        yield Problem(
            code="embedded_object",
            message=f"文件内嵌 {inline.embedded + chunks} 个对象（图表、Excel 表格等），"
            "其中的文字未读取；需要时请把内容粘贴成普通文字或表格",
        )


def _no_words(inline: InlineReader) -> ReadError:
    if inline.images:
        return ReadError(
            f"文档里只有图片（{inline.images} 张），没有文字", remedy="需要先做文字识别（OCR）"
        )
    return ReadError("文档里没有文字", remedy="请确认文件是否选对")
