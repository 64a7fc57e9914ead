"""The table of formats: one issue says the same in all of them."""

import pytest

from corpus.formats import measure_error, score_own, score_samples


def test_our_issue_is_the_same_in_every_format() -> None:
    scores = list(score_own())

    assert [score.name for score in scores] == [
        f"formats/issue.{form}" for form in ("doc", "docx", "odt", "rtf")
    ]
    assert all((score.error, score.found) == (0.0, score.wanted) for score in scores)
    assert scores[0].wanted >= 10


@pytest.mark.parametrize(
    ("said", "printed", "error"),
    [
        ("受理 394件", "受理394件", 0.0),
        ("受理39件", "受理394件", 1 / 6),
        ("受埋394件", "受理394件", 1 / 6),
        ("受理394件件", "受理394件", 1 / 6),
        ("", "受理", 1.0),
    ],
)
def test_error_counts_characters_to_be_changed(said: str, printed: str, error: float) -> None:
    assert measure_error(said, printed) == pytest.approx(error)


def test_every_sample_has_all_figures_and_its_words() -> None:
    scores = {score.name: score for score in score_samples()}
    if not scores:
        pytest.skip("sample files are not here")
    assert {name: score.found for name, score in scores.items() if score.found < 28} == {}
    # numbered by the program otherwise than the page was typed; a telephone number added; a
    # table without rules
    others = ("autonum", "softbreak", "table.ofd")
    assert {
        name: score.error
        for name, score in scores.items()
        if score.error > 0.001 and not any(other in name for other in others)
    } == {}
    assert max(score.error for score in scores.values()) < 0.01
