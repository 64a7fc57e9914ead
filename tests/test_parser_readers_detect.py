"""Which format bytes are, and what is said of those that cannot be read."""

import io
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.isolation import run_limited
from parser.errors import ReadError, ZhoubaoError
from parser.model import Document
from parser.readers import limits
from parser.readers.detect import READERS, detect_format, preload, read_document

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
needs_shared = pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files are not here")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (b"", "空的", "重新下载"),
        (OLE + "WordDocument".encode("utf-16-le"), "文件损坏", "另存为 .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码", "去掉密码"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel", "Word"),
        (OLE, "Office", "另存为 .docx"),
        (b"{\\rtf1\\ansi}", "RTF 文档里没有文字", "另存为 .docx"),
        (b"<!DOCTYPE html><html></html>", "网页里没有文字", "选对"),
        (b"\xef\xbb\xbf\r\n <div class=x>", "网页里没有文字", "选对"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x",
            "MHT",
            "另存为 .docx",
        ),
        (b"<?xml version='1.0'?><w:wordDocument/>", "Word XML", "另存为 .docx"),
        (b"<?xml version='1.0'?><rows/>", "XML", "选对"),
        (b"\xff\xd8\xff\xe0", "图片", "OCR"),
        (b"\x89PNG\r\n\x1a\n", "图片", "OCR"),
        (b"RIFF\x00\x00\x00\x00WEBP", "图片", "OCR"),
        (b"MZ\x90\x00", "程序", "选对"),
        (b"Rar!\x1a\x07\x00", "压缩包", "解压"),
        (zipped("a.txt"), "压缩包里有多个文件", "add"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD.xml 不是完整的 XML", ".pdf"),
        (zipped("xl/workbook.xml"), "Excel", "Word"),
        (zipped("ppt/presentation.xml"), "演示文稿", ".pdf"),
        (bytes(range(256)) * 8, "无法识别", "另存为 .docx"),
    ],
)
def test_a_format_that_cannot_be_read_is_named_with_what_to_do(
    data: bytes, what: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parser.readers.from_scan.is_installed", lambda: False)

    with pytest.raises(ReadError, match=what) as caught:
        read_document(data, name="周报")

    assert caught.value.remedy is not None
    assert remedy in caught.value.remedy


def test_the_name_decides_nothing() -> None:
    assert read_document("受理394件。".encode(), name="周报.pdf").media_type == "text/plain"
    assert detect_format(zipped("word/document.xml")) == "docx"


def test_a_name_that_promises_another_format_is_quoted() -> None:
    with pytest.raises(ReadError, match=r"扩展名是 \.docx，内容不是"):
        read_document(zipped("xl/workbook.xml"), name="周报.docx")


def test_a_file_too_large_is_refused_before_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10)

    with pytest.raises(ReadError, match="文件过大"):
        read_document(b"12345678901", name="x")


def test_every_reader_in_the_table_is_there() -> None:
    preload()

    for found, reader in READERS.items():
        module = import_module(f"parser.readers.{reader.module}")
        assert callable(getattr(module, reader.function)), found


def test_a_page_in_utf_16_is_a_page() -> None:
    assert detect_format("<html><p>受理3件</p></html>".encode("utf-16")) == "html"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        (b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe", b"\xef\xbb\xbf", OLE, b"<?xml", b"word/")
    ),
    st.binary(max_size=300),
)
def test_any_bytes_give_a_document_or_an_error_for_the_user(start: bytes, rest: bytes) -> None:
    said: object
    try:
        said = read_document(start + rest, name="x.docx").blocks
    except ZhoubaoError as error:
        said = error.remedy

    assert said


def read_file(path: str) -> Document:
    return read_document(Path(path).read_bytes(), name=path)


@needs_shared
@pytest.mark.parametrize(
    "name", sorted(path.name for path in (SAMPLES / "bad").glob("*")) or ["none"]
)
def test_every_bad_file_gives_its_text_or_a_named_error_in_time(name: str) -> None:
    try:
        document = run_limited(
            read_file, str(SAMPLES / "bad" / name), seconds=10, memory=768 << 20, output=32 << 20
        )
        said, remedy = document.blocks[0].text, "无需处理"
    except ZhoubaoError as error:
        said, remedy = error.what, error.remedy or ""

    assert said
    assert any("一" <= char <= "鿿" for char in said + remedy)
    assert remedy


@needs_shared
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bad/docx_as.doc", "docx"),
        ("bad/docx_as.pdf", "docx"),
        ("bad/pdf_as.docx", "pdf"),
        ("bad/html_as.doc", "html"),
        ("bad/rtf_as.doc", "rtf"),
        ("bad/zipslip.docx", "docx"),
        ("wps/ooxml_inside.wps", "docx"),
        ("wps/std.wps", "doc"),
        ("doc/std.doc", "doc"),
        ("odt/std.odt", "odt"),
        ("ofd/line.ofd", "ofd"),
        ("html/cms_utf8.html", "html"),
        ("html/word_gb2312.html", "html"),
        ("mht/word_gb2312.mht", "mht"),
        ("rtf/word_dbcs.rtf", "rtf"),
        ("scan/std_200_p1.jpg", "image"),
        ("txt/gbk_tiny.txt", "text"),
    ],
)
def test_the_bytes_of_a_sample_tell_its_format(name: str, kind: str) -> None:
    assert detect_format((SAMPLES / name).read_bytes()) == kind


@needs_shared
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("billion_laughs.docx", "DTD"),
        ("quadratic.docx", "DTD"),
        ("xxe.docx", "DTD"),
        ("deep1500.docx", "嵌套过深"),
        ("trunc50.docx", "损坏"),
        ("trunc50.pdf", "损坏"),
        ("zero.docx", "空的"),
        ("count_lie.pdf", "没有文字"),
    ],
)
def test_bad_files_are_told_apart(name: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read_file(str(SAMPLES / "bad" / name))
