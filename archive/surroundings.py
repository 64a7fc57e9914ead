"""What stands around hits: the passages before and behind each of them."""

from collections.abc import Iterable, Mapping

from index.passages import Passage, make_passages

from .records import Place
from .search_records import Neighbour, Surroundings
from .store import Store


def find_surroundings(
    store: Store, places: Iterable[Place], count: int
) -> Mapping[Place, Surroundings]:
    """``count`` passages on each side of every place, fewer where the issue begins or ends."""
    positions: dict[str, list[int]] = {}
    for key, position in places:
        positions.setdefault(key, []).append(position)
    held = set(store.issue_rows(positions))  # not so where it has just been taken out
    return {
        (key, position): _around(passages, position, count)
        for key in positions
        if key in held
        for passages in [make_passages(store.issue(key), key=key)]
        for position in positions[key]
    }


def _around(passages: tuple[Passage, ...], position: int, count: int) -> Surroundings:
    return Surroundings(
        before=_neighbours(passages[max(position - count, 0) : position]),
        after=_neighbours(passages[position + 1 : position + 1 + count]),
    )


def _neighbours(passages: tuple[Passage, ...]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(position=passage.position, text=passage.text or "\n".join(passage.titles))
        for passage in passages
    )
