"""The characters of a Word binary: pieces of the file, put together in reading order."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

from .doc_file import PIECES, DocFile, damaged, read_plc
from .limits import check_characters

_COMPRESSED = 0x40000000  # a byte a character


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of characters that lie together in the file."""

    start: int  # in characters of the document
    end: int
    offset: int  # in bytes of the file
    width: int  # bytes of a character
    changes: bytes  # properties that hold for all of it, made by a fast save

    def offset_of(self, position: int) -> int:
        """Where a character lies in the file."""
        return self.offset + (position - self.start) * self.width


class Text:
    """All characters; half of a surrogate pair counts as one, as in the file."""

    def __init__(self, file: DocFile) -> None:
        self.pieces = tuple(_read_pieces(file))
        check_characters(sum(piece.end - piece.start for piece in self.pieces))
        self._starts = [piece.start for piece in self.pieces]
        self.words = "".join(_decode(file.main, piece) for piece in self.pieces)

    def piece_at(self, position: int) -> Piece:
        """The piece that a character lies in."""
        return self.pieces[bisect_right(self._starts, position) - 1]


def _read_pieces(file: DocFile) -> list[Piece]:
    table = file.part(PIECES)
    changes: list[bytes] = []
    at = 0
    while at + 3 <= len(table) and table[at] == 1:
        (size,) = unpack_from("<H", table, at + 1)
        changes.append(table[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(table) or table[at] != 2:
        raise damaged("没有文字的位置表")
    positions, entries = read_plc(table[at + 5 :][: unpack_from("<I", table, at + 1)[0]], 8)
    pieces = []
    expected = 0
    for (start, end), entry in zip(pairwise(positions), entries, strict=True):
        if start != expected or end < start:
            raise damaged("文字的位置表不合规")
        expected = end
        place, change = unpack_from("<IH", entry, 2)
        width = 1 if place & _COMPRESSED else 2
        pieces.append(
            Piece(
                start=start,
                end=end,
                offset=(place & 0x3FFFFFFF) // 2 if width == 1 else place,
                width=width,
                changes=changes[change >> 1] if change & 1 and change >> 1 < len(changes) else b"",
            )
        )
    if not pieces:
        raise damaged("没有文字的位置表")
    return pieces


def _decode(data: bytes, piece: Piece) -> str:
    size = (piece.end - piece.start) * piece.width
    found = data[piece.offset : piece.offset + size]
    if len(found) < size:
        raise damaged("文字不完整，可能没有下载完")
    if piece.width == 1:
        return found.decode("cp1252", "replace")
    text = found.decode("utf-16-le", "surrogatepass")
    if len(text) == piece.end - piece.start:
        return text
    return "".join(map(chr, memoryview(found).cast("H")))
