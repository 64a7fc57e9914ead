"""PDF: pages set line by line, as offices print them, come back in whole paragraphs."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from parser.errors import LimitError, ReadError
from parser.model import Block, Document
from parser.readers import from_pdf, limits
from parser.readers.from_pdf import read_pdf
from parser.readers.pdf_characters import read_char

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
needs_shared = pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample files are not here")

FONT = "STSong-Light"
WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP, BOTTOM = 79, 516, 737, 110
NOT_FIRST = "，。、；：？！）》”％%"

MASTHEAD = ["便民服务周报", "第9期（总第212期）", "（3月1日—3月5日）"]
BODY = [
    "一、办件情况",
    "（一）综合窗口",
    "本周，全市各级政务服务大厅共受理各类事项1204330件，办结1187128件，办结率98.6%，其中网上办理"
    "比上周增加12045件；今年以来，累计受理13502170件，办结13390540件，群众满意率保持在99.2%以上。",
    "（二）企业开办专区",
    "本周，新设企业204户、注销企业31户，免费刻制公章408枚。",
    "二、工作动态",
    "1.3月2日，市教育局召开座谈会，听取家长对入学登记的意见，会议要求各校在四月底前完成系统升级，并向"
    "社会公布办理流程、所需材料和咨询电话，确保平稳有序；市农业农村局部署春耕，印发《关于做好2021年春"
    "季农业生产工作的通知》（某农发〔2021〕15号），明确种子、化肥储备任务1200吨、3400吨。",
    "2.近期，市民政局、市财政局、市住房城乡建设局、市交通运输局、市水利局、市文化广电旅游局、市卫生健康"
    "委、市退役军人局、市应急局、市审计局等10个部门联合开展督查。",
    "3.3月4日，市卫生健康委赴基层调研，详细了解疫苗接种、家庭医生签约服务推进情况，随机抽查门诊台账，"
    "并与医务人员座谈交流，现场协调解决设备不足等问题5个，要求进一步压实责任，补齐短板。",
    "报：市委办、市政府办。",
    "送：各县（市、区）人民政府。",
]  # fmt: skip


def wrap(text: str, size: float, first: float, *, cut_numbers: bool) -> list[str]:
    lines, line, room = [], "", RIGHT - LEFT - first
    for token in re.findall(r"." if cut_numbers else r"[A-Za-z0-9.%]+|.", text):
        full = pdfmetrics.stringWidth(line + token, FONT, size) > room
        if full and token[0] not in NOT_FIRST:
            lines.append(line)
            line, room = "", RIGHT - LEFT
        line += token
    return [*lines, line]


class Printer:
    """Sets text on pages, downwards."""

    def __init__(self, *, foot: str = "— {} —", head: str = "", leading: float = 28) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT))
        self.foot, self.head, self.leading = foot, head, leading
        self.page, self.y = 1, float(TOP)

    def line(self, x: float, text: str, *, size: float = 16, mode: int = 0) -> None:
        if self.y < BOTTOM:
            self.turn()
        self.canvas.saveState()
        words = self.canvas.beginText(x, self.y)
        words.setFont(FONT, size)
        words.setTextRenderMode(mode)
        words.textOut(text)
        self.canvas.drawText(words)
        self.canvas.restoreState()
        self.y -= self.leading

    def turn(self) -> None:
        self.canvas.setFont(FONT, 14)
        self.canvas.drawCentredString(WIDTH / 2, 60, self.foot.format(self.page))
        if self.head:
            self.canvas.drawString(LEFT, HEIGHT - 50, self.head.format(self.page))
        self.canvas.showPage()
        self.page, self.y = self.page + 1, float(TOP)

    def centred(self, text: str, size: float = 16) -> None:
        self.line((WIDTH - pdfmetrics.stringWidth(text, FONT, size)) / 2, text, size=size)

    def paragraph(
        self, text: str, *, indent: float = 2, size: float = 16, cut_numbers: bool = False
    ) -> None:
        first = 0 if text[:2] in ("报：", "送：") else indent * size
        for place, words in enumerate(wrap(text, size, first, cut_numbers=cut_numbers)):
            self.line(LEFT + (0 if place else first), words, size=size)

    def finish(self) -> bytes:
        self.turn()
        self.canvas.save()
        return self.buffer.getvalue()


def printed(*, copies: int = 1, **options: object) -> bytes:
    settings = {key: options.pop(key) for key in ("foot", "head", "leading") if key in options}
    printer = Printer(**settings)  # type: ignore[arg-type]
    for text in MASTHEAD:
        printer.centred(text, 26 if text == MASTHEAD[0] else 16)
    for text in BODY * copies:
        printer.paragraph(text, **options)  # type: ignore[arg-type]
    return printer.finish()


def texts(document: Document) -> list[str]:
    return [re.sub(r"\s", "", block.text) for block in document.blocks]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"cut_numbers": True},
        {"foot": "{}"},
        {"foot": "第 {} 页 共 9 页"},
        {"head": "便民服务周报 内部资料 第{}页"},
        {"size": 12, "leading": 20},
        {"size": 10.5, "leading": 15.6, "foot": "- {} -"},
        {"indent": 0},
    ],
)
def test_paragraphs_are_whole_across_lines_and_pages(options: dict[str, object]) -> None:
    document = read_pdf(printed(copies=3, **options))

    assert texts(document) == MASTHEAD + BODY * 3
    assert document.pages is not None
    assert document.pages > 1
    assert document.problems == ()


def test_a_block_has_the_page_it_starts_on() -> None:
    pages = [block.page for block in read_pdf(printed(copies=2)).blocks]

    assert pages[0] == 1
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert pages[-1] == 3


def test_a_running_head_that_alone_has_the_issue_number_is_kept_once() -> None:
    printer = Printer(head="便民服务周报 2021年第9期")
    for text in BODY * 2:
        printer.paragraph(text)
    found = texts(read_pdf(printer.finish()))

    assert found == ["便民服务周报2021年第9期", *BODY, *BODY]


def test_a_short_line_before_a_number_that_did_not_fit_ends_no_paragraph() -> None:
    printer = Printer()
    for text in BODY:
        printer.paragraph(text)
    printer.line(LEFT + 32, "截至目前，全市累计完成固定资产投资")
    printer.line(LEFT, "1234567890.12万元，同比增长4.5%。")

    assert "截至目前，全市累计完成固定资产投资1234567890.12万元，同比增长4.5%。" in texts(
        read_pdf(printer.finish())
    )


@pytest.mark.parametrize("struck", [False, True])
def test_bold_is_known_by_stroking_and_by_double_printing(struck: bool) -> None:
    printer = Printer()
    y = printer.y
    printer.line(LEFT + 32, "近期，")
    printer.y = y
    if struck:
        printer.line(LEFT + 80, "市教育局")
        printer.y = y
        printer.line(LEFT + 80.4, "市教育局")
    else:
        printer.line(LEFT + 80, "市教育局", mode=2)
    printer.y = y
    printer.line(LEFT + 144, "召开会议，部署下半年工作。")
    (block,) = read_pdf(printer.finish()).blocks

    assert block.text == "近期，市教育局召开会议，部署下半年工作。"
    assert [block.text[start:end] for start, end in block.bold] == ["市教育局"]


def test_spaces_round_numbers_are_kept_and_restored_at_line_ends() -> None:
    text = (
        "本周，共计咨询 1381 人次、受理 394 件、颁发 6162 件、流转 13422 件，"
        "接待 245 人次、回访 2077 户、整改 18 个、立项 366 项。"
    )
    printer = Printer()
    for words in BODY:
        printer.paragraph(words)
    for place, words in enumerate(wrap(text, 16, 32, cut_numbers=False)):
        printer.line(LEFT + (0 if place else 32), words.strip())

    assert text in [block.text for block in read_pdf(printer.finish()).blocks]


def test_publisher_and_date_on_one_line_are_set_apart() -> None:
    printer = Printer()
    y = printer.y
    printer.line(LEFT, "某市行政审批局")
    printer.y = y
    printer.line(400, "2021年3月8日")

    assert [block.text for block in read_pdf(printer.finish()).blocks] == [
        "某市行政审批局  2021年3月8日"
    ]


GRID = [["时段", "受理", "办结"], ["本周", "1204", "1187"], ["今年以来", "13502", "13390"]]


def draw_grid(printer: Printer, rows: list[list[str]], *, rules: bool = True) -> None:
    canvas, height, width = printer.canvas, 26, 120
    top = printer.y + 18
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            x, y = LEFT + column * width, top - number * height
            if rules:
                canvas.rect(x, y - height, width, height)
            canvas.setFont(FONT, 12)
            canvas.drawString(x + 20, y - 18, words)
    printer.y = top - len(rows) * height - 20


@pytest.mark.parametrize("rules", [True, False])
def test_a_table_stands_between_the_paragraphs_around_it(rules: bool) -> None:
    printer = Printer()
    printer.paragraph(BODY[2])
    draw_grid(printer, GRID, rules=rules)
    printer.paragraph(BODY[4])
    blocks = read_pdf(printer.finish()).blocks

    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph"]
    assert blocks[1].rows == tuple(tuple(row) for row in GRID)
    assert blocks[1].text == "时段 | 受理 | 办结\n本周 | 1204 | 1187\n今年以来 | 13502 | 13390"


def test_merged_cells_of_a_ruled_table_leave_none() -> None:
    printer = Printer()
    canvas, y = printer.canvas, printer.y
    for x, bottom, width, height, words in [
        (79, -52, 100, 52, "时段"),
        (179, -26, 200, 26, "办件数量"),
        (179, -52, 100, 26, "受理"),
        (279, -52, 100, 26, "办结"),
        (79, -78, 100, 26, "本周"),
        (179, -78, 100, 26, "1204"),
        (279, -78, 100, 26, "1187"),
    ]:
        canvas.rect(x, y + bottom, width, height)
        canvas.setFont(FONT, 12)
        canvas.drawString(x + 10, y + bottom + height - 18, words)
    (block,) = [block for block in read_pdf(printer.finish()).blocks if block.rows]

    assert block.rows == (
        ("时段", "办件数量", None),
        (None, "受理", "办结"),
        ("本周", "1204", "1187"),
    )


def test_a_table_that_goes_on_overleaf_is_one_and_its_head_stands_once() -> None:
    printer = Printer()
    printer.paragraph(BODY[2])
    draw_grid(printer, GRID)
    printer.turn()
    draw_grid(printer, [GRID[0], ["上周", "1100", "1099"]])
    tables = [block for block in read_pdf(printer.finish()).blocks if block.rows]

    assert [block.rows for block in tables] == [
        (*(tuple(row) for row in GRID), ("上周", "1100", "1099"))
    ]


def test_a_frame_of_paragraphs_is_no_table() -> None:
    printer = Printer()
    printer.canvas.rect(LEFT - 10, 120, RIGHT - LEFT + 20, 640)
    for text in BODY[:5]:
        printer.paragraph(text)

    assert texts(read_pdf(printer.finish())) == BODY[:5]


def test_single_characters_in_a_font_that_is_nowhere_are_not_lost() -> None:
    printer = Printer()
    x = LEFT
    for words in ("本周，受理", "394", "件", "、", "办结", "1", "件。"):
        font = "Helvetica" if words.isdigit() else FONT
        printer.canvas.setFont(font, 16)
        printer.canvas.drawString(x, printer.y, words)
        x += pdfmetrics.stringWidth(words, font, 16)

    assert texts(read_pdf(printer.finish())) == ["本周，受理394件、办结1件。"]


def test_a_page_laid_on_its_side_is_read_and_its_watermark_is_not() -> None:
    printer = Printer()
    printer.canvas.saveState()
    printer.canvas.translate(300, 300)
    printer.canvas.rotate(45)
    printer.canvas.setFont(FONT, 40)
    printer.canvas.drawString(0, 0, "内部资料")
    printer.canvas.restoreState()
    printer.canvas.translate(WIDTH, 0)
    printer.canvas.rotate(90)
    for number, text in enumerate(("1. Service report", "2. Received 1204 matters.")):
        printer.canvas.setFont("Helvetica", 16)
        printer.canvas.drawString(100, 500 - 28 * number, text)
    printer.foot = ""

    blocks = read_pdf(printer.finish()).blocks
    assert [block.text for block in blocks] == ["1. Service report", "2. Received 1204 matters."]


def test_radicals_of_odd_fonts_become_the_characters_they_stand_for() -> None:
    assert [read_char(ord(char)) for char in "⼯⻓⺠\ue000\x03"] == ["工", "长", "民", None, None]


# what cannot be read


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parser.readers.from_pdf.is_installed", lambda: False)


def picture() -> bytes:
    """A PDF whose one page is an image."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    draw_picture(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_is_named_as_one_with_what_to_do() -> None:
    with pytest.raises(ReadError, match="扫描件") as caught:
        read_pdf(picture())

    assert "OCR" in (caught.value.remedy or "")


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_with_a_hidden_layer_of_text_is_a_scan() -> None:
    printer = Printer(foot="")
    draw_picture(printer.canvas)
    printer.line(LEFT, "不可见的文字层", mode=3)

    with pytest.raises(ReadError, match="扫描件"):
        read_pdf(printer.finish())


