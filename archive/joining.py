"""Names joined into series (指标归并): by wording, by the numbers, and by the archive's own file.

Each joining is kept with its reason, so that it can be shown, and undone by a line in
``equivalences.tsv``. Likeness of names alone joins nothing that was printed side by side; where
the numbers neither prove nor refute a renaming, it is shown as a supposed one and left apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations
from typing import Literal

from .equivalences import Equivalence
from .evidence import (
    Proof,
    Record,
    are_levels_alike,
    compare_records,
    join_records,
    prove_by_changes,
)
from .names import Catalogue, Likeness, Name, Plain, find_likeness, make_plain, name_of
from .periods import Calendar, kind_of
from .records import FigureRow, IssueRow

Reason = Literal["wording", "short", "numbers", "renamed", "successor", "file"]
_WIDEST_GAP = 60  # issues that may lie between the end of one name and the start of the next
_MOST_PASSES = 4
# what a renaming that only the run of the numbers shows must have
_CLOSE = 12  # issues between the end and the start, at most
_LASTING = 6  # issues that each name is seen in
_SAME_HEIGHT = Decimal("1.6")
_MANY = 3  # indicators that a scope takes along


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Two names that are taken for one series, and why."""

    one: Name
    other: Name
    reason: Reason
    said: str  # Chinese, with the example that shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """A renaming that looks likely and is not proven: shown, never acted upon."""

    before: Name
    after: Name
    last: IssueRow
    first: IssueRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """Which names are one series. A thread is known by its number."""

    of: Mapping[Name, int]
    names: Mapping[int, tuple[Name, ...]]  # the one printed most often first
    joinings: Mapping[int, tuple[Joining, ...]]
    supposed: tuple[Supposed, ...]


def join_names(
    rows: Iterable[FigureRow],
    calendar: Calendar,
    equivalences: Sequence[Equivalence] = (),
) -> Threads:
    """Which of the names in ``rows`` are one series.

    Args:
        rows: All figures of a periodical: a part of them would prove less.
        calendar: Of its issues.
        equivalences: The archive's own word.
    """
    records: dict[Name, Record] = defaultdict(Record)
    counts: Counter[Name] = Counter()
    for row in rows:
        name = name_of(row)
        records[name].add(calendar.place(row.issue), kind_of(row), row)
        counts[name] += 1
    return _Joiner(records, counts, calendar, equivalences).run()


