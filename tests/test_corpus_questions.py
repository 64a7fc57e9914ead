"""The judged questions: what a passage is worth, and how well our answers are ordered."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from corpus.questions import (
    Fact,
    Judge,
    Question,
    add_archive,
    count_newer,
    ndcg,
    read_questions,
    score_questions,
)
from corpus.simulate import Newsroom, write_json
from index.passages import Passage

FLOOR = 0.94  # nDCG on every fifth issue; it only rises

PASSAGE = Passage(
    issue="2022-1",
    position=3,
    section="二/1",
    titles=("二、工作动态",),
    text="1.近日，水利厅调研取水许可。应水利厅邀请，商务厅召开座谈会。部署了培训。",
    page=None,
    first_block=5,
    last_block=5,
    departments=(),
    people=(),
    documents=(),
    indicators=(),
    kinds=(),
    year=2022,
    number=1,
    whole_number=None,
    start=None,
    end=None,
)
FACTS = {
    "2022-1": (
        Fact(printed="调研取水许可", tells="调研取水许可", actors=("某省水利厅",)),
        Fact(printed="召开座谈会", tells="召开座谈会", actors=("某省商务厅",)),
    )
}


@pytest.mark.parametrize(
    ("query", "body", "grade"),
    [
        ("水利厅 调研", "某省水利厅", 4),  # it is the one who acts
        ("水利厅 邀请", "某省水利厅", 3),  # both stand in one clause
        ("水利厅 座谈会", "某省水利厅", 2),  # it stands in the sentence, another one acts
        ("水利厅 培训", "某省水利厅", 1),  # the word stands in another sentence
        ("工作动态", "", 4),  # the heading
        ("工作动态 座谈会", "", 3),  # the heading counts with each clause
        ("商务厅 座谈会", "", 3),  # without a body asked for, an act has to tell all the words
    ],
)
def test_a_passage_is_worth_what_a_reader_would_say(query: str, body: str, grade: int) -> None:
    question = Question(kind="act", query=query, body=body)

    assert Judge([PASSAGE], FACTS).grades(question) == {("2022-1", 3): grade}


def test_a_passage_without_one_of_the_words_is_no_answer() -> None:
    question = Question(kind="plain", query="水利厅 督查", body="")

    assert Judge([PASSAGE], FACTS).grades(question) == {}


def test_a_fact_of_another_passage_of_the_issue_does_not_count() -> None:
    other = replace(PASSAGE, text="水利厅值班，听取调研汇报。")
    question = Question(kind="act", query="水利厅 调研", body="某省水利厅")

    assert Judge([other], FACTS).grades(question) == {("2022-1", 3): 2}


def test_ndcg_is_one_for_the_best_order_and_less_for_any_other() -> None:
    grades = {("a", 1): 3, ("b", 1): 2, ("c", 1): 1}
    best, worst = [("a", 1), ("b", 1), ("c", 1)], [("c", 1), ("b", 1), ("a", 1)]

    assert ndcg(best, grades) == 1.0
    assert ndcg([("x", 1), *best], grades) < 1.0
    # by hand: gains 7, 3, 1 at 1, log2(3), 2
    assert ndcg(worst, grades) == pytest.approx((1 + 3 / 1.58496 + 7 / 2) / (7 + 3 / 1.58496 + 0.5))
    assert ndcg([], grades) == 0.0


def test_of_answers_worth_the_same_the_newer_should_come_first() -> None:
    grades = {("a", 1): 3, ("b", 1): 3, ("c", 1): 3, ("d", 1): 1}
    days = {place: date(2020 + year, 1, 1) for year, place in enumerate(grades)}

    # c before b is right, b before d is no pair of equals
    assert count_newer([("c", 1), ("b", 1), ("d", 1)], grades, days) == (1, 1)
    assert count_newer([("a", 1), ("b", 1), ("c", 1)], grades, days) == (0, 2)


def test_there_are_enough_questions_and_none_twice() -> None:
    questions = read_questions()

    assert len(questions) >= 70
    assert len({question.query for question in questions}) == len(questions)
    assert all(not q.body or len(q.words) > 1 for q in questions)


def write_every(step: int, folder: Path) -> None:
    """Every so many-th issue of the simulated archive, with its truth."""
    newsroom = Newsroom(7)
    (folder / "truth").mkdir()
    for week in [week for week in newsroom.weeks if not week.lost][::step]:
        draft, data = newsroom.write(week)
        file = folder / "issues" / draft.truth.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        write_json(folder / "truth" / f"{week.key}.json", draft.truth.as_json())


def test_our_answers_are_ordered_as_a_reader_would(tmp_path: Path) -> None:
    write_every(5, tmp_path)
    layout = add_archive(tmp_path / "issues", tmp_path / "archive")
    scored = score_questions(layout, tmp_path / "truth", beside_w0=False)
    telling = [one for one in scored if one.tells]

    assert len(telling) >= 40
    assert mean(one.ours for one in telling) >= FLOOR
