"""The sheets that the others lead to: every printed number, and what does not add up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from .checks import Check
from .fields import KINDS, QUALIFIERS
from .places import say_command, say_spot
from .records import FigureRow
from .render_series import CHECK_KINDS
from .wording import say_days, say_page
from .workbook_style import Styles, number_format, row_height
from .yearly import Yearly
from .yearly_cells import key_of

SOURCES, CHECKS = "出处", "核对"
_SOURCE_HEADS = (
    ("期", 10),
    ("期号", 24),
    ("报告期", 22),
    ("口径", 20),
    ("指标", 18),
    ("数值", 14),
    ("单位", 8),
    ("限定", 6),
    ("时段", 10),
    ("原文", 14),
    ("更正为", 10),
    ("页", 7),
    ("章节", 12),
    ("句子", 60),
    ("来源文件", 26),
    ("打开原句的命令", 30),
)
_CHECK_HEADS = (
    ("期", 10),
    ("种类", 14),
    ("发现", 64),
    ("印作", 14),
    ("应为", 14),
    ("相差", 12),
    ("出处", 14),
    ("打开原句的命令", 30),
)

Places = Mapping[tuple[str, int, int], int]  # row of the sheet of sources, from 0


def write_sources(sheet: Any, styles: Styles, yearly: Yearly) -> Places:
    """A row for each printed number, in order of time; where each stands."""
    _write_heads(sheet, styles, SOURCES, _SOURCE_HEADS)
    places: dict[tuple[str, int, int], int] = {}
    for number, row in enumerate(yearly.figures, start=1):
        places.setdefault(key_of(row), number)
        _write_row(sheet, styles, number, _source_cells(row), wrapped={13: _SOURCE_HEADS[13][1]})
    sheet.autofilter(0, 0, max(len(yearly.figures), 1), len(_SOURCE_HEADS) - 1)
    return places


def _source_cells(row: FigureRow) -> tuple[str | Decimal, ...]:
    figure, issue = row.figure, row.issue
    return (
        *(issue.key, issue.label, say_days(issue.first, issue.last)),
        *(figure.scope or "", figure.indicator or "", figure.value, figure.unit),
        QUALIFIERS[figure.qualifier] if figure.qualifier else "",
        KINDS[figure.period.kind] if figure.period else "",
        figure.printed,
        "" if row.correction is None else row.correction.value,
        *(say_page(figure.page), figure.section or "", figure.sentence, issue.source_name),
        say_command(say_spot(issue, figure.span)),
    )


def write_checks(sheet: Any, styles: Styles, yearly: Yearly, places: Places) -> None:
    """What differs, each with a link to the number in doubt; then how many checks hold."""
    _write_heads(sheet, styles, CHECKS, _CHECK_HEADS)
    for number, check in enumerate(yearly.differing, start=1):
        _write_row(sheet, styles, number, _check_cells(check), wrapped={2: _CHECK_HEADS[2][1]})
        place = places.get(key_of(check.figures[0])) if check.figures else None
        if place is not None:
            link = f"internal:'{SOURCES}'!A{place + 1}"
            sheet.write_url(number, 6, link, styles.of("link"), "看出处")
    below = len(yearly.differing) + 2
    sheet.write_string(below, 0, _say_checks(yearly.checks), styles.of("note"))


def _check_cells(check: Check) -> tuple[str | Decimal, ...]:
    spot = say_spot(check.issue, check.span)
    return (
        *(check.issue.key, CHECK_KINDS[check.kind], check.said),
        *("" if value is None else value for value in (check.printed, check.expected)),
        "" if check.difference is None else check.difference,
        *("", say_command(spot)),
    )


def _say_checks(checks: Sequence[Check]) -> str:
    counts = dict.fromkeys(("differs", "holds", "unknown"), 0)
    for check in checks:
        counts[check.verdict] += 1
    return (
        f"共核对 {len(checks)} 处：不一致 {counts['differs']} 处（上面逐条列出），"
        f"一致 {counts['holds']} 处，无法核对 {counts['unknown']} 处。"
    )


def _write_heads(sheet: Any, styles: Styles, name: str, heads: Sequence[tuple[str, int]]) -> None:
    for column, (title, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, styles.of("head"))
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 1)
    set_page(sheet, name, repeated=(0, 0), is_wide=len(heads) > 10)


def set_page(
    sheet: Any, name: str, *, repeated: tuple[int, int] | None = None, is_wide: bool = False
) -> None:
    """A4 across, A3 for wide sheets: all columns on one page's width, titles on every page."""
    sheet.set_landscape()
    sheet.set_paper(8 if is_wide else 9)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{name}&R第 &P 页，共 &N 页")
    if repeated is not None:
        sheet.repeat_rows(*repeated)


def _write_row(
    sheet: Any,
    styles: Styles,
    number: int,
    cells: Sequence[str | Decimal],
    *,
    wrapped: Mapping[int, int],  # the width of each wrapped column
) -> None:
    sheet.set_row(number, max(row_height(str(cells[c]), width) for c, width in wrapped.items()))
    for column, value in enumerate(cells):
        if isinstance(value, Decimal):
            look = styles.of("printed", number=number_format(value))
            sheet.write_number(number, column, float(value), look)
        else:
            look = styles.of("wrapped" if column in wrapped else "text")
            sheet.write_string(number, column, value, look)
