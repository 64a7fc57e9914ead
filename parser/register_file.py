"""Registers of departments as files: tab-separated rows → entries.

A register has the columns ``name short from to successors source``; a register of kinds of body
that every place has (``pattern.tsv``) has ``province local`` in place of ``name``; one of what the
cities and counties of a province call a body (``regions.tsv``) has ``region`` before it. Several
short names or successors are divided by ``|``; days are 2018, 2018-10 or 2018-10-31; an empty day
is not known. Lines that start with # are comments.
"""

import calendar
import contextlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .errors import RegisterError

_ENTRY = ("name", "short", "from", "to", "successors", "source")
_REGIONAL = ("region", *_ENTRY)
_KIND = ("province", "local", "short", "from", "to", "successors", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One body under one name (机构): what it is called, since when, until when, and what then."""

    name: str
    short: tuple[str, ...]
    start: date | None  # first day of the name; None: not known
    end: date | None  # last day; None: still in force, or not known
    successors: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of body that places have: ``{}`` in a name is the place, ``{~}`` its short name.

    ``province`` is None for a body that only cities and counties have, ``local`` the reverse.
    """

    province: str | None
    local: str | None
    short: tuple[str, ...]
    start: date | None
    end: date | None
    successors: tuple[str, ...]
    source: str


def read_register(path: Path) -> tuple[Entry, ...]:
    """The entries of the register at ``path``; raises RegisterError with the line that is wrong."""
    return parse_register(_read_text(path), where=path.name)


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
        # what spreadsheets save as text is UTF-16 or GB 18030
        first = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
        for encoding in first[:-1]:
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode(encoding)
        return data.decode(first[-1])
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(
            f"机构名册无法读取：{path.name}", remedy="请确认文件存在，并以 UTF-8 编码保存"
        ) from error


def parse_register(text: str, *, where: str) -> tuple[Entry, ...]:
    """The entries of a register's text; ``where`` is its name for errors."""
    return tuple(_read_entry(row, place) for place, row in _read_rows(text, _ENTRY, where))


def _read_entry(row: dict[str, str], place: str) -> Entry:
    start = _read_day(row["from"], place, last=False)
    end = _read_day(row["to"], place, last=True)
    if start is not None and end is not None and end < start:
        raise RegisterError(
            f"停用日“{row['to']}”早于启用日“{row['from']}”",
            where=place,
            remedy="请核对 from、to 两列",
        )
    return Entry(
        name=_required(row["name"], place),
        short=_split(row["short"]),
        start=start,
        end=end,
        successors=_split(row["successors"]),
        source=row["source"],
    )


def parse_kinds(text: str, *, where: str) -> tuple[Kind, ...]:
    """The kinds of body of a pattern register's text."""
    return tuple(
        Kind(
            province=_template(row["province"], ""),
            local=_template(row["local"], row["province"]),
            short=_split(row["short"]),
            start=_read_day(row["from"], place, last=False),
            end=_read_day(row["to"], place, last=True),
            successors=_split(row["successors"]),
            source=row["source"],
        )
        for place, row in _read_rows(text, _KIND, where)
    )


def parse_regional(text: str, *, where: str) -> dict[str, tuple[Kind, ...]]:
    """What the cities and counties of a province call a body, by the province."""
    found: dict[str, list[Kind]] = {}
    for place, row in _read_rows(text, _REGIONAL, where):
        kind = Kind(
            province=None,
            local=_template(_required(row["name"], place), ""),
            short=_split(row["short"]),
            start=_read_day(row["from"], place, last=False),
            end=_read_day(row["to"], place, last=True),
            successors=_split(row["successors"]),
            source=row["source"],
        )
        for region in _split(row["region"]):
            found.setdefault(region, []).append(kind)
    return {region: tuple(kinds) for region, kinds in found.items()}


def _template(cell: str, otherwise: str) -> str | None:
    name = cell or otherwise
    if name in ("", "-"):
        return None
    return name if "{" in name else "{}" + name


def _read_rows(text: str, columns: tuple[str, ...], where: str) -> list[tuple[str, dict[str, str]]]:
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or tuple(lines[0][1].split("\t")) != columns:
        place = f"{where} 第 {lines[0][0]} 行" if lines else where
        raise RegisterError(
            "机构名册的首行不是规定的列名",
            where=place,
            remedy=f"首行应为：{' '.join(columns)}，各列之间用制表符（Tab）分开",
        )
    rows = []
    for number, line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        place = f"{where} 第 {number} 行"
        if len(cells) > len(columns):
            raise RegisterError(
                f"应有 {len(columns)} 列，实有 {len(cells)} 列", where=place, remedy="请核对制表符"
            )
        cells += [""] * (len(columns) - len(cells))
        rows.append((place, dict(zip(columns, cells, strict=True))))
    return rows


def _required(name: str, place: str) -> str:
    if not name:
        raise RegisterError("机构全称为空", where=place, remedy="请填写 name 列")
    return name


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _read_day(cell: str, place: str, *, last: bool) -> date | None:
    if not cell:
        return None
    try:
        year, month, day = ([int(part) for part in cell.split("-")] + [0, 0])[:3]
        month = month or (12 if last else 1)
        day = day or (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except ValueError as error:
        raise RegisterError(
            f"日期不合规定：“{cell}”", where=place, remedy="写作 2018、2018-10 或 2018-10-31"
        ) from error
