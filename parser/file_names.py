"""What a file's name tells of an issue: the last resort, where the masthead says nothing."""

import re
from dataclasses import dataclass

from .date_forms import fold_dates
from .masthead_lines import read_line

_BY_NUMBERS = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})[-_. ]([0-9]{1,3})(?:[-_. ]([0-9]{2,5}))?(?![0-9])"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIssue:
    """The numbers in a file name; None for what it does not tell."""

    year: int | None = None
    number: int | None = None
    whole_number: int | None = None


def read_file_name(name: str) -> NamedIssue:
    """Year, number and whole number out of 2023年第27期.docx, 2023-27-447.txt or 周报20230717.docx.

    2023-07-17 and 2023-07 may be dates: they tell the year alone.
    """
    stem = fold_dates(name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0])
    line = read_line(stem)
    if line.number is not None or line.whole_number is not None:
        year = line.year or _first_year(stem)
        return NamedIssue(year=year, number=line.number, whole_number=line.whole_number)
    match = _BY_NUMBERS.search(stem)
    if match is None or _may_be_date(match):
        return NamedIssue(year=_first_year(stem))
    return NamedIssue(
        year=int(match[1]), number=int(match[2]), whole_number=int(match[3]) if match[3] else None
    )


def _may_be_date(match: re.Match[str]) -> bool:
    month = int(match[2])
    if not 1 <= month <= 12:
        return False
    return match[3] is None or 1 <= int(match[3]) <= 31


def _first_year(stem: str) -> int | None:
    match = _DAY.search(stem) or _YEAR.search(stem)
    return None if match is None else int(match[1])
