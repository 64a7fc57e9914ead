"""Tables of an RTF file: rows are told by marks among the paragraphs, as deep as tables nest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from parser.errors import LimitError
from parser.model import Block

from .flow import make_table
from .limits import MAX_CELLS
from .row_shapes import RowShape, make_rows

_DEEPEST = 20  # tables in tables


@dataclass(slots=True)
class RowBeingTold:
    """What control words have said so far of a row."""

    left: int = 0
    edges: list[int] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    is_covered: bool = False  # the cell whose edge comes next
    bordered: bool = False

    def end_cell(self, edge: int) -> None:
        """The edge of a cell comes last of what is said of it."""
        if self.is_covered:
            self.covered.add(len(self.edges))
        self.edges.append(edge)
        self.is_covered = False

    def shape(self) -> RowShape:
        """What has been told."""
        rising = all(one < other for one, other in pairwise(self.edges))
        if not self.edges or not rising:
            return RowShape(bordered=self.bordered)
        left = min(self.left, self.edges[0] - 1)
        return RowShape(
            edges=(left, *self.edges), covered=frozenset(self.covered), bordered=self.bordered
        )


@dataclass(slots=True)
class _Level:
    """A table that is open, or the text outside of tables."""

    content: list[Block] = field(default_factory=list)  # of the cell that is open
    cells: list[tuple[Block, ...]] = field(default_factory=list)  # of the row that is open
    rows: list[tuple[RowShape, list[tuple[Block, ...]]]] = field(default_factory=list)


class TableStack:
    """Takes paragraphs and marks in order, and gives back blocks."""

    def __init__(self) -> None:
        self._levels = [_Level()]
        self._cells = 0

    def add(self, blocks: Iterable[Block], depth: int) -> None:
        """Add what a paragraph holds, in a table ``depth`` levels down."""
        self._settle(depth)
        self._levels[-1].content.extend(blocks)

    def end_cell(self, depth: int) -> None:
        """The cell ends at this depth."""
        self._settle(depth)
        level = self._levels[-1]
        level.cells.append(tuple(level.content))
        level.content = []
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise LimitError(
                f"表格过大：超过 {MAX_CELLS} 个单元格", remedy="请把表格拆小，或删去其中的空行空列"
            )

    def end_row(self, shape: RowShape, depth: int) -> None:
        """The row ends at this depth."""
        self._settle(depth)
        level = self._levels[-1]
        if level.cells:
            level.rows.append((shape, level.cells))
            level.cells = []

    def finish(self) -> list[Block]:
        """All blocks; tables that are open end here."""
        self._settle(0)
        return self._levels[0].content

    def _settle(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise LimitError(
                "文档中表格套表格过深，正常文件不会如此",
                remedy="请用 Word 或 WPS 打开后全选复制到新文件，另存为 .docx",
            )
        while len(self._levels) <= depth:
            self._levels.append(_Level())
        while len(self._levels) > depth + 1:
            level = self._levels.pop()
            if level.cells:
                level.rows.append((RowShape(), level.cells))
            above = self._levels[-1].content
            bordered = any(shape.bordered for shape, _ in level.rows)
            above.extend(make_table(make_rows(level.rows), bordered=bordered, page=None))
            above.extend(level.content)
