"""Documents that events cite: which citations are of one document, and how one is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.cited_documents import CitedDocuments
from archive.records import CitationRow, Filter
from archive.rows import make_rows
from archive.store import Store
from archive.timelines import read_timeline
from parser.parse import parse_issue
from tests.factories import make_document, make_span
from tests.test_archive_series import make_issue_row
from tests.test_archive_timelines import make_row

TITLE = "关于优化窗口服务的通知"
NUMBER = "甲办函〔2021〕3号"

FIRST = """甲市政务服务周报
2021年第1期
（2021年1月4日—1月8日）
一、部门工作动态
1.1月5日，市财政局印发《关于优化窗口服务的通知》（甲办函〔2021〕3号），明确窗口服务要求。
2.1月6日，市商务局按照《甲市政务服务条例》开展窗口自查，逐条对照整改。
"""
SECOND = """甲市政务服务周报
2021年第2期
（2021年1月11日—1月15日）
一、部门工作动态
1.1月12日，市商务局传达学习《关于优化窗口服务的通知》，对照要求查找不足。
2.1月13日，市公安局局长王某某到窗口调研，强调要方便群众办事。
"""


def citation(number: int, **changes: object) -> CitationRow:
    document = make_document(**changes)
    return CitationRow(issue=make_issue_row(number), titles=(), page=1, document=document)


def test_a_title_without_its_number_is_the_one_numbered_document_of_that_title() -> None:
    (document,) = CitedDocuments([citation(1), citation(2, document_number=None)]).documents

    assert (document.title, document.number) == (TITLE, NUMBER)
    assert [row.issue.key for row in document.citations] == ["2021-1", "2021-2"]


def test_a_title_that_two_numbers_share_stands_by_itself() -> None:
    documents = CitedDocuments(
        [
            citation(1),
            citation(2, document_number="甲办函〔2022〕8号"),
            citation(3, document_number=None),
        ]
    ).documents

    assert [document.number for document in documents] == [NUMBER, "甲办函〔2022〕8号", None]


@pytest.mark.parametrize(
    "asked",
    [
        NUMBER,
        "甲办函[2021]3号",
        "甲办函 〔2021〕 3号",
        "《关于优化窗口服务的通知》",
        "《关于优化窗口服务的通知》（甲办函〔2021〕3号）",
        "窗口服务",
        "优化 通知",
    ],
)
def test_a_document_is_asked_for_by_number_title_or_words_of_it(asked: str) -> None:
    documents = CitedDocuments([citation(1), citation(2, title="其他办法", document_number=None)])

    assert [document.number for document in documents.find(asked)] == [NUMBER]


def test_a_title_asked_for_whole_does_not_bring_longer_ones() -> None:
    documents = CitedDocuments(
        [
            citation(1, title="行政许可法", document_number=None),
            citation(2, title="行政许可法实施办法", document_number=None),
        ]
    )

    assert [document.title for document in documents.find("行政许可法")] == ["行政许可法"]


def test_an_event_cites_what_its_sentence_cites_and_not_its_paragraph() -> None:
    documents = CitedDocuments(
        [citation(1), citation(1, title="另一句里的办法", document_number=None)]
    )
    sentence = "1月5日，市财政局印发《关于优化窗口服务的通知》（甲办函〔2021〕3号）。"
    row = make_row(1, sentence=sentence, span=make_span(5, 5, 40))

    assert [document.title for document in documents.of(row)] == [TITLE]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "archive.sqlite3", create=True) as opened:
        with opened.writing():
            for text in (FIRST, SECOND):
                issue = parse_issue(text.encode("utf-8"), name="周报.txt")
                flat = make_rows(issue, parser_version="1")
                opened.put(flat, key=flat.natural_key, problems=())
        yield opened


def actions(store: Store, wanted: Filter) -> list[str]:
    return [entry.event.action[:4] for entry in read_timeline(store, wanted)]


def test_events_that_cite_a_document_are_found_by_its_title(store: Store) -> None:
    assert actions(store, Filter(documents=(TITLE,))) == ["印发《关", "传达学习"]
    assert actions(store, Filter(documents=(NUMBER,))) == ["印发《关"]
    assert actions(store, Filter(documents=("没有这样的文件",))) == []


def test_events_are_found_by_those_who_take_part(store: Store) -> None:
    assert actions(store, Filter(people=("王某某",))) == ["到窗口调"]
    assert actions(store, Filter(people=("李某某",))) == []
