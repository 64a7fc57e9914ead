"""Where an archive's things lie on disk, its format number, and the lock for those who write."""

import contextlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from parser.errors import ArchiveError

from .wording import say_system_error

# raised when an older program would misread what lies on disk
FORMAT = 1

# what the archive's own file says of itself until somebody writes in it
EQUIVALENCES = """\
# 指标的同名与不同名。每行一条，各栏之间用制表符（Tab）隔开；“#”开头的行是说明，不起作用。
#
# 关系	口径	指标	单位	口径	指标	单位	说明
#
# 关系写“=”：两个名称是同一序列（改名、换了写法），合并；
# 关系写“≠”：两个名称不是同一序列，不合并，程序按规则合并了的也拆开。
# 指标写“*”：这个口径下的全部指标，左右同名的各自对应，用于口径改名。
# 单位可以不写，不写就是任何单位。名称照 zhoubao indicators 列出的写；全角半角、空格、引号不计。
# 程序合并的理由，用 zhoubao indicators --explain 看；改了这个文件，下次查询就按新的来。
#
# 例（去掉行首的“# ”就起作用）：
# =	网上审批系统	*		一体化平台	*		2019年改名
# ≠	政务大厅	咨询	人次	政务大厅	电话咨询	人次	电话咨询另行统计
"""

_MARK = "FORMAT"
_DATABASE = "archive.sqlite3"
_CHUNK = 1 << 20


