"""The year's summary as a Word file in the layout of GB/T 9704—2012; alone imports python-docx.

A4 with margins of 37, 35, 28 and 26 mm, so that 22 lines of 28 characters stand on a page; text in
仿宋_GB2312 三号 on lines of 28 points; title in 小标宋 二号; headings in 黑体 and 楷体_GB2312; page
numbers between dashes, outside. Programs without these fonts take their own in their place.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from .wording import say_coverage, say_number, say_page
from .workbook_months import year_heads
from .yearly import Line, Yearly
from .yearly_cells import Cell

_TITLE, _BODY, _BLACK, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_LATIN = "Times New Roman"
_SIZE_2, _SIZE_3, _SIZE_4, _SMALL_5 = 22, 16, 14, 9
_LINE = 28
_WIDTHS = (22, 21, 10, 19, 19, 12, 22, 31)  # of the table's columns, in mm
_NUMBERS = (3, 4, 5, 6)  # its columns that hold numbers
_MOST_LINES = 30  # of the table of indicators; the workbook has all
_MOST_DOUBTS = 15


def write_summary(yearly: Yearly) -> bytes:
    """The summary: coverage, indicators in sentences and a table, what does not add up, sources."""
    from docx import Document

    paper = _Paper(Document())
    paper.title(f"{yearly.year}年周报数据摘要")
    paper.heading("一、收录情况")
    paper.text(f"本年{_after(say_coverage(yearly.coverage))}。")
    paper.text(f"上年{_after(say_coverage(yearly.coverage_before))}。")
    paper.heading("二、主要指标")
    told = [line for line in yearly.lines if _number_of(line).value is not None]
    for scope, lines in _by_scope(told[:_MOST_LINES]):
        paper.text("；".join(_say_line(line) for line in lines) + "。", lead=scope)
    paper.heading("三、疑点")
    for text in _say_doubts(yearly):
        paper.text(text)
    paper.heading("四、说明")
    paper.text(
        "以上各数后面的括号里是印出它的期和页。推算的数写明“推算”；没有数的不写，不作零处理；"
        "印出的数一概没有改动。"
    )
    paper.text(
        "附表“出处”一栏写着打开原句的命令里的编号，如 2023-27#13.25 就是运行 "
        "zhoubao show 2023-27#13.25。"
    )
    paper.appendix(
        f"附表  {yearly.year}年主要指标（带 * 的是推算的数）", told[:_MOST_LINES], yearly
    )
    return paper.save()


def _after(coverage: str) -> str:
    return coverage if coverage.startswith("收录") else f"没有可用的周报：{coverage}"


def _number_of(line: Line) -> Cell:
    """What stands for the year: the whole, else the last that is printed."""
    return line.year if line.year.value is not None else line.latest


def _by_scope(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        scope = line.series.scope or line.series.department or ""
        groups.setdefault(scope, []).append(line)
    return list(groups.items())


def _say_line(line: Line) -> str:
    cell = _number_of(line)
    assert cell.value is not None
    name = line.series.indicator or ""
    number = f"{say_number(cell.value)}{line.series.unit}"
    if not cell.is_derived and cell.sources[0].correction is None:
        number = cell.sources[0].figure.printed.replace(" ", "")
    derived = "，推算" if cell.is_derived else ""
    said = f"{name}{number}（{_say_where(cell)}{derived}）"
    if line.year.value is None and line.nature == "flow":
        said = f"截至{_day(cell)}{said}"
    change = line.change.value
    if change is None:
        return said
    points = "个百分点" if line.series.unit in ("%", "％", "‰") else "%"
    word = "增长" if change > 0 else "下降"
    moved = "同比持平" if change == 0 else f"同比{word}{say_number(abs(change))}{points}"
    return f"{said}，{moved}（推算）"


def _day(cell: Cell) -> str:
    last = cell.sources[0].issue.last if cell.sources else None
    return "" if last is None else f"{last.month}月{last.day}日"


def _say_where(cell: Cell) -> str:
    if not cell.sources:
        return "出处不明"
    row = cell.sources[0]
    more = "等" if len(cell.sources) > 1 else ""
    issue = row.issue
    name = issue.label if issue.number is None else f"{issue.year}年第{issue.number}期"
    return f"{name}{say_page(row.figure.page)}{more}"


def _say_doubts(yearly: Yearly) -> list[str]:
    doubts = yearly.differing
    if not doubts:
        return [f"核对 {len(yearly.checks)} 处，没有发现不一致。"]
    texts = [f"核对 {len(yearly.checks)} 处，不一致 {len(doubts)} 处："]
    for number, check in enumerate(doubts[:_MOST_DOUBTS], start=1):
        texts.append(f"{number}. {check.issue.label}：{check.said}。")
    if len(doubts) > _MOST_DOUBTS:
        texts.append(f"其余 {len(doubts) - _MOST_DOUBTS} 处见工作簿的“核对”表。")
    return texts


class _Paper:
    """A document being written; how it looks is known here alone."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._set_page()

    def title(self, text: str) -> None:
        paragraph = self._paragraph(text, font=_TITLE, size=_SIZE_2, is_centred=True)
        paragraph.paragraph_format.space_after = self._points(_LINE)

    def heading(self, text: str) -> None:
        self._paragraph(text, font=_BLACK, size=_SIZE_3, indent=2)

    def text(self, text: str, *, lead: str = "") -> None:
        """A paragraph; ``lead`` stands before it in 楷体."""
        paragraph = self._paragraph("", font=_BODY, size=_SIZE_3, indent=2)
        if lead:
            self._run(paragraph, f"{lead}。", font=_KAI, size=_SIZE_3)
        self._run(paragraph, text, font=_BODY, size=_SIZE_3)

    def appendix(self, title: str, lines: Sequence[Line], yearly: Yearly) -> None:
        """The indicators as a table on pages of its own."""
        from .places import say_spot

        self._document.add_page_break()
        self._paragraph(title, font=_BLACK, size=_SIZE_3)
        heads = ("口径", "指标", "单位", *year_heads(yearly), "同比%（推算）", "最近印出", "出处")
        table = self._document.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        self._repeat(table.rows[0])
        self._fill(table.rows[0], heads, font=_BLACK)
        for line in lines:
            cell = _number_of(line)
            row = cell.sources[0] if cell.sources else None
            cells = (
                *(line.series.scope or line.series.department or "", line.series.indicator or ""),
                *(line.series.unit, _plain(line.year), _plain(line.year_before)),
                *(_plain(line.change, is_marked=False), _plain(line.latest)),
                "" if row is None else say_spot(row.issue, row.figure.span),
            )
            self._fill(table.add_row(), cells, font=_BODY)
        self._set_widths(table, _WIDTHS)

    def save(self) -> bytes:
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    # layout

    def _set_page(self) -> None:
        from docx.shared import Mm

        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self._document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            self._number_pages(footer.paragraphs[0], side)

    def _number_pages(self, paragraph: Any, side: str) -> None:
        """ "— 1 —" in 宋体 四号, one character from the outer edge."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        outside = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}
        paragraph.alignment = outside[side]
        indent = self._points(_SIZE_4)
        if side == "left":
            paragraph.paragraph_format.left_indent = indent
        else:
            paragraph.paragraph_format.right_indent = indent
        self._run(paragraph, "— ", font="宋体", size=_SIZE_4)
        self._field(self._run(paragraph, "", font="宋体", size=_SIZE_4), "PAGE")
        self._run(paragraph, " —", font="宋体", size=_SIZE_4)

    def _field(self, run: Any, code: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for kind in ("begin", None, "end"):
            if kind is None:
                element = OxmlElement("w:instrText")
                element.text = code
            else:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)

    def _paragraph(
        self, text: str, *, font: str, size: float, indent: int = 0, is_centred: bool = False
    ) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING

        paragraph = self._document.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = self._points(_LINE)
        form.space_before = form.space_after = self._points(0)
        form.first_line_indent = self._points(indent * size)
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if text:
            self._run(paragraph, text, font=font, size=size)
        return paragraph

    def _run(self, paragraph: Any, text: str, *, font: str, size: float) -> Any:
        from docx.oxml.ns import qn

        run = paragraph.add_run(text)
        run.font.name = _LATIN if font == _BODY else font
        run.font.size = self._points(size)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        return run

    def _fill(self, row: Any, cells: Sequence[str], *, font: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = self._points(0)
            if column in _NUMBERS and font == _BODY:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._run(paragraph, text, font=font, size=_SMALL_5)

    def _repeat(self, row: Any) -> None:
        """The titles of the table stand on each of its pages."""
        from docx.oxml import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def _set_widths(self, table: Any, widths: Sequence[int]) -> None:
        from docx.shared import Mm

        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)

    def _points(self, size: float) -> Any:
        from docx.shared import Pt

        return Pt(size)


def _plain(cell: Cell, *, is_marked: bool = True) -> str:
    if cell.value is None:
        return ""
    return f"{say_number(cell.value)}{'*' if cell.is_derived and is_marked else ''}"
