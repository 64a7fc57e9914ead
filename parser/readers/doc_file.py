"""A Word binary as a file: its header, and the places that the header points to ([MS-DOC])."""

import struct
from struct import unpack_from

from parser.errors import ReadError

from .office import OldFormatError
from .ole_file import OleFile

# what lies where: positions of (offset, size) in the header
STYLES = 1
FOOTNOTE_MARKS, FOOTNOTE_TEXTS = 2, 3
SECTIONS = 6
HEADERS = 11
CHARACTER_BINS, PARAGRAPH_BINS = 12, 13
PIECES = 33
SHAPES = 40
ENDNOTE_MARKS, ENDNOTE_TEXTS = 46, 47
BOX_TEXTS = 56
LISTS, LIST_OVERRIDES = 73, 74

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COUNTS = 0x4C  # of characters: text, footnotes, headers, macros, comments, endnotes, boxes, …
_PLACES = 0x9A


class DocFile:
    """The streams of a Word binary, and its header.

    Raises:
        ReadError: Encrypted or damaged, or by another program.
        OldFormatError: By Word 95, or older: another format altogether.
    """

    def __init__(self, data: bytes) -> None:
        ole = OleFile(data)
        self.main = ole.read("WordDocument")
        try:
            magic, version = unpack_from("<HH", self.main, 0)
            (flags,) = unpack_from("<H", self.main, 10)
            if magic != _MAGIC or version < _WORD_97:
                raise OldFormatError("Word 95 或更早版本的文档，不能直接读取")
            if flags & _ENCRYPTED:
                raise ReadError(
                    "文件设有打开密码", remedy="请用 Word 或 WPS 打开，去掉密码后另存为 .docx"
                )
            self.counts: tuple[int, ...] = unpack_from("<7i", self.main, _COUNTS)
            (self._places,) = unpack_from("<H", self.main, _PLACES - 2)
        except struct.error as error:
            raise damaged("文件头不完整") from error
        self.table = ole.read("1Table" if flags & _SECOND_TABLE else "0Table")
        self.extra = ole.read("Data") if ole.has("Data") else b""

    def place(self, number: int) -> tuple[int, int]:
        """Offset and size in the table stream of one of the parts named above."""
        if number >= self._places:
            return 0, 0
        try:
            offset, size = unpack_from("<II", self.main, _PLACES + 8 * number)
        except struct.error:
            return 0, 0
        return offset, min(size, max(0, len(self.table) - offset))

    def part(self, number: int) -> bytes:
        """The bytes of one of the parts named above; empty where there is none."""
        offset, size = self.place(number)
        return self.table[offset : offset + size]

    def plc(self, number: int, width: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
        """A part that tells of ranges: n+1 positions, and n entries of ``width`` bytes."""
        return read_plc(self.part(number), width)


def read_plc(data: bytes, width: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """n+1 positions and n entries of ``width`` bytes."""
    if len(data) < 4:
        return (), ()
    count = (len(data) - 4) // (4 + width)
    start = 4 * (count + 1)
    entries = (data[start + width * at : start + width * (at + 1)] for at in range(count))
    return unpack_from(f"<{count + 1}I", data), tuple(entries)


def damaged(what: str) -> ReadError:
    """The error for a Word binary that is not whole."""
    return ReadError(
        f"文件损坏：{what}",
        remedy="请重新下载或复制该文件；能用 Word 或 WPS 打开的，另存为 .docx 再收录",
    )
