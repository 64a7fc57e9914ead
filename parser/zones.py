"""Zones (开发区, 高新区) of the office's own city, which no list of places has."""

from .name_edges import is_word
from .name_marks import CITY_ZONE, IS_ZONE, OWN_BOARD, ZONE_NAMES
from .places import Place

_NEAR = 2000  # characters around a zone's short name that are searched for its long one


def read_own_zone(text: str, start: int, path: tuple[Place, ...]) -> tuple[int, Place] | None:
    """The zone that 经开区 means in the paper of a city, or 管委会 in that of a zone.

    ``path`` has the office's place last and those above it before. Returns where the word for the
    zone ends, which is ``start`` for a bare 管委会, and the zone.
    """
    if not path or (start and is_word(text[start - 1])):
        return None
    home = path[-1]
    zone = CITY_ZONE.match(text, start)
    if zone is not None and home.level != "province":
        name = _name_of(text[max(0, start - _NEAR) : start + _NEAR], _city_of(path), zone[0])
        return zone.end(), Place(name=name, short=(), level="county", within=())
    if OWN_BOARD.match(text, start) is not None and IS_ZONE.search(home.name) is not None:
        return text.index("管", start), home
    return None


def _city_of(path: tuple[Place, ...]) -> Place:
    return next((place for place in path if place.level == "city"), path[-1])


def _name_of(text: str, city: Place, zone: str) -> str:
    """The name of a zone of ``city``, as the text writes it out elsewhere, else as printed."""
    names = (city.bare + full for full in ZONE_NAMES.get(zone, ()))
    return next((name for name in names if name in text), city.bare + zone)
