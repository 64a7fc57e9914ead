"""A timeline as text: headings of years and months, intervals and vague days as such."""

from datetime import date

from archive.render_timeline import render_timeline
from archive.screen import Look
from archive.timelines import make_timeline
from tests.test_archive_render import PIPE
from tests.test_archive_timelines import make_row


def test_a_timeline_shows_intervals_and_vague_dates_as_such() -> None:
    rows = [
        make_row(1, date(2021, 1, 5), action="印发管理办法"),
        make_row(2, start=date(2021, 1, 11), end=date(2021, 1, 15), action="组织培训"),
        make_row(3, date_printed="近期", action="召开推进会"),
    ]

    lines = render_timeline(make_timeline(rows), PIPE).splitlines()

    assert [line.split("  ")[0] for line in lines[1:]] == [
        "2021年1月",
        "01-05",
        "01-11—01-15",
        "〔2020-12-23—2021-01-22〕近期",
    ]


def test_an_event_that_several_issues_report_says_how_many() -> None:
    rows = [make_row(number, date(2021, 1, 5)) for number in (1, 2, 3)]

    assert "2021-1 二/1 第1页 等3期" in render_timeline(make_timeline(rows), PIPE)


def test_months_have_headings_of_their_own_only_where_they_hold_several_events() -> None:
    few = make_timeline([make_row(1, date(2021, 1, 5)), make_row(9, date(2021, 3, 2))])
    many = make_timeline(
        [make_row(1, date(2021, 1, day), action=f"赴第{day}个县调研") for day in (4, 5, 6)]
        + [make_row(9, date(2021, 3, day), action=f"赴第{day}个县调研") for day in (2, 3, 4)]
    )

    assert headings(render_timeline(few, PIPE)) == ["2021年"]
    assert headings(render_timeline(many, PIPE)) == ["2021年1月", "2021年3月"]


def headings(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line.startswith("20")]


def test_an_event_that_reaches_over_new_year_has_both_years() -> None:
    over = make_row(1, start=date(2020, 12, 28), end=date(2021, 1, 3), date_printed="上周")

    lines = render_timeline(make_timeline([over]), PIPE).splitlines()

    assert lines[1] == "2020年"
    assert lines[2].startswith("2020-12-28—2021-01-03  ")


def test_a_heading_stands_above_an_event_that_takes_several_lines() -> None:
    row = make_row(1, date(2021, 1, 5), action="召开座谈会，" * 12)

    lines = render_timeline(make_timeline([row]), Look(width=60)).splitlines()

    assert lines[1] == "2021年"
    assert len(lines) > 5