def locate(option: str | None = None, *, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the archive: ``option``, else $ZHOUBAO_ARCHIVE, else the platform's own place.

    The folder need not exist yet.
    """
    chosen = option or environment.get("ZHOUBAO_ARCHIVE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return _data_folder(environment) / "zhoubao"


def _data_folder(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    named = environment.get("XDG_DATA_HOME")
    # the XDG base directory rules ask that a relative path be ignored
    return Path(named) if named and Path(named).is_absolute() else Path.home() / ".local" / "share"


class UnwritableError(ArchiveError):
    """The archive cannot be written by whoever runs this: another's, or on a read-only disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """An archive on disk. ``open`` or ``create`` one; both check the format."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> Self:
        """The archive in ``root``.

        Raises:
            ArchiveError: There is none, or it is of a newer format.
        """
        layout = cls(root=root)
        try:
            printed = (root / _MARK).read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            raise ArchiveError(
                f"这里还没有档案：{root}",
                remedy="先用 zhoubao add 收录文件；档案在别处时，用 --archive 指明",
            ) from None
        except OSError as error:
            raise ArchiveError(
                f"档案打不开：{root}（{say_system_error(error)}）",
                remedy="请检查这个文件夹的权限，或换一个用户运行",
            ) from error
        if not printed.isdecimal():
            raise ArchiveError(f"这不是周报档案：{root / _MARK} 里写的是“{printed[:20]}”")
        if int(printed) > FORMAT:
            raise ArchiveError(
                f"档案的格式 {printed} 比本程序认得的格式 {FORMAT} 新",
                remedy="请升级 zhoubao 后再打开，档案未作改动",
            )
        return layout

    @classmethod
    def create(cls, root: Path) -> Self:
        """The archive in ``root``, made if the folder is missing or empty.

        Raises:
            ArchiveError: The folder holds other things, cannot be written, or is of a newer format.
        """
        if (root / _MARK).exists():
            return cls.open(root)
        layout = cls(root=root)
        try:
            root.mkdir(parents=True, exist_ok=True)
            foreign = [entry.name for entry in root.iterdir() if not _is_ours(entry.name)]
            if foreign:
                raise ArchiveError(
                    f"{root} 里已有别的东西（如 {sorted(foreign)[0]}），不能用来放档案",
                    remedy="请给 --archive 一个空文件夹，或一个还不存在的文件夹",
                )
            layout.originals.mkdir(exist_ok=True)
            layout.make_index()
            if not layout.equivalences.exists():
                write_safely(layout.equivalences, EQUIVALENCES.encode("utf-8"))
            write_safely(root / _MARK, f"{FORMAT}\n".encode("ascii"))
            _synchronise_folders({root.parent})
        except OSError as error:
            raise ArchiveError(
                f"档案建不起来：{root}（{say_system_error(error)}）",
                remedy="请换一个可以写入的位置，用 --archive 指明",
            ) from error
        return layout

    @property
    def database(self) -> Path:
        """The file of the store."""
        return self.root / _DATABASE

    @property
    def originals(self) -> Path:
        """The folder of the files as they came."""
        return self.root / "originals"

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.root / "index"

    @property
    def registers(self) -> tuple[Path, ...]:
        """An office's own registers of departments, of ``add --register`` or put there by hand."""
        return tuple(sorted(self.registers_folder.glob("*.tsv")))

    @property
    def registers_folder(self) -> Path:
        """The folder of those registers; it need not exist."""
        return self.root / "registers"

    @property
    def equivalences(self) -> Path:
        """Which names of numbers are one, and which are not, written by hand."""
        return self.root / "equivalences.tsv"

    @property
    def corrections(self) -> Path:
        """The corrections of figures, written by ``correct`` and by hand."""
        return self.root / "corrections.tsv"

    def make_index(self) -> None:
        """Make the folder of the index; Whoosh pickles its files, so others keep out of it."""
        self.index.mkdir(exist_ok=True)
        self.index.chmod(0o700)

    def original(self, sha256: str, suffix: str) -> Path:
        """Where the file with these bytes lies or will lie."""
        return self.originals / sha256[:2] / f"{sha256}{suffix}"

    def size(self, part: str) -> int:
        """Bytes of ``part``: "database", "originals" or "index"."""
        if part == "database":
            return sum(path.stat().st_size for path in self.root.glob(f"{_DATABASE}*"))
        folder = {"originals": self.originals, "index": self.index}[part]
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    @contextmanager
    def locked(self, *, wait: float = 0.0) -> Iterator[None]:
        """Hold the lock of those who write; it falls when the process dies, however it dies.

        Args:
            wait: Seconds to wait for another process to finish.

        Raises:
            UnwritableError: The archive cannot be written at all.
            ArchiveError: Another process still holds it; the message names that process.
        """
        with self._open_lock() as file:
            deadline = time.monotonic() + wait
            while not _try_lock(file):
                if time.monotonic() >= deadline:
                    raise ArchiveError(
                        f"档案正由另一个进程写入（{_holder(file)}）",
                        remedy="等它结束后再试；那里读写的内容不受影响，检索随时可用",
                    )
                time.sleep(0.1)
            _name_holder(file)
            try:
                yield
            finally:
                _unlock(file)

    def _open_lock(self) -> IO[str]:
        try:
            file = (self.root / "lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise self._unwritable(say_system_error(error)) from error
        # another user's lock may be open to all, and the archive not
        if not os.access(self.root, os.W_OK):
            file.close()
            raise self._unwritable("没有权限")
        return file

    def _unwritable(self, why: str) -> UnwritableError:
        return UnwritableError(
            f"档案不能写入：{self.root}（{why}）",
            remedy="收录、重建索引都要写入档案：请由建立档案的用户运行，或取得这个文件夹的写权限，"
            "或用 --archive 指明另一个档案；只读的档案照样可以检索、阅读",
        )


@dataclass(slots=True)
class Originals:
    """Files to be kept with the next transaction: written at once, made safe together."""

    layout: Layout
    waiting: list[tuple[Path, Path]]

    @classmethod
    def of(cls, layout: Layout) -> Self:
        """An empty batch."""
        return cls(layout=layout, waiting=[])

    def keep(self, data: bytes, *, sha256: str, suffix: str) -> str:
        """Keep the bytes, safely only after ``settle``; returns their place in the archive."""
        place = self.layout.original(sha256, suffix)
        if not place.exists():
            self._make_folder(place.parent)
            temporary = place.with_name(f".{place.name}.{os.getpid()}")
            temporary.write_bytes(data)
            self.waiting.append((temporary, place))
        return place.relative_to(self.layout.root).as_posix()

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            # a folder whose own name is not on disk takes all that is in it with the power
            _synchronise_folders({folder.parent, folder.parent.parent})

    def settle(self) -> None:
        """Bring what is waiting safely to its names; to be called before the store commits."""
        for temporary, _ in self.waiting:
            _synchronise(temporary)
        for temporary, place in self.waiting:
            if temporary.exists():  # the same bytes can have come twice in one batch
                temporary.replace(place)
        _synchronise_folders({place.parent for _, place in self.waiting})
        self.waiting.clear()

    def forget(self) -> None:
        """Drop what is waiting, after a transaction that failed."""
        for temporary, _ in self.waiting:
            temporary.unlink(missing_ok=True)
        self.waiting.clear()


def is_archive(folder: Path) -> bool:
    """Whether the folder is an archive, ours or anybody's, of whatever format."""
    return (folder / _MARK).is_file() and (folder / _DATABASE).is_file()


def write_safely(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves the old content or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    _synchronise(temporary)
    temporary.replace(path)
    _synchronise_folders({path.parent})


def settle_folder(folder: Path) -> None:
    """Bring the files of a folder, which somebody else wrote, safely to disk."""
    for path in folder.iterdir():
        if path.is_file():
            _synchronise(path)
    settle_names(folder)


def settle_names(folder: Path) -> None:
    """Bring the names in a folder safely to disk: what was renamed or made there."""
    _synchronise_folders({folder})


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, hexadecimal."""
    import hashlib  # OpenSSL, which a search has no use for

    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _is_ours(name: str) -> bool:
    # what a first start leaves that was killed before the mark was written
    ours = {"originals", "index", "index.new", "lock", "registers", ".DS_Store"}
    ours |= {"equivalences.tsv", "corrections.tsv"}
    return name in ours or name.startswith((f".{_MARK}.", _DATABASE))


def _synchronise(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _synchronise_folders(folders: Iterable[Path]) -> None:
    if sys.platform == "win32":
        return  # a folder cannot be opened there; renaming is journalled
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _name_holder(file: IO[str]) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n{time.strftime('%Y-%m-%d %H:%M:%S')}\n")
    file.flush()


def _holder(file: IO[str]) -> str:
    with contextlib.suppress(OSError):  # Windows lets nobody read what is locked
        file.seek(0)
        lines = file.read().split("\n")
        if lines[0].isdecimal():
            return f"进程号 {lines[0]}，自 {lines[1]} 起"
    return "进程号不详"


if sys.platform == "win32":
    import msvcrt

    # far behind the holder's name, which has to stay readable
    _LOCKED_BYTE = 1 << 20

    def _try_lock(file: IO[str]) -> bool:
        os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
