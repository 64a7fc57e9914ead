"""Pictures of pages: what is read from them, how sure it is, and what is said of the rest."""

import re
import struct
import zlib
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from reportlab.lib.utils import ImageReader

from archive.reading import dismiss_child, picture_seconds, read_files, unpack
from corpus.formats import measure_error
from parser.certainty import certainty_of
from parser.errors import LimitError, PicturesError, ReadError
from parser.format import issue_from_json, issue_to_json
from parser.model import Block, Document
from parser.readers.detect import read_document
from parser.readers.from_pdf import read_pdf
from parser.readers.from_scan import read_scan

from .factories import make_figure, make_issue
from .scans import SCAN, needs_ocr, page, saved, sealed, worn
from .test_parser_readers_pdf import HEIGHT, LEFT, WIDTH, Printer

FIRST = (
    "2021年第8期（总第96期）",
    "窗口工作周报",
    "（3月1日—3月7日）",
    "某市政务服务管理局",
    "一、办件情况",
    "（一）综合窗口。本周，综合窗口共受理1264件，办结1187件，按时办结率99.6%；群众满意率98.75%，"
    "比上周提高0.4个百分点。今年以来，累计受理10832件，同比增长12.5%。",
    "（二）不动产登记。本周受理登记申请86件，其中转移登记41件，抵押登记30件；平均办理时间3.5个工作日，"
    "比上周缩短0.25个工作日。",
    "（三）企业开办。本周新登记企业52户，注册资本1.28亿元；发放免费印章208枚。各区办件情况如下：",
    "区县 | 受理（件） | 办结（件） | 满意率\n东区 | 417 | 398 | 98.2%\n西区 | 305 | 301 | 99.1%\n"
    "南山县 | 96 | 90 | 97.5%",
    "二、工作动态",
    "1.3月2日，市人力资源社会保障局召开窗口服务提升会，部署“一窗受理”改革，要求把37项高频事项全部纳入综合窗口，"
    "月底前完成办事指南修订，并在大厅公布监督电话。",
)
SECOND = (
    "2.3月4日上午，市自然资源和规划局印发《关于优化登记流程的通知》（某自然资〔2021〕15号），"
    "明确抵押登记材料由7份减为4份，办理时限压缩40%以上。",
    "3.近期，市税务局推行“非接触式”办税，网上办理量占87.3%，窗口等候时间平均缩短6.5分钟。",
    "报：市政府领导。",
    "发：各进驻单位。",
    "（共印60份）",
)


def words(document: Document) -> tuple[str, ...]:
    """The blocks' texts; spaces between Chinese and digits are a matter of taste."""
    return tuple(
        re.sub(r" (?=[^|])(?<![|\n] )", "", block.text)
        if block.kind != "table"
        else "\n".join(" | ".join(cell or "" for cell in row) for row in block.rows)
        for block in document.blocks
    )


def folded(text: str) -> str:
    """Without what a document number's brackets look like, and without spaces."""
    return re.sub(r"\s", "", text).replace("〔", "[").replace("〕", "]")


@pytest.fixture(scope="module")
def scan() -> Document:
    return read_document(SCAN.read_bytes(), name="scan.tif")


@needs_ocr
def test_every_page_of_a_tiff_is_read_as_it_is_printed(scan: Document) -> None:
    assert [folded(text) for text in words(scan)] == [folded(text) for text in FIRST + SECOND]
    assert [block.page for block in scan.blocks] == [1] * len(FIRST) + [2] * len(SECOND)
    assert (scan.media_type, scan.pages) == ("image/tiff", 2)


@needs_ocr
def test_what_was_read_is_marked_as_less_certain_than_print(scan: Document) -> None:
    for block in scan.blocks:
        found = certainty_of(block, 0, len(block.text))
        assert found is not None
        assert Decimal(0) < found <= Decimal("0.99")
        assert all(a[1] <= b[0] for a, b in pairwise(block.certainty))
    told = scan.problems[0]
    assert told.code == "page_recognized"
    assert "第 1—2 页是图片" in told.message


