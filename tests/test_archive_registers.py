"""An office's own register of departments: given to add, kept, given to parse."""

import json
from pathlib import Path

import pytest

from archive.cli import main

HEAD = "name\tshort\tfrom\tto\tsuccessors\tsource\n"
OWN = HEAD + "眉山市样例管理局\t市样例局|市教育局\t2019-03\t\t\t自定\n"
PAPER = """2022年第7期（总第7期）
样例工作周报
（2月14日—2月18日）
眉山市政务服务中心
2022年2月21日
一、工作动态
2月15日，市样例局召开座谈会。
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A report that names a body which no register of ours has."""
    path = tmp_path / "周报" / "2022-07.txt"
    path.parent.mkdir()
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The office's register."""
    path = tmp_path / "本市机构.tsv"
    path.write_text(OWN, encoding="utf-8")
    return path


def _departments(archive: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    capsys.readouterr()
    assert main(["--archive", str(archive), "--quiet", "departments", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    rows = rows["rows"] if isinstance(rows, dict) else rows
    return {row["name"] for row in rows}


def test_add_keeps_the_register_and_reads_with_it(
    paper: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "档案"

    assert main(["--archive", str(archive), "add", str(paper), "--register", str(own)]) == 0

    said = capsys.readouterr().err
    assert "机构名册 本市机构.tsv 已存入档案（1 个机构名）" in said
    assert "仍是收录时的机构名" not in said
    assert (archive / "registers" / "本市机构.tsv").read_text(encoding="utf-8") == OWN
    assert _departments(archive, capsys) == {"眉山市样例管理局"}


def test_a_later_add_uses_the_register_that_was_kept(
    paper: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(tmp_path / "档案")
    main(["--archive", archive, "add", str(paper), "--register", str(own)])
    later = paper.with_name("2022-08.txt")
    text = PAPER.replace("第7期", "第8期").replace("市样例局", "市教育局")
    later.write_text(text, encoding="utf-8")

    assert main(["--archive", archive, "add", str(later)]) == 0

    assert _departments(Path(archive), capsys) == {"眉山市样例管理局"}


def test_issues_read_before_keep_their_names_and_the_user_is_told(
    paper: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(tmp_path / "档案")
    main(["--archive", archive, "--quiet", "add", str(paper)])
    capsys.readouterr()

    main(["--archive", archive, "add", str(paper), "--register", str(own)])

    said = capsys.readouterr().err
    assert "已收录的 1 期仍是收录时的机构名" in said
    assert "--archive 新目录" in said
    own.write_text(OWN.replace("2019-03", "2019-04"), encoding="utf-8")
    main(["--archive", archive, "add", str(paper), "--register", str(own)])
    assert "已换成新的" in capsys.readouterr().err
    main(["--archive", archive, "add", str(paper), "--register", str(own)])
    assert "没有变" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "甲局\t\t2018-13\n", ("第 2 行", "日期不合规定：“2018-13”")),
        (HEAD + "甲局\t\t2018\n\t乙局\n", ("第 3 行", "机构全称为空")),
        (HEAD + "甲局\t\t2020\t2019\n", ("第 2 行", "早于启用日")),
        ("# 我们的\nname short\n", ("第 2 行", "不是规定的列名", "制表符")),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_nothing_is_kept(
    text: str,
    told: tuple[str, ...],
    paper: Path,
    own: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own.write_text(text, encoding="utf-8")
    archive = tmp_path / "档案"

    assert main(["--archive", str(archive), "add", str(paper), "--register", str(own)]) == 2
    assert main(["parse", str(paper), "--register", str(own)]) == 2

    said = capsys.readouterr().err
    assert all(said.count(words) == 2 for words in told)
    assert not (archive / "registers").exists()


def test_a_register_that_is_not_there_is_an_error(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "没有.tsv"

    assert main(["parse", str(paper), "--register", str(missing)]) == 2

    said = capsys.readouterr().err
    assert "机构名册打不开" in said
    assert "没有.tsv" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_parse_uses_a_register_once_however_it_was_saved(
    encoding: str, paper: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text(OWN, encoding=encoding)

    assert main(["parse", str(paper), "--json", "--register", str(own)]) == 0

    (one,) = json.loads(capsys.readouterr().out)["departments"]
    assert (one["printed"], one["name"]) == ("市样例局", "眉山市样例管理局")
