"""The shape of text, not its meaning: widths folded one character to one, ends of sentences."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import itemgetter

_WIDE = re.compile("[\uff01-\uff5e\u3000\xa0\u2002\u2003\u2009\u202f]")
_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "\u3000": " ",  # ideographic space
    "\xa0": " ",  # no-break space
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
}

# a full stop between digits is a decimal point; quotes and brackets after an end belong to it
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)】]*|\n|$)")


# every finder of facts folds the same block and parts it into the same sentences
@lru_cache(maxsize=512)
def fold_width(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones; the length stays the same.

    Chinese marks without a half-width twin (。、《》“”) stay as they are.
    """
    # str.translate takes three times as long: it raises for each character that stays
    for sign in set(_WIDE.findall(text)):
        text = text.replace(sign, _WIDTH[sign])
    return text


@lru_cache(maxsize=128)
def find_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open places of the sentences of ``text``, in order, without white space around them.

    Sentences end with 。！？ or a line break; a 。 inside quotation marks that go on does not end
    one, so that “……。”，会议强调 stays whole.
    """
    places = []
    start = 0
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if end == start and end < len(text):
            continue
        if end < len(text) and text[end] in "，、；：,;":
            continue
        while start < end and text[start].isspace():
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            places.append((start, stop))
        start = end
    return tuple(places)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of ``text`` that holds ``start``; more than one if ``end`` needs it."""
    places = find_sentences(text)
    first = bisect_right(places, start, key=itemgetter(1))
    last = bisect_left(places, end, key=itemgetter(0))
    return text[places[first][0] : places[last - 1][1]] if first < last else text[start:end]
