"""The commands that keep an archive safe: verify, backup and restore."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from .answers import ERROR, FOUND, Runner, Values, open_layout
from .console import Console
from .layout import locate
from .progress import make_lines
from .render_guarding import render_backup, render_restored, render_verification

Result = TypeVar("Result")


def run_verify(values: Values, console: Console) -> int:
    """verify: what is not as it should be, and what to do; an error where there is anything."""
    from .verification import repair, verify

    layout = open_layout(values)
    look_at = repair if values.repair else verify
    found = _following(console, "核验原件", lambda tell: look_at(layout, tell=tell))
    if values.format == "json":
        from .exports import dump_json

        console.answer(dump_json(asdict(found)))
    else:
        console.answer(render_verification(found, console.look))
    return ERROR if found.findings else FOUND


def run_backup(values: Values, console: Console) -> int:
    """backup: one file; an error where an original in it is not as it was added."""
    from .backup import make_backup

    layout = open_layout(values)
    made = _following(
        console,
        "备份",
        lambda tell: make_backup(layout, Path(values.file), force=values.force, tell=tell),
    )
    console.note(render_backup(made))
    return ERROR if made.damaged else FOUND


def run_restore(values: Values, console: Console) -> int:
    """restore: a new archive, verified."""
    from .backup import restore_backup
    from .verification import verify

    root = locate(values.archive)
    layout = _following(
        console, "恢复", lambda tell: restore_backup(Path(values.file), root, tell=tell)
    )
    found = verify(layout)
    console.note(render_restored(root, found, console.note_look))
    return ERROR if found.findings else FOUND


def _following(
    console: Console, what: str, work: Callable[[Callable[[int, int], None]], Result]
) -> Result:
    lines = make_lines(console)
    try:
        return work(lambda done, total: lines.follow(what, done, total))
    finally:
        lines.close()


RUNNERS: dict[str, Runner] = {"verify": run_verify, "backup": run_backup, "restore": run_restore}
