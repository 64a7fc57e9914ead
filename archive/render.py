"""Lists as text for a terminal or a pipe; where it is printed is not known here."""

from collections.abc import Sequence

from .fields import KINDS
from .periods import kind_of
from .records import DepartmentRow, DocumentRow, FigureRow, IndicatorRow
from .screen import Column, Look, render_table
from .wording import say_figure_source, say_value


def render_figures(rows: Sequence[FigureRow], look: Look) -> str:
    """Figures as a table: what is counted, how many, over what time, and where it stands."""
    columns = (
        Column(title="期号"),
        Column(title="口径", flexible=True),
        Column(title="指标", flexible=True),
        Column(title="数值", right=True),
        Column(title="单位"),
        Column(title="时段", flexible=True),
        Column(title="比较", flexible=True, optional=True),
        Column(title="出处"),
    )
    return render_table(columns, [_figure_cells(row) for row in rows], look)


def _figure_cells(row: FigureRow) -> tuple[str, ...]:
    figure = row.figure
    return (
        row.issue.key,
        figure.scope or "",
        figure.indicator or "",
        say_value(figure),
        figure.unit,
        _figure_period(row),
        "；".join(comparison.printed for comparison in figure.comparisons),
        say_figure_source(figure),
    )


def _figure_period(row: FigureRow) -> str:
    """The kind of period where it is the issue's own, else the printed words: 上周, 二季度."""
    period, kind = row.figure.period, kind_of(row)
    if period is None:
        return ""
    own = kind == period.kind and kind in ("week", "year_to_date", "as_of")
    return KINDS[period.kind] if own else period.printed or KINDS[period.kind]


def render_indicators(rows: Sequence[IndicatorRow], look: Look) -> str:
    """The catalogue of indicators."""
    columns = (
        Column(title="口径", flexible=True),
        Column(title="指标", flexible=True),
        Column(title="单位"),
        Column(title="时段"),
        Column(title="期数", right=True),
        Column(title="首见"),
        Column(title="末见"),
    )
    cells = [
        (
            row.scope or "",
            row.indicator or "",
            row.unit,
            KINDS[row.period_kind] if row.period_kind else "",
            str(row.issues),
            row.first.key,
            row.last.key,
        )
        for row in rows
    ]
    return render_table(columns, cells, look)


def render_departments(rows: Sequence[DepartmentRow], look: Look) -> str:
    """Departments with the forms they are printed in, commonest first."""
    columns = (
        Column(title="规范名称", flexible=True),
        Column(title="原文写法", flexible=True),
        Column(title="期数", right=True),
        Column(title="次数", right=True),
        Column(title="首见"),
        Column(title="末见"),
    )
    cells = [
        (
            row.name or "（名册里没有）",
            "、".join(f"{printed}×{count}" for printed, count in row.printed),
            str(row.issues),
            str(row.mentions),
            row.first.key,
            row.last.key,
        )
        for row in rows
    ]
    return render_table(columns, cells, look)


def render_documents(rows: Sequence[DocumentRow], look: Look) -> str:
    """Cited documents and the issues that cite them."""
    columns = (
        Column(title="文件", flexible=True),
        Column(title="发文字号", flexible=True),
        Column(title="次数", right=True),
        Column(title="引用各期", flexible=True),
    )
    cells = [
        (
            f"《{row.title}》" if row.title else "",
            row.document_number or "",
            str(row.mentions),
            "、".join(issue.key for issue in row.issues),
        )
        for row in rows
    ]
    return render_table(columns, cells, look)
