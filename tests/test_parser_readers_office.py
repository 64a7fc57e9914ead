"""DOC, WPS, RTF and ODT: the same issue as in DOCX, and what they do when damaged."""

import json
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.errors import LimitError, ReadError, ZhoubaoError
from parser.model import Block, Document
from parser.readers import office
from parser.readers.detect import read_document
from parser.readers.from_doc import read_doc
from parser.readers.from_docx import read_docx
from parser.readers.from_odt import read_odt
from parser.readers.from_rtf import read_rtf

# one issue written by hand: list numbers made by the program, a masthead in a text box, merged
# cells, a note, words that were deleted, inserted, hidden or linked, a break within a sentence
FORMATS = Path(__file__).resolve().parents[1] / "corpus" / "formats"
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
needs_shared = pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files are not here")

READERS: dict[str, Callable[[bytes], Document]] = {
    "docx": read_docx,
    "doc": read_doc,
    "wps": read_doc,
    "rtf": read_rtf,
    "odt": read_odt,
}
PRINTED = [
    "政务服务周报",
    "2024年第3期（总第103期）",
    "（1月15日—1月19日）",
    "某县政务服务管理局",
    "2024年1月22日",
    "一、办件情况",
    "（一）窗口办件",
    "本周，大厅共受理 394 件，办结 381 件，办结率96.7%；今年以来，累计受理1120件。",
    "含容缺办结7件。",
    "时段 | 办件数量（件） |  | 咨询（人次）\n | 受理 | 办结 | \n本周 | 394 | 381 | 1381\n"
    "今年以来 | 1120 | 1093 | 4027",
    "（二）网上办件",
    "网上办件共计381件，同比增长12.5%。",
    "二、工作动态",
    "1.1月16日，县医疗保障局印发《关于规范窗口服务的通知》（某医保函〔2024〕5号）。",
    "2.1月18日，县税务局窗口开展“局长走流程”活动，走访企业12家。",
    "三、下周安排",
    "继续推进“一件事”改革，完成3个事项，力争月底前上线。",
    "报：县委、县政府。",
    "送：各乡镇。",
    "发：各部门窗口。（共印60份）",
]
TABLE = (
    ("时段", "办件数量（件）", None, "咨询（人次）"),
    (None, "受理", "办结", None),
    ("本周", "394", "381", "1381"),
    ("今年以来", "1120", "1093", "4027"),
)


def sample(form: str) -> bytes:
    return (FORMATS / f"issue.{form}").read_bytes()


def bold_words(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text[start:end] for block in blocks for start, end in block.bold]


@pytest.mark.parametrize("form", ["docx", "doc", "rtf", "odt"])
def test_an_issue_says_the_same_in_every_format(form: str) -> None:
    document = READERS[form](sample(form))

    assert [block.text for block in document.blocks] == PRINTED
    assert [block.rows for block in document.blocks if block.rows] == [TABLE]
    assert bold_words(document.blocks) == ["381", "县医疗保障局", "县税务局窗口"]


def rtf(words: str) -> list[str]:
    return [block.text for block in read_rtf(words.encode("latin-1")).blocks]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # bytes in the font's encoding, with and without its name
        (r"{\rtf1\ansi{\fonttbl{\f1\fcharset134 x;}}\f1\'ca\'dc\'c0\'ed 3\par}", "受理 3"),
        (r"{\rtf1\ansi\ansicpg936\f0\'ca\'dc\'c0\'ed\par}", "受理"),
        (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 x;}{\f1\fcharset134 y;}}\f0\'ca\'dc}", "受"),
        (r"{\rtf1\ansi{\fonttbl{\f1\fcharset136 x;}}\f1\'bf\'ec\'b2\'7a\par}", "辦理"),
        # the second byte of a character as it is
        ("{\\rtf1\\ansi\\ansicpg936\\'81A\\'81@\xca\xdc}", "丄丂受"),
        # Unicode, with one, two and no characters for old programs
        (r"{\rtf1\uc1\u21463?\u29702\'3f}", "受理"),
        (r"{\rtf1\uc2\u21463\'ca\'dc\u29702 xy3}", "受理3"),
        (r"{\rtf1\uc0\u-24604\u-10179\u-9216}", "鿤\U0001f400"),
        (r"{\rtf1{\upr{\'ca\'dc}{\*\ud{\u21463 ?\u29702 ?}}}}", "受理"),
        # what is not printed
        (r"{\rtf1 3{\v 4}{\deleted 5}{\*\unknown 6}{\info{\title 7}}{\header 8}}", "3"),
        (r"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt 12}}{\pict\bin4 }}}}}34}", "1234"),
        (r"{\rtf1 a\~b\_c\-d\emdash e\ldblquote f\rdblquote\tab g}", "a b-cd—e“f” g"),
        # a number of the list as it was printed, without bullets
        (r"{\rtf1\pard{\listtext\pard 1.\tab}3\par}", "1.3"),
        (r"{\rtf1{\fonttbl{\f3\fcharset2 S;}}\pard{\listtext\f3\'b7\tab}3\par}", "3"),
    ],
)  # fmt: skip
def test_words_of_rtf(words: str, expected: str) -> None:
    assert rtf(words) == [expected]


