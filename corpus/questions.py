"""How well the answers of a search are ordered, judged by what a reader would sign.

    python -m corpus.questions DIR [--poor 10]

``DIR`` is what ``corpus.simulate`` wrote. Each question of ``questions.tsv`` is put to
``archive.search`` and to W0 (Whoosh with jieba's analyzer, the same passages); of the first ten
answers nDCG is printed, 1.00 where no better ones could stand before others.

A passage is judged by its words and by the truth of its issue, never by what ranks it:

4  a heading above it has all the words, or one true fact tells all of what was asked: an act
   of the body asked for, a figure, a cited document;
3  all the words stand in one clause, headings counted with it;
2  they stand in one sentence;
1  they stand apart in the passage;
0  one of them is missing.

A question tells nothing where all its answers are worth the same: there is none of that kind.
Beside nDCG stands how often, of two neighbours that are worth the same, the newer comes first.
"""

import argparse
import csv
import json
import logging
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2
from pathlib import Path
from statistics import mean
from typing import Any

from archive.ingest import add_files
from archive.layout import Layout
from archive.records import Filter
from archive.screen import pad
from archive.search import search
from archive.store import Store
from index.passages import Passage, make_passages
from parser.text import fold_width

FOLDER = Path(__file__).parent
SEEN = 30  # hits on a page of ``zhoubao search``
JUDGED = 10
_KINDS = {"act": "谁做了什么", "heading": "标题", "figure": "数据", "plain": "词语"}
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+")

