"""What beside this package helps to read files, where it is installed."""

from importlib.util import find_spec

from .office import find_program

_OCR = ("rapidocr", "onnxruntime")


def find_abilities() -> tuple[str, ...]:
    """Names of what is there: a file that was refused without one may be read with it."""
    found = ["libreoffice"] if find_program() is not None else []
    if all(find_spec(name) is not None for name in _OCR):
        found.append("ocr")
    return tuple(found)