@pytest.mark.usefixtures("without_ocr")
def test_a_scanned_page_among_others_is_a_problem_that_names_the_page() -> None:
    printer = Printer(foot="")
    printer.paragraph(BODY[2])
    printer.turn()
    draw_picture(printer.canvas)
    document = read_pdf(printer.finish())

    assert texts(document) == [BODY[2]]
    assert [problem.code for problem in document.problems] == ["page_unreadable"]
    assert "第 2 页" in document.problems[0].message
    assert "OCR" in document.problems[0].message


def test_an_empty_pdf_says_that_it_has_no_words() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read_pdf(Printer(foot="").finish())


def test_a_pdf_with_a_password_is_named_as_such() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(100, 100, "words")
    canvas.save()

    with pytest.raises(ReadError, match="密码"):
        read_pdf(buffer.getvalue())


@pytest.mark.parametrize("cut", [lambda data: data[:40], lambda data: data[:9] + b"x" * 99])
def test_a_damaged_pdf_is_named_as_such(cut: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ReadError, match="损坏"):
        read_pdf(cut(printed()))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_pdf, "MAX_PAGES", 1)

    with pytest.raises(LimitError, match="页数过多：3 页"):
        read_pdf(printed(copies=2))


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 100)

    with pytest.raises(LimitError, match="文字过多"):
        read_pdf(printed())


