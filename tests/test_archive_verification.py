"""Verifying: what is damaged, missing or left over is named, with what to do."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.ingest import add_files
from archive.layout import Layout
from archive.store import Store
from archive.verification import Finding, repair, verify
from parser.errors import ArchiveError
from tests.pages import write_page


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Three issues, of files that still lie where they came from."""
    layout = Layout.create(tmp_path / "archive")
    for number in (1, 2, 3):
        write_page(tmp_path / "周报", number)
    list(add_files(layout, [tmp_path / "周报"], jobs=1))
    return layout


def codes(layout: Layout) -> list[str]:
    return [finding.code for finding in verify(layout).findings]


def the_finding(layout: Layout) -> Finding:
    (finding,) = verify(layout).findings
    return finding


def an_original(layout: Layout) -> Path:
    return min(path for path in layout.originals.rglob("*.txt"))


def test_a_whole_archive_has_no_findings(layout: Layout) -> None:
    told: list[tuple[int, int]] = []

    found = verify(layout, tell=lambda done, total: told.append((done, total)))

    assert (found.issues, found.originals, found.indexed, found.stale) == (3, 3, 3, 0)
    assert found.findings == ()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_archive_to_which_nothing_was_added_is_whole(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path / "archive")
    list(add_files(layout, (), jobs=1))

    assert codes(layout) == []


def test_an_original_that_is_gone_is_named_and_copied_again_from_its_source(
    layout: Layout,
) -> None:
    place = an_original(layout)
    data = place.read_bytes()
    place.unlink()

    finding = the_finding(layout)
    assert (finding.part, finding.code) == ("originals", "original_missing")
    assert finding.places == (place.relative_to(layout.root).as_posix(),)
    assert "restore" in finding.remedy

    assert repair(layout).findings == ()
    assert place.read_bytes() == data


def test_an_original_that_changed_is_not_taken_from_a_source_that_changed_too(
    layout: Layout, tmp_path: Path
) -> None:
    place = an_original(layout)
    place.write_bytes(place.read_bytes() + b" ")
    for path in (tmp_path / "周报").iterdir():
        path.write_text("别的内容", encoding="utf-8")

    assert the_finding(layout).code == "original_changed"
    assert not the_finding(layout).is_repairable
    assert [finding.code for finding in repair(layout).findings] == ["original_changed"]


def damage_index(layout: Layout) -> None:
    for path in layout.index.iterdir():
        path.write_bytes(b"")


def lose_index(layout: Layout) -> None:
    shutil.rmtree(layout.index)


def change_store(layout: Layout) -> None:
    with Store.open(layout.database) as store, store.writing():
        store.rename("2021-3", "2021-9")


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (damage_index, ["index_damaged"]),
        (lose_index, ["index_missing"]),
        (change_store, ["index_behind", "index_beyond"]),
    ],
)
def test_an_index_that_differs_is_made_again_from_the_store(
    layout: Layout, harm: Callable[[Layout], None], expected: list[str]
) -> None:
    harm(layout)

    assert codes(layout) == expected
    assert repair(layout).findings == ()


def test_a_copy_of_the_folder_without_the_last_transactions_names_what_it_lacks(
    layout: Layout, tmp_path: Path
) -> None:
    copy = Layout(root=tmp_path / "copy")
    shutil.copy(layout.database, tmp_path / "before.sqlite3")
    list(add_files(layout, [write_page(tmp_path / "周报", 4)], jobs=1))
    shutil.copytree(layout.root, copy.root)
    for path in copy.root.glob("archive.sqlite3*"):
        path.unlink()
    shutil.copy(tmp_path / "before.sqlite3", copy.database)

    found = {finding.code: finding for finding in verify(copy).findings}
    assert "original_unknown" in found
    assert "复制档案时数据库没有复制全" in found["original_unknown"].said
    assert "2021-4" in found["index_beyond"].places

    assert repair(copy).findings == ()
    with Store.open(copy.database) as store:
        assert store.issue_keys() == ("2021-1", "2021-2", "2021-3", "2021-4")


def test_facts_that_are_fewer_than_their_issue_says_are_damage(layout: Layout) -> None:
    with sqlite3.connect(layout.database) as connection:
        connection.execute("DELETE FROM figures WHERE position = 0")
    connection.close()

    finding = the_finding(layout)
    assert finding.code == "database_damaged"
    assert "2021-1 的 figures 行数与记录不符" in finding.said
    assert [finding.code for finding in repair(layout).findings] == ["database_damaged"]


def test_a_database_with_a_damaged_page_is_named_and_left_alone(layout: Layout) -> None:
    data = bytearray(layout.database.read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    layout.database.write_bytes(data)

    finding = the_finding(layout)
    assert finding.code == "database_damaged"
    assert "originals" in finding.remedy
    repair(layout)
    assert layout.database.read_bytes() == data


def test_an_issue_whose_file_is_not_kept_is_named(layout: Layout) -> None:
    with sqlite3.connect(layout.database) as connection:
        connection.execute("DELETE FROM files WHERE path LIKE '%2021-02.txt'")
    connection.close()

    assert the_finding(layout).places == ("2021-2",)


def test_halves_of_files_and_foreign_files_are_told_apart(layout: Layout) -> None:
    folder = an_original(layout).parent
    (folder / ".half.123").write_bytes(b"half")
    (folder / "笔记.txt").write_text("记一笔", encoding="utf-8")

    assert codes(layout) == ["unfinished_files", "foreign_file"]
    assert [finding.code for finding in repair(layout).findings] == ["foreign_file"]
    assert (folder / "笔记.txt").exists()


def test_corrections_that_cannot_be_read_are_named(layout: Layout) -> None:
    layout.corrections.write_text("2021-1\t看不懂\n", encoding="utf-8")

    assert codes(layout) == ["corrections_unreadable"]


def test_an_archive_that_somebody_writes_is_not_judged(layout: Layout) -> None:
    with layout.locked(), pytest.raises(ArchiveError, match=f"进程号 {os.getpid()}"):
        verify(layout)
