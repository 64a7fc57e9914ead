"""Planted mistakes: which report carries which, a known share of each kind.

Every mistake is one that a reader with the printed issues before him can prove: a wrong sum is
wrong in its first digit or lacks one, whatever the issues beside it happen to print.
"""

from random import Random

from .calendar import Week

KINDS = ("wrong_sum", "share", "list_count")
# said in a sentence of their own, so that the rest of the report stays as it is
ADDED_KINDS = ("same", "finished", "part", "jump")
SHARE = 0.02
_ADDED_SHARE = 0.01


def plan_mistakes(weeks: tuple[Week, ...], seed: int) -> dict[int, str]:
    """The kind of mistake by position; never two in one report, none in lost ones."""
    rng = Random(f"{seed}:mistakes")
    places = [week.position for week in weeks if not week.lost]
    each = round(len(places) * SHARE)
    chosen = rng.sample(places, each * len(KINDS))
    planned = {place: KINDS[n // each] for n, place in enumerate(chosen)}
    return planned | _plan_added([place for place in places if place not in planned], seed)


def _plan_added(places: list[int], seed: int) -> dict[int, str]:
    rng = Random(f"{seed}:added mistakes")
    each = round(len(places) * _ADDED_SHARE)
    # a jump is one only beside other weeks, which the very first reports have not
    chosen = rng.sample(places[20:], each * len(ADDED_KINDS))
    return {place: ADDED_KINDS[n // each] for n, place in enumerate(chosen)}


def misprint(total: int, rng: Random) -> int:
    """A total as it comes out when its first digit is typed wrong, or one is left out."""
    digits = list(str(total))
    if len(digits) > 2 and rng.random() < 0.5:
        del digits[rng.randrange(1, len(digits))]
        return int("".join(digits))
    digits[0] = rng.choice([d for d in "123456789" if d != digits[0]])
    return int("".join(digits))