def test_tables_in_tables_of_rtf() -> None:
    words = (
        r"{\rtf1\trowd\clbrdrt\brdrs\cellx1000\cellx3000"
        r"\pard\intbl 1\cell\pard\intbl\itap2 21\nestcell 22\nestcell"
        r"{\*\nesttableprops\trowd\clbrdrt\brdrs\cellx1500\cellx2500\nestrow}{\nonesttables\par}"
        r"\pard\intbl\itap2 23\nestcell 24\nestcell"
        r"{\*\nesttableprops\trowd\cellx1500\cellx2500\nestrow}{\nonesttables\par}"
        r"\pard\intbl 2\cell\row\pard 3\par}"
    )

    assert rtf(words) == ["1", "21 | 22\n23 | 24", "2", "3"]


def test_an_rtf_file_that_was_cut_is_read_and_reported() -> None:
    document = read_rtf(rb"{\rtf1 12\par 34")

    assert [block.text for block in document.blocks] == ["12", "34"]
    assert [problem.code for problem in document.problems] == ["text_truncated"]


@pytest.mark.parametrize("length", [100, 600, 4000, 9000])
def test_a_doc_that_was_cut_is_refused(length: int) -> None:
    with pytest.raises(ReadError, match="文件损坏") as caught:
        read_doc(sample("doc")[:length])

    assert "重新下载" in (caught.value.remedy or "")


def with_header(offset: int, form: str, value: int) -> bytes:
    """The sample with a number in the header of its WordDocument stream changed."""
    data = bytearray(sample("doc"))
    start = data.index(b"\xec\xa5", 512)
    struct.pack_into(form, data, start + offset, value)
    return bytes(data)


def test_a_doc_with_a_password_and_one_too_old_are_told_apart() -> None:
    with pytest.raises(ReadError, match="密码"):
        read_doc(with_header(10, "<H", 0x0300))
    with pytest.raises(ReadError, match="Word 95"):
        read_doc(with_header(2, "<H", 101))


def program(folder: Path, script: str) -> None:
    """An office program that does what ``script`` says; its folder for results is $OUT."""
    path = folder / "soffice"
    path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nOUT="$2"\n{script}\n')
    path.chmod(0o755)


