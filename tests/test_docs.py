"""What the docs name exists: commands, options, search fields, files, columns; and it works."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import checking, correcting, fields, search_fields, series_fields, timeline_fields
from archive.arguments import COMMANDS
from archive.cli import main
from archive.usage import build_parser, read_command_line
from index.schema import FIELDS, field_names, find_field
from tests.test_archive_cli import write_issues

ROOT = Path(__file__).parent.parent
DOCS = ("README.md", "README.zh-CN.md", "docs/format.md", "docs/query.md", "docs/checks.md")
READMES = ("README.md", "README.zh-CN.md")

# a command line and what it gives, as an example in a README
EXAMPLE = re.compile(r"^```text\n\$ zhoubao (?P<words>.*)\n(?P<output>(?:.*\n)*?)```$", re.M)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shell_lines(name: str) -> Iterator[str]:
    """The command lines in fenced blocks: after "$ ", or whole lines in blocks marked sh."""
    for language, body in re.findall(r"^```(\w*)\n(.*?)^```", read(name), re.M | re.S):
        for line in body.splitlines():
            if line.startswith("$ "):
                yield line[2:]
            elif language == "sh" and line.strip():
                yield line.strip()


def our_words(line: str) -> list[str] | None:
    """The words after ``zhoubao`` up to a pipe or a redirection; None for another program."""
    words = shlex.split(line, comments=True)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        del words[0]
    if not words or words[0] != "zhoubao":
        return None
    ends = [place for place, word in enumerate(words) if word in {"|", ">", ">>", "&&", "2>"}]
    return words[1 : ends[0] if ends else None]


def command_lines() -> list[tuple[str, str]]:
    return [(name, line) for name in DOCS for line in shell_lines(name) if our_words(line)]


def all_options() -> set[str]:
    known = {"--help", "--version"}
    for command in COMMANDS.values():
        for action in build_parser(command)._actions:
            known.update(action.option_strings)
    return known


@pytest.mark.parametrize(("name", "line"), command_lines())
def test_every_command_line_in_the_docs_is_one(name: str, line: str) -> None:
    words = our_words(line)

    assert words is not None
    assert read_command_line(words) is not None, name


@pytest.mark.parametrize("name", DOCS)
def test_every_option_named_in_the_docs_exists(name: str) -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", read(name)))

    assert named <= all_options()


@pytest.mark.parametrize("name", DOCS)
def test_every_command_named_in_the_docs_exists(name: str) -> None:
    named = set(re.findall(r"`zhoubao ([a-z]+)", read(name)))

    assert named <= set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_a_readme_lists_every_command(name: str) -> None:
    for command in COMMANDS:
        assert re.search(rf"^\| `{command}\b", read(name), re.M), command


# docs/query.md shows wrong names on purpose, and has tests of its own for every line
@pytest.mark.parametrize("name", [*READMES, "docs/format.md"])
def test_every_search_field_named_in_the_docs_exists(name: str) -> None:
    # 部门:… with a half-width colon is a field; prose has full-width ones
    named = re.findall(r"(?<![\w：])([一-鿿]{1,4}):(?=[\w“\"（(])", read(name))

    unknown = {field for field in named if find_field(field) is None}
    assert not unknown


def test_the_query_language_names_every_field() -> None:
    text = read("docs/query.md")

    for field in FIELDS:
        assert f"{field.name}:" in text
    assert len(field_names()) >= len(FIELDS)


@pytest.mark.parametrize("name", DOCS)
def test_every_link_into_the_repository_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", read(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), target


def test_format_names_every_column_of_every_list() -> None:
    text = read("docs/format.md")
    tables = (
        search_fields.context_fields({}),
        search_fields.YEAR_FIELDS,
        search_fields.batch_fields(()),
        search_fields.topic_fields(()),
        search_fields.NEW_HIT_FIELDS,
        fields.FIGURE_FIELDS,
        series_fields.series_fields(("week", "year_to_date", "earlier", None)),
        series_fields.SPAN_FIELDS,
        series_fields.NAME_FIELDS,
        checking.CHECK_FIELDS,
        correcting.CORRECTION_FIELDS,
        correcting.CHANGE_FIELDS,
        timeline_fields.TIMELINE_FIELDS,
        fields.INDICATOR_FIELDS,
        fields.DEPARTMENT_FIELDS,
        fields.DOCUMENT_FIELDS,
        fields.FILE_FIELDS,
        fields.PROBLEM_FIELDS,
        fields.STATUS_FIELDS,
    )

    for table in tables:
        for column in table:
            assert f"`{column.name}`" in text, column.name
            assert column.title is None or column.title in text, column.title


def test_format_names_every_key_of_format_one() -> None:
    from parser.format import issue_to_json
    from tests.factories import make_comparison, make_figure, make_issue, make_problem

    text = read("docs/format.md")
    issue = make_issue(
        figures=(make_figure(comparisons=(make_comparison(),)),), problems=(make_problem(),)
    )

    for key in keys_of(issue_to_json(issue)):
        assert re.search(rf"\b{key}\b", text), key


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(keys_of(inner) for inner in value))
    return set()


# what the READMEs show is true


@pytest.fixture(scope="module")
def simulated(simulated_folder: Path) -> Path:
    return simulated_folder / "archive"


@pytest.mark.parametrize("name", READMES)
def test_the_output_shown_in_a_readme_is_what_the_command_gives(
    name: str,
    simulated: Path,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    def run(example: re.Match[str]) -> str:
        capsys.readouterr()
        main(["--archive", str(simulated), *shlex.split(example["words"])])
        out, err = capsys.readouterr()
        return f"```text\n$ zhoubao {example['words']}\n{out}{err.rstrip()}".rstrip() + "\n```"

    shown = read(name)
    assert len(EXAMPLE.findall(shown)) >= 4
    true = EXAMPLE.sub(run, shown)

    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(true, encoding="utf-8")
    else:
        assert true == shown


@pytest.mark.parametrize("name", READMES)
def test_the_quick_start_of_a_readme_works(name: str, tmp_path: Path) -> None:
    write_issues(tmp_path / "周报")
    blocks = re.findall(r"^```sh\n(.*?)^```", read(name), re.M | re.S)
    (lines,) = [block for block in blocks if block.startswith("zhoubao add 周报\n")]
    script = f'zhoubao() {{ "{sys.executable}" -m archive "$@"; }}\nset -e\n{lines}'

    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "ZHOUBAO_ARCHIVE": str(tmp_path / "档案")},
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert ran.returncode == 0, ran.stderr.decode("utf-8")
    assert (tmp_path / "历史数据.csv").read_bytes().startswith(b"\xef\xbb\xbf")
