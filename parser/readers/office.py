"""LibreOffice, where it is installed, for the few formats that no reader of ours knows."""

import os
import sys
from pathlib import Path

from parser.errors import ReadError

_SECONDS = 6.0  # it needs two, on a slow machine four
_AGAIN = 81  # its code after it has made a new profile: it wants to be started again
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_INSTALL = (
    "请用 Word 或 WPS 打开，另存为 .docx 再收录；或安装 LibreOffice"
    "（Debian、Ubuntu：apt install libreoffice-writer-nogui）后重试"
)


class OldFormatError(ReadError):
    """A format that only another program can read."""

    def __init__(self, what: str, *, remedy: str = _INSTALL, where: str | None = None) -> None:
        super().__init__(what, remedy=remedy, where=where)


def convert_to_docx(data: bytes, error: OldFormatError) -> bytes:
    """The file as LibreOffice saves it.

    It runs with a profile of its own, in a folder that goes away, and is ended when it takes
    too long or this process dies.

    Raises:
        OldFormatError: ``error``, where it is not installed, or cannot read the file either.
    """
    program = find_program()
    if program is None:
        raise error
    import tempfile

    with tempfile.TemporaryDirectory(prefix="zhoubao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / "source.doc", folder / "made" / "source.docx"
        source.write_bytes(data)
        said = _run(program, source, made.parent, home=folder / "home")
        if not made.is_file():
            raise OldFormatError(f"{error.what}；LibreOffice 也没有读出来（{said}）") from error
        return made.read_bytes()


def find_program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    import shutil

    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return next((place for place in _PLACES if Path(place).is_file()), None)
    # the program behind the script that starts it: a script's end would not end it
    behind = Path(found).resolve().with_name("soffice.bin")
    return str(behind) if behind.is_file() else found


def _run(program: str, source: Path, folder: Path, *, home: Path) -> str:
    """Run it to its end, or to the end of its time; how it went, in a word."""
    import subprocess
    import time

    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={home.as_uri()}",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        str(source),
    ]
    until = time.monotonic() + _SECONDS
    code = _AGAIN
    while code == _AGAIN and time.monotonic() < until:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        try:
            code = process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return f"{_SECONDS:g} 秒内没有转换完"
        finally:
            _end(process.pid)
            process.wait()
    return f"退出码 {code}"


def _end(process: int) -> None:
    """End a process and those that it started."""
    import contextlib
    import signal

    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)


def _die_with_parent() -> None:
    import ctypes
    import signal

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
