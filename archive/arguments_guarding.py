"""The commands that keep an archive safe, as ``arguments`` lists them."""

from .options import COMMON, Command, flag, positional, read_place, value

VERIFY = Command(
    name="verify",
    chinese="核验",
    summary="逐个核对原件、数据库和索引，说出该怎么办",
    about="原件逐个算 sha256，数据库查是否完好、数目是否对得上，索引与数据库比对。"
    "都好退出码为 0，有不对的为 2，并说明办法。--repair 只做不会丢东西的：由数据库重建索引，"
    "收下收录中断时留下的原件，从原处重新存缺损的原件；别的不动。",
    arguments=(
        flag("--repair", "把能修的修好：索引、中断时留下的文件、原处还在的原件"),
        value(
            "--format",
            "格式",
            "table 供人阅读（默认）；json",
            choices=("table", "json"),
            default="table",
        ),
        *COMMON,
    ),
    examples=(
        ("zhoubao verify", "档案是否完好"),
        ("zhoubao verify --repair", "把能修的修好"),
    ),
)

BACKUP = Command(
    name="backup",
    chinese="备份",
    summary="把整个档案写成一个文件，可以边用边备",
    about="数据库取同一时刻的内容，连同全部原件、更正和机构名册，每个文件记下 sha256；"
    "写完才换上去。索引不在其中，恢复时重建。备份请放到别的磁盘。",
    arguments=(
        positional("file", "文件", "备份写到这里，如 周报备份.zip", type=read_place),
        flag("--force", "已经有了就换掉"),
        *COMMON,
    ),
    examples=(
        ("zhoubao backup 周报备份.zip", "备份整个档案"),
        ("zhoubao backup 周报备份.zip --force", "换掉上一次的备份"),
    ),
)

RESTORE = Command(
    name="restore",
    chinese="恢复",
    summary="由备份恢复出一个新的档案，并核验",
    about="恢复到 --archive 指明的新文件夹；已有的档案不会动。"
    "逐个核对 sha256，重建索引，再核验一遍。",
    arguments=(
        positional("file", "文件", "zhoubao backup 写的备份", type=read_place),
        *COMMON,
    ),
    examples=(("zhoubao --archive 新档案 restore 周报备份.zip", "恢复到“新档案”文件夹"),),
)
