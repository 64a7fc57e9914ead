"""Why an answer is empty: what was asked, what is near to it, and what the archive covers."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from . import fields
from .answers import Values
from .records import Coverage, Filter, IndicatorRow
from .wording import say_coverage

if TYPE_CHECKING:
    from .store import Store


def say_no_figures(values: Values, wanted: Filter, store: "Store", coverage: Coverage) -> str:
    """Why no figure was found: what was asked, the nearest known names, the coverage."""
    asked = _say_words("口径、指标、单位、机构", wanted.words)
    if values.unit is not None:
        asked.append(f"单位是“{values.unit}”")
    asked += _say_filter(wanted, values)
    names = indicator_names(store.indicators(Filter()))
    lines = [
        f"没有找到数据。查的是：{'；'.join(asked) or '全部数据'}",
        *_say_near(wanted.words, names, "指标"),
        *_say_department(values, store),
        *_say_elsewhere(store.indicators(Filter(words=wanted.words))),
        f"{say_coverage(coverage)}。",
    ]
    return "\n".join(lines) + "\n"


def say_no_events(values: Values, wanted: Filter, store: "Store", coverage: Coverage) -> str:
    asked = [*_say_words("句子或机构", wanted.words), *_say_filter(wanted, values)]
    bodies = [word for word in wanted.words if word[-1:] in "厅局委办部院会"]
    words = [word for word in wanted.words if word not in bodies]
    lines = [
        f"没有找到事件。查的是：{'；'.join(asked) or '全部事件'}",
        *_say_near(bodies, department_names(store), "机构"),
        *_say_slips(words, store),
        *_say_department(values, store),
        f"{say_coverage(coverage)}。不限于事件时，用 zhoubao search",
    ]
    return "\n".join(lines) + "\n"


def say_no_names(
    values: Values,
    wanted: Filter,
    store: "Store",
    coverage: Coverage,
    *,
    names: Sequence[str],
    kind: str,
) -> str:
    """Why a catalogue has nothing of what was asked; ``names`` are all that it has."""
    asked = [*_say_words("名称", wanted.words), *_say_filter(wanted, values)]
    lines = [
        f"没有找到。查的是：{'；'.join(asked) or '全部'}",
        *_say_near(wanted.words, names, kind),
        *_say_department(values, store),
        f"{say_coverage(coverage)}。",
    ]
    return "\n".join(lines) + "\n"


def _say_department(values: Values, store: "Store") -> list[str]:
    asked = () if values.department is None else (values.department,)
    return _say_near(asked, department_names(store), "机构") if asked else []


def _say_near(words: Sequence[str], names: Sequence[str], kind: str) -> list[str]:
    """For each word that is in no name, the nearest names."""
    lines = []
    for word in words:
        near = () if any(word in name for name in names) else find_near(word, names)
        if near:
            lines.append(f"没有{kind}“{word}”，相近的有：{'、'.join(near)}")
    return lines


def _say_slips(words: Sequence[str], store: "Store") -> list[str]:
    """For each word that stands nowhere in the archive, what stands there one slip away."""
    from index.folding import squeeze

    from .suggestions import near_words

    lines = []
    for word in map(squeeze, words):
        if not any(word in squeeze(text) for text in store.all_words()):
            near = near_words(word, store.all_words())
            lines += [f"没有“{word}”，相近的有：{'、'.join(near)}"] if near else []
    return lines


def _say_elsewhere(rows: Sequence[IndicatorRow]) -> list[str]:
    """Indicators with the words asked for, that other conditions have left out."""
    said = [
        f"{_indicator_name(row)}（{row.unit}，{row.first.key}—{row.last.key}）" for row in rows[:3]
    ]
    return [f"别处有：{'、'.join(said)}{'等' if len(rows) > len(said) else ''}"] if said else []


def _indicator_name(row: IndicatorRow) -> str:
    return " ".join(part for part in (row.scope, row.indicator) if part)


def indicator_names(rows: Iterable[IndicatorRow]) -> list[str]:
    """Each name once, though its numbers are of several units and periods."""
    return list(dict.fromkeys(map(_indicator_name, rows)))


def department_names(store: "Store") -> list[str]:
    """The canonical names, or as printed where the register knows none."""
    return [row.name or row.printed[0][0] for row in store.departments(Filter())]


def _say_words(place: str, words: Sequence[str]) -> list[str]:
    quoted = "".join(f"“{word}”" for word in words)
    return [f"{place}里{'同时' if len(words) > 1 else ''}有{quoted}"] if words else []


def _say_filter(wanted: Filter, values: Values) -> list[str]:
    said = []
    if wanted.start or wanted.end:
        said.append(f"时间 {wanted.start or '最早'} 至 {wanted.end or '最近'}")
    if wanted.departments:
        said.append(f"机构 {'、'.join(wanted.departments)}")
    if wanted.people:
        said.append(f"人物 {'、'.join(wanted.people)}")
    if getattr(values, "document", None):
        said.append(f"引用文件 {values.document}")
    if wanted.section:
        said.append(f"章节 {wanted.section}")
    if getattr(values, "period", None):
        said.append(f"时段 {fields.KINDS[values.period]}")
    return said


def find_near(word: str, names: Iterable[str], *, most: int = 5) -> tuple[str, ...]:
    """Names that share at least half of the characters of ``word``, the nearest first.

    Of equally near ones, those that come first in ``names``.
    """
    letters = set(word)
    shared = {name: len(letters & set(name)) for name in names}
    near = [name for name, count in shared.items() if 2 * count >= len(letters)]
    return tuple(sorted(near, key=lambda name: -shared[name])[:most])
