"""Series as they are drawn: one panel for each kind of period, a dot for each issue, gaps kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .fields import KINDS
from .periods import PointKind
from .places import say_command, say_spot
from .series import Gap, Point, Series
from .wording import say_number

_LEAST = 2  # one number is no line
_MOST_KINDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An issue, or a run of missing ones, in a panel; ``value`` None is a gap of the line."""

    day: date
    label: str
    value: Decimal | None = None
    printed: str = ""
    sentence: str = ""
    command: str = ""  # opens the sentence
    is_doubted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One kind of period of a series."""

    title: str  # "省本级综窗 受理 · 本周（件）"
    unit: str
    dots: tuple[Dot, ...]  # oldest first

    @property
    def held(self) -> tuple[Dot, ...]:
        """The dots that have a number."""
        return tuple(dot for dot in self.dots if dot.value is not None)


def make_panels(
    found: Iterable[Series],
    *,
    kind: PointKind = None,
    start: date | None = None,
    end: date | None = None,
) -> tuple[Panel, ...]:
    """The panels of some series: of each, the kinds of period that are printed most.

    Args:
        found: Made with a calendar, so that they know their gaps.
        kind: The only kind of period to draw; None: those printed most.
        start: Issues that end before are left out.
        end: Issues that end after are left out.
    """
    return tuple(
        panel
        for series in found
        for each in ([kind] if kind is not None else _kinds(series))
        if (panel := _make_panel(series, each, start, end)) is not None
    )


def _kinds(series: Series) -> Sequence[PointKind]:
    # a year's totals beside its weeks would flatten them: each has a panel of its own
    return [kind for kind in series.kinds if kind != "earlier"][:_MOST_KINDS]


def _make_panel(
    series: Series, kind: PointKind, start: date | None, end: date | None
) -> Panel | None:
    dots = [
        dot
        for row in series.rows or series.points
        if (dot := _make_dot(row, kind)) is not None
        and (start is None or dot.day >= start)
        and (end is None or dot.day <= end)
    ]
    if kind == "year_to_date":
        dots = _part_years(dots)
    held = [place for place, dot in enumerate(dots) if dot.value is not None]
    if len(held) < _LEAST:
        return None
    name = " ".join(part for part in (series.scope, series.indicator) if part) or "（未写明指标）"
    unit = f"（{series.unit}）" if series.unit else ""
    return Panel(
        title=f"{name} · {KINDS[kind] if kind else '数值'}{unit}",
        unit=series.unit,
        dots=tuple(dots[held[0] : held[-1] + 1]),
    )


def _part_years(dots: Sequence[Dot]) -> list[Dot]:
    """Totals begin anew in January: no line goes down to there."""
    found: list[Dot] = []
    for dot in dots:
        if found and found[-1].value is not None and found[-1].day.year != dot.day.year:
            found.append(Dot(day=dot.day, label=""))
        found.append(dot)
    return found


def _make_dot(row: Point | Gap, kind: PointKind) -> Dot | None:
    """The dot of an issue; None where it has no day to stand at."""
    if isinstance(row, Gap):
        before = row.before
        if before is None or before.last is None:
            return None
        return Dot(day=before.last, label=f"缺 {row.label}")
    if row.issue.last is None:
        return None
    figure = row.row(kind)
    if figure is None:
        return Dot(day=row.issue.last, label=row.issue.key)
    return Dot(
        day=row.issue.last,
        label=row.issue.key,
        value=figure.settled.value,
        printed=figure.figure.printed,
        sentence=figure.figure.sentence,
        command=say_command(say_spot(row.issue, figure.figure.span)),
        is_doubted=row.agrees is False or row.is_revised,
    )


def say_panel(panel: Panel) -> str:
    """Highest, lowest and last with the command that opens each, then the gaps."""
    held = panel.held
    picked = (
        ("最高", max(held, key=lambda dot: dot.value or 0)),
        ("最低", min(held, key=lambda dot: dot.value or 0)),
        ("最近", held[-1]),
    )
    lines = [
        f"{word} {say_number(dot.value or Decimal(0))}（{dot.label}）{dot.command}"
        for word, dot in picked
    ]
    gaps = [dot.label for dot in panel.dots if dot.value is None and dot.label]
    missing = sum(label.startswith("缺") for label in gaps)
    parts = [f"{len(held)} 期有数"]
    if missing:
        parts.append(f"{missing} 处缺期")
    if len(gaps) > missing:
        parts.append(f"{len(gaps) - missing} 期没有印出")
    return "\n".join([*lines, "，".join(parts) + ("；断开处没有数，不是 0" if gaps else "")])
