"""Departments: printed names, places, days, lists and reforms."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.departments import Register, home_of, load_register
from parser.errors import RegisterError
from parser.register_file import parse_register

SUMMER_2023 = date(2023, 7, 21)
SICHUAN = load_register("四川省")
JINJIANG = load_register("四川省成都市锦江区")


def _names(register: Register, text: str, on: date = SUMMER_2023) -> list[tuple[str, str | None]]:
    return [(one.printed, one.name) for one in register.find(text, on=on)]


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("四川省政府政务服务和公共资源交易服务中心", "四川省"),
        ("眉山市政务服务和大数据局", "四川省眉山市"),
        ("成都市锦江区行政审批局", "四川省成都市锦江区"),
        ("国家税务总局湖南省税务局", "湖南省"),
        ("重庆市公共资源交易中心", "重庆市"),
        ("国务院办公厅", None),
        # places that no list has
        ("样河县应急管理局", "样河县"),
        ("湖南省样河县应急管理局", "湖南省样河县"),
        ("样临县疾病预防控制中心", "样临县"),
        ("成都高新区行政审批局", "四川省成都市成都高新区"),
        ("成都市城市管理委员会", "四川省成都市"),
        (None, None),
    ],
)
def test_home_is_the_place_in_the_publishers_name(publisher: str | None, home: str | None) -> None:
    assert home_of(publisher) == home


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("教育厅", "四川省教育厅"),
        ("省教育厅", "四川省教育厅"),
        ("四川省教育厅", "四川省教育厅"),
        ("人力资源社会保障厅", "四川省人力资源和社会保障厅"),
        ("省委保密办", "中共四川省委保密委员会办公室"),
        ("省委教育工委", "中共四川省委教育工作委员会"),
        ("团省委", "共青团四川省委员会"),
        ("四川气象局", "四川省气象局"),
        ("四川省税务局", "国家税务总局四川省税务局"),
        ("省贸促会", "中国国际贸易促进委员会四川省委员会"),
        ("公安厅窗口", "四川省公安厅"),
        ("人社窗口", "四川省人力资源和社会保障厅"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("中华人民共和国商务部", "商务部"),
        ("湖北省生态环境厅", "湖北省生态环境厅"),
        ("广西财政厅", "广西壮族自治区财政厅"),
        ("重庆市教委", "重庆市教育委员会"),
        ("成都市人社局", "成都市人力资源和社会保障局"),
        ("中共绵阳市委宣传部", "中共绵阳市委宣传部"),
        ("宜宾市税务局", "国家税务总局宜宾市税务局"),
        ("四川银保监局", "中国银行保险监督管理委员会四川监管局"),
        ("湖南省政务服务和大数据局", "湖南省政务服务和大数据管理局"),
        ("民营企业座谈会", None),
    ],
)
def test_a_printed_name_has_one_full_name(printed: str, name: str | None) -> None:
    assert SICHUAN.resolve(printed, on=date(2021, 7, 1)) == name


def test_whose_body_it_is_follows_from_the_publishers_place() -> None:
    assert JINJIANG.resolve("省教育厅", on=None) == "四川省教育厅"
    assert JINJIANG.resolve("市人社局", on=None) == "成都市人力资源和社会保障局"
    assert JINJIANG.resolve("区行政审批局", on=None) == "锦江区行政审批局"
    assert JINJIANG.resolve("住建局", on=None) == "锦江区住房和城乡建设局"
    assert load_register("湖南省").resolve("教育厅", on=None) == "湖南省教育厅"


def test_without_a_home_a_bare_name_is_nobodys() -> None:
    register = load_register(None)
    assert register.resolve("教育厅", on=None) is None
    assert register.resolve("四川省教育厅", on=None) == "四川省教育厅"
    assert _names(register, "省教育厅发文") == [("省教育厅", None)]


@pytest.mark.parametrize(
    ("printed", "on", "name"),
    [
        ("省广电局", date(2012, 5, 1), "四川省广播电影电视局"),
        ("省广电局", date(2016, 5, 1), "四川省新闻出版广电局"),
        ("省广电局", date(2023, 5, 1), "四川省广播电视局"),
        ("国家广电总局", date(2017, 1, 1), "国家新闻出版广电总局"),
        ("国家广电总局", date(2019, 1, 1), "国家广播电视总局"),
        # used after its end it is still the old body
        ("环境保护厅", date(2019, 1, 1), "四川省环境保护厅"),
        ("成都市消防支队", date(2015, 1, 1), "成都市公安消防支队"),
        ("成都市消防支队", date(2022, 1, 1), "成都市消防救援支队"),
    ],
)
def test_the_day_decides_between_bodies_of_one_short_name(
    printed: str, on: date, name: str
) -> None:
    assert SICHUAN.resolve(printed, on=on) == name


def test_a_family_is_in_order_of_time() -> None:
    assert SICHUAN.family("四川省生态环境厅") == ("四川省环境保护厅", "四川省生态环境厅")
    assert SICHUAN.family("四川省环境保护厅") == ("四川省环境保护厅", "四川省生态环境厅")
    assert SICHUAN.family("湖北省国土资源厅") == ("湖北省国土资源厅", "湖北省自然资源厅")
    assert SICHUAN.family("四川省教育厅") == ("四川省教育厅",)


def test_a_merged_body_has_all_that_went_into_it() -> None:
    family = SICHUAN.family("四川省市场监督管理局")
    assert family[-1] == "四川省市场监督管理局"
    assert set(family[:-1]) == {
        "四川省工商行政管理局",
        "四川省质量技术监督局",
        "四川省食品药品监督管理局",
    }
    assert "国家工商行政管理总局" in SICHUAN.family("国家市场监督管理总局")


def test_a_list_hands_its_place_on() -> None:
    assert _names(SICHUAN, "湖南省教育厅、科技厅、公安厅来川考察") == [
        ("湖南省教育厅", "湖南省教育厅"),
        ("科技厅", "湖南省科学技术厅"),
        ("公安厅", "湖南省公安厅"),
    ]
    assert _names(SICHUAN, "成都市发改委、经信局和人社局") == [
        ("成都市发改委", "成都市发展和改革委员会"),
        ("经信局", "成都市经济和信息化局"),
        ("人社局", "成都市人力资源和社会保障局"),
    ]


def test_a_double_name_plate_is_two_bodies() -> None:
    assert _names(SICHUAN, "省发展改革委（省数据局）、财政厅", date(2024, 6, 1)) == [
        ("省发展改革委", "四川省发展和改革委员会"),
        ("省数据局", "四川省数据局"),
        ("财政厅", "四川省财政厅"),
    ]


def test_full_names_that_no_register_lists_are_their_own() -> None:
    assert _names(SICHUAN, "湖南省政务服务和大数据中心党委书记一行") == [
        ("湖南省政务服务和大数据中心", "湖南省政务服务和大数据中心")
    ]
    assert _names(SICHUAN, "锦江区春熙路街道办事处") == [
        ("锦江区春熙路街道办事处", "锦江区春熙路街道办事处")
    ]
    assert _names(SICHUAN, "南京市江北新区行政审批局") == [
        ("南京市江北新区行政审批局", "南京市江北新区行政审批局")
    ]
    assert _names(SICHUAN, "由韩家渡街道办牵头") == [("韩家渡街道办", "韩家渡街道办事处")]


@pytest.mark.parametrize(
    "text",
    [
        "各市（州）、各部门、公安部门",
        "各级教育局要主动服务",
        "各区（市）县人社局、市县公安局",
        "召开发展改革委员会议",
        "全省市场监管部门",
        "《四川省教育厅关于做好招生工作的通知》",
        "（川政务办函〔2023〕89号）",
        "宜宾市、重庆市",
        "政府采购和司法部署",
        "特种设备局调研组",
    ],
)
def test_what_is_no_single_body_is_not_found(text: str) -> None:
    assert _names(SICHUAN, text) == []


def test_a_name_that_only_the_text_knows_has_the_place_in_front() -> None:
    meishan = load_register("四川省眉山市")
    assert _names(meishan, "市商务粮食局、市样例办、市农机服务中心开展检查") == [
        ("市商务粮食局", "眉山市商务粮食局"),
        ("市样例办", "眉山市样例办"),
        ("市农机服务中心", "眉山市农机服务中心"),
    ]
    assert meishan.resolve("市样例办", on=None) is None
    assert _names(meishan, "（三）市公安局交警支队值守") == [
        ("市公安局交警支队", "眉山市公安局交通警察支队")
    ]


def test_an_unlisted_county_has_bodies_of_its_own() -> None:
    county = load_register("样河县")
    assert _names(county, "县应急局、县卫健局和县安委会办公室") == [
        ("县应急局", "样河县应急管理局"),
        ("县卫健局", "样河县卫生健康局"),
        ("县安委会办公室", "样河县安全生产委员会办公室"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省人防办公布清单", ["四川省人民防空办公室"]),
        ("省发展改革委派出工作组", ["四川省发展和改革委员会"]),
        ("省人防办公开招标", ["四川省人民防空办公室"]),
        ("到达州市督导基层便民服务中心", []),
        ("资阳市进行样例零售许可布局", []),
        ("赴凉山州就基层便民服务中心交换意见", []),
        ("阿坝州实地查看样例许可布局", []),
        ("巴中市打造一流便民服务中心", []),
        ("达州市对外经济合作中心来访", ["达州市对外经济合作中心"]),
        ("市民服务中心", []),
    ],
)
def test_a_verb_behind_a_place_or_a_body_is_no_part_of_a_name(text: str, names: list[str]) -> None:
    assert [name for _, name in _names(SICHUAN, text)] == names


def test_a_county_called_like_a_verb_is_one_only_at_home() -> None:
    text = "县农业局会同县公安局开展检查"
    assert _names(load_register("四川省眉山市丹棱县"), text) == [
        ("县农业局", "丹棱县农业局"),
        ("县公安局", "丹棱县公安局"),
    ]
    assert _names(load_register("湖南省怀化市"), "会同县公安局") == [
        ("会同县公安局", "会同县公安局")
    ]


def test_an_office_of_a_body_is_the_body() -> None:
    assert _names(SICHUAN, "省市场监管局行政审批处") == [("省市场监管局", "四川省市场监督管理局")]
    assert _names(SICHUAN, "省自然资源厅不动产登记中心窗口办理") == [
        ("省自然资源厅不动产登记中心窗口", "四川省自然资源厅")
    ]


def test_an_alias_means_what_it_was_given_for() -> None:
    register = SICHUAN.with_alias("省中心", "四川省大数据中心")
    assert register.resolve("省中心", on=None) == "四川省大数据中心"
    assert SICHUAN.resolve("省中心", on=None) is None


def test_the_nearest_names_hold_what_was_meant() -> None:
    assert "四川省生态环境厅" in SICHUAN.nearest("生态环境")
    assert "四川省人力资源和社会保障厅" in SICHUAN.nearest("人社局")


def test_the_registers_know_the_bodies_of_their_places() -> None:
    names = SICHUAN.names()
    assert len(names) == len(set(names))
    for name in ("四川省地震局", "中共四川省委组织部", "国家数据局", "四川省体育局"):
        assert name in names


def test_successors_in_the_registers_are_names_of_the_registers() -> None:
    names = set(SICHUAN.names())
    for name in names:
        assert set(SICHUAN.family(name)) <= names, name


def test_an_offices_own_register_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        "name\tshort\tfrom\tto\tsuccessors\tsource\n"
        "四川省样例管理局\t省样例局|省教育厅\t2019-03\t\t\t自定\n",
        encoding="utf-8",
    )
    register = load_register("四川省", (path,))
    assert register.resolve("省样例局", on=None) == "四川省样例管理局"
    assert SICHUAN.resolve("省样例局", on=None) is None


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("机构\t简称\n", "首行", "x.tsv"),
        ("name\tshort\tfrom\tto\tsuccessors\tsource\n甲局\t\t2018-13\n", "2018-13", "第 2 行"),
        ("name\tshort\tfrom\tto\tsuccessors\tsource\n\t甲\n", "全称为空", "第 2 行"),
        ("name\tshort\tfrom\tto\tsuccessors\tsource\na\tb\tc\td\te\tf\tg\n", "6 列", "第 2 行"),
    ],
)
def test_a_register_that_is_not_as_asked_says_where(text: str, what: str, where: str) -> None:
    with pytest.raises(RegisterError) as error:
        parse_register(text, where="x.tsv")
    assert what in error.value.what
    assert error.value.where is not None
    assert where in error.value.where
    assert error.value.remedy


def test_a_register_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="无法读取"):
        load_register("四川省", (tmp_path / "none.tsv",))


_PIECES = st.sampled_from(
    "省 市 区 教育厅 公安局 窗口 、 ， 成都市 四川 《 》 中共 委 国家税务总局 税务局 高新区 "
    "街道办 各 （ ） 调研 中心 a \n".split(" ")
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_what_is_found_stands_in_the_text_in_order(text: str) -> None:
    found = SICHUAN.find(text, on=SUMMER_2023)
    assert all(text[one.start : one.end] == one.printed for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("home", "text", "names"),
    [
        # an autonomous region, a prefecture and the 兵团 of themselves
        (
            "内蒙古自治区",
            "自治区农牧厅、自治区党委宣传部印发通知",
            ["内蒙古自治区农牧厅", "中共内蒙古自治区党委宣传部"],
        ),
        (
            "新疆维吾尔自治区喀什地区",
            "地委宣传部、地区卫健委、行署办公室会商",
            ["中共喀什地委宣传部", "喀什地区卫生健康委员会", "喀什地区行政公署办公室"],
        ),
        ("新疆生产建设兵团", "兵团发展改革委来函", ["新疆生产建设兵团发展和改革委员会"]),
        # a district without its city, though others bear the name; Beijing's own words
        (
            "北京市通州区",
            "区城管委会同区规自分局、市交通委",
            ["通州区城市管理委员会", "北京市规划和自然资源委员会通州分局", "北京市交通委员会"],
        ),
        # counties without their kind, branches, squads
        ("四川省", "乐至住建局来厅交流", ["乐至县住房和城乡建设局"]),
        ("四川省康定市", "康定公路管理分局抢通", ["康定公路管理分局"]),
        (
            "浙江省湖州市安吉县",
            "县生态环境分局、市公安局特警支队夜查",
            ["湖州市生态环境局安吉分局", "湖州市公安局特警支队"],
        ),
        (
            "贵州省",
            "省交通运输厅公路局、榕江县公安局古州派出所",
            ["贵州省交通运输厅公路局", "榕江县公安局古州派出所"],
        ),
        # zones
        (
            "四川省绵阳市",
            "经开区管委会、高新区行政审批局参加",
            ["绵阳经开区管理委员会", "绵阳高新区行政审批局"],
        ),
        ("江西省", "赣江新区管委会汇报", ["赣江新区管理委员会"]),
        (
            "海南省海口市海口样例高新技术产业开发区",
            "园区管委会和管委会办公室",
            [
                "海口样例高新技术产业开发区管理委员会",
                "海口样例高新技术产业开发区管理委员会办公室",
            ],
        ),
        # in a prefecture's paper 市 and 县 are the ones named last
        (
            "青海省海西蒙古族藏族自治州",
            "德令哈市应急管理局联合市消防救援大队检查，都兰县降雨，县公安局出警",
            ["德令哈市应急管理局", "德令哈市消防救援大队", "都兰县公安局"],
        ),
        # central bodies in the place
        (
            "广西壮族自治区",
            "友谊关海关、友谊关边检站、人民银行柳州市分行",
            ["友谊关海关", "友谊关出入境边防检查站", "中国人民银行柳州市分行"],
        ),
        ("山西省", "生态环境部华北督察局夜查", ["生态环境部华北督察局"]),
        (
            "辽宁省大连市",
            "国家金融监督管理总局大连监管局和国家税务总局大连市税务局第二稽查局",
            ["国家金融监督管理总局大连监管局", "国家税务总局大连市税务局第二稽查局"],
        ),
        # what the places of one province call a body
        ("湖南省常德市", "市城管执法局", ["常德市城市管理和综合执法局"]),
        ("山西省", "省行政审批局", ["山西省行政审批服务管理局"]),
        ("福建省宁德市", "团市委、市政府国资委",
            ["共青团宁德市委员会", "宁德市国有资产监督管理委员会"]),
        # two bodies in one, and a verb before a name
        ("山东省青岛市", "市园林和林业局", ["青岛市园林和林业局"]),
        ("重庆市万州区", "线索移送区公安局", ["万州区公安局"]),
    ],
)  # fmt: skip
def test_bodies_of_any_place_are_named_in_full(home: str, text: str, names: list[str]) -> None:
    found = load_register(home).find(text, on=date(2024, 6, 1))

    assert [one.name for one in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "打破僵局、优化布局，顾全大局，局部地区有雨",
        "接诉即办、马上就办、集中办和帮办代办",
        "调查队员和支队长到场，中办事效率提升",
        "市民中心广场、市场主体、市区道路、县城环境",
        "各区县公安部门、有关单位、牵头部门",
        "全市局面向好，进出口海关统计，关区海关监管",
        "推进开发区、高新区建设",
    ],
)
def test_ordinary_words_are_no_bodies(text: str) -> None:
    assert _names(load_register("四川省绵阳市"), text) == []
