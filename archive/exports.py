"""Rows as CSV, JSON and JSONL; the one table of what each kind of row is made of.

JSON names are the format's own (docs/format.md, "rows"). CSV has Chinese headers and words so
that staff can use it as it is, or with ``header="en"`` the names and values of the JSON.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

Header = Literal["zh", "en"]
Row = TypeVar("Row")
# Decimal and int stay numbers in a sheet; a tuple is a list in JSON and joined in a cell
Value = str | int | Decimal | date | tuple[str, ...] | None

BYTE_ORDER_MARK = "\ufeff"
# a sheet runs a cell that begins like this as a formula; East Asian versions take full width too
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Generic[Row]):
    """A column: its JSON name, its Chinese title, and how the value is had from a row.

    ``title`` None keeps it out of the Chinese sheet: Excel would make a date of "2023-12".
    """

    name: str
    title: str | None
    value: Callable[[Row], Value]
    words: Mapping[str, str] = field(default_factory=dict)  # Chinese for the format's tokens
    joint: str = "；"  # between the values of a tuple that share a cell


def write_csv(fields: Sequence[Field[Row]], rows: Iterable[Row], *, header: Header = "zh") -> str:
    """A sheet with a line of titles; line ends are CRLF (RFC 4180), no byte order mark."""
    chosen = [column for column in fields if header == "en" or column.title is not None]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name if header == "en" else column.title for column in chosen])
    for row in rows:
        writer.writerow([_cell(column, row, header) for column in chosen])
    return out.getvalue()


def write_json(
    fields: Sequence[Field[Row]], rows: Iterable[Row], *, around: Mapping[str, Any]
) -> str:
    """One object: what stands ``around`` the rows (coverage, total), then "rows"."""
    return dump_json({**around, "rows": [plain_row(fields, row) for row in rows]})


def write_jsonl(fields: Sequence[Field[Row]], rows: Iterable[Row]) -> str:
    """One object a line."""
    return "".join(dump_line(plain_row(fields, row)) for row in rows)


def dump_line(value: object) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def dump_json(value: object) -> str:
    """JSON for people and programs: indented, Chinese as it is, a line end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def plain_row(fields: Sequence[Field[Row]], row: Row) -> dict[str, Any]:
    """A row as plain JSON values; decimals are strings, as in format 1."""
    return {column.name: _plain(column.value(row)) for column in fields}


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _cell(column: Field[Row], row: Row, header: Header) -> str:
    value = column.value(row)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | date):
        return str(value)
    parts = value if isinstance(value, tuple) else (value,)
    if header == "zh":
        parts = tuple(column.words.get(part, part) for part in parts)
    return safe_cell(column.joint.join(parts))


def safe_cell(text: str) -> str:
    """Text that a sheet shows as it is: never taken for a formula, no control characters."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text
