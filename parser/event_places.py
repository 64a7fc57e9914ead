"""Where an act goes to or happens (地点): 赴达州市、泸州市, 在样河镇, 样县召开…."""

import re
from collections.abc import Set

from . import places
from .verbs import ACT

_GOES = re.compile(
    r"(?:前往|进驻|入驻|下沉|就|奔赴|莅临|走进|深入|来到|抵(?:达|(?![触押制消]))|赴|到|至|在|来|往|对"
    r"|暗访|督导|督查|调研|检查|走访|巡查|考察|慰问)"
)
# a place that no list has: a town, a village, a school
_SMALL_PLACE = re.compile(
    r"(?![各全该本我多部所两三四五六七八九十0-9基一乡街现开这那每等])"
    r"(?P<name>(?:(?![对在到和与及向为的就])[\u4e00-\u9fff]){1,6}?)"
    r"(?:街道(?!办)|镇(?!政府|人民|长)|乡(?!村|镇|政府|长)|县(?![城级委政域直乡长区教公市])|社区|村(?!级|民|委|支|庄)|苏木"
    r"|高新区|经开区|开发区|新[区城]|(?:工业|产业|科技|物流)?园区|(?:工业|产业|科技|物流)园|景区|示范区|合作区|保税区|[林农牧]场|港区|库区)"
)
# 孔样、大样等镇: each has only its own name
_SHARED_KIND = re.compile(
    r"(?P<first>[\u4e00-\u9fff]{2,3})(?=(?:[、和][\u4e00-\u9fff]{2,3})*等?[0-9]{0,2}个?(?:镇|乡|街道|社区|村)"
    r"(?![政村民委长级]))(?=[、和等])"
)
# 样州市产业园区 is no name of a park
_PARK = re.compile(r"(?:工业|产业|科技|物流|农业)?园区?|示范区|合作区|[林农牧]场|港区|库区")
# G207线|南山镇路口
_ROAD = re.compile(r"[A-Za-z]?[0-9]{1,4}(?:国道|省道|县道|线|高速)?(?:K[0-9+]+(?:处|段|至)?)?")
_AND = re.compile(r"[、和与及]|以及")
_TITLES = re.compile(r"《[^》]*》|“[^”]*”")


def find_places(
    text: str,
    start: int,
    end: int,
    *,
    home: places.Place | None,
    bodies: Set[int],
    head: int | None = None,
) -> tuple[str, ...]:
    """The places named in ``text[start:end]`` behind 赴, 在 or 检查, in order, none twice.

    They stand as printed; of a chain such as 四川省宜宾市 only the last. ``bodies`` are the starts
    of names of bodies, in which a place is none; at ``head`` a place needs no verb.
    """
    quoted = [match.span() for match in _TITLES.finditer(text, start, end)]
    road = _ROAD.match(text, head, end) if head is not None else None
    starts = [road.end() if road is not None else head] if head is not None else []
    starts += [
        goes.end()
        for goes in _GOES.finditer(text, start, end)
        if not any(first < goes.start() < last for first, last in quoted)
    ]
    found: list[str] = []
    for place in starts:
        found += _read_list(text, place, end, home, bodies)
    return tuple(dict.fromkeys(found))


def _has_act(name: str) -> bool:
    """Whether a verb stands in what would be a name; 经 and 对 alone are parts of names."""
    return any(len(act[0]) > 1 for act in ACT.finditer(name))


def _read_list(
    text: str, place: int, end: int, home: places.Place | None, bodies: Set[int]
) -> list[str]:
    found: list[str] = []
    while place not in bodies:
        stop, name = _read_place(text, place, end, home)
        if name is None:
            break
        found.append(name)
        more = _AND.match(text, stop)
        if more is None:
            break
        place = more.end()
    return found


def _read_place(
    text: str, start: int, end: int, home: places.Place | None
) -> tuple[int, str | None]:
    """The place at ``start`` and where it ends: 宜宾市, 冯样镇, 宜宾市高新区."""
    shared = _SHARED_KIND.match(text, start, end)
    if shared is not None:
        return shared.end("first"), shared["first"]
    stop, _, printed = places.read_path(text, start, home=home)
    if stop > start and _PARK.match(text, stop, end) is not None:
        return stop, printed
    # 阜康市|博峰街道; a zone is called by the city's name: 宜宾市高新区
    for place in (stop, start):
        small = _SMALL_PLACE.match(text, place, end)
        if small is None or small.end() <= stop or _has_act(small["name"]):
            continue
        if place == start or small[0][-1] not in "区园":
            return small.end(), small[0]
    if stop == start or stop > end:
        return start, None
    return stop, printed
