"""Events: who did what, when and where."""

from dataclasses import replace
from datetime import date

import pytest

from parser.context import Context
from parser.departments import home_of, load_register
from parser.events import find_events
from parser.mentions import find_departments, find_people, publisher_register
from parser.model import Block, Event, Masthead, Period

CENTRE = "四川省政府政务服务和公共资源交易服务中心"


def _events(*texts: str | Block) -> tuple[Event, ...]:
    blocks = tuple(text if isinstance(text, Block) else Block(text=text) for text in texts)
    week = Period(kind="week", start=date(2023, 7, 17), end=date(2023, 7, 21), printed="")
    context = Context(
        masthead=Masthead(publisher=CENTRE, published=date(2023, 8, 1), period=week),
        blocks=blocks,
        sections=(),
        paths=tuple("三" for _ in blocks),
        titles=tuple(() for _ in blocks),
        register=load_register(home_of(CENTRE)),
    )
    context = replace(context, register=publisher_register(context))
    departments = find_departments(context)
    return find_events(context, departments, find_people(context, departments))


def _acts(*texts: str) -> list[tuple[tuple[str, ...], str]]:
    return [(event.actors, event.action) for event in _events(*texts)]


def test_an_item_with_a_day_is_an_event() -> None:
    text = "1.7月20日，教育厅窗口赴宜宾市、泸州市调研招生工作，听取意见。"
    (event,) = _events(text)
    assert (event.date, event.start, event.end) == (date(2023, 7, 20), None, None)
    assert event.date_printed == "7月20日"
    assert event.actors == ("四川省教育厅",)
    assert event.action == "赴宜宾市、泸州市调研招生工作，听取意见"
    assert event.places == ("宜宾市", "泸州市")
    assert event.sentence == "7月20日，教育厅窗口赴宜宾市、泸州市调研招生工作，听取意见。"
    assert text[event.span.start : event.span.end].endswith("听取意见")
    assert event.section == "三"


def test_a_vague_time_holds_for_the_sentences_after_it() -> None:
    events = _events("2.近期，水利厅召开座谈会。省林草局印发工作方案。公安厅窗口启用新的系统。")
    assert [event.date_printed for event in events] == ["近期"] * 3
    assert [event.actors for event in events] == [
        ("四川省水利厅",),
        ("四川省林业和草原局",),
        ("四川省公安厅",),
    ]
    assert all(event.date is None and event.start is None for event in events)


def test_a_new_date_ends_the_one_before() -> None:
    events = _events("近日，水利厅召开座谈会。7月18日，教育厅组织培训。")
    assert [event.date for event in events] == [None, date(2023, 7, 18)]


def test_a_stretch_of_days_has_both_ends() -> None:
    (event,) = _events("7月17日至19日，水利厅开展汛前检查。")
    assert (event.date, event.start, event.end) == (None, date(2023, 7, 17), date(2023, 7, 19))


def test_bold_makes_no_difference() -> None:
    text = "近期，水利厅召开座谈会。省林草局印发工作方案。"
    marked = Block(text=text, bold=((3, 6), (12, 16)))
    assert _events(text) == _events(marked)


def test_people_of_two_bodies_who_act_apart_are_two_events() -> None:
    events = _events("本周，应急管理厅二级巡视员张示例、水利厅总工程师李样分别到大厅值守。")
    assert [event.actors for event in events] == [("四川省应急管理厅",), ("四川省水利厅",)]
    assert [event.people for event in events] == [("张示例",), ("李样",)]
    assert {event.action for event in events} == {"分别到大厅值守"}
    assert {(event.start, event.end) for event in events} == {
        (date(2023, 7, 17), date(2023, 7, 21))
    }


def test_bodies_that_act_together_are_one_event() -> None:
    assert _acts("日前，教育厅、公安厅和省体育局联合印发通知。") == [
        (("四川省教育厅", "四川省公安厅", "四川省体育局"), "联合印发通知")
    ]
    assert _acts("日前，教育厅与公安厅共同印发通知。") == [
        (("四川省教育厅", "四川省公安厅"), "共同印发通知")
    ]
    # here the second is a part of what the first does
    assert _acts("日前，教育厅与公安厅核对了数据。") == [(("四川省教育厅",), "与公安厅核对了数据")]