# the sample files


def starred(block: Block) -> str:
    text = block.text
    for start, end in reversed(block.bold):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return re.sub(r"\s", "", text)


def perfect(name: str) -> list[str | list[list[str | None]]]:
    path = SAMPLES / ("table.blocks.json" if name == "table" else "std.blocks.json")
    return [
        re.sub(r"\s", "", item["text"]) if isinstance(item["text"], str) else item["text"]
        for item in json.loads(path.read_text(encoding="utf-8"))
    ]


@needs_shared
@pytest.mark.parametrize("name", ["std", "table", "perchar", "tr2bold", "cid_gbk"])
def test_every_paragraph_and_table_of_the_sample_issue_is_whole(name: str) -> None:
    blocks = read_pdf((SAMPLES / "pdf" / f"{name}.pdf").read_bytes()).blocks

    assert [
        [list(row) for row in block.rows] or re.sub(r"\s", "", block.text) for block in blocks
    ] == [item.replace("**", "") if isinstance(item, str) else item for item in perfect(name)]


@needs_shared
def test_automatic_numbers_are_in_the_page_and_so_in_the_text() -> None:
    found = texts(read_pdf((SAMPLES / "pdf" / "autonum.pdf").read_bytes()))

    assert found == [
        item.replace("**", "").replace("五.", "五、")
        for item in perfect("std")
        if isinstance(item, str)
    ]


