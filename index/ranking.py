"""Which of the passages found come first; pure.

A common word is found in tens of thousands of passages: they are plain tuples here, and only those
that can be among the first are looked at closely.
"""

import heapq
from collections.abc import Callable, Mapping
from datetime import date

from .results import Order

# score, last day of the issue as an ordinal (0: unknown), segment, passage
Found = tuple[float, int, int, int]

# smaller differences do not count: the newer passage is the better one then
STEP = 0.1


def grade(found: list[Found], most: float, near: Mapping[Found, float]) -> list[Found]:
    """The same with scores in a few steps, and with what nearness of the words is worth.

    Args:
        found: With the weights of the words that stand in each.
        most: The weight of all the words.
        near: For some of ``found``, what the nearness of their words adds.
    """
    share = 1 / (most * STEP)
    if not near:
        return [
            (int(score * share + 0.5), day, segment, passage)
            for score, day, segment, passage in found
        ]
    get = near.get
    return [
        (int(one[0] * share + get(one, 0.0) / STEP + 0.5), one[1], one[2], one[3]) for one in found
    ]


def choose(
    found: list[Found], limit: int | None, order: Order, position: Callable[[int, int], int]
) -> list[Found]:
    """The first ``limit`` in that order; of equals the newer, then as printed in the issue.

    ``position`` gives, for segment and passage, the passage's place in its issue.
    """
    never = date.max.toordinal()
    keys: dict[Order, Callable[[Found], tuple[float, int]]] = {
        "best": lambda one: (one[0], one[1]),
        "newest": lambda one: (one[1], 0),
        "oldest": lambda one: (-(one[1] or never), 0),
    }
    key = keys[order]
    if limit is not None and len(found) > limit:
        least = heapq.nlargest(limit, map(key, found))[-1] if limit else (never, 0)
        found = [one for one in found if key(one) >= least]

    def printed(one: Found) -> tuple[tuple[float, int], int, int, int]:
        return key(one), -position(one[2], one[3]), -one[2], -one[3]

    return sorted(found, key=printed, reverse=True)[:limit]
