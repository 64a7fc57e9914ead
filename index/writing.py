"""Issues into an index: what a commit makes visible, all at once."""

import pickle
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError
from whoosh.index import IndexError as WhooshError

from parser.errors import ArchiveError

from .manifest import damaged, write_manifest
from .segments import SCHEMA, TableSegmentWriter
from .tokens import PreparedIssue

if TYPE_CHECKING:
    from .engine import Engine

# as many postings are kept in memory before a segment is written (about 3,000 issues)
_MOST_POSTINGS = 8_000_000
# what opening a file can end in that is not what it was written as: Whoosh unpickles it
_UNREADABLE = (
    OSError,
    EOFError,
    struct.error,
    pickle.UnpicklingError,
    WhooshError,
    ValueError,
    AssertionError,
    AttributeError,
    ImportError,
)


def begin_index(path: Path) -> None:
    """Make an empty index in the folder, which is empty."""
    FileIndex.create(FileStorage(str(path)), SCHEMA)
    files = {entry.name: entry.stat().st_size for entry in path.iterdir()}
    write_manifest(path, generation=0, marker=None, files=files, issues={})


def open_storage(path: Path) -> FileIndex:
    """Whoosh's own view of the index.

    Raises:
        IndexDamagedError: Whoosh's own file is not what it was written as.
    """
    try:
        return FileIndex(FileStorage(str(path)), schema=SCHEMA)
    except _UNREADABLE as error:
        raise damaged("索引打不开") from error


class IndexWriter:
    """Adds and removes whole issues. Obtain it from ``Engine.writing``."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        engine.refresh()
        self.marker = engine.marker  # any text of the archive, kept with the commit
        self._start(engine.issues())

    def _start(self, issues: dict[str, str]) -> None:
        path = self._engine.path
        try:
            self._writer = TableSegmentWriter(open_storage(path), path)
        except LockError as error:
            raise ArchiveError("另一个进程正在写索引", remedy="请等它完成后再试") from error
        self._writer.issues = issues
        self._added: set[str] = set()

    def add(self, issue: PreparedIssue) -> None:
        """Add an issue, in place of what the index holds under its key."""
        if issue.key in self._added:
            self._flush()  # Whoosh cannot delete what is not committed yet
        if issue.key in self._writer.issues:
            self._writer.remove_issue(issue.key)
        self._writer.add_issue(issue)
        self._added.add(issue.key)
        if self._writer.postings > _MOST_POSTINGS:
            self._flush()

    def remove(self, key: str) -> None:
        """Remove an issue; one that is not there is no error."""
        if key in self._added:
            self._flush()
        self._writer.remove_issue(key)

    def _flush(self) -> None:
        issues = self._writer.issues
        self._writer.marker = None  # half of the changes are no state that the archive knows
        self._writer.commit_issues()
        self._start(issues)

    def commit(self, *, optimize: bool = False) -> None:
        """Make the changes visible, to this engine too."""
        self._writer.marker = self.marker
        self._writer.commit_issues(optimize=optimize)
        self._engine.refresh()

    def cancel(self) -> None:
        """Forget the changes since the last commit."""
        self._writer.cancel()
