"""Figures of departments' windows: rankings, lists, tables; and lists of departments."""

from collections.abc import Callable

from .counting import join, week_word, year_word
from .departments import Office, offices_on
from .draft import Draft, Rows
from .ledger import Ledger, Reading
from .numerals import counted, plain, rounded
from .truth import TruthFigure

WindowSentence = Callable[[Draft, Ledger], str]


def _busy(draft: Draft, count: int) -> list[Office]:
    known = [office for office in offices_on(draft.week.end, windows=True) if office.busy]
    return draft.rng.sample(known, count)


def _read(ledger: Ledger, draft: Draft, offices: list[Office]) -> list[tuple[Office, Reading]]:
    pairs = [(office, ledger.window(office, draft.week)) for office in offices]
    return sorted(pairs, key=lambda pair: -pair[1].week)


def _note(
    draft: Draft, office: Office, reading: Reading, *, total: bool = False, word: str = "受理"
) -> TruthFigure:
    kind = "year_to_date" if total else "week" if draft.week.weeks == 1 else None
    return draft.figure(
        reading.total if total else reading.week,
        "件",
        (word,) if word else (),
        kind=kind,
        department=office.name,
        series=reading.series,
    )


def ranking_in_brackets(draft: Draft, ledger: Ledger) -> str:
    """受理量居前三位的窗口依次为：公安厅窗口（310件）、…"""
    count = draft.rng.choice((3, 3, 4, 5))
    first = draft.no_figure(f"前{counted(count) if count != 2 else '二'}位")
    verb = draft.rng.choice(("依次为", "分别是", "为"))
    lead = f"{draft.style.week_word}受理量居{first}的窗口{verb}"
    parts = []
    for office, reading in _read(ledger, draft, _busy(draft, count)):
        name = draft.department(office, window=True)
        parts.append(f"{name}（{_note(draft, office, reading)}）")
    return f"{lead}{draft.rng.choice(('：', ''))}" + "、".join(parts) + "。"


def windows_one_by_one(draft: Draft, ledger: Ledger) -> str:
    """公安厅窗口受理a件，水利厅窗口受理b件。"""
    parts = []
    for office, reading in _read(ledger, draft, _busy(draft, draft.rng.randint(2, 4))):
        name = draft.department(office, window=True)
        parts.append(f"{name}受理{draft.gap('件')}{_note(draft, office, reading)}")
    return f"{week_word(draft)}，" + draft.rng.choice(("，", "；")).join(parts) + "。"


def windows_respectively(draft: Draft, ledger: Ledger) -> str:
    """公安厅、水利厅窗口分别受理a件、b件。"""
    pairs = _read(ledger, draft, _busy(draft, draft.rng.randint(2, 4)))
    names = [
        draft.department(office, window=place == len(pairs) - 1)
        for place, (office, _) in enumerate(pairs)
    ]
    notes = [str(_note(draft, office, reading)) for office, reading in pairs]
    verb = draft.rng.choice(("分别受理", "分别受理事项", "受理量分别为"))
    return f"{week_word(draft)}，{'、'.join(names)}{verb}{join(notes, draft)}。"


def window_with_year(draft: Draft, ledger: Ledger) -> str:
    """公安厅窗口本周受理a件，今年以来累计受理b件。"""
    ((office, reading),) = _read(ledger, draft, _busy(draft, 1))
    name = draft.department(office, window=True)
    week = f"受理{draft.gap('件')}{_note(draft, office, reading)}"
    year = f"{year_word(draft)}累计受理{draft.gap('件')}{_note(draft, office, reading, total=True)}"
    return f"{name}{week_word(draft)}{week}，{year}。"


def same_at_both(draft: Draft, ledger: Ledger) -> str:
    """甲、乙窗口均提前办结3件."""
    del ledger
    one, two = draft.rng.sample(offices_on(draft.week.end, windows=True), 2)
    number = draft.rng.randint(3, 20)
    names = f"{draft.department(one)}、{draft.department(two, window=True)}"
    kind = "week" if draft.week.weeks == 1 else None
    verb = draft.rng.choice(("提前办结", "上门办理", "容缺受理"))
    note = None
    for office in (one, two):
        note = draft.figure(number, "件", (verb,), kind=kind, department=office.name)
    return f"{draft.style.week_word}，{names}均{verb}{draft.gap('件')}{note}。"


WINDOW_SENTENCES: tuple[WindowSentence, ...] = (
    ranking_in_brackets,
    windows_one_by_one,
    windows_respectively,
    window_with_year,
    same_at_both,
)


def announced_list(draft: Draft, *, wrong: bool = False) -> str:
    """材料报送率达100%的有23个窗口：甲、乙、…; ``wrong`` announces one more or less."""
    offices = draft.rng.sample(offices_on(draft.week.end, windows=True), draft.rng.randint(4, 12))
    count = len(offices) + (draft.rng.choice((-1, 1)) if wrong else 0)
    what = draft.rng.choice(
        ("办事指南更新率", "材料报送率", "事项认领率", "工作手册报送率", "群众评价满意率")
    )
    unit_word = draft.rng.choice(("个部门窗口", "个窗口", "个部门", "个单位"))
    rate = draft.figure(100, "%", (what,), printed="100%")
    note = draft.figure(count, "个", (unit_word[1:],), printed=f"{count}{draft.gap('个')}个")
    lead = f"{what}达{rate}的有{note}{unit_word[1:]}"
    names = "、".join(_in_list(draft, offices))
    if wrong:
        draft.truth.mistakes.append(
            {
                "kind": "list_count",
                "section": draft.section,
                "printed": str(count),
                "true": str(len(offices)),
            }
        )
    return f"{lead}：{names}。"


