"""Events: a date, actors, a predicate out of the templates, and what is said after it."""

import re

from . import event_phrases, phrases
from .departments import NATIONAL, OUTSIDE, Office, offices_on, publisher_on
from .draft import Draft
from .fields import matters_of, topics_of
from .people import holder, meet
from .repeats import Telling
from .times import When, some_time, this_week, vague
from .truth import TruthEvent

_SLOT = re.compile(r"\{(\w)\}|<(\d+)-(\d+)\|([^|>]+)\|([^>]+)>|~([^~]+)~")
_TRAVEL = re.compile(r"⟨[^⟩]*?[赴到]\{p\}(、\{q\})?")

_NUMBER_HEADS = {
    "环": "川环",
    "自然资源": "川自然资",
    "人力资源": "川人社",
    "市场监督": "川市监",
    "发展和改革": "川发改",
    "公安": "川公",
    "住房": "川建",
    "交通": "川交",
    "水利": "川水",
    "教育": "川教",
    "卫生": "川卫",
    "财政": "川财",
    "商务": "川商",
    "农业": "川农",
    "应急": "川应急",
}
_LEADERS = (
    ("省委书记", "书记", "中共四川省委"),
    ("省委副书记、省长", "省委副书记、省长", None),
    ("副省长", "副省长", None),
    ("省委常委、常务副省长", "省委常委、常务副省长", None),
)


def fill(
    draft: Draft, template: str, *, actor: Office | None = None
) -> tuple[str, tuple[str, ...]]:
    """The template's words, facts noted on the way, and the places that {p} and {q} became."""
    places = draft.rng.sample(phrases.PLACES, 2)
    firms = [_firm(draft), _firm(draft)]
    values = {"p": places[0], "q": places[1], "f": firms[0], "h": firms[1]}

    def put(match: re.Match[str]) -> str:
        slot, low, high, unit, words, no_figure = match.groups()
        if no_figure is not None:
            return draft.no_figure(no_figure)
        if slot is None:
            return _number(draft, int(low), int(high), unit, words)
        if slot in values:
            return values[slot]
        if slot == "d" and "学习{d}" in template and draft.rng.random() < 0.4:
            return draft.document(draft.rng.choice(phrases.LAWS), None)
        return _word(draft, slot, actor)

    filled = _SLOT.sub(put, template)
    return filled, (places[0], places[1])


def _number(draft: Draft, low: int, high: int, unit: str, words: str) -> str:
    known = tuple(words.split())
    if low < high:
        return draft.some(low, high, unit, known)
    printed = "两" if low == 2 else str(low)
    return str(draft.figure(low, unit, known, printed=f"{printed}{unit}"))


def _word(draft: Draft, slot: str, actor: Office | None) -> str:
    if slot in "td":
        if slot == "d":
            return cite(draft, actor)
        return fill(draft, topic(draft, actor))[0]
    if slot == "o":
        others = [o for o in offices_on(draft.week.end, windows=True) if o != actor]
        return draft.department(draft.rng.choice(others))
    if slot in "ux":
        return draft.rng.choice(phrases.TOPICS)
    if slot == "D":
        return draft.document(_title(draft), None)
    if slot == "e":
        return draft.rng.choice(("要求", "强调")) + draft.choose(phrases.URGES)
    if slot == "w" and matters_of(actor):
        return draft.choose(matters_of(actor))
    kinds = {
        "k": phrases.MEANS,
        "j": phrases.MEANS,
        "y": phrases.URGES,
        "z": phrases.URGES,
        "a": phrases.ASKS,
        "g": phrases.GOALS,
        "m": phrases.MEANS,
        "w": phrases.MATTERS,
    }
    return draft.choose(kinds[slot])


def topic(draft: Draft, actor: Office | None = None) -> str:
    """What it is about; the slogans of later years are not used before their time."""
    if topics_of(actor) and draft.rng.random() < 0.5:
        return draft.choose(topics_of(actor))
    if draft.week.year >= 2019 and draft.rng.random() < 0.15:
        return draft.choose(phrases.LATE_TOPICS)
    return draft.choose(phrases.TOPICS)


def _firm(draft: Draft) -> str:
    return draft.rng.choice(phrases.FIRM_HEADS) + draft.rng.choice(phrases.FIRM_TAILS)


def _title(draft: Draft, actor: Office | None = None) -> str:
    own = topics_of(actor)
    about = draft.choose(own if own and draft.rng.random() < 0.6 else phrases.TOPICS)
    title = draft.rng.choice(phrases.TITLE_HEADS).format(x=about)
    # a title within a title: mostly in single marks, now and then in those of the outer one
    return title.replace("〈", "《").replace("〉", "》") if draft.rng.random() < 0.3 else title


