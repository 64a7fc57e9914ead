"""Bodies that act and are in no register: firms, schools, stations, squads (其他主体)."""

import re
from collections.abc import Iterator

from .name_marks import OF_SELF
from .places import Place
from .verbs import ACT

_KINDS = (
    "公司|集团|银行|支行|分行|信用社|协会|商会|学会|工商联|供销社|联合会|基金会|合作社|联盟"
    "|医院|卫生院|血站|学校|大学|学院|中学|小学|幼儿园|研究院|研究所|设计院|科学院|图书馆|博物馆|文化馆|档案馆"
    "|气象台|电视台|报社|监测站|检疫站|植检站|植保站|农技站|推广站|水文站|管理站|监督站|车站|服务站|工作站|兽医站|[水供][电务]站"
    "|派出所|管理所|监察所|司法所|事务所|税务所|税务分局|分局|供电局|供电所|邮政局|[中大支总]队|救援队|救援站|消防站"
    "|指挥部|工作组|工作专班|领导小组|督[查导察]组|巡[察视]组|调查组|专家组|检查组|办公室|管委会|委员会|中心|法院|检察院|仲裁委"
)
# no name begins so, and nothing of it stands inside one
_NO_HEAD = (
    r"(?!(?:全[省市县区州国]|各|该|本|我|某|涉|两|三|多|几|这|另|首|部分|有关|相关|上述|其他|重点|一|在|对|向|由|经|被|于|到|赴|将|把|从"
    r"|据|按|为|因|受|以|自|与|和|及|同|其中|目前|截至|近|日前|组织|开展|召开|联合|会同|随后|随即|通过|针对|根据|市场主体|党员))"
)
_INSIDE = (
    r"(?:(?![的了在到将于被把从赴是并等各就可、，]|双方|围绕|(?<=.)[对与和及由向](?!外|口|台|应))"
    r"[\u4e00-\u9fffA-Za-z0-9“”（）()])"
)
_NOT_BEHIND = r"(?![\u4e00-\u9fff]{0,2}[、和]?(?:职工|员工|学生|师生|用户))"


def _pattern(kinds: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_NO_HEAD}(?=[\u4e00-\u9fffA-Z“])(?P<name>{_INSIDE}{{1,22}}?(?:{kinds})){_NOT_BEHIND}"
    )


_OTHER = _pattern(_KINDS)
# what goes on behind the first kind: 农业银行|样县支行, 样达公司|样州分公司
_LONGER = (_pattern(rf"(?:{_KINDS}){_INSIDE}{{1,10}}?(?:{_KINDS})"),)
_ACTS_INSIDE = re.compile(
    r"召开|举行|印发|前往|发生|发布|下发|通报|派出|邀请|抽调|成立|组建|走进|深入|要求|约谈|启动|进驻|联合|会同|组织"
)


def own_places(home: Place | None) -> dict[str, str]:
    """What 省, 市 and 县 stand for in the paper of an office of that place."""
    if home is None:
        return {}
    levels = dict(zip(("province", "city"), home.within, strict=False)) | {home.level: home.name}
    found = {word: levels[level] for word, level in OF_SELF.items() if level in levels}
    if home.name.endswith("市"):
        found["市"] = home.name
    return found


def read_other_body(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The names of firms, schools, stations or squads that can stand at ``start``, shortest first.

    The caller has to see which of them does something: 农业银行|样县支行到…, and 样达公司|生产的…
    is none.
    """
    for kinds in (_OTHER, *_LONGER):
        match = kinds.match(text, start, end)
        if match is None or _ACTS_INSIDE.search(match["name"]) or ACT.match(match["name"]):
            return
        yield match


def full_name(printed: str, own: dict[str, str]) -> str:
    """The name with its place: 样例市气象台 for 市气象台; as printed where it has none."""
    place = own.get(printed[0])
    return place + printed[1:] if place is not None else printed
