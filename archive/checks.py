"""What a check (核对) is, and all of them run over an archive.

A check compares printed numbers with each other and says one of three things: it holds, it
differs and by how much, or it cannot be made and why. Findings change nothing and hide nothing;
a number that has a correction is checked as corrected.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from parser.model import Span

from .gathering import Gathering
from .records import FigureRow, IssueRow

CheckKind = Literal[
    "missing",
    "repeated",
    "numbering",
    "period",
    "total",
    "falling",
    "share",
    "list_count",
    "part",
    "finished",
    "jump",
    "same",
]
Verdict = Literal["holds", "differs", "unknown"]
KINDS: tuple[CheckKind, ...] = get_args(CheckKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One comparison. ``figures`` are those compared, the one in doubt first.

    ``said`` is what was found, in Chinese; for a check that cannot be made, why.
    """

    kind: CheckKind
    verdict: Verdict
    issue: IssueRow
    said: str
    figures: tuple[FigureRow, ...] = ()
    printed: Decimal | None = None  # the number in doubt
    expected: Decimal | None = None  # what the others make of it

    @property
    def difference(self) -> Decimal | None:
        """Printed less expected, where it differs."""
        if self.verdict != "differs" or self.printed is None or self.expected is None:
            return None
        return self.printed - self.expected

    @property
    def span(self) -> Span | None:
        """Where the number in doubt stands; None for what concerns the whole issue."""
        return self.figures[0].figure.span if self.figures else None


def run_checks(gathering: Gathering, kinds: Collection[CheckKind] = KINDS) -> tuple[Check, ...]:
    """All checks of these kinds, in order of time, then of place in the issue."""
    from . import check_issues, check_sentences, check_series

    found: list[Check] = []
    if {"missing", "repeated", "numbering", "period"} & set(kinds):
        found += check_issues.check_issues(gathering)
    if {"share", "list_count", "part", "finished"} & set(kinds):
        found += check_sentences.check_sentences(gathering.rows)
    if {"total", "falling", "jump", "same"} & set(kinds):
        found += check_series.check_series(gathering)
    order = {issue.key: place for place, issue in enumerate(gathering.issues)}
    chosen = [check for check in found if check.kind in kinds]
    return tuple(sorted(chosen, key=lambda check: (order[check.issue.key], _place(check))))


def _place(check: Check) -> tuple[int, int, int]:
    span = check.span
    kind = KINDS.index(check.kind)
    return (-1, 0, kind) if span is None else (span.block, span.start, kind)


def worst_of(checks: Iterable[Check]) -> Verdict | None:
    """What to show beside a figure: a difference before all, then what holds; None: no check."""
    order: tuple[Verdict, ...] = ("differs", "holds", "unknown")
    verdicts = {check.verdict for check in checks}
    return next((one for one in order if one in verdicts), None)
