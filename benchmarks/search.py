"""How long a search takes, against what people would otherwise use.

    python -m benchmarks.search [--issues 447 4470] [--rounds 5]

W0 is Whoosh with jieba's ``ChineseAnalyzer``, ``QueryParser`` and ``highlights()``; beside it
SQLite's FTS5 (trigram), ``grep -r`` over plain texts and, where it is installed, ripgrep-all.
For each number of issues an archive is simulated and everything is measured in turn, round after
round: a search by a fresh process (piped, and on a terminal), searches of one process by kind of
query, building, one more issue, sizes, memory. Printed is Markdown with medians, and ratios to
``python -c pass`` of the same rounds. Above 4,470 issues W0 is left out.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from statistics import median

from .search_corpus import Issues, make_queries, read_issues, write_issues, write_plain_texts

_QUERY = "危险废物 白名单"
_MOST_FOR_W0 = 4470
_RIVALS = Path(__file__).with_name("search_rivals.py")
_TIMING = Path(__file__).with_name("search_timing.py")
_LIMIT = 30  # hits that are shown, as the command does
_NAMES = {"ours": "zhoubao", "whoosh": "W0", "fts5": "FTS5", "grep": "grep -r", "rga": "rga"}


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and print it."""
    options = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    options.add_argument("--issues", type=int, nargs="+", default=[447, 4470])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--queries", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--archive", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args(arguments)
    if given.queries is not None:
        print(json.dumps(time_ours(given.archive, json.loads(given.queries.read_text("utf-8")))))
        return 0
    # the child processes shall find what Python has compiled, as users do
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for count in given.issues:
        with tempfile.TemporaryDirectory() as folder:
            Benchmark(Path(folder), count, given.rounds).run()
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a process took."""

    code: int
    seconds: float
    processor: float  # seconds that processors worked for it: of use where they do other work, too
    megabytes: float  # at its peak, resident
    output: str


@dataclass(frozen=True, slots=True)
class Run:
    """A command; its output goes to a pipe, or to a terminal of its own."""

    command: Sequence[str]
    terminal: bool = False


def measure(run: Run) -> Measured:
    """Run the command to its end.

    Raises:
        RuntimeError: It failed; 1 is no failure: it says that nothing was found.
    """
    command = [sys.executable, "-S", "-E", str(_TIMING), "terminal" if run.terminal else "pipe"]
    done = subprocess.run([*command, *run.command], capture_output=True, check=True)
    measured = Measured(**json.loads(done.stdout))
    if measured.code not in (0, 1):
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return measured


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that so large a share of the values does not exceed."""
    return sorted(values)[ceil(len(values) * share) - 1]


