"""One issue as a page to read in a terminal, and what was read out of a file."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from parser.model import Block, Issue, Period, Section

from .fields import KINDS
from .records import IssueRow
from .screen import Column, Look, Run, Style, clean_text, render_table, width_of, wrap_runs
from .wording import say_days, say_figure_source, say_heading, say_issue, say_value

_PAGE_WIDTH = 100  # longer lines are hard to follow with the eye


def render_issue(issue: Issue, row: IssueRow, look: Look) -> str:
    """A whole issue: blocks as printed, headings bold, a mark where a page begins."""
    head = look.paint("title", say_issue(row)) + "\n\n"
    return head + _render_blocks(issue, 0, len(issue.blocks) - 1, look)


def render_section(issue: Issue, section: Section, row: IssueRow, look: Look) -> str:
    """One section with those below it, under the headings that stand above it."""
    above = [other for other in issue.sections if section.path.startswith(f"{other.path}/")]
    place = " › ".join(say_heading(other) for other in above)
    head = look.paint("title", say_issue(row)) + "\n"
    if place:
        head += look.paint("dim", place) + "\n"
    return head + "\n" + _render_blocks(issue, section.first_block, section.last_block, look)


def render_page(issue: Issue, page: int, row: IssueRow, look: Look) -> str | None:
    """What begins on a page; None where nothing does."""
    on_page = [place for place, block in enumerate(issue.blocks) if block.page == page]
    if not on_page:
        return None
    head = look.paint("title", say_issue(row)) + "\n\n"
    return head + _render_blocks(issue, on_page[0], on_page[-1], look)


def _render_blocks(issue: Issue, first: int, last: int, look: Look) -> str:
    page_look = look
    if look.width is not None:
        page_look = Look(width=min(look.width, _PAGE_WIDTH), colour=look.colour)
    headings = _heading_ends(issue)
    lines: list[str] = []
    page = None
    for position in range(first, last + 1):
        block = issue.blocks[position]
        if block.page is not None and block.page != page:
            page = block.page
            lines.append(_page_mark(page, page_look))
        lines.extend(_block_lines(block, headings.get(position, 0), page_look))
    return "\n".join(lines) + "\n"


def _page_mark(page: int, look: Look) -> str:
    mark = f"第 {page} 页"
    rule = "─" * max(((look.width or 60) - width_of(mark) - 2) // 2, 3)
    return look.paint("dim", f"{rule} {mark} {rule}")


def _heading_ends(issue: Issue) -> dict[int, int]:
    """How many characters of a section's first block are its label and heading."""
    ends = {}
    for section in issue.sections:
        if section.heading is None:
            continue
        text = issue.blocks[section.first_block].text
        place = text.find(section.heading)
        if place >= 0:
            ends[section.first_block] = place + len(section.heading)
    return ends


def _block_lines(block: Block, heading_end: int, look: Look) -> list[str]:
    if block.kind == "table":
        return [_table(block, look), ""]
    if block.kind == "furniture":
        return [*wrap_runs([(clean_text(block.text), "dim")], look), ""]
    runs = list(_runs(block, heading_end))
    indent = "" if heading_end else "　　"
    return [*wrap_runs(runs, look, first=indent), ""]


def _runs(block: Block, heading_end: int) -> Iterator[Run]:
    bold = (*block.bold, (0, heading_end)) if heading_end else block.bold
    edges = sorted({0, len(block.text), *(edge for run in bold for edge in run)})
    for start, end in pairwise(edges):
        style: Style | None = None
        if any(first <= start and end <= last for first, last in bold):
            style = "bold"
        yield clean_text(block.text[start:end]), style


def _table(block: Block, look: Look) -> str:
    # a stored block has lost its cells; " | " divides them in its text
    rows = block.rows or tuple(tuple(line.split(" | ")) for line in block.text.split("\n"))
    count = max(len(row) for row in rows)
    cells = [[cell or "" for cell in row] + [""] * (count - len(row)) for row in rows]
    columns = [Column(title=title, flexible=True) for title in cells[0]]
    return render_table(columns, cells[1:] or cells, look).rstrip("\n")