def cite(draft: Draft, actor: Office | None, title: str | None = None) -> str:
    """A cited document: mostly with its number, in brackets of every shape."""
    title = title or _title(draft, actor)
    if draft.rng.random() < 0.35:
        return draft.document(title, None)
    name = actor.name if actor is not None else ""
    head = next((sign for word, sign in _NUMBER_HEADS.items() if word in name), "川政务")
    kind = draft.rng.choice(("发", "函", "办", "办函", "规", "办发"))
    number = draft.rng.randint(2, 399)
    year = draft.week.end.year
    draft.truth.not_figures.append(f"{number}号")
    note = f"{head}{kind}{_in_brackets(draft, year, number)}"
    right = f"{head}{kind}〔{year}〕{number}号"
    if draft.rng.random() < 0.04:
        return note + draft.document(title, right)
    return draft.document(title, right, note=note)


def _in_brackets(draft: Draft, year: int, number: int) -> str:
    if draft.rng.random() < 0.8:
        return f"〔{year}〕{number}号"
    forms = ("[{}]{}号", "[{}] {}号", "【{}】{}号", "［{}］{}号", "〔{}〕 {} 号", "〔{}〕第{}号")
    return draft.rng.choice(forms[:-1]).format(year, number)


# -- sentences -----------------------------------------------------------------------------


def _record(
    draft: Draft,
    filled: str,
    when: When,
    actors: tuple[str, ...],
    places: tuple[str, ...] = (),
) -> str:
    """Note the event and take the marks out of its words."""
    says = filled[filled.index("⟨") + 1 : filled.index("⟩")]
    draft.truth.events.append(
        TruthEvent(
            section=draft.section,
            actors=actors,
            says=says,
            day=when.day,
            start=when.start,
            end=when.end,
            date_printed=None if when.day else when.printed,
            places=places,
        )
    )
    return filled.replace("⟨", "").replace("⟩", "")


def _places(template: str, found: tuple[str, ...]) -> tuple[str, ...]:
    match = _TRAVEL.search(template)
    if match is None:
        return ()
    # a prefecture has a long name and a short one; which of them a reader gives is open
    return tuple(p for p in (found if match[1] else found[:1]) if p.endswith("市"))


def _bold(draft: Draft, words: str) -> str:
    return f"**{words}**" if draft.style.bold else words


def act_of(draft: Draft, office: Office, template: str, when: When, *, told: bool = False) -> str:
    """One office does one thing. ``told``: the date was printed for an event before this one."""
    window = office.windows and draft.rng.random() < 0.3
    name = draft.department(office, window=window)
    subject = _bold(draft, name)
    if not window and "走" not in template and "⟨赴" in template and draft.rng.random() < 0.35:
        person = meet(draft.rng, office.name, draft.week.year)
        draft.person(person.name, person.title, office.name)
        subject += person.title + person.name
        subject += draft.rng.choice(("", "", "一行"))
    filled, places = fill(draft, template, actor=office)
    text = _record(draft, filled, when, (office.name,), _places(template, places))
    if told:
        return f"{subject}{text}。"
    chance = draft.rng.random()
    if when.day and chance < 0.08:
        return f"{subject}于{when.printed}{text}。"
    if when.day and chance < 0.12 and not subject.endswith("一行"):
        return f"{subject}{when.printed}{text}。"
    return f"{_before_the_act(draft, office)}{when.printed}，{subject}{text}。"


def _before_the_act(draft: Draft, office: Office) -> str:
    """Why, at whose wish or under whose eyes: another department that does not act."""
    chance = draft.rng.random()
    if chance < 0.06:
        aim = draft.choose(phrases.TOPICS)
        return draft.rng.choice((f"为推进{aim}，", f"围绕{aim}，", f"为落实{aim}部署，"))
    if chance < 0.10:
        others = [o for o in offices_on(draft.week.end, windows=True) if o != office]
        other = draft.department(draft.rng.choice(others))
        return draft.rng.choice((f"在{other}指导下，", f"应{other}邀请，", f"经{other}同意，"))
    return ""


def own_act(draft: Draft, template: str, when: When) -> str:
    """The centre itself does something."""
    publisher = publisher_on(draft.week.end)
    name = draft.mention("省中心", publisher)
    filled, places = fill(draft, template)
    text = _record(draft, filled, when, (publisher,), _places(template, places))
    return f"{when.printed}，{_bold(draft, name)}{text}。"


def joint_act(draft: Draft, when: When) -> str:
    """Two or three offices do something together."""
    count = draft.rng.choice((2, 2, 3))
    offices = draft.rng.sample(offices_on(draft.week.end), count)
    names = [_bold(draft, draft.department(office)) for office in offices]
    template = draft.choose(event_phrases.SIGNING)
    if "签署" in template or "建立" in template:
        subject = names[0] + draft.rng.choice(("与", "和")) + "、".join(names[1:])
    elif count == 2 and draft.rng.random() < 0.4:
        subject = f"{names[0]}会同{names[1]}"
        template = template.replace("⟨联合", "⟨").replace("⟨共同", "⟨")
    else:
        subject = "、".join(names)
    filled, places = fill(draft, template, actor=offices[0])
    text = _record(draft, filled, when, tuple(o.name for o in offices), _places(template, places))
    return f"{when.printed}，{subject}{text}。"


