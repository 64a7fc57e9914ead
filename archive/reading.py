"""What is done with one file away from the archive: its bytes become rows and prepared passages.

Runs in worker processes. The part that a hostile file could harm runs in a child of the
worker, within limits.
"""

import pickle
from dataclasses import dataclass
from pathlib import Path

from index.passages import Passage, make_passages
from index.tokens import PreparedIssue, prepare
from parser.errors import ReadError
from parser.parse import PARSER_VERSION, parse_issue

from .isolation import run_limited
from .rows import IssueRows, make_rows, natural_key
from .store import Store

SECONDS = 10.0
MEMORY = 1 << 30
OUTPUT = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An issue that was read, on its way to the store and the index."""

    flat: IssueRows
    prepared: PreparedIssue  # under its natural key


def read_file(data: bytes, name: str, registers: tuple[Path, ...]) -> bytes:
    """A pickled ``Reading``, to be unpacked only where it is put into the archive.

    Raises:
        ZhoubaoError: The file cannot be read.
    """
    flat, passages, key, token = run_limited(
        _parse, data, name, registers, seconds=SECONDS, memory=MEMORY, output=OUTPUT
    )
    # not in the child: the words that were cut before are remembered from file to file
    prepared = prepare(passages, key=key, token=token)
    return pickle.dumps((flat, prepared), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Reading:
    """What ``read_file`` packed."""
    flat, prepared = pickle.loads(packed)
    return Reading(flat=pickle.loads(flat), prepared=prepared)


def prepare_stored(database: Path, key: str, token: str) -> PreparedIssue:
    """The passages of an issue that the store holds; for workers, which have no store open."""
    with Store.open(database) as store:
        return prepare(make_passages(store.issue(key), key=key), key=key, token=token)


def make_token(sha256: str, parser_version: str) -> str:
    """What the index keeps of an issue to tell whether it is the one that the store holds."""
    return f"{sha256}/{parser_version}"


def _parse(
    data: bytes, name: str, registers: tuple[Path, ...]
) -> tuple[bytes, tuple[Passage, ...], str, str]:
    issue = parse_issue(data, name=name, extra_registers=registers)
    try:
        flat = make_rows(issue, parser_version=PARSER_VERSION)
        packed = pickle.dumps(flat, pickle.HIGHEST_PROTOCOL)
    except UnicodeEncodeError as error:
        raise ReadError(
            "文字里有不成字符的编码，存不进档案",
            remedy="请用原来的软件打开后另存，再重新收录",
        ) from error
    key = natural_key(issue)
    return packed, make_passages(issue, key=key), key, make_token(flat.sha256, PARSER_VERSION)
