"""An export as a folder of Parquet files; the only module that imports arro3.

Numbers are 64-bit floats, which hold every whole number of up to 15 digits exactly; the column
``printed`` has what they were read from.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from parser.errors import ZhoubaoError

from .export_schema import ExportColumn, ExportTable
from .exports import Value

_EPOCH = date(1970, 1, 1).toordinal()


class ParquetExport:
    """Holds the rows of all tables; the files are written when it is closed.

    Raises:
        ZhoubaoError: The library is not installed.
    """

    def __init__(self, folder: Path, tables: Sequence[ExportTable]) -> None:
        try:
            import arro3.core
            import arro3.io
        except ImportError:
            raise ZhoubaoError(
                "没有安装写 Parquet 的库",
                remedy="请运行 pip install 'zhoubao-archive[parquet]'，或改用 --csv、--sqlite",
            ) from None
        self._core, self._io = arro3.core, arro3.io
        self._folder = folder
        self._tables = tables
        self._values: dict[str, tuple[list[Any], ...]] = {
            table.name: tuple([] for _ in table.columns) for table in tables
        }

    def put(self, name: str, rows: Iterable[Sequence[Value]]) -> None:
        """Add rows to a table."""
        columns = self._values[name]
        for row in rows:
            for values, value in zip(columns, row, strict=True):
                values.append(_plain(value))

    def close(self) -> None:
        """Write the files."""
        for table in self._tables:
            self._write(table)

    def _write(self, table: ExportTable) -> None:
        core = self._core
        values = self._values.pop(table.name)
        arrays = [
            self._array(column, items) for column, items in zip(table.columns, values, strict=True)
        ]
        schema = core.Schema(
            [
                core.Field(
                    column.name,
                    array.type,
                    nullable=True,
                    metadata={"title": column.title, "description": column.english},
                )
                for column, array in zip(table.columns, arrays, strict=True)
            ]
        )
        self._io.write_parquet(
            core.Table.from_arrays(arrays, schema=schema),
            self._folder / f"{table.name}.parquet",
            compression="zstd(3)",
        )

    def _array(self, column: ExportColumn, values: list[Any]) -> Any:
        types = self._core.DataType
        if column.kind == "date":
            return self._core.Array(values, type=types.int32()).cast(types.date32())
        kind = {"text": types.utf8, "integer": types.int64, "number": types.float64}[column.kind]
        return self._core.Array(values, type=kind())


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.toordinal() - _EPOCH
    return value
