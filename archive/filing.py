"""Where a file that was read goes in the archive: beside the others, or in one's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.tokens import PreparedIssue
from parser.errors import ArchiveError, ZhoubaoError
from parser.model import Problem

from . import sources
from .files import FoundFile
from .identity import HEAD_BLOCKS, Candidate, find_repeats, free_key, is_correction, is_same_issue
from .isolation import ChildError
from .layout import Originals
from .reading import Reading, name_reader
from .records import FileRow, IssueRow, Outcome, SourceDifference, Status
from .rows import IssueRows
from .store import Store
from .wording import say_system_error

_LONGEST_SUFFIX = 16  # characters, of a name that an original keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file on its way into the archive, and what is known of it so far."""

    file: FoundFile
    size: int = 0
    modified: int = 0  # nanoseconds
    data: bytes = b""
    sha256: str | None = None  # None: its bytes were not looked at
    known: FileRow | None = None  # a file with these bytes whose issue the archive holds
    error: ZhoubaoError | None = None
    is_remembered: bool = False  # the error is that of last time; nothing was read

    @property
    def is_settled(self) -> bool:
        """Whether it need not be read."""
        return self.known is not None or self.error is not None

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing has to be written: the file is as it was when it was looked at."""
        return self.is_remembered or (self.known is not None and self.sha256 is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is to be done with an issue that was read."""

    status: Literal["added", "replaced", "duplicate"]
    key: str
    label: str
    replaces: str | None = None  # key of the issue whose place it takes
    message: str | None = None
    problems: tuple[Problem, ...] = ()
    demoted: FileRow | None = None  # the file that the issue was read from until now
    differences: tuple[SourceDifference, ...] = ()  # to the other file of the issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the index has to learn of a finished transaction."""

    key: str
    prepared: PreparedIssue | None  # None: the issue is gone


def find_filing(store: Store, flat: IssueRows, before: FileRow | None, path: str) -> Filing:
    """Decide by numbers, days and words what the issue is to those in the archive.

    Args:
        store: Within a transaction, so that it knows the files of this batch.
        flat: The issue.
        before: What the archive knows of the file at this path.
        path: Where the file lies.
    """
    new = Candidate.of_flat(flat)
    label = flat.issue[0]
    old = _find_old(store, before)
    if old is not None and is_correction(_candidate(store, old), new):
        return Filing(
            status="replaced",
            key=corrected_key(store, old.key, flat.natural_key),
            label=label,
            replaces=old.key,
            message="文件有改动，已换上新的内容",
        )
    others = store.like(flat)
    for other in others:
        if is_same_issue(_candidate(store, other), new):
            return _file_second(store, flat, other, path)
    return Filing(
        status="added",
        key=free_key(flat.natural_key, store.has),
        label=label,
        message=None if old is None else f"此文件原为{old.label}，那一期仍保留",
        problems=find_repeats(new, others),
    )


def _file_second(store: Store, flat: IssueRows, held: IssueRow, path: str) -> Filing:
    """Another file of an issue: the better reading becomes the issue, the other is kept."""
    new, old = sources.Reading.of_flat(flat), sources.Reading(issue=store.issue(held.key))
    first = next((file for file in store.files_of(held.key) if file.status == "held"), None)
    why = sources.find_advantage(new, old)
    if why is None or first is None:
        differences = sources.find_differences(old, new, key=held.key, path=path)
        return Filing(
            status="duplicate",
            key=held.key,
            label=held.label,
            message=f"与“{held.source_name}”是同一期，不重复收录；文件已留存"
            + sources.say_differences(differences),
            differences=differences,
        )
    return Filing(
        status="replaced",
        key=corrected_key(store, held.key, flat.natural_key),
        label=flat.issue[0],
        replaces=held.key,
        message=f"与“{held.source_name}”是同一期，改用这一份：{why}；原来那份仍留存",
        problems=find_repeats(Candidate.of_flat(flat), _others(store, flat, held.key)),
        demoted=first,
        differences=sources.find_differences(new, old, key=held.key, path=first.path),
    )


def _others(store: Store, flat: IssueRows, key: str) -> tuple[IssueRow, ...]:
    return tuple(row for row in store.like(flat) if row.key != key)


def _find_old(store: Store, before: FileRow | None) -> IssueRow | None:
    """The issue that was read from the file as it was before."""
    if before is None or before.issue is None or before.status == "duplicate":
        return None
    return next((row for row in store.find_issues(before.issue) if row.key == before.issue), None)


def _candidate(store: Store, row: IssueRow) -> Candidate:
    return Candidate.of_row(
        row, lambda: store.words(row.key), lambda: store.head(row.key, HEAD_BLOCKS)
    )


def corrected_key(store: Store, old: str, natural: str) -> str:
    """The old key if the numbers stayed, else one of the new numbers."""
    letters = old.removeprefix(natural)
    if old.startswith(natural) and not letters[:1].isdecimal():
        return old
    return free_key(natural, store.has)


