"""What the office counts: thirty-odd series that appear, are renamed and vanish.

A series is one thing counted through the years whatever it is called; the truth of each figure
names its series, so that a broken thread through a renaming can be seen.
"""

from dataclasses import dataclass
from itertools import pairwise

Names = tuple[tuple[int, str, str], ...]  # (first year, printed, word that must be found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """口径: on whose behalf is counted, and what the papers call it from which year on."""

    key: str
    names: Names
    headings: tuple[str, ...]  # section headings that say the scope, "{s}" stands for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One thing counted. ``share_of`` makes it a part of another series (办结 of 受理)."""

    key: str
    scope: str
    names: Names
    unit: str
    base: float  # a week's number in the first year
    growth: float = 1.05  # a year
    first: int = 2013
    last: int = 2023
    share_of: str | None = None


def _same(printed: str, word: str | None = None) -> Names:
    return ((2013, printed, word or printed),)


SCOPES = (
    Scope(
        key="hall",
        names=((2013, "政务大厅", "大厅"), (2017, "省政务服务大厅", "大厅")),
        headings=("{s}办件情况", "{s}运行情况", "{s}窗口办件情况", "{s}办理情况"),
    ),
    Scope(
        key="zong",
        names=((2013, "省本级综窗", "综窗"), (2021, "省本级综合窗口", "综合窗口")),
        headings=("{s}办件情况", "{s}运行情况", "{s}办理数据", "{s}受理颁发情况"),
    ),
    Scope(
        key="permit",
        names=_same("行政许可事项", "行政许可"),
        headings=("{s}受理办理情况", "{s}办理情况"),
    ),
    Scope(
        key="service",
        names=_same("公共服务事项", "公共服务"),
        headings=("{s}受理办理情况", "{s}办理情况"),
    ),
    Scope(
        key="nonpermit",
        names=_same("非行政许可审批事项", "非行政许可审批"),
        headings=("{s}清理前办理情况", "{s}办理情况"),
    ),
    Scope(
        key="net",
        names=((2013, "网上审批系统", "网上审批"), (2019, "一体化政务服务平台", "一体化")),
        headings=("{s}运行情况", "{s}办件情况"),
    ),
    Scope(
        key="hotline",
        names=((2013, "政务服务热线", "热线"), (2021, "12345热线", "热线")),
        headings=("{s}运行情况", "{s}诉求办理情况"),
    ),
    Scope(
        key="trade",
        names=_same("公共资源交易", "交易"),
        headings=("{s}情况", "{s}运行情况", "{s}平台运行情况"),
    ),
    Scope(
        key="company",
        names=_same("企业开办专区", "企业开办"),
        headings=("{s}运行情况", "{s}服务情况"),
    ),
    Scope(
        key="project",
        names=((2013, "投资项目在线审批监管平台", "投资项目"), (2020, "投资项目专区", "投资项目")),
        headings=("{s}运行情况", "{s}办理情况"),
    ),
    Scope(
        key="cross",
        names=_same("“跨省通办”窗口", "跨省通办"),
        headings=("{s}办件情况", "{s}运行情况"),
    ),
    Scope(
        key="self",
        names=((2013, "自助服务区", "自助服务区"), (2022, "24小时自助服务区", "自助服务区")),
        headings=("{s}运行情况", "{s}使用情况"),
    ),
    Scope(
        key="help",
        names=((2013, "代办帮办窗口", "办窗口"), (2020, "帮办代办窗口", "办窗口")),
        headings=("{s}服务情况", "{s}工作情况"),
    ),
)

