"""The one way from the bytes of a file to an ``Issue``."""

import hashlib
from dataclasses import replace
from pathlib import Path

from .certainty import with_certainty
from .context import Context
from .departments import home_of, load_register
from .events import find_events
from .figures import find_figures
from .masthead import find_masthead
from .mentions import find_departments, find_documents, find_people, publisher_register
from .model import Document, Issue, Source
from .outline import find_outline
from .readers.detect import read_document
from .stand_ins import named

# raised when the same bytes would give other facts; stored with every issue
PARSER_VERSION = "2"


def parse_issue(
    data: bytes, *, name: str, extra_registers: tuple[Path, ...] = (), recognize: bool = True
) -> Issue:
    """Read a file and find its facts.

    Args:
        data: The bytes of the file; they decide its format, not its name.
        name: File name, for messages and, in the last resort, for number and year.
        extra_registers: An office's own registers of departments, read after ours.
        recognize: Whether pages that are pictures are read (OCR), seconds for each.

    Raises:
        PicturesError: There are such pages, and ``recognize`` is false.
        ReadError: The words of the file cannot be had.
    """
    document = read_document(data, name=name, recognize=recognize)
    source = Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=document.media_type,
        pages=document.pages,
    )
    return find_facts(document, source=source, extra_registers=extra_registers)


def find_facts(
    document: Document, *, source: Source, extra_registers: tuple[Path, ...] = ()
) -> Issue:
    """The facts of a document that has been read: frame first, then what stands in it."""
    frame = find_masthead(document.blocks, name=source.name)
    outline = find_outline(document.blocks, furniture=frame.furniture)
    context = Context(
        masthead=frame.masthead,
        blocks=outline.blocks,
        sections=outline.sections,
        paths=outline.paths,
        titles=outline.titles,
        register=load_register(home_of(frame.masthead.publisher), extra_registers),
    )
    context = replace(context, register=publisher_register(context))
    departments = find_departments(context)
    people = find_people(context, departments)
    events = find_events(context, departments, people)
    found = find_figures(context, departments, events)
    return Issue(
        source=source,
        masthead=frame.masthead,
        imprint=frame.imprint,
        blocks=outline.blocks,
        sections=outline.sections,
        figures=with_certainty(found.figures, outline.blocks),
        departments=named(departments),
        people=people,
        documents=find_documents(context),
        events=events,
        problems=(*document.problems, *frame.problems, *outline.problems, *found.problems),
    )
