"""Where the dictionary's bytes come from: made once from the installed jieba, kept and mapped.

A file is known by the content that it was made from, and checked whenever it is opened; one that
is missing, cut off or damaged is made again, and where none can be kept the bytes stay in memory.
Nothing in it is ever executed or unpickled.
"""

import contextlib
import mmap
import os
import re
import tempfile
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .dictionary import Content, Dictionary, build, is_whole
from .folders import locate_cache

# "{'B': {'\u4e00': -3.65, …": a Python file, but compiling it takes a quarter of a second
_STATE = re.compile(r"'([BMES])':\s*\{([^}]*)\}")
_EMISSION = re.compile(r"'\\u([0-9a-f]{4})':\s*(-?[0-9.e+-]+)")


@cache
def load_dictionary() -> Dictionary:
    """The dictionary, opened once per process; the first time on a machine it is made (0.6 s)."""
    words, emissions = _find_sources()
    contents = words.read_bytes(), emissions.read_bytes()
    name = "words-2-" + "-".join(f"{zlib.crc32(content):08x}" for content in contents)
    try:
        place: Path | None = locate_cache() / name
    except RuntimeError:
        place = None
    kept = _map(place) if place else None
    if kept is not None:
        return Dictionary(kept)
    made = build(contents[0].decode("utf-8"), read_emissions(contents[1].decode("utf-8")))
    if place:
        with contextlib.suppress(OSError):
            _keep(place, made)
    return Dictionary((_map(place) if place else None) or made)


def _find_sources() -> tuple[Path, Path]:
    # found without importing jieba, which would ask for pkg_resources and warn
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    folder = Path(spec.origin).parent
    return folder / "dict.txt", folder / "finalseg" / "prob_emit.py"


def read_emissions(text: str) -> dict[str, dict[str, float]]:
    """For each state B, M, E and S: character → logarithm, from the text of jieba's table."""
    found = {
        state: {chr(int(code, 16)): float(value) for code, value in _EMISSION.findall(table)}
        for state, table in _STATE.findall(text)
    }
    if sorted(found) != sorted("BMES") or not all(found.values()):
        raise ValueError("jieba's table of emissions has another form")
    return found


def _map(place: Path) -> Content | None:
    """The file's bytes, None if it is not there, not whole, or somebody else's."""
    try:
        with place.open("rb") as file:
            if hasattr(os, "geteuid") and os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # an empty file cannot be mapped
        return None
    if is_whole(content):
        return content
    content.close()
    return None


def _keep(place: Path, content: bytes) -> None:
    """Write the file under a name of its own, then give it its name: readers see all or nothing."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=place.name, suffix=".new", dir=place.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        new.replace(place)
    except OSError:
        new.unlink(missing_ok=True)
        raise
