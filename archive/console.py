"""The two streams a command speaks to: answers on one, everything else on the other.

Output never fails on a console that cannot show a character, and what goes into a pipe or a
file is UTF-8 whatever the locale.
"""

import io
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from parser.errors import ZhoubaoError

from .screen import Look, fit_lines


class OutputError(ZhoubaoError):
    """A result cannot be written where it was asked to go."""


@dataclass(slots=True, kw_only=True)
class Console:
    """Where a command writes. ``output`` takes the answers when a file was asked for."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    quiet: bool = False
    output: Path | None = None

    @classmethod
    def of_process(cls) -> "Console":
        """The console of this process, its streams made safe."""
        out, err = _make_safe(sys.stdout), _make_safe(sys.stderr)
        if os.name == "nt" and out.isatty():
            os.system("")  # older Windows consoles obey colours only after this
        return cls(out=out, err=err, environment=os.environ)

    @property
    def look(self) -> Look:
        """How answers are drawn: plainly unless they go to a terminal."""
        return Look() if self.output is not None else self._look_of(self.out)

    @property
    def note_look(self) -> Look:
        """How notes and progress are drawn."""
        return self._look_of(self.err)

    def answer(self, text: str) -> None:
        """Write a result; to the file that was asked for only when it is whole."""
        if self.output is None:
            self.out.write(text)
        else:
            _write_whole(self.output, text)
            self.note(f"已写入 {self.output}\n")

    def forget_reader(self) -> None:
        """Go on without whoever read the answers (| head): nothing is left to fail at exit."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())

    def note(self, text: str) -> None:
        """Say something beside the result; nothing when asked to be quiet."""
        if not self.quiet:
            self.tell(text)

    def tell(self, text: str) -> None:
        """Say what has to be said: errors, and why an answer is empty."""
        self.out.flush()
        self.err.write(text if "\x1b" in text else fit_lines(text, self.note_look))
        self.err.flush()

    def _look_of(self, stream: TextIO) -> Look:
        if not stream.isatty():
            return Look()
        plain = self.environment.get("NO_COLOR") or self.environment.get("TERM") == "dumb"
        from shutil import get_terminal_size  # a pipe has no width

        return Look(width=max(get_terminal_size().columns, 40), colour=not plain)


def _make_safe(stream: TextIO | None) -> TextIO:
    if stream is None:  # closed by whoever started us (>&-)
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return stream


def _write_whole(path: Path, text: str) -> None:
    try:
        place = path.resolve()  # a link stays one: what it leads to is replaced
        if place.exists() and not place.is_file():
            _write(place, text)  # a device or a pipe must not be replaced by a file
        else:
            _replace(place, text)
    except OSError as error:
        from .wording import say_system_error

        raise OutputError(
            f"写不进 {path}：{say_system_error(error)}",
            remedy="请换一个可以写入的位置；原有的文件没有动",
        ) from error


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(temporary, text)
        if path.exists():
            from shutil import copymode

            copymode(path, temporary)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
