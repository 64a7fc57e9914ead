"""The whole archive as a database or a folder of files: whole, linked, explained, traceable."""

import csv
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archive.cli import main
from archive.export_tables import TABLES
from archive.layout import Layout
from archive.store import Store
from tests.factories import make_figure, make_issue, make_week
from tests.test_archive_cli import Run, archive, run, write_issues
from tests.test_archive_store import put

__all__ = ["archive", "run"]


def read_sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def database(run: Run, tmp_path: Path) -> sqlite3.Connection:
    assert run("export", "--sqlite", str(tmp_path / "周报.db"), "--quiet").code == 0
    return sqlite3.connect(tmp_path / "周报.db")


def test_the_database_has_every_table_and_no_link_that_leads_nowhere(
    database: sqlite3.Connection,
) -> None:
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}

    assert {table.name for table in TABLES} <= names
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_numbers_are_numbers_with_the_words_they_were_read_from(
    database: sqlite3.Connection,
) -> None:
    found = database.execute(
        "SELECT value, typeof(value), unit, printed, period_kind FROM figures"
        " WHERE issue = '2022-3' ORDER BY position"
    ).fetchall()

    assert (303, "integer", "件", "303件", "week") in found
    assert (909, "integer", "件", "909件", "year_to_date") in found


def test_the_view_of_figures_names_the_command_that_opens_the_sentence(
    database: sqlite3.Connection, run: Run
) -> None:
    (command,) = database.execute(
        "SELECT command FROM figures_with_issues WHERE printed = '1520件'"
    ).fetchone()

    words = command.split()
    assert words[:2] == ["zhoubao", "show"]
    assert "【本周，综合窗口受理305件；今年以来，累计受理1520件。】" in run(*words[1:]).out


def test_chinese_words_are_found_in_the_full_text(database: sqlite3.Connection) -> None:
    found = database.execute(
        "SELECT DISTINCT b.issue FROM blocks_fts JOIN blocks b ON b.rowid = blocks_fts.rowid"
        " WHERE blocks_fts MATCH '危险废物' ORDER BY 1"
    ).fetchall()

    assert found == [("2022-1",), ("2022-2",), ("2022-3",), ("2022-5",)]


