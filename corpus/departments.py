"""Departments of a real province, as papers print them, before and after the reform of 2018.

The register of the parser is made elsewhere; this is a second, independent list, so that a
slip in one of them shows in the score.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

PUBLISHER_EARLY = "四川省人民政府政务服务模拟中心"
PUBLISHER = "四川省政务服务模拟中心"

# old and new names live side by side while a reform is carried out: nothing is printed of
# these offices then, because no reader could tell what the right name is
_REFORM = (date(2018, 3, 1), date(2019, 1, 15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A department under one name: ``first`` and ``last`` are the days on which it is used."""

    name: str  # canonical
    printed: tuple[str, ...]  # the usual form first
    first: date = date(2000, 1, 1)
    last: date = date(2099, 1, 1)
    windows: bool = False  # has a window in the hall
    busy: int = 0  # files a week at its window; 0: not counted

    def used_on(self, day: date) -> bool:
        """Whether papers of that day print it."""
        return self.first <= day <= self.last


def _before(name: str, *printed: str, windows: bool = True, busy: int = 0) -> Office:
    return Office(name=name, printed=printed, last=_REFORM[0], windows=windows, busy=busy)


def _after(
    name: str,
    *printed: str,
    windows: bool = True,
    busy: int = 0,
    first: date = _REFORM[1],
    last: date = date(2099, 1, 1),
) -> Office:
    return Office(name=name, printed=printed, first=first, last=last, windows=windows, busy=busy)


def _always(name: str, *printed: str, windows: bool = True, busy: int = 0) -> Office:
    return Office(name=name, printed=printed, windows=windows, busy=busy)


# (the name before, the name after) of what the reform of 2018 renamed or merged
RENAMED = (
    ("四川省环境保护厅", "四川省生态环境厅"),
    ("四川省国土资源厅", "四川省自然资源厅"),
    ("四川省农业厅", "四川省农业农村厅"),
    ("四川省文化厅", "四川省文化和旅游厅"),
    ("四川省卫生和计划生育委员会", "四川省卫生健康委员会"),
    ("四川省经济和信息化委员会", "四川省经济和信息化厅"),
    ("四川省林业厅", "四川省林业和草原局"),
    ("四川省安全生产监督管理局", "四川省应急管理厅"),
    ("四川省工商行政管理局", "四川省市场监督管理局"),
    ("四川省质量技术监督局", "四川省市场监督管理局"),
    ("四川省食品药品监督管理局", "四川省市场监督管理局"),
    ("四川省粮食局", "四川省粮食和物资储备局"),
    ("四川省新闻出版广电局", "四川省广播电视局"),
    ("四川省国家税务局", "国家税务总局四川省税务局"),
    ("四川省地方税务局", "国家税务总局四川省税务局"),
)

