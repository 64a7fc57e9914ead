"""What is read right in every set of texts, and what changed since the scores that are committed.

    python -m corpus.scoreboard DIR [--update] [--set offices]

``DIR`` is what ``corpus.simulate`` wrote. The sets are the real issue (where ``../shared`` is
there), the simulated archive, and the reports of other offices, open and set aside. Each fact
that was gained or lost since the committed scores is a line; of the reports set aside only
numbers are shown. ``--update`` writes ``corpus/scores/`` anew, to be committed.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parser.format import issue_to_json
from parser.parse import parse_issue

from .compare import Miss, Tally, compare_issue
from .offices import ASIDE, OFFICES, score_folder, total_of
from .score import Scored, issue_keys, render_scores, score_archive

SCORES = Path(__file__).parent / "scores"
_SHARED = Path(__file__).parents[2] / "shared"
_NAMES = {
    "real": "真实的一期",
    "simulated": "模拟档案",
    "offices": "各类机关",
    "aside": "留出（只看得分）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a set stood: the tallies by kind, and every fact that was not right, one a line."""

    tallies: dict[str, Tally]
    faults: Counter[str]


def main(arguments: list[str] | None = None) -> int:
    """Print every set with its gains and losses; with ``--update`` also write them down."""
    options = argparse.ArgumentParser(prog="corpus.scoreboard", description=__doc__)
    options.add_argument("dir", type=Path)
    options.add_argument("--update", action="store_true", help="write corpus/scores anew")
    options.add_argument("--set", choices=_NAMES, action="append", help="only this set")
    chosen = options.parse_args(arguments)
    for name in chosen.set or _NAMES:
        scored = _score(name, chosen.dir)
        if not scored:
            continue
        total = total_of(scored)
        print(f"\n{_NAMES[name]} {len(scored)} 篇\n{render_scores(total)}")
        standing = stand(scored, hidden=name == "aside")
        path = SCORES / f"{name}.tsv"
        if path.exists():
            print(render_changes(load_standing(path), standing, hidden=name == "aside"))
        if chosen.update:
            save_standing(path, standing)
    return 0


def _score(name: str, directory: Path) -> list[Scored]:
    if name == "simulated":
        return score_archive(directory, issue_keys(directory), jobs=os.cpu_count() or 1)
    if name == "real":
        return list(_score_real())
    return score_folder(ASIDE if name == "aside" else OFFICES)


def _score_real() -> Iterator[Scored]:
    path = _SHARED / "corpus" / "2023-27-447.txt"
    gold = _SHARED / "gold" / "2023-27-447.json"
    if path.exists() and gold.exists():
        issue = issue_to_json(parse_issue(path.read_bytes(), name=path.name))
        yield path.name, compare_issue(issue, json.loads(gold.read_text(encoding="utf-8")))


def stand(scored: list[Scored], *, hidden: bool) -> Standing:
    """What is to be remembered of a set; where ``hidden``, faults are told apart but not told."""
    faults = Counter(_line(file, miss) for file, scores in scored for miss in scores.misses)
    if hidden:
        faults = Counter(_hide(line) for line in faults.elements())
    return Standing(tallies=total_of(scored).tallies, faults=faults)


def _line(file: str, miss: Miss) -> str:
    # what was read instead is no part of the fact, but all there is of an invented one
    fact = miss.found if miss.kind.endswith("多出") else miss.expected
    return " ".join(f"{miss.kind}\t{file}\t{miss.section or '—'}\t{fact}".splitlines())


def _hide(line: str) -> str:
    kind = line.split("\t")[0]
    return f"{kind}\t{hashlib.sha256(line.encode()).hexdigest()[:12]}"


def render_changes(before: Standing, after: Standing, *, hidden: bool) -> str:
    """The facts gained and lost, one to a line; of a hidden set only how many of each kind."""
    gained, lost = before.faults - after.faults, after.faults - before.faults
    lines = [f"与已提交的得分相比：改对 {gained.total()} 处，改错 {lost.total()} 处"]
    for sign, changed in (("+", gained), ("-", lost)):
        if hidden:
            kinds = Counter(line.split("\t")[0] for line in changed.elements())
            lines += [f"{sign} {kind} {count} 处" for kind, count in sorted(kinds.items())]
        else:
            lines += [f"{sign} {line}" for line in sorted(changed.elements())]
    return "\n".join(lines)


def save_standing(path: Path, standing: Standing) -> None:
    """Write a set's standing: a line per kind (``=``), then a line per fault."""
    tallies = (
        f"={kind}\t{tally.expected}\t{tally.found}\t{tally.right}\t{tally.invented}"
        for kind, tally in sorted(standing.tallies.items())
    )
    path.parent.mkdir(exist_ok=True)
    lines = [*tallies, *sorted(standing.faults.elements())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load_standing(path: Path) -> Standing:
    """What ``save_standing`` wrote."""
    tallies: dict[str, Tally] = {}
    faults: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            kind, *numbers = line[1:].split("\t")
            expected, found, right, invented = map(int, numbers)
            tallies[kind] = Tally(expected=expected, found=found, right=right, invented=invented)
        else:
            faults[line] += 1
    return Standing(tallies=tallies, faults=faults)


if __name__ == "__main__":
    sys.exit(main())
