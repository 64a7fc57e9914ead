"""How far long work is: a bar on a terminal, nothing in a pipe; lines of results above it."""

from typing import TYPE_CHECKING

from .console import Console

if TYPE_CHECKING:
    from rich.progress import Progress


class Lines:
    """Lines of results, given out at once; ``Bar`` puts them above a bar."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def follow(self, what: str, done: int, total: int) -> None:
        """How far ``what`` is."""

    def show(self, line: str) -> None:
        """Give out a line at once: whoever reads it may rely on it.

        The work goes on when nobody reads any more (| head): half of it is not what was asked.
        """
        try:
            self.console.answer(line)
            self.console.out.flush()
        except BrokenPipeError:
            self.console.forget_reader()

    def close(self) -> None:
        """Nothing more will come."""


class Bar(Lines):
    """The same above a bar on stderr, which is gone when the work is done.

    It is there from the first ``follow`` on: work that turns out to be short loads no bar.
    """

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._progress: Progress | None = None

    def follow(self, what: str, done: int, total: int) -> None:
        """Move the bar; a ``total`` of 0 is not known yet."""
        if self._progress is None:
            self._progress = _start_bar(self.console)
        (task,) = self._progress.task_ids
        self._progress.update(task, description=what, completed=done, total=total or None)

    def show(self, line: str) -> None:
        """Put the line above the bar, where both share a terminal."""
        if self._progress is not None and self.console.out.isatty():
            from rich.text import Text

            text = Text.from_ansi(line.rstrip("\n"))
            self._progress.console.print(text, soft_wrap=True, highlight=False)
        else:
            super().show(line)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def _start_bar(console: Console) -> "Progress":
    from rich.console import Console as RichConsole
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=RichConsole(file=console.err),
        transient=True,
        # results go where they were asked to go: a pipe must not lose them to the bar
        redirect_stdout=False,
        redirect_stderr=False,
    )
    progress.add_task("", total=None)
    progress.start()
    return progress


def make_lines(console: Console) -> Lines:
    """A bar where somebody looks at it."""
    if console.quiet or not console.err.isatty():
        return Lines(console)
    return Bar(console)
