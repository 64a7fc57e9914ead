"""Pages saved as one file (MHT) → Document: the page among the parts, the rest left alone."""

import binascii
import quopri
from base64 import b64decode
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from parser.errors import LimitError, ReadError
from parser.model import Document

from .html_page import read_page
from .limits import MAX_MEMBERS, MAX_TEXT_BYTES

MEDIA_TYPE = "multipart/related"

_DEEPEST = 5  # parts in parts
_LONGEST_HEADER = 64 << 10
_DAMAGED = "MHT 文件损坏：{}"
_REMEDY = "请用浏览器或 Word 打开，另存为 .docx 或 .pdf 再收录"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    header: Message
    body: bytes


def read_mht(data: bytes) -> Document:
    """The page that an MHT file holds, read like any other.

    Raises:
        ReadError: No page in it, or damaged.
        LimitError: Larger, deeper or of more parts than any report.
    """
    page = _find_page(_divide(data), 0)
    if page is None:
        raise ReadError(_DAMAGED.format("里面没有网页"), remedy=_REMEDY)
    charset = page.header.get_content_charset()
    return read_page(_decode(page), named=charset, media_type=MEDIA_TYPE)


def _divide(data: bytes) -> _Part:
    """Header and body, at the first empty line."""
    ends = [(data.find(mark, 0, _LONGEST_HEADER), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
    found = [(at, width) for at, width in ends if at >= 0]
    at, width = min(found, default=(0, 0))
    return _Part(
        header=BytesHeaderParser().parsebytes(data[:at].lstrip(b"\r\n")), body=data[at + width :]
    )


def _find_page(part: _Part, depth: int) -> _Part | None:
    """The first page, going down into parts that have parts."""
    if depth > _DEEPEST:
        raise LimitError("MHT 文件嵌套过深，正常文件不会如此", remedy=_REMEDY)
    if part.header.get_content_maintype() != "multipart":
        return part if part.header.get_content_type() in _PAGES else None
    boundary = part.header.get_boundary()
    if not boundary:
        raise ReadError(_DAMAGED.format("没有写明分隔标记"), remedy=_REMEDY)
    mark = b"--" + boundary.encode("latin-1", "replace")
    bodies = part.body.split(mark, MAX_MEMBERS + 1)[1:]
    if len(bodies) > MAX_MEMBERS:
        raise LimitError(f"MHT 文件的部分过多：超过 {MAX_MEMBERS} 个", remedy=_REMEDY)
    for body in bodies:
        if body.startswith(b"--"):
            break
        # the rest of the mark's line; a header may begin right after it
        page = _find_page(
            _divide(body.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n")), depth + 1
        )
        if page is not None:
            return page
    return None


_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def _decode(part: _Part) -> bytes:
    if len(part.body) > 3 * MAX_TEXT_BYTES:
        raise LimitError(f"网页过大：{len(part.body) >> 20} MB", remedy=_REMEDY)
    encoding = str(part.header.get("Content-Transfer-Encoding") or "").strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(part.body)
    if encoding == "base64":
        try:
            return b64decode(part.body)
        except binascii.Error as error:
            raise ReadError(_DAMAGED.format("base64 不完整"), remedy=_REMEDY) from error
    return part.body
