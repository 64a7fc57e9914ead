"""Mastheads and imprints of the three layouts, with the truth of what they say."""

from datetime import date
from random import Random

from .calendar import Week
from .departments import publisher_on
from .draft import Piece, Style
from .numerals import chinese, year_in_words

SERIES = {1: "政务服务工作周报（模拟）", 2: "模拟政务服务周报", 3: "窗口工作周报（模拟）"}


def masthead_truth(week: Week) -> dict[str, object]:
    """The masthead as a perfect reader would read it."""
    return {
        "series": SERIES[week.era].removesuffix("（模拟）"),
        "year": week.year,
        "number": week.number,
        "whole_number": week.whole_number,
        "period": {"start": week.start.isoformat(), "end": week.end.isoformat()},
        "publisher": publisher_on(week.end),
        "published": week.published.isoformat(),
    }


def make_masthead(week: Week, style: Style, rng: Random) -> list[Piece]:
    """The masthead's pieces; the habit of a year now and then gives way to haste."""
    return {1: _early, 2: _middle, 3: _late}[week.era](week, style, rng)


def running_head(week: Week) -> str | None:
    """What stands at the top of each page, in the second layout alone."""
    if week.era != 2:
        return None
    return f"{SERIES[2]}　{week.year}年第{week.number}期"


def _early(week: Week, style: Style, rng: Random) -> list[Piece]:
    del style
    number = chinese(week.number)
    printed = f"第{number}期"
    if week.year == 2013:
        printed = "第" + "".join(f" {digit}" for digit in number) + " 期"
    whole = f"总第{week.whole_number}期"
    publisher = publisher_on(week.end)
    day = _day(week.published)
    if week.year == 2014:
        day = _day_in_words(week.published)
    pieces = [Piece(role="series", text=SERIES[1])]
    if rng.random() < 0.5:
        pieces.append(Piece(role="number", text=f"{printed}（{whole}）"))
    else:
        pieces += [Piece(role="number", text=printed), Piece(role="number", text=f"（{whole}）")]
    gap = rng.choice(("　　　　", "        ", "　　"))
    pieces.append(Piece(role="byline", text=f"{publisher}{gap}{day}"))
    pieces.append(Piece(role="period", text=f"（{_period(week, rng)}）"))
    return pieces


def _middle(week: Week, style: Style, rng: Random) -> list[Piece]:
    publisher = publisher_on(week.end)
    number = rng.choice((f"{week.year}年第{week.number}期", f"{week.year}年 第 {week.number} 期"))
    whole = f"总第{week.whole_number}期"
    if style.form == "docx" and week.year < 2018:
        rows = (
            (SERIES[2], None),
            (number, whole),
            (f"编发单位：{publisher}", f"印发日期：{_day(week.published)}"),
            (f"报告期：{_period(week, rng)}", None),
        )
        return [Piece(role="table", rows=rows)]
    pieces = [
        Piece(role="series", text=SERIES[2]),
        Piece(
            role="number",
            text=f"{number}（{whole}）" if rng.random() < 0.7 else f"{number}　{whole}",
        ),
    ]
    if week.year == 2019:
        pieces += [
            Piece(role="byline", text=publisher),
            Piece(role="byline", text=week.published.isoformat()),
        ]
    else:
        pieces.append(Piece(role="byline", text=f"{publisher}    {_day(week.published)}"))
    pieces.append(Piece(role="period", text=f"（{_period(week, rng)}）"))
    if style.form != "txt" and week.year == 2018 and rng.random() < 0.4:
        pieces.insert(0, _portal_grid(week))
    return pieces


def _portal_grid(week: Week) -> Piece:
    """What a web portal puts above the text."""
    rows = (
        ("索引号", f"模拟-{week.year}-{week.position:05d}", "成文日期", week.published.isoformat()),
        ("发布机构", publisher_on(week.end), "文号", "无"),
    )
    return Piece(role="table", rows=rows)


def _late(week: Week, style: Style, rng: Random) -> list[Piece]:
    del style
    space = " " if rng.random() < 0.1 else ""
    number = (
        f"{week.year}年第{space}{week.number}{space}期（总第{space}{week.whole_number}{space}期）"
    )
    return [
        Piece(role="number", text=number),
        Piece(role="series", text=SERIES[3]),
        Piece(role="period", text=_late_period(week, rng)),
        Piece(role="byline", text=publisher_on(week.end)),
        Piece(role="byline", text=_day(week.published)),
    ]


def _late_period(week: Week, rng: Random) -> str:
    """In 2021 the calendar's week was printed too; it is not the issue's number."""
    if week.year == 2021 and rng.random() < 0.5:
        return f"第{week.end.isocalendar().week}周（{_period(week, rng)}）"
    return f"（{_period(week, rng)}）"


def _period(week: Week, rng: Random) -> str:
    """The days covered: mostly without a year, with dashes of every kind."""
    first, last = week.start, week.end
    if week.era == 2 and rng.random() < 0.25:
        return f"{first.year}.{first.month}.{first.day}-{last.year}.{last.month}.{last.day}"
    dash = rng.choice(("—", "—", "—", "-", "–", "～", "~", "─", "至", "到"))
    head = f"{first.month}月{first.day}日"
    tail = f"{last.month}月{last.day}日"
    if first.month == last.month and rng.random() < 0.4:
        tail = f"{last.day}日"
    if first.year != last.year and rng.random() < 0.5:
        return f"{first.year}年{head}{dash}{last.year}年{last.month}月{last.day}日"
    if rng.random() < 0.15:
        head = f"{first.year}年{head}"
        if first.year != last.year:
            tail = f"{last.year}年{last.month}月{last.day}日"
    return f"{head}{dash}{tail}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day_in_words(day: date) -> str:
    return f"{year_in_words(day.year)}年{chinese(day.month)}月{chinese(day.day)}日"


# -- imprint -------------------------------------------------------------------------------

_REPORT_TO = {
    1: ("省政府分管领导", "省政府办公厅有关负责同志"),
    2: ("中心领导",),
    3: ("中心领导",),
}
_SEND_TO = {
    1: ("各市（州）政务服务中心", "省级各部门审批处"),
    2: ("各进驻单位", "中心各处（室）"),
    3: ("各相关省级部门（单位）", "中心各处（室）、直属单位"),
}
_ISSUE_TO = {1: ("各窗口",), 2: ("各部门窗口", "各分中心"), 3: ("各部门窗口",)}
_COPIES = {1: (60, 85), 2: (90, 120), 3: (80, 94)}


def make_imprint(week: Week, rng: Random) -> tuple[list[Piece], dict[str, object]]:
    """报、送、发 and the number of copies, and their truth; the early ones had no 发."""
    era = week.era
    copies = rng.choice(_COPIES[era])
    issue_to = () if week.year < 2014 else _ISSUE_TO[era]
    lines = [("报", _REPORT_TO[era]), ("送", _SEND_TO[era])]
    if issue_to:
        lines.append(("发", issue_to))
    pieces = [Piece(role="imprint", text=f"{word}：{'，'.join(names)}。") for word, names in lines]
    printed = {1: f"（共印{copies}份）", 2: f"共印{copies}份", 3: f"（共印{copies}份）"}[era]
    pieces.append(Piece(role="imprint", text=printed))
    truth: dict[str, object] = {
        "report_to": list(_REPORT_TO[era]),
        "send_to": list(_SEND_TO[era]),
        "issue_to": list(issue_to),
        "copies": copies,
    }
    return pieces, truth