def visit_by_guests(draft: Draft, when: When) -> str:
    """Colleagues from elsewhere come; now and then with names, and a host beside them."""
    host = publisher_on(draft.week.end)
    if draft.rng.random() < 0.25:
        office = draft.rng.choice([o for o in NATIONAL if o.used_on(draft.week.end)])
        subject = _bold(draft, draft.department(office)) + draft.rng.choice(
            ("调研组", "督导组", "调研组一行")
        )
        actor = office.name
    else:
        actor = draft.rng.choice(OUTSIDE)
        subject = _bold(draft, draft.mention(actor, actor))
        if draft.rng.random() < 0.6:
            person = meet(draft.rng, actor, draft.week.year)
            draft.person(person.name, person.title, actor)
            subject += f"{person.title}{person.name}一行"
        else:
            subject += draft.rng.choice(("考察组", "一行", "考察团一行"))
    template = draft.choose(event_phrases.GUESTS)
    if "省中心" in template:
        draft.mention("省中心", host)
    filled, _ = fill(draft, template)
    text = f"{when.printed}，{subject}{_record(draft, filled, when, (actor,))}。"
    if draft.rng.random() < 0.5:
        draft.mention("省中心", host)
        person = meet(draft.rng, host, draft.week.year)
        draft.person(person.name, person.title, host)
        text += (
            f"省中心{person.title}{person.name}陪同{draft.rng.choice(('调研', '参观', '座谈'))}。"
        )
    return text


def leader_acts(draft: Draft, when: When) -> str:
    """Somebody of the province's (invented) leaders speaks."""
    printed, title, organization = draft.rng.choice(_LEADERS)
    name = holder(printed, draft.week.year)
    draft.person(name, title, organization)
    filled, places = fill(draft, draft.choose(event_phrases.LEADERS))
    del places
    text = _record(draft, filled, when, ())
    more = f"{draft.choose(phrases.URGES)}；{draft.choose(phrases.URGES)}。"
    return f"{when.printed}，{printed}{name}{text}。" + (more if draft.rng.random() < 0.5 else "")


def award(draft: Draft, when: When) -> str:
    """An office is praised."""
    publisher = publisher_on(draft.week.end)
    template = draft.choose(event_phrases.AWARDS)
    if draft.rng.random() < 0.5:
        name, actor = draft.mention("省中心", publisher), publisher
    else:
        office = draft.rng.choice(offices_on(draft.week.end, windows=True))
        name, actor = draft.department(office, window=True), office.name
    filled, _ = fill(draft, template)
    return f"{when.printed}，{_bold(draft, name)}{_record(draft, filled, when, (actor,))}。"


def on_duty(draft: Draft) -> str:
    """Heads of departments sit at their windows: one event for each."""
    when = this_week(draft)
    count = draft.rng.choice((1, 2, 2, 3))
    offices = draft.rng.sample(offices_on(draft.week.end, windows=True), count)
    what = draft.rng.choice(event_phrases.DUTY)
    parts = []
    for office in offices:
        name = draft.department(office)
        person = meet(draft.rng, office.name, draft.week.year)
        draft.person(person.name, person.title, office.name)
        parts.append(f"{name}{person.title}{person.name}")
        _record(draft, f"⟨{what}⟩", when, (office.name,))
    return f"{when.printed}，{'、'.join(parts)}{'分别' if count > 1 else ''}{what}。"


def twice_told(draft: Draft, telling: Telling) -> str:
    """An event that another report tells, too, in nearly the same words."""
    day = telling.day
    when = When(printed="近日" if day is None else f"{day.month}月{day.day}日", day=day)
    name = _bold(draft, draft.department(telling.office))
    text = _record(draft, f"⟨{telling.act}⟩{telling.added}", when, (telling.office.name,))
    return f"{when.printed}，{name}{text}。"


def afterwards(draft: Draft) -> str:
    """A sentence that says more about the event before it and is none itself."""
    return fill(draft, draft.choose(phrases.AFTERWARDS))[0]


def any_event(draft: Draft) -> str:
    """One event of any kind, with or without a sentence after it."""
    when = some_time(draft)
    chance = draft.rng.random()
    if chance < 0.10:
        text = visit_by_guests(draft, when)
    elif chance < 0.18:
        text = joint_act(draft, when)
    elif chance < 0.22:
        text = award(draft, when)
    elif chance < 0.30:
        text = own_act(draft, draft.choose(event_phrases.SOLO), when)
    else:
        office = draft.rng.choice(offices_on(draft.week.end, windows=True))
        text = act_of(draft, office, draft.choose(event_phrases.SOLO), when)
    for chance in (0.7, 0.25):
        if draft.rng.random() < chance:
            text += afterwards(draft)
    return text


def many_actors(draft: Draft, count: int) -> str:
    """近期，甲下发…。乙召开…。丙赴…。: one vague date for all of them."""
    when = vague(draft)
    offices = draft.rng.sample(offices_on(draft.week.end, windows=True), count)
    parts = [
        act_of(draft, office, draft.choose(event_phrases.SOLO), when, told=place > 0)
        for place, office in enumerate(offices)
    ]
    return "".join(parts)
