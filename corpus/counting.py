"""The small parts of sentences of figures: numbers of a week, of a year, and changes."""

from decimal import Decimal

from .draft import Draft
from .ledger import Reading
from .numerals import plain, rounded
from .truth import TruthComparison, TruthFigure

_WEEK_BASES = ("环比", "较上周", "比上周", "与上周相比", "较前一周", "比上一周")
_YEAR_BASES = (
    "同比",
    "同比",
    "较去年同期",
    "比去年同期",
    "比上年同期",
    "与去年同期相比",
    "较上年同期",
)
_YEAR_WORDS = ("今年以来", "今年以来", "今年以来", "年初以来", "{year}年以来", "今年")

# names that can take 量: 受理量, 咨询量
_AMOUNTS = ("受理", "办结", "咨询", "访问", "网上申报", "赋码")


def week_word(draft: Draft) -> str:
    """How this issue calls the time it reports on."""
    word = draft.style.week_word
    if word == "本周" and draft.rng.random() < 0.15:
        return "本周内"
    return word


def year_word(draft: Draft) -> str:
    """How it calls the time since 1 January."""
    return draft.rng.choice(_YEAR_WORDS).format(year=draft.week.end.year)


def scope_of(draft: Draft, reading: Reading) -> str:
    """The scope as printed in the sentence: nothing where the heading has said it already."""
    if draft.scope_in_heading == reading.scope and draft.rng.random() < 0.75:
        return ""
    return reading.scope


def week_of(draft: Draft, reading: Reading) -> TruthFigure:
    """The week's number."""
    kind = "week" if draft.week.weeks == 1 else None
    return number_of(draft, reading, reading.week, kind)


def total_of(draft: Draft, reading: Reading) -> TruthFigure:
    """The number since 1 January."""
    return number_of(draft, reading, reading.total, "year_to_date")


def number_of(draft: Draft, reading: Reading, value: int, kind: str | None) -> TruthFigure:
    """Any number of a series, exact or, where it is large, in 万 or 亿."""
    if reading.unit == "元":
        return _money(draft, reading, value, kind)
    if value >= 100_000 and draft.rng.random() < 0.25:
        return in_ten_thousands(draft, reading, value, kind)
    return draft.figure(value, reading.unit, reading.words, kind=kind, series=reading.series)


def in_ten_thousands(
    draft: Draft, reading: Reading, value: int, kind: str | None, qualifier: str | None = None
) -> TruthFigure:
    """A number in 万, rounded to two decimals; ``qualifier`` is put into words."""
    number = rounded(value / 10_000, 2)
    before, after = {
        None: ("", ""),
        "about": ("约", ""),
        "nearly": ("近", ""),
        "over": ("超过", ""),
    }[qualifier]
    text = f"{before}{plain(number)}{after}{draft.gap(reading.unit)}万{reading.unit}"
    return draft.figure(
        number * 10_000,
        reading.unit,
        reading.words,
        printed=text,
        kind=kind,
        qualifier=qualifier,
        series=reading.series,
    )


def _money(draft: Draft, reading: Reading, value: int, kind: str | None) -> TruthFigure:
    size, sign = (10**8, "亿") if value >= 10**8 else (10**4, "万")
    number = rounded(Decimal(value) / size, 2)
    text = f"{plain(number)}{draft.gap('元')}{sign}元"
    return draft.figure(
        number * size, "元", reading.words, printed=text, kind=kind, series=reading.series
    )


def named_week(draft: Draft, reading: Reading) -> str:
    """Name and number: 受理394件."""
    return f"{reading.name}{draft.gap('件')}{week_of(draft, reading)}"


def named_total(draft: Draft, reading: Reading) -> str:
    """Name and number since 1 January."""
    return f"{reading.name}{draft.gap('件')}{total_of(draft, reading)}"


def amount_name(reading: Reading) -> str:
    """The name as a noun: 受理量."""
    return reading.name + ("量" if reading.name in _AMOUNTS else "")


def join(parts: list[str], draft: Draft) -> str:
    """A list with 、 or ，, now and then with 和 before the last."""
    if len(parts) == 2 and draft.rng.random() < 0.4:
        return "和".join(parts)
    return draft.rng.choice(("、", "、", "，")).join(parts)


def basis_word(draft: Draft, basis: str) -> str:
    """同比, 较上周 and their like; where 上周 is the week told of, it is not the one before."""
    if basis == "year_on_year":
        return draft.rng.choice(_YEAR_BASES)
    words: tuple[str, ...] = _WEEK_BASES
    if draft.style.week_word == "上周":
        words = ("环比", "较前一周")
    elif draft.week.weeks == 2:
        words = ("环比", "较上期", "比上期")
    return draft.rng.choice(words)


def change(
    draft: Draft, note: TruthFigure, basis: str, new: int, old: int, *, how: str = "any"
) -> str:
    """A change as words, noted with the figure: 环比增长3.1%."""
    word = basis_word(draft, basis)
    return word + moved(draft, note, basis, new, old, how=how)


def moved(
    draft: Draft, note: TruthFigure, basis: str, new: int, old: int, *, how: str = "any"
) -> str:
    """The change without its basis: 增长3.1%, 减少12件, 持平."""
    share = percent(new, old)
    if new == old or share == 0:
        note.comparisons.append(
            TruthComparison(basis=basis, direction="flat", value=None, unit=None)
        )
        return draft.rng.choice(("持平", "基本持平"))
    up = new > old
    if how == "any":
        how = draft.rng.choice(("percent", "percent", "amount", "both"))
    if note.unit == "元":
        how = "percent"
    parts = []
    if how in ("amount", "both"):
        parts.append(_by_amount(draft, note, basis, abs(new - old), up=up))
    if how in ("percent", "both"):
        parts.append(_by_percent(draft, note, basis, share, up=up))
    return draft.rng.choice(("、", "，")).join(parts) if len(parts) == 2 else parts[0]


def percent(new: int, old: int) -> Decimal:
    """The size of a change in percent, one decimal."""
    return abs(rounded((new - old) * 100 / old, 1))


def direction_word(draft: Draft, *, up: bool) -> str:
    """增长 or 下降 and their like."""
    words = ("增长", "增长", "上升", "增加") if up else ("下降", "下降", "减少", "降低")
    return draft.rng.choice(words)


def _by_percent(draft: Draft, note: TruthFigure, basis: str, share: Decimal, *, up: bool) -> str:
    note_percent(note, basis, share, up=up)
    return f"{direction_word(draft, up=up)}{plain(share)}%"


def note_percent(note: TruthFigure, basis: str, share: Decimal, *, up: bool) -> None:
    """Add a change in percent to the figure's truth."""
    note.comparisons.append(
        TruthComparison(basis=basis, direction="up" if up else "down", value=share, unit="%")
    )


def _by_amount(draft: Draft, note: TruthFigure, basis: str, amount: int, *, up: bool) -> str:
    note.comparisons.append(
        TruthComparison(
            basis=basis,
            direction="up" if up else "down",
            value=Decimal(amount),
            unit=note.unit,
        )
    )
    return (
        f"{'增加' if up else '减少'}{draft.gap(note.unit)}{amount}{draft.gap(note.unit)}{note.unit}"
    )
