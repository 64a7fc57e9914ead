"""The simulated archive: the same for the same seed, varied, and true to itself."""

import io
import json
import re
import zipfile
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import docx
import pytest

from corpus.calendar import MISSING, REPEATED, find_left_out, plan_weeks
from corpus.departments import NATIONAL, OUTSIDE, PROVINCIAL, RENAMED, offices_on
from corpus.event_phrases import EVENTS
from corpus.group_sentences import GROUPS
from corpus.indicators import SERIES
from corpus.ledger import Ledger, Reading
from corpus.matter_sentences import MATTERS
from corpus.mistakes import ADDED_KINDS, KINDS, misprint
from corpus.numerals import chinese
from corpus.other_sentences import OTHERS
from corpus.phrases import (
    AFTERWARDS,
    ASKS,
    GOALS,
    LATE_TOPICS,
    MEANS,
    TASKS,
    TOPICS,
    URGES,
)
from corpus.phrases import (
    MATTERS as PERMITS,
)
from corpus.simulate import Newsroom, simulate, whitelist_mentions
from corpus.single_sentences import SINGLES
from corpus.window_sentences import WINDOW_SENTENCES
from parser.departments import load_register


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(7)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_whoever_does_the_work(tmp_path: Path) -> None:
    simulate(tmp_path / "alone", seed=3, issues=12, jobs=1)
    simulate(tmp_path / "shared", seed=3, issues=12, jobs=2)

    assert _files(tmp_path / "alone") == _files(tmp_path / "shared")


def test_another_seed_gives_another_archive(tmp_path: Path) -> None:
    simulate(tmp_path / "three", seed=3, issues=2)
    simulate(tmp_path / "four", seed=4, issues=2)

    assert _files(tmp_path / "three") != _files(tmp_path / "four")


def test_447_files_run_to_number_447_with_two_missing_and_two_repeated() -> None:
    written = [week for week in plan_weeks(7) if not week.lost]
    numbers = Counter(week.whole_number for week in written)

    assert len(written) == 447
    assert set(range(1, 448)) - set(numbers) == set(MISSING)
    assert {number for number, times in numbers.items() if times == 2} == set(REPEATED)
    assert len({week.key for week in written}) == 447


def test_numbers_of_a_year_start_again_at_one_and_periods_never_overlap() -> None:
    weeks = plan_weeks(7)

    for before, after in pairwise(weeks):
        assert before.end < after.start
        assert before.end <= before.published
        if after.year > before.year:
            assert after.number == 1
    assert {week.year for week in weeks} == set(range(2013, 2024))


def test_totals_are_the_sum_of_their_weeks_and_start_again_in_january() -> None:
    weeks = plan_weeks(7)
    ledger = Ledger(weeks, 7)

    for series in SERIES:
        before: Reading | None = None
        for week in weeks:
            if not series.first <= week.year <= series.last:
                continue
            reading = ledger.reading(series, week)
            base = 0 if before is None or week.number == 1 else before.total
            if week.number == 1 and not week.repeated:
                base = 0
            assert reading.total == base + reading.week, (series.key, week.key)
            before = reading


def test_there_are_many_ways_to_say_a_thing() -> None:
    figures = {*GROUPS, *SINGLES, *OTHERS, *WINDOW_SENTENCES, *MATTERS}
    fragments = {
        *AFTERWARDS,
        *ASKS,
        *GOALS,
        *LATE_TOPICS,
        *PERMITS,
        *MEANS,
        *TASKS,
        *TOPICS,
        *URGES,
    }

    assert len(figures) >= 60
    assert len(set(EVENTS)) >= 200
    assert len({office.name for office in (*PROVINCIAL, *NATIONAL)} | set(OUTSIDE)) >= 90
    assert len(fragments | set(EVENTS)) >= 500


def test_each_planted_renaming_is_known_to_the_register_of_the_parser() -> None:
    register = load_register("四川省")
    for before, after in RENAMED:
        assert register.resolve(before, on=date(2016, 5, 4)) == before
        assert after in register.family(before)
    for office in (*PROVINCIAL, *NATIONAL):
        day = max(office.first, min(office.last, date(2020, 6, 1)))
        for printed in office.printed:
            assert register.resolve(printed, on=day) == office.name, (printed, day)


