"""Reading one name of a department (机构) where it stands: alias, absolute name, place and form.

``Reader.find`` goes through a text; what a name means follows from the registers, the place printed
in front, the list it stands in, or the place of the office that publishes.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from . import places
from .bodies import Bodies, Heads, by_head, pairs_of, standing_at
from .central_branches import end_of_branch
from .found_departments import FoundDepartment, found_at, with_office, with_streets
from .functions import COMPOSED, full_name
from .name_edges import begins, begins_bare, ends_well, is_word, stands_alone, with_its_office
from .name_marks import (
    BOARD,
    BRANCH,
    IS_ZONE,
    LABEL_BEFORE,
    LONG_HEADS,
    LONG_SELF,
    NO_BODY_BEFORE,
    NO_SELF_BEFORE,
    OF_SELF,
    OWN_UNLISTED,
    SELDOM_BARE,
    SEPARATOR,
    TITLE,
    UNKNOWN_COUNTY,
    UNLISTED,
    VERB_BEFORE,
    ZONE,
)
from .places import Level, Place
from .zones import own_words, read_own_zone

# the words for a place whose name may not end in them: 省 of 广西, 地 of 喀什地区
_OF_ANY_NAME = frozenset("省 地 自治区 自治州 自治县 自治旗 地区 师市 园区".split())
# words that stand behind other words too: 东部地区, 工业园区
_ORDINARY = ("地区", "园区")
_OWN_HEADS = frozenset({*OF_SELF, "我", "本"})
# counties whose names begin with what stands between two bodies
_JOINING = (("会同县", "湖南省"), ("和县", "安徽省"))


# the ways in which a name can be read, as bits
_ABSOLUTE, _PLACED, _BARE, _ALIAS = 1, 2, 4, 8
_ANY_WAY = _ABSOLUTE | _PLACED | _BARE | _ALIAS
_ONES = re.compile(f"[{''.join(OF_SELF)}]")
_ONES_OF_DIVISION = re.compile(f"[{''.join(OF_SELF)}师]")


class Reader:
    """Reads names of departments as an office of the place ``home`` means them."""

    def __init__(self, *, home: Place | None, bodies: Bodies, aliases: Mapping[str, str]) -> None:
        self._home = home
        self._bodies = bodies
        self._aliases = aliases
        self._alias_heads: Heads = by_head(aliases)
        self.home_path = _path_of(home)
        self._prefecture = home is not None and home.name.endswith("地区")
        self._ways, self._ways_of_one = _ways_of(bodies)
        self._division = home is not None and any("师" in one.name for one in self.home_path)
        if self._division:
            self._ways_of_one = {**self._ways_of_one, "师": _PLACED}
        self._zone_heads = frozenset(word[:2] for word in own_words(home)) if home else frozenset()
        self._alias_pairs = pairs_of(self._alias_heads)
        # few, as most begin like a name of the registers
        starts = self._alias_pairs | self._zone_heads
        self._rare = [pair for pair in starts if pair not in self._ways]
        self._found: dict[tuple[str, date | None], tuple[FoundDepartment, ...]] = {}

    def find(self, text: str, *, on: date | None) -> tuple[FoundDepartment, ...]:
        """The departments named in ``text``, in order, longest first; none inside 《titles》."""
        # those who look for people ask for the same block again
        if (text, on) not in self._found:
            self._found[text, on] = self._find(text, on)
        return self._found[text, on]

    def _find(self, text: str, on: date | None) -> tuple[FoundDepartment, ...]:
        masked = TITLE.sub(lambda match: "\0" * len(match[0]), text) if "《" in text else text
        found: list[FoundDepartment] = []
        end = 0
        for position in self._heads_in(masked):
            if position < end:
                continue
            ways = self._ways_at(masked[position : position + 2])
            hit = self._read_by(ways, masked, position, found[-1] if found else None, on)
            if hit is not None:
                found.append(hit)
                end = hit.end
        return with_streets(masked, found)

    def _heads_in(self, text: str) -> list[int]:
        """Where names can begin, by their first two characters."""
        likely = map(re.Match.start, _likely_heads(self._bodies).finditer(text))
        places = {place for place in likely if text[place : place + 2] in self._ways}
        ones = _ONES_OF_DIVISION if self._division else _ONES
        places.update(match.start() for match in ones.finditer(text, 0, max(0, len(text) - 1)))
        for pair in self._rare:
            place = text.find(pair)
            while place >= 0:
                places.add(place)
                place = text.find(pair, place + 1)
        return sorted(places)

    def _ways_at(self, pair: str) -> int:
        """The ways in which a name that begins with a pair of characters can be read."""
        ways = self._ways.get(pair, 0) | self._ways_of_one.get(pair[0], 0)
        if pair in self._zone_heads or pair == "公安":
            ways |= _ABSOLUTE
        return ways | _ALIAS if pair in self._alias_pairs else ways

    def read_at(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        """The department whose name begins at ``start``; ``before`` is the one named before it."""
        return self._read_by(_ANY_WAY, text, start, before, on)

    def _read_by(
        self, ways: int, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        """The department read in one of ``ways``, those in which its first characters begin one."""
        best: FoundDepartment | None = None
        if ways & _ALIAS:
            best = self._read_alias(text, start)
        if ways & _ABSOLUTE:
            best = _longer(best, self._read_absolute(text, start, on))
        if ways & _PLACED:
            best = _longer(best, self._read_placed(text, start, before, on))
            best = _longer(best, self._read_league(text, start, before, on))
        if best is None and ways & _BARE:
            best = self._read_bare(text, start, before, on)
        return None if best is None else with_office(text, best)

    def _read_alias(self, text: str, start: int) -> FoundDepartment | None:
        for printed in standing_at(self._alias_heads, text, start):
            name = self._aliases[printed]
            if printed[0] not in _OWN_HEADS and not begins(text, start):
                continue
            if stands_alone(text, start, printed) and ends_well(text, start + len(printed)):
                return found_at(text, start, start + len(printed), name, None)
        return None

    def _read_absolute(self, text: str, start: int, on: date | None) -> FoundDepartment | None:
        if (zoned := self._read_city_zone(text, start, on)) is not None:
            return zoned
        if (infix := self._read_infix(text, start, on)) is not None:
            return infix
        headed = self._bodies.read_headed(text, start, self._home, on)
        if headed is not None:
            end, name, place = headed
            return found_at(text, start, end, name, place)
        for printed in standing_at(self._bodies.absolute_heads, text, start):
            end = start + len(printed)
            if stands_alone(text, start, printed) and ends_well(text, end):
                named = self._bodies.named(printed, on)
                branch_end = 0 if named is None else end_of_branch(text, end)
                if named is None or not branch_end:
                    return found_at(text, start, end, named, None)
                return found_at(text, start, branch_end, named + text[end:branch_end], None)
        return None

    def _read_infix(self, text: str, start: int, on: date | None) -> FoundDepartment | None:
        """Read 公安洪山分局: the branch in a county of the city's bureau."""
        if not text.startswith("公安", start) or not begins(text, start):
            return None
        end, place = places.read_bare(text, start + 2, home=self._home)
        if place is None or not text.startswith("分局", end):
            return None
        name = self._bodies.name_of(place, "公安分局", on)
        return found_at(text, start, end + 2, name, place)

    def _read_city_zone(self, text: str, start: int, on: date | None) -> FoundDepartment | None:
        """Read an office of a zone of the office's own city: 经开区|管委会, or its own 管委会."""
        zone = read_own_zone(text, start, self.home_path)
        return None if zone is None else self._read_of_zone(text, start, *zone, on)

    def _read_of_zone(
        self, text: str, start: int, end: int, place: Place, on: date | None
    ) -> FoundDepartment | None:
        board = BOARD.match(text, end)
        after = board.end() if board is not None else end
        known = self._read_form(text, after)
        if known is not None and len(known[1]) > 2:
            name = self._bodies.name_of(place, known[1], on)
            if board is not None and name is not None:
                # 管委会|应急管理局 is printed as an office of the board
                name = place.name + "管理委员会" + name.removeprefix(place.called)
            return found_at(text, start, known[0], name, place)
        if board is not None and ends_well(text, board.end()):
            name = place.name + "管理委员会" + board["office"]
            return found_at(text, start, board.end(), name, place)
        return self._read_composed(text, start, after, place, place.name)

    def _read_composed(
        self, text: str, start: int, end: int, place: Place, called: str
    ) -> FoundDepartment | None:
        """Read a body whose name is made of words for its work: 县|蔬菜技术推广站."""
        match = COMPOSED.match(text, end)
        if match is None or not ends_well(text, match.end()):
            return None
        return found_at(text, start, match.end(), called + full_name(match[0]), place)

    def _read_placed(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        end, place, printed = places.read_path(text, start, home=self._home)
        if end == start or self._joins(text, start):
            own = self._read_self(text, start, before, on)
            return own or self._read_kindless(text, start, on)
        known = self._read_form(text, end)
        if known is not None:
            name = self._bodies.name_of(place, known[1], on) if place else None
            return found_at(text, start, known[0], name, place)
        if place is None:
            return None
        if (own := self._read_zone(text, start, end, on)) is not None:
            return own
        # 浦东新区区委: the place's kind is said again
        if OF_SELF.get(text[end : end + 1]) is not None:
            known = self._read_form(text, end + 1)
            if known is not None and text[end] == printed[-1]:
                return found_at(
                    text, start, known[0], self._bodies.name_of(place, known[1], on), place
                )
        # 广州供电局 and 天津港保税区管委会 have their whole name with the short one of the place
        called = printed if printed in place.short and printed != "兵团" else place.name
        match = UNLISTED.match(text, end)
        if match is None or self._holds_body(match[0]) or not ends_well(text, match.end()):
            return self._read_composed(text, start, end, place, called)
        last = with_its_office(text, match.end())
        return found_at(text, start, last, called + text[end:last], place)

    def _read_kindless(self, text: str, start: int, on: date | None) -> FoundDepartment | None:
        """Read a body of a county named without its kind: 乐至|住建局, 海淀|公安分局."""
        if not begins(text, start):
            return None
        end, place = places.read_bare(text, start, home=self._home)
        if place is None:
            return None
        if (own := self._read_zone(text, start, end, on)) is not None:
            return own
        known = self._read_form(text, end)
        if known is not None and len(known[1]) > 2 and known[1][-1] in "厅局委办":
            name = self._bodies.name_of(place, known[1], on)
            return found_at(text, start, known[0], name, place)
        match = BRANCH.match(text, end)
        if match is None or self._holds_body(match[0]):
            return None
        return found_at(text, start, match.end(), text[start : match.end()], place)

    def _read_league(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        """Read 团市委: the only body with the word for the place in the middle."""
        level = OF_SELF.get(text[start + 1 : start + 2]) if text[start] == "团" else None
        if level is None or text[start + 2 : start + 3] != "委" or not ends_well(text, start + 3):
            return None
        place = self._own_place(text, start, text[start + 1], level, before)
        name = self._bodies.name_of(place, "团委", on) if place else None
        return found_at(text, start, start + 3, name, place)

    def _joins(self, text: str, start: int) -> bool:
        """Whether 会同县 or 和县 is a word and 县: elsewhere than in that county's province."""
        province = next((of for name, of in _JOINING if text.startswith(name, start)), None)
        return province is not None and province not in {place.name for place in self.home_path}

    def _read_zone(
        self, text: str, start: int, end: int, on: date | None
    ) -> FoundDepartment | None:
        """Read an office of a zone whose place ends at ``end``: 南京市|江北新区|行政审批局."""
        zone = ZONE.match(text, end)
        if zone is None:
            return None
        place = Place(name=text[start : zone.end()], short=(), level="county", within=())
        return self._read_of_zone(text, start, zone.end(), place, on)

    def _read_self(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        """Read 省教育厅, 市教育局: a body of the office's own province, city or county."""
        word = self._self_at(text, start)
        if not word:
            return None
        level = LONG_SELF.get(word) or OF_SELF.get(word, "city")
        if (
            start
            and text[start - 1] in NO_SELF_BEFORE
            and not LABEL_BEFORE.search(text, max(0, start - 12), start)
        ):
            return None
        if word in _ORDINARY and not begins(text, start):
            return None
        known = self._read_form(text, start + len(word))
        if known is None:
            return self._read_own_unlisted(text, start, word, level, before)
        first = start
        if len(word) == 1 and level == "county" and start and is_word(text[start - 1]):
            named = UNKNOWN_COUNTY.search(text, max(0, start - 6), start + 1)
            if named is not None and text[start - 2 : start] not in VERB_BEFORE:
                first = named.start()
                place: Place | None = Place(name=named[0], short=(), level=level, within=())
            elif text[start - 2 : start] in VERB_BEFORE:
                place = self._own_place(text, start, word, level, before)
            else:
                return None
            if before is not None and first < before.end:
                return None
        else:
            place = self._own_place(text, start, word, level, before)
        name = self._bodies.name_of(place, known[1], on) if place else None
        return found_at(text, first, known[0], name, place)

    def _self_at(self, text: str, start: int) -> str:
        """What stands for the office's own place there: 省, 自治区, the 地 of 地委; else ""."""
        if (word := text[start : start + 1]) in OF_SELF:
            return word
        if word == "师" and self._division and text[start + 1 : start + 2] != "市":
            return word
        if text[start : start + 2] not in LONG_HEADS:
            return ""
        if word == "地" and self._prefecture and text.startswith("地委", start):
            return "地"
        long = next((long for long in LONG_SELF if text.startswith(long, start)), "")
        zone = self._home is not None and IS_ZONE.search(self._home.name) is not None
        return long if long != "园区" or zone else ""

    def _read_own_unlisted(
        self, text: str, start: int, word: str, level: Level, before: FoundDepartment | None
    ) -> FoundDepartment | None:
        """Read 市热线办, 县农机服务中心: a body of the office's own place that no register has."""
        if start and is_word(text[start - 1]):
            return None
        match = OWN_UNLISTED.match(text, start + len(word))
        if BOARD.match(text, start + len(word)) is not None:
            return None
        place = self._own_place(text, start, word, level, before)
        if place is None:
            return None
        if match is None or not ends_well(text, match.end()) or self._holds_body(match[0]):
            return self._read_composed(text, start, start + len(word), place, place.called)
        last = with_its_office(text, match.end())
        return FoundDepartment(
            start=start,
            end=last,
            printed=text[start:last],
            name=place.called + text[start + len(word) : last],
            place=place,
            listed=False,
        )

    def _own_place(
        self, text: str, start: int, word: str, level: Level, before: FoundDepartment | None
    ) -> Place | None:
        """Whose 市教育局 or 县公安局 it is: the office's own place, else the one last named."""
        if word == "自治区" and any(place.name.endswith("兵团") for place in self.home_path):
            # 兵团 lies in the region and is no part of it
            return places.choose(places.places_named("新疆维吾尔自治区"), ())
        for place in reversed(self.home_path):
            if (
                place.name.endswith(word)
                or (word == "师" and word in place.name)
                or (place.level == level and word in _OF_ANY_NAME)
            ):
                return place
        last = before.place if before is not None else None
        if last is not None and last.name.endswith(word):
            return last
        named = places.last_named(text, start, word, home=self._home)
        return named or (last if last is not None and last.level == level else None)

    def _read_bare(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        known = self._read_form(text, start)
        if known is None or known[1].startswith(("委", "党委")):
            return None
        place = self._inherited(text, start, before, known[1])
        if place is None:
            if len(known[1]) < 3 or (start and text[start - 1] in NO_BODY_BEFORE):
                return None
            if SELDOM_BARE.search(known[1]) or not begins_bare(text, start):
                return None
            if self._ends_longer(text, start, known):
                return None
            place = self._place_of_bare(known[1])
        if place is None:
            return None
        return found_at(text, start, known[0], self._bodies.name_of(place, known[1], on), place)

    def _inherited(
        self, text: str, start: int, before: FoundDepartment | None, form: str
    ) -> Place | None:
        """The place of the list that ``start`` goes on with: 省教育厅、科技厅."""
        if before is None or before.place is None or start - before.end > 20:
            return None
        # print loses a mark now and then: 教育厅财政厅
        if before.end == start and len(form) > 2 and form[-1] in "厅局委":
            return before.place if self._bodies.has(before.place, form) else None
        if SEPARATOR.fullmatch(text, before.end, start) is None:
            return None
        return before.place if self._bodies.has(before.place, form) else None

    def _ends_longer(self, text: str, start: int, known: tuple[int, str]) -> bool:
        """Whether a longer form ends where this one does: the 审批局 of a 区行政审批局."""
        return any(
            (before := self._read_form(text, place)) is not None and before[0] >= known[0]
            for place in range(max(0, start - 6), start)
        )

    def _place_of_bare(self, form: str) -> Place | None:
        for place in reversed(self.home_path):
            if self._bodies.has(place, form):
                return place
        return None

    def _read_form(self, text: str, start: int) -> tuple[int, str] | None:
        for form in standing_at(self._bodies.forms, text, start):
            if ends_well(text, start + len(form)):
                return start + len(form), form
        # 市政府|国资委 and 市人民政府|金融办 are the same bodies as without it
        for head in ("政府", "人民政府") if text[start : start + 1] in "政人" else ():
            if text.startswith(head, start) and (inner := start + len(head)) < len(text):
                known = self._read_form(text, inner)
                return known if known is not None and len(known[1]) > 2 else None
        return None

    def _holds_body(self, rest: str) -> bool:
        """Whether what looks like one long name has another body's name inside.

        A 中心 may: 行政审批和数据资源中心 is one body. So may two that are merged: 商务粮食局.
        """
        return any(
            len(form) > 2 and form[-1] in "厅局委办部"
            for start in range(1, len(rest))
            for form in standing_at(self._bodies.forms, rest, start)
            if start + len(form) < len(rest) or not self._is_part(rest[:start], form[-1])
        )

    def _is_part(self, words: str, tail: str) -> bool:
        """Whether one name is made of ``words`` and another body's: 商务|粮食局, 园林和|林业局."""
        return (len(words) > 2 and words[-1] in "和与及") or self._is_form(words + tail)

    def _is_form(self, words: str) -> bool:
        return words in standing_at(self._bodies.forms, words, 0)


def _path_of(home: Place | None) -> tuple[Place, ...]:
    """The office's place and those above it, outermost first."""
    if home is None:
        return ()
    above = [places.choose(places.places_named(name), home.within) for name in home.within]
    return (*(place for place in above if place is not None), home)


def _longer(one: FoundDepartment | None, other: FoundDepartment | None) -> FoundDepartment | None:
    if one is None or other is None:
        return one or other
    return one if one.end >= other.end else other


@cache
def _ways_of(bodies: Bodies) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """In which ways names can be read by their first two characters, and by the first alone."""
    ways = _merge(
        dict.fromkeys(pairs_of(bodies.forms), _BARE),
        dict.fromkeys(pairs_of(bodies.absolute_heads) | pairs_of(bodies.heads), _ABSOLUTE),
        dict.fromkeys((*places.heads(), *places.bare_heads()), _PLACED),
        dict.fromkeys(LONG_HEADS, _ANY_WAY),
    )
    of_one = {head: of for head, of in ways.items() if len(head) == 1}
    return ways, _merge(of_one, dict.fromkeys(OF_SELF, _PLACED))


@cache
def _likely_heads(bodies: Bodies) -> re.Pattern[str]:
    """A first character of names before a second one: four places of five are none."""
    pairs = [head for head in _ways_of(bodies)[0] if len(head) == 2]
    first, second = ("".join(sorted({pair[at] for pair in pairs})) for at in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


def _merge(*ways: Mapping[str, int]) -> Mapping[str, int]:
    merged: dict[str, int] = {}
    for of in ways:
        for head, bits in of.items():
            merged[head] = merged.get(head, 0) | bits
    return merged
