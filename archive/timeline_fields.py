"""What an event of a timeline is made of, once for CSV, JSON and JSONL."""

from .exports import Field, Value
from .fields import issue_fields
from .places import say_spot
from .timelines import Entry

CERTAINTIES = {
    "day": "写明日子",
    "range": "写明起止",
    "assumed": "起止是推定的",
    "unknown": "日期不明",
}
_REASONS = {"asked": "所查", "document": "同引文件"}


def _spots(entry: Entry) -> Value:
    return tuple(say_spot(row.issue, row.event.span) for row in entry.reports)


TIMELINE_FIELDS: tuple[Field[Entry], ...] = (
    Field(
        name="date",
        title="日期",
        value=lambda entry: entry.start if entry.start == entry.end else None,
    ),
    Field(name="start", title="起", value=lambda entry: entry.start),
    Field(name="end", title="止", value=lambda entry: entry.end),
    Field(name="date_printed", title="日期原文", value=lambda entry: entry.event.date_printed),
    Field(
        name="certainty",
        title="日期确切程度",
        value=lambda entry: entry.certainty,
        words=CERTAINTIES,
    ),
    Field(
        name="assumed_start",
        title="推定起",
        value=lambda entry: None if entry.assumed is None else entry.assumed[0],
    ),
    Field(
        name="assumed_end",
        title="推定止",
        value=lambda entry: None if entry.assumed is None else entry.assumed[1],
    ),
    Field(name="actors", title="机构", value=lambda entry: entry.event.actors),
    Field(name="action", title="事项", value=lambda entry: entry.event.action),
    Field(name="places", title="地点", value=lambda entry: entry.event.places),
    Field(name="people", title="人物", value=lambda entry: entry.event.people),
    Field(
        name="documents",
        title="引用文件",
        value=lambda entry: tuple(map(str, entry.documents)),
    ),
    Field(
        name="listed_for",
        title="列入原因",
        value=lambda entry: "document" if entry.is_related else "asked",
        words=_REASONS,
    ),
    Field(
        name="reports",
        title="报道各期",
        value=lambda entry: tuple(dict.fromkeys(row.issue.label for row in entry.reports)),
    ),
    Field(name="report_places", title="各处出处", value=_spots),
    *issue_fields(lambda entry: entry.reports[0].issue),
    Field(name="page", title="页", value=lambda entry: entry.reports[0].page),
    Field(name="section", title="章节", value=lambda entry: entry.event.section),
    Field(
        name="titles", title="章节标题", value=lambda entry: entry.reports[0].titles, joint=" › "
    ),
    Field(name="sentence", title="句子", value=lambda entry: entry.event.sentence),
    Field(name="source", title="来源文件", value=lambda entry: entry.reports[0].issue.source_name),
    Field(
        name="place",
        title="出处",
        value=lambda entry: say_spot(entry.reports[0].issue, entry.event.span),
    ),
)
