"""The year-end workbook and its summary: right numbers, each with its source, gaps that say why."""

import io
import os
import re
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from archive.cli import main
from tests.test_archive_cli import Ran

ISSUE = """{year}年第{number}期（总第{whole}期）
政务服务周报
（{first.month}月{first.day}日—{last.month}月{last.day}日）
青禾市政务服务中心
{published.year}年{published.month}月{published.day}日
一、窗口运行情况
（一）综合窗口办件情况
本周，综合窗口受理{week}件；今年以来，累计受理{total}件。
（二）服务评价情况
截至目前，综合窗口好评率{rate}%。{more}
"""
ENDED = "（三）自助服务情况\n本周，打印材料{week}份；今年以来，累计打印材料{total}份。"
LAST_ENDED = 40  # of 2021, 4—8 October: it is printed no more
FIRST_MONDAYS = {2021: date(2021, 1, 4), 2022: date(2022, 1, 3)}
WEEKS = {2021: 200, 2022: 220}  # so many a week
LAST = {2021: 51, 2022: 9}  # up to 20—24 December 2021, 28 February—4 March 2022
LOST = (2022, 4)  # 24—28 January 2022


def issue_text(year: int, number: int) -> str:
    first = FIRST_MONDAYS[year] + timedelta(weeks=number - 1)
    return ISSUE.format(
        year=year,
        number=number,
        whole=number if year == 2021 else 51 + number,
        first=first,
        last=first + timedelta(days=4),
        published=first + timedelta(days=7),
        week=WEEKS[year],
        total=WEEKS[year] * number,
        rate=Decimal("98.5") + (Decimal("0.3") if year == 2022 else 0),
        more=(
            "\n" + ENDED.format(week=10, total=10 * number)
            if year == 2021 and number <= LAST_ENDED
            else ""
        ),
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2021 whole, 2022 up to its ninth issue without the fourth."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "周报").mkdir()
    for year, last in LAST.items():
        for number in range(1, last + 1):
            if (year, number) != LOST:
                path = folder / "周报" / f"{year}-{number:02d}.txt"
                path.write_text(issue_text(year, number), encoding="utf-8")
    assert main(["--archive", str(folder / "档案"), "--quiet", "add", str(folder / "周报")]) == 0
    return folder / "档案"


@pytest.fixture(scope="module")
def papers(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of both years."""
    folder = tmp_path_factory.mktemp("papers")
    for year in (2021, 2022):
        words = ["--output", str(folder / f"{year}.xlsx"), "--word", str(folder / f"{year}.docx")]
        assert main(["--archive", str(archive), "--quiet", "report", str(year), *words]) == 0
    return folder


class Sheet:
    """A sheet of months, read by the names of its lines and columns."""

    def __init__(self, path: Path, name: str = "月度") -> None:
        self.sheet: Any = load_workbook(path)[name]
        heads = [cell.value for cell in self.sheet[4]]
        self.columns = {str(head).split("\n")[0]: place for place, head in enumerate(heads)}
        self.lines = {(row[0].value, row[1].value): row for row in self.sheet.iter_rows(min_row=5)}

    def cell(self, indicator: str, head: str) -> Any:
        return self.lines["综合窗口", indicator][self.columns[head]]

    def share(self, head: str) -> Any:
        """A cell of the only line in percent, whatever its name."""
        (line,) = [row for row in self.lines.values() if row[2].value == "%"]
        return line[self.columns[head]]


@pytest.fixture(scope="module")
def whole(papers: Path) -> Sheet:
    return Sheet(papers / "2021.xlsx")


@pytest.fixture(scope="module")
def part(papers: Path) -> Sheet:
    return Sheet(papers / "2022.xlsx")


# numbers


def test_january_is_the_total_printed_at_its_end(whole: Sheet) -> None:
    cell = whole.cell("受理", "1月")

    assert cell.value == 800
    assert not cell.font.italic
    assert "原文印出的数" in cell.comment.text
    assert "〔2021年第4期（总第4期）〕800件" in cell.comment.text


def test_another_month_is_the_difference_of_two_totals_and_says_so(whole: Sheet) -> None:
    cell = whole.cell("受理", "2月")

    assert cell.value == 800  # 1600 after the issue of 22—26 February, less 800
    assert cell.font.italic
    assert "推算：2021-8 的累计 1600，减 2021-4 的累计 800" in cell.comment.text


def test_the_year_is_its_last_total(whole: Sheet) -> None:
    assert whole.cell("受理", "2021年").value == 10200


def test_months_of_a_whole_year_sum_up_to_the_year(whole: Sheet) -> None:
    months = [whole.cell("受理", f"{month}月").value for month in range(1, 13)]

    assert sum(months) == 10200


def test_a_number_that_is_printed_no_more_has_no_total_of_the_year(whole: Sheet) -> None:
    (line,) = [row for row in whole.lines.values() if row[2].value == "份"]

    assert line[whole.columns["9月"]].value == 40  # four weeks of ten
    for head in ("10月", "2021年"):
        cell = line[whole.columns[head]]
        assert cell.value is None
        assert "只印到 2021-10-08" in cell.comment.text
    assert line[whole.columns["最近印出"]].value == 400
    assert line[whole.columns["印到"]].value == "2021-10-08"


def test_a_month_whose_last_issue_is_missing_is_empty_and_says_why(part: Sheet) -> None:
    cell = part.cell("受理", "1月")

    assert cell.value is None
    assert "没有数：首尾缺期" in cell.comment.text


def test_a_month_after_the_missing_issue_is_the_sum_of_its_weeks(part: Sheet) -> None:
    cell = part.cell("受理", "2月")

    assert cell.value == 880
    assert "推算：各期本周数之和，共 4 个数" in cell.comment.text


def test_a_year_that_is_not_over_is_compared_with_the_same_week(part: Sheet) -> None:
    assert part.cell("受理", "2022年至3月4日").value == 1980
    assert part.cell("受理", "2021年同期").value == 1800
    assert part.cell("受理", "同比%").value == 10


def test_a_month_that_is_not_over_says_up_to_when_it_goes(part: Sheet) -> None:
    assert part.sheet["G4"].value == "3月\n（至4日）"


def test_months_that_have_not_come_are_empty_and_not_zero(part: Sheet) -> None:
    assert [part.cell("受理", f"{month}月").value for month in range(4, 13)] == [None] * 9


def test_a_share_is_given_as_it_last_stood_and_compared_in_points(part: Sheet) -> None:
    assert part.share("2月").value == 98.8
    assert part.share("性质").value == "期末"
    assert part.share("同比%").value == pytest.approx(0.3)
    assert "百分点" in part.share("同比%").comment.text


def test_the_totals_of_each_month_are_those_printed(papers: Path) -> None:
    totals = Sheet(papers / "2022.xlsx", "累计")

    assert totals.cell("受理", "至1月").value == 660
    assert totals.cell("受理", "至2月").value == 1760
    assert "2022-8 印出的数（截至 2022-02-25）" in totals.cell("受理", "至2月").comment.text


# sources


def test_every_number_links_to_a_row_that_holds_its_words(papers: Path) -> None:
    for year in (2021, 2022):
        book = load_workbook(papers / f"{year}.xlsx")
        found = 0
        for name in ("月度", "累计"):
            for row in book[name].iter_rows(min_row=5, min_col=5):
                for cell in row:
                    if not isinstance(cell.value, int | float):
                        continue
                    found += 1
                    assert cell.comment is not None, cell.coordinate
                    sheet, place = cell.hyperlink.location.split("!")
                    source = [c.value for c in book[sheet.strip("'")][int(place[1:])]]
                    assert source[-1] in cell.comment.text  # the command
                    assert source[9] in source[13]  # the printed number in its sentence
        assert found > 10


def test_the_command_in_a_comment_opens_the_sentence(
    part: Sheet, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = part.cell("受理", "2022年至3月4日").comment.text
    command = re.search(r"zhoubao (show \S+)", text)
    assert command is not None

    assert main(["--archive", str(archive), *command[1].split()]) == 0
    out = capsys.readouterr().out
    assert "2022年第9期" in out
    assert "【本周，综合窗口受理220件；今年以来，累计受理1980件。】" in out


def test_the_first_sheet_states_the_coverage_and_what_is_missing(papers: Path) -> None:
    book = load_workbook(papers / "2022.xlsx")
    said = [str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value]

    assert book.sheetnames == ["说明", "月度", "累计", "核对", "出处"]
    assert "收录 2022-01-03—03-04 共 8 期，其间缺 1 期（总第 55 期）。" in said
    assert any("不表示 0" in text for text in said)


def test_numbers_are_numbers_and_words_are_never_formulas(papers: Path) -> None:
    book = load_workbook(papers / "2022.xlsx")
    kinds = {
        cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }

    assert kinds <= {"n", "s"}


# the summary


def test_the_summary_is_laid_out_as_the_standard_asks(papers: Path) -> None:
    document = Document(str(papers / "2022.docx"))
    section: Any = document.sections[0]

    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    body: Any = next(p for p in document.paragraphs if p.text.startswith("本年收录"))
    assert body.paragraph_format.line_spacing.pt == 28
    assert body.runs[0].font.size.pt == 16
    assert 'w:eastAsia="仿宋_GB2312"' in body.runs[0]._r.xml
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


def test_the_summary_tells_numbers_with_the_issue_that_printed_them(papers: Path) -> None:
    text = "\n".join(p.text for p in Document(str(papers / "2022.docx")).paragraphs)

    assert "受理1980件（2022年第9期），同比增长10.0%（推算）" in text
    assert "其间缺 1 期（总第 55 期）" in text


# the command


def run(archive: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Ran:
    capsys.readouterr()
    code = main(["--archive", str(archive), *words])
    out, err = capsys.readouterr()
    return Ran(code, out, err)


def test_a_year_without_issues_writes_nothing(
    archive: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran = run(archive, capsys, "report", "2019", "--output", str(tmp_path / "a.xlsx"))

    assert ran.code == 1
    assert "2019 年没有收录任何一期" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_forced(
    archive: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place = tmp_path / "底稿.xlsx"
    place.write_text("改过的底稿", encoding="utf-8")

    ran = run(archive, capsys, "report", "2022", "--output", str(place))
    assert ran.code == 2
    assert "已经有了" in ran.err
    assert place.read_text(encoding="utf-8") == "改过的底稿"
    assert run(archive, capsys, "report", "2022", "--output", str(place), "--force").code == 0
    assert load_workbook(io.BytesIO(place.read_bytes())).sheetnames[0] == "说明"


@pytest.mark.parametrize("year", ["22", "二〇二二", "2022-07"])
def test_what_is_no_year_is_refused(
    archive: Path, capsys: pytest.CaptureFixture[str], year: str
) -> None:
    ran = run(archive, capsys, "report", year)

    assert ran.code == 2
    assert "不是年份" in ran.err


# what people open it with


in_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"),
    reason="LibreOffice is not installed; in CI it has to be",
)


def open_in_libreoffice(folder: Path, kind: str, *names: str, reading: str = "") -> None:
    """Convert files in a folder, with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            *("soffice", "--headless", profile, *([reading] if reading else [])),
            *("--convert-to", kind, "--outdir", str(folder), *names),
        ],
        check=True,
        capture_output=True,
        cwd=folder,
        timeout=180,
    )