def _in_list(draft: Draft, offices: list[Office]) -> list[str]:
    """Their names in a list; now and then 省 is printed with the first alone."""
    if draft.rng.random() < 0.8:
        return [draft.department(office, usual=0.9) for office in offices]
    known = [office for office in offices if office.printed[0][:1] == "省"]
    first, rest = known[:1], known[1:]
    others = [office for office in offices if office not in known]
    names = [draft.department(office, usual=1) for office in (*others, *first)]
    return names + [draft.mention(o.printed[0].removeprefix("省"), o.name) for o in rest]


def authorised(draft: Draft, *, wrong: bool = False) -> str:
    """45个部门的1651个事项…，715个事项完成编制，完成占比43.3%。"""
    offices = draft.rng.randint(20, 48)
    items = draft.rng.randint(300, 1900)
    done = round(items * draft.rng.uniform(0.2, 0.97))
    share = rounded(done * 100 / items, 1)
    told = share + draft.rng.choice((-7, 6, 9)) if wrong else share
    gap = draft.gap("个")
    thing, verb, word = draft.rng.choice(
        (
            ("受理工作手册", "完成编制", "完成占比"),
            ("办事指南", "完成修订", "完成率"),
            ("审查细则", "通过审核", "通过占比"),
            ("电子表单", "上线运行", "上线占比"),
        )
    )
    text = f"{draft.figure(offices, '个', ('部门',))}省级部门的{gap}"
    text += str(draft.figure(items, "个", ("事项",)))
    text += f"事项{draft.rng.choice(('纳入清单管理', '授权窗口办理', '列入编制计划'))}。"
    text += "截至目前，"
    text += f"{draft.figure(done, '个', (thing,), kind='as_of')}{gap}事项的{thing}{verb}，"
    text += f"{word}{draft.figure(told, '%', (word,), printed=f'{plain(told)}%', kind='as_of')}。"
    if wrong:
        draft.truth.mistakes.append(
            {
                "kind": "share",
                "section": draft.section,
                "printed": plain(told),
                "true": plain(share),
            }
        )
    return text


def window_table(draft: Draft, ledger: Ledger) -> Rows:
    """A table of windows: this week and since January; now and then with a merged head."""
    pairs = _read(ledger, draft, _busy(draft, draft.rng.randint(4, 8)))
    merged = draft.rng.random() < 0.5
    rows: list[tuple[str | None, ...]] = []
    week = "本周" if draft.week.weeks == 1 else draft.style.week_word
    if merged:
        rows += [("窗口名称", week, None, "今年以来", None), (None, "受理", "办结", "受理", "办结")]
    else:
        unit = draft.rng.choice(("（件）", ""))
        rows.append(
            (
                "窗口",
                f"{week}受理{unit}",
                f"{week}办结{unit}",
                f"今年以来受理{unit}",
                f"今年以来办结{unit}",
            )
        )
        merged = not unit
    for office, reading in pairs:
        rows.append(_window_row(draft, ledger, office, reading))
    if draft.rng.random() < 0.3:
        rows.append(_sum_row(draft, rows))
    if merged:
        draft.add("单位：件", role="caption")
    return tuple(rows)


def _sum_row(draft: Draft, rows: list[tuple[str | None, ...]]) -> tuple[str | None, ...]:
    """The last row: the sums of the columns."""
    cells = []
    for column, word in enumerate(("受理", "办结", "受理", "办结"), start=1):
        value = sum(int(row[column] or 0) for row in rows if (row[column] or "").isdigit())
        kind = "year_to_date" if column > 2 else "week" if draft.week.weeks == 1 else None
        draft.figure(value, "件", (word,), printed=str(value), kind=kind)
        cells.append(str(value))
    return (draft.rng.choice(("合计", "总计")), *cells)


def scope_table(draft: Draft, readings: tuple[Reading, ...]) -> Rows:
    """A table of one scope: what is counted in the first column, with its unit in brackets."""
    week = "本周" if draft.week.weeks == 1 else draft.style.week_word
    rows: list[tuple[str | None, ...]] = [("项目", week, "今年以来")]
    for reading in readings:
        if reading.unit == "元":
            continue
        kind = "week" if draft.week.weeks == 1 else None
        cells = [f"{reading.name}（{reading.unit}）"]
        for value, period in ((reading.week, kind), (reading.total, "year_to_date")):
            draft.figure(
                value,
                reading.unit,
                reading.words,
                printed=str(value),
                kind=period,
                series=reading.series,
            )
            cells.append(str(value))
        rows.append(tuple(cells))
    return tuple(rows)


def _window_row(
    draft: Draft, ledger: Ledger, office: Office, reading: Reading
) -> tuple[str | None, ...]:
    name = draft.department(office, window=draft.rng.random() < 0.3, usual=0.9)
    done, all_done = ledger.finished(reading.series, draft.week)
    cells = []
    for value, word, kind in (
        (reading.week, "受理", "week" if draft.week.weeks == 1 else None),
        (done, "办结", "week" if draft.week.weeks == 1 else None),
        (reading.total, "受理", "year_to_date"),
        (all_done, "办结", "year_to_date"),
    ):
        draft.figure(
            value,
            "件",
            (word,),
            printed=str(value),
            kind=kind,
            department=office.name,
            series=reading.series if word == "受理" else None,
        )
        cells.append(str(value))
    return (name, *cells)
