import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import folding
from index.folding import fold, squeeze, squeeze_places


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３％", "abc123%"),
        ("“白名单”", '"白名单"'),
        ("「白名单」", "『白名单』"),
        ("川环函[2023]5号", "川环函〔2023〕5号"),
        ("【2023】", "［2023］"),
        ("市（州）", "市(州)"),
        ("İ", "İ"),
        ("危險廢物轉移「白名單」", "危险废物转移“白名单”"),
        (
            "關於徵求意見的通知（川環辦函〔２０２３〕２５５號）",
            "关于征求意见的通知(川环办函〔2023〕255号)",
        ),
        ("市場監督管理廳、住房和城鄉建設廳", "市场监督管理厅、住房和城乡建设厅"),
        ("裡", "里"),
        ("裏", "里"),
        ("衆", "眾"),
    ],
)
def test_spellings_that_nobody_tells_apart_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_marks_that_mean_different_things_stay_different() -> None:
    assert len({fold(mark) for mark in "，。、：；（《〔“‘"}) == 10


@given(st.text(alphabet=st.sampled_from("ab 白\u3000\n名\u200b单。１")))
def test_squeezed_characters_know_their_place(text: str) -> None:
    squeezed, places = squeeze_places(text)

    assert squeezed == squeeze(text)
    assert [fold(text)[place] for place in places] == list(squeezed)


def test_characters_of_simplified_text_stay() -> None:
    text = "着力推进,成效显著;乡里乡亲的后勤,头发,干部,台阶,面条,系统,余额,冲击"

    assert fold(text) == text


def test_what_a_character_becomes_stays_and_is_as_long() -> None:
    table = {chr(code): other for code, other in folding._same().items()}

    assert len(table) > 2900
    assert not table.keys() & set(table.values())
    assert all(len(mark) == len(other) == 1 for mark, other in table.items())
    assert all(mark.lower() == mark for mark in table)
