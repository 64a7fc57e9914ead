"""Corrections of figures (更正), kept in a file of the archive that people can read and review.

The printed value stays; the corrected one stands beside it. A correction is tied to printed words
in a sentence of an issue, not to what the parser made of them, so it holds after every reparse.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from parser.errors import ArchiveError
from parser.text import fold_width

from .layout import write_safely
from .records import Correction, FigureRow

HEADER = """\
# 数据的更正。印出的数照旧保留，更正的数列在旁边；重新解析之后照样起作用。
# 每行一条，各栏之间用制表符（Tab）隔开；“#”开头的行是说明，不起作用。删去一行就是撤销。
# 由 zhoubao correct 写入，也可以手工改。期是列表里给出的编号；第几处指同一句里相同的数的次序。
#
# 期	原文	第几处	更正为	理由	日期	句子
"""
_CELLS = 7
_MULTIPLES = {"": 1, "万": 10_000, "亿": 100_000_000}
_VALUE = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)\s*(万|亿|)")
_SPACE = re.compile(r"\s+")


def parse_value(text: str) -> Decimal:
    """A number as people write it: 2644, 2,644, 1.2万.

    Raises:
        ArchiveError: It is none.
    """
    match = _VALUE.fullmatch(fold_width(text).strip())
    if match is None:
        raise ArchiveError(f"“{text}”不是数", remedy="写数字，不带单位，如 2644、43.3、1.2万")
    return Decimal(match[1].replace(",", "")) * _MULTIPLES[match[2]]


def make_correction(
    row: FigureRow, value: Decimal, reason: str, *, day: date, others: Iterable[FigureRow]
) -> Correction:
    """The correction of a figure.

    Args:
        row: The figure.
        value: What it should say, 万 multiplied out.
        reason: Why.
        day: When that was found.
        others: Figures of its issue: the same number can stand twice in a sentence.
    """
    return Correction(
        issue=row.issue.key,
        printed=_words(row.figure.printed),
        occurrence=_occurrence(row, others),
        value=value,
        reason=_words(reason),
        day=day,
        sentence=_words(row.figure.sentence),
    )


def _occurrence(row: FigureRow, others: Iterable[FigureRow]) -> int:
    place = (row.figure.span.block, row.figure.span.start)
    same = {
        (other.figure.span.block, other.figure.span.start)
        for other in others
        if _is_same_spot(other, row)
    }
    return 1 + sum(spot < place for spot in same)


def _is_same_spot(one: FigureRow, other: FigureRow) -> bool:
    return (
        one.issue.key == other.issue.key
        and one.figure.sentence == other.figure.sentence
        and _words(one.figure.printed) == _words(other.figure.printed)
    )


def apply_corrections(
    rows: Sequence[FigureRow], corrections: Sequence[Correction]
) -> tuple[FigureRow, ...]:
    """The figures with their corrections beside them; one that fits none is left as it is."""
    found = find_corrected(rows, corrections)
    return tuple(
        replace(row, correction=found[at]) if at in found else row for at, row in enumerate(rows)
    )


def find_corrected(
    rows: Sequence[FigureRow], corrections: Sequence[Correction]
) -> dict[int, Correction]:
    """Which row, by its place in ``rows``, each correction is about; the last one counts."""
    issues = {correction.issue for correction in corrections}
    if not issues:
        return {}
    by_issue: dict[str, list[tuple[int, FigureRow]]] = {}
    for at, row in enumerate(rows):
        if row.issue.key in issues:
            by_issue.setdefault(row.issue.key, []).append((at, row))
    found = {}
    for correction in corrections:
        at_place = _find(correction, by_issue.get(correction.issue, ()))
        if at_place is not None:
            found[at_place] = correction
    return found


def _find(correction: Correction, rows: Iterable[tuple[int, FigureRow]]) -> int | None:
    """By sentence and number; a sentence that is cut otherwise now is known by its part."""
    alike = [(at, row) for at, row in rows if _words(row.figure.printed) == correction.printed]
    exact = [pair for pair in alike if _words(pair[1].figure.sentence) == correction.sentence]
    if not exact:
        exact = [pair for pair in alike if _overlap(pair[1].figure.sentence, correction.sentence)]
        if len({pair[1].figure.sentence for pair in exact}) > 1:
            return None
    spots = sorted(
        {(row.figure.span.block, row.figure.span.start): at for at, row in exact}.items()
    )
    if correction.occurrence > len(spots):
        return None
    return spots[correction.occurrence - 1][1]


def _overlap(sentence: str, other: str) -> bool:
    one = _words(sentence)
    return bool(one) and bool(other) and (one in other or other in one)


def _words(text: str) -> str:
    """The words on one line, as a cell of the file holds them."""
    return _SPACE.sub(" ", text).strip()


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of the file, in its order; none where there is no file.

    Raises:
        ArchiveError: A line cannot be understood; it names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(
            f"{path} 读不出来", remedy="请把它存成 UTF-8 编码的文本，或从备份恢复"
        ) from error
    return tuple(
        _read_line(line, number, path)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def _read_line(line: str, number: int, path: Path) -> Correction:
    cells = [_words(cell) for cell in line.split("\t")]
    try:
        issue, printed, occurrence, value, reason, day, sentence = cells
        return Correction(
            issue=issue,
            printed=printed,
            occurrence=int(occurrence),
            value=Decimal(value),
            reason=reason,
            day=date.fromisoformat(day),
            sentence=sentence,
        )
    except (ValueError, InvalidOperation) as error:
        raise ArchiveError(
            f"{path} 第 {number} 行看不懂：“{line.strip()[:40]}”",
            remedy=f"每行有 {_CELLS} 栏，用制表符隔开，见文件开头的说明",
        ) from error


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Write the file anew; lines of explanation that people added to it are kept on top."""
    head = HEADER
    if path.exists():
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        head = "".join(line for line in lines if line.lstrip().startswith("#")) or HEADER
    body = "".join(_write_line(correction) for correction in corrections)
    write_safely(path, (head + body).encode("utf-8"))


def _write_line(correction: Correction) -> str:
    cells = (
        correction.issue,
        correction.printed,
        str(correction.occurrence),
        format(correction.value, "f"),
        correction.reason,
        correction.day.isoformat(),
        correction.sentence,
    )
    return "\t".join(cells) + "\n"


def add_correction(
    corrections: Iterable[Correction], correction: Correction
) -> tuple[Correction, ...]:
    """With one more, in the place of one about the same words."""
    return (*without(corrections, correction), correction)


def without(corrections: Iterable[Correction], correction: Correction) -> tuple[Correction, ...]:
    """Without the one about these words."""
    return tuple(known for known in corrections if known.spot != correction.spot)
