"""Headings and numbered items → sections; the lines are our own."""

import json
from pathlib import Path

import pytest

from parser.masthead import find_masthead
from parser.model import Block
from parser.outline import Outline, find_outline

SHARED = Path(__file__).parents[2] / "shared"
BODY = "本周，各窗口运行平稳。"


def _outline(*lines: str | Block, furniture: frozenset[int] = frozenset()) -> Outline:
    blocks = tuple(Block(text=line) if isinstance(line, str) else line for line in lines)
    return find_outline(blocks, furniture=furniture)


def _sections(*lines: str | Block) -> list[tuple[str, int, str | None, int, int]]:
    return [
        (section.path, section.level, section.heading, section.first_block, section.last_block)
        for section in _outline(*lines).sections
    ]


def _headings(*lines: str | Block) -> list[tuple[str, str | None]]:
    return [(section.path, section.heading) for section in _outline(*lines).sections]


def test_paths_take_the_nearest_section_of_each_smaller_level() -> None:
    assert _sections("一、办件", "（一）受理", "1.窗口受理300件。", "二、动态", "1.举行演练。") == [
        ("一", 1, "办件", 0, 2),
        ("一/（一）", 2, "受理", 1, 2),
        ("一/（一）/1", 3, None, 2, 2),
        ("二", 1, "动态", 3, 4),
        ("二/1", 3, None, 4, 4),
    ]


def test_a_lost_first_heading_leaves_its_blocks_without_a_section() -> None:
    outline = _outline(BODY, "（一）受理", BODY, "二、动态", BODY)

    assert [section.path for section in outline.sections] == ["（一）", "二"]
    assert outline.paths == (None, "（一）", "（一）", "二", "二")
    assert [problem.message for problem in outline.problems] == [
        "序号“二、”之前缺 1 个序号，请核对原件"
    ]


def test_titles_are_the_headings_from_the_outermost_down() -> None:
    outline = _outline("一、办件", "（一）受理", "1.窗口受理300件。", BODY)

    assert outline.titles[3] == ("办件", "受理")
    assert outline.paths[3] == "一/（一）/1"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）受理情况。本周受理300件。", "受理情况"),
        ("（一）强化统筹，压实责任。本周召开例会。", "强化统筹，压实责任"),
        ("（一）受理情况：本周受理300件。", "受理情况"),
        ("(一) 进一步优化“一网通办”服务。各地上线事项20个。", "进一步优化“一网通办”服务"),
        ("1.受理情况。本周受理300件。", "受理情况"),
        ("（二）12345热线运行情况。本周接听300个。", "12345热线运行情况"),
        ("（二）今年以来情况。1月1日至6月30日，累计受理3000件。", "今年以来情况"),
        ("（一）牛羊肉：稳中有降。本周牛肉均价下跌。", "牛羊肉：稳中有降"),
        # sentences, and words with numbers, are no headings
        ("（一）市民政局召开视频会。会议要求服务大局。", None),
        ("（一）受理300件。其中网上200件。", None),
        ("（一）本周运行平稳。各窗口正常。", None),
        ("1.会议强调：要抓好落实。", None),
        ("2.近期，市民政局下发通知。各地落实。", None),
        ("（一）7月20日，市民政局举办培训。共20人。", None),
    ],
)
def test_a_run_in_heading_ends_at_the_first_stop(line: str, heading: str | None) -> None:
    outline = _outline("一、办件", line)

    assert outline.sections[1].heading == heading
    assert outline.blocks[1].kind == "paragraph"


def test_bold_words_up_to_a_stop_are_a_heading_and_a_bold_actor_is_none() -> None:
    heading = Block(text="1.市场局完成改造。共20家。", bold=((0, 9),))
    actor = Block(text="2.市民政局走访20家企业。", bold=((2, 6),))

    assert _headings("一、动态", heading, actor)[1:] == [
        ("一/1", "市场局完成改造"),
        ("一/2", None),
    ]


def test_short_numbered_lines_are_headings_only_with_text_below_them() -> None:
    assert _headings("一、办件", "1.受理", BODY, "2.办结", BODY) == [
        ("一", "办件"),
        ("一/1", "受理"),
        ("一/2", "办结"),
    ]
    assert _headings("一、材料", "1.营业执照", "2.身份证", "3.户口本", BODY)[1:] == [
        ("一/1", None),
        ("一/2", None),
        ("一/3", None),
    ]


def test_an_item_after_one_without_a_heading_has_none_either() -> None:
    lines = ("1.7月18日，市民政局举办培训。", "2.深入推进专项整治。本周检查企业50家。")
    assert _headings("三、动态", *lines)[1:] == [("三/1", None), ("三/2", None)]


