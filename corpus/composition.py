"""One whole issue: which sections, in which order, filled with what."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import TypeVar

from . import event_phrases, phrases
from .calendar import Week
from .departments import offices_on
from .draft import Draft, Style
from .events import (
    act_of,
    afterwards,
    any_event,
    cite,
    fill,
    leader_acts,
    many_actors,
    on_duty,
    twice_told,
)
from .group_sentences import GROUPS, week_list_then_year_list
from .indicators import SCOPE_BY_KEY, name_in
from .ledger import Ledger, Reading
from .mastheads import make_imprint, make_masthead, masthead_truth
from .matter_sentences import MATTERS
from .mistaken_sentences import add_mistake
from .mistakes import ADDED_KINDS, misprint
from .numerals import plain
from .other_sentences import OTHERS
from .rare_sentences import RARE_GROUPS, RARE_OTHERS
from .repeats import Telling
from .single_sentences import SINGLES
from .times import some_time, vague
from .truth import Truth
from .window_sentences import (
    WINDOW_SENTENCES,
    announced_list,
    authorised,
    scope_table,
    window_table,
)

Pattern = TypeVar("Pattern")

# the rare forms come in about one sentence of ten
_GROUPS = (*GROUPS, *GROUPS, *RARE_GROUPS)
_OTHERS = (*OTHERS, *RARE_OTHERS)

_DATA_HEADINGS = {
    1: ("窗口办件情况", "业务办理情况", "一周办件综述"),
    2: ("政务服务运行数据", "运行数据分析", "办件数据"),
    3: ("综窗改革攻坚行动", "政务服务运行情况", "办件与服务情况"),
}
_MATTER_HEADINGS = ("政务服务事项受理办理情况", "省级政务服务事项办理情况", "各类事项办理情况")
_TASK_HEADINGS = {
    1: ("重点工作开展情况", "内部管理", "一周重点工作"),
    2: ("重点任务推进", "改革任务落实", "工作落实"),
    3: ("其他工作开展情况", "重点工作推进情况", "改革专项推进"),
}
_EVENT_HEADINGS = {
    1: ("窗口动态", "部门动态", "工作动态"),
    2: ("部门窗口动态", "审批改革动态", "进驻单位动态"),
    3: ("大厅工作动态", "窗口工作动态", "部门工作动态"),
}
_NEWS_HEADINGS = {
    1: ("信息集萃", "外地动态", "要闻摘登"),
    2: ("要闻回顾", "政务要闻", "信息速递"),
    3: ("政务资讯", "政务要闻", "资讯速览"),
}
_DUTY_HEADINGS = ("厅（局）长进大厅", "领导值守情况", "领导走进窗口")
_PROGRESS_HEADINGS = ("事项授权及手册编制推进情况", "标准化建设推进情况", "事项管理情况")
_WINDOW_HEADINGS = ("各窗口办件情况", "进驻窗口办件情况", "部门窗口受理情况")


def compose(
    week: Week,
    ledger: Ledger,
    *,
    seed: int,
    form: str,
    mistake: str | None = None,
    whitelist: int | None = None,
    repeats: tuple[Telling, ...] = (),
) -> Draft:
    """Write one issue.

    ``whitelist`` is the number of its mention of the 白名单, from 0; ``repeats`` are the events
    that another issue tells, too.
    """
    rng = Random(f"{seed}:issue:{week.position}")
    draft = Draft(
        week=week,
        rng=rng,
        style=_style(week, form, rng),
        truth=Truth(key=week.key, masthead=masthead_truth(week)),
    )
    draft.pieces += make_masthead(week, draft.style, rng)
    _write_sections(draft, ledger, mistake, whitelist, repeats)
    imprint, draft.truth.imprint = make_imprint(week, rng)
    draft.pieces += imprint
    return draft


def _style(week: Week, form: str, rng: Random) -> Style:
    word = "本周"
    if week.weeks == 2:
        word = "本期"
    elif week.era == 1 and week.published > week.end and rng.random() < 0.12:
        word = "上周"
    return Style(
        space={1: 0.0, 2: 0.15, 3: 0.6}[week.era] > rng.random(),
        form=form,
        bold=week.era == 3 or (week.era == 2 and rng.random() < 0.2),
        slips=rng.random() < 0.35,
        week_word=word,
    )


def _write_sections(
    draft: Draft,
    ledger: Ledger,
    mistake: str | None,
    whitelist: int | None,
    repeats: tuple[Telling, ...],
) -> None:
    rng = draft.rng
    plan: list[Callable[[], None]] = [lambda: _data(draft, ledger, mistake)]
    if rng.random() < 0.75:
        plan.append(lambda: _matters(draft, ledger))
    if mistake in ("share", "list_count") or rng.random() < 0.5:
        plan.append(lambda: _progress(draft, mistake))
    if rng.random() < 0.7:
        plan.append(lambda: _tasks(draft))
    plan.append(lambda: _events(draft, whitelist, repeats))
    if rng.random() < (0.85 if draft.week.era == 3 else 0.2):
        plan.append(lambda: _duty(draft))
    plan.append(lambda: _news(draft))
    if draft.week.era == 2 and rng.random() < 0.5:
        plan[1:] = rng.sample(plan[1:], len(plan) - 1)
    if rng.random() < 0.025:
        _lost_first_heading(draft)
    skipped = rng.randrange(1, len(plan)) if rng.random() < 0.03 else None
    for place, write in enumerate(plan):
        if place == skipped and draft.counts.get(1, 0) == place:
            draft.lose(1)
        draft.scope_in_heading = None
        write()


def _lost_first_heading(draft: Draft) -> None:
    """The words before 二、 have lost their heading: they belong to no section."""
    draft.lose(1)
    draft.add(fill(draft, "各窗口坚持以群众需求为导向，{m}，{g}。")[0])


# -- data ----------------------------------------------------------------------------------


def _data(draft: Draft, ledger: Ledger, mistake: str | None) -> None:
    rng = draft.rng
    if rng.random() < 0.02 and not draft.counts:
        # the first heading is lost: （一） stands at the top and 二、 comes next
        draft.lose(1)
    else:
        draft.open(1, rng.choice(_DATA_HEADINGS[draft.week.era]))
    scopes = [
        scope
        for scope in ledger.scopes_in(draft.week.year)
        if scope not in ("permit", "service", "nonpermit", "hall", "zong")
    ]
    main = "zong" if draft.week.year >= 2017 and rng.random() < 0.5 else "hall"
    chosen = [main, *rng.sample(scopes, rng.randint(2, min(4, len(scopes))))]
    run_in = rng.random() < 0.55
    skipped = rng.randrange(1, len(chosen)) if rng.random() < 0.02 else None
    for place, scope in enumerate(chosen):
        if place == skipped:
            draft.lose(2)
        wrong = mistake == "wrong_sum" and place == 0
        _scope_section(draft, ledger, scope, run_in=run_in, wrong=wrong)
    if rng.random() < 0.6:
        _window_section(draft, ledger, run_in=run_in)
    if mistake in ADDED_KINDS:
        add_mistake(draft, ledger, mistake)


def _scope_section(draft: Draft, ledger: Ledger, scope: str, *, run_in: bool, wrong: bool) -> None:
    printed = name_in(SCOPE_BY_KEY[scope].names, draft.week.year)[0]
    heading = draft.rng.choice(SCOPE_BY_KEY[scope].headings).format(s=printed)
    if not run_in and not wrong and draft.style.form != "txt" and draft.rng.random() < 0.12:
        draft.open(2, heading)
        draft.table(scope_table(draft, ledger.readings(scope, draft.week)))
        return
    label = draft.open(2, heading, run_in=run_in)
    draft.scope_in_heading = printed
    body = _about(draft, ledger.readings(scope, draft.week), wrong=wrong)
    if run_in:
        draft.item(f"{heading}。{body}", label=label, level=2)
    else:
        draft.add(body)


def _about(draft: Draft, readings: tuple[Reading, ...], *, wrong: bool = False) -> str:
    """Two to four sentences about one scope; the first is a list, the others look closer."""
    rng = draft.rng
    if wrong:
        return _with_wrong_sum(draft, readings)
    some = readings
    if len(readings) > 2 and rng.random() < 0.4:
        some = tuple(sorted(rng.sample(readings, 2), key=readings.index))
    text = ""
    if len(some) > 1:
        text = _first_that_fits(draft, _GROUPS, lambda group: group(draft, some))
    for _ in range(rng.randint(1, 2)):
        text += _one_more(draft, readings)
    if rng.random() < 0.6:
        text += rng.choice(_OTHERS)(draft)
    return text


def _one_more(draft: Draft, readings: tuple[Reading, ...]) -> str:
    reading = draft.rng.choice(readings)
    return _first_that_fits(draft, SINGLES, lambda single: single(draft, reading))


def _first_that_fits(
    draft: Draft, patterns: tuple[Pattern, ...], write: Callable[[Pattern], str | None]
) -> str:
    """The first pattern, in random order, that these readings allow."""
    for pattern in draft.rng.sample(patterns, len(patterns)):
        known = len(draft.truth.figures)
        text = write(pattern)
        if text is not None:
            return text
        del draft.truth.figures[known:]
    return ""


def _with_wrong_sum(draft: Draft, readings: tuple[Reading, ...]) -> str:
    place = draft.rng.randrange(len(readings))
    right = readings[place]
    slipped = replace(right, total=misprint(right.total, draft.rng))
    text = week_list_then_year_list(draft, (*readings[:place], slipped, *readings[place + 1 :]))
    (printed,) = (
        figure
        for figure in draft.truth.figures
        if figure.series == right.series and figure.kind == "year_to_date"
    )
    draft.truth.mistakes.append(
        {
            "kind": "wrong_sum",
            "section": draft.section,
            "series": right.series,
            "printed": plain(printed.value),
            "true": str(right.total),
        }
    )
    return text


def _window_section(draft: Draft, ledger: Ledger, *, run_in: bool) -> None:
    heading = draft.rng.choice(_WINDOW_HEADINGS)
    table = draft.style.form != "txt" and draft.rng.random() < 0.5
    label = draft.open(2, heading, run_in=run_in and not table)
    draft.scope_in_heading = None
    if table:
        draft.table(window_table(draft, ledger))
        return
    body = "".join(
        write(draft, ledger)
        for write in draft.rng.sample(WINDOW_SENTENCES, draft.rng.randint(1, 2))
    )
    if run_in:
        draft.item(f"{heading}。{body}", label=label, level=2)
    else:
        draft.add(body)


def _matters(draft: Draft, ledger: Ledger) -> None:
    draft.open(1, draft.rng.choice(_MATTER_HEADINGS))
    keys = ["permit", "service"]
    if draft.week.year <= 2015:
        keys.append("nonpermit")
    scopes = tuple(ledger.readings(key, draft.week) for key in keys)
    text = draft.rng.choice(MATTERS)(draft, scopes)
    if draft.rng.random() < 0.5:
        text += _one_more(draft, draft.rng.choice(scopes))
    draft.add(text)


def _progress(draft: Draft, mistake: str | None) -> None:
    draft.open(1, draft.rng.choice(_PROGRESS_HEADINGS))
    text = ""
    if mistake != "list_count":
        text += authorised(draft, wrong=mistake == "share")
    if mistake == "list_count" or draft.rng.random() < 0.5:
        text += announced_list(draft, wrong=mistake == "list_count")
    draft.add(text)


# -- work and events -----------------------------------------------------------------------


def _tasks(draft: Draft) -> None:
    draft.open(1, draft.rng.choice(_TASK_HEADINGS[draft.week.era]))
    deeper = draft.rng.random() < 0.1
    if deeper:
        draft.open(2, draft.rng.choice(("日常管理", "专项任务", "综合事务")))
    for _ in range(draft.rng.randint(3, 5)):
        label = draft.open(4 if deeper and draft.rng.random() < 0.3 else 3, None)
        level = draft.truth.outline[-1]["level"]
        text = fill(draft, draft.choose(phrases.TASKS))[0]
        if draft.rng.random() < 0.2:
            text += draft.rng.choice(OTHERS)(draft)
        draft.item(text, label=label, level=4 if level == 4 else 3)


def _events(draft: Draft, whitelist: int | None, repeats: tuple[Telling, ...]) -> None:
    draft.open(1, draft.rng.choice(_EVENT_HEADINGS[draft.week.era]))
    rng = draft.rng
    texts: list[Callable[[], str]] = [lambda: any_event(draft) for _ in range(rng.randint(4, 7))]
    if draft.style.bold:
        texts.insert(rng.randrange(len(texts)), lambda: many_actors(draft, rng.randint(3, 5)))
    if whitelist is not None:
        texts.insert(rng.randrange(len(texts)), lambda: _whitelist(draft, whitelist))
    texts += [partial(twice_told, draft, telling) for telling in repeats]
    numbered = rng.random() < 0.85
    # the rest of the issue is short; most of what makes it long stands here
    wanted = draft.length + rng.choice((700, 800, 900, 1000, 1200, 1500, 1800))
    while texts or draft.length < wanted:
        text = texts.pop(0) if texts else lambda: any_event(draft)
        if numbered:
            label = draft.open(3, None)
            draft.item(text(), label=label)
        else:
            draft.add(text())


def _whitelist(draft: Draft, place: int) -> str:
    offices = offices_on(draft.week.end, windows=True)
    office = next(o for o in offices if o.name in ("四川省环境保护厅", "四川省生态环境厅"))
    template = phrases.WHITELIST[place % len(phrases.WHITELIST)]
    title = phrases.WHITELIST_TITLES[place // 3 % len(phrases.WHITELIST_TITLES)]
    when = vague(draft) if draft.rng.random() < 0.5 else some_time(draft)
    if "{d}" in template:
        template = template.replace("{d}", cite(draft, office, title))
    text = act_of(draft, office, template, when)
    draft.truth.topics.append({"topic": "危险废物 白名单", "section": draft.section, "text": text})
    return text


def _duty(draft: Draft) -> None:
    draft.open(1, draft.rng.choice(_DUTY_HEADINGS))
    draft.add(on_duty(draft))


def _news(draft: Draft) -> None:
    draft.open(1, draft.rng.choice(_NEWS_HEADINGS[draft.week.era]))
    wanted = 1600
    items = draft.rng.randint(3, 5)
    while items > 0 or draft.length < wanted:
        items -= 1
        label = draft.open(3, None)
        when = some_time(draft)
        if draft.rng.random() < 0.6:
            text = leader_acts(draft, when)
        else:
            office = draft.rng.choice(offices_on(draft.week.end))
            text = act_of(draft, office, draft.choose(event_phrases.SOLO), when)
        if draft.rng.random() < 0.5:
            text += afterwards(draft)
        draft.item(text, label=label)
