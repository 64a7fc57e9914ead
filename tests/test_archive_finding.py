"""What search gives besides hits: years, many queries, surroundings, the original."""

import io
import json
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.cli import main
from archive.viewing import find_viewer
from tests.test_archive_cli import Ran, read_sheet, write_issues

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Issues 1, 2, 3 and 5 of 2022."""
    folder = tmp_path_factory.mktemp("finding")
    write_issues(folder / "周报")
    assert main(["--archive", str(folder / "档案"), "--quiet", "add", str(folder / "周报")]) == 0
    return folder / "档案"


@pytest.fixture
def run(archive: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_search(*words: str) -> Ran:
        capsys.readouterr()
        code = main(["--archive", str(archive), "search", *words])
        return Ran(code, *capsys.readouterr())

    return run_search


# by year


def test_a_histogram_has_a_line_for_each_year_with_a_bar_and_the_ends(run: Run) -> None:
    ran = run("白名单", "--histogram")
    lines = ran.out.splitlines()

    assert ran.code == 0
    assert lines[0].split() == ["年", "收录期数", "命中期数", "命中处数", "每期处数"]
    assert lines[1].split() == ["2022", "4", "4", "4", "1.000", "█" * 40]
    assert lines[3] == "首见 2022年第1期（总第101期） 2022-01-03—01-07"
    assert lines[4] == "末见 2022年第5期（总第105期） 2022-01-31—02-04"
    assert lines[5].startswith("共 4 期 4 处。收录 2022-01-03—02-04 共 4 期")


def test_a_histogram_counts_the_issues_of_the_days_asked(run: Run) -> None:
    rows = json.loads(run("白名单", "--histogram", "--from", "2022-01-17", "--format", "json").out)[
        "rows"
    ]

    assert rows == [{"year": 2022, "held": 2, "issues": 2, "hits": 2, "rate": "1.000"}]


def test_a_histogram_as_a_sheet_says_the_ends_beside_it(run: Run) -> None:
    ran = run("座谈会", "--histogram", "--format", "csv")

    assert read_sheet(ran.out) == [
        {
            "年": "2022",
            "收录期数": "4",
            "命中期数": "4",
            "命中处数": "4",
            "每期处数": "1.000",
        }
    ]
    assert "首见 2022年第1期" in ran.err


def test_a_histogram_of_nothing_says_why(run: Run) -> None:
    ran = run("登月计划书", "--histogram")

    assert (ran.code, ran.out) == (1, "")
    assert "查询读作：含“登月计划书”" in ran.err


# many queries

QUERIES = """# 年底要查的
白名单

