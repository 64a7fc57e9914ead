"""Series, their months and their names as text."""

from collections.abc import Sequence
from itertools import groupby

from .checks import CheckKind
from .fields import KINDS
from .names import Name
from .periods import PointKind
from .screen import Column, Look, Style, render_table
from .series import Gap, Point, Series
from .series_fields import REASONS, NameRow, SeriesRow, SpanRow
from .wording import say_days, say_figure_source, say_number, say_value

_MOST_IN_OVERVIEW = 15
CHECK_KINDS: dict[CheckKind, str] = {
    "missing": "缺期",
    "repeated": "重号",
    "numbering": "期号",
    "period": "报告期",
    "total": "累计",
    "falling": "累计下降",
    "share": "占比",
    "list_count": "清单",
    "part": "其中",
    "finished": "办结",
    "jump": "突变",
    "same": "前后不一",
}


def render_series(rows: Sequence[SeriesRow], look: Look) -> str:
    """The rows of one series with its name above: kinds of period side by side."""
    series = rows[0].series
    kinds = series_kinds(series)
    columns = (
        Column(title="期号"),
        Column(title="报告期"),
        *(Column(title=KINDS[kind] if kind else "数值", right=True) for kind in kinds),
        Column(title="核对", style=_check_style, optional=True),
        Column(title="出处"),
    )
    cells: list[tuple[str, ...]] = []
    for is_absent, run in groupby(rows, key=_is_blank):
        some = list(run)
        if is_absent:
            cells.append(_absent_cells(some, kinds))
        else:
            cells += [_cells(row, kinds) for row in some]
    title = look.paint("title", say_name(series)) + "\n"
    return title + _say_other_names(series, look) + render_table(columns, cells, look)


def say_name(series: Series) -> str:
    """Scope, indicator and unit."""
    name = " ".join(part for part in (series.scope, series.indicator) if part)
    unit = f"（{series.unit}）" if series.unit else ""
    return f"{name or series.department or '（未写明指标）'}{unit}"


def _say_other_names(series: Series, look: Look) -> str:
    """The names that differ in more than their wording; "" where there are none."""
    kinds = {j.other: j.reason for j in series.joinings if j.reason != "wording"}
    names = [f"{name}（{REASONS[kinds[name]]}）" for name in series.names if name in kinds]
    others = list(dict.fromkeys(names))
    if not others:
        return ""
    shown = "、".join(others[:4]) + (f" 等 {len(others)} 个" if len(others) > 4 else "")
    return look.paint("dim", f"又名：{shown}\n")


def _is_blank(row: SeriesRow) -> bool:
    return row.mark == "absent" and not _shown_derived(row)


def _shown_derived(row: SeriesRow) -> bool:
    return row.point is not None and any(
        derived.kind in ("week", "year_to_date") for derived in row.point.derived
    )


def _absent_cells(rows: Sequence[SeriesRow], kinds: Sequence[PointKind]) -> tuple[str, ...]:
    first, last = rows[0].point, rows[-1].point
    assert first is not None
    assert last is not None
    keys = first.issue.key if first is last else f"{first.issue.key}—{last.issue.key}"
    blanks = [""] * len(kinds)
    return ("…", f"{keys} 未载", *blanks, "", "")


def _cells(row: SeriesRow, kinds: Sequence[PointKind]) -> tuple[str, ...]:
    if isinstance(row.row, Gap):
        return ("缺", row.row.label, *([""] * len(kinds)), "", "")
    point = row.row
    place = ""
    if point.figures:
        figure = point.figures[0].figure
        place = say_figure_source(figure)
    return (
        point.issue.key,
        say_days(point.issue.first, point.issue.last),
        *(_say_number(point, kind) for kind in kinds),
        say_checks(row),
        place,
    )


