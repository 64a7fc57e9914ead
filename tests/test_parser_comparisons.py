import pytest

from parser.comparisons import find_comparisons
from parser.quantities import find_quantities


def read(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (c.basis, c.direction, None if c.value is None else str(c.value), c.unit)
        for run in find_comparisons(text, find_quantities(text))
        for c in run.comparisons
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("同比增长5.2%", [("year_on_year", "up", "5.2", "%")]),
        ("环比下降3.1%", [("period_on_period", "down", "3.1", "%")]),
        ("较上周增加12件", [("period_on_period", "up", "12", "件")]),
        ("与上月持平", [("period_on_period", "flat", None, None)]),
        ("比去年同期减少12起", [("year_on_year", "down", "12", "起")]),
        ("与去年同期相比,下降了3.5%", [("year_on_year", "down", "3.5", "%")]),
        ("同比上升0.3个百分点", [("year_on_year", "up", "0.3", "个百分点")]),
        ("同比+5.2%", [("year_on_year", "up", "5.2", "%")]),
        ("较年初增加8户", [("since", "up", "8", "户")]),
        (
            "同比增长5%,环比下降2%",
            [("year_on_year", "up", "5", "%"), ("period_on_period", "down", "2", "%")],
        ),
        # by amount in two units
        (
            "较前一周减少12起、57人",
            [("period_on_period", "down", "12", "起"), ("period_on_period", "down", "57", "人")],
        ),
    ],
)
def test_a_comparison_has_basis_direction_and_amount(
    text: str, found: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert read(text) == found


def test_a_list_with_mixed_directions_is_respective() -> None:
    text = "同比分别增长5%、下降3%和持平"
    (run,) = find_comparisons(text, find_quantities(text))

    assert run.respective
    assert [(c.direction, c.printed) for c in run.comparisons] == [
        ("up", "同比分别增长5%"),
        ("down", "下降3%"),
        ("flat", "持平"),
    ]


def test_a_value_of_the_other_period_is_no_comparison() -> None:
    assert read("去年同期为380件") == []
