"""What the commands have in common: opening, filtering, and giving out a list in any format."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from parser.errors import ZhoubaoError

from .console import Console
from .layout import Layout, locate
from .records import Coverage, Filter
from .screen import Look, fit_lines
from .wording import say_coverage

if TYPE_CHECKING:
    from .exports import Field
    from .store import Store

FOUND, NOTHING, ERROR = 0, 1, 2

Values = argparse.Namespace
Runner = Callable[[Values, Console], int]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Row]):
    """A list of rows to be given out, with what is said around it."""

    rows: Sequence[Row]
    fields: "Sequence[Field[Row]]"
    table: Callable[[Look], str]
    said: str  # how many and over what: the last line of a table, a note beside the others
    around: Mapping[str, Any]  # what JSON says beside the rows
    nothing: str = ""  # what is said instead when there are no rows


def open_layout(values: Values) -> Layout:
    """The archive that was asked for."""
    return Layout.open(locate(values.archive))


def open_store(values: Values) -> "Store":
    """The store of that archive."""
    from .store import Store

    return Store.open(open_layout(values).database)


def read_days(values: Values) -> tuple[date | None, date | None]:
    """The first day of --from and the last day of --to.

    Raises:
        ZhoubaoError: Not a date, or the first is after the last.
    """
    if values.start is None and values.end is None:
        return None, None
    from parser.dates import parse_range

    def read(option: str, text: str) -> tuple[date, date]:
        try:
            return parse_range(text, today=date.today())
        except ZhoubaoError as error:
            raise error.at(option) from None

    start = None if values.start is None else read("--from", values.start)[0]
    end = None if values.end is None else read("--to", values.end)[1]
    if start is not None and end is not None and start > end:
        raise ZhoubaoError(f"--from {start} 晚于 --to {end}", remedy="请把两个日期对调")
    return start, end


def make_filter(values: Values, store: "Store", **more: Any) -> Filter:
    """The filter that --from, --to, --department, --section and ``more`` describe."""
    start, end = read_days(values)
    departments: tuple[str, ...] = ()
    if values.department is not None:
        departments = find_family(store, values.department, open_layout(values).registers)
    return Filter(start=start, end=end, departments=departments, section=values.section, **more)


def find_family(store: "Store", asked: str, registers: tuple[Path, ...]) -> tuple[str, ...]:
    """The names of a department before and after reforms, and as it was asked for."""
    from .families import Families

    return (asked, *Families(store, registers).of(asked))


def give_listing(listing: Listing[Row], values: Values, console: Console) -> int:
    """Give out a list in the format that was asked for; whether anything was found."""
    if values.format != "table":
        _give_rows_to_programs(listing, values, console)
    elif listing.rows:
        look = console.look
        said = "" if console.quiet else "\n" + fit_lines(listing.said, look)
        console.answer(listing.table(look) + said)
    if not listing.rows:
        console.tell(listing.nothing or f"没有找到。{listing.said}")
        return NOTHING
    if values.format != "table":
        console.note(listing.said)
    return FOUND


def _give_rows_to_programs(listing: Listing[Row], values: Values, console: Console) -> None:
    from . import exports

    if values.format == "json":
        console.answer(exports.write_json(listing.fields, listing.rows, around=listing.around))
    elif values.format == "jsonl":
        console.answer(exports.write_jsonl(listing.fields, listing.rows))
    else:
        sheet = exports.write_csv(listing.fields, listing.rows, header=values.header)
        console.answer(sheet if _is_seen(console) else exports.BYTE_ORDER_MARK + sheet)


def give_rows(
    rows: Sequence[Row],
    values: Values,
    console: Console,
    *,
    listed: "Sequence[Field[Row]]",
    table: Callable[[Sequence[Row], Look], str],
    measure: str,
    coverage: Coverage,
    beside: str = "",
    legend: str = "",
    nothing: str = "",
) -> int:
    """Give out a list as far as --limit goes, with how many there are and what was covered.

    ``legend`` explains the table, and stands below no other format.
    """
    shown = rows[: values.limit]
    said = say_listing(len(shown), len(rows), measure, coverage, beside=beside)
    return give_listing(
        Listing(
            rows=shown,
            fields=listed,
            table=lambda look: table(shown, look),
            said=legend + said if values.format == "table" else said,
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
            nothing=nothing,
        ),
        values,
        console,
    )


def _is_seen(console: Console) -> bool:
    # on a terminal a byte order mark is only in the way
    return console.output is None and console.out.isatty()


def plain_coverage(coverage: Coverage) -> dict[str, Any]:
    """Coverage as JSON values (docs/format.md)."""
    return {
        "first": None if coverage.first is None else coverage.first.isoformat(),
        "last": None if coverage.last is None else coverage.last.isoformat(),
        "issues": coverage.issues,
        "undated": coverage.undated,
        "missing": [
            {
                "series": run.series,
                "year": run.year,
                "first": run.first,
                "last": run.last,
                "whole": run.whole,
            }
            for run in coverage.missing
        ],
        "refused": coverage.refused,
    }


def say_listing(
    shown: int, total: int, measure: str, coverage: Coverage, *, beside: str = ""
) -> str:
    """ "共 120 条，这里列出 20 条（--limit 可改）。收录 …"; ``beside`` follows the count."""
    cut = f"，这里列出 {shown} {measure}（--limit 可改）" if shown < total else ""
    return f"共 {total} {measure}{cut}{beside}。{say_coverage(coverage)}\n"
