"""Pieces of text with their boldness → one clean block."""

import re
from collections.abc import Iterable

from parser.model import Block, BlockKind

Piece = tuple[str, bool]  # words, bold

# control, zero-width, direction and non-characters; soft hyphens; halves of surrogate pairs
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\t\n\x0b\x0c\r\x85\u2028\u2029]")


def clean(text: str) -> str:
    """``text`` as valid Unicode on one line: no control characters, tabs and breaks as a space."""
    if text.isascii() and text.isprintable():
        return text
    return _UNWANTED.sub("", _BREAKS.sub(" ", text))


def join_surrogates(text: str) -> str:
    """Text with pairs of surrogates as the one character they mean."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def make_block(
    pieces: Iterable[Piece], *, page: int | None = None, kind: BlockKind = "paragraph"
) -> Block | None:
    """The block that ``pieces`` say, cleaned and stripped; None when no words are left.

    White space at the ends of a bold run is not bold.
    """
    text = ""
    runs: list[list[int]] = []
    for words, bold in pieces:
        words = clean(words)
        if not text:
            words = words.lstrip()
        start = len(text)
        text += words
        if bold and words:
            if runs and not text[runs[-1][1] : start].strip():
                runs[-1][1] = len(text)
            else:
                runs.append([start, len(text)])
    text = text.rstrip()
    if not text:
        return None
    places = (_trim(text, start, min(end, len(text))) for start, end in runs)
    return Block(
        text=text,
        kind=kind,
        page=page,
        bold=tuple(place for place in places if place[1] > place[0]),
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