@in_libreoffice
def test_libreoffice_opens_workbook_summary_and_chart(
    papers: Path, archive: Path, tmp_path: Path
) -> None:
    pytest.importorskip("vl_convert", reason="the extra [charts] is not installed")
    asked = ["--archive", str(archive), "--quiet", "figures", "受理", "--from", "2022"]
    main([*asked, "--chart", str(tmp_path / "chart.svg")])
    shutil.copy(papers / "2022.xlsx", tmp_path / "book.xlsx")
    shutil.copy(papers / "2022.docx", tmp_path / "paper.docx")

    open_in_libreoffice(tmp_path, "pdf", "book.xlsx", "paper.docx", "chart.svg")

    book, paper = read_pdf(tmp_path / "book.pdf"), read_pdf(tmp_path / "paper.pdf")
    assert "2022年各指标按月" in book
    assert "1,980" in book
    assert "zhoubao show 2022-9#" in book
    assert "2022年周报数据摘要" in paper.replace(" ", "")
    # without LibreOffice Draw it would be opened as text
    assert len(PdfDocument(tmp_path / "chart.pdf")) == 1, "libreoffice-draw is not installed"


@in_libreoffice
def test_libreoffice_opens_a_sheet_of_figures(archive: Path, tmp_path: Path) -> None:
    words = ["figures", "受理", "--from", "2022", "--format", "csv", "--output"]
    main(["--archive", str(archive), "--quiet", *words, str(tmp_path / "sheet.csv")])

    # what its window offers by itself: UTF-8, commas
    open_in_libreoffice(tmp_path, "xlsx", "sheet.csv", reading="--infilter=CSV:44,34,76,1")

    rows = list(load_workbook(tmp_path / "sheet.xlsx").active.iter_rows(values_only=True))
    titles = dict(zip(rows[0], range(len(rows[0])), strict=True))
    (row,) = [row for row in rows if row[titles["原文"]] == "1980件"]
    assert row[titles["数值"]] == 1980
    assert row[titles["期号"]] == "2022年第9期（总第60期）"


def read_pdf(path: Path) -> str:
    """The words of all pages."""
    document = PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace(
        "\r\n", "\n"
    )
