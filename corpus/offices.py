"""How much of the reports of other offices the parser gets right.

    python -m corpus.offices [--misses 20] [--kind figures]

``corpus/offices/`` holds reports that we wrote as twelve kinds of offices write them, each with
its answer made by hand; those in ``aside/`` were set aside before any rule was written and are
looked at only as scores: their misses are never shown.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from parser.format import issue_to_json
from parser.parse import parse_issue

from .compare import Scores, compare_issue
from .score import Scored, render_misses, render_scores

OFFICES = Path(__file__).parent / "offices"
ASIDE = OFFICES / "aside"


def main(arguments: list[str] | None = None) -> int:
    """Print the scores of both sets, and the misses of the one that may be looked at."""
    options = argparse.ArgumentParser(prog="corpus.offices", description=__doc__)
    options.add_argument("--misses", type=int, default=5, help="shown of each kind")
    options.add_argument("--kind", default="", help="show the misses of one kind alone")
    chosen = options.parse_args(arguments)
    scored = score_folder(OFFICES)
    print(f"各类机关 {len(scored)} 篇")
    print(render_scores(total_of(scored)))
    print(render_misses(scored, chosen.misses, chosen.kind))
    aside = score_folder(ASIDE)
    print(f"\n留出 {len(aside)} 篇（只看得分）")
    print(render_scores(total_of(aside)))
    return 0


def score_folder(folder: Path) -> list[Scored]:
    """The scores of each report of a folder, by name."""
    return [(path.stem, score_report(path)) for path in sorted(folder.glob("*.txt"))]


def score_report(path: Path) -> Scores:
    """The scores of one report against the answer of the same name."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    # the name of the file is hidden: masthead and text have to say it all
    issue = parse_issue(path.read_bytes(), name="report.txt")
    return compare_issue(issue_to_json(issue), truth)


def total_of(scored: Sequence[Scored]) -> Scores:
    """The scores added up."""
    total = Scores()
    for _, scores in scored:
        total.add(scores)
    return total


if __name__ == "__main__":
    sys.exit(main())
