"""Tables as text: the one rule by which rows of cells become the words of a block."""

from collections.abc import Iterator

Rows = tuple[tuple[str | None, ...], ...]

_BETWEEN_CELLS = " | "
_BETWEEN_ROWS = "\n"


def join_rows(rows: Rows) -> str:
    """The text of a table: a line per row, cells divided by " | ", covered cells empty."""
    return _BETWEEN_ROWS.join(_BETWEEN_CELLS.join(cell or "" for cell in row) for row in rows)


def find_cells(rows: Rows) -> Iterator[tuple[int, int, int, str]]:
    """Yield (row, column, start, text) for each filled cell; ``start`` counts in ``join_rows``."""
    start = 0
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                yield row, column, start, cell
            start += len(cell or "") + len(_BETWEEN_CELLS)
        start += len(_BETWEEN_ROWS) - (len(_BETWEEN_CELLS) if cells else 0)
