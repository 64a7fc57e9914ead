"""What only some searches give: hits by year, what stands around them, topics, tables of queries.

Apart from ``records``, because making the classes takes time that a plain search does not need.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .records import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHits:
    """The hits in one year's issues, and how many issues the archive holds of the asked days."""

    year: int
    hits: int
    issues: int  # with a hit
    held: int

    @property
    def rate(self) -> Decimal | None:
        """Hits per issue held, to three places: years with few issues compare with full ones."""
        if not self.held:
            return None
        return (Decimal(self.hits) / self.held).quantize(Decimal("0.001"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A passage near to a hit."""

    position: int  # in its issue
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands before and behind a hit (上下文), as printed."""

    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A query that is saved under a name (主题)."""

    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What one ``add`` brought: the issues that it added or replaced."""

    moment: datetime  # local time
    issues: tuple[str, ...]  # keys, in order of time


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryCount:
    """One of many queries in a table: how much it finds, from when to when."""

    query: str
    answer: Answer  # without hits
    line: int | None = None  # of the file that it stands in
    topic: str | None = None  # the name under which it is saved
    new: int | None = None  # hits in what the last ``add`` brought


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHits:
    """What the last ``add`` brought for a topic."""

    topic: Topic
    answer: Answer
