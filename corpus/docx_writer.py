"""An issue as DOCX, written part by part so that the same issue gives the same bytes."""

import io
import zipfile
from itertools import pairwise
from random import Random
from xml.sax.saxutils import escape

from .draft import Piece, Rows
from .numerals import chinese

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STAMP = (2024, 1, 1, 0, 0, 0)  # all parts: a zip keeps times, and ours must not differ

_CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>\
<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>\
<Override PartName="/word/footer1.xml" ContentType="{_MAIN}.footer+xml"/></Types>"""

_PACKAGE_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>"""

_DOCUMENT_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_R}/numbering" Target="numbering.xml"/>\
<Relationship Id="rId3" Type="{_R}/footer" Target="footer1.xml"/></Relationships>"""

_FOOTER = f"""{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>\
<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>\
</w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"""

_HEADING_STYLE = """<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="heading {n}"/>\
<w:basedOn w:val="a"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level}"/></w:pPr>\
<w:rPr><w:rFonts w:eastAsia="{font}"/><w:sz w:val="32"/></w:rPr></w:style>"""

_STYLES = (
    f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/>'
    '<w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + _HEADING_STYLE.format(id="1", n=1, level=0, font="黑体")
    + _HEADING_STYLE.format(id="2", n=2, level=1, font="楷体_GB2312")
    + '<w:style w:type="table" w:styleId="ab"><w:name w:val="Table Grid"/></w:style></w:styles>'
)

_LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)

_NUMBERING = (
    f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
    '<w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def write_docx(pieces: list[Piece], rng: Random) -> bytes:
    """The bytes of the issue as DOCX.

    About a third have their labels made by list numbering, where no label has gone wrong; a
    third have headings marked by style; runs are cut where Word would cut them: anywhere.
    """
    automatic = rng.random() < 0.35 and _in_sequence(pieces)
    styled = rng.random() < 0.35
    body = "".join(_block(piece, rng, automatic=automatic, styled=styled) for piece in pieces)
    document = (
        f'{_HEAD}<w:document {_W} xmlns:r="{_R}"><w:body>{body}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/></w:sectPr>'
        "</w:body></w:document>"
    )
    return _zip(
        (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _PACKAGE_RELS),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", _DOCUMENT_RELS),
            ("word/styles.xml", _STYLES),
            ("word/numbering.xml", _NUMBERING),
            ("word/footer1.xml", _FOOTER),
        )
    )


def _zip(parts: tuple[tuple[str, str], ...]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts:
            info = zipfile.ZipInfo(name, date_time=_STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text.encode())
    return buffer.getvalue()


def _in_sequence(pieces: list[Piece]) -> bool:
    """Whether list numbering would print the very labels that these pieces have."""
    counts: dict[int, int] = {}
    for piece in pieces:
        if not piece.label:
            continue
        number = counts.get(piece.level, 0) + 1
        counts = {level: n for level, n in counts.items() if level < piece.level}
        counts[piece.level] = number
        form, text = _LEVELS[piece.level - 1]
        shown = str(number) if form == "decimal" else chinese(number)
        if piece.label != text.replace(f"%{piece.level}", shown):
            return False
    return True


def _block(piece: Piece, rng: Random, *, automatic: bool, styled: bool) -> str:
    if piece.role == "table":
        return _table(piece.rows)
    properties = ""
    if styled and piece.role == "heading" and piece.level <= 2:
        properties += f'<w:pStyle w:val="{piece.level}"/>'
    if automatic and piece.label:
        properties += f'<w:numPr><w:ilvl w:val="{piece.level - 1}"/><w:numId w:val="1"/></w:numPr>'
    if piece.role in ("series", "number", "period", "byline"):
        properties += '<w:jc w:val="center"/>'
    elif piece.role in ("body", "item", "heading"):
        properties += '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    label = "" if automatic else piece.label
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(label, piece, rng)}</w:p>"


def _runs(label: str, piece: Piece, rng: Random) -> str:
    """The words in runs: bold ones apart, long ones cut at chance places."""
    text = label + piece.text
    shift = len(label)
    edges = {0, len(text)}
    for start, end in piece.bold:
        edges |= {start + shift, end + shift}
    for _ in range(len(text) // 60):
        edges.add(rng.randrange(len(text)))
    places = sorted(edges)
    runs = []
    for start, end in pairwise(places):
        bold = any(b + shift <= start and end <= e + shift for b, e in piece.bold)
        runs.append(_wrapped(_run(text[start:end], bold=bold), rng))
    return "".join(runs)


def _wrapped(run: str, rng: Random) -> str:
    """A run as Word keeps it after much editing: inserted, beside deleted words, in a tag."""
    chance = rng.random()
    if chance < 0.02:
        return f'<w:ins w:id="1" w:author="模拟" w:date="2024-01-01T00:00:00Z">{run}</w:ins>'
    if chance < 0.04:
        return (
            '<w:del w:id="2" w:author="模拟" w:date="2024-01-01T00:00:00Z"><w:r>'
            f"<w:delText>{rng.randint(100, 999)}件</w:delText></w:r></w:del>{run}"
        )
    if chance < 0.05:
        return f'<w:smartTag w:uri="urn:example" w:element="date">{run}</w:smartTag>'
    if chance < 0.06:
        return f'<w:hyperlink w:anchor="top">{run}</w:hyperlink>'
    if chance < 0.07:
        return f'<w:bookmarkStart w:id="3" w:name="b"/>{run}<w:bookmarkEnd w:id="3"/>'
    if chance < 0.08:
        return f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    return f'<w:proofErr w:type="gramStart"/>{run}' if chance < 0.1 else run


def _run(text: str, *, bold: bool) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(rows: Rows) -> str:
    """A grid; None after a cell is spanned by it, None below a cell belongs to it."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = max(len(row) for row in rows)
    grid = f'<w:gridCol w:w="{8800 // columns}"/>' * columns
    lines = "".join(f"<w:tr>{_cells(rows, place)}</w:tr>" for place in range(len(rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ab"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"
    )


def _cells(rows: Rows, place: int) -> str:
    row = rows[place]
    cells = []
    column = 0
    while column < len(row):
        span = 1
        while row[column] is not None and column + span < len(row) and row[column + span] is None:
            span += 1
        properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        if row[column] is None:
            properties += "<w:vMerge/>"
        elif place + 1 < len(rows) and column == 0 and rows[place + 1][0] is None:
            properties += '<w:vMerge w:val="restart"/>'
        words = "" if row[column] is None else _run(row[column] or "", bold=False)
        cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{words}</w:p></w:tc>")
        column += span
    return "".join(cells)
