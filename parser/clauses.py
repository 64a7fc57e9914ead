"""Figures of one paragraph: each number with the words that say what it counts and when.

A paragraph is read from left to right. What a clause leaves out (the subject, the act, the
period) it takes from the clause before, from what 其中 or a bracket belongs to, or from the
heading: in four figures of ten the subject is not in the clause. ``docs/reading.md`` shows how
a new kind of sentence is added.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter

from .changes import read_change, read_rate
from .clause_words import shield
from .comparisons import find_comparisons
from .countable import find_numbers, keep_figures
from .dates import FoundPeriod
from .drafts import Draft, Surroundings
from .figure_periods import PeriodsInText
from .model import Basis
from .number_lists import read_alike, read_respective, read_shares, read_slashed
from .paragraph import Item, Paragraph
from .quantities import find_names
from .single_numbers import read_paired, read_single
from .slashed import find_slashed
from .text import find_sentences, fold_width
from .zeros import find_zeros, may_hold_zeros

# A rule is given the numbers and changes of a sentence that are not read yet, and says how many
# of them it has read: 0 if the words are not its kind. The first that reads any has its way.
Rule = Callable[[Paragraph, Sequence[Item]], int]
RULES: tuple[Rule, ...] = (
    read_change,
    read_slashed,
    read_paired,
    read_shares,
    read_respective,
    read_alike,
    read_single,
)

_AHEAD = 60  # numbers of a sentence that a rule looks at: no list is longer
_ZERO_WORDS = 80  # before a zero in words, among which its period is looked for
_LONG = frozenset({"month", "quarter", "half_year", "year", "year_to_date"})


def read_paragraph(
    text: str,
    *,
    label_end: int,
    periods: Sequence[FoundPeriod],
    around: Surroundings,
    names: Sequence[tuple[int, int]] = (),
) -> tuple[Draft, ...]:
    """The figures of a paragraph, in the order of their numbers.

    Args:
        text: As printed.
        label_end: Where its section label (2.) ends; 0 if it has none.
        periods: What ``find_periods`` found in ``text``.
        around: Topic and period of its headings.
        names: Places of departments, in which a 和 or 、 divides nothing.
    """
    text = shield(text, names)
    folded = fold_width(text)
    outside = [(0, label_end), *((found.start, found.end) for found in periods)]
    rows = find_slashed(folded)
    outside += [(row.numbers[0].start, row.numbers[-1].end) for row in rows]
    in_rows = [number for row in rows for number in row.numbers]
    numbers = (*find_numbers(text, outside=outside), *in_rows)
    # most paragraphs count nothing
    if not numbers and not may_hold_zeros(text):
        return ()
    runs = find_comparisons(
        folded, numbers, usual=_usual_basis(around, periods), year=_year_of(around)
    )
    figures = [*keep_figures(folded, numbers, runs), *(n for n in in_rows if not n.unit)]
    barred = [*find_names(folded), *((run.start, run.end) for run in runs)]
    reading = Paragraph(
        text,
        periods=PeriodsInText(text, periods, around, barred=barred),
        around=around,
        quantities=numbers,
        rows=rows,
    )
    items: list[Item] = sorted([*figures, *runs], key=attrgetter("start"))
    starts = [item.start for item in items]
    for start, end in find_sentences(text):
        start = max(start, label_end)
        inside = items[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside or may_hold_zeros(text[start:end]):
            _read_sentence(reading, start, end, inside)
    basis = runs[-1].comparisons[0].basis if runs else _usual_basis(around, periods)
    for draft in reading.drafts:
        draft.comparisons.extend(() if draft.comparisons else read_rate(draft, basis))
    return tuple(sorted(reading.drafts, key=lambda draft: draft.quantity.start))


def _year_of(around: Surroundings) -> int | None:
    day = around.reporting.end if around.reporting else None
    return day.year if day else None


def _usual_basis(around: Surroundings, periods: Sequence[FoundPeriod]) -> Basis | None:
    """What 增长5% is against where no word says so.

    Numbers of months and years mean 同比; those of a week mean the week before.
    """
    spoken_of = [around.reporting, *(found.period for found in periods)]
    long = any(period is not None and period.kind in _LONG for period in spoken_of)
    if long:
        return "year_on_year"
    short = around.reporting is not None and around.reporting.kind == "week"
    return "period_on_period" if short else None


def _read_sentence(reading: Paragraph, start: int, end: int, items: Sequence[Item]) -> None:
    reading.begin(start, end)
    place = 0
    while place < len(items):
        ahead = items[place : place + _AHEAD]
        place += next(count for rule in RULES if (count := rule(reading, ahead)))
    for zero, act, thing in find_zeros(reading.text, start, end):
        if not any(place in reading.by_start for place in range(zero.start, zero.end)):
            reading.place = max(start, zero.start - _ZERO_WORDS)
            reading.add(zero, reading.scope_of(""), act + thing, act)
