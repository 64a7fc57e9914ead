"""Picture of a page (JPEG, PNG, TIFF with one page or many, BMP) → Document, by recognition."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from parser.errors import LimitError, PicturesError, ReadError
from parser.model import Document

from .ocr_engine import EXTRA, is_installed
from .ocr_picture import LONGEST, fit
from .pages import Kind

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_PAGED = ("TIFF",)  # the others hold a film or a thumbnail where they hold several
_MOST_PIXELS = 80_000_000  # A3 at 600 dpi is 70 million
_REMEDY = "请重新扫描或重新下载；能打开的，另存为 .jpg 或 .png 再收录"


def read_scan(data: bytes, *, recognize: bool = True) -> Document:
    """The paragraphs and tables that a picture shows, page numbers and running heads left out.

    Raises:
        PicturesError: ``recognize`` is false.
        ReadError: Damaged, no words in it, or the extra ``ocr`` is not installed.
        LimitError: More pixels or pages than a scan has.
    """
    if not is_installed():
        raise ReadError(
            "图片文件没有文字层，要识别（OCR）才能读取",
            remedy=f"请安装文字识别（OCR）组件：{EXTRA}，再重新收录；或改用 .docx 原件",
        )
    from .ocr_page import recognize as recognize_page
    from .ocr_pages import check_pictures, divide_recognized, make_recognized

    with _open(data) as image:
        count = getattr(image, "n_frames", 1) if image.format in _PAGED else 1
        kind = Kind(name="图片", media_type=image.get_format_mimetype() or "image/unknown")
    check_pictures(count)
    if not recognize:
        raise PicturesError(count)
    found = {
        number: recognize_page(_read_frame(data, number - 1)) for number in range(1, count + 1)
    }
    pages = [divide_recognized(page, number) for number, page in found.items()]
    return make_recognized(pages, found, kind)


@contextmanager
def _open(data: bytes) -> Iterator[Any]:
    # the plugins that Pillow does not load by itself
    from PIL import Image, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

    with warnings.catch_warnings():
        # of large pictures, and of slips in their data that do no harm
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
        except ZeroDivisionError as error:
            raise ReadError("图片损坏，无法打开", remedy=_REMEDY) from error
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise ReadError("图片损坏或不完整，无法打开", remedy=_REMEDY) from error


def _read_frame(data: bytes, number: int) -> Any:
    """Picture ``number`` (from 0) of a file, upright as its camera says, of a bearable size."""
    from PIL import ImageOps

    # opened anew for each: an open file keeps all the pixels of its picture
    with _open(data) as image:
        if number:
            image.seek(number)
        if image.width * image.height > _MOST_PIXELS:
            raise _too_large()
        # a JPEG can be unpacked at a half or a quarter of its size
        image.draft(None, (LONGEST, LONGEST))
        image.load()
        # cameras do not turn the picture, they note how it is to be turned
        ImageOps.exif_transpose(image, in_place=True)
        return fit(image)


def _too_large() -> LimitError:
    return LimitError(
        f"图片过大：上限 {_MOST_PIXELS // 1_000_000} 百万像素",
        remedy="请以 300 dpi 重新扫描，或缩小后再收录",
    )
