"""What the rows of a search are made of, once for CSV, JSON and JSONL."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from .exports import Field, Value
from .fields import issue_fields
from .records import IssueRow, Place
from .search_records import Neighbour, QueryCount, Surroundings, YearHits

if TYPE_CHECKING:
    from index.results import Hit

HitRow = tuple[IssueRow, "Hit"]

HIT_FIELDS: tuple[Field[HitRow], ...] = (
    *issue_fields(lambda row: row[0]),
    Field(name="section", title="章节", value=lambda row: row[1].section),
    Field(name="titles", title="章节标题", value=lambda row: row[1].titles, joint=" › "),
    Field(name="page", title="页", value=lambda row: row[1].page),
    Field(
        name="snippet",
        title="摘要",
        value=lambda row: "".join(f"【{w}】" if matched else w for w, matched in row[1].snippet),
    ),
    Field(name="text", title="全文", value=lambda row: row[1].text),
    Field(name="source", title="来源文件", value=lambda row: row[0].source_name),
)


def context_fields(
    surroundings: Mapping[Place, Surroundings],
) -> tuple[Field[HitRow], ...]:
    """The fields of a hit with what stands before and behind it."""

    def texts(row: HitRow, side: Callable[[Surroundings], Sequence[Neighbour]]) -> Value:
        around = surroundings.get((row[1].issue, row[1].position))
        return () if around is None else tuple(neighbour.text for neighbour in side(around))

    return (
        *HIT_FIELDS,
        Field(name="before", title="前文", value=lambda row: texts(row, lambda a: a.before)),
        Field(name="after", title="后文", value=lambda row: texts(row, lambda a: a.after)),
    )


YEAR_FIELDS: tuple[Field[YearHits], ...] = (
    Field(name="year", title="年", value=lambda row: row.year),
    Field(name="held", title="收录期数", value=lambda row: row.held),
    Field(name="issues", title="命中期数", value=lambda row: row.issues),
    Field(name="hits", title="命中处数", value=lambda row: row.hits),
    Field(name="rate", title="每期处数", value=lambda row: row.rate),
)

_COUNTS: tuple[Field[QueryCount], ...] = (
    Field(name="query", title="查询", value=lambda row: row.query),
    Field(name="issues", title="命中期数", value=lambda row: row.answer.issues),
    Field(name="hits", title="命中处数", value=lambda row: row.answer.total),
)
_ENDS: tuple[Field[QueryCount], ...] = (
    Field(name="first_issue", title=None, value=lambda row: _of(row.answer.first, "key")),
    Field(name="first_label", title="首见", value=lambda row: _of(row.answer.first, "label")),
    Field(name="first_date", title="首见日期", value=lambda row: _of(row.answer.first, "first")),
    Field(name="last_issue", title=None, value=lambda row: _of(row.answer.last, "key")),
    Field(name="last_label", title="末见", value=lambda row: _of(row.answer.last, "label")),
    Field(name="last_date", title="末见日期", value=lambda row: _of(row.answer.last, "last")),
)


def _of(issue: IssueRow | None, name: str) -> Value:
    value: Value = None if issue is None else getattr(issue, name)
    return value


def batch_fields(rows: Sequence[QueryCount]) -> tuple[Field[QueryCount], ...]:
    """The fields of the queries of a file, with a column of hits for each year."""
    line: Field[QueryCount] = Field(name="line", title="行", value=lambda row: row.line)
    return (line, *_COUNTS, *_ENDS, *_year_fields(rows))


def topic_fields(rows: Sequence[QueryCount]) -> tuple[Field[QueryCount], ...]:
    """The fields of saved topics, with a column of hits for each year."""
    topic: Field[QueryCount] = Field(name="topic", title="主题", value=lambda row: row.topic)
    new: Field[QueryCount] = Field(name="new", title="新来", value=lambda row: row.new)
    return (topic, *_COUNTS, new, *_ENDS, *_year_fields(rows))


def _year_fields(rows: Sequence[QueryCount]) -> tuple[Field[QueryCount], ...]:
    years = sorted({year.year for row in rows for year in row.answer.per_year})
    return tuple(_year_field(year) for year in years)


def _year_field(year: int) -> Field[QueryCount]:
    def hits(row: QueryCount) -> Value:
        return next((one.hits for one in row.answer.per_year if one.year == year), 0)

    return Field(name=str(year), title=f"{year}年", value=hits)


NewHitRow = tuple[str, HitRow]  # the topic for which it is new


def _of_hit(field: Field[HitRow]) -> Field[NewHitRow]:
    def value(row: NewHitRow) -> Value:
        return field.value(row[1])

    return Field(name=field.name, title=field.title, value=value, joint=field.joint)


NEW_HIT_FIELDS: tuple[Field[NewHitRow], ...] = (
    Field(name="topic", title="主题", value=lambda row: row[0]),
    *(_of_hit(field) for field in HIT_FIELDS),
)
