"""Departments (机构): printed names → canonical names, by place and by day.

Three kinds of knowledge answer: bodies listed in registers (``registers/*.tsv``), kinds of body
that every place has (``registers/pattern.tsv``), and the place of the office that publishes, which
says whose 教育厅 a bare 教育厅 is.
"""

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from .bodies import WINDOW, Bodies
from .department_names import Reader
from .found_departments import FoundDepartment
from .homes import home_of, place_of
from .known_bodies import known_bodies
from .places import Place

__all__ = ["FoundDepartment", "Register", "home_of", "load_register"]


class Register:
    """What every printed name of a department means to one office."""

    def __init__(
        self, *, home: Place | None, bodies: Bodies, aliases: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self._home = home
        self._bodies = bodies
        self._aliases = dict(aliases)
        self._reader = Reader(home=home, bodies=bodies, aliases=self._aliases)
        self._resolved: dict[tuple[str, date | None], str | None] = {}

    def with_home(self, home: str) -> "Register":
        """This register for an office of another place."""
        place = place_of(home)
        return Register(home=place, bodies=self._bodies, aliases=tuple(self._aliases.items()))

    @property
    def home(self) -> Place | None:
        """The place of the office; None where it is not known, and 市教育局 is nobody's."""
        return self._home

    def with_alias(self, printed: str, name: str) -> "Register":
        """This register with one more name for a body: 以下简称, or 省中心 for the publisher."""
        return self.with_aliases({printed: name})

    def with_aliases(self, names: Mapping[str, str]) -> "Register":
        """This register with more names for bodies, printed → canonical."""
        aliases = (*self._aliases.items(), *names.items())
        return Register(home=self._home, bodies=self._bodies, aliases=aliases)

    def resolve(self, printed: str, *, on: date | None) -> str | None:
        """The canonical name that day of what is printed; None if it is not known.

        A name used after its end stays the old body's name; ``family`` leads on from there.
        """
        # the publisher and the words of a table's rows are asked for again and again
        if (printed, on) not in self._resolved:
            self._resolved[printed, on] = self._resolve(printed, on)
        return self._resolved[printed, on]

    def _resolve(self, printed: str, on: date | None) -> str | None:
        text = printed.strip().removesuffix(WINDOW)
        for one in (text, printed.strip()):
            hit = self._reader.read_at(one, 0, None, on)
            if hit is not None and hit.end == len(one) and hit.listed:
                return hit.name
        return None

    def find(self, text: str, *, on: date | None) -> tuple[FoundDepartment, ...]:
        """The departments named in ``text``, in order, longest first; none inside 《titles》."""
        return self._reader.find(text, on=on)

    def family(self, name: str) -> tuple[str, ...]:
        """The names before and after ``name`` by reform, itself included, in order of time."""
        before = _closure(name, self._bodies.before)
        after = _closure(name, self._bodies.after)
        return (*reversed(before), name, *after)

    def names(self) -> tuple[str, ...]:
        """The canonical names of the registers, and of the bodies of the office's own places."""
        own = [name for place in self._reader.home_path for name in self._bodies.names_of(place)]
        return tuple(dict.fromkeys((*own, *self._bodies.listed)))

    def nearest(self, text: str, limit: int = 5) -> tuple[str, ...]:
        """Names that look like ``text``, best first, for a hint to the user."""
        known = self._likely(text)
        wanted = set(text)
        names = [name for name in self.names() if len(wanted & set(name)) * 2 > len(wanted)]
        order = sorted(names, key=lambda name: -_likeness(text, name))
        return tuple(dict.fromkeys((*((known,) if known else ()), *order)))[:limit]

    def _likely(self, text: str) -> str | None:
        """What ``text`` means, or would mean with the office's own place in front."""
        own = (
            self._bodies.name_of(place, text, None) for place in reversed(self._reader.home_path)
        )
        return self.resolve(text, on=None) or next((name for name in own if name), None)


def _closure(name: str, step: Callable[[str], tuple[str, ...]]) -> list[str]:
    seen: list[str] = []
    queue = list(step(name))
    while queue:
        one = queue.pop(0)
        if one != name and one not in seen:
            seen.append(one)
            queue.extend(step(one))
    return seen


def _likeness(text: str, name: str) -> float:
    return difflib.SequenceMatcher(None, text, name).ratio()


def load_register(home: str | None, extra: tuple[Path, ...] = ()) -> Register:
    """The register for an office of the place ``home``; ``extra`` files win over our own.

    Raises:
        RegisterError: A file of ``extra`` is not as the format of registers asks.
    """
    return Register(home=place_of(home) if home else None, bodies=known_bodies(extra))
