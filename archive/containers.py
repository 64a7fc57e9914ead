"""Compressed folders (ZIP): each document in one is a file of its own, one zip in a zip included.

No name from inside is ever used as a path: it tells where a file was found, and no more.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from struct import unpack_from

from parser.errors import LimitError, ReadError
from parser.readers.detect import detect_format
from parser.readers.limits import (
    MAX_BYTES,
    MAX_DIRECTORY_BYTES,
    MAX_MEMBERS,
    MAX_PACKAGE_BYTES,
    MAX_RATIO,
    RATIO_APPLIES_FROM,
)
from parser.readers.zips import DAMAGED

from .files import DOCUMENT_SUFFIXES, WITHIN

_MAGIC = b"PK\x03\x04"
_PACKAGE_SIGNS = (b"[Content_Types].xml", b"mimetype")  # documents that are zips begin with them
_END, _LONGEST_END = b"PK\x05\x06", 22 + 65535
_END_64 = b"PK\x06\x06"
_IN_UTF8, _ENCRYPTED = 0x800, 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DEEPEST = 1  # zips in zips
_UNPACK = "请用压缩软件解压，再收录解压出来的文件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document in a container. ``read`` unpacks it, and raises ReadError where it cannot be."""

    place: str  # within the container: "2023/第27期.docx", "内层.zip › 第28期.doc"
    size: int  # unpacked, as the container says
    mark: int  # other words have another one
    read: Callable[[], bytes]


@dataclass(slots=True)
class Contents:
    """What a container holds."""

    members: list[Member]
    passed_over: int = 0  # neither documents by their names nor hidden
    entries: int = 0  # of all kinds, in all zips
    bytes: int = 0  # unpacked, of all of them


def is_container(data: bytes) -> bool:
    """Whether a file holds files, and is not a document that is stored as a zip."""
    if not data.startswith(_MAGIC) or any(sign in data[:200] for sign in _PACKAGE_SIGNS):
        return False
    return detect_format(data) == "zip"


def open_container(data: bytes) -> Contents:
    """The documents in a zip, and in the zips in it, in the order of their names.

    Raises:
        ReadError: Damaged, or without a document.
        LimitError: It claims to hold more than any archive of reports.
    """
    contents = Contents(members=[])
    _open(data, "", 0, contents)
    if not contents.members:
        raise ReadError(
            "压缩包里没有文档", remedy=f"能收录的有 {'、'.join(sorted(DOCUMENT_SUFFIXES))}"
        )
    return contents


def _open(data: bytes, before: str, depth: int, contents: Contents) -> None:
    package = _open_zip(data)
    documents = list(_find_files(package, contents))
    for name, info in sorted(documents, key=lambda found: found[0]):
        place = before + name
        if PurePosixPath(name).suffix.lower() == ".zip":
            _open_inner(package, info, place, depth, contents)
            continue
        contents.members.append(
            Member(
                place=place,
                size=info.file_size,
                mark=info.CRC,
                read=_reader(package, info),
            )
        )


def _open_inner(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, depth: int, contents: Contents
) -> None:
    """Go into a zip in a zip; what is wrong with it is told in its place."""
    try:
        data = _read(package, info)
        if not is_container(data):
            contents.members.append(
                Member(place=place, size=len(data), mark=info.CRC, read=lambda: data)
            )
            return
        if depth >= _DEEPEST:
            raise ReadError(f"压缩包套压缩包，超过 {_DEEPEST} 层，没有打开", remedy=_UNPACK)
        _open(data, place + WITHIN, depth + 1, contents)
    except LimitError:
        raise
    except ReadError as error:
        contents.members.append(
            Member(place=place, size=info.file_size, mark=info.CRC, read=_refuser(error))
        )


def _refuser(error: ReadError) -> Callable[[], bytes]:
    def refuse() -> bytes:
        raise error

    return refuse


def _reader(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    return lambda: _read(package, info)


def _open_zip(data: bytes) -> zipfile.ZipFile:
    if _directory_size(data) > MAX_DIRECTORY_BYTES:
        raise _too_many()
    try:
        return zipfile.ZipFile(BytesIO(data))
    except DAMAGED as error:
        raise ReadError(
            "压缩包损坏：目录缺失或不完整，可能没有下载完", remedy="请重新下载或复制该文件"
        ) from error


def _directory_size(data: bytes) -> int:
    """Bytes of the list of files, as the end of a zip says; it is read into memory as a whole."""
    at = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    if at < 0 or at + 16 > len(data):
        return 0
    (size,) = unpack_from("<I", data, at + 12)
    long_form = data.rfind(_END_64, max(0, at - 200), at)
    if long_form >= 0 and long_form + 48 <= len(data):
        (size,) = unpack_from("<Q", data, long_form + 40)
    return int(size)


def _find_files(
    package: zipfile.ZipFile, contents: Contents
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """(name, entry) of what looks like a document, counted against the caps."""
    contents.entries += len(package.infolist())
    if contents.entries > MAX_MEMBERS:
        raise _too_many()
    for info in package.infolist():
        if info.filename.endswith("/"):  # ``is_dir`` fails where there is no name at all
            continue
        contents.bytes += info.file_size
        if contents.bytes > MAX_PACKAGE_BYTES:
            raise LimitError(
                f"压缩包解开后过大，超过 {MAX_PACKAGE_BYTES >> 30} GB",
                remedy=f"可能是压缩炸弹；{_UNPACK}",
            )
        name = _read_name(info)
        parts = PurePosixPath(name).parts
        if any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts):
            continue
        if PurePosixPath(name).suffix.lower() not in DOCUMENT_SUFFIXES:
            contents.passed_over += 1
            continue
        yield name, info


def _read_name(info: zipfile.ZipInfo) -> str:
    """The name as it was typed: older programs write it in GBK and do not say so."""
    name = info.orig_filename
    if not info.flag_bits & _IN_UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    parts = name.replace("\\", "/").split("/")
    shown = "/".join(part for part in parts if part not in ("", ".", ".."))
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)


def _read(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("压缩包设有密码", remedy="请解压后再收录")
    if info.compress_type not in _METHODS:
        raise ReadError("压缩方式不支持", remedy=_UNPACK)
    large = info.file_size > RATIO_APPLIES_FROM
    if info.file_size > MAX_BYTES or (large and info.file_size > MAX_RATIO * info.compress_size):
        raise ReadError(
            f"解开后过大：{info.file_size >> 20} MB", remedy="可能是压缩炸弹，没有打开；请核对来源"
        )
    try:
        with package.open(info) as stream:
            return stream.read(info.file_size + 1)
    except DAMAGED as error:
        raise ReadError("在压缩包里已损坏，无法解开", remedy="请重新下载或复制该压缩包") from error


def _too_many() -> LimitError:
    return LimitError(f"压缩包内的文件过多：超过 {MAX_MEMBERS} 个", remedy=_UNPACK)
