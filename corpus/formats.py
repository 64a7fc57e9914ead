"""How much of one issue is the same in every format that offices keep.

    python -m corpus.formats

``corpus/formats/`` holds an issue of ours in the formats of word processors; where
``../shared/samples/`` is there, its files are read, too. For each file: the share of characters
that differ from what is printed (white space aside), the figures that are as in the text file,
and the time of reading alone, the faster of two.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from parser.errors import ReadError
from parser.model import Figure
from parser.parse import parse_issue
from parser.readers.detect import read_document
from parser.readers.ocr_engine import is_installed
from parser.tables import join_rows

OWN = Path(__file__).parent / "formats"
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
FOLDERS = ("docx", "doc", "wps", "rtf", "odt", "html", "mht", "ofd", "pdf")

UNREADABLE = "notounicode.pdf"  # its font has no table of characters: recognised as a picture

_Fact = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one file was read."""

    name: str
    error: float  # share of characters
    found: int  # figures that are as they should be
    wanted: int
    milliseconds: float


def main() -> int:
    """Print the table."""
    scores = [*score_own(), *score_samples(), *score_scans()]
    width = max(len(score.name) for score in scores)
    print(f"{'文件':<{width}}文字误差     数据    毫秒")
    for score in scores:
        print(
            f"{score.name:<{width}}  {score.error:8.2%}  {score.found:3}/{score.wanted}"
            f"  {score.milliseconds:6.1f}"
        )
    return 0


def score_own() -> Iterator[Score]:
    """Our own issue, against the document that the others were saved from."""
    source = (OWN / "issue.docx").read_bytes()
    words = "".join(block.text for block in read_document(source, name="issue.docx").blocks)
    for path in sorted(OWN.glob("issue.*")):
        yield _score(path, words, find_facts(source))


def score_samples() -> Iterator[Score]:
    """The sample files, against what a perfect reader returns; none where they are not there."""
    if not SAMPLES.is_dir():
        return
    facts = find_facts((SAMPLES / "txt" / "utf8.txt").read_bytes())
    for folder in FOLDERS:
        for path in sorted((SAMPLES / folder).iterdir()):
            if not path.name.startswith("ofdrw-") and path.name != UNREADABLE:
                yield _score(path, _read_truth(path), facts)


def score_scans() -> Iterator[Score]:
    """The sample scans, and the PDF whose font tells nothing, each read once: they take seconds.

    None where the samples, or the extra ``ocr``, are not there.
    """
    if not SAMPLES.is_dir() or not is_installed():
        return
    facts = find_facts((SAMPLES / "txt" / "utf8.txt").read_bytes())
    for path in (*sorted((SAMPLES / "scan").glob("*.pdf")), SAMPLES / "pdf" / UNREADABLE):
        start = time.process_time()
        issue = parse_issue(path.read_bytes(), name="issue")
        said = "".join(block.text for block in issue.blocks)
        yield Score(
            name=f"{path.parent.name}/{path.name}",
            error=measure_error(said, _read_truth(path)),
            found=(Counter(_facts_of(issue.figures)) & facts).total(),
            wanted=facts.total(),
            milliseconds=1000 * (time.process_time() - start),
        )


def _read_truth(path: Path) -> str:
    name = "table" if path.stem.startswith("table") else "std"
    blocks = json.loads((SAMPLES / f"{name}.blocks.json").read_text(encoding="utf-8"))
    return "".join(
        block["text"].replace("**", "")
        if isinstance(block["text"], str)
        else join_rows(tuple(map(tuple, block["text"])))
        for block in blocks
    )


def _score(path: Path, words: str, facts: "Counter[_Fact]") -> Score:
    data = path.read_bytes()
    name = f"{path.parent.name}/{path.name}"
    try:
        times = [_time(data, path.name) for _ in range(2)]
        said = "".join(block.text for block in read_document(data, name=path.name).blocks)
        found = find_facts(data)
    except ReadError:
        return Score(name=name, error=1.0, found=0, wanted=facts.total(), milliseconds=0.0)
    return Score(
        name=name,
        error=measure_error(said, words),
        found=(found & facts).total(),
        wanted=facts.total(),
        milliseconds=1000 * min(times),
    )


def _time(data: bytes, name: str) -> float:
    start = time.process_time()
    read_document(data, name=name)
    return time.process_time() - start


def find_facts(data: bytes) -> "Counter[_Fact]":
    """The figures of an issue, without where they stand; the name of its file is hidden."""
    return Counter(_facts_of(parse_issue(data, name="issue").figures))


def _facts_of(figures: Iterable[Figure]) -> Iterator[_Fact]:
    for figure in figures:
        period = figure.period
        days = None if period is None else (period.kind, period.start, period.end)
        yield figure.value, figure.unit, figure.qualifier, figure.indicator, figure.scope, days


def measure_error(said: str, printed: str) -> float:
    """The share of characters to be changed to make one text the other, white space aside."""
    said, printed = ("".join(text.split()) for text in (said, printed))
    changes = SequenceMatcher(None, said, printed, autojunk=False).get_opcodes()
    wrong = sum(
        max(end - start, last - first)
        for kind, start, end, first, last in changes
        if kind != "equal"
    )
    return wrong / max(1, len(printed))


if __name__ == "__main__":
    sys.exit(main())
