"""What a Word binary says of a table's row."""

from struct import unpack_from

from . import doc_sprms as sprm
from .doc_properties import has_borders
from .doc_sprms import find_sprms, number
from .row_shapes import RowShape

_CELL = 20  # bytes that tell of a cell
_MERGED_LEFT, _MERGED_UP, _UP_FIRST = 0x02, 0x20, 0x40


def read_shape(data: bytes) -> RowShape:
    """The shape that the properties at a row's end tell of."""
    edges: tuple[int, ...] = ()
    covered: set[int] = set()
    bordered = has_borders(data)
    style = None
    for code, value in find_sprms(data):
        if code == sprm.ROW_SHAPE and value:
            count = min(value[0], (len(value) - 3) // 2)
            if count < 1:
                continue
            edges = unpack_from(f"<{count + 1}h", value, 1)
            cells = value[1 + 2 * (count + 1) :]
            covered = _find_covered(cells)
            bordered |= any(kind not in (0, 0xFF) for kind in _border_kinds(cells))
        elif code == sprm.VERTICAL_MERGE and len(value) == 2:
            (covered.add if value[1] == 1 else covered.discard)(value[0])
        elif code == sprm.HORIZONTAL_MERGE and len(value) == 2:
            covered.update(range(value[0] + 1, value[1]))
        elif code == sprm.TABLE_STYLE:
            style = number(value)
    return RowShape(edges=edges, covered=frozenset(covered), bordered=bordered, style=style)


def _find_covered(cells: bytes) -> set[int]:
    flags = [number(cells[at : at + 2]) for at in range(0, len(cells) - 1, _CELL)]
    return {
        cell
        for cell, flag in enumerate(flags)
        if flag & _MERGED_LEFT or (flag & _MERGED_UP and not flag & _UP_FIRST)
    }


def _border_kinds(cells: bytes) -> list[int]:
    return [
        cells[at + side]
        for at in range(0, len(cells) - _CELL + 1, _CELL)
        for side in (5, 9, 13, 17)
    ]
