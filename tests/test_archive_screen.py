"""Columns of a terminal: a Chinese character takes two of them."""

from hypothesis import given
from hypothesis import strategies as st

from archive.screen import (
    Column,
    Look,
    clean_text,
    find_lines,
    pad,
    render_table,
    width_of,
    wrap,
    wrap_runs,
)

_texts = st.text(alphabet="白名单本周，。、；（）“”ab12.%-é \u0301", max_size=60)


def test_chinese_characters_and_marks_take_two_columns_and_latin_ones_take_one() -> None:
    assert width_of("白名单") == 6
    assert width_of("（一）") == 6
    assert width_of("43.3%") == 5
    assert width_of("“二”") == 4  # terminals count curly quotes as one


def test_an_accent_that_stands_on_a_letter_takes_no_column() -> None:
    assert width_of("e\u0301") == 1


def test_padding_counts_columns_and_never_cuts() -> None:
    assert pad("受理", 6) == "受理  "
    assert pad("394", 6, right=True) == "   394"
    assert pad("受理办结", 6) == "受理办结"


def test_a_line_never_begins_with_a_closing_mark() -> None:
    assert wrap("受理办结，颁发", 8) == ["受理办", "结，颁发"]


def test_a_number_is_not_torn_apart_at_the_end_of_a_line() -> None:
    assert wrap("共计咨询1381人次", 10) == ["共计咨询", "1381人次"]


def test_a_word_wider_than_a_line_is_cut_so_that_nothing_is_lost() -> None:
    assert wrap("1234567890123", 5) == ["12345", "67890", "123"]


@given(text=_texts, width=st.integers(4, 40))
def test_wrapping_loses_nothing_but_spaces_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= width for line in lines)


@given(text=_texts, width=st.none() | st.integers(4, 40))
def test_lines_are_places_of_the_text_in_order(text: str, width: int | None) -> None:
    edges = [edge for place in find_lines(text, width) for edge in place]

    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= len(text)


def test_matches_are_marked_in_a_pipe_only_by_the_words_that_are_given() -> None:
    runs = [("转移", None), ("白名单", "match"), ("的通知", None)]

    assert wrap_runs(runs, Look()) == ["转移白名单的通知"]  # type: ignore[arg-type]


def test_a_match_that_runs_over_the_end_of_a_line_is_coloured_on_both() -> None:
    runs = [("前面六个字白", None), ("名单", "match")]

    lines = wrap_runs(runs, Look(width=14, colour=True))  # type: ignore[arg-type]

    assert lines == ["前面六个字白\x1b[1;31m名\x1b[0m", "\x1b[1;31m单\x1b[0m"]


def test_a_table_in_a_pipe_is_aligned_by_columns_and_ends_lines_without_spaces() -> None:
    table = render_table(
        (Column(title="期号"), Column(title="数", right=True), Column(title="出处")),
        [("2023-1", "9", "一"), ("2023-12", "394", "一/（一）")],
        Look(),
    )

    assert table == (
        "期号      数  出处\n"
        "2023-1     9  一\n"
        "2023-12  394  一/（一）\n"
    )  # fmt: skip


def test_one_long_cell_does_not_push_the_other_rows_of_a_pipe_far_to_the_right() -> None:
    table = render_table(
        (Column(title="口径", flexible=True), Column(title="页")),
        [("长" * 50, "1"), ("短", "2")],
        Look(),
    )

    assert table.splitlines()[1] == "长" * 50 + "  1"
    assert width_of(table.splitlines()[2]) == 43


@given(width=st.integers(40, 100))
def test_a_table_on_a_terminal_fits_while_its_fixed_columns_do(width: int) -> None:
    columns = (Column(title="期号"), Column(title="事项", flexible=True), Column(title="出处"))
    rows = [("2023-27", "召开全省林草资源保护工作推进视频会" * 4, "三/2 第3页")]

    lines = render_table(columns, rows, Look(width=width)).splitlines()

    assert max(width_of(line) for line in lines) <= width
    assert lines[1].endswith("三/2 第3页")


def test_a_check_is_shown_on_any_terminal_and_a_comparison_where_there_is_room() -> None:
    columns = (
        Column(title="期号"),
        Column(title="核对", optional=True),
        Column(title="比较", flexible=True, optional=True),
    )

    def titles(comparison: str, width: int) -> list[str]:
        rows = [("2023-27", "差 +3", comparison)]
        return render_table(columns, rows, Look(width=width)).splitlines()[0].split()

    assert titles("增长5%", 80) == ["期号", "核对", "比较"]
    assert titles("比上一周增长百分之五，" * 6, 80) == ["期号", "核对"]
    assert titles("比上一周增长百分之五，" * 6, 120) == ["期号", "核对", "比较"]
    assert titles("", 80) == ["期号", "核对"]


def test_a_document_number_and_a_count_keep_their_marks_at_the_end_of_a_line() -> None:
    assert wrap("通知（川环规[2019]20号）", 16) == ["通知（川环规", "[2019]20号）"]
    assert wrap("省财政厅窗口×27", 12) == ["省财政厅窗口", "×27"]


def test_a_line_break_in_a_cell_does_not_break_the_table() -> None:
    table = render_table((Column(title="句子"), Column(title="页")), [("一\n二", "1")], Look())

    assert table.splitlines()[1] == "一 二  1"


def test_escape_sequences_of_a_file_do_not_reach_the_terminal() -> None:
    assert clean_text("受理\x1b[2J394\x07件") == "受理[2J394件"
