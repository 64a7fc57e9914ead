"""An issue as plain text: three encodings, wrapped or not, bold in asterisks or lost."""

from random import Random

from .draft import Piece

_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gb18030")
_NO_START = "，。、；：？！）》」』】〕”’％%)]"
_COLUMNS = 76  # a Chinese character takes two


def write_txt(pieces: list[Piece], rng: Random) -> bytes:
    """The bytes of the issue as text. Tables have no place in it."""
    encoding = rng.choice(_ENCODINGS)
    end = rng.choice(("\n", "\r\n"))
    wrapped = rng.random() < 0.3
    stars = rng.random() < 0.6
    blank = not wrapped and rng.random() < 0.5
    lines: list[str] = []
    for piece in pieces:
        text = piece.label + (_starred(piece) if stars else piece.text)
        if piece.role in ("body", "item", "heading", "caption") and not blank:
            text = "　　" + text
        lines += _wrap(text) if wrapped else [text]
        if blank:
            lines.append("")
    return (end.join(lines) + end).encode(encoding)


def _starred(piece: Piece) -> str:
    text = piece.text
    for start, stop in reversed(piece.bold):
        text = f"{text[:start]}**{text[start:stop]}**{text[stop:]}"
    return text


def _wrap(text: str) -> list[str]:
    """Lines of 76 columns; numbers stay whole, no line starts with a closing mark."""
    lines = []
    while (cut := _fitting(text)) < len(text):
        while text[cut] in _NO_START or _inside(text, cut):
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text]


def _fitting(text: str) -> int:
    """How many characters fit into a line."""
    columns = 0
    for place, character in enumerate(text):
        columns += 1 if character.isascii() else 2
        if columns > _COLUMNS:
            return place
    return len(text)


def _inside(text: str, cut: int) -> bool:
    """Whether a cut would part a number, a Latin word, or two asterisks."""
    before, after = text[cut - 1], text[cut]
    parts_number = before.isascii() and after.isascii()
    return parts_number or before == " " or after == " "
