"""A DOCX as a package: a zip of XML parts, opened without trusting any of it."""

import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from parser.errors import LimitError, ReadError

from .limits import (
    MAX_MEMBERS,
    MAX_PACKAGE_BYTES,
    MAX_PART_BYTES,
    MAX_RATIO,
    RATIO_APPLIES_FROM,
)
from .zips import DAMAGED

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = W + "val"

# strict OOXML has the same elements in other namespaces
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_DAMAGED = "文件损坏：{}"
_REMEDY = "请重新下载或复制该文件；能用 Word 或 WPS 打开的，另存为新的 .docx 再收录"


class Package:
    """The parts of a DOCX, or of another zip of XML, by name, with caps on number, size and ratio.

    Args:
        data: The whole file.
        remedy: What to do when it is damaged.
    """

    def __init__(self, data: bytes, *, remedy: str = _REMEDY) -> None:
        self._remedy = remedy
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except DAMAGED as error:
            raise ReadError(
                _DAMAGED.format("压缩包的目录缺失或不完整，可能没有下载完"), remedy=self._remedy
            ) from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise LimitError(f"压缩包内的文件过多：{len(members)} 个", remedy=self._remedy)
        if sum(member.file_size for member in members) > MAX_PACKAGE_BYTES:
            raise LimitError("压缩包解开后过大，超过 1 GB", remedy=self._remedy)
        # names are only looked up, never written to disk: "../" in them does no harm
        self._members = {member.filename.lstrip("/"): member for member in members}

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._members)

    def main_part(self) -> str:
        """The name of the document part; ReadError when the package is no word document."""
        for kind, target in self._relationships(""):
            if kind.endswith("/officeDocument") and target in self._members:
                return target
        if "word/document.xml" in self._members:
            return "word/document.xml"
        raise ReadError(
            _DAMAGED.format("压缩包内没有正文（word/document.xml）"), remedy=self._remedy
        )

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first part that ``part`` points to by a relationship of ``kind``."""
        for found, target in self._relationships(part):
            if found.endswith("/" + kind) and target in self._members:
                return target
        return None

    def target(self, part: str, relationship: str) -> str | None:
        """The name of the part that ``part`` calls ``relationship`` (rId7)."""
        root = self.read_xml(_relationships_of(part))
        for element in root.iter(_RELATIONSHIP) if root is not None else ():
            if element.get("Id") == relationship:
                return _resolve(part, element.get("Target") or "")
        return None

    def read_xml(self, name: str) -> etree._Element | None:
        """The root of a part, entities unexpanded; None when there is no such part.

        Raises:
            ReadError: Not well-formed, with a DTD, or damaged in the zip.
            LimitError: Too large, too deep or packed suspiciously well.
        """
        data = self._read(name)
        if data is None:
            return None
        if any(mark in data for mark in _DOCTYPES):
            raise ReadError(
                f"文件含有文档类型定义（DTD），办公软件不会写出这样的文件：{name}",
                remedy="文件可能被人为改造过，已拒绝读取；请换用可靠来源的原件",
            )
        for strict, usual in _STRICT if b"purl.oclc.org" in data[:8192] else ():
            data = data.replace(strict, usual)
        return _parse(data, name, self._remedy)

    def _read(self, name: str) -> bytes | None:
        member = self._members.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise ReadError("压缩包设有密码", remedy="请去掉密码后再收录")
        packed = max(1, member.compress_size)
        if member.file_size > MAX_PART_BYTES or (
            member.file_size > RATIO_APPLIES_FROM and member.file_size / packed > MAX_RATIO
        ):
            raise LimitError(
                f"{name} 解开后过大：{member.file_size >> 20} MB",
                remedy="文件可能是压缩炸弹，已拒绝读取；请换用可靠来源的原件",
            )
        try:
            with self._zip.open(member) as stream:
                data = stream.read(MAX_PART_BYTES + 1)
        except DAMAGED as error:
            raise ReadError(_DAMAGED.format(f"{name} 无法解开"), remedy=self._remedy) from error
        if len(data) > MAX_PART_BYTES:
            raise LimitError(f"{name} 解开后过大", remedy=self._remedy)
        return data

    def _relationships(self, part: str) -> list[tuple[str, str]]:
        root = self.read_xml(_relationships_of(part))
        if root is None:
            return []
        return [
            (element.get("Type") or "", _resolve(part, element.get("Target") or ""))
            for element in root.iter(_RELATIONSHIP)
            if element.get("TargetMode") != "External"
        ]


def _relationships_of(part: str) -> str:
    return join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")


def _resolve(part: str, target: str) -> str:
    return normpath(join(dirname(part), target)) if target[:1] != "/" else target[1:]


def _parse(data: bytes, name: str, remedy: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error).lower():
            raise LimitError(
                f"{name} 嵌套过深或过长，正常文件不会如此",
                remedy="请用 Word 或 WPS 打开后全选复制到新文件，另存为 .docx",
            ) from error
        raise ReadError(_DAMAGED.format(f"{name} 不是完整的 XML"), remedy=remedy) from error
