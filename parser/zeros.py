"""Zero in words: 未发生安全生产事故 is a figure of 0."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .indicators import strip_phrase
from .quantities import Quantity

_ZERO = re.compile(
    r"(?:未|没有|没|无)(?:再)?(?P<act>发生|出现|新增|接报|接到|收到|发现|产生)(?P<thing>[^，,；;。、（）()]{2,24})"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[周月来年前期口厅心均]))(?:暂|均)?无(?P<none>[\u4e00-\u9fff]{2,10}(?:件|案|事项|投诉|事故|疫情|病例))(?=[，,；;。]|$)"
)


def find_zeros(text: str, start: int, end: int) -> Iterator[tuple[Quantity, str, str]]:
    """Yield (quantity, act, thing) for each zero in words between two places of a text.

    The quantity has the value 0, no unit, and covers the words from 未 or 无 to the thing.
    """
    for match in _ZERO.finditer(text, start, end):
        thing = strip_phrase(match["thing"] or match["none"])
        if thing:
            yield _zero(*match.span()), match["act"] or "", thing


def _zero(start: int, end: int) -> Quantity:
    return Quantity(
        start=start,
        end=end,
        value=Decimal(0),
        unit="",
        qualifier=None,
        whole_start=start,
        whole_end=end,
    )
