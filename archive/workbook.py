"""The year-end workbook (年终底稿) as XLSX; the only module that imports XlsxWriter."""

import io
from collections.abc import Sequence
from typing import Any

from .records import IssueRow
from .wording import say_coverage
from .workbook_months import MONTHS, TOTALS, write_months, write_totals
from .workbook_sources import CHECKS, SOURCES, set_page, write_checks, write_sources
from .workbook_style import Styles, row_height
from .yearly import LEAST_ISSUES, Yearly

COVER = "说明"
_WIDE = 96
EXAMPLE = "zhoubao show 2023-27#13.25"


def write_workbook(yearly: Yearly) -> bytes:
    """The whole workbook: cover, months, totals, checks, sources."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    styles = Styles(book=book, made={})
    cover, months, totals, checks, sources = map(
        book.add_worksheet, (COVER, MONTHS, TOTALS, CHECKS, SOURCES)
    )
    _write_cover(cover, styles, yearly)
    # the others link to the rows of the sources
    places = write_sources(sources, styles, yearly)
    write_months(months, styles, yearly, places)
    write_totals(totals, styles, yearly, places)
    write_checks(checks, styles, yearly, places)
    book.close()
    return out.getvalue()


def _write_cover(sheet: Any, styles: Styles, yearly: Yearly) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, _WIDE)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, f"{yearly.year}年周报数据底稿", styles.of("title"))
    sheet.set_row(0, 30)
    row = 2
    for title, text, link in cover_lines(yearly):
        if title:
            sheet.write_string(row, 0, title, styles.of("head"))
        if link:
            sheet.write_url(row, 1, f"internal:'{link}'!A1", styles.of("link"), text)
        else:
            sheet.write_string(row, 1, text, styles.of("wrapped"))
        sheet.set_row(row, row_height(text, _WIDE) + 4)
        row += 1
    set_page(sheet, COVER)


def cover_lines(yearly: Yearly) -> Sequence[tuple[str, str, str]]:
    """What the first sheet says: (title, text, sheet that it leads to)."""
    doubts = len(yearly.differing)
    return (
        ("刊物", _say_periodical(yearly.issues), ""),
        ("收录", f"{say_coverage(yearly.coverage)}。", ""),
        ("上年收录", f"{say_coverage(yearly.coverage_before)}。", ""),
        ("年份", _say_year(yearly), ""),
        (
            "指标",
            f"在本年 {LEAST_ISSUES} 期以上印出的指标 {len(yearly.lines)} 个，列在“{MONTHS}”表；"
            f"另有 {yearly.rare} 个指标期数更少，它们的数都在“{SOURCES}”表。",
            "",
        ),
        (
            "推算",
            "月度数：月末累计减上月末累计，首尾没有累计的用各期本周数相加，其间缺期或缺数就不算；"
            "月份按报告期末日所在的月。推算的数用蓝色斜体，与原文印出的数分开；"
            "原文写明“当月”的优先用原文。比率、平均数、时限不相加，取当月最后一次印出的数。",
            "",
        ),
        ("缺数", "灰底空格表示没有数，不表示 0；原因写在批注里。", ""),
        ("疑点", f"核对发现不一致 {doubts} 处，涉及的数黄底；印出的数一概不改。", ""),
        (
            "出处",
            "每个数的批注里有期、页、原句；点数字跳到“出处”表里的那一行。"
            f"把批注或“出处”表里的命令（如 {EXAMPLE}）放到终端里运行，就打开那一句。",
            "",
        ),
        ("看表", f"{MONTHS}：指标按月、全年、上年、同比", MONTHS),
        ("", f"{TOTALS}：各月最后一次印出的今年以来累计", TOTALS),
        ("", f"{CHECKS}：不一致的地方，逐条列出", CHECKS),
        ("", f"{SOURCES}：用到的每一个印出的数", SOURCES),
    )


def _say_periodical(issues: Sequence[IssueRow]) -> str:
    names = dict.fromkeys(f"《{issue.series}》" for issue in issues if issue.series)
    publishers = dict.fromkeys(issue.publisher for issue in issues if issue.publisher)
    said = "、".join(names) or "（没有印刊名）"
    return said + (f"，{'、'.join(publishers)}编发" if publishers else "")


def _say_year(yearly: Yearly) -> str:
    if yearly.is_whole:
        return f"全年；同比是 {yearly.year} 年比 {yearly.year - 1} 年。"
    return (
        f"收录到 {yearly.last_day} 为止，不是全年；“{yearly.year}年至…”一栏是最近的累计，"
        "同比与上年同一周的累计相比。"
    )
