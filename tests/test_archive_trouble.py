"""What can happen to an ``add`` from outside: full disks, closed files, writers, killers, power."""

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import ingest, reading
from archive.ingest import add_files
from archive.layout import Layout
from archive.leftovers import find_leftovers
from archive.records import Outcome
from archive.store import Store
from parser.errors import ArchiveError
from tests.pages import make_page, write_page

if sys.platform != "win32":
    import resource

ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout.create(tmp_path / "archive")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "周报"
    folder.mkdir()
    return folder


def add(layout: Layout, *paths: Path, **more: Any) -> list[Outcome]:
    return list(add_files(layout, paths, **({"jobs": 1} | more)))


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


# -- the disk ----------------------------------------------------------------------------------


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 200 KB, as if the disk were full; the database needs more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
def test_a_disk_that_fills_up_keeps_what_was_reported_and_says_what_to_do(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(ingest, "_MOST_IN_TRANSACTION", 4)
    for number in range(1, 41):
        write_page(inbox, number)
    told: list[Outcome] = []
    request.getfixturevalue("small_files")

    with pytest.raises(ArchiveError, match=r"写不进去|存不进|没有写成") as caught:
        told.extend(add_files(layout, [inbox], jobs=1))

    assert caught.value.remedy
    resource.setrlimit(
        resource.RLIMIT_FSIZE,
        (resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_FSIZE)[1]),
    )
    with Store.open(layout.database) as store:
        assert {outcome.issue for outcome in told} <= set(store.issue_keys())
    assert {"added", "same"} >= set(statuses(add(layout, inbox)))
    with Store.open(layout.database) as store:
        assert len(store.issue_keys()) == 40
        assert find_leftovers(layout, store.trail.kept()).temporaries == ()


