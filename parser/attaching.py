"""Which of the figures before it a change belongs to (同比, 环比). Pure, about drafts only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .comparisons import ComparisonRun
from .drafts import Draft
from .model import Comparison

_COUNT_NOUN = re.compile(
    r"(?:起数|件数|人数|次数|宗数|户数|批次|人次|数量|总数|总量|金额|总额|数|量|额|率|类)$"
)
_COUNTED_IN = re.compile(
    r"(?P<unit>[起件人次宗户批])(?:数|次)$|(?P<money>[金总税]额|税款|价款|收入|额)$"
)
_RATES = frozenset({"%", "‰", "倍", "成", None})
_OUTSIDE = re.compile(r"[)）]")
_TIMES = frozenset("秒 分钟 小时 个小时 天 日 工作日 个工作日 个月".split())
_FORMER = {"前者": 2, "后者": 1}


def find_owner(words: str, run: ComparisonRun, drafts: Sequence[Draft]) -> Draft | None:
    """The figure that a change names: 批次同比下降5%, 与上周相比，起数减少3起."""
    if not words or run.respective:
        return None
    return owner_named(words, run.comparisons[0], drafts, told=bool(run.subject))


def owner_named(
    words: str, change: Comparison, drafts: Sequence[Draft], *, told: bool = False
) -> Draft | None:
    """The last figure that is called so; of several, one of the change's or the word's own unit.

    ``told``: The words surely say whose change it is, so that its unit alone may tell.
    """
    if words in _FORMER:
        back = _FORMER[words]
        return drafts[-back] if len(drafts) >= back else None
    noun = _COUNT_NOUN.sub("", words) or words
    named = [
        draft
        for draft in drafts
        if (len(noun) >= 2 and noun in draft.name)
        or words in {unit := draft.quantity.unit, unit + "次", unit + "数"}
    ]
    amount = change.unit not in _RATES and change.unit != "个百分点"
    counted = _COUNTED_IN.search(words)
    # the figures in brackets after all others: 22批（集体访3批）、55人次，批次减少2批
    named.sort(key=lambda draft: not draft.inner)
    for draft in reversed(named):
        if amount and draft.quantity.unit == change.unit:
            return draft
        if counted and _is_counted_in(draft, counted):
            return draft
    if named and not amount:
        return named[-1]
    if amount and (named or (told and counted)):
        return _last_of_unit(change.unit, drafts) or (named[-1] if named else None)
    return None


def _is_counted_in(draft: Draft, counted: re.Match[str]) -> bool:
    unit = draft.quantity.unit
    return "元" in unit if counted["money"] else unit == counted["unit"]


def as_owned(change: Comparison, owner: Draft) -> Comparison:
    """The change as its figure means it: a time that has become 快 is shorter."""
    if change.unit not in _TIMES or owner.quantity.unit not in _TIMES:
        return change
    if "快" in change.printed:
        return replace(change, direction="down")
    return replace(change, direction="up") if "慢" in change.printed else change


def outside_brackets(drafts: Sequence[Draft], words: str) -> Sequence[Draft]:
    """The figures that a change behind ``words`` can speak of: 9件（网上5件），同比增长8%."""
    if drafts[-1].inner and _OUTSIDE.search(words):
        drafts = [draft for draft in drafts if not draft.inner] or drafts
    # 9件，为去年同期的1.2倍，环比增长8%
    return drafts[:-1] if len(drafts) > 1 and drafts[-1].indicator.startswith("为") else drafts


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
        yield from ((draft, changes[0]) for draft in _alike(drafts))
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
    listed = [draft for draft in drafts if draft.group == drafts[-1].group]
    if len(listed) == len(changes) and any(unit not in _RATES for unit in units):
        return all(u in {None, d.quantity.unit} for u, d in zip(units, listed, strict=True))
    if all(unit in _RATES or unit == "个百分点" for unit in units):
        return len({draft.group for draft in last}) == 1
    return units == [draft.quantity.unit for draft in last] and len(set(units)) > 1


def _alike(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The figures that 均 means: those of the last list, or those of its unit in the sentence."""
    listed = [draft for draft in drafts if draft.group == drafts[-1].group]
    if len(listed) > 1:
        return listed
    unit = drafts[-1].quantity.unit
    return [draft for draft in drafts if draft.quantity.unit == unit and not draft.comparisons]


def _nearest(change: Comparison, drafts: Sequence[Draft]) -> Draft:
    if change.unit == "个百分点":
        return _last_of_unit("%", drafts) or drafts[-1]
    if change.unit in _RATES:
        return drafts[-1]
    return _last_of_unit(change.unit, drafts) or drafts[-1]


def _last_of_unit(unit: str | None, drafts: Sequence[Draft]) -> Draft | None:
    return next((d for d in reversed(drafts) if d.quantity.unit == unit), None)
