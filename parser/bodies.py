"""Which body a name means at a place and on a day: registers and kinds of body, indexed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from . import places
from .places import Place
from .register_file import Entry, Kind

WINDOW = "窗口"
_REPUBLIC = "中华人民共和国"
# what stands for the place in the paper of that place: 省教育厅, 市教育局, 区教育局
_SELF = {
    "province": ("省", "自治区", "市"),
    "city": ("市", "州", "盟"),
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
    known = sorted(bodies, key=lambda body: (body.start or date.min, body.end or date.max))
    if not known:
        return None
    if on is None:
        return known[-1].name
    begun = [body for body in known if (body.start or date.min) <= on]
    valid = [body for body in begun if (body.end or date.max) >= on]
    if valid:
        return valid[-1].name
    return (begun[-1] if begun else known[0]).name


Heads = dict[str, tuple[str, ...]]


def by_head(names: Iterable[str]) -> Heads:
    """Names by their first two characters (or their only one), longest first."""
    heads: dict[str, list[str]] = {}
    for name in names:
        heads.setdefault(name[:2], []).append(name)
    return {head: tuple(sorted(of, key=len, reverse=True)) for head, of in heads.items()}


def standing_at(heads: Heads, text: str, start: int) -> Iterator[str]:
    """Those names of an index by heads that stand at ``start`` of ``text``, longest first."""
    for name in heads.get(text[start : start + 2], ()):
        if text.startswith(name, start):
            yield name
    yield from heads.get(text[start : start + 1], ())


class Bodies:
    """The names of bodies, indexed by what is printed.

    A *form* is what is left of a name when the place in front is taken off: 教育厅, 委宣传部. A
    name with nothing taken off is *absolute*: 生态环境部, 国家税务总局四川省税务局.
    """

    def __init__(self, entries: tuple[Entry, ...], kinds: tuple[Kind, ...]) -> None:
        self.kinds = kinds
        self.listed: dict[str, Entry] = {}
        self.absolute: dict[str, list[Body]] = {}
        self._of_place: dict[tuple[str, str], list[Body]] = {}
        self._of_kind: dict[tuple[bool, str], list[Kind]] = {}
        for entry in entries:
            self.listed.setdefault(entry.name, entry)
            self._add_entry(entry)
        for kind in kinds:
            self._add_kind(kind)
        self.forms = by_head(
            {form for _, form in self._of_place} | {form for _, form in self._of_kind}
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
            own = (full.removeprefix("{}"),) if full.startswith("{}") else ()
            for short in dict.fromkeys((*own, *kind.short)):
                if _fits(short, full):
                    for form in _with_window(short):
                        self._of_kind.setdefault((province, form), []).append(kind)

    def named(self, printed: str, on: date | None) -> str | None:
        """The canonical name of what is printed without a place: 生态环境部."""
        return choose(self.absolute.get(printed, ()), on)

    def name_of(self, place: Place, form: str, on: date | None) -> str | None:
        """The canonical name of the body of ``place`` printed as ``form``; None if unknown."""
        listed = self._of_place.get((place.name, form))
        if listed:
            return choose(listed, on)
        province = place.level == "province" and not place.municipality
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
            end, place, _ = places.read_path(text, start + len(head), home=home)
            if place is None:
                continue
            for tail, kinds in self._tails[head].items():
                if text.startswith(tail, end):
                    province = place.level == "province" and not place.municipality
                    name = choose((_body_of(kind, place, province) for kind in kinds), on)
                    if name is not None:
                        return end + len(tail), name, place
        return None

    def names_of(self, place: Place) -> tuple[str, ...]:
        """The canonical names of the bodies of a place, those of the past included."""
        province = place.level == "province" and not place.municipality
        listed = [name for name in self.listed if places.find_path(name) == place]
        kinds = [kind for kind in self.kinds if (kind.province if province else kind.local)]
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
                if kind in [one for of in earlier.successors for one in self._called(of)]
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


def _instance(kind: Kind, place: Place) -> str:
    return _body_of(kind, place, place.level == "province" and not place.municipality).name


def _body_of(kind: Kind, place: Place, province: bool) -> Body:
    template = (kind.province if province else kind.local) or kind.local or kind.province
    assert template is not None
    short = place.short[0] if place.short else place.name
    name = template.replace("{}", place.called).replace("{~}", short)
    return Body(name=name, start=kind.start, end=kind.end)


# the kinds of body by the last character of a name: 委 is short for 委员会, 办 for 办公室
_CLASS = {"厅": "厅", "局": "局", "委": "委", "会": "委", "办": "办", "室": "办"}


def _fits(short: str, full: str) -> bool:
    """Whether a short name can be of that full name: 科技局 is no 科学技术厅."""
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


def _read_tails(kinds: tuple[Kind, ...]) -> dict[str, dict[str, list[Kind]]]:
    tails: dict[str, dict[str, list[Kind]]] = {}
    for kind in kinds:
        for template in dict.fromkeys((kind.province, kind.local)):
            if template is not None and not template.startswith("{"):
                head, tail = template.replace("{~}", "{}").split("{}")
                tails.setdefault(head, {}).setdefault(tail, []).append(kind)
    return {
        head: dict(sorted(of.items(), key=lambda item: -len(item[0]))) for head, of in tails.items()
    }
