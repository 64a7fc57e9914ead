"""People who do not exist: given names say so themselves."""

from dataclasses import dataclass
from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_DOUBLE = ("欧阳", "司马", "上官", "诸葛")
_GIVEN = (
    "拟真", "示凡", "样文", "模言", "例明", "试航", "仿成", "虚舟", "设文", "构思", "假山", "拟文",
    "示例", "样本", "模范", "例举", "仿真", "虚竹", "设想", "拟章", "示意", "样章", "模拟", "例言",
    "试言", "仿书", "拟", "样", "例", "仿", "若虚", "似真", "非真", "未名", "佚名", "乌有", "子虚",
)  # fmt: skip

PARTY_TITLES = ("党组书记、{head}", "党组成员、副{head}", "党组副书记、副{head}")
PLAIN_TITLES = ("副{head}", "{head}", "一级巡视员", "二级巡视员", "总工程师", "机关党委书记")
CENTRE_TITLES = (
    "党委书记、主任",
    "党委委员、副主任",
    "党委副书记",
    "副主任",
    "主任",
    "纪委书记",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name and the title that stands with it."""

    name: str
    title: str


def holder(post: str, year: int) -> str:
    """Who holds a post in that year: the same name in every report; posts change hands."""
    rng = Random(f"{post}:{(year - 2013) // 3}")
    surname = rng.choice(_DOUBLE) if rng.random() < 0.03 else rng.choice(_SURNAMES)
    return surname + rng.choice(_GIVEN)


def meet(rng: Random, organization: str, year: int) -> Person:
    """Somebody who holds a post in ``organization`` (canonical name)."""
    if organization.endswith("中心"):
        title = rng.choice(CENTRE_TITLES)
    else:
        ends = {"厅": "厅长", "局": "局长"}
        form = rng.choice(PARTY_TITLES) if rng.random() < 0.4 else rng.choice(PLAIN_TITLES)
        title = form.format(head=ends.get(organization[-1], "主任"))
    return Person(name=holder(organization + title, year), title=title)
