"""Which body a name means at a place and on a day: registers and kinds of body, indexed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from . import places
from .name_marks import OWN_ZONE
from .places import Place
from .register_file import Entry, Kind

WINDOW = "窗口"
_REPUBLIC = "中华人民共和国"
# what stands for the place in the paper of that place: 省教育厅, 市教育局, 区教育局
_SELF = {
    "province": ("省", "自治区", "市", "兵团"),
    "city": ("市", "州", "盟", "地区", "师市"),
    "county": ("区", "县", "市", "旗"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One name of one body with its days, ready to be chosen."""

    name: str
    start: date | None
    end: date | None


def choose(bodies: Iterable[Body], on: date | None) -> str | None:
    """The name in force on a day; else the last one that had ended by then, else the first.

    Without a day, the latest. None if there are no bodies.
    """
    known = list(bodies)
    if len(known) < 2:
        return known[0].name if known else None
    known.sort(key=lambda body: (body.start or date.min, body.end or date.max))
    if on is None:
        return known[-1].name
    begun = [body for body in known if (body.start or date.min) <= on]
    valid = [body for body in begun if (body.end or date.max) >= on]
    if valid:
        return valid[-1].name
    return (begun[-1] if begun else known[0]).name


Heads = dict[str, tuple[str, ...]]


def by_head(names: Iterable[str]) -> Heads:
    """Names by their first three characters, longest first; a shorter one is its own head."""
    heads: dict[str, list[str]] = {}
    for name in names:
        heads.setdefault(name[:3], []).append(name)
    return {head: tuple(sorted(of, key=len, reverse=True)) for head, of in heads.items()}


def pairs_of(heads: Heads) -> frozenset[str]:
    """What the names begin with: two characters, or their only one."""
    return frozenset(head[:2] for head in heads)


def standing_at(heads: Heads, text: str, start: int) -> list[str]:
    """Those names of an index by heads that stand at ``start`` of ``text``, longest first."""
    head = text[start : start + 3]
    names = heads.get(head)
    found = [] if names is None else [name for name in names if text.startswith(name, start)]
    for short in (head[:2], head[:1]):
        if short in heads and short not in found:
            found.append(short)
    return found


# what a municipality's bodies are called like a province's
_AS_PROVINCE = ("总队", "办公厅", "办公厅窗口", "法院", "高院")


