"""Which names are one series: what wording, numbers and the archive's own file say of it."""

from pathlib import Path

import pytest

from archive.cli import main
from archive.equivalences import read_equivalences
from archive.gathering import Gathering, gather
from archive.layout import Layout
from archive.names import Name, make_plain
from archive.store import Store
from parser.errors import ArchiveError
from tests.typed_archives import gather_texts, make_archive, write_issue


def days(number: int) -> str:
    """Monday to Friday of the week ``number`` of 2021, from 4 January."""
    from datetime import date, timedelta

    first = date(2021, 1, 4) + timedelta(weeks=number - 1)
    last = first + timedelta(days=4)
    return f"{first.month}月{first.day}日—{last.month}月{last.day}日"


def issues(names: dict[int, str], *, unit: str = "件", base: int = 300) -> list[str]:
    """Issues that print a week and a year of one number under these names, by number."""
    texts, total = [], 0
    for number, name in sorted(names.items()):
        week = base + 7 * (number % 5)
        total += week
        texts.append(
            write_issue(
                number,
                days(number),
                f"本周，{name}{week}{unit}。今年以来，{name}{total}{unit}。",
            )
        )
    return texts


def names_of(gathering: Gathering, indicator: str) -> set[frozenset[str]]:
    """The names of each series of which one is called ``indicator``, scope before indicator."""
    found = set()
    for row in gathering.rows:
        names = gathering.names_of(gathering.thread_of(row))
        if any(indicator in name.indicator for name in names):
            found.add(frozenset(str(name) for name in names))
    return found


@pytest.mark.parametrize(
    ("scope", "indicator", "plain"),
    [
        ("综合窗口", "共受理", ("综合窗口", "受理")),
        ("综合窗口", "受理量", ("综合窗口", "受理")),
        ("“跨域通办”窗口", "累计受理", ("跨域通办窗口", "受理")),
        ("１２３４５ 热线", "接听", ("12345热线", "接听")),
        ("不动产专区", "不动产专区分别办理", ("不动产专区", "办理")),
        # a name of its own, and no addition
        ("粮库", "产量", ("粮库", "产量")),
        ("窗口", "数", ("窗口", "数")),
    ],
)
def test_wording_alone_is_taken_off_a_name(
    scope: str, indicator: str, plain: tuple[str, str]
) -> None:
    name = make_plain(Name(scope, indicator, "件")).name

    assert (name.scope, name.indicator) == plain


def test_a_department_is_one_however_it_is_printed() -> None:
    full = make_plain(Name("市教育局窗口", "受理", "件", "甲市教育局")).name
    short = make_plain(Name("甲市教育局", "受理", "件", "甲市教育局")).name

    assert full == short


def test_names_with_other_units_are_never_one(tmp_path: Path) -> None:
    texts = [*issues({1: "大厅受理", 2: "大厅受理"}), *issues({3: "大厅受理"}, unit="人次")]

    assert len(threads(tmp_path, *texts)) == 2


def threads(folder: Path, *texts: str) -> set[tuple[int, int]]:
    gathering = gather_texts(folder, *texts)
    return {gathering.thread_of(row) for row in gathering.rows}


def test_a_name_with_a_tail_is_joined_where_the_totals_go_on_from_each_other(
    tmp_path: Path,
) -> None:
    names = {n: "政务大厅受理" if n % 2 else "政务大厅窗口受理" for n in range(1, 9)}

    gathering = gather_texts(tmp_path, *issues(names))

    ((thread),) = {gathering.thread_of(row) for row in gathering.rows}
    (joining,) = (j for j in gathering.joinings_of(thread) if j.reason == "short")
    assert "数字印证" in joining.said


def test_a_name_with_a_tail_stays_apart_where_both_print_other_numbers(tmp_path: Path) -> None:
    texts = [
        write_issue(n, days(n), f"本周，政务大厅受理{300 + n}件，政务大厅窗口受理{90 + n}件。")
        for n in range(1, 6)
    ]

    assert len(threads(tmp_path, *texts)) == 2


def test_a_part_is_not_joined_to_its_whole_though_its_name_is_short_for_it(tmp_path: Path) -> None:
    texts = [
        write_issue(n, days(n), f"本周，大厅电话咨询{40 + n}人次，大厅咨询{310 + n}人次。")
        for n in range(1, 6)
    ]

    assert len(threads(tmp_path, *texts)) == 2


def test_a_negated_name_is_another_thing(tmp_path: Path) -> None:
    texts = [
        *issues(dict.fromkeys(range(1, 7), "许可事项受理")),
        *issues(dict.fromkeys(range(7, 13), "非许可事项受理")),
    ]

    assert len(threads(tmp_path, *texts)) == 2


