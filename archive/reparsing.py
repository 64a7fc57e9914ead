"""The kept originals read again (重新解析), and what that changes, figure by figure.

The issue keeps its place and its key; corrections are not touched. What cannot be read again
stays as it was and is reported.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from parser.errors import ReadError, ZhoubaoError
from parser.model import Figure, Problem

from .dispatch import Dispatch, Read
from .files import FoundFile
from .filing import Change, Entry, corrected_key
from .indexing import Indexing
from .interruption import interruptible
from .layout import Layout
from .records import Filter, IssueRow
from .store import Store
from .wording import say_system_error
from .workers import Workers

_BATCH = 32
_OF_ARCHIVE = ("reissued", "repeated_number", "repeated_whole_number")
# what is not of the figure but of where it stands
_PLACE = {"span", "section", "page"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure before and after; None: it was not there."""

    kind: Literal["added", "removed", "changed"]
    before: Figure | None
    after: Figure | None
    parts: tuple[str, ...] = ()  # names of the fields that changed

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was."""
        figure = self.after or self.before
        assert figure is not None
        return figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What became of an issue; ``issue`` as it is now."""

    issue: IssueRow
    changes: tuple[FigureChange, ...]
    error: ZhoubaoError | None = None  # then it stays as it was


def reparse(
    layout: Layout,
    *,
    everything: bool = False,
    jobs: int | None = None,
    tell: Callable[[str, int, int], None] | None = None,
) -> Generator[Reread, None, None]:
    """Read again what another version of the parser has read, or all of it.

    Each issue is given out once its new reading is safely stored.

    Raises:
        ArchiveError: Another process writes, or the disk is full.
        KeyboardInterrupt: After Ctrl-C, once what was read is stored and given out.
    """
    from parser.parse import PARSER_VERSION

    with layout.locked(), Store.open(layout.database) as store:
        versions = store.versions()
        keys = [
            key for key in store.issue_keys() if everything or versions[key][1] != PARSER_VERSION
        ]
        with (
            interruptible() as interruption,
            Indexing(layout, store) as indexing,
            Workers(None, jobs=jobs, files=len(keys)) as workers,
        ):
            dispatch = Dispatch(workers, layout.registers, interruption, files=len(keys))
            done = 0
            for batch in _read_batches(_entries(layout, store, keys), dispatch):
                rereads, changes = _put(store, batch)
                done += len(batch)
                yield from rereads
                indexing.note(changes)
                if tell is not None:
                    tell("重新解析", done, len(keys))
                if interruption.asked:
                    break
            if keys:
                indexing.finish(workers)
    if interruption.asked:
        raise KeyboardInterrupt


def _entries(layout: Layout, store: Store, keys: Iterable[str]) -> Iterable[Entry]:
    """The kept original of each issue; ``absolute`` holds the issue's key."""
    names = {row.key: row.source_name for row in store.issues()}
    for key in keys:
        kept = next((file.original for file in store.files_of(key) if file.original), None)
        path = layout.root / (kept or "originals")
        file = FoundFile(path=path, absolute=key, member=names[key])
        if kept is None:
            error = ReadError("没有保存原件", remedy="请重新收录这一期的文件")
            yield Entry(file=file, error=error)
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            why = ReadError(
                f"原件读不出来：{say_system_error(error)}", remedy="请从备份恢复 originals 文件夹"
            )
            yield Entry(file=file, error=why)
        else:
            yield Entry(file=file, data=data, sha256="")


def _read_batches(entries: Iterable[Entry], dispatch: Dispatch) -> Iterable[list[Read]]:
    batch: list[Read] = []
    for entry in entries:
        dispatch.put(entry)
        while dispatch.is_full or dispatch.is_ready:
            dispatch.wait(None)
            batch += dispatch.take()
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    dispatch.close()
    while not dispatch.is_empty:
        dispatch.wait(None)
        batch += dispatch.take()
    if batch:
        yield batch


def _put(store: Store, batch: Sequence[Read]) -> tuple[list[Reread], list[Change]]:
    """Store a batch in one transaction."""
    rereads: list[Reread] = []
    changes: list[Change] = []
    with store.writing():
        for entry, reading in batch:
            key = entry.file.absolute
            if reading is None:
                assert entry.error is not None
                issue = store.issue_rows([key])[key]
                rereads.append(Reread(issue=issue, changes=(), error=entry.error))
                continue
            before = store.issue(key).figures
            problems = _kept_problems(store, key)
            new = corrected_key(store, key, reading.flat.natural_key)
            if new != key:
                store.rename(key, new)
                changes.append(Change(key=key, prepared=None))
            store.put(reading.flat, key=new, problems=problems)
            changes.append(Change(key=new, prepared=reading.prepared))
            after = store.issue(new).figures
            rereads.append(
                Reread(issue=store.issue_rows([new])[new], changes=compare_figures(before, after))
            )
    return rereads, changes


def _kept_problems(store: Store, key: str) -> list[Problem]:
    """What was found by comparing the issue with others, which its own words do not tell."""
    rows = store.problems(Filter(issue=key, codes=_OF_ARCHIVE))
    return [row.problem for row in rows]


def compare_figures(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[FigureChange, ...]:
    """What changed, in the order of the new figures; the lost ones last.

    A figure is known by its words in its sentence, wherever that stands now.
    """
    old = _by_words(before)
    found = []
    for words, figure in _by_words(after).items():
        was = old.pop(words, None)
        if was is None:
            found.append(FigureChange(kind="added", before=None, after=figure))
        elif parts := _parts_changed(was, figure):
            found.append(FigureChange(kind="changed", before=was, after=figure, parts=parts))
    found += [FigureChange(kind="removed", before=was, after=None) for was in old.values()]
    return tuple(found)


def _by_words(figures: Iterable[Figure]) -> dict[tuple[str, str, int], Figure]:
    found: dict[tuple[str, str, int], Figure] = {}
    for figure in figures:
        words, occurrence = ("".join(figure.sentence.split()), figure.printed), 1
        while (*words, occurrence) in found:
            occurrence += 1
        found[(*words, occurrence)] = figure
    return found


def _parts_changed(before: Figure, after: Figure) -> tuple[str, ...]:
    names = (field.name for field in fields(Figure) if field.name not in _PLACE)
    return tuple(
        name
        for name in names
        if name != "sentence" and getattr(before, name) != getattr(after, name)
    )
