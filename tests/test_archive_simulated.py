"""Series and checks on the simulated archive: every mistake, every renaming, every value."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.checks import Check, run_checks
from archive.gathering import Gathering, Thread, gather, make_values
from archive.layout import Layout
from archive.names import name_of
from archive.periods import kind_of
from archive.records import FigureRow
from archive.rounding import Extent
from archive.store import Store

Truth = Mapping[str, Any]

# what finds a mistake of each kind
KINDS = {
    "wrong_sum": {"total", "falling"},
    "share": {"share"},
    "list_count": {"list_count"},
    "same": {"same"},
    "finished": {"finished"},
    "part": {"part"},
    "jump": {"jump"},
}


@pytest.fixture(scope="module")
def gathering(simulated_folder: Path) -> Gathering:
    layout = Layout.open(simulated_folder / "archive")
    with Store.open(layout.database) as store:
        return gather(store, layout)


@pytest.fixture(scope="module")
def archive_truth(simulated_folder: Path) -> Truth:
    truth: Truth = json.loads(read(simulated_folder / "truth" / "archive.json"))
    return truth


@pytest.fixture(scope="module")
def findings(gathering: Gathering) -> list[Check]:
    return [check for check in run_checks(gathering) if check.verdict == "differs"]


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def truth_key(check: Check) -> str:
    """The key of an issue as the truth has it: 2013-06, 2017-35-again."""
    year, number = check.issue.key.split("-")
    again = "-again" if number.endswith("b") else ""
    return f"{year}-{int(number.rstrip('b')):02}{again}"


def is_about(check: Check, mistake: Truth) -> bool:
    """Whether a finding is of this mistake: its kind, its issue, and its number."""
    return (
        truth_key(check) == mistake["key"]
        and check.kind in KINDS[mistake["kind"]]
        and check.printed == Decimal(mistake["printed"])
    )


@pytest.fixture(scope="module")
def values(
    simulated_folder: Path, archive_truth: Truth, gathering: Gathering
) -> dict[str, list[tuple[FigureRow, Truth]]]:
    """Of each series of the truth, its figures as read, beside the truth of each."""
    rows: dict[str, list[FigureRow]] = defaultdict(list)
    for row in gathering.rows:
        rows[row.issue.source_name].append(row)
    found: dict[str, list[tuple[FigureRow, Truth]]] = defaultdict(list)
    for issue in archive_truth["issues"]:
        truth = json.loads(read(simulated_folder / "truth" / f"{issue['key']}.json"))
        free = list(rows[Path(issue["file"]).name])
        for figure in truth["figures"]:
            read_as = [row for row in free if is_same(row, figure)][:1]
            for row in read_as:
                free.remove(row)
                if figure["series"] is not None:
                    found[figure["series"]].append((row, figure))
    return found


def is_same(row: FigureRow, figure: Truth) -> bool:
    return (
        row.figure.section == figure["section"]
        and row.figure.value == Decimal(figure["value"])
        and figure["unit"] in (None, row.figure.unit)
        and all(word in words(row) for word in figure["indicator"])
    )


def words(row: FigureRow) -> str:
    return f"{row.figure.scope or ''}{row.figure.indicator or ''}".replace(" ", "")


def main_thread(gathering: Gathering, pairs: list[tuple[FigureRow, Truth]]) -> Thread:
    ((thread, _),) = Counter(gathering.thread_of(row) for row, _ in pairs).most_common(1)
    return thread


# checks


def test_every_planted_mistake_is_found(findings: list[Check], archive_truth: Truth) -> None:
    missed = [
        mistake
        for mistake in archive_truth["mistakes"]
        if not any(is_about(check, mistake) for check in findings)
    ]

    assert missed == []
    assert len(archive_truth["mistakes"]) > 35


def test_every_lost_repeated_and_left_out_report_is_found(
    findings: list[Check], archive_truth: Truth
) -> None:
    kinds = Counter(check.kind for check in findings)

    assert kinds["missing"] == len(archive_truth["missing_whole_numbers"])
    assert kinds["repeated"] == len(archive_truth["repeated_whole_numbers"])
    said = [check.said for check in findings if check.kind == "period"]
    left_out = [date.fromisoformat(first) for first, _ in archive_truth["weeks_left_out"]]
    # a week with two days off of five is hardly one
    assert sum(any(str(day) in one for one in said) for day in left_out) >= 0.85 * len(left_out)


def test_two_findings_in_a_hundred_issues_are_false_at_most(
    findings: list[Check], archive_truth: Truth
) -> None:
    left_out = [tuple(map(date.fromisoformat, week)) for week in archive_truth["weeks_left_out"]]
    false = [
        check
        for check in findings
        if not any(is_about(check, mistake) for mistake in archive_truth["mistakes"])
        and check.kind not in ("missing", "repeated")
        and not (check.kind == "period" and is_left_out(check, left_out))
    ]

    assert len(false) / 447 <= 0.02, [(check.kind, check.issue.key, check.said) for check in false]


def is_left_out(check: Check, weeks: list[tuple[date, ...]]) -> bool:
    """Whether the truth has a week without a report right before this issue."""
    first = check.issue.first
    return first is not None and any(0 < (first - monday).days <= 21 for monday, _ in weeks)


# joinings


def test_every_renamed_indicator_is_one_series_over_its_renamings(
    gathering: Gathering,
    archive_truth: Truth,
    values: dict[str, list[tuple[FigureRow, Truth]]],
) -> None:
    broken = []
    for renaming in archive_truth["renamed_indicators"]:
        for series, pairs in values.items():
            if series.split(".")[0] != renaming["key"].split(".")[0] or series.startswith("window"):
                continue
            if "." in renaming["key"] and series != renaming["key"]:
                continue
            thread = main_thread(gathering, pairs)
            years = Counter(
                row.issue.year for row, _ in pairs if gathering.thread_of(row) == thread
            )
            before, after = years[renaming["year"] - 1], years[renaming["year"]]
            if not before and any(row.issue.year == renaming["year"] - 1 for row, _ in pairs):
                broken.append((renaming["key"], series, "before"))
            if not after:
                broken.append((renaming["key"], series, "after"))

    assert broken == []


def test_no_series_holds_numbers_of_two(
    gathering: Gathering, values: dict[str, list[tuple[FigureRow, Truth]]]
) -> None:
    series_of = defaultdict(set)
    for series, pairs in values.items():
        for row, _ in pairs:
            series_of[gathering.thread_of(row)].add(series)

    mixed = {thread: sorted(found) for thread, found in series_of.items() if len(found) > 1}
    assert mixed == {}


def test_nearly_every_number_comes_to_its_series(
    gathering: Gathering, values: dict[str, list[tuple[FigureRow, Truth]]]
) -> None:
    apart = [
        (series, str(name_of(row)))
        for series, pairs in values.items()
        if not series.startswith("window.")
        for row, _ in pairs
        if gathering.thread_of(row) != main_thread(gathering, pairs)
    ]

    assert len(apart) <= 0.002 * sum(map(len, values.values())), apart


# values


def test_a_series_has_the_values_of_the_truth(
    gathering: Gathering, values: dict[str, list[tuple[FigureRow, Truth]]]
) -> None:
    for series in ("hall.accept", "net.visit", "hotline.call", "zong.issue"):
        thread = main_thread(gathering, values[series])
        (made,) = gathering.series(whole={thread})
        printed: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
        for point in made.points:
            for row in point.figures:
                printed[point.issue.key, str(kind_of(row))].add(row.figure.value)
        tried = 0
        for row, figure in values[series]:
            kind = figure["period"] and figure["period"]["kind"]
            is_exact = figure["qualifier"] is None and "万" not in figure["printed"]
            in_series = gathering.thread_of(row) == thread and kind_of(row) == kind
            if is_exact and in_series and kind in ("week", "year_to_date"):
                tried += 1
                assert Decimal(figure["value"]) in printed[row.issue.key, kind]
        assert tried > 150


def test_weeks_worked_out_add_up_to_the_total_where_no_issue_is_missing(
    gathering: Gathering, findings: list[Check]
) -> None:
    doubted = {
        (check.issue.year, gathering.thread_of(check.figures[0]))
        for check in findings
        if check.figures
    }
    tried = 0
    for series in gathering.series()[:40]:
        calendar = gathering.periodical_of(series.points[0].issue).calendar
        thread = gathering.thread_of(series.points[0].figures[0])
        known = make_values(series, calendar)
        total: Extent | None = None
        for place, issue in enumerate(calendar.issues):
            week, printed = known.weeks.get(place), known.totals.get(place)
            if known.starts_year(place):
                total = Extent.exactly(0)
            elif not known.is_linked(place):
                total = None
            total = None if total is None or week is None else total + week.extent
            if total is not None and printed is not None and (issue.year, thread) not in doubted:
                tried += 1
                assert total.meets(printed.extent), (series.indicator, issue.key)
    assert tried > 100
