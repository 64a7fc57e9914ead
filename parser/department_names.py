"""Reading one name of a department (机构) where it stands: alias, absolute name, place and form.

``Reader.find`` goes through a text; what a name means follows from the registers, the place printed
in front, the list it stands in, or the place of the office that publishes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import concat

from . import places
from .bodies import Bodies, Heads, by_head, standing_at
from .name_marks import (
    BEFORE_SELF,
    LABEL_BEFORE,
    NO_BODY_AFTER,
    NO_BODY_BEFORE,
    NO_SELF_BEFORE,
    OF_NUMBER,
    OF_SELF,
    OF_WINDOW,
    OFFICES,
    OWN_UNLISTED,
    SEPARATOR,
    STREET,
    TITLE,
    UNKNOWN_COUNTY,
    UNLISTED,
    ZONE,
)
from .places import Level, Place

# counties whose names begin with what stands between two bodies
_JOINING = (("会同县", "湖南省"), ("和县", "安徽省"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDepartment:
    """A department in running text; ``name`` is None where nothing tells whose body it is."""

    start: int
    end: int
    printed: str
    name: str | None
    place: Place | None = None  # whose body it is; the rest of a list shares it
    listed: bool = True  # False: a body that only the text knows, with its own place in front


class Reader:
    """Reads names of departments as an office of the place ``home`` means them."""

    def __init__(self, *, home: Place | None, bodies: Bodies, aliases: Mapping[str, str]) -> None:
        self._home = home
        self._bodies = bodies
        self._aliases = aliases
        self._alias_heads: Heads = by_head(aliases)
        self.home_path = _path_of(home)
        self._starts = _starts_of(bodies)
        if aliases:
            self._starts |= frozenset(self._alias_heads)

    def find(self, text: str, *, on: date | None) -> tuple[FoundDepartment, ...]:
        """The departments named in ``text``, in order, longest first; none inside 《titles》."""
        masked = TITLE.sub(lambda match: "\0" * len(match[0]), text)
        found: list[FoundDepartment] = []
        end = 0
        starts = self._starts
        for position, pair in enumerate(map(concat, masked, masked[1:])):
            if position < end or (pair not in starts and pair[0] not in OF_SELF):
                continue
            hit = self.read_at(masked, position, found[-1] if found else None, on)
            if hit is not None:
                found.append(hit)
                end = hit.end
        return _with_streets(masked, found)

    def read_at(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        """The department whose name begins at ``start``; ``before`` is the one named before it."""
        hits = (
            hit
            for read in (self._read_alias, self._read_absolute, self._read_placed)
            if (hit := read(text, start, before, on)) is not None
        )
        best = max(hits, key=lambda hit: hit.end, default=None)
        return best or self._read_bare(text, start, before, on)

    def _read_alias(
        self, text: str, start: int, _: FoundDepartment | None, __: date | None
    ) -> FoundDepartment | None:
        for printed in standing_at(self._alias_heads, text, start):
            name = self._aliases[printed]
            if _ends_well(text, start + len(printed)):
                return _found(text, start, start + len(printed), name, None)
        return None

    def _read_absolute(
        self, text: str, start: int, _: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        headed = self._bodies.read_headed(text, start, self._home, on)
        if headed is not None:
            end, name, place = headed
            return _found(text, start, end, name, place)
        for printed in standing_at(self._bodies.absolute_heads, text, start):
            end = start + len(printed)
            if _ends_well(text, end):
                return _found(text, start, end, self._bodies.named(printed, on), None)
        return None

    def _read_placed(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        end, place, printed = places.read_path(text, start, home=self._home)
        if end == start or self._joins(text, start):
            return self._read_self(text, start, before, on)
        known = self._read_form(text, end)
        if known is not None:
            name = self._bodies.name_of(place, known[1], on) if place else None
            return _found(text, start, known[0], name, place)
        if place is None:
            return None
        if (own := self._read_zone(text, start, end, on)) is not None:
            return own
        # 浦东新区区委: the place's kind is said again
        if OF_SELF.get(text[end : end + 1]) is not None:
            known = self._read_form(text, end + 1)
            if known is not None and text[end] == printed[-1]:
                return _found(
                    text, start, known[0], self._bodies.name_of(place, known[1], on), place
                )
        match = UNLISTED.match(text, end)
        if match is None or self._holds_body(match[0]) or not _ends_well(text, match.end()):
            return None
        return _found(text, start, match.end(), place.name + match[0], place)

    def _joins(self, text: str, start: int) -> bool:
        """Whether 会同县 or 和县 is a word and 县: elsewhere than in that county's province."""
        province = next((of for name, of in _JOINING if text.startswith(name, start)), None)
        return province is not None and province not in {place.name for place in self.home_path}

    def _read_zone(
        self, text: str, start: int, end: int, on: date | None
    ) -> FoundDepartment | None:
        """Read an office of a zone whose place ends at ``end``: 南京市|江北新区|行政审批局."""
        zone = ZONE.match(text, end)
        known = self._read_form(text, zone.end()) if zone is not None else None
        if zone is None or known is None:
            return None
        place = Place(name=text[start : zone.end()], short=(), level="county", within=())
        return _found(text, start, known[0], self._bodies.name_of(place, known[1], on), place)

    def _read_self(
        self, text: str, start: int, before: FoundDepartment | None, on: date | None
    ) -> FoundDepartment | None:
        """Read 省教育厅, 市教育局: a body of the office's own province, city or county."""
        level = OF_SELF.get(text[start])
        if level is None:
            return None
        if start and text[start - 1] in NO_SELF_BEFORE and not LABEL_BEFORE.search(text, 0, start):
            return None
        known = self._read_form(text, start + 1)
        if known is None:
            return self._read_own_unlisted(text, start, before)
        first = start
        if level == "county" and start and _is_word(text[start - 1]):
            named = UNKNOWN_COUNTY.search(text, max(0, start - 6), start + 1)
            if named is None:
                return None
            first = named.start()
            if before is not None and first < before.end:
                return None
            place: Place | None = Place(name=named[0], short=(), level=level, within=())
        else:
            place = self._own_place(level, text[start], before)
        name = self._bodies.name_of(place, known[1], on) if place else None
        return _found(text, first, known[0], name, place)

    def _read_own_unlisted(
        self, text: str, start: int, before: FoundDepartment | None
    ) -> FoundDepartment | None:
        """Read 市热线办, 县农机服务中心: a body of the office's own place that no register has."""
        if start and _is_word(text[start - 1]):
            return None
        match = OWN_UNLISTED.match(text, start + 1)
        if match is None or not _ends_well(text, match.end()) or self._holds_body(match[0]):
            return None
        place = self._own_place(OF_SELF[text[start]], text[start], before)
        if place is None:
            return None
        return FoundDepartment(
            start=start,
            end=match.end(),
            printed=text[start : match.end()],
            name=place.called + match[0],
            place=place,
            listed=False,
        )

    def _own_place(self, level: Level, word: str, before: FoundDepartment | None) -> Place | None:
        for place in reversed(self.home_path):
            if place.level == level or (word == "市" and place.name.endswith("市")):
                return place
        if before is not None and before.place is not None and before.place.level == level:
            return before.place
        return None

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
            if self._ends_longer(text, start, known):
                return None
            place = self._place_of_bare(known[1])
        if place is None:
            return None
        return _found(text, start, known[0], self._bodies.name_of(place, known[1], on), place)

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
            if _ends_well(text, start + len(form)):
                return start + len(form), form
        return None

    def _holds_body(self, rest: str) -> bool:
        """Whether what looks like one long name has another body's name inside.

        A 中心 may: 行政审批和数据资源中心 is one body. So may two that are merged: 商务粮食局.
        """
        return any(
            len(form) > 2 and form[-1] in "厅局委办部"
            for start in range(1, len(rest))
            for form in standing_at(self._bodies.forms, rest, start)
            if start + len(form) < len(rest) or not self._is_form(rest[:start] + form[-1])
        )

    def _is_form(self, words: str) -> bool:
        return words in standing_at(self._bodies.forms, words, 0)


