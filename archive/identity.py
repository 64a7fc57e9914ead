"""Whether two files hold the same issue: decided by numbers, days and words together.

Numbers alone do not decide: offices print a number twice, and two periodicals can share an
archive. Words alone do not either: one week's report repeats most of the last one's. An issue
that was printed again with corrections (更正版) is another one than the first print.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count

from parser.model import Problem

from .queries import COLUMNS
from .records import IssueRow
from .rows import IssueRows, fold, fold_words, read_day

# shares of five-character pieces that two texts have in common: one issue in two formats keeps
# above 0.9, consecutive weeks of one office, all sentences alike but for the numbers, below 0.7
_SAME_WORDS = 0.9
_SAME_THOUGH_UNDATED = 0.75
_SAME_DAYS = 0.3
_PIECE = 5

HEAD_BLOCKS = 12  # a mark of a second print stands above the first section, or nowhere
_LONGEST_MARK_LINE = 40
_AGAIN = "更正|订正|勘误|修订|修正|重印|重发"
_MARK = re.compile(
    rf"[（(\[【〔]\s*(?:{_AGAIN})(?:版|稿|本|件|后)?\s*[)）\]】〕]|(?:{_AGAIN})(?:版|本)\s*$"
)
_MARK_IN_NAME = re.compile(rf"(?:{_AGAIN})(?:版|稿|本|件|后)?(?=$|[\W_\d])")
_NUMERALS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is compared of an issue."""

    series: str | None
    publisher: str | None
    year: int | None
    number: int | None
    whole_number: int | None
    first: date | None
    last: date | None
    words: Callable[[], Iterable[str]]  # read only when they are needed
    is_reissue: bool = False  # its file or its head says that it corrects a first print

    @classmethod
    def of_row(
        cls,
        row: IssueRow,
        words: Callable[[], Iterable[str]],
        head: Callable[[], Iterable[str]] = tuple,
    ) -> "Candidate":
        """An issue of the archive; ``head`` are the lines above its first section."""
        return cls(
            series=row.series,
            publisher=row.publisher,
            year=row.year,
            number=row.number,
            whole_number=row.whole_number,
            first=row.first,
            last=row.last,
            words=words,
            is_reissue=is_reissue(row.source_name, head()),
        )

    @classmethod
    def of_flat(cls, flat: IssueRows) -> "Candidate":
        """An issue that was just read."""
        head = dict(zip(COLUMNS["issues"], flat.issue, strict=True))
        return cls(
            series=head["series"],
            publisher=head["publisher"],
            year=head["year"],
            number=head["number"],
            whole_number=head["whole_number"],
            first=read_day(head["first_day"]),
            last=read_day(head["last_day"]),
            words=lambda: (row[1] for row in flat.blocks if row[2] != "furniture"),
            is_reissue=is_reissue(head["source_name"], _head_of(flat)),
        )


def is_reissue(name: str, head: Iterable[str]) -> bool:
    """Whether a file's name or the lines above its first section call it a corrected print.

    "（更正版）" counts, and a line that ends in "修订版"; a heading that speaks of 修订 does not.
    """
    stem = name.rpartition(".")[0] or name
    return _MARK_IN_NAME.search(stem) is not None or any(
        len(line) <= _LONGEST_MARK_LINE and _MARK.search(line) is not None for line in head
    )


def _head_of(flat: IssueRows) -> list[str]:
    first = min((row[5] for row in flat.sections), default=HEAD_BLOCKS)
    return [row[1] for row in flat.blocks[: min(first, HEAD_BLOCKS)]]


def is_same_issue(one: Candidate, other: Candidate) -> bool:
    """Whether both are one issue, in two formats or with small corrections."""
    if one.is_reissue != other.is_reissue or _is_other_year(one, other):
        return False
    days = _same_days(one, other)
    if days is False and _same_number(one, other) is False:
        return False
    alike = similarity(one.words(), other.words())
    if is_other_periodical(one, other):
        return alike >= _SAME_WORDS
    if days is None:
        return alike >= _SAME_THOUGH_UNDATED
    if days:
        return alike >= _SAME_DAYS
    # a short report of another week differs from this one in little more than its numbers
    return alike >= _SAME_WORDS and _numerals(one) == _numerals(other)


