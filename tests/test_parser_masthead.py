"""Mastheads of many offices, all of our own making."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.file_names import NamedIssue, read_file_name
from parser.masthead import FoundMasthead, find_masthead
from parser.model import Block, Masthead
from parser.outline import find_outline
from parser.publishers import office_of, series_of

SHARED = Path(__file__).parents[2] / "shared"
HEADING = "一、总体情况"
BODY = "各窗口运行平稳，群众办事秩序良好。"


def _masthead(*lines: str | Block, name: str = "周报.docx") -> FoundMasthead:
    blocks = tuple(Block(text=line) if isinstance(line, str) else line for line in lines)
    return find_masthead(blocks, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A masthead as printed, and what it says."""

    lines: tuple[str, ...]
    series: str | None = None
    year: int | None = None
    number: int | None = None
    whole: int | None = None
    days: tuple[date, date] | None = None
    publisher: str | None = None
    published: date | None = None


MASTHEADS = {
    "a title of words that no ending tells, and a day whose year the period has": Printed(
        lines=(
            "青 山 海 关",
            "口岸一瞥",
            "（第21周：2025年5月19日—25日）",
            "综合业务科整理　　　　5月26日",
        ),
        series="口岸一瞥",
        year=2025,
        days=(date(2025, 5, 19), date(2025, 5, 25)),
        publisher="青山海关",
        published=date(2025, 5, 26),
    ),
    "a service centre, each thing on its line": Printed(
        lines=(
            "2021年第9期（总第96期）",
            "大厅工作周报",
            "（3月1日—3月5日）",
            "青山市政务服务中心",
            "2021年3月8日",
        ),
        series="大厅工作周报",
        year=2021,
        number=9,
        whole=96,
        days=(date(2021, 3, 1), date(2021, 3, 5)),
        publisher="青山市政务服务中心",
        published=date(2021, 3, 8),
    ),
    "a bulletin with office and day on one line": Printed(
        lines=("政务服务简报", "第十七期", "白水县行政审批局　　　　2022年8月19日"),
        series="政务服务简报",
        year=2022,
        number=17,
        publisher="白水县行政审批局",
        published=date(2022, 8, 19),
    ),
    "a bureau whose letters are spaced out": Printed(
        lines=(
            "生 态 环 境 周 报",
            "第 八 期",
            "（总第 108 期）",
            "青山市生态环境局编    2019年3月4日",
            "2月25日—3月3日",
        ),
        series="生态环境周报",
        year=2019,
        number=8,
        whole=108,
        days=(date(2019, 2, 25), date(2019, 3, 3)),
        publisher="青山市生态环境局",
        published=date(2019, 3, 4),
    ),
    "a county government, number without 第 and day without 日": Printed(
        lines=("20期", "工作快报", "白水县人民政府办公室 2022年8月19"),
        series="工作快报",
        year=2022,
        number=20,
        publisher="白水县人民政府办公室",
        published=date(2022, 8, 19),
    ),
    "a weather office that counts weeks": Printed(
        lines=("青山市天气周报", "2024年第28周(7月8日—7月14日)", "青山市气象局"),
        series="青山市天气周报",
        year=2024,
        number=None,
        days=(date(2024, 7, 8), date(2024, 7, 14)),
        publisher="青山市气象局",
    ),
    "a hotline with full dates in the bracket": Printed(
        lines=("12345热线周报", "2021年第11周(2021年3月15日~2021年3月21日)", "青山市12345热线办"),
        series="12345热线周报",
        year=2021,
        number=None,
        days=(date(2021, 3, 15), date(2021, 3, 21)),
        publisher="青山市12345热线办",
    ),
    "a name on two lines, its second part any paper's": Printed(
        lines=(
            "青山市12345便民热线",
            "工作周报",
            "2023年第6期",
            "青山市12345热线管理中心 2023年2月14日",
        ),
        series="青山市12345便民热线工作周报",
        year=2023,
        number=6,
        publisher="青山市12345热线管理中心",
        published=date(2023, 2, 14),
    ),
    "a name that says nothing of a paper, right above the number": Printed(
        lines=(
            "青 山 民 情",
            "第 8 期（总第 90 期）",
            "青山市信访局　2023年7月8日",
            "上半年全市信访形势分析",
        ),
        series="青山民情",
        year=2023,
        number=8,
        whole=90,
        days=(date(2023, 1, 1), date(2023, 6, 30)),
        publisher="青山市信访局",
        published=date(2023, 7, 8),
    ),
    "an office as the running title, and the one that signs": Printed(
        lines=(
            "青山市政务服务中心",
            "大厅一周简报",
            "20期",
            "青山市政务服务局办公室　2023年5月24日印",
        ),
        series="大厅一周简报",
        year=2023,
        number=20,
        publisher="青山市政务服务局办公室",
        published=date(2023, 5, 24),
    ),
    "a monthly of figures whose title counts from January": Printed(
        lines=(
            "青山统计月报",
            "2022年第8期",
            "青山市统计局编 2022年9月15日",
            "1—8月份全市主要指标情况",
        ),
        series="青山统计月报",
        year=2022,
        number=8,
        days=(date(2022, 8, 1), date(2022, 8, 31)),
        publisher="青山市统计局",
        published=date(2022, 9, 15),
    ),
    "a provincial office with a middle dot": Printed(
        lines=(
            "第27期 总第447期",
            "《营商环境周报》",
            "云州省政务服务管理局办公室·2023年8月1日",
            "（7月17日-21日）",
        ),
        series="营商环境周报",
        year=2023,
        number=27,
        whole=447,
        days=(date(2023, 7, 17), date(2023, 7, 21)),
        publisher="云州省政务服务管理局办公室",
        published=date(2023, 8, 1),
    ),
    "everything in the title": Printed(
        lines=(
            "窗口工作周报（2023年第27期 总第447期）",
            "主办：青山市行政审批局  2023年8月1日",
            "7月17日至7月21日",
        ),
        series="窗口工作周报",
        year=2023,
        number=27,
        whole=447,
        days=(date(2023, 7, 17), date(2023, 7, 21)),
        publisher="青山市行政审批局",
        published=date(2023, 8, 1),
    ),
    "a party office with marks and a bracketed year": Printed(
        lines=(
            "内部资料 注意保存",
            "督查专报",
            "〔2023〕第5期",
            "中共青山市委督查室",
            "二〇二三年八月一日",
        ),
        series="督查专报",
        year=2023,
        number=5,
        publisher="中共青山市委督查室",
        published=date(2023, 8, 1),
    ),
    "a monthly paper": Printed(
        lines=("2023年7月", "民政工作月报", "白水县民政局"),
        series="民政工作月报",
        year=2023,
        days=(date(2023, 7, 1), date(2023, 7, 31)),
        publisher="白水县民政局",
    ),
    "a simulated issue": Printed(
        lines=(
            "窗口工作周报（模拟）",
            "2016年第3期（总第140期）",
            "（1月18日～1月22日）",
            "云州省政务中心（模拟）",
            "2016年1月25日",
        ),
        series="窗口工作周报",
        year=2016,
        number=3,
        whole=140,
        days=(date(2016, 1, 18), date(2016, 1, 22)),
        publisher="云州省政务中心",
        published=date(2016, 1, 25),
    ),
    "a flood headquarters, labels before the values": Printed(
        lines=(
            "编发单位：青山市防汛抗旱指挥部办公室",
            "刊名：防汛工作日报",
            "期号：第31期",
            "编发日期：2020-07-19",
        ),
        series="防汛工作日报",
        year=2020,
        number=31,
        publisher="青山市防汛抗旱指挥部办公室",
        published=date(2020, 7, 19),
    ),
    "a weekly of a joint office, dotted dates": Printed(
        lines=(
            "总第58期",
            "重点项目推进情况",
            "（2022.6.27-2022.7.3）",
            "白水县重点项目建设领导小组办公室",
        ),
        series="重点项目推进情况",
        year=2022,
        whole=58,
        days=(date(2022, 6, 27), date(2022, 7, 3)),
        publisher="白水县重点项目建设领导小组办公室",
    ),
    "the first issue of a year tells of the year before": Printed(
        lines=(
            "2024年第1期",
            "窗口工作周报",
            "（12月25日—12月31日）",
            "青山市政务服务局",
            "2024年1月3日",
        ),
        series="窗口工作周报",
        year=2024,
        number=1,
        days=(date(2023, 12, 25), date(2023, 12, 31)),
        publisher="青山市政务服务局",
        published=date(2024, 1, 3),
    ),
    "the last issue of a year comes out in the next": Printed(
        lines=(
            "第52期",
            "窗口工作周报",
            "（12月25日—12月31日）",
            "青山市政务服务局",
            "2024年1月4日",
        ),
        series="窗口工作周报",
        year=2023,
        number=52,
        days=(date(2023, 12, 25), date(2023, 12, 31)),
        publisher="青山市政务服务局",
        published=date(2024, 1, 4),
    ),
    "the last issue of a year of few issues": Printed(
        lines=(
            "第四十一期",
            "窗口工作周报",
            "青山市政务服务局　2014年1月9日",
            "（12月23日～12月29日）",
        ),
        series="窗口工作周报",
        year=2013,
        number=41,
        days=(date(2013, 12, 23), date(2013, 12, 29)),
        publisher="青山市政务服务局",
        published=date(2014, 1, 9),
    ),
    "a period across the turn of the year": Printed(
        lines=(
            "2024年第1期",
            "交通运输周报",
            "（12月29日—1月4日）",
            "青山市交通运输局",
            "2024年1月8日",
        ),
        series="交通运输周报",
        year=2024,
        number=1,
        days=(date(2023, 12, 29), date(2024, 1, 4)),
        publisher="青山市交通运输局",
        published=date(2024, 1, 8),
    ),
}


