"""The commands of ``zhoubao`` as one table; help, checks, completion and docs are made from it.

Options may stand before the command, after it, or between the words of a query; a query word may
begin with "-" (``-词`` leaves out what holds 词). What a command does is not known here.
"""

from collections.abc import Mapping

from .arguments_guarding import BACKUP, RESTORE, VERIFY
from .options import (
    COMMON,
    HEADER,
    HIT_LISTING,
    LIMIT,
    LISTING,
    OUTPUT,
    PRINTING,
    QUERY,
    RANGE,
    Command,
    flag,
    positional,
    read_count,
    read_period_kind,
    read_place,
    value,
)

ADD = Command(
    name="add",
    chinese="收录",
    summary="把文件、文件夹收进档案",
    about="读懂每一个文件，连同原件一起存入档案。没有变的文件一眼略过；变了的替换原来那一期；"
    "读不懂的逐个报告原因和办法，其余照常收录。随时可以按 Ctrl-C 中断：已报告收录的都在，"
    "再运行一次就接着做。",
    arguments=(
        positional(
            "paths", "[路径 …]", "文件或文件夹（连同其中的文件夹）", nargs="*", type=read_place
        ),
        flag("--refused", "再试以前没有读成的全部文件（status --files --refused 列出）"),
        value("--jobs", "个数", "同时读几个文件；默认按处理器个数", type=read_count),
        value(
            "--register",
            "文件",
            "本单位的机构名册（TSV，写法见 docs/format.md），存入档案，以后收录也用它",
            type=read_place,
        ),
        *COMMON,
    ),
    examples=(
        ("zhoubao add 周报", "收录“周报”文件夹里的全部文件"),
        ("zhoubao add 2024年第1期.docx 2024年第2期.pdf", "收录两个文件"),
        ("zhoubao --archive 档案 add 周报", "档案放在“档案”文件夹里"),
        ("zhoubao add 周报 --register 本市机构.tsv", "按本市自己的机构名册认简称和改名"),
        ("zhoubao add --refused", "装了新版本或 LibreOffice 之后，再试没有读成的文件"),
    ),
)

SEARCH = Command(
    name="search",
    chinese="检索",
    summary="查找词语，每个命中都带期、章节、页和上下文",
    about='几个词都要有（默认“与”）。引号里的词语照原样找："…"、“…”、「…」。'
    "还可以用 OR、-词（不要）、括号和下面的检索项。完整的写法见 docs/query.md。",
    arguments=(
        positional("query", "[查询 …]", "要找的词；含空格或引号时整个放进单引号", nargs="*"),
        value(
            "--order",
            "次序",
            "best 最相关的在前（默认）、newest 最新的在前、oldest 最早的在前",
            choices=("best", "newest", "oldest"),
            default="best",
        ),
        value("--context", "段数", "命中的段落全文列出，连同前后各几段", type=read_count),
        flag("--histogram", "不列命中，给出每年平均每期几处，首见和末见"),
        value(
            "--batch",
            "文件",
            "文件里一行一个查询（“-”是标准输入），列成一张表：各有几处、几期、首见、末见、每年几处",
            type=read_place,
        ),
        flag("--open", "用系统的程序打开最好的一处所在的原件；没有桌面时给出它的位置"),
        flag("--exact-names", "机构只按所写的名称找，不连同改革前后的名称"),
        flag("--explain", "说明查询是怎样理解的"),
        *HIT_LISTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao search 危险废物 白名单", "两个词都有的地方"),
        ("zhoubao search '“危险废物跨省转移”'", "一字不差的短语"),
        ("zhoubao search 白名单 -水泥 --order oldest --limit 5", "不要“水泥”；最早的五处"),
        ("zhoubao search '部门:生态环境厅 日期:2023-07..2023-08 危险废物'", "限定机构和日期"),
        ("zhoubao search 白名单 --context 1", "连同前后各一段"),
        ("zhoubao search 白名单 --histogram", "哪一年说得多，最早、最晚是哪一期"),
        ("zhoubao search --batch 查询.txt --format csv --output 统计.csv", "许多查询，一张表"),
        (
            "zhoubao search 座谈会 --from 2022 --format csv --output 座谈会.csv",
            "存成 Excel 能打开的表",
        ),
    ),
    has_fields=True,
)

