"""The rule for changes (同比, 环比): hung on their figure, or figures themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .attaching import (
    as_owned,
    assign,
    find_owner,
    is_spread,
    outside_brackets,
    owner_named,
)
from .clause_words import last_clause, split_names
from .comparisons import ComparisonRun
from .drafts import Draft
from .indicators import read_phrase, strip_phrase
from .listed import last_of_listing, share_ending
from .model import Basis, Comparison
from .paragraph import Item, Paragraph
from .quantities import Quantity
from .text import fold_width

_GLOSS = re.compile(r"^[（(][^（）()]*[）)]")
# words before a change that name no figure: it belongs to the one before
_FILLER = re.compile(
    r"按.{0,8}(?:计算|口径)|(?:剔除|扣除|还原).{0,14}后?|比重|占比|增速|增幅|降幅|涨幅|规模|总量|数量|价格"
    r"|名义|实际|同口径|总体|整体"
)
_OF_SEVERAL = re.compile(
    r"(?:前|后|上述|以上|这)?(?:[两二三四五六七八九十]|\d)+(?:项|类|者|种|个)|各项|两者|二者"
)
_AFTER_CHANGE = re.compile(r"[，,]\s*(?:为|达到|达|至|共|累计)?\s*$")
_OPENS = re.compile(r"\s*\(\s*")
_CHAINED = re.compile(r"[\s,;、和与及]*(?:但|而|且|也|并)?\s*")
_RATE = re.compile(r"(?:(?P<up>[涨增升]幅|增速|增长率)|[降跌]幅)(?:最[大高小低])?$")
_ANY_FIGURE = frozenset({"%", "‰", "倍", "成", "个百分点", None})
_FROM_SIGN = re.compile(r"^\s*[-+−↑↓].*$")
_FROM_NUMBER = re.compile(r"[\d.,%％\s]+.*$")


def read_change(reading: Paragraph, items: Sequence[Item]) -> int:
    """One marker with its changes: 同比增长5%, 环比分别下降1%、2%."""
    run = items[0]
    if not isinstance(run, ComparisonRun):
        return 0
    _attach(reading, run, items[1] if len(items) > 1 else None)
    if run.base is not None:
        _add_base(reading, run, run.base)
    reading.place = max(reading.place, run.end)
    return 1


def _attach(reading: Paragraph, run: ComparisonRun, following: Item | None) -> None:
    drafts = reading.in_sentence
    if drafts and _OPENS.fullmatch(reading.folded, drafts[-1].quantity.whole_end, run.start):
        _give(reading, run, [(drafts[-1], change) for change in run.comparisons])
        return  # 9件（同比增长5%）
    words = reading.words_before(run.start)
    clause = last_clause(words)
    lead = run.subject or strip_phrase(_GLOSS.sub("", strip_phrase(clause)))
    lead = "" if drafts and (_FILLER.fullmatch(lead) or _OF_SEVERAL.fullmatch(lead)) else lead
    if lead and _comes_before(reading, run, following):
        reading.pending = (clause, run.comparisons)
        return
    if drafts and not lead and _goes_on(reading, run):
        _give(reading, run, [(reading.changed[-1], change) for change in run.comparisons])
        return
    if owner := find_owner(lead, run, reading.latest):
        _give(reading, run, [(owner, change) for change in run.comparisons])
        return
    if run.respective and (shared := _owners_of_names(lead, run, drafts)):
        _give(reading, run, shared)
        return
    # 差评2条，均已整改，比上月少3条: behind a mark an amount is that of a figure of its unit
    apart = words.rstrip().endswith(("，", ",")) and not run.subject
    own = {draft.quantity.unit for draft in drafts}
    goes_back = (
        apart and ";" not in fold_width(words) and run.comparisons[0].unit in own - {"%", "元"}
    )
    named = lead and not goes_back and (not drafts or read_phrase(lead).scope)
    spread = is_spread(run, drafts)
    if named and not (spread and len(split_names(lead)) < 2):
        _read_lone(reading, run, lead)
    elif drafts:
        _give(reading, run, list(assign(run, outside_brackets(drafts, words))))


def read_rate(draft: Draft, basis: Basis | None) -> Iterator[Comparison]:
    """The change that a figure is which is called so: 降幅居前三位的依次为9%、8%."""
    named = (
        _RATE.search(draft.indicator) if draft.quantity.unit in {"%", "个百分点", "倍"} else None
    )
    if named is not None and basis is not None:
        yield Comparison(
            basis=basis,
            direction="up" if named["up"] else "down",
            value=abs(draft.quantity.value),
            unit=draft.quantity.unit,
            printed=named[0],
        )


def _give(
    reading: Paragraph, run: ComparisonRun, owned: Sequence[tuple[Draft, Comparison]]
) -> None:
    """Hang each change on its figure; the next run may go on with the same figures."""
    for draft, change in owned:
        draft.comparisons.append(as_owned(change, draft))
    reading.changed = [draft for draft, _ in owned]
    reading.changed_to = run.end


def _goes_on(reading: Paragraph, run: ComparisonRun) -> bool:
    """Whether a change follows right behind that of one figure: 环比增长5%，同比下降3%."""
    if len({id(draft) for draft in reading.changed}) != 1 or run.respective or run.alike:
        return False
    if not _CHAINED.fullmatch(reading.folded, reading.changed_to, run.start):
        return False
    owner, unit = reading.changed[-1], run.comparisons[0].unit
    # 事故9起、死亡2人，比上周少3起、少1人: an amount goes to a figure of its own unit
    return unit in _ANY_FIGURE or unit == owner.quantity.unit


def _owners_of_names(
    lead: str, run: ComparisonRun, drafts: Sequence[Draft]
) -> list[tuple[Draft, Comparison]]:
    """起数和受伤人数分别减少4起、6人: each change with the figure that its name means."""
    names = split_names(lead, len(run.comparisons))
    if len(names) != len(run.comparisons) or len(names) < 2:
        return []
    pairs = zip(names, run.comparisons, strict=True)
    owners = [owner_named(strip_phrase(name), change, drafts, told=True) for name, change in pairs]
    if len({id(owner) for owner in owners}) < len(owners):
        return []
    return [(o, c) for o, c in zip(owners, run.comparisons, strict=True) if o is not None]


def _add_base(reading: Paragraph, run: ComparisonRun, base: Quantity) -> None:
    """The number of then, a figure of the period it is of: 较上周（81例）减少12例."""
    owner = next(
        (d for d in reversed(reading.in_sentence) if run.comparisons[0] in d.comparisons), None
    )
    if owner is None:
        return
    indicator = owner.indicator
    if (
        owner.quantity.start > run.start
    ):  # the change is a figure itself: its own words are left out
        indicator = indicator.removesuffix(_FROM_NUMBER.sub("", run.comparisons[0].printed))
    draft = reading.add(base, owner.scope, indicator, owner.measure)
    draft.period = reading.periods.within(run.start, base.start) or draft.period
    draft.of_then = True


def _comes_before(reading: Paragraph, run: ComparisonRun, following: Item | None) -> bool:
    """Whether the figure stands behind its change: 办结量环比增长8%，达99件."""
    if not isinstance(following, Quantity):
        return False
    return bool(_AFTER_CHANGE.fullmatch(reading.text, run.end, following.whole_start))


def _read_lone(reading: Paragraph, run: ComparisonRun, lead: str) -> None:
    """A change whose figure is not printed is a figure itself: 工业增加值同比增长5.2%."""
    count = len(run.comparisons)
    names, ending = [lead], ""
    if run.respective and len(split_names(lead, count)) == count:
        names, ending = share_ending(split_names(lead, count))
    for position, comparison in enumerate(run.comparisons):
        quantity = _number_of(reading, comparison, run)
        if quantity is None:
            continue
        if quantity.value < 0:
            quantity = replace(quantity, start=quantity.start + 1, value=abs(quantity.value))
        if lead.endswith(("-", "+", "－", "＋")) or not _FROM_SIGN.sub("", comparison.printed):
            _add_signed(reading, quantity, comparison, lead)
            continue
        phrase = read_phrase(names[position] if len(names) == count else lead)
        change = _FROM_NUMBER.sub("", comparison.printed)
        indicator = (phrase.measure or phrase.scope) + ending + change
        scope = phrase.scope if phrase.measure else ""
        draft = reading.add(quantity, reading.scope_of(scope), indicator, "")
        draft.comparisons.append(comparison)


def _add_signed(reading: Paragraph, quantity: Quantity, comparison: Comparison, lead: str) -> None:
    """综合指数改善居前的为甲县（-18.1%）: the amount of a change, told by its sign alone."""
    name = strip_phrase(last_of_listing(lead).strip("-+－＋ "))
    scope = name if reading.ranked else reading.scope_of("")
    reading.add(quantity, scope, reading.ranked or name, "").comparisons.append(comparison)


def _number_of(reading: Paragraph, comparison: Comparison, run: ComparisonRun) -> Quantity | None:
    """The number of a change, if it is no figure yet."""
    taken = {draft.quantity.start for draft in reading.latest}
    for start in range(run.start, run.end):
        quantity = reading.by_start.get(start)
        if quantity is None or start in taken:
            continue
        if abs(quantity.value) == comparison.value:
            return quantity
    return None
