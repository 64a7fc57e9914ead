"""Pictures of pages for tests, made from the two pages in corpus/formats/scan.tif."""

import io
import os
import random
from pathlib import Path
from typing import Any

import pytest

from parser.readers.ocr_engine import is_installed

SCAN = Path(__file__).resolve().parents[1] / "corpus" / "formats" / "scan.tif"

# where everything is installed for the tests, nothing is passed over
needs_ocr = pytest.mark.skipif(
    not is_installed() and not os.environ.get("CI"),
    reason="the extra ocr is not installed: pip install 'zhoubao-archive[ocr]'",
)


def page(number: int) -> Any:
    """Page ``number`` (from 1) in grey values, at 200 dpi."""
    from PIL import Image

    with Image.open(SCAN) as image:
        image.seek(number - 1)
        return image.convert("L")


def worn(image: Any, *, degrees: float, noise: float) -> Any:
    """The page as a worse scanner gives it: askew, grainy, a little out of focus."""
    from PIL import Image, ImageFilter

    image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.8)).point(lambda value: 40 + value * 0.8)
    grain = Image.effect_noise(image.size, noise)
    return Image.blend(image, grain, 0.12)


def sealed(image: Any, x: int, y: int) -> Any:
    """The page in colours, with a round red seal around ``x``, ``y``."""
    from PIL import Image, ImageChops, ImageDraw

    stamp = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((x - 160, y - 160, x + 160, y + 160), outline=(215, 30, 40), width=12)
    points = random.Random(7)
    for _ in range(40):
        left, top = x + points.randint(-110, 80), y + points.randint(-110, 80)
        draw.line((left, top, left + 30, top + 12), fill=(215, 30, 40), width=7)
    # ink does not cover ink
    return ImageChops.multiply(image.convert("RGB"), stamp)


def saved(image: Any, form: str, **options: Any) -> bytes:
    """The bytes of a picture in a format of Pillow's."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
