"""How places, days, numbers and coverage are said in Chinese, the same in every answer."""

import errno
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from parser.model import Figure, Qualifier, Section
from parser.text import fold_width

from .records import Coverage, IssueRow, Missing

_RUNS_SHOWN = 6
_SURE = Decimal("0.9")  # a recognised number less certain than this is in doubt
_BEFORE: dict[Qualifier, str] = {"about": "约", "nearly": "近", "over": "超", "under": "不足"}
_AFTER: dict[Qualifier, str] = {"at_least": "以上", "at_most": "以内"}
_SYSTEM_ERRORS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.EBUSY: "正被别的程序占用",
    errno.ELOOP: "链接绕成了圈",
    errno.EINVAL: "那里不支持这样读写",
    errno.ENOMEM: "内存不足",
    errno.ETIMEDOUT: "等了太久没有回应",
    **{
        getattr(errno, name): said
        for name, said in (("EDQUOT", "磁盘配额已用完"), ("ESTALE", "网络位置已断开"))
        if hasattr(errno, name)
    },
}
_DATABASE_ERRORS = {
    "readonly": "数据库文件只能读，不能写",
    "is full": "磁盘已满",
    "is locked": "另一个进程正在写入",
    "disk I/O": "磁盘读写出错",
    "unable to open": "没有权限，或缺少文件",
    "malformed": "数据库文件已损坏",
    "not a database": "这不是数据库文件",
}


def say_system_error(error: OSError) -> str:
    """What the system says went wrong, in Chinese where it is one that people meet."""
    known = None if error.errno is None else _SYSTEM_ERRORS.get(error.errno)
    return known or error.strerror or str(error)


def say_database_error(error: Exception) -> str:
    """What SQLite says went wrong, in Chinese where it is one that people meet."""
    said = str(error)
    return next((words for mark, words in _DATABASE_ERRORS.items() if mark in said), said)


def say_days(first: date | None, last: date | None) -> str:
    """A stretch of days, the year printed once: "2023-07-17—07-21"; "" where none is known."""
    if first is None or last is None:
        return "" if first is None and last is None else str(first or last)
    if first == last:
        return str(first)
    shown = last.isoformat()
    return f"{first}—{shown[5:] if last.year == first.year else shown}"


def say_issue(issue: IssueRow) -> str:
    """An issue's label and its days; its key too where the label does not give its number."""
    parts = [issue.label, say_days(issue.first, issue.last)]
    if issue.number is None and issue.whole_number is None:
        parts.insert(1, f"[{issue.key}]")
    return " ".join(part for part in parts if part)


def say_place(section: str | None, titles: Sequence[str], page: int | None) -> str:
    """Where in an issue: labels with the headings they carry, and the page.

    A section without a heading of its own shows its label: "三、大厅工作动态 › 2 · 第3页".
    """
    labels = [] if section is None else section.split("/")
    steps = [
        _say_title(label, titles[depth]) if depth < len(titles) else label
        for depth, label in enumerate(labels)
    ] or list(titles)
    return " · ".join(part for part in (" › ".join(steps), say_page(page)) if part)


def say_source(section: str | None, page: int | None) -> str:
    """Where in an issue, short: "一/（一） 第1页"."""
    return " ".join(part for part in (section or "", say_page(page)) if part)


def say_figure_source(figure: Figure) -> str:
    """The same for a figure; one that was read from a picture says so: "一 第1页（识别）"."""
    source = say_source(figure.section, figure.page)
    if figure.certainty is None:
        return source
    return f"{source}（{'识别' if figure.certainty >= _SURE else '识别存疑'}）"


def say_page(page: int | None) -> str:
    """ "第3页", or "" where the format has no pages."""
    return "" if page is None else f"第{page}页"


def say_heading(section: Section) -> str:
    """A section's label and heading, as the outline numbers them."""
    label = section.path.rsplit("/", 1)[-1]
    return f"{_with_mark(label)}{section.heading}" if section.heading else label


def _say_title(label: str, title: str) -> str:
    # a passage's titles have their labels, as printed ("五.政务资讯"), a fact's have not
    folded = fold_width(title)
    rest = folded.removeprefix(fold_width(label))
    labelled = rest != folded and (label.endswith("）") or rest[:1] in (".", "、", " "))
    return title if labelled else f"{_with_mark(label)}{title}"


def _with_mark(label: str) -> str:
    if re.fullmatch(r"[一二三四五六七八九十百〇]+", label):
        return f"{label}、"
    return f"{label}." if label.isascii() and label.isdigit() else label


def say_number(value: Decimal) -> str:
    """Plain digits, no exponent: what can be copied into a sheet."""
    return format(value, "f")


def say_value(figure: Figure) -> str:
    """The value with its qualifier: "约12000", "40以上"."""
    qualifier = figure.qualifier
    if qualifier is None:
        return say_number(figure.value)
    before, after = _BEFORE.get(qualifier, ""), _AFTER.get(qualifier, "")
    return f"{before}{say_number(figure.value)}{after}"


def say_coverage(coverage: Coverage) -> str:
    """What of the asked days is held: "收录 2013-01-07—2023-12-29 共 445 期，其间缺 2 期（…）"."""
    if coverage.issues == 0:
        return "所问的时间里没有收录任何一期（zhoubao status 列出收录了哪些）"
    days = say_days(coverage.first, coverage.last)
    said = f"收录 {days + ' ' if days else ''}共 {coverage.issues} 期"
    if coverage.missing:
        said += f"，其间缺 {coverage.missing_count} 期（{_say_missing(coverage.missing)}）"
    if coverage.undated:
        said += f"；{coverage.undated} 期没有日期"
    if coverage.refused:
        said += f"；另有 {coverage.refused} 个文件没有读成"
    return said


def _say_missing(missing: Sequence[Missing]) -> str:
    groups: dict[str, list[str]] = {}
    for run in missing[:_RUNS_SHOWN]:
        head = "总第" if run.whole else f"{run.year}年第" if run.year is not None else "第"
        if run.series is not None and len({other.series for other in missing}) > 1:
            head = f"《{run.series}》{head}"
        shown = str(run.first) if run.first == run.last else f"{run.first}—{run.last}"
        groups.setdefault(head, []).append(shown)
    said = "，".join(f"{head} {'、'.join(numbers)} 期" for head, numbers in groups.items())
    return said + ("等" if len(missing) > _RUNS_SHOWN else "")