def _which(folder: Path, name: str) -> str | None:
    return str(folder / name) if (folder / name).exists() else None


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without LibreOffice; a program put into this folder is found."""
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setattr("shutil.which", partial(_which, tmp_path))
    return tmp_path


OLD = with_header(2, "<H", 101)


def test_without_libreoffice_a_message_says_what_to_install(no_office: Path) -> None:
    with pytest.raises(ReadError, match="Word 95") as caught:
        read_document(OLD, name="旧.doc")

    assert no_office.is_dir()
    assert "apt install libreoffice-writer-nogui" in (caught.value.remedy or "")


def test_libreoffice_reads_what_we_cannot_and_that_is_told(no_office: Path) -> None:
    # the first start makes a profile, and asks for another one
    began = no_office / "began"
    again = f'[ -e "{began}" ] || {{ touch "{began}"; exit 81; }}; '
    program(no_office, f'{again}mkdir "$OUT" && cp "{FORMATS / "issue.docx"}" "$OUT/source.docx"')

    document = read_document(OLD, name="旧.doc")

    assert [block.text for block in document.blocks] == PRINTED
    assert [problem.code for problem in document.problems] == ["converted"]


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 3", "退出码 3"), ("exit 81", "退出码 81"), ("sleep 60 & sleep 60", "秒内没有转换完")],
)
def test_libreoffice_that_fails_or_hangs_is_ended(
    no_office: Path, script: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_SECONDS", 0.5)
    program(no_office, script)

    with pytest.raises(ReadError, match=said):
        read_document(OLD, name="旧.doc")


def test_the_words_of_a_doc_are_found_without_its_styles_and_lists() -> None:
    for part in (1, 73, 74, 12):  # styles, lists, runs
        data = with_header(0x9A + 8 * part + 4, "<I", 0)

        said = "".join(block.text for block in read_doc(data).blocks)
        assert "累计受理1120件" in said


def said_of(read: Callable[[bytes], Document], data: bytes) -> object:
    """What a reader says of a file: its blocks, or what to do."""
    try:
        return read(data).blocks
    except ZhoubaoError as error:
        return error.remedy


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_doc_gives_its_words_or_an_error(data: st.DataObject) -> None:
    content = bytearray(sample("doc"))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    assert said_of(read_doc, bytes(content))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            r"{ } \par \cell \row \trowd \cellx5 \intbl \itap3 \nestcell \nestrow {\*\x {\footnote"
            r" {\shptxt \'b0 \u9 \bin3 {\upr {\listtext {\fonttbl\f2\fcharset134 \f2".split()
        ),
        max_size=40,
    )
)
def test_any_rtf_gives_its_words_or_an_error(parts: list[str]) -> None:
    assert said_of(read_rtf, ("{\\rtf1 " + " ".join(parts) + "\\").encode())


def odt(body: str, styles: str = "") -> bytes:
    names = {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in names.items()
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return buffer.getvalue()


NUMBERS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:list-level-style-number '
    'text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def test_lists_of_odt_go_on_and_begin_anew() -> None:
    def item(words: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>"

    inner = f"<text:list>{item('乙')}{item('丙')}</text:list>"
    body = (
        f'<text:list xml:id="a" text:style-name="L">{item("甲", inner)}</text:list>'
        "<text:p>丁</text:p>"
        f'<text:list text:style-name="L" text:continue-list="a">{item("戊")}</text:list>'
        f'<text:list text:style-name="L">{item("己")}</text:list>'
    )

    assert [block.text for block in read_odt(odt(body, NUMBERS)).blocks] == [
        "一、甲",
        "一.1.乙",
        "一.2.丙",
        "丁",
        "二、戊",
        "一、己",
    ]


def test_odt_leaves_out_what_was_deleted_or_only_remarked() -> None:
    body = (
        "<text:tracked-changes><text:p>318</text:p></text:tracked-changes>"
        "<text:p>受理<office:annotation><text:p>核实</text:p></office:annotation>3"
        "<text:s text:c='2'/>件<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>含补录。</text:p></text:note-body></text:note>。</text:p>"
    )

    assert [block.text for block in read_odt(odt(body)).blocks] == ["受理3  件。", "含补录。"]


def test_pages_of_odt_are_those_that_the_program_has_marked() -> None:
    body = "<text:p>受理</text:p><text:p>办<text:soft-page-break/>结</text:p><text:p>咨询</text:p>"

    document = read_odt(odt(body))

    assert [block.page for block in document.blocks] == [1, 1, 2]
    assert document.pages == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odt(""), "没有文字"),
        (odt("<text:p>3</text:p>")[:-40], "文件损坏"),
        (odt("<text:section>" * 400 + "</text:section>" * 400), "嵌套过深"),
    ],
)
def test_an_odt_without_words_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_odt(data)


def test_rows_of_odt_without_end_are_refused() -> None:
    row = (
        '<table:table-row><table:table-cell table:number-columns-repeated="1000">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )
    body = f"<table:table>{row * 300}</table:table>"

    with pytest.raises(LimitError, match="表格过大"):
        read_odt(odt(body))


@needs_shared
@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("doc/std.doc", "std"),
        ("doc/table.doc", "table"),
        ("wps/std.wps", "std"),
        ("wps/table.wps", "table"),
        ("rtf/std.rtf", "std"),
        ("rtf/table.rtf", "table"),
        ("rtf/word_dbcs.rtf", "std"),
        ("bad/rtf_as.doc", "std"),
        ("odt/std.odt", "std"),
    ],
)
def test_the_samples_say_what_is_printed(name: str, truth: str) -> None:
    expected = json.loads((SAMPLES / f"{truth}.blocks.json").read_text(encoding="utf-8"))
    form = name.partition("/")[0]

    document = READERS["rtf" if form == "bad" else form]((SAMPLES / name).read_bytes())

    assert [block.text for block in document.blocks if block.kind != "table"] == [
        block["text"].replace("**", "") for block in expected if block["kind"] != "table"
    ]
    assert [[list(row) for row in block.rows] for block in document.blocks if block.rows] == [
        block["text"] for block in expected if block["kind"] == "table"
    ]


@needs_shared
@pytest.mark.parametrize("name", ["doc/autonum.doc", "odt/autonum.odt"])
def test_headings_are_numbered_by_their_lists(name: str) -> None:
    document = READERS[name.partition("/")[0]]((SAMPLES / name).read_bytes())

    said = [block.text for block in document.blocks]
    for words in (
        "一、综窗改革攻坚行动",
        "（三）其他工作开展情况",
        "三、大厅工作动态",
        "五、政务资讯",
    ):
        assert words in said
