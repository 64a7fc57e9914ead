"""A whole archive in one file (备份), made while others read and write, and an archive out of it.

The file is a zip: the database as it was at one moment, every original it speaks of, what people
wrote by hand, and a list with the digest of each. The index is left out: it is made again.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from parser.errors import ArchiveError

from .layout import FORMAT, Layout, is_archive, settle_folder, settle_names
from .store import Store
from .wording import say_system_error

Tell = Callable[[int, int], None]  # files done, files in all

_LIST = "MANIFEST.json"
_LIST_FORMAT = 1
_LARGEST_LIST = 256 << 20
_DATABASE = "archive.sqlite3"
_CHUNK = 1 << 20
# what lies in a backup; a name is never more than it, so nothing is written anywhere else
_NAMES = re.compile(
    r"archive\.sqlite3|corrections\.tsv|equivalences\.tsv"
    r"|registers/[^/\\:\x00]+\.tsv|originals/[0-9a-f]{2}/[0-9a-f]{64}(?:\.[a-z0-9]{1,15})?"
)
_PACKED = frozenset(".docx .docm .odt .ofd .pdf .zip .jpg .jpeg .png .webp".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made, or read."""

    path: Path
    files: int
    bytes: int  # unpacked
    damaged: tuple[str, ...] = ()  # originals that were not there, or not as they were added


