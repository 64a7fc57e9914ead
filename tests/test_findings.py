"""What fuzzing has found (``make fuzz``), and what it did not have to find: none of it harms.

Each file in ``findings/`` once made a target fail. Those that read files run in a child, as they
do in the archive; the query parser runs where it always does.
"""

from pathlib import Path
from random import Random

import pytest

from archive.isolation import run_limited
from archive.reading import MEMORY, OUTPUT, SECONDS
from tests.fuzz_targets import change, make_targets
from tests.fuzzing import FINDINGS

TARGETS = make_targets()
FILES = sorted(FINDINGS.glob("*.bin"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_found_once_is_an_answer_or_an_error_for_the_user(path: Path) -> None:
    target = TARGETS[path.stem.split("-")[0]]

    run_limited(target.run, path.read_bytes(), seconds=SECONDS, memory=MEMORY, output=OUTPUT)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_seeds_are_read_and_changed_inputs_do_no_harm(name: str) -> None:
    target, random = TARGETS[name], Random(name)

    for seed in target.seeds:
        target.run(seed)
    for _ in range(25):
        target.run(change(random.choice(target.seeds), target, random))


@pytest.mark.parametrize("name", ["docx", "ofd", "html", "text"])
def test_the_seeds_hold_what_the_parser_looks_for(name: str) -> None:
    from parser.parse import parse_issue

    issue = parse_issue(TARGETS[name].seeds[0], name="1")

    assert issue.figures
    assert issue.events
    assert issue.masthead.number == 3
