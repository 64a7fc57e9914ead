"""The rule for changes (同比, 环比): hung on their figure, or figures themselves."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .attaching import assign, find_owner, is_spread
from .clause_words import last_clause, split_names
from .comparisons import ComparisonRun
from .indicators import read_phrase, strip_phrase
from .listed import last_of_listing, share_ending
from .model import Comparison
from .paragraph import Item, Paragraph
from .quantities import Quantity

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
        drafts[-1].comparisons.extend(run.comparisons)  # 9件（同比增长5%）
        return
    clause = last_clause(reading.words_before(run.start))
    lead = run.subject or strip_phrase(_GLOSS.sub("", strip_phrase(clause)))
    lead = "" if drafts and (_FILLER.fullmatch(lead) or _OF_SEVERAL.fullmatch(lead)) else lead
    if lead and _comes_before(reading, run, following):
        reading.pending = (clause, run.comparisons)
        return
    if owner := find_owner(lead, run, reading.latest):
        owner.comparisons.extend(run.comparisons)
        return
    named = lead and (not drafts or read_phrase(lead).scope)
    spread = is_spread(run, drafts)
    if named and not (spread and len(split_names(lead)) < 2):
        _read_lone(reading, run, lead)
    elif drafts:
        for draft, comparison in assign(run, drafts):
            draft.comparisons.append(comparison)


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
