"""Lines in the terminal, charts in files: scales, gaps, labels, the way back to the words."""

import csv
import io
import re
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.charts import make_spec
from archive.panels import Dot, Panel, say_panel
from archive.plots import draw, find_scale, render_plot
from archive.screen import Look, width_of
from tests.test_archive_cli import Run, archive, run

__all__ = ["archive", "run"]


def make_panel(*values: int | None) -> Panel:
    """A dot a week from 7 January 2022."""
    return Panel(
        title="综合窗口 受理 · 本周（件）",
        unit="件",
        dots=tuple(
            Dot(
                day=date(2022, 1, 7) + timedelta(weeks=week),
                label=f"2022-{week + 1}" if value is not None else f"缺 总第{week + 1}期",
                value=None if value is None else Decimal(value),
                printed="" if value is None else f"{value}件",
                command="" if value is None else f"zhoubao show 2022-{week + 1}#3.0",
            )
            for week, value in enumerate(values)
        ),
    )


# the terminal


def test_a_plot_fits_a_terminal_of_eighty_columns_chinese_labels_and_all() -> None:
    page = render_plot(make_panel(120_000, 250_000, 180_000), Look(width=80))

    assert max(width_of(line) for line in page.splitlines()) <= 80
    assert "30万 ┤" in page
    assert "2022-01-07" in page
    assert "2022-01-21" in page


def test_the_axis_stands_in_one_column_whatever_its_labels() -> None:
    page = render_plot(make_panel(0, 250_000, 180_000), Look(width=80))

    edges = {
        width_of(line[: line.index(edge)])
        for line in page.splitlines()
        for edge in "┤│└"
        if edge in line
    }
    assert len(edges) == 1


def test_a_line_breaks_at_a_gap() -> None:
    joined = draw([(0, 20), (60, 20)], 40, 10)
    broken = draw([(0, 20), (30, None), (60, 20)], 40, 10)

    assert joined[5].rstrip() == joined[5].rstrip().replace(" ", "")
    assert broken[5].strip().count(" ") > 20


def test_a_number_between_gaps_is_still_seen() -> None:
    rows = draw([(0, None), (20, 20), (40, None)], 40, 10)

    assert "".join(rows).strip() != ""


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ((3, 97), 0, 100),
        ((980, 1010), 980, 1010),  # from 0 the line would be flat
        ((0, 0), 0, 1),
        ((-5, 12), -5, 15),
    ],
)
def test_an_axis_ends_at_round_numbers_and_begins_at_zero_where_that_shows_something(
    values: tuple[int, ...], low: int, high: int
) -> None:
    found = find_scale([Decimal(value) for value in values])

    assert found[:2] == (Decimal(low), Decimal(high))


@given(st.lists(st.integers(-(10**12), 10**12) | st.none(), min_size=2, max_size=60))
def test_any_numbers_can_be_drawn(values: list[int | None]) -> None:
    if sum(value is not None for value in values) < 2:
        return
    page = render_plot(make_panel(*values), Look(width=80))

    assert max(width_of(line) for line in page.splitlines()) <= 80


def test_below_a_plot_stand_its_highest_and_lowest_with_their_commands_and_the_gaps() -> None:
    said = say_panel(make_panel(300, 512, None, 280))

    assert "最高 512（2022-2）zhoubao show 2022-2#3.0" in said
    assert "最低 280（2022-4）zhoubao show 2022-4#3.0" in said
    assert "3 期有数，1 处缺期；断开处没有数，不是 0" in said


# the chart


def test_a_gap_is_a_null_in_the_chart_and_never_a_zero() -> None:
    spec = make_spec([make_panel(300, None, 280)], note=())

    values = [datum["value"] for datum in spec["vconcat"][0]["data"]["values"]]
    assert values == [300.0, None, 280.0]


def test_a_point_of_a_chart_carries_its_command() -> None:
    spec = make_spec([make_panel(300, 280)], note=())

    datum = spec["vconcat"][0]["data"]["values"][1]
    assert (datum["command"], datum["printed"]) == ("zhoubao show 2022-2#3.0", "280件")


# as a user asks


def test_figures_are_plotted_with_the_missing_issue_as_a_gap(run: Run) -> None:
    ran = run("figures", "受理", "--plot", "--period", "本周")

    assert ran.code == 0
    assert "综合窗口 受理 · 本周（件）" in ran.out
    assert "今年以来" not in ran.out
    assert "4 期有数，1 处缺期；断开处没有数，不是 0" in ran.out
    assert "每一点的数和出处：zhoubao figures 受理 --period week --plot --format csv" in ran.err


def test_the_numbers_of_a_plot_come_as_a_sheet_with_the_command_for_each(run: Run) -> None:
    ran = run("figures", "受理", "--plot", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))
    (row,) = [row for row in rows if row["原文"] == "909件"]
    assert (row["期号"], row["数值"]) == ("2022-3", "909")
    assert (
        "【本周，综合窗口受理303件；今年以来，累计受理909件。】"
        in run(*row["打开原句"].split()[1:]).out
    )
    (gap,) = {row["期号"] for row in rows if row["期号"].startswith("缺")}
    assert gap == "缺 总第104期"


def test_a_chart_is_an_svg_with_chinese_labels_and_its_sources(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra [charts] is not installed")
    ran = run("figures", "受理", "--chart", str(tmp_path / "受理.svg"))

    assert ran.code == 0
    text = (tmp_path / "受理.svg").read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "综合窗口 受理 · 今年以来（件）" in text
    assert "其间缺 1 期（总第 104 期）" in text
    assert "zhoubao figures 受理 --plot --format csv" in text


def test_a_chart_is_a_png(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra [charts] is not installed")
    assert run("figures", "受理", "--chart", str(tmp_path / "受理.png")).code == 0

    assert (tmp_path / "受理.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_holds_all_it_needs(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra [charts] is not installed")
    assert run("figures", "受理", "--chart", str(tmp_path / "受理.html")).code == 0

    text = (tmp_path / "受理.html").read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|link|iframe)[^>]*\b(?:src|href)=", text)
    assert "今年以来，累计受理909件。" in text  # the sentence of a point


def test_without_the_library_a_chart_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)

    ran = run("figures", "受理", "--chart", str(tmp_path / "受理.svg"))

    assert ran.code == 2
    assert "pip install 'zhoubao-archive[charts]'" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--chart", "受理.gif"), "不会写“受理.gif”这种图"),
        (("--chart", "受理.svg", "--plot"), "--plot 和 --chart 不能同时用"),
        (("--chart", "受理.svg", "--format", "csv"), "--format 不能和 --chart 同时用"),
        (("--chart", "受理.svg", "--output", "a"), "--output 不能和 --chart 同时用"),
    ],
)
def test_what_a_drawing_cannot_keep_to_is_refused(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run("figures", "受理", *words)

    assert ran.code == 2
    assert said in ran.err


def test_nothing_that_matches_is_said_as_without_a_plot(run: Run) -> None:
    ran = run("figures", "没有这个词", "--plot")

    assert ran.code == 1
    assert "没有找到数据" in ran.err
