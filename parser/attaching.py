"""Which of the figures before it a change belongs to (同比, 环比). Pure, about drafts only."""

import re
from collections.abc import Iterator, Sequence

from .comparisons import ComparisonRun
from .drafts import Draft
from .model import Comparison

_COUNT_NOUN = re.compile(r"(?:起数|件数|人数|次数|宗数|户数|批次|数量|总数|总量|数|量)$")
_RATES = frozenset({"%", "‰", "倍", "成", None})


def find_owner(words: str, run: ComparisonRun, drafts: Sequence[Draft]) -> Draft | None:
    """The figure that a change names: 批次同比下降5%, 与上周相比，起数减少3起."""
    if not words or run.respective:
        return None
    noun = _COUNT_NOUN.sub("", words) or words
    for draft in reversed(drafts):
        unit = draft.quantity.unit
        if len(noun) >= 2 and noun in draft.name:
            return draft
        if words in {unit, unit + "次", unit + "数"}:
            return draft
    if run.subject and run.comparisons[0].unit not in _RATES:
        return _last_of_unit(run.comparisons[0].unit, drafts)
    return None


def assign(run: ComparisonRun, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Comparison]]:
    """Yield each change of a run with the figure it belongs to; ``drafts`` is not empty.

    A list of changes is spread over as many figures where 分别 says so, where their units are
    those of the figures (121起、84人……减少3起、5人), or where the figures are a list themselves.
    """
    changes = run.comparisons
    last = drafts[-len(changes) :]
    if is_spread(run, drafts):
        yield from zip(last, changes, strict=True)
    elif run.alike and len(changes) == 1:
        yield from ((draft, changes[0]) for draft in drafts if draft.group == drafts[-1].group)
    else:
        owner = _nearest(changes[0], drafts)
        yield from ((owner, change) for change in changes)


def is_spread(run: ComparisonRun, drafts: Sequence[Draft]) -> bool:
    """Whether the changes of a run belong to as many figures, in order."""
    changes, last = run.comparisons, drafts[-len(run.comparisons) :]
    if len(last) < len(changes):
        return False
    if run.respective:
        return True
    if len(changes) < 2 or run.several_bases:
        return False
    units = [change.unit for change in changes]
    if all(unit in _RATES for unit in units):
        return len({draft.group for draft in last}) == 1
    return units == [draft.quantity.unit for draft in last] and len(set(units)) > 1


def _nearest(change: Comparison, drafts: Sequence[Draft]) -> Draft:
    if change.unit == "个百分点":
        return _last_of_unit("%", drafts) or drafts[-1]
    if change.unit in _RATES:
        return drafts[-1]
    return _last_of_unit(change.unit, drafts) or drafts[-1]


def _last_of_unit(unit: str | None, drafts: Sequence[Draft]) -> Draft | None:
    return next((d for d in reversed(drafts) if d.quantity.unit == unit), None)
