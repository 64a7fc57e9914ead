"""Forms of figures that are rare in print and all the more often misread.

A unit said once for a list, 成 and 倍, amounts in names (5亿元以上项目), ordinals, telephone
numbers and hours beside figures, marks left out between figures.
"""

from collections.abc import Callable

from .counting import note_percent, scope_of, total_of, week_of, week_word, year_word
from .departments import offices_on
from .draft import Draft
from .ledger import Reading
from .numerals import chinese, plain, rounded
from .phrases import PLACES

Readings = tuple[Reading, ...]


def _kind(draft: Draft) -> str | None:
    return "week" if draft.week.weeks == 1 else None


def _bare(draft: Draft, reading: Reading, printed: str | None = None) -> str:
    """The week's number without its unit, which is said elsewhere."""
    note = draft.figure(
        reading.week,
        reading.unit,
        reading.words,
        printed=printed or str(reading.week),
        kind=_kind(draft),
        series=reading.series,
    )
    return str(note)


def _of_one_unit(readings: Readings) -> Readings:
    pairs = tuple(r for r in readings if r.unit == "件")
    return pairs if len(pairs) > 1 else ()


def unit_at_the_end(draft: Draft, readings: Readings) -> str | None:
    """受理、办结分别为394、380件."""
    some = _of_one_unit(readings)
    if not some:
        return None
    names = "、".join(reading.name for reading in some)
    start = f"{week_word(draft)}，{scope_of(draft, some[0])}{names}分别为"
    numbers = [_bare(draft, reading) for reading in some[:-1]]
    return start + "、".join([*numbers, str(week_of(draft, some[-1]))]) + "。"


def unit_before_the_list(draft: Draft, readings: Readings) -> str | None:
    """办件情况（单位：件）：受理394、办结380."""
    some = _of_one_unit(readings)
    if not some:
        return None
    start = f"{draft.style.week_word}{scope_of(draft, some[0])}主要指标（单位：件）："
    return start + "、".join([f"{r.name}{_bare(draft, r)}" for r in some]) + "。"


def no_marks_between(draft: Draft, readings: Readings) -> str | None:
    """受理394件办结380件: in haste."""
    if any(reading.unit == "元" for reading in readings):
        return None
    start = f"{week_word(draft)}，{scope_of(draft, readings[0])}"
    return start + "".join([f"{r.name}{week_of(draft, r)}" for r in readings]) + "。"


def totals_of_the_year_before(draft: Draft, readings: Readings) -> str | None:
    """今年以来受理c件，去年同期为d件: two periods side by side."""
    reading = readings[0]
    if reading.total_year_ago is None or reading.unit == "元":
        return None
    start = f"{year_word(draft)}，{scope_of(draft, reading)}累计{reading.name}"
    text = f"{start}{draft.gap('件')}{total_of(draft, reading)}"
    old = draft.figure(reading.total_year_ago, reading.unit, (), series=reading.series)
    return f"{text}（去年同期{draft.gap('件')}{old}）。"


RARE_GROUPS: tuple[Callable[[Draft, Readings], str | None], ...] = (
    unit_at_the_end,
    unit_before_the_list,
    no_marks_between,
    totals_of_the_year_before,
)


def some_tenths(draft: Draft) -> str:
    """近六成办件通过网上提交."""
    tenths = draft.rng.randint(2, 8)
    before, after, qualifier = draft.rng.choice(
        (("近", "", "nearly"), ("超", "", "over"), ("约", "", "about"), ("", "以上", "at_least"))
    )
    printed = f"{before}{chinese(tenths)}成{after}"
    note = draft.figure(tenths, "成", ("办件",), printed=printed, qualifier=qualifier)
    return f"{note}办件通过{draft.rng.choice(('网上提交', '自助终端完成', '代办窗口受理'))}。"


def so_many_times(draft: Draft) -> str:
    """预约量是去年同期的1.5倍."""
    times = rounded(draft.rng.uniform(1.1, 4.9), 1)
    word = draft.rng.choice(("预约量", "网办量", "代办量", "来访量"))
    note = draft.figure(times, "倍", (word,), printed=f"{plain(times)}倍")
    return f"{word}是{draft.rng.choice(('去年同期', '年初'))}的{note}。"


