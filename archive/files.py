"""Which files an ``add`` means: folders are walked, what is plainly no report is passed over."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from parser.errors import ReadError

from .layout import is_archive
from .wording import say_system_error

WITHIN = " › "  # between a container and what is in it

# in a folder, only these are looked at; a file that is named is always looked at
DOCUMENT_SUFFIXES = frozenset(
    {".docx", ".docm", ".doc", ".wps", ".pdf", ".ofd", ".txt", ".htm", ".html", ".mht"}
    | {".mhtml", ".rtf", ".odt", ".zip", ".md", ".text"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to be read. ``path`` is as the user wrote it, ``absolute`` tells it from others."""

    path: Path  # on disk: of a file in a container, the container's
    absolute: str
    refusal: ReadError | None = None  # of a folder that cannot be looked into; no file then
    member: str | None = None  # where it stands in its container; never a path on disk

    @property
    def name(self) -> str:
        """Its name as text, without its folder."""
        if self.member is not None:
            return self.member.rpartition(WITHIN)[2].rpartition("/")[2]
        return printable(self.path.name)

    @property
    def suffix(self) -> str:
        """What its name ends in, with the dot; "" without one."""
        return PurePath(self.name).suffix

    @property
    def shown(self) -> str:
        """Its path as the user wrote it, as text."""
        path = printable(str(self.path))
        return path if self.member is None else f"{path}{WITHIN}{self.member}"

    def within(self, member: str) -> "FoundFile":
        """The file that stands at ``member`` in this one."""
        return FoundFile(path=self.path, absolute=f"{self.absolute}{WITHIN}{member}", member=member)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """What the named paths hold, in order: each file once, a folder's files by name."""

    files: tuple[FoundFile, ...]
    passed_over: int  # in folders: neither a document by its name nor hidden
    archives: tuple[str, ...] = ()  # folders that are archives themselves, not looked into


def find_files(paths: Iterable[Path], *, leave_out: Path) -> FoundFiles:
    """The files in ``paths``; a path that does not exist is kept, for reading to report it.

    Hidden files and folders, the lock files of office programs (~$…) and what lies in
    ``leave_out`` (the archive itself) or in any other archive are not looked at. A folder is
    walked once, however many links lead to it; one that cannot be walked stands among the files.
    """
    found: dict[str, FoundFile] = {}
    archives: dict[str, None] = {}
    passed_over = 0
    seen = {_identity(leave_out)}
    for path in paths:
        for place in _walk(path, seen):
            if place.kind == "archive":
                archives[printable(str(place.path))] = None
            elif place.kind == "found" and place.path.suffix.lower() not in DOCUMENT_SUFFIXES:
                passed_over += 1
            else:
                absolute = printable(os.path.abspath(place.path))  # noqa: PTH100 - links are kept
                file = FoundFile(path=place.path, absolute=absolute, refusal=place.refusal)
                found.setdefault(absolute, file)
    return FoundFiles(
        files=tuple(found.values()), passed_over=passed_over, archives=tuple(archives)
    )


def printable(path: str) -> str:
    """The path as text that can be stored and shown: bytes that are no UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    path: Path
    kind: Literal["named", "found", "archive", "closed"]
    refusal: ReadError | None = None  # only where it is closed


def _walk(path: Path, seen: set[tuple[int, int] | None]) -> Iterator[_Place]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where there is no permission
        yield _Place(path=path, kind="named")
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, followlinks=True, onerror=closed.append):
        yield from _drain(closed)
        identity = _identity(Path(folder))
        if identity is not None and identity in seen:
            folders.clear()
            continue
        seen.add(identity)
        if is_archive(Path(folder)):
            folders.clear()
            yield _Place(path=Path(folder), kind="archive")
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and _is_regular(Path(folder, name)):
                yield _Place(path=Path(folder, name), kind="found")
    yield from _drain(closed)


def _drain(closed: list[OSError]) -> Iterator[_Place]:
    """The folders that could not be listed since this was asked last."""
    for error in closed:
        yield _Place(path=Path(error.filename), kind="closed", refusal=_cannot_list(error))
    closed.clear()


def _cannot_list(error: OSError) -> ReadError:
    return ReadError(
        f"文件夹打不开（{say_system_error(error)}），其中的文件都没有看",
        remedy="请检查文件夹的权限，或换一个用户运行",
    )


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
