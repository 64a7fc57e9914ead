"""Properties in a Word binary: a code that tells the size of its value, and the value."""

from collections.abc import Iterator
from struct import unpack_from

# of characters
DELETED = 0x0800
EMBEDDED = 0x080A
BOLD = 0x0835
HIDDEN = 0x083C
SPECIAL = 0x0855
CHARACTER_STYLE = 0x4A30
SYMBOL = 0x6A09
# of paragraphs
IN_TABLE = 0x2416
ROW_END = 0x2417
INNER_CELL_END = 0x244B
INNER_ROW_END = 0x244C
TABLE_DEPTH = 0x6649
LIST_LEVEL = 0x260A
LIST = 0x460B
OUTLINE_LEVEL = 0x2640
PAGE_BREAK_BEFORE = 0x2407
ELSEWHERE = (0x6645, 0x6646)  # properties too many for their place, kept in the Data stream
# of table rows
ROW_SHAPE = 0xD608
TABLE_BORDERS = (0xD605, 0xD613)
VERTICAL_MERGE = 0xD62B
HORIZONTAL_MERGE = 0x5624
TABLE_STYLE = 0x563A

_TABS = 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the code's highest three bits; 0: the value tells


def find_sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The (code, value) of each property in order, without the size that some values begin with.

    Ends without a word where the bytes do: what is cut says nothing.
    """
    at = 0
    while at + 3 <= len(data):
        (code,) = unpack_from("<H", data, at)
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            if code == ROW_SHAPE:
                # its size stands in two bytes, and counts one of them
                size = max(0, unpack_from("<H", data, at)[0] - 1) if at + 2 <= len(data) else 0
                at += 2
            else:
                size = data[at]
                at += 1
                if code == _TABS and size == 255:
                    size = _size_of_tabs(data, at)
        yield code, data[at : at + size]
        at += size


def number(value: bytes) -> int:
    """A value as a number without sign."""
    return int.from_bytes(value, "little")


def _size_of_tabs(data: bytes, at: int) -> int:
    deleted = data[at] if at < len(data) else 0
    added_at = at + 1 + 4 * deleted
    added = data[added_at] if added_at < len(data) else 0
    return 2 + 4 * deleted + 3 * added
