"""Departments, people and cited documents of an issue."""

from dataclasses import replace
from datetime import date

import pytest

from parser.context import Context
from parser.departments import home_of, load_register
from parser.mentions import (
    find_departments,
    find_documents,
    find_people,
    publisher_register,
)
from parser.model import Block, CitedDocument, DepartmentMention, Masthead, Period, PersonMention

CENTRE = "四川省政府政务服务和公共资源交易服务中心"


def make_context(*texts: str | Block, publisher: str | None = CENTRE) -> Context:
    """An issue of July 2023 whose blocks are these, all in section 三/1."""
    blocks = tuple(text if isinstance(text, Block) else Block(text=text) for text in texts)
    week = Period(kind="week", start=date(2023, 7, 17), end=date(2023, 7, 21), printed="")
    context = Context(
        masthead=Masthead(publisher=publisher, published=date(2023, 8, 1), period=week),
        blocks=blocks,
        sections=(),
        paths=tuple("三/1" for _ in blocks),
        titles=tuple(() for _ in blocks),
        register=load_register(home_of(publisher)),
    )
    return replace(context, register=publisher_register(context))


def _departments(*texts: str, publisher: str | None = CENTRE) -> list[tuple[str, str | None]]:
    found = find_departments(make_context(*texts, publisher=publisher))
    return [(one.printed, one.name) for one in found]


def _people(
    *texts: str, publisher: str | None = CENTRE
) -> list[tuple[str, str | None, str | None]]:
    context = make_context(*texts, publisher=publisher)
    found = find_people(context, find_departments(context))
    return [(one.name, one.title, one.organization) for one in found]


def _documents(text: str) -> list[tuple[str | None, str | None]]:
    found = find_documents(make_context(text))
    return [(one.title, one.document_number) for one in found]


def test_a_mention_knows_its_section_and_place() -> None:
    context = make_context("一般性工作", "近期，水利厅窗口开展培训。")
    (mention,) = find_departments(context)
    assert mention == DepartmentMention(
        name="四川省水利厅", printed="水利厅窗口", section="三/1", span=mention.span
    )
    assert (mention.span.block, mention.span.start, mention.span.end) == (1, 3, 8)


def test_the_publisher_is_known_by_what_it_calls_itself() -> None:
    assert _departments("省中心召开例会。", "中心党委组织学习。") == [
        ("省中心", CENTRE),
        ("中心", CENTRE),
    ]
    assert _departments("我局印发通知。", publisher="眉山市行政审批局") == [
        ("我局", "眉山市行政审批局")
    ]
    hotline = "青样县12345便民热线管理中心"
    assert _departments("县热线中心召开会议。", publisher=hotline) == [("县热线中心", hotline)]
    bureau = "国家税务总局眉山市税务局"
    assert _departments("市局印发通知。", publisher=bureau + "收入核算科") == [("市局", bureau)]
    assert _departments("省中心窗口运行平稳。") == [("省中心", CENTRE)]
    assert _departments("围绕中心工作，建设中心城区。") == []


def test_a_name_given_in_brackets_holds_from_there_on() -> None:
    found = _departments("四川省大数据中心（以下简称“省数据中心”）来访。", "省数据中心派人参加。")
    assert found[-1] == ("省数据中心", "四川省大数据中心")


def test_seats_of_power_count_only_where_they_act() -> None:
    assert _departments("7月20日，省政府召开第12次常务会议。") == [("省政府", "四川省人民政府")]
    assert _departments("落实省委、省政府和国务院决策部署。") == []
    assert _departments("省委书记在会上强调。") == []


