"""The store: what goes in comes out equal, in order, and only what was asked for."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.migrations import STEPS, VERSION, read_version
from archive.records import FileRow, Filter
from archive.rows import make_rows
from archive.store import Store
from parser.errors import ArchiveError
from parser.model import Block, Issue, Period, Problem, Section, Source, Span
from tests.factories import (
    make_comparison,
    make_department,
    make_document,
    make_event,
    make_figure,
    make_issue,
    make_person,
    make_problem,
    make_span,
    make_week,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "archive.sqlite3", create=True) as opened:
        yield opened


def put(store: Store, *issues: Issue, problems: tuple[Problem, ...] = ()) -> None:
    with store.writing():
        for issue in issues:
            flat = make_rows(issue, parser_version="1")
            store.put(flat, key=flat.natural_key, problems=problems)


def file_row(path: str, **changes: Any) -> FileRow:
    return replace(
        FileRow(
            path=path,
            sha256="a" * 64,
            size=10,
            modified=1,
            status="held",
            message=None,
            remedy=None,
            issue=None,
            original=None,
        ),
        **changes,
    )


# equal after a round trip

_texts = st.text(max_size=12)
_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1))
_spans = st.builds(Span, block=st.integers(0, 3), start=st.integers(0, 99), end=st.integers(0, 99))
_paths = st.none() | st.sampled_from(["一", "一/（一）", "二", "二/1", "九"])
_certainties = st.decimals(0, 1, places=2)
_decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4)
_periods = st.builds(
    Period,
    kind=st.sampled_from(["day", "week", "year_to_date", "as_of", "range"]),
    start=st.none() | _days,
    end=st.none() | _days,
    printed=_texts,
)
_blocks = st.builds(
    Block,
    text=_texts,
    kind=st.sampled_from(["paragraph", "table", "heading", "furniture"]),
    page=st.none() | st.integers(1, 9),
    bold=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple),
    certainty=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), _certainties), max_size=2
    ).map(tuple),
    rows=st.lists(
        st.lists(st.none() | _texts, max_size=2).map(tuple),
        max_size=2,
    ).map(tuple),
)
_sections = st.builds(
    Section,
    path=st.sampled_from(["一", "一/（一）", "二", "二/1"]),
    level=st.integers(1, 4),
    label=_texts,
    heading=st.none() | _texts,
    first_block=st.integers(0, 3),
    last_block=st.integers(0, 3),
)
_figures = st.builds(
    make_figure,
    section=_paths,
    scope=st.none() | _texts,
    indicator=st.none() | _texts,
    value=_decimals,
    unit=_texts,
    qualifier=st.none() | st.sampled_from(["about", "over"]),
    period=st.none() | _periods,
    comparisons=st.lists(
        st.builds(make_comparison, value=st.none() | _decimals, unit=st.none() | _texts),
        max_size=2,
    ).map(tuple),
    department=st.none() | _texts,
    sentence=_texts,
    page=st.none() | st.integers(1, 9),
    span=_spans,
    certainty=st.none() | _certainties,
)
_names = st.lists(_texts, max_size=2).map(tuple)
_events = st.builds(
    make_event,
    date=st.none() | _days,
    start=st.none() | _days,
    end=st.none() | _days,
    date_printed=st.none() | _texts,
    actors=_names,
    places=_names,
    people=_names,
    sentence=_texts,
    section=_paths,
    span=_spans,
)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


_issues = st.builds(
    make_issue,
    year=st.none() | st.integers(1990, 2040),
    number=st.none() | st.integers(1, 60),
    whole_number=st.none() | st.integers(1, 2000),
    series=st.none() | _texts,
    publisher=st.none() | _texts,
    period=st.none() | _periods,
    published=st.none() | _days,
    blocks=_some(_blocks),
    sections=_some(_sections),
    figures=_some(_figures),
    events=_some(_events),
    departments=_some(st.builds(make_department, name=st.none() | _texts, span=_spans)),
    people=_some(st.builds(make_person, title=st.none() | _texts, section=_paths)),
    documents=_some(st.builds(make_document, title=st.none() | _texts, section=_paths)),
    problems=_some(st.builds(make_problem, message=_texts, span=st.none() | _spans)),
)


@given(issue=_issues)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_goes_into_the_store_comes_out_equal(store: Store, issue: Issue) -> None:
    flat = make_rows(issue, parser_version="1")
    with store.writing():
        store.put(flat, key="k", problems=(make_problem(code="repeated_number"),))

    assert store.issue("k") == issue
    figures = [row.figure for row in store.figures(Filter(issue="k"))]
    assert figures == list(issue.figures)
    events = sorted(issue.events, key=lambda event: issue.events.index(event))
    assert sorted(map(repr, (row.event for row in store.events()))) == sorted(map(repr, events))
    assert [row.person for row in store.people()] == list(issue.people)
    assert [row.document for row in store.citations()] == list(issue.documents)


def test_an_issue_put_again_under_its_key_leaves_nothing_of_the_old_one(store: Store) -> None:
    put(store, make_issue(problems=(make_problem(),)))
    put(store, make_issue(figures=(), events=(), people=()))

    assert list(store.figures()) == []
    assert list(store.events()) == []
    assert list(store.problems()) == []
    assert dict(store.counts())["issues"] == 1


def test_an_unknown_key_is_an_error_with_a_remedy(store: Store) -> None:
    with pytest.raises(ArchiveError, match="没有这一期：2030-1") as caught:
        store.issue("2030-1")

    assert "zhoubao status" in (caught.value.remedy or "")


def test_a_transaction_that_fails_leaves_no_trace(store: Store) -> None:
    flat = make_rows(make_issue(), parser_version="1")

    def fail_after_putting() -> None:
        with store.writing():
            store.put(flat, key="2021-9")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_putting()

    assert store.issue_keys() == ()


def test_values_come_back_with_all_their_digits(store: Store) -> None:
    value = Decimal("12345678901234567890.1200")
    put(store, make_issue(figures=(make_figure(value=value),)))

    (row,) = store.figures()
    assert str(row.figure.value) == "12345678901234567890.1200"


# rows


def test_a_figure_comes_with_its_issue_and_the_headings_above_it(store: Store) -> None:
    put(store, make_issue(whole_number=447))

    (row,) = store.figures()
    assert row.issue.key == "2021-9"
    assert row.issue.label == "2021年第9期（总第447期）"
    assert (row.issue.first, row.issue.last) == (date(2021, 3, 1), date(2021, 3, 5))
    assert row.titles == ("窗口运行情况", "综窗办件情况")


def test_a_fact_in_the_second_of_two_sections_with_one_path_gets_its_headings(
    store: Store,
) -> None:
    sections = tuple(
        Section(path="一", level=1, label="一、", heading=heading, first_block=n, last_block=n)
        for n, heading in enumerate(["窗口", "大厅"])
    )
    figure = make_figure(section="一", span=Span(block=1, start=0, end=1))
    put(store, make_issue(sections=sections, figures=(figure,)))

    (row,) = store.figures()
    assert row.titles == ("大厅",)


def test_issues_come_in_order_of_time_whatever_the_order_of_putting(store: Store) -> None:
    put(store, make_week(10), make_week(2), make_week(51, year=2020), make_week(3))

    assert store.issue_keys() == ("2020-51", "2021-2", "2021-3", "2021-10")
    assert [row.key for row in store.issues(Filter(newest_first=True, limit=2))] == [
        "2021-10",
        "2021-3",
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("2021-9", ["2021-9"]),
        ("2021年第9期", ["2021-9"]),
        ("2021年9期", ["2021-9"]),
        ("2021年第9期（总第409期）", ["2021-9"]),
        ("409", ["2021-9"]),
        ("2021第9期", ["2021-9"]),
        ("总第４０９期", ["2021-9"]),
        ("第409期", ["2021-9"]),  # no year has that many
        ("9", ["2021-10"]),
        ("总第9期", ["2021-10"]),
        ("第9期", ["2020-9", "2021-9"]),
        ("9期", ["2020-9", "2021-9"]),
        ("10", ["2021-10"]),  # no whole number
        ("总第10期", []),
        ("2021-9b", []),
        ("周报", []),
    ],
)
def test_an_issue_is_found_by_any_of_its_numbers(store: Store, text: str, keys: list[str]) -> None:
    put(
        store,
        make_week(9, whole_number=409),
        make_week(9, year=2020),
        make_week(10, whole_number=9),
    )

    assert [row.key for row in store.find_issues(text)] == keys


def test_a_number_printed_twice_names_both_issues_the_exact_key_first(store: Store) -> None:
    with store.writing():
        store.put(make_rows(make_week(9), parser_version="1"), key="2021-9b")
        early = make_week(9, day=date(2021, 1, 4))
        store.put(make_rows(early, parser_version="1"), key="2021-9")

    assert [row.key for row in store.find_issues("2021-9")] == ["2021-9", "2021-9b"]
    assert [row.key for row in store.find_issues("2021-9b")] == ["2021-9b"]


# filters


def values(store: Store, **wanted: Any) -> list[int]:
    return [int(row.figure.value) for row in store.figures(Filter(**wanted))]


def test_days_choose_the_issues_whose_period_reaches_them(store: Store) -> None:
    # first Mondays of 2021: 4, 11, 18 January
    put(store, make_week(1), make_week(2), make_week(3))

    assert values(store, start=date(2021, 1, 15)) == [302, 303]
    assert values(store, start=date(2021, 1, 16)) == [303]
    assert values(store, end=date(2021, 1, 11)) == [301, 302]
    assert values(store, start=date(2021, 1, 12), end=date(2021, 1, 13)) == [302]


def test_an_issue_with_only_a_year_counts_for_the_whole_year(store: Store) -> None:
    put(store, make_issue(period=None, published=None))

    assert len(values(store, start=date(2021, 12, 1))) == 1
    assert values(store, start=date(2022, 1, 1)) == []


def test_words_must_all_stand_in_the_names_of_a_figure_in_any_width(store: Store) -> None:
    figures = (
        make_figure(scope="ＡＩ窗口", indicator="受理", value=Decimal(1)),
        make_figure(scope="窗口", indicator="办结", value=Decimal(2), sentence="受理后办结2件"),
    )
    put(store, make_issue(figures=figures))

    assert values(store, words=("窗口",)) == [1, 2]
    assert values(store, words=("窗口", "受理")) == [1]
    assert values(store, words=("ai窗口",)) == [1]


def test_a_section_is_chosen_by_path_or_by_words_of_a_heading(store: Store) -> None:
    put(store, make_issue())

    assert len(values(store, section="一")) == 1
    assert len(values(store, section="一/（一）")) == 1
    assert len(values(store, section="综窗办件")) == 1
    assert values(store, section="二") == []
    assert [row.key for row in store.issues(Filter(section="工作动态"))] == ["2021-9"]


def test_figures_are_chosen_by_unit_kind_of_period_and_department(store: Store) -> None:
    figures = (
        make_figure(value=Decimal(1), unit="件", department="甲市商务局"),
        make_figure(value=Decimal(2), unit="人次"),
        make_figure(value=Decimal(3), period=None),
    )
    put(store, make_issue(figures=figures))

    assert values(store, units=("人次",)) == [2]
    assert values(store, period_kinds=("week",)) == [1, 2]
    # as printed in the issue, the name's last words, the whole name
    assert values(store, departments=("市商务局",)) == [1]
    assert values(store, departments=("商务局",)) == [1]
    assert values(store, departments=("甲市商务局",)) == [1]
    assert values(store, departments=("乙市商务局",)) == []


def test_an_unknown_issue_finds_nothing_rather_than_everything(store: Store) -> None:
    put(store, make_issue())

    assert values(store, issue="2030-1") == []


def test_an_event_counts_by_its_own_day_and_only_then_by_its_issues(store: Store) -> None:
    early = make_event(date=date(2020, 12, 30), sentence="前")
    week = make_event(date=None, start=date(2021, 3, 1), end=date(2021, 3, 5), sentence="周")
    vague = make_event(date=None, date_printed="近期", sentence="近")
    put(store, make_issue(events=(vague, week, early)))

    def sentences(**wanted: Any) -> list[str]:
        return [row.event.sentence for row in store.events(Filter(**wanted))]

    assert sentences() == ["前", "近", "周"]
    assert sentences(end=date(2020, 12, 31)) == ["前"]
    assert sentences(start=date(2021, 3, 3)) == ["近", "周"]
    assert sentences(words=("周",)) == ["周"]


def test_events_are_chosen_by_who_acted(store: Store) -> None:
    other = make_event(actors=("甲市公安局",), sentence="公安")
    put(store, make_issue(events=(make_event(), other)))

    (row,) = store.events(Filter(departments=("市商务局",)))
    assert row.event.actors == ("甲市商务局",)
    assert row.page == 1


def test_problems_tell_code_place_and_issue(store: Store) -> None:
    odd = make_problem(code="label_skipped", section="二", span=Span(block=4, start=0, end=2))
    put(store, make_issue(problems=(make_problem(), odd)))

    assert dict(store.count_problems()) == {"period_unclear": 1, "label_skipped": 1}
    (row,) = store.problems(Filter(codes=("label_skipped",)))
    assert (row.issue.key, row.titles, row.page) == ("2021-9", ("工作动态",), 1)


# catalogues


def test_documents_and_problems_of_a_department_stand_in_a_paragraph_that_names_it(
    store: Store,
) -> None:
    here, there = make_span(2, 0, 3), make_span(3, 0, 3)
    put(
        store,
        make_issue(
            departments=(make_department(name="甲市商务局", printed="商务局", span=here),),
            documents=(
                make_document(title="甲", document_number=None, span=here),
                make_document(title="乙", document_number=None, span=there),
            ),
            problems=(
                make_problem(code="near", span=here),
                make_problem(code="far", span=there),
                make_problem(code="nowhere", span=None),
            ),
        ),
    )
    wanted = Filter(departments=("商务局",))

    assert [row.title for row in store.documents(wanted)] == ["甲"]
    assert [row.problem.code for row in store.problems(wanted)] == ["near"]
    assert store.documents(Filter(departments=("公安局",))) == ()


def test_an_indicator_is_one_scope_name_unit_and_kind_of_period(store: Store) -> None:
    to_date = make_figure(period=Period(kind="year_to_date", start=None, end=None, printed=""))
    put(store, make_week(1), make_week(2), make_week(3))
    put(store, make_week(4, figures=(make_figure(), to_date)))

    week, year = store.indicators()
    assert (week.period_kind, week.issues, week.values) == ("week", 4, 4)
    assert (week.first.key, week.last.key) == ("2021-1", "2021-4")
    assert (year.period_kind, year.issues) == ("year_to_date", 1)


def test_a_department_lists_its_printed_forms_with_the_commonest_first(store: Store) -> None:
    mentions = (
        make_department(),
        make_department(printed="商务局"),
        make_department(printed="商务局"),
        make_department(name=None, printed="某窗口"),
    )
    put(store, make_issue(departments=mentions), make_week(10))

    known, unknown = store.departments()
    assert (known.name, known.issues, known.mentions) == ("甲市商务局", 2, 4)
    assert known.printed == (("商务局", 2), ("市商务局", 2))
    assert (unknown.name, unknown.printed) == (None, (("某窗口", 1),))


def test_a_citation_without_its_number_is_counted_with_the_numbered_one(store: Store) -> None:
    put(store, make_week(1, documents=(make_document(),)))
    put(store, make_week(2, documents=(make_document(document_number=None),)))

    (row,) = store.documents()
    assert row.document_number == "甲办函〔2021〕3号"
    assert [issue.key for issue in row.issues] == ["2021-1", "2021-2"]


# coverage


def test_coverage_names_the_missing_numbers_of_the_asked_days(store: Store) -> None:
    put(store, *(make_week(n, whole_number=400 + n) for n in (1, 2, 4, 5, 6, 9)))

    whole = store.coverage()
    assert (whole.first, whole.last, whole.issues) == (date(2021, 1, 4), date(2021, 3, 5), 6)
    assert [(run.first, run.last, run.whole) for run in whole.missing] == [
        (403, 403, True),
        (407, 408, True),
    ]
    assert whole.missing_count == 3
    january = store.coverage(end=date(2021, 1, 31))
    assert [(run.first, run.last) for run in january.missing] == [(403, 403)]


# files


def test_a_file_is_remembered_with_its_issue_and_found_by_its_bytes(store: Store) -> None:
    put(store, make_issue())
    with store.writing():
        store.put_file(file_row("/甲/九.docx", issue="2021-9", sha256="b" * 64))
        store.put_file(file_row("/甲/坏.pdf", status="refused", message="打不开"))

    assert [file.issue for file in store.files_with("b" * 64)] == ["2021-9"]
    assert dict(store.count_files()) == {"held": 1, "refused": 1}
    assert store.coverage().refused == 1
    known = store.file("/甲/坏.pdf")
    assert known is not None
    assert known.message == "打不开"


def test_the_stamp_changes_with_every_change_of_the_issues(store: Store) -> None:
    seen = {store.stamp()}
    put(store, make_issue())
    seen.add(store.stamp())
    with store.writing():
        store.remove("2021-9")
    seen.add(store.stamp())

    assert len(seen) == 3
    assert store.stamp() in seen


# opening


def test_every_earlier_version_is_brought_to_the_tables_of_today(tmp_path: Path) -> None:
    def tables(path: Path) -> list[tuple[str, str]]:
        with sqlite3.connect(path) as connection:
            found = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
            return found.fetchall()

    Store.open(tmp_path / "new", create=True).close()
    for version in range(VERSION):
        old = tmp_path / f"version-{version}"
        connection = sqlite3.connect(old)
        for step in STEPS[:version]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
        connection.close()

        Store.open(old).close()

        assert tables(old) == tables(tmp_path / "new")


def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    Store.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()

    with pytest.raises(ArchiveError, match="比本程序认得的版本") as caught:
        Store.open(path)

    assert "升级" in (caught.value.remedy or "")
    connection = sqlite3.connect(path)
    assert read_version(connection) == VERSION + 1
    connection.close()


def test_an_archive_that_nobody_can_write_to_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "档案 50%?#.sqlite3"
    with Store.open(path, create=True) as opened:
        put(opened, make_issue())
    monkeypatch.setattr("os.access", lambda *_: False)

    with Store.open(path) as opened:
        assert opened.issue_keys() == ("2021-9",)
        with pytest.raises(ArchiveError, match="写不进去"):
            put(opened, make_issue())


def test_a_file_that_is_no_database_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_text("不是数据库" * 400, encoding="utf-8")

    with pytest.raises(ArchiveError, match="数据库打不开"):
        Store.open(path)


def test_no_database_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有数据库") as caught:
        Store.open(tmp_path / "archive.sqlite3")

    assert "zhoubao add" in (caught.value.remedy or "")


def test_the_label_is_the_files_name_where_no_number_is_printed(store: Store) -> None:
    source = Source(name="某期.pdf", sha256="9f" * 32, media_type="text/plain")
    put(store, make_issue(number=None, source=source))

    (row,) = store.issues()
    assert (row.key, row.label) == ("9f9f9f9f9f9f", "某期.pdf")
