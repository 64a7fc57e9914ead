"""A sentence in its surroundings: what a place in a sheet, a chart or an export leads to."""

from parser.errors import ArchiveError
from parser.model import Issue
from parser.text import find_sentences

from .places import Place
from .records import IssueRow
from .rows import find_titles
from .screen import Look, Run, clean_text, wrap_runs
from .wording import say_issue, say_place


def render_place(issue: Issue, row: IssueRow, place: Place, look: Look) -> str:
    """The issue, the headings and the page, then the paragraph with its sentence marked.

    Raises:
        ArchiveError: The issue has no such place.
    """
    if place.block >= len(issue.blocks) or place.start >= len(issue.blocks[place.block].text):
        raise ArchiveError(
            f"{row.label} 里没有 #{place.block}.{place.start} 这一处",
            remedy="这一期可能已重新读过，请从新的结果里再取出处",
        )
    block = issue.blocks[place.block]
    start, end = _sentence(block.text, place.start)
    left, right = ("", "") if look.colour else ("【", "】")
    runs: list[Run] = [
        (clean_text(block.text[:start]), None),
        (left + clean_text(block.text[start:end]) + right, "match" if look.colour else None),
        (clean_text(block.text[end:]), None),
    ]
    head = look.paint("title", say_issue(row)) + "\n"
    where = say_place(*_headings(issue, place.block), block.page)
    if where:
        head += look.paint("dim", where) + "\n"
    return head + "\n" + "\n".join(wrap_runs(runs, look, first="　　")) + "\n"


def _sentence(text: str, start: int) -> tuple[int, int]:
    places = [place for place in find_sentences(text) if place[0] <= start < place[1]]
    return places[0] if places else (0, len(text))


def _headings(issue: Issue, block: int) -> tuple[str | None, tuple[str, ...]]:
    """Path and titles of the innermost section that holds a block."""
    found: tuple[str | None, tuple[str, ...]] = (None, ())
    for section, titles in zip(issue.sections, find_titles(issue.sections), strict=True):
        if section.first_block <= block <= section.last_block:
            found = (section.path, titles)
    return found
