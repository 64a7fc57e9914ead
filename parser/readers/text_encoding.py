"""Bytes of a text file → characters: byte order mark, strict UTF-8, then what reads best."""

import codecs
from dataclasses import dataclass

from parser.errors import ReadError
from parser.model import Problem

from .plausible import score

_MARKS = (  # the longer first: the UTF-32 mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# gb2312 and gbk are subsets of gb18030, and files that say gb2312 use the rest of it
_GUESSES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000  # bytes that are enough to judge; even, so that no UTF-16 unit is cut
_PLAUSIBLE = 0.3
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The characters of a file; U+FFFD stands where bytes could not be read."""

    text: str
    encoding: str
    problems: tuple[Problem, ...]


def decode_text(data: bytes) -> Decoded:
    """Read ``data`` as text. Bytes that fit no character become U+FFFD and a Problem.

    Raises:
        ReadError: ``data`` reads as text in no encoding used for Chinese.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return decode_as(data[len(mark) :], encoding)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8", problems=())
    except UnicodeDecodeError:
        pass
    if _is_cut_utf8(data) or _is_damaged_utf8(data):
        return decode_as(data, "utf-8")
    return decode_as(data, _best_guess(data))


def decode_as(data: bytes, encoding: str) -> Decoded:
    """Read ``data`` in this encoding; bytes that fit no character become U+FFFD and a Problem."""
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding, problems=())
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, "replace")
    if text.endswith(_REPLACEMENT) and text.count(_REPLACEMENT) == 1:
        problem = Problem(
            code="text_truncated",
            message="文件末尾的一个字不完整，已略去；文件可能没有保存完，请核对原件",
        )
        return Decoded(text=text[:-1], encoding=encoding, problems=(problem,))
    bad = text.count(_REPLACEMENT)
    problem = Problem(
        code="bad_bytes",
        message=f"文件有 {bad} 处字节不是 {encoding.upper()} 文字，"
        f"以“{_REPLACEMENT}”代替；请核对原件",
    )
    return Decoded(text=text, encoding=encoding, problems=(problem,))


def _is_cut_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 whose last character is not whole."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 but for a few bytes: other encodings hardly form its sequences."""
    text = data.decode("utf-8", "replace")
    bad = text.count(_REPLACEMENT)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good >= 20 * bad


def _best_guess(data: bytes) -> str:
    scores = {encoding: _score(data[:_SAMPLE], encoding) for encoding in _GUESSES}
    # most files are GB: another encoding has to read clearly better
    scores["gb18030"] += 0.05
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _PLAUSIBLE:
        raise ReadError(
            "无法识别的文件：既不是已知的文档格式，也不是 UTF-8、GB18030、Big5、UTF-16 文字",
            remedy="请用原来的软件打开后另存为 .docx、.pdf 或 UTF-8 的 .txt",
        )
    return best


def _score(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    # the sample's end may cut a character; every other bad place counts as three odd characters
    bad = text[:-1].count(_REPLACEMENT)
    if "\x00" in text:
        return -1.0
    return score(text.replace(_REPLACEMENT, "")) - 3 * bad / max(1, len(text))
