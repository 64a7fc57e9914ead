"""Where the name of a department can begin and end, by the characters around it."""

from .name_marks import BEFORE_SELF, NO_BODY_AFTER, NO_SELF_BEFORE, OF_NUMBER, OF_SELF, VERB_BEFORE

# 国有, 所有 are words of their own
_OWNED = frozenset("国所公私专共占持")


def begins(text: str, start: int) -> bool:
    """Whether a name can begin there: behind a mark, a word like 由, or a verb."""
    return not start or not is_word(text[start - 1]) or text[start - 2 : start] in VERB_BEFORE


def begins_bare(text: str, start: int) -> bool:
    """Whether a body without its place can begin there; behind 有 too: 较多的有|医保窗口."""
    if begins(text, start):
        return True
    return text[start - 1] == "有" and text[start - 2 : start - 1] not in _OWNED


def is_word(character: str) -> bool:
    """Whether a character is part of a word that a name cannot follow without a mark."""
    return "\u4e00" <= character <= "\u9fff" and character not in BEFORE_SELF


def stands_alone(text: str, start: int, printed: str) -> bool:
    """Whether a name of two characters (国办, 市局) is no part of a longer word: 集|中办."""
    if len(printed) > 2 or not start:
        return True
    before = text[start - 1]
    if printed[0] in OF_SELF:
        return before not in NO_SELF_BEFORE
    return not is_word(before)


def ends_well(text: str, end: int) -> bool:
    """Whether no longer word goes on at ``end``: 公安部|门, 发展改革委|员会议."""
    if OF_NUMBER.match(text, end) is not None:
        return False
    no_body = NO_BODY_AFTER.get(text[end - 1])
    return no_body is None or no_body.match(text, end) is None


def with_its_office(text: str, end: int) -> int:
    """Where the name of a commission that no list has ends, its 办公室 taken in: 公管委|办公室."""
    return end + 3 if text[end - 1] in "委会部组" and text.startswith("办公室", end) else end
