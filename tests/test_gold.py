"""The real issue in three formats, against its hand-made answer (both outside the repository)."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.compare import compare_issue
from parser.format import issue_to_json
from parser.parse import parse_issue

SHARED = Path(__file__).parent.parent.parent / "shared"
GOLD = SHARED / "gold/2023-27-447.json"
FORMATS = {
    "txt": SHARED / "corpus/2023-27-447.txt",
    "docx": SHARED / "samples/docx/std.docx",
    "pdf": SHARED / "samples/pdf/std.pdf",
}
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="没有 ../shared：真实一期的答案不在")


def read(format_name: str) -> dict[str, Any]:
    path = FORMATS[format_name]
    return issue_to_json(parse_issue(path.read_bytes(), name=path.name))


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_real_issue_is_read_as_its_hand_made_answer_says(format_name: str) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))

    scores = compare_issue(read(format_name), gold)

    wrong = {kind: tally for kind, tally in scores.tallies.items() if tally.right < tally.expected}
    assert wrong == {}
    assert scores.tallies["figures"].expected == 28
    assert scores.tallies["figures"].invented == 0


def test_the_three_formats_give_the_same_facts() -> None:
    kinds = ("masthead", "imprint", "sections", "figures", "departments", "people", "documents",
             "events")  # fmt: skip
    facts = [{kind: _without_places(read(name)[kind]) for kind in kinds} for name in FORMATS]

    assert facts[0] == facts[1] == facts[2]


def _without_places(value: Any) -> Any:
    """The facts without page and block, which the formats do not share, and without white space."""
    if isinstance(value, dict):
        places = {"page", "span", "first_block", "last_block"}
        return {key: _without_places(v) for key, v in value.items() if key not in places}
    if isinstance(value, list):
        return [_without_places(item) for item in value]
    return "".join(value.split()) if isinstance(value, str) else value