def test_a_person_of_no_listed_body_acts_alone() -> None:
    (event,) = _events("7月19日，省委副书记、省长赵拟定在全省会议上强调，要抓落实。")
    assert event.actors == ()
    assert event.people == ("赵拟定",)
    assert event.action == "在全省会议上强调，要抓落实"


def test_a_name_in_front_of_its_title_is_a_subject() -> None:
    (event,) = _events("7月19日，教育厅张样文厅长一行到大厅调研。")
    assert (event.actors, event.people) == (("四川省教育厅",), ("张样文",))
    assert event.action == "到大厅调研"


def test_who_accompanies_is_no_event_of_its_own() -> None:
    text = "7月21日，湖南省大数据中心主任王示范一行到省中心调研。省中心副主任舒样陪同调研。"
    (event,) = _events(text)
    assert event.actors == ("湖南省大数据中心",)
    assert event.people == ("王示范", "舒样")


def test_a_party_of_visitors_belongs_to_its_body() -> None:
    assert _acts("7月20日，国家统计局服务业司调研组一行莅临省统计局调研。") == [
        (("国家统计局",), "莅临省统计局调研")
    ]


def test_a_case_of_a_body_can_be_the_subject() -> None:
    assert _acts("近期，省中心“样例改革”案例，入选优秀案例名单。") == [
        ((CENTRE,), "入选优秀案例名单")
    ]


def test_a_purpose_may_stand_before_the_subject() -> None:
    (event,) = _events("为优化营商环境，公安厅于7月18日启动专项行动。")
    assert (event.date, event.actors) == (date(2023, 7, 18), ("四川省公安厅",))
    assert event.action == "启动专项行动"


def test_parts_between_semicolons_have_their_own_actors() -> None:
    assert _acts("近日，教育厅召开会议；公安厅印发通知；下一步抓好落实。") == [
        (("四川省教育厅",), "召开会议"),
        (("四川省公安厅",), "印发通知；下一步抓好落实"),
    ]


def test_a_dated_act_without_a_named_actor_is_an_event() -> None:
    (event,) = _events("7月18日，全省窗口工作会议在成都召开。")
    assert event.actors == ()
    assert event.date == date(2023, 7, 18)
    assert event.places == ("成都",)


@pytest.mark.parametrize(
    "text",
    [
        "为推进样例工作，7月20日，公安厅召开会议。",
        "在国家样例部指导下，7月20日，公安厅召开会议。",
        "应湖南省公安厅邀请，7月20日，公安厅召开会议。",
        "经省政府同意，7月20日，公安厅召开会议。",
        "按照省政府统一部署，7月20日，公安厅召开会议。",
        "秉持便民理念，7月20日，公安厅召开会议。",
        "【工作动态】7月20日，公安厅召开会议。",
        "警务动态：7月20日，公安厅召开会议。",
        "公安厅拟于7月20日召开会议。",
    ],
)
def test_words_before_the_day_are_no_part_of_the_subject(text: str) -> None:
    (event,) = _events(text)
    assert (event.date, event.date_printed) == (date(2023, 7, 20), "7月20日")
    assert event.actors == ("四川省公安厅",)
    assert event.action == "召开会议"


def test_bodies_behind_a_comma_have_an_act_of_their_own() -> None:
    events = _events("7月20日，教育厅开展培训，听取意见，科技厅召开座谈会。")
    assert [(event.actors, event.action) for event in events] == [
        (("四川省教育厅",), "开展培训，听取意见"),
        (("四川省科学技术厅",), "召开座谈会"),
    ]
    assert [event.date for event in events] == [date(2023, 7, 20)] * 2
    # each may have its own day
    events = _events("7月18日，教育厅开展培训，7月19日，科技厅召开座谈会。")
    assert [event.date for event in events] == [date(2023, 7, 18), date(2023, 7, 19)]


