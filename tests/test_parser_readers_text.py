"""Text files: encodings, and paragraphs that pages and fixed widths have cut."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import LimitError, ReadError
from parser.model import Block, Document
from parser.readers import limits
from parser.readers.from_text import read_text

SHARED = Path(__file__).resolve().parents[2] / "shared"
TXT = SHARED / "samples" / "txt"
needs_shared = pytest.mark.skipif(not TXT.is_dir(), reason="sample files are not here")

ISSUE = """2021年第9期（总第212期）
便民服务周报
（3月1日—3月5日）
某市行政审批局
2021年3月8日
一、办件情况
（一）综合窗口
本周，共受理1204件，办结1187件，咨询2万余人次。
二、工作动态
1.3月2日，**市教育局**召开座谈会，听取家长对入学登记的意见。
报：市委办、市政府办。
"""


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def starred(block: Block) -> str:
    text = block.text
    for start, end in reversed(block.bold):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_every_encoding_gives_the_same_paragraphs(encoding: str) -> None:
    document = read_text(ISSUE.encode(encoding))

    assert texts(document) == ISSUE.replace("**", "").splitlines()
    assert document.problems == ()


@pytest.mark.parametrize(
    ("printed", "encoding"),
    [
        ("受理394件，办结1381件。", "gb18030"),
        ("受理 394", "gb18030"),
        ("99405件 405件\n86604件 803件\n30086件 133件", "gb18030"),
        ("窗口工作週報，受理394件", "big5"),
        ("政務服務中心召開會議，辦結1204件。", "big5"),
    ],
)
def test_short_texts_full_of_numbers_are_read_in_their_own_encoding(
    printed: str, encoding: str
) -> None:
    assert "\n".join(texts(read_text(printed.encode(encoding)))) == printed


def test_a_last_character_cut_in_the_middle_is_left_out_and_reported() -> None:
    document = read_text("本周，共受理1204件，办结".encode()[:-1])

    assert texts(document) == ["本周，共受理1204件，办"]
    assert [problem.code for problem in document.problems] == ["text_truncated"]


def test_one_bad_byte_is_marked_and_the_rest_is_read() -> None:
    good = ISSUE.encode()
    at = good.index("综合".encode())
    document = read_text(good[:at] + b"\xff" + good[at:])

    assert "（一）\ufffd综合窗口" in texts(document)
    assert "本周，共受理1204件，办结1187件，咨询2万余人次。" in texts(document)
    assert [problem.code for problem in document.problems] == ["bad_bytes"]
    assert "1 处" in document.problems[0].message


def test_bytes_of_no_encoding_are_an_error_with_a_remedy() -> None:
    with pytest.raises(ReadError, match="无法识别") as caught:
        read_text(bytes(range(128, 256)) * 20)

    assert caught.value.remedy is not None
    assert "另存为" in caught.value.remedy


def test_white_space_alone_is_no_text() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read_text(b"\n \r\n\t\n")


def test_a_text_file_too_large_for_a_report_is_refused() -> None:
    with pytest.raises(LimitError, match="过大"):
        read_text(b"a" * (limits.MAX_TEXT_BYTES + 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a list cut by a page
        ("报送率达100%的有：教育局、科技局、公安局、", "民政局、财政局。"),
        # a phrase cut by a page
        (
            "会议强调，要做好汛期安全检查和隐患排查工作，落实值班制度，扎实推进十二",
            "届全会部署的重点任务，确保安全。",
        ),
        # a title cut by a page
        ("近期，市住建局印发《关于加强工程质量", "监管的通知》，明确了责任。"),
        # the mark that ends the sentence went over to the next page alone
        ("本周，共受理1204件，办结1187件，咨询2万余人次，满意率保持在较高水平", "。下周继续推进。"),
    ],
)
def test_a_paragraph_cut_by_a_page_is_joined(before: str, after: str) -> None:
    text = f"一、工作动态\n\n{before}\n\n{after}\n\n二、其他"

    assert texts(read_text(text.encode())) == ["一、工作动态", before + after, "二、其他"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("便民服务周报", "某市行政审批局"),
        ("（一）综合窗口运行情况", "本周，共受理1204件。"),
        ("主要做法如下：", "一是优化流程，二是减少材料。"),
        (
            "本周，共受理1204件，办结1187件，咨询2万余人次，其中网上办理九成",
            "2.下周继续推进，确保完成。",
        ),
        ("请各单位于下周五前将材料报送至政务服务科汇总，逾期不再受理", "2021年3月8日"),
        ("请各单位于下周五前将材料报送至政务服务科汇总，逾期不再受理", "报：市委办，市政府办。"),
    ],
)
def test_headings_mastheads_items_and_imprints_are_not_joined(before: str, after: str) -> None:
    assert texts(read_text(f"{before}\n\n{after}\n".encode())) == [before, after]


PARAGRAPHS = [
    "便民服务周报",
    "（3月1日—3月5日）",
    "一、办件情况",
    "本周，全市各级政务服务大厅共受理各类事项120433件，办结118712件，办结率98.6%，其中网上办理"
    "比上周增加1204件；今年以来，累计受理1350217件，办结1339054件，群众满意率保持在99%以上。",
    "二、工作动态",
    "1.3月2日，市教育局召开座谈会，听取家长对入学登记的意见，会议要求各校在四月底前完成系统升级，"
    "并向社会公布办理流程、所需材料和咨询电话。",
    "报：市委办、市政府办。",
]


def wrap(text: str, columns: int, indent: str) -> list[str]:
    lines, line, width = [], indent, 2 * len(indent)
    for char in text:
        wide = 1 if char.isascii() else 2
        if width + wide > columns:
            lines.append(line)
            line, width = "", 0
        line += char
        width += wide
    return [*lines, line]


@pytest.mark.parametrize("columns", [40, 64, 76])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_lines_cut_at_a_fixed_width_become_paragraphs_again(columns: int, indent: str) -> None:
    lines = [line for text in PARAGRAPHS for line in wrap(text, columns, indent)]

    assert texts(read_text("\r\n".join(lines).encode("gb18030"))) == PARAGRAPHS


def test_asterisks_become_bold_even_where_a_page_cut_them() -> None:
    text = (
        "1.近期，市教育局、市民政局、市财政局联合印发通知，**市农\n\n业农村局**召开会议，部署春耕。"
    )
    document = read_text(text.encode())

    assert [starred(block) for block in document.blocks] == [
        "1.近期，市教育局、市民政局、市财政局联合印发通知，**市农业农村局**召开会议，部署春耕。"
    ]


def test_asterisks_that_do_not_pair_stay() -> None:
    document = read_text("满意度：**，另行统计。".encode())

    assert [starred(block) for block in document.blocks] == ["满意度：**，另行统计。"]
    assert document.blocks[0].bold == ()


def test_form_feeds_are_pages_and_their_numbers_and_running_heads_go() -> None:
    pages = [
        f"便民服务周报\n{body}\n— {number} —"
        for number, body in enumerate(
            [
                "第3期\n一、办件情况\n本周，共受理1204件、",
                "办结1187件。\n二、工作动态",
                "三、其他\n无。",
            ],
            1,
        )
    ]
    document = read_text("\f".join(pages).encode())

    assert [(block.page, block.text) for block in document.blocks] == [
        (1, "第3期"),
        (1, "一、办件情况"),
        (1, "本周，共受理1204件、办结1187件。"),
        (2, "二、工作动态"),
        (3, "三、其他"),
        (3, "无。"),
    ]
    assert document.pages == 3


def test_a_running_head_that_alone_has_the_issue_number_is_kept_once() -> None:
    pages = [
        f"便民服务周报 第3期\n{body}" for body in ("一、甲\n内容甲。", "二、乙\n内容乙。", "丙。")
    ]

    assert texts(read_text("\f".join(pages).encode())) == [
        "便民服务周报 第3期", "一、甲", "内容甲。", "二、乙", "内容乙。", "丙。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "printed",
    [
        "事项\t受理\t办结\n许可\t120\t118\n服务\t4033\t4012",
        "| 事项 | 受理 | 办结 |\n|---|---:|---:|\n| 许可 | 120 | 118 |\n| 服务 | 4033 | 4012 |",
        "事项    受理    办结\n许可     120     118\n服务    4033    4012",
    ],
)
def test_lines_with_the_same_columns_are_a_table(printed: str) -> None:
    document = read_text(f"办件情况如下：\n{printed}\n以上数据截至3月5日。".encode())

    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert document.blocks[1].rows == (
        ("事项", "受理", "办结"),
        ("许可", "120", "118"),
        ("服务", "4033", "4012"),
    )
    assert document.blocks[1].text == "事项 | 受理 | 办结\n许可 | 120 | 118\n服务 | 4033 | 4012"


@given(st.text(max_size=200))
def test_what_comes_out_is_valid_and_without_control_characters(text: str) -> None:
    try:
        data = text.encode()
        document = read_text(data)
    except (ReadError, UnicodeEncodeError):
        return
    for block in document.blocks:
        block.text.encode()
        assert not any(char < " " for char in block.text.replace("\n", "" if block.rows else "\n"))
        for start, end in block.bold:
            assert 0 <= start < end <= len(block.text)


@needs_shared
@pytest.mark.parametrize(
    "name",
    ["gbk", "utf8", "utf8sig", "utf16be_bom", "utf16le_bom", "utf16le_nobom"],
)
def test_the_sample_issue_is_whole_in_every_encoding(name: str) -> None:
    document = read_text((TXT / f"{name}.txt").read_bytes())

    blocks = json.loads((SHARED / "samples" / "std.blocks.json").read_text(encoding="utf-8"))
    assert texts(document) == [block["text"].replace("**", "") for block in blocks]


@needs_shared
def test_the_real_issue_comes_back_in_whole_paragraphs_with_its_bold() -> None:
    document = read_text((SHARED / "corpus" / "2023-27-447.txt").read_bytes())

    blocks = json.loads((SHARED / "samples" / "std.blocks.json").read_text(encoding="utf-8"))
    assert [starred(block) for block in document.blocks] == [block["text"] for block in blocks]


@needs_shared
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gb2312", "窗口工作周报"),
        ("gb18030", "（共印94份），镕䶮㑇𠮷々"),
        ("big5", "窗口工作週報，受理394件"),
        ("gbk_short", "受理394件，办结1381件。"),
        ("gbk_tiny", "受理 394"),
        ("gbk_num", "99405件 405件"),
        ("gbk_trunc", "窗口工作周报"),
        ("utf8_trunc", "窗口工作周报"),
        ("utf8_onebad", "窗口工作周报"),
    ],
)
def test_odd_and_damaged_samples_are_read(name: str, words: str) -> None:
    assert words in texts(read_text((TXT / f"{name}.txt").read_bytes()))
