"""The commands as a user runs them: files in, answers out, and exit codes that can be relied on."""

import csv
import ctypes
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.cli import main

ROOT = Path(__file__).parent.parent

ISSUE = """2022年第{number}期（总第{whole}期）
政务服务周报
（{period}）
青禾市政务服务中心
{published}
一、窗口运行情况
（一）综合窗口办件情况
本周，综合窗口受理{week}件；今年以来，累计受理{total}件。
二、工作动态
1.{day}，市生态环境局印发《关于危险废物转移“白名单”管理的通知》（青环函〔2022〕{number}号），明确了经营单位名单。
2.近期，市商务局召开外贸企业座谈会，听取意见建议。
"""

WEEKS: tuple[dict[str, object], ...] = (
    {"number": 1, "period": "1月3日—1月7日", "published": "2022年1月10日", "day": "1月5日"},
    {"number": 2, "period": "1月10日—1月14日", "published": "2022年1月17日", "day": "1月11日"},
    {"number": 3, "period": "1月17日—1月21日", "published": "2022年1月24日", "day": "1月18日"},
    {"number": 5, "period": "1月31日—2月4日", "published": "2022年2月7日", "day": "2月1日"},
)
COUNTS = {1: (301, 301), 2: (302, 603), 3: (303, 909), 5: (305, 1520)}


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def write_issues(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for week in WEEKS:
        number = week["number"]
        assert isinstance(number, int)
        of_week, total = COUNTS[number]
        text = ISSUE.format(**week, whole=100 + number, week=of_week, total=total)
        (folder / f"2022-{number:02d}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four issues; the fourth of the year is missing."""
    folder = tmp_path_factory.mktemp("cli")
    write_issues(folder / "周报")
    assert main(["--archive", str(folder / "档案"), "--quiet", "add", str(folder / "周报")]) == 0
    return folder / "档案"


@pytest.fixture
def run(archive: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on that archive, in this process."""

    def run_command(*words: str, archive: Path = archive) -> Ran:
        capsys.readouterr()
        code = main(["--archive", str(archive), *words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_command


def run_process(words: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    """Run a command line in a process of its own, with pipes as a shell makes them."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "", "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-m", "archive", *words],
        capture_output=True,
        env=environment,
        check=False,
        timeout=120,
    )


def without_rights() -> None:
    """Before the command starts: root too keeps to the permissions of files."""
    library = ctypes.CDLL(None, use_errno=True)
    drop_from_bounding_set, override, read_and_search = 24, 1, 2
    for right in (override, read_and_search):
        library.prctl(drop_from_bounding_set, right, 0, 0, 0)


def run_without_rights(archive: Path, *words: str) -> Ran:
    if sys.platform != "linux":
        pytest.skip("rights are dropped with a call of Linux")
    ran = subprocess.run(
        [sys.executable, "-m", "archive", "--archive", str(archive), *words],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": f"{archive}.cache"},
        check=False,
        timeout=120,
        preexec_fn=without_rights,
        encoding="utf-8",
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def close_to_writing(archive: Path) -> None:
    for path in (archive, *archive.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if run_without_rights(archive, "rebuild").code == 0:
        pytest.skip("whoever runs this can write everywhere")


@pytest.fixture
def read_only(archive: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the archive that nobody can write to."""
    copy = tmp_path / "副本"
    shutil.copytree(archive, copy)
    close_to_writing(copy)
    yield copy
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755)


def read_sheet(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# add


def test_add_tells_each_file_in_a_line_and_sums_up_beside_the_results(
    run: Run, tmp_path: Path
) -> None:
    write_issues(tmp_path / "周报")
    ran = run("add", str(tmp_path / "周报"), archive=tmp_path / "档案")

    assert ran.code == 0
    lines = ran.out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("收录  2022年第1期（总第101期）  ")
    assert lines[0].endswith("2022-01.txt")
    assert ran.err == "共 4 个文件：收录 4\n"


def test_adding_again_changes_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    write_issues(tmp_path / "周报")
    run("add", str(tmp_path / "周报"), archive=tmp_path / "档案")
    again = run("add", str(tmp_path / "周报"), archive=tmp_path / "档案")

    assert (again.code, again.err) == (0, "共 4 个文件：未变 4\n")


def test_a_file_that_cannot_be_read_is_told_with_a_remedy_and_the_rest_is_added(
    run: Run, tmp_path: Path
) -> None:
    write_issues(tmp_path / "周报")
    (tmp_path / "周报" / "坏.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 50)
    ran = run("add", str(tmp_path / "周报"), archive=tmp_path / "档案")

    assert ran.code == 2
    assert "收录 4" in ran.err
    assert "失败 1" in ran.err
    (failed,) = [line for line in ran.out.splitlines() if line.startswith("失败")]
    assert "坏.docx：" in failed
    assert "提示：" in ran.out


def test_quiet_add_speaks_of_what_went_wrong_alone(run: Run, tmp_path: Path) -> None:
    write_issues(tmp_path / "周报")
    (tmp_path / "周报" / "空.txt").write_bytes(b"")
    ran = run("add", "--quiet", str(tmp_path / "周报"), archive=tmp_path / "档案")

    assert (ran.code, ran.out) == (2, "")
    assert "空.txt" in ran.err
    assert "2022-01.txt" not in ran.err


def test_a_path_that_does_not_exist_is_an_error(run: Run, tmp_path: Path) -> None:
    ran = run("add", str(tmp_path / "没有"), archive=tmp_path / "档案")

    assert ran.code == 2
    assert "没有" in ran.out


def test_an_archive_among_the_folders_is_said_to_be_left_alone(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    ran = run("add", str(archive), archive=tmp_path / "档案")

    assert (ran.code, ran.out) == (1, "")
    assert f"略过  {archive}：这个文件夹本身是一个档案" in ran.err


def test_an_empty_folder_is_nothing_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    ran = run("add", str(tmp_path / "空"), archive=tmp_path / "档案")

    assert (ran.code, ran.err) == (1, "没有找到可收录的文件\n")


@pytest.mark.parametrize("words", [("rebuild",), ("add", "周报")])
def test_an_archive_that_cannot_be_written_says_so_and_what_to_do(
    read_only: Path, words: tuple[str, ...]
) -> None:
    ran = run_without_rights(read_only, *words)

    assert (ran.code, ran.out) == (2, "")
    assert f"错误：档案不能写入：{read_only}（没有权限）\n提示：" in ran.err
    assert "写权限" in ran.err


def test_an_archive_that_cannot_be_written_is_searched_in_an_index_beside_it(
    archive: Path, read_only: Path
) -> None:
    before = run_without_rights(archive, "search", "白名单")
    first = run_without_rights(read_only, "search", "白名单")
    again = run_without_rights(read_only, "search", "白名单")

    assert (first.code, first.out.split("档案不能")[0]) == (0, before.out)
    assert f"检索用的是另建在 {read_only}.cache" in first.out
    assert again == first
    assert run_without_rights(read_only, "search", "查无此词").code == 1


def test_without_a_cache_the_index_of_a_read_only_archive_goes_with_the_process(
    read_only: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    Path(f"{read_only}.cache").write_bytes(b"in the way")

    ran = run_without_rights(read_only, "search", "白名单")

    assert ran.code == 0
    assert f"另建在 {tmp_path / 'tmp'}" in ran.out
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.usefixtures("read_only")  # which skips where permissions do not hold
def test_a_folder_without_permission_is_an_error_beside_what_was_added(
    archive: Path, tmp_path: Path
) -> None:
    inbox = tmp_path / "周报"
    shutil.copytree(archive.parent / "周报", inbox)
    (inbox / "下").mkdir(mode=0o000)
    ran = run_without_rights(tmp_path / "新档案", "add", str(inbox))
    (inbox / "下").chmod(0o755)

    assert ran.code == 2
    assert f"失败  {inbox / '下'}：文件夹打不开（没有权限）" in ran.out
    assert "收录 4，失败 1" in ran.err


# without an archive, and mistakes


@pytest.mark.parametrize(
    "words",
    [["search", "白名单"], ["figures"], ["timeline"], ["status"], ["show", "1"], ["rebuild"]],
)
def test_without_an_archive_the_user_is_told_to_add(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    ran = run(*words, archive=tmp_path / "没有")

    assert ran.code == 2
    assert ran.out == ""
    assert "还没有档案" in ran.err
    assert "zhoubao add" in ran.err
    assert not (tmp_path / "没有").exists()


def test_a_mistyped_command_is_an_error_with_the_nearest_one(run: Run) -> None:
    ran = run("serch", "白名单")

    assert ran.code == 2
    assert ran.err.startswith("错误：没有命令“serch”\n提示：是不是 zhoubao search？")


def test_a_date_that_is_none_is_an_error_that_names_the_option(run: Run) -> None:
    ran = run("figures", "--from", "大前年")

    assert ran.code == 2
    assert ran.err.startswith("错误：--from：")


def test_dates_in_the_wrong_order_are_an_error(run: Run) -> None:
    ran = run("figures", "--from", "2023", "--to", "2022")

    assert ran.code == 2
    assert "晚于" in ran.err


# figures


def test_a_sheet_has_for_each_figure_what_leads_back_to_its_sentence(run: Run) -> None:
    ran = run("figures", "受理", "--format", "csv")
    rows = read_sheet(ran.out)

    assert ran.code == 0
    assert ran.out.startswith("\ufeff期号,")
    first = rows[0]
    assert (first["期号"], first["总期号"]) == ("2022年第1期（总第101期）", "101")
    assert (first["报告期起"], first["报告期止"]) == ("2022-01-03", "2022-01-07")
    assert (first["指标"], first["数值"], first["单位"]) == ("受理", "301", "件")
    assert (first["时段"], first["原文"], first["章节"]) == ("本周", "301件", "一/（一）")
    assert first["句子"] == "本周，综合窗口受理301件；今年以来，累计受理301件。"
    assert [row["数值"] for row in rows] == "301 301 302 603 303 909 305 1520".split()


def test_a_series_has_one_row_per_issue_and_checks_the_totals(run: Run) -> None:
    ran = run("figures", "受理", "--series", "--format", "csv")
    rows = read_sheet(ran.out)

    assert [(row["期"], row["本周"], row["今年以来"], row["核对"]) for row in rows] == [
        ("1", "301", "301", "一致"),
        ("2", "302", "603", "一致"),
        ("3", "303", "909", "不一致"),
        ("", "", "", ""),
        ("5", "305", "1520", "无法核对"),
    ]
    assert rows[2]["累计差额"] == "3"
    assert (rows[3]["载缺"], rows[3]["缺期"]) == ("缺期", "总第104期")


def test_of_many_series_a_table_shows_the_longest_and_a_sheet_all(run: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        places = [f"{name}窗口" for name in "甲乙丙丁戊己庚"][: 7 if number == 1 else 1]
        lines = "".join(f"本周，{place}受理{number}{i}件。\n" for i, place in enumerate(places, 1))
        week = dict(WEEKS[number - 1])
        page = ISSUE.format(**week, whole=number, week=5, total=5).split("一、")[0]
        (tmp_path / f"{number}.txt").write_text(
            f"{page}一、办件情况\n{lines}二、其他\n第{number}次例会已经开过。\n", encoding="utf-8"
        )
    archive = tmp_path / "档案"
    assert run("add", str(tmp_path), archive=archive).code == 0

    table = run("figures", "受理", "--series", archive=archive).out
    sheet = read_sheet(run("figures", "受理", "--series", "--format", "csv", archive=archive).out)

    assert table.index("甲窗口") < table.index("乙窗口")
    assert "共 7 个序列，这里列出数值最多的 5 个，还有 2 个" in table
    assert table.count("本周") == 5
    assert len({row["口径"] for row in sheet}) == 7
    everything = run("figures", "受理", "--series", "--limit", "99", archive=archive).out
    assert everything.count("本周") == 7


def test_a_table_of_a_series_shows_the_check_and_the_coverage(run: Run) -> None:
    out = run("figures", "受理", "--series").out

    assert "差 +3" in out
    assert out.splitlines()[-1].endswith("共 4 期，其间缺 1 期（总第 104 期）")


def test_filters_narrow_figures_by_time_and_kind_of_period(run: Run) -> None:
    ran = run(
        "figures",
        "--period",
        "本周",
        "--from",
        "2022-01-10",
        "--to",
        "2022-01",
        "--format",
        "jsonl",
    )
    rows = [json.loads(line) for line in ran.out.splitlines()]

    assert [row["value"] for row in rows] == ["302", "303", "305"]
    assert {row["period_kind"] for row in rows} == {"week"}


def test_programs_get_the_same_columns_whatever_a_series_holds(run: Run) -> None:
    def keys(*words: str) -> list[str]:
        out = run("figures", *words, "--series", "--format", "jsonl").out
        return list(json.loads(out.splitlines()[0]))

    assert keys("受理") == keys("受理", "--period", "本周")
    assert {"week", "year_to_date", "month", "earlier", "value"} <= set(keys("受理"))
    sheet = run("figures", "受理", "--series", "--period", "本周", "--format", "csv").out
    assert "当月" not in sheet


@pytest.mark.parametrize("command", ["figures", "timeline", "search"])
def test_a_department_may_be_asked_for_by_a_short_name(run: Run, command: str) -> None:
    words = ["白名单"] if command == "search" else []
    ran = run(command, *words, "--department", "生态环境局")

    # no figure there is a department's
    assert ran.code == (1 if command == "figures" else 0)


def test_limit_says_how_many_there_are_in_all(run: Run) -> None:
    ran = run("figures", "受理", "--limit", "2")

    assert len(ran.out.split("\n\n")[0].splitlines()) == 3
    assert "共 8 条，这里列出 2 条" in ran.out


def test_no_figure_found_says_what_was_asked_what_is_near_and_what_was_covered(run: Run) -> None:
    ran = run("figures", "受里")

    assert (ran.code, ran.out) == (1, "")
    assert "没有找到数据。查的是：口径、指标、单位、机构里有“受里”" in ran.err
    assert "受理" in ran.err
    assert "共 4 期" in ran.err


def test_an_empty_list_is_still_a_list_for_programs(run: Run) -> None:
    ran = run("figures", "没有的指标", "--format", "json")

    assert ran.code == 1
    assert json.loads(ran.out)["rows"] == []


# timeline and catalogues


def test_a_timeline_is_in_order_and_leaves_uncertain_dates_uncertain(run: Run) -> None:
    ran = run("timeline", "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]

    dated = [row["date"] for row in rows if row["date"]]
    assert dated == ["2022-01-05", "2022-01-11", "2022-01-18", "2022-02-01"]
    vague = [row for row in rows if not row["date"]]
    assert [(row["date_printed"], row["start"]) for row in vague] == [("近期", None)]
    assert len(vague[0]["reports"]) == 4


def test_a_timeline_without_a_hit_is_nothing_found(run: Run) -> None:
    ran = run("timeline", "登月")

    assert (ran.code, ran.out) == (1, "")
    assert "没有找到事件。查的是：句子或机构里有“登月”" in ran.err


@pytest.mark.parametrize(
    ("command", "words"),
    [("indicators", "受理"), ("departments", "生态环境局"), ("documents", "白名单")],
)
def test_a_catalogue_lists_what_the_archive_holds(run: Run, command: str, words: str) -> None:
    ran = run(command, words)

    assert ran.code == 0
    assert words in ran.out
    assert "共 4 期" in ran.out


@pytest.mark.parametrize(
    ("command", "asked", "near"),
    [
        ("indicators", "受里", "受理"),
        ("departments", "生态环景局", "生态环境局"),
        ("documents", "危险费物", "危险废物"),
        ("timeline", "白名但", "白名单"),
    ],
)
def test_a_list_without_a_hit_names_what_is_near(
    run: Run, command: str, asked: str, near: str
) -> None:
    ran = run(command, asked)

    assert (ran.code, ran.out) == (1, "")
    (line,) = [line for line in ran.err.splitlines() if "相近的有" in line]
    assert asked in line
    assert near in line
    assert "共 4 期" in ran.err


@pytest.mark.parametrize("command", ["figures", "timeline", "indicators"])
def test_a_department_that_nobody_knows_is_answered_with_those_that_are_near(
    run: Run, command: str
) -> None:
    ran = run(command, "--department", "生态环景局")

    assert ran.code == 1
    assert "没有机构“生态环景局”，相近的有：" in ran.err
    assert "生态环境局" in ran.err


def test_the_brackets_of_vague_days_are_explained_only_where_they_are_shown(run: Run) -> None:
    assert "〔〕里的起止" in run("timeline").out
    assert "〔〕里的起止" not in run("timeline", "--format", "csv").err


# show


@pytest.mark.parametrize("name", ["103", "2022-3", "总第103期", "2022年第3期", "2022第3期"])
def test_an_issue_is_shown_by_any_of_its_numbers(run: Run, name: str) -> None:
    ran = run("show", name)

    assert ran.code == 0
    assert ran.out.startswith("2022年第3期（总第103期） 2022-01-17—01-21\n")
    assert "受理303件" in ran.out


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose first issue of 2023 is the second one of all."""
    folder = tmp_path_factory.mktemp("years")
    days = {"period": "1月2日—1月6日", "day": "1月5日", "week": 1, "total": 1}
    older = ISSUE.format(number=2, whole=1, published="2022年1月10日", **days)
    newer = ISSUE.format(number=2, whole=2, published="2023年1月9日", **days)
    (folder / "1.txt").write_text(older, encoding="utf-8")
    newer = newer.replace("2022年第", "2023年第").replace("市商务局召开外贸", "市应急局举办安全")
    (folder / "2.txt").write_text(newer, encoding="utf-8")
    assert main(["--archive", str(folder / "档案"), "--quiet", "add", str(folder)]) == 0
    return folder / "档案"


def test_a_number_of_several_years_is_answered_with_all_of_them(run: Run, two_years: Path) -> None:
    ran = run("show", "第2期", archive=two_years)

    assert (ran.code, ran.out) == (2, "")
    assert "“第2期”可以是 2 期：\n  2022-2  2022年第2期（总第1期）" in ran.err
    assert "\n  2023-2  2023年第2期（总第2期）" in ran.err


def test_a_bare_number_is_a_whole_number_and_that_is_said(run: Run, two_years: Path) -> None:
    bare = run("show", "2", archive=two_years)
    plain = run("show", "总第2期", archive=two_years)

    assert bare.out == plain.out
    assert bare.out.startswith("2023年第2期（总第2期）")
    assert "“2”读作总第2期" in bare.err
    assert plain.err == ""


@pytest.mark.parametrize("path", ["一/（一）", "一/(一)", "一/一", "综合窗口办件情况"])
def test_a_section_is_shown_by_its_path_in_any_brackets_or_by_its_heading(
    run: Run, path: str
) -> None:
    ran = run("show", "103", path)

    assert "受理303件" in ran.out
    assert "一、窗口运行情况" in ran.out
    assert "工作动态" not in ran.out


def test_a_section_that_is_not_there_is_answered_with_those_that_are(run: Run) -> None:
    ran = run("show", "103", "九")

    assert (ran.code, ran.out) == (1, "")
    assert "  二  二、工作动态\n  二/1 到 二/2\n" in ran.err


def test_a_section_is_shown_by_words_that_only_its_heading_has(run: Run) -> None:
    assert "受理303件" in run("show", "103", "办件情况").out
    assert run("show", "103", "情况").code == 1  # two headings have it


def test_an_issue_that_is_not_there_is_nothing_found(run: Run) -> None:
    ran = run("show", "999")

    assert (ran.code, ran.out) == (1, "")
    assert "没有收录这一期：999" in ran.err


def test_the_original_is_the_very_file(run: Run, archive: Path) -> None:
    kept = Path(run("show", "103", "--original").out.strip())

    assert kept.read_bytes() == (archive.parent / "周报" / "2022-03.txt").read_bytes()


def test_an_issue_as_json_is_format_one(run: Run) -> None:
    data = json.loads(run("show", "103", "--format", "json").out)

    assert data["format"] == 1
    assert data["masthead"]["whole_number"] == 103


# search


def test_search_shows_issue_place_and_marked_words_and_what_was_covered(run: Run) -> None:
    ran = run("search", "危险废物", "白名单", "--limit", "1", "--order", "oldest")
    lines = ran.out.splitlines()

    assert ran.code == 0
    assert lines[0] == "2022年第1期（总第101期） 2022-01-03—01-07"
    assert lines[1] == "  二、工作动态 › 1"
    assert "【危险废物】" in lines[2]
    assert "【白名单】" in lines[2]
    assert lines[-1].startswith("共 4 期 4 处，首见 2022-1，末见 2022-5，这里列出 1 处")
    assert lines[-1].endswith("共 4 期，其间缺 1 期（总第 104 期）")


def test_a_copy_of_an_archive_is_searched_like_the_archive(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    shutil.copytree(archive, tmp_path / "副本")

    copy = run("search", "白名单", archive=tmp_path / "副本")

    assert (copy.code, copy.out) == (0, run("search", "白名单").out)


def test_a_word_with_a_minus_is_left_out(run: Run) -> None:
    assert run("search", "座谈会", "-白名单").code == 0
    assert run("search", "危险废物", "-白名单").code == 1


def test_a_quoted_phrase_finds_those_very_characters(run: Run) -> None:
    assert run("search", "“危险废物转移”").code == 0
    assert run("search", "“危险废物白名单”").code == 1


def test_search_gives_rows_to_programs(run: Run) -> None:
    data = json.loads(run("search", "座谈会", "--format", "json", "--from", "2022-01-17").out)

    assert {row["issue"] for row in data["rows"]} == {"2022-3", "2022-5"}
    assert data["total"] == 2
    assert data["coverage"]["issues"] == 2
    assert "【座谈会】" in data["rows"][0]["snippet"]


def test_an_empty_search_says_how_it_was_read_and_what_was_searched(run: Run) -> None:
    ran = run("search", "登月计划书")

    assert (ran.code, ran.out) == (1, "")
    assert "没有找到" in ran.err
    assert "查询读作" in ran.err
    assert "登月计划书" in ran.err
    assert "共 4 期" in ran.err


def test_a_slip_in_the_query_is_an_error_and_no_empty_answer(run: Run) -> None:
    ran = run("search", "(白名单")

    assert ran.code == 2
    assert ran.err.startswith("错误：")


def test_explain_says_how_the_query_was_read(run: Run) -> None:
    assert "查询读作" in run("search", "白名单", "--explain").err


@pytest.mark.parametrize("word", ["白名单", "闻所未闻"])
def test_explain_says_what_was_looked_up_whether_found_or_not(run: Run, word: str) -> None:
    assert f"查找：\n  原文含“{word}”：" in run("search", word, "--explain").err


# status, parse, rebuild


def test_status_counts_what_is_held_and_names_what_is_missing(run: Run) -> None:
    out = run("status").out

    assert "共 4 期，其间缺 1 期（总第 104 期）" in out


def test_the_status_can_be_had_as_a_sheet_and_as_a_line(run: Run) -> None:
    sheet = {row["项目"]: row["数值"] for row in read_sheet(run("status", "--format", "csv").out)}
    (line,) = run("status", "--format", "jsonl").out.splitlines()

    assert (sheet["收录期数"], sheet["缺的期数"], sheet["文件：收录"]) == ("4", "1", "4")
    assert json.loads(line) == json.loads(run("status", "--format", "json").out)


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2022"),
        ("--files", "--department", "商务局"),
        ("--files", "--problems"),
    ],
)
def test_status_refuses_an_option_that_would_change_nothing(
    run: Run, words: tuple[str, ...]
) -> None:
    ran = run("status", *words)

    assert (ran.code, ran.out) == (2, "")
    assert "不能" in ran.err


def test_documents_and_problems_are_narrowed_by_the_department_beside_them(run: Run) -> None:
    everywhere = run("documents", "--format", "csv")
    beside = run("documents", "--department", "市生态环境局", "--format", "csv")
    elsewhere = run("documents", "--department", "市商务局")

    # the second item names 市商务局 and cites nothing
    assert beside.out == everywhere.out
    assert (elsewhere.code, elsewhere.out) == (1, "")
    assert "机构 市商务局" in elsewhere.err
    assert run("status", "--problems", "--department", "市商务局").code == 1


def test_status_lists_files_with_what_became_of_them(run: Run) -> None:
    rows = read_sheet(run("status", "--files", "--format", "csv").out)

    assert [row["结果"] for row in rows] == ["收录"] * 4


def test_parse_needs_no_archive(run: Run, archive: Path, tmp_path: Path) -> None:
    file = archive.parent / "周报" / "2022-03.txt"
    data = json.loads(run("parse", str(file), "--json", archive=tmp_path / "没有").out)
    page = run("parse", str(file), archive=tmp_path / "没有").out

    assert data["masthead"]["number"] == 3
    assert [figure["value"] for figure in data["figures"]] == ["303", "909"]
    assert "总期号：103" in page


def test_parse_says_so_when_nothing_was_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "便条.txt").write_text("你好\n", encoding="utf-8")

    assert "便条.txt\n  没有读出刊头和版记\n" in run("parse", str(tmp_path / "便条.txt")).out


def test_parse_tells_why_a_file_cannot_be_read(run: Run, tmp_path: Path) -> None:
    ran = run("parse", str(tmp_path / "没有.txt"))

    assert (ran.code, ran.out) == (2, "")
    assert "没有.txt" in ran.err
    assert "提示：" in ran.err


def test_after_a_rebuild_the_same_is_found(run: Run) -> None:
    before = run("search", "白名单").out
    rebuilt = run("rebuild")

    assert rebuilt.code == 0
    assert "共 4 期" in rebuilt.err
    assert run("search", "白名单").out == before


# where the output goes


def test_output_goes_to_the_file_whole_and_with_a_mark_for_excel(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "数据.csv"
    ran = run("figures", "受理", "--format", "csv", "--output", str(sheet))

    assert (ran.code, ran.out) == (0, "")
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in sheet.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["数据.csv"]


def test_a_place_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    ran = run("figures", "受理", "--output", str(tmp_path / "没有" / "数据.csv"))

    assert ran.code == 2
    assert "数据.csv：没有这个文件或文件夹\n" in ran.err
    assert "写不进" in ran.err


def test_output_follows_a_link_and_never_replaces_a_device(run: Run, tmp_path: Path) -> None:
    (tmp_path / "真.csv").write_text("旧", encoding="utf-8")
    link = tmp_path / "链接.csv"
    link.symlink_to(tmp_path / "真.csv")
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run("departments", "--output", str(link))
        run("departments", "--output", str(pipe))
        received = os.read(reader, 100_000).decode("utf-8")
    finally:
        os.close(reader)

    assert link.is_symlink()
    assert link.read_text(encoding="utf-8") == received
    assert received.startswith("规范名称")
    assert pipe.is_fifo()


@pytest.mark.parametrize("words", [("add", ""), ("departments", "--output", ""), ("parse", "")])
def test_an_empty_path_is_an_error(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)

    assert ran.code == 2
    assert "没有写路径" in ran.err


def test_words_are_utf8_even_where_the_locale_knows_nothing_of_it(run: Run) -> None:
    asked = os.fsdecode("白名单".encode()).encode("utf-8").decode("ascii", "surrogateescape")

    assert run("search", asked).out == run("search", "白名单").out
    assert run("检索".encode().decode("ascii", "surrogateescape"), asked).code == 0
    ran = run("search", "白".encode("gbk").decode("ascii", "surrogateescape"))
    assert ran.code == 2
    assert "命令行应当是 UTF-8 编码" in ran.err


def test_a_closed_output_is_no_crash(archive: Path) -> None:
    line = f'"{sys.executable}" -m archive --archive "{archive}" departments >&-'
    ran = subprocess.run(
        ["bash", "-c", line], capture_output=True, cwd=ROOT, check=False, timeout=60
    )

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_pipes_are_utf8_in_any_locale_and_carry_the_answer_alone(archive: Path) -> None:
    ran = run_process(["--archive", str(archive), "figures", "受理", "--format", "csv"])

    assert ran.returncode == 0
    assert ran.stdout.decode("utf-8").startswith("\ufeff期号,年")
    assert "共 8 条" in ran.stderr.decode("utf-8")
    assert b"\x1b" not in ran.stdout + ran.stderr


def test_a_console_that_cannot_show_chinese_does_not_fail(archive: Path) -> None:
    # what a terminal of another encoding does, without a terminal
    code = (
        "import io, sys; sys.stdout = io.TextIOWrapper(io.BytesIO(), 'latin-1')\n"
        "sys.stdout.isatty = lambda: True\n"
        "from archive.cli import main\n"
        f"sys.exit(main(['--archive', {str(archive)!r}, 'show', '103']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_reader_that_stops_reading_is_no_error(archive: Path) -> None:
    line = f'"{sys.executable}" -m archive --archive "{archive}" figures | head -n 1'
    for _ in range(3):
        ran = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line}"],
            capture_output=True,
            cwd=ROOT,
            check=False,
            timeout=60,
        )
        assert (ran.returncode, ran.stderr) == (0, b"")


def test_add_is_done_even_if_nobody_reads_its_lines(tmp_path: Path) -> None:
    write_issues(tmp_path / "周报")
    line = f'"{sys.executable}" -m archive --archive "{tmp_path}/档案"'
    ran = subprocess.run(
        ["bash", "-c", f'set -o pipefail; {line} add "{tmp_path}/周报" | true; {line} show 105'],
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert ran.returncode == 0
    assert "收录 4" in ran.stderr.decode("utf-8")
    assert "受理305件" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_stops_an_add_with_130_and_keeps_what_was_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "周报").mkdir()
    for number in range(1, 121):
        week = date(2022, 1, 3) + timedelta(weeks=number)
        text = ISSUE.format(
            number=number,
            period=f"{week.month}月{week.day}日—{week.month}月{week.day}日",
            published=f"{week.year}年{week.month}月{week.day}日",
            day=f"{week.month}月{week.day}日",
            whole=number,
            week=number,
            total=number,
        )
        (tmp_path / "周报" / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "archive", "--archive", str(tmp_path / "档案"), "add", "周报"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        bufsize=0,  # what is read ahead by a line would be lost to communicate
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=60)

    told = [line for line in (first + rest).decode("utf-8").splitlines() if "收录" in line]
    held = run("status", "--files", "--format", "jsonl", archive=tmp_path / "档案").out.splitlines()
    assert process.returncode == 130
    assert "已中断。报告过“收录”的都已存好" in err.decode("utf-8")
    assert 1 <= len(told) < 120
    assert len(held) == len(told)


def test_help_is_had_without_loading_what_only_commands_need() -> None:
    code = (
        "import sys; from archive.cli import main; main(['search', '--help']); main(['--help'])\n"
        "heavy = {'rich', 'whoosh', 'jieba', 'sqlite3', 'lxml', 'pypdfium2', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, timeout=60
    )

    assert ran.stderr.strip() == b"[]"
