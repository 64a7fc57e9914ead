"""One number over time: what is put together, and whether the totals add up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from archive.records import FigureRow, IssueRow
from archive.series import Series, make_series
from parser.model import Period
from tests.factories import make_figure, make_period

FIRST_MONDAY = date(2021, 1, 4)


def make_issue_row(number: int, *, year: int = 2021, **changes: Any) -> IssueRow:
    first = FIRST_MONDAY + timedelta(weeks=number - 1)
    row = IssueRow(
        key=f"{year}-{number}",
        label=f"{year}年第{number}期",
        series="政务周报",
        publisher="甲市政务服务中心",
        year=year,
        number=number,
        whole_number=None,
        period=make_period(first, first + timedelta(days=4)),
        published=None,
        first=first,
        last=first + timedelta(days=4),
        source_name=f"{number}.txt",
        sha256="0" * 64,
        media_type="text/plain",
        pages=None,
        parser_version="1",
        characters=100,
        sections=1,
        figures=2,
        events=0,
        departments=0,
        documents=0,
        people=0,
        problems=0,
    )
    return replace(row, **changes)


def make_row(number: int, value: int, *, total: bool = False, **changes: Any) -> FigureRow:
    issue = changes.pop("issue", make_issue_row(number))
    start = date(issue.year, 1, 1) if total else issue.first
    period = make_period(start, issue.last, kind="year_to_date" if total else "week")
    figure = make_figure(**({"value": Decimal(value), "period": period} | changes))
    return FigureRow(issue=issue, titles=("窗口运行情况",), figure=figure)


def only(rows: list[FigureRow]) -> Series:
    (series,) = make_series(rows)
    return series


def test_this_week_and_the_year_so_far_stand_side_by_side_in_one_row_per_issue() -> None:
    series = only([make_row(1, 301), make_row(1, 301, total=True), make_row(2, 302)])

    values: list[Any] = [
        (p.issue.key, p.value("week"), p.value("year_to_date")) for p in series.points
    ]
    assert values == [
        ("2021-1", 301, 301),
        ("2021-2", 302, None),
    ]


def test_another_scope_indicator_or_unit_is_another_series() -> None:
    rows = [
        make_row(1, 1),
        make_row(1, 2, scope="公共服务事项"),
        make_row(1, 3, indicator="办结"),
        make_row(1, 4, unit="人次"),
    ]

    assert len(make_series(rows)) == 4


def test_the_longest_series_comes_first_and_its_points_in_order_of_time() -> None:
    rows = [make_row(3, 3), make_row(1, 9, indicator="办结"), make_row(1, 1), make_row(2, 2)]

    first, second = make_series(rows)

    assert [point.issue.key for point in first.points] == ["2021-1", "2021-2", "2021-3"]
    assert second.indicator == "办结"


def test_a_total_that_is_the_one_before_plus_this_week_has_no_difference() -> None:
    series = only(
        [
            make_row(1, 301),
            make_row(1, 301, total=True),
            make_row(2, 302),
            make_row(2, 603, total=True),
            make_row(3, 303),
            make_row(3, 909, total=True),
        ]
    )

    assert [point.difference for point in series.points] == [None, 0, 3]
    assert [point.agrees for point in series.points] == [None, True, False]


def test_a_difference_that_rounding_explains_is_no_contradiction() -> None:
    rows = [
        make_row(1, 239_246, total=True, printed="239246件"),
        make_row(2, 5_849, printed="5849件"),
        make_row(2, 245_100, total=True, printed="24.51万件"),
        make_row(3, 5_000, printed="5000件"),
        make_row(3, 250_200, total=True, printed="25.02万件"),
    ]

    points = only(rows).points

    # 245,095 is 24.51万; 24.51万 and 5,000 make 25.01万, or 25.02万 by rounding twice
    checks: list[Any] = [(p.difference, p.tolerance, p.agrees) for p in points]
    assert checks == [
        (None, 0, None),
        (5, 50, True),
        (100, 100, True),
    ]


def test_a_total_that_is_only_about_right_is_not_checked() -> None:
    rows = [
        make_row(1, 301, total=True),
        make_row(2, 302),
        make_row(2, 600, total=True, qualifier="about"),
    ]

    assert only(rows).points[-1].agrees is None


def test_a_double_week_of_the_issue_stands_in_the_column_of_the_week() -> None:
    issue = replace(make_issue_row(2), last=date(2021, 1, 22))
    period = Period(kind="range", start=date(2021, 1, 11), end=date(2021, 1, 22), printed="")

    (point,) = only([make_row(2, 640, issue=issue, period=period)]).points

    assert point.value("week") == 640


def test_totals_are_not_compared_over_a_missing_issue() -> None:
    series = only([make_row(1, 301, total=True), make_row(3, 303), make_row(3, 906, total=True)])

    assert series.points[-1].difference is None


def test_totals_begin_again_in_january() -> None:
    last = make_issue_row(52)
    # numbered on from 52 by an office that does not begin again
    first = make_issue_row(53, year=2022)
    series = only(
        [
            make_row(52, 9000, total=True, issue=last),
            make_row(53, 100, issue=first),
            make_row(53, 100, total=True, issue=first),
        ]
    )

    assert series.points[-1].difference is None


def test_a_value_printed_twice_in_an_issue_is_one_point() -> None:
    assert len(only([make_row(1, 301), make_row(1, 301)]).points) == 1


def test_an_issue_that_contradicts_itself_has_both_values() -> None:
    series = only([make_row(1, 301), make_row(1, 310)])

    assert [point.value("week") for point in series.points] == [301, 310]


def test_a_rounded_number_that_says_an_exact_one_again_is_no_contradiction() -> None:
    rows = [
        make_row(1, 2800, printed="约2800件", qualifier="about"),
        make_row(1, 2808, printed="2808件"),
        make_row(1, 33_621, total=True, printed="33621件"),
        make_row(1, 33_600, total=True, printed="3.36万件"),
    ]

    (point,) = only(rows).points

    assert point.value("week") == 2808
    assert point.value("year_to_date") == 33_621


def test_a_rounded_number_far_from_the_exact_one_is_a_contradiction() -> None:
    rows = [make_row(1, 2808), make_row(1, 3800, printed="约3800件", qualifier="about")]

    assert len(only(rows).points) == 2


def test_the_week_before_is_not_taken_for_this_week() -> None:
    before = Period(
        kind="week", start=date(2021, 1, 4), end=date(2021, 1, 8), printed="上周"
    )  # fmt: skip
    series = only([make_row(2, 302), make_row(2, 301, period=before)])

    (point,) = series.points
    assert point.value("week") == 302
    assert point.value("earlier") == 301


def test_figures_without_a_period_keep_a_column_of_their_own() -> None:
    series = only([make_row(1, 45, period=None)])

    assert series.kinds == (None,)
    assert series.points[0].value(None) == 45
