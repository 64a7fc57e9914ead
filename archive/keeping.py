"""The commands that keep the archive: add, parse, status and rebuild."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parser.errors import PicturesError, ReadError

from . import fields
from .answers import (
    ERROR,
    FOUND,
    NOTHING,
    Listing,
    Runner,
    Values,
    give_listing,
    give_rows,
    make_filter,
    open_layout,
    open_store,
    plain_coverage,
)
from .console import Console
from .exports import Value
from .layout import Layout, locate
from .progress import Lines, make_lines
from .render_keeping import (
    render_files,
    render_left_alone,
    render_outcome,
    render_problems,
    render_status,
    render_totals,
)
from .usage import UsageError
from .wording import say_coverage, say_system_error

if TYPE_CHECKING:
    from parser.model import Issue

    from .records import ArchiveStatus, Outcome, Status

_STAGES = {"reading": "收录", "indexing": "建立索引"}
_FILE_ORDER = {"refused": 0, "duplicate": 1, "held": 2}  # what needs doing comes first


def run_add(values: Values, console: Console) -> int:
    """add: a line for each file once it is safe, then the summary."""
    from .ingest import Progress, add_files

    counts: Counter[Status] = Counter()
    passed_over = 0
    archives: tuple[str, ...] = ()

    def follow(progress: Progress) -> None:
        nonlocal passed_over, archives
        passed_over, archives = progress.passed_over, progress.archives
        lines.follow(_STAGES[progress.stage], progress.done, progress.total)

    layout = Layout.create(locate(values.archive))
    if values.register is not None:
        from .registers import keep_register, render_kept

        console.note(render_kept(keep_register(layout, Path(values.register))))
    paths = [Path(path) for path in values.paths]
    if values.refused:
        paths += _find_refused(layout)
    elif not paths:
        raise UsageError("没有写路径", remedy="请写文件或文件夹，如 zhoubao add 周报")
    lines = make_lines(console)
    lines.follow("清点文件", 0, 0)
    ended = False
    adding = add_files(layout, paths, jobs=values.jobs, on_progress=follow, again=values.refused)
    try:
        for outcome in adding:
            counts[outcome.status] += 1
            _tell(outcome, lines, console)
        ended = True
    finally:
        lines.close()
        if ended or counts:
            console.note(render_left_alone(archives) + render_totals(counts, passed_over))
    if counts["refused"]:
        return ERROR
    return FOUND if counts else NOTHING


def _find_refused(layout: Layout) -> list[Path]:
    """The files that were not read; for one in a container, the container."""
    from .files import WITHIN
    from .store import Store

    with Store.open(layout.database, create=True) as store:
        refused = (file.path for file in store.files() if file.status == "refused")
        return [Path(path) for path in dict.fromkeys(one.split(WITHIN)[0] for one in refused)]


def _tell(outcome: "Outcome", lines: Lines, console: Console) -> None:
    """One file's outcome; when asked to be quiet, only what went wrong."""
    if not console.quiet:
        lines.show(render_outcome(outcome, console.look))
    elif outcome.status == "refused":
        console.tell(render_outcome(outcome, console.note_look))


def run_rebuild(values: Values, console: Console) -> int:
    """rebuild: the search index again from the store."""
    from .indexing import rebuild

    layout = open_layout(values)
    lines = make_lines(console)
    try:
        count = rebuild(layout, tell=lambda done, total: lines.follow("建立索引", done, total))
    finally:
        lines.close()
    console.note(f"索引已重新建立，共 {count} 期\n")
    return FOUND


def run_parse(values: Values, console: Console) -> int:
    """parse: one file to format 1, or to a page that shows what was read; no archive is needed."""
    registers: tuple[Path, ...] = ()
    if values.register is not None:
        from .registers import check_register

        registers = (Path(values.register).absolute(),)
        check_register(registers[0])
    issue = _read_issue(Path(values.file), registers)
    if values.json:
        from parser.format import issue_to_json

        from .exports import dump_json

        console.answer(dump_json(issue_to_json(issue)))
        return FOUND
    from .render_issue import render_parsed

    console.answer(render_parsed(issue, console.look))
    return FOUND


