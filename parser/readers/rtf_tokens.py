"""RTF as a row of tokens: groups, control words and bytes of text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # a word, with its number
    r"|((?:\\'[0-9a-fA-F]{2})+)"  # bytes in hexadecimal
    r"|\\([\s\S])"  # a sign
    r"|([{}])"
    r"|([^\\{}]+)"
)
_BRACE = re.compile(r"\\bin(\d{1,9}) ?|\\[\s\S]|[{}]")
_LINE_ENDS = str.maketrans("", "", "\r\n\x00")


class Token(NamedTuple):
    """One of: a group's begin or end, a control word or sign, bytes of text."""

    kind: str  # "{", "}", "word", "sign", "hex" or "text"
    value: str  # a word, a sign, or text in latin-1: a character a byte
    number: int | None = None


class Tokens:
    """Goes through an RTF file once; what is skipped costs next to nothing."""

    def __init__(self, data: bytes) -> None:
        self._text = data.decode("latin-1")
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        text = self._text
        while True:
            match = _TOKEN.match(text, self._at)
            if match is None:
                # the end, or a backslash that ends the file
                return
            self._at = match.end()
            kind = match.lastindex
            if kind == 6:
                words = match[6].translate(_LINE_ENDS)
                if words:
                    yield Token("text", words)
            elif kind == 3:
                yield Token("hex", bytes.fromhex(match[3].replace("\\'", "")).decode("latin-1"))
            elif kind == 5:
                yield Token(match[5], "")
            elif kind == 4:
                yield Token("sign", match[4])
            else:
                number = int(match[2]) if match[2] else None
                if match[1] == "bin":
                    self._at += max(0, number or 0)
                else:
                    yield Token("word", match[1], number)

    def skip_group(self) -> None:
        """Go on behind the group that has begun; the next token is what follows its end."""
        depth = 1
        while depth:
            match = _BRACE.search(self._text, self._at)
            if match is None:
                self._at = len(self._text)
                return
            self._at = match.end()
            if match[1]:
                self._at += int(match[1])
            elif match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