@pytest.mark.parametrize(
    "text",
    [
        "7月20日，教育厅召开会议，要求抓好落实，公安厅要加强巡查。",
        "7月20日，教育厅召开会议指出，公安厅开展巡查很有必要。",
        "7月20日，教育厅召开会议，公安厅、水利厅参加会议。",
        "7月20日，教育厅开放专区，公安厅配合的“样例一件事”上线。",
        "7月20日，教育厅印发“样例计划，公安厅开展巡查”一文。",
    ],
)
def test_what_is_demanded_or_attended_is_no_second_act(text: str) -> None:
    assert [event.actors for event in _events(text)] == [("四川省教育厅",)]


def test_items_of_a_list_keep_their_own_days() -> None:
    text = (
        "重点工作：一是7月18日，教育厅、公安厅联合下达通知。二是7月19日，水利厅派出9个督导组。"
        "三是省气象局开展会商。"
    )
    events = _events(text)
    assert [(event.actors, event.date) for event in events] == [
        (("四川省教育厅", "四川省公安厅"), date(2023, 7, 18)),
        (("四川省水利厅",), date(2023, 7, 19)),
    ]
    # a time before the list holds for all of it
    text = "近期，各窗口主动服务：一是教育厅开展培训；二是水利厅召开会议。"
    assert [(event.actors, event.date_printed) for event in _events(text)] == [
        (("四川省教育厅",), "近期"),
        (("四川省水利厅",), "近期"),
    ]


def test_a_day_holds_for_its_own_sentence_and_an_undated_act_is_none() -> None:
    events = _events("7月18日，教育厅组织培训。公安厅对两家企业挂牌督办。")
    assert [event.actors for event in events] == [("四川省教育厅",)]
    assert _events("公安厅开展专项行动，检查门店8家。") == ()


def test_a_day_may_stand_behind_all_who_act() -> None:
    (event,) = _events("7月，教育厅、公安厅等5个部门于7月18日联合下达通知。")
    assert (event.date, event.actors) == (
        date(2023, 7, 18),
        ("四川省教育厅", "四川省公安厅"),
    )
    (event,) = _events("教育厅7月18日会同公安厅发放资金。")
    assert (event.date, event.actors) == (
        date(2023, 7, 18),
        ("四川省教育厅", "四川省公安厅"),
    )


def test_who_is_left_out_before_huitong_is_the_publisher() -> None:
    (event,) = _events("7月18日，会同公安厅、水利厅到样河镇整治非法采砂。")
    assert event.actors == (CENTRE, "四川省公安厅", "四川省水利厅")
    assert event.places == ("样河镇",)


def test_small_places_that_no_list_has_are_places() -> None:
    (event,) = _events("7月18日，水利厅暗访样峰街道、孝样镇，赴孔样、大样等镇宣讲。")
    assert event.places == ("样峰街道", "孝样镇", "孔样", "大样")
    (event,) = _events("7月18日，水利厅赴宜宾市、泸州市开展农村调研。")
    assert event.places == ("宜宾市", "泸州市")


@pytest.mark.parametrize(
    "text",
    [
        "本周，教育厅窗口受理 394 件，办结 380 件。",
        "本周，公安厅、水利厅窗口分别受理12件、15件。",
        "公安厅窗口本周受理12件，今年以来累计受理150件。",
        "本周，住建厅窗口上门办理3件。",
        "今年以来，省本级行政许可事项受理264100件。",
        "截至目前，民政厅已完成备案12家。",
        "其中，报送率达100%的有3个窗口：教育厅、科技厅、公安厅。",
        "该活动由省委宣传部指导，样例集团主办。",
        "教育厅的工作受到好评。",
        "本周，教育厅、公安厅承办量居前三位，分别为 412 件、388 件。",
    ],
)
def test_sentences_that_count_or_tell_of_nobodys_act_are_no_events(text: str) -> None:
    assert _events(text) == ()


