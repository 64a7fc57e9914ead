"""What a timeline is asked for, as the archive knows it: departments, people, documents.

Names are resolved before events are read, and how they were read is said with the answer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .answers import Values, make_filter, open_layout
from .cited_documents import CitedDocuments, Document
from .emptiness import find_near
from .places import say_spot
from .records import CitationRow, EventRow, Filter, PersonRow
from .timelines import Entry, read_timeline

if TYPE_CHECKING:
    from .store import Store

_SHOWN = 5  # names, documents and places that one line of the answer lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The events that were asked for, and how the question was read."""

    title: str
    wanted: Filter
    entries: tuple[Entry, ...]
    said: tuple[str, ...] = ()  # sentences without their full stops
    near: tuple[str, ...] = field(default=())  # lines about names that the archive does not have


def ask_timeline(values: Values, store: "Store") -> Timeline:
    """Read the question and answer it.

    Documents of events are looked up only where an output shows them: in a table there is no
    room for them.
    """
    wanted = make_filter(values, store, words=_words(values))
    people = _find_people(values.person, store) if values.person else ()
    if values.person:
        names = tuple(dict.fromkeys(row.person.name for row in people))
        wanted = replace(wanted, people=names or (values.person,))
    cited: CitedDocuments | None = None
    asked: tuple[Document, ...] = ()
    if values.document or values.related or values.html or values.format != "table":
        cited = CitedDocuments(store.citations())
    if values.document and cited is not None:
        asked = cited.find(values.document)
        wanted = replace(wanted, documents=_names_of(asked) or (values.document,))
    entries = _read(store, wanted, cited, asked if values.document else None)
    said: list[str] = []
    if values.department:
        said.append(_say_department(values, store, wanted, entries))
    if people:
        said.append(_say_people(people))
    if asked:
        said += _say_documents(asked, entries)
    if values.related and cited is not None:
        related = _read_related(store, wanted, cited, entries)
        said.append(_say_related(related, entries))
        entries = tuple(sorted((*entries, *related), key=_in_time))
    return Timeline(
        title=_say_title(values),
        wanted=wanted,
        entries=entries,
        said=tuple(said),
        near=() if entries else tuple(_say_near(values, store, people, asked, cited)),
    )


def _words(values: Values) -> tuple[str, ...]:
    return tuple(word for phrase in values.query for word in phrase.split())


def _say_title(values: Values) -> str:
    parts = [f"“{word}”" for word in _words(values)]
    for option in ("department", "person", "document", "section"):
        if getattr(values, option):
            parts.append(getattr(values, option))
    return f"时间线：{' '.join(parts)}" if parts else "时间线"


def _in_time(entry: Entry) -> tuple[str, str]:
    return str(entry.day or "9999"), str(entry.last or "9999")


# documents


def _read(
    store: "Store",
    wanted: Filter,
    cited: CitedDocuments | None,
    asked: Sequence[Document] | None,
) -> tuple[Entry, ...]:
    """The events asked for, with their documents; ``asked`` None: whatever they cite."""

    def keep(row: EventRow) -> bool:
        return cited is None or asked is None or any(one in asked for one in cited.of(row))

    entries = read_timeline(store, wanted, keep if asked is not None else None)
    return entries if cited is None else tuple(_with_documents(entries, cited))


def _with_documents(entries: Iterable[Entry], cited: CitedDocuments) -> Iterable[Entry]:
    for entry in entries:
        found = {id(one): one for row in entry.reports for one in cited.of(row)}
        yield replace(entry, documents=tuple(found.values())) if found else entry


def _names_of(documents: Iterable[Document]) -> tuple[str, ...]:
    """Every title and number under which they are cited."""
    cited = [row.document for one in documents for row in one.citations]
    names = (name for one in cited for name in (one.title, one.document_number) if name)
    return tuple(dict.fromkeys(names))


def _read_related(
    store: "Store", wanted: Filter, cited: CitedDocuments, entries: Sequence[Entry]
) -> tuple[Entry, ...]:
    """The events of the asked days that cite a document which ``entries`` cite."""
    documents = tuple({id(one): one for entry in entries for one in entry.documents}.values())
    if not documents:
        return ()
    others = Filter(start=wanted.start, end=wanted.end, documents=_names_of(documents))
    known = {_place(row) for entry in entries for row in entry.reports}
    return tuple(
        replace(entry, is_related=True)
        for entry in _read(store, others, cited, documents)
        if not any(_place(row) in known for row in entry.reports)
    )


