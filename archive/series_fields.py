"""What a row of a series, of its months and of its names is made of, for CSV, JSON and JSONL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .checks import Check, worst_of
from .derived import Derived, DerivedKind, Span
from .exports import Field, Value
from .fields import KINDS, issue_fields
from .joining import Joining
from .names import Name, name_of
from .periods import PointKind
from .places import say_spot
from .records import FigureRow, IssueRow
from .series import Gap, Point, Series

VERDICTS = {"holds": "一致", "differs": "不一致", "unknown": "无法核对"}
MARKS = {"printed": "已载", "absent": "未载", "missing": "缺期"}
REASONS = {
    "wording": "写法不同",
    "short": "简称",
    "numbers": "数字印证",
    "renamed": "口径改名",
    "successor": "前后相接",
    "file": "档案自定",
    "supposed": "可能改名，未合并",
}
DERIVED_TITLES: dict[DerivedKind, tuple[str, str]] = {
    "week": ("week_derived", "本周（推算）"),
    "year_to_date": ("year_to_date_derived", "今年以来（推算）"),
    "week_on_week": ("week_on_week", "环比%（推算）"),
    "week_on_year": ("week_on_year", "同比%（推算）"),
    "year_to_date_on_year": ("year_to_date_on_year", "累计同比%（推算）"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A line of a series: an issue or a gap, with the checks whose subject it prints."""

    series: Series
    row: Point | Gap
    checks: tuple[Check, ...] = ()

    @property
    def point(self) -> Point | None:
        """The issue's numbers; None for a gap."""
        return self.row if isinstance(self.row, Point) else None

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """What is printed; nothing in a gap."""
        return () if self.point is None else self.point.figures

    @property
    def mark(self) -> str:
        """printed, absent (the issue does not print it) or missing (no issue)."""
        if self.point is None:
            return "missing"
        return "printed" if self.point.figures else "absent"


def spot_of(row: FigureRow) -> str:
    """The place of a figure, as ``show`` and ``correct`` take it."""
    return say_spot(row.issue, row.figure.span)


def series_fields(kinds: Sequence[PointKind]) -> tuple[Field[SeriesRow], ...]:
    """The fields of a series' rows: a column for each kind of period in ``kinds``."""
    return (
        *issue_fields(lambda row: row.point and row.point.issue),
        Field(name="mark", title="载缺", value=lambda row: row.mark, words=MARKS),
        Field(name="missing", title="缺期", value=_missing),
        Field(name="scope", title="口径", value=lambda row: row.series.scope),
        Field(name="indicator", title="指标", value=lambda row: row.series.indicator),
        Field(name="unit", title="单位", value=lambda row: row.series.unit),
        Field(name="department", title="机构", value=lambda row: row.series.department),
        Field(name="names", title="本期名称", value=_names),
        *(_kind_field(kind) for kind in kinds),
        *(_derived_field(kind) for kind in DERIVED_TITLES),
        Field(name="derived_from", title="推算依据", value=_derived_from),
        Field(name="restated", title="他期重述", value=_restated),
        Field(name="corrected", title="更正", value=_corrected),
        Field(name="check", title="核对", value=lambda row: worst_of(row.checks), words=VERDICTS),
        Field(name="difference", title="累计差额", value=_difference),
        Field(name="findings", title="核对说明", value=_findings),
        Field(name="printed", title="原文", value=_each(lambda f: f.figure.printed)),
        Field(name="page", title="页", value=_each(lambda f: str(f.figure.page or ""))),
        Field(name="section", title="章节", value=_each(lambda f: f.figure.section or "")),
        Field(name="places", title="出处", value=_each(spot_of)),
        Field(name="sentence", title="句子", value=_each(lambda f: f.figure.sentence)),
    )


def _each(value: Callable[[FigureRow], str]) -> Callable[[SeriesRow], Value]:
    """The value of every printed number, in the same order in all columns."""
    return lambda row: tuple(value(figure) for figure in row.figures)


def _missing(row: SeriesRow) -> Value:
    return row.row.label if isinstance(row.row, Gap) else None


def _names(row: SeriesRow) -> Value:
    """The names it has in this issue, where they are others than the series goes by."""
    usual = (row.series.scope or "", row.series.indicator or "")
    names = dict.fromkeys(name_of(figure) for figure in row.figures)
    return tuple(str(name) for name in names if (name.scope, name.indicator) != usual)


def _kind_field(kind: PointKind) -> Field[SeriesRow]:
    return Field(
        name=kind or "value",
        title=KINDS[kind] if kind else "数值",
        value=lambda row: None if row.point is None else row.point.value(kind),
    )


def _derived_field(kind: DerivedKind) -> Field[SeriesRow]:
    name, title = DERIVED_TITLES[kind]
    return Field(name=name, title=title, value=lambda row: _worked_out(row, kind))


