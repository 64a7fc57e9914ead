"""A query to an answer (检索): the index finds passages, the store knows their issues.

The answer says how the query was read, under which names a department was looked for, and what
the archive covers; one that is empty names the nearest that is known.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.folding import fold
from index.query import (
    And,
    Dates,
    Field,
    Query,
    Word,
    all_of,
    any_of,
    describe,
    expand_names,
    find_leaves,
    parse_query,
)
from index.results import Order, group_by_issue

from .layout import Layout
from .opening import Tell, open_engine
from .records import Answer, Filter, IssueHits, Suggestion
from .store import EVERYTHING, Store

if TYPE_CHECKING:
    from index.engine import Engine
    from index.results import Results

_Expanded = tuple[tuple[str, tuple[str, ...]], ...]


def search(
    layout: Layout,
    text: str,
    *,
    wanted: Filter = EVERYTHING,
    today: date | None = None,
    order: Order = "best",
    explain: bool = False,
    tell: Tell | None = None,
) -> Answer:
    """Search the archive.

    Args:
        layout: The archive.
        text: The query, in the language of docs/query.md.
        wanted: Narrows further: days, departments, section, issue; its limit counts hits.
        today: What 今年 and 去年 are counted from.
        order: Of the issues: by their best hit, or by their days.
        explain: Also fill in ``plan`` and ``terms``, which an empty answer always has.
        tell: Called while an index that a crash left behind is mended.

    Raises:
        QueryError: The query has a slip; its ``where`` names the place.
        ArchiveError: The archive or its index cannot be read.
    """
    asked = all_of(parse_query(text, today=today or date.today()), *_conditions(wanted))
    with Store.open(layout.database) as store:
        engine, unindexed = open_engine(layout, store, tell=tell)
        with engine:
            query, expanded = _expand(asked, store, layout.registers)
            results = engine.search(query, limit=wanted.limit, order=order)
            suggestions: tuple[Suggestion, ...] = ()
            if not results.total:
                suggestions = _suggest(asked, engine, store, layout.registers)
            explained = engine.explain(query) if explain or not results.total else None
            return Answer(
                groups=_join_issues(results, store),
                total=results.total,
                issues=len(results.issues),
                per_year=_count_per_year(results, store),
                coverage=store.coverage(*_days(asked)),
                unindexed=len(unindexed),
                apart=None if engine.path == layout.index else engine.path,
                explanation=describe(asked),
                expanded=expanded,
                suggestions=suggestions,
                plan=explained.plan if explained else "",
                terms=tuple((t.text, t.passages) for t in explained.terms) if explained else (),
            )


def _conditions(wanted: Filter) -> Iterable[Query]:
    if wanted.start is not None or wanted.end is not None:
        yield Dates(start=wanted.start or date.min, end=wanted.end or date.max)
    if wanted.departments:
        yield any_of(*(Field(key="department", value=name) for name in wanted.departments))
    if wanted.section is not None:
        yield Field(key="section", value=wanted.section)
    if wanted.issue is not None:
        yield Field(key="issue", value=wanted.issue)
    yield from (Word(text=word) for word in wanted.words)


def _expand(query: Query, store: Store, registers: tuple[Path, ...]) -> tuple[Query, _Expanded]:
    """The query with departments under their names before and after reforms, and those names."""
    if not any(isinstance(leaf, Field) and leaf.key == "department" for leaf in _leaves(query)):
        return query, ()
    from .families import Families

    families = Families(store, registers)
    found: dict[str, tuple[str, ...]] = {}

    def names(asked: str) -> tuple[str, ...]:
        found[asked] = families.of(fold(asked))  # registers are in simplified characters
        return found[asked]

    expanded = expand_names(query, "department", names)
    return expanded, tuple((asked, others) for asked, others in found.items() if others)


def _leaves(query: Query) -> list[object]:
    return [*find_leaves(query), *find_leaves(query, positive=False)]


def _days(query: Query) -> tuple[date | None, date | None]:
    """The days that every hit has to lie in."""
    parts = query.parts if isinstance(query, And) else (query,)
    dates = [part for part in parts if isinstance(part, Dates)]
    start = max((part.start for part in dates), default=date.min)
    end = min((part.end for part in dates), default=date.max)
    return None if start == date.min else start, None if end == date.max else end


def _join_issues(results: "Results", store: Store) -> tuple[IssueHits, ...]:
    rows = store.issue_rows(dict.fromkeys(hit.issue for hit in results.hits))
    return tuple(
        IssueHits(issue=rows[group.issue], hits=group.hits, total=group.total)
        for group in group_by_issue(results)
        if group.issue in rows  # not so where another process has just replaced it
    )


def _count_per_year(results: "Results", store: Store) -> tuple[tuple[int, int, int], ...]:
    years = store.years()
    held = Counter(years.values())
    hits: Counter[int] = Counter()
    for key, count in results.issues.items():
        if key in years:
            hits[years[key]] += count
    return tuple((year, hits[year], held[year]) for year in sorted(held))


def _suggest(
    query: Query, engine: "Engine", store: Store, registers: tuple[Path, ...]
) -> tuple[Suggestion, ...]:
    from .families import Families
    from .suggestions import find_suggestions

    return find_suggestions(query, engine, store, Families(store, registers).register)
