"""Events in order of time: what is one event and what are two."""

from datetime import date
from typing import Any

from archive.records import EventRow
from archive.timelines import Entry, make_timeline
from tests.factories import make_event
from tests.test_archive_series import make_issue_row

MEETING = "召开外贸企业座谈会，听取意见建议"


def make_row(number: int, day: date | None = None, **changes: Any) -> EventRow:
    printed = None if day is None else f"{day.month}月{day.day}日"
    event = make_event(**({"date": day, "date_printed": printed, "action": MEETING} | changes))
    return EventRow(issue=make_issue_row(number), titles=("工作动态",), page=1, event=event)


def issues_of(entry: Entry) -> list[str]:
    return [row.issue.key for row in entry.reports]


def test_the_same_act_of_the_same_day_in_two_issues_is_one_event_with_two_reports() -> None:
    day = date(2021, 1, 7)

    (entry,) = make_timeline([make_row(1, day), make_row(2, day)])

    assert issues_of(entry) == ["2021-1", "2021-2"]


def test_nearly_the_same_words_are_the_same_event() -> None:
    day = date(2021, 1, 7)

    (entry,) = make_timeline(
        [make_row(1, day), make_row(2, day, action="召开外贸企业座谈会，听取意见和建议")]
    )

    assert len(entry.reports) == 2


def test_the_same_words_on_another_day_are_another_event() -> None:
    entries = make_timeline([make_row(2, date(2021, 1, 14)), make_row(1, date(2021, 1, 7))])

    assert [entry.start for entry in entries] == [date(2021, 1, 7), date(2021, 1, 14)]


def test_the_same_words_of_another_department_are_another_event() -> None:
    day = date(2021, 1, 7)

    assert len(make_timeline([make_row(1, day), make_row(1, day, actors=("乙市商务局",))])) == 2


def test_short_formulas_that_differ_are_different_events() -> None:
    day = date(2021, 1, 7)

    rows = [make_row(1, day, action="赴甲县调研"), make_row(1, day, action="赴乙县调研")]

    assert len(make_timeline(rows)) == 2


def test_a_report_with_a_day_dates_the_one_that_only_gives_the_week() -> None:
    week = make_row(1, start=date(2021, 1, 4), end=date(2021, 1, 8), date_printed="本周")

    (entry,) = make_timeline([week, make_row(2, date(2021, 1, 7))])

    assert (entry.start, entry.end) == (date(2021, 1, 7), date(2021, 1, 7))
    assert entry.event.date_printed == "1月7日"
    assert len(entry.reports) == 2


def test_two_weeks_that_do_not_meet_are_two_events() -> None:
    first = make_row(1, start=date(2021, 1, 4), end=date(2021, 1, 8))
    second = make_row(2, start=date(2021, 1, 11), end=date(2021, 1, 15))

    assert len(make_timeline([first, second])) == 2


def test_an_event_without_a_date_keeps_its_words_and_stands_at_the_end_of_its_issue() -> None:
    vague = make_row(2, date_printed="近期", action="印发窗口服务管理办法")

    entries = make_timeline([vague, make_row(3, date(2021, 1, 19)), make_row(1, date(2021, 1, 5))])

    assert [issues_of(entry)[0] for entry in entries] == ["2021-1", "2021-2", "2021-3"]
    assert (entries[1].start, entries[1].end) == (None, None)
    assert entries[1].day == date(2021, 1, 15)


def test_a_vague_report_of_another_issue_within_a_month_is_a_repeat() -> None:
    (entry,) = make_timeline([make_row(1, date(2021, 1, 7)), make_row(3, date_printed="近期")])

    assert issues_of(entry) == ["2021-1", "2021-3"]


def test_a_vague_report_months_later_is_an_event_of_its_own() -> None:
    entries = make_timeline([make_row(1, date(2021, 1, 7)), make_row(20, date_printed="近期")])

    assert len(entries) == 2


def test_a_vague_report_that_fits_two_dated_events_is_given_to_neither() -> None:
    rows = [
        make_row(1, date(2021, 1, 5)),
        make_row(2, date(2021, 1, 12)),
        make_row(3, date_printed="近期"),
    ]

    assert [len(entry.reports) for entry in make_timeline(rows)] == [1, 1, 1]


def test_no_report_is_lost_or_doubled() -> None:
    rows = [make_row(number, date(2021, 1, 4 + number % 3)) for number in range(1, 9)]
    rows += [make_row(number, date_printed="近期") for number in range(1, 9)]

    reports = [row for entry in make_timeline(rows) for row in entry.reports]

    assert sorted(id(row) for row in reports) == sorted(id(row) for row in rows)
