"""DOCX: what Word prints and what its XML hides, written here by hand."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from parser.errors import LimitError, ReadError
from parser.model import Block, Document
from parser.readers import limits
from parser.readers.from_docx import read_docx
from parser.readers.list_numbers import format_number

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
needs_shared = pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files are not here")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    (
        f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:o="urn:schemas-microsoft-com:office:office"',
    )
)
LIST = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/>
<w:lvlText w:val="%4"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def package(body: str, **parts: str) -> bytes:
    """A DOCX of ``body``; styles, numbering, footnotes and header1 are its other parts."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{R}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for name in parts
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        "</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    roots = {"header1": "hdr"}
    for name, content in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def read(body: str, **parts: str) -> Document:
    return read_docx(package(body, **parts))


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in read(body, **parts).blocks]


# automatic numbering


def test_list_numbers_are_printed_and_begin_again_under_each_heading() -> None:
    body = "".join(
        numbered(text, level)
        for text, level in [
            ("办件情况", 0), ("综合窗口", 1), ("受理1204件", 2), ("办结1187件", 2),
            ("分中心", 1), ("工作动态", 0), ("召开会议", 2), ("印发通知", 2), ("细则", 3),
        ]
    )  # fmt: skip

    assert texts(body, numbering=LIST) == [
        "一、办件情况", "（一）综合窗口", "1.受理1204件", "2.办结1187件", "（二）分中心",
        "二、工作动态", "1.召开会议", "2.印发通知", "① 细则",
    ]  # fmt: skip


def test_a_list_that_overrides_its_start_begins_there_once() -> None:
    numbering = LIST + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(
        numbered(text, 2, number) for text, number in [("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2)]
    )

    assert texts(body, numbering=numbering) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_lists_of_one_kind_count_on_together() -> None:
    numbering = LIST + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'

    assert texts(numbered("甲", 0, 1) + numbered("乙", 0, 2), numbering=numbering) == [
        "一、甲", "二、乙",
    ]  # fmt: skip


def test_numbers_come_from_styles_and_a_paragraph_can_refuse_them() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="x"/><w:basedOn w:val="h"/>'
        "</w:style>"
    )
    style, child = '<w:pStyle w:val="h"/>', '<w:pStyle w:val="h2"/>'
    body = (
        p("办件情况", style)
        + p("说明", style + '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("工作动态", child)
    )
    document = read(body, styles=styles, numbering=LIST)

    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "一、办件情况"),
        ("heading", "说明"),
        ("heading", "二、工作动态"),
    ]


def test_a_level_can_be_found_by_its_style() -> None:
    numbering = LIST.replace(
        '<w:lvl w:ilvl="1"><w:start w:val="1"/>',
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="second"/>',
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="second"><w:name w:val="x"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )

    assert texts(
        p("综合窗口", '<w:pStyle w:val="second"/>'), numbering=numbering, styles=styles
    ) == ["（一）综合窗口"]


def test_an_empty_numbered_paragraph_counts_but_a_deleted_one_does_not() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    )
    body = numbered("甲", 0) + numbered("", 0) + deleted + numbered("乙", 0)

    assert texts(body, numbering=LIST) == ["一、甲", "三、乙"]


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (12, "ideographDigital", "一二"),
        (3, "chineseLegalSimplified", "叁"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "ideographTraditional", "乙"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (5, "decimalFullWidth", "５"),
        (5, "bullet", ""),
    ],
)
def test_number_formats_print_as_word_prints_them(number: int, kind: str, printed: str) -> None:
    assert format_number(number, kind) == printed


# what runs say and hide


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>受理</w:t></w:r><w:del><w:r><w:delText>1318</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1381</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>移动的话。</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>移动的话。</w:t></w:r></w:moveTo></w:p>"
    )

    assert texts(body) == ["受理1381件", "移动的话。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("本周，共受理", "<w:rPr><w:del/></w:rPr>") + p("1204件。")

    assert texts(body) == ["本周，共受理1204件。"]


def test_a_text_box_is_read_once_before_the_paragraph_that_holds_it() -> None:
    box = f"<w:txbxContent>{p('第9期')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>周报</w:t></w:r></w:p>"
    )

    assert texts(body) == ["第9期", "周报"]


