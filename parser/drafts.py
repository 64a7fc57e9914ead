"""A figure while its paragraph is being read, and what holds before the first word."""

from dataclasses import dataclass, field

from .model import Comparison, Period
from .quantities import Quantity


@dataclass(slots=True, kw_only=True)
class Draft:
    """A figure while its paragraph is being read: comparisons may still come."""

    quantity: Quantity
    scope: str
    indicator: str
    measure: str  # the act in the indicator, for list items that leave it out
    period: Period | None
    clause_start: int  # from where on words belong to this number
    inner: bool = False  # in a bracket
    of_then: bool = False  # only compared with: 较上周（81例）
    group: int = 0  # the same for the numbers of one list
    comparisons: list[Comparison] = field(default_factory=list)

    @property
    def name(self) -> str:
        return (
            self.indicator if self.indicator.startswith(self.scope) else self.scope + self.indicator
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What holds for a paragraph before its first word."""

    subject: str  # whose numbers its headings announce; "" if there is none
    topic: str  # what they speak of, for a number that says nothing of itself
    period: Period | None  # named by its headings
    reporting: Period | None = None  # of the whole issue
