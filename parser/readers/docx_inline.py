"""What one paragraph of a DOCX prints: its runs, with what hides and what hangs in them."""

from dataclasses import dataclass, field

from lxml import etree

from .docx_package import MC, VAL, W
from .docx_styles import Styles, is_on, value_of
from .flow import SOFT_BREAK
from .runs import Piece

_BOX = W + "txbxContent"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXTS = frozenset((W + "t", _MATH_TEXT))
_SKIPPED = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
        *("delText", "delInstrText", "instrText", "rt", "rubyPr", "fldData"),
    )
)
_CHARACTERS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
    W + "cr": SOFT_BREAK,
}
_GRAPHICS = frozenset(W + name for name in ("drawing", "pict", "object"))
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
# words that are kept in other parts of the package, or in another program's format
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_IMAGES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


@dataclass(slots=True, kw_only=True)
class Inline:
    """The content of one paragraph, in order."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes anchored in it
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote | endnote, id)
    page: int | None = None  # where its first words stand
    deleted: bool = False  # words were struck out by a tracked change


class InlineReader:
    """Walks paragraphs one after the other: fields and pages go on from one to the next."""

    def __init__(self, styles: Styles, *, rendered: bool) -> None:
        self._styles = styles
        self.rendered = rendered  # pages are known from Word's own layout, not from hard breaks
        self._fields: list[bool] = []  # open complex fields: whether their code is being read
        self.page = 1
        self.embedded = 0  # objects, charts and diagrams whose words are out of reach
        self.images = 0

    def read(self, paragraph: etree._Element, *, bold: bool, hidden: bool) -> Inline:
        """The words of ``paragraph``; ``bold`` and ``hidden`` are what its style says."""
        inline = Inline()
        self._read_children(paragraph, inline, bold, hidden)
        if inline.page is None:
            inline.page = self.page
        # a code that no separator closed in its paragraph must not swallow the rest of the text
        self._fields = [code for code in self._fields if not code]
        return inline

    def _read_children(
        self, parent: etree._Element, inline: Inline, bold: bool, hidden: bool
    ) -> None:
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                self._read_run(element, inline, bold, hidden)
            elif tag == MC + "AlternateContent":
                chosen = choose_alternate(element)
                if chosen is not None:
                    self._read_children(chosen, inline, bold, hidden)
            elif tag in _SKIPPED:
                inline.deleted |= tag in (W + "del", W + "moveFrom")
            elif tag in _TEXTS:
                self._add(element.text or "", inline, bold, hidden)
            elif tag == W + "sdt" and is_placeholder(element):
                continue
            elif tag in _GRAPHICS:
                self._read_graphic(element, inline)
            else:
                self._read_children(element, inline, bold, hidden)

    def _read_run(self, run: etree._Element, inline: Inline, bold: bool, hidden: bool) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            style = self._styles.get(value_of(properties, "rStyle"))
            bold = _decide(is_on(properties, "b"), style.bold, bold)
            hidden = _decide(is_on(properties, "vanish"), style.hidden, hidden)
        for element in run:
            tag = element.tag
            if tag in _TEXTS:
                self._add(element.text or "", inline, bold, hidden)
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[tag], inline, bold, hidden)
            elif tag == W + "br":
                self._read_break(element, inline, bold)
            elif tag == W + "lastRenderedPageBreak":
                self.page += 1
            elif tag == W + "fldChar":
                self._read_field_mark(element)
            elif tag in _NOTES:
                inline.notes.append((_NOTES[tag], element.get(W + "id") or ""))
            elif tag in _GRAPHICS:
                self._read_graphic(element, inline)
            elif tag == MC + "AlternateContent":
                chosen = choose_alternate(element)
                if chosen is not None:
                    self._read_run(chosen, inline, bold, hidden)
            elif tag == W + "ruby":
                self._read_children(element, inline, bold, hidden)

    def _add(self, text: str, inline: Inline, bold: bool, hidden: bool) -> None:
        if hidden or not text or any(self._fields):
            return
        if inline.page is None and text.strip():
            inline.page = self.page
        inline.pieces.append((text, bold))

    def _read_break(self, element: etree._Element, inline: Inline, bold: bool) -> None:
        kind = element.get(W + "type")
        if kind == "page":
            self.page += not self.rendered
        elif kind != "column":
            inline.pieces.append((SOFT_BREAK, bold))

    def _read_field_mark(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_graphic(self, element: etree._Element, inline: Inline) -> None:
        inline.boxes.extend(find_boxes(element))
        self.images += any(next(element.iter(tag), None) is not None for tag in _IMAGES)
        self.embedded += sum(1 for _ in element.iter(_CHART, _DIAGRAM))
        for embedded in element.iter(_OLE):
            self.embedded += not (embedded.get("ProgID") or "").startswith("Equation")


def find_boxes(element: etree._Element) -> list[etree._Element]:
    """The text boxes in ``element``, outermost only, each once.

    A box is mostly stored twice: as DrawingML and, as a fallback for old programs, as VML.
    """
    boxes: list[etree._Element] = []
    for child in element:
        if child.tag == _BOX:
            boxes.append(child)
        elif child.tag == MC + "AlternateContent":
            chosen = choose_alternate(child)
            boxes.extend(find_boxes(chosen) if chosen is not None else ())
        else:
            boxes.extend(find_boxes(child))
    return boxes


def choose_alternate(element: etree._Element) -> etree._Element | None:
    """The one of several alternatives to read: the first with words, else the first."""
    choices = [child for child in element if child.tag in (MC + "Choice", MC + "Fallback")]
    with_words = (child for child in choices if next(child.iter(W + "t"), None) is not None)
    return next(with_words, choices[0] if choices else None)


def is_placeholder(element: etree._Element) -> bool:
    """Whether a content control shows its prompt (单击此处输入文字), not words of the issue."""
    properties = element.find(W + "sdtPr")
    return is_on(properties, "showingPlcHdr") is True


def has_rendered_breaks(root: etree._Element) -> bool:
    """Whether Word has written down where its pages began."""
    return next(root.iter(W + "lastRenderedPageBreak"), None) is not None


def has_hard_breaks(root: etree._Element) -> bool:
    """Whether the author made page breaks."""
    hard = any(element.get(W + "type") == "page" for element in root.iter(W + "br"))
    return hard or any(
        element.get(VAL) not in ("0", "false") for element in root.iter(W + "pageBreakBefore")
    )


def _decide(*said: bool | None) -> bool:
    """The first that says anything: the run itself, its style, its paragraph."""
    return next((value for value in said if value is not None), False)
