import os
import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.simulate import Newsroom
from index import dictionary_file
from index.dictionary import Dictionary, build, is_whole
from index.dictionary_file import load_dictionary, read_emissions
from index.folders import locate_cache
from index.segmenter import cut_words

ROOT = Path(__file__).parent.parent
HAN = re.compile("[\u4e00-\u9fd5]+")
NOBODY = {state: {"一": -1.0} for state in "BMES"}
WORDS = "危险 9 n\n危险品 4 n\n危 3 n\n险 0 n\n危险废物 7 n\n废物 5 n\nB超 3 n\n品 2 n\n品 6 n\n"


@pytest.fixture
def jieba() -> Any:
    jieba = pytest.importorskip("jieba")
    jieba.setLogLevel("ERROR")
    return jieba


def office_texts() -> Iterator[str]:
    folders = (ROOT / "corpus/offices", ROOT / "corpus/samples", ROOT.parent / "shared/corpus")
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            yield path.read_bytes().decode("utf-8", "ignore")
            yield path.read_bytes().decode("gb18030", "ignore")  # right or not, it is Chinese


def simulated_texts() -> Iterator[str]:
    newsroom = Newsroom(7)
    written = [week for week in newsroom.weeks if not week.lost]
    # all of them take four seconds more
    for week in written[:: 1 if os.environ.get("ZHOUBAO_WHOLE") else 9]:
        draft, _ = newsroom.write(week, form="txt")
        yield from (piece.label + piece.text for piece in draft.pieces)


def test_every_text_of_the_corpus_is_cut_as_jieba_cuts_it(jieba: Any) -> None:
    runs = {run for text in (*office_texts(), *simulated_texts()) for run in HAN.findall(text)}

    assert len(runs) > 10_000
    assert [run for run in runs if cut_words(run) != list(jieba.cut_for_search(run))] == []


def test_characters_of_chance_are_cut_as_jieba_cuts_them(jieba: Any) -> None:
    random = Random(3)
    singles = [chr(random.randrange(0x4E00, 0x9FD6)) for _ in range(4000)]
    common = random.choices(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动", k=4000
    )
    for marks in (singles, common, random.sample(singles + common, 4000)):
        for start in range(0, len(marks), 10):
            run = "".join(marks[start : start + 10])
            assert cut_words(run) == list(jieba.cut_for_search(run))


def test_every_word_of_jieba_has_its_own_likelihood(jieba: Any) -> None:
    jieba.initialize()
    ours = load_dictionary()
    theirs = {word: count for word, count in jieba.dt.FREQ.items() if HAN.fullmatch(word)}

    assert len(theirs) > 300_000
    for word, count in theirs.items():
        if len(word) > 1:
            assert ours.holds(word) == bool(count)
        else:
            assert (ours.singles[word] is not None) == bool(count)


def test_a_dictionary_knows_its_words_and_no_others() -> None:
    dictionary = Dictionary(build(WORDS, NOBODY))

    assert dictionary.lengths["危险"] == (2, 3, 4)
    assert dictionary.lengths["废物"] == (2,)
    assert (
        dictionary.lengths["险品"] == dictionary.lengths["龥龥"] == dictionary.lengths["危"] == ()
    )
    assert dictionary.holds("危险品")
    assert not dictionary.holds("危险人")
    assert dictionary.singles["危"] is not None
    assert dictionary.singles["险"] is None  # a word that was taken away
    assert dictionary.likely["危险废物"] > dictionary.likely["危险品"]


def test_of_a_word_listed_twice_the_last_count_is_right_and_both_add_to_the_whole() -> None:
    dictionary = Dictionary(build("品 2 n\n品 6 n\n", NOBODY))

    assert dictionary.singles["品"] == pytest.approx(-0.2876820724)  # 6 of 8


def test_forgetting_pairs_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.dictionary._MOST_KEPT", 1)
    dictionary = Dictionary(build(WORDS, NOBODY))

    for _ in range(3):
        assert dictionary.holds("危险品")
        assert dictionary.holds("废物")
        assert not dictionary.holds("险品")


