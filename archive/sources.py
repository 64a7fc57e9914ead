"""Two files of one issue: which was read better and why, and which numbers they print differently.

The better reading becomes the issue; the other file is kept beside it. Where their numbers
differ, neither is right by rule: the difference is reported, and the printed words stay.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from parser.model import Figure, Issue
from parser.text import fold_width

from .records import SourceDifference
from .rows import IssueRows, fold_words, read_issue

# words that stand in the file and could not be had
LOST = frozenset(
    "bad_bytes embedded_object page_unreadable table_skipped text_missing text_truncated".split()
)
_MORE_WORDS = 1.1  # formats differ by a running head; a reading that lost a page differs by more
_MOST_DIFFERENCES = 50  # more of them are no slips: the texts are two

_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_DIGITS = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两]+")
_SPACE = re.compile(r"[\s,]+")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is compared of an issue as one file gives it."""

    issue: Issue

    @classmethod
    def of_flat(cls, flat: IssueRows) -> "Reading":
        """An issue that was just read."""
        tables = (
            *("blocks", "sections", "sentences", "figures", "departments"),
            *("people", "documents", "events", "problems"),
        )
        return cls(issue=read_issue(flat.issue, **{name: getattr(flat, name) for name in tables}))

    @cached_property
    def is_recognised(self) -> bool:
        """Whether words of it were read from pictures (OCR)."""
        return any(block.certainty for block in self.issue.blocks)

    @cached_property
    def lost(self) -> int:
        """How many parts could not be read."""
        return sum(problem.code in LOST for problem in self.issue.problems)

    @cached_property
    def doubts(self) -> int:
        """How many other problems were seen."""
        return len(self.issue.problems) - self.lost

    @cached_property
    def tables(self) -> int:
        """Tables whose rows and columns are known."""
        return sum(
            len(block.rows) > 1 and len(block.rows[0]) > 1
            for block in self.issue.blocks
            if block.kind == "table"
        )

    @cached_property
    def words(self) -> str:
        """All that is no furniture, run together."""
        return fold_words(block.text for block in self.issue.blocks if block.kind != "furniture")

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Every number in digits, as it stands and with the spaces in it left out."""
        text = fold_width("\n".join(block.text for block in self.issue.blocks))
        return frozenset(_NUMERAL.findall(text)) | frozenset(
            _NUMERAL.findall(_SPACE.sub("", text.replace("\n", "|").replace("\t", "|")))
        )

    def prints(self, figure: Figure) -> bool:
        """Whether the words of a figure, which another reading has, stand in this one too."""
        folded = _SPACE.sub("", fold_width(figure.printed))
        numerals = _NUMERAL.findall(folded)
        if numerals:
            return all(numeral in self.numerals for numeral in numerals)
        return fold_words([figure.printed]) in self.words


def find_advantage(new: Reading, old: Reading) -> str | None:
    """Why ``new`` is the better reading, in Chinese; None where it is not.

    The same whichever came first, but for two that are equally good: the old one stays.
    """
    if new.is_recognised != old.is_recognised:
        return None if new.is_recognised else "文字不是识别出来的"
    if new.lost != old.lost:
        if new.lost > old.lost:
            return None
        return f"读不出的部分少（{new.lost} 处，原来 {old.lost} 处）"
    if len(new.words) >= _MORE_WORDS * len(old.words):
        return f"文字更全（{len(new.words)} 字，原来 {len(old.words)} 字）"
    if len(old.words) >= _MORE_WORDS * len(new.words):
        return None
    if new.tables != old.tables:
        if new.tables < old.tables:
            return None
        return f"表格的行列更全（{new.tables} 个表，原来 {old.tables} 个）"
    if new.doubts < old.doubts:
        return f"疑点少（{new.doubts} 处，原来 {old.doubts} 处）"
    return None


def find_differences(
    kept: Reading, other: Reading, *, key: str, path: str
) -> tuple[SourceDifference, ...]:
    """The numbers that the file at ``path`` prints otherwise than the issue that is kept.

    Sentences that are alike but for their numbers are compared number by number; a number of
    any other sentence counts where the other text does not have it at all.
    """
    pairs, mine_left, its_left = _pair(kept.issue.figures, other.issue.figures)
    found = [
        SourceDifference(
            issue=key,
            path=path,
            section=mine.section,
            sentence=mine.sentence,
            printed=mine.printed,
            other=its.printed,
        )
        for mine, its in pairs
        if (mine.value, mine.unit) != (its.value, its.unit)
    ]
    for figure, theirs, is_kept in (
        *((figure, other, True) for figure in mine_left),
        *((figure, kept, False) for figure in its_left),
    ):
        if not theirs.prints(figure):
            found.append(
                SourceDifference(
                    issue=key,
                    path=path,
                    section=figure.section,
                    sentence=figure.sentence,
                    printed=figure.printed if is_kept else None,
                    other=None if is_kept else figure.printed,
                )
            )
    return tuple(found[:_MOST_DIFFERENCES])


def say_differences(differences: tuple[SourceDifference, ...]) -> str:
    """A part of a sentence: how many there are, and the first; "" where there are none."""
    if not differences:
        return ""
    first = differences[0]
    here, there = (f"“{words}”" if words else "没有" for words in (first.printed, first.other))
    return f"；有 {len(differences)} 个数与它不同（采用的是{here}，这份是{there}）"


def _pair(
    mine: Iterable[Figure], its: Iterable[Figure]
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """Figures in the same place of sentences that differ in numbers alone; then the others."""
    left, right = _by_sentence(mine), _by_sentence(its)
    pairs: list[tuple[Figure, Figure]] = []
    for frame in left.keys() & right.keys():
        if len(left[frame]) == len(right[frame]):
            pairs += zip(left.pop(frame), right.pop(frame), strict=True)
    pairs.sort(key=lambda pair: (pair[0].span.block, pair[0].span.start))
    return pairs, list(_flatten(left)), list(_flatten(right))


def _by_sentence(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(_DIGITS.sub("", fold_words([figure.sentence])), []).append(figure)
    return found


def _flatten(found: dict[str, list[Figure]]) -> Iterator[Figure]:
    for figures in found.values():
        yield from figures
