"""Dates and periods as these reports print them; the sentences are our own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.dates import FoundPeriod, find_periods, parse_date, parse_period
from parser.errors import DateError
from parser.model import Period, PeriodKind

WEEK = Period(
    kind="week", start=date(2023, 7, 17), end=date(2023, 7, 21), printed="7月17日—7月21日"
)
PRINTED = date(2023, 8, 1)


def _found(
    text: str, *, period: Period | None = WEEK, published: date | None = PRINTED
) -> tuple[FoundPeriod, ...]:
    return find_periods(text, period=period, published=published)


def _readings(
    text: str, *, period: Period | None = WEEK, published: date | None = PRINTED
) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (each.period.printed, each.period.kind, _iso(each.period.start), _iso(each.period.end))
        for each in _found(text, period=period, published=published)
    ]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _week(start: date, end: date) -> Period:
    return Period(kind="week", start=start, end=end, printed="")


@pytest.mark.parametrize(
    ("text", "printed", "day"),
    [
        ("7月20日，窗口开展演练", "7月20日", "2023-07-20"),
        ("1.7月20日，窗口开展演练", "7月20日", "2023-07-20"),
        ("1、7月20日，窗口开展演练", "7月20日", "2023-07-20"),
        ("于 7 月 20 日召开", "7 月 20 日", "2023-07-20"),
        ("７月２０日召开", "７月２０日", "2023-07-20"),
        ("二〇二二年八月一日起施行", "二〇二二年八月一日", "2022-08-01"),
        ("二○一○年十二月三十一日", "二○一○年十二月三十一日", "2010-12-31"),
        ("二O一一年十月二十日", "二O一一年十月二十日", "2011-10-20"),
        ("二零一九年廿一号之前的三月廿一日", "三月廿一日", "2023-03-21"),
        ("2022年8月19", "2022年8月19", "2022-08-19"),
        ("于2023-07-17发出", "2023-07-17", "2023-07-17"),
        ("2023.7.17完成", "2023.7.17", "2023-07-17"),
        ("2024年2月29日", "2024年2月29日", "2024-02-29"),
        ("去年12月5日", "去年12月5日", "2022-12-05"),
        ("7月21日17时30分断电", "7月21日17时30分", "2023-07-21"),
        ("7月21日下午15:30开始", "7月21日下午15:30", "2023-07-21"),
    ],
)
def test_a_day_is_found_with_its_year(text: str, printed: str, day: str) -> None:
    assert (printed, "day", day, day) in _readings(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8 月 11~17 日", "2023-08-11", "2023-08-17"),
        ("6月27日—7月3日", "2023-06-27", "2023-07-03"),
        ("6月27日－29日", "2023-06-27", "2023-06-29"),
        ("6月27日–29日", "2023-06-27", "2023-06-29"),
        ("6月27日─29日", "2023-06-27", "2023-06-29"),
        ("6月27日～29日", "2023-06-27", "2023-06-29"),
        ("6月27日﹣29日", "2023-06-27", "2023-06-29"),
        ("6月27至29日", "2023-06-27", "2023-06-29"),
        ("6月27日到6月29日", "2023-06-27", "2023-06-29"),
        ("6月27日一6月29日", "2023-06-27", "2023-06-29"),
        ("2022年12月25日至2023年1月3日", "2022-12-25", "2023-01-03"),
        ("2022年12月25日—1月3日", "2022-12-25", "2023-01-03"),
        ("7月3日8时至7月5日8时", "2023-07-03", "2023-07-05"),
        ("7月13日20时至次日2时", "2023-07-13", "2023-07-14"),
        ("6月30日晚上22时—翌日凌晨", "2023-06-30", "2023-07-01"),
        ("2023.6.27-6.29", "2023-06-27", "2023-06-29"),
        ("六月二十七日至二十九日", "2023-06-27", "2023-06-29"),
    ],
)
def test_a_range_of_days_is_one_expression(text: str, start: str, end: str) -> None:
    assert _readings(text) == [(text, "range", start, end)]


def test_the_reporting_period_in_the_text_is_a_week() -> None:
    assert _readings("7月17日至21日，共受理300件") == [
        ("7月17日至21日", "week", "2023-07-17", "2023-07-21")
    ]


def test_days_in_a_list_share_month_and_year() -> None:
    assert _readings("7月18日、20日和21日，分别召开") == [
        ("7月18日", "day", "2023-07-18", "2023-07-18"),
        ("20日", "day", "2023-07-20", "2023-07-20"),
        ("21日", "day", "2023-07-21", "2023-07-21"),
    ]


def test_a_day_without_its_month_lies_in_the_reporting_period() -> None:
    assert _readings("18日，召开例会。2日，召开例会。30日内办结。") == [
        ("18日", "day", "2023-07-18", "2023-07-18"),
        ("2日", "day", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("6月份", "month", "2023-06-01", "2023-06-30"),
        ("2022年2月", "month", "2022-02-01", "2022-02-28"),
        ("上月", "month", "2023-06-01", "2023-06-30"),
        ("本月", "month", "2023-07-01", "2023-07-31"),
        ("5月上旬", "range", "2023-05-01", "2023-05-10"),
        ("5月中旬", "range", "2023-05-11", "2023-05-20"),
        ("2月下旬", "range", "2023-02-21", "2023-02-28"),
        ("6月底", "as_of", "2023-06-30", "2023-06-30"),
        ("6月末", "as_of", "2023-06-30", "2023-06-30"),
        ("20137月底", "as_of", "2013-07-31", "2013-07-31"),
        ("1—6月", "year_to_date", "2023-01-01", "2023-06-30"),
        ("1至6月份", "year_to_date", "2023-01-01", "2023-06-30"),
        ("1月至6月", "year_to_date", "2023-01-01", "2023-06-30"),
        ("2022年1— 5月", "year_to_date", "2022-01-01", "2022-05-31"),
        ("前5个月", "year_to_date", "2023-01-01", "2023-05-31"),
        ("前三季度", "year_to_date", "2023-01-01", "2023-09-30"),
        ("2022年1-12月", "year", "2022-01-01", "2022-12-31"),
        ("4—6月", "quarter", "2023-04-01", "2023-06-30"),
        ("5-6月", "range", "2023-05-01", "2023-06-30"),
        ("一季度", "quarter", "2023-01-01", "2023-03-31"),
        ("第2季度", "quarter", "2023-04-01", "2023-06-30"),
        ("上半年", "half_year", "2023-01-01", "2023-06-30"),
        ("2022年下半年", "half_year", "2022-07-01", "2022-12-31"),
        ("全年", "year", "2023-01-01", "2023-12-31"),
        ("2022年度", "year", "2022-01-01", "2022-12-31"),
        ("上年", "year", "2022-01-01", "2022-12-31"),
        ("2021—2022年", "range", "2021-01-01", "2022-12-31"),
        ("今年以来", "year_to_date", "2023-01-01", "2023-07-21"),
        ("2023年以来", "year_to_date", "2023-01-01", "2023-07-21"),
        ("年初以来", "year_to_date", "2023-01-01", "2023-07-21"),
        ("本年累计", "year_to_date", "2023-01-01", "2023-07-21"),
        ("2021年以来", "range", "2021-01-01", "2023-07-21"),
        ("2022年6月至今", "range", "2022-06-01", "2023-07-21"),
        ("截至目前", "as_of", "2023-07-21", "2023-07-21"),
        ("截止目前", "as_of", "2023-07-21", "2023-07-21"),
        ("目前", "as_of", "2023-07-21", "2023-07-21"),
        ("截至7月20日", "as_of", "2023-07-20", "2023-07-20"),
        ("截至7月20日17时", "as_of", "2023-07-20", "2023-07-20"),
        ("截至6月底", "as_of", "2023-06-30", "2023-06-30"),
        ("截至2022年底", "as_of", "2022-12-31", "2022-12-31"),
        ("截至本周五", "as_of", "2023-07-21", "2023-07-21"),
        ("本周", "week", "2023-07-17", "2023-07-21"),
        ("本期", "week", "2023-07-17", "2023-07-21"),
        ("下周", "week", "2023-07-24", "2023-07-28"),
        ("本周三", "day", "2023-07-19", "2023-07-19"),
        ("近期", "range", None, None),
        ("近日", "range", None, None),
        ("日前", "range", None, None),
        ("近三年", "range", None, None),
        ("每年9月", "month", None, None),
    ],
)
def test_each_form_has_its_kind_and_days(
    text: str, kind: PeriodKind, start: str | None, end: str | None
) -> None:
    assert _readings(f"{text}，共受理300件") == [(text, kind, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "完成1-11批",
        "涉及1—33批",
        "每家2—3个",
        "实行24小时值守",
        "用时3个月",
        "共1.5万件",
        "0—24时",
        "以上年度平均",
        "三年内办结",
        "工作日前来办理",
        "本周期内",
        "每每10日前报送",
        "年均5件",
    ],
)
def test_counts_and_tails_of_other_words_are_no_periods(text: str) -> None:
    assert _found(text) == ()


def test_a_day_that_does_not_exist_has_no_dates() -> None:
    assert _readings("6月31日和2023年2月29日") == [
        ("6月31日", "day", None, None),
        ("2023年2月29日", "day", None, None),
    ]


def test_without_period_and_publication_no_year_is_guessed() -> None:
    for text in ("7月20日", "今年以来", "本周", "上周", "三季度", "截至目前", "去年"):
        assert [(each.period.start, each.period.end) for each in _found(
            text, period=None, published=None
        )] == [(None, None)]  # fmt: skip


def test_the_year_comes_from_the_publication_when_there_is_no_period() -> None:
    assert _readings("12月28日", period=None, published=date(2024, 1, 3)) == [
        ("12月28日", "day", "2023-12-28", "2023-12-28")
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "day"),
    [
        # in January, December is the one before, unless something is planned for it
        ("12月20日，召开会议", date(2024, 1, 8), date(2024, 1, 14), "2023-12-20"),
        ("12月20日前完成", date(2024, 1, 8), date(2024, 1, 14), "2024-12-20"),
        ("12月30日完成验收", date(2024, 1, 2), date(2024, 1, 5), "2023-12-30"),
        # in the last days of December, the first days of January lie ahead
        ("1月5日举办", date(2023, 12, 25), date(2023, 12, 31), "2024-01-05"),
        ("12月30日召开", date(2023, 12, 29), date(2024, 1, 4), "2023-12-30"),
    ],
)
def test_years_are_right_around_the_turn_of_the_year(
    text: str, start: date, end: date, day: str
) -> None:
    readings = _readings(text, period=_week(start, end), published=None)

    assert readings[0][2:] == (day, day)


def test_the_same_period_a_year_earlier_is_that_of_what_stands_before_it() -> None:
    assert _readings("上半年受理50件，去年同期40件")[1] == (
        "去年同期",
        "half_year",
        "2022-01-01",
        "2022-06-30",
    )
    assert _readings("比上年同期增长3%") == [("上年同期", "week", "2022-07-17", "2022-07-21")]


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        # printed in the week after: that office calls its reporting week 上周
        ("上周，全市受理300件", date(2023, 7, 24), date(2023, 7, 17)),
        ("受理300件，较上周增长5%", date(2023, 7, 24), date(2023, 7, 10)),
        ("本周受理300件，上周280件", date(2023, 7, 24), date(2023, 7, 10)),
        ("上周，全市受理300件", date(2023, 7, 21), date(2023, 7, 10)),
        ("上周，全市受理300件", PRINTED, date(2023, 7, 10)),
        ("上周，全市受理300件", None, date(2023, 7, 10)),
    ],
)
def test_last_week_is_the_reporting_week_only_when_printed_right_after_it(
    text: str, published: date | None, start: date
) -> None:
    last = next(each for each in _found(text, published=published) if "上周" in each.period.printed)

    assert last.period.start == start


_WORDS = st.sampled_from(
    ["7月", "20日", "2023年", "—", "至", "1", "12", "上", "周", "本月", "截至", "以来", "、", "，",
     "。", "底", "季度", "半年", "前", "近", "二〇二三年", "同期", "去年", "一", "31日", " ", "时"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map("".join), st.sampled_from([WEEK, None]))
def test_found_periods_are_in_order_and_print_their_own_words(
    text: str, period: Period | None
) -> None:
    last = 0
    for each in find_periods(text, period=period, published=None):
        assert last <= each.start < each.end
        assert text[each.start : each.end] == each.period.printed
        assert (each.period.start is None) == (each.period.end is None)
        if each.period.start and each.period.end:
            assert each.period.start <= each.period.end
        last = each.end


@pytest.mark.parametrize(
    ("printed", "published", "first", "last"),
    [
        ("(9月18日—24日)", date(2023, 9, 25), date(2023, 9, 18), date(2023, 9, 24)),
        ("12月25日—31日", date(2024, 1, 3), date(2023, 12, 25), date(2023, 12, 31)),
        ("（12月29日-1月4日）", date(2024, 1, 8), date(2023, 12, 29), date(2024, 1, 4)),
        ("(2021年3月15日~2021年3月21日)", None, date(2021, 3, 15), date(2021, 3, 21)),
        ("2024年第28周(7月8日—7月14日)", None, date(2024, 7, 8), date(2024, 7, 14)),
        ("（2023.7.17-7.21）", None, date(2023, 7, 17), date(2023, 7, 21)),
        ("（7.17-7.21）", PRINTED, date(2023, 7, 17), date(2023, 7, 21)),
        ("（7月17日—21）", PRINTED, date(2023, 7, 17), date(2023, 7, 21)),
        ("（7月17日?7月21日）", PRINTED, date(2023, 7, 17), date(2023, 7, 21)),
        ("（2023年7月）", None, date(2023, 7, 1), date(2023, 7, 31)),
        ("（12月份）", date(2024, 1, 5), date(2023, 12, 1), date(2023, 12, 31)),
        ("2023年第三季度", None, date(2023, 7, 1), date(2023, 9, 30)),
    ],
)
def test_period_takes_its_year_from_publication(
    printed: str, published: date | None, first: date, last: date
) -> None:
    period = parse_period(printed, published=published)

    assert (period.start, period.end) == (first, last)


@pytest.mark.parametrize(
    ("printed", "published", "number", "last"),
    [
        ("12月25日—31日", date(2024, 1, 3), 1, date(2023, 12, 31)),
        ("12月25日—31日", None, 1, date(2023, 12, 31)),
        ("12月25日—31日", None, 52, date(2024, 12, 31)),
        ("1月1日—1月7日", date(2025, 1, 9), 53, date(2025, 1, 7)),
        # a paper put on the web years later keeps its own year
        ("3月15日—21日", date(2026, 5, 1), 11, date(2024, 3, 21)),
    ],
)
def test_the_year_of_the_issue_is_reconciled_with_publication(
    printed: str, published: date | None, number: int, last: date
) -> None:
    assert parse_period(printed, published=published, year=2024, number=number).end == last


def test_a_period_whose_year_is_nowhere_keeps_its_words_alone() -> None:
    period = parse_period("（7月17日—7月21日）", published=None)

    assert period == Period(kind="week", start=None, end=None, printed="7月17日—7月21日")


def test_a_fortnight_is_no_week() -> None:
    period = parse_period("1月23日—2月5日", published=date(2023, 2, 6))

    assert (period.kind, period.start) == ("range", date(2023, 1, 23))


@pytest.mark.parametrize("text", ["第28周", "窗口工作周报", ""])
def test_text_without_a_period_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="没有找到报告期") as caught:
        parse_period(text, published=PRINTED)

    assert caught.value.remedy == "报告期请写成“7月17日—7月21日”的样子"


def test_a_period_with_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(DateError, match="日期不存在：“9月24日—31日”"):
        parse_period("（9月24日—31日）", published=date(2023, 10, 8))


@pytest.mark.parametrize(
    "text",
    [
        "2023年8月1日",
        "2023-08-01",
        "2023/8/1",
        "20230801",
        "二〇二三年八月一日",
        "2023年8月1",
        "２０２３年８月１日",
    ],
)
def test_a_printed_day_is_read(text: str) -> None:
    assert parse_date(text) == date(2023, 8, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("8月1日", "不是日期：“8月1日”"),
        ("2023年", "不是日期：“2023年”"),
        ("2023年6月31日", "日期不存在：“2023年6月31日”"),
        ("2023-02-29", "日期不存在：“2023-02-29”"),
        ("20231301", "日期不存在：“20231301”"),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(text: str, message: str) -> None:
    with pytest.raises(DateError, match=message):
        parse_date(text)
