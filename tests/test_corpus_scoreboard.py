"""The scoreboard tells what changed, fact by fact, and never shows what was set aside."""

from pathlib import Path

from corpus.compare import Miss, Scores
from corpus.scoreboard import load_standing, render_changes, save_standing, stand


def scores(*misses: tuple[str, str, str]) -> Scores:
    found = Scores()
    found.tally("figures").expected = 3
    found.misses += [
        Miss(kind=kind, section="一", expected=expected, found=read)
        for kind, expected, read in misses
    ]
    return found


BEFORE = [("a", scores(("figures", "受理 12 件", "None"), ("figures", "办结 9 件", "None")))]
AFTER = [("a", scores(("figures", "受理 12 件", "受理 1 件"), ("figures 多出", "—", "热线 12345")))]


def test_each_gain_and_each_loss_is_a_line() -> None:
    said = render_changes(stand(BEFORE, hidden=False), stand(AFTER, hidden=False), hidden=False)

    assert said.splitlines() == [
        "与已提交的得分相比：改对 1 处，改错 1 处",
        "+ figures\ta\t一\t办结 9 件",
        "- figures 多出\ta\t一\t热线 12345",
    ]


def test_of_texts_set_aside_only_numbers_are_told(tmp_path: Path) -> None:
    before, after = stand(BEFORE, hidden=True), stand(AFTER, hidden=True)

    said = render_changes(before, after, hidden=True)
    save_standing(tmp_path / "aside.tsv", before)

    assert said.splitlines()[1:] == ["+ figures 1 处", "- figures 多出 1 处"]
    assert "办结" not in said + (tmp_path / "aside.tsv").read_text(encoding="utf-8")


def test_the_same_fault_twice_is_two_faults() -> None:
    once = [("a", scores(("figures", "受理 12 件", "None")))]
    twice = [("a", scores(*[("figures", "受理 12 件", "None")] * 2))]

    said = render_changes(stand(once, hidden=False), stand(twice, hidden=False), hidden=False)

    assert said.startswith("与已提交的得分相比：改对 0 处，改错 1 处")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    standing = stand(BEFORE, hidden=False)

    save_standing(tmp_path / "new" / "offices.tsv", standing)

    assert load_standing(tmp_path / "new" / "offices.tsv") == standing
