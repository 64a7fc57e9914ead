"""The tables of an export, described once: the dictionary, the files and the database follow it.

Tidy: one row for one thing, one column for one property, lists in tables of their own. Names are
English as in format 1; every column has a Chinese title and is explained in both languages.
"""

from .export_schema import ExportTable, column, maybe
from .fields import FILE_STATUS, KINDS, PROBLEMS, QUALIFIERS
from .render_series import CHECK_KINDS
from .series_fields import VERDICTS

_BASES = {"year_on_year": "同比", "period_on_period": "环比", "since": "自某时以来"}
_DIRECTIONS = {"up": "上升", "down": "下降", "flat": "持平"}
_BLOCK_KINDS = {
    "paragraph": "正文",
    "table": "表格",
    "heading": "标题",
    "furniture": "页眉页脚等",
}
_ROLES = {"actor": "行为机构", "place": "地点", "person": "人物"}

ISSUE = column(
    "issue", "期编号", "text", "Key of the issue: issues.issue", "期的编号，对应 issues.issue"
)
POSITION = column(
    "position",
    "次序",
    "integer",
    "Order within the issue, from 0",
    "在这一期里的次序，从 0 起",
)
SECTION = maybe(
    "section",
    "章节",
    "text",
    "Path of the section it stands in, as 一/（三）/2",
    "所在章节的层次路径，如 一/（三）/2",
)
SENTENCE = column("sentence", "句子", "text", "The whole sentence", "所在的整句，照原文")
PAGE = maybe(
    "page",
    "页",
    "integer",
    "Page, from 1; empty where the format has no pages",
    "页码，从 1 起；格式不分页的为空",
)
SPOT = column(
    "place",
    "出处",
    "text",
    "Where the words stand; `zhoubao show PLACE` opens the sentence",
    "原文的位置；用 zhoubao show 加上它，就打开那一句",
)
DEPARTMENT = maybe(
    "name",
    "规范名称",
    "text",
    "Canonical name by the register at that date; empty where it is not in the register",
    "按当时的名册确定的规范名称；名册里没有的为空",
)
_HEAD = (ISSUE, POSITION, SPOT, SECTION, PAGE)
_OF_ISSUE = (("issue",), "issues", ("issue",))

