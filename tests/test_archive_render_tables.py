"""Tables about searches, in a pipe and on terminals of any width."""

from datetime import datetime

import pytest

from archive.records import Answer
from archive.render_tables import (
    render_addition,
    render_counts,
    render_histogram,
    render_mentions,
    render_topics,
)
from archive.screen import Look, width_of
from archive.search_records import Addition, QueryCount, Topic, TopicHits, YearHits
from tests.test_archive_render import make_answer, make_hit
from tests.test_archive_series import make_issue_row

PIPE = Look()


def year(number: int, hits: int, held: int) -> YearHits:
    return YearHits(year=number, hits=hits, issues=min(hits, held), held=held)


YEARS = (year(2019, 4, 40), year(2020, 0, 0), year(2021, 12, 48), year(2022, 1, 800))


def make_count(query: str, *years: YearHits, **changes: object) -> QueryCount:
    answer: Answer = make_answer(
        total=sum(year.hits for year in years),
        per_year=years,
        first=make_issue_row(3),
        last=make_issue_row(9),
    )
    return QueryCount(query=query, answer=answer, **changes)  # type: ignore[arg-type]


def test_bars_compare_years_by_hits_per_issue() -> None:
    lines = render_histogram(YEARS, PIPE).splitlines()

    # 0.1 and 0.25 hits an issue; one hit in 800 issues is still something
    assert lines[1] == "2019        40         4         4     0.100  " + "█" * 16
    assert lines[2] == "2020         0         0         0            （没有收录）"
    assert lines[3] == "2021        48        12        12     0.250  " + "█" * 40
    assert lines[4] == "2022       800         1         1     0.001  ▌"


@pytest.mark.parametrize("width", [46, 60, 80, 120])
def test_a_histogram_fits_the_terminal(width: int) -> None:
    lines = render_histogram(YEARS, Look(width=width)).splitlines()

    assert len(lines) == 5
    assert max(map(width_of, lines)) <= width
    assert ("█" in lines[1]) == (width > 46)


def test_years_without_any_hit_have_no_bar() -> None:
    assert render_histogram((year(2019, 0, 3),), PIPE).splitlines()[1].endswith("0.000")


def test_the_mentions_are_told_below_with_their_days() -> None:
    answer = make_answer(make_hit(), first=make_issue_row(3), last=make_issue_row(9))

    assert render_mentions(answer).splitlines() == [
        "首见 2021年第3期 2021-01-18—01-22",
        "末见 2021年第9期 2021-03-01—03-05",
        "共 1 期 1 处。收录 2021-01-04—03-05 共 9 期",
    ]


def test_a_line_of_years_is_high_where_there_is_much() -> None:
    (_, line) = render_counts([make_count("白名单", *YEARS)], PIPE).splitlines()

    assert line == "白名单   0  17  2021-3  2021-9  ▃·█▁"


def test_topics_keep_their_names_on_a_narrow_terminal() -> None:
    rows = [make_count("危险废物 OR 白名单 OR 联单管理", *YEARS, topic="危废", new=2)]

    for width in (50, 80, 120):
        table = render_counts(rows, Look(width=width))
        assert table.startswith("主题  查询")
        assert "危废" in table
        assert max(map(width_of, table.splitlines())) <= width
        assert ("█" in table) == (width > 50)


def test_only_topics_with_something_new_are_shown() -> None:
    found = [
        TopicHits(topic=Topic(name="危废", query="危险废物"), answer=make_answer(make_hit())),
        TopicHits(topic=Topic(name="外贸", query="外贸"), answer=make_answer()),
    ]

    assert render_topics(found, PIPE) == (
        "主题“危废”：1 期 1 处\n"
        "\n"
        "2021年第3期 2021-01-18—01-22\n"
        "  二、工作动态 › 1 · 第2页\n"
        "  市商务局公布危险废物转移【白名单】。\n"
    )


@pytest.mark.parametrize(
    ("issues", "said"),
    [
        (("2021-3", "2021-4", "2021-5"), "带来 3 期（2021-3—2021-5）"),
        (("2021-3",), "带来 1 期（2021-3）"),
        ((), "带来 0 期"),
    ],
)
def test_an_addition_is_told_with_its_issues(issues: tuple[str, ...], said: str) -> None:
    addition = Addition(moment=datetime(2021, 3, 8, 9, 5), issues=issues)

    assert render_addition(addition) == f"上次收录是 2021-03-08 09:05，{said}"
