"""What answers look like, on a terminal and in a pipe."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from archive.checks import Check
from archive.records import Answer, Coverage, IssueHits, Outcome, Suggestion
from archive.render import render_figures
from archive.render_issue import render_issue, render_parsed, render_section
from archive.render_keeping import render_outcome, render_totals, say_size
from archive.render_search import (
    render_answer,
    render_explanation,
    render_found,
    render_nothing,
)
from archive.render_series import render_series
from archive.screen import Look, width_of
from archive.series import make_series
from archive.series_fields import SeriesRow
from index.results import Hit
from parser.model import Block, Section
from tests.factories import make_comparison, make_event, make_issue, make_period
from tests.test_archive_series import make_issue_row, make_row

PIPE = Look()
SCREEN = Look(width=60, colour=True)


def make_hit(**changes: object) -> Hit:
    hit = Hit(
        issue="2021-3",
        position=4,
        section="二/1",
        titles=("二、工作动态",),
        text="市商务局公布危险废物转移白名单。",
        page=2,
        first_block=5,
        last_block=5,
        start=date(2021, 1, 18),
        end=date(2021, 1, 22),
        score=1.0,
        snippet=(("市商务局公布危险废物转移", False), ("白名单", True), ("。", False)),
    )
    return replace(hit, **changes)  # type: ignore[arg-type]


def make_answer(*hits: Hit, total: int | None = None, **changes: object) -> Answer:
    count = len(hits) if total is None else total
    groups = (IssueHits(issue=make_issue_row(3), hits=hits, total=count),) if hits else ()
    answer = Answer(
        groups=groups,
        total=count,
        issues=len(groups),
        coverage=Coverage(
            first=date(2021, 1, 4),
            last=date(2021, 3, 5),
            issues=9,
            undated=0,
            missing=(),
            refused=0,
        ),
        unindexed=0,
        explanation="含“白名单”",
        expanded=(),
        suggestions=(),
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def test_a_hit_in_a_pipe_has_its_matches_in_brackets_and_its_place_above() -> None:
    assert render_answer(make_answer(make_hit()), PIPE) == (
        "2021年第3期 2021-01-18—01-22\n"
        "  二、工作动态 › 1 · 第2页\n"
        "  市商务局公布危险废物转移【白名单】。\n"
    )


def test_a_hit_on_a_terminal_has_its_matches_in_colour_and_no_brackets() -> None:
    shown = render_answer(make_answer(make_hit()), SCREEN)

    assert "\x1b[1;31m白名单\x1b[0m" in shown
    assert "【" not in shown


def test_a_terminal_without_colours_shows_matches_in_brackets_and_keeps_its_width() -> None:
    hit = make_hit(snippet=(("危险废物" * 20, False), ("白名单", True)))

    shown = render_answer(make_answer(hit), Look(width=50))

    assert "【白名单】" in shown.replace("\n  ", "")
    assert max(width_of(line) for line in shown.splitlines()) <= 50


def test_escape_sequences_in_a_text_are_not_obeyed() -> None:
    shown = render_answer(make_answer(make_hit(snippet=(("甲\x1b[2J", False),))), PIPE)

    assert "\x1b" not in shown


def test_what_is_left_out_is_said_for_the_issue_and_for_the_whole() -> None:
    answer = make_answer(make_hit(), total=4)

    assert "这一期还有 3 处" in render_answer(answer, PIPE)
    assert render_found(answer).startswith("共 1 期 4 处，这里列出 1 处（--limit 可改）。收录 ")


def test_issues_that_were_not_searched_are_named_in_the_answer() -> None:
    found = render_found(make_answer(make_hit(), unindexed=2))

    assert "其中 2 期还没有进检索索引" in found


def test_an_empty_answer_gives_the_reading_the_nearest_names_and_the_coverage() -> None:
    answer = make_answer(
        expanded=(("环保厅", ("生态环境厅",)),),
        suggestions=(Suggestion(kind="word", asked="白明单", known=("白名单",)),),
        terms=(("白明单", 0),),
    )

    assert render_nothing(answer) == (
        "没有找到。\n"
        "查询读作：含“白名单”\n"
        "机构“环保厅”连同：生态环境厅\n"
        "  “白明单”：0 段\n"
        "没有“白明单”，相近的有：白名单\n"
        "收录 2021-01-04—03-05 共 9 期。\n"
    )


def test_an_explanation_counts_where_each_word_stands() -> None:
    assert "“白名单”：17 段" in render_explanation(make_answer(terms=(("白名单", 17),)))


def test_a_figure_keeps_the_words_of_a_period_that_is_not_its_issues_own() -> None:
    before = make_period(date(2021, 1, 4), date(2021, 1, 8), printed="上周")
    rows = [make_row(2, 302), make_row(2, 301, period=before, comparisons=(make_comparison(),))]

    lines = render_figures(rows, PIPE).splitlines()

    assert "本周" in lines[1]
    assert "上周" in lines[2]
    assert "同比增长5.0%" in lines[2]


def test_a_narrow_terminal_leaves_comparisons_out_before_it_tears_numbers() -> None:
    wordy = make_comparison(printed="与去年同一时期相比增长5.0%，创下近三年以来同期的新高")
    rows = [make_row(2, 302, comparisons=(wordy,))]

    narrow = render_figures(rows, Look(width=80))

    assert "比较" not in narrow
    assert " 302  件" in narrow


def test_a_series_says_what_it_counts_and_in_what_unit() -> None:
    rows = [
        make_row(1, 301, total=True),
        make_row(2, 302),
        make_row(2, 606, total=True),
    ]
    (series,) = make_series(rows)
    wrong = Check(
        kind="total",
        verdict="differs",
        issue=rows[2].issue,
        said="上一个累计加本周是 603",
        figures=(rows[2],),
        printed=Decimal(606),
        expected=Decimal(603),
    )
    lines = [
        SeriesRow(series=series, row=series.points[0]),
        SeriesRow(series=series, row=series.points[1], checks=(wrong,)),
    ]

    assert render_series(lines, PIPE) == (
        "综窗 受理（件）\n"
        "期号    报告期            本周  今年以来  核对   出处\n"
        "2021-1  2021-01-04—01-08             301         一/（一） 第1页\n"
        "2021-2  2021-01-11—01-15   302       606  差 +3  一/（一） 第1页\n"
    )


def test_an_issue_is_read_with_bold_words_and_a_mark_for_each_page() -> None:
    blocks = (
        Block(text="一、工作动态", page=1),
        Block(text="市商务局召开座谈会。", page=2, bold=((0, 4),)),
    )
    section = Section(
        path="一", level=1, label="一、", heading="工作动态", first_block=0, last_block=1
    )
    issue = make_issue(blocks=blocks, sections=(section,))

    shown = render_issue(issue, make_issue_row(3), SCREEN)

    assert "\x1b[1m一、工作动态\x1b[0m" in shown
    assert "　　\x1b[1m市商务局\x1b[0m召开座谈会。" in shown
    assert shown.index("第 1 页") < shown.index("一、") < shown.index("第 2 页")


def test_a_section_is_read_alone_under_the_headings_above_it() -> None:
    issue = make_issue()
    section = issue.sections[1]

    shown = render_section(issue, section, make_issue_row(3), PIPE)

    assert shown.startswith("2021年第3期 2021-01-18—01-22\n一、窗口运行情况\n\n")
    assert "综窗受理394件" in shown
    assert "座谈会" not in shown


def test_a_table_of_an_issue_is_drawn_in_columns() -> None:
    table = Block(text="事项 | 受理\n行政许可 | 394", kind="table", page=1)

    shown = render_issue(make_issue(blocks=(table,), sections=()), make_issue_row(3), PIPE)

    assert "事项      受理\n行政许可  394" in shown


def test_a_parsed_file_is_shown_with_all_that_was_found() -> None:
    page = render_parsed(make_issue(events=(make_event(people=("张三",)),)), PIPE)

    for words in (
        "期号：9",
        "一、窗口运行情况",
        "394",
        "市商务局（甲市商务局）",
        "局长张三",
        "关于优化窗口服务的通知",
    ):
        assert words in page


def test_a_refused_file_has_its_reason_and_its_remedy() -> None:
    outcome = Outcome(path="坏.docx", status="refused", message="文件已损坏", remedy="请另存")

    assert render_outcome(outcome, PIPE) == "失败  坏.docx：文件已损坏\n      提示：请另存\n"


def test_totals_name_only_what_occurred() -> None:
    assert render_totals(
        {"added": 2, "refused": 1, "same": 0, "replaced": 0, "duplicate": 0}, 3
    ) == ("共 3 个文件：收录 2，失败 1；另有 3 个不是文档，没有看\n")


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (999, "999 B"), (12_345, "12.3 KB"), (2_500_000, "2.5 MB"), (3 * 10**9, "3.0 GB")],
)
def test_sizes_are_said_in_the_unit_that_fits(size: int, said: str) -> None:
    assert say_size(size) == said


def test_a_value_is_shown_with_all_its_digits() -> None:
    row = make_row(1, 0)
    row = replace(row, figure=replace(row.figure, value=Decimal("120820000000.50")))

    assert "120820000000.50" in render_figures([row], PIPE)
