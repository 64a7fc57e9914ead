"""What an issue names (提及): departments; people and cited documents have modules of their own."""

import re

from .bodies import WINDOW
from .citations import find_documents
from .context import Context
from .departments import FoundDepartment, Register
from .model import DepartmentMention, Span
from .people import find_people
from .verbs import is_predicate

__all__ = ["find_departments", "find_documents", "find_people", "publisher_register"]

# ...（以下简称“省数据局”）
_CALLED = re.compile(
    r"[（(](?:以下|下文)?(?:统?简称|称)[:：为]?[“\"「『]?([^”\"」』）)]{2,20})[”\"」』]?[）)]"
)
# the publisher of itself at the head of a clause: 中心召开…, 我局印发…
_OWN = re.compile(
    r"(?:(?<=[。；;，、：:\n”])|^)(?:我|本)?中心(?!城|区|镇|村|组(?!织)|思想|任务|环|线|点|词|位)"
)
_SEAT = re.compile(r"国务院|.*人民政府|中共.*[省区市县州盟旗]委")
_CLAUSE_HEAD = re.compile(r"(?:^|[。；;，：:\n])(?:[^，。；\n]{0,12}[日午期前周月]，?)?\Z")


def publisher_register(context: Context) -> Register:
    """The issue's register, with what the publisher calls itself: 省中心, 我局."""
    register, publisher = context.register, context.masthead.publisher
    if publisher is None:
        return register
    register = register.with_alias(publisher, publisher)
    own = register.resolve(publisher, on=context.on) or publisher
    tail = "中心" if publisher.endswith("中心") else publisher[-1]
    for head in ("省", "市", "州", "区", "县", "我", "本") if tail == "中心" else ("我", "本"):
        register = register.with_alias(head + tail, own)
    return register


def find_departments(context: Context) -> tuple[DepartmentMention, ...]:
    """The departments named in the issue, in order; none in furniture or 《titles》.

    省委, 省政府 and 国务院 are named as places of authority far more often than as bodies that
    do something: they count only where they are the subject of a predicate.
    """
    register = publisher_register(context)
    mentions: list[DepartmentMention] = []
    for position, block in enumerate(context.blocks):
        if block.kind == "furniture":
            continue
        found = register.find(block.text, on=context.on)
        called = _short_names(block.text, found)
        for printed, name in called:
            register = register.with_alias(printed, name)
        if called:
            found = register.find(block.text, on=context.on)
        found = _with_publisher(context, block.text, found)
        mentions.extend(
            DepartmentMention(
                name=one.name,
                printed=one.printed,
                section=context.paths[position],
                span=Span(block=position, start=one.start, end=one.end),
            )
            for one in found
            if _counts(block.text, one)
        )
    return tuple(mentions)


def _counts(text: str, one: FoundDepartment) -> bool:
    if one.name is None or _SEAT.fullmatch(one.name) is None or one.printed.endswith(WINDOW):
        return True
    return _CLAUSE_HEAD.search(text, 0, one.start) is not None and is_predicate(text, one.end)


def _short_names(text: str, found: tuple[FoundDepartment, ...]) -> list[tuple[str, str]]:
    """What the text says it will call a department from here on."""
    ends = {one.end: one for one in found}
    names = []
    for match in _CALLED.finditer(text):
        one = ends.get(match.start())
        if one is not None:
            names.append((match[1], one.name or one.printed))
    return names


def _with_publisher(
    context: Context, text: str, found: tuple[FoundDepartment, ...]
) -> tuple[FoundDepartment, ...]:
    publisher = context.masthead.publisher
    if publisher is None or not publisher.endswith("中心"):
        return found
    taken = {place for one in found for place in range(one.start, one.end)}
    own = [
        FoundDepartment(start=at.start(), end=at.end(), printed=at[0], name=publisher)
        for at in _OWN.finditer(text)
        if at.start() not in taken and at.end() - 1 not in taken
        if is_predicate(text, at.end())
        or text.startswith(("党", "领导", "主任", "副主任"), at.end())
    ]
    return tuple(sorted((*found, *own), key=lambda one: one.start))
