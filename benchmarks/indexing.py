"""How long indexing takes, against what people would otherwise write.

    python -m benchmarks.indexing [FOLDER] [--rounds 3] [--issues 447]

W0 is Whoosh with jieba's ``ChineseAnalyzer``, one stored text field, given the texts of the
same passages in one process. Each round runs, one after the other and each in a fresh
process, W0, our preparing and writing of the same passages in one process, and the whole
``zhoubao add`` of the folder (reading, parsing, storing and indexing). Without FOLDER an
archive is simulated; ``--docx`` takes its DOCX issues alone. W0 and ``add`` are whole commands,
from the start of Python to its end. Printed are the times of each round, and the medians with
their ratio to W0.
"""

import argparse
import json
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from corpus.simulate import simulate
from index.passages import Passage, make_passages
from parser.errors import ZhoubaoError
from parser.parse import parse_issue

Times = dict[str, float]


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and print it; 0 if the whole ``add`` took no longer than W0."""
    options = argparse.ArgumentParser(prog="benchmarks.indexing", description=__doc__)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--issues", type=int, default=447)
    options.add_argument("--docx", action="store_true", help="simulate DOCX issues alone")
    options.add_argument("--measure", choices=sorted(_MEASURES), help=argparse.SUPPRESS)
    given = options.parse_args(arguments)
    if given.measure is not None:
        print(json.dumps(_MEASURES[given.measure](given.folder)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = given.folder or _simulate(work, given.issues, "docx" if given.docx else None)
        return _run(work, folder, given.rounds)


def _simulate(work: Path, issues: int, form: str | None) -> Path:
    simulate(work / "simulated", issues=issues, form=form)
    return work / "simulated" / "issues"


def _run(work: Path, folder: Path, rounds: int) -> int:
    passages = _read_passages(folder)
    count = sum(len(issue) for issue in passages)
    characters = sum(len(passage.text) for issue in passages for passage in issue)
    print(f"{len(passages)} 期，{count} 段，{characters} 字；{rounds} 轮")
    stored, texts = work / "passages.pickle", work / "texts.json"
    stored.write_bytes(pickle.dumps(passages))
    plain = [passage.text for issue in passages for passage in issue]
    texts.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    found: list[Times] = []
    for number in range(rounds):
        times = _time_w0(texts) | _measure("ours", stored) | _time_add(work, folder)
        found.append(times)
        said = "，".join(f"{name} {seconds:.2f} 秒" for name, seconds in times.items())
        print(f"第 {number + 1} 轮：{said}", flush=True)
    return _report(found)


def _report(found: list[Times]) -> int:
    medians = {name: median(times[name] for times in found) for name in found[0]}
    base = medians["W0 全程"]
    for name, seconds in medians.items():
        print(f"{name:　<14}{seconds:8.2f} 秒  {seconds / base:6.2f} × W0")
    return 0 if medians["add 全程"] <= base else 1


def _read_passages(folder: Path) -> list[tuple[Passage, ...]]:
    issues = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            issue = parse_issue(path.read_bytes(), name=path.name)
        except ZhoubaoError as error:
            print(f"{path.name}：{error}", file=sys.stderr)
            continue
        issues.append(make_passages(issue, key=path.stem))
    return issues


def _measure(name: str, stored: Path) -> Times:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.indexing", str(stored)]
    done = subprocess.run(
        [*command, "--measure", name], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    times: Times = json.loads(done.stdout)
    return times


def _time_add(work: Path, folder: Path) -> Times:
    archive = work / "archive"
    command = [sys.executable, "-m", "archive", "--archive", str(archive), "add", str(folder)]
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True)
    seconds = time.perf_counter() - start
    # some of the simulated issues are planted mistakes, which the exit code says
    if not archive.exists():
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    shutil.rmtree(archive)
    return {"add 全程": seconds}


def _load(stored: Path) -> list[tuple[Passage, ...]]:
    passages: list[tuple[Passage, ...]] = pickle.loads(stored.read_bytes())
    return passages


# what somebody would write who has the texts ready in a file
_W0 = """
import json, sys, time
start = time.perf_counter()
import jieba
from jieba.analyse import ChineseAnalyzer
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in
jieba.setLogLevel("ERROR")
jieba.initialize()
loaded = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
writer = create_in(sys.argv[2], Schema(text=TEXT(stored=True, analyzer=ChineseAnalyzer()))).writer()
for text in texts:
    writer.add_document(text=text)
writer.commit()
print(loaded - start, time.perf_counter() - loaded)
"""


def _time_w0(texts: Path) -> Times:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _W0, str(texts), folder],
            check=True,
            capture_output=True,
            text=True,
        )
        whole = time.perf_counter() - start
    loading, indexing = map(float, done.stdout.split())
    return {"W0 全程": whole, "其中载入": loading, "其中建索引": indexing}


def _measure_ours(stored: Path) -> Times:
    from index.engine import Engine
    from index.segmenter import load_dictionary
    from index.tokens import prepare

    issues = _load(stored)
    start = time.perf_counter()
    load_dictionary()
    loaded = time.perf_counter()
    prepared = [prepare(issue, key=issue[0].issue, token="") for issue in issues if issue]
    ready = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Engine.create(Path(folder) / "index") as engine:
        with engine.writing() as writer:
            for issue in prepared:
                writer.add(issue)
        written = time.perf_counter()
    return {"载入词典": loaded - start, "切词": ready - loaded, "写索引": written - ready}


_MEASURES: dict[str, Callable[[Path], Times]] = {"ours": _measure_ours}


if __name__ == "__main__":
    raise SystemExit(main())