def test_an_index_that_cannot_be_written_loses_no_issue(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(inbox, 1)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("archive.indexing.settle_folder", fail)
        with pytest.raises(ArchiveError, match="索引没有写成：磁盘已满") as caught:
            add(layout, inbox)

    assert "收录的内容都已存好" in (caught.value.remedy or "")
    assert statuses(add(layout, inbox)) == ["same"]


def test_a_file_that_may_not_be_read_is_refused_and_tried_again(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(inbox, 1)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:  # as chmod 000 would, which does not hold back root
        patch.setattr("archive.ingest._read_whole", refuse)
        (outcome,) = add(layout, inbox)

    assert (outcome.status, outcome.message) == ("refused", "没有读取权限")
    assert "权限" in (outcome.remedy or "")
    assert statuses(add(layout, inbox)) == ["added"]


# -- files that are being written --------------------------------------------------------------


def write_while_read(monkeypatch: pytest.MonkeyPatch, path: Path, times: int) -> None:
    """Somebody writes a line each time after the file was looked at."""
    look, left = ingest._look, [times]

    def look_and_write(file: Any) -> Any:
        found = look(file)
        if left[0] > 0:
            left[0] -= 1
            with path.open("a", encoding="utf-8") as stream:
                stream.write("3.6月5日，市水利局检查堤防。\n")
        return found

    monkeypatch.setattr(ingest, "_look", look_and_write)
    monkeypatch.setattr(ingest, "_PAUSE", 0)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_page(inbox, 1)
    write_while_read(monkeypatch, path, 2)

    (outcome,) = add(layout, path)

    assert outcome.status == "added"
    with Store.open(layout.database) as store:
        (file,) = store.files()
    assert file.original is not None
    assert (layout.root / file.original).read_bytes() == path.read_bytes()
    assert file.size == path.stat().st_size


def test_a_file_that_never_stops_changing_is_refused_until_it_does(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_page(inbox, 1)
    with monkeypatch.context() as patch:
        write_while_read(patch, path, 1000)
        (outcome,) = add(layout, path)

    assert (outcome.status, outcome.message) == ("refused", "读取时文件正在被改动")
    assert statuses(add(layout, path)) == ["added"]


# -- what was refused --------------------------------------------------------------------------


def test_a_refused_file_that_has_not_changed_is_not_read_again_by_the_same_reader(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "1.docx").write_bytes(b"PK\x03\x04 cut short")
    (first,) = add(layout, inbox)
    before = layout.database.stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "_read_whole", None)  # to call it would fail
        (second,) = add(layout, inbox)

    assert (second.status, second.message, second.remedy) == (
        "refused",
        first.message,
        first.remedy,
    )
    assert layout.database.stat().st_mtime_ns == before


@pytest.mark.parametrize("better", ["3", "2+ocr", "2+libreoffice"])
def test_a_refused_file_is_read_again_by_another_reader(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch, better: str
) -> None:
    (inbox / "1.docx").write_bytes(b"PK\x03\x04 cut short")
    monkeypatch.setattr("archive.ingest.name_reader", lambda: "2")
    monkeypatch.setattr("archive.filing.name_reader", lambda: "2")
    add(layout, inbox)
    read: list[Path] = []
    whole = ingest._read_whole

    def note(entry: Any) -> Any:
        read.append(entry.file.path)
        return whole(entry)

    monkeypatch.setattr(ingest, "_read_whole", note)
    add(layout, inbox)
    assert read == []

    monkeypatch.setattr("archive.ingest.name_reader", lambda: better)
    add(layout, inbox)
    assert read == [inbox / "1.docx"]


def test_a_file_that_took_too_long_is_read_again_by_the_same_reader(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(inbox, 1)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "SECONDS", 0.0)
        (outcome,) = add(layout, inbox)

    assert outcome.status == "refused"
    assert "超时" in (outcome.message or "")
    assert statuses(add(layout, inbox)) == ["added"]


def test_the_report_of_every_file_is_kept_with_its_day(layout: Layout, inbox: Path) -> None:
    write_page(inbox, 1, name="a.txt")
    write_page(inbox, 1, name="b.txt")
    (inbox / "c.txt").write_bytes(b"")
    add(layout, inbox)
    os.utime(inbox / "a.txt", (1, 1))
    write_page(inbox, 2, name="b.txt")
    add(layout, inbox)

    with Store.open(layout.database) as store:
        files = {Path(file.path).name: file for file in store.files()}

    assert [files[name].outcome for name in ("a.txt", "b.txt", "c.txt")] == [
        "same",
        "added",
        "refused",
    ]
    assert files["c.txt"].message
    assert files["c.txt"].remedy
    assert all(file.moment is not None for file in files.values())


# -- killed in the middle ----------------------------------------------------------------------


def test_what_a_killed_add_had_kept_is_taken_in_by_the_next_one(
    layout: Layout, inbox: Path
) -> None:
    write_page(inbox, 1)
    add(layout, inbox)
    sha256 = hashlib.sha256(make_page(2).encode("utf-8")).hexdigest()
    left = layout.original(sha256, ".txt")
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(make_page(2).encode("utf-8"))
    half = left.with_name(f".{left.name}.123")
    half.write_bytes(b"half")

    outcomes = add(layout, inbox)

    assert statuses(outcomes) == ["same", "added"]
    assert outcomes[1].path == str(left)
    assert not half.exists()
    assert statuses(add(layout, inbox)) == ["same"]


def test_the_original_of_a_corrected_file_is_no_leftover(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 1)
    add(layout, path)
    path.write_text(make_page(1).replace("307", "308"), encoding="utf-8")

    assert statuses(add(layout, path)) == ["replaced"]
    assert statuses(add(layout, path)) == ["same"]
    assert len([one for one in layout.originals.rglob("*") if one.is_file()]) == 2


@posix
def test_two_adds_at_once_do_not_disturb_each_other(layout: Layout, inbox: Path) -> None:
    for number in range(1, 13):
        write_page(inbox, number)
    command = [sys.executable, "-W", "ignore", "-m", "archive", "--archive", str(layout.root)]
    both = [
        subprocess.Popen(
            [*command, "add", "--jobs", "1", str(inbox)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]

    codes = [process.returncode for process in both]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    for code, (_, err) in zip(codes, said, strict=True):
        assert code == 0 or "正由另一个进程写入" in err.decode("utf-8")
    assert statuses(add(layout, inbox)) == ["same"] * 12


# -- the power ---------------------------------------------------------------------------------


@posix
def test_bytes_and_names_are_on_disk_before_the_transaction_that_speaks_of_them(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    synchronise, rename, open_store = os.fsync, Path.replace, Store.open

    def note_synchronised(descriptor: int) -> None:
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        if place.is_relative_to(layout.originals):
            done.append("folder" if place.is_dir() else "bytes")
        synchronise(descriptor)

    def note_renamed(path: Path, target: Path) -> Path:
        if path.is_relative_to(layout.originals):
            done.append("name")
        return rename(path, target)

    def open_noting(path: Path, **more: Any) -> Store:
        store = open_store(path, **more)
        store._connection.set_trace_callback(
            lambda sql: done.append("commit") if sql == "COMMIT" else None
        )
        return store

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("files cannot be named by their descriptors here")
    monkeypatch.setattr(os, "fsync", note_synchronised)
    monkeypatch.setattr(Path, "replace", note_renamed)
    monkeypatch.setattr(Store, "open", open_noting)
    write_page(inbox, 1)

    add(layout, inbox)

    # the folder of originals has a new folder in it, which has the file's name in it
    assert done == ["folder", "bytes", "name", "folder", "commit"]
    with open_store(layout.database) as store:
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