class _Joiner:
    """The names while they are being joined; a group is known by the name it began with."""

    def __init__(
        self,
        records: Mapping[Name, Record],
        counts: Counter[Name],
        calendar: Calendar,
        equivalences: Sequence[Equivalence],
    ) -> None:
        self._calendar = calendar
        self._counts = counts
        self._equivalences = equivalences
        self._plain = _plain_names(counts)
        self._group: dict[Name, Name] = {name: name for name in counts}
        self._members: dict[Name, list[Name]] = {name: [name] for name in counts}
        self._records: dict[Name, Record] = dict(records)
        self._joinings: list[Joining] = []
        self._apart = self._find_apart()
        self._leaders: list[Name] = []  # one for each plain name
        self._short_forms: list[tuple[Name, Name, Likeness]] = []

    def run(self) -> Threads:
        """All passes: first what is certain, then what it makes certain."""
        self._join_by_file()
        self._join_by_wording()
        self._short_forms = self._find_short_forms()
        self._join_short_forms()
        for _ in range(_MOST_PASSES):
            before = len(self._joinings)
            self._join_by_changes()
            self._join_renamed()
            self._join_successors()
            self._join_short_forms()
            if len(self._joinings) == before:
                break
        return self._settle()

    # what the file says

    def _find_apart(self) -> dict[Name, set[Name]]:
        apart: dict[Name, set[Name]] = defaultdict(set)
        for line in self._equivalences:
            if not line.same:
                for one, other in self._pairs_of(line):
                    apart[one].add(other)
                    apart[other].add(one)
        return apart

    def _join_by_file(self) -> None:
        for line in self._equivalences:
            if line.same:
                for one, other in self._pairs_of(line):
                    self._join(one, other, "file", str(line))

    def _pairs_of(self, line: Equivalence) -> Iterable[tuple[Name, Name]]:
        ones = [name for name in self._counts if line.one.fits(name)]
        others = [name for name in self._counts if line.other.fits(name)]
        return [
            (one, other)
            for one in ones
            for other in others
            if one != other and line.pairs(one, other)
        ]

    # joining

    def _join(self, one: Name, other: Name, reason: Reason, said: str) -> bool:
        """Make one group of two, unless the file says that any two of their names are not one."""
        first, second = self._group[one], self._group[other]
        if first == second:
            return False
        mine, its = self._members[first], self._members[second]
        if self._apart and any(self._apart.get(name, set()) & set(its) for name in mine):
            return False
        for name in its:
            self._group[name] = first
        mine += its
        del self._members[second]
        self._records[first] = join_records((self._records[first], self._records[second]))
        self._joinings.append(Joining(one=one, other=other, reason=reason, said=said))
        return True

    def _join_by_wording(self) -> None:
        """Names that are the same without what wording adds."""
        leaders: dict[Name, Name] = {}
        for name, _ in self._counts.most_common():
            plain = self._plain[name]
            leader = leaders.setdefault(plain.name, name)
            if leader != name:
                rules = dict.fromkeys((*plain.rules, *self._plain[leader].rules))
                self._join(leader, name, "wording", "；".join(rules) or "写法相同")
        # a name kept apart by the file leads itself
        self._leaders = [
            *leaders.values(),
            *(name for name in self._apart if self._group[name] == name),
        ]

    def _join_short_forms(self) -> None:
        """政务大厅窗口 and 政务大厅: if the numbers do not speak against it."""
        for one, other, rule in self._short_forms:
            first, second = self._group[one], self._group[other]
            if first == second:
                continue
            mine, its = self._records[first], self._records[second]
            proof = compare_records(mine, its, self._calendar)
            if proof.is_refuted:
                continue
            follows = mine.last < its.first or its.last < mine.first
            if proof.holds:
                said = f"{rule.said}；数字印证 {proof.agreed} 次，如 {proof.said}"
                self._join(one, other, "short", said)
            elif rule.is_safe or follows:
                earlier, later = sorted((mine, its), key=lambda record: record.first)
                alike = are_levels_alike(earlier, later)
                # a short form may be a part of the whole: 咨询 and 电话咨询
                if alike or (rule.is_safe and alike is None):
                    self._join(one, other, "short", f"{rule.said}；数字没有相反的情况")

    def _find_short_forms(self) -> list[tuple[Name, Name, Likeness]]:
        """The pairs of names that are alike in wording; the numbers have not been asked."""
        found = []
        for one, other in _neighbours(self._leaders, self._plain):
            mine, its = self._plain[one].name, self._plain[other].name
            if mine.indicator == its.indicator:
                rule = find_likeness(mine.scope, its.scope, "口径")
            else:
                rule = find_likeness(mine.indicator, its.indicator, "指标")
            if rule is not None:
                found.append((one, other, rule))
        return found

    # the numbers

    def _join_by_changes(self) -> None:
        """Names one of which ends before the other begins, if printed changes lead across."""
        groups = list(self._members)
        numbers = {group: number for number, group in enumerate(groups)}
        proofs = prove_by_changes(
            {numbers[group]: self._records[group] for group in groups},
            {numbers[group]: group.unit for group in groups},
            self._calendar,
        )
        by_later: dict[int, list[tuple[int, Proof]]] = defaultdict(list)
        for (earlier, later), proof in proofs.items():
            if proof.holds and self._succeeds(groups[earlier], groups[later]):
                by_later[later].append((earlier, proof))
        for later, found in by_later.items():
            found.sort(key=lambda pair: -pair[1].agreed)
            if len(found) > 1 and found[0][1].agreed < 2 * found[1][1].agreed:
                continue  # two names that it could go on from
            earlier, proof = found[0]
            said = f"前一名称止、后一名称起，印出的升降相接 {proof.agreed} 次，如 {proof.said}"
            self._join(groups[earlier], groups[later], "numbers", said)

    def _succeeds(self, earlier: Name, later: Name) -> bool:
        before, after = self._group[earlier], self._group[later]
        if before == after:
            return False
        gap = self._records[after].first - self._records[before].last
        return 0 < gap <= _WIDEST_GAP

    def _join_renamed(self) -> None:
        """A scope that was renamed for one indicator was renamed for the others."""
        pairs = {
            (mine.scope, its.scope): joining
            for joining in self._joinings
            if joining.reason != "wording"
            for mine, its in self._sides(joining)
            if mine.scope != its.scope
        }
        known: dict[tuple[str, str, str], list[Name]] = defaultdict(list)
        for name in self._leaders:
            plain = self._plain[name].name
            known[plain.scope, plain.unit, plain.department].append(name)
        for (before, after), joining in pairs.items():
            for scope, unit, department in list(known):
                if scope == before:
                    ones, others = known[scope, unit, department], known[after, unit, department]
                    self._join_scopes(ones, others, joining)

    def _join_successors(self) -> None:
        """转办诉求 and 转办工单 of one scope: one ends, the other begins, at the same height.

        Only where neither has another partner, and for a scope only with three indicators.
        """
        pairs: set[tuple[Name, Name]] = set()
        scopes: dict[tuple[Name, Name], list[tuple[Name, Name]]] = defaultdict(list)
        for one, other in self._lasting_pairs():
            for before, after in permutations((one, other)):
                if not self._goes_on(before, after):
                    continue
                mine, its = self._plain[before].name, self._plain[after].name
                if mine.scope == its.scope and _share_word(mine.indicator, its.indicator):
                    pairs.add((self._group[before], self._group[after]))
                elif mine.indicator == its.indicator:
                    key = (_scope_of(mine), _scope_of(its))
                    scopes[key].append((before, after))
        for before, after in _only_partners(pairs):
            self._join(before, after, "successor", self._say_succession(before, after))
        whole = [key for key, found in scopes.items() if len(found) >= _MANY]
        for key in _only_partners(whole):
            for before, after in scopes[key]:
                self._join(before, after, "successor", self._say_succession(before, after))

    def _lasting_pairs(self) -> Iterable[tuple[Name, Name]]:
        """Names of different groups that share scope or indicator, each in some issues."""
        lasting = [
            name
            for name in self._leaders
            if len(self._records[self._group[name]].values) >= _LASTING
        ]
        for one, other in _neighbours(lasting, self._plain):
            if self._group[one] != self._group[other]:
                yield one, other

    def _goes_on(self, earlier: Name, later: Name) -> bool:
        """Whether one ends where the other begins, and both last, and stand equally high."""
        before, after = self._records[self._group[earlier]], self._records[self._group[later]]
        gap = after.first - before.last
        if not 0 < gap <= _CLOSE:
            return False
        return are_levels_alike(before, after, within=_SAME_HEIGHT) is True

    def _say_succession(self, earlier: Name, later: Name) -> str:
        before = self._records[self._group[earlier]]
        after = self._records[self._group[later]]
        issues = self._calendar.issues
        return (
            f"前者止于 {issues[before.last].key}，后者起于 {issues[after.first].key}，"
            f"单位相同，数值相当（{before.level(at_end=True)}、{after.level(at_end=False)}），"
            "没有别的名称可接"
        )

    def _sides(self, joining: Joining) -> Iterable[tuple[Name, Name]]:
        mine, its = self._plain[joining.one].name, self._plain[joining.other].name
        return permutations((mine, its))  # type: ignore[return-value]

    def _join_scopes(self, ones: Sequence[Name], others: Sequence[Name], joining: Joining) -> None:
        for one in ones:
            for other in others:
                mine, its = self._plain[one].name, self._plain[other].name
                if mine.indicator != its.indicator:
                    continue
                first, second = self._group[one], self._group[other]
                if (
                    not self._succeeds(one, other)
                    or compare_records(
                        self._records[first], self._records[second], self._calendar
                    ).is_refuted
                ):
                    continue
                if are_levels_alike(self._records[first], self._records[second]) is not False:
                    said = f"口径“{mine.scope}”改称“{its.scope}”，见{joining.one}、{joining.other}"
                    self._join(one, other, "renamed", said)

    # the end

    def _settle(self) -> Threads:
        order = sorted(
            self._members, key=lambda group: -sum(self._counts[n] for n in self._members[group])
        )
        of = {name: number for number, group in enumerate(order) for name in self._members[group]}
        joinings: dict[int, list[Joining]] = defaultdict(list)
        for joining in self._joinings:
            joinings[of[joining.one]].append(joining)
        return Threads(
            of=of,
            names={
                number: tuple(sorted(self._members[group], key=lambda name: -self._counts[name]))
                for number, group in enumerate(order)
            },
            joinings={number: tuple(found) for number, found in joinings.items()},
            supposed=tuple(self._find_supposed()),
        )

    def _find_supposed(self) -> Iterable[Supposed]:
        """Lasting names that share scope or indicator, one ending before the other begins."""
        seen: set[tuple[Name, Name]] = set()
        for one, other in self._lasting_pairs():
            for before, after in permutations((self._group[one], self._group[other])):
                if (before, after) in seen or not self._succeeds(before, after):
                    continue
                seen.add((before, after))
                mine, its = self._records[before], self._records[after]
                if are_levels_alike(mine, its):
                    yield Supposed(
                        before=before,
                        after=after,
                        last=self._calendar.issues[mine.last],
                        first=self._calendar.issues[its.first],
                    )


