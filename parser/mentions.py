"""What an issue names (提及): departments; people and cited documents have modules of their own."""

import re

from .bodies import WINDOW
from .citations import find_documents
from .context import Context
from .departments import FoundDepartment, Register, home_of
from .model import DepartmentMention, Span
from .name_marks import OF_SELF, OFFICES, OWN_STREET, TOWN
from .own_names import with_printed_names
from .people import find_people
from .places import locate, names_at
from .stand_ins import find_stand_ins
from .verbs import is_predicate

__all__ = ["find_departments", "find_documents", "find_people", "publisher_register"]

# ...（以下简称“省数据局”）
_CALLED = re.compile(
    r"[（(](?:以下|下文)?(?:统?简称|称)[:：为]?[“\"「『]?([^”\"」』）)]{2,20})[”\"」』]?[）)]"
)
_LEVELS = ("province", "city", "county")
_HEAD = 8  # blocks of the head that are searched for a place
_SEAT = re.compile(r"国务院|.*人民政府|中共.*[省区市县州盟旗]委")
_CLAUSE_HEAD = re.compile(
    r"(?:^|[。；;，：:\n])(?:[^，。；\n]{0,12}[日午期前周月]，?)?(?:[\u4e00-\u9fff]{0,8}委、)?\Z"
)
_UNKNOWN_SEAT = re.compile("[省市县区州旗盟](?:委|(?:人民)?政府)")
# what belongs to a government named with its place: 样临县人民政府网站
_OF_SEAT = re.compile("网|采购|工作报告|门户|令|办公[楼区]|所在地|驻地|关于|决策|决定|批准|同意")
# 市委、市政府, 市政府主要领导: a seat of power that acts with another, or through its heads
_DAY = re.compile(r"(?:拟|将|已)?(?:于|在)?(?:[0-9]{1,2}[月日]|近[日期]|日前)")
_BESIDE = re.compile(r"(?:、[省市县区州旗]?(?:人民)?政府|主要领导|主要负责同志|有关领导|领导班子)+")


# 市热线中心 for a publisher of the name …便民热线管理中心
_SHORT = re.compile(
    r"[省市州县区旗](?<![\u4e00-\u9fff].)(?P<core>[\u4e00-\u9fff]{2,6}?)(?P<tail>中心|办公室|[局办委])"
)
# the office of a body: 税务局|收入核算科
_OFFICE_OF = re.compile(
    r"(?P<body>.+(?:[局厅委]|海关|[支总大]队))(?!员会)(?:办公室|指挥中心|[\u4e00-\u9fff]{2,6}[处科室办])"
)
# offices that a body's own paper names without the body: 缉私分局 of a 海关
_BRANCHES = {
    "海关": ("缉私分局", "缉私局"),
    "税务局": ("稽查局", "第一稽查局", "第二稽查局", "第三稽查局"),
    "公安局": tuple("刑侦支队 治安支队 特警支队 巡特警支队 经侦支队 网安支队 禁毒支队".split()),
}
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
    aliases = {publisher: register.resolve(publisher, on=context.on) or publisher}
    publisher, own = _own_body(register, context)
    assert publisher is not None
    assert own is not None
    if publisher.endswith("中心"):
        names = [head + "中心" for head in ("省", "市", "州", "区", "县", "我", "本")]
    else:
        tails = _SELVES.get(publisher[-1], (publisher[-1],))
        heads = ("我", "本", *(_heads_of(register) if publisher[-1] in "局厅" else ""))
        names = [head + tail for head in heads for tail in tails]
    names += _short_forms(context, publisher, _heads_of(register))
    aliases |= _of_town(context)
    above = _superiors(register, own, context)
    branches = {office: own + office for office in _BRANCHES.get(_tail_of(own), ())}
    return register.with_aliases(branches | aliases | above | dict.fromkeys(names, own))


def _tail_of(own: str) -> str:
    return next((tail for tail in _BRANCHES if own.endswith(tail)), "")


def _own_body(register: Register, context: Context) -> tuple[str | None, str | None]:
    """The body that says 我局 in this paper, as printed and by its full name.

    The paper of an office (税务局收入核算科) speaks of its whole body so.
    """
    publisher = context.masthead.publisher
    if publisher is None:
        return None, None
    if (office := _OFFICE_OF.match(publisher)) is not None:
        publisher = office["body"]
    return publisher, register.resolve(publisher, on=context.on) or publisher


def _superiors(register: Register, own: str, context: Context) -> dict[str, str]:
    """What 省局 and 市局 mean in the paper of an office below: the same line of work, higher up."""
    if register.home is None or len(own) < 4:
        return {}
    _, end, place = locate(own)
    level = _LEVELS.index(register.home.level)
    found: dict[str, str] = {}
    for word, of in OF_SELF.items() if place is not None else ():
        for tail in ("局", "厅", "委", "中心") if _LEVELS.index(of) < level else ():
            name = register.resolve(word + own[end:].rstrip("局厅委") + tail, on=context.on)
            if name is not None and name != own:
                found.setdefault(word + tail, name)
    return found


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
    if "、" in publisher or publisher.startswith("中共"):
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


def _of_town(context: Context) -> dict[str, str]:
    """What the paper of a town or street calls its offices: 镇综合执法队, 街道办."""
    town = TOWN.search(context.masthead.publisher or "")
    if town is None:
        return {}
    return {
        match[0]: town["name"] + OFFICES.get(match["office"], match["office"])
        for block in context.blocks
        if town["kind"] in block.text
        for match in OWN_STREET.finditer(block.text)
        if match[0].startswith(town["kind"])
    }


def find_departments(context: Context) -> tuple[DepartmentMention, ...]:
    """The departments named in the issue, in order; none in furniture or 《titles》.

    Words that stand for one (我局, 该局, bare 中心) are among them; ``stand_ins.named`` leaves
    them out.

    省委, 省政府 and 国务院 are named as places of authority far more often than as bodies that
    do something: they count only where they are the subject of a predicate.
    """
    register = context.register
    own = _own_body(context.register, context)[1]
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
        stand_ins = find_stand_ins(block.text, found, own)
        if stand_ins:
            found = tuple(sorted((*found, *stand_ins), key=lambda one: one.start))
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
    return with_printed_names(mentions, publisher=own, frame=_in_frame(context))


def _in_frame(context: Context) -> tuple[FoundDepartment, ...]:
    """The bodies named in masthead and imprint."""
    blocks = [one for one in context.blocks if one.kind == "furniture" and len(one.text) > 5]
    return tuple(
        one for block in blocks for one in context.register.find(block.text, on=context.on)
    )


def _counts(text: str, one: FoundDepartment) -> bool:
    seat = _SEAT.fullmatch(one.name or "") or _UNKNOWN_SEAT.fullmatch(one.printed)
    if seat is None or one.printed.endswith(WINDOW):
        return True
    if one.printed.endswith("政府") and one.printed[0] not in (*OF_SELF, "政", "人"):
        return _OF_SEAT.match(text, one.end) is None
    if _CLAUSE_HEAD.search(text, 0, one.start) is None:
        return text[one.start - 1] in "由经被"
    beside = _BESIDE.match(text, one.end)
    end = beside.end() if beside is not None else one.end
    return is_predicate(text, end) or _DAY.match(text, end) is not None


def _short_names(text: str, found: tuple[FoundDepartment, ...]) -> list[tuple[str, str]]:
    """What the text says it will call a department from here on."""
    ends = {one.end: one for one in found}
    names = []
    for match in _CALLED.finditer(text) if "称" in text else ():
        one = ends.get(match.start())
        if one is not None:
            names.append((match[1], one.name or one.printed))
    return names
