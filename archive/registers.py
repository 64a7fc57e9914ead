"""An office's own registers of departments (机构名册): checked, and kept in the archive."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from parser.errors import RegisterError
from parser.register_file import read_register

from .layout import Layout, write_safely
from .store import Store
from .wording import say_system_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A register that lies in the archive now."""

    name: str  # its file's in the archive
    bodies: int  # how many names of bodies it has
    change: Literal["new", "replaced", "same"]
    issues: int  # that were read before, and keep the names that they were given then


def keep_register(layout: Layout, path: Path) -> Kept:
    """Copy a register into the archive, where ``add`` and searches find it from then on.

    One of the same name is replaced. Issues that the archive holds are not read again.

    Raises:
        RegisterError: It cannot be read, or is not as its format asks; nothing is changed then.
        ArchiveError: Another process writes, or the archive cannot be written.
    """
    entries = check_register(path)
    place = layout.registers_folder / f"{path.stem}.tsv"
    with layout.locked():
        data = path.read_bytes()
        old = place.read_bytes() if place.exists() else None
        if data != old:
            place.parent.mkdir(exist_ok=True)
            write_safely(place, data)
        with Store.open(layout.database, create=True) as store:
            issues = dict(store.counts())["issues"]
    change: Literal["new", "replaced", "same"] = "new" if old is None else "replaced"
    return Kept(
        name=place.name, bodies=entries, change="same" if data == old else change, issues=issues
    )


def check_register(path: Path) -> int:
    """How many names the register at ``path`` has; raises RegisterError with the line at fault."""
    try:
        return len(read_register(path))
    except RegisterError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        raise RegisterError(
            f"机构名册打不开：{say_system_error(error.__cause__)}",
            remedy="请核对 --register 后面的路径和权限",
            where=str(path),
        ) from error


def render_kept(kept: Kept) -> str:
    """What was done with a register, and what that does not change."""
    if kept.change == "same":
        return f"机构名册 {kept.name} 已在档案里，没有变\n"
    done = "已存入档案" if kept.change == "new" else "已换成新的"
    lines = f"机构名册 {kept.name} {done}（{kept.bodies} 个机构名），这次和以后收录都用它\n"
    if kept.issues:
        lines += (
            f"已收录的 {kept.issues} 期仍是收录时的机构名；要全部按新名册读，"
            "请收录到一个新的档案（--archive 新目录）\n"
        )
    return lines
