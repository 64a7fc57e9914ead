"""What a reading of an issue gets right against its truth, fact by fact.

The truth has the shape of the gold file, so that one comparer serves both; what the truth
leaves out or has as null (a period, a department) is not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Record = Mapping[str, Any]

_MASTHEAD = ("series", "year", "number", "whole_number", "publisher", "published")
_IMPRINT = ("report_to", "send_to", "issue_to", "copies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One fact that was missed, misread or invented."""

    kind: str
    section: str | None
    expected: str
    found: str


@dataclass(slots=True)
class Tally:
    """How many facts there were, and how many of them were found and right."""

    expected: int = 0
    found: int = 0
    right: int = 0
    invented: int = 0

    def add(self, other: "Tally") -> None:
        """Count the facts of another issue too."""
        self.expected += other.expected
        self.found += other.found
        self.right += other.right
        self.invented += other.invented


@dataclass(slots=True)
class Scores:
    """The tallies by kind of fact, and the misses in the order of the text."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def tally(self, kind: str) -> Tally:
        """The tally of a kind, made when it is first asked for."""
        return self.tallies.setdefault(kind, Tally())

    def add(self, other: "Scores") -> None:
        """Count another issue too."""
        for kind, tally in other.tallies.items():
            self.tally(kind).add(tally)
        self.misses += other.misses

    def note(
        self, kind: str, section: str | None, expected: object, found: object, *, right: bool
    ) -> None:
        """Count a fact that is there; a wrong one becomes a miss."""
        tally = self.tally(kind)
        tally.expected += 1
        tally.found += found is not None
        tally.right += right
        if not right:
            self.misses.append(
                Miss(kind=kind, section=section, expected=_show(expected), found=_show(found))
            )

    def invent(self, kind: str, section: str | None, found: object) -> None:
        """Count something that is not in the text."""
        self.tally(kind).invented += 1
        self.misses.append(
            Miss(kind=f"{kind} 多出", section=section, expected="—", found=_show(found))
        )


def compare_issue(issue: Record, truth: Record) -> Scores:
    """Compare a parsed issue (format 1, as JSON) with its truth."""
    scores = Scores()
    _compare_masthead(issue, truth, scores)
    _compare_outline(issue, truth, scores)
    _compare_figures(issue, truth, scores)
    _compare_departments(issue, truth, scores)
    _compare_people(issue, truth, scores)
    _compare_documents(issue, truth, scores)
    _compare_events(issue, truth, scores)
    return scores


def _show(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{key}={_show(v)}" for key, v in value.items() if v not in (None, [], ""))
    if isinstance(value, list | tuple):
        return "、".join(_show(v) for v in value)
    return str(value)


def _bare(text: str | None) -> str:
    """Without white space: a space is the typist's, and lost or made by some formats."""
    return "".join((text or "").split())


# -- frame ---------------------------------------------------------------------------------


def _compare_masthead(issue: Record, truth: Record, scores: Scores) -> None:
    found, expected = issue["masthead"], truth["masthead"]
    for name in _MASTHEAD:
        scores.note(
            f"masthead.{name}",
            None,
            expected[name],
            found[name],
            right=found[name] == expected[name],
        )
    days = {key: (found["period"] or {}).get(key) for key in ("start", "end")}
    wanted = {key: (expected["period"] or {}).get(key) for key in ("start", "end")}
    scores.note("masthead.period", None, wanted, days, right=days == wanted)
    for name in _IMPRINT:
        if name not in truth["imprint"]:
            continue
        value, right_value = issue["imprint"][name], truth["imprint"][name]
        scores.note(f"imprint.{name}", None, right_value, value, right=value == right_value)


def _compare_outline(issue: Record, truth: Record, scores: Scores) -> None:
    """Sections count as right where path, level and heading are; order is kept by the paths."""
    left = [(s["path"], s["level"], _bare(s["heading"])) for s in issue["sections"]]
    for section in truth["outline"]:
        key = (section["path"], section["level"], _bare(section["heading"]))
        right = key in left
        near = next((entry for entry in left if entry[0] == key[0]), None)
        if right:
            left.remove(key)
        scores.note("outline", section["path"], key, key if right else near, right=right)
    known = {section["path"] for section in truth["outline"]}
    for entry in left:
        if entry[0] not in known:
            scores.invent("outline", entry[0], entry)


# -- figures -------------------------------------------------------------------------------


