"""How an issue, a section or a page is cited, and that a citation and a place lead to the words."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.citations import cite_issue, cite_page, cite_section
from archive.cli import main
from archive.places import Place, read_spot
from archive.records import IssueRow
from archive.store import Store
from parser.model import Issue
from tests.factories import make_blocks, make_issue
from tests.test_archive_cli import write_issues
from tests.test_archive_store import put


@pytest.fixture
def held(tmp_path: Path) -> tuple[Issue, IssueRow]:
    """Number 9 of 2021, whole number 209, of 1 to 5 March, printed on 8 March."""
    with Store.open(tmp_path / "archive.sqlite3", create=True) as store:
        put(store, make_issue(whole_number=209))
        (row,) = store.issues()
        return store.issue(row.key), row


def test_an_issue_is_cited_as_a_serial_and_says_that_its_place_is_not_printed(
    held: tuple[Issue, IssueRow],
) -> None:
    citation = cite_issue(held[1])

    assert citation.gbt7714 == (
        "甲市政务服务中心. 政务周报[J]. 2021(9). [出版地不详]: 甲市政务服务中心, 2021."
    )
    assert citation.bibtex == (
        "@periodical{zhoubao-2021-9,\n"
        "  author = {{甲市政务服务中心}},\n"
        "  title = {政务周报},\n"
        "  year = {2021},\n"
        "  number = {9},\n"
        "  publisher = {甲市政务服务中心},\n"
        "  note = {总第209期，报告期2021-03-01至2021-03-05，2021-03-08印发},\n"
        "  langid = {chinese},\n"
        "}"
    )
    assert citation.command == "zhoubao show 2021-9"


def test_a_section_is_cited_as_a_part_of_its_serial_with_its_page(
    held: tuple[Issue, IssueRow],
) -> None:
    issue, row = held

    citation = cite_section(issue, issue.sections[1], row)

    assert citation.gbt7714 == "甲市政务服务中心. 综窗办件情况[J]. 政务周报, 2021(9): 1."
    assert "@article{zhoubao-2021-9-s2," in citation.bibtex
    assert "  journal = {政务周报},\n" in citation.bibtex
    assert "  pages = {1},\n" in citation.bibtex
    assert citation.command == "zhoubao show 2021-9 一/（一）"


def test_a_section_over_two_pages_is_cited_with_both(held: tuple[Issue, IssueRow]) -> None:
    issue, row = held
    blocks = (*issue.blocks[:3], replace(issue.blocks[3], page=2), *issue.blocks[4:])

    citation = cite_section(replace(issue, blocks=blocks), issue.sections[1], row)

    assert citation.gbt7714.endswith("2021(9): 1-2.")
    assert "  pages = {1--2},\n" in citation.bibtex


def test_an_item_without_a_heading_is_cited_by_the_heading_above_it(
    held: tuple[Issue, IssueRow],
) -> None:
    issue, row = held

    assert ". 工作动态[J]. " in cite_section(issue, issue.sections[3], row).gbt7714


def test_a_page_is_cited_with_its_number_alone(held: tuple[Issue, IssueRow]) -> None:
    assert cite_page(3, held[1]).gbt7714 == "甲市政务服务中心. 政务周报[J]. 2021(9): 3."


def test_what_is_not_printed_is_said_to_be_unknown_and_not_guessed(
    held: tuple[Issue, IssueRow],
) -> None:
    row = replace(held[1], publisher=None, published=None, series=None)

    assert cite_issue(row).gbt7714 == (
        "2021年第9期（总第209期）[J]. 2021(9). [出版地不详]: [出版者不详], [2021]."
    )


def test_the_year_of_publication_can_be_another_than_that_of_the_number(
    held: tuple[Issue, IssueRow],
) -> None:
    row = replace(held[1], published=date(2022, 1, 4))

    citation = cite_issue(row)

    assert citation.gbt7714.endswith("2021(9). [出版地不详]: 甲市政务服务中心, 2022.")
    assert "  year = {2021},\n" in citation.bibtex


def test_signs_that_tex_would_obey_are_printed(held: tuple[Issue, IssueRow]) -> None:
    row = replace(held[1], series="放&管_服 100%")

    assert r"title = {放\&管\_服 100\%}" in cite_issue(row).bibtex


# as a user asks


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("citations")
    write_issues(folder / "周报")
    assert main(["--archive", str(folder / "档案"), "--quiet", "add", str(folder / "周报")]) == 0
    return folder / "档案"


def test_show_cites_an_issue_in_both_forms(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--archive", str(archive), "show", "总第102期", "--cite"]) == 0

    out, err = capsys.readouterr()
    assert out.startswith("青禾市政务服务中心. 政务服务周报[J]. 2022(2). ")
    assert "\n@periodical{zhoubao-2022-2,\n" in out
    assert err == "原文：zhoubao show 2022-2\n"


def test_show_cites_as_json_for_programs(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--archive", str(archive), "show", "2022-2", "二/1", "--cite", "--format", "json"])

    cited = json.loads(capsys.readouterr().out)
    assert cited["gbt7714"] == "青禾市政务服务中心. 工作动态[J]. 政务服务周报, 2022(2)."
    assert cited["command"] == "zhoubao show 2022-2 二/1"


@pytest.mark.parametrize("words", [("九",), ("第3页",)])
def test_what_is_not_in_the_issue_is_not_cited(
    archive: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(["--archive", str(archive), "show", "2022-2", *words, "--cite"]) == 1
    assert capsys.readouterr().out == ""


def test_a_place_opens_its_sentence_in_its_paragraph(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(archive / "archive.sqlite3") as store:
        (figure,) = [
            row.figure
            for row in store.figures()
            if row.issue.key == "2022-3" and row.figure.printed == "909件"
        ]

    code = main(
        ["--archive", str(archive), "show", f"2022-3#{figure.span.block}.{figure.span.start}"]
    )

    assert code == 0
    assert capsys.readouterr().out == (
        "2022年第3期（总第103期） 2022-01-17—01-21\n"
        "一、窗口运行情况 › （一）综合窗口办件情况\n"
        "\n"
        "　　【本周，综合窗口受理303件；今年以来，累计受理909件。】\n"
    )


def test_a_place_that_is_not_there_is_an_error_that_says_why(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--archive", str(archive), "show", "2022-3#99.0"]) == 2

    err = capsys.readouterr().err
    assert "2022年第3期（总第103期） 里没有 #99.0 这一处" in err
    assert "可能已重新读过" in err


def test_a_place_is_read_with_a_full_width_sign_too() -> None:
    assert read_spot("总第447期＃3.12") == Place(issue="总第447期", block=3, start=12)
    assert read_spot("2023-27") is None
    assert read_spot("#3.12") is None


def test_a_page_is_shown_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], archive: Path
) -> None:
    blocks = make_blocks("政务周报", "第一页的话。")
    later = replace(make_blocks("第二页的话。")[0], page=2)
    shutil_archive = tmp_path / "档案"
    main(["--archive", str(shutil_archive), "--quiet", "add", str(archive.parent / "周报")])
    with Store.open(shutil_archive / "archive.sqlite3") as store:
        put(
            store,
            make_issue(
                year=2020,
                number=1,
                blocks=(*blocks, later),
                sections=(),
                figures=(),
                events=(),
                departments=(),
                people=(),
                documents=(),
            ),
        )

    assert main(["--archive", str(shutil_archive), "show", "2020-1", "第2页"]) == 0
    out = capsys.readouterr().out
    assert "第二页的话。" in out
    assert "第一页的话。" not in out
    assert main(["--archive", str(shutil_archive), "show", "2020-1", "第7页"]) == 1
    assert "这一期里没有第 7 页，有的是第 1—2 页" in capsys.readouterr().err
