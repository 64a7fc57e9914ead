"""Files into the archive (收录): read by workers, kept, stored, indexed; told when it is safe.

The order is what makes a killed ``add`` harmless: the original lies on disk before its issue is
committed, an outcome is given out after the commit, and the index, which is made from the
store, comes last.
"""

import hashlib
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from parser.errors import ReadError, ZhoubaoError
from parser.readers.limits import check_file_size

from .files import FoundFile, find_files
from .filing import Change, Entry, Filer
from .indexing import Indexing
from .interruption import Interruption, interruptible
from .layout import Layout, Originals
from .reading import Reading, read_file, unpack
from .records import FileRow, Outcome
from .store import Store
from .workers import Workers

_MOST_IN_TRANSACTION = 32
_LONGEST_TRANSACTION = 0.5  # seconds that a file which was read waits for its commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an ``add`` is. ``passed_over`` counts files of folders that are no documents."""

    stage: Literal["reading", "indexing"]
    done: int
    total: int
    passed_over: int


def add_files(
    layout: Layout,
    paths: Iterable[Path],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    wait: float = 0.0,
) -> Iterator[Outcome]:
    """Add files and folders, giving out what became of each file once that is safe on disk.

    Outcomes come in the order of the files. A file that cannot be read is an outcome, and the
    rest goes on. The index is written after the last outcome, so the iterator has to be
    exhausted; where it is not, the next opening of the index mends it.

    Args:
        layout: The archive, opened or created.
        paths: Files and folders; folders are walked.
        executor: Runs ``reading.read_file``; by default a pool of processes.
        jobs: How many processes the default pool has; None: as many as processors.
        on_progress: Called after each batch.
        wait: Seconds to wait for another process that writes.

    Raises:
        ArchiveError: Another process writes, or the disk is full.
        KeyboardInterrupt: After Ctrl-C, once what was read is stored and given out.
    """
    with layout.locked(wait=wait), Store.open(layout.database, create=True) as store:
        found = find_files(paths, leave_out=layout.root)
        total = len(found.files)
        done = 0

        def tell(stage: Literal["reading", "indexing"]) -> None:
            if on_progress is not None:
                on_progress(
                    Progress(stage=stage, done=done, total=total, passed_over=found.passed_over)
                )

        with interruptible() as interruption, Indexing(layout, store) as indexing:
            tell("reading")
            with Workers(executor, jobs=jobs, files=total) as workers:
                adding = _Adding(layout, store, workers, interruption)
                for outcomes, changes in adding.run(found.files):
                    indexing.note(changes)
                    yield from outcomes
                    done += len(outcomes)
                    tell("reading")
            tell("indexing")
            indexing.finish()
    if interruption.asked:
        raise KeyboardInterrupt


_Batch = tuple[tuple[Outcome, ...], tuple[Change, ...]]


