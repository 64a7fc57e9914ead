"""Files to the workers and back: in groups on the way there, in their old order on the way back."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from parser.errors import ZhoubaoError

from .filing import Entry
from .interruption import Interruption
from .isolation import ChildError
from .reading import Reading, read_files, unpack
from .workers import Workers

_MOST_IN_GROUP = 16
_MOST_BYTES_IN_GROUP = 1 << 19  # so that a file that takes its time does not make others wait
_MOST_SETTLED_IN_GROUP = 256
_MOST_BYTES_UNDER_WAY = 64 << 20  # files wait outside while larger ones are read

Read = tuple[Entry, Reading | None]
_Future = Future[tuple[bytes | ZhoubaoError, ...]]


@dataclass(slots=True)
class _Group:
    """Entries that belong together only because they came one after the other."""

    entries: list[Entry] = field(default_factory=list)
    future: _Future | None = None  # None: not handed out yet, or nothing to read
    bytes: int = 0
    unread: int = 0

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        if not entry.is_settled:
            self.bytes += len(entry.data)
            self.unread += 1

    def is_full(self, most: int) -> bool:
        return (
            self.unread >= most
            or self.bytes >= _MOST_BYTES_IN_GROUP
            or len(self.entries) >= _MOST_SETTLED_IN_GROUP
        )


class Dispatch:
    """Gives entries to the workers and takes what they read, in the order of the entries.

    Args:
        workers: Who reads.
        registers: An office's own registers of departments.
        interruption: Ends the waiting.
        files: How many there will be: few are spread out, many are sent in larger groups.
    """

    def __init__(
        self,
        workers: Workers,
        registers: tuple[Path, ...],
        interruption: Interruption,
        *,
        files: int,
    ) -> None:
        self._workers = workers
        self._registers = registers
        self._interruption = interruption
        self._most = max(1, min(_MOST_IN_GROUP, files // (4 * workers.jobs)))
        self._open = _Group()
        self._under_way: deque[_Group] = deque()

    def prepare(self) -> None:
        """There will be something to read."""
        self._workers.prepare()

    def put(self, entry: Entry) -> None:
        """Send an entry on its way."""
        self._open.add(entry)
        if self._open.is_full(self._most):
            self._send()

    def close(self) -> None:
        """Nothing more will be put."""
        self._send()

    def _send(self) -> None:
        if self._open.entries:
            self._submit(self._open)
            self._under_way.append(self._open)
            self._open = _Group()

    def _submit(self, group: _Group) -> None:
        tasks = tuple((e.data, e.file.name) for e in group.entries if not e.is_settled)
        if tasks:
            group.future = self._workers.submit(read_files, tasks, self._registers)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    @property
    def is_full(self) -> bool:
        """Whether more is under way than keeps the workers busy."""
        if len(self._under_way) > self._workers.ahead:
            return True
        return sum(group.bytes for group in self._under_way) > _MOST_BYTES_UNDER_WAY

    @property
    def is_ready(self) -> bool:
        """Whether ``take`` would not have to wait."""
        return bool(self._under_way) and _is_done(self._under_way[0])

    def wait(self, seconds: float | None) -> bool:
        """Wait for the first group; whether it is there. Ctrl-C ends the waiting."""
        future = self._under_way[0].future
        return future is None or self._interruption.wait_for(future, seconds)

    def take(self) -> Iterator[Read]:
        """What was read of the first group; waits for it, and has it read again if workers died."""
        group = self._under_way[0]
        if group.future is not None and isinstance(_error_of(group.future), BrokenExecutor):
            self._read_again()
            group = self._under_way[0]
        self._under_way.popleft()
        results = iter(() if group.future is None else group.future.result())
        for entry in group.entries:
            result = None if entry.is_settled else next(results)
            if isinstance(result, ZhoubaoError):
                yield replace(entry, error=result), None
            else:
                yield entry, None if result is None else unpack(result)

    def _read_again(self) -> None:
        """After workers died: what they had is read file by file, to find what kills them."""
        self._workers.replace()
        again: deque[_Group] = deque()
        for group in self._under_way:
            again.extend(self._read_singly(group) if _is_broken(group) else [group])
        self._under_way = again

    def _read_singly(self, group: _Group) -> Iterable[_Group]:
        for entry in group.entries:
            single = _Group()
            single.add(entry)
            if not entry.is_settled:
                self._read_alone(single)
            yield single

    def _read_alone(self, single: _Group) -> None:
        self._submit(single)
        assert single.future is not None
        wait([single.future])
        if isinstance(_error_of(single.future), BrokenExecutor):
            self._workers.replace()
            single.entries = [replace(entry, error=_killer()) for entry in single.entries]
            single.future = None


def _is_done(group: _Group) -> bool:
    return group.future is None or group.future.done()


def _is_broken(group: _Group) -> bool:
    if group.future is None:
        return False
    return not group.future.done() or isinstance(_error_of(group.future), BrokenExecutor)


def _error_of(future: _Future) -> BaseException | None:
    return BrokenExecutor() if future.cancelled() else future.exception()


def _killer() -> ChildError:
    return ChildError(
        "读取时进程两次意外终止",
        remedy="可能是内存不足；请关闭其他程序后再试，或用原来的软件另存后再收录",
    )
