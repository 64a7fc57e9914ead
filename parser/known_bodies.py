"""The bodies that the registers know, read once: ``registers/*.tsv`` and an office's own files."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from .bodies import Bodies
from .register_file import Entry, Kind, parse_kinds, parse_regional, parse_register, read_register

_OWN = ("sichuan.tsv", "state.tsv", "provinces.tsv")
_PATTERN = "pattern.tsv"
_REGIONS = "regions.tsv"


@cache
def _kinds() -> tuple[Kind, ...]:
    text = files("parser.registers").joinpath(_PATTERN).read_text(encoding="utf-8")
    return parse_kinds(text, where=_PATTERN)


@cache
def _regional() -> dict[str, tuple[Kind, ...]]:
    text = files("parser.registers").joinpath(_REGIONS).read_text(encoding="utf-8")
    return parse_regional(text, where=_REGIONS)


@cache
def _own_entries() -> tuple[Entry, ...]:
    folder = files("parser.registers")
    return tuple(
        entry
        for name in _OWN
        for entry in parse_register(folder.joinpath(name).read_text(encoding="utf-8"), where=name)
    )


@cache
def known_bodies(extra: tuple[Path, ...] = ()) -> Bodies:
    """The bodies of our registers; those of the files ``extra`` win over ours."""
    entries = tuple(entry for path in extra for entry in read_register(path))
    return Bodies((*_own_entries(), *entries), _kinds(), _regional())