def render_parsed(issue: Issue, look: Look) -> str:
    """What was read out of a file, for someone who holds the file beside it."""
    parts = [
        _masthead_lines(issue, look),
        _outline_lines(issue, look),
        _figure_lines(issue, look),
        _event_lines(issue, look),
        _name_lines(issue, look),
        _problem_lines(issue, look),
    ]
    return "\n".join(part for part in parts if part)


def _titled(title: str, body: str, look: Look) -> str:
    return f"{look.paint('title', title)}\n{body}" if body else ""


def _masthead_lines(issue: Issue, look: Look) -> str:
    masthead, imprint = issue.masthead, issue.imprint
    pairs = (
        ("刊名", masthead.series),
        ("年", masthead.year),
        ("期号", masthead.number),
        ("总期号", masthead.whole_number),
        ("报告期", _say_period(masthead.period)),
        ("编发机关", masthead.publisher),
        ("印发日期", masthead.published),
        ("报", "、".join(imprint.report_to)),
        ("送", "、".join(imprint.send_to)),
        ("发", "、".join(imprint.issue_to)),
        ("印数", imprint.copies),
        ("页数", issue.source.pages),
    )
    lines = [f"  {name}：{value}\n" for name, value in pairs if value not in (None, "")]
    if not lines:
        lines = ["  没有读出刊头和版记\n"]
    return _titled(f"刊头与版记  {issue.source.name}", "".join(lines), look)


def _say_period(period: Period | None) -> str:
    if period is None:
        return ""
    days = say_days(period.start, period.end)
    return f"{days}（{period.printed}）" if period.printed else days


def _outline_lines(issue: Issue, look: Look) -> str:
    lines = [
        f"{'  ' * (section.path.count('/') + 1)}{say_heading(section)}\n"
        for section in issue.sections
    ]
    return _titled(f"章节 {len(lines)}", "".join(lines), look)


def _figure_lines(issue: Issue, look: Look) -> str:
    columns = (
        Column(title="章节"),
        Column(title="口径", flexible=True),
        Column(title="指标", flexible=True),
        Column(title="数值", right=True),
        Column(title="单位"),
        Column(title="时段"),
        Column(title="原文", flexible=True),
    )
    cells = [
        (
            say_figure_source(figure),
            figure.scope or "",
            figure.indicator or "",
            say_value(figure),
            figure.unit,
            KINDS[figure.period.kind] if figure.period else "",
            figure.printed,
        )
        for figure in issue.figures
    ]
    return _titled(f"数据 {len(cells)}", render_table(columns, cells, look), look)


def _event_lines(issue: Issue, look: Look) -> str:
    columns = (
        Column(title="章节"),
        Column(title="日期"),
        Column(title="机构", flexible=True),
        Column(title="事项", flexible=True),
    )
    cells = [
        (
            event.section or "",
            str(event.date or event.date_printed or ""),
            "、".join(event.actors),
            event.action,
        )
        for event in issue.events
    ]
    return _titled(f"事件 {len(cells)}", render_table(columns, cells, look), look)


def _name_lines(issue: Issue, look: Look) -> str:
    departments = dict.fromkeys(
        mention.printed
        if mention.name in (None, mention.printed)
        else f"{mention.printed}（{mention.name}）"
        for mention in issue.departments
    )
    people = dict.fromkeys(f"{person.title or ''}{person.name}" for person in issue.people)
    documents = dict.fromkeys(
        f"{f'《{document.title}》' if document.title else ''}{document.document_number or ''}"
        for document in issue.documents
    )
    parts = [
        _titled(f"{title} {len(names)}", _run_together(names, look), look)
        for title, names in (("机构", departments), ("人物", people), ("引用文件", documents))
    ]
    return "\n".join(part for part in parts if part)


def _run_together(names: Iterable[str], look: Look) -> str:
    text = clean_text("；".join(names))
    return "\n".join(wrap_runs([(text, None)], look, indent="  ")) + "\n" if text else ""


def _problem_lines(issue: Issue, look: Look) -> str:
    lines = [
        f"  {f'{problem.section}：' if problem.section else ''}{clean_text(problem.message)}\n"
        for problem in issue.problems
    ]
    return _titled(f"疑点 {len(lines)}", "".join(lines), look)
