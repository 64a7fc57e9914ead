"""What every finder of facts may look at: the words, their places, and the issue's own frame."""

from dataclasses import dataclass
from datetime import date

from .departments import Register
from .model import Block, Masthead, Period, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One issue between its outline and its facts.

    ``paths[i]`` is the path of the innermost section that holds block i, or None before the
    first. ``titles[i]`` is the heading of that section and of those above it, outermost first.
    """

    masthead: Masthead
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    paths: tuple[str | None, ...]
    titles: tuple[tuple[str, ...], ...]
    register: Register

    @property
    def period(self) -> Period | None:
        """The reporting period (报告期), from the masthead."""
        return self.masthead.period

    @property
    def on(self) -> date | None:
        """The day the issue speaks from: the last of its period, else the day it was printed."""
        if self.masthead.period is not None and self.masthead.period.end is not None:
            return self.masthead.period.end
        return self.masthead.published
