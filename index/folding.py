"""Text as it is compared: spellings that nobody tells apart become one, place for place.

Traditional characters become simplified ones, one for one. Where several traditional characters
share a simplified one, all of them are found (里, 裡 and 裏); a character that is also right in
simplified text stays (著). The table is data: ``simplified.tsv``.
"""

from functools import cache
from pathlib import Path

from parser.text import fold_width

# marks that people do not tell apart when they type
_MARKS = dict.fromkeys("“”„‟「」『』〝〞", '"')
_MARKS |= dict.fromkeys("‘’‚‛", "'")
_MARKS |= dict.fromkeys("[【〖", "〔") | dict.fromkeys("]】〗", "〕")
_MARKS |= {"〈": "<", "〉": ">"}
# seen by nobody, so nobody types them
_MARKS |= dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", " ")


@cache
def _same() -> dict[int, str]:
    """The code of each character that is compared as another one → that one."""
    lines = Path(__file__).with_name("simplified.tsv").read_text("utf-8").splitlines()
    return str.maketrans({line[0]: line[2] for line in lines if line[1:2] == "\t"} | _MARKS)


def fold(text: str) -> str:
    """``text`` with width, case, quotes, brackets and 繁 to 简 folded; its length is unchanged."""
    wide = fold_width(text)
    lower = wide.lower()
    if len(lower) != len(wide):  # 'İ' becomes two characters
        lower = "".join(one if len(one := mark.lower()) == 1 else mark for mark in wide)
    return lower.translate(_same())


def squeeze(text: str) -> str:
    """``text`` folded and without its white space: what a quoted phrase is looked up in."""
    return "".join(fold(text).split())


def squeeze_places(text: str) -> tuple[str, list[int]]:
    """``squeeze(text)``, and for each of its characters the place in ``text``."""
    kept = [(mark, place) for place, mark in enumerate(fold(text)) if not mark.isspace()]
    return "".join(mark for mark, _ in kept), [place for _, place in kept]