def test_the_missing_issue_is_in_the_export(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT first, last, numbering FROM missing").fetchall()

    assert rows == [(104, 104, "whole")]


def test_the_dictionary_explains_every_column_in_both_languages(
    database: sqlite3.Connection,
) -> None:
    explained = {
        (table, column): (english, chinese)
        for table, column, english, chinese in database.execute(
            'SELECT "table", "column", english, chinese FROM dictionary'
        )
    }

    for table in TABLES:
        for _, name, *_ in database.execute(f"PRAGMA table_info('{table.name}')"):
            english, chinese = explained[table.name, name]
            assert (
                english.isascii() or "`" in english or any(c in english for c in "一万亿%〔《比个")
            )
            assert any("一" <= sign <= "鿿" for sign in chinese) or chinese == "SHA-256"


def test_a_sheet_in_english_holds_the_same_rows_as_the_database(
    database: sqlite3.Connection, run: Run, tmp_path: Path
) -> None:
    assert run("export", "--csv", str(tmp_path / "表"), "--header", "en").code == 0

    for table in TABLES:
        rows = read_sheet(tmp_path / "表" / f"{table.name}.csv")
        (count,) = database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        assert len(rows) == count, table.name
        assert not rows or tuple(rows[0]) == table.names


def test_a_chinese_sheet_has_chinese_titles_and_words(run: Run, tmp_path: Path) -> None:
    run("export", "--csv", str(tmp_path / "表"))

    figures = read_sheet(tmp_path / "表" / "figures.csv")
    (figure,) = [row for row in figures if row["原文"] == "909件"]
    assert (figure["数值"], figure["单位"], figure["时段"]) == ("909", "件", "今年以来")
    assert (tmp_path / "表" / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_folder_says_in_a_readme_what_it_covers_and_how_a_number_is_traced(
    run: Run, tmp_path: Path
) -> None:
    run("export", "--csv", str(tmp_path / "表"))

    text = (tmp_path / "表" / "README.md").read_text(encoding="utf-8")
    assert "共 4 期，其间缺 1 期（总第 104 期）" in text
    assert "zhoubao show 2023-27#13.25" in text


def test_parquet_files_hold_dates_numbers_and_empty_cells(run: Run, tmp_path: Path) -> None:
    arro3 = pytest.importorskip("arro3.io", reason="the extra [parquet] is not installed")
    assert run("export", "--parquet", str(tmp_path / "表")).code == 0

    def read(name: str) -> dict[str, list[Any]]:
        table = arro3.read_parquet(tmp_path / "表" / f"{name}.parquet").read_all()
        return {field: table[field].to_pylist() for field in table.schema.names}

    issues = read("issues")
    assert issues["issue"] == ["2022-1", "2022-2", "2022-3", "2022-5"]
    assert issues["first_day"][0] == date(2022, 1, 3)
    assert issues["pages"] == [None] * 4
    figures = read("figures")
    assert figures["value"][figures["printed"].index("909件")] == 909.0


def test_without_the_library_parquet_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "arro3.core", None)

    ran = run("export", "--parquet", str(tmp_path / "表"))

    assert ran.code == 2
    assert "pip install 'zhoubao-archive[parquet]'" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_replaced_unless_forced(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "周报.db"
    place.write_text("别人的文件", encoding="utf-8")

    refused = run("export", "--sqlite", str(place))
    assert refused.code == 2
    assert "已经有了" in refused.err
    assert place.read_text(encoding="utf-8") == "别人的文件"

    assert run("export", "--sqlite", str(place), "--force").code == 0
    assert place.read_bytes().startswith(b"SQLite format 3")


def test_a_folder_with_other_things_in_it_is_never_replaced(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "表"
    assert run("export", "--csv", str(place)).code == 0
    assert run("export", "--csv", str(place), "--force").code == 0
    (place / "我的笔记.txt").write_text("要紧", encoding="utf-8")

    ran = run("export", "--csv", str(place), "--force")

    assert ran.code == 2
    assert "不是以前导出的目录" in ran.err
    assert (place / "我的笔记.txt").exists()


def test_an_export_that_fails_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--sqlite", str(tmp_path / "没有的目录" / "周报.db"))

    assert ran.code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("--sqlite", "a.db", "--csv", "b")])
def test_exactly_one_form_is_exported_at_a_time(run: Run, words: tuple[str, ...]) -> None:
    assert run("export", *words).code == 2


def test_an_archive_without_issues_has_nothing_to_export(tmp_path: Path) -> None:
    place = tmp_path / "档案"
    write_issues(tmp_path / "周报")
    main(["--archive", str(place), "--quiet", "add", str(tmp_path / "周报")])
    with Store.open(place / "archive.sqlite3") as store, store.writing():
        for key in store.issue_keys():
            store.remove(key)

    assert main(["--archive", str(place), "export", "--sqlite", str(tmp_path / "a.db")]) == 1
    assert not (tmp_path / "a.db").exists()


def test_shares_and_great_numbers_come_out_as_printed(tmp_path: Path) -> None:
    place = tmp_path / "档案"
    write_issues(tmp_path / "周报")
    main(["--archive", str(place), "--quiet", "add", str(tmp_path / "周报")])
    figures = (
        make_figure(value=Decimal("43.3"), unit="%", printed="43.3%"),
        make_figure(value=Decimal("3500000000"), unit="元", printed="35亿元"),
        make_figure(value=Decimal("0.10"), unit="%", printed="0.10%"),
    )
    with Store.open(place / "archive.sqlite3") as store:
        put(store, make_issue(figures=figures), make_week(11, figures=()))

    assert main(["--archive", str(place), "export", "--sqlite", str(tmp_path / "a.db")]) == 0
    values = sqlite3.connect(tmp_path / "a.db").execute(
        "SELECT value FROM figures WHERE issue = '2021-9' ORDER BY position"
    )
    assert [value for (value,) in values] == [43.3, 3500000000, 0.1]


def test_a_correction_stands_beside_the_printed_number(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    note = (
        "2022-3\t909件\t1\t906\t与上期累计加本周不符\t2022-02-01\t"
        "本周，综合窗口受理303件；今年以来，累计受理909件。\n"
    )
    file = Layout.open(archive).corrections
    file.write_text(note, encoding="utf-8")
    try:
        run("export", "--sqlite", str(tmp_path / "a.db"))
    finally:
        file.unlink()

    database = sqlite3.connect(tmp_path / "a.db")
    (row,) = database.execute(
        "SELECT f.value, c.value, c.reason FROM corrections c JOIN figures f"
        " ON f.issue = c.issue AND f.position = c.figure"
    ).fetchall()
    assert row == (909, 906, "与上期累计加本周不符")


def test_a_number_belongs_to_its_indicator_in_every_issue(database: sqlite3.Connection) -> None:
    found = database.execute(
        "SELECT f.issue FROM figures f JOIN indicators s USING (indicator_id)"
        " WHERE s.indicator = '受理' AND f.period_kind = 'week' ORDER BY 1"
    ).fetchall()

    assert [issue for (issue,) in found] == ["2022-1", "2022-2", "2022-3", "2022-5"]


def test_checks_are_exported_with_what_they_found(database: sqlite3.Connection) -> None:
    """Issue 3 prints 909 where 603 and 303 make 906."""
    found = database.execute(
        "SELECT issue, printed, expected FROM checks WHERE kind = 'total' AND verdict = 'differs'"
    ).fetchall()

    assert ("2022-3", 909, 906) in found
