"""Which passages of a segment a plan holds for, and how well; pure, but for the bytes it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from .closeness import closeness
from .plan import All, Any, Between, Containing, Literal, Named, Neither, Plan
from .postings import TermTable
from .schema import CHARACTERS, WORDS
from .tokens import COUNT_BITS, MOST_COUNTED, strip_label

# what it is worth at most that a word stands there again and again
_AGAIN = 0.25
# looking a needle up in this few texts is cheaper than reading another list of postings
_FEW = 16


# from 0 for one occurrence towards 1 for many: BM25's curve, less what one is worth
_SATURATED = tuple(count * 2.2 / (count + 1.2) - 1.0 for count in range(MOST_COUNTED + 1))


class Segment:
    """The passages of one part of the index, numbered from 0."""

    def __init__(
        self,
        table: TermTable,
        *,
        size: int,
        deleted: frozenset[int],
        text: Callable[[int], bytes],
    ) -> None:
        """``text`` gives the squeezed text of a passage as it was prepared, in UTF-8."""
        self._table = table
        self._text = text
        self.size = size
        self.deleted = deleted
        self._literals: dict[str, set[int]] = {}

    def all(self) -> set[int]:
        """Every passage that is not deleted."""
        return set(range(self.size)) - self.deleted

    def find(self, plan: Plan) -> set[int]:
        """The passages that the plan holds for."""
        self._literals.clear()
        return self._find(plan, None) - self.deleted

    def _find(self, plan: Plan, within: set[int] | None) -> set[int]:
        """At least the passages of ``within`` (None: of all) that the plan holds for, no others."""
        match plan:
            case Literal():
                return self._find_literal(plan.needle, within)
            case Named():
                return self._find_named(plan.field, plan.terms)
            case Containing():
                return self._find_containing(plan.field, plan.part)
            case Between():
                return self._find_between(plan)
            case Neither():
                base = self.all() if within is None else within
                return base - self._find(plan.part, within)
            case All():
                return self._find_all(plan, within)
            case Any():
                found: set[int] = set()
                for part in plan.parts:
                    found |= self._find(part, within)
                return found

    def _find_all(self, plan: All, within: set[int] | None) -> set[int]:
        # exclusions last: they need something to be taken from
        for part in sorted(plan.parts, key=self._cost):
            found = self._find(part, within)
            within = found if within is None else within & found
            if not within:
                break
        return set() if within is None else within

    def _cost(self, plan: Plan) -> tuple[int, int]:
        match plan:
            case Neither():
                return 2, 0
            case Literal():
                return 0, self.estimate(plan.needle)
            case Named() | Between() | Containing():
                return 0, self.size // 8
            case _:
                return 1, 0

    # -- text --------------------------------------------------------------------------------

    def estimate(self, needle: str) -> int:
        """No fewer passages than hold the needle, without looking at any of them."""
        field = self._table.field(CHARACTERS)
        if field is None:
            return 0
        if len(needle) == 1:
            return min(self.size, sum(field.size(number) for number in field.starting(needle)))
        sizes = []
        for first, second in pairwise(needle):
            number = field.find(first + second)
            if number is None:
                return 0
            sizes.append(field.size(number))
        return min(sizes)

    def _find_literal(self, needle: str, within: set[int] | None) -> set[int]:
        found = self._candidates(needle, within)
        if len(needle) > 2:
            wanted = needle.encode()
            text = self._text
            found = {passage for passage in found if wanted in text(passage)}
        self._literals[needle] = self._literals.get(needle, set()) | found
        return found

    def _candidates(self, needle: str, within: set[int] | None) -> set[int]:
        """The passages that hold every pair of the needle's characters, or a few more."""
        field = self._table.field(CHARACTERS)
        if field is None:
            return set()
        if len(needle) == 1:
            return set().union(*map(field.numbers, field.starting(needle)))
        numbers = set()
        for first, second in pairwise(needle):
            number = field.find(first + second)
            if number is None:
                return set()
            numbers.add(number)
        rarest, *others = sorted(numbers, key=field.size)
        found = set(field.numbers(rarest))
        if within is not None:
            found &= within
        for number in others:
            if len(found) <= _FEW:
                break
            found.intersection_update(field.numbers(number))
        return found

    # -- names -------------------------------------------------------------------------------

    def _find_named(self, name: str, terms: tuple[str, ...]) -> set[int]:
        field = self._table.field(name)
        if field is None:
            return set()
        numbers = (field.find(term) for term in terms)
        return set().union(*(field.numbers(number) for number in numbers if number is not None))

    def _find_containing(self, name: str, part: str) -> set[int]:
        field = self._table.field(name)
        if field is None:
            return set()
        return set().union(*map(field.numbers, field.containing(part)))

    def _find_between(self, plan: Between) -> set[int]:
        field = self._table.field("issue")
        if field is None:
            return set()
        length = len(plan.first or plan.last or ())
        found: set[int] = set()
        for number in range(field.count):
            parts = field.term(number).split("-")
            if len(parts) != length or not all(part.isdecimal() for part in parts):
                continue
            issue = tuple(int(part) for part in parts)
            if (plan.first is None or plan.first <= issue) and (
                plan.last is None or issue <= plan.last
            ):
                found.update(field.numbers(number))
        return found

    # -- how well ----------------------------------------------------------------------------

    def names(self, name: str, containing: str) -> dict[str, int]:
        """The terms of a field in which that part stands, with their passages."""
        field = self._table.field(name)
        if field is None:
            return {}
        numbers = field.containing(containing) if containing else range(field.count)
        return {field.term(number): field.size(number) for number in numbers}

    def count_word(self, word: str) -> int:
        """In how many passages the word is a word, deleted ones included."""
        field = self._table.field(WORDS)
        number = None if field is None else field.find(word)
        return 0 if field is None or number is None else field.size(number)

    def score(self, found: set[int], needles: tuple["Needle", ...]) -> dict[int, float]:
        """How well each of the passages just found answers, from 0; greater is better.

        Call it after ``find`` with the same plan: it uses what was looked up there.
        """
        standing = {needle: self._literals.get(needle.text, set()) & found for needle in needles}
        # what stands in all of them need not be added one by one
        everywhere = [needle for needle in needles if len(standing[needle]) == len(found)]
        scores = dict.fromkeys(found, sum(needle.weight for needle in everywhere))
        for needle in needles:
            if needle not in everywhere:
                for passage in standing[needle]:
                    scores[passage] += needle.weight
            for passage, count in self._repeated(needle.text):
                if passage in scores:
                    scores[passage] += needle.weight * _AGAIN * _SATURATED[count]
            # a heading or a body that is asked for says what the passage is about
            for passage in self._about(needle.text) & found:
                scores[passage] += needle.weight
        return scores

    def closeness(self, passage: int, needles: tuple["Needle", ...]) -> float:
        """How near to each other the needles stand in a passage, from 0 to 1."""
        return closeness(self._text(passage), [needle.text.encode() for needle in needles])

    def _repeated(self, word: str) -> list[tuple[int, int]]:
        """The passages in which the word stands more than once, with how often."""
        field = self._table.field(WORDS)
        number = None if field is None else field.find(word)
        if field is None or number is None:
            return []
        return [
            (posting >> COUNT_BITS, posting & MOST_COUNTED)
            for posting in field.numbers(number)
            if posting & MOST_COUNTED > 1
        ]

    def _about(self, needle: str) -> set[int]:
        if len(needle) < 2:
            return set()
        headings = self._find_containing("section", strip_label(needle))
        return headings | self._find_containing("department", needle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """A literal that is asked for, and how much finding it says (rare ones say more)."""

    text: str
    weight: float