def size_of(folder: Path) -> float:
    """Megabytes of all files in the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def time_ours(archive: Path, kinds: dict[str, list[str]]) -> dict[str, list[float]]:
    """Milliseconds of each query, by kind, in an archive that is open."""
    import time

    from archive.layout import Layout
    from archive.records import Filter
    from archive.search import open_search

    times: dict[str, list[float]] = {}
    with open_search(Layout.open(archive)) as searching:
        for kind, queries in kinds.items():
            times[kind] = []
            for query in queries:
                start = time.perf_counter()
                searching.answer(query, wanted=Filter(limit=_LIMIT), suggest=False)
                times[kind].append((time.perf_counter() - start) * 1000)
    return times


class Benchmark:
    """One size of archive."""

    def __init__(self, work: Path, count: int, rounds: int) -> None:
        self.work = work
        self.count = count
        self.rounds = rounds
        self.archive = work / "archive"
        self.rivals = [name for name in ("whoosh", "fts5") if self._takes_part(name)]
        self.found: dict[tuple[str, str], list[Measured]] = {}

    def _takes_part(self, name: str) -> bool:
        return name != "whoosh" or self.count <= _MOST_FOR_W0

    def run(self) -> None:
        """Make everything, measure everything, print the tables."""
        write_issues(self.work / "issues", self.count)
        issues = read_issues(self.work / "issues")
        self._prepare(issues)
        for number in range(self.rounds):
            self._say(f"第 {number + 1} 轮")
            for task, run in self._cold():
                self._note("cold", task, run)
            for task, run in self._warm():
                self._note("warm", task, run)
            for task, run in self._one_more(number):
                self._note("add", task, run)
        self._report(issues)

    def _say(self, what: str) -> None:
        print(f"{self.count} 期：{what}", file=sys.stderr, flush=True)

    def _note(self, what: str, task: str, run: Run) -> None:
        self.found.setdefault((what, task), []).append(measure(run))

    def _prepare(self, issues: Issues) -> None:
        self._say("建立")
        *most, last = issues
        self.last = last
        (self.work / "queries.json").write_text(
            json.dumps(make_queries(issues), ensure_ascii=False), "utf-8"
        )
        write_plain_texts(issues, self.work / "texts")
        for name, part in (("most", most), ("last", [last])):
            lines = [" ".join(passage.text.split()) for issue in part for passage in issue]
            (self.work / f"{name}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        # the last issue is kept for being added to what is there
        for path in sorted((self.work / "issues").rglob("*.txt"))[-1:]:
            path.rename(self.work / "one-more.txt")
        self._note("build", "ours", Run(self._zhoubao("add", self.work / "issues")))
        # building for a second time is the index alone
        self._note("index", "ours", Run(self._zhoubao("rebuild")))
        for name in self.rivals:
            self._note("index", name, Run(self._rival(name, "build", self.work / "most.txt")))

    def _zhoubao(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "archive", "--archive", str(self.archive), *map(str, words)]

    def _rival(self, name: str, task: str, *words: object) -> list[str]:
        folder = self.work / name
        return [
            sys.executable,
            "-W",
            "ignore",
            str(_RIVALS),
            name,
            task,
            str(folder),
            *map(str, words),
        ]

    def _cold(self) -> Iterator[tuple[str, Run]]:
        yield "pass", Run([sys.executable, "-c", "pass"])
        yield "ours", Run(self._zhoubao("search", *_QUERY.split()))
        yield "ours, on a terminal", Run(self._zhoubao("search", *_QUERY.split()), terminal=True)
        for name in self.rivals:
            yield name, Run(self._rival(name, "cold", _QUERY))
        one, other = _QUERY.split()
        yield "grep", Run(["sh", "-c", f"grep -rn {one} {self.work / 'texts'} | grep {other}"])
        if shutil.which("rga"):
            yield "rga", Run(["sh", "-c", f"rga {one} {self.work / 'texts'} | grep {other}"])

    def _warm(self) -> Iterator[tuple[str, Run]]:
        queries = self.work / "queries.json"
        ours = ["-m", "benchmarks.search", "--archive", self.archive, "--queries", queries]
        yield "ours", Run([sys.executable, *map(str, ours)])
        for name in self.rivals:
            yield name, Run(self._rival(name, "warm", queries))

    def _one_more(self, number: int) -> Iterator[tuple[str, Run]]:
        # another office each time, else it would be the same issue
        text = (self.work / "one-more.txt").read_text("utf-8")
        path = self.work / f"more-{number}.txt"
        path.write_text(text.replace("政务服务", f"政务服务第{number + 1}"), "utf-8")
        yield "ours", Run(self._zhoubao("add", path))
        for name in self.rivals:
            yield name, Run(self._rival(name, "add", self.work / "last.txt"))

    # -- what came out -----------------------------------------------------------------------

    def _median(self, what: str, task: str) -> float:
        return median(one.seconds for one in self.found[what, task])

    def _work(self, task: str) -> float:
        return median(one.processor for one in self.found["cold", task])

    def _report(self, issues: Issues) -> None:
        passages = sum(len(issue) for issue in issues)
        characters = sum(len(passage.text) for issue in issues for passage in issue)
        print(f"\n### {self.count:,} issues: {passages:,} passages, {characters:,} characters\n")
        machine = f"{os.cpu_count()} processors ({platform.machine()})"
        version = platform.python_version()
        print(f"{machine}, Python {version}, {date.today()}; medians of {self.rounds} rounds.\n")
        self._report_cold()
        self._report_warm()
        self._report_rest()

    def _report_cold(self) -> None:
        bare = self._median("cold", "pass")
        least = self._work("pass")
        tasks = [task for what, task in self.found if what == "cold"]
        print("| one search, a fresh process | ms | × `python -c pass` ", end="")
        print("| processor, ms | × `python -c pass` | memory, MB |")
        print("|---|---:|---:|---:|---:|---:|")
        for task in tasks:
            seconds = self._median("cold", task)
            worked = self._work(task)
            memory = max(one.megabytes for one in self.found["cold", task])
            name = task.replace("ours", _NAMES["ours"])
            print(f"| {_NAMES.get(name, name)} | {seconds * 1000:.0f} ", end="")
            print(f"| {seconds / bare:.1f} | {worked * 1000:.0f} ", end="")
            print(f"| {worked / least:.1f} | {memory:.0f} |")
        if "whoosh" in tasks:
            ratio = self._median("cold", "whoosh") / self._median("cold", "ours")
            of_work = self._work("whoosh") / self._work("ours")
            print(f"\nW0 takes {ratio:.1f} × our time, and {of_work:.1f} × our processor time.")
        print()

    def _report_warm(self) -> None:
        names = [task for what, task in self.found if what == "warm"]
        times = {
            name: [json.loads(one.output) for one in self.found["warm", name]] for name in names
        }
        print("| one process: p50 / p95, ms |", " | ".join(_NAMES[name] for name in names), "|")
        print("|---|", "---:|" * len(names), sep="")
        for kind in [*times["ours"][0], "全部"]:
            cells = []
            for name in names:
                kinds = times[name][0] if kind == "全部" else [kind]
                all_times = [t for one in times[name] for k in kinds for t in one.get(k, ())]
                cells.append(
                    f"{median(all_times):.1f} / {percentile(all_times, 0.95):.1f}"
                    if all_times
                    else "–"
                )
            print(f"| {kind} |", " | ".join(cells), "|")
        print()

    def _report_rest(self) -> None:
        names = ["ours", *self.rivals]
        print("| |", " | ".join(_NAMES[name] for name in names), "|")
        print("|---|", "---:|" * len(names), sep="")
        rows = {
            "building the index, s": [f"{self._median('index', name):.2f}" for name in names],
            "one more issue, s": [f"{self._median('add', name):.2f}" for name in names],
            "on disk, MB": [
                f"{size_of(self.archive / 'index' if name == 'ours' else self.work / name):.1f}"
                for name in names
            ],
        }
        for row, cells in rows.items():
            print(f"| {row} |", " | ".join(cells), "|")
        whole = self._median("build", "ours")
        print(f"\n`zhoubao add` of all issues, texts: {whole:.1f} s.\n", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
