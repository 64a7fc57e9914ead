"""People named with a title (人物): 应急管理厅二级巡视员张三."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .context import Context
from .departments import FoundDepartment, Register
from .model import DepartmentMention, PersonMention, Span
from .surnames import read_name, read_name_before

_POST = (
    "书记|主任|局长|厅长|部长|省长|市长|区长|县长|州长|旗长|盟长|镇长|乡长|主席|秘书长|处长|"
    "科长|所长|院长|校长|站长|馆长|台长|社长|行长|会长|理事长|总队长|支队长|大队长|队长|组长|"
    "司长|署长|关长|股长|班长|检察长|审判长|董事长|总经理|经理|总裁|政委|政治委员|总编辑|总监"
    "|专员|秘书|干事|主管|窗口首席代表|首席代表|负责人|召集人|发言人|联络员|"
    "人大代表|总工程师|总经济师|总会计师|总规划师|总农艺师|总兽医师|总畜牧师|总审计师|总统计师|"
    "安全总监|首席信息官|首席数据官|"
    "高级工程师|高工|工程师|研究员|主任医师|首席专家|教授|"
    "巡视员|调研员|主任科员|主办|高级主管|督察专员|督学|监察专员|党组成员|党委委员|常委|委员|"
    "组员|成员"
)
_PREFIX_SIGNS = "党机纪工常执原时代副第名驻一二三四高窗分主相"
_TITLE = re.compile(
    # what they begin with: most characters are passed over by this alone
    rf"(?=[{_PREFIX_SIGNS}{''.join(sorted({post[0] for post in _POST.split('|')}))}])"
    rf"(?:(?:党委|党组|党总支|党支部|机关党委|机关纪委|纪委|纪检组|纪检监察组|工委|常务|执行|原"
    rf"|时任|代理|副|第一|名誉|驻[\u4e00-\u9fff]{{1,6}}?|"
    rf"[一二三四]级|高级|窗口|分管|主要|相关)*(?:{_POST})(?:[（(](?:兼|主持工作|"
    rf"[正副]?[厅局处科]级|挂职)[）)]|兼)?)"
)
# the part of a run of titles before its post: 行政审批处处长
_UNIT = r"[\u4e00-\u9fffA-Za-z0-9]{0,14}?"
_RUN = re.compile(rf"(?:{_UNIT}{_TITLE.pattern}[、,，和兼及]?)*{_UNIT}{_TITLE.pattern}")
_GOVERNS = re.compile(r"(?:常务)?副?(?:省长|市长|区长|县长|州长|旗长|盟长|镇长|乡长)$")
_COMPANY = re.compile(
    r"(?:(?<=[，。；、：:“”（(\s由与和向对.．])|^)([\u4e00-\u9fffA-Za-z0-9（）()]{2,24}?"
    r"(?:公司|集团|大学|学院|医院|协会|商会|银行|研究院|研究所|联盟|基金会|合作社|报社|电视台|"
    r"中学|小学|学校))$"
)
# posts that a name may stand before: 张样文厅长
_AFTER_NAME = re.compile(
    r"(?=[常党副书主局厅部省市区县州处院校司署关行秘董总支大一二巡调])"
    r"(?=常务|党[组委]|副|书记|主[任席]|[局厅部省市区县州处院校司署关行]长|秘书|董事|[总支大]队"
    r"|[一二]级|巡视|调研)"
    r"(?:常务|党组|党委)?副?(?:书记|主任|[局厅部省市区县州处院校司署关行]长|主席|秘书长|董事长|总经理"
    r"|[总支大]队长|[一二]级(?:巡视员|调研员)|巡视员|调研员)"
)
_COMRADE = re.compile("同志(?!们)")
_BEFORE_NAME = frozenset("，。；：、（“ \n\u3000由与和及对向.．")
# what goes on after a person: other words would make the title a part of them
_GOES_ON = re.compile(
    r"$|[，。；、：（）\s]|一行|同志|带队|率|到|在|赴|主持|出席|参加|陪同|等|强调|指出|要求|表示|介绍|说"
    r"|和|与|及|调研|讲话|作|对|前往|莅临|为|就|围绕|深入|来|检查|督导|宣读|传达|通报|致辞|听取|现场|实地"
)
_AND_NAME = re.compile("[、和与及]|以及")
_REACH = 100  # characters before a title in which its run of titles begins
_STOPS = "，。；：:！？\n“”|"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Titles in front of a name, and the body they belong to; ``department`` None: not adjacent."""

    title: str
    department: FoundDepartment | None
    organization: str | None