def _read_issue(path: Path, registers: tuple[Path, ...]) -> "Issue":
    from .isolation import run_limited
    from .reading import MEMORY, OUTPUT, PICTURE_MEMORY, SECONDS, picture_seconds

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"文件打不开：{say_system_error(error)}", remedy="请核对路径和权限", where=str(path)
        ) from error
    args = data, path.name, registers
    try:
        try:
            return run_limited(_parse, *args, False, seconds=SECONDS, memory=MEMORY, output=OUTPUT)
        except PicturesError as error:
            seconds = picture_seconds(error.pages)
        return run_limited(
            _parse, *args, True, seconds=seconds, memory=PICTURE_MEMORY, output=OUTPUT
        )
    except ReadError as error:
        raise error.at(str(path)) from None


def _parse(data: bytes, name: str, registers: tuple[Path, ...], recognize: bool) -> "Issue":
    from parser.parse import parse_issue

    return parse_issue(data, name=name, extra_registers=registers, recognize=recognize)


def run_status(values: Values, console: Console) -> int:
    """status: the archive on one page, or its files, or its problems."""
    if values.refused and not values.files:
        raise UsageError("--refused 要与 --files 合用", remedy="zhoubao status --files --refused")
    if values.files and values.problems:
        raise UsageError("--files 和 --problems 不能同时用", remedy="请分两次运行")
    if values.problems:
        return _list_problems(values, console)
    _refuse(
        values,
        ("start", "end", "department", "section"),
        "文件不能按时间、机构、章节筛选" if values.files else "概况不能筛选",
    )
    if values.files:
        return _list_files(values, console)
    from .health import read_status

    status = read_status(open_layout(values))
    plain = plain_status(status)
    if values.format == "csv":
        return _give_status_sheet(plain, values, console)
    if values.format == "table":
        console.answer(render_status(status, console.look))
    elif values.format == "json":
        from .exports import dump_json

        console.answer(dump_json(plain))
    else:
        from .exports import dump_line

        console.answer(dump_line(plain))
    return FOUND


def _refuse(values: Values, names: tuple[str, ...], why: str) -> None:
    # an option that nobody looks at would give an answer to another question
    if any(getattr(values, name) is not None for name in names):
        raise UsageError(why, remedy="去掉这个选项；选项见 zhoubao status --help")


def _give_status_sheet(plain: Mapping[str, Any], values: Values, console: Console) -> int:
    return give_listing(
        Listing(
            rows=tuple(_flatten(plain)),
            fields=fields.STATUS_FIELDS,
            table=lambda _: "",
            said="",
            around={},
        ),
        values,
        console,
    )


def _flatten(plain: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Value]]:
    """The status as lines of a sheet: "counts.issues", 447; of missing issues their number."""
    for name, value in plain.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{above}{name}.")
        elif name == "missing":
            yield f"{above}{name}", sum(run["last"] - run["first"] + 1 for run in value)
        else:
            yield f"{above}{name}", tuple(value) if isinstance(value, list) else value


def plain_status(status: "ArchiveStatus") -> dict[str, Any]:
    """The status as JSON values (docs/format.md)."""
    return {
        "archive": str(status.root),
        "format": status.format,
        "parser_version": status.parser_version,
        "coverage": plain_coverage(status.coverage),
        "counts": dict(status.counts),
        "files": dict(status.files),
        "problems": dict(status.problems),
        "bytes": dict(status.sizes),
        "stale": status.stale,
        "retry": status.retry,
        "indexed": status.indexed,
        "unindexed": list(status.unindexed),
    }


def _list_files(values: Values, console: Console) -> int:
    with open_store(values) as store:
        rows = sorted(store.files(), key=lambda row: (_FILE_ORDER[row.status], row.path))
        coverage = store.coverage()
    if values.refused:
        rows = [row for row in rows if row.status == "refused"]
    return give_rows(
        rows,
        values,
        console,
        listed=fields.FILE_FIELDS,
        table=render_files,
        measure="个文件",
        coverage=coverage,
        nothing=f"没有读不成的文件。{say_coverage(coverage)}。\n" if values.refused else "",
    )


def _list_problems(values: Values, console: Console) -> int:
    with open_store(values) as store:
        wanted = make_filter(values, store)
        rows = list(store.problems(wanted))
        coverage = store.coverage(wanted.start, wanted.end)
    return give_rows(
        rows,
        values,
        console,
        listed=fields.PROBLEM_FIELDS,
        table=render_problems,
        measure="处疑点",
        coverage=coverage,
        nothing=f"没有疑点。{say_coverage(coverage)}。\n",
    )


RUNNERS: dict[str, Runner] = {
    "add": run_add,
    "parse": run_parse,
    "status": run_status,
    "rebuild": run_rebuild,
}