def _worked_out(row: SeriesRow, kind: DerivedKind) -> Decimal | None:
    derived = None if row.point is None else row.point.worked_out(kind)
    return None if derived is None else derived.value


def _derived_from(row: SeriesRow) -> Value:
    if row.point is None:
        return ()
    worked: list[Derived] = [d for d in row.point.derived if d.kind in ("week", "year_to_date")]
    return tuple(dict.fromkeys(spot_of(source) for one in worked for source in one.sources))


def _restated(row: SeriesRow) -> Value:
    if row.point is None:
        return ()
    return tuple(f"{figure.figure.printed}（{spot_of(figure)}）" for figure in row.point.restated)


def _corrected(row: SeriesRow) -> Value:
    return tuple(
        f"{figure.figure.printed}更正为{format(figure.correction.value, 'f')}"
        f"（{figure.correction.reason}）"
        for figure in row.figures
        if figure.correction is not None
    )


def _difference(row: SeriesRow) -> Value:
    """By how much a total differs from the one before and the week; 0 where it holds."""
    for check in row.checks:
        if check.kind in ("total", "falling") and check.verdict != "unknown":
            return Decimal(0) if check.verdict == "holds" else check.difference
    return None


def _findings(row: SeriesRow) -> Value:
    return tuple(check.said for check in row.checks if check.verdict != "holds")


SpanRow = tuple[Series, Span, Decimal | None]  # the last: change against the year before, percent

SPAN_FIELDS: tuple[Field[SpanRow], ...] = (
    Field(name="span", title="时段", value=lambda row: row[1].label),
    Field(name="year", title="年", value=lambda row: row[1].year),
    Field(name="number", title="月或季", value=lambda row: row[1].number or None),
    Field(name="scope", title="口径", value=lambda row: row[0].scope),
    Field(name="indicator", title="指标", value=lambda row: row[0].indicator),
    Field(name="unit", title="单位", value=lambda row: row[0].unit),
    Field(name="department", title="机构", value=lambda row: row[0].department),
    Field(name="value_derived", title="合计（推算）", value=lambda row: row[1].value),
    Field(name="slack", title="误差", value=lambda row: row[1].slack if row[1].value else None),
    Field(name="on_year", title="同比%（推算）", value=lambda row: row[2]),
    Field(name="issues", title="期数", value=lambda row: row[1].issues),
    Field(name="first_label", title="首期", value=lambda row: row[1].first.label),
    Field(name="last_label", title="末期", value=lambda row: row[1].last.label),
    Field(name="reason", title="推不出的原因", value=lambda row: row[1].reason),
    Field(
        name="derived_from",
        title="推算依据",
        value=lambda row: tuple(spot_of(source) for source in row[1].sources),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name of a series, where it occurs, and why it belongs there; or a supposed renaming."""

    series: Name  # the series' own name, as printed most often
    name: Name
    first: IssueRow
    last: IssueRow
    values: int
    reason: str | None  # None: the series' own name
    said: str


NAME_FIELDS: tuple[Field[NameRow], ...] = (
    Field(name="series_scope", title="序列口径", value=lambda row: row.series.scope or None),
    Field(
        name="series_indicator", title="序列指标", value=lambda row: row.series.indicator or None
    ),
    Field(name="scope", title="口径", value=lambda row: row.name.scope or None),
    Field(name="indicator", title="指标", value=lambda row: row.name.indicator or None),
    Field(name="unit", title="单位", value=lambda row: row.name.unit),
    Field(name="department", title="机构", value=lambda row: row.name.department or None),
    Field(name="values", title="数值个数", value=lambda row: row.values),
    Field(name="first_issue", title=None, value=lambda row: row.first.key),
    Field(name="first_label", title="首见", value=lambda row: row.first.label),
    Field(name="last_issue", title=None, value=lambda row: row.last.key),
    Field(name="last_label", title="末见", value=lambda row: row.last.label),
    Field(name="reason", title="归并", value=lambda row: row.reason, words=REASONS),
    Field(name="said", title="理由", value=lambda row: row.said or None),
)


def joining_of(name: Name, joinings: Sequence[Joining]) -> Joining | None:
    """What joined a name to its series; None for the name that the others were joined to."""
    return next((joining for joining in joinings if joining.other == name), None) or next(
        (joining for joining in joinings if joining.one == name), None
    )


def checks_by_figure(checks: Sequence[Check]) -> Mapping[str, tuple[Check, ...]]:
    """The checks whose subject, the first of their figures, stands at a place."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        if check.figures:
            found.setdefault(spot_of(check.figures[0]), []).append(check)
    return {spot: tuple(some) for spot, some in found.items()}
