"""What a command and an option are, and the options that several commands have in common."""

import argparse
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PROGRAM = "zhoubao"

PERIOD_KINDS = {
    "本周": "week",
    "今年以来": "year_to_date",
    "截至": "as_of",
    "当日": "day",
    "当月": "month",
    "当季": "quarter",
    "半年": "half_year",
    "全年": "year",
    "区间": "range",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An option or a positional argument; ``settings`` are those of argparse's add_argument."""

    name: str  # "--limit" or "query"
    shown: str  # how the help writes it: "--limit 条数", "[查询 …]"
    help: str
    settings: Mapping[str, Any]

    @property
    def is_option(self) -> bool:
        return self.name.startswith("-")

    @property
    def takes_value(self) -> bool:
        return "action" not in self.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: its Chinese name for the help, what it does, and examples that work."""

    name: str
    chinese: str
    summary: str  # one line of the list of commands
    about: str  # paragraphs
    arguments: tuple[Argument, ...]
    examples: tuple[tuple[str, str], ...]  # command line, what it is for
    has_fields: bool = False  # its query can name search fields, which the help then lists

    @property
    def options(self) -> tuple[Argument, ...]:
        return tuple(argument for argument in self.arguments if argument.is_option)


def flag(name: str, text: str) -> Argument:
    """An option without a value."""
    return Argument(name=name, shown=name, help=text, settings={"action": "store_true"})


def value(name: str, metavar: str, text: str, **settings: Any) -> Argument:
    """An option with a value: a word, unless ``settings`` has another type."""
    settings = {"type": read_word, **settings}
    return Argument(name=name, shown=f"{name} {metavar}", help=text, settings=settings)


def positional(name: str, shown: str, text: str, **settings: Any) -> Argument:
    """A word that is no option; ``shown`` is how the usage line writes it."""
    settings = {"type": read_word, **settings}
    return Argument(name=name, shown=shown, help=text, settings=settings)


def read_word(text: str) -> str:
    """A word of the command line, which is UTF-8 even where the locale says nothing of it."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
        raise argparse.ArgumentTypeError(f"看不懂的字“{shown}”，命令行应当是 UTF-8 编码") from None


def read_place(text: str) -> str:
    """The name of a file or folder, as it is: it need not be UTF-8."""
    if not text:
        raise argparse.ArgumentTypeError("没有写路径")
    return text


def read_count(text: str) -> int:
    """A number from 1."""
    if not re.fullmatch(r"\d{1,9}", text) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}”不是大于 0 的整数")
    return int(text)


def read_period_kind(text: str) -> str:
    """A kind of period, by its Chinese name or its name in format 1."""
    kind = PERIOD_KINDS.get(text, text)
    if kind not in PERIOD_KINDS.values():
        known = "、".join(f"{chinese}（{name}）" for chinese, name in PERIOD_KINDS.items())
        raise argparse.ArgumentTypeError(f"没有时段“{text}”；可用：{known}")
    return kind


HELP = Argument(name="-h", shown="-h, --help", help="显示帮助", settings={"action": "store_true"})
ARCHIVE = value(
    "--archive",
    "目录",
    "档案所在的目录；不写则用环境变量 ZHOUBAO_ARCHIVE，再不然用系统的数据目录",
    type=read_place,
)
QUIET = flag("--quiet", "不显示进度、小结和提示，只留结果和错误")
FORMAT = value(
    "--format",
    "格式",
    "table 表格（默认）、json、jsonl、csv（Excel 可直接打开）",
    choices=("table", "json", "jsonl", "csv"),
    default="table",
)
HEADER = value(
    "--header",
    "语言",
    "CSV 的表头和取值：zh 中文（默认），en 与 JSON 相同",
    choices=("zh", "en"),
    default="zh",
)
OUTPUT = value("--output", "文件", "把结果写进这个文件，写完才换上去", type=read_place)
LIMIT = value("--limit", "条数", "最多给出多少条；不写则全部", type=read_count)
HITS = value(
    "--limit", "处数", "最多给出多少处；不写则表格给出 30 处，其他格式全部", type=read_count
)
START = value(
    "--from", "日期", "从哪一天起：2023、2023-07、2023-07-17、2023年7月、去年", dest="start"
)
END = value("--to", "日期", "到哪一天止，写法同 --from", dest="end")
DEPARTMENT = value("--department", "机构", "只看这个机构，简称、旧名都可以")
SECTION = value("--section", "章节", "只看这一章节：路径（三/2）或标题里的词（工作动态）")


COMMON = (ARCHIVE, QUIET, HELP)
PRINTING = (FORMAT, HEADER, OUTPUT)
RANGE = (START, END, DEPARTMENT, SECTION)
LISTING = (*RANGE, LIMIT, *PRINTING)
HIT_LISTING = (*RANGE, HITS, *PRINTING)

QUERY = positional("query", "[查询 …]", "要找的词，几个词都要有", nargs="*")
