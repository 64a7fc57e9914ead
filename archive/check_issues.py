"""The run of issues: numbers that are missing, repeated or out of step, and the days they cover."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median

from .checks import Check
from .gathering import Gathering, Periodical
from .holidays import FIRST_YEAR, LAST_YEAR, working_days
from .periods import is_next
from .records import IssueRow
from .series import Gap
from .wording import say_days

_DAY = timedelta(days=1)
_LEFT_OUT = 3  # working days without a report that make a week left out
_LONGEST = 21  # days of a period that is no slip of the pen: two weeks over a long holiday
_TIMES_USUAL = 4  # a monthly has longer ones


def check_issues(gathering: Gathering) -> list[Check]:
    """The checks of every periodical."""
    found: list[Check] = []
    for periodical in gathering.periodicals:
        issues = periodical.calendar.issues
        found += _check_missing(periodical)
        found += _check_repeated(issues)
        for before, issue in pairwise(issues):
            found.append(_check_numbers(before, issue))
            found.append(_check_days(before, issue))
        usual = _usual_length(issues)
        found += (check for issue in issues for check in _check_period(issue, usual))
    return found


def _check_missing(periodical: Periodical) -> Iterable[Check]:
    for issue in periodical.calendar.issues:
        for run in periodical.missing.get(issue.key, ()):
            label = Gap(missing=run, before=issue).label
            yield Check(
                kind="missing",
                verdict="differs",
                issue=issue,
                said=f"此期之后缺{label}，共 {run.count} 期",
            )


def _check_repeated(issues: Sequence[IssueRow]) -> Iterable[Check]:
    """One check for an issue whose number, of the year or whole, an earlier one has."""
    by_number: dict[tuple[int, int], list[IssueRow]] = defaultdict(list)
    by_whole: dict[int, list[IssueRow]] = defaultdict(list)
    for issue in issues:
        earlier: dict[str, list[str]] = {}
        if issue.year is not None and issue.number is not None:
            for other in by_number[issue.year, issue.number]:
                earlier.setdefault(other.key, []).append(f"{issue.year}年第{issue.number}期")
            by_number[issue.year, issue.number].append(issue)
        if issue.whole_number is not None:
            for other in by_whole[issue.whole_number]:
                earlier.setdefault(other.key, []).append(f"总第{issue.whole_number}期")
            by_whole[issue.whole_number].append(issue)
        for key, numbers in earlier.items():
            said = f"{'、'.join(numbers)}已印在 {key}"
            yield Check(kind="repeated", verdict="differs", issue=issue, said=said)


def _check_numbers(before: IssueRow, issue: IssueRow) -> Check:
    """Numbers that go back, and the two numbers out of step with each other."""
    steps = []
    if None not in (before.whole_number, issue.whole_number):
        steps.append(("总期号", before.whole_number or 0, issue.whole_number or 0))
    if before.year == issue.year and None not in (before.number, issue.number):
        steps.append(("年内期号", before.number or 0, issue.number or 0))
    if not steps:
        return _check(issue, "numbering", "unknown", f"{before.key} 或此期没有印期号")
    for what, earlier, later in steps:
        if later < earlier:
            said = f"{what}倒退：{before.key} 是第{earlier}期，此期是第{later}期"
            return _check(issue, "numbering", "differs", said)
    if len(steps) == 2 and steps[0][2] - steps[0][1] != steps[1][2] - steps[1][1]:
        said = (
            f"两种期号对不上：自 {before.key} 起，总期号由 {steps[0][1]} 到 {steps[0][2]}，"
            f"年内期号由 {steps[1][1]} 到 {steps[1][2]}"
        )
        return _check(issue, "numbering", "differs", said)
    return _check(issue, "numbering", "holds", "期号相接")


def _check_days(before: IssueRow, issue: IssueRow) -> Check:
    """Periods that overlap, and working days between them that no report covers."""
    if before.last is None or issue.first is None:
        return _check(issue, "period", "unknown", "没有报告期")
    if issue.first <= before.last:
        said = f"报告期与 {before.key}（{say_days(before.first, before.last)}）重叠"
        return _check(issue, "period", "differs", said)
    if not is_next(before, issue):
        return _check(issue, "period", "unknown", "与前一期之间缺期，不知其间报告了哪些天")
    first, last = before.last + _DAY, issue.first - _DAY
    if not FIRST_YEAR <= first.year <= last.year + 1 <= LAST_YEAR + 1:
        return _check(issue, "period", "unknown", "没有这一年的放假安排")
    left_out = working_days(first, last) if first <= last else ()
    if len(left_out) >= _LEFT_OUT:
        said = (
            f"期号相连，{say_days(left_out[0], left_out[-1])} 的 {len(left_out)} 个工作日没有周报"
        )
        return _check(issue, "period", "differs", said)
    return _check(issue, "period", "holds", "报告期相接")


def _usual_length(issues: Sequence[IssueRow]) -> float:
    lengths = [(i.last - i.first).days + 1 for i in issues if i.first and i.last]
    return median(lengths) if lengths else 0


def _check_period(issue: IssueRow, usual: float) -> Iterable[Check]:
    """The period by itself, and against the day of publication."""
    first, last = issue.first, issue.last
    if first is None or last is None:
        return
    if (last - first).days >= max(_LONGEST, _TIMES_USUAL * usual):
        said = f"报告期 {say_days(first, last)} 有 {(last - first).days + 1} 天"
        yield _check(issue, "period", "differs", said)
    if issue.published is not None and issue.published < last:
        said = f"印发日期 {issue.published} 早于报告期末 {last}"
        yield _check(issue, "period", "differs", said)


def _check(issue: IssueRow, kind: str, verdict: str, said: str) -> Check:
    return Check(kind=kind, verdict=verdict, issue=issue, said=said)  # type: ignore[arg-type]
