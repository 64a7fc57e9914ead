"""Zips of reports: each document is a file of its own, and no name from inside is a path."""

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from archive import containers
from archive.containers import is_container, open_container
from archive.ingest import Progress, add_files
from archive.layout import Layout
from archive.records import Outcome
from archive.store import Store
from parser.errors import LimitError, ReadError
from tests.pages import make_page

SHARED = Path(__file__).parent.parent.parent / "shared"


def zipped(files: Mapping[str, bytes | str], *, encoding: str | None = None) -> bytes:
    """A zip; with an encoding, the names are in it and the flag for UTF-8 is not set."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if encoding is not None:
                # what such a program writes, seen as Python writes it back
                info = OldName(name.encode(encoding).decode("cp437"), (2024, 1, 1, 0, 0, 0))
            package.writestr(info, content)
    return buffer.getvalue()


class OldName(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("cp437"), self.flag_bits


def places(data: bytes) -> list[str]:
    return [member.place for member in open_container(data).members]


@pytest.mark.parametrize("encoding", [None, "gb18030", "utf-8"])
def test_names_are_read_as_they_were_typed(encoding: str | None) -> None:
    data = zipped({"2023/第27期（增刊）.txt": "x", "镕/1.docx": "y"}, encoding=encoding)

    assert places(data) == ["2023/第27期（增刊）.txt", "镕/1.docx"]


def test_a_zip_in_a_zip_is_opened_and_one_in_that_is_not() -> None:
    deepest = zipped({"3.txt": "3"})
    inner = zipped({"2.txt": "2", "更深.zip": deepest})
    members = open_container(zipped({"1.txt": "1", "内层.zip": inner})).members

    assert [member.place for member in members] == [
        "1.txt",
        "内层.zip › 2.txt",
        "内层.zip › 更深.zip",
    ]
    assert [member.read() for member in members[:2]] == [b"1", b"2"]
    with pytest.raises(ReadError, match="压缩包套压缩包"):
        members[2].read()


def test_what_is_no_document_is_passed_over_and_what_is_hidden_is_not_counted() -> None:
    contents = open_container(
        zipped(
            {
                "1.txt": "1",
                "图.psd": "",
                "__MACOSX/._1.txt": "",
                ".DS_Store": "",
                "~$1.docx": "",
                "空/": "",
            }
        )
    )

    assert [member.place for member in contents.members] == ["1.txt"]
    assert contents.passed_over == 1


def test_names_that_lead_elsewhere_lead_nowhere() -> None:
    data = zipped(
        {"../../etc/1.txt": "1", "/tmp/2.txt": "2", "a\\..\\3.txt": "3", "x\n\x1b.txt": ""}
    )

    assert places(data) == ["a/3.txt", "etc/1.txt", "tmp/2.txt", "x\ufffd\ufffd.txt"]


def test_documents_that_are_stored_as_zips_are_no_containers() -> None:
    assert is_container(zipped({"1.txt": "1"}))
    assert not is_container(zipped({"[Content_Types].xml": "", "word/document.xml": ""}))
    assert not is_container(zipped({"word/document.xml": "", "[Content_Types].xml": ""}))
    assert not is_container(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}))
    assert not is_container(zipped({"OFD.xml": ""}))
    assert not is_container(b"PK are the initials of its author")


def changed(data: bytes, find: bytes, offset: int, form: str, value: int) -> bytes:
    """``data`` with a number changed in every record that begins with ``find``."""
    content = bytearray(data)
    at = content.find(find)
    while at >= 0:
        struct.pack_into(form, content, at + offset, value)
        at = content.find(find, at + 4)
    return bytes(content)


ONE = zipped({"1.txt": "1" * 1000})
LISTED, END = b"PK\x01\x02", b"PK\x05\x06"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (changed(ONE, LISTED, 8, "<H", 1), "密码"),
        (changed(ONE, LISTED, 10, "<H", 14), "压缩方式不支持"),
        (changed(ONE, LISTED, 24, "<I", 300 << 20), "解开后过大"),
        (changed(ONE, LISTED, 24, "<I", 200 << 20), "解开后过大"),
        (changed(ONE, LISTED, 16, "<I", 7), "损坏"),
        (ONE[9:], "损坏"),
        (ONE[:35] + b"\xff\xff\xff\xff" + ONE[39:], "损坏"),
    ],
)
def test_a_member_that_cannot_be_unpacked_says_why(data: bytes, message: str) -> None:
    (member,) = open_container(data).members

    with pytest.raises(ReadError, match=message) as caught:
        member.read()

    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({"1.psd": ""}), "没有文档"),
        (ONE[:-30], "压缩包损坏"),
        (changed(ONE, END, 12, "<I", 5 << 20), "文件过多"),
    ],
)
def test_a_zip_that_cannot_be_opened_says_why(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        open_container(data)

    assert caught.value.remedy


def test_caps_count_all_zips_in_a_zip_together(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped({"1.txt": "1" * 60})
    data = zipped({"a.zip": inner, "b.zip": inner, "c.zip": inner})

    monkeypatch.setattr(containers, "MAX_MEMBERS", 5)
    with pytest.raises(LimitError, match="文件过多：超过 5 个"):
        open_container(data)
    monkeypatch.setattr(containers, "MAX_MEMBERS", 6)
    monkeypatch.setattr(containers, "MAX_PACKAGE_BYTES", 3 * len(inner) + 150)
    with pytest.raises(LimitError, match="解开后过大"):
        open_container(data)


# -- the whole way -----------------------------------------------------------------------------


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout.create(tmp_path / "archive")


def add(layout: Layout, path: Path, told: list[Progress] | None = None) -> list[Outcome]:
    tell = told.append if told is not None else None
    return list(add_files(layout, [path], jobs=1, on_progress=tell))


def test_every_document_in_a_zip_is_an_issue_with_its_place(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    inner = zipped({"第3期.txt": make_page(3)})
    path.write_bytes(
        zipped(
            {
                "2021/第1期.txt": make_page(1),
                "2021/第2期.txt": make_page(2),
                "副本/第1期.txt": make_page(1),
                "坏.docx": b"PK\x03\x04",
                "图.psd": b"",
                "旧.zip": inner,
            },
            encoding="gb18030",
        )
    )
    told: list[Progress] = []

    outcomes = add(layout, path, told)

    assert [(outcome.path, outcome.status, outcome.issue) for outcome in outcomes] == [
        (f"{path} › 2021/第1期.txt", "added", "2021-1"),
        (f"{path} › 2021/第2期.txt", "added", "2021-2"),
        (f"{path} › 副本/第1期.txt", "duplicate", "2021-1"),
        (f"{path} › 坏.docx", "refused", None),
        (f"{path} › 旧.zip › 第3期.txt", "added", "2021-3"),
    ]
    assert (told[-1].done, told[-1].total, told[-1].passed_over) == (5, 5, 1)
    with Store.open(layout.database) as store:
        (file, copy) = store.files_of("2021-1")
        assert store.issue("2021-1").source.name == "第1期.txt"
    assert file.path == f"{path} › 2021/第1期.txt"
    assert copy.status == "duplicate"
    assert file.original is not None
    assert (layout.root / file.original).read_text(encoding="utf-8") == make_page(1)


def test_a_zip_that_is_added_again_brings_only_what_is_new_in_it(
    layout: Layout, tmp_path: Path
) -> None:
    path = tmp_path / "归档.zip"
    path.write_bytes(zipped({"1.txt": make_page(1), "2.txt": make_page(2)}))
    add(layout, path)

    path.write_bytes(
        zipped(
            {
                "1.txt": make_page(1),
                "2.txt": make_page(2).replace("材料清单", "办事指南"),
                "3.txt": make_page(3),
            }
        )
    )

    assert [outcome.status for outcome in add(layout, path)] == ["same", "replaced", "added"]
    assert [outcome.status for outcome in add(layout, path)] == ["same", "same", "same"]


def test_names_from_a_zip_never_become_files(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"../../../渗出.txt": make_page(1), "x." + "a" * 300: make_page(2)}))

    (outcome,) = add(layout, path)

    assert outcome.status == "added"
    assert not list(tmp_path.rglob("*渗出*"))
    assert [file.suffix for file in layout.originals.rglob("*") if file.is_file()] == [".txt"]


def test_a_zip_without_documents_is_refused_and_the_rest_goes_on(
    layout: Layout, tmp_path: Path
) -> None:
    folder = tmp_path / "周报"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"x.psd": ""}))
    (folder / "b.txt").write_text(make_page(1), encoding="utf-8")

    outcomes = add(layout, folder)

    assert [outcome.status for outcome in outcomes] == ["refused", "added"]
    assert outcomes[0].message == "压缩包里没有文档"
