"""An issue while it is written: its pieces in order, and the truth of every fact put into them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from .calendar import Week
from .departments import Office, spelling
from .numerals import chinese, counted
from .truth import Truth, TruthFigure

Rows = tuple[tuple[str | None, ...], ...]

_LABELS = {1: "{c}、", 2: "（{c}）", 3: "{n}.", 4: "（{n}）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph or a table before it is set in type. ``label`` stands in front of ``text``."""

    role: str  # series number period byline title | heading item body | table caption | imprint
    text: str = ""
    label: str = ""
    level: int = 0
    bold: tuple[tuple[int, int], ...] = ()  # in text, without the label
    rows: Rows = ()  # None: covered by the cell to the left, or above


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The habits of an issue's typist."""

    space: bool  # "394 件"
    form: str  # docx, pdf or txt
    bold: bool
    slips: bool  # labels may go wrong
    week_word: str  # 本周; 本期 for two weeks; 上周 where the reported week is called so


@dataclass(slots=True, kw_only=True)
class Draft:
    """Grows from top to bottom; facts belong to the section that was opened last."""

    week: Week
    rng: Random
    style: Style
    truth: Truth
    pieces: list[Piece] = field(default_factory=list)
    section: str | None = None
    counts: dict[int, int] = field(default_factory=dict)  # labels given so far, by level
    labels: dict[int, str] = field(default_factory=dict)  # open labels, by level
    scope_in_heading: str | None = None
    used: set[str] = field(default_factory=set)  # phrases are not said twice in an issue

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return sum(len(piece.label) + len(piece.text) for piece in self.pieces)

    # -- structure -------------------------------------------------------------------------

    def open(self, level: int, heading: str | None, *, run_in: bool = False) -> str:
        """Begin a section and return its printed label.

        A heading of its own line is added at once; a run-in heading or a numbered item is
        added with ``add_item``, which puts the label before its text.
        """
        number = self.counts.get(level, 0) + 1
        self.counts[level] = number
        for deeper in [known for known in self.counts if known > level]:
            del self.counts[deeper]
        for deeper in [known for known in self.labels if known >= level]:
            del self.labels[deeper]
        plain = chinese(number) if level < 3 else str(number)
        self.labels[level] = {1: plain, 2: f"（{plain}）", 3: plain, 4: f"（{plain}）"}[level]
        self.section = "/".join(self.labels[known] for known in sorted(self.labels))
        self.truth.outline.append({"path": self.section, "level": level, "heading": heading})
        label = self._label(level, number)
        if heading is not None and not run_in:
            self.pieces.append(Piece(role="heading", text=heading, label=label, level=level))
        return label

    def lose(self, level: int) -> None:
        """Leave a number out: the next section of this level has the number after it."""
        self.counts[level] = self.counts.get(level, 0) + 1

    def add(self, text: str, *, label: str = "", role: str = "body", level: int = 0) -> None:
        """A paragraph; ``**…**`` marks bold."""
        words, bold = _split_bold(text)
        self.pieces.append(
            Piece(
                role=role,
                text=words,
                label=label,
                level=level,
                bold=bold if self.style.bold else (),
            )
        )

    def item(self, text: str, *, label: str, level: int = 3) -> None:
        """A numbered paragraph, or one whose heading runs into it."""
        self.add(text, label=label, role="item", level=level)

    def table(self, rows: Rows) -> None:
        """A table; ``None`` in a row is covered by a merged cell."""
        self.pieces.append(Piece(role="table", rows=rows))

    def _label(self, level: int, number: int) -> str:
        label = _LABELS[level].format(c=chinese(number) if level < 3 else "", n=number)
        if not self.style.slips or self.rng.random() > 0.06:
            return label
        return slip(label, level, self.rng)

    # -- facts -----------------------------------------------------------------------------

    def figure(
        self,
        value: Decimal | int,
        unit: str | None,
        words: tuple[str, ...],
        *,
        printed: str | None = None,
        kind: str | None = None,
        qualifier: str | None = None,
        department: str | None = None,
        series: str | None = None,
        dates: tuple[date, date] | None = None,
    ) -> TruthFigure:
        """Note a figure of the open section; what is returned prints as its words."""
        start, end = dates if dates is not None else self.dates(kind)
        text = printed if printed is not None else f"{value}{self.gap(unit)}{unit}"
        note = TruthFigure(
            section=self.section,
            printed=text,
            value=Decimal(value),
            unit=unit,
            words=words,
            qualifier=qualifier,
            kind=kind,
            start=start,
            end=end,
            department=department,
            series=series,
        )
        self.truth.figures.append(note)
        return note

    def gap(self, unit: str | None) -> str:
        """A space between number and unit where this typist makes one."""
        return " " if self.style.space and unit not in (None, "%", "", "个百分点") else ""

    def dates(self, kind: str | None) -> tuple[date | None, date | None]:
        """The days of the issue's own periods; none for those that are not its own."""
        end = self.week.end
        if kind == "week":
            # which days 上周 means takes the whole issue to tell
            return (None, None) if self.style.week_word == "上周" else (self.week.start, end)
        if kind == "year_to_date":
            return date(end.year, 1, 1), end
        if kind == "as_of":
            return end, end
        return None, None

    def some(
        self, low: int, high: int, unit: str, words: tuple[str, ...], *, kind: str | None = None
    ) -> str:
        """A chance number, now and then with a qualifier or in Chinese numerals."""
        number = self.rng.randint(low, high)
        chance = self.rng.random()
        if unit == "%":
            return str(self.figure(number, unit, words, printed=f"{number}%", kind=kind))
        if number <= 10 and chance < 0.4:
            printed = f"{counted(number)}{unit}"
            return str(self.figure(number, unit, words, printed=printed, kind=kind))
        if number >= 20 and chance < 0.18:
            return self._qualified(number // 10 * 10, unit, words, kind)
        return str(self.figure(number, unit, words, kind=kind))

    def _qualified(self, tens: int, unit: str, words: tuple[str, ...], kind: str | None) -> str:
        text = f"{tens}" if self.rng.random() < 0.6 or tens > 9000 else chinese(tens)
        prefix, suffix, qualifier = self.rng.choice(
            (
                ("", "余", "over"),
                ("", "多", "over"),
                ("近", "", "nearly"),
                ("约", "", "about"),
                ("超过", "", "over"),
                ("逾", "", "over"),
            )
        )
        printed = f"{prefix}{text}{suffix}{unit}"
        return str(self.figure(tens, unit, words, printed=printed, kind=kind, qualifier=qualifier))

    def no_figure(self, words: str) -> str:
        """Words with a numeral in them that is no figure."""
        self.truth.not_figures.append(words)
        return words

    def department(self, office: Office, *, window: bool = False, usual: float = 0.75) -> str:
        """A department's printed name, noted; ``window`` speaks of its window in the hall."""
        printed = spelling(office, self.rng, usual=usual)
        if not window and usual < 0.8 and self.rng.random() < 0.04:
            printed = office.name
        printed += "窗口" if window else ""
        return self.mention(printed, office.name)

    def mention(self, printed: str, name: str) -> str:
        """Note that ``printed`` names the department ``name``."""
        self.truth.departments.setdefault(self.section or "", {})[printed] = name
        return printed

    def person(self, name: str, title: str | None, organization: str | None) -> str:
        """Note a person of the open section."""
        self.truth.people.append(
            {"section": self.section, "name": name, "title": title, "organization": organization}
        )
        return name

    def document(self, title: str, number: str | None, *, note: str | None = None) -> str:
        """A cited document as printed; ``note`` is its number as the papers give it."""
        self.truth.documents.append(
            {"section": self.section, "title": title, "document_number": number}
        )
        return f"《{title}》" + (f"（{note}）" if note else "")

    def choose(self, phrases: tuple[str, ...]) -> str:
        """A phrase that this issue has not used yet, where there is one left."""
        for _ in range(12):
            phrase = self.rng.choice(phrases)
            if phrase not in self.used:
                break
        self.used.add(phrase)
        return phrase


def slip(label: str, level: int, rng: Random) -> str:
    """A label as it goes wrong in haste."""
    if level == 1:
        wrong = [label.replace("、", "."), label.replace("、", "．"), label.replace("、", " 、")]
        if label.startswith("一"):
            wrong.append(label.replace("一", "―"))
        return rng.choice(wrong)
    if level == 2:
        return label.replace("（", "(").replace("）", ")")
    if level == 3:
        return rng.choice((label.replace(".", "、"), label.replace(".", "．")))
    return label.replace("（", "(").replace("）", ")")


def _split_bold(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    parts = text.split("**")
    words, bold = "", []
    for place, part in enumerate(parts):
        if place % 2 and part:
            bold.append((len(words), len(words) + len(part)))
        words += part
    return words, tuple(bold)