@pytest.mark.parametrize("printed", MASTHEADS.values(), ids=MASTHEADS.keys())
def test_a_masthead_is_read_whatever_its_order(printed: Printed) -> None:
    found = _masthead(*printed.lines, HEADING, BODY)

    read = found.masthead
    days = read.period and (read.period.start, read.period.end)
    assert (read.series, read.year, read.number, read.whole_number) == (
        printed.series,
        printed.year,
        printed.number,
        printed.whole,
    )
    assert (days, read.publisher, read.published) == (
        printed.days,
        printed.publisher,
        printed.published,
    )
    assert found.furniture == frozenset(range(len(printed.lines)))
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "series", "number"),
    [
        ("政务服务（2023年第27期）", "政务服务", 27),
        ("【政务服务周报】第27期", "政务服务周报", 27),
        ("政务服务周报 No.27", "政务服务周报", 27),
        ("政务服务周报〔2023〕27号", "政务服务周报", 27),
        ("政务服务周报 第二百零三期", "政务服务周报", 203),
        # letters of an office, and the third week of a month, are no issue's numbers
        ("青政函〔2023〕27号 政务服务周报", "政务服务周报", None),
        ("2023年7月第3周政务服务周报", "政务服务周报", None),
    ],
)
def test_series_and_number_share_a_line(line: str, series: str, number: int | None) -> None:
    masthead = _masthead(line, HEADING, BODY).masthead

    assert (masthead.series, masthead.number) == (series, number)


