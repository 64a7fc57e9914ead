"""Mistakes that are said in a paragraph of their own, at the end of the section on figures.

They draw their chances from a source of their own, so that the rest of the report is as it
would have been.
"""

from random import Random

from .draft import Draft
from .indicators import SERIES, name_in
from .ledger import Ledger, Reading
from .truth import TruthFigure

_LEAST = 60  # a number that is worth a finding


def add_mistake(draft: Draft, ledger: Ledger, kind: str) -> None:
    """Add the paragraph, and the mistake to the truth; nothing where the report has no place."""
    rng = Random(f"{draft.truth.key}:{kind}")
    added = {"same": _same, "finished": _finished, "part": _part, "jump": _jump}[kind]
    text = added(draft, ledger, rng)
    if text is not None:
        draft.add(text)


def _note(draft: Draft, kind: str, figure: TruthFigure, true: int) -> None:
    draft.truth.mistakes.append(
        {
            "kind": kind,
            "section": draft.section,
            "series": figure.series,
            "printed": str(figure.value),
            "true": str(true),
        }
    )


def _same(draft: Draft, ledger: Ledger, rng: Random) -> str | None:
    """本周，大厅共受理b件: after a was printed for it."""
    known = [
        figure
        for figure in draft.truth.figures
        if figure.kind == "week" and figure.qualifier is None and figure.start is not None
        if figure.series is not None and figure.unit not in (None, "元") and figure.value >= _LEAST
    ]
    readings = _readings(draft, ledger)
    known = [figure for figure in known if figure.series in readings]
    if not known:
        return None
    chosen = rng.choice(known)
    reading = readings[chosen.series or ""]
    wrong = int(chosen.value) + rng.choice((-1, 1)) * rng.randint(10, int(chosen.value) // 2)
    figure = _week(draft, reading, wrong)
    _note(draft, "same", figure, int(chosen.value))
    return f"本周，{reading.scope}共{reading.name}{figure}。"


def _jump(draft: Draft, ledger: Ledger, rng: Random) -> str | None:
    """本周，大厅共受理11800件: one digit too many, of a series not told of otherwise."""
    if draft.week.weeks != 1 or draft.style.week_word != "本周":
        return None
    told = {figure.series for figure in draft.truth.figures}
    free = [
        reading
        for reading in _readings(draft, ledger).values()
        if reading.series not in told and reading.unit != "元" and reading.week >= _LEAST
    ]
    # 办结 is a part of 受理, and what is counted for some weeks only has no habit yet
    free = [reading for reading in free if _is_long_known(reading, draft.week.year)]
    if not free:
        return None
    reading = rng.choice(free)
    figure = _week(draft, reading, reading.week * 10 + rng.randrange(10))
    _note(draft, "jump", figure, reading.week)
    return f"本周，{reading.scope}共{reading.name}{figure}。"


def _finished(draft: Draft, ledger: Ledger, rng: Random) -> str:
    """今年以来，涉企事项累计受理a件、办结b件: more than came in."""
    del ledger
    taken = draft.week.number * 400 + rng.randint(0, 90)
    done = taken + rng.randint(5, 80)
    one = draft.figure(taken, "件", ("涉企", "受理"), kind="year_to_date")
    other = draft.figure(done, "件", ("涉企", "办结"), kind="year_to_date")
    _note(draft, "finished", other, taken)
    return f"今年以来，涉企服务事项累计受理{one}、办结{other}。"


def _part(draft: Draft, ledger: Ledger, rng: Random) -> str:
    """本周，涉农事项受理a件，其中网上受理b件: more than all."""
    del ledger
    whole = rng.randint(80, 400)
    part = whole + rng.randint(8, 60)
    kind = "week" if draft.week.weeks == 1 else None
    one = draft.figure(whole, "件", ("受理",), kind=kind)
    other = draft.figure(part, "件", ("网上受理",), kind=kind)
    _note(draft, "part", other, whole)
    return f"{draft.style.week_word}，涉农服务事项受理{one}，其中网上受理{other}。"


def _week(draft: Draft, reading: Reading, value: int) -> TruthFigure:
    return draft.figure(value, reading.unit, reading.words, kind="week", series=reading.series)


def _readings(draft: Draft, ledger: Ledger) -> dict[str, Reading]:
    """What is counted in this year, but for what runs under 事项."""
    scopes = ledger.scopes_in(draft.week.year)
    found = [reading for scope in scopes for reading in ledger.readings(scope, draft.week)]
    return {reading.series: reading for reading in found if "事项" not in reading.scope}


def _is_long_known(reading: Reading, year: int) -> bool:
    series = next(one for one in SERIES if one.key == reading.series)
    return series.first < year and name_in(series.names, year) == name_in(series.names, year - 1)