座谈会 OR 受理
“没有闭合
查无此词
"""


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    path = tmp_path / "查询.txt"
    path.write_text(QUERIES, encoding="utf-8")
    return path


def test_many_queries_give_one_table_and_a_bad_line_is_told_with_its_number(
    run: Run, queries: Path
) -> None:
    ran = run("--batch", str(queries), "--format", "csv")
    rows = read_sheet(ran.out)

    assert ran.code == 2
    assert [(row["行"], row["查询"], row["命中期数"], row["命中处数"]) for row in rows] == [
        ("2", "白名单", "4", "4"),
        ("4", "座谈会 OR 受理", "4", "8"),
        ("6", "查无此词", "0", "0"),
    ]
    assert rows[0]["首见"] == "2022年第1期（总第101期）"
    assert (rows[0]["末见日期"], rows[0]["2022年"]) == ("2022-02-04", "4")
    assert rows[2]["首见"] == ""
    assert "错误：第 5 行““没有闭合”：检索式第 1 个字：引号没有闭合\n提示：" in ran.err
    assert "共 3 个查询，另有 1 行没有读懂" in ran.err


def test_many_queries_as_a_table_for_people(run: Run, queries: Path) -> None:
    queries.write_text("白名单\n座谈会 -白名单\n", encoding="gb18030")
    ran = run("--batch", str(queries))

    assert ran.code == 0
    assert ran.out.splitlines()[:3] == [
        "查询            期  处  首见    末见",
        "白名单           4   4  2022-1  2022-5",
        "座谈会 -白名单   4   4  2022-1  2022-5",
    ]


def test_queries_come_from_standard_input_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("白名单\n".encode())))
    (row,) = json.loads(run("--batch", "-", "--to", "2022-01-07", "--format", "json").out)["rows"]

    assert (row["query"], row["hits"], row["2022"], row["first_issue"]) == (
        "白名单",
        1,
        1,
        "2022-1",
    )


def test_queries_that_all_find_nothing_are_nothing_found(run: Run, queries: Path) -> None:
    queries.write_text("查无此词\n", encoding="utf-8")

    assert run("--batch", str(queries)).code == 1
    queries.write_text("\n# 空的\n", encoding="utf-8")
    assert run("--batch", str(queries)).err == "没有可查的查询。\n"


def test_a_file_of_queries_that_is_not_there_is_an_error(run: Run, tmp_path: Path) -> None:
    ran = run("--batch", str(tmp_path / "没有.txt"))

    assert (ran.code, ran.out) == (2, "")
    assert "没有.txt：查询的文件打不开：没有这个文件或文件夹\n提示：" in ran.err


# surroundings


def test_context_gives_the_whole_passage_and_its_neighbours_each_once(run: Run) -> None:
    lines = run("白名单", "--context", "1", "--limit", "1", "--order", "oldest").out.splitlines()

    assert lines[:5] == [
        "2022年第1期（总第101期） 2022-01-03—01-07",
        "    本周，综合窗口受理301件；今年以来，累计受理301件。",
        "  二、工作动态 › 1",
        "  1.1月5日，市生态环境局印发《关于危险废物转移“【白名单】”管理的通知》"
        "（青环函〔2022〕1号），明确了经营单位名单。",
        "    2.近期，市商务局召开外贸企业座谈会，听取意见建议。",
    ]


def test_a_neighbour_that_is_a_hit_itself_is_shown_as_a_hit_alone(run: Run) -> None:
    out = run("座谈会 OR 白名单", "--context", "1", "--from", "2022-01-31").out

    assert out.count("外贸企业") == 1
    assert out.count("经营单位名单") == 1


def test_context_is_there_for_programs(run: Run) -> None:
    out = run("白名单", "--context", "1", "--limit", "1", "--format", "json").out
    (row,) = json.loads(out)["rows"]

    assert row["before"] == ["本周，综合窗口受理305件；今年以来，累计受理1520件。"]
    assert row["after"] == ["2.近期，市商务局召开外贸企业座谈会，听取意见建议。"]


# the original


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose viewer notes what it is given."""
    note = tmp_path / "已打开"
    viewer = tmp_path / "bin" / "xdg-open"
    viewer.parent.mkdir()
    viewer.write_text(f'#!/bin/sh\nprintf %s "$1" > "{note}.tmp"; mv "{note}.tmp" "{note}"\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{viewer.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return note


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other viewers")
def test_the_viewer_gets_a_copy_that_cannot_be_written(
    run: Run, archive: Path, desktop: Path
) -> None:
    ran = run("白名单", "--open", "--order", "oldest")
    wait_for(desktop)
    opened = Path(desktop.read_text())

    assert ran.code == 0
    assert opened.name == "2022-01.txt"
    assert opened.read_bytes() == (archive.parent / "周报" / "2022-01.txt").read_bytes()
    assert archive not in opened.parents
    assert stat.S_IMODE(opened.stat().st_mode) == 0o444
    assert "已打开 2022年第1期（总第101期） 的原件" in ran.err


def wait_for(path: Path) -> None:
    for _ in range(500):
        if path.exists():
            return
        time.sleep(0.01)
    raise AssertionError(f"{path} never came")


def test_without_a_desktop_the_place_of_the_original_is_given(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], archive: Path
) -> None:
    monkeypatch.setattr("archive.viewing.find_viewer", lambda _: None)
    ran = run("白名单", "--open", "--order", "newest")
    last = Path(ran.out.splitlines()[-1])
    main(["--archive", str(archive), "show", "105", "--open"])

    assert last.read_bytes() == (archive.parent / "周报" / "2022-05.txt").read_bytes()
    assert capsys.readouterr().out == f"{last}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other viewers")
def test_there_is_no_viewer_without_a_display(tmp_path: Path) -> None:
    viewer = tmp_path / "xdg-open"
    viewer.write_text("#!/bin/sh\n")
    viewer.chmod(0o755)

    assert find_viewer({"PATH": str(tmp_path)}) is None
    assert find_viewer({"PATH": str(tmp_path), "DISPLAY": ":0"}) == str(viewer)
    assert find_viewer({"PATH": str(tmp_path / "没有"), "WAYLAND_DISPLAY": "0"}) is None


# options that do not go together


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少查询"),
        (("白名单", "--batch", "查询.txt"), "命令行上不能再写"),
        (("--batch", "查询.txt", "--histogram"), "--batch 和 --histogram 不能同时用"),
        (("--batch", "查询.txt", "--limit", "3"), "--limit 不能和 --batch 同时用"),
        (("白名单", "--histogram", "--context", "1"), "--context 不能和 --histogram 同时用"),
        (("白名单", "--open", "--format", "csv"), "--format 不能和 --open 同时用"),
        (("白名单", "--context", "0"), "“0”不是大于 0 的整数"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run(*words)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_department_is_looked_for_by_its_name_alone_where_asked(run: Run) -> None:
    asked = ("部门:环境保护局", "--explain")

    assert "连同" in run(*asked).err
    assert run(*asked, "--exact-names").code == 1