_PARTS = st.sampled_from(
    [
        "第",
        "27",
        "期",
        "总",
        "（",
        "）",
        "2023年",
        "7月",
        "31日",
        "6月31日",
        "—",
        "周报",
        "中心",
        "〔",
        "〕",
        "号",
        "一、",
        "1.",
        "：",
        "主办",
        "报",
        "送",
        "。",
        "、",
        "份",
        "印",
        " ",
        "\n",
        "九",
        "十",
        "周",
        "13月",
        "0",
        "目录",
    ]
)


@given(st.lists(st.lists(_PARTS, max_size=10).map("".join), max_size=8))
def test_any_lines_give_a_frame_within_the_text(lines: list[str]) -> None:
    blocks = tuple(Block(text=line) for line in lines)
    found = find_masthead(blocks, name="周报.docx")
    outline = find_outline(blocks, furniture=found.furniture)

    assert found.furniture <= set(range(len(blocks)))
    assert [block.text for block in outline.blocks] == lines
    assert len(outline.paths) == len(outline.titles) == len(blocks)
    for section in outline.sections:
        assert 0 <= section.first_block <= section.last_block < len(blocks)
        assert blocks[section.first_block].text.strip().startswith(section.label)


def test_a_portal_grid_gives_office_and_day() -> None:
    rows = (
        ("索引号", "0001-2024", "成文日期", "2024年1月3日"),
        ("发文机关", "青山市政务服务局", "主题分类", "综合政务"),
    )
    text = "\n".join(" | ".join(row) for row in rows)
    grid = Block(text=text, kind="table", rows=rows)
    found = _masthead(grid, "政务服务周报", "2024年第1期", BODY)

    assert found.masthead.publisher == "青山市政务服务局"
    assert found.masthead.published == date(2024, 1, 3)
    assert found.masthead.series == "政务服务周报"
    assert found.furniture == frozenset({0, 1, 2})


