"""Places of China (地名) from province to county: names, short names, which lies in which."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Level = Literal["province", "city", "county"]

# names of several counties that are ordinary words outside their city
_WORDS = frozenset({"郊区", "城区", "矿区", "东区", "西区", "新区", "市区", "赫山区"})
# a municipality's bodies are called 局 like a city's, an autonomous region's 厅 like a province's
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A province, city or county; ``within`` has the names above it, outermost first."""

    name: str
    short: tuple[str, ...]
    level: Level
    within: tuple[str, ...]

    @property
    def municipality(self) -> bool:
        """Whether it is a province whose bodies are named as a city's (直辖市)."""
        return self.name in _MUNICIPALITIES

    @property
    def called(self) -> str:
        """Its name, with the city's in front where another county bears it too: 北京市朝阳区."""
        if self.level == "county" and len(places_named(self.name)) > 1 and self.within:
            return self.within[-1] + self.name
        return self.name

    @property
    def path(self) -> str:
        """Its full name with those above it: 四川省成都市锦江区."""
        return "".join((*self.within, self.name))


def _read_rows() -> list[tuple[str, str, tuple[str, ...]]]:
    text = files("parser.registers").joinpath("places.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    rows = [line.split("\t") for line in lines]
    return [(code, name, tuple(short.split("|")) if short else ()) for code, name, short in rows]


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def all_places() -> tuple[Place, ...]:
    """Every place of the list, provinces before cities before counties."""
    rows = _read_rows()
    # the first row of a code bears the name in force
    names: dict[str, str] = {}
    for code, name, _ in rows:
        names.setdefault(code, name)
    places = []
    for code, name, short in rows:
        above = dict.fromkeys((code[:2] + "0000", code[:4] + "00"))
        within = tuple(names[one] for one in above if one != code and one in names)
        places.append(Place(name=name, short=short, level=_level(code), within=within))
    order = {"province": 0, "city": 1, "county": 2}
    return tuple(sorted(places, key=lambda place: order[place.level]))


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in all_places():
        for name in (place.name, *place.short):
            found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items()}


@cache
def _by_head() -> dict[str, tuple[str, ...]]:
    """Names by their first two characters, longest first."""
    heads: dict[str, list[str]] = {}
    for name in _by_name():
        heads.setdefault(name[:2], []).append(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


def places_named(name: str) -> tuple[Place, ...]:
    """The places of that name or short name; several where counties share one."""
    return _by_name().get(name, ())


def heads() -> frozenset[str]:
    """The first two characters of every name, to skip text that holds none."""
    return frozenset(_by_head())


def names_at(text: str, start: int) -> tuple[str, ...]:
    """The names of places that stand at ``start`` of ``text``, longest first."""
    names = _by_head().get(text[start : start + 2])
    if names is None:
        return ()
    return tuple(name for name in names if text.startswith(name, start))


def choose(candidates: tuple[Place, ...], within: tuple[str, ...]) -> Place | None:
    """The one of ``candidates`` that lies in ``within``; None if none or several do.

    The widest level wins where a short name is both a province's and a city's (吉林).
    """
    if not candidates:
        return None
    best = max(len(set(within) & set(place.within)) for place in candidates)
    close = [place for place in candidates if len(set(within) & set(place.within)) == best]
    widest = [place for place in close if place.level == close[0].level]
    return widest[0] if len(widest) == 1 else None


def read_path(text: str, start: int, *, home: Place | None) -> tuple[int, Place | None, str]:
    """Read a chain of places such as 四川省成都市锦江区 at ``start`` of ``text``.

    Returns where it ends, the innermost place, and its printed name; the end is ``start`` if no
    place stands there, and the place None if several bear the name and nothing tells which.
    """
    above: tuple[str, ...] = ()
    place: Place | None = None
    printed = ""
    end = start
    while names := [name for name in names_at(text, end) if name != printed]:
        name = next((one for one in names if _fits(one, above)), None)
        if name is None or (not above and name in _WORDS):
            break
        candidates = places_named(name)
        if above:
            candidates = tuple(one for one in candidates if set(above) <= {*one.within, one.name})
        hint = (*above, *((*home.within, home.name) if home is not None else ()))
        place = choose(candidates, hint)
        printed = name
        end += len(name)
        if place is None:
            break
        above = (*place.within, place.name)
    return end, place, printed


def _fits(name: str, above: tuple[str, ...]) -> bool:
    candidates = places_named(name)
    return not above or any(set(above) <= set(one.within) for one in candidates)


def find_path(text: str) -> Place | None:
    """The first place named anywhere in ``text``, as exactly as its chain of places says."""
    return locate(text)[2]


def locate(text: str) -> tuple[int, int, Place | None]:
    """The first place in ``text`` and where its chain of places stands; 0, 0, None without."""
    for start in range(len(text)):
        end, place, _ = read_path(text, start, home=None)
        if end > start and place is not None:
            return start, end, place
    return 0, 0, None
