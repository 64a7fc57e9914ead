"""Searching: hits with their issues, what was searched, and why an answer is empty."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.health import read_status
from archive.ingest import add_files
from archive.layout import Layout
from archive.records import Answer, Filter
from archive.search import search
from archive.store import Store
from archive.suggestions import near_words
from parser.errors import ArchiveError, QueryError
from tests.pages import make_page, write_page

TODAY = date(2021, 6, 1)


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """Issues 1, 2, 3, 5 and 6 of 2021, and one of 2016 with a department of that time."""
    folder = tmp_path_factory.mktemp("search")
    layout = Layout.create(folder / "archive")
    for number in (1, 2, 3, 5, 6):
        write_page(folder / "周报", number, whole=100 + number)
    old = make_page(9, whole=20).replace("2021年", "2016年").replace("水利局", "环境保护局")
    old = old.replace("（3月1日—3月5日）", "（2月29日—3月4日）")
    old = old.replace("检查沿江堤防", "排查饮用水源地").replace("教育局到社区", "环境保护局到社区")
    (folder / "周报" / "2016-09.txt").write_text(old, encoding="utf-8")
    outcomes = list(add_files(layout, [folder / "周报"], jobs=1))
    assert [outcome.status for outcome in outcomes] == ["added"] * 6
    return layout


Ask = Callable[..., Answer]


@pytest.fixture
def ask(layout: Layout) -> Ask:
    def asking(text: str, **more: Any) -> Answer:
        return search(layout, text, today=TODAY, **more)

    return asking


def issues(answer: Answer) -> list[str]:
    return [group.issue.key for group in answer.groups]


def test_hits_come_with_their_issue_and_what_was_searched(ask: Ask) -> None:
    answer = ask("危险废物 联单")

    (group,) = answer.groups
    assert group.issue.label == "2021年第2期（总第102期）"
    assert [matched for words, matched in group.hits[0].snippet if words == "危险废物"] == [True]
    assert (answer.total, answer.issues) == (1, 1)
    assert answer.coverage.issues == 6
    assert [(run.first, run.last) for run in answer.coverage.missing] == [
        (21, 100),
        (104, 104),
    ]
    assert answer.explanation == "含“危险废物”，且含“联单”"
    assert answer.suggestions == ()


def test_days_and_departments_and_sections_narrow_a_search(ask: Ask) -> None:
    january = Filter(start=date(2021, 1, 1), end=date(2021, 1, 20))

    assert set(issues(ask("综合窗口"))) >= {"2021-1", "2021-6"}
    assert set(issues(ask("综合窗口", wanted=january))) == {"2021-1", "2021-2", "2021-3"}
    assert ask("综合窗口", wanted=january).coverage.issues == 3
    assert issues(ask("企业", wanted=Filter(departments=("商务局",)))) == []
    assert issues(ask("社区", wanted=Filter(issue="2021-1"))) == ["2021-1"]
    assert issues(ask("综合窗口", wanted=Filter(section="工作动态"))) == []


def test_days_in_the_query_narrow_the_coverage_too(ask: Ask) -> None:
    answer = ask("综合窗口 日期:2021-01-01..2021-01-20")

    assert answer.coverage.issues == 3
    assert answer.coverage.missing == ()


def test_the_order_can_be_by_time(ask: Ask) -> None:
    assert issues(ask("综合窗口", order="newest"))[0] == "2021-6"
    assert issues(ask("综合窗口", order="oldest"))[0] == "2016-9"


def test_the_limit_cuts_hits_and_not_the_counts(ask: Ask) -> None:
    answer = ask("综合窗口", wanted=Filter(limit=2))

    assert sum(len(group.hits) for group in answer.groups) == 2
    assert answer.total == answer.issues == 6


def test_hits_are_counted_by_year_beside_the_issues_held(ask: Ask) -> None:
    assert ask("教育局").per_year == ((2016, 0, 1), (2021, 1, 5))


def test_a_department_is_found_under_its_name_before_the_reform(ask: Ask) -> None:
    answer = ask("部门:生态环境局")

    assert set(issues(answer)) == {"2016-9", "2021-2"}
    ((asked, names),) = answer.expanded
    assert asked == "生态环境局"
    assert any("环境保护局" in name for name in names)


def test_a_quoted_department_is_that_very_name(ask: Ask) -> None:
    assert issues(ask("部门:“市生态环境局”")) == ["2021-2"]


def test_a_slip_in_the_query_is_an_error_with_its_place(ask: Ask) -> None:
    with pytest.raises(QueryError) as caught:
        ask("“危险废物")

    assert caught.value.where is not None
    assert caught.value.remedy is not None


def test_a_mistyped_word_gets_the_nearest_that_stands_in_the_archive(ask: Ask) -> None:
    answer = ask("危险费物")

    assert answer.total == 0
    assert ("word", "危险费物", ("危险废物",)) in [
        (s.kind, s.asked, s.known) for s in answer.suggestions
    ]
    assert answer.coverage.issues == 6
    assert ("危险费物", 0) in answer.terms


def test_a_mistyped_department_gets_the_nearest_one_of_the_archive(ask: Ask) -> None:
    (suggestion,) = ask("部门:农业农存局").suggestions

    assert suggestion.kind == "department"
    assert any("农业农村局" in name for name in suggestion.known)


def test_words_that_never_stand_together_are_told_apart(ask: Ask) -> None:
    answer = ask("农机手 剧场")

    assert answer.total == 0
    assert dict(answer.terms) == {"农机手": 1, "剧场": 1}
    assert answer.suggestions == ()


def test_an_explanation_can_be_asked_for(ask: Ask) -> None:
    answer = ask("农机手", explain=True)

    assert answer.plan
    assert answer.terms == (("农机手", 1),)
    assert ask("农机手").plan == ""


def test_an_archive_without_issues_answers_that_it_has_none(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path)
    Store.open(layout.database, create=True).close()

    answer = search(layout, "农机手", today=TODAY)

    assert (answer.total, answer.coverage.issues, answer.coverage.first) == (0, 0, None)


def test_without_a_database_the_answer_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有数据库") as caught:
        search(Layout.create(tmp_path), "农机手", today=TODAY)

    assert "zhoubao add" in (caught.value.remedy or "")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("危险费物", "危险废物"),  # a wrong character
        ("危废物", "危险废物"),  # one left out
        ("危险的废物", "危险废物"),  # one too many
        ("危废险物", "危险废物"),  # two that changed places
    ],
)
def test_one_slip_of_any_kind_is_recognised(typed: str, printed: str) -> None:
    assert printed in near_words(typed, [f"加强{printed}监管"])


@pytest.mark.parametrize("typed", ["废", "森林防火", "危险品车辆", "物"])
def test_two_slips_and_single_characters_are_not_guessed_at(typed: str) -> None:
    assert near_words(typed, ["加强危险废物监管"]) == ()


def test_the_state_of_the_archive_is_told_in_numbers(layout: Layout) -> None:
    search(layout, "农机手", today=TODAY)

    status = read_status(layout)

    assert dict(status.counts)["issues"] == 6
    assert dict(status.files) == {"held": 6}
    assert (status.indexed, status.unindexed, status.stale) == (6, (), 0)
    assert all(size > 0 for _, size in status.sizes)
    assert status.coverage.missing_count == 81


def test_an_archive_without_an_index_says_so(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path)
    Store.open(layout.database, create=True).close()

    assert read_status(layout).indexed is None
