"""Zones (开发区, 高新区) of the office's own city, which no list of places has."""

from functools import cache

from .name_edges import is_word
from .name_marks import CITY_ZONE, IS_ZONE, OWN_BOARD, ZONE_NAMES
from .places import Place

# what a zone is called in its own paper, and how its full name may end then
_ENDS = (
    "新区 高新区 经开区 开发区 示范区 合作区 度假区 实验区 试验区 管理区 保税区 综保区 "
    "风景区 新城 新片区 园区 基地 空港区 保护区 自贸区"
).split()
_LONG = {
    "高新区": ("高新区", "高新技术产业开发区", "高新技术开发区", "新技术开发区"),
    "经开区": ("经开区", "经济技术开发区", "经济开发区"),
    "综保区": ("综保区", "综合保税区"),
}
_NEAR = 2000  # characters around a zone's short name that are searched for its long one


def read_own_zone(text: str, start: int, path: tuple[Place, ...]) -> tuple[int, Place] | None:
    """The zone that 经开区 means in the paper of a city, or 管委会 in that of a zone.

    ``path`` has the office's place last and those above it before. Returns where the word for the
    zone ends, which is ``start`` for a bare 管委会, and the zone.
    """
    if not path or (start and is_word(text[start - 1])):
        return None
    home = path[-1]
    own = next((word for word in own_words(home) if text.startswith(word, start)), None)
    if own is not None:
        return start + len(own), home
    zone = CITY_ZONE.match(text, start)
    if zone is not None and home.level != "province":
        name = _name_of(text[max(0, start - _NEAR) : start + _NEAR], _city_of(path), zone[0])
        return zone.end(), Place(name=name, short=(), level="county", within=())
    if OWN_BOARD.match(text, start) is not None and IS_ZONE.search(home.name) is not None:
        return text.index("管", start), home
    return None


@cache
def own_words(home: Place) -> tuple[str, ...]:
    """What the paper of a zone calls it for short: 新区, 高新区, 基地; () for other places."""
    if IS_ZONE.search(home.name) is None:
        return ()
    ends = [word for word in _ENDS if home.name.endswith(_LONG.get(word, (word,)))]
    return tuple(sorted(ends, key=len, reverse=True))


def _city_of(path: tuple[Place, ...]) -> Place:
    return next((place for place in path if place.level == "city"), path[-1])


def _name_of(text: str, city: Place, zone: str) -> str:
    """The name of a zone of ``city``, as the text writes it out elsewhere, else as printed."""
    names = (city.bare + full for full in ZONE_NAMES.get(zone, ()))
    return next((name for name in names if name in text), city.bare + zone)
