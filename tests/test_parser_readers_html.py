"""Web pages and MHT files: what is printed, what only looks like words, what they hide."""

import json
from pathlib import Path

import pytest

from parser.errors import LimitError, ReadError
from parser.model import Block
from parser.readers.from_html import read_html
from parser.readers.from_mht import read_mht

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
needs_shared = pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files are not here")

LONG = "本周，全县各窗口共受理企业群众申请三百二十件，全部在承诺时限内办结"


def blocks(body: str) -> tuple[Block, ...]:
    return read_html(f"<html><body>{body}</body></html>".encode()).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def test_line_ends_within_chinese_are_no_spaces() -> None:
    assert texts("<p>本周，县政务\n  服务中心。\n共受理\n12\n件，\nWeb\nHall 除外</p>") == [
        "本周，县政务服务中心。共受理 12 件，Web Hall 除外"
    ]


def test_spaces_parted_by_tags_are_one() -> None:
    assert texts("<p>受理 <b> 12 </b> 件</p>") == ["受理 12 件"]


def test_scripts_styles_comments_and_hidden_words_are_left_out() -> None:
    page = (
        "<script>var n=99;</script><style>.x{display:none}</style><!-- 受理7件 -->"
        "<p>受理<span class='x'>98</span><span style='display: none'>97</span>3件</p>"
        "<p hidden>96</p><select><option>95</option></select><noscript>94</noscript>"
    )

    assert texts(page) == ["受理3件"]


def test_struck_out_insertions_and_marks_of_notes_of_a_word_processor() -> None:
    page = (
        "<p>受理<del>12</del><ins>13</ins>件"
        "<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a>。</p>"
    )

    assert texts(page) == ["受理13件。"]


def test_list_numbers_of_a_word_processor_are_kept_and_its_bullets_are_not() -> None:
    mark = "<![if !supportLists]><span style='font-family:{}'><span style='mso-list:Ignore'>{}"
    end = "<span>&nbsp;&nbsp; </span></span></span><![endif]>"
    page = (
        f"<p style='mso-list:l0 level1'>{mark.format('宋体', '（一）')}{end}窗口办件</p>"
        f"<p style='mso-list:l1 level1'>{mark.format('Wingdings', 'l')}{end}热线办件</p>"
    )

    assert texts(page) == ["（一）窗口办件", "热线办件"]


def test_browsers_number_lists() -> None:
    page = (
        "<ol start=3><li>召开例会</li><li value=7>印发通知</li><li>调研</li></ol><ul><li>走访</ul>"
    )

    assert texts(page) == ["3.召开例会", "7.印发通知", "8.调研", "走访"]


def test_cells_over_several_rows_and_columns_cover_the_others() -> None:
    page = (
        "<table border=1><tr><td rowspan=2>时段<td colspan=2>办件（件）"
        "<tr><td>受理<td>办结<tr><td>本周<td>12<td>9</table>"
    )

    (table,) = blocks(page)

    assert table.kind == "table"
    assert table.rows == (("时段", "办件（件）", None), (None, "受理", "办结"), ("本周", "12", "9"))


def test_a_table_that_places_the_masthead_is_no_table() -> None:
    page = "<table><tr><td>某县政务服务局<td>2023年8月1日</table><p>一、办件情况</p>"

    assert [(block.kind, block.text) for block in blocks(page)] == [
        ("paragraph", "某县政务服务局"),
        ("paragraph", "2023年8月1日"),
        ("paragraph", "一、办件情况"),
    ]


def test_bold_by_tag_style_and_class() -> None:
    page = (
        "<style>.act, p.h{font-weight:bold} .no{font-weight:normal}</style>"
        "<p><b>县医保局</b>、<span style='font-weight:700'>县税务局</span>、"
        "<span class=act>县残联<i class=no>窗口</i></span>开展走访。</p>"
    )

    (block,) = blocks(page)

    assert block.text == "县医保局、县税务局、县残联窗口开展走访。"
    assert block.bold == ((0, 4), (5, 9), (10, 13))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # breaks that end paragraphs: two of them, an indent, a label after
        (f"{LONG}<br><br>下周安排", [LONG, "下周安排"]),
        (f"{LONG}<br>　　下周安排", [LONG, "下周安排"]),
        (f"{LONG}<br>&nbsp;&nbsp;&nbsp;&nbsp;下周安排", [LONG, "下周安排"]),
        (f"{LONG}<br>二、下周安排", [LONG, "二、下周安排"]),
        # a break within a sentence
        (f"{LONG}，<br>办结率达到百分之百。", [f"{LONG}，办结率达到百分之百。"]),
        (f"<pre>{LONG}，\n全部办结。\n\n下周安排</pre>", [f"{LONG}，全部办结。", "下周安排"]),
    ],
)  # fmt: skip
def test_breaks_end_paragraphs_only_where_something_ends(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_menus_and_the_foot_of_the_site_are_left_out_and_reported() -> None:
    page = (
        "<div><a href='/'>首页</a> &gt; <a href='/x'>政务公开</a></div><p>受理3件</p>"
        "<p>详见<a href='/y'>通知</a></p><div>某ICP备05012345号-1 访问量 8888</div>"
    )

    document = read_html(page.encode())

    assert [block.text for block in document.blocks] == ["受理3件", "详见通知"]
    assert [problem.code for problem in document.problems] == ["site_parts_left_out"]
    assert "首页>政务公开" in document.problems[0].message


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        # gb2312 has no 镕 and no 〇; what pages call so has
        ("<meta charset=gb2312><p>二〇二三年，镕</p>", "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=big5'><p>辦理情況</p>", "big5"),
        # the bytes are right, the page is not
        ("<meta charset=gb2312><p>二〇二三年，受理三百件</p>", "utf-8"),
        ("<meta charset=utf-8><p>关于本周受理情况的通报，共受理三百件</p>", "gb18030"),
        ("<p>关于本周受理情况的通报，共受理三百件</p>", "utf-16"),
    ],
)
def test_characters_are_right_whatever_the_page_says_of_its_encoding(
    page: str, encoding: str
) -> None:
    (block,) = read_html(f"<html>{page}</html>".encode(encoding)).blocks

    assert f"<p>{block.text}</p>" in page


