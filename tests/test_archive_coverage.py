"""Which issues are missing, told from the numbers of those that are held."""

from datetime import date, timedelta

import pytest

from archive.coverage import Held, find_missing

FIRST = date(2021, 1, 4)


def weekly(*numbers: int | None, start: int = 0, series: str | None = "周报") -> list[Held]:
    """An issue a week with these whole numbers; a gap in the numbers is a gap in the weeks."""
    held = []
    week = start
    for position, number in enumerate(numbers):
        if number is not None and position and numbers[position - 1] is not None:
            week += max(1, number - (numbers[position - 1] or 0))
        elif position:
            week += 1
        held.append(issue(FIRST + timedelta(days=7 * week), whole=number, series=series))
    return held


def issue(
    day: date | None,
    *,
    whole: int | None = None,
    number: int | None = None,
    series: str | None = "周报",
    year: int | None = None,
) -> Held:
    year = day.year if year is None and day is not None else year
    return Held(series=series, day=day, year=year, number=number, whole_number=whole)


def runs(held: list[Held], **asked: date) -> list[tuple[int, int]]:
    return [(run.first, run.last) for run in find_missing(held, **asked)]


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ((101, 102, 103), []),
        ((101, 103, 106), [(102, 102), (104, 105)]),
        # printed twice, and the next one goes on as if it had not been
        ((101, 102, 102, 104, 105), []),
        # printed twice, and the numbers go on from there
        ((101, 102, 102, 103, 104), []),
        # a digit doubled in print
        ((101, 102, 1033, 104, 105), []),
        ((101, 102, 1033, 105, 106), [(104, 104)]),
        # the first one misprinted: the others agree against it
        ((1011, 102, 103, 104, 106), [(105, 105)]),
        # one without a number stands for the one that is passed over
        ((101, 102, None, 104), []),
        ((), []),
        ((101,), []),
    ],
)
def test_a_gap_is_what_the_held_issues_do_not_fill(
    numbers: tuple[int | None, ...], missing: list[tuple[int, int]]
) -> None:
    held = [
        issue(FIRST + timedelta(days=7 * week), whole=number) for week, number in enumerate(numbers)
    ]

    assert runs(held) == missing


def test_a_gap_counts_for_the_days_in_which_its_issues_must_have_appeared() -> None:
    held = weekly(101, 111)  # ten weeks apart: 11 January to 8 March are missing

    assert runs(held) == [(102, 110)]
    assert runs(held, end=date(2021, 1, 31)) == [(102, 104)]
    assert runs(held, start=date(2021, 2, 1), end=date(2021, 2, 28)) == [(105, 108)]
    assert runs(held, start=date(2021, 4, 1)) == []


def test_without_whole_numbers_the_numbers_of_each_year_tell() -> None:
    held = [
        issue(date(2020, 12, 7), number=48),
        issue(date(2020, 12, 21), number=50),
        # the second year is known from its beginning, the first is not
        issue(date(2021, 1, 18), number=3),
        issue(date(2021, 1, 25), number=4),
    ]

    missing = find_missing(held)

    assert [(run.year, run.first, run.last, run.whole) for run in missing] == [
        (2020, 49, 49, False),
        (2021, 1, 2, False),
    ]


def test_two_periodicals_do_not_fill_each_others_gaps() -> None:
    held = sorted(
        weekly(101, 103, 104, series="甲") + weekly(7, 8, 9, 10, series="乙"),
        key=lambda one: one.day or date.max,
    )

    (missing,) = find_missing(held)

    assert (missing.series, missing.first, missing.count) == ("甲", 102, 1)


def test_a_periodical_that_was_renamed_goes_on() -> None:
    held = weekly(101, 102, series="旧名") + weekly(105, 106, start=4, series="新名")

    assert runs(held) == [(103, 104)]


def test_issues_without_a_series_belong_to_the_one_there_is() -> None:
    held = [*weekly(101), *weekly(102, start=1, series=None), *weekly(103, start=2)]

    assert runs(held) == []


def test_issues_without_days_are_told_by_their_numbers_alone() -> None:
    held = [issue(None, year=2021, whole=number) for number in (101, 102, 104)]

    assert runs(held) == [(103, 103)]