class _Adding:
    """One run of ``add_files``: files go in at one end, safe outcomes come out at the other."""

    def __init__(
        self, layout: Layout, store: Store, workers: Workers, interruption: Interruption
    ) -> None:
        self._store = store
        self._filer = Filer(store, Originals.of(layout))
        self._workers = workers
        self._interruption = interruption
        self._registers = layout.registers
        self._under_way: deque[Entry] = deque()
        self._batch: list[tuple[Entry, Reading | None]] = []
        self._since = 0.0

    def run(self, files: Sequence[FoundFile]) -> Iterator[_Batch]:
        """The outcomes of a finished transaction at a time, in the order of the files."""
        for file in files:
            if self._interruption.asked:
                break
            self._under_way.append(self._begin(file))
            while len(self._under_way) > self._workers.ahead or self._is_head_ready():
                yield from self._take_head()
                if self._interruption.asked:
                    break
        while self._under_way and not self._interruption.asked:
            yield from self._take_head()
        yield from self._commit()

    def _begin(self, file: FoundFile) -> Entry:
        """Look at a file, and have it read unless it is known."""
        try:
            status = file.path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise ReadError("不是普通文件，不能读取", remedy="请给出文件或文件夹的路径")
            entry = Entry(file=file, size=status.st_size, modified=status.st_mtime_ns)
            known = self._store.file(file.absolute)
            if known is not None and known.issue is not None and _is_same(known, entry):
                return replace(entry, known=known)
            check_file_size(entry.size)
            data = file.path.read_bytes()
        except OSError as error:
            return Entry(file=file, error=_cannot_read(error))
        except ZhoubaoError as error:
            return Entry(file=file, error=error)
        sha256 = hashlib.sha256(data).hexdigest()
        held = self._filer.held(file.absolute, sha256)
        if held is not None:
            return replace(entry, sha256=sha256, known=held)
        entry = replace(entry, sha256=sha256, data=data)
        return replace(entry, future=self._submit(entry))

    def _submit(self, entry: Entry) -> "Future[bytes]":
        return self._workers.submit(read_file, entry.data, entry.file.path.name, self._registers)

    def _is_head_ready(self) -> bool:
        return bool(self._under_way) and not _is_pending(self._under_way[0])

    def _take_head(self) -> Iterator[_Batch]:
        """Move the first file into the batch; commits the batch when it is full or has waited."""
        if _is_pending(self._under_way[0]):
            yield from self._wait_for_head()
            if self._interruption.asked:
                return
        entry, reading = self._under_way[0], None
        if entry.future is not None:
            try:
                reading = unpack(entry.future.result())
            except ZhoubaoError as error:
                entry = replace(entry, error=error)
            except BrokenExecutor:
                self._read_again()
                return
        self._under_way.popleft()
        if not self._batch:
            self._since = time.monotonic()
        self._batch.append((replace(entry, future=None), reading))
        if len(self._batch) >= _MOST_IN_TRANSACTION or self._time_left() <= 0:
            yield from self._commit()

    def _wait_for_head(self) -> Iterator[_Batch]:
        """Wait, but let what was read before wait no longer than a batch may."""
        future = self._under_way[0].future
        assert future is not None
        if self._batch and not self._interruption.wait_for(future, self._time_left()):
            yield from self._commit()
        if not self._interruption.asked:
            self._interruption.wait_for(future, None)

    def _time_left(self) -> float:
        return max(0.0, self._since + _LONGEST_TRANSACTION - time.monotonic())

    def _commit(self) -> Iterator[_Batch]:
        """Store the batch; what is given out is safe."""
        if self._batch:
            batch, self._batch = self._batch, []
            yield self._filer.put(batch)

    def _read_again(self) -> None:
        """After workers died: what was under way is read one by one, to find what kills them."""
        self._workers.replace()
        again: deque[Entry] = deque()
        for entry in self._under_way:
            if entry.future is not None and not _has_result(entry.future):
                entry = self._read_alone(entry)
            again.append(entry)
        self._under_way = again

    def _read_alone(self, entry: Entry) -> Entry:
        future = self._submit(entry)
        wait([future])
        if not isinstance(future.exception(), BrokenExecutor):
            return replace(entry, future=future)
        self._workers.replace()
        error = ReadError(
            "读取时进程两次意外终止",
            remedy="可能是内存不足；请关闭其他程序后再试，或用原来的软件另存后再收录",
        )
        return replace(entry, future=None, error=error)


def _is_same(known: FileRow, entry: Entry) -> bool:
    return (known.size, known.modified) == (entry.size, entry.modified)


def _is_pending(entry: Entry) -> bool:
    return entry.future is not None and not entry.future.done()


def _has_result(future: "Future[bytes]") -> bool:
    """Whether the future ended by itself: with a result, or with an error of the file."""
    if not future.done() or future.cancelled():
        return False
    return not isinstance(future.exception(), BrokenExecutor)


def _cannot_read(error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError("没有这个文件", remedy="请核对路径")
    if isinstance(error, PermissionError):
        return ReadError("没有读取权限", remedy="请检查文件的权限，或换一个用户运行")
    return ReadError(f"文件读不出来：{error.strerror or error}", remedy="请检查磁盘或网络位置")