@needs_shared
@pytest.mark.parametrize("name", ["std", "table", "perchar", "tr2bold"])
def test_bold_actors_of_the_sample_issue_are_bold(name: str) -> None:
    found = {
        starred(block) for block in read_pdf((SAMPLES / "pdf" / f"{name}.pdf").read_bytes()).blocks
    }

    assert [item for item in perfect(name) if "**" in item and item not in found] == []


@pytest.mark.usefixtures("without_ocr")
@needs_shared
def test_a_font_without_a_table_of_characters_is_named() -> None:
    with pytest.raises(ReadError, match="没有可用的文字层") as caught:
        read_pdf((SAMPLES / "pdf" / "notounicode.pdf").read_bytes())

    assert "OCR" in (caught.value.remedy or "")


@pytest.mark.usefixtures("without_ocr")
@needs_shared
@pytest.mark.parametrize("name", ["std_200", "std_200_bw", "std_150_hard"])
def test_sample_scans_are_named(name: str) -> None:
    with pytest.raises(ReadError, match="扫描件：5 页"):
        read_pdf((SAMPLES / "scan" / f"{name}.pdf").read_bytes())


@pytest.mark.usefixtures("without_ocr")
@needs_shared
def test_the_mixed_sample_is_read_as_far_as_it_has_text() -> None:
    document = read_pdf((SAMPLES / "scan" / "mixed.pdf").read_bytes())

    assert "第 3 页" in document.problems[0].message
    assert [problem.code for problem in document.problems] == ["page_unreadable"] * 3
    assert "窗口工作周报" in texts(document)
