from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.folding import squeeze
from index.results import Hit, Results, find_matches, group_by_issue, make_snippet


def make_hit(**changes: Any) -> Hit:
    values: dict[str, Any] = {
        "issue": "2019-9",
        "position": 0,
        "section": "二/1",
        "titles": ("二、工作动态",),
        "text": "甲",
        "page": 1,
        "first_block": 0,
        "last_block": 0,
        "start": date(2019, 3, 4),
        "end": date(2019, 3, 8),
        "score": 1.0,
        "snippet": (),
    }
    return Hit(**(values | changes))


def shown(text: str, *needles: str, longest: int = 160) -> str:
    pieces = make_snippet(text, [squeeze(needle) for needle in needles], longest=longest)
    return "".join(f"【{piece}】" if matched else piece for piece, matched in pieces)


def test_a_snippet_marks_every_match_in_whole_clauses() -> None:
    text = (
        "本周召开会议。市生态环境局公布危险废物转移“白名单”，白名单共十二家；其余照旧。下周继续。"
    )

    assert (
        shown(text, "白名单", longest=30)
        == "…市生态环境局公布危险废物转移“【白名单】”，【白名单】共十二家；…"
    )


def test_matches_are_found_across_widths_case_and_white_space() -> None:
    assert (
        shown("受理 3 9 4 件，使用ＥＸＣＥＬ表", "394件", "excel")
        == "受理 【3 9 4 件】，使用【ＥＸＣＥＬ】表"
    )


def test_a_comma_in_a_number_does_not_end_a_clause() -> None:
    assert shown("甲，共1,731人次，乙", "731", longest=9) == "…共1,【731】人次，…"


def test_a_match_across_clauses_keeps_both() -> None:
    assert shown("子，甲乙，丙丁，丑", "乙，丙", longest=6) == "…甲【乙，丙】丁，…"


def test_clauses_far_apart_are_joined_by_an_ellipsis() -> None:
    assert shown("甲。" + "乙。" * 9 + "丙。", "甲", "丙", longest=4) == "【甲】。…【丙】。"


def test_the_sentence_with_most_of_the_words_is_shown_before_others() -> None:
    text = "水利厅召开会议，部署工作。商务厅调研园区，走访企业。水利厅赴青禾市调研，查看堤防。"

    assert shown(text, "水利厅", "调研", longest=12) == "…【水利厅】赴青禾市【调研】，…"


def test_the_whole_text_can_be_asked_for() -> None:
    text = "甲，乙。" * 60 + "丙。"
    pieces = make_snippet(text, ["丙", "乙"], longest=None)

    assert "".join(piece for piece, _ in pieces) == text
    assert sum(matched for _, matched in pieces) == 61


def test_no_white_space_is_left_where_something_is_left_out() -> None:
    assert shown("甲乙。\n丙丁。\n", "乙", longest=3) == "甲【乙】。…"


def test_without_a_match_the_beginning_is_shown() -> None:
    assert shown("甲乙。丙丁。", "戊", longest=3) == "甲乙。…"


@given(
    st.text(alphabet="甲乙1,，。 \n“”", max_size=60),
    st.lists(st.text(alphabet="甲乙1,", min_size=1, max_size=3), max_size=3),
)
def test_a_snippet_is_made_of_the_texts_own_words(text: str, needles: list[str]) -> None:
    pieces = make_snippet(text, [squeeze(needle) for needle in needles])

    for part in "".join(piece for piece, _ in pieces).split("…"):
        assert part in text
    for piece, matched in pieces:
        assert piece
        assert not matched or squeeze(piece)[0] in {squeeze(needle)[0] for needle in needles}


@given(st.text(alphabet="甲乙 ", max_size=20), st.text(alphabet="甲乙", min_size=1, max_size=2))
def test_matches_cover_every_occurrence(text: str, needle: str) -> None:
    squeezed = squeeze(text)
    count = sum(squeezed.startswith(needle, at) for at in range(len(squeezed)))
    places = find_matches(text, [needle])

    assert bool(places) == bool(count)
    assert all(needle[0] == text[start] for start, _ in places)
    assert sum(len(squeeze(text[start:end])) for start, end in places) <= count * len(needle)


def test_hits_are_grouped_in_the_order_of_the_best_of_each_issue() -> None:
    results = Results(
        hits=(
            make_hit(issue="乙", position=4),
            make_hit(issue="甲", position=1),
            make_hit(issue="乙", position=2),
        ),
        total=9,
        issues={"甲": 1, "乙": 8},
    )

    grouped = group_by_issue(results)

    assert [(group.issue, group.total) for group in grouped] == [("乙", 8), ("甲", 1)]
    assert [hit.position for hit in grouped[0].hits] == [2, 4]
