"""One issue in two files: the better reading is kept, and numbers that differ are told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.cli import main
from archive.ingest import add_files
from archive.layout import Layout
from archive.records import Filter, Outcome
from archive.sources import Reading, find_advantage, find_differences
from archive.store import Store
from parser.model import Block, Issue, Problem
from parser.parse import parse_issue
from tests.pages import make_page, write_page

PAGE = make_page(3, whole=103)


def read(page: str = PAGE, **changes: Any) -> Reading:
    issue = parse_issue(page.encode("utf-8"), name="a.txt")
    return Reading(issue=replace(issue, **changes))


def issue_of(reading: Reading) -> Issue:
    return reading.issue


def with_problems(*codes: str) -> Reading:
    reading = read()
    more = tuple(Problem(code=code, message="页") for code in codes)
    return Reading(issue=replace(reading.issue, problems=(*reading.issue.problems, *more)))


def with_table() -> Reading:
    reading = read()
    table = Block(text="受理\t321", kind="table", rows=(("事项", "件"), ("受理", "321")))
    return Reading(issue=replace(reading.issue, blocks=(*reading.issue.blocks, table)))


# -- which is better ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse", "why"),
    [
        (read(), with_problems("page_unreadable"), "读不出的部分少（0 处，原来 1 处）"),
        (with_table(), read(), "表格的行列更全（1 个表，原来 0 个）"),
        (read(), with_problems("bold_lost"), "疑点少"),
        (read(PAGE + "3." + "市水利局检查沿江堤防。" * 9), read(), "文字更全"),
        # what was lost counts before tables
        (read(), Reading(issue=with_problems("text_missing").issue), "读不出的部分少"),
    ],
)
def test_the_better_reading_is_the_same_whichever_came_first(
    better: Reading, worse: Reading, why: str
) -> None:
    assert why in (find_advantage(better, worse) or "")
    assert find_advantage(worse, better) is None


def test_of_two_equal_readings_the_first_stays() -> None:
    assert find_advantage(read(), read()) is None


# -- what they differ in -----------------------------------------------------------------------


def differences(kept: str, other: str) -> list[tuple[str | None, str | None]]:
    found = find_differences(read(kept), read(other), key="2021-3", path="b.txt")
    return [(one.printed, one.other) for one in found]


def test_a_number_that_differs_is_told_with_both_its_values() -> None:
    assert differences(PAGE, PAGE.replace("受理321件", "受理312件")) == [("321件", "312件")]


def test_spaces_and_widths_of_numbers_make_no_difference() -> None:
    assert differences(PAGE, PAGE.replace("受理321件", "受理３２１ 件")) == []


def test_a_number_whose_sentence_the_other_file_lacks_counts_once() -> None:
    more = PAGE.replace("二、工作动态", "（二）专窗。本周，专窗受理77件。\n\n二、工作动态")

    assert differences(more, PAGE) == [("77件", None)]
    assert differences(PAGE, more) == [(None, "77件")]


# -- in the archive ----------------------------------------------------------------------------


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout.create(tmp_path / "archive")


def add(layout: Layout, *paths: Path) -> list[Outcome]:
    return list(add_files(layout, paths, jobs=1))


def write_both(inbox: Path) -> tuple[Path, Path]:
    """The same issue with bytes that are no characters, and without; 321 is 312 in the first."""
    worse, better = inbox / "a.txt", inbox / "b.txt"
    inbox.mkdir()
    worse.write_bytes(PAGE.replace("321", "312").encode("gb18030") + "受理".encode("gb18030")[:3])
    better.write_text(PAGE, encoding="utf-8")
    return worse, better


@pytest.mark.parametrize("turned", [False, True])
def test_two_files_of_an_issue_are_one_issue_read_from_the_better_file(
    layout: Layout, tmp_path: Path, turned: bool
) -> None:
    worse, better = write_both(tmp_path / "周报")
    first, second = (better, worse) if turned else (worse, better)

    outcomes = [*add(layout, first), *add(layout, second)]

    assert [outcome.issue for outcome in outcomes] == ["2021-3", "2021-3"]
    assert outcomes[1].status == ("duplicate" if turned else "replaced")
    with Store.open(layout.database) as store:
        (issue,) = store.issues()
        files = {Path(file.path).name: file for file in store.files_of("2021-3")}
        printed = {row.figure.printed for row in store.figures(Filter(words=("受理",)))}
        (difference,) = store.trail.differences()
    assert issue.source_name == "b.txt"
    assert "321件" in printed
    assert "312件" not in printed
    assert {name: file.status for name, file in files.items()} == {
        "b.txt": "held",
        "a.txt": "duplicate",
    }
    assert "有 1 个数与它不同（采用的是“321件”，这份是“312件”）" in (files["a.txt"].message or "")
    assert all((layout.root / (file.original or "")).is_file() for file in files.values())
    assert (difference.issue, difference.path) == ("2021-3", str(worse))
    assert (difference.printed, difference.other) == ("321件", "312件")
    assert difference.sentence.startswith("本周，综合窗口共受理")


def test_why_the_other_file_was_taken_is_told(layout: Layout, tmp_path: Path) -> None:
    worse, better = write_both(tmp_path / "周报")
    add(layout, worse)

    (outcome,) = add(layout, better)

    assert "与“a.txt”是同一期，改用这一份：读不出的部分少" in (outcome.message or "")
    assert {o.status for o in add(layout, worse, better)} == {"same"}


def test_show_tells_of_numbers_that_another_file_of_the_issue_prints_otherwise(
    layout: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worse, better = write_both(tmp_path / "周报")
    add(layout, better)
    assert main(["--archive", str(layout.root), "show", "2021-3"]) == 0
    assert "另一份" not in capsys.readouterr().err
    add(layout, worse)

    assert main(["--archive", str(layout.root), "show", "2021-3"]) == 0

    said = "".join(capsys.readouterr().err.split())
    assert "a.txt里的数与这里不同" in said
    assert "这里“321件”，那份“312件”：本周，综合窗口共受理321件" in said


def test_a_second_file_that_was_corrected_differs_no_more(layout: Layout, tmp_path: Path) -> None:
    worse, better = write_both(tmp_path / "周报")
    add(layout, better, worse)
    worse.write_bytes(PAGE.encode("gb18030"))

    add(layout, worse)

    with Store.open(layout.database) as store:
        assert store.trail.differences() == ()


def test_a_corrected_print_stands_beside_the_first_and_says_so(
    layout: Layout, tmp_path: Path
) -> None:
    write_page(tmp_path, 3, name="2021年第3期.txt")
    again = make_page(3).replace("321", "331").replace("政务服务周报", "政务服务周报（更正版）")
    (tmp_path / "2021年第3期新.txt").write_text(again, encoding="utf-8")

    first, second = add(layout, tmp_path / "2021年第3期.txt", tmp_path / "2021年第3期新.txt")

    assert (first.issue, second.status, second.issue) == ("2021-3", "added", "2021-3b")
    with Store.open(layout.database) as store:
        (problem,) = store.problems(Filter(issue="2021-3b", codes=("reissued",)))
    assert "2021年第3期.txt" in problem.problem.message
