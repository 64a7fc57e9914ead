"""The searches that ours is measured against, as people would write them.

    python search_rivals.py (whoosh|fts5) (build|add|cold|warm) FOLDER [FILE]

This file imports nothing of ours, so that a rival's start is its own. ``build`` and ``add`` read
texts, one a line, from FILE; ``cold`` takes a query, ``warm`` a JSON object of kind → queries,
and prints a JSON object of kind → milliseconds.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_LIMIT = 30  # hits that are shown


class Whoosh:
    """Whoosh with jieba's ChineseAnalyzer, QueryParser and highlights()."""

    kinds = tuple(
        "一个词 两个词 引号里的原文 不加引号的长句 任一与排除 到处都有 哪里都没有".split()
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, texts: Sequence[str]) -> None:
        import jieba
        from jieba.analyse import ChineseAnalyzer
        from whoosh.fields import TEXT, Schema
        from whoosh.index import create_in

        jieba.setLogLevel("ERROR")
        self.folder.mkdir(parents=True)
        index = create_in(
            str(self.folder), Schema(text=TEXT(stored=True, analyzer=ChineseAnalyzer()))
        )
        self._write(index, texts)

    def add(self, texts: Sequence[str]) -> None:
        from whoosh.index import open_dir

        self._write(open_dir(str(self.folder)), texts)

    def _write(self, index: Any, texts: Sequence[str]) -> None:
        writer = index.writer()
        for text in texts:
            writer.add_document(text=text)
        writer.commit()

    def open(self) -> None:
        import logging

        logging.disable()
        from whoosh.index import open_dir
        from whoosh.qparser import QueryParser

        index = open_dir(str(self.folder))
        self.searcher: Any = index.searcher()
        self.parser: Any = QueryParser("text", index.schema)

    def search(self, query: str) -> tuple[int, list[Any]]:
        results = self.searcher.search(self.parser.parse(query.replace("-", "NOT ")), limit=_LIMIT)
        return len(results), [hit.highlights("text") for hit in results]


class Fts5:
    """SQLite's full text search with the trigram tokenizer; short words by a look at each text."""

    kinds = tuple("一个字 一个词 两个词 引号里的原文 任一与排除 到处都有 哪里都没有".split())

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "texts.sqlite3"

    def build(self, texts: Sequence[str]) -> None:
        self.folder.mkdir(parents=True)
        with sqlite3.connect(self.path) as database:
            database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='trigram')")
            database.executemany("INSERT INTO texts VALUES (?)", ((text,) for text in texts))

    def add(self, texts: Sequence[str]) -> None:
        with sqlite3.connect(self.path) as database:
            database.executemany("INSERT INTO texts VALUES (?)", ((text,) for text in texts))

    def open(self) -> None:
        self.database = sqlite3.connect(self.path)

    def search(self, query: str) -> tuple[int, list[Any]]:
        condition, values = _condition(query)
        found = self.database.execute(f"SELECT text FROM texts WHERE {condition}", values)
        rows = found.fetchall()
        return len(rows), rows[:_LIMIT]


def _condition(query: str) -> tuple[str, list[str]]:
    """The SQL of words, "…", and ( OR ) -…: all that the benchmark's queries need."""
    if query.startswith("("):
        either, without = query[1:].split(") -")
        one, other = either.split(" OR ")
        parts = [_contains(word) for word in (one, other, without)]
        sql = f"(({parts[0][0]}) OR ({parts[1][0]})) AND NOT ({parts[2][0]})"
    else:
        parts = [_contains(word) for word in query.replace('"', "").split()]
        sql = " AND ".join(part[0] for part in parts)
    return sql, [part[1] for part in parts]


def _contains(word: str) -> tuple[str, str]:
    if len(word) < 3:
        # LIKE counts bytes and looks such a word up among trigrams, in vain
        return "instr(text, ?) > 0", word
    return "rowid IN (SELECT rowid FROM texts WHERE texts MATCH ?)", f'"{word}"'


def _time_queries(rival: Whoosh | Fts5, kinds: dict[str, Sequence[str]]) -> dict[str, list[float]]:
    rival.open()
    times: dict[str, list[float]] = {}
    for kind in rival.kinds:
        times[kind] = []
        for query in kinds[kind]:
            start = time.perf_counter()
            rival.search(query)
            times[kind].append((time.perf_counter() - start) * 1000)
    return times


def main(name: str, task: str, folder: str, given: str = "") -> None:
    """Do one task of one rival and print what it took."""
    rival = Whoosh(Path(folder)) if name == "whoosh" else Fts5(Path(folder))
    if task == "cold":
        rival.open()
        count, shown = rival.search(given)
        print(count, *shown, sep="\n")
        return
    content = Path(given).read_text("utf-8")
    if task == "warm":
        print(json.dumps(_time_queries(rival, json.loads(content))))
        return
    texts = content.splitlines()
    start = time.perf_counter()
    getattr(rival, task)(texts)
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main(*sys.argv[1:])