SHOW = Command(
    name="show",
    chinese="阅读",
    summary="在终端里读一期，或其中一节",
    about="期可以写总期号（447、总第447期）、年和期（2023-27、2023年第27期），或列表里给出的编号；"
    "只写第27期而几年都有时，列出各年的供选。章节写层次路径，如 三/2。",
    arguments=(
        positional(
            "issue", "期", "447、2023-27、2023年第27期、总第447期，或一处原文 2023-27#13.25"
        ),
        positional("path", "[章节]", "层次路径，如 一、一/（二）、三/2；或第3页", nargs="?"),
        flag("--cite", "给出引用格式：GB/T 7714—2015 和 BibTeX"),
        flag("--original", "只给出所存原件的位置"),
        flag("--open", "用系统的程序打开原件；没有桌面时给出它的位置"),
        value(
            "--format",
            "格式",
            "table 供人阅读（默认）；json 为格式 1（docs/format.md）",
            choices=("table", "json"),
            default="table",
        ),
        OUTPUT,
        *COMMON,
    ),
    examples=(
        ("zhoubao show 447", "读总第 447 期"),
        ("zhoubao show 2023-27 三/2", "只读“三”下面的第 2 条"),
        ("zhoubao show 2023-27#13.25", "表格、图和导出里写的一处出处：打开那一句"),
        ("zhoubao show 447 --cite", "怎样引用这一期；后面写章节或第3页，就引用那一部分"),
        ("zhoubao show 447 --original", "原件存在哪里"),
        ("zhoubao show 447 --format json --output 447.json", "这一期的全部内容，格式 1"),
    ),
)

TOPIC = Command(
    name="topic",
    chinese="主题",
    summary="存下常用的查询，看上次收录带来了什么",
    about="主题是起了名字的查询，存在档案里。new 给出上次收录（带来过内容的那一次）新来的命中；"
    "list 列出全部主题，各有几处、首见、末见；show 按主题检索；add 存一个，remove 去掉一个。",
    arguments=(
        positional(
            "action",
            "动作",
            "add 存、remove 去掉、list 列出、show 检索、new 新来的",
            choices=("add", "remove", "list", "show", "new"),
        ),
        positional("words", "[名称 [查询 …]]", "主题的名称；add 还要查询", nargs="*"),
        *HIT_LISTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao topic add 危废 '危险废物 OR 白名单'", "存下一个主题，名称是“危废”"),
        ("zhoubao topic list", "有哪些主题"),
        ("zhoubao topic new", "上次收录给各个主题带来了什么"),
        ("zhoubao topic show 危废 --limit 5", "按这个主题检索"),
        ("zhoubao topic remove 危废", "去掉"),
    ),
)

FIGURES = Command(
    name="figures",
    chinese="数据",
    summary="查历年数据；--series 一期一行，可存 CSV",
    about="查询里的词都要出现在口径、指标、单位或机构里（标题里的词用 --section）。"
    "每一行都能追到期、章节、页和原句。"
    "--series 把同一口径、同一指标、同一单位的数排成一期一行，本周、今年以来并列；"
    "改过名、换过写法的接在一起（zhoubao indicators --explain 说明理由），缺期、未载照样列出，"
    "推算的数放在括号里，核对的结果在一旁。序列多时，表格先给出目录，再列数值最多的 5 个；"
    "csv 等格式总是全部。--by 推算每月、每季、每年的合计。",
    arguments=(
        QUERY,
        value("--indicator", "词", "指标里要有的词，如 受理"),
        value("--scope", "词", "口径里要有的词，如 综窗"),
        value("--unit", "单位", "单位，如 件、人次、%%"),
        value(
            "--period",
            "时段",
            "本周、今年以来、截至、当月……（或 week、year_to_date……）",
            type=read_period_kind,
        ),
        flag("--series", "一期一行：本周、今年以来、核对、出处"),
        value(
            "--by",
            "时段",
            "推算合计：month 每月、quarter 每季、year 每年",
            choices=("month", "quarter", "year"),
        ),
        flag("--plot", "在终端里画成线，缺数处断开；加 --format csv 给出各点的数和原句"),
        value(
            "--chart", "文件", "画成图存为 .svg、.png 或 .html（要装 [charts]）", type=read_place
        ),
        *LISTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao figures 综窗 受理 --series", "综窗受理数，一期一行"),
        ("zhoubao figures 综窗 受理 --by month --format csv", "综窗受理数，每月合计"),
        ("zhoubao figures 受理 --format csv > 历史数据.csv", "全部受理数，用 Excel 打开"),
        (
            "zhoubao figures --department 公安厅 --period 今年以来 --from 2023",
            "某机构今年以来的数据",
        ),
        ("zhoubao figures 受理 --scope 行政许可 --unit 件 --limit 20", "限定口径和单位"),
        ("zhoubao figures 综窗 受理 --plot --from 2022", "在终端里画成线"),
        ("zhoubao figures 综窗 受理 --chart 综窗受理.html", "画成网页，鼠标指着一点就有原句"),
    ),
)