class Bodies:
    """The names of bodies, indexed by what is printed.

    A *form* is what is left of a name when the place in front is taken off: 教育厅, 委宣传部. A
    name with nothing taken off is *absolute*: 生态环境部, 国家税务总局四川省税务局.
    """

    def __init__(
        self,
        entries: tuple[Entry, ...],
        kinds: tuple[Kind, ...],
        regional: Mapping[str, tuple[Kind, ...]] = MappingProxyType({}),
    ) -> None:
        self.kinds = kinds
        self._regional = {
            (province, form): kind
            for province, of in regional.items()
            for kind in of
            for form in _forms_of(kind, kind.local or "")
        }
        self.listed: dict[str, Entry] = {}
        self.absolute: dict[str, list[Body]] = {}
        self._of_place: dict[tuple[str, str], list[Body]] = {}
        self._of_kind: dict[tuple[bool, str], list[Kind]] = {}
        for entry in entries:
            self.listed[entry.name] = entry  # a later one wins, and is chosen where days are equal
            self._add_entry(entry)
        for kind in kinds:
            self._add_kind(kind)
        self.forms = by_head(
            {form for of in (self._of_place, self._of_kind, self._regional) for _, form in of}
        )
        self.absolute_heads = by_head(self.absolute)
        self._tails = _read_tails(kinds)
        self.heads = by_head(self._tails)

    def _add_entry(self, entry: Entry) -> None:
        body = Body(name=entry.name, start=entry.start, end=entry.end)
        self.absolute.setdefault(entry.name, []).append(body)
        place = places.find_path(entry.name)
        for short in (entry.name, *entry.short):
            form = short if place is None else _without_place(short, place)
            if place is None:
                self.absolute.setdefault(short, []).append(body)
                if short[-1] in "部署":
                    self.absolute.setdefault(_REPUBLIC + short, []).append(body)
            else:
                for one in _with_window(form):
                    self._of_place.setdefault((place.name, one), []).append(body)

    def _add_kind(self, kind: Kind) -> None:
        for province, full in ((True, kind.province), (False, kind.local)):
            if full is None:
                continue
            for form in _forms_of(kind, full):
                self._of_kind.setdefault((province, form), []).append(kind)

    def named(self, printed: str, on: date | None) -> str | None:
        """The canonical name of what is printed without a place: 生态环境部."""
        return choose(self.absolute.get(printed, ()), on)

    def name_of(self, place: Place, form: str, on: date | None) -> str | None:
        """The canonical name of the body of ``place`` printed as ``form``; None if unknown."""
        listed = self._of_place.get((place.name, form))
        if listed:
            return choose(listed, on)
        province = place.level == "province" and (
            not place.municipality or form.endswith(_AS_PROVINCE)
        )
        regional = self._regional.get(((*place.within, place.name)[0], form))
        if regional is not None and not province and _lasts(regional, on):
            return _body_of(regional, place, False).name
        for group in (province, not province):
            kinds = self._of_kind.get((group, form), ())
            if kinds:
                return choose((_body_of(kind, place, province) for kind in kinds), on)
        return None

    def has(self, place: Place, form: str) -> bool:
        """Whether bodies at the level of ``place`` are called by that form."""
        province = place.level == "province" and not place.municipality
        return (place.name, form) in self._of_place or (province, form) in self._of_kind

    def read_headed(
        self, text: str, start: int, home: Place | None, on: date | None
    ) -> tuple[int, str, Place] | None:
        """Read a name that begins with the body above: 国家税务总局达州市税务局."""
        for head in standing_at(self.heads, text, start):
            after = start + len(head)
            end, place, _ = places.read_path(text, after, home=home)
            if place is None:
                end, place = places.read_bare(text, after, home=home)
            tails = self._tails[head]
            zone = OWN_ZONE.match(text, after)
            if zone is not None and not any(text.startswith(tail, end) for tail in tails):
                end = zone.end()
                place = Place(name=zone[0], short=(), level="county", within=())
            for tail, kinds in tails.items() if place is not None else ():
                assert place is not None
                if text.startswith(tail, end):
                    names = (_body_of(kind, place, province) for kind, province in kinds)
                    if (name := choose(names, on)) is not None:
                        return end + len(tail), name, place
        return None

    def names_of(self, place: Place) -> tuple[str, ...]:
        """The canonical names of the bodies of a place, those of the past included."""
        province = place.level == "province" and not place.municipality
        listed = [name for name in self.listed if places.find_path(name) == place]
        kinds = [kind for kind in self.kinds if _has(kind, place)]
        made = [_body_of(kind, place, province).name for kind in kinds]
        return tuple(dict.fromkeys((*listed, *made)))

    def after(self, name: str) -> tuple[str, ...]:
        """The names that took over from ``name``, one reform on."""
        if name in self.listed:
            return self.listed[name].successors
        return tuple(
            dict.fromkeys(
                _instance(next_kind, place)
                for kind, place in self._read_kind(name)
                for successor in kind.successors
                for next_kind in self._called(successor)
                if _has(next_kind, place)
            )
        )

    def before(self, name: str) -> tuple[str, ...]:
        """The names that ``name`` took over from, one reform back."""
        if name in self.listed:
            return tuple(one for one, entry in self.listed.items() if name in entry.successors)
        return tuple(
            dict.fromkeys(
                _instance(earlier, place)
                for kind, place in self._read_kind(name)
                for earlier in self.kinds
                if _has(earlier, place)
                and kind in [one for of in earlier.successors for one in self._called(of)]
            )
        )

    def started(self, name: str) -> date | None:
        """The first day of a name, where it is known."""
        if name in self.listed:
            return self.listed[name].start
        return next((kind.start for kind, _ in self._read_kind(name)), None)

    def _called(self, name: str) -> list[Kind]:
        template = name if "{" in name else "{}" + name
        return [kind for kind in self.kinds if template in (kind.province, kind.local)]

    def _read_kind(self, name: str) -> Iterator[tuple[Kind, Place]]:
        place = places.find_path(name)
        if place is None:
            return
        for kind in self.kinds:
            if _instance(kind, place) == name:
                yield kind, place


