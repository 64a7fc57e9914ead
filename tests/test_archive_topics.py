"""Saved topics: kept, looked up, and what the last add brought for each."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.cli import main
from tests.pages import write_page
from tests.test_archive_cli import Ran, read_sheet

Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on an archive of issues 1 and 2 of 2021."""

    def run_command(*words: str) -> Ran:
        capsys.readouterr()
        code = main(["--archive", str(tmp_path / "档案"), *words])
        return Ran(code, *capsys.readouterr())

    for number in (1, 2):
        write_page(tmp_path / "周报", number)
    assert run_command("add", str(tmp_path / "周报")).code == 0
    return run_command


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that the tests of this module leave as it is."""
    folder = tmp_path_factory.mktemp("topics")
    write_page(folder / "周报", 1)
    assert main(["--archive", str(folder / "档案"), "--quiet", "add", str(folder / "周报")]) == 0
    return folder / "档案"


@pytest.fixture
def more(run: Run, tmp_path: Path) -> Callable[..., None]:
    """Add further issues."""

    def add(*numbers: int) -> None:
        for number in numbers:
            write_page(tmp_path / "周报", number)
        assert run("add", str(tmp_path / "周报")).code == 0

    return add


def test_a_topic_is_saved_listed_and_removed(run: Run) -> None:
    saved = run("topic", "add", "危废", "危险废物 OR 白名单")
    (row,) = read_sheet(run("topic", "list", "--format", "csv").out)
    removed = run("topic", "remove", "危废")

    assert (saved.code, saved.out) == (0, "")
    assert saved.err == ("已存下主题“危废”：含“危险废物”，或含“白名单”；现有 1 期 1 处\n")
    assert (row["主题"], row["查询"], row["命中处数"], row["首见"], row["2021年"]) == (
        "危废",
        "危险废物 OR 白名单",
        "1",
        "2021年第2期",
        "1",
    )
    assert (removed.code, removed.err) == (0, "已去掉主题“危废”\n")
    assert run("topic", "list").code == 1


def test_the_query_may_be_several_words_with_a_minus(run: Run) -> None:
    run("topic", "add", "审批", "综合窗口", "-清单")

    (row,) = json.loads(run("topic", "list", "--format", "json").out)["rows"]
    assert row["query"] == "综合窗口 -清单"


def test_a_slip_in_the_query_is_told_at_once_and_nothing_is_saved(run: Run) -> None:
    ran = run("topic", "add", "坏", "(白名单")

    assert (ran.code, ran.out) == (2, "")
    assert "检索式第 1 个字：括号没有闭合" in ran.err
    assert run("topic", "list").code == 1


def test_a_name_is_given_once(run: Run) -> None:
    run("topic", "add", "危废", "危险废物")
    again = run("topic", "add", "危废", "白名单")

    assert again.code == 2
    assert "已有主题“危废”：危险废物\n提示：换一个名称" in again.err


def test_new_is_what_the_last_add_brought_for_each_topic(
    run: Run, more: Callable[..., None]
) -> None:
    run("topic", "add", "综窗", "综合窗口")
    run("topic", "add", "危废", "危险废物")
    more(3, 4)
    ran = run("topic", "new")

    assert ran.code == 0
    assert ran.out.startswith("主题“综窗”：2 期 2 处\n\n2021年第4期")
    assert "2021年第2期" not in ran.out
    assert re.search(
        r"^上次收录是 \d{4}-\d\d-\d\d \d\d:\d\d，带来 2 期（2021-3—2021-4）；"
        r"没有新内容的主题：危废。$",
        ran.out,
        re.M,
    )


def test_an_add_that_brings_nothing_leaves_what_is_new(run: Run, more: Callable[..., None]) -> None:
    run("topic", "add", "综窗", "综合窗口")
    more(3)
    more()

    rows = json.loads(run("topic", "new", "--format", "json").out)["rows"]
    assert [(row["topic"], row["issue"]) for row in rows] == [("综窗", "2021-3")]


def test_topics_and_what_is_new_outlive_a_rebuild(run: Run, more: Callable[..., None]) -> None:
    run("topic", "add", "综窗", "综合窗口")
    more(3)
    before = run("topic", "new").out
    run("rebuild")

    assert run("topic", "new").out == before


def test_nothing_new_is_nothing_found(run: Run, more: Callable[..., None]) -> None:
    run("topic", "add", "危废", "危险废物")
    more(5)
    ran = run("topic", "new")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("各主题都没有新内容。上次收录是 ")


def test_what_is_new_can_be_asked_for_one_topic_and_cut(
    run: Run, more: Callable[..., None]
) -> None:
    run("topic", "add", "综窗", "综合窗口")
    run("topic", "add", "清单", "材料清单")
    more(3, 4, 5)

    one = json.loads(run("topic", "new", "清单", "--limit", "2", "--format", "json").out)
    assert {row["topic"] for row in one["rows"]} == {"清单"}
    assert (len(one["rows"]), one["total"], one["added_issues"]) == (
        2,
        3,
        ["2021-3", "2021-4", "2021-5"],
    )


def test_a_topic_is_searched_like_its_query(run: Run) -> None:
    run("topic", "add", "综窗", "综合窗口")

    shown, searched = run("topic", "show", "综窗"), run("search", "综合窗口")
    assert (shown.code, shown.out) == (0, searched.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "缺少主题的名称"),
        (("add", "危废"), "主题“危废”还没有查询"),
        (("add", "字" * 31, "白名单"), "最多 30 个字"),
        (("add", "危废", "白名单", "--from", "2021"), "topic add 不用 --from"),
        (("remove", "没有"), "没有主题“没有”"),
        (("show", "没有"), "没有主题“没有”"),
        (("list", "危废"), "多出了“危废”"),
        (("lst",), "没有“lst”，最接近的是 list"),
        ((), "缺少动作"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(
    untouched: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code = main(["--archive", str(untouched), "topic", *words])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("action", ["new", "list"])
def test_without_topics_it_is_said_how_to_save_one(
    untouched: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert main(["--archive", str(untouched), "topic", action]) == 1
    assert "zhoubao topic add" in capsys.readouterr().err