def test_a_renamed_indicator_goes_on_where_printed_changes_lead_across(tmp_path: Path) -> None:
    """发证 ends with 2020; what is called 核发 from 2021 on is compared with it by the reports."""
    before = [
        write_issue(n, period, f"本周，大厅发证{value}件。", year=2020)
        for n, period, value in (
            (1, "1月6日—1月10日", 412),
            (2, "1月13日—1月17日", 388),
            (3, "1月20日—1月23日", 451),
        )
    ]
    after = [
        write_issue(n, days(n), f"本周，大厅核验{value}件，比去年同期增加{more}件。")
        for n, value, more in ((1, 498, 86), (2, 433, 45), (3, 470, 19))
    ]

    gathering = gather_texts(tmp_path, *before, *after)

    assert names_of(gathering, "发证") == {frozenset({"大厅 发证", "大厅 核验"})}


def test_what_begins_when_another_ends_is_not_joined_without_proof(tmp_path: Path) -> None:
    texts = [
        *issues(dict.fromkeys(range(1, 8), "大厅发证")),
        *issues(dict.fromkeys(range(8, 15), "大厅核验")),
    ]

    assert len(threads(tmp_path, *texts)) == 2


def test_a_name_that_keeps_its_word_goes_on_at_the_same_height(tmp_path: Path) -> None:
    texts = [
        *issues(dict.fromkeys(range(1, 8), "热线转办诉求")),
        *issues(dict.fromkeys(range(8, 15), "热线转办工单")),
    ]
    higher = [
        *issues(dict.fromkeys(range(1, 8), "热线转办诉求")),
        *issues(dict.fromkeys(range(8, 15), "热线转办工单"), base=3000),
    ]

    assert len(threads(tmp_path, *texts)) == 1
    assert len(threads(tmp_path / "另", *higher)) == 2


# the archive's own file


def layout_with(folder: Path, lines: str, *texts: str) -> Layout:
    layout = make_archive(folder, texts)
    layout.equivalences.write_text(lines, encoding="utf-8")
    return layout


def threads_of(layout: Layout) -> set[tuple[int, int]]:
    with Store.open(layout.database) as store:
        gathering = gather(store, layout)
    return {gathering.thread_of(row) for row in gathering.rows}


def test_a_line_joins_what_no_rule_joins(tmp_path: Path) -> None:
    texts = [*issues({1: "大厅发证", 2: "大厅发证"}), *issues({3: "大厅核验"})]
    layout = layout_with(tmp_path, "=\t大厅\t发证\t\t大厅\t核验\t件\t改称\n", *texts)

    assert len(threads_of(layout)) == 1


def test_a_line_undoes_a_joining(tmp_path: Path) -> None:
    texts = issues({1: "大厅受理", 2: "大厅受理量", 3: "大厅受理"})

    assert len(threads_of(layout_with(tmp_path, "# 空\n", *texts))) == 1
    undone = layout_with(tmp_path / "另", "≠\t大厅\t受理\t件\t大厅\t受理量\t件\n", *texts)
    assert len(threads_of(undone)) == 2


def test_a_star_joins_all_indicators_of_a_renamed_scope(tmp_path: Path) -> None:
    texts = [
        *issues({1: "甲平台受理", 2: "甲平台受理"}),
        *issues({3: "乙系统受理"}),
        *issues({4: "甲平台办结"}),
        *issues({5: "乙系统办结"}),
    ]
    layout = layout_with(tmp_path, "=\t甲平台\t*\t\t乙系统\t*\n", *texts)

    assert len(threads_of(layout)) == 2


def test_a_new_archive_has_the_file_with_its_explanation_and_no_line(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path / "档案")

    assert "关系\t口径\t指标\t单位" in layout.equivalences.read_text(encoding="utf-8")
    assert read_equivalences(layout.equivalences) == ()


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "equivalences.tsv"
    path.write_text("# 说明\n等于\t大厅\t受理\n", encoding="utf-8")

    with pytest.raises(ArchiveError, match="第 2 行看不懂"):
        read_equivalences(path)


def test_explain_lists_the_names_of_a_series_with_their_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, issues({1: "大厅受理", 2: "大厅受理量", 3: "大厅受理"}))

    assert main(["--archive", str(layout.root), "indicators", "受理", "--explain"]) == 0

    out = capsys.readouterr().out
    assert "大厅 受理量" in out
    assert "“量、数”等字不计" in out
    assert "equivalences.tsv" in out
