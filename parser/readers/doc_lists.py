"""The numbered lists of a Word binary."""

import struct
from dataclasses import replace
from struct import unpack_from

from .doc_file import LIST_OVERRIDES, LISTS, DocFile
from .list_numbers import Level, List, Number

# the kinds of numbers in the order of their codes, named as in DOCX
_KINDS = (
    "decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex "
    "chicago ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth "
    "japaneseLegal japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 "
    "aiueoFullWidth irohaFullWidth decimalZero bullet ganada chosung decimalEnclosedFullstop "
    "decimalEnclosedParen decimalEnclosedCircleChinese ideographEnclosedCircle "
    "ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting "
    "ideographLegalTraditional taiwaneseCountingThousand taiwaneseDigital chineseCounting "
    "chineseLegalSimplified chineseCountingThousand"
).split()
_SUFFIXES = ("tab", "space", "nothing")
_LIST, _LEVEL, _OVERRIDE = 28, 28, 16  # bytes
_SIMPLE = 1
_LEGAL, _NO_RESTART = 4, 8
_STARTS, _FORMATS = 0x10, 0x20


def read_lists(file: DocFile) -> dict[int, Number]:
    """The lists by the number, from 1, that paragraphs call them by; damaged ones are left out."""
    lists = _read_lists(file)
    numbers: dict[int, Number] = {}
    data = file.part(LIST_OVERRIDES)
    try:
        (count,) = unpack_from("<I", data)
        at = 4 + _OVERRIDE * count
        for which in range(count):
            key, levels = unpack_from("<i8xB", data, 4 + _OVERRIDE * which)
            at += 4
            of = lists.get(key)
            number = Number(of=of or List(levels={}), levels={}, restarts={})
            number.levels.update(number.of.levels)
            for _ in range(levels):
                at = _read_override(data, at, number)
            if of is not None:
                numbers[which + 1] = number
    except struct.error:
        pass
    return numbers


def _read_lists(file: DocFile) -> dict[int, List]:
    offset, size = file.place(LISTS)
    if size < 2:
        return {}
    lists: dict[int, List] = {}
    try:
        (count,) = unpack_from("<H", file.table, offset)
        at = offset + 2 + _LIST * count  # the levels come after all lists
        for which in range(count):
            place = offset + 2 + _LIST * which
            (key,) = unpack_from("<i", file.table, place)
            (flags,) = unpack_from("<B", file.table, place + 26)
            levels = {}
            for level in range(1 if flags & _SIMPLE else 9):
                levels[level], at = _read_level(file.table, at)
            lists[key] = List(levels=levels)
    except struct.error:
        pass
    return lists


def _read_override(data: bytes, at: int, number: Number) -> int:
    start, flags = unpack_from("<iI", data, at)
    at += 8
    level = flags & 0xF
    if flags & _FORMATS:
        number.levels[level], at = _read_level(data, at)
        start = number.levels[level].start
    if flags & _STARTS:
        number.restarts[level] = start
        if level in number.levels:
            number.levels[level] = replace(number.levels[level], start=start)
    return at


def _read_level(data: bytes, at: int) -> tuple[Level, int]:
    start, kind, flags = unpack_from("<iBB", data, at)
    (follows,) = unpack_from("<B", data, at + 15)
    runs, paragraphs, limit = unpack_from("<BBB", data, at + 24)
    at += _LEVEL + runs + paragraphs
    (length,) = unpack_from("<H", data, at)
    words = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        kind=_KINDS[kind] if kind < len(_KINDS) else "none" if kind == 0xFF else "decimal",
        pattern="".join(f"%{ord(char) + 1}" if char < "\t" else char for char in words),
        suffix=_SUFFIXES[follows] if follows < len(_SUFFIXES) else "tab",
        legal=bool(flags & _LEGAL),
        restart=limit if flags & _NO_RESTART else None,
    )
    return level, at + 2 + 2 * length
