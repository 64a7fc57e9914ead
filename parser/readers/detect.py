"""Which format these bytes are, and the reader for it: the bytes decide, never the name."""

import re
import zipfile
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from operator import attrgetter
from typing import Literal, cast

from parser.errors import ReadError
from parser.model import Document, Problem

from .limits import MAX_MEMBERS, check_file_size
from .office import OldFormatError, convert_to_docx
from .zips import DAMAGED

Format = Literal[
    "docx", "pdf", "text",
    "empty", "encrypted_office", "doc", "xls", "ppt", "ole", "xlsx", "pptx", "odt", "ofd", "zip",
    "archive", "rtf", "html", "mht", "word_xml", "xml", "image", "program",
]  # fmt: skip

_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 或 .pdf 再收录"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """A module of this package and its function ``(data) -> Document``, imported when used."""

    module: str
    function: str
    usual: bool = False  # most archives have such files
    pictures: bool = False  # they can hold pages that have to be recognised


# the one table of readers
READERS: dict[Format, _Reader] = {
    "docx": _Reader(module="from_docx", function="read_docx", usual=True),
    "pdf": _Reader(module="from_pdf", function="read_pdf", usual=True, pictures=True),
    "text": _Reader(module="from_text", function="read_text", usual=True),
    "doc": _Reader(module="from_doc", function="read_doc", usual=True),
    "rtf": _Reader(module="from_rtf", function="read_rtf"),
    "odt": _Reader(module="from_odt", function="read_odt"),
    "ofd": _Reader(module="from_ofd", function="read_ofd"),
    "html": _Reader(module="from_html", function="read_html"),
    "mht": _Reader(module="from_mht", function="read_mht"),
    "image": _Reader(module="from_scan", function="read_scan", pictures=True),
}

# formats that are recognised and not read: what they are, what to do
_UNREAD: dict[Format, tuple[str, str]] = {
    "empty": ("文件是空的（0 字节）", "请重新下载或复制该文件"),
    "encrypted_office": ("文件设有打开密码", "请用 Word 或 WPS 打开，去掉密码后另存为 .docx"),
    "xls": ("Excel 工作簿不是周报文档，不能读取", "请把内容粘贴到 Word 文档中再收录"),
    "xlsx": ("Excel 工作簿不是周报文档，不能读取", "请把内容粘贴到 Word 文档中再收录"),
    "ppt": ("演示文稿不是周报文档，不能读取", "请另存为 .pdf 再收录"),
    "pptx": ("演示文稿不是周报文档，不能读取", "请另存为 .pdf 再收录"),
    "ole": ("旧格式的 Office 文件，不能直接读取", _SAVE_AS),
    "zip": ("压缩包里有多个文件，不是一份文档", "请用 add 收录，其中的文件会一一读取"),
    "archive": ("压缩包不是周报文档", "请解压后收录其中的文件"),
    "word_xml": ("Word XML 文档，目前不能读取", _SAVE_AS),
    "xml": ("XML 数据文件不是周报文档，不能读取", "请确认文件是否选对"),
    "program": ("程序文件不是周报文档", "请确认文件是否选对"),
}  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_PDF_WITHIN = 1024  # bytes of rubbish that PDF readers tolerate before the header
_OLE_STREAMS: tuple[tuple[str, Format], ...] = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
_WORD_XML = re.compile(rb"<(?:\w+:)?(?:wordDocument|package)\b")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|span)[\s>/]", re.I)
_MHT = re.compile(rb"\A(?:MIME-Version:|From: |Content-Type: multipart/related)", re.I)


def read_document(data: bytes, *, name: str, recognize: bool = True) -> Document:
    """Read a file of any known format.

    Args:
        data: The whole file.
        name: Its name. It decides nothing: a ``.doc`` that is a zip is read as DOCX. Where the
            bytes are of no known format, the error quotes its extension.
        recognize: Whether pages that are pictures are read (OCR), seconds for each.

    Raises:
        PicturesError: There are such pages, and ``recognize`` is false.
        ReadError: A format that cannot be read, an encrypted, damaged or empty file.
        LimitError: A cap was hit.
    """
    check_file_size(len(data))
    found = detect_format(data)
    try:
        return _read_as(found, data, name, recognize=recognize)
    except OldFormatError as error:
        document = _read_as("docx", convert_to_docx(data, error), name, recognize=recognize)
        return replace(document, problems=(*document.problems, _converted(error)))


def _read_as(found: Format, data: bytes, name: str, *, recognize: bool) -> Document:
    reader = READERS.get(found)
    if reader is not None:
        module = import_module(f".{reader.module}", __package__)
        options = {"recognize": recognize} if reader.pictures else {}
        return cast(Document, getattr(module, reader.function)(data, **options))
    what, remedy = _UNREAD[found]
    if found == "ole":
        raise OldFormatError(_with_extension(what, found, name))
    raise ReadError(_with_extension(what, found, name), remedy=remedy)


def _converted(error: OldFormatError) -> Problem:
    return Problem(
        code="converted",
        message=f"{error.what}；由 LibreOffice 转换后读取，版式可能有出入，请核对原件",
    )


def preload() -> None:
    """Import the readers that most files need, so that children forked for them start warm."""
    for reader in filter(attrgetter("usual"), READERS.values()):
        module = import_module(f".{reader.module}", __package__)
        getattr(module, "preload", lambda: None)()


def detect_format(data: bytes) -> Format:
    """The format of a file by its first bytes; "text" where nothing else is recognised."""
    if not data:
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip(data)
    if data.startswith(_OLE):
        return _detect_ole(data)
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "image"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    return _detect_markup(data)


def _detect_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()[:MAX_MEMBERS]
            kind = package.read("mimetype")[:100] if "mimetype" in names else b""
    except DAMAGED:
        # cut short: its first names still tell what it was, and the reader says what is wrong
        return "docx" if b"word/" in data or b"[Content_Types].xml" in data else "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    if "OFD.xml" in names:
        return "ofd"
    return "odt" if kind.startswith(b"application/vnd.oasis.opendocument") else "zip"


def _detect_ole(data: bytes) -> Format:
    for stream, found in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return found
    return "ole"


def _detect_markup(data: bytes) -> Format:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MHT.match(head):
        return "mht" if b"boundary=" in data[:20_000] else "text"
    if head.startswith(b"<?xml"):
        if _WORD_XML.search(head):
            return "word_xml"
        return "html" if _HTML.search(head) else "xml"
    if head.startswith(b"<") and _HTML.search(head):
        return "html"
    return "text"


def _with_extension(what: str, found: Format, name: str) -> str:
    """Say so when the name promises another format than the bytes hold."""
    dot = name.rfind(".")
    extension = name[dot:].lower() if dot > 0 else ""
    readable = {".docx": "docx", ".docm": "docx", ".pdf": "pdf", ".txt": "text"}
    if extension in readable and found not in ("empty", "encrypted_office"):
        return f"{what}（扩展名是 {extension}，内容不是）"
    return what
