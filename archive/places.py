"""A place in the archive by which one number, event or sentence can be named: ``2023-27#13.25``.

That is the issue's key, the block and the character where the words begin, both counted from 0
as in format 1. Every sheet, chart and export names its numbers so; ``zhoubao show`` takes it.
"""

import re
from dataclasses import dataclass

from parser.model import Span

from .options import PROGRAM
from .records import IssueRow

_PLACE = re.compile(r"(?P<issue>[^#]+)#(?P<block>\d{1,9})\.(?P<start>\d{1,9})\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words begin; ``issue`` is as it was written, a key or any name of an issue."""

    issue: str
    block: int
    start: int


def say_spot(issue: IssueRow, span: Span | None) -> str:
    """The place of a fact, as ``zhoubao show`` takes it; of the whole issue where it has none."""
    return issue.key if span is None else f"{issue.key}#{span.block}.{span.start}"


def say_command(spot: str) -> str:
    """The command that leads from a place to its sentence."""
    return f"{PROGRAM} show {spot}"


def read_spot(text: str) -> Place | None:
    """The place that ``text`` names; None where it names an issue alone, or nothing."""
    match = _PLACE.fullmatch(text.replace("＃", "#"))
    if match is None:
        return None
    return Place(issue=match["issue"].strip(), block=int(match["block"]), start=int(match["start"]))
