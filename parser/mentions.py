"""What an issue names (提及): departments; people and cited documents have modules of their own."""

import re

from .bodies import WINDOW
from .citations import find_documents
from .context import Context
from .departments import FoundDepartment, Register, home_of
from .model import DepartmentMention, Span
from .name_marks import OF_SELF
from .people import find_people
from .places import names_at
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
_HEAD = 8  # blocks of the head that are searched for a place
_SEAT = re.compile(r"国务院|.*人民政府|中共.*[省区市县州盟旗]委")
_CLAUSE_HEAD = re.compile(r"(?:^|[。；;，：:\n])(?:[^，。；\n]{0,12}[日午期前周月]，?)?\Z")


# 市热线中心 for a publisher of the name …便民热线管理中心
_SHORT = re.compile(
    r"(?<![\u4e00-\u9fff])[省市州县区旗](?P<core>[\u4e00-\u9fff]{2,6}?)(?P<tail>中心|办公室|[局办委])"
)
# the office of a body: 税务局|收入核算科
_OFFICE_OF = re.compile(r"(?P<body>.+[局厅委])(?:办公室|[\u4e00-\u9fff]{2,6}[处科室])")
_TAILS = {"办": "办公室", "委": "委员会"}
_SELVES = {"室": ("办",), "会": ("委", "会")}


def publisher_register(context: Context) -> Register:
    """The issue's register, with what the publisher calls itself: 省中心, 我局.

    Where the publisher's name holds no place (县政务服务管理办公室), the paper's name or the
    other lines of its head tell whose 县教育局 is meant.
    """
    register, publisher = _with_home(context), context.masthead.publisher
    if publisher is None:
        return register
    own = register.resolve(publisher, on=context.on) or publisher
    aliases = {publisher: own}
    if (office := _OFFICE_OF.match(publisher)) is not None:
        # the paper of an office speaks of its whole body as 我局
        publisher = office["body"]
        own = register.resolve(publisher, on=context.on) or publisher
    if publisher.endswith("中心"):
        names = [head + "中心" for head in ("省", "市", "州", "区", "县", "我", "本")]
    else:
        tails = _SELVES.get(publisher[-1], (publisher[-1],))
        heads = ("我", "本", *(_heads_of(register) if publisher[-1] in "局厅" else ""))
        names = [head + tail for head in heads for tail in tails]
    names += _short_forms(context, publisher, _heads_of(register))
    return register.with_aliases(aliases | dict.fromkeys(names, own))


def _with_home(context: Context) -> Register:
    """The register; its home from the head of the paper where that tells it more exactly."""
    register = context.register
    home = home_of(context.masthead.series)
    if register.home is None:
        home = _home_in_head(context)
        return register.with_home(home) if home is not None else register
    if home is None:
        return register
    inner = register.with_home(home)
    assert inner.home is not None
    return inner if register.home.name in inner.home.within else register


def _home_in_head(context: Context) -> str | None:
    """The place that the paper's name or another line of its head begins with."""
    head = [block.text.strip() for block in context.blocks[:_HEAD] if block.kind == "furniture"]
    for words in (context.masthead.series or "", *head):
        if words and names_at(words, 0):
            return home_of(words)
    return None


def _heads_of(register: Register) -> str:
    """What stands for the place of the office in its own paper: 市, or 县."""
    if register.home is None:
        return ""
    return "".join(word for word, level in OF_SELF.items() if level == register.home.level)


def _short_forms(context: Context, publisher: str, heads: str) -> set[str]:
    """What the text calls the publisher by the last word of its name: 市热线中心, 市热线办."""
    found: set[str] = set()
    if "、" in publisher:
        return found
    for block in context.blocks:
        for match in _SHORT.finditer(block.text):
            tail = match["tail"]
            ends = {tail, _TAILS.get(tail, tail)}
            if match[0][0] in heads and any(
                publisher.endswith(match["core"] + middle + end)
                for middle in ("", "管理", "服务", "工作")
                for end in ends
            ):
                found.add(match[0])
    return found


def find_departments(context: Context) -> tuple[DepartmentMention, ...]:
    """The departments named in the issue, in order; none in furniture or 《titles》.

    省委, 省政府 and 国务院 are named as places of authority far more often than as bodies that
    do something: they count only where they are the subject of a predicate.
    """
    register = context.register
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
    if publisher is None or not publisher.endswith("中心") or "中心" not in text:
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