def is_correction(old: Candidate, new: Candidate) -> bool:
    """Whether a file that was changed still holds the issue it held.

    Changed words, or a changed number, or changed days are corrections. Number and days both
    changed: the file was used for another issue, and the old one stays. It also stays where the
    file now holds a corrected print, as that is kept beside the first.
    """
    if is_other_periodical(old, new) or new.is_reissue != old.is_reissue:
        return False
    number, days = _same_number(old, new), _same_days(old, new)
    if number or days:
        return True
    alike = similarity(old.words(), new.words())
    both_changed = number is False and days is False
    return alike >= (_SAME_WORDS if both_changed else _SAME_THOUGH_UNDATED)


def _same_number(one: Candidate, other: Candidate) -> bool | None:
    """None where the numbers of one of them say nothing about the other's."""
    pairs = [(one.whole_number, other.whole_number)]
    if one.year == other.year:
        pairs.append((one.number, other.number))
    known = [(mine, its) for mine, its in pairs if mine is not None and its is not None]
    return any(mine == its for mine, its in known) if known else None


def _is_other_year(one: Candidate, other: Candidate) -> bool:
    """Whether the years printed tell them apart; a whole number in common tells more."""
    if one.whole_number is not None and one.whole_number == other.whole_number:
        return False
    return one.year is not None and other.year is not None and one.year != other.year


def _numerals(one: Candidate) -> list[str]:
    return sorted(_NUMERALS.findall(fold("\n".join(one.words()))))


def is_other_periodical(one: Candidate, other: Candidate) -> bool:
    """Whether series or publisher tell that they never were one periodical."""
    return any(
        mine is not None and its is not None and _plain(mine) != _plain(its)
        for mine, its in ((one.series, other.series), (one.publisher, other.publisher))
    )


def _plain(name: str) -> str:
    return fold_words([_MARK.sub("", name)])


def similarity(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of pieces that two texts have in common, from 0 to 1; order does not matter."""
    mine, its = _pieces(fold_words(one)), _pieces(fold_words(other))
    together = len(mine | its)
    return len(mine & its) / together if together else 1.0


def _pieces(words: str) -> set[str]:
    return {words[at : at + _PIECE] for at in range(max(1, len(words) - _PIECE + 1))} - {""}


def _same_days(one: Candidate, other: Candidate) -> bool | None:
    """None where one of them has no days."""
    if one.first is None or other.first is None:
        return None
    return (one.first, one.last) == (other.first, other.last)


def free_key(natural: str, has: Callable[[str], bool]) -> str:
    """``natural``, with a letter behind it where another issue has it: 2023-27, 2023-27b, …"""
    if not has(natural):
        return natural
    return next(key for key in _suffixed(natural) if not has(key))


def _suffixed(natural: str) -> Iterable[str]:
    yield from (f"{natural}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    yield from (f"{natural}z{number}" for number in count(2))


def find_repeats(new: Candidate, others: Iterable[IssueRow]) -> tuple[Problem, ...]:
    """A problem for each number of ``new`` that another issue of the periodical has printed."""
    found: dict[str, Problem] = {}
    for row in others:
        if is_other_periodical(new, Candidate.of_row(row, tuple)):
            continue
        if new.is_reissue and _same_days(new, Candidate.of_row(row, tuple)) is not False:
            return (_reissue(row),)
        if new.number is not None and (new.year, new.number) == (row.year, row.number):
            found.setdefault(
                "repeated_number",
                _repeat("repeated_number", f"期号“{new.year}年第{new.number}期”", row),
            )
        if new.whole_number is not None and new.whole_number == row.whole_number:
            found.setdefault(
                "repeated_whole_number",
                _repeat("repeated_whole_number", f"总期号“总第{new.whole_number}期”", row),
            )
    return tuple(found.values())


def _repeat(code: str, what: str, row: IssueRow) -> Problem:
    days = "" if row.first is None else f"，{row.first}—{row.last}"
    return Problem(
        code=code,
        message=f"{what}已印在另一期上（{row.source_name}{days}）；两期都已保留，请核对原件",
    )


def _reissue(row: IssueRow) -> Problem:
    return Problem(
        code="reissued",
        message=f"这是更正重发的一期；原来的那一期（{row.key}，{row.source_name}）也已保留，"
        "两期的数请对照使用",
    )