def _neighbours(names: Iterable[Name], plain: Mapping[Name, Plain]) -> Iterable[tuple[Name, Name]]:
    """Pairs of one unit and department that share scope or indicator."""
    buckets: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        one = plain[name].name
        buckets["scope", one.unit, one.department, one.scope].append(name)
        buckets["indicator", one.unit, one.department, one.indicator].append(name)
    for found in buckets.values():
        yield from combinations(found, 2)


def _plain_names(counts: Counter[Name]) -> dict[Name, Plain]:
    plain = {name: make_plain(name) for name in counts}
    common: Counter[Name] = Counter()
    for name, count in counts.items():
        common[plain[name].name] += count
    catalogue = Catalogue(common)
    return {name: catalogue.settle(one) for name, one in plain.items()}


def _share_word(one: str, other: str) -> bool:
    """Whether two characters in a row of the one stand in the other."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def _scope_of(name: Name) -> Name:
    return Name(name.scope, "", "", name.department)


def _only_partners(pairs: Iterable[tuple[Name, Name]]) -> list[tuple[Name, Name]]:
    """Those pairs neither side of which stands in another one on the same side."""
    pairs = list(pairs)
    before = Counter(one for one, _ in pairs)
    after = Counter(other for _, other in pairs)
    return [pair for pair in pairs if before[pair[0]] == 1 and after[pair[1]] == 1]
