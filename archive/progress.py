"""How far long work is: a bar on a terminal, nothing in a pipe; lines of results above it."""

from .console import Console


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
    """The same above a bar on stderr, which is gone when the work is done."""

    def __init__(self, console: Console, what: str) -> None:
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
            # results go where they were asked to go: a pipe must not lose them to the bar
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(what, total=None)
        self._progress.start()

    def follow(self, what: str, done: int, total: int) -> None:
        """Move the bar."""
        self._progress.update(self._task, description=what, completed=done, total=total)

    def show(self, line: str) -> None:
        """Put the line above the bar, where both share a terminal."""
        if self.console.out.isatty():
            from rich.text import Text

            text = Text.from_ansi(line.rstrip("\n"))
            self._progress.console.print(text, soft_wrap=True, highlight=False)
        else:
            super().show(line)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()


def make_lines(console: Console, what: str) -> Lines:
    """A bar where somebody looks at it."""
    if console.quiet or not console.err.isatty():
        return Lines(console)
    return Bar(console, what)