def large_projects(draft: Draft) -> str:
    """5亿元以上项目12个: the amount belongs to the name."""
    size = draft.no_figure(draft.rng.choice(("5亿元以上", "10亿元以上", "5000万元以上")))
    gap = draft.gap("个")
    note = draft.figure(draft.rng.randint(3, 40), "个", ("项目",), kind=_kind(draft))
    return f"{week_word(draft)}，重点项目专区对接{size}项目{gap}{note}。"


def place_in_a_ranking(draft: Draft) -> str:
    """大厅评价得分98.3分，在全省排第2位."""
    score = rounded(draft.rng.uniform(88, 99), 1)
    rank = draft.rng.randint(2, 9)
    printed = draft.rng.choice((f"第{rank}位", f"第{chinese(rank)}位", f"第{chinese(rank)}"))
    note = draft.figure(score, "分", ("得分",), printed=f"{plain(score)}{draft.gap('分')}分")
    place = draft.rng.choice(PLACES)
    return f"{place}综合评价得分{note}，排名{draft.no_figure(printed)}。"


def opening_hours(draft: Draft) -> str:
    """咨询电话028-…，服务时间9时至17时: numbers, but no figures."""
    phone = draft.no_figure(f"028-0000{draft.rng.randint(1000, 9999)}")
    hours = draft.no_figure(draft.rng.choice(("9时至17时", "8:30—17:00", "9:00至16:30")))
    return f"专席电话{phone}，服务时间为工作日{hours}。"


def batches_of_lists(draft: Draft) -> str:
    """已公布第1—12批清单，共收录事项320项."""
    last = draft.rng.randint(3, 33)
    batches = draft.no_figure(f"第1{draft.rng.choice(('—', '-', '至'))}{last}批")
    gap = draft.gap("项")
    note = draft.figure(draft.rng.randint(60, 900), "项", ("事项",))
    return f"已公布{batches}通办清单，收录事项{gap}{note}。"


def named_in_brackets(draft: Draft) -> str:
    """退件23件（公安厅8件、水利厅5件）: whose they are stands in the brackets."""
    offices = draft.rng.sample(offices_on(draft.week.end, windows=True), 2)
    one, two = draft.rng.randint(3, 30), draft.rng.randint(3, 30)
    what = draft.rng.choice(("退件", "超期预警", "不予许可", "补正告知"))
    kind = _kind(draft)
    whole = draft.figure(one + two, "件", (what,), kind=kind)
    parts = []
    for office, number in zip(offices, (one, two), strict=True):
        name = draft.department(office)
        part = draft.figure(number, "件", (), kind=kind, department=office.name)
        parts.append(f"{name}{part}")
    return f"{draft.style.week_word}{what}{draft.gap('件')}{whole}（{'、'.join(parts)}）。"


def growth_against_named_year(draft: Draft) -> str:
    """全省网办量达12.5万件，较2022年同期增长8.1%."""
    # grows through the year: a total that falls would be a mistake
    number = rounded(draft.week.number * 1.9 + draft.rng.uniform(0, 1.8), 1)
    share = rounded(draft.rng.uniform(1, 30), 1)
    note = draft.figure(
        number * 10_000,
        "件",
        ("网办量",),
        printed=f"{plain(number)}{draft.gap('件')}万件",
        kind="year_to_date",
    )
    up = draft.rng.random() < 0.7
    note_percent(note, "year_on_year", share, up=up)
    year = draft.week.end.year
    verb = "增长" if up else "下降"
    return f"今年以来，全省网办量达{note}，较{year - 1}年同期{verb}{plain(share)}%。"


RARE_OTHERS: tuple[Callable[[Draft], str], ...] = (
    some_tenths,
    so_many_times,
    large_projects,
    place_in_a_ranking,
    opening_hours,
    batches_of_lists,
    named_in_brackets,
    growth_against_named_year,
)