def _place(row: EventRow) -> tuple[str, int, int]:
    return row.issue.key, row.event.span.block, row.event.span.start


# how it was read


def _say_department(
    values: Values, store: "Store", wanted: Filter, entries: Sequence[Entry]
) -> str:
    from .families import Families

    families = Families(store, open_layout(values).registers)
    counts = Counter(name for entry in entries for name in _actors(entry))
    names = [name for name in wanted.departments if counts[name]]
    order = dict.fromkeys(one for name in names for one in families.register.family(name))
    ordered = sorted(names, key=lambda name: list(order).index(name))
    if not ordered:
        return f"机构“{values.department}”读作 {'、'.join(wanted.departments)}"
    said = "、".join(f"{name}（{_say_years(name, entries)}{counts[name]} 件）" for name in ordered)
    together = "，连同改革前后的名称" if len(ordered) > 1 else ""
    return f"机构“{values.department}”{together}：{said}"


def _actors(entry: Entry) -> set[str]:
    return {actor for row in entry.reports for actor in row.event.actors}


def _say_years(name: str, entries: Sequence[Entry]) -> str:
    days = [entry.day for entry in entries if entry.day is not None and name in _actors(entry)]
    if not days:
        return ""
    first, last = min(days).year, max(days).year
    return f"{first} 年，" if first == last else f"{first}—{last} 年，"


def _find_people(asked: str, store: "Store") -> tuple[PersonRow, ...]:
    """The mentions of who is asked for, by name alone or with the title (王某局长, 局长王某)."""
    rows = tuple(store.people())
    same = tuple(row for row in rows if row.person.name == asked)
    return same or tuple(
        row
        for row in rows
        if row.person.name in asked
        and asked.replace(row.person.name, "").strip() in (row.person.title or "")
    )


def _say_people(people: Sequence[PersonRow]) -> str:
    posts = Counter(
        (row.person.organization or "") + (row.person.title or "")
        for row in people
        if row.person.title
    )
    ends = dict.fromkeys((people[0].issue.key, people[-1].issue.key))
    said = f"人物“{people[0].person.name}”提到 {len(people)} 处（{'—'.join(ends)}）"
    if posts:
        said += "，写作" + "、".join(post for post, _ in posts.most_common(_SHOWN))
        said += "等" if len(posts) > _SHOWN else ""
    return said + ("；职务不同，同名的未必是同一人" if len(posts) > 1 else "")


def _say_documents(asked: Sequence[Document], entries: Sequence[Entry]) -> list[str]:
    names = "、".join(map(str, asked[:_SHOWN]))
    more = f"等 {len(asked)} 份" if len(asked) > _SHOWN else ""
    told = {(r.issue.key, r.event.span.block) for entry in entries for r in entry.reports}
    outside = [
        row
        for one in asked
        for row in one.citations
        if (row.issue.key, row.document.span.block) not in told
    ]
    said = [f"引用文件：{names}{more}"]
    return [*said, _say_outside(outside)] if outside else said


def _say_outside(rows: Sequence[CitationRow]) -> str:
    spots = "、".join(say_spot(row.issue, row.document.span) for row in rows[:_SHOWN])
    more = "等" if len(rows) > _SHOWN else ""
    return f"另有 {len(rows)} 处引用不在所列的事件里：{spots}{more}（zhoubao show 打开）"


def _say_related(related: Sequence[Entry], entries: Sequence[Entry]) -> str:
    documents = {id(one): one for entry in entries for one in entry.documents}
    if not documents:
        return "这些事件没有引用文件，没有可以带出的"
    return f"这些事件引用了 {len(documents)} 份文件，由此带出 {len(related)} 件（同引文件）"


def _say_near(
    values: Values,
    store: "Store",
    people: Sequence[PersonRow],
    asked: Sequence[Document],
    cited: CitedDocuments | None,
) -> Iterable[str]:
    if values.person and not people:
        names = Counter(row.person.name for row in store.people())
        near = find_near(values.person, [name for name, _ in names.most_common()])
        yield from _say_names("人物", values.person, near)
    if values.document and not asked and cited is not None:
        titles = {str(one): one.title or one.number or "" for one in cited.documents}
        near = find_near(values.document, titles.values())
        yield from _say_names("引用文件", values.document, [f"《{title}》" for title in near])


def _say_names(kind: str, asked: str, near: Sequence[str]) -> Iterable[str]:
    said = f"，相近的有：{'、'.join(near)}" if near else ""
    yield f"没有{kind}“{asked}”{said}"
