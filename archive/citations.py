"""How an issue is cited (著录): after GB/T 7714—2015, and for BibTeX.

A whole issue is described as a serial (连续出版物, 4.5), a section or a page of it as a part of one
(析出文献, 4.6). What is not printed is said to be unknown, as the standard asks ([出版地不详]),
and is never guessed: mastheads do not print the place of publication.
"""

from dataclasses import dataclass

from parser.model import Issue, Section

from .places import say_command
from .records import IssueRow
from .rows import find_titles

_UNKNOWN_PLACE = "[出版地不详]"
_UNKNOWN_PUBLISHER = "[出版者不详]"
_UNKNOWN_YEAR = "[出版年不详]"
# what TeX reads as more than a character
_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One citation in both forms, with the command that opens what is cited."""

    gbt7714: str  # without the number of the list and with the full stop at its end
    bibtex: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What of an issue is cited; ``title`` None: pages alone."""

    title: str | None
    pages: str | None  # "3" or "3-4"; None where the format has no pages
    name: str  # for the key: "s12", "p3"
    spot: str  # for the command


def cite_issue(row: IssueRow) -> Citation:
    """The whole issue."""
    return Citation(
        gbt7714=(
            f"{_author(row)}{_title(row)}[J]. {_volume(row)}. "
            f"{_UNKNOWN_PLACE}: {row.publisher or _UNKNOWN_PUBLISHER}, {_year(row)}."
        ),
        bibtex=_bibtex("periodical", f"zhoubao-{row.key}", _issue_fields(row)),
        command=say_command(row.key),
    )


def cite_section(issue: Issue, section: Section, row: IssueRow) -> Citation:
    """A section: by its heading, or the nearest above that has one, and its pages."""
    titles = find_titles(issue.sections)[issue.sections.index(section)]
    blocks = issue.blocks[section.first_block : section.last_block + 1]
    return _cite_part(
        row,
        _Part(
            title=titles[-1] if titles else None,
            pages=_say_pages([block.page for block in blocks if block.page is not None]),
            # classic BibTeX takes no Chinese in a key
            name=f"s{issue.sections.index(section) + 1}",
            spot=f"{row.key} {section.path}",
        ),
    )


def cite_page(page: int, row: IssueRow) -> Citation:
    """A page."""
    spot = f"{row.key} 第{page}页"
    return _cite_part(row, _Part(title=None, pages=str(page), name=f"p{page}", spot=spot))


def _cite_part(row: IssueRow, part: _Part) -> Citation:
    place = _volume(row) + (f": {part.pages}" if part.pages else "")
    if part.title is None:
        said = f"{_author(row)}{_title(row)}[J]. {place}."
    else:
        said = f"{_author(row)}{part.title}[J]. {_title(row)}, {place}."
    fields = _issue_fields(row)
    if part.title is not None:
        fields = {"author": fields["author"], "title": part.title, "journal": _title(row)} | {
            name: value for name, value in fields.items() if name not in ("author", "title")
        }
    fields["pages"] = None if part.pages is None else part.pages.replace("-", "--")
    kind = "periodical" if part.title is None else "article"
    return Citation(
        gbt7714=said,
        bibtex=_bibtex(kind, f"zhoubao-{row.key}-{part.name}", fields),
        command=say_command(part.spot),
    )


def _author(row: IssueRow) -> str:
    return "" if row.publisher is None else f"{row.publisher}. "


def _title(row: IssueRow) -> str:
    """The name of the periodical; what people call the issue where none is printed."""
    return row.series or row.label


def _year(row: IssueRow) -> str:
    """The year of publication; in brackets, as an estimate, where only the period tells it."""
    if row.published is not None:
        return str(row.published.year)
    year = row.year or (None if row.last is None else row.last.year)
    return _UNKNOWN_YEAR if year is None else f"[{year}]"


def _volume(row: IssueRow) -> str:
    """Year and number: "2023(27)", with the whole number where none of the year is printed."""
    year = _year(row) if row.year is None else str(row.year)
    number = "" if row.number is None else f"({row.number})"
    whole = "" if row.whole_number is None else f"(总第{row.whole_number}期)"
    return f"{year}{number or whole}"


def _say_pages(pages: list[int]) -> str | None:
    if not pages:
        return None
    first, last = min(pages), max(pages)
    return str(first) if first == last else f"{first}-{last}"


def _issue_fields(row: IssueRow) -> dict[str, str | None]:
    whole = "" if row.whole_number is None else f"总第{row.whole_number}期"
    period = "" if row.first is None or row.period is None else f"报告期{row.first}至{row.last}"
    published = "" if row.published is None else f"{row.published}印发"
    # the year that the number counts in: an issue of December can come out in January
    year = str(row.year) if row.year is not None else _year(row).strip("[]")
    return {
        "author": None if row.publisher is None else f"{{{row.publisher}}}",
        "title": _title(row),
        "year": year if year.isdecimal() else None,
        "number": None if row.number is None else str(row.number),
        "publisher": row.publisher,
        "note": "，".join(part for part in (whole, period, published) if part) or None,
        "langid": "chinese",
    }


def _bibtex(kind: str, key: str, fields: dict[str, str | None]) -> str:
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    # the braces that keep a publisher's name whole are ours
    whole = text.startswith("{") and text.endswith("}")
    inner = text[1:-1] if whole else text
    return f"{{{inner.translate(_TEX)}}}" if whole else inner.translate(_TEX)
