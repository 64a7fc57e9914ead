"""When an event was: a day, some days, the week, or 近期, as these reports print it."""

from dataclasses import dataclass
from datetime import date, timedelta

from .draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as printed; without a day where the words give none."""

    printed: str
    day: date | None = None
    start: date | None = None
    end: date | None = None


def some_day(draft: Draft) -> When:
    """A day of the report's own period."""
    week = draft.week
    first = week.start if week.weeks == 1 else week.end - timedelta(days=11)
    days = [first + timedelta(days=n) for n in range((week.end - first).days + 1)]
    day = draft.rng.choice([d for d in days if d.weekday() < 5] or days)
    part = draft.rng.choice(("", "", "", "", "上午", "下午"))
    chance = draft.rng.random()
    if chance < 0.05:
        return When(printed=f"{day.year}年{day.month}月{day.day}日", day=day)
    if chance < 0.12 and draft.style.space:
        return When(printed=f"{day.month} 月 {day.day} 日{part}", day=day)
    return When(printed=f"{day.month}月{day.day}日{part}", day=day)


def vague(draft: Draft) -> When:
    """近期 and its like."""
    if draft.rng.random() < 0.06:
        third = (
            "上旬" if draft.week.end.day <= 10 else "中旬" if draft.week.end.day <= 20 else "下旬"
        )
        return When(printed=f"{draft.week.end.month}月{third}")
    return When(printed=draft.rng.choice(("近期", "近日", "日前", "近期")))


def this_week(draft: Draft) -> When:
    """The report's own period."""
    word = draft.style.week_word
    if word != "本周":
        return When(printed=word)
    return When(printed=word, start=draft.week.start, end=draft.week.end)


def some_days(draft: Draft) -> When:
    """Two to four days of the period: 7月17日至19日."""
    week = draft.week
    length = (week.end - week.start).days
    if length < 2:
        return vague(draft)
    first = week.start + timedelta(days=draft.rng.randint(0, min(2, length - 1)))
    last = min(week.end, first + timedelta(days=draft.rng.randint(1, 2)))
    dash = draft.rng.choice(("至", "至", "—", "-", "～"))
    tail = f"{last.day}日"
    if first.month != last.month or draft.rng.random() < 0.3:
        tail = f"{last.month}月{last.day}日"
    printed = f"{first.month}月{first.day}日{dash}{tail}"
    return When(printed=printed, start=first, end=last)


def some_time(draft: Draft) -> When:
    """Any of them, as often as in print."""
    chance = draft.rng.random()
    if chance < 0.5:
        return some_day(draft)
    if chance < 0.8:
        return vague(draft)
    return some_days(draft) if chance < 0.9 else this_week(draft)
