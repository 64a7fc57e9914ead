"""Whether two files hold one issue: numbers, days and words decide together."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.identity import (
    Candidate,
    free_key,
    is_correction,
    is_reissue,
    is_same_issue,
    similarity,
)

WORDS = (
    "本周，综合窗口共受理三百件，办结二百八十件。",
    "商务局召开外贸企业座谈会，听取企业对通关便利化的意见。",
    "教育局到社区走访家长，征求秋季入学安排的建议。",
)
OTHER_WORDS = (
    "全市供水管网改造完成一期工程，新装水表。",
    "图书馆延长夜间开放时间，增设自习座位。",
    "老旧小区加装电梯开工，居民代表参加。",
)
CHANGED = (*WORDS[:2], "教育局到学校走访老师，征求秋季入学安排的意见和建议。")


def candidate(words: tuple[str, ...] = WORDS, **changes: Any) -> Candidate:
    return replace(
        Candidate(
            series="政务周报",
            publisher="某市政务服务中心",
            year=2021,
            number=9,
            whole_number=109,
            first=date(2021, 3, 1),
            last=date(2021, 3, 5),
            words=lambda: words,
        ),
        **changes,
    )


NEXT_WEEK: dict[str, Any] = {"first": date(2021, 3, 8), "last": date(2021, 3, 12)}
UNDATED: dict[str, Any] = {"first": None, "last": None}
SHORT = ("本周，市政务服务中心运行平稳，窗口共受理5件，没有其他需要报告的事项。",)
ALMOST = ("本周，市政务服务中心运行平稳，窗口共受理6件，没有其他需要报告的事项。",)
YEAR_BEFORE: dict[str, Any] = {"year": 2020, "whole_number": None}
OTHER_OFFICE: dict[str, Any] = {"series": "住建周报", "publisher": "某市住房和城乡建设局"}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (candidate(), True),
        (candidate(CHANGED), True),  # a corrected copy
        (candidate(CHANGED, series=None, publisher=None), True),  # read worse in another format
        (candidate(OTHER_WORDS), False),  # all but the number is another's
        (candidate(CHANGED, **NEXT_WEEK), False),  # the number printed twice
        (candidate(WORDS, **NEXT_WEEK), True),  # the days misread: not a word differs
        (candidate(WORDS, **UNDATED), True),
        (candidate(OTHER_WORDS, **UNDATED), False),
        (candidate(CHANGED, **OTHER_OFFICE), False),
        (candidate(WORDS, publisher="某市 政务服务中心"), True),  # a space is no other office
        (candidate(WORDS, is_reissue=True), False),  # a corrected print stands beside the first
        (candidate(WORDS, **YEAR_BEFORE), False),  # the same number of another year
        (candidate(WORDS, **YEAR_BEFORE, **UNDATED), False),
        (candidate(year=2020), True),  # the whole number tells that the year was misread
        (candidate(number=10, whole_number=110, **NEXT_WEEK), False),  # copied from last week's
    ],
)
def test_the_same_issue_is_told_from_another_with_its_number(other: Candidate, same: bool) -> None:
    assert is_same_issue(candidate(), other) is same
    assert is_same_issue(other, candidate()) is same


def test_short_reports_of_two_weeks_are_two_though_almost_no_word_differs() -> None:
    one, other = candidate(SHORT), candidate(ALMOST, **NEXT_WEEK)

    assert similarity(SHORT, ALMOST) > 0.6
    assert not is_same_issue(one, other)
    assert not is_same_issue(candidate(SHORT * 9), candidate((*SHORT * 8, *ALMOST), **NEXT_WEEK))


@pytest.mark.parametrize(
    ("name", "head", "reissue"),
    [
        ("2021年第9期更正版.docx", (), True),
        ("2021年第9期（更正）.pdf", (), True),
        ("周报09-修订稿.doc", (), True),
        ("09.docx", ("政务周报", "（更正版）", "某市政务服务中心"), True),
        ("09.docx", ("政务周报（修订版）",), True),
        ("09.docx", ("政务周报", "2021年第9期"), False),
        ("09.docx", ("关于修订办事指南的情况",), False),
        ("09.docx", ("本周，完成办事指南修订版的编印，" + "另发各窗口" * 8 + "修订版",), False),
        ("更正启事汇总.docx", (), False),
    ],
)
def test_a_corrected_print_is_known_by_its_name_or_its_head(
    name: str, head: tuple[str, ...], reissue: bool
) -> None:
    assert is_reissue(name, head) is reissue


@pytest.mark.parametrize(
    ("new", "correction"),
    [
        (candidate(OTHER_WORDS), True),  # written anew for the same week
        (candidate(number=10, whole_number=110), True),  # the number corrected
        (candidate(**NEXT_WEEK), True),  # the days corrected
        (candidate(OTHER_WORDS, number=10, whole_number=110, **NEXT_WEEK), False),
        (candidate(CHANGED, number=10, whole_number=110, **NEXT_WEEK), False),
        (candidate(OTHER_WORDS, number=None, whole_number=None, **UNDATED), False),
        (candidate(number=None, whole_number=None, **UNDATED), True),
        (candidate(**OTHER_OFFICE), False),
        (candidate(is_reissue=True), False),  # the first print is kept
    ],
)
def test_a_changed_file_is_a_correction_unless_it_holds_another_week(
    new: Candidate, correction: bool
) -> None:
    assert is_correction(candidate(), new) is correction


def test_spaces_marks_and_widths_make_no_difference_to_words() -> None:
    assert similarity(["受理 １２ 件。"], ["受理12件"]) == 1.0
    assert similarity(["受理12件"], ["办结三份"]) == 0.0
    assert similarity([], []) == 1.0


def test_a_taken_key_gets_a_letter() -> None:
    taken = {"2021-9", *(f"2021-9{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")}

    assert free_key("2021-9", lambda _: False) == "2021-9"
    assert free_key("2021-9", {"2021-9"}.__contains__) == "2021-9b"
    assert free_key("2021-9", taken.__contains__) == "2021-9z2"
