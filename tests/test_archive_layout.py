"""Where an archive lies, that a newer one is refused, that one process writes at a time."""

import multiprocessing
import os
import stat
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from archive.layout import FORMAT, Layout, Originals, locate, write_safely
from parser.errors import ArchiveError


def test_the_option_goes_before_the_environment(tmp_path: Path) -> None:
    environment = {"ZHOUBAO_ARCHIVE": str(tmp_path / "b")}

    assert locate(str(tmp_path / "a"), environment=environment) == tmp_path / "a"
    assert locate(None, environment=environment) == tmp_path / "b"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are of Linux")
def test_without_either_the_archive_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert locate(environment={"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "zhoubao"
    relative = locate(environment={"XDG_DATA_HOME": "data"})
    assert relative == Path.home() / ".local" / "share" / "zhoubao"


def test_a_new_archive_can_be_opened_and_created_again(tmp_path: Path) -> None:
    made = Layout.create(tmp_path / "新" / "档案")

    assert Layout.open(made.root) == made == Layout.create(made.root)
    assert (made.root / "FORMAT").read_text(encoding="ascii") == f"{FORMAT}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_the_index_is_private(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path / "a")

    assert stat.S_IMODE(layout.index.stat().st_mode) == 0o700


def test_no_archive_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="还没有档案") as caught:
        Layout.open(tmp_path)

    assert "zhoubao add" in (caught.value.remedy or "")


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    Layout.create(tmp_path)
    (tmp_path / "FORMAT").write_text(f"{FORMAT + 1}\n", encoding="ascii")

    for way in (Layout.open, Layout.create):
        with pytest.raises(ArchiveError, match="比本程序认得的格式"):
            way(tmp_path)


def test_a_folder_with_other_things_is_not_taken_for_an_archive(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").write_bytes(b"")

    with pytest.raises(ArchiveError, match=r"论文\.docx"):
        Layout.create(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["论文.docx"]


def test_a_first_start_that_was_killed_can_be_taken_up(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / ".FORMAT.77").write_bytes(b"")

    assert Layout.create(tmp_path).index.is_dir()


def test_an_original_is_there_only_after_it_is_settled(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path)
    originals = Originals.of(layout)
    name = "ab" + "0" * 62

    place = originals.keep(b"words", sha256=name, suffix=".docx")
    again = originals.keep(b"words", sha256=name, suffix=".docx")

    assert place == again == f"originals/ab/{name}.docx"
    assert not (tmp_path / place).exists()
    originals.settle()
    assert (tmp_path / place).read_bytes() == b"words"
    assert [path.name for path in (tmp_path / place).parent.iterdir()] == [f"{name}.docx"]


def test_what_is_forgotten_leaves_no_file(tmp_path: Path) -> None:
    originals = Originals.of(Layout.create(tmp_path))
    originals.keep(b"words", sha256="ab" + "0" * 62, suffix="")

    originals.forget()
    originals.settle()

    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_writing_safely_replaces_the_whole_file(tmp_path: Path) -> None:
    write_safely(tmp_path / "a", b"long before")
    write_safely(tmp_path / "a", b"after")

    assert (tmp_path / "a").read_bytes() == b"after"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def _hold(root: Path, ready: Connection) -> None:
    with Layout(root=root).locked():
        ready.send(os.getpid())
        ready.recv()


def test_a_second_writer_is_told_which_process_is_the_first(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_hold, args=(tmp_path, there))
    process.start()
    holder = here.recv()
    try:
        with pytest.raises(ArchiveError, match=f"进程号 {holder}"), layout.locked():
            pass
    finally:
        process.kill()
        process.join()
    # the lock falls with its holder, without any cleaning up
    with layout.locked(wait=2.0):
        pass


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path)
    with pytest.raises(RuntimeError), layout.locked():
        raise RuntimeError

    with layout.locked():
        pass


def test_what_the_system_says_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"x")

    with pytest.raises(ArchiveError, match="路径里有一段不是文件夹"):
        Layout.create(tmp_path / "文件" / "档案")
    (tmp_path / "FORMAT").mkdir()
    with pytest.raises(ArchiveError, match="这是文件夹") as caught:
        Layout.open(tmp_path)
    assert caught.value.remedy
