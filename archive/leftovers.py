"""What a process that was killed leaves among the originals: halves of files, and files that no
transaction came to speak of."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """Paths, in order. Nobody may be adding when they are looked for, or removed."""

    temporaries: tuple[Path, ...]  # never finished; nothing in them was promised to anybody
    unknown: tuple[Path, ...]  # whole, and not in the database


def find_leftovers(layout: Layout, kept: Collection[str]) -> Leftovers:
    """What lies among the originals and is not in ``kept``, their places in the archive."""
    temporaries, unknown = [], []
    for folder in sorted(_list(layout.originals)):
        for path in sorted(_list(folder)):
            if path.name.startswith("."):
                temporaries.append(path)
            elif f"originals/{folder.name}/{path.name}" not in kept:
                unknown.append(path)
    return Leftovers(temporaries=tuple(temporaries), unknown=tuple(unknown))


def _list(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries]
    except OSError:  # no folder, or a file that somebody put there
        return []
