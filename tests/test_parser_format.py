import json
from pathlib import Path

import pytest

from parser.format import issue_from_json, issue_to_json
from parser.parse import parse_issue

SAMPLES = sorted((Path(__file__).parent.parent / "corpus/samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_format_1_is_read_back_as_it_was_written(path: Path) -> None:
    issue = parse_issue(path.read_bytes(), name=path.name)

    written = json.dumps(issue_to_json(issue), ensure_ascii=False)
    assert issue_to_json(issue_from_json(json.loads(written))) == json.loads(written)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_span_covers_exactly_the_printed_words(path: Path) -> None:
    issue = parse_issue(path.read_bytes(), name=path.name)

    facts = [(figure.span, figure.printed) for figure in issue.figures]
    facts += [(department.span, department.printed) for department in issue.departments]
    assert facts
    for span, printed in facts:
        assert issue.blocks[span.block].text[span.start : span.end] == printed


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2 is not 1"):
        issue_from_json({"format": 2})