TIMELINE = Command(
    name="timeline",
    chinese="时间线",
    summary="按时间排出谁在什么时候做了什么；可成网页、日历",
    about="查询里的词都要出现在事件的句子或机构里。几期重复报道的同一件事合为一条，各处出处都在；"
    "日期不确切的（近期）画成一段，起止是推定的，与写明的分开。"
    "--html 写一个网页文件，不联网也能打开：可检索、按年月缩放、按机构筛选，"
    "每件事都有原句和打开它的命令。",
    arguments=(
        QUERY,
        value("--person", "人物", "只看这个人参加的，或句子里提到的；可以连职务写"),
        value("--document", "文件", "只看引用这份文件的：文号、标题，或标题里的词"),
        flag("--related", "连同引用同一文件的其他事件"),
        value("--html", "文件", "写成一个网页文件，什么也不向外取", type=read_place),
        *RANGE,
        LIMIT,
        value(
            "--format",
            "格式",
            "table 表格（默认）、json、jsonl、csv（Excel 可直接打开）、"
            "ics（日历）、timelinejs（TimelineJS 的 JSON）",
            choices=("table", "json", "jsonl", "csv", "ics", "timelinejs"),
            default="table",
        ),
        HEADER,
        OUTPUT,
        *COMMON,
    ),
    examples=(
        ("zhoubao timeline 危险废物", "与危险废物有关的事，从早到晚"),
        ("zhoubao timeline 白名单 --html 白名单.html", "写成网页"),
        (
            "zhoubao timeline 调研 --department 应急管理厅 --from 2022 --to 2023",
            "某机构两年里的调研，改革前的名称也在内",
        ),
        ("zhoubao timeline --document 川环办函〔2023〕255号 --related", "一份文件前后的事"),
        ("zhoubao timeline 白名单 --format csv --output 时间线.csv", "存成表格"),
        ("zhoubao timeline 白名单 --format ics --output 白名单.ics", "放进日历"),
    ),
)

INDICATORS = Command(
    name="indicators",
    chinese="指标目录",
    summary="档案里有哪些指标，各从哪期到哪期",
    about="一个指标由口径、指标、单位、时段种类四样合定。查询里的词都要出现在口径、指标或单位里。"
    "--explain 列出每个序列的全部名称，各从哪期到哪期，凭什么合为一个；可能改名而没有印证的，"
    "只列出，不合并。合并、拆开可以在档案的 equivalences.tsv 里改定（docs/checks.md）。",
    arguments=(QUERY, flag("--explain", "每个序列有哪些名称，凭什么合为一个"), *LISTING, *COMMON),
    examples=(
        ("zhoubao indicators", "全部指标，期数最多的在前"),
        ("zhoubao indicators 大厅 咨询 --explain", "大厅咨询有过哪些名称，为什么算一个"),
        ("zhoubao indicators 受理 --from 2022 --format csv", "2022年以来的受理类指标"),
    ),
)

CHECK = Command(
    name="check",
    chinese="核对",
    summary="核对期号、累计、占比、清单，列出对不上的",
    about="期号和报告期：缺期、重号、错号、重叠、漏周；今年以来是否等于上期累计加本周，有没有下降；"
    "占比和率与它的两个数；“23个部门”与后面列出的；“其中”与总数；办结与受理；远离常态的突变；"
    "同一期里前后不一的数。四舍五入的误差不算。结果分一致、不一致、无法核对三种，默认只列不一致的；"
    "只是列出，不改动任何数。只要核对过，不论有没有不一致，退出码都是 0；没有可核对的是 1。",
    arguments=(
        QUERY,
        value("--kind", "种类", "只做这几种，用逗号隔开：缺期、重号、累计、占比……（或英文名）"),
        value(
            "--verdict",
            "结果",
            "differs 不一致（默认）、unknown 无法核对、holds 一致、all 全部",
            choices=("differs", "unknown", "holds", "all"),
            default="differs",
        ),
        *LISTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao check", "全部对不上的地方"),
        ("zhoubao check --kind 累计,占比 --from 2022", "2022年以来的累计和占比"),
        ("zhoubao check 综窗 受理 --verdict all", "综窗受理数逐处核对的结果"),
        ("zhoubao check --format csv --output 核对.csv", "存成表格"),
    ),
)