def _say_number(point: Point, kind: PointKind) -> str:
    """What is printed; in brackets what was worked out; 改 where another issue says otherwise."""
    row = point.row(kind)
    if row is not None:
        corrected = "" if row.correction is None else f"→{say_number(row.correction.value)}"
        revised = "改" if kind == "week" and point.is_revised else ""
        return f"{say_value(row.figure)}{corrected}{revised}"
    if kind in ("week", "year_to_date"):
        derived = point.worked_out(kind)
        return "" if derived is None else f"（{say_number(derived.value)}）"
    return ""


def say_checks(row: SeriesRow) -> str:
    """Whether the numbers of a row hold: 一致, 差 +3, the kinds of other findings, or ""."""
    wrong = [check for check in row.checks if check.verdict == "differs"]
    if not wrong:
        return "一致" if any(check.verdict == "holds" for check in row.checks) else ""
    said = []
    for check in wrong:
        if check.kind == "total" and check.difference is not None:
            said.append(f"差 {check.difference:+f}")
        else:
            said.append(CHECK_KINDS[check.kind])
    return "、".join(dict.fromkeys(said))


def _check_style(words: str) -> Style | None:
    return None if not words else "dim" if words == "一致" else "warn"


def series_kinds(series: Series) -> tuple[PointKind, ...]:
    """The kinds of period to show: 本周 beside 今年以来 where either occurs, then the others."""
    running: tuple[PointKind, ...] = ("week", "year_to_date")
    found = series.kinds
    pair = running if any(kind in found for kind in running) else ()
    return (*pair, *(kind for kind in found if kind not in pair))


def render_overview(found: Sequence[Series], look: Look) -> str:
    """The series with most numbers, a line for each, and how many more there are."""
    columns = (
        Column(title="口径", flexible=True),
        Column(title="指标", flexible=True),
        Column(title="单位"),
        Column(title="数值", right=True),
        Column(title="期数", right=True),
        Column(title="首见"),
        Column(title="末见"),
    )
    cells = [
        (
            series.scope or "",
            series.indicator or "",
            series.unit,
            str(series.values),
            str(len({point.issue.key for point in series.points})),
            series.points[0].issue.key,
            series.points[-1].issue.key,
        )
        for series in found[:_MOST_IN_OVERVIEW]
    ]
    left = len(found) - len(cells)
    more = f"另有 {left} 个序列，数值都不多于 {found[len(cells)].values} 个\n" if left else ""
    return render_table(columns, cells, look) + look.paint("dim", more)


def render_spans(rows: Sequence[SpanRow], look: Look) -> str:
    """Months, quarters or years, series by series; what cannot be worked out says why."""
    columns = (
        Column(title="时段"),
        Column(title="期数", right=True),
        Column(title="推算合计", right=True),
        Column(title="同比", right=True, optional=True),
        Column(title="说明", flexible=True, optional=True),
    )
    pages = []
    for _, group in groupby(rows, key=lambda row: id(row[0])):
        some = list(group)
        cells = [
            (
                span.label,
                str(span.issues),
                "" if span.value is None else say_number(span.value),
                "" if on_year is None else f"{on_year:+f}%",
                span.reason or "",
            )
            for _, span, on_year in some
        ]
        title = look.paint("title", say_name(some[0][0])) + "\n"
        pages.append(title + render_table(columns, cells, look))
    return "\n".join(pages)


def render_names(rows: Sequence[NameRow], look: Look) -> str:
    """The names of each series, with what joined them."""
    columns = (
        Column(title="名称", flexible=True),
        Column(title="数值", right=True),
        Column(title="首见"),
        Column(title="末见"),
        Column(title="归并"),
        Column(title="理由", flexible=True),
    )
    pages = []
    for series, group in groupby(rows, key=lambda row: row.series):
        cells = [
            (
                str(row.name),
                str(row.values),
                row.first.key,
                row.last.key,
                REASONS.get(row.reason or "", ""),
                row.said,
            )
            for row in group
        ]
        title = look.paint("title", _say_series(series)) + "\n"
        pages.append(title + render_table(columns, cells, look))
    return "\n".join(pages)


def _say_series(name: Name) -> str:
    unit = f"（{name.unit}）" if name.unit else ""
    department = f"［{name.department}］" if name.department else ""
    return f"{name}{unit}{department}"
