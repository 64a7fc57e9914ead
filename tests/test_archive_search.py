"""Searching: hits with their issues, what was searched, and why an answer is empty."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archive.health import read_status
from archive.ingest import add_files
from archive.layout import Layout
from archive.records import Answer, Filter
from archive.search import open_search, search
from archive.store import Store
from archive.suggestions import near_words
from index.passages import make_passages
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


def test_hits_are_counted_by_year_beside_the_issues_held(layout: Layout) -> None:
    with open_search(layout) as searching:
        found = searching.answer("教育局", by_year=True).per_year

    assert [(year.year, year.hits, year.issues, year.held) for year in found] == [
        (2016, 0, 0, 1),
        # years without an issue stand between the others
        *((year, 0, 0, 0) for year in range(2017, 2021)),
        (2021, 1, 1, 5),
    ]
    assert [found[0].rate, found[1].rate, found[-1].rate] == [0, None, Decimal("0.2")]


def test_hits_by_year_are_of_the_days_asked(layout: Layout) -> None:
    wanted = Filter(start=date(2021, 1, 11))
    with open_search(layout) as searching:
        (year,) = searching.answer("综合窗口", wanted=wanted, by_year=True).per_year

    assert (year.year, year.issues, year.held) == (2021, 4, 4)


def test_the_first_and_the_last_mention_are_told_whatever_is_listed(ask: Ask) -> None:
    answer = ask("综合窗口", wanted=Filter(limit=1))

    assert answer.first is not None
    assert answer.last is not None
    assert (answer.first.key, answer.last.key) == ("2016-9", "2021-6")
    assert ask("查无此词").first is None


def test_a_hit_comes_whole_between_its_neighbours(layout: Layout) -> None:
    with open_search(layout) as searching:
        answer = searching.answer("危险废物 联单", context=1)
        passages = make_passages(searching.store.issue("2021-2"), key="2021-2")

    (group,) = answer.groups
    (hit,) = group.hits
    around = answer.surroundings[("2021-2", hit.position)]
    assert "".join(words for words, _ in hit.snippet) == hit.text
    assert [n.text for n in around.before] == [passages[hit.position - 1].text]
    assert [n.text for n in around.after] == [passages[hit.position + 1].text]


def test_context_ends_where_the_issue_does(layout: Layout) -> None:
    with open_search(layout) as searching:
        answer = searching.answer("危险废物 联单", context=99)
        count = len(make_passages(searching.store.issue("2021-2"), key="2021-2"))

    (around,) = answer.surroundings.values()
    assert len(around.before) + len(around.after) == count - 1


def test_issues_can_be_left_out_of_a_search(layout: Layout) -> None:
    with open_search(layout) as searching:
        answer = searching.answer("综合窗口", within=("2021-2", "2021-5"), wanted=Filter(limit=1))
        nothing = searching.answer("综合窗口", within=(), suggest=False)

    assert (answer.total, answer.issues) == (2, 2)
    assert sum(len(group.hits) for group in answer.groups) == 1
    assert (nothing.total, nothing.suggestions) == (0, ())


def test_a_department_is_taken_by_its_name_alone_where_that_is_asked(layout: Layout) -> None:
    with open_search(layout) as searching:
        both = searching.answer("部门:生态环境局")
        alone = searching.answer("部门:生态环境局", exact_names=True)

    assert both.first is not None
    assert both.first.key == "2016-9"
    assert "2016-9" not in issues(alone)
    assert alone.expanded == ()


def test_words_in_one_sentence_come_before_words_apart_and_newer_before_older(
    tmp_path: Path,
) -> None:
    near = "赴青禾县调研取水许可，走访企业"
    apart = "召开会议，部署防汛值班。商务局赴青禾县调研，了解取水许可"
    folder = tmp_path / "周报"
    folder.mkdir()
    layout = Layout.create(tmp_path / "archive")
    for number, act in ((1, near), (2, near), (3, apart)):
        page = make_page(number, act=4).replace("检查沿江堤防，督促整改险工险段", act)
        (folder / f"{number}.txt").write_text(page, encoding="utf-8")
    list(add_files(layout, [folder], jobs=1))

    assert issues(search(layout, "水利局 取水许可")) == ["2021-2", "2021-1", "2021-3"]


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