class Filer:
    """Puts a batch of files into the archive, within one transaction of the store."""

    def __init__(self, store: Store, originals: Originals) -> None:
        self._store = store
        self._originals = originals

    def put(
        self, batch: Sequence[tuple[Entry, Reading | None]]
    ) -> tuple[tuple[Outcome, ...], tuple[Change, ...]]:
        """Store the batch; when this returns, all of it is safely on disk.

        Raises:
            ArchiveError: The disk is full, or cannot be written; nothing of the batch is kept.
        """
        changes: list[Change] = []
        if all(entry.is_unchanged for entry, _ in batch):
            return tuple(self._put(entry, reading, changes) for entry, reading in batch), ()
        try:
            with self._store.writing():
                outcomes = tuple(self._put(entry, reading, changes) for entry, reading in batch)
                # first the originals, then the commit that speaks of them
                self._originals.settle()
        except BaseException as error:
            self._originals.forget()
            if isinstance(error, OSError):
                raise ArchiveError(
                    f"原件存不进档案：{say_system_error(error)}",
                    remedy="请腾出空间或检查权限，再运行一次同样的命令；此前报告过的都已存好",
                ) from error
            raise
        return outcomes, tuple(changes)

    def held(self, path: str, sha256: str) -> FileRow | None:
        """A file with these bytes whose issue the archive holds, the one at ``path`` first."""
        same = self._store.files_with(sha256)
        here = (file for file in same if file.path == path)
        return next(here, same[0] if same else None)

    def _put(self, entry: Entry, reading: Reading | None, changes: list[Change]) -> Outcome:
        if entry.error is not None:
            return self._refuse(entry, entry.error)
        known = entry.known
        if known is None and entry.sha256 is not None:
            # a copy can have come in the same batch
            known = self.held(entry.file.absolute, entry.sha256)
        if known is not None:
            return self._put_known(entry, known)
        assert reading is not None
        return self._put_issue(entry, reading, changes)

    def _refuse(self, entry: Entry, error: ZhoubaoError) -> Outcome:
        before = self._store.file(entry.file.absolute)
        reader = name_reader() if _is_final(entry, error) else None
        row = _file_row(
            entry, "refused", "refused", message=str(error), remedy=error.remedy, reader=reader
        )
        if entry.file.refusal is not None or entry.is_remembered:
            pass  # a folder is no file: opened later, nothing would take its name off the list
        elif before is None or before.issue is None:
            self._store.put_file(row)
        else:
            # what the file held while it could be read stays, and stays known with it
            self._store.trail.note_outcome(row.path, "refused", reader=None)
        return Outcome(
            path=entry.file.shown, status="refused", message=str(error), remedy=error.remedy
        )

    def _put_known(self, entry: Entry, known: FileRow) -> Outcome:
        here = known.path == entry.file.absolute
        outcome: Status = "same" if here else "duplicate"
        message = None if here else f"与“{known.path}”逐字节相同"
        if not entry.is_unchanged:
            status = known.status if here else "duplicate"
            said = known.message if here else message
            row = _file_row(
                entry, status, outcome, message=said, issue=known.issue, original=known.original
            )
            self._store.put_file(row)
        return Outcome(path=entry.file.shown, status=outcome, issue=known.issue, message=message)

    def _put_issue(self, entry: Entry, reading: Reading, changes: list[Change]) -> Outcome:
        flat = reading.flat
        path = entry.file.absolute
        filing = find_filing(self._store, flat, self._store.file(path), path)
        is_new = filing.status != "duplicate"
        if is_new:
            if filing.replaces is not None and filing.replaces != filing.key:
                self._store.rename(filing.replaces, filing.key)
                changes.append(Change(key=filing.replaces, prepared=None))
            self._store.put(flat, key=filing.key, problems=filing.problems)
            self._store.trail.forget_differences(filing.key)
            self._store.saved.note_arrival(filing.key)
            changes.append(Change(key=filing.key, prepared=reading.prepared))
        original = self._originals.keep(
            entry.data, sha256=flat.sha256, suffix=_suffix(entry.file.suffix)
        )
        row = _file_row(
            entry,
            "held" if is_new else "duplicate",
            filing.status,
            message=filing.message,
            issue=filing.key,
            original=original,
        )
        self._store.put_file(row)
        self._note_second(path, filing)
        return Outcome(
            path=entry.file.shown,
            status=filing.status,
            issue=filing.key,
            label=filing.label,
            message=filing.message,
            problems=len(flat.problems) + len(filing.problems) if is_new else 0,
        )

    def _note_second(self, path: str, filing: Filing) -> None:
        """What the two files of an issue differ in, and which of them is the second now."""
        other = path if filing.demoted is None else filing.demoted.path
        if filing.demoted is not None and other != path:
            said = sources.say_differences(filing.differences)
            self._store.trail.make_second(other, f"同一期改用了另一份，这份仍留存{said}")
        self._store.trail.put_differences(filing.key, other, filing.differences)


def _is_final(entry: Entry, error: ZhoubaoError) -> bool:
    """Whether the same reader would refuse the same bytes again."""
    return entry.sha256 is not None and not isinstance(error, ChildError)


def _suffix(suffix: str) -> str:
    """A suffix that every file system takes; the bytes decide the format anyway."""
    known = suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= _LONGEST_SUFFIX
    return suffix.lower() if known else ""


def _file_row(
    entry: Entry,
    status: Literal["held", "duplicate", "refused"],
    outcome: Status,
    *,
    message: str | None = None,
    remedy: str | None = None,
    issue: str | None = None,
    original: str | None = None,
    reader: str | None = None,
) -> FileRow:
    return FileRow(
        path=entry.file.absolute,
        sha256=entry.sha256,
        size=entry.size,
        modified=entry.modified,
        status=status,
        message=message,
        remedy=remedy,
        issue=issue,
        original=original,
        outcome=outcome,
        reader=reader,
    )
