"""A department under all its names: as printed, before and after reforms."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from parser.departments import Register, home_of, load_register

from .store import Store


class Families:
    """The register as this archive needs it: an office's own place settles short names."""

    def __init__(self, store: Store, registers: tuple[Path, ...]) -> None:
        self._store = store
        publisher = store.last_publisher()
        self.register: Register = load_register(home_of(publisher), registers)

    def of(self, asked: str) -> tuple[str, ...]:
        """The other names to look for with ``asked``: none where nothing is known of it."""
        known = dict.fromkeys(self._store.find_names((asked,)))
        resolved = self.register.resolve(asked, on=None)
        if resolved is not None:
            known[resolved] = None
        names = dict.fromkeys(name for one in known for name in (one, *self.register.family(one)))
        return tuple(name for name in names if name != asked)


def join_families(families: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Families that share a name as one, so that each name is in one alone.

    Of bodies merged by a reform, each one's family holds itself and the new body; the new body's
    holds them all. The longer family gives the order.
    """
    joined: list[list[str]] = []
    for family in sorted(dict.fromkeys(map(tuple, families)), key=lambda one: (-len(one), one)):
        shared = [one for one in joined if not set(one).isdisjoint(family)]
        names = dict.fromkeys(name for one in (*shared, family) for name in one)
        joined = [one for one in joined if one not in shared] + [list(names)]
    return tuple(map(tuple, joined))
