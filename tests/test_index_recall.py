"""Nothing is missed: any piece of any text, in quotes, is found exactly where Python finds it.

A share of the corpus and of the pieces is looked at; with ZHOUBAO_WHOLE=1 it is 10,000 pieces of
all simulated issues and of the other offices' (five minutes).
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from corpus.simulate import Newsroom
from index.engine import Engine
from index.folding import squeeze
from index.passages import Passage, make_passages
from index.query import Phrase
from index.tokens import prepare
from parser.parse import parse_issue

ROOT = Path(__file__).parent.parent
WHOLE = bool(os.environ.get("ZHOUBAO_WHOLE"))
PIECES = 10_000 if WHOLE else 600
_FEW = 100  # hits that are compared one by one; of more, how many in each issue


def read_corpus() -> Iterator[tuple[Passage, ...]]:
    newsroom = Newsroom(7)
    weeks = [week for week in newsroom.weeks if not week.lost][:: 1 if WHOLE else 15]
    data = [newsroom.write(week, form="txt")[1] for week in weeks]
    paths = sorted((ROOT / "corpus/offices").rglob("*.txt"))[:: 1 if WHOLE else 3]
    data += [path.read_bytes() for path in paths]
    for number, content in enumerate(data):
        yield make_passages(parse_issue(content, name="周报.txt"), key=str(number))


@pytest.fixture(scope="module")
def corpus() -> list[tuple[Passage, ...]]:
    return list(read_corpus())


@pytest.fixture(scope="module")
def engine(
    corpus: list[tuple[Passage, ...]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The corpus in three segments."""
    with Engine.create(tmp_path_factory.mktemp("recall") / "index") as engine:
        for first in range(3):
            with engine.writing() as writer:
                for issue in corpus[first::3]:
                    writer.add(prepare(issue, key=issue[0].issue, token="1"))
        yield engine


def choose_pieces(texts: list[str]) -> Iterator[str]:
    """Pieces of 1 to 20 characters, white space included, from anywhere in the texts."""
    random = Random(13)
    chosen = 0
    while chosen < PIECES:
        text = random.choice(texts)
        start = random.randrange(len(text))
        piece = text[start : start + random.randint(1, 20)]
        if squeeze(piece):
            chosen += 1
            yield piece


def test_any_piece_is_found_exactly_where_it_stands(
    corpus: list[tuple[Passage, ...]], engine: Engine
) -> None:
    passages = [passage for issue in corpus for passage in issue]
    # a needle never runs from a heading into the text: a line end, which it has not, parts them
    held = [
        (one.issue, one.position, "\n".join(map(squeeze, (*one.titles, one.text))))
        for one in passages
    ]
    for piece in choose_pieces([part for one in passages for part in (*one.titles, one.text)]):
        wanted = squeeze(piece)
        there = [(issue, position) for issue, position, text in held if wanted in text]
        results = engine.search(Phrase(text=piece), limit=_FEW)

        assert there, piece
        assert results.issues == Counter(issue for issue, _ in there), piece
        if results.total <= _FEW:
            found = [(hit.issue, hit.position) for hit in results.hits]
            assert sorted(found) == sorted(there), piece