CORRECT = Command(
    name="correct",
    chinese="更正",
    summary="记下一个数应当是多少，原文照旧保留",
    about="出处是 figures、check 列出的 2023-27#13.25 这样的编号。更正的数列在印出的数旁边，"
    "核对和推算用更正的数；都记在档案的 corrections.tsv 里，可以翻看、手工修改，"
    "重新解析之后照样起作用。不写出处则列出全部更正。",
    arguments=(
        positional("figure", "[出处]", "哪一个数，如 2023-27#13.25", nargs="?"),
        value("--value", "数", "应当是多少，不带单位：394、43.3、1.2万"),
        value("--reason", "理由", "为什么"),
        flag("--undo", "撤销这个数的更正"),
        LIMIT,
        *PRINTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao correct 2023-27#13.25 --value 394 --reason 原件漏印一位", "更正一个数"),
        ("zhoubao correct 2023-27#13.25 --undo", "撤销"),
        ("zhoubao correct", "列出全部更正"),
    ),
)

REPARSE = Command(
    name="reparse",
    chinese="重新解析",
    summary="用现在的程序重读所存的原件，列出数据的变化",
    about="升级之后运行：把旧版本读的各期重读一遍，逐个列出新读出、不再读出、读法变了的数。"
    "读不成的照旧保留并报告。更正照样起作用；对不上了的会说明。",
    arguments=(
        flag("--all", "全部重读，不只是旧版本读的"),
        value("--jobs", "个数", "同时读几个文件；默认按处理器个数", type=read_count),
        LIMIT,
        *PRINTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao reparse", "重读旧版本解析的各期"),
        ("zhoubao reparse --all --format csv --output 变化.csv", "全部重读，变化存成表格"),
    ),
)

DEPARTMENTS = Command(
    name="departments",
    chinese="机构目录",
    summary="档案里出现过哪些机构，各有哪些写法",
    about="规范名称按当时的机构名册确定；名册里没有的，照原文列出。",
    arguments=(QUERY, *LISTING, *COMMON),
    examples=(
        ("zhoubao departments", "全部机构，出现期数最多的在前"),
        ("zhoubao departments 环境", "名称里有“环境”的机构"),
    ),
)

DOCUMENTS = Command(
    name="documents",
    chinese="引用文件",
    summary="引用过哪些文件，哪几期引用",
    about="查询里的词都要出现在文件标题或发文字号里。"
    "--department 只看引用处同一段里提到这个机构的。",
    arguments=(QUERY, *LISTING, *COMMON),
    examples=(
        ("zhoubao documents 危险废物", "标题里有“危险废物”的文件"),
        ("zhoubao documents --from 2023 --format csv", "2023年以来引用的文件"),
    ),
)

STATUS = Command(
    name="status",
    chinese="状态",
    summary="档案的概况：期数、缺期、文件、疑点",
    about="不带选项时给出一页概况；--files 列出收录过的每个文件和结果，--problems 列出全部疑点；"
    "--problems 与 --department 合用，只看同一段里提到这个机构的疑点。",
    arguments=(
        flag("--files", "列出每个文件：收录、重复还是失败，时间、原因和办法"),
        flag("--refused", "与 --files 合用：只列没有读成的"),
        flag("--problems", "列出疑点：读不准、前后不一的地方"),
        *LISTING,
        *COMMON,
    ),
    examples=(
        ("zhoubao status", "概况"),
        ("zhoubao status --files", "收录过的每个文件，结果如何"),
        ("zhoubao status --files --refused", "哪些文件没有读成，为什么，怎么办"),
        ("zhoubao status --problems --from 2023", "2023年以来的疑点"),
    ),
)

PARSE = Command(
    name="parse",
    chinese="解析",
    summary="读一个文件，不收录，看读出了什么",
    about="不需要档案，也不改动任何东西。--json 输出格式 1（docs/format.md），供别的程序使用。",
    arguments=(
        positional("file", "文件", "要读的文件", type=read_place),
        flag("--json", "输出格式 1 的 JSON"),
        value(
            "--register",
            "文件",
            "本单位的机构名册（TSV，写法见 docs/format.md），只用这一次",
            type=read_place,
        ),
        OUTPUT,
        *COMMON,
    ),
    examples=(
        ("zhoubao parse 周报/2023年第27期.docx", "读出了哪些章节、数据、事件"),
        ("zhoubao parse 2023-27.pdf --json --output 2023-27.json", "格式 1"),
        ("zhoubao parse 2023-27.pdf --register 本市机构.tsv", "试一试自己的机构名册"),
    ),
)