def make_backup(
    layout: Layout, target: Path, *, force: bool = False, tell: Tell | None = None
) -> Backup:
    """Write the archive into ``target``, which is there whole or not at all.

    Raises:
        ArchiveError: It exists, lies in the archive, or cannot be written.
    """
    if target.exists() and not force:
        raise ArchiveError(f"已有这个文件：{target}", remedy="请换一个名字，或加 --force 换掉它")
    if target.absolute().is_relative_to(layout.root.absolute()):
        raise ArchiveError(f"备份不能放在档案里面：{target}", remedy="请放到别的磁盘或文件夹")
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    database = target.with_name(f".{target.name}.{os.getpid()}.sqlite3")
    try:
        with Store.open(layout.database) as store:
            store.copy_to(database)
        backup = _write(layout, database, temporary, tell)
        temporary.replace(target)
        settle_names(target.parent)
    except OSError as error:
        raise ArchiveError(
            f"备份写不成：{target}（{say_system_error(error)}）",
            remedy="请换一个有空间、可以写入的位置；档案没有动",
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
        database.unlink(missing_ok=True)
    return Backup(path=target, files=backup.files, bytes=backup.bytes, damaged=backup.damaged)


def _write(layout: Layout, database: Path, temporary: Path, tell: Tell | None) -> Backup:
    with Store.open(database) as store:
        kept = sorted(store.trail.kept())
        issues = len(store.issue_keys())
    sources = [(_DATABASE, database), *_hand_written(layout)]
    sources += [(place, layout.root / place) for place in kept]
    listed: list[dict[str, Any]] = []
    damaged = []
    with temporary.open("xb") as stream:
        with zipfile.ZipFile(stream, "w", compresslevel=1) as package:
            for done, (name, source) in enumerate(sources, start=1):
                try:
                    entry = _pack(package, name, source)
                except FileNotFoundError:
                    damaged.append(name)
                    continue
                listed.append(entry)
                if name.startswith("originals/") and entry["sha256"] != _digest_in(name):
                    damaged.append(name)
                if tell is not None:
                    tell(done, len(sources))
            described = {
                "format": _LIST_FORMAT,
                "archive_format": FORMAT,
                "made": datetime.now().isoformat(sep=" ", timespec="seconds"),
                "issues": issues,
                "damaged": damaged,
                "files": listed,
            }
            package.writestr(_LIST, json.dumps(described, ensure_ascii=False, indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    total = sum(entry["size"] for entry in listed)
    return Backup(path=temporary, files=len(listed), bytes=total, damaged=tuple(damaged))


def _hand_written(layout: Layout) -> Iterator[tuple[str, Path]]:
    for path in (layout.corrections, layout.equivalences):
        if path.is_file():
            yield path.name, path
    for path in layout.registers:
        yield f"registers/{path.name}", path


def _digest_in(name: str) -> str:
    return PurePosixPath(name).name.partition(".")[0]


def _pack(package: zipfile.ZipFile, name: str, source: Path) -> dict[str, Any]:
    """Put a file in, as it is read once; its line in the list."""
    found, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, date_time=datetime.now().timetuple()[:6])
    info.compress_type = (
        zipfile.ZIP_STORED if source.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
    )
    with source.open("rb") as stream:
        info.file_size = os.fstat(stream.fileno()).st_size  # tells whether it needs 64 bits
        with package.open(info, "w", force_zip64=info.file_size >= 1 << 31) as packed:
            while chunk := stream.read(_CHUNK):
                found.update(chunk)
                size += len(chunk)
                packed.write(chunk)
    return {"name": name, "size": size, "sha256": found.hexdigest()}


def restore_backup(source: Path, root: Path, *, tell: Tell | None = None) -> Layout:
    """The archive that a backup holds, in ``root``, which is missing or an empty folder.

    Every file is compared with the list; where one differs, nothing is left in ``root``.

    Raises:
        ArchiveError: No backup, damaged, of a newer format; or ``root`` is not free.
    """
    from .indexing import rebuild

    _check_free(root)
    fresh = root.with_name(f".{root.name}.{os.getpid()}")
    try:
        with _open_backup(source) as package:
            listed = _read_list(package, source)
            fresh.mkdir(parents=True)
            layout = Layout.create(fresh)
            for done, entry in enumerate(listed, start=1):
                _unpack(package, entry, fresh)
                if tell is not None:
                    tell(done, len(listed))
        for folder in {(fresh / entry["name"]).parent for entry in listed}:
            settle_folder(folder)
        with Store.open(layout.database, create=True):
            pass  # brought to the tables of today, and to its usual way of writing
        if root.is_dir():
            root.rmdir()
        fresh.rename(root)
        settle_names(root.parent)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        why = say_system_error(error) if isinstance(error, OSError) else "备份文件已损坏"
        raise ArchiveError(
            f"恢复不成：{source}（{why}）", remedy="请检查空间、权限，或换一份备份"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    layout = Layout.open(root)
    rebuild(layout)
    return layout


def _check_free(root: Path) -> None:
    if is_archive(root):
        raise ArchiveError(
            f"这里已有一个档案：{root}",
            remedy="请用 --archive 指明一个新的文件夹；原有的档案没有动",
        )
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise ArchiveError(
            f"{root} 里已有别的东西，不能恢复到这里", remedy="请用 --archive 指明一个新的文件夹"
        )


@contextlib.contextmanager
def _open_backup(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        package = zipfile.ZipFile(source)
    except FileNotFoundError:
        raise ArchiveError(f"没有这个文件：{source}", remedy="请核对路径") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ArchiveError(
            f"这不是备份文件，或者不完整：{source}", remedy="请换一份 zhoubao backup 写的备份"
        ) from error
    with package:
        yield package


def _read_list(package: zipfile.ZipFile, source: Path) -> list[dict[str, Any]]:
    """The lines of the list, each naming a file of ours that the zip holds."""
    try:
        info = package.getinfo(_LIST)
        if info.file_size > _LARGEST_LIST:
            raise ValueError
        described = json.loads(package.read(info))
        if described["format"] > _LIST_FORMAT or described["archive_format"] > FORMAT:
            raise ArchiveError(
                f"备份的格式比本程序认得的新：{source}", remedy="请升级 zhoubao 后再恢复"
            )
        listed = described["files"]
        sizes = {info.filename: info.file_size for info in package.infolist()}
        for entry in listed:
            if not _NAMES.fullmatch(entry["name"]) or sizes[entry["name"]] != entry["size"]:
                raise ValueError
        if _DATABASE not in {entry["name"] for entry in listed}:
            raise ValueError
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveError(
            f"备份里的清单缺失，或与内容不符：{source}", remedy="请换一份 zhoubao backup 写的备份"
        ) from error
    assert isinstance(listed, list)
    return listed


def _unpack(package: zipfile.ZipFile, entry: dict[str, Any], root: Path) -> None:
    path = root / entry["name"]
    path.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with package.open(entry["name"]) as packed, path.open("wb") as stream:
        while chunk := packed.read(_CHUNK):
            found.update(chunk)
            stream.write(chunk)
    if found.hexdigest() != entry["sha256"]:
        raise ArchiveError(f"备份里的 {entry['name']} 已损坏（sha256 不符）", remedy="请换一份备份")
