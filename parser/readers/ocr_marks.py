"""Marks that networks mix up, put right by their neighbours; each character stays one character.

A bracket in Chinese text is a full-width one, however narrow it looks; what stands between two
days is a dash, not the numeral 一.
"""

import re

_CHINESE = "[\u3400-\u9fff、，。；：《》“”％]"
_BRACKET = re.compile(r"[()]")
_LATIN_CALL = re.compile(r"[A-Za-z]\([^()\u3400-\u9fff]*\)")
_STOP = re.compile(rf"(?<={_CHINESE[:-1]}）)”’》])[,:;!?]|(?<=[\d%]);(?=\s*(?:{_CHINESE}|$))")
_DASH = re.compile(r"(?<=[日月年号\d])[一－\-–─](?=\s?\d{1,2}\s?[月日])")
_QUOTE = re.compile('"')

_WIDE = str.maketrans("(),:;!?", "（），：；！？")


def settle_marks(text: str) -> str:
    """``text``, a line as it was read, with the marks that print has there."""
    if re.search("[\u3400-\u9fff]", text) and not _LATIN_CALL.search(text):
        text = _BRACKET.sub(_widen, text)
    text = _STOP.sub(_widen, text)
    text = _DASH.sub("—", text)
    return _settle_quotes(text)


def _widen(match: re.Match[str]) -> str:
    return match[0].translate(_WIDE)


def _settle_quotes(text: str) -> str:
    """Straight quotes in turn opening and closing; one alone is left."""
    places = [match.start() for match in _QUOTE.finditer(text)]
    if not places or len(places) % 2 or not re.search("[\u3400-\u9fff]", text):
        return text
    chars = list(text)
    for number, place in enumerate(places):
        chars[place] = "”" if number % 2 else "“"
    return "".join(chars)
