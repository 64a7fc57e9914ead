"""Files into the archive (收录): read by workers, kept, stored, indexed; told when it is safe.

The order is what makes a killed ``add`` harmless: the original lies on disk before its issue is
committed, an outcome is given out after the commit, and the index, which is made from the
store, comes last. What a killed ``add`` left between the two is taken in by the next one.
"""

import hashlib
import stat
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from parser.errors import ArchiveError, ReadError, ZhoubaoError
from parser.readers.limits import check_file_size

from .containers import Member, is_container, open_container
from .dispatch import Dispatch, Read
from .files import FoundFile, find_files
from .filing import Change, Entry, Filer
from .indexing import Indexing
from .interruption import Interruption, interruptible
from .layout import Layout, Originals, digest
from .leftovers import find_leftovers
from .reading import name_reader
from .records import Outcome
from .store import Store
from .wording import say_system_error
from .workers import Workers

_MOST_IN_TRANSACTION = 32
_MANY = 64  # files that a container is expected to hold
_LONGEST_TRANSACTION = 0.5  # seconds that a file which was read waits for its commit
_MOST_BYTES_IN_TRANSACTION = 64 << 20
_PAUSE = 0.05
_TRIES = 3  # to read a file that somebody is writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an ``add`` is. ``passed_over`` counts files of folders that are no documents.

    ``archives`` are folders that were left alone, because they are archives themselves.
    """

    stage: Literal["reading", "indexing"]
    done: int
    total: int
    passed_over: int
    archives: tuple[str, ...] = ()


def add_files(
    layout: Layout,
    paths: Iterable[Path],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    wait: float = 0.0,
    again: bool = False,
) -> Generator[Outcome, None, None]:
    """Add files and folders, giving out what became of each file once that is safe on disk.

    Outcomes come in the order of the files. A file that cannot be read is an outcome, and the
    rest goes on. The index is written after the last outcome, so the iterator has to be
    exhausted; where it is not, the next opening of the index mends it.

    Args:
        layout: The archive, opened or created.
        paths: Files and folders; folders are walked.
        executor: Runs ``reading.read_files``; by default a pool of processes.
        jobs: How many processes the default pool has; None: as many as processors.
        on_progress: Called after each batch.
        wait: Seconds to wait for another process that writes.
        again: Read what was refused before even where file and reader are the same.

    Raises:
        ArchiveError: Another process writes, or the disk is full; what was given out is safe.
        KeyboardInterrupt: After Ctrl-C, once what was read is stored and given out.
    """
    with layout.locked(wait=wait), Store.open(layout.database, create=True) as store:
        found = find_files(paths, leave_out=layout.root)
        # each file in a container counts, and how many there are is known when it is opened
        many = any(file.suffix.lower() == ".zip" for file in found.files)
        expected = max(len(found.files), _MANY if many else 0)
        done = 0

        def tell(stage: Literal["reading", "indexing"]) -> None:
            if on_progress is not None:
                on_progress(
                    Progress(
                        stage=stage,
                        done=done,
                        total=len(found.files) + adding.members,
                        passed_over=found.passed_over + adding.passed_over,
                        archives=found.archives,
                    )
                )

        with (
            interruptible() as interruption,
            Indexing(layout, store) as indexing,
            Workers(executor, jobs=jobs, files=expected) as workers,
        ):
            dispatch = Dispatch(workers, layout.registers, interruption, files=expected)
            filer = Filer(store, Originals.of(layout))
            adding = _Adding(store, filer, dispatch, interruption, indexing.prepare, again=again)
            tell("reading")
            for files in (found.files, _leftovers(layout, store)):
                for outcomes, changes in adding.run(files):
                    done += len(outcomes)
                    yield from outcomes
                    tell("reading")
                    with _telling_of_the_index():
                        indexing.note(changes)
            tell("indexing")
            with _telling_of_the_index():
                indexing.finish(workers)
    if interruption.asked:
        raise KeyboardInterrupt


def _leftovers(layout: Layout, store: Store) -> Iterator[FoundFile]:
    """What an ``add`` that was killed had kept and could not tell the database any more."""
    left = find_leftovers(layout, store.trail.kept())
    for path in left.temporaries:
        path.unlink(missing_ok=True)
    for path in left.unknown:
        # what was put there by hand, or is damaged, is for ``verify`` to tell
        if store.file(str(path)) is None and digest(path) == path.name.partition(".")[0]:
            yield FoundFile(path=path, absolute=str(path))


@contextmanager
def _telling_of_the_index() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"检索索引没有写成：{say_system_error(error)}",
            remedy="收录的内容都已存好；请腾出空间或检查权限，下次收录或检索时会补上索引",
        ) from error


_Batch = tuple[tuple[Outcome, ...], tuple[Change, ...]]


class _Adding:
    """One run of ``add_files``: files go in at one end, safe outcomes come out at the other."""

    def __init__(
        self,
        store: Store,
        filer: Filer,
        dispatch: Dispatch,
        interruption: Interruption,
        prepare: Callable[[], None],
        *,
        again: bool,
    ) -> None:
        self._store = store
        self._filer = filer
        self._dispatch = dispatch
        self._interruption = interruption
        self._prepare = prepare
        self._again = again
        self._batch: list[Read] = []
        self._since = 0.0
        self._is_ready = False
        self.members = 0  # files found in containers, less the containers
        self.passed_over = 0  # in containers: neither documents by their names nor hidden

    def run(self, files: Iterable[FoundFile]) -> Iterator[_Batch]:
        """The outcomes of a finished transaction at a time, in the order of the files."""
        for entry in self._find_entries(files):
            if self._interruption.asked:
                break
            if not entry.is_settled and not self._is_ready:
                self._get_ready()
            self._dispatch.put(entry)
            while self._dispatch.is_full or self._dispatch.is_ready:
                yield from self._take()
                if self._interruption.asked:
                    break
        self._dispatch.close()
        while not self._dispatch.is_empty and not self._interruption.asked:
            yield from self._take()
        yield from self._commit()

    def _get_ready(self) -> None:
        """What takes time before the first file can be read, done side by side."""
        self._dispatch.prepare()
        self._prepare()
        self._is_ready = True

    def _find_entries(self, files: Iterable[FoundFile]) -> Iterator[Entry]:
        """Each file, or, where it is a container, each document in it."""
        for file in files:
            entry = self._look_at(file)
            if entry.is_settled or not is_container(entry.data):
                yield entry
                continue
            try:
                contents = open_container(entry.data)
            except ZhoubaoError as error:
                yield replace(entry, data=b"", error=error)
                continue
            self.members += len(contents.members) - 1
            self.passed_over += contents.passed_over
            for member in contents.members:
                yield self._look_at_member(file.within(member.place), member)

    def _look_at_member(self, file: FoundFile, member: Member) -> Entry:
        """What a file in a container is before it is read."""
        entry = Entry(file=file, size=member.size, modified=member.mark)
        remembered = self._remember(entry)
        if remembered is not None:
            return remembered
        try:
            return self._with_data(entry, member.read())
        except ZhoubaoError as error:
            return replace(entry, error=error)

    def _look_at(self, file: FoundFile) -> Entry:
        """What a file is before it is read."""
        if file.refusal is not None:
            return Entry(file=file, error=file.refusal)
        try:
            entry = _look(file)
            remembered = self._remember(entry)
            if remembered is not None:
                return remembered
            entry, data = _read_whole(entry)
        except OSError as error:
            return Entry(file=file, error=_cannot_read(error))
        except ZhoubaoError as error:
            return Entry(file=file, error=error)
        return self._with_data(entry, data)

    def _remember(self, entry: Entry) -> Entry | None:
        """The entry settled by what is known of its file, where that has not changed since."""
        known = self._store.file(entry.file.absolute)
        if known is None or (known.size, known.modified) != (entry.size, entry.modified):
            return None
        if known.issue is not None:
            return replace(entry, known=known)
        if self._again or known.reader is None or known.reader != name_reader():
            return None
        error = ReadError(known.message or "", remedy=known.remedy)
        return replace(entry, error=error, is_remembered=True)

    def _with_data(self, entry: Entry, data: bytes) -> Entry:
        """The entry with the bytes of its file, unless the archive has them."""
        sha256 = hashlib.sha256(data).hexdigest()
        held = self._filer.held(entry.file.absolute, sha256)
        return replace(entry, sha256=sha256, known=held, data=data if held is None else b"")

    def _take(self) -> Iterator[_Batch]:
        """Move what was read into the batch; commits the batch when it is full or has waited."""
        if not self._dispatch.is_ready:
            if self._batch and not self._dispatch.wait(self._time_left()):
                yield from self._commit()
            if self._interruption.asked or not self._dispatch.wait(None):
                return
        for read in self._dispatch.take():
            if not self._batch:
                self._since = time.monotonic()
            self._batch.append(read)
        held = sum(len(entry.data) for entry, _ in self._batch)
        if (
            len(self._batch) >= _MOST_IN_TRANSACTION
            or held > _MOST_BYTES_IN_TRANSACTION
            or self._time_left() <= 0
        ):
            yield from self._commit()

    def _time_left(self) -> float:
        return max(0.0, self._since + _LONGEST_TRANSACTION - time.monotonic())

    def _commit(self) -> Iterator[_Batch]:
        """Store the batch; what is given out is safe."""
        if self._batch:
            batch, self._batch = self._batch, []
            yield self._filer.put(batch)


def _look(file: FoundFile) -> Entry:
    """A file before its bytes are looked at."""
    status = file.path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ReadError("不是普通文件，不能读取", remedy="请给出文件或文件夹的路径")
    return Entry(file=file, size=status.st_size, modified=status.st_mtime_ns)


def _read_whole(entry: Entry) -> tuple[Entry, bytes]:
    """The bytes of a file, all of one moment: what changes while it is read is read again."""
    for _ in range(_TRIES):
        check_file_size(entry.size)
        with entry.file.path.open("rb") as stream:
            data = stream.read(entry.size + 1)
        now = _look(entry.file)
        if (now.size, now.modified) == (entry.size, entry.modified) and len(data) == now.size:
            return entry, data
        entry = now
        time.sleep(_PAUSE)
    raise ReadError("读取时文件正在被改动", remedy="请等它下载、复制或同步完再收录")


def _cannot_read(error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError("没有这个文件", remedy="请核对路径")
    if isinstance(error, PermissionError):
        return ReadError("没有读取权限", remedy="请检查文件的权限，或换一个用户运行")
    return ReadError(f"文件读不出来：{say_system_error(error)}", remedy="请检查磁盘或网络位置")
