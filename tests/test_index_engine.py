import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from index.engine import Engine, IndexDamagedError
from index.folding import squeeze
from index.manifest import INDEX_FORMAT, latest_generation
from index.passages import Passage
from index.query import Phrase, Query, Word, parse_query, unparse
from index.tokens import PreparedIssue, prepare
from parser.errors import ArchiveError

from .index_corpus import make_chance_issues, make_engine, make_passage, make_prepared

TODAY = date(2020, 1, 15)
ISSUES = make_chance_issues(40)
PASSAGES = [passage for issue in ISSUES for passage in issue]


def prepare_all(issues: list[tuple[Passage, ...]]) -> list[PreparedIssue]:
    return [prepare(issue, key=issue[0].issue, token="1") for issue in issues]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The chance issues in several segments, some of them after having been something else."""
    with Engine.create(tmp_path_factory.mktemp("engine") / "index") as engine:
        prepared = prepare_all(ISSUES)
        with engine.writing() as writer:
            for issue in prepared[:20]:
                writer.add(issue)
            writer.add(make_prepared("将被换掉", key=prepared[25].key))
            writer.add(make_prepared("将被删去", key="gone"))
        for first in range(20, 40, 4):
            with engine.writing() as writer:
                for issue in prepared[first : first + 4]:
                    writer.add(issue)
        with engine.writing() as writer:
            writer.remove("gone")
            writer.add(prepared[7])
        yield engine


def find(engine: Engine, query: Query | str) -> list[tuple[str, int]]:
    tree = parse_query(query, today=TODAY) if isinstance(query, str) else query
    results = engine.search(tree, limit=None)
    assert results.total == len(results.hits) == sum(results.issues.values())
    return sorted((hit.issue, hit.position) for hit in results.hits)


SQUEEZED = [
    (one.issue, one.position, [squeeze(part) for part in (*one.titles, one.text)])
    for one in PASSAGES
]


def literal(text: str) -> list[tuple[str, int]]:
    """The passages in which Python finds the text."""
    wanted = squeeze(text)
    return sorted(
        (issue, position)
        for issue, position, parts in SQUEEZED
        if any(wanted in part for part in parts)
    )


def chance_pieces(count: int, seed: int) -> Iterator[str]:
    random = Random(seed)
    while count:
        passage = random.choice(PASSAGES)
        part = random.choice((*passage.titles, passage.text))
        start = random.randrange(len(part))
        piece = part[start : start + random.randint(1, 20)]
        if squeeze(piece):
            count -= 1
            yield piece


def test_a_quoted_query_finds_exactly_what_python_finds(engine: Engine) -> None:
    asked = 0
    for piece in chance_pieces(600, seed=3):
        assert find(engine, Phrase(text=piece)) == literal(piece), piece
        try:
            written = unparse(Phrase(text=piece.strip()))
        except ValueError:  # it holds every kind of quotation mark
            continue
        asked += 1
        assert find(engine, written) == literal(piece), written
    assert asked > 300


def test_changed_pieces_find_exactly_what_python_finds(engine: Engine) -> None:
    random = Random(5)
    for piece in chance_pieces(300, seed=4):
        marks = list(piece)
        marks[random.randrange(len(marks))] = random.choice("白名1,。Ａ”")
        changed = "".join(marks)
        if squeeze(changed):
            assert find(engine, Phrase(text=changed)) == literal(changed), changed


def test_an_unquoted_word_finds_at_least_where_it_stands(engine: Engine) -> None:
    for piece in chance_pieces(400, seed=6):
        assert set(literal(piece)) <= set(find(engine, Word(text=piece))), piece


def test_and_or_and_not_are_those_of_sets(engine: Engine) -> None:
    for first, second in zip(chance_pieces(60, seed=7), chance_pieces(60, seed=8), strict=True):
        texts = [piece.replace("』", "").replace("『", "").strip() for piece in (first, second)]
        if not all(squeeze(text) for text in texts):
            continue
        one, other = (set(literal(text)) for text in texts)
        quoted = [f"『{text}』" for text in texts]
        assert set(find(engine, " ".join(quoted))) == one & other
        assert set(find(engine, " OR ".join(quoted))) == one | other
        assert set(find(engine, " -".join(quoted))) == one - other


def test_a_long_run_also_finds_all_of_its_words_but_excludes_only_itself(tmp_path: Path) -> None:
    issue = make_prepared(
        "危险废物转移白名单企业", "白名单内的危险废物", "危险废物", "加强危险废物白名单管理"
    )
    with make_engine(tmp_path / "index", issue) as engine:
        assert [place for _, place in find(engine, "危险废物白名单")] == [0, 1, 3]
        assert [place for _, place in find(engine, '"危险废物白名单"')] == [3]
        assert [place for _, place in find(engine, "白名单 -危险废物白名单")] == [0, 1]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("日期:2019-03-06", {"2019-9"}),
        ("日期:2019-03", {"2019-9", "2019-10"}),
        ("日期:2019-03-09..2019-03-10", set()),
        ("日期:2019", {"2019-9", "2019-10", "2019-50"}),
        ("日期:..2019-03-08", {"2019-9"}),
        ("日期:2020..", {"2019-50"}),  # its week crosses the year
        ("期:212", {"2019-9"}),
        ("期:212..213", {"2019-9", "2019-10"}),
        ("期:2019-10..", {"2019-10", "2019-50"}),
        ("期:..2019-9", {"2019-9"}),
        ("期:第10期", {"2019-10"}),
        ("期:0123456789ab", {"0123456789ab"}),
        ("类型:数据", {"0123456789ab"}),
    ],
)
def test_issues_are_found_by_number_and_day(tmp_path: Path, query: str, keys: set[str]) -> None:
    weeks = {
        9: (date(2019, 3, 4), date(2019, 3, 8)),
        10: (date(2019, 3, 11), date(2019, 3, 15)),
        50: (date(2019, 12, 30), date(2020, 1, 3)),
    }
    issues = [
        make_prepared(
            "甲",
            key=f"2019-{number}",
            number=number,
            whole_number=203 + number,
            start=start,
            end=end,
        )
        for number, (start, end) in weeks.items()
    ]
    nameless = make_prepared(
        "甲",
        key="0123456789ab",
        year=None,
        number=None,
        whole_number=None,
        start=None,
        end=None,
        kinds=("数据",),
    )
    with make_engine(tmp_path / "index", *issues, nameless) as engine:
        assert {issue for issue, _ in find(engine, query)} == keys


def test_the_year_alone_dates_an_issue_without_a_period(tmp_path: Path) -> None:
    with make_engine(tmp_path / "index", make_prepared("甲", start=None, end=None)) as engine:
        assert find(engine, "日期:2019") == [("2019-9", 0)]
        assert find(engine, "日期:2018..2020") == [("2019-9", 0)]
        assert find(engine, "日期:2019-03") == []


# -- order and counts ------------------------------------------------------------------------


def order(engine: Engine, text: str, **options: object) -> list[tuple[str, int]]:
    results = engine.search(parse_query(text, today=TODAY), **options)  # type: ignore[arg-type]
    return [(hit.issue, hit.position) for hit in results.hits]


def test_the_limit_cuts_the_hits_and_not_the_counts(engine: Engine) -> None:
    every = engine.search(Word(text="的"), limit=None)
    few = engine.search(Word(text="的"), limit=3)

    assert len(few.hits) == 3
    assert (few.total, few.issues) == (every.total, every.issues)
    assert few.hits == every.hits[:3]


def test_hits_come_by_score_or_by_day(tmp_path: Path) -> None:
    older = make_prepared("白名单", "与白名单有关，白名单又白名单", key="old")
    newer = make_prepared("白名单", key="new", start=date(2020, 1, 1), end=date(2020, 1, 5))
    undated = make_prepared("白名单", key="undated", start=None, end=None)
    with make_engine(tmp_path / "index", older, undated, newer) as engine:
        assert order(engine, "白名单")[:3] == [("old", 1), ("new", 0), ("old", 0)]
        assert [key for key, _ in order(engine, "白名单", order="newest")] == [
            "new",
            "old",
            "old",
            "undated",
        ]
        assert [key for key, _ in order(engine, "白名单", order="oldest")] == [
            "old",
            "old",
            "new",
            "undated",
        ]


def test_headings_and_departments_that_are_asked_for_come_first(tmp_path: Path) -> None:
    plain = make_prepared("商务局与会", key="plain", departments=())
    heading = make_prepared("情况如下", key="heading", titles=("一、商务局与会",))
    named = make_prepared("商务局与会", key="named", departments=("市商务局与会",))
    with make_engine(tmp_path / "index", plain, heading, named) as engine:
        found = [key for key, _ in order(engine, "商务局与会")]

    assert found[-1] == "plain"


def test_of_a_run_that_stands_in_a_passage_its_words_are_not_marked_once_more(
    tmp_path: Path,
) -> None:
    issue = make_prepared(
        "危险废物转移联单，废物不得转移", "转移中的危险废物", "危险废物", "废物", "转移", "危险"
    )
    with make_engine(tmp_path / "index", issue) as engine:
        hits = engine.search(parse_query("危险废物转移", today=date(2022, 1, 1))).hits

    marked = {hit.position: [words for words, match in hit.snippet if match] for hit in hits}
    assert marked[0] == ["危险废物转移"]
    assert set("".join(marked[1])) == set("危险废物转移")


def test_a_hit_carries_its_place_and_its_words(tmp_path: Path) -> None:
    issue = make_prepared("1.公布“白名单”企业。")
    with make_engine(tmp_path / "index", issue) as engine:
        hit = engine.search(Word(text="白名单")).hits[0]

    passage = make_passage(text="1.公布“白名单”企业。")
    assert (hit.issue, hit.section, hit.titles, hit.text, hit.page, hit.start, hit.end) == (
        passage.issue,
        passage.section,
        passage.titles,
        passage.text,
        passage.page,
        passage.start,
        passage.end,
    )
    assert hit.snippet == (("1.公布“", False), ("白名单", True), ("”企业。", False))


def test_an_explanation_counts_every_term(tmp_path: Path) -> None:
    issue = make_prepared("危险废物", "白名单", "危险废物与白名单")
    with make_engine(tmp_path / "index", issue) as engine:
        said = engine.explain(parse_query("危险废物 “白名单” 期:212", today=TODAY))

    assert [(term.text, term.passages) for term in said.terms] == [("危险废物", 2), ("白名单", 2)]
    assert (said.total, said.text) == (1, '危险废物 "白名单" 期:212')
    assert said.plan.splitlines() == [
        "全部",
        "  原文含“危险废物”：2 段",
        "  原文含“白名单”：2 段",
        "  期 = 212：3 段",
    ]


def test_an_explanation_shows_what_each_condition_is_looked_up_as(tmp_path: Path) -> None:
    query = "(部门:环境 OR 期:200..212) -“白名单” 日期:2019-03-04..2019-03-31 栏目:二/1"
    with make_engine(tmp_path / "index", make_prepared("危险废物", "白名单")) as engine:
        said = engine.explain(parse_query(query, today=TODAY))

    assert said.plan.splitlines() == [
        "全部",
        "  任一",
        "    部门含“环境”：2 段",
        "    期 200..212：2 段",
        "  排除",
        "    原文含“白名单”：1 段",
        "  日期 = 2019-03-04 | 2019-03-05 | 2019-03-06 | 2019-03-07 等 28 项：2 段",
        "  层次路径 = 二/1：2 段",
    ]


def test_names_are_listed_for_suggestions(tmp_path: Path) -> None:
    one = make_prepared("甲", "乙", key="one", departments=("市商务局",))
    two = make_prepared("甲", key="two", departments=("市商务局", "市水利局"))
    with make_engine(tmp_path / "index", one, two) as engine:
        assert engine.names("department") == {"市商务局": 3, "市水利局": 1}
        assert engine.names("department", containing="水利") == {"市水利局": 1}
        assert engine.count("甲") == 2


# -- writing ---------------------------------------------------------------------------------


def test_the_index_knows_its_issues_and_the_archives_mark(tmp_path: Path) -> None:
    path = tmp_path / "index"
    with make_engine(path, make_prepared("甲", key="one")) as engine, engine.writing() as writer:
        writer.marker = "stand 7"
        writer.add(make_prepared("乙", key="two"))
        writer.remove("nowhere")
    with Engine.open(path) as engine:
        assert engine.issues() == {"one": "digest of one", "two": "digest of two"}
        assert engine.marker == "stand 7"
        assert engine.passage_count() == 2


def test_a_later_state_of_an_issue_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    with make_engine(tmp_path / "index", make_prepared("甲", "乙")) as engine:
        with engine.writing() as writer:
            writer.add(make_prepared("丙"))
            writer.add(make_prepared("丁"))  # twice in one writing
        assert find(engine, "甲 OR 乙 OR 丙 OR 丁") == [("2019-9", 0)]
        assert find(engine, "丁") == [("2019-9", 0)]
        with engine.writing() as writer:
            writer.add(make_prepared("戊", key="added"))
            writer.remove("added")
            writer.remove("2019-9")
        assert (engine.issues(), engine.passage_count()) == ({}, 0)


def change_and_fail(engine: Engine) -> None:
    with engine.writing() as writer:
        writer.remove("2019-9")
        writer.add(make_prepared("乙", key="other"))
        raise KeyError


def test_an_error_while_writing_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with make_engine(tmp_path / "index", make_prepared("甲")) as engine:
        with pytest.raises(KeyError):
            change_and_fail(engine)
        assert find(engine, "甲 OR 乙") == [("2019-9", 0)]
        with engine.writing() as writer:
            writer.add(make_prepared("乙", key="other"))
        assert set(engine.issues()) == {"2019-9", "other"}


def test_only_one_process_writes_at_a_time(tmp_path: Path) -> None:
    with (
        make_engine(tmp_path / "index") as engine,
        engine.writing(),
        Engine.open(engine.path) as other,
        pytest.raises(ArchiveError, match="另一个进程"),
    ):
        other.writing().__enter__()


def test_a_reader_is_undisturbed_by_a_writer_until_it_looks_again(tmp_path: Path) -> None:
    with (
        make_engine(tmp_path / "index", make_prepared("甲")) as writer,
        Engine.open(writer.path) as reader,
    ):
        assert find(reader, "甲") == [("2019-9", 0)]
        with writer.writing() as changes:
            changes.add(make_prepared("甲", key="new"))
        assert find(reader, "甲") == [("2019-9", 0)]
        reader.refresh()
        assert len(find(reader, "甲")) == 2


def test_small_segments_are_merged_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "index"
    with make_engine(path) as engine:
        for number in range(20):
            with engine.writing() as writer:
                writer.add(make_prepared(f"第{number}份", key=str(number)))
                writer.remove(str(number - 3))
        segments = {entry.name.split(".")[0] for entry in path.glob("MAIN_*.terms")}
        assert len(segments) < 7
        assert {issue for issue, _ in find(engine, "份")} == {"17", "18", "19"}
        engine.optimize()
        assert len(list(path.glob("MAIN_*.terms"))) == 1
        assert {issue for issue, _ in find(engine, "份")} == {"17", "18", "19"}


# -- what is wrong with an index -------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_engine(tmp_path / "index", make_prepared("白名单", "甲")) as engine:
        return engine.path


def refused(path: Path) -> str:
    with pytest.raises(IndexDamagedError) as raised:
        Engine.open(path)
    assert "rebuild" in (raised.value.remedy or "")
    return raised.value.what


def test_no_index_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path) == refused(tmp_path / "nowhere") == "还没有索引"


def test_every_file_that_is_cut_or_gone_is_named(path: Path) -> None:
    files = [entry for entry in path.iterdir() if entry.name.startswith("MAIN_") and entry.suffix]
    files = [entry for entry in files if entry.suffix in (".terms", ".col")]
    assert len(files) >= 6
    for file in files:
        content = file.read_bytes()
        file.write_bytes(content[:-1])
        assert file.name in refused(path)
        file.unlink()
        assert file.name in refused(path)
        file.write_bytes(content)
    Engine.open(path).close()


def test_a_generation_without_its_manifest_is_refused(path: Path) -> None:
    next(path.glob("manifest-*.json")).unlink()

    assert refused(path) == "索引缺少说明文件"


def test_a_damaged_generation_is_refused(path: Path) -> None:
    toc = next(path.glob("*.toc"))
    toc.write_bytes(toc.read_bytes()[:40])

    assert refused(path) == f"索引文件不完整：{toc.name}"


def test_an_index_of_another_version_is_refused(path: Path) -> None:
    manifest = next(path.glob("manifest-*.json"))
    held = f'"format": {INDEX_FORMAT}'
    manifest.write_text(manifest.read_text("utf-8").replace(held, '"format": 0'), "utf-8")

    assert refused(path) == "索引由另一版本的程序建立"


def test_an_index_from_elsewhere_is_refused_before_it_is_unpickled(
    path: Path, tmp_path: Path
) -> None:
    shutil.copytree(path, tmp_path / "copy")

    assert refused(tmp_path / "copy") == "索引不是在这个文件夹里建立的"


@pytest.mark.skipif(os.name == "nt", reason="no modes of this kind")
def test_an_index_that_others_can_write_to_is_refused(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o700
    path.chmod(0o777)

    assert refused(path) == "索引属于另一个用户，或别人可以改动它，不能放心打开"


def test_an_index_can_be_moved_with_its_folder(path: Path, tmp_path: Path) -> None:
    path.rename(tmp_path / "moved")

    with Engine.open(tmp_path / "moved") as engine:
        assert find(engine, "白名单") == [("2019-9", 0)]


def test_what_a_killed_writer_leaves_behind_changes_nothing(path: Path) -> None:
    generation = latest_generation(path)
    assert generation is not None
    (path / "MAIN_halfwritten.terms").write_bytes(b"zhou")
    (path / f"manifest-{generation + 1}.json").write_text("{", "utf-8")
    (path / f"_MAIN_{generation + 1}.toc.17").write_bytes(b"")
    with Engine.open(path) as engine:
        assert find(engine, "白名单") == [("2019-9", 0)]
        with engine.writing() as writer:
            writer.add(make_prepared("白名单", key="next"))
        assert len(find(engine, "白名单")) == 2
    assert not (path / "MAIN_halfwritten.terms").exists()


def test_a_new_index_takes_the_place_of_a_damaged_one(path: Path) -> None:
    next(path.glob("*.toc")).write_bytes(b"nonsense")

    with Engine.create(path) as engine:
        assert engine.issues() == {}
        assert find(engine, "白名单") == []


def test_reading_needs_no_whoosh(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from index.engine import Engine; from index.query import parse_query\n"
        "engine = Engine.open(Path(sys.argv[1]))\n"
        "print(engine.search(parse_query('白名单', today=date(2020, 1, 1))).total)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('whoosh', 'jieba')])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )

    assert done.stdout.splitlines() == ["1", "[]"]


def test_a_file_that_was_changed_is_found_wrong_or_searched_and_no_more(path: Path) -> None:
    random = Random(5)
    files = [file for file in path.iterdir() if file.suffix in (".terms", ".col", ".json")]
    query = parse_query("白名单 OR 期:2019-9 OR 部门:环境", today=date(2020, 1, 1))
    outcomes = set()
    for file in sorted(files):
        whole = file.read_bytes()
        for _ in range(60):
            changed = bytearray(whole)
            changed[random.randrange(len(whole))] = random.randrange(256)
            file.write_bytes(changed)
            try:
                with Engine.open(path) as engine:
                    engine.search(query)
                outcomes.add("searched")
            except IndexDamagedError:
                outcomes.add("refused")
        file.write_bytes(whole)

    assert outcomes == {"searched", "refused"}


def test_a_search_goes_on_while_segments_are_merged_away(path: Path) -> None:
    with Engine.open(path) as reader, Engine.open(path) as writer:
        with writer.writing() as changes:
            changes.add(make_prepared("白名单", key="next"))
        writer.optimize()
        # it had not opened the files of its generation, and they are gone now
        assert sorted(find(reader, "白名单")) == [("2019-9", 0), ("next", 0)]


def test_a_reader_keeps_what_it_has_opened_until_it_looks_again(path: Path) -> None:
    with Engine.open(path) as reader, Engine.open(path) as writer:
        assert find(reader, "白名单") == [("2019-9", 0)]
        with writer.writing() as changes:
            changes.remove("2019-9")
        assert find(reader, "白名单") == [("2019-9", 0)]
        reader.refresh()
        assert find(reader, "白名单") == []
