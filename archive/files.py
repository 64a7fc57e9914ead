"""Which files an ``add`` means: folders are walked, what is plainly no report is passed over."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# in a folder, only these are looked at; a file that is named is always looked at
DOCUMENT_SUFFIXES = frozenset(
    {".docx", ".docm", ".doc", ".wps", ".pdf", ".ofd", ".txt", ".htm", ".html", ".mht"}
    | {".mhtml", ".rtf", ".odt", ".zip", ".md", ".text"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to be read. ``path`` is as the user wrote it, ``absolute`` tells it from others."""

    path: Path
    absolute: str

    @property
    def name(self) -> str:
        """Its name as text, without its folder."""
        return printable(self.path.name)

    @property
    def shown(self) -> str:
        """Its path as the user wrote it, as text."""
        return printable(str(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """What the named paths hold, in order: each file once, a folder's files by name."""

    files: tuple[FoundFile, ...]
    passed_over: int  # in folders: neither a document by its name nor hidden


def find_files(paths: Iterable[Path], *, leave_out: Path) -> FoundFiles:
    """The files in ``paths``; a path that does not exist is kept, for reading to report it.

    Hidden files and folders, the lock files of office programs (~$…) and what lies in
    ``leave_out`` (the archive itself) are not looked at. A folder is walked once, however
    many links lead to it.
    """
    found: dict[str, FoundFile] = {}
    passed_over = 0
    seen = {_identity(leave_out)}
    for path in paths:
        for file, is_named in _walk(path, seen):
            if is_named or file.suffix.lower() in DOCUMENT_SUFFIXES:
                absolute = printable(os.path.abspath(file))  # noqa: PTH100 - links are kept
                found.setdefault(absolute, FoundFile(path=file, absolute=absolute))
            else:
                passed_over += 1
    return FoundFiles(files=tuple(found.values()), passed_over=passed_over)


def printable(path: str) -> str:
    """The path as text that can be stored and shown: bytes that are no UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(path: Path, seen: set[tuple[int, int] | None]) -> Iterator[tuple[Path, bool]]:
    """Yield the files with whether the user named them."""
    if not path.is_dir():
        yield path, True
        return
    for folder, folders, names in os.walk(path, followlinks=True):
        identity = _identity(Path(folder))
        if identity in seen:
            folders.clear()
            continue
        seen.add(identity)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and _is_regular(Path(folder, name)):
                yield Path(folder, name), False


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True  # a link to nowhere is reported, not passed over
