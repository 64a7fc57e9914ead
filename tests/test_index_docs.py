"""docs/query.md is true: every example is run on the two issues that it prints."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.engine import Engine
from index.passages import make_passages
from index.query import parse_query, unparse
from index.schema import FIELDS, SearchField, render_help
from index.tokens import prepare
from parser.errors import QueryError
from parser.parse import parse_issue

PAGE = (Path(__file__).parent.parent / "docs" / "query.md").read_text(encoding="utf-8")
TODAY = date(2020, 1, 15)


def rows(heading: str) -> list[list[str]]:
    """The rows of the tables under a heading that starts so."""
    part = next(part for part in PAGE.split("\n## ")[1:] if part.startswith(heading))
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in cells if set(row[0]) != {"-"}]


def examples(heading: str) -> list[tuple[str, str, str]]:
    return [
        (row[0].strip("`").replace("\\|", "|"), row[1], row[2])
        for row in rows(heading)
        if row[0].startswith("`")
    ]


FOUND = [example for part in ("词", "原文", "检索项") for example in examples(part)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    texts = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    with Engine.create(tmp_path_factory.mktemp("docs") / "index") as engine:
        with engine.writing() as writer:
            for text in texts:
                issue = parse_issue(text.encode(), name="周报.txt")
                key = str(issue.masthead.number)
                writer.add(prepare(make_passages(issue, key=key), key=key, token=""))
        yield engine


def test_the_page_has_examples_of_every_kind() -> None:
    assert len(FOUND) >= 40
    assert len(examples("写错了")) >= 12


@pytest.mark.parametrize(("text", "found", "meaning"), FOUND)
def test_an_example_finds_what_the_page_says(
    engine: Engine, text: str, found: str, meaning: str
) -> None:
    results = engine.search(parse_query(text, today=TODAY))
    places = {":".join(filter(None, (hit.issue, hit.section))) for hit in results.hits}

    assert (places, results.total) == (set(found.split()), len(found.split())), meaning


@pytest.mark.parametrize("text", [example[0] for example in FOUND])
def test_an_example_reads_back_as_the_same_query(text: str) -> None:
    query = parse_query(text, today=TODAY)

    assert parse_query(unparse(query), today=TODAY) == query


@pytest.mark.parametrize(("text", "place", "what"), examples("写错了"))
def test_a_slip_is_named_as_the_page_says(text: str, place: str, what: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(text, today=TODAY)

    assert raised.value.what == what
    assert raised.value.where == f"检索式{place}"
    assert raised.value.remedy


def test_the_page_and_the_help_list_every_field_as_the_schema_has_it() -> None:
    table = [row for row in rows("检索项") if not row[0].startswith("`")][2:]

    assert table == [
        [field.name, field.key, "、".join(field.aliases), field.help] for field in FIELDS
    ]
    assert all(field.example in render_help() for field in FIELDS)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_the_example_of_a_field_is_a_query(field: SearchField) -> None:
    assert parse_query(field.example, today=TODAY)
