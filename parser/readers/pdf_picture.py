"""A page of a PDF as a picture, for what cannot be had from its characters."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from .ocr_picture import LONGEST

_DPI = 200  # tells as much as 300 of print that is not tiny, at half the cost
_SIZES = (30.0, 20_000.0)  # points: pages smaller or larger are none
_CHANNELS = 4


def draw_page(document: Any, number: int) -> Any | None:
    """Page ``number`` (from 0) as a Pillow image in colours; None when there is no such page."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        size = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        if not (_SIZES[0] < min(size) and max(size) < _SIZES[1]):
            return None
        scale = min(_DPI / 72, LONGEST / max(size))
        return _draw(page, round(size[0] * scale), round(size[1] * scale))
    finally:
        pdfium.FPDF_ClosePage(page)


def _draw(page: Any, width: int, height: int) -> Any:
    from PIL import Image

    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", stride, 1)


def page_width(document: Any, number: int) -> float | None:
    """The width of page ``number`` (from 0) in points; None when there is no such page."""
    size = pdfium.FS_SIZEF()
    if not pdfium.FPDF_GetPageSizeByIndexF(document, number, ctypes.byref(size)):
        return None
    return float(size.width)