def test_furniture_names_nobody() -> None:
    assert _departments(Block(text="发：教育厅、公安厅", kind="furniture").text) != []
    context = make_context(Block(text="发：教育厅、公安厅", kind="furniture"))
    assert find_departments(context) == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "应急管理厅二级巡视员张示例、水利厅一级调研员李样分别到大厅值守。",
            [
                ("张示例", "二级巡视员", "四川省应急管理厅"),
                ("李样", "一级调研员", "四川省水利厅"),
            ],
        ),
        (
            "湖南省政务服务和大数据中心党委书记、主任王示范一行到省中心调研。",
            [("王示范", "党委书记、主任", "湖南省政务服务和大数据中心")],
        ),
        ("省委书记陈拟主持会议。", [("陈拟", "书记", "中共四川省委")]),
        # the titles of two bodies belong to neither
        ("省委副书记、省长赵拟定强调，要抓落实。", [("赵拟定", "省委副书记、省长", None)]),
        (
            "省市场监管局行政审批处处长周示陪同调研。",
            [("周示", "行政审批处处长", "四川省市场监督管理局")],
        ),
        (
            "教育厅厅长孙拟文、副厅长欧阳示范出席。",
            [("孙拟文", "厅长", "四川省教育厅"), ("欧阳示范", "副厅长", "四川省教育厅")],
        ),
        (
            "省民族宗教委主任格桑·多吉到会。",
            [("格桑·多吉", "主任", "四川省民族宗教事务委员会")],
        ),
        (
            "样例锂业有限公司董事长钱示文介绍了情况。",
            [("钱示文", "董事长", "样例锂业有限公司")],
        ),
        # the name may stand first, or alone
        ("7月20日，教育厅张样文厅长到会。", [("张样文", "厅长", "四川省教育厅")]),
        ("7月20日，张样文副局长一行到会。", [("张样文", "副局长", None)]),
        ("2.张样文同志主持会议。", [("张样文", None, None)]),
        (
            "水利厅副厅长李示范和张样文到会。",
            [("李示范", "副厅长", "四川省水利厅"), ("张样文", "副厅长", "四川省水利厅")],
        ),
        # titles of two bodies belong to neither
        (
            "省委书记、省人大常委会主任赵拟定主持会议。",
            [("赵拟定", "省委书记、省人大常委会主任", None)],
        ),
        ("省委党校副校长何样、韩仿作了辅导。", [
            ("何样", "副校长", "中共四川省委党校"),
            ("韩仿", "副校长", "中共四川省委党校"),
        ]),
    ],
)  # fmt: skip
def test_a_person_has_a_name_a_title_and_a_body(
    text: str, people: list[tuple[str, str | None, str | None]]
) -> None:
    assert _people(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "各部门主任高度重视，书记带队检查。",
        "召开主任会议，组长单位通报情况。",
        "教育厅厅长在会上要求，向企业代表问计。",
        "窗口负责人于近日到岗。",
        "7月20日，常委会主任到会，安全科科长参加，金融办主任陪同，万样市市长讲话。",
        "7月20日，党员同志、全体同志到会，人事处长主持。",
    ],
)
def test_words_behind_a_title_are_no_name(text: str) -> None:
    assert _people(text) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("李某副省长到会。", [("李某", "副省长")]),
        ("副县长王某某、水利厅处长陈某约访群众。", [("王某某", "副县长"), ("陈某", "处长")]),
        ("副局长吴某、郑某包案化解积案。", [("吴某", "副局长"), ("郑某", "副局长")]),
        ("县长张××主持，副县长李XX陪同。", [("张××", "县长"), ("李XX", "副县长")]),
        ("局长于某日到会，主任常某处。", []),
    ],
)
def test_names_that_are_kept_back_are_names(text: str, people: list[tuple[str, str]]) -> None:
    assert [(name, title) for name, title, _ in _people(text)] == people


