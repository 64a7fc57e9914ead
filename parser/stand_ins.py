"""Words that stand for a body without naming it (代称): 中心, 支队, 局机关 for the publisher, 该局.

They tell who acts and whose a figure is, but are no mentions: a reader who looks for the
departments of an issue does not look for 该局.
"""

import re
from collections.abc import Iterable, Sequence

from .departments import FoundDepartment
from .model import DepartmentMention
from .verbs import is_predicate

_HEAD = r"(?:(?<=[。；;，、：:\n”日期])|^)"
# the publisher of itself at the head of a clause: 中心召开…, 支队7月14日推出…, 局机关举办…
_OWN = {
    "中心": r"(?:我|本)?中心(?!城|区|镇|村|组(?!织)|思想|任务|环|线|点|词|位)",
    "队": r"(?:我|本)?[支总大]队(?!员|伍|列)",
    "局": r"局(?=机关|党[组委]|领导|[\u4e00-\u9fff]{2,6}(?:科|处|室|[支大]队|中心)(?!长))",
    "厅": r"厅(?=机关|党[组委]|领导|[\u4e00-\u9fff]{2,6}(?:处|室|总队|中心)(?!长))",
    "关": r"(?:我|本)关",
}  # fmt: skip
_PATTERNS = {tail: re.compile(_HEAD + words) for tail, words in _OWN.items()}
_LEADERS = ("党", "领导", "主任", "副主任", "机关")
_UNIT = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:[科处室队所]|中心)(?=[0-9\u4e00-\u9fff])")
_BEHIND = re.compile(r"(?:拟|将|已)?(?:于|在)?(?:[0-9]{1,2}[月日]|近[日期]|日前|本周|上周)")
# the body that was named last: 该局, 该委
_THIS = re.compile(
    r"(?<![应在])该(?P<tail>局|委|厅|办|中心|[支大总]队|海关|关|院|所|集团|公司)(?![部门属限势员托公])"
)
_LONG = {"委": ("委", "委员会"), "办": ("办", "办公室"), "关": ("海关",)}
_STAND_IN = re.compile(r"[我本该](?:市|县|区|州)?[\u4e00-\u9fff]{1,2}|中心|[支大总]队|[局厅关]")


def find_stand_ins(
    text: str, found: Sequence[FoundDepartment], own: str | None
) -> tuple[FoundDepartment, ...]:
    """The words of ``text`` that stand for the publisher ``own`` or for a body named before.

    ``found`` are the bodies that it names; none of these is given back.
    """
    if own is None and "该" not in text:
        return ()
    words = [*_of_publisher(text, own), *_of_last(text, found, own)]
    if not words:
        return ()
    taken = {place for one in found for place in range(one.start, one.end)}
    return tuple(one for one in words if taken.isdisjoint(range(one.start, one.end)))


def named(mentions: Iterable[DepartmentMention]) -> tuple[DepartmentMention, ...]:
    """The mentions that name their body, without 我局, 该局 and bare 中心."""
    return tuple(one for one in mentions if not _STAND_IN.fullmatch(one.printed))


def _of_publisher(text: str, own: str | None) -> Iterable[FoundDepartment]:
    tail = next((tail for tail in _PATTERNS if own is not None and own.endswith(tail)), None)
    if own is None or tail is None or tail[-1] not in text:
        return
    for match in _PATTERNS[tail].finditer(text):
        if tail == "队" and match[0][-2:] != own[-2:]:
            continue
        if _acts(text, match.end()):
            yield _stand_in(match, own)


def _acts(text: str, place: int) -> bool:
    if is_predicate(text, place) or text.startswith(_LEADERS, place):
        return True
    unit = _UNIT.match(text, place)
    places = (place,) if unit is None else (place, unit.end())
    return any(_BEHIND.match(text, one) is not None for one in places) or (
        unit is not None and is_predicate(text, unit.end())
    )


def _of_last(
    text: str, found: Sequence[FoundDepartment], own: str | None
) -> Iterable[FoundDepartment]:
    for match in _THIS.finditer(text) if "该" in text else ():
        tails = _LONG.get(match["tail"], (match["tail"],))
        before = [one.name for one in found if one.end <= match.start() and one.name is not None]
        names = [name for name in (own, *before) if name is not None and name.endswith(tails)]
        if names:
            yield _stand_in(match, names[-1])


def _stand_in(match: re.Match[str], name: str) -> FoundDepartment:
    return FoundDepartment(start=match.start(), end=match.end(), printed=match[0], name=name)
