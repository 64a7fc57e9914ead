"""The parts of recognition that need no network: places, points, marks, votes."""

import os
from importlib.util import find_spec

import pytest

from parser.readers.ocr_marks import settle_marks
from parser.readers.ocr_numbers import _count_specks, _settle
from parser.readers.ocr_picture import Turn

needs_numpy = pytest.mark.skipif(
    not os.environ.get("CI") and find_spec("numpy") is None,
    reason="the extra ocr is not installed: pip install 'zhoubao-archive[ocr]'",
)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("2021年第8期(总第96期)", "2021年第8期（总第96期）"),
        ("(一）综合窗口", "（一）综合窗口"),
        ("共受理申请,办结率99.6%;满意率", "共受理申请，办结率99.6%；满意率"),
        ("各区情况如下:", "各区情况如下："),
        ("（3月1日一3月7日）", "（3月1日—3月7日）"),
        ("6月15日-16日", "6月15日—16日"),
        ("把\"一窗受理\"改为", "把“一窗受理”改为"),
        # not to be touched
        ("1,264件，12:30开始", "1,264件，12:30开始"),
        ("十一月21日一行到访", "十一月21日一行到访"),
        ("f(x) = 2", "f(x) = 2"),
        ("2021-2022年度", "2021-2022年度"),
    ],
)  # fmt: skip
def test_marks_are_those_of_chinese_print(read: str, printed: str) -> None:
    assert settle_marks(read) == printed
    assert len(settle_marks(read)) == len(read)


@pytest.mark.parametrize(
    ("readings", "at_start", "taken"),
    [
        (["43.3%", "43.3%", "43.3%"], False, "43.3%"),
        (["433%", "43.3%", "43.3%"], False, "43.3%"),
        (["43.3%", "433%", "48.3%"], False, "43.3%"),
        (["394", "", ""], False, "394"),
        # a speck after a number, and the label of an item
        (["45.", "45", "45."], True, "45"),
        (["45.", "45.", "45."], True, "45"),
        (["3.", "3", "3"], True, "3."),
        (["3", "3", "3"], True, "3"),
        (["12.", "12", "12."], False, "12"),
    ],
)
def test_most_readings_of_a_number_win(readings: list[str], at_start: bool, taken: str) -> None:
    assert _settle(readings, at_start=at_start) == taken


@needs_numpy
@pytest.mark.parametrize(
    ("drawn", "specks"),
    [
        # two digits and a point between them
        (("##....##", "##....##", "##....##", "##....##", "##.#..##"), 1),
        (("##....##", "##....##", "##....##", "##....##", "##....##"), 0),
        # a foot that a digit stands on
        (("##....##", "##....##", "##....##", "##....##", "####..##"), 0),
        # at the edge: half of something
        (("....##", "....##", "....##", "....##", "##..##"), 0),
        (("##....##....##",) * 4 + ("##.#..##..#.##",), 2),
    ],
)
def test_points_are_specks_at_the_foot_that_touch_no_digit(
    drawn: tuple[str, ...], specks: int
) -> None:
    import numpy

    ink = numpy.array([[char == "#" for char in row] for row in drawn])
    # a pixel of the drawing is four of the picture
    assert _count_specks(ink.repeat(4, axis=0).repeat(4, axis=1)) == specks


@needs_numpy
def test_bars_become_boxes_that_lean_as_they_do() -> None:
    import numpy

    from parser.readers.ocr_boxes import find_boxes, is_upright, usual_slope

    likely = numpy.zeros((300, 400))
    for x in range(40, 360):
        y = round(50 + 0.05 * x)
        likely[y : y + 12, x] = 0.9
        likely[y + 100 : y + 112, x] = 0.9
    likely[280:282, 10:12] = 0.9  # a speck

    upper, lower = find_boxes(likely)
    assert upper.slope == pytest.approx(0.05, abs=0.003)
    assert usual_slope((upper, lower)) == pytest.approx(0.05, abs=0.003)
    assert (upper.x0 + upper.x1) / 2 == pytest.approx(200, abs=2)
    assert upper.y == pytest.approx(50 + 0.05 * 200 + 6, abs=1.5)
    assert lower.y - upper.y == pytest.approx(100, abs=0.5)
    assert 24 < upper.height < 44
    assert is_upright(likely)
    assert not is_upright(likely.T)


@needs_numpy
def test_rules_of_a_table_are_found_and_strokes_are_not() -> None:
    from PIL import Image, ImageDraw

    from parser.readers.ocr_rules import find_rules

    picture = Image.new("L", (800, 1000), 250)
    draw = ImageDraw.Draw(picture)
    draw.line((100, 200, 700, 200), fill=20, width=2)
    draw.line((400, 200, 400, 500), fill=20, width=3)
    draw.line((100, 700, 120, 700), fill=20, width=2)  # a dash
    draw.rectangle((500, 800, 700, 950), fill=20)  # a picture

    lying, standing = find_rules(picture, scale=0.5)
    assert (lying.x0, lying.x1) == pytest.approx((50, 350), abs=1)
    assert lying.y0 == pytest.approx((1000 - 200) / 2, abs=1.5)
    assert standing.x0 == pytest.approx(200, abs=1.5)
    assert (standing.y0, standing.y1) == pytest.approx((250, 400), abs=1.5)


def test_a_place_is_named_as_it_lies_in_the_file() -> None:
    assert Turn(quarters=0).undo(0.2, 0.1) == (0.2, 0.1)
    # turned by a quarter against the clock: what is above now was on the right
    assert Turn(quarters=1).undo(0.2, 0.1) == pytest.approx((0.9, 0.2))
    assert Turn(quarters=2).undo(0.2, 0.1) == pytest.approx((0.8, 0.9))
    assert Turn(quarters=3).undo(0.2, 0.1) == pytest.approx((0.1, 0.8))
