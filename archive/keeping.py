"""The commands that keep the archive: add, parse, status and rebuild."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from parser.errors import ReadError

from . import fields
from .answers import (
    ERROR,
    FOUND,
    NOTHING,
    Listing,
    Runner,
    Values,
    give_listing,
    make_filter,
    open_layout,
    open_store,
    plain_coverage,
    say_listing,
)
from .console import Console
from .layout import Layout, locate
from .render_keeping import (
    render_files,
    render_outcome,
    render_problems,
    render_status,
    render_totals,
)
from .wording import say_coverage

if TYPE_CHECKING:
    from parser.model import Issue

    from .ingest import Progress
    from .records import Outcome, Status

_FILE_ORDER = {"refused": 0, "duplicate": 1, "held": 2}  # what needs doing comes first


def run_add(values: Values, console: Console) -> int:
    """add: a line for each file once it is safe, then the summary."""
    from .ingest import add_files

    layout = Layout.create(locate(values.archive))
    counts: Counter[Status] = Counter()
    paths = [Path(path) for path in values.paths]
    lines = _make_lines(console)
    try:
        for outcome in add_files(layout, paths, jobs=values.jobs, on_progress=lines.follow):
            counts[outcome.status] += 1
            lines.tell(outcome)
    finally:
        lines.close()
        console.note(render_totals(counts, lines.passed_over))
    if counts["refused"]:
        return ERROR
    return FOUND if counts else NOTHING


class _Lines:
    """Outcomes as lines of text; on a terminal ``_Bar`` puts them above a bar."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.passed_over = 0

    def follow(self, progress: "Progress") -> None:
        """Take note of how far it is."""
        self.passed_over = progress.passed_over

    def tell(self, outcome: "Outcome") -> None:
        """One file's outcome; when asked to be quiet, only what went wrong."""
        if self.console.quiet:
            if outcome.status == "refused":
                self.console.tell(render_outcome(outcome, self.console.note_look))
        else:
            self.show(render_outcome(outcome, self.console.look))

    def show(self, line: str) -> None:
        """Give out a line at once: whoever reads it may rely on it."""
        self.console.answer(line)
        self.console.out.flush()

    def close(self) -> None:
        """Nothing more will be told."""


class _Bar(_Lines):
    """The same above a bar that shows how far it is."""

    def __init__(self, console: Console) -> None:
        from rich.console import Console as RichConsole
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        super().__init__(console)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=RichConsole(file=console.err),
            transient=True,
            # ours go where they were asked to go; a pipe must not lose them to the bar
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("清点文件", total=None)
        self._progress.start()

    def follow(self, progress: "Progress") -> None:
        super().follow(progress)
        words = {"reading": "收录", "indexing": "建立索引"}[progress.stage]
        self._progress.update(
            self._task, description=words, completed=progress.done, total=progress.total
        )

    def show(self, line: str) -> None:
        if self.console.out.isatty():
            from rich.text import Text

            self._progress.console.print(Text.from_ansi(line), soft_wrap=True)
        else:
            super().show(line)

    def close(self) -> None:
        self._progress.stop()


def _make_lines(console: Console) -> _Lines:
    return _Lines(console) if console.quiet or not console.err.isatty() else _Bar(console)


def run_parse(values: Values, console: Console) -> int:
    """parse: one file to format 1, or to a page that shows what was read; no archive is needed."""
    issue = _read_issue(Path(values.file))
    if values.json:
        from parser.format import issue_to_json

        from .exports import dump_json

        console.answer(dump_json(issue_to_json(issue)))
        return FOUND
    from .render_issue import render_parsed

    console.answer(render_parsed(issue, console.look))
    return FOUND


def _read_issue(path: Path) -> "Issue":
    from .isolation import run_limited
    from .reading import MEMORY, OUTPUT, SECONDS

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"文件打不开：{error.strerror}", remedy="请核对路径和权限", where=str(path)
        ) from error
    try:
        return run_limited(_parse, data, path.name, seconds=SECONDS, memory=MEMORY, output=OUTPUT)
    except ReadError as error:
        raise error.at(str(path)) from None


def _parse(data: bytes, name: str) -> "Issue":
    from parser.parse import parse_issue

    return parse_issue(data, name=name)


def run_status(values: Values, console: Console) -> int:
    """status: the archive on one page, or its files, or its problems."""
    if values.files:
        return _list_files(values, console)
    if values.problems:
        return _list_problems(values, console)
    raise NotImplementedError


def _list_files(values: Values, console: Console) -> int:
    with open_store(values) as store:
        rows = sorted(store.files(), key=lambda row: (_FILE_ORDER[row.status], row.path))
        coverage = store.coverage()
    shown = rows[: values.limit]
    return give_listing(
        Listing(
            rows=shown,
            fields=fields.FILE_FIELDS,
            table=lambda look: render_files(shown, look),
            said=say_listing(len(shown), len(rows), "个文件", coverage),
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
        ),
        values,
        console,
    )


def _list_problems(values: Values, console: Console) -> int:
    with open_store(values) as store:
        wanted = make_filter(values, store)
        rows = list(store.problems(wanted))
        coverage = store.coverage(wanted.start, wanted.end)
    shown = rows[: values.limit]
    return give_listing(
        Listing(
            rows=shown,
            fields=fields.PROBLEM_FIELDS,
            table=lambda look: render_problems(shown, look),
            said=say_listing(len(shown), len(rows), "处疑点", coverage),
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
            nothing=f"没有疑点。{say_coverage(coverage)}。\n",
        ),
        values,
        console,
    )


RUNNERS: dict[str, Runner] = {
    "add": run_add,
    "parse": run_parse,
    "status": run_status,
}
