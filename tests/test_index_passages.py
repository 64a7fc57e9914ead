from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.folding import squeeze
from index.passages import LONGEST, Passage, make_passages
from parser.model import Block, Issue, Section

from .factories import (
    make_department,
    make_event,
    make_figure,
    make_issue,
    make_masthead,
    make_period,
    make_span,
)


def section(path: str, first: int, last: int, heading: str | None = None) -> Section:
    label = path.split("/")[-1] + "、"
    return Section(
        path=path,
        level=path.count("/") + 1,
        label=label,
        heading=heading,
        first_block=first,
        last_block=last,
    )


def issue(blocks: list[Block], sections: list[Section], **facts: Any) -> Issue:
    nothing = {"figures": (), "events": (), "departments": (), "people": (), "documents": ()}
    return make_issue(blocks=tuple(blocks), sections=tuple(sections), **(nothing | facts))


def heading(text: str) -> Block:
    return Block(text=text, kind="heading")


WHOLE = issue(
    [
        Block(text="2021年第9期", kind="furniture", page=1),
        heading("一、办件情况"),
        Block(text="本周受理394件。", page=1),
        heading("二、工作动态"),
        Block(text="1.市商务局召开座谈会。", page=2),
        Block(text="会后到企业走访。", page=2),
        Block(text="2.印发手册。", page=2),
        heading("三、其他"),
        Block(text="报：中心领导。", kind="furniture", page=3),
    ],
    [
        section("一", 1, 2, "办件情况"),
        section("二", 3, 6, "工作动态"),
        section("二/1", 4, 5),
        section("二/2", 6, 6),
        section("三", 7, 7, "其他"),
    ],
    figures=(make_figure(span=make_span(2, 4, 8)),),
    events=(make_event(span=make_span(4, 2, 10)),),
    departments=(make_department(span=make_span(4, 2, 6)),),
)


def places(passages: tuple[Passage, ...]) -> list[tuple[str | None, tuple[str, ...], str]]:
    return [(passage.section, passage.titles, passage.text) for passage in passages]


def test_passages_are_the_smallest_items_with_their_headings() -> None:
    assert places(make_passages(WHOLE, key="2021-9")) == [
        (None, (), "2021年第9期"),
        ("一", ("一、办件情况",), "本周受理394件。"),
        ("二/1", ("二、工作动态",), "1.市商务局召开座谈会。\n会后到企业走访。"),
        ("二/2", ("二、工作动态",), "2.印发手册。"),
        ("三", ("三、其他",), ""),
        (None, (), "报：中心领导。"),
    ]


def test_a_passage_knows_its_place_and_the_facts_in_it() -> None:
    passage = make_passages(WHOLE, key="2021-9")[2]

    assert (passage.issue, passage.position, passage.page) == ("2021-9", 2, 2)
    assert (passage.first_block, passage.last_block) == (4, 5)
    assert passage.departments == ("甲市商务局", "市商务局")
    assert passage.kinds == ("事件",)
    assert make_passages(WHOLE, key="2021-9")[1].indicators == ("综窗 受理",)


def test_a_heading_run_into_its_paragraph_stands_in_title_and_text() -> None:
    run_in = issue([Block(text="一、受理情况。本周受理9件。")], [section("一", 0, 0, "受理情况。")])

    assert places(make_passages(run_in, key="x")) == [
        ("一", ("一、受理情况。",), "一、受理情况。本周受理9件。")
    ]


def test_the_days_are_the_periods_else_the_day_of_publication() -> None:
    weekly = issue([Block(text="甲")], [])
    vague = make_masthead(period=make_period(None, None), published=date(2021, 3, 9))
    undated = issue([Block(text="甲")], [], masthead=vague)

    first, second = (make_passages(one, key="x")[0] for one in (weekly, undated))

    assert weekly.masthead.period is not None
    assert (first.start, first.end) == (weekly.masthead.period.start, weekly.masthead.period.end)
    assert (second.start, second.end) == (date(2021, 3, 9), date(2021, 3, 9))


def test_a_long_section_is_cut_between_blocks() -> None:
    half = "甲" * (LONGEST // 2)
    long = issue([Block(text=half) for _ in range(5)], [section("一", 0, 4)])

    found = make_passages(long, key="x")

    assert [(passage.first_block, passage.last_block) for passage in found] == [
        (0, 1),
        (2, 3),
        (4, 4),
    ]
    assert {passage.section for passage in found} == {"一"}


KINDS = st.sampled_from(["paragraph", "table", "heading", "furniture"])
BLOCKS = st.lists(
    st.builds(Block, text=st.text(alphabet="甲乙 丙1", max_size=900), kind=KINDS), max_size=12
)


@given(BLOCKS, st.data())
def test_every_block_stands_in_a_passage(blocks: list[Block], data: st.DataObject) -> None:
    sections = []
    for number in range(data.draw(st.integers(0, 5)) if blocks else 0):
        first = data.draw(st.integers(0, len(blocks) - 1))
        last = data.draw(st.integers(first, len(blocks) - 1))
        path = data.draw(st.sampled_from([str(number), f"{number - 1}/1", "1/1/1"]))
        sections.append(section(path, first, last, data.draw(st.sampled_from([None, "甲"]))))
    found = make_passages(issue(blocks, sections), key="x")
    words = [squeeze(part) for passage in found for part in (*passage.titles, passage.text)]

    for block in blocks:
        assert not squeeze(block.text) or any(squeeze(block.text) in part for part in words)
    assert [passage.position for passage in found] == list(range(len(found)))