def _compare_figures(issue: Record, truth: Record, scores: Scores) -> None:
    found = list(issue["figures"])
    expected = list(truth["figures"])
    pairs = _pair_figures(found, expected)
    for place, figure in enumerate(expected):
        match = found[pairs[place]] if place in pairs else None
        wrong = [] if match is None else _wrong_in(match, figure)
        shown = None if match is None else {"错在": wrong, **_brief(match)}
        scores.note(
            "figures",
            figure["section"],
            _brief(figure),
            shown,
            right=match is not None and not wrong,
        )
        if match is not None:
            _tally_parts(match, figure, wrong, scores)
            _compare_changes(match, figure, scores)
    taken = set(pairs.values())
    for place, figure in enumerate(found):
        if place not in taken:
            scores.invent("figures", figure["section"], _brief(figure))
    _compare_no_figures(issue, truth, scores)


def _tally_parts(figure: Record, wanted: Record, wrong: Sequence[str], scores: Scores) -> None:
    """Count what is right of a figure that was found, part by part."""
    parts = {"indicator": "指标" not in wrong, "qualifier": "限定" not in wrong}
    if wanted["period"] is not None:
        parts["period"] = not {"时期", "起止"} & set(wrong)
    if "comparisons" in wanted:
        parts["comparison"] = _changes_apart(figure, wanted) == 0
    for part, right in parts.items():
        tally = scores.tally(f"figures.{part}")
        tally.expected += 1
        tally.found += 1
        tally.right += right


