"""OFD: pages of characters with places, in the forms that converters write them."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from parser.errors import LimitError, ReadError
from parser.readers import from_ofd
from parser.readers.from_ofd import read_ofd

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
needs_shared = pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files are not here")

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FONTS = (
    '<ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/>'
    '<ofd:Font ID="2" FontName="黑体" Bold="true"/></ofd:Fonts>'
)


def words(text: str, x: float, y: float, *, more: str = "", code: str = "", size: int = 5) -> str:
    """A text object whose characters are an em apart, digits and Latin half an em."""
    steps = " ".join(str(size / 2 if char < "\u0100" else size) for char in text[:-1])
    delta = code or f'DeltaX="{steps}"'
    return (
        f'<ofd:TextObject Boundary="{x} {y} 150 {size}" Size="{size}" Font="1" {more}>'
        f'<ofd:TextCode X="0" Y="4" {delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(*pages: str, template: str = "", folder: str = "Pages/", **parts: str) -> bytes:
    """An OFD file of pages, each the content of its layer."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="{folder}P{number}.xml"/>' for number in range(len(pages))
    )
    use = '<ofd:Template TemplateID="9"/>' if template else ""
    files = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="9" BaseLoc="T.xml"/>'
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {OFD}>{FONTS}</ofd:Res>",
        "Doc_0/T.xml": page_of(template),
    }
    for number, content in enumerate(pages):
        files[f"Doc_0/Pages/P{number}.xml"] = page_of(content, use)
    files.update(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def page_of(content: str, use: str = "") -> str:
    layer = f"<ofd:Layer>{content}</ofd:Layer>"
    return f"<ofd:Page {OFD}>{use}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_ofd(data).blocks]


def test_lines_become_paragraphs_across_pages_and_page_numbers_go() -> None:
    first = words("本周，全县各窗口共受理企业群众申请三百二十件，其中", 30, 40)
    second = words("线上办理二百件。", 30, 30) + words("二、工作动态", 40, 40)
    number = "<ofd:TextObject Boundary='100 280 20 5' Size='5'><ofd:TextCode X='0' Y='4' "

    data = ofd(
        first + number + "DeltaX='g 2 5'>—1—</ofd:TextCode></ofd:TextObject>",
        second + number + "DeltaX='g 2 5'>—2—</ofd:TextCode></ofd:TextObject>",
    )

    assert texts(data) == [
        "本周，全县各窗口共受理企业群众申请三百二十件，其中线上办理二百件。",
        "二、工作动态",
    ]
    assert read_ofd(data).pages == 2


@pytest.mark.parametrize(
    "content",
    [
        # all deltas, some of them counted, none, one object for each character in any order
        words("受理394件", 30, 40),
        words("受理394件", 30, 40, code='DeltaX="5 5 g 2 2.5 2.5"'),
        words("受理394件", 30, 40, code=" "),
        words("件", 47.5, 40) + words("394", 40, 40) + words("理", 35, 40) + words("受", 30, 40),
        # places counted within the object, and turned into the page's by its matrix
        words("受理394件", 0, 0, more='CTM="1 0 0 1 30 40"'),
        words("受理394件", 30, 40, more='CTM="0.5 0 0 0.5 0 0"', size=10),
        words("受理394件", 30, 40) + words("内部资料", 30, 60, more='Visible="false"'),
    ],
)
def test_characters_stand_where_their_object_puts_them(content: str) -> None:
    assert texts(ofd(content)) == ["受理394件"]


def test_bold_is_told_by_font_weight_and_stroke() -> None:
    content = (
        words("受理", 30, 40, more='Weight="700"')
        + words("办结", 40, 40)
        + words("咨询", 50, 40).replace('Font="1"', 'Font="2"')
        + words("流转", 60, 40)
        + words("颁发", 70, 40, more='Stroke="true"')
    )

    (block,) = read_ofd(ofd(content)).blocks

    assert block.text == "受理办结咨询流转颁发"
    assert block.bold == ((0, 2), (4, 6), (8, 10))


def test_a_template_is_part_of_the_page_and_a_running_head_is_left_out() -> None:
    pages = [words(f"{number}、本周工作", 30, 60) for number in "一二三"]

    assert texts(ofd(*pages, template=words("政务服务周报", 30, 15))) == [
        "一、本周工作",
        "二、本周工作",
        "三、本周工作",
    ]


def test_ruled_tables_keep_their_cells() -> None:
    def rule(x0: int, y0: int, x1: int, y1: int) -> str:
        path = f"M 0 0 L {x1 - x0} {y1 - y0}"
        return (
            f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}">'
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    rules = [rule(30, y, 150, y) for y in (50, 60, 70)] + [
        rule(x, 50, x, 70) for x in (30, 90, 150)
    ]
    cells = words("受理（件）", 35, 52) + words("办结（件）", 95, 52)
    cells += words("394", 35, 62) + words("381", 95, 62)

    (block,) = read_ofd(ofd("".join(rules) + cells)).blocks

    assert block.rows == (("受理（件）", "办结（件）"), ("394", "381"))


def test_a_page_laid_on_its_side_is_read() -> None:
    content = words("受理394件，办结381件", 60, 200, more='CTM="0 -1 1 0 0 0"')

    assert texts(ofd(content)) == ["受理394件，办结381件"]


def test_spaces_that_were_dropped_are_seen_by_their_gaps() -> None:
    # 1 mm between Chinese and digits is the program's own; 1.5 mm was a space
    date = words("2024年1月5日", 30, 40, code='DeltaX="g 3 2.5 3.5 6 3.5 6 3.5"')
    body = words("共受理12件", 30, 50, code='DeltaX="5 5 6.5 2.5 4"')

    assert "".join(texts(ofd(date + body))) == "2024年1月5日共受理 12 件"


def test_names_of_parts_are_found_whatever_their_case_and_slashes() -> None:
    assert texts(ofd(words("受理3件", 30, 40), folder="\\Doc_0\\pages\\")) == ["受理3件"]


def test_a_damaged_page_is_reported_and_the_others_are_read() -> None:
    document = read_ofd(ofd(words("受理3件", 30, 40), "", **{"Doc_0/Pages/P1.xml": "<ofd:Page"}))

    assert [block.text for block in document.blocks] == ["受理3件"]
    assert [problem.message[:8] for problem in document.problems] == ["第 2 页损坏，"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ofd(), "没有页面"),
        (ofd(""), "没有文字"),
        (ofd("<ofd:ImageObject/>"), "OFD 是扫描件"),
        (ofd(words("\ue001\ue002\ue003", 30, 40)), "没有可用的文字层"),
        (ofd("", **{"OFD.xml": f"<ofd:OFD {OFD}/>"}), "没有 OFD 文档"),
        (ofd("", **{"OFD.xml": f"<ofd:OFD {OFD}><ofd:Encryptions/></ofd:OFD>"}), "已加密"),
        (ofd("", **{"OFD.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "DTD"),
        (ofd("")[:-30], "文件损坏"),
        (ofd("")[90:], "文件损坏"),
    ],
)  # fmt: skip
def test_files_without_words_are_refused_with_a_reason(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read_ofd(data)

    assert caught.value.remedy


def test_pages_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_ofd, "MAX_PAGES", 2)

    with pytest.raises(LimitError, match="页数过多"):
        read_ofd(ofd("", "", ""))


@pytest.mark.parametrize(
    "code", ['DeltaX="g 99999999999 1"', 'DeltaX="g"', 'DeltaX="nan inf 1e999"']
)
def test_senseless_deltas_do_no_harm(code: str) -> None:
    assert "".join(texts(ofd(words("受理三件", 30, 40, code=code)))).count("受") == 1


@needs_shared
@pytest.mark.parametrize("name", ["line", "char"])
def test_the_samples_say_what_is_printed(name: str) -> None:
    expected = json.loads((SAMPLES / "std.blocks.json").read_text(encoding="utf-8"))

    # a space that the file has left no gap for cannot be seen
    assert texts((SAMPLES / "ofd" / f"{name}.ofd").read_bytes()) == [
        block["text"].replace("**", "").replace("五. 政", "五.政") for block in expected
    ]


@needs_shared
def test_a_file_of_another_program_is_read() -> None:
    said = texts((SAMPLES / "ofd" / "ofdrw-converter_n.ofd").read_bytes())

    assert "路卫发〔2011〕76号" in said
    assert (
        "张阿三，男，1978年2月出生，籍贯江西新建，2001年9月参加工作，本科学历，主治医师，系区中医院职工。"
        in said
    )