def test_a_short_item_that_ends_with_a_stop_is_a_heading_of_the_text_below() -> None:
    lines = ("1.疫情概况。本周报告30例。", "2.工作动态。", "7月2日，市疾控中心开展培训。")
    assert _headings(*lines) == [("1", "疫情概况"), ("2", "工作动态")]


def test_a_bracketed_note_is_no_heading() -> None:
    assert _headings("【内部资料，注意保存】", "一、办件", BODY) == [("一", "办件")]


def test_decimals_open_a_section_only_in_their_turn() -> None:
    assert _headings("一、动态", "1.20个部门入驻。", "2.30个事项上线。", "4.50个窗口。") == [
        ("一", "动态"),
        ("一/1", None),
        ("一/2", None),
    ]


def test_a_heading_style_without_a_label_opens_a_section() -> None:
    outline = _outline("一、办件", Block(text="综合信息", kind="heading"), BODY, "大厅值班")

    assert [(s.path, s.level, s.label, s.heading) for s in outline.sections] == [
        ("一", 1, "一、", "办件"),
        ("综合信息", 1, "", "综合信息"),
    ]


def test_a_bracketed_line_is_a_topic_and_opens_no_section() -> None:
    outline = _outline(
        "【大厅动态】", "1.举行演练。", "【窗口】", BODY, "一、办件", "【线上】", BODY
    )

    assert [(s.path, s.first_block, s.last_block) for s in outline.sections] == [
        ("1", 1, 3),
        ("一", 4, 6),
    ]
    assert outline.titles == (
        ("大厅动态",),
        ("大厅动态",),
        ("大厅动态", "窗口"),
        ("大厅动态", "窗口"),
        ("办件",),
        ("办件", "线上"),
        ("办件", "线上"),
    )
    assert [block.kind for block in outline.blocks[:3]] == ["heading", "paragraph", "heading"]


def test_repeated_and_skipped_numbers_are_kept_and_reported() -> None:
    outline = _outline("一、办件", BODY, "三、动态", BODY, "三、资讯", BODY)

    assert [(s.path, s.heading) for s in outline.sections] == [
        ("一", "办件"),
        ("三", "动态"),
        ("三", "资讯"),
    ]
    assert [(p.code, p.section, p.span and p.span.block) for p in outline.problems] == [
        ("skipped_label", "三", 2),
        ("repeated_label", "三", 4),
    ]


def test_a_table_of_contents_opens_no_sections() -> None:
    for contents in (("目  录", "一、办件", "二、动态"), ("一、办件……………1", "二、动态……………3")):
        outline = _outline(*contents, "一、办件", BODY, "二、动态", BODY)

        assert [section.first_block for section in outline.sections] == [
            len(contents),
            len(contents) + 2,
        ]
        assert {block.kind for block in outline.blocks[: len(contents)]} == {"furniture"}


def test_annexes_and_running_numbers_open_no_sections() -> None:
    assert _headings("一、办件", "附件：1.受理表", "2.办结表", "方面:1.受理;2.办结。") == [
        ("一", "办件")
    ]


def test_tables_belong_to_the_section_they_stand_in() -> None:
    table = Block(text="一、甲 | 1", kind="table", rows=(("一、甲", "1"),))
    outline = _outline("一、办件", table, "二、动态")

    assert outline.paths == ("一", "一", "二")
    assert outline.blocks[1].kind == "table"


def test_furniture_belongs_to_no_section() -> None:
    outline = _outline("周报", "一、办件", BODY, "报：中心", furniture=frozenset({0, 3}))

    assert outline.paths == (None, "一", "一", None)
    assert outline.sections[0].last_block == 2
    assert [block.kind for block in outline.blocks] == [
        "furniture", "heading", "paragraph", "furniture",
    ]  # fmt: skip


def test_no_blocks_give_no_sections() -> None:
    assert _outline().sections == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the real issue is not here")
def test_the_outline_of_the_real_issue_is_exact() -> None:
    lines = json.loads((SHARED / "samples/std.blocks.json").read_text("utf-8"))
    gold = json.loads((SHARED / "gold/2023-27-447.json").read_text("utf-8"))
    blocks = tuple(Block(text=line["text"].replace("**", "")) for line in lines)

    furniture = find_masthead(blocks, name="x.txt").furniture
    sections = find_outline(blocks, furniture=furniture).sections

    assert [
        {"path": section.path, "level": section.level, "heading": section.heading}
        for section in sections
    ] == gold["outline"]


def test_numbers_without_a_mark_open_sections_where_the_next_one_follows() -> None:
    assert _headings("1　接诉", BODY, BODY, "2　办结", BODY) == [("1", "接诉"), ("2", "办结")]
    assert _headings("一、办件", BODY, "二　提醒：节日期间错峰出行，注意安全。") == [
        ("一", "办件"),
        ("二", "提醒"),
    ]
    assert _headings("7　接诉", BODY, BODY) == []