def _has(kind: Kind, place: Place) -> bool:
    """Whether places of that level have such a body."""
    province = place.level == "province" and not place.municipality
    return (kind.province if province else kind.local) is not None


def _forms_of(kind: Kind, full: str) -> Iterator[str]:
    own = (full.removeprefix("{}"),) if full.startswith("{}") else ()
    for short in dict.fromkeys((*own, *kind.short)):
        if _fits(short, full):
            yield from _with_window(short)


def _instance(kind: Kind, place: Place) -> str:
    return _body_of(kind, place, place.level == "province" and not place.municipality).name


def _body_of(kind: Kind, place: Place, province: bool) -> Body:
    template = (kind.province if province else kind.local) or kind.local or kind.province
    assert template is not None
    if "{^}" in template and not place.within:
        # a branch (生态环境分局) of a county whose city is not known
        template = "{}" + kind.short[0]
    name = template.replace("{}", place.called).replace("{-}", place.bare)
    if "{" in name:
        name = name.replace("{~}", place.bare).replace("{^}", "".join(place.within[-1:]))
    if place.level == "county":
        name = name.replace("中级人民法院", "人民法院")
    return Body(name=_AT_REGION.sub(_say_region, name), start=kind.start, end=kind.end)


# a region's committee is 自治区党委, a prefecture's 地委, its government 行政公署
_AT_REGION = re.compile("自治区委(?!员会)|地区委(?!员会)|(?:地区|盟)人民政府")


def _say_region(match: re.Match[str]) -> str:
    if match[0].startswith("自治区"):
        return "自治区党委"
    return "地委" if match[0].endswith("委") else match[0].replace("人民政府", "行政公署")


def _lasts(kind: Kind, on: date | None) -> bool:
    if on is None:
        return kind.end is None
    return (kind.start or date.min) <= on <= (kind.end or date.max)


# the kinds of body by the last character of a name: 委 is short for 委员会, 办 for 办公室
_CLASS = {"厅": "厅", "局": "局", "委": "委", "会": "委", "办": "办", "室": "办"}


def _fits(short: str, full: str) -> bool:
    """Whether a short name can be of that full name: 科技局 is no 科学技术厅."""
    if short[-1] == "队":
        # a 总队 is a province's, a 支队 a city's, a 大队 a county's
        return short[-2:] == full[-2:]
    mine, its = _CLASS.get(short[-1]), _CLASS.get(full[-1])
    return mine is None or its is None or mine == its or {mine, its} == {"厅", "办"}


# 审批窗口 is a window for approvals, not that of the 审批局
_NO_WINDOW = frozenset({"审批", "行政审批", "审批服务", "政务服务", "综合执法", "服务"})


def _with_window(form: str) -> tuple[str, ...]:
    """The form, and what its window is called without the last character: 公安厅, 公安窗口."""
    if len(form) > 2 and form[-1] in "厅局委" and form[:-1] not in _NO_WINDOW:
        return form, form[:-1] + WINDOW
    return (form,)


def _without_place(short: str, place: Place) -> str:
    for prefix in (place.name, *place.short, *_SELF[place.level]):
        if short.startswith(prefix) and len(short) > len(prefix):
            return short[len(prefix) :]
    return short


# the body above, as it is called for short: 人民银行台州市分行
_SHORT_HEADS = {
    "中国人民银行": ("人民银行", "人行"),
    "国家外汇管理局": ("外汇管理局", "外汇局"),
    "国家金融监督管理总局": ("国家金融监管总局", "金融监管总局"),
}
Tails = dict[str, list[tuple[Kind, bool]]]


def _read_tails(kinds: tuple[Kind, ...]) -> dict[str, Tails]:
    """What stands before and behind the place in the names of kinds, as provinces or others say."""
    tails: dict[str, Tails] = {}
    for kind in kinds:
        for template in dict.fromkeys((kind.province, kind.local)):
            if template is not None and not template.startswith("{"):
                head, tail = template.replace("{~}", "{}").split("{}")
                told = (kind, template == kind.province)
                tails.setdefault(head, {}).setdefault(tail, []).append(told)
    for head, shorts in _SHORT_HEADS.items():
        tails |= dict.fromkeys(shorts, tails.get(head, {}))
    return {
        head: dict(sorted(of.items(), key=lambda item: -len(item[0]))) for head, of in tails.items()
    }