@given(st.data())
def test_damaged_bytes_are_no_dictionary(data: st.DataObject) -> None:
    made = build(WORDS, NOBODY)
    place = data.draw(st.integers(0, len(made) - 1))
    changed = bytearray(made)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))

    assert is_whole(made)
    assert not is_whole(made[:place])
    assert not is_whole(bytes(changed))


def test_emissions_are_read_as_python_reads_them() -> None:
    text = "P={'B': {'\\u4e00': -3.65,\n '\\u4e01': -8.1e-05},\n 'E': {'\\u4e00': -1.0},"
    text += " 'M': {'\\u4e00': -2}, 'S': {'\\u2236': -15.8}}"
    found = read_emissions(text)

    assert found == eval(text.removeprefix("P="))


def test_a_table_of_another_form_is_no_table() -> None:
    with pytest.raises(ValueError, match="another form"):
        read_emissions("P = load('prob_emit.p')")


# -- the file ---------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and a small jieba to make dictionaries from."""
    folder = tmp_path / "jieba"
    (folder / "finalseg").mkdir(parents=True)
    (folder / "dict.txt").write_text(WORDS, encoding="utf-8")
    table = ", ".join(f"'{state}': {{'\\u4e00': -1.0}}" for state in "BMES")
    (folder / "finalseg" / "prob_emit.py").write_text(f"P={{{table}}}", encoding="utf-8")
    sources = folder / "dict.txt", folder / "finalseg" / "prob_emit.py"
    monkeypatch.setattr(dictionary_file, "_find_sources", lambda: sources)
    monkeypatch.setattr(dictionary_file, "locate_cache", lambda: tmp_path / "cache" / "zhoubao")
    return tmp_path / "cache" / "zhoubao"


def load() -> Dictionary:
    return load_dictionary.__wrapped__()


def test_the_file_is_made_once_and_opened_afterwards(cache: Path) -> None:
    assert load().holds("危险品")
    (kept,) = cache.iterdir()
    made = kept.stat().st_mtime_ns

    assert load().holds("危险品")
    assert [path.stat().st_mtime_ns for path in cache.iterdir()] == [made]


@pytest.mark.parametrize("damage", ["empty", "cut off", "changed", "foreign"])
def test_a_file_that_is_not_whole_is_made_again(cache: Path, damage: str) -> None:
    load()
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    changed = whole[:-1] + bytes([whole[-1] ^ 1])
    kept.write_bytes({"empty": b"", "cut off": whole[:-9], "changed": changed}.get(damage, b"GIF8"))

    assert load().holds("危险品")
    assert kept.read_bytes() == whole


def test_another_dictionary_has_another_file(cache: Path) -> None:
    assert not load().holds("白名单")
    words, _ = dictionary_file._find_sources()
    words.write_text(WORDS + "白名单 3 n\n", encoding="utf-8")

    assert load().holds("白名单")
    assert len(list(cache.iterdir())) == 2


def test_without_a_cache_the_dictionary_is_made_in_memory(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.parent.mkdir(exist_ok=True)
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert load().holds("危险品")

    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(dictionary_file, "locate_cache", homeless)
    assert load().holds("危险品")


def test_many_may_make_the_file_at_once(cache: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = [future.result() for future in [pool.submit(load) for _ in range(24)]]

    assert all(dictionary.holds("危险品") for dictionary in found)
    (kept,) = cache.iterdir()  # nobody left half a file
    assert is_whole(kept.read_bytes())
    assert f"{zlib.crc32(WORDS.encode()):08x}" in kept.name


def test_the_cache_is_where_the_platform_says() -> None:
    named = locate_cache(environment={"XDG_CACHE_HOME": "/somewhere"})
    ignored = locate_cache(environment={"XDG_CACHE_HOME": "not/absolute"})

    assert named == Path("/somewhere/zhoubao")
    assert ignored == Path.home() / ".cache" / "zhoubao"
