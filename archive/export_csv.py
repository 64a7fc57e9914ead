"""An export as a folder of CSV files, a file for each table."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from .export_schema import ExportColumn, ExportTable
from .exports import BYTE_ORDER_MARK, Header, Value, safe_cell


class CsvExport:
    """Open for rows until it is closed."""

    def __init__(self, folder: Path, tables: Sequence[ExportTable], *, header: Header) -> None:
        self._header = header
        self._tables = {table.name: table for table in tables}
        self._files: dict[str, IO[str]] = {}
        self._writers: dict[str, Any] = {}
        for table in tables:
            path = folder / f"{table.name}.csv"
            file = self._files[table.name] = path.open("w", encoding="utf-8", newline="")
            file.write(BYTE_ORDER_MARK)
            writer = self._writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writer.writerow(
                column.title if header == "zh" else column.name for column in table.columns
            )

    def put(self, name: str, rows: Iterable[Sequence[Value]]) -> None:
        """Add rows to a table."""
        columns = self._tables[name].columns
        self._writers[name].writerows(
            [self._cell(column, value) for column, value in zip(columns, row, strict=True)]
            for row in rows
        )

    def _cell(self, column: ExportColumn, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, int | date):
            return str(value)
        assert isinstance(value, str)
        if column.words and self._header == "zh":
            return column.words.get(value, value)
        return safe_cell(value)

    def close(self) -> None:
        """Write out what is still held."""
        for file in self._files.values():
            file.close()
