"""OFD (GB/T 33190) → Document: the pages as they are drawn, joined like those of a PDF."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from lxml import etree

from parser.errors import LimitError, ReadError
from parser.model import Document

from .docx_package import Package
from .limits import MAX_PAGES, check_characters
from .ofd_page import Box, local_name, read_numbers, read_page
from .ofd_spaces import restore_spaces
from .pages import Kind, divide_page, make_document
from .pdf_page import PageContent

_KIND = Kind(name="OFD", media_type="application/ofd")

_A4: Box = (0.0, 0.0, 210.0, 297.0)
_REMEDY = "请重新下载或复制该文件；能用 OFD 阅读器打开的，导出为文字版 .pdf 再收录"


def read_ofd(data: bytes) -> Document:
    """The paragraphs and ruled tables of an OFD file, page numbers and running heads left out.

    A page without words that can be read is a Problem.

    Raises:
        ReadError: Encrypted, damaged, or not one page can be read without OCR.
        LimitError: More pages or characters than any report has.
    """
    package = _OfdPackage(data)
    contents: list[PageContent | None] = []
    characters = 0
    for number, content in enumerate(_read_contents(package), start=1):
        if number > MAX_PAGES:
            raise LimitError(
                f"页数过多：超过 {MAX_PAGES} 页", remedy="一个文件应是一期周报；请把合订本拆成单期"
            )
        characters += len(content.glyphs) if content is not None else 0
        check_characters(characters)
        contents.append(content)
    if not contents:
        raise ReadError("OFD 文件里没有页面", remedy=_REMEDY)
    pages = [divide_page(page, number) for number, page in enumerate(restore_spaces(contents), 1)]
    return make_document(pages, _KIND)


class _OfdPackage:
    """The parts of an OFD file; programs write their names with any case and any slashes."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, remedy=_REMEDY)
        self._names = {_fold(name): name for name in self._package.names()}

    def read(self, base: str, place: str | None) -> tuple[etree._Element, str] | None:
        """The root of the part at ``place`` as seen from the part ``base``, and its name."""
        if not place:
            return None
        place = place.strip().replace("\\", "/")
        seen = place if place.startswith("/") else join(dirname(base), place)
        name = self._names.get(_fold(seen)) or self._names.get(_fold(place))
        root = self._package.read_xml(name) if name is not None else None
        return (root, name) if root is not None and name is not None else None


def _fold(name: str) -> str:
    return normpath(name.replace("\\", "/").lstrip("/")).lower()


def _read_contents(package: _OfdPackage) -> Iterator[PageContent | None]:
    """Page after page; None for one that is damaged or missing."""
    found = package.read("", "OFD.xml")
    if found is None:
        raise ReadError("文件损坏：压缩包内没有 OFD.xml", remedy=_REMEDY)
    if next(_find(found[0], "Encryptions"), None) is not None:
        raise ReadError("OFD 文件已加密", remedy="请用 OFD 阅读器打开，去掉加密后另存再收录")
    documents = [
        document
        for root in _find(found[0], "DocRoot")
        if (document := package.read(found[1], root.text)) is not None
    ]
    if not documents:
        raise ReadError("文件损坏：压缩包内没有 OFD 文档", remedy=_REMEDY)
    for root, name in documents:
        yield from _DocumentReader(package, root, name).read()


class _DocumentReader:
    """Reads the pages of one document in the file."""

    def __init__(self, package: _OfdPackage, root: etree._Element, name: str) -> None:
        self._package = package
        self._root = root
        self._name = name
        self._box = _find_box(root) or _A4
        self._templates = {
            template.get("ID"): template.get("BaseLoc") for template in _find(root, "TemplatePage")
        }
        self._bold = dict(self._read_fonts())

    def read(self) -> Iterator[PageContent | None]:
        """Page after page."""
        for pages in _find(self._root, "Pages"):
            for page in pages:
                if local_name(page) == "Page":
                    yield self._read_page(page.get("BaseLoc"))

    def _read_page(self, place: str | None) -> PageContent | None:
        try:
            found = self._package.read(self._name, place)
            if found is None:
                return None
            layers = [*self._read_templates(found[0]), found[0]]
        except LimitError:
            raise
        except ReadError:
            return None
        return read_page(layers, _find_box(found[0]) or self._box, self._bold)

    def _read_templates(self, page: etree._Element) -> Iterator[etree._Element]:
        for use in _find(page, "Template"):
            found = self._package.read(self._name, self._templates.get(use.get("TemplateID")))
            if found is not None:
                yield found[0]

    def _read_fonts(self) -> Iterator[tuple[str, bool]]:
        for place in (*_find(self._root, "PublicRes"), *_find(self._root, "DocumentRes")):
            try:
                found = self._package.read(self._name, place.text)
            except ReadError:
                continue  # without fonts the words are there all the same
            for font in _find(found[0], "Font") if found is not None else ():
                name = f"{font.get('FontName')} {font.get('FamilyName')}".lower()
                yield font.get("ID") or "", font.get("Bold") == "true" or "bold" in name


def _find(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) == name)


def _find_box(root: etree._Element) -> Box | None:
    for element in _find(root, "PhysicalBox"):
        values = read_numbers(element.text)
        if len(values) == 4 and values[2] > 0 and values[3] > 0:
            return values[0], values[1], values[2], values[3]
    return None
