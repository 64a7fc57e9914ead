"""The committed samples: nine issues of three layouts, each beside its truth."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.compare import Scores, compare_issue
from corpus.samples import CHOSEN, FOLDER, write_samples
from parser.format import issue_to_json
from parser.parse import parse_issue

_NAMES = sorted(path.name for path in FOLDER.iterdir() if not path.name.endswith(".json"))


def _compare(name: str) -> Scores:
    truth: dict[str, Any] = json.loads((FOLDER / f"{name}.truth.json").read_text(encoding="utf-8"))
    issue = issue_to_json(parse_issue((FOLDER / name).read_bytes(), name=name))
    return compare_issue(issue, truth)


def test_there_is_a_sample_of_each_layout_in_each_format() -> None:
    assert len(_NAMES) == len(CHOSEN) == 9
    assert sum((FOLDER / name).stat().st_size for name in _NAMES) < 150_000


def test_the_samples_are_what_the_simulation_writes(tmp_path: Path) -> None:
    write_samples(tmp_path)

    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", _NAMES)
def test_the_frame_of_each_sample_is_read_exactly(name: str) -> None:
    scores = _compare(name)

    wrong = [
        miss for miss in scores.misses if miss.kind.startswith(("masthead", "imprint", "outline"))
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def total() -> Scores:
    scores = Scores()
    for name in _NAMES:
        scores.add(_compare(name))
    return scores


@pytest.mark.parametrize("kind", ["departments", "people", "documents", "events"])
def test_names_and_events_of_the_samples_are_found(total: Scores, kind: str) -> None:
    tally = total.tally(kind)

    assert tally.expected > 10
    assert tally.right >= 0.97 * tally.expected, [m for m in total.misses if m.kind == kind]
    assert tally.invented <= 0.02 * (tally.found + tally.invented)


def test_figures_of_the_samples_are_found_and_few_are_invented(total: Scores) -> None:
    figures = total.tally("figures")
    missed = [m for m in total.misses if m.kind == "figures"]
    assert figures.right >= 0.98 * figures.expected, missed
    assert figures.invented <= 0.01 * (figures.found + figures.invented)
