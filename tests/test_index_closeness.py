"""Words that stand near to each other are worth more than words that stand apart."""

import pytest

from index.closeness import closeness
from index.folding import squeeze


def of(text: str, *words: str, titles: str = "") -> float:
    lines = f"{titles}\n{squeeze(text)}" if titles else squeeze(text)
    return closeness(lines.encode(), [squeeze(word).encode() for word in words])


SIDE_BY_SIDE = "近日，水利厅调研取水许可。"
ONE_CLAUSE = "近日，水利厅赴青禾市就取水许可开展调研。"
ONE_SENTENCE = "近日，水利厅召开会议，听取各处室关于取水许可办理情况的汇报，部署下一步的调研。"
TWO_SENTENCES = "近日，水利厅召开会议，部署汛期值班。商务厅赴青禾市调研。"


def test_the_nearer_the_words_the_better() -> None:
    texts = (SIDE_BY_SIDE, ONE_CLAUSE, ONE_SENTENCE, TWO_SENTENCES)
    found = [of(text, "水利厅", "调研") for text in texts]

    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4


def test_a_sentence_end_keeps_words_further_apart_than_many_characters_do() -> None:
    far = of("水利厅" + "为推进各项改革" * 8 + "调研", "水利厅", "调研")
    across = of("水利厅值班。商务厅调研", "水利厅", "调研")

    assert far > across


def test_words_in_one_clause_are_nearer_than_words_across_a_comma() -> None:
    together = of("号召企业优先通过网上渠道办理信用复核", "企业", "信用")
    across = of("会见企业代表，双方就信用交换意见", "企业", "信用")

    assert together > across


def test_the_nearest_of_several_places_counts() -> None:
    once = of("水利厅值班。商务厅调研", "水利厅", "调研")
    twice = of("水利厅值班。商务厅座谈。水利厅调研", "水利厅", "调研")

    assert twice == 1.0 > once


def test_words_that_all_stand_in_the_headings_are_as_near_as_can_be() -> None:
    assert of("本周受理3件。", "热线", "诉求", titles="一、热线诉求办理") == 1.0


def test_a_word_of_the_heading_is_near_to_every_sentence_but_not_beside_it() -> None:
    headed = of("本周接听来电30个。", "热线", "来电", titles="一、热线")
    beside = of("本周热线来电30个。", "热线", "来电", titles="一、概况")
    apart = of("热线升级。座席增加。本周来电30个。", "热线", "来电", titles="一、概况")

    assert beside > headed > apart


def test_a_word_that_does_not_stand_there_is_no_hindrance() -> None:
    assert of("水利厅调研", "水利厅", "调研", "督查") == 1.0


@pytest.mark.parametrize("words", [("水利厅",), ()])
def test_fewer_than_two_words_are_as_near_as_can_be(words: tuple[str, ...]) -> None:
    assert of(ONE_CLAUSE, *words) == 1.0


def test_half_a_million_repetitions_do_not_make_it_slow() -> None:
    text = ("受理办结。" * 100_000).encode()
    found = closeness(text, ["受理".encode(), "办结".encode()])

    assert found == 1.0