REBUILD = Command(
    name="rebuild",
    chinese="重建索引",
    summary="按档案里的内容重新建立检索索引",
    about="索引可以随时由档案重建，不会动原件和数据。",
    arguments=COMMON,
    examples=(("zhoubao rebuild", "重建索引"),),
)

REPORT = Command(
    name="report",
    chinese="年终底稿",
    summary="一年的数据：指标按月、全年、同比，每个数带出处",
    about="写一个 XLSX 工作簿：说明（收录范围、缺哪几期）、月度、累计、核对、出处五张表。"
    "印出的数和推算的数分开，没有数的留空并说明原因；每个数的批注里有期、页、原句和打开它的命令，"
    "点一下跳到“出处”表。--word 另写一份摘要，按党政机关公文格式（GB/T 9704）排版。",
    arguments=(
        positional("year", "年", "哪一年，如 2022"),
        value(
            "--output",
            "文件",
            "工作簿写到这里；不写则是当前目录的“2022年周报数据底稿.xlsx”",
            type=read_place,
        ),
        value("--word", "文件", "再写一份 Word 摘要", type=read_place),
        flag("--force", "已经有了就换掉"),
        *COMMON,
    ),
    examples=(
        ("zhoubao report 2022", "写 2022年周报数据底稿.xlsx"),
        ("zhoubao report 2022 --output 底稿.xlsx --word 摘要.docx", "连同 Word 摘要"),
    ),
)

EXPORT = Command(
    name="export",
    chinese="导出",
    summary="把整个档案导出成 SQLite、Parquet 或 CSV",
    about="期、原文、章节、数据、事件、机构、人物、引用文件、疑点、缺期各一张表，附数据字典"
    "（每一列的中英文说明），可直接用于 pandas、R、Datasette。"
    "写完才换上去；已有的不覆盖，除非加 --force。",
    arguments=(
        value(
            "--sqlite", "文件", "一个 SQLite 数据库，有外键、索引、视图和全文检索", type=read_place
        ),
        value("--parquet", "目录", "每张表一个 Parquet 文件（要装 [parquet]）", type=read_place),
        value("--csv", "目录", "每张表一个 CSV 文件", type=read_place),
        HEADER,
        flag("--force", "已经有了就换掉"),
        *COMMON,
    ),
    examples=(
        ("zhoubao export --sqlite 周报.db", "用 datasette 周报.db 打开，或用 SQL 查"),
        ("zhoubao export --parquet 导出", "pandas：pd.read_parquet('导出/figures.parquet')"),
        (
            "zhoubao export --csv 导出 --header en",
            "R：read.csv('导出/figures.csv', fileEncoding='UTF-8-BOM')",
        ),
    ),
)

COMPLETION = Command(
    name="completion",
    chinese="补全",
    summary="给出 bash、zsh、fish 的补全脚本",
    about="装好以后按 Tab 补全命令、选项、取值、检索项，以及档案里的机构、指标、主题的名称。",
    arguments=(
        positional("shell", "终端", "bash、zsh、fish", choices=("bash", "zsh", "fish"), nargs="?"),
        value(
            "--names",
            "种类",
            "给脚本用：档案里的名称，一行一个",
            choices=("department", "indicator", "topic"),
        ),
        *COMMON,
    ),
    examples=(
        (
            "zhoubao completion bash > ~/.zhoubao.bash",
            "bash：再在 ~/.bashrc 里写一行 source ~/.zhoubao.bash",
        ),
        (
            "zhoubao completion zsh > ~/.zfunc/_zhoubao",
            "zsh：~/.zshrc 里 compinit 之前要有一行 fpath+=(~/.zfunc)",
        ),
        ("zhoubao completion fish > ~/.config/fish/completions/zhoubao.fish", "fish：不用再做什么"),
    ),
)

COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        ADD,
        SEARCH,
        SHOW,
        TOPIC,
        FIGURES,
        TIMELINE,
        INDICATORS,
        CHECK,
        CORRECT,
        DEPARTMENTS,
        DOCUMENTS,
        STATUS,
        PARSE,
        REPORT,
        EXPORT,
        REBUILD,
        REPARSE,
        VERIFY,
        BACKUP,
        RESTORE,
        COMPLETION,
    )
}
