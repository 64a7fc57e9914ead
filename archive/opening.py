"""The index for those who read: whether it holds what the store holds, and what if not.

Kept apart from the writing, so that a search does not load what only an ``add`` needs.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.folders import locate_cache
from parser.errors import ArchiveError

from .layout import Layout, UnwritableError
from .store import Store

if TYPE_CHECKING:
    from index.engine import Engine

_LONGEST_WAIT = 60.0  # seconds for another search that makes the same index

Tell = Callable[[int, int], None]  # issues done, issues in all


def open_engine(
    layout: Layout, store: Store, *, tell: Tell | None = None
) -> "tuple[Engine, tuple[str, ...]]":
    """The index, mended where it is behind the store, or made where it cannot be trusted.

    Where the archive cannot be written, an index of our own is made in the user's cache; its
    ``path`` is not the archive's then.

    Returns:
        The engine, and the keys of the issues that it does not hold as the store does: none,
        but while another process is adding, or where no index can be written anywhere.

    Raises:
        ArchiveError: There is no index that can be read, and none can be made now.
    """
    from index.engine import Engine

    if is_current(layout, store):
        return Engine.open(layout.index), ()
    from .indexing import mend

    try:
        with layout.locked():
            mend(layout, store, tell=tell)
    except (UnwritableError, OSError):
        return _open_apart(layout, store, tell)
    except ArchiveError:
        return _open_behind(layout, store)  # somebody else writes
    return Engine.open(layout.index), ()


def _open_apart(
    layout: Layout, store: Store, tell: Tell | None
) -> "tuple[Engine, tuple[str, ...]]":
    """An index of our own for an archive that we cannot write to, kept in the user's cache."""
    for place in (_place_in_cache, _place_for_now):
        try:
            return _make_apart(place(layout, store), layout, store, tell), ()
        except (UnwritableError, RuntimeError, OSError):
            continue
    return _open_behind(layout, store)


def _make_apart(apart: Layout, layout: Layout, store: Store, tell: Tell | None) -> "Engine":
    from index.engine import Engine

    from .indexing import mend_apart

    if not is_current(apart, store):
        apart.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with apart.locked(wait=_LONGEST_WAIT):
            mend_apart(apart, layout, store, tell=tell)
    return Engine.open(apart.index)


def _place_in_cache(layout: Layout, store: Store) -> Layout:
    import hashlib

    # by the archive's own name too: another disc can be put in the same place
    name = os.fsencode(f"{layout.root} {store.stamp().split()[0]}")
    return Layout(root=locate_cache() / hashlib.sha256(name).hexdigest()[:16])


def _place_for_now(_layout: Layout, _store: Store) -> Layout:
    """A private folder that goes with this process, for users without a cache."""
    import atexit
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="zhoubao-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Layout(root=folder)


def _open_behind(layout: Layout, store: Store) -> "tuple[Engine, tuple[str, ...]]":
    """The index as it is, and what it lacks."""
    from index.engine import Engine
    from index.manifest import IndexDamagedError

    try:
        return Engine.open(layout.index), find_unindexed(layout, store)
    except IndexDamagedError:
        raise ArchiveError(
            "检索索引还没有建好：档案正由另一个进程写入，或者哪里都不能写入",
            remedy="等收录完成后再检索；不在收录时，请看磁盘是否已满、临时目录是否可写",
        ) from None


def is_current(layout: Layout, store: Store) -> bool:
    """Whether the index holds what the store holds, by its mark alone; whoosh is not loaded."""
    from index.manifest import IndexDamagedError, latest_generation, read_manifest

    generation = latest_generation(layout.index)
    if generation is None:
        return False
    try:
        return read_manifest(layout.index, generation).marker == store.stamp()
    except IndexDamagedError:
        return False


def find_unindexed(layout: Layout, store: Store) -> tuple[str, ...]:
    """The keys of the issues that the index does not hold as the store does, in order of time.

    Raises:
        IndexDamagedError: There is no index that can be read.
    """
    from index.manifest import damaged, latest_generation, read_issues

    generation = latest_generation(layout.index)
    if generation is None:
        raise damaged("还没有索引")
    held = read_issues(layout.index, generation)
    wanted = wanted_tokens(store)
    return tuple(key for key in store.issue_keys() if held.get(key) != wanted[key])


def wanted_tokens(store: Store) -> dict[str, str]:
    """For each issue of the store the token that the index has when it holds it."""
    return {key: make_token(*version) for key, version in store.versions().items()}


def make_token(sha256: str, parser_version: str) -> str:
    """What the index keeps of an issue, to tell which file and which parser it came from."""
    return f"{sha256}/{parser_version}"
