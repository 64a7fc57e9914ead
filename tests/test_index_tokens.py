from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.folding import squeeze
from index.segmenter import cut_words
from index.tokens import (
    cover_days,
    pairs,
    split_run,
    squeeze_number,
    strip_label,
)

from .index_corpus import make_chance_issues, make_prepared


@given(st.text(alphabet="白名单\n1", min_size=1))
def test_every_character_starts_a_pair_and_no_line_end_does(squeezed: str) -> None:
    found = pairs(squeezed)

    assert {pair[0] for pair in found} == set(squeezed) - {"\n"}
    assert all(pair in squeezed + "\n" for pair in found)


def test_words_are_those_of_jieba_on_runs_of_han_characters() -> None:
    jieba = pytest.importorskip("jieba")
    jieba.setLogLevel("ERROR")
    texts = [passage.text for issue in make_chance_issues(30) for passage in issue]
    texts += [
        "张晓梅同志赴李家沱调研小微企业融资难题并慰问困难群众",
        "永和服装饰品有限公司结合成分子时研究生命科学",
        "推动成渝地区双城经济圈建设走深走实",
        "坚持稳中求进工作总基调统筹发展和安全",
        "下雨天留客天留我不留",
        "鑫淼焱垚",
    ]
    for text in texts:
        for run in "".join(c if "\u4e00" <= c <= "\u9fd5" else " " for c in text).split():
            assert cut_words(run) == list(jieba.cut_for_search(run))


def test_digits_and_latin_letters_stay_whole_words() -> None:
    assert cut_words("约97.7%用excel表3份") == ["约", "97.7%", "用", "excel", "表", "3", "份"]


def test_a_run_is_split_into_the_words_that_the_archive_knows() -> None:
    known = {"危险": 9, "废物": 7, "危险废物": 5, "白名单": 3, "名单": 4}

    assert split_run("危险废物白名单", lambda word: known.get(word, 0)) == ("危险废物", "白名单")
    assert split_run("某某白名单", lambda word: known.get(word, 0)) == ("某某", "白名单")
    assert split_run("闻所未闻", lambda _: 0) == ("闻所未闻",)


@given(
    st.dates(date(2018, 1, 1), date(2021, 12, 31)),
    st.dates(date(2018, 1, 1), date(2021, 12, 31)),
)
def test_years_months_and_days_cover_a_stretch_exactly(one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    terms = cover_days(start, end)
    day = date(2017, 12, 1)
    while day < date(2022, 2, 1):
        iso = day.isoformat()
        held = sum(term in (iso, iso[:7], iso[:4]) for term in terms)
        assert held == (start <= day <= end)
        day += timedelta(days=1)


def test_an_open_stretch_is_covered_by_a_few_years() -> None:
    assert len(cover_days(date.min, date(2020, 12, 31))) == 121


def test_document_numbers_and_titles_are_compared_without_their_dress() -> None:
    assert (
        squeeze_number("川环函（2023） 5号")
        == squeeze_number("川环函[2023]5号")
        == "川环函〔2023〕5号"
    )
    assert strip_label(squeeze("三、大厅工作动态")) == "大厅工作动态"
    assert strip_label(squeeze("（二）受理情况")) == "受理情况"
    assert strip_label(squeeze("12.设备")) == "设备"
    assert strip_label("一网通办") == "一网通办"


def test_prepared_passages_hold_titles_words_and_names() -> None:
    issue = make_prepared("受理 ９ 件，受理快", indicators=("综窗 受理",))
    passage = issue.passages[0]
    counts = dict(zip(passage.words.split("\n"), passage.counts, strict=True))

    assert passage.text == "二、工作动态\n受理9件,受理快"
    assert (counts["受理"], counts["工作"]) == (2, 1)
    assert {"indicator\t综窗受理", "section\t工作动态", "path\t二", "path\t二/1"} <= set(
        passage.names.split("\n")
    )
    assert {"issue\t212", "issue\t2019-9", "date\t2019-03", "date\t2019-03-06"} <= set(
        issue.names.split("\n")
    )
    assert (issue.token, issue.day) == ("digest of 2019-9", date(2019, 3, 8).toordinal())
