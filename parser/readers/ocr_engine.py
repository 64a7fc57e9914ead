"""The two networks that read pictures: one finds where text stands, one says what it is.

Their files (PP-OCRv6 small) come with the package rapidocr, whose own code is not used: it holds
three times the memory, and tells neither where a character stands nor how sure it is of it.
onnxruntime computes them, in one thread.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from parser.errors import ReadError

EXTRA = "pip install 'zhoubao-archive[ocr]'"
STRIP = 48  # height of the strips that are read, in pixels
STEP = 8  # pixels of a strip that one answer stands for
_MULTIPLE = 32  # sides of a page that is searched for text
_BLANK = 0  # the answer that says: no character here


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a strip says, step by step from the left."""

    steps: tuple[int, ...]  # where the characters begin
    text: str  # one character for each step
    certainty: tuple[float, ...]  # 0 to 1, of each


class Engine:
    """The networks, loaded. Pictures are arrays of grey values, 0 for black."""

    def __init__(self, finder: Any, reader: Any, characters: Sequence[str]) -> None:
        self._finder = finder
        self._reader = reader
        self._characters = characters

    def find(self, grey: Any) -> Any:
        """How likely each pixel of ``grey`` is the middle of a line of text, 0 to 1."""
        import numpy

        height, width = grey.shape
        padded = numpy.full((_round_up(height), _round_up(width)), 255, numpy.uint8)
        padded[:height, :width] = grey
        found = _run(self._finder, padded)
        return found[0, 0, :height, :width]

    def read(self, strip: Any) -> Answers:
        """The characters of a strip of ``STRIP`` pixels' height."""
        scores = _run(self._reader, strip)[0]
        best = scores.argmax(axis=1)
        steps = [
            at
            for at, code in enumerate(best)
            if code != _BLANK and (at == 0 or code != best[at - 1])
        ]
        ends = [*steps[1:], len(best)] if steps else []
        return Answers(
            steps=tuple(steps),
            text="".join(self._characters[best[at]] for at in steps),
            certainty=tuple(
                float(scores[at:end, best[at]].max()) for at, end in zip(steps, ends, strict=True)
            ),
        )


def is_installed() -> bool:
    """Whether the packages of the extra ``ocr`` are there; none of them is imported."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "numpy"))


@lru_cache(maxsize=1)
def load_engine() -> Engine:
    """The networks, loaded once: some 0.4 seconds and 250 MB.

    Raises:
        ReadError: The extra ``ocr`` is not installed, or not the one that is known here.
    """
    if not is_installed():
        raise ReadError("没有安装文字识别（OCR）组件", remedy=f"请运行 {EXTRA}")
    # numpy's own threads would each reserve memory, and do nothing here
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import onnxruntime

    finder = onnxruntime.InferenceSession(_find_model("det"), _options(onnxruntime), _PROVIDERS)
    reader = onnxruntime.InferenceSession(_find_model("rec"), _options(onnxruntime), _PROVIDERS)
    known = reader.get_modelmeta().custom_metadata_map.get("character")
    if not known:
        raise _wrong_version()
    return Engine(finder, reader, ("", *known.split("\n"), " "))


_PROVIDERS = ["CPUExecutionProvider"]


def _options(onnxruntime: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # a page's memory goes back at once: what is kept for the next one is more than it needs
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 3
    return options


def _find_model(kind: str) -> str:
    spec = find_spec("rapidocr")
    places = [] if spec is None else spec.submodule_search_locations or []
    found = [
        model
        for place in places
        for model in sorted(Path(place, "models").glob(f"PP-OCR*_{kind}_small.onnx"))
    ]
    if not found:
        raise _wrong_version()
    return str(found[-1])


def _wrong_version() -> ReadError:
    return ReadError(
        "文字识别（OCR）组件的版本不合用：找不到其中的模型", remedy=f"请重新运行 {EXTRA}"
    )


def _round_up(size: int) -> int:
    return -(-size // _MULTIPLE) * _MULTIPLE


def _run(session: Any, grey: Any) -> Any:
    """The answer of a network, which wants three colours from -1 to 1."""
    import numpy
    from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException

    plane = grey.astype(numpy.float32) / 127.5 - 1.0
    colours = numpy.stack([plane] * 3)[None]
    try:
        (answer,) = session.run(None, {session.get_inputs()[0].name: colours})
    except RuntimeException as error:
        # where memory runs out, onnxruntime has no name for it
        if "alloc" in str(error):
            raise MemoryError from error
        raise
    return answer