@pytest.mark.parametrize(
    ("text", "day", "printed"),
    [
        ("7月18日14时许，样河镇一处工地发生一起坍塌事故，造成1人受伤。", 18, "7月18日"),
        ("7月18日14时20分，一重型货车与面包车相撞，造成2人受伤。", 18, "7月18日"),
        ("2023年7月18日上午，某木材厂发生火灾，无人员伤亡。", 18, "2023年7月18日"),
        ("据省应急管理厅通报，7月18日22时许，样镇发生一起交通事故。", 18, "7月18日"),
        ("全省窗口工作会议于7月18日在成都召开。", 18, "7月18日"),
        ("不动产登记“全程网办”系统于7月18日上线运行。", 18, "7月18日"),
        ("样河大桥7月18日恢复双向通车。", 18, "7月18日"),
        ("受降雨影响中断的道路，已于7月18日全部抢通。", 18, "7月18日"),
        ("7月18日（周二），大厅二楼登记专区正式启用。", 18, "7月18日"),
        ("△7.18　大厅二楼登记专区正式启用。", 18, "7.18"),
        ("样河大桥18日恢复双向通车。", 18, "18日"),
    ],
)
def test_what_happens_on_a_day_is_an_event_without_an_actor(
    text: str, day: int, printed: str
) -> None:
    (event,) = [one for one in _events(text) if one.date is not None]
    assert (event.date, event.date_printed) == (date(2023, 7, day), printed)
    assert event.actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "7月18日，全省新增备案样例3例，累计受理120件。",
        "7月18日，全省粮油均价为每公斤6.2元，环比持平。",
        "7月17日至21日，全省发生火灾12起，未发生较大事故。",
        "7月17日至21日，未发生一次死亡3人以上事故。",
        "7月1日起，新修订的《样例条例》正式施行。",
        "自7月15日起，执行样例收费新标准。",
        "要求各地于7月31日前完成排查。",
        "第二阶段工作将于近期展开。",
        "本周，公安厅围绕“压事故、保畅通”目标，扎实开展整治。",
        "上周，公安厅检查车辆3250辆，处罚186辆。",
        "近年来，公安厅持续开展专项行动。",
    ],
)
def test_what_is_counted_measured_demanded_or_in_force_is_no_event(text: str) -> None:
    assert _events(text) == ()


@pytest.mark.parametrize(
    ("text", "days", "printed"),
    [
        ("公安厅7月18日、20日分别在甲镇、乙镇宣讲。", (18, 20), "7月18日、20日"),
        ("7月17日—20日，公安厅开展检查。", (17, 20), "7月17日—20日"),
        ("7月17日23时至18日2时，公安厅开展统一行动。", (17, 18), "7月17日23时至18日2时"),
        ("7月19日夜至20日晨，样县突降暴雨，冲毁涵洞4处。", (19, 20), "7月19日夜至20日晨"),
        ("△7.18—7.19　公安厅督查组暗访大厅。", (18, 19), "7.18—7.19"),
    ],
)
def test_several_days_are_one_stretch(text: str, days: tuple[int, int], printed: str) -> None:
    (event,) = _events(text)
    assert event.date is None
    assert (event.start, event.end) == tuple(date(2023, 7, day) for day in days)
    assert event.date_printed == printed


def test_the_day_after_is_counted_from_the_day_before_it() -> None:
    events = _events("7月18日，教育厅召开会议。次日，公安厅印发通知。")
    assert [(one.date, one.date_printed) for one in events] == [
        (date(2023, 7, 18), "7月18日"),
        (date(2023, 7, 19), "次日"),
    ]
    # also in the paragraph before
    events = _events("7月18日，教育厅召开会议。", "同日，公安厅印发通知。")
    assert [one.date for one in events] == [date(2023, 7, 18)] * 2
    assert _events("次日，公安厅印发通知。") == ()


def test_what_is_done_at_once_has_the_day_of_what_happened() -> None:
    text = "7月18日，样镇发生一起山体滑坡。接报后，应急管理厅、公安厅派员赶赴现场处置。"
    assert [(one.actors, one.date_printed) for one in _events(text)] == [
        ((), "7月18日"),
        (("四川省应急管理厅", "四川省公安厅"), "7月18日"),
    ]


