"""White space of a web page: a line end within a Chinese paragraph is none."""

import re
from collections.abc import Iterator, Sequence

from .runs import Piece

_SPACE = re.compile("[ \t\r\n\f]+")
_NO_BREAK = re.compile("\xa0+")
_WIDE = re.compile("[\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff01-\uffee]")
_WIDE_MARK = re.compile("[\u2018-\u201d\u2026\u3001-\u3017\uff01-\uff0f\uff1a-\uff20\uff3b-\uff5e]")


def settle_space(pieces: Sequence[Piece], *, breaks_are_spaces: bool) -> Iterator[Piece]:
    """The pieces of one paragraph with their white space as it is printed.

    A run of spaces is one. A line end is a space, too, but none between two Chinese
    characters or beside a Chinese mark: browsers would show one there that nobody has typed.
    ``breaks_are_spaces`` is true of pages whose program breaks lines at spaces alone.
    """
    whole = "".join(text for text, _ in pieces)
    position = 0
    for text, bold in pieces:
        parts: list[str] = []
        done = 0
        for match in _SPACE.finditer(text):
            before = whole[position + match.start() - 1 : position + match.start()]
            after = whole[position + match.end() : position + match.end() + 1]
            if breaks_are_spaces or "\n" not in match[0] or not before or not after:
                # white space that is parted by a tag is one all the same
                space = "" if before.isspace() and before != "\u3000" else " "
            elif _meet_as_chinese(before, after):
                space = ""
            else:
                space = " "
            parts += (text[done : match.start()], space)
            done = match.end()
        parts.append(text[done:])
        position += len(text)
        yield _NO_BREAK.sub(" ", "".join(parts)), bold


def _meet_as_chinese(before: str, after: str) -> bool:
    if _WIDE_MARK.match(before) or _WIDE_MARK.match(after):
        return True
    return bool(_WIDE.match(before) and _WIDE.match(after))
