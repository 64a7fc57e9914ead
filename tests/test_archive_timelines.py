"""Events in order of time: what is one event and what are two."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.records import EventRow, Filter
from archive.rows import make_rows
from archive.store import Store
from archive.timelines import Entry, make_timeline, read_timeline
from corpus.repeats import plan_repeats, repeats_as_json
from corpus.simulate import Newsroom
from parser.parse import parse_issue
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


def test_one_shared_actor_is_enough() -> None:
    day = date(2021, 1, 7)

    (entry,) = make_timeline(
        [make_row(1, day, actors=("甲市商务局", "甲市财政局")), make_row(2, day)]
    )

    assert len(entry.reports) == 2


def test_the_same_main_act_of_one_day_is_one_event_whatever_is_added() -> None:
    day = date(2021, 1, 7)
    rows = [
        make_row(1, day, action="召开外贸企业座谈会，通报上半年进出口情况"),
        make_row(2, day, action="召开外贸企业座谈会，部署稳外贸二十条措施落实"),
    ]

    assert len(make_timeline(rows)) == 1


def test_stretches_of_days_that_meet_can_be_one_event() -> None:
    first = make_row(1, start=date(2021, 1, 4), end=date(2021, 1, 8))
    second = make_row(2, start=date(2021, 1, 7), end=date(2021, 1, 12))

    assert len(make_timeline([first, second])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"action": "赴甲县调研营商环境建设工作情况", "places": ("甲县",)},
         {"action": "赴乙县调研营商环境建设工作情况", "places": ("乙县",)}),
        ({"action": "印发《甲项业务办理工作规程》，规范窗口服务"},
         {"action": "印发《乙项业务办理工作规程》，规范窗口服务"}),
        ({"action": "举办第3期窗口人员业务能力提升培训班"},
         {"action": "举办第4期窗口人员业务能力提升培训班"}),
    ],
)  # fmt: skip
def test_other_places_titles_or_numbers_are_other_events(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    day = date(2021, 1, 7)

    assert len(make_timeline([make_row(1, day, **one), make_row(2, day, **other)])) == 2


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "archive.sqlite3", create=True) as opened:
        yield opened


def put_weeks(store: Store, newsroom: Newsroom, positions: set[int]) -> None:
    with store.writing():
        for position in sorted(positions):
            draft, data = newsroom.write(newsroom.weeks[position], form="txt")
            flat = make_rows(parse_issue(data, name=draft.truth.file), parser_version="1")
            store.put(flat, key=flat.natural_key, problems=())


def test_the_archive_knows_which_reports_tell_of_one_event(store: Store) -> None:
    newsroom = Newsroom(7)
    told = plan_repeats(newsroom.weeks, 7)
    pairs = sorted({telling.pair for tellings in told.values() for telling in tellings})[:12]
    positions = {
        place for place, all_told in told.items() if any(one.pair in pairs for one in all_told)
    }
    keys = frozenset(newsroom.weeks[position].key for position in positions)
    put_weeks(store, newsroom, positions)

    for pair in repeats_as_json(newsroom.weeks, 7, keys):
        assert isinstance(pair["issues"], list)
        issues = [key.replace("-0", "-") for key in pair["issues"]]  # as the archive names them
        entries = [
            [row.issue.key for row in entry.reports]
            for entry in read_timeline(store, Filter(words=(str(pair["says"]),)))
            if pair["actor"] in entry.event.actors
            and {row.issue.key for row in entry.reports} & set(issues)
        ]
        if pair["one_event"]:
            assert [sorted(one) for one in entries] == [sorted(issues)], pair
        else:
            assert sorted(entries) == sorted([issue] for issue in issues), pair


def test_a_report_that_does_not_match_comes_with_the_one_that_does(store: Store) -> None:
    newsroom = Newsroom(7)
    told = plan_repeats(newsroom.weeks, 7)
    pair = next(
        one.pair
        for tellings in told.values()
        for one in tellings
        if one.kind == "same" and one.added
    )
    both = {place: one for place, all_told in told.items() for one in all_told if one.pair == pair}
    put_weeks(store, newsroom, set(both))
    added = next(one.added for one in both.values() if one.added).removeprefix("，")
    (telling,) = {one.act for one in both.values()}

    (entry,) = [
        entry
        for entry in read_timeline(store, Filter(words=(added, telling)))
        if telling in entry.event.action
    ]

    assert len(entry.reports) == 2
