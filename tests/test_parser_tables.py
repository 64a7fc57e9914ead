from hypothesis import given
from hypothesis import strategies as st

from parser.table_figures import find_cell_figures
from parser.tables import find_cells, join_rows

cells = st.one_of(st.none(), st.text(alphabet="甲乙12（） |", max_size=4))


@given(st.lists(st.lists(cells, max_size=4).map(tuple), max_size=4).map(tuple))
def test_every_cell_is_found_where_the_joined_text_has_it(
    rows: tuple[tuple[str | None, ...], ...],
) -> None:
    text = join_rows(rows)

    found = [(row, column) for row, column, start, cell in find_cells(rows)
             if text[start : start + len(cell)] == cell]  # fmt: skip
    assert found == [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell]


def test_a_cell_is_named_by_its_row_and_both_header_rows() -> None:
    rows = (
        ("时段", "咨询（人次）", "办件数量（件）", None),
        (None, None, "受理", "颁发"),
        ("本周", "81", "94", "62"),
    )
    found = list(find_cell_figures(rows))

    assert [(str(f.value), f.unit, f.row_words, f.column_words) for f in found] == [
        ("81", "人次", ("本周",), ("咨询",)),
        ("94", "件", ("本周",), ("办件数量", "受理")),
        ("62", "件", ("本周",), ("办件数量", "颁发")),
    ]
    text = join_rows(rows)
    assert [text[f.start : f.end] for f in found] == ["81", "94", "62"]


def test_the_caption_declares_the_unit_and_its_scale() -> None:
    rows = (("类别", "交易额"), ("工程建设", "1.25"))
    (figure,) = find_cell_figures(rows, caption="公共资源交易情况 单位：亿元")

    assert (str(figure.value), figure.unit) == ("125000000", "元")


def test_running_numbers_are_no_figures() -> None:
    rows = (("序号", "窗口", "受理（件）"), ("1", "甲窗口", "15"))

    assert [str(f.value) for f in find_cell_figures(rows)] == ["15"]
