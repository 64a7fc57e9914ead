from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import Found, choose, grade

# few values, so that many are equal
FOUND = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 1), st.integers(0, 9)),
    unique_by=lambda one: one[2:],
)


def place(_segment: int, passage: int) -> int:
    return passage % 3


@given(FOUND, st.integers(0, 12) | st.none())
def test_the_best_are_those_that_sorting_everything_puts_first(
    found: list[Found], limit: int | None
) -> None:
    def best(one: Found) -> tuple[float, ...]:
        return -one[0], -one[1], place(one[2], one[3]), one[2], one[3]

    def newest(one: Found) -> tuple[float, ...]:
        return -one[1], place(one[2], one[3]), one[2], one[3]

    def oldest(one: Found) -> tuple[float, ...]:
        return one[1] or date.max.toordinal(), place(one[2], one[3]), one[2], one[3]

    assert choose(found, limit, "best", place) == sorted(found, key=best)[:limit]
    assert choose(found, limit, "newest", place) == sorted(found, key=newest)[:limit]
    assert choose(found, limit, "oldest", place) == sorted(found, key=oldest)[:limit]


@pytest.mark.parametrize(
    ("score", "near", "graded"),
    [
        (2.0, 0.0, 10),  # all of the weight: ten steps
        (1.92, 0.0, 10),  # too little of a difference
        (1.0, 0.0, 5),
        (1.0, 2.0, 25),  # side by side counts twice as much as the words
    ],
)
def test_small_differences_do_not_count_and_nearness_does(
    score: float, near: float, graded: int
) -> None:
    one: Found = (score, 7, 0, 3)

    assert grade([one], 2.0, {one: near} if near else {}) == [(graded, 7, 0, 3)]
