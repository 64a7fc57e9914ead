"""Corrections beside the printed numbers, and the originals read again."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archive.checks import run_checks
from archive.cli import main
from archive.corrections import (
    apply_corrections,
    make_correction,
    parse_value,
    read_corrections,
    write_corrections,
)
from archive.gathering import gather
from archive.layout import Layout
from archive.records import FigureRow
from archive.reparsing import compare_figures, reparse
from archive.series_fields import spot_of
from archive.store import Store
from parser.errors import ArchiveError
from tests.factories import make_figure
from tests.typed_archives import make_archive, write_issue

TEXTS = (
    write_issue(1, "1月4日—1月8日", "本周，大厅受理301件。今年以来，大厅累计受理301件。"),
    write_issue(2, "1月11日—1月15日", "本周，大厅受理302件。今年以来，大厅累计受理630件。"),
    write_issue(3, "1月18日—1月22日", "本周，大厅受理303件。今年以来，大厅累计受理906件。"),
)


def figure_of(layout: Layout, printed: str) -> FigureRow:
    with Store.open(layout.database) as store:
        (row,) = (row for row in store.figures() if row.figure.printed == printed)
    return row


def run(layout: Layout, *words: str) -> int:
    return main(["--archive", str(layout.root), *words])


def test_a_correction_stands_beside_the_printed_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, TEXTS)
    spot = spot_of(figure_of(layout, "630件"))

    assert run(layout, "correct", spot, "--value", "603", "--reason", "数字颠倒") == 0
    capsys.readouterr()
    run(layout, "figures", "受理", "--format", "json", "--quiet")

    rows = {row["printed"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (rows["630件"]["value"], rows["630件"]["corrected"]) == ("630", "603")
    assert rows["630件"]["correction_reason"] == "数字颠倒"
    assert rows["906件"]["corrected"] is None


def test_checks_and_series_reckon_with_the_corrected_value_and_print_the_printed(
    tmp_path: Path,
) -> None:
    layout = make_archive(tmp_path, TEXTS)
    run(layout, "correct", spot_of(figure_of(layout, "630件")), "--value", "603", "--reason", "漏")

    with Store.open(layout.database) as store:
        gathering = gather(store, layout)
    (series,) = gathering.series()

    assert [check.kind for check in run_checks(gathering) if check.verdict == "differs"] == []
    assert [point.value("year_to_date") for point in series.points] == [301, 630, 906]


def test_an_undone_correction_leaves_the_printed_value_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, TEXTS)
    spot = spot_of(figure_of(layout, "630件"))
    run(layout, "correct", spot, "--value", "603", "--reason", "数字颠倒")

    assert run(layout, "correct", spot, "--undo") == 0
    assert read_corrections(layout.corrections) == ()
    assert run(layout, "correct", spot, "--undo") == 1
    assert "没有更正" in capsys.readouterr().err


def test_the_same_number_twice_in_a_sentence_is_corrected_where_it_was_meant(
    tmp_path: Path,
) -> None:
    layout = make_archive(
        tmp_path, [write_issue(1, "1月4日—1月8日", "本周，甲厅受理30件，乙厅受理30件。")]
    )
    with Store.open(layout.database) as store:
        rows = [row for row in store.figures() if row.figure.printed == "30件"]
    correction = make_correction(rows[1], Decimal(31), "漏", day=date(2021, 2, 1), others=rows)

    corrected = apply_corrections(rows, [correction])

    assert [row.correction and row.correction.value for row in corrected] == [None, 31]


def test_the_file_comes_back_as_it_was_written_and_keeps_lines_that_people_added(
    tmp_path: Path,
) -> None:
    layout = make_archive(tmp_path, TEXTS)
    row = figure_of(layout, "630件")
    correction = make_correction(
        row, Decimal("603.5"), "制表符\t与换行\n", day=date(2021, 2, 1), others=[row]
    )

    write_corrections(layout.corrections, [correction])
    text = layout.corrections.read_text(encoding="utf-8")
    layout.corrections.write_text("# 自己的说明\n" + text, encoding="utf-8")
    write_corrections(layout.corrections, read_corrections(layout.corrections))

    (again,) = read_corrections(layout.corrections)
    assert again == correction
    assert again.reason == "制表符 与换行"
    assert layout.corrections.read_text(encoding="utf-8").startswith("# 自己的说明\n")


@pytest.mark.parametrize(
    ("text", "value"),
    [("603", 603), ("2,644", 2644), ("1.2万", 12000), ("４３．３", Decimal("43.3"))],
)
def test_a_value_is_read_as_people_write_it(text: str, value: Decimal) -> None:
    assert parse_value(text) == value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2021-2#99.0", "--value", "1", "--reason", "试"), "那里没有读出数据"),
        (("第二期", "--value", "1", "--reason", "试"), "不是一个数的出处"),
        (("2021-2#5.0", "--value", "三百", "--reason", "试"), "“三百”不是数"),
        (("2021-2#5.0", "--value", "300"), "要写明 --value 和 --reason"),
    ],
)
def test_what_cannot_be_corrected_says_why(
    tmp_path: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, TEXTS)
    place = spot_of(figure_of(layout, "302件"))
    real = [place if word == "2021-2#5.0" else word for word in words]

    assert run(layout, "correct", *real) == 2
    assert said in capsys.readouterr().err


def test_a_damaged_file_of_corrections_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    layout = make_archive(tmp_path, TEXTS)
    layout.corrections.write_text("# 说明\n2021-2\t630件\n", encoding="utf-8")

    with pytest.raises(ArchiveError, match="第 2 行看不懂"):
        read_corrections(layout.corrections)


# reading again


def added(tmp_path: Path) -> Layout:
    """An archive made by ``add``, so that it has originals."""
    folder = tmp_path / "周报"
    folder.mkdir()
    for number, text in enumerate(TEXTS, start=1):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    layout = Layout(root=tmp_path / "档案")
    assert main(["--archive", str(layout.root), "--quiet", "add", str(folder)]) == 0
    return layout


def spoil(layout: Layout) -> None:
    """The store as an older parser might have left it."""
    import sqlite3

    with sqlite3.connect(layout.database) as connection:
        connection.execute("UPDATE figures SET indicator = '收件' WHERE printed = '302件'")
        connection.execute("UPDATE issues SET parser_version = '0' WHERE key = '2021-2'")
        connection.execute("DELETE FROM figures WHERE printed = '630件'")
    connection.close()


def test_reparse_reads_old_issues_again_and_says_what_changed(tmp_path: Path) -> None:
    layout = added(tmp_path)
    spoil(layout)

    (reread,) = reparse(layout)

    assert reread.issue.key == "2021-2"
    changes = {change.figure.printed: change for change in reread.changes}
    assert (changes["302件"].kind, changes["302件"].parts) == ("changed", ("indicator",))
    assert changes["302件"].before is not None
    assert changes["302件"].before.indicator == "收件"
    assert changes["630件"].kind == "added"
    assert list(reparse(layout)) == []


def test_corrections_hold_after_a_reparse(tmp_path: Path) -> None:
    layout = added(tmp_path)
    run(
        layout, "correct", spot_of(figure_of(layout, "302件")), "--value", "320", "--reason", "颠倒"
    )
    spoil(layout)

    list(reparse(layout))

    with Store.open(layout.database) as store:
        corrected = [row for row in gather(store, layout).rows if row.correction is not None]
    assert [(row.figure.printed, row.settled.value) for row in corrected] == [
        ("302件", Decimal(320))
    ]


def test_an_original_that_is_gone_is_reported_and_its_issue_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = added(tmp_path)
    with Store.open(layout.database) as store:
        (file,) = store.files_of("2021-2")
    (layout.root / str(file.original)).unlink()

    assert run(layout, "reparse", "--all", "--quiet") == 2

    out = capsys.readouterr()
    assert "没有读成" in out.out + out.err
    assert figure_of(layout, "302件").issue.key == "2021-2"


def test_reparse_says_so_when_there_is_nothing_to_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = added(tmp_path)

    assert run(layout, "reparse") == 1
    assert "没有旧版本解析的期" in capsys.readouterr().err
    assert run(layout, "reparse", "--all") == 0


def test_a_search_after_a_reparse_finds_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = added(tmp_path)
    run(layout, "search", "大厅受理302件")
    before = capsys.readouterr().out

    run(layout, "reparse", "--all", "--quiet")
    capsys.readouterr()
    run(layout, "search", "大厅受理302件")

    assert re.search("【大厅受理302件】", before)
    assert capsys.readouterr().out == before


def test_figures_are_compared_by_their_words_wherever_they_stand() -> None:
    old = (make_figure(), make_figure(printed="12件", value=Decimal(12)))
    new = (make_figure(section="二", page=9), make_figure(printed="13件", value=Decimal(13)))

    changes = compare_figures(old, new)

    assert [(change.kind, change.figure.printed) for change in changes] == [
        ("added", "13件"),
        ("removed", "12件"),
    ]
