"""Places of China (地名) from province to county: names, short names, which lies in which."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Level = Literal["province", "city", "county"]

# names of several counties that are ordinary words outside their city
_WORDS = frozenset(
    {"郊区", "城区", "矿区", "东区", "西区", "南区", "北区", "中区", "新区", "市区", "赫山区"}
)
# a municipality's bodies are called 局 like a city's, an autonomous region's 厅 like a province's
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市", "新疆生产建设兵团"})
# what is left of a county's name without its kind, where it is an ordinary word
_NO_BARE = frozenset(
    (
        "公安 会同 安全 建设 开放 和平 解放 复兴 振兴 新华 文明 建华 团结 共和 民主 创业 站前 城关 "
        "前进 向阳 工农 铁路 高新 经济 新城 新区 城区 郊区 矿区 东区 西区 市中 城中 城东 城西 城北 "
        "城南 河东 河西 江南 江北 河北 海南 大学 南市 北市 新市 西市 长海 大城 太平 友好 新民 南关 "
        "通道 港口 海港 运河 水城 长子 大东 东方 无极 元宝 宏伟 老边 平安 广安 安居 万年 资源"
    ).split()
)
_ETHNIC = re.compile(
    "(?:各族|蒙古族?|回族?|藏族?|维吾尔族?|苗族?|彝族?|壮族?|布依族?|朝鲜族?|满族|侗族?|瑶族?|白族|土家族?|哈尼族?|哈萨克族?"
    "|傣族?|黎族|傈僳族?|佤族?|畲族|拉祜族?|水族|东乡族?|纳西族?|景颇族?|柯尔克孜族?|土族|达斡尔族?|仫佬族?|羌族?|布朗族?"
    "|撒拉族?|毛南族?|仡佬族?|锡伯族?|普米族?|塔吉克族?|怒族?|鄂温克族?|保安族?|裕固族?|独龙族?|鄂伦春族?)+(?=自治)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A province, city or county; ``within`` has the names above it, outermost first."""

    name: str
    short: tuple[str, ...]
    level: Level
    within: tuple[str, ...]
    plain: bool = False  # named without its city, though another county bears the name

    @property
    def municipality(self) -> bool:
        """Whether it is a province whose bodies are named as a city's (直辖市)."""
        return self.name in _MUNICIPALITIES

    @property
    def called(self) -> str:
        """Its name, with the city's in front where another county bears it too: 北京市朝阳区."""
        if self.level != "county" or self.plain or not self.within:
            return self.name
        return self.within[-1] + self.name if len(places_named(self.name)) > 1 else self.name

    @property
    def bare(self) -> str:
        """Its name without its kind: 安吉 of 安吉县, 长阳 of 长阳土家族自治县."""
        if self.short and self.level != "county":
            return self.short[0]
        whole = self.short[0] if self.short else _ETHNIC.sub("", self.name)
        bare = re.sub(r"(?:自治[区州县旗]|地区|新区|林区|特区|[省市区县旗盟])$", "", whole)
        return bare if len(bare) > 1 else self.name

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


@cache
def _ends() -> frozenset[str]:
    """The last two characters of every name."""
    return frozenset(name[-2:] for name in _by_name())


_BACK = 300  # characters that a reader goes back for the county meant by 县


def last_named(text: str, end: int, kind: str, *, home: Place | None) -> Place | None:
    """The place whose name ends in ``kind`` (市, 县) and that was named last before ``end``."""
    first = max(0, end - _BACK)
    last = text.rfind(kind, first, end)
    ends = _ends()
    while last > 0:
        for length in range(12, 1, -1) if text[last - 1 : last + 1] in ends else ():
            candidates = places_named(text[max(0, last + 1 - length) : last + 1])
            if candidates:
                place = choose(candidates, (*home.within, home.name) if home is not None else ())
                return place if place is None else seen_from(place, home)
        last = text.rfind(kind, first, last)
    return None


@cache
def _by_bare() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in all_places():
        bare = place.bare
        if place.level == "county" and bare != place.name and bare not in _NO_BARE:
            found.setdefault(bare, []).append(place)
    return {bare: tuple(of) for bare, of in found.items()}


def read_bare(text: str, start: int, *, home: Place | None) -> tuple[int, Place | None]:
    """Read a county named without its kind (乐至|住建局): where it ends, and which it is.

    The end is ``start`` where none stands there; one of another province than ``home`` is
    taken only where its name is its own.
    """
    for length in (4, 3, 2):
        candidates = _by_bare().get(text[start : start + length])
        if candidates is None:
            continue
        hint = (*home.within, home.name) if home is not None else ()
        if len({one.within for one in candidates}) == 1:
            # one county under its names of then and now: 康定县, 康定市
            candidates = candidates[:1]
        place = choose(candidates, hint)
        return start + length, place if place is None else seen_from(place, home)
    return start, None


@cache
def bare_heads() -> frozenset[str]:
    """The first two characters of every county named without its kind."""
    return frozenset(bare[:2] for bare in _by_bare())


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
    if len({(place.bare, place.within) for place in widest}) == 1:
        # one place under its names of now and then: 毕节市, 毕节地区
        return widest[0]
    return None


def seen_from(place: Place, home: Place | None) -> Place:
    """``place`` as an office of ``home`` names it: a county of its own city without the city."""
    if home is None or place.level != "county" or not place.within:
        return place
    return replace(place, plain=place.within[-1] in (*home.within, home.name))


def read_path(text: str, start: int, *, home: Place | None) -> tuple[int, Place | None, str]:
    """Read a chain of places such as 四川省成都市锦江区 at ``start`` of ``text``.

    Returns where it ends, the innermost place, and its printed name; the end is ``start`` if no
    place stands there, and the place None if several bear the name and nothing tells which.
    """
    if text[start : start + 2] not in _by_head():
        return start, None, ""
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
    return end, place if place is None else seen_from(place, home), printed


def _fits(name: str, above: tuple[str, ...]) -> bool:
    candidates = places_named(name)
    return not above or any(set(above) <= set(one.within) for one in candidates)


def find_path(text: str) -> Place | None:
    """The first place named anywhere in ``text``, as exactly as its chain of places says."""
    return locate(text)[2]


@lru_cache(maxsize=1024)  # the names of an office and of its bodies come again and again
def locate(text: str) -> tuple[int, int, Place | None]:
    """The first place in ``text`` and where its chain of places stands; 0, 0, None without."""
    for start in range(len(text)):
        end, place, _ = read_path(text, start, home=None)
        if end > start and place is not None:
            return start, end, place
    return 0, 0, None