def _pair_figures(found: Sequence[Record], expected: Sequence[Record]) -> dict[int, int]:
    """Which found figure stands for which expected one: same section, value and unit.

    Where several would do, the one that is right in most ways is taken first.
    """
    candidates = [
        (len(_wrong_in(figure, wanted)), _changes_apart(figure, wanted), place, other)
        for place, wanted in enumerate(expected)
        for other, figure in enumerate(found)
        if _same_number(figure, wanted)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, place, other in sorted(candidates):
        if place not in pairs and other not in taken:
            pairs[place] = other
            taken.add(other)
    return pairs


def _changes_apart(figure: Record, wanted: Record) -> int:
    """How far their changes differ: a number can stand twice, once with a change."""
    found = {_change(entry) for entry in figure["comparisons"]}
    return len(found ^ {_change(entry) for entry in wanted.get("comparisons", ())})


def _same_number(figure: Record, wanted: Record) -> bool:
    return (
        figure["section"] == wanted["section"]
        and Decimal(figure["value"]) == Decimal(wanted["value"])
        and wanted["unit"] in (None, figure["unit"])
    )


def _wrong_in(figure: Record, wanted: Record) -> list[str]:
    """What is not right of a figure whose number is."""
    wrong = []
    period = wanted["period"]
    if period is not None:
        wrong += _wrong_in_period(figure["period"], period)
    words = _bare(figure["scope"]) + _bare(figure["indicator"])
    if not all(_bare(word) in words for word in wanted["indicator"]):
        wrong.append("指标")
    if figure["qualifier"] != wanted.get("qualifier"):
        wrong.append("限定")
    if wanted.get("department") not in (None, figure["department"]):
        wrong.append("机构")
    return wrong


def _wrong_in_period(period: Record | None, wanted: str | Record) -> list[str]:
    kind = wanted if isinstance(wanted, str) else wanted["kind"]
    if period is None or period["kind"] != kind:
        return ["时期"]
    if isinstance(wanted, str) or wanted["start"] is None:
        return []
    right = (period["start"], period["end"]) == (wanted["start"], wanted["end"])
    return [] if right else ["起止"]


def _brief(figure: Record) -> dict[str, object]:
    period = figure.get("period")
    if isinstance(period, Mapping):
        period = f"{period['kind']}{period['start'] or ''}/{period['end'] or ''}"
    return {
        "printed": figure.get("printed", figure["value"] + (figure["unit"] or "")),
        "period": period,
        "scope": figure.get("scope"),
        "indicator": figure["indicator"],
        "qualifier": figure.get("qualifier"),
        "department": figure.get("department"),
        "sentence": figure.get("sentence"),
    }


def _compare_changes(figure: Record, wanted: Record, scores: Scores) -> None:
    left = [_change(entry) for entry in figure["comparisons"]]
    for entry in wanted.get("comparisons", ()):
        key = _change(entry)
        right = key in left
        if right:
            left.remove(key)
        sentence = {"sentence": figure["sentence"], "left": left}
        scores.note("comparisons", wanted["section"], key, key if right else sentence, right=right)
    if "comparisons" in wanted:
        for key in left:
            scores.invent("comparisons", wanted["section"], key)


def _change(entry: Record) -> tuple[str, str, str | None, str | None]:
    return entry["basis"], entry["direction"], entry["value"], entry["unit"]


def _compare_no_figures(issue: Record, truth: Record, scores: Scores) -> None:
    """No figure may lie within these words. They count as one kind of fact."""
    for word in truth.get("not_figures", ()):
        inside = [f for f in issue["figures"] if _lies_in(issue, f, word)]
        scores.note(
            "not_figures", None, word, inside[0]["printed"] if inside else "", right=not inside
        )


def _lies_in(issue: Record, figure: Record, word: str) -> bool:
    span = figure["span"]
    text = issue["blocks"][span["block"]]["text"]
    return any(
        start <= span["start"] and span["end"] <= start + len(word)
        for start in _places_of(word, text)
    )


def _places_of(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


# -- names and events ----------------------------------------------------------------------


def _compare_departments(issue: Record, truth: Record, scores: Scores) -> None:
    found = {(d["section"] or "", _bare(d["printed"])): d["name"] for d in issue["departments"]}
    expected = {
        (section, _bare(printed)): name
        for section, names in truth["departments"].items()
        for printed, name in names.items()
    }
    for key, name in expected.items():
        got = found.get(key)
        scores.note("departments", key[0], (key[1], name), got, right=got == name)
    for key, got in found.items():
        if key not in expected and got is not None:
            scores.invent("departments", key[0], (key[1], got))


def _compare_people(issue: Record, truth: Record, scores: Scores) -> None:
    left = list(issue["people"])
    for person in truth["people"]:
        named = [p for p in left if _same_place(p, person) and p["name"] == person["name"]]
        keys = [key for key in ("title", "organization") if key in person]
        right = [p for p in named if all(p[key] == person[key] for key in keys)]
        best = (right or named or [None])[0]
        if best is not None:
            left.remove(best)
        scores.note("people", person["section"], person, _without_span(best), right=bool(right))
    for extra in left:
        scores.invent("people", extra["section"], _without_span(extra))


def _compare_documents(issue: Record, truth: Record, scores: Scores) -> None:
    left = list(issue["documents"])
    for document in truth["documents"]:
        named = [
            d
            for d in left
            if _same_place(d, document) and _bare(d["title"]) == _bare(document["title"])
        ]
        number = document["document_number"]
        right = [d for d in named if d["document_number"] == number]
        best = (right or named or [None])[0]
        if best is not None:
            left.remove(best)
        scores.note(
            "documents", document["section"], document, _without_span(best), right=bool(right)
        )
    for extra in left:
        scores.invent("documents", extra["section"], _without_span(extra))


def _compare_events(issue: Record, truth: Record, scores: Scores) -> None:
    """Events that are right in all are paired first: two of one sentence share its words."""
    left = list(issue["events"])
    pairs: dict[int, Record] = {}
    for strict in (True, False):
        for place, event in enumerate(truth["events"]):
            best = None if place in pairs else _best_event(left, event, strict=strict)
            if best is not None:
                left.remove(best)
                pairs[place] = best
    for place, event in enumerate(truth["events"]):
        found = pairs.get(place)
        wrong = [] if found is None else _wrong_in_event(found, event)
        shown = None if found is None else {"错在": wrong, **_without_span(found)}
        right = found is not None and not wrong
        scores.note("events", event["section"], event, shown, right=right)
    for extra in left:
        scores.invent("events", extra["section"], _without_span(extra))


def _best_event(left: Sequence[Record], event: Record, *, strict: bool) -> Record | None:
    """The event in ``left`` that tells the same; ``strict``: and is right in all."""
    says = _bare(event["says"])
    named = [e for e in left if _same_place(e, event) and says in _words_of(e)]
    if strict:
        named = [e for e in named if not _wrong_in_event(e, event)]
    return min(named, key=lambda e: says not in _bare(e["action"]), default=None)


def _words_of(event: Record) -> str:
    return _bare(event["action"]) + "|" + _bare(event["sentence"])


def _wrong_in_event(found: Record, wanted: Record) -> list[str]:
    """What is not right of an event; what the truth leaves out is not compared."""
    wrong = [
        key
        for key in ("date", "start", "end", "date_printed")
        if key in wanted and found[key] != wanted[key]
    ]
    if wanted.get("actors") and set(found["actors"]) != set(wanted["actors"]):
        wrong.append("actors")
    if not set(wanted.get("places", ())) <= set(found["places"]):
        wrong.append("places")
    return wrong


def _same_place(found: Record, wanted: Record) -> bool:
    return bool(found["section"] == wanted["section"])


def _without_span(record: Record | None) -> Any:
    if record is None:
        return None
    return {key: value for key, value in record.items() if key not in ("span", "section")}
