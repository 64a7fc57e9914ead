"""RTF → Document: what Word, WPS and LibreOffice write under this name, and under .doc."""

from parser.errors import ReadError
from parser.model import Document, Problem

from .limits import check_characters
from .rtf_body import RtfBody

MEDIA_TYPE = "application/rtf"


def read_rtf(data: bytes) -> Document:
    """The paragraphs and tables of an RTF file; list numbers are read as they were printed.

    Raises:
        ReadError: No words in it.
        LimitError: Larger or deeper than any report.
    """
    body = RtfBody(data)
    blocks = tuple(body.read())
    check_characters(sum(len(block.text) for block in blocks))
    if not blocks:
        if body.images:
            raise ReadError("文档里只有图片，没有文字", remedy="需要先做文字识别（OCR）")
        raise ReadError(
            "RTF 文档里没有文字", remedy="请确认文件是否选对，或用 Word 打开后另存为 .docx"
        )
    problems: tuple[Problem, ...] = ()
    if not data.rstrip(b"\r\n \t\x00").endswith(b"}"):
        problems = (
            Problem(
                code="text_truncated",
                message="RTF 文件没有正常结尾，可能没有保存完；请核对原件",
            ),
        )
    return Document(blocks=blocks, media_type=MEDIA_TYPE, problems=problems)
