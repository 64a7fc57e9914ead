"""Tables of contents (目录): lines that announce headings and are none."""

import re

from .labels import find_label
from .model import Block

_LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|_{4,}|-{6,})[ \t\u3000]*[0-9]{1,3}[ \t\u3000]*$")
_TITLE = re.compile(
    r"[【\[]?(?:目录|本期要目|要目|本期导读|导读|本期目录|本期内容|内容提要)[】\]]?[:：]?"
)
_LONGEST_ENTRY = 60


def find_contents(blocks: tuple[Block, ...], *, furniture: frozenset[int]) -> frozenset[int]:
    """The positions of a table of contents: its title and its entries.

    Lines with dots up to a page number are entries anywhere. Under a title such as 目录 all lines
    are, until the first entry is printed again as a heading.
    """
    found = {
        place
        for place, block in enumerate(blocks)
        if place not in furniture and block.kind != "table" and _is_entry(block.text)
    }
    for place, block in enumerate(blocks):
        if place not in furniture and _TITLE.fullmatch("".join(block.text.split())):
            found |= _entries_below(blocks, place)
            found.add(place)
    return frozenset(found)


def _is_entry(text: str) -> bool:
    """Whether dots lead to the number of a page; few texts end in a number at all."""
    return text.rstrip()[-1:].isdecimal() and _LEADER.search(text) is not None


def _entries_below(blocks: tuple[Block, ...], title: int) -> set[int]:
    if title + 1 >= len(blocks):
        return set()
    first = _entry_words(blocks[title + 1].text)
    for place in range(title + 2, len(blocks)):
        text = blocks[place].text
        if first and _entry_words(text) == first:
            return set(range(title + 1, place))
        if len(text) > _LONGEST_ENTRY and find_label(text) is None:
            break
    return set()


def _entry_words(text: str) -> str:
    words = re.sub(r"[.…·_\-\s]*[0-9]{1,3}\s*$", "", text)
    return "".join(words.split())
