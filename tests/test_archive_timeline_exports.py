"""A timeline as a calendar (RFC 5545) and for TimelineJS."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.calendars import make_identities, write_calendar
from archive.timeline_js import write_timeline_js
from archive.timelines import make_timeline
from tests.test_archive_timelines import make_row

DAY = date(2021, 1, 7)


def unfold(calendar: str) -> list[str]:
    assert calendar.endswith("\r\n")
    return calendar.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_day_is_a_whole_day_that_ends_before_the_next() -> None:
    lines = unfold(write_calendar("时间线", make_timeline([make_row(1, DAY)])))

    assert "DTSTART;VALUE=DATE:20210107" in lines
    assert "DTEND;VALUE=DATE:20210108" in lines
    assert "SUMMARY:甲市商务局召开外贸企业座谈会，听取意见建议" in lines
    assert "STATUS:CONFIRMED" in lines
    assert "TRANSP:OPAQUE" in lines


def test_a_vague_event_is_marked_and_blocks_no_time() -> None:
    lines = unfold(write_calendar("时间线", make_timeline([make_row(1, date_printed="近日")])))

    assert "DTSTART;VALUE=DATE:20201226" in lines
    assert "DTEND;VALUE=DATE:20210109" in lines
    assert "SUMMARY:〔约〕甲市商务局召开外贸企业座谈会，听取意见建议" in lines
    assert "TRANSP:TRANSPARENT" in lines
    (described,) = [line for line in lines if line.startswith("DESCRIPTION:")]
    assert described.startswith("DESCRIPTION:日期原文：近日\\n")


def test_each_report_is_described_with_the_command_that_opens_it() -> None:
    entries = make_timeline([make_row(1, DAY), make_row(2, date_printed="近期")])

    (described,) = [
        line for line in unfold(write_calendar("时间线", entries)) if line.startswith("DESC")
    ]

    assert "\\nzhoubao show 2021-1#5.5" in described
    assert "\\nzhoubao show 2021-2#5.5" in described


def test_marks_that_mean_something_to_a_calendar_are_escaped() -> None:
    action = "召开会议;讨论,甲\\乙\r\nEND:VCALENDAR"

    lines = unfold(write_calendar("甲;乙", make_timeline([make_row(1, DAY, action=action)])))

    assert "SUMMARY:甲市商务局召开会议\\;讨论\\,甲\\\\乙\\nEND:VCALENDAR" in lines
    assert lines.count("END:VCALENDAR") == 1
    assert "X-WR-CALNAME:甲\\;乙" in lines


@given(st.lists(st.text(max_size=200), max_size=3))
def test_no_line_is_longer_than_75_octets_and_none_is_lost(actions: list[str]) -> None:
    rows = [make_row(number, DAY, action=action) for number, action in enumerate(actions, 1)]
    entries = make_timeline(rows)

    calendar = write_calendar("时间线", entries)

    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert sum(line == "BEGIN:VEVENT" for line in unfold(calendar)) == len(entries)
    assert "\n" not in calendar.replace("\r\n", "")


def test_an_event_keeps_its_name_when_another_issue_repeats_it_and_its_place_moves() -> None:
    first = make_row(1, date_printed="近期")
    again = make_row(2, DAY)
    ((_, alone),) = make_identities(make_timeline([first]))
    ((_, both),) = make_identities(make_timeline([again, first]))

    assert alone == both


def test_the_same_words_of_two_actors_have_names_of_their_own() -> None:
    rows = [make_row(1, DAY), make_row(1, DAY, actors=("乙市商务局",))]
    rows += [make_row(1, date(2021, 1, 5)), make_row(1, date(2021, 1, 5))]

    names = [name for _, name in make_identities(make_timeline(rows))]

    assert len(set(names)) == len(names) == 3


def test_without_any_day_an_event_is_in_no_calendar() -> None:
    calendar = write_calendar("时间线", [])

    assert unfold(calendar)[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "VEVENT" not in calendar


def test_slides_have_their_days_their_group_and_escaped_words() -> None:
    rows = [
        make_row(1, DAY, action="<img src=x onerror=alert(1)>"),
        make_row(2, start=date(2021, 1, 11), end=date(2021, 1, 15), date_printed="本周"),
        make_row(9, date_printed="近日"),
    ]

    slides = write_timeline_js("时间线：<b>", "共 3 件", make_timeline(rows))

    assert slides["title"]["text"]["headline"] == "时间线：&lt;b&gt;"
    first, week, vague = slides["events"]
    assert first["start_date"] == {"year": 2021, "month": 1, "day": 7}
    assert "end_date" not in first
    assert first["text"]["headline"] == "甲市商务局&lt;img src=x onerror=alert(1)&gt;"
    assert first["group"] == "甲市商务局"
    assert week["end_date"] == {"year": 2021, "month": 1, "day": 15}
    assert week["display_date"] == "2021-01-11—01-15"
    assert vague["display_date"] == "近日（推定 2021-02-20—03-05）"
    assert "zhoubao show 2021-9#5.5" in vague["text"]["text"]
