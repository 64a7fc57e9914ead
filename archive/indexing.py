"""The index kept as the store is: written after it, mended from it, made again from it.

Nothing is looked up here but digests: the index knows for each issue which file and which
version of the parser it came from, so whatever a crash left undone shows as a difference.
"""

import contextlib
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from index.tokens import PreparedIssue

from .filing import Change
from .layout import Layout, UnwritableError, settle_folder
from .opening import Tell, is_current, wanted_tokens
from .reading import prepare_stored
from .store import Store
from .wording import say_system_error
from .workers import Workers

if TYPE_CHECKING:
    from index.engine import Engine
    from index.writing import IndexWriter

# so many issues are prepared in this process before starting others is worth it
_FEW = 12


class Indexing:
    """The index during an ``add``: takes what each transaction changed, and commits once."""

    def __init__(self, layout: Layout, store: Store) -> None:
        self._layout = layout
        self._store = store
        self._stack = contextlib.ExitStack()
        self._engine: Engine | None = None
        self._writer: IndexWriter | None = None
        self._tokens: dict[str, str] = {}  # what the index will hold

    def prepare(self) -> None:
        """Load the engine: there will be changes."""
        import index.writing  # noqa: F401

    def note(self, changes: Iterable[Change]) -> None:
        """Hand the changes of a finished transaction to the writer, who works between commits."""
        for change in changes:
            writer = self._open()
            prepared = change.prepared
            if prepared is None:
                writer.remove(change.key)
                self._tokens.pop(change.key, None)
            elif prepared.key == change.key:
                writer.add(prepared)
                self._tokens[change.key] = prepared.token
            # else: prepared under the number that another issue has; ``finish`` does it

    def finish(self, workers: Workers) -> None:
        """Commit, after adding and removing whatever differs from the store."""
        if self._writer is None and is_current(self._layout, self._store):
            return
        writer = self._open()
        for key, prepared in _differences(self._layout, self._store, self._tokens, workers):
            _apply(writer, key, prepared)
        writer.marker = self._store.stamp()
        self._stack.close()
        settle_folder(self._layout.index)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: Any) -> None:
        # without ``finish`` nothing is committed: half of an ``add`` is no state of the store
        self._stack.__exit__(*(raised if raised[0] else (GeneratorExit, GeneratorExit(), None)))

    def _open(self) -> "IndexWriter":
        if self._writer is None:
            self._engine = self._stack.enter_context(_open_or_create(self._layout))
            self._tokens = self._engine.issues()
            self._writer = self._stack.enter_context(self._engine.writing())
        return self._writer


def mend(layout: Layout, store: Store, *, jobs: int | None = None, tell: Tell | None = None) -> int:
    """Bring the index to what the store holds; the lock must be held. How many were changed."""
    with _open_or_create(layout) as engine:
        return _mend(layout.index, engine, layout, store, jobs=jobs, tell=tell)


def mend_apart(apart: Layout, layout: Layout, store: Store, *, tell: Tell | None = None) -> int:
    """Bring an index that lies elsewhere, in ``apart``, to what the store of ``layout`` holds."""
    with _open_or_create(apart) as engine:
        return _mend(apart.index, engine, layout, store, jobs=None, tell=tell)


def rebuild(layout: Layout, *, jobs: int | None = None, tell: Tell | None = None) -> int:
    """Make the index again from the store, beside the old one, which serves until it is done.

    Returns:
        How many issues it holds.

    Raises:
        UnwritableError: The archive cannot be written.
        ArchiveError: Another process writes.
    """
    from index.engine import Engine

    with layout.locked(), Store.open(layout.database) as store:
        fresh = layout.root / "index.new"
        with Engine.create(fresh) as engine:
            count = _mend(fresh, engine, layout, store, jobs=jobs, tell=tell)
        shutil.rmtree(layout.index, ignore_errors=True)
        try:
            fresh.rename(layout.index)
        except OSError as error:
            raise UnwritableError(
                f"旧索引换不下来：{layout.index}（{say_system_error(error)}）",
                remedy="请由建立档案的用户运行，或删去这个文件夹后再试；收录的内容不受影响",
            ) from error
        return count


def _mend(
    folder: Path,
    engine: "Engine",
    layout: Layout,
    store: Store,
    *,
    jobs: int | None,
    tell: Tell | None,
) -> int:
    changed = 0
    held = engine.issues()
    missing = len(store.versions().keys() - held.keys())
    with (
        Workers(None, jobs=1 if missing <= _FEW else jobs, files=missing) as workers,
        engine.writing() as writer,
    ):
        for key, prepared in _differences(layout, store, held, workers, tell):
            _apply(writer, key, prepared)
            changed += 1
        writer.marker = store.stamp()
    settle_folder(folder)
    return changed


def _apply(writer: "IndexWriter", key: str, prepared: PreparedIssue | None) -> None:
    if prepared is None:
        writer.remove(key)
    else:
        writer.add(prepared)


def _differences(
    layout: Layout,
    store: Store,
    held: dict[str, str],
    workers: Workers,
    tell: Tell | None = None,
) -> Iterator[tuple[str, PreparedIssue | None]]:
    """Yield (key, passages) for what the index lacks, (key, None) for what it holds too much."""
    wanted = wanted_tokens(store)
    for key in held.keys() - wanted.keys():
        yield key, None
    lacking = [key for key in store.issue_keys() if held.get(key) != wanted[key]]
    tasks = ((layout.database, key, wanted[key]) for key in lacking)
    for done, prepared in enumerate(_prepare_all(workers, tasks), start=1):
        yield prepared.key, prepared
        if tell is not None:
            tell(done, len(lacking))


def _prepare_all(
    workers: Workers, tasks: Iterable[tuple[Path, str, str]]
) -> Iterator[PreparedIssue]:
    under_way: deque[tuple[tuple[Path, str, str], Future[PreparedIssue]]] = deque()
    for task in tasks:
        under_way.append((task, workers.submit(prepare_stored, *task)))
        if len(under_way) > workers.ahead:
            yield _result(*under_way.popleft())
    while under_way:
        yield _result(*under_way.popleft())


def _result(task: tuple[Path, str, str], future: "Future[PreparedIssue]") -> PreparedIssue:
    try:
        return future.result()
    except BrokenExecutor:
        return prepare_stored(*task)  # slower, but it needs nobody else


def _open_or_create(layout: Layout) -> "Engine":
    from index.engine import Engine, IndexDamagedError

    try:
        return Engine.open(layout.index, to_write=True)
    except IndexDamagedError:
        return Engine.create(layout.index)
