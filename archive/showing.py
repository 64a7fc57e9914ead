"""The command that shows an issue: whole, a section of it, as JSON, or where its original lies."""

import re
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from parser.errors import ArchiveError

from .answers import FOUND, NOTHING, Runner, Values, open_store
from .console import Console
from .places import Place, read_spot
from .records import IssueRow
from .usage import UsageError
from .wording import say_coverage, say_issue

if TYPE_CHECKING:
    from parser.model import Issue, Section

    from .store import Store


def run_show(values: Values, console: Console) -> int:
    """show: an issue or a section to read, as JSON, or where its original lies."""
    place = read_spot(values.issue)
    name = values.issue if place is None else place.issue
    with open_store(values) as store:
        row = _find_issue(name, store)
        if row is None:
            console.tell(f"没有收录这一期：{name}\n{say_coverage(store.coverage())}。\n")
            return NOTHING
        console.note(_say_reading(name, row, store))
        if values.original or values.open:
            return _show_original(row, values, console)
        issue = store.issue(row.key)
        differences = store.trail.differences(row.key)
    if values.cite:
        return _cite(issue, row, values, console)
    if place is not None:
        return _show_place(issue, row, place, values, console)
    section = None
    if values.path is not None and values.format == "json":
        raise UsageError(
            "--format json 给出整期，不能只要一节", remedy="去掉章节，或去掉 --format json"
        )
    page = _read_page(values.path)
    if page is not None:
        return _show_page(issue, row, page, console)
    if values.path is not None:
        section = find_section(issue, values.path)
        if section is None:
            console.tell(_no_section(issue, values.path))
            return NOTHING
    if values.format == "json":
        from parser.format import issue_to_json

        from .exports import dump_json

        console.answer(dump_json(issue_to_json(issue)))
        return FOUND
    from .render_issue import render_issue, render_section

    look = console.look
    text = (
        render_issue(issue, row, look)
        if section is None
        else render_section(issue, section, row, look)
    )
    console.answer(text)
    if differences:
        from .render_keeping import render_differences

        console.note(render_differences(differences))
    return FOUND


def _show_place(
    issue: "Issue", row: IssueRow, place: Place, values: Values, console: Console
) -> int:
    if values.path is not None or values.format == "json":
        raise UsageError(
            "一处原文只能单独看", remedy=f"去掉章节和 --format，如 zhoubao show {values.issue}"
        )
    from .render_place import render_place

    console.answer(render_place(issue, row, place, console.look))
    return FOUND


def _read_page(text: str | None) -> int | None:
    match = None if text is None else re.fullmatch(r"\s*第\s*(\d{1,5})\s*页\s*", text)
    return None if match is None else int(match[1])


def _show_page(issue: "Issue", row: IssueRow, page: int, console: Console) -> int:
    from .render_issue import render_page

    text = render_page(issue, page, row, console.look)
    if text is None:
        console.tell(_no_page(issue, page))
        return NOTHING
    console.answer(text)
    return FOUND


def _no_page(issue: "Issue", page: int) -> str:
    pages = {block.page for block in issue.blocks if block.page is not None}
    if not pages:
        return "这一期的文件不分页，没有页码。\n"
    return f"这一期里没有第 {page} 页，有的是第 {min(pages)}—{max(pages)} 页。\n"


def _cite(issue: "Issue", row: IssueRow, values: Values, console: Console) -> int:
    """A citation of the issue, or of the section or page that was named."""
    from .citations import cite_issue, cite_page, cite_section

    page = _read_page(values.path)
    if values.path is None:
        citation = cite_issue(row)
    elif page is not None:
        if not any(block.page == page for block in issue.blocks):
            console.tell(_no_page(issue, page))
            return NOTHING
        citation = cite_page(page, row)
    else:
        section = find_section(issue, values.path)
        if section is None:
            console.tell(_no_section(issue, values.path))
            return NOTHING
        citation = cite_section(issue, section, row)
    if values.format == "json":
        from .exports import dump_json

        console.answer(dump_json(asdict(citation)))
    else:
        console.answer(f"{citation.gbt7714}\n\n{citation.bibtex}\n")
        console.note(f"原文：{citation.command}\n")
    return FOUND


def _find_issue(text: str, store: "Store") -> IssueRow | None:
    """The issue that is meant; None where there is none.

    Raises:
        ArchiveError: Several issues carry that number.
    """
    rows = store.find_issues(text)
    if len(rows) > 1 and rows[0].key != text:
        choices = "".join(f"\n  {row.key}  {say_issue(row)}" for row in rows)
        raise ArchiveError(
            f"“{text}”可以是 {len(rows)} 期：{choices}",
            remedy=f"请写其中的编号，如 zhoubao show {rows[-1].key}",
        )
    return rows[0] if rows else None


def _say_reading(text: str, row: IssueRow, store: "Store") -> str:
    """As which number a bare one was read, where it could be another one; else ""."""
    number = text.strip()
    if not number.isdecimal() or row.key == number or row.whole_number != int(number):
        return ""
    others = [other for other in store.find_issues(f"第{number}期") if other.number == int(number)]
    if not {other.key for other in others} - {row.key}:
        return ""
    some = others[-1]
    return (
        f"“{number}”读作总第{number}期；要看某一年的第{number}期，请把年也写上，"
        f"如 zhoubao show {some.key}\n"
    )


def _show_original(row: IssueRow, values: Values, console: Console) -> int:
    from .viewing import find_original, open_original

    if values.open:
        open_original(row, values, console)
    else:
        console.answer(f"{find_original(row, values)}\n")
    return FOUND


def find_section(issue: "Issue", text: str) -> "Section | None":
    """The section with this path, or this heading, or the only one with these words in its heading.

    Brackets and marks of a path may be any.
    """
    asked = _plain_path(text)
    for section in issue.sections:
        if _plain_path(section.path) == asked:
            return section
    named = [section for section in issue.sections if text.strip() in (section.heading or "")]
    exact = [section for section in named if section.heading == text.strip()]
    return exact[0] if exact else named[0] if len(named) == 1 else None


def _plain_path(text: str) -> str:
    from parser.text import fold_width

    return "/".join(part.strip(" 、.()") for part in fold_width(text).strip("/ ").split("/"))


def _no_section(issue: "Issue", text: str) -> str:
    from .wording import say_heading

    lines: list[str] = []
    for headed, sections in groupby(issue.sections, lambda section: section.heading is not None):
        if headed:
            lines += [f"  {section.path}  {say_heading(section)}" for section in sections]
        else:
            lines.append(f"  {_say_paths([section.path for section in sections])}")
    return f"这一期里没有章节“{text}”。{'有的是：' if lines else '它不分章节。'}\n" + "".join(
        f"{line}\n" for line in lines
    )


def _say_paths(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} 到 {paths[-1]}"


RUNNERS: dict[str, Runner] = {"show": run_show}
