"""Full names that the paper itself prints (全称): they decide what its short names stand for.

A register knows one full name for 县教体局; a paper that also prints 县教育体育局 means that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from .bodies import WINDOW, standing_at
from .found_departments import FoundDepartment
from .known_bodies import known_bodies
from .model import DepartmentMention
from .places import locate

# a county or zone that no list has
_UNLISTED_PLACE = re.compile("[\u4e00-\u9fff]{1,10}?[市县区州旗盟]")
_PLACE_ENDS = "省市县区州旗盟"
_TAILS = {"委": "委员会", "办": "办公室"}


def with_printed_names(
    mentions: Sequence[DepartmentMention],
    *,
    publisher: str | None,
    frame: Iterable[FoundDepartment],
) -> tuple[DepartmentMention, ...]:
    """The mentions; a short name means the one full name of the paper that it abbreviates.

    ``frame`` are the bodies named in masthead and imprint, the recipients among them.
    """
    named: list[DepartmentMention | FoundDepartment] = [*mentions, *frame]
    known = {one.name for one in named if one.name and _is_full(one)}
    cores = _cores(known if publisher is None else known | {publisher})
    own = _core(publisher)[1] if publisher is not None else ""
    renamed: dict[tuple[str, str | None], str | None] = {}
    for one in mentions:
        if (one.printed, one.name) not in renamed:
            renamed[one.printed, one.name] = _full_name(one, cores, own)
    return tuple(_named(one, renamed[one.printed, one.name]) for one in mentions)


def _named(one: DepartmentMention, name: str | None) -> DepartmentMention:
    return one if name == one.name else replace(one, name=name)


def _is_full(one: DepartmentMention | FoundDepartment) -> bool:
    """Whether the printed words are the name itself, but for the place in front."""
    assert one.name is not None
    return one.printed.removesuffix(WINDOW).endswith(_core(one.name)[1])


def _cores(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        place, core = _core(name)
        if place and core:
            found.setdefault(place, []).append(core)
    return {place: tuple(of) for place, of in found.items()}


@lru_cache(maxsize=4096)
def _core(name: str) -> tuple[str, str]:
    """The place that a name begins with, and the rest of it."""
    start, end, _ = locate(name)
    if not start and end:
        return name[:end], name[end:]
    unlisted = _UNLISTED_PLACE.match(name)
    return ("", name) if unlisted is None else (unlisted[0], name[unlisted.end() :])


def _full_name(one: DepartmentMention, cores: dict[str, tuple[str, ...]], own: str) -> str | None:
    """The name that a mention abbreviates in this paper, else its own."""
    if one.name is None:
        return None
    place, core = _core(one.name)
    # the same office of another county (夷陵区政数局) is called like the publisher
    others = [full for full in (*cores.get(place, ()), own) if full != core]
    others = list(dict.fromkeys(full for full in others if full))
    # a name of the registers that is printed in full stays: 卫生局 is not short for 卫生健康局
    if not others or (_is_full(one) and core in standing_at(known_bodies().forms, core, 0)):
        return one.name
    short = one.printed.removesuffix(WINDOW)
    fits = [full for full in others if abbreviates(short, full)]
    return one.name if len(fits) != 1 else place + fits[0]


def abbreviates(short: str, full: str) -> bool:
    """Whether 市教体局 can be short for 教育体育局: its characters, in order, from the first on."""
    tail = _TAILS.get(short[-1:], short[-1:])
    if not tail or not full.endswith(tail):
        return False
    words = full.removesuffix(tail)
    if tail in words:  # 税务局第二稽查局 is no longer name of the 税务局
        return False
    for start in range(max(len(short) - 2, 0)):
        if start and short[start - 1] not in _PLACE_ENDS:
            continue
        head = short[start:-1]
        if len(head) > 1 and head[0] == words[:1] and len(head) < len(words):
            return _in_order(head, words)
    return False


def _in_order(short: str, words: str) -> bool:
    rest = iter(words)
    return all(character in rest for character in short)
