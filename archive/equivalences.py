"""The archive's own word on which names are one series: ``equivalences.tsv``, edited by hand.

Whatever stands there goes before every rule: "=" joins what no rule joins, "≠" keeps apart what
a rule would join.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parser.errors import ArchiveError
from parser.text import fold_width

from .names import Name, make_plain

FILE = "equivalences.tsv"
_ANY = "*"
_SAME, _DIFFERENT = ("=", "＝", "同"), ("≠", "!=", "不同", "<>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two names; "" as unit is any unit, "*" as indicator any indicator."""

    scope: str
    indicator: str
    unit: str

    def fits(self, name: Name) -> bool:
        """Whether a name is meant, as printed or without the additions of its wording."""
        return any(self._is(one) for one in (name, make_plain(name).name))

    def _is(self, name: Name) -> bool:
        return (
            _fold(name.scope) == _fold(self.scope)
            and (self.indicator == _ANY or _fold(name.indicator) == _fold(self.indicator))
            and (not self.unit or _fold(name.unit) == _fold(self.unit))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """A line of the file: two names are one, or are not."""

    same: bool
    one: Side
    other: Side
    note: str
    line: int

    def pairs(self, one: Name, other: Name) -> bool:
        """Whether the line speaks of these two."""
        if one.unit != other.unit or not self._fit(one, other):
            return False
        if _ANY in (self.one.indicator, self.other.indicator):
            return make_plain(one).name.indicator == make_plain(other).name.indicator
        return True

    def _fit(self, one: Name, other: Name) -> bool:
        return (self.one.fits(one) and self.other.fits(other)) or (
            self.one.fits(other) and self.other.fits(one)
        )

    def __str__(self) -> str:
        return f"{FILE} 第 {self.line} 行" + (f"：{self.note}" if self.note else "")


def _fold(text: str) -> str:
    return make_plain(Name(text, "", "")).name.scope if text != _ANY else text


def read_equivalences(path: Path) -> tuple[Equivalence, ...]:
    """The lines of the file; none where there is no file.

    Raises:
        ArchiveError: A line is not as the head of the file says; it names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(
            f"{path} 读不出来", remedy="请把它存成 UTF-8 编码的文本，或删去后重写"
        ) from error
    return tuple(_read_lines(text.splitlines(), path))


def _read_lines(lines: Iterable[str], path: Path) -> Iterable[Equivalence]:
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        yield _read_line(line, number, path)


def _read_line(line: str, number: int, path: Path) -> Equivalence:
    cells = [cell.strip() for cell in line.split("\t")]
    relation, *names = cells + [""] * (8 - len(cells))
    sign = fold_width(relation)
    if sign not in (*_SAME, *_DIFFERENT) or len(cells) < 6 or not any(names[:2]):
        raise ArchiveError(
            f"{path} 第 {number} 行看不懂：“{line.strip()[:40]}”",
            remedy="每行是：关系（= 或 ≠）、口径、指标、单位、口径、指标、单位、说明，中间用制表符",
        )
    return Equivalence(
        same=sign in _SAME,
        one=Side(scope=names[0], indicator=names[1], unit=names[2]),
        other=Side(scope=names[3], indicator=names[4], unit=names[5]),
        note=names[6],
        line=number,
    )
