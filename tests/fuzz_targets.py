"""What is fuzzed: for each target whole inputs to begin with, and what must hold of any input.

A target takes bytes and returns; an error for the user is an answer, everything else a finding.
"""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

from archive.containers import is_container, open_container
from index.query import parse_query
from index.tree import describe, unparse
from parser.errors import QueryError, ZhoubaoError
from parser.parse import parse_issue
from tests.pages import make_page

_TODAY = date(2021, 6, 1)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICES = Path(__file__).parent.parent / "corpus" / "offices"
_LARGEST = 1 << 16  # of an input: time goes into kinds of inputs, not into their length


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One way into the program."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    is_package: bool = False  # a zip, whose members are what is worth changing


def read_file(data: bytes) -> None:
    """Bytes go the whole way to an issue, whatever they are, or are refused with a remedy."""
    try:
        parse_issue(data[:_LARGEST], name="1.docx")
    except ZhoubaoError as error:
        assert str(error)  # noqa: PT017 - an error is an answer, and has to say something


def read_container(data: bytes) -> None:
    """Members of a container are read one by one; their names lead nowhere."""
    if not is_container(data):
        return
    try:
        contents = open_container(data)
    except ZhoubaoError:
        return
    for member in contents.members:
        assert ".." not in member.place.split("/")
        assert member.place.isprintable()
        try:
            member.read()
        except ZhoubaoError:
            continue


def read_query(data: bytes) -> None:
    """A query is understood or refused; what was understood can be written down again."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        query = parse_query(text, today=_TODAY)
    except QueryError:
        return
    describe(query)
    assert parse_query(unparse(query), today=_TODAY) == query, text


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip with these members."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of a zip of ours; none where it is none any more."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return {info.filename: package.read(info) for info in package.infolist()}
    except Exception:  # any damage: then its bytes are changed as they are
        return {}


def _docx(body: str) -> bytes:
    document = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    numbering = (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start'
        ' w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/>'
        "<w:rPr><w:b/></w:rPr></w:style></w:styles>"
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return pack(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types"><Default Extension="xml"'
                ' ContentType="application/xml"/><Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
                "</Types>"
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
                f' Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{package}/relationships">'
                f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/>'
                f'<Relationship Id="r2" Type="{office}/numbering" Target="numbering.xml"/>'
                "</Relationships>"
            ).encode(),
            "word/document.xml": document.encode(),
            "word/styles.xml": styles.encode(),
            "word/numbering.xml": numbering.encode(),
        }
    )


def make_docx(page: str) -> bytes:
    """A page as a DOCX, one paragraph a line."""
    return _docx("".join(_paragraph(line) for line in page.split()))


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


_NUMBERED = (
    '<w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
)
_TABLE = (
    "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>受理</w:t></w:r></w:p>'
    '</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r>'
    "<w:t>12件</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3件</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
_TRACKED = (
    '<w:p><w:ins w:id="1"><w:r><w:t>办结</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>5'
    '</w:delText></w:r></w:del><w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r><w:r>'
    '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>件</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def _ofd() -> bytes:
    from tests.test_parser_readers_ofd import ofd, words

    lines = make_page(3, whole=103).split()
    objects = "".join(words(line, 20, 20 + 9 * at) for at, line in enumerate(lines))
    return ofd(objects, objects)


def _html() -> tuple[bytes, ...]:
    paragraphs = "".join(f"<p>{line}</p>" for line in make_page(3, whole=103).split())
    table = (
        "<table><tr><td colspan=2>受理</td></tr><tr><td rowspan=2>12</td><td>3</td></tr></table>"
    )
    nested = "<div><ul><li>1.<b>市</b>局<li>2.&nbsp;&#20013;</ul><pre>a\n b</pre></div>"
    head = '<html><head><meta charset="{}"><style>p{{}}</style><title>周报</title></head><body>'
    return tuple(
        (head.format(name) + paragraphs + table + nested + "</body></html>").encode(name)
        for name in ("utf-8", "gb18030", "utf-16")
    )


def _texts() -> tuple[bytes, ...]:
    pages = [make_page(number, whole=100 + number) for number in (3, 9)]
    pages += [path.read_text("utf-8")[:1500] for path in sorted(_OFFICES.glob("*-01.txt"))[:6]]
    return tuple(page.encode(name) for page in pages for name in ("utf-8", "gb18030", "utf-16"))


def _queries() -> tuple[bytes, ...]:
    queries = (
        "危险废物 白名单",
        "“危险废物跨省转移” OR (调研 -水泥)",
        "部门:生态环境厅 日期:2023-07..2023-08 期:447 栏目:大厅",
        '文号:川环办函〔2023〕255号 "a\'b" 「短 语」',
        "人物:张 类型:数据|事件 日期:去年..今年",
    )
    return tuple(query.encode("utf-8") for query in queries)


def make_targets() -> dict[str, Target]:
    """All targets by name, with their seeds."""
    body = "".join(_paragraph(line) for line in make_page(3, whole=103).split())
    rich = _paragraph("办件情况", _NUMBERED) + _TABLE + _TRACKED
    docx = _docx(body + rich + "<w:sectPr/>")
    return {
        "docx": Target(run=read_file, seeds=(docx, _docx(_TABLE * 2)), is_package=True),
        "ofd": Target(run=read_file, seeds=(_ofd(),), is_package=True),
        "html": Target(run=read_file, seeds=_html()),
        "text": Target(run=read_file, seeds=_texts()),
        "query": Target(run=read_query, seeds=_queries()),
        "zip": Target(
            run=read_container,
            seeds=(pack({"2021/1.txt": b"x", "b.zip": pack({"2.txt": b"y"}), "c.docx": docx}),),
        ),
    }


# -- changes -----------------------------------------------------------------------------------

_WORDS = """
一、 （一） 1. （1） ① 第 期 总第 年 月 日 — 至 同比 增长 下降 % 个百分点 万 亿 件 人次
分别为 其中 《 》 〔2021〕 号 “ ” ( ) OR - : .. | " 2021-02-30 13月32日 99999999999999999999
-1 1e999 0 &a; <w:p> </w:p> <w:tbl> <td <![CDATA[ <!-- --> <p> </ />
"""
_OTHERS = (
    *("9" * 400, "一" * 300, "（" * 200, "<!DOCTYPE x [<!ENTITY a 'b'>]>", "colspan=9999 "),
    *("\0", "\ud7ff", "\ufeff", "\u202e", "\U0001f600", "\t", "\r\n"),
)
_TOKENS = tuple(token.encode("utf-8") for token in (*_WORDS.split(), *_OTHERS))


def change(data: bytes, target: Target, random: Random) -> bytes:
    """Another input made of one: of a package mostly one member is changed."""
    if target.is_package and random.random() < 0.9:
        parts = unpack(data)
        if parts:
            name = random.choice(list(parts))
            parts[name] = change_bytes(parts[name], random)
            return pack(parts)
    return change_bytes(data, random)


def change_bytes(data: bytes, random: Random) -> bytes:
    """A few changes, one after the other."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3, 5, 9))):
        at = random.randrange(len(changed) + 1)
        length = random.choice((1, 2, 3, 8, 40, 200))
        match random.randrange(7):
            case 0 if changed:
                changed[at % len(changed)] = random.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = random.choice(_TOKENS)
            case 3:
                changed[at : at + length] = random.choice(_TOKENS)
            case 4:
                changed[at:at] = changed[at : at + length] * random.choice((1, 2, 30))
            case 5:
                other = random.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + length]
            case _:
                changed[at:at] = random.randbytes(length)
    return bytes(changed[:_LARGEST])
