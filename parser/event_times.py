"""When an act was done (事件的时间): its words as an event gives them, and which time holds on.

To an event a day is a day: 7月12日14时许 is 7月12日, 7月11日、13日 are a stretch of days, and 次日
has a date once the day is known that it follows.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .dates import FoundPeriod
from .model import Period, PeriodKind

_NEAR = 40  # days from the reporting period in which 8.15 is a day and no number
_LONGEST = 31  # days of a period that tell which month a day alone is of
_AND = re.compile("[、和及与]")
_OF_DAY = re.compile(r".*?月[^月日号]*[日号]")
# days told by the day before; 当日新增, 当日均价 are measured, not done
_RELATIVE = (
    r"(?<![至到—~-])(?P<relative>当日|当天|同日|同一天|当晚|(?:次日|翌日|第二天|隔日|隔天))"
    r"(?!新增|累计|均价|平均|最[高低]|气温|无|共|接[到听]|受理|[0-9]+(?![0-9]*[时点:：])|的)"
)
# a day of the month alone, which only events and lists of days have: 州应急局18日成立…
_BARE_DAY = (
    r"(?<![0-9月.、第—–~～-])(?<!少于)(?<!超过)(?<!低于)(?:(?P<first>[0-9]{1,2})日?(?:[至到]|[—–~～-]{1,2}))?"
    r"(?P<day>[0-9]{1,2})日(?![常均报前内后龄记志子益渐元本语光产用间])"
)
# 8.15 at the head of an item, 已于8.19
_DOTTED = (
    r"(?:(?<=于)|(?<![^\s　△▲◆●■·☆★*（(]))(?P<month>1[0-2]|0?[1-9])[.-](?P<dot>[0-3]?[0-9])"
    r"(?:(?:[—–~～-]{1,2}|至)(?:(?P<month2>1[0-2]|0?[1-9])\.)?(?P<dot2>[0-3]?[0-9]))?"
    r"(?=[\s　，由上下晚])(?!\s*[%％个万亿元件])"
)
_VAGUE = (
    r"(?<![0-9一二三四五六七八九十月年本上下每])(?P<vague>连日来|月初|月末|月底|月中|周初|周末|节前|节后|年初)"
    r"(?![以至来结时数存的余])|(?<![0-9一二三四五六七八九十月每])(?P<third>[上中下])旬(?![以至来均])|(?P<weekend>[上本]周[初末])"
)
# a day of the week alone is of the reporting period; 每周三, 逢周三 and （周三） are no such days
_WEEKDAY = (
    r"(?<![每逢各双单隔一两（(本上下这该])(?P<week>(?:[本这上](?:个)?)?)(?:周|星期|礼拜)"
    r"(?P<weekday>[一二三四五六日天])(?![次批期个年岁边围])"
)
# 前一天, 三天后 at the head of a clause: counted from the day told last
_COUNTED = (
    r"(?<![^，。；：\s])(?:(?P<before>[前头]一[日天晚])"
    r"|(?P<after>[一两二三四五六七八九十0-9]{1,2})(?P<unit>[天日周])(?:之|以)?后(?=，|[\u4e00-\u9fff]))"
)
_HOLIDAY = (
    r"(?P<holiday>(?:元旦|春节|元宵|清明|五一|“五一”|劳动|端午|中秋|国庆|“十一”|双节|节日|暑假|寒假|暑期|两会|“两会”)"
    r"(?:[、和]?(?:中秋|国庆|端午|元旦|春节))?(?:双?节)?(?:小?长?假)?(?:期间|前夕|当[天日]))"
)
# each form behind what it begins with, by which nearly all characters are passed over
_FORMS = (
    ("元[旦宵]|春节|清明|五一|“[五十两]|劳动|端午|中秋|国庆|双节|节日|[暑寒]|两会", _HOLIDAY),
    ("周[一二三四五六日天]|[本这上]个?[周星礼]|星期|礼拜", _WEEKDAY),
    ("[前头]一[日天晚]|[一两二三四五六七八九十0-9]{1,2}[天日周](?:之|以)?后", _COUNTED),
    ("[当同次翌隔][日天晚一]|第二天", _RELATIVE),
    ("[0-9]{1,2}[.-]", _DOTTED),
    ("[0-9]{1,2}[日至到—–~～-]", _BARE_DAY),
    ("连日来|月[初末底中]|周[初末]|节[前后]|年初|[上中下]旬|[上本]周", _VAGUE),
)
_SIGNS = "0-9连元春清五“劳端中国双节暑寒两周本这上星礼前头一二三四六七八九十当同次翌隔第月年下"
_MORE = re.compile(
    f"(?=[{_SIGNS}])(?={'|'.join(begin for begin, _ in _FORMS)})"
    f"(?:{'|'.join(form for _, form in _FORMS)})"
)
_DAYS_OF_WEEK = "一二三四五六日"
_NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NEXT = frozenset({"次日", "翌日", "第二天", "隔日", "隔天"})
# 9月19日夜至20日晨, 15日起至3月15日
_TO = re.compile(
    r"(?:（(?:周|星期)[一二三四五六日天]）)?[夜晚晨起]?\s*(?:[0-9]{1,2}时)?(?:[至到]|[—–~～-]{1,2})"
)
_PART_OF_DAY = re.compile("[夜晚晨]")
# a deadline or a state by then: 7月底前, 7月10日以来
_BY_THEN = re.compile(r"\s*(?:[0-9]{1,2}时)?(?:之?前|以前|以来|止|截止|为止|之内)(?!往)")
# 将于近期展开: a plan without a time
_PLANNED = re.compile(r"(?:将|拟|计划|预计)(?:于|在)?\Z")
# what follows an occurrence at once has its day: 事故发生后，县公安局赶赴现场
_AT_ONCE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}发生后|[接获][到报悉知][^，。；]{0,16}后?|得知[^，。；]{0,12}后|会后|随后|随即|其后)，"
    r"|随即|随后|当即|立即|迅速|连夜|第一时间"
)
# who comes to help at an accident does so at once
_RESCUES = re.compile(
    r"(?:共|先后|紧急)?(?:出动|派[出员]|调[集派]|赶[赴到往]|到场|抵达|接警|处置|扑救|抢[险修]|施救|救援|疏散|转移|封锁|分流|启动)"
)
_DURING = re.compile(r"(?P<what>[\u4e00-\u9fff]{2})(?:期间|当[天日])")
# as_of periods that an act can be done at
_ENDS_OF_MONTH = ("月底", "月末", "月初")


def time_words(
    text: str,
    periods: Sequence[FoundPeriod],
    *,
    issue: Period | None,
    before: date | None,
    published: date | None = None,
) -> tuple[FoundPeriod, ...]:
    """The times of a paragraph, as events give them, in order; deadlines are left out.

    Beside the ``periods`` of all texts they hold what only events are dated by: 18日, 8.15, 次日,
    月初. ``issue`` is the reporting period, ``before`` the last day of the paragraph before;
    ``published`` tells the month of 18日 where nothing else does.
    """
    found = [
        one
        for one in periods
        if not one.period.printed.endswith("以来")
        # a day that nothing settled is read again below
        and not (_is_bare(one) and (one.period.start is None or _is_long(issue)))
        and (
            one.period.start is not None
            or not _PLANNED.search(text, max(0, one.start - 4), one.start)
        )
    ]
    found = _with_more(text, found, issue=issue, before=before, published=published)
    return tuple(
        _whole(text, _shortest(one))
        for one in _joined(text, found)
        if not _BY_THEN.match(text, one.end)
    )


def _is_bare(found: FoundPeriod) -> bool:
    return found.period.printed[0].isdecimal() and "月" not in found.period.printed


def _is_long(issue: Period | None) -> bool:
    """Whether the reporting period has a day of that number in several months."""
    if issue is None or issue.start is None or issue.end is None:
        return False
    return (issue.end - issue.start).days > _LONGEST


def _is_planned(text: str, place: int) -> bool:
    return _PLANNED.search(text, max(0, place - 4), place) is not None


def _with_more(
    text: str,
    found: Sequence[FoundPeriod],
    *,
    issue: Period | None,
    before: date | None,
    published: date | None,
) -> list[FoundPeriod]:
    """The periods and the days that only events have, in order."""
    merged: list[FoundPeriod] = []
    place, near = 0, before
    for match in _MORE.finditer(text):
        while place < len(found) and found[place].end <= match.start():
            merged.append(found[place])
            near = _day_of_period(found[place]) or near
            place += 1
        if place < len(found) and found[place].start < match.end():
            read = _read_over(match, found[place], issue, published)
            if read is not None:
                merged.append(read)
                place += 1
            continue
        added = _read_more(match, near, issue, published)
        if added is not None:
            merged.append(added)
            near = _day_of_period(added) or near
    return [*merged, *found[place:]]


def _read_over(
    match: re.Match[str], found: FoundPeriod, issue: Period | None, published: date | None
) -> FoundPeriod | None:
    """What the match says instead of the period there; None where the period is right."""
    if found.start != match.start():
        return None
    if match["weekend"]:
        return _vague(match)
    # in a paper of two weeks or a month 上周五 is counted from its day of printing
    if match["week"] and _weeks_of(issue) != 1 and published is not None:
        day = _weekday(match, published - timedelta(days=7 if match["week"][0] == "上" else 0))
        if issue is not None and issue.end is not None and match["week"][0] != "上":
            day -= timedelta(days=-(-max((day - issue.end).days, 0) // 7) * 7)
        return _stretch_of(match, day, day)
    return None


def _weeks_of(issue: Period | None) -> int:
    """How many weeks it reports on, begun ones included; 0 if that is not known."""
    if issue is None or issue.start is None or issue.end is None:
        return 0
    return (issue.end - issue.start).days // 7 + 1


def _weekday(match: re.Match[str], near: date) -> date:
    """The day of that name in the week of ``near``."""
    number = _DAYS_OF_WEEK.index(match["weekday"].replace("天", "日"))
    return near + timedelta(days=number - near.weekday())


def _read_weekday(
    match: re.Match[str], near: date | None, issue: Period | None
) -> FoundPeriod | None:
    """周三: of the week reported, else of the week of the day told last, else of no known week."""
    if match["week"]:
        return None
    if _weeks_of(issue) == 1 and issue is not None and issue.start is not None:
        day = _weekday(match, issue.start)
        day += timedelta(days=7 if day < issue.start else 0)
        return _stretch_of(match, day, day)
    if near is None:
        return _vague(match)
    day = _weekday(match, near)
    return _stretch_of(match, day, day)


def _read_counted(match: re.Match[str], near: date | None) -> FoundPeriod | None:
    """The day before the one told last, or so many days after it."""
    if near is None:
        return None
    if match["before"]:
        days = -1
    else:
        after = match["after"]
        days = int(after) if after.isdecimal() else _NUMERALS.get(after, 0)
        days *= 7 if match["unit"] == "周" else 1
    day = near + timedelta(days=days)
    return _stretch_of(match, day, day) if days else None


def _day_of_period(found: FoundPeriod) -> date | None:
    return found.period.end if can_date(found) else None


def _read_more(
    match: re.Match[str], near: date | None, issue: Period | None, published: date | None
) -> FoundPeriod | None:
    """The day or the vague words of a match; ``near`` is the day told last."""
    if match["weekday"]:
        return _read_weekday(match, near, issue)
    if match["before"] or match["after"]:
        return _read_counted(match, near)
    if match["relative"]:
        if near is None:
            return None
        day = near + timedelta(days=1 if match["relative"] in _NEXT else 0)
        return _stretch_of(match, day, day)
    if match["day"]:
        near = near or (published if issue is None or _is_long(issue) else None)
        return _read_days(match, near, issue)
    if match["month"]:
        return _read_dotted(match, issue)
    if match["third"]:
        return _third_of_month(match, issue.end if issue is not None else None)
    return _vague(match) if match["vague"] or match["holiday"] else None


def _third_of_month(match: re.Match[str], day: date | None) -> FoundPeriod:
    """上旬, 中旬 or 下旬 of the month that the paper speaks of."""
    if day is None:
        return _vague(match)
    first = {"上": 1, "中": 11, "下": 21}[match["third"]]
    last = first + 9 if first < 21 else monthrange(day.year, day.month)[1]
    period = Period(
        kind="range", start=day.replace(day=first), end=day.replace(day=last), printed=match[0]
    )
    return FoundPeriod(start=match.start(), end=match.end(), period=period)


def _vague(match: re.Match[str]) -> FoundPeriod:
    """月初, 上周末: words that no day can be given to."""
    period = Period(kind="range", start=None, end=None, printed=match[0])
    return FoundPeriod(start=match.start(), end=match.end(), period=period)


def _read_days(match: re.Match[str], near: date | None, issue: Period | None) -> FoundPeriod | None:
    """18日, or 6至7日."""
    start = end = _day_near(int(match["first"] or match["day"]), near, issue)
    if match["first"]:
        end = _day_near(int(match["day"]), start, issue)
    return _stretch_of(match, start, end)


def _read_dotted(match: re.Match[str], issue: Period | None) -> FoundPeriod | None:
    """8.15, or 8.16—8.17."""
    start = end = _day_of(int(match["month"]), int(match["dot"]), issue)
    if match["dot2"]:
        end = _day_of(int(match["month2"] or match["month"]), int(match["dot2"]), issue)
    return _stretch_of(match, start, end)


def _stretch_of(match: re.Match[str], start: date | None, end: date | None) -> FoundPeriod | None:
    if start is None or end is None or end < start:
        return None
    kind: PeriodKind = "day" if start == end else "range"
    period = Period(kind=kind, start=start, end=end, printed=match[0])
    return FoundPeriod(start=match.start(), end=match.end(), period=period)


def _day_near(day: int, near: date | None, issue: Period | None) -> date | None:
    """The day of the month that lies in the reporting period, else in the month of ``near``."""
    if issue is not None and issue.start is not None and issue.end is not None:
        length = min((issue.end - issue.start).days, _LONGEST)
        days = [issue.start + timedelta(days=number) for number in range(length + 1)]
        if near is not None and near in days:
            days = [*days[days.index(near) :], *days]
        inside = next((one for one in days if one.day == day), None)
        if inside is not None and not _is_long(issue):
            return inside
        near = near or issue.end
    return None if near is None else _existing(near.year, near.month, day)


def _day_of(month: int, day: int, issue: Period | None) -> date | None:
    """The day that 8.15 is; None where it is no day near the reporting period."""
    if issue is None or issue.end is None:
        return None
    found = _existing(issue.end.year, month, day)
    return found if found is not None and abs((found - issue.end).days) <= _NEAR else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(periods: Sequence[FoundPeriod]) -> date | None:
    """The last day printed among ``periods``; None without one."""
    return next((one.period.end for one in reversed(periods) if one.period.kind == "day"), None)


def is_end_of_month(found: FoundPeriod) -> bool:
    """Whether an act can be done then (3月底), though figures would be counted up to it."""
    return found.period.kind == "as_of" and found.period.printed.endswith(_ENDS_OF_MONTH)


def can_date(found: FoundPeriod) -> bool:
    """Whether the words say when something is done, not since or up to when it is counted."""
    if found.period.start is None and "年" in found.period.printed:
        return False
    return found.period.kind not in ("as_of", "year_to_date", "year", "half_year", "quarter")


def is_exact(found: FoundPeriod) -> bool:
    """Whether it is a day, a stretch of days or vague (近日): a time that single acts have."""
    return (
        found.period.kind in ("day", "range")
        or found.period.start is None
        or is_end_of_month(found)
    )


def _joined(text: str, periods: Sequence[FoundPeriod]) -> Iterator[FoundPeriod]:
    """The periods; 7月11日、13日 and 9月19日夜至20日晨 are made one stretch of days."""
    held: FoundPeriod | None = None
    for found in periods:
        if held is not None and _goes_on(text, held, found):
            held = _stretch(text, held, found)
            continue
        if held is not None:
            yield held
        held = found
    if held is not None:
        yield held


def _stretch(text: str, first: FoundPeriod, last: FoundPeriod) -> FoundPeriod:
    period = Period(
        kind="range",
        start=first.period.start,
        end=last.period.end,
        printed=text[first.start : last.end],
    )
    return FoundPeriod(start=first.start, end=last.end, period=period)


def _whole(text: str, found: FoundPeriod) -> FoundPeriod:
    """The stretch with the part of its last day: 9月19日夜至20日|晨."""
    part = _PART_OF_DAY.match(text, found.end)
    if part is None or "夜" not in found.period.printed:
        return found
    period = replace(found.period, printed=text[found.start : part.end()])
    return replace(found, end=part.end(), period=period)


def _goes_on(text: str, held: FoundPeriod, found: FoundPeriod) -> bool:
    days = held.period.kind in ("day", "range") and found.period.kind == "day"
    between = [pattern.fullmatch(text, held.end, found.start) for pattern in (_AND, _TO)]
    if not days or not any(between):
        return False
    last, day = held.period.end, found.period.start
    return last is not None and day is not None and last < day


def _shortest(found: FoundPeriod) -> FoundPeriod:
    """The period with the words alone that name its day: 7月12日 of 7月12日14时."""
    words = _OF_DAY.match(found.period.printed) if found.period.kind == "day" else None
    if words is None or words[0] == found.period.printed:
        return found
    return replace(found, period=replace(found.period, printed=words[0]))


class RunningTime:
    """Which time holds for the parts of a paragraph that print none of their own.

    近期, 本周 and 7月中旬 hold for the sentences after them; a day holds for its own sentence, and
    for what was done at once (事故发生后，…). What is printed in one item (一是…) is not true of
    the next.
    """

    def __init__(self) -> None:
        self._general: FoundPeriod | None = None
        self._last: FoundPeriod | None = None
        self._day: FoundPeriod | None = None
        self._sentence = ""
        self._in_items = False

    def holding(
        self,
        own: FoundPeriod | None,
        *,
        sentence: str,
        words: str,
        item: bool,
        struck: bool = False,
    ) -> FoundPeriod | None:
        """The time that holds for a part, its own included; None if there is none.

        Args:
            own: Printed in the part itself.
            sentence: The sentence that the part is of.
            words: The part's first words.
            item: Whether it begins an item of a list (一是).
            struck: Whether what was told last is an accident or the like.
        """
        told_before = self._sentence
        if sentence != self._sentence or item:
            self._last = None if self._in_items or item else _holding_on(self._last)
            self._sentence = sentence
        self._in_items = self._in_items or item
        if own is not None:
            self._last = own if can_date(own) or is_end_of_month(own) else None
            self._day = self._last if own.period.kind == "day" else None
            if not self._in_items:
                self._general = _holding_on(self._last)
        at_once = _AT_ONCE.match(words) or (struck and _RESCUES.match(words))
        if self._last is None and (at_once or _refers(words, told_before)):
            self._last = self._day
        return self._last or self._general


def _refers(words: str, before: str) -> bool:
    """Whether it speaks of the time of what the sentence before told: 全线停航。…在停航期间…."""
    during = _DURING.search(words)
    return during is not None and during["what"] in before


def _holding_on(found: FoundPeriod | None) -> FoundPeriod | None:
    """The time, if it is one that holds for sentences to come."""
    if found is None or found.period.start is None:
        return found
    return None if "日" in found.period.printed or is_end_of_month(found) else found
