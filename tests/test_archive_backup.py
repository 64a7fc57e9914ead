"""Backups: one file of one moment, whole or not there; what comes out of it is what went in."""

import json
import os
import threading
import zipfile
from pathlib import Path

import pytest

from archive.backup import make_backup, restore_backup
from archive.ingest import add_files
from archive.layout import Layout, digest
from archive.store import Store
from archive.verification import verify
from parser.errors import ArchiveError
from tests.pages import make_page, write_page


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout.create(tmp_path / "archive")
    for number in (1, 2, 3):
        write_page(tmp_path / "周报", number)
    list(add_files(layout, [tmp_path / "周报"], jobs=1))
    layout.corrections.write_text("# 没有更正\n", encoding="utf-8")
    return layout


def issues(layout: Layout) -> list[object]:
    with Store.open(layout.database) as store:
        return [store.issue(key) for key in store.issue_keys()]


def test_what_was_backed_up_comes_back_whole(layout: Layout, tmp_path: Path) -> None:
    path = write_page(tmp_path / "周报", 1)
    path.write_text(make_page(1).replace("307", "308"), encoding="utf-8")
    list(add_files(layout, [path], jobs=1))
    layout.registers_folder.mkdir()
    (layout.registers_folder / "本市.tsv").write_text("# 空\n", encoding="utf-8")
    told: list[tuple[int, int]] = []

    made = make_backup(layout, tmp_path / "b.zip", tell=lambda *at: told.append(at))
    restored = restore_backup(tmp_path / "b.zip", tmp_path / "new")

    # database, corrections, equivalences, register, four originals: the corrected one's too
    assert made.files == 8
    assert told[-1] == (8, 8)
    assert made.damaged == ()
    assert issues(restored) == issues(layout)
    found = verify(restored)
    assert (found.issues, found.originals, found.indexed, found.findings) == (3, 4, 3, ())
    assert (restored.registers_folder / "本市.tsv").read_text(encoding="utf-8") == "# 空\n"
    assert restored.corrections.read_text(encoding="utf-8") == "# 没有更正\n"
    names = {entry.name for entry in tmp_path.iterdir()}
    assert names == {"archive", "周报", "b.zip", "new"}


def test_a_backup_lists_the_digest_of_every_file_in_it(layout: Layout, tmp_path: Path) -> None:
    make_backup(layout, tmp_path / "b.zip")

    with zipfile.ZipFile(tmp_path / "b.zip") as package:
        assert package.testzip() is None
        listed = json.loads(package.read("MANIFEST.json"))["files"]
        assert {one["name"] for one in listed} == set(package.namelist()) - {"MANIFEST.json"}
        package.extractall(tmp_path / "out")
    for one in listed:
        assert digest(tmp_path / "out" / one["name"]) == one["sha256"]


def test_a_backup_made_while_issues_are_added_is_of_one_moment(
    layout: Layout, tmp_path: Path
) -> None:
    for number in range(4, 30):
        write_page(tmp_path / "周报", number)
    adding = threading.Thread(
        target=lambda: list(add_files(layout, [tmp_path / "周报"], jobs=1)), daemon=True
    )
    adding.start()
    held = []
    for number in range(3):
        make_backup(layout, tmp_path / f"{number}.zip")
        held.append(len(issues(layout)))
    adding.join()

    assert held[-1] >= 3
    for number in range(3):
        restored = restore_backup(tmp_path / f"{number}.zip", tmp_path / f"new{number}")
        found = verify(restored)
        assert found.findings == ()
        assert found.issues is not None
        assert 3 <= found.issues <= held[number]


def test_a_damaged_original_is_told_and_the_rest_is_backed_up(
    layout: Layout, tmp_path: Path
) -> None:
    gone, changed, _ = sorted(layout.originals.rglob("*.txt"))
    gone.unlink()
    changed.write_bytes(b"other")

    made = make_backup(layout, tmp_path / "b.zip")

    assert [Path(name).name for name in made.damaged] == [gone.name, changed.name]
    restored = restore_backup(tmp_path / "b.zip", tmp_path / "new")
    assert [finding.code for finding in verify(restored).findings] == [
        "original_missing",
        "original_changed",
    ]


def test_nothing_is_overwritten_unless_asked(layout: Layout, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_bytes(b"precious")

    with pytest.raises(ArchiveError, match="已有这个文件"):
        make_backup(layout, target)
    assert target.read_bytes() == b"precious"

    make_backup(layout, target, force=True)
    assert zipfile.is_zipfile(target)


def test_a_backup_does_not_go_into_the_archive(layout: Layout) -> None:
    with pytest.raises(ArchiveError, match="不能放在档案里面"):
        make_backup(layout, layout.root / "b.zip")


def test_a_backup_that_fails_leaves_the_old_one(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.zip"
    make_backup(layout, target)
    before = target.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ArchiveError, match="磁盘已满"):
        make_backup(layout, target, force=True)

    assert target.read_bytes() == before
    assert {entry.name for entry in tmp_path.iterdir()} == {"archive", "周报", "b.zip"}


# -- what is no backup -------------------------------------------------------------------------


def rewritten(source: Path, target: Path, change: dict[str, bytes | None]) -> Path:
    """The backup with some members changed, left out (None) or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change.pop(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in change.items():
            new.writestr(name, data or b"")
    return target


def test_backups_that_are_damaged_or_made_up_leave_nothing_behind(
    layout: Layout, tmp_path: Path
) -> None:
    good = tmp_path / "b.zip"
    make_backup(layout, good)
    with zipfile.ZipFile(good) as package:
        listed = json.loads(package.read("MANIFEST.json"))
        original = next(n for n in package.namelist() if n.startswith("originals/"))
        data = package.read(original)
    outside = listed | {"files": [*listed["files"], {"name": "../x", "size": 1, "sha256": ""}]}
    newer = listed | {"format": 99}
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-100])
    bad = {
        "sha256 不符": rewritten(good, tmp_path / "1.zip", {original: bytes(len(data))}),
        "清单缺失，或与内容不符": rewritten(good, tmp_path / "2.zip", {original: None}),
        "清单缺失": rewritten(good, tmp_path / "3.zip", {"MANIFEST.json": None}),
        "与内容不符": rewritten(
            good,
            tmp_path / "4.zip",
            {"MANIFEST.json": json.dumps(outside).encode(), "../x": b"x"},
        ),
        "比本程序认得的新": rewritten(
            good, tmp_path / "5.zip", {"MANIFEST.json": json.dumps(newer).encode()}
        ),
        "不是备份文件，或者不完整": cut,
        "没有这个文件": tmp_path / "none.zip",
    }
    before = {entry.name for entry in tmp_path.iterdir()}

    for words, path in bad.items():
        with pytest.raises(ArchiveError, match=words) as caught:
            restore_backup(path, tmp_path / "new")
        assert caught.value.remedy
        assert {entry.name for entry in tmp_path.iterdir()} == before


def test_an_archive_or_other_things_are_not_restored_over(layout: Layout, tmp_path: Path) -> None:
    make_backup(layout, tmp_path / "b.zip")

    with pytest.raises(ArchiveError, match="已有一个档案"):
        restore_backup(tmp_path / "b.zip", layout.root)
    with pytest.raises(ArchiveError, match="已有别的东西"):
        restore_backup(tmp_path / "b.zip", tmp_path / "周报")
    (tmp_path / "空").mkdir()
    assert verify(restore_backup(tmp_path / "b.zip", tmp_path / "空")).findings == ()
