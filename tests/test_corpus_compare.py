"""The comparer: what counts as found, right and invented."""

import copy
from typing import Any

import pytest

from corpus.compare import compare_issue

_TEXT = "本周，大厅受理35件，同比增长2.5%。前三位为甲。"

_ISSUE: dict[str, Any] = {
    "masthead": {
        "series": "示例周报（模拟）",
        "year": 2020,
        "number": 3,
        "whole_number": 288,
        "publisher": "示例中心",
        "published": "2020-02-01",
        "period": {"start": "2020-01-13", "end": "2020-01-17", "printed": "1月13日—17日"},
    },
    "imprint": {"report_to": ["中心领导"], "send_to": [], "issue_to": [], "copies": 9},
    "blocks": [{"text": _TEXT, "page": None, "kind": "paragraph"}],
    "sections": [{"path": "一", "level": 1, "label": "一、", "heading": "办件情况"}],
    "figures": [
        {
            "section": "一",
            "scope": "大厅",
            "indicator": "受理",
            "value": "35",
            "unit": "件",
            "qualifier": None,
            "period": {"kind": "week", "start": "2020-01-13", "end": "2020-01-17"},
            "comparisons": [
                {"basis": "year_on_year", "direction": "up", "value": "2.5", "unit": "%"}
            ],
            "department": None,
            "printed": "35件",
            "sentence": _TEXT,
            "span": {"block": 0, "start": 7, "end": 10},
        }
    ],
    "departments": [{"name": "四川省公安厅", "printed": "公安厅", "section": "一"}],
    "people": [
        {"name": "王拟真", "title": "副厅长", "organization": "四川省公安厅", "section": "一"}
    ],
    "documents": [{"title": "办法", "document_number": "川公发〔2020〕1号", "section": "一"}],
    "events": [
        {
            "date": "2020-01-14",
            "start": None,
            "end": None,
            "date_printed": "1月14日",
            "actors": ["四川省公安厅"],
            "action": "召开座谈会，听取意见",
            "places": [],
            "section": "一",
            "sentence": "1月14日，公安厅召开座谈会，听取意见。",
        }
    ],
}

_TRUTH: dict[str, Any] = {
    "masthead": {**_ISSUE["masthead"], "period": {"start": "2020-01-13", "end": "2020-01-17"}},
    "imprint": _ISSUE["imprint"],
    "outline": [{"path": "一", "level": 1, "heading": "办件情况"}],
    "figures": [
        {
            "section": "一",
            "value": "35",
            "unit": "件",
            "period": {"kind": "week", "start": "2020-01-13", "end": "2020-01-17"},
            "indicator": ["大厅", "受理"],
            "comparisons": [
                {"basis": "year_on_year", "direction": "up", "value": "2.5", "unit": "%"}
            ],
        }
    ],
    "not_figures": ["前三位"],
    "departments": {"一": {"公安厅": "四川省公安厅"}},
    "people": [
        {"section": "一", "name": "王拟真", "title": "副厅长", "organization": "四川省公安厅"}
    ],
    "documents": [{"section": "一", "title": "办法", "document_number": "川公发〔2020〕1号"}],
    "events": [
        {
            "section": "一",
            "date": "2020-01-14",
            "actors": ["四川省公安厅"],
            "says": "召开座谈会",
        }
    ],
}


def _wrong(issue: dict[str, Any], truth: dict[str, Any] = _TRUTH) -> dict[str, tuple[int, int]]:
    """(wrong or missed, invented) of the kinds where there is one; parts of a figure aside."""
    tallies = compare_issue(issue, truth).tallies
    return {
        kind: (tally.expected - tally.right, tally.invented)
        for kind, tally in tallies.items()
        if (tally.expected != tally.right or tally.invented) and not kind.startswith("figures.")
    }


def test_a_perfect_reading_has_no_miss() -> None:
    scores = compare_issue(_ISSUE, _TRUTH)

    assert _wrong(_ISSUE) == {}
    assert scores.misses == []
    assert scores.tallies["figures"].right == 1
    assert scores.tallies["events"].right == 1


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (("figures", 0, "value"), "36", {"figures": (1, 1)}),
        (("figures", 0, "unit"), "个", {"figures": (1, 1)}),
        (("figures", 0, "section"), "二", {"figures": (1, 1)}),
        (("figures", 0, "scope"), "网上", {"figures": (1, 0)}),
        (("figures", 0, "qualifier"), "about", {"figures": (1, 0)}),
        (("figures", 0, "period"), None, {"figures": (1, 0)}),
        (("figures", 0, "period", "end"), "2020-01-18", {"figures": (1, 0)}),
        (("figures", 0, "comparisons", 0, "direction"), "down", {"comparisons": (1, 1)}),
        (("masthead", "number"), 4, {"masthead.number": (1, 0)}),
        (("masthead", "period"), None, {"masthead.period": (1, 0)}),
        (("imprint", "copies"), None, {"imprint.copies": (1, 0)}),
        (("sections", 0, "heading"), "办件", {"outline": (1, 0)}),
        (("departments", 0, "name"), None, {"departments": (1, 0)}),
        (("people", 0, "title"), "厅长", {"people": (1, 0)}),
        (("people", 0, "name"), "王拟", {"people": (1, 1)}),
        (("documents", 0, "document_number"), None, {"documents": (1, 0)}),
        (("events", 0, "actors"), [], {"events": (1, 0)}),
        (("events", 0, "date"), "2020-01-15", {"events": (1, 0)}),
    ],
)
def test_one_slip_costs_one_fact(
    place: tuple[str | int, ...], value: object, expected: dict[str, tuple[int, int]]
) -> None:
    issue = copy.deepcopy(_ISSUE)
    target: Any = issue
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value

    assert _wrong(issue) == expected


def test_a_figure_within_words_that_are_none_is_a_fault() -> None:
    issue = copy.deepcopy(_ISSUE)
    start = _TEXT.index("三位")
    extra = {**issue["figures"][0], "value": "3", "unit": "位", "printed": "三位"}
    extra["span"] = {"block": 0, "start": start, "end": start + 2}
    issue["figures"].append(extra)

    assert _wrong(issue) == {"figures": (0, 1), "not_figures": (1, 0)}


def test_what_the_truth_leaves_open_is_not_compared() -> None:
    truth = copy.deepcopy(_TRUTH)
    truth["figures"][0]["period"] = None
    truth["people"][0].pop("title")
    truth["events"][0].pop("actors")
    issue = copy.deepcopy(_ISSUE)
    issue["figures"][0]["period"] = None
    issue["people"][0]["title"] = None
    issue["events"][0]["actors"] = ["四川省水利厅"]

    assert _wrong(issue, truth) == {}


def test_two_equal_numbers_need_two_figures() -> None:
    truth = copy.deepcopy(_TRUTH)
    truth["figures"].append(copy.deepcopy(truth["figures"][0]))

    assert _wrong(_ISSUE, truth) == {"figures": (1, 0)}


def test_white_space_makes_no_difference_to_words() -> None:
    issue = copy.deepcopy(_ISSUE)
    issue["sections"][0]["heading"] = "办件 情况"
    issue["figures"][0]["scope"] = "大 厅"

    assert _wrong(issue) == {}


def test_the_parts_of_a_figure_are_counted_apart() -> None:
    issue = copy.deepcopy(_ISSUE)
    issue["figures"][0]["qualifier"] = "about"

    tallies = compare_issue(issue, _TRUTH).tallies

    wrong = {
        kind for kind, tally in tallies.items()
        if kind.startswith("figures.") and tally.right < tally.expected
    }  # fmt: skip
    assert wrong == {"figures.qualifier"}