SERIES = (
    Series(
        key="hall.consult",
        scope="hall",
        names=((2013, "接待咨询", "咨询"), (2017, "咨询", "咨询")),
        unit="人次",
        base=2650,
        growth=1.03,
    ),
    Series(key="hall.accept", scope="hall", names=_same("受理"), unit="件", base=1180),
    Series(
        key="hall.finish",
        scope="hall",
        names=_same("办结"),
        unit="件",
        base=0.94,
        share_of="hall.accept",
    ),
    Series(
        key="hall.issue",
        scope="hall",
        names=((2013, "发放证照", "证照"), (2016, "颁发证照", "证照"), (2020, "颁发", "颁发")),
        unit="件",
        base=640,
        growth=1.08,
    ),
    Series(
        key="zong.consult", scope="zong", names=_same("咨询"), unit="人次", base=870, first=2017
    ),
    Series(key="zong.accept", scope="zong", names=_same("受理"), unit="件", base=236, first=2017),
    Series(key="zong.issue", scope="zong", names=_same("颁发"), unit="件", base=2900, first=2017),
    Series(key="zong.flow", scope="zong", names=_same("流转"), unit="件", base=5100, first=2019),
    Series(key="permit.accept", scope="permit", names=_same("受理"), unit="件", base=3900),
    Series(
        key="permit.finish",
        scope="permit",
        names=_same("办结"),
        unit="件",
        base=0.96,
        share_of="permit.accept",
    ),
    Series(key="service.accept", scope="service", names=_same("受理"), unit="件", base=21700),
    Series(
        key="service.finish",
        scope="service",
        names=_same("办结"),
        unit="件",
        base=0.95,
        share_of="service.accept",
    ),
    Series(
        key="nonpermit.accept",
        scope="nonpermit",
        names=_same("受理"),
        unit="件",
        base=430,
        growth=0.7,
        last=2015,
    ),
    Series(
        key="nonpermit.finish",
        scope="nonpermit",
        names=_same("办结"),
        unit="件",
        base=0.9,
        share_of="nonpermit.accept",
        last=2015,
    ),
    Series(
        key="net.apply",
        scope="net",
        names=((2013, "网上预受理", "网上预受理"), (2016, "网上申报", "网上申报")),
        unit="件",
        base=310,
        growth=1.32,
    ),
    Series(key="net.visit", scope="net", names=_same("访问"), unit="人次", base=5200, growth=1.2),
    Series(
        key="net.licence",
        scope="net",
        names=_same("归集电子证照", "电子证照"),
        unit="条",
        base=18400,
        growth=1.1,
        first=2019,
    ),
    Series(
        key="net.post",
        scope="net",
        names=((2013, "快递送达", "送达"), (2021, "寄递送达", "送达")),
        unit="件",
        base=160,
        growth=1.15,
        first=2017,
    ),
    Series(
        key="hotline.call", scope="hotline", names=_same("接听来电", "来电"), unit="个", base=940
    ),
    Series(
        key="hotline.order",
        scope="hotline",
        names=((2013, "转办诉求", "转办"), (2019, "转办工单", "转办")),
        unit="件",
        base=270,
    ),
    Series(
        key="hotline.reply",
        scope="hotline",
        names=((2013, "办结回复", "回复"), (2019, "回复工单", "回复")),
        unit="件",
        base=0.92,
        share_of="hotline.order",
    ),
    Series(key="trade.enter", scope="trade", names=_same("进场项目"), unit="个", base=46),
    Series(key="trade.done", scope="trade", names=_same("成交项目"), unit="宗", base=31),
    Series(key="trade.amount", scope="trade", names=_same("成交金额"), unit="元", base=236_000_000),
    Series(key="trade.saved", scope="trade", names=_same("节约资金"), unit="元", base=9_300_000),
    Series(
        key="company.new", scope="company", names=_same("新设企业"), unit="户", base=88, first=2017
    ),
    Series(
        key="company.seal",
        scope="company",
        names=_same("免费刻制公章", "公章"),
        unit="枚",
        base=205,
        first=2019,
    ),
    Series(
        key="company.change", scope="company", names=_same("办理变更", "变更"), unit="户", base=61,
        first=2017,
    ),
    Series(
        key="project.declare",
        scope="project",
        names=_same("申报项目"),
        unit="个",
        base=74,
        first=2015,
    ),
    Series(
        key="project.code", scope="project", names=_same("赋码"), unit="个", base=58, first=2015
    ),
    Series(
        key="project.approve",
        scope="project",
        names=((2013, "办结审批", "办结"), (2019, "办结", "办结")),
        unit="件",
        base=49,
        first=2015,
    ),
    Series(key="cross.accept", scope="cross", names=_same("受理"), unit="件", base=33, first=2021),
    Series(
        key="cross.agent",
        scope="cross",
        names=((2013, "异地代收", "代收"), (2023, "代收代办", "代收")),
        unit="件",
        base=17,
        first=2021,
    ),
    Series(
        key="self.use", scope="self", names=_same("服务群众"), unit="人次", base=420, first=2018
    ),
    Series(
        key="self.print", scope="self", names=_same("自助打印"), unit="份", base=690, first=2018
    ),
    Series(key="help.case", scope="help", names=_same("受理"), unit="件", base=26, first=2014),
    Series(key="help.guide", scope="help", names=_same("引导"), unit="人次", base=340, first=2014),
)  # fmt: skip

SCOPE_BY_KEY = {scope.key: scope for scope in SCOPES}


def name_in(names: Names, year: int) -> tuple[str, str]:
    """(printed, word) in that year."""
    printed, word = names[0][1:]
    for first, later, later_word in names:
        if year >= first:
            printed, word = later, later_word
    return printed, word


def renamings() -> list[dict[str, object]]:
    """Every renaming of an indicator or a scope, for the truth of the archive."""
    found: list[dict[str, object]] = []
    for what in (*SCOPES, *SERIES):
        for before, after in pairwise(what.names):
            if isinstance(what, Series) and after[0] <= what.first:
                continue
            found.append(
                {
                    "key": what.key,
                    "year": after[0],
                    "before": before[1],
                    "after": after[1],
                }
            )
    return found