def test_an_undeclared_encoding_is_judged_by_words_not_by_markup() -> None:
    page = (
        "<html><style>" + "p.MsoNormal{margin:0cm}" * 2000 + "</style><p>本周共受理三百件，办结</p>"
    )

    assert read_html(page.encode("gb18030")).blocks[0].text == "本周共受理三百件，办结"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><body><img src=a.png></body></html>", "网页里没有文字"),
        ("<html>" + "<div>" * 5000 + "字", "网页嵌套过深"),
        ("<html>" + "<table><tr><td>" * 100 + "字", "网页中表格套表格过深"),
        ("<table border=1>" + "<tr><td colspan=1000 rowspan=1000>1" * 500, "表格过大"),
    ],
)
def test_pages_that_are_none_end_in_a_named_error(page: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_html(page.encode())


def test_a_page_of_breaks_alone_is_read_in_linear_time() -> None:
    line = "一季度全县共受理企业群众申请三百二十件其中"

    (block,) = blocks(f"<p>{line}<br>" + f"{line}<br>" * 5000)

    assert len(block.text) == 5001 * len(line)


def mht(page: bytes, encoding: str = "8bit", *, kind: str = "text/html; charset=gb2312") -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=x"\r\n\r\nold\r\n'
    picture = b"--=x\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n"
    part = f"--=x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head + picture + part.encode() + page + b"\r\n--=x--\r\n"


PAGE = "<html><p>本周受理3件</p></html>"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (PAGE.encode("gb18030"), "8bit"),
        (b"<html><p>=B1=BE=D6=DC=CA=DC=\r\n=C0=ED3=BC=FE</p></html>", "quoted-printable"),
        (b"PGh0bWw+PHA+sb7W3MrcwO0zvP48L3A+PC9odG1sPg==", "base64"),
    ],
)
def test_the_page_of_an_mht_file_is_decoded(body: bytes, encoding: str) -> None:
    assert [block.text for block in read_mht(mht(body, encoding)).blocks] == ["本周受理3件"]


def test_a_page_in_parts_within_parts_is_found() -> None:
    inner = (
        b"--=y\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode() + b"\r\n--=y--\r\n"
    )  # fmt: skip
    data = mht(inner, kind='multipart/alternative; boundary="=y"')

    assert read_mht(data).blocks[0].text == "本周受理3件"


def test_an_mht_file_without_a_page_is_refused() -> None:
    with pytest.raises(ReadError, match="里面没有网页") as caught:
        read_mht(mht(b"x", kind="text/plain"))

    assert "另存为" in (caught.value.remedy or "")


def test_a_header_with_bytes_that_are_no_text_does_no_harm() -> None:
    data = mht(PAGE.encode(), "8bit\r\nX: y").replace(b"8bit", b"8b\xffit")

    assert read_mht(data).blocks[0].text == "本周受理3件"


def test_parts_without_end_are_refused() -> None:
    data = b'Content-Type: multipart/related; boundary="=x"\r\n\r\n' + b"--=x\r\n" * 10_000

    with pytest.raises(LimitError, match="部分过多"):
        read_mht(data)


@needs_shared
@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("html/word_gb2312.html", "std"),
        ("html/std.html", "std"),
        ("html/cms_utf8.html", "std"),
        ("html/table.html", "table"),
        ("mht/word_gb2312.mht", "std"),
        ("bad/html_as.doc", "std"),
    ],
)
def test_the_sample_pages_say_what_is_printed(name: str, truth: str) -> None:
    expected = json.loads((SAMPLES / f"{truth}.blocks.json").read_text(encoding="utf-8"))
    data = (SAMPLES / name).read_bytes()

    document = read_mht(data) if name.endswith("mht") else read_html(data)

    assert [block.text for block in document.blocks if block.kind == "paragraph"] == [
        block["text"].replace("**", "") for block in expected if block["kind"] != "table"
    ]
    assert [[list(row) for row in block.rows] for block in document.blocks if block.rows] == [
        block["text"] for block in expected if block["kind"] == "table"
    ]