def test_smart_tags_links_and_content_controls_keep_their_words() -> None:
    body = (
        "<w:p><w:smartTag><w:smartTagPr/><w:r><w:t>2021年3月8日</w:t></w:r></w:smartTag>"
        "<w:hyperlink><w:r><w:t>，受理</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>1204</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:t>件</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('段落')}</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{p('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )

    assert texts(body) == ["2021年3月8日，受理1204件", "段落"]


def test_fields_print_their_results_and_not_their_codes() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = (
        f"<w:p><w:r><w:t>共</w:t></w:r>{mark('begin')}<w:r><w:instrText>=SUM(</w:instrText></w:r>"
        f"{mark('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{mark('separate')}"
        f"<w:r><w:t>7</w:t></w:r>{mark('end')}{mark('separate')}<w:r><w:t>1204</w:t></w:r>"
        f"{mark('end')}<w:r><w:t>件</w:t></w:r></w:p>"
        '<w:p><w:fldSimple w:instr="SAVEDATE"><w:r><w:t>3月8日</w:t></w:r></w:fldSimple></w:p>'
    )

    assert texts(body) == ["共1204件", "3月8日"]


def test_a_field_that_never_ends_does_not_swallow_the_rest() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("正文。")

    assert texts(body) == ["正文。"]


def test_hidden_text_is_not_read_wherever_it_is_hidden() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="c"><w:name w:val="c"/><w:rPr><w:vanish/></w:rPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="q"><w:name w:val="q"/><w:rPr><w:vanish/>'
        "</w:rPr></w:style>"
    )
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:t>乙</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>丙</w:t></w:r></w:p>'
    ) + p("丁", '<w:pStyle w:val="q"/>')

    assert texts(body, styles=styles) == ["丙"]


def test_footnotes_follow_their_paragraph() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
        f'<w:footnote w:id="2">{p("口径为全市。")}</w:footnote>'
    )
    body = '<w:p><w:r><w:t>受理1204件</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + p(
        "下一段。"
    )

    assert texts(body, footnotes=notes) == ["受理1204件", "口径为全市。", "下一段。"]


def test_bold_comes_from_runs_and_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="b"/><w:rPr><w:b/></w:rPr>'
        "</w:style>"
    )
    body = (
        "<w:p><w:r><w:t>近期，</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>市教</w:t></w:r><w:r>"
        '<w:rPr><w:b w:val="1"/></w:rPr><w:t>育局 </w:t></w:r>'
        "<w:r><w:t>召开会议。</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>标题</w:t></w:r><w:r><w:rPr>'
        '<w:b w:val="0"/></w:rPr><w:t>说明</w:t></w:r></w:p>'
    )
    blocks = read(body, styles=styles).blocks

    assert [bold_words(block) for block in blocks] == [["市教育局"], ["标题"]]


def bold_words(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.bold]


def test_soft_breaks_join_cut_lines_and_part_whole_ones() -> None:
    body = (
        "<w:p><w:r><w:t>本周，共受理1204件、</w:t><w:br/><w:t>办结1187件。</w:t><w:br/>"
        "<w:t>下周继续推进。</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>便民服务周报</w:t><w:br/><w:t>第9期</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>电话028</w:t><w:noBreakHyphen/><w:t>8690</w:t><w:softHyphen/>"
        "<w:t>1234转</w:t><w:tab/><w:t>8001</w:t></w:r></w:p>"
    )

    assert texts(body) == [
        "本周，共受理1204件、办结1187件。",
        "下周继续推进。",
        "便民服务周报",
        "第9期",
        "电话028-86901234转 8001",
    ]


# pages


def test_pages_follow_hard_breaks_and_are_unknown_without_any() -> None:
    broken = '<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>'
    body = broken + p("丙") + p("丁", "<w:pageBreakBefore/>")

    assert [(b.text, b.page) for b in read(body).blocks] == [("甲乙", 1), ("丙", 2), ("丁", 3)]
    assert read(body).pages == 3
    assert [block.page for block in read(p("甲")).blocks] == [None]


def test_words_own_layout_counts_more_than_hard_breaks() -> None:
    body = (
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>"
    )

    assert [(b.text, b.page) for b in read(p("甲") + body).blocks] == [("甲", 1), ("乙", 2)]


# tables


