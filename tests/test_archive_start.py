"""How a command starts and ends as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.ingest import add_files
from archive.layout import Layout

ROOT = Path(__file__).parent.parent
ISSUE = """2019年第9期（总第212期）
工作周报
（3月4日—3月8日）
青禾市政务服务中心
2019年3月11日
一、工作动态
1.3月5日，市商务局召开白名单企业座谈会。
"""
PROGRAM = """
import atexit, sys
atexit.register(lambda: print("还有最后一句", file=sys.stderr))
from archive.cli import main
code = main()
print("正常结束", file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    (folder / "周报.txt").write_text(ISSUE, encoding="utf-8")
    list(add_files(Layout.create(folder / "档案"), [folder / "周报.txt"]))
    return folder / "档案"


def run(archive: Path, *words: str, program: str = PROGRAM) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, "--archive", str(archive), *words],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("word", "code"), [("白名单", 0), ("闻所未闻", 1)])
def test_a_search_ends_at_once_with_all_that_it_had_to_say(
    archive: Path, word: str, code: int
) -> None:
    done = run(archive, "search", word)

    assert done.returncode == code
    assert ("【白名单】" in done.stdout) == (code == 0)
    assert "还有最后一句" in done.stderr
    assert "正常结束" not in done.stderr


def test_a_search_that_is_watched_ends_as_any_program(archive: Path) -> None:
    done = run(
        archive, "search", "白名单", program="import sys; sys.setprofile(lambda *_: None)" + PROGRAM
    )

    assert "正常结束" in done.stderr


def test_what_writes_ends_as_any_program(archive: Path) -> None:
    assert "正常结束" in run(archive, "rebuild").stderr


def test_a_piped_search_loads_nothing_that_it_has_no_use_for(archive: Path) -> None:
    program = PROGRAM.replace('print("还有最后一句"', "print(sorted(sys.modules)")
    loaded = run(archive, "search", "白名单", program=program).stderr

    assert "'index.engine'" in loaded
    for name in ("whoosh", "jieba", "rich", "lxml", "multiprocessing", "hashlib", "parser.dates"):
        assert f"'{name}'" not in loaded