@pytest.mark.parametrize("position", [5, 77, 130, 195, 240, 305, 390, 444])
def test_each_fact_of_the_truth_stands_in_the_text(newsroom: Newsroom, position: int) -> None:
    draft, _ = newsroom.write(newsroom.weeks[position])
    cells = [cell or "" for piece in draft.pieces for row in piece.rows for cell in row]
    text = "\n".join([*(piece.label + piece.text for piece in draft.pieces), *cells])
    truth = draft.truth

    assert "模拟" in text
    assert str(truth.masthead["series"]) in text
    for figure in truth.figures:
        assert figure.printed in text
    for event in truth.events:
        assert event.says in text
        assert (event.date_printed or "") in text
        assert all(place in event.says for place in event.places)
    for names in truth.departments.values():
        assert all(printed in text for printed in names)
    for person in truth.people:
        assert str(person["name"]) in text
    for document in truth.documents:
        assert f"《{document['title']}》" in text
    for word in truth.not_figures:
        assert word in text.replace(" 号", "号").replace("】 ", "】") or word.endswith("号")


@pytest.mark.parametrize("position", [5, 77, 130, 195, 240, 305, 390, 444])
def test_no_mark_of_a_template_is_left_in_print(newsroom: Newsroom, position: int) -> None:
    draft, _ = newsroom.write(newsroom.weeks[position])

    for piece in draft.pieces:
        assert not re.search(r"[{}⟨⟩<>|]|\*\*", piece.text), piece.text
        assert "~" not in piece.text or piece.role == "period", piece.text
    assert 1500 <= draft.length <= 4500


def test_every_department_is_printed_under_the_name_of_its_day(newsroom: Newsroom) -> None:
    for week in newsroom.weeks[::30]:
        draft, _ = newsroom.write(week, form="txt")
        known = {office.name for office in offices_on(week.end)}
        after = {name for _, name in RENAMED}
        for names in draft.truth.departments.values():
            assert not (set(names.values()) & after) - known


def test_mistakes_are_planted_in_a_known_share_of_the_issues_and_told(tmp_path: Path) -> None:
    simulate(tmp_path, seed=7, issues=447, jobs=2)
    archive = json.loads((tmp_path / "truth" / "archive.json").read_text(encoding="utf-8"))

    kinds = Counter(mistake["kind"] for mistake in archive["mistakes"])
    assert {kind: kinds[kind] for kind in KINDS} == dict.fromkeys(KINDS, 9)
    assert all(1 <= kinds[kind] <= 4 for kind in ADDED_KINDS)
    assert archive["missing_whole_numbers"] == [107, 263]
    for mistake in archive["mistakes"]:
        truth = json.loads(
            (tmp_path / "truth" / f"{mistake['key']}.json").read_text(encoding="utf-8")
        )
        printed = [f for f in truth["figures"] if f["section"] == mistake["section"]]
        assert mistake["printed"] != mistake["true"]
        assert mistake["kind"] == "list_count" or mistake["printed"] in {
            figure["value"] for figure in printed
        }


def test_a_misprinted_total_has_another_first_digit_or_one_digit_less() -> None:
    for seed in range(60):
        wrong = str(misprint(35866, Random(seed)))

        assert len(wrong) == 4 or (wrong[1:] == "5866" and wrong[0] not in "03")


def test_weeks_left_out_are_weeks_of_work_that_no_report_covers() -> None:
    weeks = plan_weeks(7)
    left_out = find_left_out(weeks)

    assert 3 <= len(left_out) / 11 <= 6
    for first, last in left_out:
        assert (last - first).days == 4
        assert not any(week.start <= last and first <= week.end for week in weeks)


def test_the_white_list_is_first_mentioned_in_the_first_report_of_june_2017() -> None:
    weeks = plan_weeks(7)
    mentions = whitelist_mentions(weeks, 7)
    first = weeks[min(mentions)]

    assert (first.start.year, first.start.month) == (2017, 6)
    assert len(mentions) == 16
    assert sorted(mentions.values()) == list(range(16))


def test_a_document_of_word_opens_with_its_masthead_and_merged_cells(newsroom: Newsroom) -> None:
    week = next(week for week in newsroom.weeks if week.year == 2017)
    _, data = newsroom.write(week, form="docx")
    document = docx.Document(io.BytesIO(data))

    assert document.tables[0].cell(0, 0).text == "模拟政务服务周报"
    assert document.tables[0].cell(0, 0)._tc is document.tables[0].cell(0, 1)._tc
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(2024, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (17, "十七"),
        (20, "二十"),
        (105, "一百零五"),
        (320, "三百二十"),
        (1004, "一千零四"),
    ],
)
def test_numbers_are_put_into_words_as_people_say_them(number: int, words: str) -> None:
    assert chinese(number) == words
