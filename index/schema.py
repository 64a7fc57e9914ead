"""The one table of search fields: parsing, help text and docs/query.md are made from it."""

from dataclasses import dataclass
from typing import Literal

# how a field's value is compared:
#   contains  the value stands in the name ("…" round the value: it is the whole name)
#   issue     an issue's number, whole number or key
#   date      a day or a stretch of days that the period touches
#   choice    one of a few words
FieldKind = Literal["contains", "issue", "date", "choice"]

# the two fields that carry the text of a passage: what stands in it, and what ranks it
CHARACTERS = "characters"
WORDS = "words"
# the fields that hold names: those of a query, and the path of the section
NAME_FIELDS = (
    "date",
    "department",
    "document",
    "indicator",
    "issue",
    "kind",
    "path",
    "person",
    "section",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchField:
    """One field that a query can name (检索项)."""

    key: str  # name in code and in English queries
    name: str  # the Chinese name, as printed back to the user
    aliases: tuple[str, ...]  # other names that a query may use
    kind: FieldKind
    help: str  # one Chinese sentence, shown by the help of `search`
    example: str


FIELDS: tuple[SearchField, ...] = (
    SearchField(
        key="department",
        name="部门",
        aliases=("机构", "单位", "dept"),
        kind="contains",
        help="段落中提到的机构，规范名或文中写法含有这几个字",
        example="部门:生态环境厅",
    ),
    SearchField(
        key="section",
        name="栏目",
        aliases=("章节", "标题"),
        kind="contains",
        help="所在各级标题含有这几个字；写层次路径（如 三/2）则限定该章节及其下级",
        example="栏目:工作动态",
    ),
    SearchField(
        key="issue",
        name="期",
        aliases=("期号", "总期号"),
        kind="issue",
        help="期号：总期号 212，年份-期号 2019-9，或范围 200..212",
        example="期:212",
    ),
    SearchField(
        key="date",
        name="日期",
        aliases=("时间", "报告期"),
        kind="date",
        help="报告期与这段日期有交集：年、月、日、范围，或 去年、近三年 等",
        example="日期:2023-07..2023-08",
    ),
    SearchField(
        key="document",
        name="文号",
        aliases=("发文字号", "文件"),
        kind="contains",
        help="引用文件的发文字号，括号写成哪种都行",
        example="文号:青环函〔2019〕18号",
    ),
    SearchField(
        key="person",
        name="人物",
        aliases=("人员", "姓名"),
        kind="contains",
        help="段落中提到的带职务的人物",
        example="人物:张三",
    ),
    SearchField(
        key="kind",
        name="类型",
        aliases=("类别", "type"),
        kind="choice",
        help="含有数据的段落，或含有事件（工作动态）的段落",
        example="类型:数据",
    ),
    SearchField(
        key="indicator",
        name="指标",
        aliases=("数据指标",),
        kind="contains",
        help="段落中有这个指标（连同口径）的数据",
        example="指标:受理",
    ),
)

# values of the field 类型, as typed, with the term that the index holds
KINDS = {
    "数据": "数据",
    "figure": "数据",
    "figures": "数据",
    "事件": "事件",
    "event": "事件",
    "events": "事件",
}

_BY_NAME = {
    name.lower(): field for field in FIELDS for name in (field.key, field.name, *field.aliases)
}
_BY_KEY = {field.key: field for field in FIELDS}


def find_field(name: str) -> SearchField | None:
    """The field of that Chinese or English name, None if there is none; case does not count."""
    return _BY_NAME.get(name.lower())


def field_of(key: str) -> SearchField:
    """The field with this key; an unknown key is a mistake in our code."""
    return _BY_KEY[key]


def field_names() -> tuple[str, ...]:
    """Every name that a query may write before a colon."""
    return tuple(_BY_NAME)


def render_help() -> str:
    """One line per field, for the help of ``search``."""
    return "\n".join(
        f"  {field.name}:（{field.key}:）  {field.help}。例：{field.example}" for field in FIELDS
    )
