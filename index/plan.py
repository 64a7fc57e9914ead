"""What the engine has to look up for a query: a tree of conditions on terms; pure.

The query language says what is meant, the plan how it is found. ``--explain`` shows both.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .folding import squeeze
from .schema import field_of
from .tokens import cover_days, split_run, squeeze_number
from .tree import And, Dates, Field, Not, Or, Phrase, Query, Word

# an unquoted run of this many characters also finds passages that hold all of its words
LONG_RUN = 5
_MOST_SHOWN = 4  # of the terms that one condition is made of
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """The needle stands in the squeezed text of the passage."""

    needle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The passage has one of these terms in the field."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Containing:
    """The passage has a term in the field in which the part stands."""

    field: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The issue's whole number (212) or year and number (2019-9) lies between; None: open."""

    first: tuple[int, ...] | None
    last: tuple[int, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neither:
    """The part does not hold."""

    part: "Plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """All parts hold."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """At least one part holds."""

    parts: tuple["Plan", ...]
    is_run: bool = False  # the first is a run of a query as it stands, the second its words


Plan = Literal | Named | Containing | Between | Neither | All | Any


def make_plan(query: Query, count: Callable[[str], int], *, negated: bool = False) -> Plan:
    """The plan of a query; ``count`` says in how many passages a word is a word.

    A long unquoted run is widened to its words where it is asked for, and taken literally
    where it is excluded: an exclusion never takes away more than it says.
    """
    match query:
        case Word():
            return _plan_word(query.text, count, literal=negated)
        case Phrase():
            return Literal(needle=squeeze(query.text))
        case Field():
            return _plan_field(query)
        case Dates():
            return Named(field="date", terms=cover_days(query.start, query.end))
        case Not():
            return Neither(part=make_plan(query.part, count, negated=not negated))
        case And():
            return All(parts=tuple(make_plan(part, count, negated=negated) for part in query.parts))
        case Or():
            return Any(parts=tuple(make_plan(part, count, negated=negated) for part in query.parts))


def _plan_word(text: str, count: Callable[[str], int], *, literal: bool) -> Plan:
    needle = squeeze(text)
    whole = Literal(needle=needle)
    if literal or len(needle) < LONG_RUN:
        return whole
    words = tuple(
        dict.fromkeys(
            word for run in _BETWEEN_WORDS.split(needle) if run for word in split_run(run, count)
        )
    )
    if len(words) < 2:
        return whole
    return Any(parts=(whole, All(parts=tuple(Literal(needle=word) for word in words))), is_run=True)


def _plan_field(query: Field) -> Plan:
    value = squeeze(query.value)
    match query.key:
        case "issue":
            return _plan_issue(query.value)
        case "kind":
            return Named(field="kind", terms=(query.value,))
        case "document":
            number = squeeze_number(query.value)
            if query.exact:
                return Named(field="document", terms=(number,))
            # a number that the parser did not recognise still stands in the text
            return Any(parts=(Containing(field="document", part=number), Literal(needle=number)))
        case "section" if "/" in value:
            return Named(field="path", terms=(value,))
    if query.exact:
        return Named(field=query.key, terms=(value,))
    return Containing(field=query.key, part=value)


def _plan_issue(value: str) -> Plan:
    first, dots, last = value.partition("..")
    if not dots:
        return Named(field="issue", terms=(value,))
    return Between(first=_issue_number(first), last=_issue_number(last))


def _issue_number(text: str) -> tuple[int, ...] | None:
    return tuple(int(part) for part in text.split("-")) if text else None


def find_needles(plan: Plan, within: str | None = None) -> Iterator[str]:
    """The literal needles that are asked for, in order.

    With a squeezed text ``within`` they are what to mark there: of a run that stands there as it
    is, its words are not marked once more.
    """
    match plan:
        case Literal():
            yield plan.needle
        case Any(parts=(Literal(needle=run), *_), is_run=True) if within and run in within:
            yield run
        case All() | Any():
            for part in plan.parts:
                yield from find_needles(part, within)


def render_plan(plan: Plan, count: Callable[[Plan], int], indent: str = "") -> str:
    """The plan as an indented outline, for ``--explain``: each condition with its passages."""
    match plan:
        case Neither():
            return f"{indent}排除\n{render_plan(plan.part, count, indent + '  ')}"
        case All() | Any():
            word = "全部" if isinstance(plan, All) else "任一"
            parts = (render_plan(part, count, indent + "  ") for part in plan.parts)
            return "\n".join((f"{indent}{word}", *parts))
        case _:
            return f"{indent}{_render_condition(plan)}：{count(plan)} 段"


def _render_condition(plan: Literal | Named | Containing | Between) -> str:
    match plan:
        case Literal():
            return f"原文含“{plan.needle}”"
        case Named():
            few = plan.terms[:_MOST_SHOWN]
            more = f" 等 {len(plan.terms)} 项" if len(plan.terms) > len(few) else ""
            return f"{_field_name(plan.field)} = {' | '.join(few)}{more}"
        case Containing():
            return f"{_field_name(plan.field)}含“{plan.part}”"
        case Between():
            return f"期 {_issue_text(plan.first)}..{_issue_text(plan.last)}"


def _field_name(key: str) -> str:
    return "层次路径" if key == "path" else field_of(key).name


def _issue_text(number: tuple[int, ...] | None) -> str:
    return "" if number is None else "-".join(map(str, number))
