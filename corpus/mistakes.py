"""Planted mistakes: which report carries which, a known share of each kind."""

from random import Random

from .calendar import Week

KINDS = ("wrong_sum", "share", "list_count")
SHARE = 0.02


def plan_mistakes(weeks: tuple[Week, ...], seed: int) -> dict[int, str]:
    """The kind of mistake by position; never two in one report, none in lost ones."""
    rng = Random(f"{seed}:mistakes")
    places = [week.position for week in weeks if not week.lost]
    each = round(len(places) * SHARE)
    chosen = rng.sample(places, each * len(KINDS))
    return {place: KINDS[n // each] for n, place in enumerate(chosen)}


def misprint(total: int, rng: Random) -> int:
    """A total as it comes out when one digit is typed wrong."""
    digits = list(str(total))
    place = rng.randrange(1, len(digits)) if len(digits) > 1 else 0
    digits[place] = rng.choice([d for d in "0123456789" if d != digits[place]])
    return int("".join(digits))
