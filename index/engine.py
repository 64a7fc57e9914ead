"""The search engine: issues go in, queries are answered; what is on disk is Whoosh's business.

The index holds nothing that the store does not hold: when in doubt it is made again.
"""

import heapq
import json
import pickle
import shutil
import struct
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import log
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError
from whoosh.index import IndexError as WhooshError
from whoosh.reading import SegmentReader

from parser.errors import ArchiveError

from .folding import squeeze
from .manifest import (
    IndexDamagedError,
    damaged,
    latest_generation,
    read_issues,
    read_manifest,
    write_manifest,
)
from .matching import Needle, Segment
from .plan import Literal, Plan, find_needles, make_plan, render_plan
from .postings import DamagedTableError
from .results import LONGEST, Hit, Order, Results, make_snippet
from .schema import NAME_FIELDS
from .segments import SCHEMA, TableSegmentWriter
from .tokens import PreparedIssue
from .tree import Query, describe, unparse

__all__ = ["Engine", "Explanation", "IndexDamagedError", "IndexWriter", "Term"]

# as many postings are kept in memory before a segment is written (about 3,000 issues)
_MOST_POSTINGS = 8_000_000
# so many of the best are looked at for how near to each other the words stand
_MOST_LOOKED_AT = 300
# what it is worth, beside the words themselves, that all of them stand side by side
_CLOSE = 2.0
# smaller differences do not count: the newer passage is the better one then
_STEP = 0.1
# what reading a file can end in that is not what it was written as
_DAMAGE = (OSError, EOFError, struct.error, json.JSONDecodeError, UnicodeDecodeError)
# and what opening one can, where Whoosh unpickles it
_UNREADABLE = (
    *_DAMAGE,
    DamagedTableError,
    pickle.UnpicklingError,
    WhooshError,
    ValueError,
    AssertionError,
    AttributeError,
    ImportError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that was looked up, and in how many passages it stands."""

    text: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a query was read and looked up (--explain)."""

    text: str  # the query written out again
    description: str  # in Chinese
    plan: str  # what was looked up, as an outline
    terms: tuple[Term, ...]
    total: int


class _Found(NamedTuple):
    """A passage that was found, so that the greater one is the better one."""

    score: float
    day: int
    segment: int
    passage: int


class Engine:
    """An index in a folder of its own. Open it, search it, write to it, close it."""

    def __init__(self, path: Path, generation: int, marker: str | None) -> None:
        """Use ``open`` or ``create``."""
        self.path = path
        self.generation = generation
        self.marker = marker  # what ``IndexWriter.marker`` was at the last commit
        self._index = FileIndex(FileStorage(str(path)), schema=SCHEMA)
        self._readers: list[_Reader] | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in that folder, after a look at its size, owner and version.

        Raises:
            IndexDamagedError: It is missing, not whole, of another version, or was made
                elsewhere. ``create`` and add everything again.
        """
        generation = latest_generation(path)
        if generation is None:
            raise damaged("还没有索引")
        manifest = read_manifest(path, generation)
        try:
            return cls(path, generation, manifest.marker)
        except _UNREADABLE as error:
            raise damaged("索引打不开") from error

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty index in that folder; whatever is there is deleted."""
        if path.exists():
            shutil.rmtree(path)
        path.mkdir(parents=True, mode=0o700)
        path.chmod(0o700)  # whatever the mask says
        FileIndex.create(FileStorage(str(path)), SCHEMA)
        files = {entry.name: entry.stat().st_size for entry in path.iterdir()}
        write_manifest(path, generation=0, marker=None, files=files, issues={})
        return cls(path, 0, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the next search opens them again."""
        for reader in self._readers or ():
            reader.close()
        self._readers = None

    def refresh(self) -> None:
        """Look at what has been committed since, by whatever process."""
        generation = latest_generation(self.path)
        if generation is None:
            raise damaged("索引被删除了")
        if generation != self.generation:
            self.close()
            self.marker = read_manifest(self.path, generation).marker
            self.generation = generation

    # -- writing -----------------------------------------------------------------------------

    def issues(self) -> dict[str, str]:
        """Every issue in the index: key → the token it was added with."""
        return read_issues(self.path, self.generation)

    @contextmanager
    def writing(self) -> Iterator["IndexWriter"]:
        """A writer whose changes are committed together at the end, and dropped on an error.

        Raises:
            ArchiveError: Another process is writing.
        """
        writer = IndexWriter(self)
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def optimize(self) -> None:
        """Merge all segments into one: smaller and quicker, once many issues were replaced."""
        writer = IndexWriter(self)
        writer.commit(optimize=True)

    # -- searching ---------------------------------------------------------------------------

    def search(
        self,
        query: Query,
        *,
        limit: int | None = 50,
        order: Order = "best",
        longest: int | None = LONGEST,
    ) -> Results:
        """The best, newest or oldest ``limit`` passages, and the counts of all of them.

        ``longest`` is how long a snippet may be; None: the passage whole.

        Raises:
            IndexDamagedError: A file of the index turned out to be damaged.
        """
        try:
            return self._search(query, limit, order, longest)
        except _DAMAGE as error:
            raise damaged("索引已损坏") from error

    def explain(self, query: Query) -> Explanation:
        """How ``search`` understands the query."""
        plan = make_plan(query, self._count_word)
        total = sum(len(reader.segment.find(plan)) for reader in self._open())
        needles = dict.fromkeys(find_needles(plan))
        return Explanation(
            text=unparse(query),
            description=describe(query),
            plan=render_plan(plan),
            terms=tuple(Term(text=text, passages=self.count(text)) for text in needles),
            total=total,
        )

    def count(self, needle: str) -> int:
        """In how many passages the squeezed text stands literally."""
        return sum(len(reader.segment.find(Literal(needle=needle))) for reader in self._open())

    def names(self, field: str, *, containing: str = "") -> dict[str, int]:
        """The names in a field, folded and squeezed, with their passages; for suggestions."""
        assert field in NAME_FIELDS
        found: Counter[str] = Counter()
        for reader in self._open():
            found.update(reader.segment.names(field, containing))
        return dict(found)

    def passage_count(self) -> int:
        """How many passages can be found."""
        return sum(reader.segment.size - len(reader.segment.deleted) for reader in self._open())

    def _open(self) -> "list[_Reader]":
        if self._readers is None:
            try:
                self._readers = [_Reader(reader) for reader in _leaves(self._index.reader())]
            except _UNREADABLE as error:
                raise damaged("索引已损坏") from error
        return self._readers

    def _count_word(self, word: str) -> int:
        return sum(reader.segment.count_word(word) for reader in self._open())

    def _search(
        self, query: Query, limit: int | None, order: Order, longest: int | None
    ) -> Results:
        plan = make_plan(query, self._count_word)
        needles = self._weigh(plan) if order == "best" else ()
        found: list[_Found] = []
        issues: Counter[str] = Counter()
        for number, reader in enumerate(self._open()):
            passages = reader.segment.find(plan)
            issues.update(reader.count_issues(passages))
            scores = reader.segment.score(passages, needles)
            days = reader.days
            found += [
                _Found(round(score, 6), days[passage], number, passage)
                for passage, score in scores.items()
            ]
        if needles:
            found = self._grade(found, needles)
        best = self._sort(found, limit, order)
        return Results(
            hits=tuple(self._make_hit(one, plan, longest) for one in best),
            total=len(found),
            issues=dict(issues),
        )

    def _grade(self, found: list[_Found], needles: tuple[Needle, ...]) -> list[_Found]:
        """The same with scores in a few steps, and with what nearness of the words is worth."""
        readers = self._open()
        most = sum(needle.weight for needle in needles)
        several = len(needles) > 1
        looked_at = heapq.nlargest(_MOST_LOOKED_AT, found) if several else ()
        near = {
            one: _CLOSE * readers[one.segment].segment.closeness(one.passage, needles)
            for one in looked_at
        }
        return [
            one._replace(score=round((one.score / most + near.get(one, 0.0)) / _STEP))
            for one in found
        ]

    def _sort(self, found: list[_Found], limit: int | None, order: Order) -> list[_Found]:
        readers = self._open()

        def printed(one: _Found) -> tuple[int, int]:
            return -readers[one.segment].positions[one.passage], -one.segment

        keys = {
            "best": lambda one: (one.score, one.day, *printed(one), -one.passage),
            "newest": lambda one: (one.day, *printed(one), -one.passage),
            "oldest": lambda one: (-(one.day or date.max.toordinal()), *printed(one), -one.passage),
        }
        return heapq.nlargest(len(found) if limit is None else limit, found, key=keys[order])

    def _weigh(self, plan: Plan) -> tuple[Needle, ...]:
        total = self.passage_count()
        weighed = []
        for text in dict.fromkeys(find_needles(plan)):
            passages = sum(reader.segment.estimate(text) for reader in self._open())
            weight = log(1 + (total + 1) / (passages + 0.5))
            weighed.append(Needle(text=text, weight=weight))
        return tuple(weighed)

    def _make_hit(self, one: _Found, plan: Plan, longest: int | None) -> Hit:
        record = json.loads(self._open()[one.segment].records[one.passage])
        issue, position, section, titles, text, page, first, last, start, end = record
        shown = text or "\n".join(titles)
        return Hit(
            issue=issue,
            position=position,
            section=section,
            titles=tuple(titles),
            text=text,
            page=page,
            first_block=first,
            last_block=last,
            start=start and date.fromisoformat(start),
            end=end and date.fromisoformat(end),
            score=one.score,
            snippet=make_snippet(
                shown, dict.fromkeys(find_needles(plan, squeeze(shown))), longest=longest
            ),
        )


class _Reader:
    """One open segment and its columns."""

    def __init__(self, reader: SegmentReader) -> None:
        self._reader = reader
        self.segment = Segment(
            reader._terms.table,
            size=reader.doc_count_all(),
            deleted=frozenset(reader.deleted_docs_set),
            text=self._column("text").__getitem__,
        )
        self.positions = self._column("position").load()
        self.days = self._column("day").load()
        self.records = self._column("record")
        self._keys = self._column("issue")

    def _column(self, name: str) -> Any:
        return self._reader.column_reader(name, translate=False)

    def count_issues(self, passages: set[int]) -> dict[str, int]:
        # the passages of an issue follow each other, so the first one stands for the issue
        positions = self.positions
        counts = Counter(passage - positions[passage] for passage in passages)
        return {self._keys[first].decode(): count for first, count in counts.items()}

    def close(self) -> None:
        self._reader.close()


def _leaves(reader: Any) -> Iterator[SegmentReader]:
    for leaf, _ in reader.leaf_readers():
        if isinstance(leaf, SegmentReader):  # an index without issues has another kind
            yield leaf


class IndexWriter:
    """Adds and removes whole issues. Obtain it from ``Engine.writing``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        engine.refresh()
        self.marker = engine.marker  # any text of the archive, kept with the commit
        self._start(engine.issues())

    def _start(self, issues: dict[str, str]) -> None:
        try:
            self._writer = TableSegmentWriter(self._engine._index, self._engine.path)
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