def test_the_day_of_a_web_page_gives_way_to_that_of_the_closing_lines() -> None:
    found = _masthead(
        "发布时间：2023-08-03 来源：青山市人民政府办公室 浏览次数：55",
        "政务大厅一周工作情况",
        "（2023.7.17-7.21）",
        BODY,
        "青山市政务服务局",
        "2023年7月24日",
    )

    assert found.masthead.published == date(2023, 7, 24)
    assert found.masthead.publisher == "青山市政务服务局"
    assert found.masthead.series == "政务大厅一周工作情况"
    assert found.furniture == frozenset({0, 1, 2, 4, 5})


def test_several_lines_in_one_block_are_read_one_by_one() -> None:
    found = _masthead("窗口工作周报\n2023年第3期\n青山市政务服务局\n2023年1月20日", HEADING)

    assert found.masthead == Masthead(
        series="窗口工作周报",
        year=2023,
        number=3,
        publisher="青山市政务服务局",
        published=date(2023, 1, 20),
    )


def test_a_heading_without_a_number_right_below_the_masthead_is_not_eaten() -> None:
    found = _masthead("窗口周报", "2023年第3期", "青山市政务服务局 2023年1月20日", "大厅动态", BODY)

    assert found.masthead.series == "窗口周报"
    assert found.furniture == frozenset({0, 1, 2})


def test_a_period_printed_only_in_the_first_paragraph_is_taken() -> None:
    found = _masthead("2023年第3期", "窗口周报", "本周（1月16日至1月20日），共受理300件。")

    assert found.masthead.period is not None
    assert found.masthead.period.start == date(2023, 1, 16)


def test_a_period_that_is_not_printed_is_unknown() -> None:
    assert _masthead("2023年第3期", "窗口周报", HEADING, BODY).masthead.period is None


def test_a_period_without_any_year_keeps_its_words_and_is_reported() -> None:
    found = _masthead("第3期", "窗口周报", "（1月16日—1月20日）", HEADING)

    assert found.masthead.year is None
    assert found.masthead.period is not None
    assert (found.masthead.period.printed, found.masthead.period.end) == ("1月16日—1月20日", None)
    assert [problem.code for problem in found.problems] == ["period_without_year"]


def test_a_period_with_a_day_that_does_not_exist_is_reported() -> None:
    found = _masthead("2023年第38期", "窗口周报", "（9月24日—31日）", HEADING)

    assert found.masthead.period is None
    assert [(problem.code, problem.message) for problem in found.problems] == [
        (
            "period_unsettled",
            "报告期读不出：日期不存在：“9月24日—31日”。"
            "请核对原件；若原件如此，可保留，系统会记为疑点",
        )
    ]


@pytest.mark.parametrize(
    ("name", "year", "number", "whole"),
    [
        ("2023年第27期.docx", 2023, 27, None),
        ("窗口周报（第27期 总第447期）.pdf", None, 27, 447),
        ("某年/2023-27-447.txt", 2023, 27, 447),
        ("2023-27.doc", 2023, 27, None),
        ("周报20230717.docx", 2023, None, None),
        # these may be days or months
        ("2023-07-17.docx", 2023, None, None),
        ("2023-07.docx", 2023, None, None),
        ("扫描件0012.pdf", None, None, None),
    ],
)
def test_a_file_name_tells_numbers_that_cannot_be_dates(
    name: str, year: int | None, number: int | None, whole: int | None
) -> None:
    assert read_file_name(name) == NamedIssue(year=year, number=number, whole_number=whole)


def test_the_file_name_is_the_last_resort_and_says_so() -> None:
    found = _masthead(BODY, name="2023年第27期.docx")

    assert (found.masthead.year, found.masthead.number) == (2023, 27)
    assert {problem.code for problem in found.problems} == {
        "masthead_from_name",
        "masthead_missing",
    }
    assert found.problems[0].message == (
        "刊头没有印期号，暂按文件名“2023年第27期.docx”记录，请核对原件"
    )


def test_the_file_name_does_not_overrule_what_is_printed() -> None:
    found = _masthead("2023年第3期", "窗口周报", HEADING, name="2021年第27期.docx")

    assert (found.masthead.year, found.masthead.number) == (2023, 3)
    assert found.problems == ()


