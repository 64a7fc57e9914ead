"""What each kind of row is made of, once for CSV, JSON and JSONL."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from .exports import Field, Value
from .options import PERIOD_KINDS
from .places import say_spot
from .records import (
    DepartmentRow,
    DocumentRow,
    FigureRow,
    FileRow,
    IndicatorRow,
    IssueRow,
    ProblemRow,
)

Row = TypeVar("Row")

QUALIFIERS = {
    "about": "约",
    "nearly": "近",
    "over": "超过",
    "at_least": "以上",
    "at_most": "以内",
    "under": "不足",
}
KINDS = {kind: chinese for chinese, kind in PERIOD_KINDS.items()} | {"earlier": "此前时段"}
# what became of a file the last time that its bytes were looked at
OUTCOMES: Mapping[str, str] = {
    "added": "收录",
    "replaced": "替换",
    "same": "未变",
    "duplicate": "重复",
    "refused": "失败",
}
FILE_STATUS = {"held": "收录", "duplicate": "重复", "refused": "失败"}
PROBLEMS = {
    "bad_bytes": "坏字",
    "converted": "转换后读取",
    "embedded_object": "嵌入对象未读",
    "indicator_unknown": "指标不明",
    "masthead_from_name": "刊头取自文件名",
    "masthead_missing": "刊头不全",
    "number_uncertain": "数字识别存疑",
    "page_recognized": "文字由识别得到",
    "page_unreadable": "有页未读",
    "period_unsettled": "报告期存疑",
    "period_without_year": "报告期缺年份",
    "reissued": "更正重发",
    "repeated_number": "期号重复",
    "repeated_whole_number": "总期号重复",
    "site_parts_left_out": "网页栏目未读",
    "skipped_label": "序号跳号",
    "table_skipped": "表格未读",
    "text_illegible": "字迹不清",
    "text_missing": "文字不全",
    "text_truncated": "文字截断",
}
STATUS_ITEMS = {
    "archive": "档案",
    "format": "格式",
    "parser_version": "解析器版本",
    "coverage.first": "收录首日",
    "coverage.last": "收录末日",
    "coverage.issues": "收录期数",
    "coverage.undated": "没有日期的期数",
    "coverage.missing": "缺的期数",
    "coverage.refused": "没有读成的文件",
    "counts.issues": "期",
    "counts.blocks": "文块",
    "counts.sections": "章节",
    "counts.figures": "数据",
    "counts.events": "事件",
    "counts.departments": "机构（提及）",
    "counts.people": "人物（提及）",
    "counts.documents": "引用文件（提及）",
    "counts.problems": "疑点",
    **{f"files.{status}": f"文件：{words}" for status, words in FILE_STATUS.items()},
    **{f"problems.{code}": f"疑点：{words}" for code, words in PROBLEMS.items()},
    "bytes.database": "数据库（字节）",
    "bytes.originals": "原件（字节）",
    "bytes.index": "索引（字节）",
    "stale": "旧版本解析的期数",
    "retry": "换了程序可以再试的文件",
    "indexed": "索引里的期数",
    "unindexed": "不在索引里的期",
}


def issue_fields(issue_of: Callable[[Row], IssueRow | None]) -> tuple[Field[Row], ...]:
    """The fields by which a row says what issue it stands in; all null where it has none."""

    def of(value: Callable[[IssueRow], Value]) -> Callable[[Row], Value]:
        def read(row: Row) -> Value:
            issue = issue_of(row)
            return None if issue is None else value(issue)

        return read

    return (
        Field(name="issue", title=None, value=of(lambda issue: issue.key)),
        Field(name="label", title="期号", value=of(lambda issue: issue.label)),
        Field(name="year", title="年", value=of(lambda issue: issue.year)),
        Field(name="number", title="期", value=of(lambda issue: issue.number)),
        Field(name="whole_number", title="总期号", value=of(lambda issue: issue.whole_number)),
        Field(name="issue_start", title="报告期起", value=of(lambda issue: issue.first)),
        Field(name="issue_end", title="报告期止", value=of(lambda issue: issue.last)),
    )


def _source(row: FigureRow | ProblemRow) -> Value:
    return row.issue.source_name


def _comparisons(row: FigureRow) -> Value:
    return tuple(comparison.printed for comparison in row.figure.comparisons)


def _period_day(row: FigureRow, which: str) -> date | None:
    period = row.figure.period
    if period is None:
        return None
    return period.start if which == "start" else period.end


FIGURE_FIELDS: tuple[Field[FigureRow], ...] = (
    *issue_fields(lambda row: row.issue),
    Field(name="scope", title="口径", value=lambda row: row.figure.scope),
    Field(name="indicator", title="指标", value=lambda row: row.figure.indicator),
    Field(name="value", title="数值", value=lambda row: row.figure.value),
    Field(name="unit", title="单位", value=lambda row: row.figure.unit),
    Field(name="qualifier", title="限定", value=lambda row: row.figure.qualifier, words=QUALIFIERS),
    Field(
        name="period_kind",
        title="时段",
        value=lambda row: None if row.figure.period is None else row.figure.period.kind,
        words=KINDS,
    ),
    Field(name="period_start", title="时段起", value=lambda row: _period_day(row, "start")),
    Field(name="period_end", title="时段止", value=lambda row: _period_day(row, "end")),
    Field(
        name="period_printed",
        title="时段原文",
        value=lambda row: None if row.figure.period is None else row.figure.period.printed,
    ),
    Field(name="comparisons", title="比较", value=_comparisons),
    Field(name="printed", title="原文", value=lambda row: row.figure.printed),
    Field(name="department", title="机构", value=lambda row: row.figure.department),
    Field(name="page", title="页", value=lambda row: row.figure.page),
    # of a number read from a picture; empty where it was typed
    Field(name="certainty", title="识别把握", value=lambda row: row.figure.certainty),
    Field(name="section", title="章节", value=lambda row: row.figure.section),
    Field(name="titles", title="章节标题", value=lambda row: row.titles, joint=" › "),
    Field(name="sentence", title="句子", value=lambda row: row.figure.sentence),
    Field(name="source", title="来源文件", value=_source),
    Field(name="place", title="出处", value=lambda row: say_spot(row.issue, row.figure.span)),
    Field(
        name="corrected",
        title="更正为",
        value=lambda row: None if row.correction is None else row.correction.value,
    ),
    Field(
        name="correction_reason",
        title="更正理由",
        value=lambda row: None if row.correction is None else row.correction.reason,
    ),
)

# in which issues something was first and last seen
_SEEN: tuple[Field[Any], ...] = (
    Field(name="first_issue", title=None, value=lambda row: row.first.key),
    Field(name="first_label", title="首见", value=lambda row: row.first.label),
    Field(name="first_date", title="首见日期", value=lambda row: row.first.first),
    Field(name="last_issue", title=None, value=lambda row: row.last.key),
    Field(name="last_label", title="末见", value=lambda row: row.last.label),
    Field(name="last_date", title="末见日期", value=lambda row: row.last.last),
)

INDICATOR_FIELDS: tuple[Field[IndicatorRow], ...] = (
    Field(name="scope", title="口径", value=lambda row: row.scope),
    Field(name="indicator", title="指标", value=lambda row: row.indicator),
    Field(name="unit", title="单位", value=lambda row: row.unit),
    Field(name="period_kind", title="时段", value=lambda row: row.period_kind, words=KINDS),
    Field(name="issues", title="期数", value=lambda row: row.issues),
    Field(name="values", title="数值个数", value=lambda row: row.values),
    *_SEEN,
)

DEPARTMENT_FIELDS: tuple[Field[DepartmentRow], ...] = (
    Field(name="name", title="规范名称", value=lambda row: row.name),
    Field(
        name="printed",
        title="原文写法",
        value=lambda row: tuple(f"{printed}×{count}" for printed, count in row.printed),
    ),
    Field(name="issues", title="期数", value=lambda row: row.issues),
    Field(name="mentions", title="次数", value=lambda row: row.mentions),
    *_SEEN,
)

DOCUMENT_FIELDS: tuple[Field[DocumentRow], ...] = (
    Field(name="title", title="标题", value=lambda row: row.title),
    Field(name="document_number", title="发文字号", value=lambda row: row.document_number),
    Field(name="mentions", title="次数", value=lambda row: row.mentions),
    Field(name="issues", title=None, value=lambda row: tuple(issue.key for issue in row.issues)),
    Field(
        name="labels",
        title="引用各期",
        value=lambda row: tuple(issue.label for issue in row.issues),
    ),
    Field(name="first_date", title="首见日期", value=lambda row: row.issues[0].first),
    Field(name="last_date", title="末见日期", value=lambda row: row.issues[-1].last),
)

FILE_FIELDS: tuple[Field[FileRow], ...] = (
    Field(name="path", title="文件", value=lambda row: row.path),
    Field(name="status", title="结果", value=lambda row: row.status, words=FILE_STATUS),
    Field(name="issue", title=None, value=lambda row: row.issue),
    Field(name="outcome", title="上次收录", value=lambda row: row.outcome, words=OUTCOMES),
    Field(name="moment", title="时间", value=lambda row: row.moment),
    Field(name="message", title="说明", value=lambda row: row.message),
    Field(name="remedy", title="办法", value=lambda row: row.remedy),
    Field(name="size", title="字节", value=lambda row: row.size),
    Field(name="sha256", title="sha256", value=lambda row: row.sha256),
    Field(name="original", title="所存原件", value=lambda row: row.original),
)

STATUS_FIELDS: tuple[Field[tuple[str, Value]], ...] = (
    Field(name="item", title="项目", value=lambda row: row[0], words=STATUS_ITEMS),
    Field(name="value", title="数值", value=lambda row: row[1]),
)

PROBLEM_FIELDS: tuple[Field[ProblemRow], ...] = (
    *issue_fields(lambda row: row.issue),
    Field(name="code", title="种类", value=lambda row: row.problem.code, words=PROBLEMS),
    Field(name="message", title="疑点", value=lambda row: row.problem.message),
    Field(name="section", title="章节", value=lambda row: row.problem.section),
    Field(name="page", title="页", value=lambda row: row.page),
    Field(name="source", title="来源文件", value=_source),
)
