"""How places, days, numbers and coverage are said."""

import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from archive.records import Coverage, Missing
from archive.wording import (
    say_coverage,
    say_database_error,
    say_days,
    say_issue,
    say_place,
    say_value,
)
from tests.factories import make_figure
from tests.test_archive_series import make_issue_row


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2023, 7, 17), date(2023, 7, 21), "2023-07-17—07-21"),
        (date(2023, 12, 25), date(2024, 1, 2), "2023-12-25—2024-01-02"),
        (date(2023, 7, 17), date(2023, 7, 17), "2023-07-17"),
        (date(2023, 7, 17), None, "2023-07-17"),
        (None, None, ""),
    ],
)
def test_a_stretch_of_days_prints_its_year_once(
    first: date | None, last: date | None, said: str
) -> None:
    assert say_days(first, last) == said


@pytest.mark.parametrize(
    ("section", "titles", "page", "said"),
    [
        ("三/2", ("大厅工作动态",), 3, "三、大厅工作动态 › 2 · 第3页"),
        ("一/（二）", ("改革", "推进情况"), None, "一、改革 › （二）推进情况"),
        # a passage's titles carry the labels that are printed
        ("五/1", ("五.政务资讯",), 4, "五.政务资讯 › 1 · 第4页"),
        ("一/（二）", ("一、改革", "(二)推进情况"), 1, "一、改革 › (二)推进情况 · 第1页"),
        # a heading that begins with the same word as its label is no label
        ("一", ("一体化平台建设",), 1, "一、一体化平台建设 · 第1页"),
        ("3", ("安全生产",), None, "3.安全生产"),
        (None, (), 2, "第2页"),
        (None, (), None, ""),
    ],
)
def test_a_place_is_its_labels_with_their_headings_and_the_page(
    section: str | None, titles: tuple[str, ...], page: int | None, said: str
) -> None:
    assert say_place(section, titles, page) == said


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [
        (None, "40"),
        ("about", "约40"),
        ("nearly", "近40"),
        ("over", "超40"),
        ("under", "不足40"),
        ("at_least", "40以上"),
        ("at_most", "40以内"),
    ],
)
def test_a_qualifier_stands_where_print_puts_it(qualifier: str | None, said: str) -> None:
    assert say_value(make_figure(value=Decimal(40), qualifier=qualifier)) == said


def test_great_values_are_plain_digits() -> None:
    assert say_value(make_figure(value=Decimal("3.50E+8"))) == "350000000"


def make_coverage(*missing: Missing, refused: int = 0, issues: int = 445) -> Coverage:
    return Coverage(
        first=date(2013, 1, 7),
        last=date(2023, 12, 29),
        issues=issues,
        undated=0,
        missing=missing,
        refused=refused,
    )


def missing_run(
    first: int, last: int, *, year: int | None = None, series: str | None = "政务周报"
) -> Missing:
    return Missing(series=series, year=year, first=first, last=last, whole=year is None)


def test_coverage_names_the_days_the_issues_and_what_is_missing() -> None:
    said = say_coverage(make_coverage(missing_run(107, 107), missing_run(110, 110)))

    assert said == "收录 2013-01-07—2023-12-29 共 445 期，其间缺 2 期（总第 107、110 期）"


def test_a_run_of_missing_issues_is_said_as_one_and_counted_in_full() -> None:
    said = say_coverage(make_coverage(missing_run(3, 5, year=2014)))

    assert said.endswith("其间缺 3 期（2014年第 3—5 期）")


def test_two_series_are_kept_apart_by_name() -> None:
    other = missing_run(9, 9, series="窗口周报")

    said = say_coverage(make_coverage(missing_run(3, 3), other))

    assert said.endswith("（《政务周报》总第 3 期，《窗口周报》总第 9 期）")


def test_files_that_could_not_be_read_are_part_of_the_coverage() -> None:
    assert say_coverage(make_coverage(refused=2)).endswith("另有 2 个文件没有读成")


def test_an_empty_range_says_that_nothing_of_it_is_held() -> None:
    said = say_coverage(make_coverage(issues=0))

    assert said == "所问的时间里没有收录任何一期（zhoubao status 列出收录了哪些）"


def test_an_issue_without_numbers_shows_the_key_it_can_be_opened_by() -> None:
    row = replace(make_issue_row(3), label="扫描件.pdf", number=None, key="0123456789ab")

    assert say_issue(row) == "扫描件.pdf [0123456789ab] 2021-01-18—01-22"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.OperationalError("attempt to write a readonly database"), "只能读，不能写"),
        (sqlite3.OperationalError("database or disk is full"), "磁盘已满"),
        (sqlite3.DatabaseError("file is not a database"), "这不是数据库文件"),
        (sqlite3.OperationalError("something new"), "something new"),
    ],
)
def test_what_the_database_says_is_said_in_chinese_where_it_is_known(
    error: Exception, said: str
) -> None:
    assert said in say_database_error(error)