def table(*rows: list[str], borders: str = "single") -> str:
    cells = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblBorders><w:top w:val="{borders}"/><w:insideH w:val="{borders}"/>'
        f"</w:tblBorders></w:tblPr>{cells}</w:tbl>"
    )


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_merged_cells_leave_none_where_they_cover() -> None:
    body = table(
        [tc("时段", '<w:vMerge w:val="restart"/>'), tc("办件", '<w:gridSpan w:val="2"/>')],
        [tc("", "<w:vMerge/>"), tc("受理"), tc("办结")],
        [tc("本周"), tc("1204"), tc("1187")],
    )
    (block,) = read(body).blocks

    assert block.kind == "table"
    assert block.rows == (
        ("时段", "办件", None),
        (None, "受理", "办结"),
        ("本周", "1204", "1187"),
    )
    assert block.text == "时段 | 办件 | \n | 受理 | 办结\n本周 | 1204 | 1187"


def test_a_table_that_only_places_a_masthead_is_paragraphs() -> None:
    body = table([tc("某市行政审批局"), tc("2021年3月8日")], borders="nil")

    assert [(b.kind, b.text) for b in read(body).blocks] == [
        ("paragraph", "某市行政审批局"),
        ("paragraph", "2021年3月8日"),
    ]


def test_a_table_of_one_column_and_an_imprint_in_a_table_are_paragraphs() -> None:
    body = table([tc("报：市委办。")], [tc("送：各县区。")]) + table(
        [tc("报：市政府办。"), tc("共印90份")], [tc("发：各窗口。"), tc("")]
    )

    assert texts(body) == [
        "报：市委办。",
        "送：各县区。",
        "报：市政府办。",
        "共印90份",
        "发：各窗口。",
    ]


def test_a_form_with_paragraphs_in_its_cells_is_read_as_paragraphs() -> None:
    long = "本周召开专题会议，研究部署重点工作，明确责任分工，完善推进机制，强化督促检查。" * 3
    cell = f"<w:tc>{p('一、工作动态')}{p(long)}</w:tc>"

    assert texts(table([tc("内容"), cell], [tc("联系人"), tc("办公室")])) == [
        "内容", "一、工作动态", long, "联系人", "办公室",
    ]  # fmt: skip


def test_several_paragraphs_of_a_cell_are_one_text_and_numbers_stay_apart() -> None:
    two = f"<w:tc>{p('受理')}{p('（件）')}</w:tc>"
    numbers = f"<w:tc>{p('394')}{p('9485')}</w:tc>"
    (block,) = read(table([tc("时段"), two], [tc("本周"), numbers], [tc("上周"), tc("401")])).blocks

    assert block.rows == (("时段", "受理（件）"), ("本周", "394 9485"), ("上周", "401"))


def test_rows_in_content_controls_and_nested_tables_are_not_lost() -> None:
    inner = table([tc("甲"), tc("1")], [tc("乙"), tc("2")])
    row = f"<w:tr>{tc('合计')}{tc('3')}</w:tr>"
    body = (
        f"<w:tbl><w:tr>{tc('项目')}{tc('数量')}</w:tr><w:sdt><w:sdtContent>{row}</w:sdtContent>"
        f"</w:sdt><w:tr>{tc('其中')}<w:tc>{inner}</w:tc></w:tr></w:tbl>"
    )
    said = " ".join(texts(body))

    assert all(word in said for word in ("合计", "3", "甲", "乙", "2"))


# headers and other parts


HEADER = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'


def test_a_header_is_left_out_unless_it_alone_has_the_issue_number() -> None:
    assert texts(p("正文。") + HEADER, header1=p("便民服务周报 第9期")) == [
        "便民服务周报 第9期", "正文。",
    ]  # fmt: skip
    assert texts(p("第9期") + p("正文。") + HEADER, header1=p("便民服务周报 第9期")) == [
        "第9期", "正文。",
    ]  # fmt: skip
    assert texts(p("正文。") + HEADER, header1=p("内部资料")) == ["正文。"]


def test_strict_ooxml_is_read_like_the_usual_kind() -> None:
    usual = zipfile.ZipFile(io.BytesIO(package(numbered("甲", 0), numbering=LIST)))
    strict = {
        name: usual.read(name)
        .replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name in usual.namelist()
    }

    assert [block.text for block in read_docx(zipped(strict)).blocks] == ["一、甲"]


def test_a_file_written_by_another_library_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("一、办件情况", level=1)
    document.add_paragraph("本周，共受理1204件。")
    grid = document.add_table(rows=2, cols=3)
    for place, words in enumerate(("时段", "受理", "办结", "本周", "1204", "1187")):
        grid.cell(place // 3, place % 3).text = words
    document.save(str(tmp_path / "a.docx"))
    blocks = read_docx((tmp_path / "a.docx").read_bytes()).blocks

    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "一、办件情况"),
        ("paragraph", "本周，共受理1204件。"),
        ("table", "时段 | 受理 | 办结\n本周 | 1204 | 1187"),
    ]


