"""Sentences about one series: changes of every kind, qualifiers, averages, other periods."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from .counting import (
    amount_name,
    change,
    direction_word,
    in_ten_thousands,
    moved,
    named_total,
    named_week,
    note_percent,
    number_of,
    percent,
    scope_of,
    total_of,
    week_of,
    week_word,
    year_word,
)
from .draft import Draft
from .ledger import Reading
from .numerals import chinese, counted, plain, rounded
from .truth import TruthComparison

Single = Callable[[Draft, Reading], str | None]


def week_and_year(draft: Draft, reading: Reading) -> str:
    """本周大厅受理a件，今年以来累计b件。"""
    start = f"{week_word(draft)}{scope_of(draft, reading)}共{named_week(draft, reading)}"
    return f"{start}，{year_word(draft)}累计{draft.gap('件')}{total_of(draft, reading)}。"


def week_with_change(draft: Draft, reading: Reading) -> str | None:
    """本周，大厅受理a件，较上周增加d件、增长x%。"""
    if reading.before is None:
        return None
    start = f"{week_word(draft)}，{scope_of(draft, reading)}"
    note = week_of(draft, reading)
    moved_by = change(draft, note, "period_on_period", reading.week, reading.before)
    return f"{start}{reading.name}{draft.gap('件')}{note}，{moved_by}。"


def year_with_change(draft: Draft, reading: Reading) -> str | None:
    """今年以来，大厅累计受理b件，比去年同期增加c件。"""
    if reading.total_year_ago is None:
        return None
    start = f"{year_word(draft)}，{scope_of(draft, reading)}累计"
    note = total_of(draft, reading)
    moved_by = change(draft, note, "year_on_year", reading.total, reading.total_year_ago)
    return f"{start}{reading.name}{draft.gap('件')}{note}，{moved_by}。"


def as_of_day(draft: Draft, reading: Reading) -> str:
    """截至7月21日，大厅今年累计受理b件。"""
    day = draft.week.end
    note = number_of(draft, reading, reading.total, None)
    scope = scope_of(draft, reading)
    until = draft.rng.choice(("截至", "截止"))
    return (
        f"{until}{day.month}月{day.day}日，{scope}今年累计{reading.name}{draft.gap('件')}{note}。"
    )


def in_wan(draft: Draft, reading: Reading) -> str | None:
    """年初以来，大厅累计受理9.49万件，同比增长x%。"""
    if reading.total < 10_000 or reading.unit == "元":
        return None
    start = (
        f"{year_word(draft)}，{scope_of(draft, reading)}{draft.rng.choice(('累计', '共', '已'))}"
    )
    note = in_ten_thousands(draft, reading, reading.total, "year_to_date")
    text = f"{start}{reading.name}{draft.gap('件')}{note}"
    if reading.total_year_ago is None:
        return text + "。"
    return (
        text
        + "，"
        + change(draft, note, "year_on_year", reading.total, reading.total_year_ago, how="percent")
        + "。"
    )


def roughly(draft: Draft, reading: Reading) -> str | None:
    """今年以来，大厅累计受理约9.5万件 / 近… / 超过…。"""
    if reading.total < 12_000 or reading.unit == "元":
        return None
    qualifier = draft.rng.choice(("about", "nearly", "over"))
    start = f"{year_word(draft)}，{scope_of(draft, reading)}累计{reading.name}"
    if qualifier == "over" and draft.rng.random() < 0.5:
        whole = reading.total // 10_000
        note = draft.figure(
            whole * 10_000,
            reading.unit,
            reading.words,
            printed=f"{whole}万余{reading.unit}",
            kind="year_to_date",
            qualifier="over",
            series=reading.series,
        )
        return f"{start}{note}。"
    note = in_ten_thousands(draft, reading, reading.total, "year_to_date", qualifier)
    return f"{start}{note}。"


def tens_and_more(draft: Draft, reading: Reading) -> str | None:
    """本周，大厅受理1180余件 / 千余件。"""
    if reading.week < 40 or reading.unit == "元":
        return None
    tens = reading.week // 10 * 10
    more = draft.rng.choice(("余", "多"))
    text = f"{tens}" if tens > 990 or draft.rng.random() < 0.6 else chinese(tens)
    kind = "week" if draft.week.weeks == 1 else None
    note = draft.figure(
        tens,
        reading.unit,
        reading.words,
        printed=f"{text}{more}{reading.unit}",
        kind=kind,
        qualifier="over",
        series=reading.series,
    )
    return f"{week_word(draft)}，{scope_of(draft, reading)}{reading.name}{note}。"


def about_so_many(draft: Draft, reading: Reading) -> str | None:
    """本周，大厅受理1180件左右。"""
    if reading.week < 40 or reading.unit == "元":
        return None
    tens = reading.week // 10 * 10
    kind = "week" if draft.week.weeks == 1 else None
    note = draft.figure(
        tens,
        reading.unit,
        reading.words,
        printed=f"{tens}{draft.gap(reading.unit)}{reading.unit}左右",
        kind=kind,
        qualifier="about",
        series=reading.series,
    )
    return f"{week_word(draft)}{scope_of(draft, reading)}{reading.name}{draft.gap('件')}{note}。"


def level_with_before(draft: Draft, reading: Reading) -> str | None:
    """大厅受理a件，与上周基本持平。"""
    if reading.before is None or percent(reading.week, reading.before) > 1:
        return None
    note = week_of(draft, reading)
    note.comparisons.append(
        TruthComparison(basis="period_on_period", direction="flat", value=None, unit=None)
    )
    scope = scope_of(draft, reading)
    words = "与上周基本持平" if draft.style.week_word == "本周" else "环比基本持平"
    return f"{draft.style.week_word}{scope}{reading.name}{draft.gap('件')}{note}，{words}。"


def from_and_to(draft: Draft, reading: Reading) -> str | None:
    """大厅受理量由上周的a件增至b件。"""
    if reading.before is None or reading.before == reading.week or reading.unit == "元":
        return None
    if draft.style.week_word != "本周":
        return None
    before = draft.figure(reading.before, reading.unit, reading.words, series=reading.series)
    verb = draft.rng.choice(
        ("增至", "升至", "增加到") if reading.week > reading.before else ("降至", "减至", "减少到")
    )
    after = number_of(draft, reading, reading.week, None)
    name = amount_name(reading)
    scope = reading.scope if draft.scope_in_heading != reading.scope else ""
    return f"{scope}{name}由上周的{draft.gap('件')}{before}{verb}{draft.gap('件')}{after}。"


def day_by_day(draft: Draft, reading: Reading) -> str | None:
    """本周大厅受理a件，日均b件。"""
    if draft.week.weeks == 2 or reading.unit == "元" or reading.week < 60:
        return None
    days = min(5, (draft.week.end - draft.week.start).days + 1)
    text = f"{week_word(draft)}{scope_of(draft, reading)}{named_week(draft, reading)}"
    average = draft.figure(round(reading.week / days), reading.unit, (reading.word,))
    return f"{text}，日均{reading.name if draft.rng.random() < 0.5 else ''}{average}。"


def two_changes(draft: Draft, reading: Reading) -> str | None:
    """大厅受理a件，环比增长x%，同比下降y%。"""
    if reading.before is None or reading.year_ago is None:
        return None
    start = f"{week_word(draft)}，{scope_of(draft, reading)}"
    note = week_of(draft, reading)
    first = change(draft, note, "period_on_period", reading.week, reading.before, how="percent")
    second = change(draft, note, "year_on_year", reading.week, reading.year_ago, how="percent")
    return f"{start}{reading.name}{draft.gap('件')}{note}，{first}，{second}。"


def two_bases_at_once(draft: Draft, reading: Reading) -> str | None:
    """大厅受理a件，同比、环比分别增长x%、y%。"""
    if reading.before is None or reading.year_ago is None:
        return None
    shares = (percent(reading.week, reading.year_ago), percent(reading.week, reading.before))
    ups = (reading.week > reading.year_ago, reading.week > reading.before)
    if 0 in shares or ups[0] != ups[1]:
        return None
    note = week_of(draft, reading)
    note_percent(note, "year_on_year", shares[0], up=ups[0])
    note_percent(note, "period_on_period", shares[1], up=ups[1])
    scope = scope_of(draft, reading)
    verb = direction_word(draft, up=ups[0])
    return (
        f"{draft.style.week_word}{scope}{reading.name}{draft.gap('件')}{note}，"
        f"同比、环比分别{verb}{plain(shares[0])}%、{plain(shares[1])}%。"
    )


def change_before_number(draft: Draft, reading: Reading) -> str | None:
    """本周大厅受理量环比增长x%，达a件。"""
    if reading.before is None or percent(reading.week, reading.before) == 0:
        return None
    if reading.unit == "元":
        return None
    up = reading.week > reading.before
    note = week_of(draft, reading)
    share = percent(reading.week, reading.before)
    note_percent(note, "period_on_period", share, up=up)
    scope = scope_of(draft, reading)
    verb = "增长" if up else "下降"
    return (
        f"{draft.style.week_word}{scope}{amount_name(reading)}环比{verb}{plain(share)}%，"
        f"{'达' if up else '为'}{draft.gap('件')}{note}。"
    )


def with_parts(draft: Draft, reading: Reading) -> str | None:
    """本周大厅受理a件，其中承诺件b件、即办件c件，分别占x%、y%。"""
    if reading.word != "受理" or reading.week < 30:
        return None
    first, second = draft.rng.choice(
        (("承诺件", "即办件"), ("网上申请", "窗口提交"), ("企业事项", "个人事项"), ("新办", "变更"))
    )
    kind = "week" if draft.week.weeks == 1 else None
    part = round(reading.week * draft.rng.uniform(0.2, 0.8))
    start = f"{week_word(draft)}{scope_of(draft, reading)}{named_week(draft, reading)}，其中"
    one = draft.figure(part, "件", (first,), kind=kind)
    two = draft.figure(reading.week - part, "件", (second,), kind=kind)
    text = f"{start}{first}{draft.gap('件')}{one}、{second}{draft.gap('件')}{two}"
    share = rounded(part * 100 / reading.week, 1)
    shares = (share, 100 - share)
    if draft.rng.random() < 0.5:
        notes = [
            draft.figure(value, "%", (word,), printed=f"{plain(value)}%", kind=kind)
            for word, value in zip((first, second), shares, strict=True)
        ]
        text += f"，分别占{notes[0]}、{notes[1]}"
    return text + "。"


def part_with_share(draft: Draft, reading: Reading) -> str | None:
    """本周大厅受理a件，其中网上申请b件，占比c%。"""
    if reading.word != "受理" or reading.week < 30:
        return None
    name = draft.rng.choice(
        ("网上申请", "掌上申请", "自助申报", "邮寄申请", "预约办理", "容缺受理")
    )
    kind = "week" if draft.week.weeks == 1 else None
    part = round(reading.week * draft.rng.uniform(0.1, 0.7))
    share = rounded(part * 100 / reading.week, 1)
    start = f"{week_word(draft)}{scope_of(draft, reading)}{named_week(draft, reading)}"
    how = draft.rng.random()
    one = draft.figure(part, "件", (name,), kind=kind)
    two = draft.figure(share, "%", (name,), printed=f"{plain(share)}%", kind=kind)
    if how < 0.3:
        return f"{start}（其中{name}{draft.gap('件')}{one}，占{two}）。"
    if how < 0.6:
        return f"{start}，其中{name}{draft.gap('件')}{one}，占受理总量的{two}。"
    verb = draft.rng.choice(("", "为", "达"))
    return f"{start}。其中，{name}{draft.gap('件')}{one}，占比{verb}{two}。"


def of_the_number(draft: Draft, reading: Reading) -> str | None:
    """本周受理的a件中，b件为容缺受理。"""
    if reading.word != "受理" or not 30 < reading.week < 100_000:
        return None
    kind = "week" if draft.week.weeks == 1 else None
    note = draft.figure(reading.week, "件", reading.words, kind=kind, series=reading.series)
    part = round(reading.week * draft.rng.uniform(0.1, 0.6))
    name = draft.rng.choice(("跨市办理", "容缺办理", "委托代办", "全程网办"))
    scope = scope_of(draft, reading)
    other = draft.figure(part, "件", (name,), kind=kind)
    return (
        f"{draft.style.week_word}{scope}受理的{draft.gap('件')}{note}"
        f"{draft.rng.choice(('办件', ''))}中，{name}{draft.gap('件')}{other}。"
    )


def _settled(draft: Draft, reading: Reading, low: float, high: float) -> float:
    """A chance factor that is the same whenever an issue speaks of this series again."""
    draft.rng.random()
    return Random(f"{reading.series}:{draft.week.position}:{low}").uniform(low, high)


def last_month(draft: Draft, reading: Reading) -> str | None:
    """7月份，大厅共受理a件，环比增长x%: in the first issue of a month."""
    if draft.week.start.day > 10 or draft.week.start.month == 1 or reading.unit == "元":
        return None
    month = draft.week.start.month - 1
    year = draft.week.start.year
    days = (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    value = round(reading.week * _settled(draft, reading, 3.6, 4.6))
    note = draft.figure(
        value, reading.unit, reading.words, kind="month", dates=days, series=reading.series
    )
    words = draft.rng.choice((f"{month}月份", f"{month}月", f"{month}月全月"))
    scope = scope_of(draft, reading)
    text = f"{words}，{scope}共{reading.name}{draft.gap('件')}{note}"
    if draft.rng.random() < 0.5:
        old = round(value * draft.rng.uniform(0.8, 1.2))
        text += "，环比" + moved(draft, note, "period_on_period", value, old, how="percent")
    return text + "。"


def last_quarter(draft: Draft, reading: Reading) -> str | None:
    """一季度，大厅受理a件; 上半年，…: in the issues of the month after."""
    month, year = draft.week.end.month, draft.week.end.year
    if month not in (4, 7, 10) or reading.unit == "元":
        return None
    word = {4: "一季度", 7: "上半年", 10: "前三季度"}[month]
    kind = {4: "quarter", 7: "half_year", 10: None}[month]
    last = date(year, month, 1) - timedelta(days=1)
    value = round(reading.week * _settled(draft, reading, 11, 13)) * (month // 3)
    note = draft.figure(
        value,
        reading.unit,
        reading.words,
        kind=kind,
        dates=(date(year, 1, 1), last),
        series=reading.series,
    )
    year_words = draft.rng.choice(("", "", f"{year}年", "今年"))
    scope = scope_of(draft, reading)
    return f"{year_words}{word}，{scope}累计{reading.name}{draft.gap('件')}{note}。"


def last_year(draft: Draft, reading: Reading) -> str | None:
    """2022年全年，大厅受理a件: in January."""
    if draft.week.end.month > 2 or reading.unit == "元":
        return None
    year = draft.week.end.year - 1
    days = (date(year, 1, 1), date(year, 12, 31))
    value = round(reading.week * _settled(draft, reading, 38, 44))
    note = draft.figure(
        value, reading.unit, reading.words, kind="year", dates=days, series=reading.series
    )
    words = draft.rng.choice((f"{year}年全年", f"{year}年", "去年全年", f"{year}年度"))
    return f"{words}，{scope_of(draft, reading)}共{reading.name}{draft.gap('件')}{note}。"


def part_of_the_plan(draft: Draft, reading: Reading) -> str | None:
    """今年以来，大厅累计受理b件，完成年度计划的c%。"""
    share = rounded(draft.rng.uniform(20, 99), 1)
    goal = draft.rng.choice(("年度计划", "全年目标", "年度目标任务", "全年任务"))
    start = f"{year_word(draft)}，{scope_of(draft, reading)}累计{named_total(draft, reading)}"
    verb = draft.rng.choice(("完成", "占", "达到"))
    note = draft.figure(share, "%", (goal[2:4],), printed=f"{plain(share)}%")
    return f"{start}，{verb}{goal}的{note}。"


def many_times(draft: Draft, reading: Reading) -> str | None:
    """今年以来，网上申报b件，同比增长1.2倍。"""
    ago = reading.total_year_ago
    if ago is None or reading.total < 2 * ago:
        return None
    times = rounded(reading.total / ago - 1, 1)
    note = total_of(draft, reading)
    note.comparisons.append(
        TruthComparison(basis="year_on_year", direction="up", value=times, unit="倍")
    )
    scope = scope_of(draft, reading)
    return f"今年以来，{scope}{reading.name}{draft.gap('件')}{note}，同比增长{plain(times)}倍。"


def in_chinese_words(draft: Draft, reading: Reading) -> str | None:
    """本周另有跨市转交两件: small numbers in words."""
    number = draft.rng.randint(2, 9)
    what = draft.rng.choice(("疑难事项", "联办事项", "容缺事项", "跨部门事项"))
    verb = draft.rng.choice(("协调办理", "会商", "移交", "现场解决"))
    kind = "week" if draft.week.weeks == 1 else None
    note = draft.figure(number, "件", (what,), printed=f"{counted(number)}件", kind=kind)
    return f"{draft.style.week_word}，{reading.scope}另{verb}{what}{note}。"


SINGLES: tuple[Single, ...] = (
    week_and_year,
    week_with_change,
    week_with_change,
    year_with_change,
    as_of_day,
    in_wan,
    roughly,
    tens_and_more,
    about_so_many,
    level_with_before,
    from_and_to,
    day_by_day,
    two_changes,
    two_bases_at_once,
    change_before_number,
    with_parts,
    part_with_share,
    of_the_number,
    last_month,
    last_month,
    last_quarter,
    last_year,
    part_of_the_plan,
    many_times,
    in_chinese_words,
)
