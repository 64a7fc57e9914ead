"""What is done with one file away from the archive: its bytes become rows and prepared passages.

Runs in worker processes. The part that a hostile file could harm runs in a child of the
worker, within limits.
"""

import pickle
from dataclasses import dataclass
from pathlib import Path

from index.passages import Passage, make_passages
from index.tokens import PreparedIssue, prepare
from parser.errors import ReadError, ZhoubaoError

from .isolation import run_limited
from .opening import make_token
from .rows import IssueRows, make_rows, natural_key
from .store import Store

SECONDS = 10.0  # for one file, all attempts together
MEMORY = 832 << 20  # all that the child has; readers that ran away were seen to come up to it
OUTPUT = 256 << 20
# several small files share a child: forking costs half as much as reading one of them
_SECONDS_TOGETHER = 3.0

Task = tuple[bytes, str]  # the bytes of a file and its name
_Parsed = tuple[bytes, tuple[Passage, ...], str, str]  # rows, passages, key, token


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An issue that was read, on its way to the store and the index."""

    flat: IssueRows
    prepared: PreparedIssue  # under its natural key


def read_files(
    tasks: tuple[Task, ...], registers: tuple[Path, ...]
) -> tuple[bytes | ZhoubaoError, ...]:
    """For each file a pickled ``Reading``, to be unpacked where it goes into the archive.

    One that cannot be read gives its error, and the others are read all the same.
    """
    return tuple(
        parsed if isinstance(parsed, ZhoubaoError) else _prepare(parsed)
        for parsed in _parse_apart(tasks, registers)
    )


def _prepare(parsed: _Parsed) -> bytes:
    # not in the child: the words that were cut before are remembered from file to file
    flat, passages, key, token = parsed
    prepared = prepare(passages, key=key, token=token)
    return pickle.dumps((flat, prepared), pickle.HIGHEST_PROTOCOL)


def _parse_apart(
    tasks: tuple[Task, ...], registers: tuple[Path, ...]
) -> tuple[_Parsed | ZhoubaoError, ...]:
    """All in one child; if that does not live to the end, each in a child of its own."""
    left = SECONDS
    if len(tasks) > 1:
        left -= _SECONDS_TOGETHER
        try:
            return _parse_within(tasks, registers, _SECONDS_TOGETHER)
        except ReadError:
            pass  # one of them did it, and which one is found out by reading each alone
    found: list[_Parsed | ZhoubaoError] = []
    for task in tasks:
        try:
            found.extend(_parse_within((task,), registers, left))
        except ReadError as error:
            found.append(error)
    return tuple(found)


def _parse_within(
    tasks: tuple[Task, ...], registers: tuple[Path, ...], seconds: float
) -> tuple[_Parsed | ZhoubaoError, ...]:
    return run_limited(_parse_all, tasks, registers, seconds=seconds, memory=MEMORY, output=OUTPUT)


def _parse_all(
    tasks: tuple[Task, ...], registers: tuple[Path, ...]
) -> tuple[_Parsed | ZhoubaoError, ...]:
    found: list[_Parsed | ZhoubaoError] = []
    for data, name in tasks:
        try:
            found.append(_parse(data, name, registers))
        except ZhoubaoError as error:
            found.append(error)
    return tuple(found)


def unpack(packed: bytes) -> Reading:
    """What ``read_file`` packed."""
    flat, prepared = pickle.loads(packed)
    return Reading(flat=pickle.loads(flat), prepared=prepared)


def prepare_stored(database: Path, key: str, token: str) -> PreparedIssue:
    """The passages of an issue that the store holds; for workers, which have no store open."""
    with Store.open(database) as store:
        return prepare(make_passages(store.issue(key), key=key), key=key, token=token)


def _parse(data: bytes, name: str, registers: tuple[Path, ...]) -> _Parsed:
    # the archive's own process imports this module to name its functions, and never parses
    from parser.parse import PARSER_VERSION, parse_issue

    issue = parse_issue(data, name=name, extra_registers=registers)
    try:
        flat = make_rows(issue, parser_version=PARSER_VERSION)
    except UnicodeEncodeError as error:
        raise ReadError(
            "文字里有不成字符的编码，存不进档案",
            remedy="请用原来的软件打开后另存，再重新收录",
        ) from error
    packed = pickle.dumps(flat, pickle.HIGHEST_PROTOCOL)
    key = natural_key(issue)
    return packed, make_passages(issue, key=key), key, make_token(flat.sha256, PARSER_VERSION)
