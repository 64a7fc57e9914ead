"""A query to an answer (检索): the index finds passages, the store knows their issues.

The answer says how the query was read, under which names a department was looked for, and what
the archive covers; one that is empty names the nearest that is known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
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
from index.results import LONGEST, Order, group_by_issue

from .layout import Layout
from .opening import Tell, open_engine
from .records import Answer, Filter, IssueHits, Place, Suggestion
from .store import EVERYTHING, Store

if TYPE_CHECKING:
    from index.engine import Engine
    from index.results import Results

    from .search_records import Surroundings, YearHits

_FEW_ISSUES = 50  # that a query names one by one
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
    """One question to the archive; see ``Searching.answer``.

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
    with open_search(layout, tell=tell) as searching:
        return searching.answer(text, wanted=wanted, today=today, order=order, explain=explain)


@contextmanager
def open_search(layout: Layout, *, tell: Tell | None = None) -> "Iterator[Searching]":
    """The archive opened for one question or many.

    Raises:
        ArchiveError: The archive or its index cannot be read.
    """
    with Store.open(layout.database) as store:
        engine, unindexed = open_engine(layout, store, tell=tell)
        with engine:
            yield Searching(layout, store, engine, len(unindexed))


class Searching:
    """An archive that is open for questions. Obtain it from ``open_search``."""

    def __init__(self, layout: Layout, store: Store, engine: "Engine", unindexed: int) -> None:
        self.store = store
        self._registers = layout.registers
        self._engine = engine
        self._unindexed = unindexed
        self._apart = None if engine.path == layout.index else engine.path

    def answer(
        self,
        text: str,
        *,
        wanted: Filter = EVERYTHING,
        today: date | None = None,
        order: Order = "best",
        explain: bool = False,
        exact_names: bool = False,
        context: int | None = None,
        by_year: bool = False,
        suggest: bool = True,
        within: Sequence[str] | None = None,
    ) -> Answer:
        """What the archive says to a query.

        Args:
            text: The query, in the language of docs/query.md.
            wanted: Narrows further: days, departments, section, issue; its limit counts hits.
            today: What 今年 and 去年 are counted from.
            order: Of the issues: by their best hit, or by their days.
            explain: Also fill in ``plan`` and ``terms``, which an empty answer always has.
            exact_names: Departments under the name asked alone, not under those before and after.
            context: Hits come whole, with so many passages before and behind each of them.
            by_year: Also fill in ``per_year``.
            suggest: Say what is near where nothing is found, which takes time.
            within: Keys of the issues that alone are looked through; None: all.

        Raises:
            QueryError: The query has a slip; its ``where`` names the place.
        """
        asked = all_of(parse_query(text, today=today or date.today()), *_conditions(wanted))
        days = _days(asked)
        query, expanded = (asked, ()) if exact_names else self._expand(asked)
        longest = LONGEST if context is None else None
        if within is None:
            results = self._engine.search(query, limit=wanted.limit, order=order, longest=longest)
        else:
            found = self._engine.search(
                _narrow(query, within), limit=None, order=order, longest=longest
            )
            results = _keep(found, frozenset(within), wanted.limit)
        empty = not results.total and suggest
        explained = self._engine.explain(query) if explain or empty else None
        ends = self.store.first_and_last(results.issues)
        return Answer(
            groups=_join_issues(results, self.store),
            total=results.total,
            issues=len(results.issues),
            first=ends and ends[0],
            last=ends and ends[1],
            per_year=_count_per_year(results, self.store.years(*days)) if by_year else (),
            coverage=self.store.coverage(*days),
            unindexed=self._unindexed,
            apart=self._apart,
            explanation=describe(asked),
            expanded=expanded,
            suggestions=self._suggest(asked) if empty else (),
            surroundings={} if context is None else self._surroundings(results, context),
            plan=explained.plan if explained else "",
            terms=tuple((t.text, t.passages) for t in explained.terms) if explained else (),
        )

    def _expand(self, query: Query) -> tuple[Query, _Expanded]:
        """Departments under their names before and after reforms too, and those names."""
        if not any(isinstance(leaf, Field) and leaf.key == "department" for leaf in _leaves(query)):
            return query, ()
        from .families import Families

        families = Families(self.store, self._registers)
        found: dict[str, tuple[str, ...]] = {}

        def names(asked: str) -> tuple[str, ...]:
            found[asked] = families.of(fold(asked))  # registers are in simplified characters
            return found[asked]

        expanded = expand_names(query, "department", names)
        return expanded, tuple((asked, others) for asked, others in found.items() if others)

    def _suggest(self, query: Query) -> tuple[Suggestion, ...]:
        from .families import Families
        from .suggestions import find_suggestions

        register = Families(self.store, self._registers).register
        return find_suggestions(query, self._engine, self.store, register)

    def _surroundings(self, results: "Results", count: int) -> "Mapping[Place, Surroundings]":
        from .surroundings import find_surroundings

        places = ((hit.issue, hit.position) for hit in results.hits)
        return find_surroundings(self.store, places, count)


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


def _narrow(query: Query, keys: Sequence[str]) -> Query:
    """The query in some issues and perhaps a few others; of very many issues in all of them."""
    if not 0 < len(keys) <= _FEW_ISSUES:
        return query
    return all_of(query, any_of(*(Field(key="issue", value=key.lower()) for key in keys)))


def _keep(results: "Results", keys: frozenset[str], limit: int | None) -> "Results":
    """What was found in these issues alone: a key can be another issue's number too."""
    hits = [hit for hit in results.hits if hit.issue in keys]
    issues = {key: count for key, count in results.issues.items() if key in keys}
    return replace(results, hits=tuple(hits[:limit]), total=sum(issues.values()), issues=issues)


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


def _count_per_year(results: "Results", years: Mapping[str, int]) -> "tuple[YearHits, ...]":
    """Each year from the first that is held to the last, those without an issue too."""
    from .search_records import YearHits

    held = Counter(years.values())
    hits: Counter[int] = Counter()
    issues: Counter[int] = Counter()
    for key, count in results.issues.items():
        if key in years:
            hits[years[key]] += count
            issues[years[key]] += 1
    return tuple(
        YearHits(year=year, hits=hits[year], issues=issues[year], held=held[year])
        for year in range(min(held, default=0), max(held, default=-1) + 1)
    )