ISSUES = ExportTable(
    name="issues",
    title="期",
    english="One row for each issue held",
    chinese="收录的期，一期一行",
    key=("issue",),
    indexed=(("year", "number"), ("whole_number",), ("first_day",)),
    columns=(
        column(
            "issue",
            "期编号",
            "text",
            "Key: year and number, as 2023-27; `zhoubao show KEY` opens the issue",
            "编号：年和期，如 2023-27；用 zhoubao show 加上它打开这一期",
        ),
        column("label", "期号", "text", "What people call the issue", "通常的叫法"),
        maybe("series", "刊名", "text", "Name of the periodical", "刊名"),
        maybe("publisher", "编发机关", "text", "Publisher as printed", "编发机关，照原文"),
        maybe("year", "年", "integer", "Year the number counts in", "期号所属的年"),
        maybe("number", "期", "integer", "Number within the year", "年内期号"),
        maybe("whole_number", "总期号", "integer", "Number over all years", "总期号"),
        maybe("first_day", "报告期起", "date", "First day it reports on", "报告期的第一天"),
        maybe("last_day", "报告期止", "date", "Last day it reports on", "报告期的最后一天"),
        maybe("period_printed", "报告期原文", "text", "The period as printed", "报告期，照原文"),
        maybe("published", "印发日期", "date", "Day of publication", "印发日期"),
        maybe("pages", "页数", "integer", "Number of pages", "页数"),
        maybe("copies", "印数", "integer", "Copies printed", "印数"),
        column("source", "来源文件", "text", "Name of the file", "来源文件的名称"),
        column("sha256", "sha256", "text", "SHA-256 of the file's bytes", "来源文件的 SHA-256"),
        column("media_type", "格式", "text", "Media type of the file", "来源文件的格式"),
        column("parser_version", "解析器版本", "text", "Parser that read it", "读它的解析器的版本"),
    ),
)
BLOCKS = ExportTable(
    name="blocks",
    title="文块",
    english="The text as printed: one row for each paragraph or table",
    chinese="原文，一段或一表一行",
    key=("issue", "block"),
    links=(_OF_ISSUE,),
    columns=(
        ISSUE,
        column(
            "block",
            "文块",
            "integer",
            "Order within the issue, from 0",
            "在这一期里的次序，从 0 起",
        ),
        column("kind", "种类", "text", "Kind of block", "文块的种类", words=_BLOCK_KINDS),
        PAGE,
        column("text", "原文", "text", "The words as printed", "文字，照原文"),
    ),
)
SECTIONS = ExportTable(
    name="sections",
    title="章节",
    english="The outline: one row for each section or numbered item",
    chinese="层次，一个章节或一条一行",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    indexed=(("issue", "path"),),
    columns=(
        ISSUE,
        POSITION,
        column(
            "path",
            "层次路径",
            "text",
            "Path of labels; slips of numbering can give two sections one path",
            "序号连成的路径；原文序号有误时，两个章节可能同路径",
        ),
        column(
            "level",
            "层次",
            "integer",
            "1 一、 2 （一） 3 1. 4 （1）",
            "1 是一、，2 是（一），3 是 1.，4 是（1）",
        ),
        column("label", "序号原文", "text", "The label as printed", "序号，照原文"),
        maybe("heading", "标题", "text", "Heading without its label", "标题，不含序号"),
        column(
            "titles", "各级标题", "text", "Headings from the outermost", "自外而内的标题，以 › 相连"
        ),
        column("first_block", "首块", "integer", "First block: blocks.block", "第一个文块"),
        column("last_block", "末块", "integer", "Last block, included", "最后一个文块，含"),
    ),
)
FIGURES = ExportTable(
    name="figures",
    title="数据",
    english="One row for each number printed; nothing here is derived or corrected",
    chinese="印出的每一个数，一数一行；这里没有推算或更正的数",
    key=("issue", "position"),
    links=(_OF_ISSUE, (("indicator_id",), "indicators", ("indicator_id",))),
    indexed=(("indicator_id",), ("indicator",), ("scope", "indicator", "unit", "period_kind")),
    columns=(
        *_HEAD,
        column(
            "indicator_id",
            "指标编号",
            "integer",
            "Its indicator under all names: indicators.indicator_id",
            "属于哪个指标（各种叫法归在一起）",
        ),
        maybe("scope", "口径", "text", "What is counted", "口径：数的是哪一范围"),
        maybe("indicator", "指标", "text", "What is said of it", "指标：数的是什么"),
        column(
            "value",
            "数值",
            "number",
            "The number; 万 and 亿 multiplied out",
            "数值；万、亿已经乘出",
        ),
        column(
            "unit",
            "单位",
            "text",
            "Unit without 万/亿; % is a unit",
            "单位，不含万、亿；% 也是单位",
        ),
        maybe(
            "qualifier",
            "限定",
            "text",
            "about, nearly, over, at_least, at_most, under",
            "约、近、超过、以上、以内、不足",
            words=QUALIFIERS,
        ),
        maybe(
            "period_kind",
            "时段",
            "text",
            "Kind of period the number speaks of",
            "这个数说的是哪种时段",
            words=KINDS,
        ),
        maybe("period_start", "时段起", "date", "First day of that period", "时段的第一天"),
        maybe("period_end", "时段止", "date", "Last day of that period", "时段的最后一天"),
        maybe("period_printed", "时段原文", "text", "The period as printed", "时段，照原文"),
        maybe("department", "机构", "text", "Whose number it is", "是哪个机构的数"),
        column("printed", "原文", "text", "The number as printed", "这个数，照原文"),
        SENTENCE,
        maybe(
            "certainty",
            "识别把握",
            "number",
            "How surely it was read from a picture, 0 to 1; empty where it was typed",
            "从图片识别得来的有几分把握，0 到 1；不是识别得来的为空",
        ),
    ),
)
INDICATORS = ExportTable(
    name="indicators",
    title="指标",
    english="One row for each number over time; names that were found to be one are one",
    chinese="一个指标一行；查明是同一指标的不同叫法归为一个",
    key=("indicator_id",),
    columns=(
        column(
            "indicator_id",
            "指标编号",
            "integer",
            "Its number, from 1; another export can number anew",
            "编号，从 1 起；再次导出时可能不同",
        ),
        maybe("scope", "口径", "text", "What is counted, as printed most often", "最常见的口径"),
        maybe("indicator", "指标", "text", "As printed most often", "最常见的指标名"),
        column("unit", "单位", "text", "Unit", "单位"),
        maybe("department", "机构", "text", "Whose numbers they are", "是哪个机构的数"),
        column(
            "names", "全部叫法", "text", "All names, most frequent first", "全部叫法，常见的在前"
        ),
        maybe("why", "归并的理由", "text", "Why they are one, in Chinese", "为什么归为一个"),
    ),
)
CHECKS = ExportTable(
    name="checks",
    title="核对",
    english="What was compared, and whether it holds, differs, or cannot be told",
    chinese="核对了什么，一致、不一致还是无法核对",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    indexed=(("verdict", "kind"),),
    columns=(
        ISSUE,
        POSITION,
        SPOT,
        column(
            "kind", "种类", "text", "Kind of check", "核对的种类", words=dict(CHECK_KINDS.items())
        ),
        column(
            "verdict", "结论", "text", "holds, differs or unknown", "核对的结论", words=VERDICTS
        ),
        maybe("printed", "印作", "number", "The number in doubt", "有疑点的数"),
        maybe("expected", "应为", "number", "What the others make of it", "按别的数推算应为多少"),
        column("said", "说明", "text", "What was found, in Chinese", "发现了什么"),
    ),
)
COMPARISONS = ExportTable(
    name="comparisons",
    title="比较",
    english="Changes printed beside a figure: 同比, 环比",
    chinese="原文随数写出的同比、环比",
    key=("issue", "figure", "position"),
    links=((("issue", "figure"), "figures", ("issue", "position")),),
    columns=(
        ISSUE,
        column("figure", "数据次序", "integer", "Its figure: figures.position", "属于哪一个数"),
        column("position", "次序", "integer", "Order, from 0", "次序，从 0 起"),
        column("basis", "比较对象", "text", "What it compares with", "与什么比较", words=_BASES),
        column("direction", "方向", "text", "up, down or flat", "升、降、平", words=_DIRECTIONS),
        maybe("value", "幅度", "number", "By how much", "升降多少"),
        maybe("unit", "单位", "text", "%, 个百分点 or a unit", "%、个百分点或别的单位"),
        column("printed", "原文", "text", "The change as printed", "照原文"),
    ),
)
CORRECTIONS = ExportTable(
    name="corrections",
    title="更正",
    english="What printed numbers should have been; figures.value keeps what is printed",
    chinese="印错的数应当是多少；figures.value 仍是印出的数",
    key=("issue", "figure"),
    links=((("issue", "figure"), "figures", ("issue", "position")),),
    columns=(
        ISSUE,
        column("figure", "数据次序", "integer", "Its figure: figures.position", "更正哪一个数"),
        SPOT,
        column("printed", "原文", "text", "The number as printed", "这个数，照原文"),
        column("value", "更正为", "number", "What it should say", "应当是多少"),
        column("reason", "理由", "text", "Why", "为什么"),
        column("day", "日期", "date", "When it was entered", "哪一天更正的"),
    ),
)
EVENTS = ExportTable(
    name="events",
    title="事件",
    english="Who did what and when; repeats in other issues are not merged here",
    chinese="谁在什么时候做了什么；各期的重复报道在这里不合并",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    indexed=(("start_day",),),
    columns=(
        *_HEAD,
        maybe("day", "日期", "date", "The day, where one is printed", "日期，原文写明的"),
        maybe("start_day", "起", "date", "First day it can have been", "可能的第一天"),
        maybe("end_day", "止", "date", "Last day it can have been", "可能的最后一天"),
        maybe("date_printed", "日期原文", "text", "The date as printed", "日期，照原文"),
        column("action", "事项", "text", "What was done", "做了什么"),
        SENTENCE,
    ),
)
EVENT_NAMES = ExportTable(
    name="event_names",
    title="事件各方",
    english="Actors, places and people of events, one a row",
    chinese="事件里的机构、地点、人物，一个一行",
    key=("issue", "event", "role", "position"),
    links=((("issue", "event"), "events", ("issue", "position")),),
    indexed=(("name",),),
    columns=(
        ISSUE,
        column("event", "事件次序", "integer", "Its event: events.position", "属于哪一件事"),
        column(
            "role", "角色", "text", "actor, place or person", "机构、地点还是人物", words=_ROLES
        ),
        column("position", "次序", "integer", "Order as printed, from 0", "原文里的次序"),
        column(
            "name",
            "名称",
            "text",
            "Canonical where known, else as printed",
            "名册里有的用规范名称，否则照原文",
        ),
    ),
)
DEPARTMENTS = ExportTable(
    name="departments",
    title="机构提及",
    english="Every mention of a department",
    chinese="提到机构的每一处",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    indexed=(("name",),),
    columns=(
        *_HEAD,
        DEPARTMENT,
        column("printed", "原文", "text", "The name as printed", "名称，照原文"),
    ),
)
PEOPLE = ExportTable(
    name="people",
    title="人物提及",
    english="Every mention of a person with a title",
    chinese="提到人物和职务的每一处",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    indexed=(("name",),),
    columns=(
        *_HEAD,
        column("name", "姓名", "text", "Name", "姓名"),
        maybe("title", "职务", "text", "Title as printed", "职务，照原文"),
        maybe("organization", "机构", "text", "Canonical where known", "所在机构"),
    ),
)
DOCUMENTS = ExportTable(
    name="documents",
    title="引用文件",
    english="Every citation of a document",
    chinese="引用文件的每一处",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    indexed=(("document_number",), ("title",)),
    columns=(
        *_HEAD,
        maybe("title", "标题", "text", "Title without its outer 《》", "标题，不含书名号"),
        maybe(
            "document_number",
            "发文字号",
            "text",
            "Number, with 〔〕 whatever brackets were printed",
            "发文字号，括号一律作〔〕",
        ),
    ),
)
PROBLEM_TABLE = ExportTable(
    name="problems",
    title="疑点",
    english="What could not be settled in reading",
    chinese="读的时候定不下来的地方",
    key=("issue", "position"),
    links=(_OF_ISSUE,),
    columns=(
        ISSUE,
        POSITION,
        SPOT,
        SECTION,
        PAGE,
        column("code", "种类", "text", "Kind of problem", "疑点的种类", words=PROBLEMS),
        column("message", "疑点", "text", "What it is, in Chinese", "疑点的内容"),
    ),
)
MISSING = ExportTable(
    name="missing",
    title="缺期",
    english="Runs of issues that the numbers say exist and the archive does not hold",
    chinese="按编号应有而没有收录的期",
    key=("position",),
    columns=(
        column("position", "次序", "integer", "Order, from 0", "次序，从 0 起"),
        maybe("series", "刊名", "text", "Name of the periodical", "刊名"),
        maybe("year", "年", "integer", "Year, where numbers of a year tell", "按年内期号时的年"),
        column("first", "首", "integer", "First missing number", "缺的第一个号"),
        column("last", "末", "integer", "Last missing number", "缺的最后一个号"),
        column(
            "numbering",
            "编号",
            "text",
            "whole: numbers over all years; year: of the year",
            "whole 是总期号，year 是年内期号",
            words={"whole": "总期号", "year": "年内期号"},
        ),
    ),
)
FILES = ExportTable(
    name="files",
    title="文件",
    english="Every file that was ever added, and what became of it",
    chinese="收录过的每个文件和结果",
    key=("path",),
    indexed=(("issue",),),
    columns=(
        column("path", "文件", "text", "Path as it was then", "当时的路径"),
        column("status", "结果", "text", "What became of it", "收录的结果", words=FILE_STATUS),
        maybe("issue", "期编号", "text", "Issue it holds: issues.issue", "它是哪一期"),
        maybe("message", "说明", "text", "Why it was not read", "没有读成的原因"),
        maybe("remedy", "办法", "text", "What to do", "怎么办"),
        column("size", "字节", "integer", "Size in bytes", "字节数"),
        maybe("sha256", "sha256", "text", "SHA-256 of its bytes", "SHA-256"),
        maybe(
            "original",
            "所存原件",
            "text",
            "Where the copy lies in the archive",
            "原件在档案里的位置",
        ),
    ),
)
DICTIONARY = ExportTable(
    name="dictionary",
    title="数据字典",
    english="This dictionary: every column of every table",
    chinese="就是这张表：每张表的每一列",
    key=("table", "column"),
    columns=(
        column("table", "表", "text", "Name of the table", "表名"),
        column("table_title", "表的中文名", "text", "Its Chinese name", "表的中文名"),
        column("column", "列", "text", "Name of the column", "列名"),
        column("title", "列的中文名", "text", "Its Chinese title", "列的中文名"),
        column("type", "类型", "text", "text, integer, number or date", "文字、整数、数、日期"),
        column("optional", "可空", "text", "yes: can be empty", "是否可以为空"),
        maybe("refers_to", "指向", "text", "Column it points to", "指向哪张表的哪一列"),
        maybe("values", "取值", "text", "Tokens and their Chinese", "取值和中文"),
        column("english", "英文说明", "text", "Meaning in English", "英文说明"),
        column("chinese", "中文说明", "text", "Meaning in Chinese", "中文说明"),
    ),
)

TABLES: tuple[ExportTable, ...] = (
    ISSUES,
    BLOCKS,
    SECTIONS,
    INDICATORS,
    FIGURES,
    COMPARISONS,
    CORRECTIONS,
    EVENTS,
    EVENT_NAMES,
    DEPARTMENTS,
    PEOPLE,
    DOCUMENTS,
    PROBLEM_TABLE,
    CHECKS,
    MISSING,
    FILES,
    DICTIONARY,
)
