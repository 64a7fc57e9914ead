"""Running heads and feet: text that stands in the same place on most pages."""

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+(?=页)")
_ISSUE_NUMBER = re.compile(r"第?\s*[\d一二三四五六七八九十百]+\s*期")


def find_running(
    edges: Sequence[tuple[Key, str, int]], *, pages: int, first_page: Sequence[tuple[Key, str]]
) -> set[Key]:
    """The keys of the lines among ``edges`` that repeat from page to page.

    Args:
        edges: (key, text, place) of the first and last lines of every page; lines of two pages
            stand in the same place when ``place`` is equal. Numbers may change between pages.
        pages: How many pages there are; below two nothing repeats.
        first_page: (key, text) of all lines of the first page. When only a running head carries
            the issue number (第N期) there, it is spared once.
    """
    if pages < 2:
        return set()
    folded = [(key, (_fold(text), place)) for key, text, place in edges]
    counts = Counter(line for _, line in folded)
    needed = max(2, -(-2 * pages // 5))
    running = {key for key, line in folded if counts[line] >= needed and line[0]}
    if not any(has_issue_number(text) for key, text in first_page if key not in running):
        numbered = [key for key, text in first_page if has_issue_number(text)]
        running.difference_update(numbered[:1])
    return running


def has_issue_number(text: str) -> bool:
    """Whether an issue number (第27期, 总第447期) stands in ``text``."""
    return _ISSUE_NUMBER.search(text) is not None


def _fold(text: str) -> str:
    return _DIGITS.sub("#", re.sub(r"\s+", "", text))
