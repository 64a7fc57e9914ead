"""How much of a simulated archive the parser gets right.

    python -m corpus.score DIR [--issues N] [--misses 20] [--kind figures] [--jobs 2]

``DIR`` is what ``corpus.simulate`` wrote.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from parser.errors import ZhoubaoError
from parser.format import issue_to_json
from parser.parse import parse_issue

from .compare import Miss, Scores, Tally, compare_issue

Scored = tuple[str, Scores]


def main(arguments: list[str] | None = None) -> int:
    """Print the scores and the first misses of each kind."""
    options = _options(arguments)
    keys = issue_keys(options.dir)
    keys = keys[:: max(1, len(keys) // options.issues)] if options.issues else keys
    scored = score_archive(options.dir, keys, jobs=options.jobs)
    total = Scores()
    for _, scores in scored:
        total.add(scores)
    print(f"{len(keys)} 期")
    print(render_scores(total))
    print(render_misses(scored, options.misses, options.kind))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="corpus.score", description=__doc__)
    options.add_argument("dir", type=Path)
    options.add_argument("--issues", type=int, default=0, help="about so many, evenly spread")
    options.add_argument("--misses", type=int, default=5, help="shown of each kind")
    options.add_argument("--kind", default="", help="show the misses of one kind alone")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return options.parse_args(arguments)


def issue_keys(directory: Path) -> list[str]:
    """The keys of the issues that were simulated, in order of time."""
    archive = json.loads((directory / "truth" / "archive.json").read_text(encoding="utf-8"))
    return [entry["key"] for entry in archive["issues"]]


def score_archive(directory: Path, keys: Iterable[str], *, jobs: int = 1) -> list[Scored]:
    """The scores of each issue, in order of time."""
    score = partial(score_issue, directory)
    if jobs == 1:
        return [score(key) for key in keys]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(score, keys, chunksize=4))


def score_issue(directory: Path, key: str) -> Scored:
    """Parse one file and compare; a file that is refused has everything missed."""
    truth = json.loads((directory / "truth" / f"{key}.json").read_text(encoding="utf-8"))
    path = directory / "issues" / truth["file"]
    try:
        issue = issue_to_json(parse_issue(path.read_bytes(), name=path.name))
    except ZhoubaoError as error:
        return truth["file"], _refused(truth, error)
    return truth["file"], compare_issue(issue, truth)


def _refused(truth: dict[str, list[object]], error: ZhoubaoError) -> Scores:
    scores = Scores()
    scores.misses.append(Miss(kind="file", section=None, expected="可读", found=str(error)))
    scores.tallies["file"] = Tally(expected=1)
    for kind in ("figures", "events", "people", "documents", "outline"):
        scores.tallies[kind] = Tally(expected=len(truth[kind]))
    return scores


def render_scores(scores: Scores) -> str:
    """A line per kind of fact."""
    lines = [f"{'':22}{'有':>7}{'找到':>7}{'正确':>7}{'多出':>6}{'正确率':>9}{'多出率':>9}"]
    for kind, tally in sorted(scores.tallies.items()):
        right = tally.right / tally.expected if tally.expected else 1.0
        found = tally.found + tally.invented
        invented = tally.invented / found if found else 0.0
        lines.append(
            f"{kind:22}{tally.expected:8}{tally.found:8}{tally.right:8}{tally.invented:8}"
            f"{right:11.2%}{invented:11.2%}"
        )
    return "\n".join(lines)


def render_misses(scored: list[Scored], limit: int, kind: str) -> str:
    """The first misses of each kind, one to a line."""
    shown: dict[str, int] = {}
    lines = []
    for file, scores in scored:
        for miss in scores.misses:
            if not miss.kind.startswith(kind) or shown.get(miss.kind, 0) >= limit:
                continue
            shown[miss.kind] = shown.get(miss.kind, 0) + 1
            lines.append(
                f"[{miss.kind}] {file} {miss.section}：应为 {miss.expected} ／ 得 {miss.found}"
            )
    return "\n".join(sorted(lines))


if __name__ == "__main__":
    sys.exit(main())
