"""Sentences taken apart: clauses, lists and brackets. Pure, about words only."""

import re
from collections.abc import Sequence

from .indicators import strip_phrase

_MARKS = "，,；;：:。!！?？"  # that divide clauses
MARKS = re.compile(f"[{_MARKS}]")
_NAMES = re.compile(r"[、>＞]|以及|(?<!共)和(?![谐平解])|(?<!参)与(?!会)|(?<![涉普])及(?![时格])")
# stand-ins, one character each, for list marks inside names
_SHIELD = str.maketrans("和与及、", "\ue000\ue001\ue002\ue003")
_SHIELDED = re.compile("[\ue000-\ue003]")
_UNSHIELD = str.maketrans("\ue000\ue001\ue002\ue003", "和与及、")


def shield(text: str, names: Sequence[tuple[int, int]]) -> str:
    """The text, of the same length, with no list mark left inside the places of names."""
    for start, end in names:
        text = text[:start] + text[start:end].translate(_SHIELD) + text[end:]
    return text


def unshield(words: str) -> str:
    """The words as they were before ``shield``."""
    return words.translate(_UNSHIELD) if _SHIELDED.search(words) else words


def last_clause(words: str) -> str:
    """The words after the last mark that divides clauses, brackets kept whole."""
    depth = 0
    for position in range(len(words) - 1, -1, -1):
        character = words[position]
        if character in ")）":
            depth += 1
        elif character in "(（" and depth:
            depth -= 1
        elif not depth and character in _MARKS and words[position + 1 :].strip():
            return words[position + 1 :]
    return words


def before_mark(words: str) -> str:
    """The words up to the first mark outside paired brackets: those that belong to a number."""
    depth = 0
    last = max(words.rfind(")"), words.rfind("）"))
    for position, character in enumerate(words):
        if character in "(（":
            if position > last:
                return words[:position]
            depth += 1
        elif character in ")）":
            if not depth:
                return words[:position]
            depth -= 1
        elif not depth and character in "，,；;：:。!！?？、":
            return words[:position]
    return words


def split_names(words: str, count: int = 0) -> list[str]:
    """The items of a list (A、B和C) that name something.

    Args:
        words: The list.
        count: How many items are looked for: if 、 alone divides it into so many, a 和 is part
            of a name (冶炼和压延加工业).
    """
    parts = _named(re.split("[、>＞]", words))
    return parts if count and len(parts) == count else _named(_NAMES.split(words))


def _named(parts: Sequence[str]) -> list[str]:
    return [name for name in (part.strip() for part in parts) if strip_phrase(name)]
