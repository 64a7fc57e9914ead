"""The search engine: issues go in, queries are answered; what is on disk is others' business.

The index holds nothing that the store does not hold: when in doubt it is made again.
"""

import heapq
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import log
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .folding import squeeze
from .manifest import (
    IndexDamagedError,
    Manifest,
    damaged,
    latest_generation,
    read_issues,
    read_manifest,
)
from .matching import Needle
from .plan import Literal, Plan, find_needles, make_plan, render_plan
from .postings import DamagedTableError
from .ranking import Found, choose, grade
from .results import LONGEST, Hit, Order, Results, make_snippet
from .schema import NAME_FIELDS
from .stored import StoredSegment
from .tree import Query, describe, unparse

if TYPE_CHECKING:
    from .writing import IndexWriter

__all__ = ["Engine", "Explanation", "IndexDamagedError", "Term"]

# so many of the best are looked at for how near to each other the words stand
_MOST_LOOKED_AT = 300
# what it is worth, beside the words themselves, that all of them stand side by side
_CLOSE = 2.0
# what reading a file can end in that is not what it was written as
_DAMAGE = (OSError, EOFError, IndexError, UnicodeDecodeError, DamagedTableError)
# how often a search looks for the files of a generation while others write new ones
_TRIES = 5


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


class Engine:
    """An index in a folder of its own. Open it, search it, write to it, close it."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """Use ``open`` or ``create``."""
        self.path = path
        self._manifest = manifest
        self._segments: list[StoredSegment] | None = None

    @property
    def marker(self) -> str | None:
        """What ``IndexWriter.marker`` was at the last commit."""
        return self._manifest.marker

    @classmethod
    def open(cls, path: Path, *, to_write: bool = False) -> Self:
        """The index in that folder, after a look at its size, owner and version.

        Args:
            path: Of the index's own folder.
            to_write: Look at what only writers read, too.

        Raises:
            IndexDamagedError: It is missing, not whole, of another version, or was made
                elsewhere. ``create`` and add everything again.
        """
        generation = latest_generation(path)
        if generation is None:
            raise damaged("还没有索引")
        manifest = read_manifest(path, generation)
        if to_write:
            from .writing import open_storage

            open_storage(path)
        return cls(path, manifest)

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty index in that folder; whatever is there is deleted."""
        import shutil

        if path.exists():
            shutil.rmtree(path)
        path.mkdir(parents=True, mode=0o700)
        path.chmod(0o700)  # whatever the mask says
        from .writing import begin_index  # loads Whoosh, which reading does without

        begin_index(path)
        return cls(path, read_manifest(path, 0))

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
        for segment in self._segments or ():
            segment.close()
        self._segments = None

    def refresh(self) -> None:
        """Look at what has been committed since, by whatever process."""
        generation = latest_generation(self.path)
        if generation is None:
            raise damaged("索引被删除了")
        if generation != self._manifest.generation:
            self.close()
            self._manifest = read_manifest(self.path, generation)

    # -- writing -----------------------------------------------------------------------------

    def issues(self) -> dict[str, str]:
        """Every issue in the index: key → the token it was added with."""
        return read_issues(self.path, self._manifest.generation)

    @contextmanager
    def writing(self) -> Iterator["IndexWriter"]:
        """A writer whose changes are committed together at the end, and dropped on an error.

        Raises:
            ArchiveError: Another process is writing.
        """
        from .writing import IndexWriter

        writer = IndexWriter(self)
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def optimize(self) -> None:
        """Merge all segments into one: smaller and quicker, once many issues were replaced."""
        from .writing import IndexWriter

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
        total = self._count_passages(plan)
        needles = dict.fromkeys(find_needles(plan))
        return Explanation(
            text=unparse(query),
            description=describe(query),
            plan=render_plan(plan, self._count_passages),
            terms=tuple(Term(text=text, passages=self.count(text)) for text in needles),
            total=total,
        )

    def count(self, needle: str) -> int:
        """In how many passages the squeezed text stands literally."""
        return self._count_passages(Literal(needle=needle))

    def names(self, field: str, *, containing: str = "") -> dict[str, int]:
        """The names in a field, folded and squeezed, with their passages; for suggestions."""
        assert field in NAME_FIELDS
        found: Counter[str] = Counter()
        for stored in self._open():
            found.update(stored.segment.names(field, containing))
        return dict(found)

    def passage_count(self) -> int:
        """How many passages can be found."""
        return sum(stored.segment.size - len(stored.segment.deleted) for stored in self._open())

    def _open(self) -> list[StoredSegment]:
        tries = _TRIES
        while self._segments is None:
            try:
                self._segments = self._open_segments()
            except FileNotFoundError as error:
                # another process has just merged them into others
                tries -= 1
                if not tries or latest_generation(self.path) == self._manifest.generation:
                    raise damaged("索引已损坏") from error
                self.refresh()
            except (OSError, ValueError) as error:
                raise damaged("索引已损坏") from error
        return self._segments

    def _open_segments(self) -> list[StoredSegment]:
        opened: list[StoredSegment] = []
        try:
            for entry in self._manifest.segments:
                opened.append(StoredSegment(self.path, entry))
        except BaseException:
            for segment in opened:
                segment.close()
            raise
        return opened

    def _count_passages(self, plan: Plan) -> int:
        return sum(len(stored.segment.find(plan)) for stored in self._open())

    def _count_word(self, word: str) -> int:
        return sum(stored.segment.count_word(word) for stored in self._open())

    def _search(
        self, query: Query, limit: int | None, order: Order, longest: int | None
    ) -> Results:
        plan = make_plan(query, self._count_word)
        needles = self._weigh(plan) if order == "best" else ()
        found: list[Found] = []
        issues: Counter[str] = Counter()
        for number, stored in enumerate(self._open()):
            passages = stored.segment.find(plan)
            issues.update(stored.count_issues(passages))
            scores = stored.segment.score(passages, needles)
            days = stored.days
            found += [(score, days[passage], number, passage) for passage, score in scores.items()]
        if needles:
            most = sum(needle.weight for needle in needles)
            found = grade(found, most, self._nearness(found, needles))
        best = choose(found, limit, order, self._position)
        return Results(
            hits=tuple(self._make_hit(one, plan, longest) for one in best),
            total=len(found),
            issues=dict(issues),
        )

    def _nearness(self, found: list[Found], needles: tuple[Needle, ...]) -> dict[Found, float]:
        """For the best by their words alone, what it adds that these stand near each other."""
        if len(needles) < 2:
            return {}
        segments = self._open()
        return {
            one: _CLOSE * segments[one[2]].segment.closeness(one[3], needles)
            for one in heapq.nlargest(_MOST_LOOKED_AT, found)
        }

    def _position(self, segment: int, passage: int) -> int:
        return self._open()[segment].positions[passage]

    def _weigh(self, plan: Plan) -> tuple[Needle, ...]:
        total = self.passage_count()
        weighed = []
        for text in dict.fromkeys(find_needles(plan)):
            passages = sum(stored.segment.estimate(text) for stored in self._open())
            weight = log(1 + (total + 1) / (passages + 0.5))
            weighed.append(Needle(text=text, weight=weight))
        return tuple(weighed)

    def _make_hit(self, one: Found, plan: Plan, longest: int | None) -> Hit:
        try:
            record = json.loads(self._open()[one[2]].records[one[3]])
            issue, position, section, titles, text, page, first, last, start, end = record
            shown = text or "\n".join(titles)
            days = [day and date.fromisoformat(day) for day in (start, end)]
        except (ValueError, TypeError) as error:
            raise damaged("索引已损坏") from error
        needles = dict.fromkeys(find_needles(plan, squeeze(shown)))
        return Hit(
            issue=issue,
            position=position,
            section=section,
            titles=tuple(titles),
            text=text,
            page=page,
            first_block=first,
            last_block=last,
            start=days[0],
            end=days[1],
            score=one[0],
            snippet=make_snippet(shown, needles, longest=longest),
        )