@needs_ocr
def test_a_page_on_its_side_askew_grainy_and_sealed_says_the_same() -> None:
    picture = sealed(worn(page(1), degrees=1.5, noise=60), 1180, 760).transpose(2)
    document = read_document(saved(picture, "JPEG", quality=70), name="page.jpg")

    said = "".join(words(document))
    assert measure_error(folded(said), folded("".join(FIRST))) <= 0.003
    assert re.findall(r"\d[\d.]*", said) == re.findall(r"\d[\d.]*", "".join(FIRST))


@needs_ocr
def test_a_page_on_its_head_is_turned_and_dirt_between_digits_is_doubted() -> None:
    picture = page(2)
    # dirt between the digits of 40% looks like a point
    _dirty(picture, "40%")
    document = read_document(saved(picture.transpose(3), "PNG"), name="page.png")

    assert folded(words(document)[1]) == folded(SECOND[1])
    doubt = next(found for found in document.problems if found.code == "number_uncertain")
    assert "第 1 页" in doubt.message
    assert "4.0%" in doubt.message or "小数点" in doubt.message
    # the place as it lies in the file: what stands on the left in the upper part lies below
    across, down = (
        [int(share) for share in re.findall(r"\d+(?=%)", part)]
        for part in re.search(r"（横 (.*)，纵 (.*)）", doubt.message).groups()  # type: ignore[union-attr]
    )
    assert across[0] > 40
    assert down[0] > 60
    assert doubt.span is not None
    block = document.blocks[doubt.span.block]
    least = certainty_of(block, doubt.span.start, doubt.span.end)
    assert least is not None
    assert least <= Decimal("0.5")


def _dirty(picture: Any, number: str) -> None:
    """A round speck at the foot of the line, between the first two digits of ``number``."""
    from PIL import ImageDraw

    from parser.readers.ocr_engine import load_engine
    from parser.readers.ocr_strips import make_sheet, read_strip

    engine = load_engine()
    sheet = make_sheet(picture, engine)
    for box in sheet.boxes:
        strip = read_strip(picture, box, engine)
        at = strip.text.find(number)
        if at >= 0:
            x = (strip.chars[at].x + strip.chars[at + 1].x) / 2
            foot = box.y + 13
            ImageDraw.Draw(picture).ellipse((x - 2.5, foot - 2.5, x + 2.5, foot + 2.5), fill=0)
            return
    raise AssertionError(number)


def pdf(*, hidden: str = "") -> bytes:
    """A page of text, then a scanned one with a layer of words that are not drawn."""
    printer = Printer(foot="")
    printer.paragraph("一、本周工作。全市共受理行政许可申请2715件，其中网上受理1846件，占68.0%。")
    printer.turn()
    picture = ImageReader(page(2))
    printer.canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)
    if hidden:
        printer.line(LEFT, hidden, mode=3)
    return printer.finish()


@needs_ocr
def test_a_mixed_pdf_is_read_page_by_page_and_hidden_words_are_not_trusted() -> None:
    document = read_pdf(pdf(hidden="网上办理量占873%"))

    said = words(document)
    assert "其中网上受理1846件，占68.0%。" in said[0]
    assert tuple(folded(text) for text in said[1:]) == tuple(folded(text) for text in SECOND)
    assert document.blocks[0].certainty == ()
    assert all(block.certainty for block in document.blocks[1:])
    assert "第 2 页是图片" in document.problems[0].message


def test_a_caller_can_ask_how_many_pages_are_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parser.readers.from_pdf.is_installed", lambda: True)
    monkeypatch.setattr("parser.readers.from_scan.is_installed", lambda: True)

    with pytest.raises(PicturesError) as caught:
        read_document(pdf(), name="x", recognize=False)
    assert caught.value.pages == 1
    with pytest.raises(PicturesError) as caught:
        read_document(SCAN.read_bytes(), name="x", recognize=False)
    assert caught.value.pages == 2


