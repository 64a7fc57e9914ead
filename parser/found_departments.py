"""What was found of a department in running text, and what belongs to it: windows, squads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .name_marks import (
    BOARDS,
    GATE,
    GATES,
    NAMED_BRANCH,
    OF_WINDOW,
    OFFICES,
    STREET,
    SUB,
    SUB_OF_CENTRE,
    SUB_OF_CUSTOMS,
    SUB_OF_HALL,
    SUB_OF_SQUAD,
    ZONE_BOARD,
)
from .places import Place

_WINDOW_REACH = 10  # characters behind a name in which its window ends
# the offices of a body that are bodies of their own, by its last character
_OFFICES_OF = {
    "局": SUB,
    "厅": SUB_OF_HALL,
    "队": SUB_OF_SQUAD,
    "心": SUB_OF_CENTRE,
    "关": SUB_OF_CUSTOMS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDepartment:
    """A department in running text; ``name`` is None where nothing tells whose body it is."""

    start: int
    end: int
    printed: str
    name: str | None
    place: Place | None = None  # whose body it is; the rest of a list shares it
    listed: bool = True  # False: a body that only the text knows, with its own place in front


def found_at(
    text: str, start: int, end: int, name: str | None, place: Place | None
) -> FoundDepartment:
    """The department whose name ends at ``end``, with the window that is named behind it."""
    window = OF_WINDOW.match(text, end) if "窗口" in text[end : end + _WINDOW_REACH] else None
    if window is not None and not text.startswith("中心", end - 2):
        end = window.end()
    return FoundDepartment(start=start, end=end, printed=text[start:end], name=name, place=place)


def with_office(text: str, found: FoundDepartment) -> FoundDepartment:
    """A squad or branch of a body is a body of its own: 市公安局|特警支队, 交警支队|三大队."""
    if found.name is None or not found.listed:
        return found
    office = _OFFICES_OF.get(text[found.end - 1])
    match = office.match(text, found.end) if office is not None else None
    if match is None:
        return found
    return replace(
        found,
        end=match.end(),
        printed=found.printed + match[0],
        name=found.name + match[0].replace("交警", "交通警察").replace("交管", "交通管理"),
    )


# offices that no list has: words of which one has to stand in a text, their names, full names
_UNLISTED_OFFICES: tuple[tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]], ...] = (
    (re.compile("街道|[镇乡]"), STREET, OFFICES),
    (re.compile("海关|出入境|边检"), GATE, GATES),
    (re.compile("管委会|管理委员会"), ZONE_BOARD, BOARDS),
    (re.compile("分局|公安局|供电局|[队所航]|海事|海警|铁路|气象站|水文"), NAMED_BRANCH, {}),
)


def _name_of(match: re.Match[str], names: Mapping[str, str]) -> str:
    """The full name of an office that no list has, as its pattern found it."""
    if "office" not in match.re.groupindex:
        return match[0]
    return match["name"] + names.get(match["office"], match["office"])


def with_streets(text: str, found: list[FoundDepartment]) -> tuple[FoundDepartment, ...]:
    """``found`` and the offices of streets, towns and gates that no list has, in order."""
    streets = [
        FoundDepartment(
            start=match.start(),
            end=match.end(),
            printed=match[0],
            name=_name_of(match, names),
        )
        for words, pattern, names in _UNLISTED_OFFICES
        if words.search(text) is not None
        for match in pattern.finditer(text)
    ]
    if not streets:
        return tuple(found)
    taken = {place for one in found for place in range(one.start, one.end)}
    free = [one for one in streets if taken.isdisjoint(range(one.start, one.end))]
    return tuple(sorted((*found, *free), key=lambda one: one.start))
