"""Sentences of figures that belong to no running series: shares, rates, stocks, zero in words."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from .counting import moved, week_word
from .draft import Draft
from .numerals import counted, plain, rounded
from .phrases import PLACES
from .truth import TruthComparison, TruthFigure

Other = Callable[[Draft], str]


def _kind(draft: Draft) -> str | None:
    return "week" if draft.week.weeks == 1 else None


def _percent(
    draft: Draft, value: Decimal | float, word: str, kind: str | None = None
) -> TruthFigure:
    number = rounded(value, 1)
    return draft.figure(number, "%", (word,), printed=f"{plain(number)}%", kind=kind)


def batches_and_people(draft: Draft) -> str:
    """接待来访110批1731人次: two units in a row."""
    batches = draft.rng.randint(3, 40)
    people = batches * draft.rng.randint(4, 16)
    what = draft.rng.choice(("接待考察学习", "接待来访", "接待参观交流", "接待现场咨询"))
    word = what.removeprefix("接待")
    first = draft.figure(batches, "批", (word,), kind=_kind(draft))
    gap = draft.gap("批")
    second = draft.figure(people, "人次", (word,), kind=_kind(draft))
    return f"{week_word(draft)}{what}{gap}{first}{gap}{second}。"


def reviews(draft: Draft) -> str:
    """收到评价a条，其中非常满意b条、满意c条，好评率d%。"""
    all_of_them = draft.rng.randint(400, 9000)
    good = round(all_of_them * draft.rng.uniform(0.9, 0.97))
    fair = round((all_of_them - good) * draft.rng.uniform(0.6, 0.95))
    kind = _kind(draft)
    words = draft.rng.choice((("非常满意", "基本满意"), ("很满意", "满意")))
    gap = draft.gap("条")
    lead = draft.rng.choice(("共收到服务评价", "收到办事群众评价", "窗口服务获得评价"))
    text = (
        f"{week_word(draft)}，{lead}{gap}{draft.figure(all_of_them, '条', ('评价',), kind=kind)}，"
    )
    text += f"其中{words[0]}{gap}{draft.figure(good, '条', (words[0],), kind=kind)}、"
    text += f"{words[1]}{gap}{draft.figure(fair, '条', (words[1],), kind=kind)}，"
    rate = rounded((good + fair) * 100 / all_of_them, 2)
    note = draft.figure(rate, "%", ("好评率",), printed=f"{plain(rate)}%", kind=kind)
    return f"{text}好评率{draft.rng.choice(('', '为', '达'))}{note}。"


def rate_in_points(draft: Draft) -> str:
    """群众满意率99.2%，较上周提高0.3个百分点。"""
    word = draft.rng.choice(
        (
            "群众满意率",
            "按时办结率",
            "网上申报率",
            "电话接通率",
            "一次办成率",
            "即办件占比",
            "窗口在岗率",
        )
    )
    kind = _kind(draft)
    note = _percent(draft, draft.rng.uniform(82, 99.8), word, kind)
    points = rounded(draft.rng.uniform(0.1, 3.5), 1)
    up = draft.rng.random() < 0.7
    basis = draft.rng.choice(("period_on_period", "year_on_year"))
    note.comparisons.append(
        TruthComparison(
            basis=basis, direction="up" if up else "down", value=points, unit="个百分点"
        )
    )
    words = ("环比", "较上周") if draft.style.week_word == "本周" else ("环比",)
    base = draft.rng.choice(
        words if basis == "period_on_period" else ("同比", "较去年同期", "比去年同期")
    )
    verb = draft.rng.choice(("提高", "上升", "提升") if up else ("下降", "回落", "降低"))
    gap = draft.rng.choice(("", "为", "达", "达到"))
    return f"{draft.style.week_word}，{word}{gap}{note}，{base}{verb}{plain(points)}个百分点。"


def nothing_happened(draft: Draft) -> str:
    """本周未发生投诉: zero in words."""
    printed, word = draft.rng.choice(
        (
            ("未发生有效投诉", "投诉"),
            ("未收到投诉举报", "投诉举报"),
            ("没有出现超时办件", "超时办件"),
            ("未出现差评", "差评"),
            ("没有收到群众投诉", "群众投诉"),
            ("未发生安全事故", "安全事故"),
            ("无超期未办件", "超期未办件"),
        )
    )
    place = draft.rng.choice(("各窗口", "大厅", "全厅", "进驻单位"))
    note = draft.figure(0, None, (word,), printed=printed, kind=_kind(draft))
    return f"{week_word(draft)}，{place}{note}。"


def complaints(draft: Draft) -> str:
    """受理投诉三件，均已办结。"""
    number = draft.rng.randint(2, 9)
    printed = f"{counted(number)}件" if draft.rng.random() < 0.6 else f"{number}{draft.gap('件')}件"
    what = draft.rng.choice(("收到投诉", "受理投诉", "收到群众来信", "受理意见建议", "处理举报"))
    note = draft.figure(number, "件", (what[2:],), printed=printed, kind=_kind(draft))
    after = draft.rng.choice(("均已办结", "已全部回复", "均已转相关窗口办理", "正在核实处理"))
    return f"{week_word(draft)}{what}{note}，{after}。"


def users_so_far(draft: Draft) -> str:
    """截至目前，掌上平台注册用户达1280.5万人。"""
    day = draft.week.end
    what, unit = draft.rng.choice(
        (
            ("掌上平台注册用户", "人"),
            ("网上大厅实名用户", "人"),
            ("平台注册企业", "户"),
            ("自助终端服务", "人次"),
            ("电子印章制发", "枚"),
        )
    )
    number = rounded(draft.rng.uniform(20, 2400), draft.rng.choice((0, 1, 1, 2)))
    kind: str | None = "as_of"
    dates = None
    words = draft.rng.choice(("截至目前", "截至目前", "截至本周末", "截至上月底"))
    if words == "截至本周末":
        kind = None
    elif words == "截至上月底":
        last = day.replace(day=1) - timedelta(days=1)
        words = f"截至{last.month}月底"
        dates = (last, last)
    note = draft.figure(
        number * 10_000,
        unit,
        (what[-4:],),
        printed=f"{plain(number)}{draft.gap(unit)}万{unit}",
        kind=kind,
        dates=dates,
    )
    return f"{words}，{what}{draft.rng.choice(('达', '达到', '已有', '为'))}{note}。"


def shorter_time(draft: Draft) -> str:
    """平均办理时限由12个工作日压缩至5个工作日，提速58.3%。"""
    before = draft.rng.randint(7, 30)
    after = draft.rng.randint(2, before - 3)
    word = draft.rng.choice(("承诺时限", "平均办理时限", "审批时限", "办理时限"))
    gap = draft.gap("个")
    one = draft.figure(before, "个工作日", (word,), printed=f"{before}{gap}个工作日")
    verb = draft.rng.choice(("压缩至", "缩短至", "缩短为", "压减到"))
    two = draft.figure(after, "个工作日", (word,), printed=f"{after}{gap}个工作日")
    what = draft.rng.choice(("行政许可事项", "高频事项", "涉企事项", "首批集成服务事项"))
    text = f"{what}{word}由法定的{one}{verb}{two}"
    if draft.rng.random() < 0.4:
        text += f"，平均提速{_percent(draft, (before - after) * 100 / before, '提速')}"
    return text + "。"


def within_days(draft: Draft) -> str:
    """重点事项办理时间控制在3个工作日以内。"""
    number = draft.rng.randint(2, 9)
    word = draft.rng.choice(("办理时间", "办结时间", "答复时间", "流转时间"))
    printed = f"{number}{draft.gap('个')}个工作日{draft.rng.choice(('以内', '内'))}"
    note = draft.figure(number, "个工作日", (word,), printed=printed, qualifier="at_most")
    what = draft.rng.choice(("重点项目", "简易事项", "咨询类诉求", "跨部门事项"))
    return f"{what}{word}控制在{note}。"


def fewer_papers(draft: Draft) -> str:
    """减少申请材料40%以上、压缩办理时间超过一半…"""
    one = draft.rng.randint(2, 8) * 5
    two = draft.rng.randint(2, 8) * 5
    first = draft.figure(one, "%", ("材料",), printed=f"{one}%以上", qualifier="at_least")
    second = draft.figure(two, "%", ("时间",), printed=f"{two}%以上", qualifier="at_least")
    who = draft.rng.choice(("首批集成服务事项", "试点窗口", "“免证办”事项", "集成服务"))
    return f"{who}平均减少申请材料{first}、节约办事时间{second}。"


def equal_numbers(draft: Draft) -> str:
    """甲、乙两类事项网办率均为100%: 均."""
    one, two = draft.rng.choice(
        (
            ("授权率", "进驻率"),
            ("公示率", "归档率"),
            ("办结率", "回复率"),
            ("上网率", "进驻率"),
            ("更新率", "核对率"),
        )
    )
    value = draft.rng.choice((100, 100, 98, 99))
    kind = None
    first = TruthFigure(
        section=draft.section,
        printed=f"{value}%",
        value=Decimal(value),
        unit="%",
        words=(one,),
        kind=kind,
    )
    draft.truth.figures.append(first)
    second = draft.figure(value, "%", (two,), printed=f"{value}%")
    return f"事项{one}、{two}均{draft.rng.choice(('为', '达', '达到'))}{second}。"


def visits_by_phone(draft: Draft) -> str:
    """回访办事群众120人，满意率99.2%。"""
    number = draft.rng.randint(40, 400)
    unit = draft.rng.choice(("人", "人次", "户"))
    who = draft.rng.choice(("办事群众", "企业", "服务对象"))
    kind = _kind(draft)
    gap = draft.gap(unit)
    note = draft.figure(number, unit, (who,), kind=kind)
    rate = _percent(draft, draft.rng.uniform(93, 99.9), "满意率", kind)
    verb = draft.rng.choice(("电话回访", "随机回访", "抽样回访"))
    return f"{week_word(draft)}{verb}{who}{gap}{note}，满意率{rate}。"


def project_money(draft: Draft) -> str:
    """重点项目专区服务项目12个，总投资35.2亿元。"""
    number = draft.rng.randint(5, 60)
    money = rounded(draft.rng.uniform(3, 400), draft.rng.choice((0, 1, 2)))
    gap = draft.gap("个")
    lead = draft.rng.choice(
        ("重点项目专区跟踪服务", "代办窗口对接", "并联审批窗口受理", "专班协调推进")
    )
    note = draft.figure(number, "个", ("重点项目",), kind=_kind(draft))
    text = f"{week_word(draft)}，{lead}重点项目{gap}{note}，"
    word = draft.rng.choice(("总投资", "计划投资", "涉及投资"))
    qualifier, before, after = draft.rng.choice(
        (
            (None, "", ""),
            (None, "", ""),
            ("about", "约", ""),
            ("over", "超", ""),
            ("over", "", "余"),
        )
    )
    if after and money == int(money):
        printed = f"{plain(money)}余亿元" if draft.rng.random() < 0.5 else f"{plain(money)}亿余元"
    else:
        qualifier = qualifier if before else None
        printed = f"{before}{plain(money)}{draft.gap('元')}亿元"
    total = draft.figure(money * 10**8, "元", (word,), printed=printed, qualifier=qualifier)
    return f"{text}{word}{total}。"


def devices(draft: Draft) -> str:
    """配备自助终端35台、叫号机12台: unit said each time."""
    gap = draft.gap("台")
    first, second = draft.rng.choice(
        (
            ("自助终端", "叫号机"),
            ("高拍仪", "评价器"),
            ("电子显示屏", "查询机"),
            ("打印机", "扫描仪"),
        )
    )
    verb = draft.rng.choice(("更新", "新增", "检修", "投放"))
    text = f"{verb}{first}{gap}{draft.figure(draft.rng.randint(3, 60), '台', (first,))}、"
    return f"{text}{second}{gap}{draft.figure(draft.rng.randint(3, 60), '台', (second,))}。"


def fee_each(draft: Draft) -> str:
    """证照寄递每件12元，累计减免费用3.2万元: unit before the number."""
    money = rounded(draft.rng.uniform(1, 40), 1)
    word = draft.rng.choice(("减免费用", "节约办事成本", "减少群众支出"))
    note = draft.figure(
        money * 10_000, "元", (word,), printed=f"{plain(money)}{draft.gap('元')}万元"
    )
    return f"{draft.rng.choice(('证照免费寄递', '免费复印打印', '公章免费刻制'))}累计{word}{note}。"


def topped(draft: Draft) -> str:
    """超过、不足 and their like."""
    number = draft.rng.randint(2, 30)
    word = draft.rng.choice(("平均等候时间", "高峰时段等候时间", "平均排队时间"))
    before, qualifier = draft.rng.choice((("不足", "under"), ("不到", "under"), ("约", "about")))
    note = draft.figure(
        number,
        "分钟",
        (word[-4:],),
        printed=f"{before}{draft.gap('分钟')}{number}{draft.gap('分钟')}分钟",
        qualifier=qualifier,
        kind=None,
    )
    return f"{draft.style.week_word}，大厅{word}{note}。"


def against_last_time(draft: Draft) -> str:
    """本周退回补正23件，较上周减少5件: a small count with a change by amount."""
    number = draft.rng.randint(12, 90)
    before = max(3, number + draft.rng.choice((-7, -5, -3, 2, 4, 6, 9)))
    what = draft.rng.choice(("退回补正", "不予受理", "延期办理", "中止审批", "变更注销"))
    note = draft.figure(number, "件", (what,), kind=_kind(draft))
    text = f"{draft.style.week_word}{what}{draft.gap('件')}{note}，"
    word = (
        draft.rng.choice(("较上周", "环比", "比上周"))
        if draft.style.week_word == "本周"
        else "环比"
    )
    return text + word + moved(draft, note, "period_on_period", number, before, how="amount") + "。"


def by_place(draft: Draft) -> str:
    """新增便民服务点：成都市12个、绵阳市8个: a list whose subject stands before the colon."""
    what, unit = draft.rng.choice(
        (
            ("新增基层便民服务点", "个"),
            ("上报典型案例", "篇"),
            ("延伸自助终端", "台"),
            ("选派跟班学习人员", "名"),
            ("反馈整改问题", "条"),
        )
    )
    places = draft.rng.sample(PLACES, draft.rng.randint(3, 5))
    gap = draft.gap(unit)
    parts = [
        f"{place}{gap}{draft.figure(draft.rng.randint(2, 40), unit, (place,))}" for place in places
    ]
    return f"各地{what}情况：{draft.rng.choice(('、', '，', '；')).join(parts)}。"


def triplets(draft: Draft) -> str:
    """成都市12件（直办8件，转办4件）: brackets after each place."""
    kind = _kind(draft)
    parts = []
    for place in draft.rng.sample(PLACES, 2):
        first, second = draft.rng.randint(5, 60), draft.rng.randint(2, 30)
        gap = draft.gap("件")
        whole = draft.figure(first + second, "件", (place,), kind=kind)
        one = draft.figure(first, "件", ("直办",), kind=kind)
        two = draft.figure(second, "件", ("转办",), kind=kind)
        parts.append(f"{place}{gap}{whole}（直办{gap}{one}，转办{gap}{two}）")
    what = draft.rng.choice(("群众诉求", "咨询件", "投诉建议", "问题线索"))
    return f"{draft.style.week_word}，{what}较多的地区为{'、'.join(parts)}。"


def points_for_several(draft: Draft) -> str:
    """网办率、即办率分别为92.1%、60.4%，同比分别提高9.1个、11.0个百分点: mapped in order."""
    names = draft.rng.sample(("网办率", "即办率", "好评率", "承诺提速率", "上链率", "可查率"), 2)
    kind = _kind(draft)
    notes = [_percent(draft, draft.rng.uniform(40, 99), name, kind) for name in names]
    points = [rounded(draft.rng.uniform(0.2, 12), 1) for _ in notes]
    for note, point in zip(notes, points, strict=True):
        note.comparisons.append(
            TruthComparison(basis="year_on_year", direction="up", value=point, unit="个百分点")
        )
    told = draft.rng.choice(("{}个、{}个百分点", "{}个和{}个百分点", "{}、{}个百分点"))
    shown = told.format(*(plain(point) for point in points))
    return (
        f"{draft.style.week_word}，{names[0]}、{names[1]}分别为{notes[0]}、{notes[1]}，"
        f"同比分别提高{shown}。"
    )


def price_of_each(draft: Draft) -> str:
    """每件寄递费用12元: the unit of what is counted stands before the number."""
    money = rounded(draft.rng.uniform(3, 60), draft.rng.choice((0, 0, 2)))
    each, word = draft.rng.choice(
        (("每件", "寄递费用"), ("每份", "复印费用"), ("每户", "补贴"), ("每枚", "刻章费用"))
    )
    note = draft.figure(money, "元", (word,), printed=f"{plain(money)}{draft.gap('元')}元")
    verb = draft.rng.choice(("", "为", "约为"))
    if verb == "约为":
        note.qualifier = "about"
        note.printed = f"约为{note.printed}"
        return f"经测算，{each}{word}{note}。"
    return f"经测算，{each}{word}{verb}{note}。"


def no_more_than(draft: Draft) -> str:
    """单件办理不超过3个工作日."""
    number = draft.rng.randint(2, 15)
    word = draft.rng.choice(("单件办理时间", "现场踏勘时间", "材料流转时间", "补正告知时间"))
    before = draft.rng.choice(("不超过", "最多不超过"))
    printed = f"不超过{draft.gap('个')}{number}{draft.gap('个')}个工作日"
    note = draft.figure(number, "个工作日", (word,), printed=printed, qualifier="at_most")
    return f"明确{word}{before.removesuffix('不超过')}{note}。"


def round_hundreds(draft: Draft) -> str:
    """百余人, 近百家, 千余份, 万余册."""
    word, value = draft.rng.choice((("百", 100), ("千", 1000), ("万", 10_000)))
    what, unit = draft.rng.choice(
        (("发放宣传折页", "份"), ("服务办事群众", "人次"), ("惠及企业", "家"), ("归档材料", "份"))
    )
    if word == "百" and draft.rng.random() < 0.5:
        printed, qualifier = f"近百{unit}", "nearly"
    else:
        printed, qualifier = f"{word}余{unit}", "over"
    note = draft.figure(value, unit, (what[-4:],), printed=printed, qualifier=qualifier)
    return f"活动累计{what}{note}。"


def first_months(draft: Draft) -> str:
    """1—6月，全省共办理…: months with a dash."""
    month = draft.week.end.month
    last = month - 1 if month > 2 else month
    if last < 2:
        return complaints(draft)
    number = rounded(draft.rng.uniform(12, 900), 1)
    dash = draft.rng.choice(("—", "-", "～", "至"))
    what = draft.rng.choice(("全省政务服务平台办件量", "全省网上办件", "各级大厅接待群众"))
    unit = "人次" if what.endswith("群众") else "件"
    note = draft.figure(
        number * 10_000, unit, (what[-2:],), printed=f"{plain(number)}{draft.gap(unit)}万{unit}"
    )
    return f"1{dash}{last}月，{what}{draft.rng.choice(('达', '为', ''))}{note}。"


OTHERS: tuple[Other, ...] = (
    batches_and_people,
    reviews,
    rate_in_points,
    rate_in_points,
    nothing_happened,
    nothing_happened,
    complaints,
    users_so_far,
    shorter_time,
    within_days,
    fewer_papers,
    equal_numbers,
    visits_by_phone,
    project_money,
    devices,
    fee_each,
    topped,
    against_last_time,
    by_place,
    triplets,
    points_for_several,
    price_of_each,
    no_more_than,
    round_hundreds,
    first_months,
)
