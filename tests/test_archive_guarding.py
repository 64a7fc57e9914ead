"""verify, backup, restore, and the refused files, as commands: what is said and with which code."""

import json
from pathlib import Path

import pytest

from archive.cli import main
from tests.pages import write_page


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_page(tmp_path / "周报", 1)
    main(["--archive", str(tmp_path / "archive"), "add", "--jobs", "1", str(tmp_path / "周报")])
    return tmp_path / "archive"


def run(capsys: pytest.CaptureFixture[str], root: Path, *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["--archive", str(root), *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_verify_says_that_all_is_well(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert run(capsys, root, "verify") == (
        0,
        "数据库  1 期，完好\n原件  1 个，与收录时一致\n索引  1 期，与数据库一致\n",
        "",
    )


def test_verify_says_what_is_wrong_and_what_to_do(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    (original,) = (root / "originals").rglob("*.txt")
    original.unlink()

    code, out, _ = run(capsys, root, "核验")
    assert code == 2
    assert "原件  有 1 个原件不见了\n" in out
    assert f"      originals/{original.parent.name}/{original.name}\n" in out
    assert "zhoubao restore" in out

    code, out, _ = run(capsys, root, "verify", "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["code"], finding["is_repairable"]) == (2, "original_missing", True)

    assert run(capsys, root, "verify", "--repair")[0] == 0


def test_a_backup_is_restored_by_commands(
    capsys: pytest.CaptureFixture[str], root: Path, tmp_path: Path
) -> None:
    code, out, err = run(capsys, root, "backup", tmp_path / "b.zip")
    assert (code, out) == (0, "")
    assert f"已备份到 {tmp_path / 'b.zip'}：3 个文件" in err

    code, _, err = run(capsys, tmp_path / "new", "restore", tmp_path / "b.zip")
    assert code == 0
    assert f"已恢复到 {tmp_path / 'new'}" in err
    assert run(capsys, tmp_path / "new", "show", "2021-1")[0] == 0


def test_refused_files_are_listed_and_tried_again_by_name(
    capsys: pytest.CaptureFixture[str], root: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "周报" / "2.docx"
    bad.write_bytes(b"PK\x03\x04 cut short")
    assert run(capsys, root, "add", tmp_path / "周报")[0] == 2

    code, out, _ = run(capsys, root, "status", "--files", "--refused", "--format", "json")
    (row,) = json.loads(out)["rows"]
    assert code == 0
    assert (row["path"], row["status"], row["outcome"]) == (str(bad), "refused", "refused")
    assert row["message"]
    assert row["remedy"]
    assert row["moment"][:2] == "20"

    write_page(tmp_path / "周报", 2, name="2.docx")
    code, out, err = run(capsys, root, "add", "--refused")
    assert code == 0
    assert "收录  2021年第2期" in out
    assert "共 1 个文件" in err
    assert run(capsys, root, "status", "--files", "--refused")[0] == 1
    assert run(capsys, root, "add", "--refused")[0] == 1


def test_status_tells_of_refused_files_that_another_reader_may_read(
    capsys: pytest.CaptureFixture[str],
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "周报" / "2.docx").write_bytes(b"PK\x03\x04 cut short")
    run(capsys, root, "add", tmp_path / "周报")
    assert "add --refused" not in run(capsys, root, "status")[1]

    monkeypatch.setattr("archive.health.name_reader", lambda: "2+ocr+more")
    assert "有 1 个没有读成的文件" in run(capsys, root, "status")[1]
    assert json.loads(run(capsys, root, "status", "--format", "json")[1])["retry"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [(("add",), "没有写路径"), (("status", "--refused"), "--refused 要与 --files 合用")],
)
def test_options_that_do_not_go_together_are_refused(
    capsys: pytest.CaptureFixture[str], root: Path, words: tuple[str, ...], said: str
) -> None:
    code, _, err = run(capsys, root, *words)

    assert code == 2
    assert said in err
