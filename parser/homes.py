"""The place of the office that publishes (所在地), out of its name; it may be on no list."""

import re
from dataclasses import replace

from . import places
from .bodies import standing_at
from .known_bodies import known_bodies
from .name_marks import IS_ZONE
from .places import Level, Place

# a county or zone that no list has, in front of the name of an office
_UNLISTED_PLACE = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:新区|开发区|高新区|经开区|示范区|合作区|度假区|园区|保税区"
    r"|(?:实|试)验区|管理区|风景区|空港区|化工基地|产业基地|新城)"
    r"|(?:[\u4e00-\u9fff]{2,6}?|某)[县市区旗州盟]"
)


def home_of(publisher: str | None) -> str | None:
    """The place of the publishing office, with those above it: "四川省眉山市".

    None where the name holds no place (国务院办公厅).
    """
    if not publisher:
        return None
    start, end, place = places.locate(publisher)
    if place is None:
        end, place = places.read_bare(publisher, 0, home=None)
        if place is not None and not _is_office(publisher[end:]):
            end, place = 0, None
    if place is not None and start and len(place.name) == 2 and start <= 2:
        # 样临县 holds 临县, and is another county
        return publisher[:end]
    inner = _UNLISTED_PLACE.match(publisher, end)
    if inner is not None and _is_office(publisher[inner.end() :]):
        # 成都高新区 is the zone's whole name: the city's short name belongs to it
        short = publisher[start:end] if place is not None and IS_ZONE.search(inner[0]) else ""
        own = short if place is not None and short in place.short else ""
        return (place.path if place is not None else "") + own + inner[0]
    return place.path if place is not None else None


def _is_office(words: str) -> bool:
    forms = known_bodies().forms
    known = any(len(form) > 2 for form in standing_at(forms, words, 0))
    return known or words.startswith(("12345", "海关", "出入境", "边检", "管理委员会", "管委会"))


def place_of(home: str) -> Place | None:
    """The place of a home; the last part of it may be a county or zone that no list has."""
    start, end, place = places.locate(home)
    if end == len(home) and not start and place is not None:
        # in its own paper a county is named without its city
        return replace(place, plain=place.level == "county")
    if start:
        end, place = 0, None
    above = (*place.within, place.name) if place is not None else ()
    level: Level = "city" if home[-1] in "市州盟" else "county"
    name = home[end:]
    if place is not None and IS_ZONE.search(name) and not name.startswith(place.short):
        name = place.name + name
    return Place(name=name, short=(), level=level, within=above)