def test_a_heading_style_on_a_whole_paragraph_makes_no_heading() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    body = p("（一）受理情况。本周，共受理1204件。", '<w:pStyle w:val="1"/>')

    assert [block.kind for block in read(body, styles=styles).blocks] == ["paragraph"]


def test_words_out_of_reach_are_reported() -> None:
    body = (
        p("正文。")
        + '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    )
    document = read(body)

    assert [problem.code for problem in document.problems] == ["embedded_object"]
    assert "1 个对象" in document.problems[0].message


# hostile and damaged files


def test_a_document_of_pictures_says_that_it_needs_ocr() -> None:
    picture = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict></w:r></w:p>'

    with pytest.raises(ReadError, match="只有图片") as caught:
        read(picture)
    assert "OCR" in (caught.value.remedy or "")


def test_a_document_without_words_says_so() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read("<w:p/>")


def test_a_dtd_is_refused() -> None:
    entity = '<!DOCTYPE x [<!ENTITY e "甲">]>'
    evil = f'{entity}<w:document xmlns:w="{W}"><w:body/></w:document>'

    with pytest.raises(ReadError, match="DTD"):
        read_docx(zipped({"word/document.xml": evil}))


def test_deep_nesting_is_a_limit_and_not_a_crash() -> None:
    deep = "<w:smartTag>" * 2000 + "<w:r><w:t>甲</w:t></w:r>" + "</w:smartTag>" * 2000

    with pytest.raises(LimitError, match="嵌套过深"):
        read(f"<w:p>{deep}</w:p>")


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    bomb = f'<w:document xmlns:w="{W}"><w:body>{" " * (8 << 20)}</w:body></w:document>'

    with pytest.raises(LimitError, match="解开后过大"):
        read_docx(zipped({"word/document.xml": bomb}))


def test_too_many_members_are_refused() -> None:
    many = {f"x/{number}": "" for number in range(limits.MAX_MEMBERS + 1)}

    with pytest.raises(LimitError, match="文件过多"):
        read_docx(zipped(many))


@pytest.mark.parametrize("kept", [30, 200, 600])
def test_a_file_cut_short_says_that_it_is_damaged(kept: int) -> None:
    with pytest.raises(ReadError, match="损坏"):
        read_docx(package(p("正文。"))[:kept])


def test_broken_xml_says_that_it_is_damaged() -> None:
    with pytest.raises(ReadError, match="不是完整的 XML"):
        read_docx(zipped({"word/document.xml": "<w:document><w:body>"}))


def test_styles_based_on_each_other_do_not_hang() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/>'
        f'<w:basedOn w:val="{other}"/></w:style>'
        for own, other in (("a", "b"), ("b", "a"))
    )

    assert texts(p("甲", '<w:pStyle w:val="a"/>'), styles=styles) == ["甲"]


# the sample files


def sample_names() -> list[str]:
    return sorted(path.stem for path in (SAMPLES / "docx").glob("*.docx"))


@needs_shared
@pytest.mark.parametrize("name", sample_names())
def test_the_trap_files_say_what_word_prints(name: str) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))[name]
    blocks = read_docx((SAMPLES / "docx" / f"{name}.docx").read_bytes()).blocks
    said = "\n".join(block.text for block in blocks)

    assert [words for words in expected["must"] if words not in said] == []
    assert [words for words in expected["must_not"] if words in said] == []
    assert [words for words in expected["exactly_once"] if said.count(words) != 1] == []


@needs_shared
@pytest.mark.parametrize("name", ["std", "headstyle", "table_slim", "textbox", "tracked", "sdt"])
def test_every_block_of_the_sample_issue_is_whole(name: str) -> None:
    blocks = read_docx((SAMPLES / "docx" / f"{name}.docx").read_bytes()).blocks
    perfect = "table" if name == "table_slim" else "std"
    expected = json.loads((SAMPLES / f"{perfect}.blocks.json").read_text(encoding="utf-8"))

    assert [[list(row) for row in block.rows] or block.text for block in blocks] == [
        item["text"].replace("**", "") if isinstance(item["text"], str) else item["text"]
        for item in expected
    ]
