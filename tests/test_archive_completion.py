"""Completion scripts, driven by the shells that are installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.arguments import COMMANDS
from archive.cli import main
from archive.completion_scripts import SCRIPTS
from tests.test_archive_cli import write_issues

ROOT = Path(__file__).parent.parent

_BASH = """
source "$SCRIPT"
COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=(zhoubao) COMP_CWORD=1
_zhoubao 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""
# a terminal of its own: what zsh completes is seen only there
_ZSH = r"""
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "unsetopt zle_bracketed_paste; autoload -U compinit; compinit -D -u"
zpty -w z "source $SCRIPT; setopt no_beep no_list_beep; stty cols 200"
zpty -w z "echo REA''DY"
zpty -r -m z seen '*READY*'
zpty -w -n z "$1"$'\t\t'
zpty -r -m z seen "*$2*" && print -r -- "$seen" # waits until it is there
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An archive with a topic, and ``zhoubao`` on the path."""
    folder = tmp_path_factory.mktemp("completion")
    write_issues(folder / "周报")
    archive = ["--archive", str(folder / "档案"), "--quiet"]
    assert main([*archive, "add", str(folder / "周报")]) == 0
    assert main([*archive, "topic", "add", "危废", "危险废物"]) == 0
    program = folder / "bin" / "zhoubao"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m archive "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for shell, render in SCRIPTS.items():
        (folder / shell).write_text(render(), encoding="utf-8")
    return {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "ZHOUBAO_ARCHIVE": str(folder / "档案"),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "SCRIPTS": str(folder),
    }


def run(shell: str, script: str, environment: dict[str, str], *words: str) -> str:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    command = {
        "bash": [program, "--norc", "-c", script, "bash", *words],
        "zsh": [program, "-f", "-c", script, "zsh", *words],
        "fish": [program, "--no-config", "-c", script, *words],
    }[shell]
    ran = subprocess.run(
        command,
        env={**environment, "SCRIPT": f"{environment['SCRIPTS']}/{shell}"},
        cwd=environment["SCRIPTS"],
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
        errors="replace",
    )
    return ran.stdout


def in_bash(line: str, environment: dict[str, str]) -> set[str]:
    return set(run("bash", _BASH, environment, line).split())


def in_fish(line: str, environment: dict[str, str]) -> set[str]:
    script = "source $SCRIPT; complete -C $argv[1]"
    # a tab divides a word from what is said of it
    return {row.split("\t")[0] for row in run("fish", script, environment, line).splitlines()}


@pytest.mark.parametrize("complete", [in_bash, in_fish])
@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("zhoubao se", {"search"}, {"show"}),
        ("zhoubao ", set(COMMANDS), {"--limit"}),
        ("zhoubao search --hi", {"--histogram"}, {"--series"}),
        ("zhoubao 检索 --hi", {"--histogram"}, set()),
        ("zhoubao --quiet figures --se", {"--series", "--section"}, {"--histogram"}),
        ("zhoubao search --order ", {"best", "newest", "oldest"}, {"部门:"}),
        ("zhoubao search --format js", {"json", "jsonl"}, {"csv"}),
        ("zhoubao figures --period 今", {"今年以来"}, {"本周"}),
        ("zhoubao search 部", {"部门:"}, {"期:"}),
        ("zhoubao figures --indicator 受", {"受理"}, {"市商务局"}),
        ("zhoubao search 白名单 --department 市商", {"市商务局"}, {"市生态环境局"}),
        ("zhoubao topic ", {"add", "list", "new"}, {"危废"}),
        ("zhoubao topic show ", {"危废"}, set()),
        ("zhoubao completion ", {"bash", "zsh", "fish"}, set()),
        ("zhoubao search --limit ", set(), {"部门:", "--limit"}),
    ],
)
def test_what_can_follow_is_offered(
    complete: Callable[[str, dict[str, str]], set[str]],
    line: str,
    some: set[str],
    none: set[str],
    environment: dict[str, str],
) -> None:
    found = complete(line, environment)

    assert some <= found
    assert not none & found


def test_names_follow_a_field_as_each_shell_takes_them(environment: dict[str, str]) -> None:
    # readline puts back only what stands behind the colon
    assert "市商务局" in in_bash("zhoubao search 部门:市商", environment)
    assert "部门:市商务局" in in_fish("zhoubao search 部门:市商", environment)


def test_files_are_offered_where_a_file_is_wanted(environment: dict[str, str]) -> None:
    assert "周报" in in_bash("zhoubao add 周", environment)
    assert "周报" in in_bash("zhoubao --archive 周", environment)
    assert "周报/" in in_fish("zhoubao add 周", environment)
    assert "周报" not in in_bash("zhoubao search 周", environment)


def test_another_archive_on_the_line_is_asked_for_its_names(
    environment: dict[str, str], tmp_path: Path
) -> None:
    there, nowhere = environment["ZHOUBAO_ARCHIVE"], tmp_path / "没有"
    elsewhere = {**environment, "ZHOUBAO_ARCHIVE": str(nowhere)}

    for complete in (in_bash, in_fish):
        assert "危废" not in complete("zhoubao topic show ", elsewhere)
        assert "危废" in complete(f"zhoubao --archive {there} topic show ", elsewhere)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("zhoubao se", "zhoubao search"),
        ("zhoubao s", "查找词语"),
        ("zhoubao search --hi", "--histogram"),
        ("zhoubao search 部门:市商", "部门:市商务局"),
        ("zhoubao topic show ", "危废"),
    ],
)
def test_zsh_completes_on_its_command_line(
    line: str, seen: str, environment: dict[str, str]
) -> None:
    assert seen in run("zsh", _ZSH, environment, line, seen)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_one_that_the_shell_can_read(shell: str, environment: dict[str, str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    path = f"{environment['SCRIPTS']}/{shell}"
    ran = subprocess.run([program, "-n", path], capture_output=True, check=False, timeout=60)

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_names_without_an_archive_are_none_and_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--archive", str(tmp_path), "completion", "--names", "department"])

    assert (code, *capsys.readouterr()) == (1, "", "")


def test_a_shell_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion"]) == 2
    assert "bash、zsh 或 fish" in capsys.readouterr().err
