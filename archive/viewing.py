"""The original of an issue in the system's own viewer."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from parser.errors import ArchiveError

from .answers import Values, open_layout, open_store
from .console import Console
from .records import IssueRow
from .wording import say_page


def find_original(issue: IssueRow, values: Values) -> Path:
    """Where the archive keeps the file of an issue.

    Raises:
        ArchiveError: It keeps none.
    """
    with open_store(values) as store:
        files = store.files_of(issue.key)
    kept = next((file.original for file in files if file.original), None)
    if kept is None:
        raise ArchiveError(f"{issue.label} 没有保存原件", remedy="请重新收录这一期的文件")
    return open_layout(values).root / kept


def open_original(
    issue: IssueRow, values: Values, console: Console, *, page: int | None = None
) -> None:
    """Show the original, or say where it lies on a system without a viewer.

    The viewer gets a copy under the file's own name that cannot be written: whoever saves there
    does not change the archive.
    """
    original = find_original(issue, values)
    viewer = find_viewer(console.environment)
    if viewer is None:
        console.answer(f"{original}\n")
        return
    copy = _copy(original, issue.source_name)
    _start(viewer, copy)
    where = f"，在{say_page(page)}" if page is not None else ""
    console.note(f"已打开 {issue.label} 的原件{where}（副本 {copy}）\n")


def find_viewer(environment: Mapping[str, str]) -> str | None:
    """The program that opens a file as a double click would; None without a desktop."""
    if sys.platform == "win32":
        return "start"
    if sys.platform == "darwin":
        return shutil.which("open")
    if environment.get("WSL_DISTRO_NAME") and (found := shutil.which("wslview")):
        return found
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return None
    return shutil.which("xdg-open", path=environment.get("PATH"))


def _copy(original: Path, name: str) -> Path:
    copy = Path(tempfile.mkdtemp(prefix="zhoubao-")) / Path(name).name
    shutil.copyfile(original, copy)
    copy.chmod(0o444)
    return copy


def _start(viewer: str, path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)
    else:
        # nobody waits for the viewer, and it shall not write among our answers
        silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        os.posix_spawn(viewer, [viewer, str(path)], os.environ, file_actions=silence, setpgroup=0)
