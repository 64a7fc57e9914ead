"""A query as a tree of frozen records, back to text, and in words; pure.

``parse_query(unparse(query), ...) == query`` for every tree that ``parse_query`` gives.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from .folding import fold
from .schema import field_of

# what opens a phrase → what closes it; “ closes too, because keyboards mix the two up
QUOTES = {
    '"': '"＂',
    "“": "”“",
    "「": "」",
    "『": "』",
    "'": "'＇",
    "‘": "’‘",
}
QUOTES |= {"＂": QUOTES['"'], "”": QUOTES["“"], "＇": QUOTES["'"], "’": QUOTES["‘"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An unquoted word: stands literally, or, when long, all of its words stand."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Quoted words: those very characters, but for width, case, brackets and white space."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A condition on a field other than the date."""

    key: str  # of the field in ``schema.FIELDS``
    value: str
    exact: bool = False  # the whole name, not a part of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The issue's period touches these days, both included."""

    start: date  # date.min: no first day
    end: date  # date.max: no last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """What must not hold."""

    part: "Query"


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All must hold; at least two parts, none of them an And."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """One must hold; at least two parts, none of them an Or."""

    parts: tuple["Query", ...]


Query = Word | Phrase | Field | Dates | Not | And | Or


def all_of(*parts: Query) -> Query:
    """The parts joined by And, without an And inside an And; one part stays itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(parts=tuple(flat))


def any_of(*parts: Query) -> Query:
    """The parts joined by Or, without an Or inside an Or; one part stays itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return flat[0] if len(flat) == 1 else Or(parts=tuple(flat))


def unparse(query: Query) -> str:
    """The query as text that reads back as the same tree."""
    match query:
        case Word():
            return query.text
        case Phrase():
            return _quote(query.text)
        case Field():
            return (
                f"{field_of(query.key).name}:{_quote(query.value) if query.exact else query.value}"
            )
        case Dates():
            return f"{field_of('date').name}:{_days(query)}"
        case Not():
            return f"-{_inner(query.part)}"
        case And():
            return " ".join(_inner(part) for part in query.parts)
        case Or():
            return " OR ".join(_inner(part) for part in query.parts)


def _inner(query: Query) -> str:
    text = unparse(query)
    return f"({text})" if isinstance(query, And | Or) else text


def _quote(text: str) -> str:
    for opening, closers in QUOTES.items():
        if not any(mark in text for mark in closers):
            return opening + text + closers[0]
    raise ValueError(f"no quotation marks left for {text!r}")


def _days(dates: Dates) -> str:
    start = "" if dates.start == date.min else dates.start.isoformat()
    end = "" if dates.end == date.max else dates.end.isoformat()
    return start if start == end else f"{start}..{end}"


def describe(query: Query) -> str:
    """How the query was read, in Chinese: 含“危险废物”，且 含“白名单”."""
    match query:
        case Word() | Phrase():
            return f"含“{query.text}”"
        case Field():
            verb = "为" if query.exact or field_of(query.key).kind in ("issue", "choice") else "含"
            return f"{field_of(query.key).name}{verb}“{query.value}”"
        case Dates():
            return f"报告期在 {_days(query)}"
        case Not():
            return f"不{_bracketed(query.part)}"
        case And():
            return "，且".join(_bracketed(part) for part in query.parts)
        case Or():
            return "，或".join(_bracketed(part) for part in query.parts)


def _bracketed(query: Query) -> str:
    text = describe(query)
    return f"（{text}）" if isinstance(query, And | Or) else text


def find_leaves(query: Query, *, positive: bool = True) -> Iterator[Word | Phrase | Field | Dates]:
    """The conditions that must hold (or, not ``positive``, must not hold), in order."""
    match query:
        case Not():
            yield from find_leaves(query.part, positive=not positive)
        case And() | Or():
            for part in query.parts:
                yield from find_leaves(part, positive=positive)
        case _:
            if positive:
                yield query


def expand_names(query: Query, key: str, names: Callable[[str], tuple[str, ...]]) -> Query:
    """The query with each condition on field ``key`` widened by the other names of its value.

    ``names`` gives the names that stand for the same body; the value itself may be among them.
    A quoted value is not widened: who quotes a name means that name.
    """
    match query:
        case Field() if query.key == key and not query.exact:
            others = (
                Field(key=key, value=name, exact=True)
                for name in dict.fromkeys(names(query.value))
                if fold(name) != fold(query.value)
            )
            return any_of(query, *others)
        case Not():
            return Not(part=expand_names(query.part, key, names))
        case And():
            return all_of(*(expand_names(part, key, names) for part in query.parts))
        case Or():
            return any_of(*(expand_names(part, key, names) for part in query.parts))
        case _:
            return query