def test_a_text_without_a_masthead_gives_nulls_and_a_problem() -> None:
    found = _masthead(BODY, BODY)

    assert found.masthead == Masthead()
    assert found.furniture == frozenset()
    assert [problem.code for problem in found.problems] == ["masthead_missing"]


@pytest.mark.parametrize(
    "first",
    [
        "上周（3月6日至3月12日）全市平稳。",
        "2023年第10周（3月6日—3月12日），全市平稳。",
        "（一）话务情况。3月6日至12日，热线平稳。",
    ],
)
def test_the_first_words_of_the_body_may_tell_the_period(first: str) -> None:
    found = _masthead("热线周报", "2023年第9期", "青山市热线办 2023年3月14日", first, BODY)

    assert found.masthead.period is not None
    assert found.masthead.period.start == date(2023, 3, 6)
    assert found.masthead.period.end == date(2023, 3, 12)


def test_days_long_before_the_printing_are_no_reporting_period() -> None:
    first = "1月9日至1月15日的检查已经结束，全市平稳。"
    found = _masthead("热线周报", "2023年第9期", "青山市热线办 2023年3月14日", first)

    assert found.masthead.period is None


def test_a_paper_may_be_signed_at_its_end_alone() -> None:
    found = _masthead(
        "全市安全生产情况周通报",
        "据统计，上周（3月6日至3月12日）全市平稳。",
        "青山市应急管理局",
        "2023年3月14日",
        "（内部资料，注意保存）",
    )

    assert found.masthead.series == "全市安全生产情况周通报"
    assert found.masthead.publisher == "青山市应急管理局"
    assert found.masthead.published == date(2023, 3, 14)
    assert found.masthead.period is not None
    assert found.masthead.period.start == date(2023, 3, 6)


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("青山市政务服务中心", "青山市政务服务中心"),
        ("白水县委宣传部编印", "白水县委宣传部"),
        ("云州省发展改革委", "云州省发展改革委"),
        ("青山市政务服务局（大数据局）", "青山市政务服务局（大数据局）"),
        ("近期工作部署", None),
        ("线下办事场所", None),
        ("内部", None),
    ],
)
def test_an_office_is_known_by_its_ending(words: str, office: str | None) -> None:
    assert office_of(words) == office


def test_a_series_loses_its_quotes_and_marks() -> None:
    assert series_of("《窗口工作周报》（试刊）") == "窗口工作周报"
    assert series_of("青山市政务服务中心") is None


@pytest.mark.skipif(not SHARED.exists(), reason="the real issue is not here")
def test_masthead_and_imprint_of_the_real_issue_are_exact() -> None:
    lines = json.loads((SHARED / "samples/std.blocks.json").read_text("utf-8"))
    gold = json.loads((SHARED / "gold/2023-27-447.json").read_text("utf-8"))

    found = _masthead(*(line["text"].replace("**", "") for line in lines), name="x.txt")

    masthead, imprint = found.masthead, found.imprint
    assert masthead.period is not None
    assert {
        "series": masthead.series,
        "year": masthead.year,
        "number": masthead.number,
        "whole_number": masthead.whole_number,
        "period": {"start": str(masthead.period.start), "end": str(masthead.period.end)},
        "publisher": masthead.publisher,
        "published": str(masthead.published),
    } == gold["masthead"]
    assert {
        "report_to": list(imprint.report_to),
        "send_to": list(imprint.send_to),
        "issue_to": list(imprint.issue_to),
        "copies": imprint.copies,
    } == gold["imprint"]
    assert found.problems == ()


def test_days_in_brackets_are_the_period_beside_a_mark_or_in_a_title() -> None:
    beside = _masthead(
        "样山海上安全快报",
        "2024年第49周（12.2—12.8）　（模拟）",
        "样山市海上搜救中心　12月9日编",
        "【险情】",
    ).masthead.period
    titled = _masthead(
        "样山口岸通关动态",
        "第三十四期",
        "样山海关监管处　　二〇一七年八月二十九日",
        "【要情】",
        "8月22日零时起，班列按新图开行。",
        "会后开展座谈。",
        "【数据看板】（8月21日—27日）",
    ).masthead.period

    assert beside is not None
    assert (beside.start, beside.end) == (date(2024, 12, 2), date(2024, 12, 8))
    assert titled is not None
    assert (titled.start, titled.end) == (date(2017, 8, 21), date(2017, 8, 27))