def test_the_span_of_a_person_is_the_name() -> None:
    text = "水利厅副厅长李示范到会。"
    context = make_context(text)
    (person,) = find_people(context, find_departments(context))
    assert isinstance(person, PersonMention)
    assert text[person.span.start : person.span.end] == "李示范"


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        (
            "下发《关于加强样例管理的通知》（川样办函[2023] 255 号），明确要求。",
            [("关于加强样例管理的通知", "川样办函〔2023〕255号")],
        ),
        ("按照川样发【2021】7号文件《样例实施方案》办理", [("样例实施方案", "川样发〔2021〕7号")]),
        ("印发《样例办法》（川样规（2022）3号）。", [("样例办法", "川样规〔2022〕3号")]),
        (
            "修订《样例条例》（国务院令第722号）。",
            [("样例条例", "国务院令第722号")],
        ),
        (
            "执行《样例细则》（川样发〔2020〕1号、2号）",
            [("样例细则", "川样发〔2020〕1号"), ("样例细则", "川样发〔2020〕2号")],
        ),
        ("根据川样发〔2023〕5号文件要求", [(None, "川样发〔2023〕5号")]),
        # the words before a number are no part of it
        ("专题学习川样函〔2016〕393号", [(None, "川样函〔2016〕393号")]),
        ("水利厅窗口修订完善川样函〔2016〕3号", [(None, "川样函〔2016〕3号")]),
        ("省水利厅就川样函〔2016〕3号征求意见", [(None, "川样函〔2016〕3号")]),
        ("执行国样注册〔2021〕3号", [(None, "国样注册〔2021〕3号")]),
        # numbers without a year
        ("贯彻国务院5号文件和省政府第12号令", [(None, "国务院5号文件"), (None, "省政府第12号令")]),
        (
            "《样例甲通知》《样例乙通知》（川样发〔2023〕5号、6号）",
            [("样例甲通知", "川样发〔2023〕5号"), ("样例乙通知", "川样发〔2023〕6号")],
        ),
        (
            "《样例规划》《样例方案》分别以川样发〔2023〕3号、川样办〔2023〕9号文印发。",
            [("样例规划", "川样发〔2023〕3号"), ("样例方案", "川样办〔2023〕9号")],
        ),
        ("文号为川样规〔2023〕3号的《样例办法》", [("样例办法", "川样规〔2023〕3号")]),
        ("《全年纠风工作要点》〔川样办（2023）2号〕", [("全年纠风工作要点", "川样办〔2023〕2号")]),
        (
            "《关于发布〈样例规范〉的公告》（2023年第15号）",
            [("关于发布〈样例规范〉的公告", "2023年第15号")],
        ),
        (
            "《样例办法》（财政部 税务总局公告2023年第7号）",
            [("样例办法", "财政部税务总局公告2023年第7号")],
        ),
        ("发放《样例安全“二十条”》明白纸", [("样例安全“二十条”", None)]),
        (
            "转发《省样例局关于贯彻〈样例纲要〉的意见》",
            [("省样例局关于贯彻〈样例纲要〉的意见", None)],
        ),
        ("转发《关于贯彻《样例纲要》的意见》。", [("关于贯彻《样例纲要》的意见", None)]),
        ("制定《样例工作方案（试行）》", [("样例工作方案（试行）", None)]),
        ("《四川日报》和《样例周刊》刊发，《样例之歌》唱响", []),
        ("对照《通知》和《方案》要求", []),
        # what is issued is a document, however its title ends
        ("出台《滩涂管护“十不准”》", [("滩涂管护“十不准”", None)]),
        ("印发了《样例工作“五个一”》", [("样例工作“五个一”", None)]),
        ("观看纪录片《样例》，编排小品《样例之夜》", []),
        # the number behind 编号, or in front of the verb
        ("通过《样例规程》，编号样管规〔2022〕3号。", [("样例规程", "样管规〔2022〕3号")]),
        ("以样发改价格〔2023〕112号文印发《样例方案》", [("样例方案", "样发改价格〔2023〕112号")]),
        ("省政府令第345号公布的《样例规定》施行", [("样例规定", "省政府令第345号")]),
        # the body in front of the code is no part of it
        ("据市样例管理委员会样公管〔2020〕7号办理", [(None, "样公管〔2020〕7号")]),
        ("市委办公室、市政府办公室样委办字〔2023〕41号", [(None, "样委办字〔2023〕41号")]),
        ("印发〔2024〕5号文件", []),
    ],
)
def test_documents_are_cited_by_title_and_number(
    text: str, documents: list[tuple[str | None, str | None]]
) -> None:
    assert _documents(text) == documents


def test_a_title_broken_over_two_lines_is_one_line() -> None:
    assert _documents("印发《关于样例\n工作的 通知》") == [("关于样例工作的通知", None)]


def test_the_span_of_a_document_holds_title_and_number() -> None:
    text = "印发《样例办法》（川样规〔2022〕3号）。"
    (document,) = find_documents(make_context(text))
    assert isinstance(document, CitedDocument)
    assert text[document.span.start : document.span.end] == "《样例办法》（川样规〔2022〕3号"
