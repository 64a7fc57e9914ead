"""The command that writes a year's papers (年终底稿): the workbook, and its summary in Word."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from parser.errors import ZhoubaoError

from .answers import FOUND, NOTHING, Runner, Values, open_layout
from .console import Console, OutputError
from .layout import write_safely
from .usage import UsageError
from .wording import say_coverage, say_system_error

if TYPE_CHECKING:
    from .yearly import Yearly


def run_report(values: Values, console: Console) -> int:
    """report: a workbook with every number of a year and where it stands."""
    year = _read_year(values.year)
    workbook = Path(values.output or f"{year}年周报数据底稿.xlsx")
    word = None if values.word is None else Path(values.word)
    for path in filter(None, (workbook, word)):
        _check_free(path, force=values.force)
    yearly = _read(values, year)
    if not yearly.issues:
        console.tell(f"{year} 年没有收录任何一期。{say_coverage(yearly.coverage)}。\n")
        return NOTHING
    _write(workbook, _make_workbook(yearly))
    console.note(f"已写入 {workbook}\n")
    if word is not None:
        _write(word, _make_summary(yearly))
        console.note(f"已写入 {word}\n")
    console.note(
        f"{len(yearly.lines)} 个指标，核对发现不一致 {len(yearly.differing)} 处。"
        f"{say_coverage(yearly.coverage)}。\n"
        "表里每个数的批注有出处和命令（如 zhoubao show 2023-27#13.25），运行它就打开那一句。\n"
    )
    return FOUND


def _read_year(text: str) -> int:
    match = re.fullmatch(r"\s*(\d{4})\s*年?\s*", text)
    if match is None:
        raise UsageError(f"“{text}”不是年份", remedy="写四位的年份，如 zhoubao report 2022")
    return int(match[1])


def _read(values: Values, year: int) -> "Yearly":
    from .checks import run_checks
    from .gathering import gather
    from .store import Store
    from .yearly import read_year

    layout = open_layout(values)
    with Store.open(layout.database) as store:
        gathering = gather(store, layout)
        coverage, before = (
            store.coverage(date(which, 1, 1), date(which, 12, 31)) for which in (year, year - 1)
        )
    return read_year(
        gathering,
        year,
        coverage=coverage,
        coverage_before=before,
        checks=run_checks(gathering),
    )


def _make_workbook(yearly: "Yearly") -> bytes:
    from .workbook import write_workbook

    return write_workbook(yearly)


def _make_summary(yearly: "Yearly") -> bytes:
    try:
        import docx  # noqa: F401
    except ImportError:
        raise ZhoubaoError(
            "没有安装写 Word 文件的库", remedy="请运行 pip install python-docx"
        ) from None
    from .word_summary import write_summary

    return write_summary(yearly)


def _check_free(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise OutputError(f"{path} 是文件夹", remedy="请写文件名，如 2022年.xlsx")
    if path.exists() and not force:
        raise OutputError(f"{path} 已经有了", remedy="换一个名字，或加 --force 换掉它")


def _write(path: Path, data: bytes) -> None:
    try:
        write_safely(path, data)
    except OSError as error:
        raise OutputError(
            f"写不进 {path}：{say_system_error(error)}",
            remedy="文件可能正在 Excel 或 Word 里打开；关掉它，或换一个位置",
        ) from error


RUNNERS: dict[str, Runner] = {"report": run_report}