def test_a_later_day_of_the_same_actor_is_another_event() -> None:
    text = "水利厅7月18日召集各企业约谈，并于7月20日会同公安厅抽查质量；7月21日下达整改指令。"
    assert [(one.date, one.actors) for one in _events(text)] == [
        (date(2023, 7, 18), ("四川省水利厅",)),
        (date(2023, 7, 20), ("四川省水利厅", "四川省公安厅")),
        (date(2023, 7, 21), ("四川省水利厅", "四川省公安厅")),
    ]


@pytest.mark.parametrize(
    ("text", "day", "actors"),
    [
        ("样例项目因投诉暂停，20日经省财政厅裁决恢复。", 20, ("四川省财政厅",)),
        ("校服采购质疑成立，18日被省财政厅责令废标。", 18, ("四川省财政厅",)),
        ("样例标段流标，7月19日重新公告。", 19, ()),
        ("根据部署，公安厅组织3个组，于7月18日对12家企业检查。", 18, ("四川省公安厅",)),
    ],
)
def test_the_day_may_stand_in_a_later_clause(text: str, day: int, actors: tuple[str, ...]) -> None:
    (event,) = _events(text)
    assert (event.date, event.actors) == (date(2023, 7, day), actors)


def test_what_the_same_actors_do_that_day_is_one_event() -> None:
    assert len(_events("7月18日，教育厅召开会议；当天下发通知。")) == 1


def test_who_it_is_done_with_may_stand_in_a_later_clause() -> None:
    (event,) = _events("7月18日，教育厅到宜宾市，会同公安厅检查校车。")
    assert event.actors == ("四川省教育厅", "四川省公安厅")


def test_a_sentence_of_thousands_of_acts_is_read_to_its_end() -> None:
    text = "7月18日，" + "教育厅召开会议，" * 3000 + "公安厅印发通知。"
    assert _events(text)[-1].actors == ("四川省公安厅",)


def test_a_passive_sentence_has_the_actor_behind_its_mark() -> None:
    (event,) = _events("7月18日，某建材公司被省市场监管局立案查处。")
    assert event.actors == ("四川省市场监督管理局",)
    (event,) = _events("《样例实施方案》于7月18日由教育厅印发。")
    assert (event.date, event.actors) == (date(2023, 7, 18), ("四川省教育厅",))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("7月18日，样达供水集团派员入驻大厅。", ("样达供水集团",)),
        ("7月18日，省气象台发布暴雨预警。", ("四川省气象台",)),
        ("7月18日，公安厅、样河银行联合印发通知。", ("四川省公安厅", "样河银行")),
        # a squad of a body is the body
        ("7月18日，公安厅第三督导组到宜宾市督导。", ("四川省公安厅",)),
        ("公安厅法制处7月18日到宜宾市调研。", ("四川省公安厅",)),
        # the firm that suffers does not act
        ("7月18日，样达公司发生一起机械伤害事故。", ()),
        ("7月18日，全省各医院启动义诊。", ()),
    ],
)
def test_firms_and_stations_act_under_their_printed_names(
    text: str, actors: tuple[str, ...]
) -> None:
    (event,) = _events(text)
    assert event.actors == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("7月18日，中心启动延时服务。", (CENTRE,)),
        ("7月18日，湖南省大数据中心一行8人来我中心考察。", ("湖南省大数据中心",)),
        ("教育厅受表扬。该厅于7月18日启动延时服务。", ("四川省教育厅",)),
    ],
)
def test_words_that_stand_for_a_body_are_that_body(text: str, actors: tuple[str, ...]) -> None:
    (event,) = _events(text)
    assert event.actors == actors


def test_a_place_that_acts_is_a_place() -> None:
    (event,) = _events("7月18日，宜宾市召开样例工作现场会。")
    assert (event.actors, event.places) == ((), ("宜宾市",))


def test_headings_and_furniture_hold_no_events() -> None:
    text = "近期，教育厅召开会议。"
    assert _events(Block(text=text, kind="heading"), Block(text=text, kind="furniture")) == ()


def test_a_long_act_is_cut_at_a_comma() -> None:
    clause = "推动各项任务落地见效"
    (event,) = _events("7月18日，教育厅召开会议，" + "，".join([clause] * 20) + "。")
    assert len(event.action) <= 120
    assert event.action.endswith(clause)