@needs_ocr
def test_the_archive_gives_a_scan_the_time_and_memory_that_it_needs() -> None:
    try:
        (packed,) = read_files(((saved(page(1), "PNG"), "page.png"),), ())
    finally:
        dismiss_child()

    assert isinstance(packed, bytes), packed
    reading = unpack(packed)
    printed = {row[14]: row[-1] for row in reading.flat.figures}
    assert printed["1264件"] is not None
    assert picture_seconds(60) < 600


def test_without_the_extra_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parser.readers.from_scan.is_installed", lambda: False)

    with pytest.raises(ReadError, match="要识别（OCR）才能读取") as caught:
        read_scan(SCAN.read_bytes())
    assert "pip install 'zhoubao-archive[ocr]'" in (caught.value.remedy or "")


def test_models_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from parser.readers import ocr_engine

    ocr_engine.load_engine.cache_clear()
    monkeypatch.setattr(ocr_engine, "is_installed", lambda: False)
    with pytest.raises(ReadError, match="没有安装文字识别") as caught:
        ocr_engine.load_engine()
    assert ocr_engine.EXTRA in (caught.value.remedy or "")


# files that ask for too much, or are none


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 1 << 20)
        + b"IDAT"
    )


@needs_ocr
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png(12_000, 9_000), "图片过大"),
        (png(60_000, 60_000), "图片过大"),
        (png(100, 100), "图片损坏"),
        (b"\xff\xd8\xff\xe0 nothing", "图片损坏"),
        (b"II*\x00\xff\xff\xff\x7f", "图片损坏"),
        (SCAN.read_bytes()[:9000], "图片损坏"),
    ],
    ids=["wide", "bomb", "png", "jpeg", "tiff", "cut"],
)
def test_a_damaged_or_huge_picture_is_an_error_with_a_name(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_scan(data)


@needs_ocr
def test_a_bound_year_of_scans_is_refused_before_it_is_read() -> None:
    from PIL import Image

    frames = [Image.new("1", (8, 8)) for _ in range(61)]
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])

    with pytest.raises(LimitError, match="61 页"):
        read_scan(data, recognize=False)


@needs_ocr
def test_an_empty_page_says_that_it_has_no_words() -> None:
    from PIL import Image

    with pytest.raises(ReadError, match="没有识别出文字"):
        read_scan(saved(Image.new("L", (827, 1170), 255), "PNG"))


@needs_ocr
def test_a_picture_may_be_of_any_mode() -> None:
    from PIL import Image

    from parser.readers.ocr_picture import LONGEST, fit

    for mode in ("1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I", "F"):
        assert fit(Image.new(mode, (60, 40))).mode in ("L", "RGB"), mode
    clear = Image.new("RGBA", (9, 9), (0, 0, 0, 0))
    assert fit(clear).getpixel((4, 4)) == (255, 255, 255)
    assert fit(Image.new("I;16", (9, 9), 0xFFFF)).getpixel((4, 4)) == 255
    assert max(fit(Image.new("1", (9000, 100))).size) == LONGEST


def test_certainty_of_a_figure_survives_the_format() -> None:
    figures = (make_figure(certainty=Decimal("0.50")), make_figure(certainty=None))
    plain = issue_to_json(make_issue(figures=figures))

    assert [figure["certainty"] for figure in plain["figures"]] == ["0.50", None]
    assert issue_from_json(plain).figures == figures


def test_certainty_of_words_that_were_typed_is_not_known() -> None:
    block = Block(text="受理394件", certainty=((2, 5, Decimal("0.71")), (5, 6, Decimal("0.99"))))

    assert certainty_of(block, 0, 2) is None
    assert certainty_of(block, 2, 6) == Decimal("0.71")
    assert certainty_of(block, 5, 6) == Decimal("0.99")
