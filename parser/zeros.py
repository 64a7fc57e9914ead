"""Zero in words: 未发生安全生产事故 is a figure of 0."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .indicators import strip_phrase
from .quantities import Quantity

_ACTS = "发生|出现|新增|接报|报告|接到|收到|发现|产生|检出|造成|引发|查获|查出|接收|受理"
_THINGS = "死亡|伤亡|人员伤亡|投诉|事故|成交|逾期|超期|积压|滞留|确诊"
# 进驻单位无超期未办件: behind a subject, what is none must be such a thing
_ENDS = (
    "件|事故|案|案件|病例|死亡|伤亡|受伤|疫情|险情|灾情|舆情|情况|问题|现象|投诉|上访|聚集|逾期|超期|积压|滞留"
    "|漏报|断档|脱销|超标|拥堵|排队"
)
# 无 begins many words that count nothing: 无线电, 无障碍
_OTHER_WORDS = r"(?!关|法|论|效|需|须|疑|偿|障|锡|人机|缝|感|证|纸|差|害|线|烟|废|忧|边|变|任何变)"
_ZERO = re.compile(
    rf"(?:未|没有|没|无)(?:再)?(?P<act>{_ACTS})(?P<thing>[^，,；;。、（）()]{{2,24}})"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[周月来年前期口厅心均起]))(?:暂|均)?(?:无|没有|未见)"
    rf"(?P<none>{_OTHER_WORDS}[\u4e00-\u9fffⅠ-Ⅻ]{{2,10}})(?=[，,；;。、）)]|$)"
    rf"|(?<=[\u4e00-\u9fff])(?<![毫有若])(?:无|没有)"
    rf"(?P<ended>{_OTHER_WORDS}[\u4e00-\u9fff]{{0,10}}?(?:{_ENDS}))(?=[，,；;。、）)]|$)"
    rf"|无(?P<known>{_THINGS})(?=[，,；;。、）)]|$)"
    r"|(?P<named>[\u4e00-\u9fff]{2,16}?)(?:均|都)?(?:为|是)(?P<zero>零)(?=[，,；;。、）)]|$)"
)
# one of these is in every zero; most sentences have none
_SIGN = re.compile("[未没无零]")


def may_hold_zeros(text: str) -> bool:
    """Whether a sign of a zero stands in a text; most have none."""
    return _SIGN.search(text) is not None


def find_zeros(text: str, start: int, end: int) -> Iterator[tuple[Quantity, str, str]]:
    """Yield (quantity, act, thing) for each zero in words between two places of a text.

    The quantity has the value 0, no unit, and covers the words from 未 or 无 to the thing.
    """
    if _SIGN.search(text, start, end) is None:
        return
    for match in _ZERO.finditer(text, start, end):
        words = (
            match["thing"] or match["none"] or match["ended"] or match["known"] or match["named"]
        )
        if thing := strip_phrase(words):
            place = match.span("zero") if match["zero"] else match.span()
            yield _zero(*place), match["act"] or "", thing


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
