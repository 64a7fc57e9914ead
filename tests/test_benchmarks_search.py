"""The benchmark of searching measures searches that find something, and measures rightly."""

import sys
from pathlib import Path

import pytest

from benchmarks.search import Run, measure, percentile
from benchmarks.search_rivals import Fts5, Whoosh

TEXTS = ["公布危险废物转移白名单", "检查危险废物贮存", "白名单企业服务", "受理三百件"]


# jieba.analyse leaves a file open
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("rival", [Whoosh, Fts5])
def test_a_rival_finds_what_it_is_asked_for(
    rival: type[Whoosh] | type[Fts5], tmp_path: Path
) -> None:
    pytest.importorskip("jieba")
    engine = rival(tmp_path / "rival")
    engine.build(TEXTS[:-1])
    engine.add(TEXTS[-1:])
    engine.open()

    assert engine.search("危险废物 白名单")[0] == 1
    assert engine.search("受理")[0] == 1
    assert engine.search("(受理 OR 白名单) -企业")[0] == 2
    assert engine.search("闻所未闻")[0] == 0


def test_a_word_of_two_characters_is_found_without_trigrams(tmp_path: Path) -> None:
    engine = Fts5(tmp_path / "rival")
    engine.build(TEXTS)
    engine.open()

    assert engine.search("危险 废物") == (2, [(TEXTS[0],), (TEXTS[1],)])
    assert engine.search('"危险废物转"')[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="measures by fork")
def test_a_measured_command_tells_its_output_and_code() -> None:
    program = "import sys; print('甲', sys.stdout.isatty()); sys.exit(1)"
    piped = measure(Run([sys.executable, "-X", "utf8", "-c", program]))
    shown = measure(Run([sys.executable, "-X", "utf8", "-c", program], terminal=True))

    assert (piped.code, piped.output) == (1, "甲 False\n")
    assert shown.output.split() == ["甲", "True"]
    assert 0 < piped.seconds < 30
    assert 5 < piped.megabytes < 60
    with pytest.raises(RuntimeError):
        measure(Run([sys.executable, "-c", "raise SystemExit(3)"]))


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 3], 0.5) == 3
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7], 0.95) == 7