def _found(
    text: str, start: int, end: int, name: str | None, place: Place | None
) -> FoundDepartment:
    window = OF_WINDOW.match(text, end)
    if window is not None and not text.startswith("中心", end - 2):
        end = window.end()
    return FoundDepartment(start=start, end=end, printed=text[start:end], name=name, place=place)


def _with_streets(text: str, found: list[FoundDepartment]) -> tuple[FoundDepartment, ...]:
    taken = {place for one in found for place in range(one.start, one.end)}
    streets = [
        FoundDepartment(
            start=match.start(),
            end=match.end(),
            printed=match[0],
            name=match["name"] + OFFICES.get(match["office"], match["office"]),
        )
        for match in STREET.finditer(text)
        if taken.isdisjoint(range(match.start(), match.end()))
    ]
    return tuple(sorted((*found, *streets), key=lambda one: one.start))


def _is_word(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" and character not in BEFORE_SELF


def _ends_well(text: str, end: int) -> bool:
    if OF_NUMBER.match(text, end) is not None:
        return False
    no_body = NO_BODY_AFTER.get(text[end - 1])
    return no_body is None or no_body.match(text, end) is None


def _path_of(home: Place | None) -> tuple[Place, ...]:
    """The office's place and those above it, outermost first."""
    if home is None:
        return ()
    above = [places.choose(places.places_named(name), home.within) for name in home.within]
    return (*(place for place in above if place is not None), home)


@cache
def _starts_of(bodies: Bodies) -> frozenset[str]:
    return (
        frozenset(bodies.forms)
        | frozenset(bodies.absolute_heads)
        | frozenset(bodies.heads)
        | places.heads()
    )
