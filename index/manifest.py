"""Whether the files of an index are ours, whole and of this version, before one is opened.

Whoosh unpickles what it opens, so a folder that came from elsewhere must not get that far.
A manifest is written beside every generation of the index, just before that generation
becomes the current one; it names the folder by its inode, which a copy or an unpacked
archive does not have, and the size of each file.
"""

import json
import os
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from parser.errors import ArchiveError

from .schema import FIELDS, NAME_FIELDS

INDEX_FORMAT = 3  # counted up whenever folding, passages or files change
_TOC = re.compile(r"_MAIN_(\d+)\.toc")
_REMEDY = "请运行 zhoubao rebuild 重建索引；收录的内容不受影响"


class IndexDamagedError(ArchiveError):
    """The index is missing, not whole, of another version or not ours: make it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEntry:
    """One part of the index."""

    name: str  # what the names of its files begin with
    size: int  # passages, deleted ones included
    deleted: tuple[int, ...]  # numbers of passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands beside one generation of the index."""

    format: int
    schema: str  # checksum of the search fields
    folder: int  # inode of the folder
    generation: int
    marker: str | None  # what the archive noted at this commit
    files: dict[str, int]  # name → size
    segments: tuple[SegmentEntry, ...]


def schema_digest() -> str:
    """Changes whenever the fields of the index do (not of use against forgers)."""
    described = json.dumps([[field.key, field.kind] for field in FIELDS] + [list(NAME_FIELDS)])
    return f"{zlib.crc32(described.encode()):08x}"


def latest_generation(path: Path) -> int | None:
    """The number of the current generation, None if there is no index; reads no file."""
    try:
        names = [entry.name for entry in path.iterdir()]
    except OSError:
        return None
    found = [int(match[1]) for name in names if (match := _TOC.fullmatch(name))]
    return max(found, default=None)


def write_manifest(
    path: Path,
    *,
    generation: int,
    marker: str | None,
    files: dict[str, int],
    issues: dict[str, str],
    segments: Sequence[SegmentEntry] = (),
) -> None:
    """Write the manifest of a generation that is about to become the current one."""
    manifest = Manifest(
        format=INDEX_FORMAT,
        schema=schema_digest(),
        folder=path.stat().st_ino,
        generation=generation,
        marker=marker,
        files=files,
        segments=tuple(segments),
    )
    _write(_issues_path(path, generation), issues)
    _write(_manifest_path(path, generation), asdict(manifest))


def read_manifest(path: Path, generation: int) -> Manifest:
    """The manifest of a generation, if index and folder are what it says.

    Raises:
        IndexDamagedError: Anything else.
    """
    manifest = _read_manifest(path, generation)
    if manifest.format != INDEX_FORMAT or manifest.schema != schema_digest():
        raise damaged("索引由另一版本的程序建立")
    status = path.stat()
    if not _is_own(status):
        raise IndexDamagedError(
            "索引属于另一个用户，或别人可以改动它，不能放心打开",
            remedy="请由建立档案的用户运行 zhoubao rebuild，或者把档案复制一份再检索",
        )
    if manifest.folder != status.st_ino:
        raise damaged("索引不是在这个文件夹里建立的")
    for name, size in manifest.files.items():
        try:
            whole = (path / name).stat().st_size == size
        except OSError:
            whole = False
        if not whole:
            raise damaged(f"索引文件不完整：{name}")
    return manifest


def read_issues(path: Path, generation: int) -> dict[str, str]:
    """The issues in that generation: key → the token it was added with."""
    try:
        found = json.loads(_issues_path(path, generation).read_text("utf-8"))
        return {str(key): str(token) for key, token in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise damaged("索引的期号清单读不出来") from error


def drop_manifests(path: Path, *, before: int) -> None:
    """Delete the manifests of generations that are gone."""
    for entry in list(path.iterdir()):
        match = re.fullmatch(r"(?:manifest|issues)-(\d+)\.json(?:\.new)?", entry.name)
        if match and int(match[1]) < before:
            entry.unlink(missing_ok=True)


def damaged(what: str) -> IndexDamagedError:
    """The error for an index that has to be made again."""
    return IndexDamagedError(what, remedy=_REMEDY)


def _read_manifest(path: Path, generation: int) -> Manifest:
    try:
        found = json.loads(_manifest_path(path, generation).read_text("utf-8"))
        segments = tuple(SegmentEntry(**entry) for entry in found.pop("segments", ()))
        return Manifest(**found, segments=segments)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged("索引缺少说明文件") from error


def _is_own(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    # nobody else may have put a file there
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _manifest_path(path: Path, generation: int) -> Path:
    return path / f"manifest-{generation}.json"


def _issues_path(path: Path, generation: int) -> Path:
    return path / f"issues-{generation}.json"


def _write(path: Path, content: object) -> None:
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    new.replace(path)