PROVINCIAL = (
    _always("四川省发展和改革委员会", "省发展改革委", "省发改委", busy=38),
    _before("四川省经济和信息化委员会", "省经济和信息化委", "省经信委", busy=12),
    _after("四川省经济和信息化厅", "经济和信息化厅", "省经济和信息化厅", busy=14),
    _always("四川省教育厅", "教育厅", "省教育厅", busy=22),
    _always("四川省科学技术厅", "科技厅", "省科技厅", busy=9),
    _always("四川省公安厅", "公安厅", "省公安厅", busy=310),
    _always("四川省民政厅", "民政厅", "省民政厅", busy=16),
    _always("四川省司法厅", "司法厅", "省司法厅", busy=27),
    _always("四川省财政厅", "财政厅", "省财政厅", busy=19),
    _always(
        "四川省人力资源和社会保障厅",
        "人力资源社会保障厅",
        "人力资源和社会保障厅",
        "人社厅",
        "省人力资源社会保障厅",
        busy=124,
    ),
    _before("四川省国土资源厅", "国土资源厅", "省国土资源厅", busy=61),
    _after("四川省自然资源厅", "自然资源厅", "省自然资源厅", busy=58),
    _before("四川省环境保护厅", "环境保护厅", "省环境保护厅", "环保厅", "省环保厅", busy=33),
    _after("四川省生态环境厅", "生态环境厅", "省生态环境厅", busy=35),
    _always("四川省住房和城乡建设厅", "住房城乡建设厅", "住房和城乡建设厅", "住建厅", busy=402),
    _always("四川省交通运输厅", "交通运输厅", "省交通运输厅", busy=88),
    _always("四川省水利厅", "水利厅", "省水利厅", busy=17),
    _before("四川省农业厅", "农业厅", "省农业厅", busy=41),
    _after("四川省农业农村厅", "农业农村厅", "省农业农村厅", busy=44),
    _always("四川省商务厅", "商务厅", "省商务厅", busy=29),
    _before("四川省文化厅", "文化厅", "省文化厅", busy=13),
    _after("四川省文化和旅游厅", "文化和旅游厅", "省文化和旅游厅", busy=21),
    Office(
        name="四川省卫生和计划生育委员会",
        printed=("省卫生计生委", "省卫计委"),
        first=date(2014, 6, 1),
        last=_REFORM[0],
        windows=True,
        busy=67,
    ),
    _after("四川省卫生健康委员会", "省卫生健康委", "省卫健委", busy=72),
    _after("四川省退役军人事务厅", "退役军人事务厅", "退役军人厅"),
    _before("四川省安全生产监督管理局", "省安全监管局", "省安监局", busy=24),
    _after("四川省应急管理厅", "应急管理厅", "省应急管理厅", busy=26),
    _always("四川省审计厅", "审计厅", "省审计厅", windows=False),
    _always("四川省政府国有资产监督管理委员会", "省国资委", windows=False),
    _before("四川省工商行政管理局", "省工商局", "省工商行政管理局", busy=156),
    _before("四川省质量技术监督局", "省质监局", "省质量技术监督局", busy=93),
    _before("四川省食品药品监督管理局", "省食品药品监管局", "省食药监局", busy=118),
    _after("四川省市场监督管理局", "省市场监管局", "省市场监督管理局", busy=231),
    _after("四川省药品监督管理局", "省药监局", "省药品监管局", busy=97),
    _before("四川省林业厅", "林业厅", "省林业厅", busy=20),
    _after("四川省林业和草原局", "省林草局", "省林业和草原局", busy=23),
    _before("四川省新闻出版广电局", "省新闻出版广电局", busy=15),
    _after("四川省广播电视局", "省广电局", "省广播电视局"),
    _always("四川省体育局", "省体育局"),
    _always("四川省统计局", "省统计局"),
    _before("四川省粮食局", "省粮食局"),
    _after("四川省粮食和物资储备局", "省粮食和储备局"),
    _always("四川省档案局", "省档案局"),
    _always("四川省人民防空办公室", "省人防办", busy=6),
    _always("四川省国防科学技术工业办公室", "省国防科工办"),
    _always("四川省中医药管理局", "省中医药局", "省中医药管理局", busy=8),
    _always("四川省文物局", "省文物局", busy=5),
    _after("四川省医疗保障局", "省医保局", busy=18),
    _after("四川省地方金融监督管理局", "省地方金融监管局", last=date(2023, 6, 30)),
    _always("四川省信访局", "省信访局", windows=False),
    _always("四川省机关事务管理局", "省机关事务管理局", "省机关事务局", windows=False),
    _before("四川省国家税务局", "省国税局", "四川省国税局", busy=48),
    _before("四川省地方税务局", "省地税局", "四川省地税局", busy=45),
    _after("国家税务总局四川省税务局", "四川省税务局", "省税务局", busy=86),
    _always("四川省地震局", "四川地震局", "省地震局"),
    _always("四川省气象局", "四川气象局", "省气象局", busy=4),
    _after("四川省消防救援总队", "四川消防救援总队", "省消防救援总队", busy=11),
    _always("四川省通信管理局", "省通信管理局", busy=7),
    _always("四川省邮政管理局", "省邮政管理局"),
    _always("四川省烟草专卖局", "省烟草专卖局", "省烟草局"),
    _always("中国国际贸易促进委员会四川省委员会", "省贸促会"),
    _always("四川省残疾人联合会", "省残联"),
    _always("四川省总工会", "省总工会", windows=False),
    _always("四川省妇女联合会", "省妇联", windows=False),
    _always("中共四川省委宣传部", "省委宣传部", windows=False),
    _always("中共四川省委组织部", "省委组织部", windows=False),
    _always("四川省人民政府办公厅", "省政府办公厅", windows=False),
)

NATIONAL = (
    _always("国务院办公厅", "国务院办公厅", windows=False),
    _always("国家发展和改革委员会", "国家发展改革委", windows=False),
    _always("财政部", "财政部", windows=False),
    _always("商务部", "商务部", windows=False),
    _always("公安部", "公安部", windows=False),
    _before("环境保护部", "环境保护部", windows=False),
    _before("国家工商行政管理总局", "国家工商总局", windows=False),
    _before("国家安全生产监督管理总局", "国家安全监管总局", windows=False),
    _after("生态环境部", "生态环境部", windows=False),
    _after("国家市场监督管理总局", "国家市场监督管理总局", "市场监管总局", windows=False),
    _after("国家药品监督管理局", "国家药监局", windows=False),
    _after("自然资源部", "自然资源部", windows=False),
)

# offices of other places: their full name is what the register should give back
OUTSIDE = (
    "湖南省政务服务和大数据中心",
    "贵州省政务服务中心",
    "重庆市政务服务管理办公室",
    "云南省政务服务管理局",
    "陕西省政务服务中心",
    "绵阳市政务服务中心",
    "德阳市行政审批局",
    "宜宾市政务服务中心",
    "泸州市行政审批局",
    "南充市政务服务中心",
    "乐山市政务服务中心",
    "自贡市行政审批局",
    "遂宁市政务服务中心",
    "内江市行政审批局",
    "眉山市政务服务中心",
    "广元市行政审批局",
    "达州市政务服务中心",
    "雅安市行政审批局",
    "资阳市政务服务中心",
    "广安市行政审批局",
    "巴中市政务服务中心",
    "攀枝花市政务服务中心",
)


def publisher_on(day: date) -> str:
    """The office that prints the report; it was renamed with the second layout."""
    return PUBLISHER_EARLY if day.year < 2016 else PUBLISHER


def offices_on(day: date, *, windows: bool | None = None) -> tuple[Office, ...]:
    """The provincial departments that papers of that day print, in the order of the list."""
    return tuple(
        office
        for office in PROVINCIAL
        if office.used_on(day) and (windows is None or office.windows == windows)
    )


def spelling(office: Office, rng: Random, *, usual: float = 0.75) -> str:
    """How it is printed: mostly the usual way."""
    if len(office.printed) == 1 or rng.random() < usual:
        return office.printed[0]
    return rng.choice(office.printed[1:])