Place = tuple[str, int]  # issue and position of a passage
Grades = dict[Place, int]  # of the passages that answer at all
Ask = Callable[[str], Sequence[Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody types. ``body`` is the canonical name of the department among the words."""

    kind: str
    query: str
    body: str

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(plain(word) for word in self.query.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A question with nDCG of what both searches gave."""

    question: Question
    answers: int  # passages that answer at all
    tells: bool  # they are not all worth the same
    ours: float
    w0: float  # 0 where it was not asked
    newer: tuple[int, int]  # neighbours worth the same, in ours: newer first, and all


def main(arguments: list[str] | None = None) -> int:
    """Print nDCG of ours and W0 by kind of question, and our poorest answers."""
    options = argparse.ArgumentParser(prog="corpus.questions", description=__doc__)
    options.add_argument("dir", type=Path)
    options.add_argument("--poor", type=int, default=5, help="of our poorest answers, so many")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        layout = add_archive(chosen.dir / "issues", Path(name) / "archive")
        scored = score_questions(layout, chosen.dir / "truth")
    print(render(scored, chosen.poor))
    return 0


def add_archive(folder: Path, place: Path) -> Layout:
    """A new archive of the files."""
    layout = Layout.create(place)
    for _ in add_files(layout, [folder]):
        pass
    return layout


def score_questions(layout: Layout, truth: Path, *, beside_w0: bool = True) -> list[Scored]:
    """Every question put to the archive, in the order of the file."""
    passages = read_passages(layout)
    judge = Judge(passages, read_facts(truth, layout))
    days = {(p.issue, p.position): p.end or date.min for p in passages}
    with tempfile.TemporaryDirectory() as name:
        ask_w0: Ask = make_w0(passages, Path(name)) if beside_w0 else lambda _: ()
        found = []
        for question in read_questions():
            grades = judge.grades(question)
            answers = ask_ours(layout, question.query)
            found.append(
                Scored(
                    question=question,
                    answers=len(grades),
                    tells=len(set(grades.values())) > 1,
                    ours=ndcg(answers, grades),
                    newer=count_newer(answers[:JUDGED], grades, days),
                    w0=ndcg(ask_w0(question.query), grades) if beside_w0 else 0.0,
                )
            )
    return found


def read_questions() -> list[Question]:
    """The questions, in the order of the file."""
    with (FOLDER / "questions.tsv").open(encoding="utf-8", newline="") as file:
        return [Question(**row) for row in csv.DictReader(file, delimiter="\t")]


def read_passages(layout: Layout) -> list[Passage]:
    """All passages of the archive, out of the store."""
    with Store.open(layout.database) as store:
        keys = store.issue_keys()
        return [p for key in keys for p in make_passages(store.issue(key), key=key)]


def plain(text: str) -> str:
    """``text`` without white space, width and case, as words are compared here."""
    return "".join(fold_width(text).split()).lower()


# -- judging -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is true of an issue: words as printed, what they tell, and who acts."""

    printed: str
    tells: str
    actors: tuple[str, ...] = ()


class Judge:
    """What each passage is worth as an answer."""

    def __init__(self, passages: Sequence[Passage], facts: Mapping[str, Sequence[Fact]]) -> None:
        self._facts = facts
        self._read: list[tuple[Passage, str, str]] = [
            (passage, plain("\n".join(passage.titles)), plain(passage.text)) for passage in passages
        ]

    def grades(self, question: Question) -> Grades:
        """The grade of every passage that has all the words."""
        words = question.words
        return {
            (passage.issue, passage.position): self._grade(question, passage, titles, text)
            for passage, titles, text in self._read
            if all(word in titles or word in text for word in words)
        }

    def _grade(self, question: Question, passage: Passage, titles: str, text: str) -> int:
        words = question.words
        if all(word in titles for word in words):
            return 4
        facts = self._facts.get(passage.issue, ())
        if any(_tells(fact, question) and fact.printed in text for fact in facts):
            return 4
        for grade, parts in ((3, _CLAUSE), (2, _SENTENCE)):
            found = (plain(match[0]) for match in parts.finditer(passage.text))
            if any(all(word in titles or word in one for word in words) for one in found):
                return grade
        return 1


def _tells(fact: Fact, question: Question) -> bool:
    """Whether the fact has all the words; the one that names the body, by its actor."""
    words = question.words
    if question.body:
        if question.body not in fact.actors:
            return False
        words = words[1:]
    return all(word in fact.tells for word in words)


def read_facts(truth: Path, layout: Layout) -> dict[str, tuple[Fact, ...]]:
    """What is true of each issue of the archive, by its key there."""
    with Store.open(layout.database) as store:
        keys = {row.source_name: row.key for row in store.issues()}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for path in sorted(truth.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if "file" in told:
            facts[keys.get(Path(told["file"]).name, "")] += _facts_of(told)
    return {key: tuple(found) for key, found in facts.items()}


def _facts_of(told: dict[str, Any]) -> Iterator[Fact]:
    events = (
        Fact(printed=plain(e["says"]), tells=plain(e["says"]), actors=tuple(e["actors"]))
        for e in told["events"]
    )
    figures = (
        Fact(printed=plain(f["printed"]), tells=plain("".join(f["indicator"])))
        for f in told["figures"]
    )
    documents = (
        Fact(printed=plain(d["title"]), tells=plain(d["title"])) for d in told["documents"]
    )
    topics = (
        Fact(printed=plain(t["text"]), tells=plain(t["topic"])) for t in told.get("topics", ())
    )
    yield from (*events, *figures, *documents, *topics)


def ndcg(answers: Iterable[Place], grades: Grades) -> float:
    """Normalised discounted gain of the first ten answers; the gain of a grade is 2^grade - 1."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(place, 0) for place in answers]) / best if best else 1.0


def count_newer(
    answers: Sequence[Place], grades: Grades, days: Mapping[Place, date]
) -> tuple[int, int]:
    """Of neighbours that are worth the same: those not older than the next, and all of them."""
    same = [(a, b) for a, b in pairwise(answers) if grades.get(a, 0) == grades.get(b, 0)]
    return sum(days[a] >= days[b] for a, b in same), len(same)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 2) for rank, grade in enumerate(grades[:JUDGED]))


# -- asking --------------------------------------------------------------------------------


def ask_ours(layout: Layout, query: str) -> list[Place]:
    """The hits in the order in which ``zhoubao search`` lists them."""
    answer = search(layout, query, wanted=Filter(limit=SEEN))
    return [(hit.issue, hit.position) for group in answer.groups for hit in group.hits]


def make_w0(passages: Sequence[Passage], folder: Path) -> Ask:
    """What people would otherwise write, over the same passages."""
    import jieba
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import QueryParser

    jieba.setLogLevel(logging.WARNING)
    schema = Schema(place=STORED, text=TEXT(stored=False, analyzer=ChineseAnalyzer()))
    index = create_in(str(folder), schema)
    writer = index.writer()
    for passage in passages:
        text = "\n".join((*passage.titles, passage.text))
        writer.add_document(place=(passage.issue, passage.position), text=text)
    writer.commit()
    searcher = index.searcher()
    parser = QueryParser("text", schema)

    def ask(query: str) -> list[Place]:
        return [hit["place"] for hit in searcher.search(parser.parse(query), limit=SEEN)]

    return ask


# -- telling -------------------------------------------------------------------------------


def render(scored: Sequence[Scored], poor: int) -> str:
    """The means by kind of question and of all, then the questions that we answer worst."""
    lines = [f"检索次序 nDCG@{JUDGED}         本程序     W0   同等的新者在前"]
    for kind in dict.fromkeys(one.question.kind for one in scored):
        lines.append(_line(_KINDS[kind], [one for one in scored if one.question.kind == kind]))
    lines.append(_line("全部", scored))
    worst = sorted(scored, key=lambda one: one.ours)[:poor]
    lines += [
        f"  {one.ours:.3f}（W0 {one.w0:.3f}，{one.answers} 段）  {one.question.query}"
        for one in worst
    ]
    flat = [one.question.query for one in scored if not one.tells]
    if flat:
        lines.append(f"  分不出好坏的问题：{'、'.join(flat)}")
    return "\n".join(lines)


def _line(name: str, scored: Sequence[Scored]) -> str:
    ours, w0 = mean(one.ours for one in scored), mean(one.w0 for one in scored)
    newer, pairs = (sum(counts) for counts in zip(*(one.newer for one in scored), strict=True))
    share = newer / pairs if pairs else 1.0
    return f"{pad(name, 12)}{len(scored):>4} 问   {ours:.3f}   {w0:.3f}   {share:.2f}"


if __name__ == "__main__":
    sys.exit(main())
