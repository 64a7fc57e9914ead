"""Files made to harm: each ends as an issue or as an error with a name, and the next is read."""

import io
import struct
import time
import zipfile
import zlib
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from archive.dispatch import Dispatch
from archive.files import FoundFile
from archive.filing import Entry
from archive.ingest import add_files
from archive.interruption import Interruption
from archive.layout import Layout
from archive.records import Outcome
from archive.store import Store
from archive.verification import verify
from archive.workers import Workers
from tests.fuzz_targets import make_docx, pack, unpack
from tests.pages import make_page, write_page

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = make_page(3)


def docx(body: str) -> bytes:
    """A DOCX with this body in place of a page."""
    parts = unpack(make_docx(PAGE))
    parts["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    return pack(parts)


def row(cells: int) -> str:
    return "<w:tr>" + "<w:tc><w:p><w:r><w:t>1件</w:t></w:r></w:p></w:tc>" * cells + "</w:tr>"


def deflated(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return packed.getvalue()


def overlapping(count: int) -> bytes:
    """A zip whose entries are all one and the same packed megabyte."""
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(1 << 20)
    packed = raw.compress(content) + raw.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    data = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, *sizes, 5, 0) + b"0.txt" + packed
    start, listed = len(data), b""
    for number in range(count):
        name = f"{number}.txt".encode()
        listed += struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            20,
            20,
            0,
            8,
            0,
            0,
            *sizes,
            len(name),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        listed += name
    few = min(count, 65535)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, few, few, len(listed), start, 0)
    return data + listed + end


SPAN = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr></w:tc>'
BOMB = deflated({"1.txt": bytes(64 << 20)})
HOSTILE = {
    "columns.docx": docx(f"<w:tbl>{row(10_000)}</w:tbl>"),
    "span.docx": docx(f"<w:tbl><w:tr>{SPAN}</w:tr></w:tbl>"),
    "deep.docx": docx("<w:sdt><w:sdtContent>" * 3000),
    "endless.docx": docx(f"<w:p><w:r><w:t>{'1（一）件，' * 20_000}</w:t></w:r></w:p>"),
    "numbers.txt": ("本周受理" + "9" * 100_000 + "件。").encode(),
    "exponents.txt": ("增长" + "1e999999999%、亿亿亿万" * 2000).encode(),
    "brackets.txt": ("（" * 200_000).encode(),
    "nul.txt": PAGE.replace("受理", "受\0理").encode(),
    "surrogates.txt": PAGE.encode("utf-16") + b"\x00\xd8" * 50,
    "controls.txt": (PAGE + "\x1b[31m\x07\u202e\x85").encode(),
    "cells.html": (PAGE + "<table><tr><td colspan=99999999 rowspan=99999999>1").encode(),
    "nest.html": ("<html><body>" + "<div>" * 50_000 + "受理1件").encode(),
    "entities.html": ("<html><body>" + "&#x110000;&#0;&#xd800;" * 20_000).encode(),
    "bomb.zip": BOMB,
    "bombs.zip": pack({f"{number}.zip": BOMB for number in range(9)}),
    "overlap.zip": overlapping(4000),
    "nameless.zip": pack({"": b"x", "..": b"x", "../../../etc/1.txt": PAGE.encode()}),
    "controls.zip": pack({"a\x1b[31m\n\u202e/2.txt": make_page(4).encode()}),
}  # fmt: skip


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout.create(tmp_path / "archive")


def add(layout: Layout, *paths: Path) -> list[Outcome]:
    return list(add_files(layout, paths, jobs=1))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_an_issue_or_an_error_and_the_next_is_read(
    layout: Layout, tmp_path: Path, name: str
) -> None:
    path, good = tmp_path / name, write_page(tmp_path, 9)
    path.write_bytes(HOSTILE[name])
    begun = time.process_time()

    outcomes = add(layout, path, good)

    assert time.process_time() - begun < 10  # of the archive's own process
    assert outcomes[-1].status == "added"
    for outcome in outcomes:
        assert outcome.status != "refused" or (outcome.message and outcome.remedy)
        assert all(char.isprintable() for char in outcome.path)
    assert verify(layout).findings == ()
    assert {entry.name for entry in tmp_path.iterdir()} == {"archive", name, good.name}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bomb.zip", "压缩炸弹"),
        ("bombs.zip", "压缩炸弹"),
        ("overlap.zip", "压缩包解开后过大"),
        ("span.docx", "没有文字"),
        ("deep.docx", "docx"),
    ],
)
def test_what_is_refused_is_called_by_its_name(
    layout: Layout, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])

    outcomes = add(layout, tmp_path / name)

    assert {outcome.status for outcome in outcomes} == {"refused"}
    if words != "docx":
        assert all(
            words in (outcome.message or "") + (outcome.remedy or "") for outcome in outcomes
        )


def test_names_in_a_container_lead_nowhere_and_show_no_control_characters(
    layout: Layout, tmp_path: Path
) -> None:
    for name in ("nameless.zip", "controls.zip"):
        (tmp_path / name).write_bytes(HOSTILE[name])

    outcomes = add(layout, tmp_path / "nameless.zip", tmp_path / "controls.zip")

    assert [(o.status, o.path.rpartition("› ")[2]) for o in outcomes] == [
        ("added", "etc/1.txt"),
        ("added", "a\ufffd[31m\ufffd\ufffd/2.txt"),
    ]


def test_nul_and_surrogates_do_not_reach_the_store(layout: Layout, tmp_path: Path) -> None:
    for name in ("nul.txt", "surrogates.txt", "controls.txt"):
        (tmp_path / name).write_bytes(HOSTILE[name])

    add(layout, *(tmp_path / name for name in ("nul.txt", "surrogates.txt", "controls.txt")))

    with Store.open(layout.database) as store:
        text = "".join(store.all_words())
    assert text
    assert "\0" not in text
    text.encode("utf-8")


class _Waiting(Executor):
    """Never comes to anything."""

    def submit(self, _function: Any, /, *_args: Any, **_more: Any) -> "Future[Any]":
        return Future()


def test_large_files_wait_outside_until_others_are_read() -> None:
    data = bytes(24 << 20)
    workers = Workers(_Waiting(), jobs=8, files=100)
    dispatch = Dispatch(workers, (), Interruption(), files=100)
    full = []
    for number in range(4):
        file = FoundFile(path=Path("a.zip"), absolute=f"a.zip › {number}.pdf")
        dispatch.put(Entry(file=file, data=data, sha256="0"))
        full.append(dispatch.is_full)

    assert full == [False, False, True, True]
