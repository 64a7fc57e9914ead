"""The index for those who read: whether it holds what the store holds, and what if not.

Kept apart from the writing, so that a search does not load what only an ``add`` needs.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from parser.errors import ArchiveError

from .layout import Layout
from .store import Store

if TYPE_CHECKING:
    from index.engine import Engine

Tell = Callable[[int, int], None]  # issues done, issues in all


def open_engine(
    layout: Layout, store: Store, *, tell: Tell | None = None
) -> "tuple[Engine, tuple[str, ...]]":
    """The index, mended where it is behind the store.

    Returns:
        The engine, and the keys of the issues that it does not hold as the store does: none,
        but while another process is adding, or where the archive cannot be written.

    Raises:
        ArchiveError: There is no index that can be read, and none can be made now.
    """
    from index.engine import Engine
    from index.manifest import latest_generation

    if is_current(layout, store):
        return Engine.open(layout.index), ()
    from .indexing import mend

    try:
        with layout.locked():
            mend(layout, store, tell=tell)
    except (ArchiveError, OSError):
        # somebody else writes, or nobody can: what is there is searched, and said to be so
        if latest_generation(layout.index) is None:
            raise ArchiveError(
                "索引还没有建好，档案正由另一个进程写入，或者不能写入",
                remedy="等收录完成后再检索；不在收录时，请运行 zhoubao rebuild",
            ) from None
        return Engine.open(layout.index), find_unindexed(layout, store)
    return Engine.open(layout.index), ()


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
