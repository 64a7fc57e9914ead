"""What was found of an archive's health, and what was backed up, as text."""

from pathlib import Path
from typing import TYPE_CHECKING

from .render_keeping import say_size
from .screen import Look, clean_text

if TYPE_CHECKING:
    from .backup import Backup
    from .verification import Verification

_SHOWN = 5
_PARTS = {"database": "数据库", "originals": "原件", "index": "索引", "corrections": "更正"}


def render_verification(found: "Verification", look: Look) -> str:
    """A line for each part that is as it should be, then the findings and what to do."""
    lines = []
    wrong = {finding.part for finding in found.findings}
    if found.issues is not None:
        for part, said in (
            ("database", f"{found.issues} 期，完好"),
            ("originals", f"{found.originals} 个，与收录时一致"),
            ("index", f"{found.indexed or 0} 期，与数据库一致"),
        ):
            if part not in wrong:
                lines.append(f"{look.paint('good', _PARTS[part])}  {said}\n")
    for finding in found.findings:
        lines.append(f"{look.paint('bad', _PARTS[finding.part])}  {clean_text(finding.said)}\n")
        lines += [f"      {clean_text(place)}\n" for place in finding.places[:_SHOWN]]
        if len(finding.places) > _SHOWN:
            lines.append(f"      ……共 {len(finding.places)} 个（--format json 列出全部）\n")
        lines.append(f"      {look.paint('dim', '提示：')}{finding.remedy}\n")
    if found.stale:
        lines.append(f"有 {found.stale} 期是旧版本解析的，并没有坏：zhoubao reparse 由原件重读\n")
    return "".join(lines)


def render_backup(made: "Backup") -> str:
    """Where it is, how much it holds, and which originals were not as they should be."""
    said = f"已备份到 {made.path}：{made.files} 个文件，{say_size(made.bytes)}\n"
    if made.damaged:
        some = "、".join(made.damaged[:_SHOWN])
        said += (
            f"其中 {len(made.damaged)} 个原件不见了或与收录时不同：{some}\n"
            "提示：请运行 zhoubao verify 看怎样补救\n"
        )
    return said


def render_restored(root: Path, found: "Verification", look: Look) -> str:
    """Where the archive is, and what was found of it."""
    return f"已恢复到 {root}\n{render_verification(found, look)}"
