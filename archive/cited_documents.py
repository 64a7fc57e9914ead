"""Which citations are of one document (引用文件), and which documents an event cites.

A document is known by its number (发文字号). A citation without one is of the numbered document of
the same title if there is one alone; a title that several numbers share (each year's notice)
stands by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parser.model import CitedDocument

from .records import CitationRow, EventRow
from .rows import fold, fold_words

Identity = tuple[str | None, str | None]  # number, or the folded title where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document with all its citations, in order of time."""

    title: str | None  # as most citations print it
    number: str | None
    citations: tuple[CitationRow, ...]

    def __str__(self) -> str:
        title = f"《{self.title}》" if self.title else ""
        return title + (f"（{self.number}）" if self.number and title else self.number or "")


def group_citations(rows: Iterable[CitationRow]) -> Mapping[Identity, Sequence[CitationRow]]:
    """The citations of each document."""
    rows = tuple(rows)
    numbers: dict[str, set[str]] = {}
    for row in rows:
        title, number = row.document.title, row.document.document_number
        if title is not None and number is not None:
            numbers.setdefault(_plain(title), set()).add(number)
    grouped: dict[Identity, list[CitationRow]] = {}
    for row in rows:
        grouped.setdefault(_identity(row.document, numbers), []).append(row)
    return grouped


def _identity(document: CitedDocument, numbers: Mapping[str, set[str]]) -> Identity:
    number, title = document.document_number, document.title
    if number is None and title is not None:
        known = numbers.get(_plain(title), set())
        return (next(iter(known)), None) if len(known) == 1 else (None, _plain(title))
    return number, None


def _plain(title: str) -> str:
    return fold_words((title,)) or title


class CitedDocuments:
    """The documents of an archive, found by their names and by the events that cite them."""

    def __init__(self, citations: Iterable[CitationRow]) -> None:
        self.documents = tuple(map(_document, group_citations(citations).values()))
        self._beside: dict[tuple[str, int], list[tuple[CitationRow, Document]]] = {}
        for document in self.documents:
            for row in document.citations:
                place = row.issue.key, row.document.span.block
                self._beside.setdefault(place, []).append((row, document))

    def of(self, row: EventRow) -> tuple[Document, ...]:
        """The documents that the event's sentence cites, each once, as they stand there."""
        beside = self._beside.get((row.issue.key, row.event.span.block), ())
        if not beside:
            return ()
        sentence = fold(row.event.sentence)
        cited = [pair for pair in beside if _stands_in(pair[0].document, sentence)]
        cited.sort(key=lambda pair: pair[0].document.span.start)
        return tuple({id(document): document for _, document in cited}.values())

    def find(self, text: str) -> tuple[Document, ...]:
        """The documents with this number or title, else those with all these words in them."""
        asked = fold(text).strip()
        words = [_plain(word) for word in asked.split()]
        exact = [one for one in self.documents if _plain(asked) in _names(one)]
        return tuple(exact) or tuple(
            one
            for one in self.documents
            if words and any(all(word in name for word in words) for name in _names(one))
        )


def _names(document: Document) -> list[str]:
    """Title and number, and both as one quotes them together, without their marks."""
    parts = [part for part in (document.title, document.number) if part]
    return [*map(_plain, parts), _plain("".join(parts))]


def _stands_in(document: CitedDocument, sentence: str) -> bool:
    names = (document.title, document.document_number)
    return any(name is not None and _plain(name) in _plain(sentence) for name in names)


def _document(rows: Sequence[CitationRow]) -> Document:
    titles = [row.document.title for row in rows if row.document.title is not None]
    numbers = [row.document.document_number for row in rows if row.document.document_number]
    return Document(
        title=max(titles, key=titles.count) if titles else None,
        number=numbers[0] if numbers else None,
        citations=tuple(rows),
    )