def find_people(
    context: Context, departments: tuple[DepartmentMention, ...]
) -> tuple[PersonMention, ...]:
    """The people named with a title, in order; ``span`` is the name's.

    ``organization`` is the department right before the title, else the nearest one before it in
    the same sentence. Titles of two bodies (省委副书记、省长) have none, and are kept whole.
    """
    finder = _Finder(context, departments)
    return tuple(
        person
        for position, block in enumerate(context.blocks)
        if block.kind != "furniture"
        for person in finder.of_block(block.text, position)
    )


class _Finder:
    def __init__(self, context: Context, departments: tuple[DepartmentMention, ...]) -> None:
        self._context = context
        self._register: Register = context.register
        self._mentions: dict[int, list[DepartmentMention]] = {}
        for mention in departments:
            self._mentions.setdefault(mention.span.block, []).append(mention)

    def of_block(self, text: str, position: int) -> Iterator[PersonMention]:
        named = [*self._with_titles(text, position), *self._before_titles(text, position)]
        named += self._comrades(text, position, {one.span.start for one in named})
        yield from sorted(named, key=lambda one: one.span.start)

    def _before_titles(self, text: str, position: int) -> Iterator[PersonMention]:
        """Names in front of their titles: 教育厅张样文厅长."""
        for title in _AFTER_NAME.finditer(text):
            name = read_name_before(text, title.start())
            if name is None or _GOES_ON.match(text, title.end()) is None:
                continue
            start = title.start() - len(name)
            bodies = self._bodies(text, position)
            body = next((one for one in bodies if one.end == start), None)
            if body is None and start and text[start - 1] not in _BEFORE_NAME:
                continue
            yield PersonMention(
                name=name,
                title=title[0],
                organization=(body.name or body.printed) if body is not None else None,
                section=self._context.paths[position],
                span=Span(block=position, start=start, end=title.start()),
            )

    def _comrades(self, text: str, position: int, known: set[int]) -> Iterator[PersonMention]:
        """Names without a title: 张样文同志."""
        for word in _COMRADE.finditer(text):
            name = read_name_before(text, word.start())
            start = word.start() - len(name or "")
            if name is None or start in known or (start and text[start - 1] not in _BEFORE_NAME):
                continue
            yield PersonMention(
                name=name,
                title=None,
                organization=None,
                section=self._context.paths[position],
                span=Span(block=position, start=start, end=word.start()),
            )

    def _with_titles(self, text: str, position: int) -> Iterator[PersonMention]:
        bodies: tuple[FoundDepartment, ...] | None = None
        end = 0
        last: _Run | None = None
        for title in _TITLE.finditer(text):
            name = read_name(text, title.end()) if title.start() >= end else None
            if name is None:
                continue
            if bodies is None:
                bodies = self._bodies(text, position)
            last = self._read_run(text, title, bodies)
            start = title.end()
            while name is not None:
                end = start + len(name)
                yield PersonMention(
                    name=name,
                    title=last.title,
                    organization=last.organization,
                    section=self._context.paths[position],
                    span=Span(block=position, start=start, end=end),
                )
                # 副主任张三、李四: the second shares the title
                more, name = _AND_NAME.match(text, end), None
                if more is not None and not _starts_body(bodies, more.end()):
                    start = more.end()
                    name = read_name(text, start)

    def _bodies(self, text: str, position: int) -> tuple[FoundDepartment, ...]:
        """All bodies of a block: those mentioned, and seats of power such as 省委."""
        mentioned = [
            FoundDepartment(
                start=one.span.start, end=one.span.end, printed=one.printed, name=one.name
            )
            for one in self._mentions.get(position, ())
        ]
        taken = {place for one in mentioned for place in range(one.start, one.end)}
        seats = [
            one
            for one in self._register.find(text, on=self._context.on)
            if one.start not in taken and one.end - 1 not in taken
        ]
        return tuple(sorted((*mentioned, *seats), key=lambda one: one.start))

    def _read_run(
        self, text: str, title: re.Match[str], bodies: tuple[FoundDepartment, ...]
    ) -> _Run:
        near = max(0, title.start() - _REACH)
        head = max(text.rfind(stop, near, title.start()) for stop in _STOPS) + 1 or near
        for body in bodies:
            if head <= body.start and body.end <= title.start():
                between = text[body.end : title.end()].removeprefix("窗口")
                if _RUN.fullmatch(between):
                    return self._adjacent(text, body, between, title.end())
        return self._distant(text, title, head, bodies)

    def _adjacent(self, text: str, body: FoundDepartment, title: str, end: int) -> _Run:
        name = body.name or body.printed
        governs = _GOVERNS.search(title) is not None
        if governs and "、" in title:
            return _Run(title=text[body.start : end], department=body, organization=None)
        if _is_seat(name) and "、" in title:
            return _Run(title=text[body.start : end], department=body, organization=None)
        return _Run(title=title, department=body, organization=name)

    def _distant(
        self, text: str, title: re.Match[str], head: int, bodies: tuple[FoundDepartment, ...]
    ) -> _Run:
        start = _run_start(text, title, head)
        printed = text[start : title.end()]
        company = _COMPANY.search(text, max(head - 1, 0), start)
        if company is not None:
            return _Run(title=printed, department=None, organization=company[1])
        if _GOVERNS.search(printed):
            return _Run(title=printed, department=None, organization=None)
        own = self._own(printed)
        if own is not None:
            return own
        sentence = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
        near = [
            body
            for body in bodies
            if sentence <= body.start and body.end <= start and not _is_seat(body.name or "")
        ]
        organization = (near[-1].name or near[-1].printed) if near else None
        return _Run(title=printed, department=None, organization=organization)

    def _own(self, printed: str) -> _Run | None:
        """中心主任 in the publisher's own paper."""
        publisher = self._context.masthead.publisher
        if publisher is None:
            return None
        for tail in ("中心", publisher[-1]):
            if publisher.endswith(tail) and printed.startswith(tail) and len(printed) > len(tail):
                # 关长 is a post of its own, 中心主任 is the 主任 of the 中心
                title = printed if printed == tail + "长" else printed[len(tail) :]
                return _Run(title=title, department=None, organization=self._publisher(publisher))
        unit = publisher[-2:]
        if unit in ("大队", "支队", "总队") and printed.startswith((unit, f"副{unit}")):
            return _Run(title=printed, department=None, organization=self._publisher(publisher))
        return None

    def _publisher(self, publisher: str) -> str:
        return self._register.resolve(publisher, on=self._context.on) or publisher


def _run_start(text: str, title: re.Match[str], head: int) -> int:
    """Where a run of titles without a department in front of it begins: 党组书记、局长."""
    start = title.start()
    while start > head and text[start - 1] in "、和兼":
        before = [one for one in _TITLE.finditer(text, head, start - 1) if one.end() == start - 1]
        if not before:
            break
        start = before[0].start()
    for tail in ("中心", "局", "厅", "委"):
        if text.endswith(tail, head, start) and start - len(tail) == head:
            return head
    return start


def _is_seat(name: str) -> bool:
    return re.fullmatch(r".*人民政府|中共.*[省区市县州盟旗]委|国务院", name) is not None


def _starts_body(bodies: tuple[FoundDepartment, ...], place: int) -> bool:
    return any(body.start == place for body in bodies)
