"""Segments on disk: Whoosh's storage, generations, locks and columns, with our own postings.

Whoosh lets a codec decide how terms are kept; ours keeps them in ``postings`` tables. Its stock
writer calls several functions for each posting: for the pairs of the simulated archive (1.06
million postings) it took 5.2 s, and writing all of our fields takes 0.9 s. With this module and
``engine`` alone Whoosh is imported.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import FieldWriter
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import Column, ColumnWriter
from whoosh.fields import COLUMN, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from .manifest import SegmentEntry, drop_manifests, write_manifest
from .postings import TermTable, write_table
from .schema import CHARACTERS, WORDS
from .stored import NUMBERS, TABLE, StoredSegment
from .tokens import COUNT_BITS, MOST_COUNTED, PreparedIssue, pairs

# a segment that has this many passages is left alone by merges
_LARGE = 4096


class _NumberColumn(Column):  # type: ignore[misc]
    """One unsigned number per passage, an array of the machine's own."""

    _default = 0

    class Writer(ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._numbers = array(NUMBERS)

        def add(self, docnum: int, value: int) -> None:
            self._numbers.extend([0] * (docnum - len(self._numbers)))
            self._numbers.append(value)

        def finish(self, doccount: int) -> None:
            self._numbers.extend([0] * (doccount - len(self._numbers)))
            self._dbfile.write(self._numbers.tobytes())


class _TextColumn(Column):  # type: ignore[misc]
    """One run of bytes per passage, as ``stored.TextColumn`` reads them."""

    _default = b""

    class Writer(ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._end = 0
            self._ends = array(NUMBERS)

        def add(self, docnum: int, value: bytes) -> None:
            self._ends.extend([self._end] * (docnum - len(self._ends)))
            self._dbfile.write(value)
            self._end += len(value)
            self._ends.append(self._end)

        def finish(self, doccount: int) -> None:
            self._ends.extend([self._end] * (doccount - len(self._ends)))
            self._dbfile.write(self._ends.tobytes())


SCHEMA = Schema(
    text=COLUMN(_TextColumn()),  # squeezed, what phrases are looked up in
    record=COLUMN(_TextColumn()),  # JSON of what a hit shows
    issue=COLUMN(_TextColumn()),  # key
    position=COLUMN(_NumberColumn()),  # in the issue: passage - position is the issue's first
    day=COLUMN(_NumberColumn()),  # last of the issue's period, as an ordinal
)


class TableWriter(FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment, all fields at once."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = segment.create_file(storage, TABLE)
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:  # noqa: ARG002
        write_table(self._file, items)

    def close(self) -> None:
        self._file.close()
        self.is_closed = True


class TableCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's own files for columns, ours for terms."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> TableWriter:
        return TableWriter(storage, segment)


class _Pool:
    """The postings of a segment that is being written: field → term → numbers."""

    def __init__(self) -> None:
        self.fields: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(_new_field)
        self.size = 0

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Whoosh's way in, one posting at a time; our columns have none."""
        name, term, passage, *_ = item
        self.fields[name][term.decode()].append(passage)

    def iter_postings(self) -> dict[str, defaultdict[str, list[int]]]:
        return self.fields

    def cleanup(self) -> None:
        self.fields.clear()


def _new_field() -> defaultdict[str, list[int]]:
    return defaultdict(list)


class TableSegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of segments, given whole issues.

    ``commit`` writes the manifest of the new generation before that becomes the current one,
    so that the two are never apart, whenever the process is killed.
    """

    def __init__(self, index: FileIndex, path: Path) -> None:
        super().__init__(index, codec=TableCodec(), compound=False)
        self.pool = _Pool()
        self._path = path
        self.issues: dict[str, str] = {}
        self.marker: str | None = None

    @property
    def postings(self) -> int:
        """How many postings wait in memory."""
        return int(self.pool.size)

    def add_issue(self, issue: PreparedIssue) -> None:
        """Add the passages of an issue; remove what the index held of it before."""
        first = self.docnum
        key = issue.key.encode()
        for position, passage in enumerate(issue.passages):
            self._add_text(passage.text)
            self._add_words(passage.words, passage.counts)
            self._add_names(passage.names, range(self.docnum, self.docnum + 1))
            self._add_columns(
                text=passage.text.encode(),
                record=passage.record.encode(),
                issue=key,
                position=position,
                day=issue.day,
            )
        self._add_names(issue.names, range(first, self.docnum))
        self.issues[issue.key] = issue.token

    def _add_columns(self, **values: bytes | int) -> None:
        """What ``add_document`` does where all fields are columns, in a third of the time."""
        columns = self.perdocwriter
        columns.start_doc(self.docnum)
        for name, value in values.items():
            columns.add_column_value(name, SCHEMA[name].column_type, value)
        columns.finish_doc()
        self._added = True
        self.docnum += 1

    def _add_text(self, text: str) -> None:
        passage = self.docnum
        field = self.pool.fields[CHARACTERS]
        found = pairs(text)
        for pair in found:
            field[pair].append(passage)
        self.pool.size += len(found)

    def _add_words(self, words: str, counts: bytes) -> None:
        passage = self.docnum << COUNT_BITS
        field = self.pool.fields[WORDS]
        for word, count in zip(words.split("\n"), counts, strict=bool(words)):
            field[word].append(passage | count)
        self.pool.size += len(counts)

    def _add_names(self, names: str, passages: range) -> None:
        for entry in names.split("\n") if names else ():
            name, _, term = entry.partition("\t")
            self.pool.fields[name][term].extend(passages)

    def remove_issue(self, key: str) -> None:
        """Mark the passages of the issue as deleted in the segments written before."""
        self.issues.pop(key, None)
        for stored, base in self._open_segments():
            field = stored.table.field("issue")
            number = None if field is None else field.find(key.lower())
            if field is None or number is None:
                continue
            for passage in field.numbers(number):
                if stored.keys[passage] == key.encode():
                    self.delete_document(base + passage)

    def _open_segments(self) -> Iterator[tuple[StoredSegment, int]]:
        base = 0
        for segment in self.segments:
            stored = StoredSegment(self._path, _entry(segment))
            try:
                yield stored, base
            finally:
                stored.close()
            base += segment.doc_count_all()

    def commit_issues(self, *, optimize: bool = False) -> None:
        """Make the changes the current generation, and merge small segments on the way."""
        self.commit(mergetype=_merge_all if optimize else _merge_small)

    def _commit_toc(self, segments: list[Any]) -> None:
        names = tuple(f"{segment.segment_id()}." for segment in segments)
        files = {
            entry.name: entry.stat().st_size
            for entry in self._path.iterdir()
            if entry.name.startswith(names)
        }
        files.update(self._size_toc(segments))
        write_manifest(
            self._path,
            generation=self.generation,
            marker=self.marker,
            files=files,
            issues=self.issues,
            segments=[_entry(segment) for segment in segments],
        )
        super()._commit_toc(segments)
        drop_manifests(self._path, before=self.generation)

    def _size_toc(self, segments: list[Any]) -> dict[str, int]:
        memory = RamStorage()
        TOC(self.schema, segments, self.generation).write(memory, self.indexname)
        return {name: memory.file_length(name) for name in memory.list()}

    def absorb(self, segment: Any) -> None:
        """Take over the passages of an older segment, without the deleted ones."""
        stored = StoredSegment(self._path, _entry(segment))
        try:
            moved = self._absorb_columns(stored)
            self._absorb_terms(stored.table, moved)
        finally:
            stored.close()

    def _absorb_columns(self, stored: StoredSegment) -> dict[int, int]:
        moved: dict[int, int] = {}
        for passage in range(stored.segment.size):
            if passage in stored.segment.deleted:
                continue
            moved[passage] = self.docnum
            self.add_document(
                text=stored.texts[passage],
                record=stored.records[passage],
                issue=stored.keys[passage],
                position=stored.positions[passage],
                day=stored.days[passage],
            )
        return moved

    def _absorb_terms(self, table: TermTable, moved: dict[int, int]) -> None:
        for name in table.names():
            field = table.field(name)
            assert field is not None
            known = self.pool.fields[name]
            move = _move_words(moved) if name == WORDS else moved.get
            for number in range(field.count):
                kept = [new for old in field.numbers(number) if (new := move(old)) is not None]
                if kept:
                    known[field.term(number)].extend(kept)
                    self.pool.size += len(kept)


def _entry(segment: Any) -> SegmentEntry:
    return SegmentEntry(
        name=segment.segment_id(),
        size=segment.doc_count_all(),
        deleted=tuple(sorted(segment.deleted_docs())),
    )


def _move_words(moved: dict[int, int]) -> Callable[[int], int | None]:
    def move(posting: int) -> int | None:
        passage = moved.get(posting >> COUNT_BITS)
        return None if passage is None else passage << COUNT_BITS | posting & MOST_COUNTED

    return move


def _merge_small(writer: TableSegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge the segments that are no larger than what they are merged into.

    Each passage is then written again a number of times that grows with the logarithm of the
    archive, and adding one issue costs the same in a small archive and in a large one.
    """
    kept = []
    total = writer.doc_count()
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        size = segment.doc_count()
        if size <= max(total, 1) and total + size <= _LARGE:
            writer.absorb(segment)
            total += size
        elif size:
            kept.append(segment)
    return kept


def _merge_all(writer: TableSegmentWriter, segments: list[Any]) -> list[Any]:
    for segment in segments:
        writer.absorb(segment)
    return []
