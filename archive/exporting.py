"""The command that gives the whole archive out: SQLite, Parquet or CSV, with its dictionary."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .answers import FOUND, NOTHING, Runner, Values, open_layout, open_store
from .console import Console, OutputError
from .export_rows import ExportRow, read_rows
from .export_tables import TABLES
from .gathering import gather
from .progress import make_lines
from .usage import UsageError
from .wording import say_coverage, say_system_error

if TYPE_CHECKING:
    from .store import Store

_TOLD = (
    "issues",
    "figures",
    "indicators",
    "events",
)  # tables whose rows are counted in the summary
_README = "README.md"
_MARK = "zhoubao export"  # the first words of a folder's README: it is ours, and can be replaced


class _Export(Protocol):
    def put(self, name: str, rows: list[ExportRow]) -> None: ...

    def close(self) -> None: ...


def run_export(values: Values, console: Console) -> int:
    """export: all of the archive in one file or folder, whole or not at all."""
    kind, place = _read_place(values)
    _check_free(place, kind, force=values.force)
    with open_store(values) as store:
        coverage = store.coverage()
        if coverage.issues == 0:
            console.tell("档案里还没有收录任何一期，没有可导出的内容。\n")
            return NOTHING
        with _replacing(place) as temporary:
            counts = _write(store, kind, temporary, values, console)
    tables = "、".join(
        f"{table.title} {counts[table.name]}" for table in TABLES if table.name in _TOLD
    )
    console.note(
        f"已导出到 {place}：{len(TABLES)} 张表，{tables}。{say_coverage(coverage)}\n"
        "各列的意思见 dictionary 表；每个数的出处（place 列）加在 zhoubao show 后面，就打开原句。\n"
    )
    return FOUND


def _read_place(values: Values) -> tuple[str, Path]:
    asked = [
        (kind, Path(place))
        for kind in ("sqlite", "parquet", "csv")
        if (place := getattr(values, kind)) is not None
    ]
    if len(asked) != 1:
        raise UsageError(
            "要导出成一种：--sqlite 文件、--parquet 目录、--csv 目录"
            if not asked
            else f"--{asked[0][0]} 和 --{asked[1][0]} 不能同时用",
            remedy="例如 zhoubao export --sqlite 周报.db",
        )
    return asked[0]


def _check_free(place: Path, kind: str, *, force: bool) -> None:
    if not place.exists():
        return
    if not force:
        raise OutputError(f"{place} 已经有了", remedy="换一个名字，或加 --force 换掉它")
    if kind == "sqlite" and not place.is_file():
        raise OutputError(f"{place} 不是文件", remedy="--sqlite 后面写文件名，如 周报.db")
    # whoever gives their own folder by mistake must not lose it
    if kind != "sqlite" and not _is_ours(place):
        raise OutputError(
            f"{place} 不是以前导出的目录，不能换掉", remedy="换一个名字，或自己先把它移走"
        )


def _is_ours(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    members = {member.name for member in folder.iterdir()}
    if not members:
        return True
    readme = folder / _README
    text = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    # an export of another version had other files: its README lists them
    return _MARK in text and members <= {_README, *re.findall(r"`(\w+\.\w+)`", text)}


@contextmanager
def _replacing(place: Path) -> Iterator[Path]:
    """A path beside ``place`` that takes its name when all went well, and is gone when not."""
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        yield temporary
        if place.is_dir():
            aside = place.with_name(f".{place.name}.{os.getpid()}.old")
            place.replace(aside)
            temporary.replace(place)
            shutil.rmtree(aside)
        else:
            temporary.replace(place)
    except OSError as error:
        raise OutputError(
            f"写不进 {place}：{say_system_error(error)}",
            remedy="请换一个可以写入的位置；原有的文件没有动",
        ) from error
    finally:
        if temporary.is_dir():
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            temporary.unlink(missing_ok=True)


def _write(
    store: "Store", kind: str, place: Path, values: Values, console: Console
) -> dict[str, int]:
    """Write the export; how many rows each table has."""
    counts = {table.name: 0 for table in TABLES}
    lines = make_lines(console)
    total = len(store.issue_keys())
    export = _open(kind, place, values)
    try:
        for name, rows in read_rows(store, gather(store, open_layout(values))):
            export.put(name, rows)
            counts[name] += len(rows)
            if name == "issues":
                lines.follow("导出", counts[name], total)
    finally:
        lines.close()
        export.close()
    if kind != "sqlite":
        (place / _README).write_text(_say_readme(store, kind, counts), encoding="utf-8")
    return counts


def _open(kind: str, place: Path, values: Values) -> _Export:
    if kind == "sqlite":
        from .export_sqlite import SqliteExport

        return SqliteExport(place, TABLES)
    place.mkdir()
    if kind == "parquet":
        from .export_parquet import ParquetExport

        return ParquetExport(place, TABLES)
    from .export_csv import CsvExport

    return CsvExport(place, TABLES, header=values.header)


def _say_readme(store: "Store", kind: str, counts: dict[str, int]) -> str:
    lines = [
        f"<!-- {_MARK} -->",
        "# 周报档案导出 · Export of an archive of weekly reports",
        "",
        f"{say_coverage(store.coverage())}。",
        "",
        "每个数、每件事的出处在 `place` 列（中文表头是“出处”），加在命令后面就打开原句：",
        "Every number and event has its place; this command opens its sentence:",
        "",
        "    zhoubao show 2023-27#13.25",
        "",
        "| 文件 file | 内容 | content | 行 rows |",
        "|---|---|---|---|",
        *(
            f"| `{table.name}.{kind}` | {table.chinese} | {table.english} | {counts[table.name]} |"
            for table in TABLES
        ),
        "",
        f"每一列的意思见 `dictionary.{kind}`。Each column is explained there.",
        "",
    ]
    return "\n".join(lines)


RUNNERS: dict[str, Runner] = {"export": run_export}
