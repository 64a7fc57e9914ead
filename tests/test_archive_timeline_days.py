"""Uncertain days: what is assumed of 近期, and that it never stands where a day is printed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.timelines import make_timeline
from archive.vague_days import assume_days
from tests.test_archive_timelines import make_row

# the first issue of 2021 is of 4 to 8 January, the second of 11 to 15


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("近期", date(2020, 12, 9)),
        ("最近", date(2020, 12, 9)),
        ("近日", date(2020, 12, 26)),
        ("日前", date(2020, 12, 26)),
        ("近几天", date(2020, 12, 26)),
        ("近几年", date(2020, 1, 9)),
    ],
)
def test_a_vague_word_reaches_back_from_the_end_of_the_period(printed: str, first: date) -> None:
    (entry,) = make_timeline([make_row(1, date_printed=printed)])

    assert entry.assumed == (first, date(2021, 1, 8))
    assert (entry.start, entry.end, entry.certainty) == (None, None, "assumed")
    assert (entry.first, entry.last) == (first, date(2021, 1, 8))


def test_what_two_issues_tell_had_happened_when_the_first_was_written() -> None:
    (entry,) = make_timeline([make_row(2, date_printed="近期"), make_row(1, date_printed="近日")])

    assert entry.assumed == (date(2020, 12, 26), date(2021, 1, 8))
    assert entry.day == date(2021, 1, 8)


def test_a_printed_day_leaves_nothing_to_assume() -> None:
    (entry,) = make_timeline([make_row(2, date_printed="近期"), make_row(1, date(2021, 1, 7))])

    assert (entry.assumed, entry.certainty) == (None, "day")
    assert (entry.first, entry.last) == (date(2021, 1, 7), date(2021, 1, 7))


def test_printed_days_of_a_week_are_a_range() -> None:
    week = make_row(1, start=date(2021, 1, 4), end=date(2021, 1, 8), date_printed="本周")

    (entry,) = make_timeline([week])

    assert (entry.certainty, entry.assumed) == ("range", None)


def test_without_a_day_of_the_issue_nothing_is_assumed() -> None:
    row = make_row(1, date_printed="近期")
    undated = replace(row, issue=replace(row.issue, first=None, last=None))

    (entry,) = make_timeline([undated])

    assert (entry.assumed, entry.certainty, entry.first) == (None, "unknown", None)


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(["近期", "近日", "月初"]))))
def test_the_assumed_days_end_with_the_first_issue_and_hold_its_last_day(
    told: list[tuple[int, str]],
) -> None:
    rows = [make_row(number, date_printed=words) for number, words in told]
    days = assume_days(rows)

    if not rows:
        assert days is None
    else:
        assert days is not None
        assert days[0] <= days[1] == min(row.issue.last or date.max for row in rows)
