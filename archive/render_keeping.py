"""What became of files, and how the archive is, as text."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from .fields import FILE_STATUS, OUTCOMES, PROBLEMS, STATUS_ITEMS
from .records import ArchiveStatus, FileRow, Outcome, ProblemRow, SourceDifference, Status
from .screen import Column, Look, Style, clean_text, pad, render_table, width_of
from .wording import say_coverage, say_source

_OUTCOME_STYLES: dict[Status, Style] = {
    "added": "good",
    "replaced": "good",
    "same": "dim",
    "duplicate": "warn",
    "refused": "bad",
}


def render_outcome(outcome: Outcome, look: Look) -> str:
    """One file's line; a second one where something is to be done about it."""
    line = "  ".join(
        part
        for part in (
            look.paint(_OUTCOME_STYLES[outcome.status], OUTCOMES[outcome.status]),
            outcome.label,
            clean_text(outcome.path),
            look.paint("warn", f"疑点 {outcome.problems} 处") if outcome.problems else None,
        )
        if part
    )
    if outcome.message:
        line += f"：{clean_text(outcome.message)}"
    if outcome.remedy:
        line += f"\n      {look.paint('dim', '提示：')}{clean_text(outcome.remedy)}"
    return line + "\n"


def render_left_alone(archives: Sequence[str]) -> str:
    """A line for each folder that was not looked into, because it is an archive."""
    return "".join(
        f"略过  {clean_text(path)}：这个文件夹本身是一个档案，里面的原件没有再收录\n"
        for path in archives
    )


def render_totals(counts: Mapping[Status, int], passed_over: int) -> str:
    """The summary of ``add``: every outcome that occurred, and what was not looked at."""
    total = sum(counts.values())
    said = "，".join(
        f"{OUTCOMES[status]} {counts[status]}" for status in _OUTCOME_STYLES if counts.get(status)
    )
    head = f"共 {total} 个文件：{said}" if total else "没有找到可收录的文件"
    return f"{head}；另有 {passed_over} 个不是文档，没有看\n" if passed_over else f"{head}\n"


def render_files(rows: Sequence[FileRow], look: Look) -> str:
    """What became of every file that was seen."""
    columns = (
        Column(title="结果", style=_file_style),
        Column(title="时间"),
        Column(title="期号"),
        Column(title="文件", flexible=True),
        Column(title="说明", flexible=True),
    )
    cells = [
        (
            FILE_STATUS[row.status],
            "" if row.moment is None else row.moment.strftime("%Y-%m-%d %H:%M"),
            row.issue or "",
            row.path,
            "。".join(part for part in (row.message, row.remedy) if part),
        )
        for row in rows
    ]
    return render_table(columns, cells, look)


def _file_style(words: str) -> Style | None:
    return {"失败": "bad", "重复": "warn"}.get(words)  # type: ignore[return-value]


def render_problems(rows: Sequence[ProblemRow], look: Look) -> str:
    """Problems with their places."""
    columns = (
        Column(title="期号"),
        Column(title="种类"),
        Column(title="疑点", flexible=True),
        Column(title="出处"),
    )
    cells = [
        (
            "" if row.issue is None else row.issue.key,
            PROBLEMS.get(row.problem.code, row.problem.code),
            row.problem.message,
            say_source(row.problem.section, row.page),
        )
        for row in rows
    ]
    return render_table(columns, cells, look)


def render_differences(differences: Sequence[SourceDifference]) -> str:
    """The numbers of an issue that another file of it prints otherwise, file by file."""
    lines = []
    for path, group in groupby(differences, key=lambda one: one.path):
        lines.append(f"另一份 {clean_text(path)} 里的数与这里不同，请核对原件：\n")
        for one in group:
            here = f"“{one.printed}”" if one.printed else "没有"
            there = f"“{one.other}”" if one.other else "没有"
            lines.append(f"  这里{here}，那份{there}：{clean_text(one.sentence)}\n")
    return "".join(lines)


_SIZES = {"database": "数据库", "originals": "原件", "index": "索引"}


def render_status(status: ArchiveStatus, look: Look) -> str:
    """The archive on one page: what is held, what is missing, what needs doing."""
    counts = [
        (STATUS_ITEMS[item], str(number))
        for name, number in status.counts
        if (item := f"counts.{name}") in STATUS_ITEMS
    ]
    sizes = [(_SIZES.get(part, part), say_size(size)) for part, size in status.sizes]
    files = [(FILE_STATUS.get(name, name), str(number)) for name, number in status.files]
    problems = [(PROBLEMS.get(code, code), str(number)) for code, number in status.problems]
    head = f"档案 {status.root}\n格式 {status.format}，解析器版本 {status.parser_version}\n"
    parts = [
        look.paint("title", head.split("\n", 1)[0]) + "\n" + head.split("\n", 1)[1],
        f"{say_coverage(status.coverage)}。\n",
        _pairs("内容", counts, look),
        _pairs("文件（明细见 --files）", files, look),
        _pairs("疑点（明细见 --problems）", problems, look),
        _pairs("磁盘", sizes, look),
        _render_duties(status, look),
    ]
    return "\n".join(part for part in parts if part)


def _pairs(title: str, pairs: Sequence[tuple[str, str]], look: Look) -> str:
    if not pairs:
        return ""
    left = max(width_of(name) for name, _ in pairs)
    right = max(width_of(number) for _, number in pairs)
    lines = [f"  {pad(name, left)}  {pad(number, right, right=True)}\n" for name, number in pairs]
    return look.paint("bold", title) + "\n" + "".join(lines)


def _render_duties(status: ArchiveStatus, look: Look) -> str:
    lines = []
    if status.indexed is None:
        lines.append("检索索引没有或已损坏：请运行 zhoubao rebuild")
    elif status.unindexed:
        some = "、".join(status.unindexed[:5]) + ("等" if len(status.unindexed) > 5 else "")
        lines.append(
            f"有 {len(status.unindexed)} 期不在检索索引里（{some}）：请运行 zhoubao rebuild"
        )
    if status.retry:
        lines.append(
            f"有 {status.retry} 个没有读成的文件，现在的程序或许能读：请运行 zhoubao add --refused"
        )
    if status.stale:
        lines.append(f"有 {status.stale} 期是旧版本解析的：请运行 zhoubao reparse，由原件重读")
    return "".join(look.paint("warn", line) + "\n" for line in lines)


def say_size(size: int) -> str:
    """Bytes as people say them: "12.3 MB"."""
    amount = float(size)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
