"""What is done with one file away from the archive: its bytes become rows and prepared passages.

Runs in worker processes. The part that a hostile file could harm runs in a child of the
worker, within limits.
"""

import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.passages import make_passages
from index.tokens import PreparedIssue, prepare
from parser.errors import PicturesError, ReadError, ZhoubaoError

from .isolation import Child
from .opening import make_token
from .rows import IssueRows, make_rows, natural_key
from .store import Store

SECONDS = 10.0  # for one file, all attempts together
MEMORY = 832 << 20  # all that the child has; readers that ran away were seen to come up to it
# a file whose pages are pictures is given up first, and read in a child of another size: a page
# takes 2 seconds of a free processor; one of A3 at 600 dpi needs 1.1 GB, one of A4 0.8
PICTURE_MEMORY = 1280 << 20
_SECONDS_TO_START = 15.0
_SECONDS_A_PICTURE = 8.0
OUTPUT = 256 << 20
# in a child that has read other files; whatever goes wrong there is tried again in a new one
_SECONDS_AT_FIRST = 3.0

Task = tuple[bytes, str]  # the bytes of a file and its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An issue that was read, on its way to the store and the index."""

    flat: IssueRows
    prepared: PreparedIssue  # under its natural key


def read_files(
    tasks: tuple[Task, ...], registers: tuple[Path, ...]
) -> tuple[bytes | ZhoubaoError, ...]:
    """For each file a pickled ``Reading``, to be unpacked where it goes into the archive.

    One that cannot be read gives its error, and the others are read all the same. The child
    that reads is kept for more; ``dismiss_child`` ends it.
    """
    return tuple(_read_apart(data, name, registers) for data, name in tasks)


def dismiss_child() -> None:
    """End the processes that are kept for reading."""
    _child.close()
    _picture_child.close()


def picture_seconds(pages: int) -> float:
    """How long a file may take that has so many pages to be recognised (OCR).

    There are no more than ``parser.readers.ocr_pages.MAX_PICTURES``: eight minutes.
    """
    return _SECONDS_TO_START + _SECONDS_A_PICTURE * pages


def _read_apart(data: bytes, name: str, registers: tuple[Path, ...]) -> bytes | ZhoubaoError:
    answer = _read_within_limits(data, name, registers)
    if not isinstance(answer, PicturesError):
        return answer
    try:
        return _picture_child.call(data, name, registers, seconds=picture_seconds(answer.pages))
    except ZhoubaoError as error:
        return error


def _read_within_limits(
    data: bytes, name: str, registers: tuple[Path, ...]
) -> bytes | ZhoubaoError:
    left = SECONDS
    if _child.is_running:
        left -= _SECONDS_AT_FIRST
        try:
            return _child.call(data, name, registers, seconds=_SECONDS_AT_FIRST)
        except ZhoubaoError as error:
            if _child.is_running:
                return error
            # the file did it, or what the ones before have left; a new child tells
    try:
        return _child.call(data, name, registers, seconds=left)
    except ZhoubaoError as error:
        return error


@cache
def name_reader() -> str:
    """Names what reads files here: the version of the parser, and what helps it."""
    from parser.parse import PARSER_VERSION
    from parser.readers.abilities import find_abilities

    return "+".join((PARSER_VERSION, *find_abilities()))


def unpack(packed: bytes) -> Reading:
    """What ``read_files`` packed."""
    flat, prepared = pickle.loads(packed)
    return Reading(flat=flat, prepared=prepared)


def prepare_stored(database: Path, key: str, token: str) -> PreparedIssue:
    """The passages of an issue that the store holds; for workers, which have no store open."""
    with Store.open(database) as store:
        return prepare(make_passages(store.issue(key), key=key), key=key, token=token)


def _read_pictures(data: bytes, name: str, registers: tuple[Path, ...]) -> bytes:
    return _read(data, name, registers, recognize=True)


def _read(data: bytes, name: str, registers: tuple[Path, ...], *, recognize: bool = False) -> bytes:
    # the archive's own process imports this module to name its functions, and never parses
    from parser.parse import PARSER_VERSION, parse_issue

    issue = parse_issue(data, name=name, extra_registers=registers, recognize=recognize)
    try:
        flat = make_rows(issue, parser_version=PARSER_VERSION)
    except UnicodeEncodeError as error:
        raise ReadError(
            "文字里有不成字符的编码，存不进档案",
            remedy="请用原来的软件打开后另存，再重新收录",
        ) from error
    key = natural_key(issue)
    token = make_token(flat.sha256, PARSER_VERSION)
    prepared = prepare(make_passages(issue, key=key), key=key, token=token)
    return pickle.dumps((flat, prepared), pickle.HIGHEST_PROTOCOL)


_child = Child(_read, memory=MEMORY, output=OUTPUT)
_picture_child = Child(_read_pictures, memory=PICTURE_MEMORY, output=OUTPUT)
