"""Word 97—2003 and WPS binaries (.doc, .wps) → Document, without any other program."""

import struct
from collections.abc import Iterator

from parser.errors import LimitError, ReadError
from parser.model import Document, Problem

from .doc_body import DocBody
from .doc_file import DocFile, damaged
from .limits import check_characters
from .running import has_issue_number

MEDIA_TYPE = "application/msword"

_MASTHEAD_BLOCKS = 15  # the masthead is among the first of them


def read_doc(data: bytes) -> Document:
    """The blocks of a Word binary; it has no pages that could be told without laying it out.

    Headers and footers are left out, but for a first header that alone has the issue number.

    Raises:
        ReadError: Encrypted, damaged, or no words in it.
        OldFormatError: By Word 95, or older.
        LimitError: Larger or deeper than any report.
    """
    try:
        return _read(DocFile(data))
    except (struct.error, IndexError, OverflowError) as error:
        raise damaged("内容的位置不合规") from error
    except RecursionError as error:
        raise LimitError(
            "文档嵌套过深，正常文件不会如此",
            remedy="请用 Word 或 WPS 打开后全选复制到新文件，另存为 .docx",
        ) from error


def _read(file: DocFile) -> Document:
    body = DocBody(file)
    blocks = body.read(body.main)
    check_characters(sum(len(block.text) for block in blocks))
    if not any(has_issue_number(block.text) for block in blocks[:_MASTHEAD_BLOCKS]):
        for story in body.headers():
            found = body.read(story)
            if any(has_issue_number(block.text) for block in found):
                blocks[:0] = found
                break
    if not blocks:
        if body.images:
            raise ReadError("文档里只有图片，没有文字", remedy="需要先做文字识别（OCR）")
        raise ReadError("文档里没有文字", remedy="请确认文件是否选对")
    return Document(
        blocks=tuple(blocks), media_type=MEDIA_TYPE, problems=tuple(_find_problems(body))
    )


def _find_problems(body: DocBody) -> Iterator[Problem]:
    if body.embedded:
        yield Problem(
            code="embedded_object",
            message=f"文件内嵌 {body.embedded} 个对象（图表、Excel 表格等），"
            "其中的文字未读取；需要时请把内容粘贴成普通文字或表格",
        )
