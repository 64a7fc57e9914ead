"""Query text → tree; pure. docs/query.md describes the language for its users.

A slip is an error that names its place and the likely meaning, never an empty result: a
reader who gets nothing must be able to trust that nothing is there.
"""

import re
from datetime import date

from parser.errors import DateError, QueryError
from parser.text import fold_width

from .folding import fold, squeeze
from .schema import FIELDS, KINDS, SearchField, field_names, find_field
from .tree import (
    QUOTES,
    And,
    Dates,
    Field,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    all_of,
    any_of,
    describe,
    expand_names,
    find_leaves,
    unparse,
)

__all__ = [
    "And",
    "Dates",
    "Field",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Word",
    "all_of",
    "any_of",
    "describe",
    "expand_names",
    "find_leaves",
    "parse_query",
    "unparse",
]

_FIELD = re.compile(r"([A-Za-z_]+|[\u4e00-\u9fff]+)[:：]")
_OPERATOR = re.compile(r"(OR|AND|NOT)(?=[\s()（）]|$)", re.IGNORECASE)
_BAR = "|｜"
_OPEN, _CLOSE = "(（", ")）"
_MINUS = "-－"
_SINGLE = "'＇"  # an apostrophe inside a word is no quotation mark

_DOUBLE = '"＂“”'
_WILD = re.compile(r"^[*＊]|[*＊]$")

# 2023-07—2023-08, where both ends are written alone
_DASHED = re.compile(r"(\d{4}(?:[-./]\d{1,2}){0,2})\s*(?:[—–~]+|--)\s*(\d{4}(?:[-./]\d{1,2}){0,2})")

_DEEPEST = 50  # nobody writes more, and Python's stack has an end

_WHOLE = re.compile(r"(?:总第|总)?(\d+)期?")
_NUMBER = re.compile(r"第(\d+)期")
_YEAR_NUMBER = re.compile(r"(\d{4})(?:年第?|-)(\d+)期?")
_RANGE_END = re.compile(r"\d+")  # what is left of "212" is "", of "2019-9" is "-"
_KEY = re.compile(r"\d{4}-z\d+|[0-9a-f]{12}")


def parse_query(text: str, *, today: date) -> Query:
    """The tree of a query; ``today`` settles 去年 and 近三年.

    Raises:
        QueryError: Nothing asked for, an unclosed quote or bracket, an unknown field, an
            operator without its words, only exclusions. ``where`` is the place, counted in
            characters from 1.
    """
    query = _Reader(text, today).read()
    if not any(True for _ in find_leaves(query)):
        raise QueryError(
            f"只有排除条件：“{text.strip()}”",
            where="检索式",
            remedy="请再给出要找的词，如：危险废物 -白名单；要查减号本身，请加引号",
        )
    return query


class _Reader:
    """Reads from left to right; ``at`` is the next character."""

    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.wide = fold_width(text)  # as long; names and operators are read in any width
        self.today = today
        self.at = 0
        self.depth = 0  # brackets and exclusions around ``at``
        self.field: SearchField | None = None  # inside the brackets of 部门:(… OR …)

    def read(self) -> Query:
        self._skip_space()
        if self.at == len(self.text):
            raise QueryError("没有给出要找的词", where="检索式", remedy="如：危险废物 白名单")
        query = self._read_any()
        if self.at < len(self.text):  # only a closing bracket stops the reading early
            raise self._stray_bracket()
        return query

    def _read_any(self) -> Query:
        parts = [self._read_all()]
        while (place := self._take_or()) is not None:
            if self._at_end() or self._peek_or():
                raise self._error(place, "“OR”后面没有词", "写成：甲 OR 乙；要查 OR 本身，请加引号")
            parts.append(self._read_all())
        return any_of(*parts)

    def _read_all(self) -> Query:
        if self._peek_or():
            raise self._error(self.at, "“OR”前面没有词", "写成：甲 OR 乙；要查 OR 本身，请加引号")
        parts = [self._read_part()]
        while not self._at_end() and not self._peek_or():
            place = self.at
            if self._take_operator("AND") and (self._at_end() or self._peek_or()):
                raise self._error(place, "“AND”后面没有词", "词与词之间空一格就是“都要有”")
            parts.append(self._read_part())
        return all_of(*parts)

    def _read_part(self) -> Query:
        if self.depth == _DEEPEST:
            raise self._error(self.at, "括号或减号套得太深", f"请写得简单些，最多 {_DEEPEST} 层")
        self.depth += 1
        part = self._read_inner_part()
        self.depth -= 1
        return part

    def _read_inner_part(self) -> Query:
        place = self.at
        if self._peek_operator("AND"):
            raise self._error(place, "“AND”前面没有词", "词与词之间空一格就是“都要有”")
        if self._take_minus():
            if self._at_end() or self._peek_or():
                raise self._error(
                    place, "排除号后面没有词", "写成：-白名单；要查减号本身，请加引号"
                )
            return Not(part=self._read_part())
        mark = self.text[self.at]
        if mark in _CLOSE:
            raise self._stray_bracket()
        if mark in _OPEN:
            return self._read_group()
        if mark in QUOTES:
            return self._leaf(self._read_quoted(), quoted=True, place=place)
        if mark in "」』":
            raise self._error(place, f"多了一个引号“{mark}”", "请成对使用引号，如：「白名单」")
        if self.field is None and (match := _FIELD.match(self.wide, self.at)):
            return self._read_field(match)
        return self._leaf(self._read_word(), quoted=False, place=place)

    # -- the small parts ---------------------------------------------------------------------

    def _read_group(self) -> Query:
        place = self.at
        self.at += 1
        self._skip_space()
        if self._at_end():
            if self.at < len(self.text):
                raise self._error(place, "括号里没有词", "删去括号，或在里面写上要找的词")
            raise self._error(place, "括号没有闭合", "请补上右括号；要查括号本身，请加引号")
        query = self._read_any()
        if self.at == len(self.text):
            raise self._error(place, "括号没有闭合", "请补上右括号；要查括号本身，请加引号")
        self.at += 1
        self._skip_space()
        return query

    def _read_quoted(self) -> str:
        place = self.at
        closers = QUOTES[self.text[place]]
        end = next(
            (at for at in range(place + 1, len(self.text)) if self.text[at] in closers), None
        )
        if end is None and (end := self._other_closer(place)) is None:
            rest = self.text[place + 1 :].strip() or "白名单"
            raise self._error(place, "引号没有闭合", f"是否要查这些字：“{rest}”？请补上后一个引号")
        phrase = self.text[place + 1 : end].strip()
        if not phrase:
            raise self._error(place, "引号里没有字", "删去引号，或在里面写上要找的原文")
        self.at = end + 1
        self._skip_space()
        return phrase

    def _other_closer(self, place: int) -> int | None:
        """Where a quotation mark of the other kind closes, as keyboards write “甲" and "甲”."""
        if self.text[place] not in _DOUBLE:
            return None
        later = range(place + 1, len(self.text))
        return next((at for at in later if self.text[at] in _DOUBLE), None)

    def _read_word(self) -> str:
        start = self.at
        while self.at < len(self.text):
            mark = self.text[self.at]
            if mark.isspace() or mark in _BAR or mark in _CLOSE or self._opens_quote(mark, start):
                break
            if mark in _OPEN:
                closed = self._glued_bracket()
                if closed is None:
                    break
                self.at = closed
            self.at += 1
        word = self.text[start : self.at]
        if _WILD.search(word) and (rest := word.strip("*＊")):
            raise self._error(
                start + word.index("*" if "*" in word else "＊"),
                "“*”不是通配符",
                f"词的前后可以有别的字，直接写“{rest}”即可；要查星号本身，请加引号",
            )
        self._skip_space()
        return word

    def _opens_quote(self, mark: str, start: int) -> bool:
        if mark in "」』":
            return True
        return mark in QUOTES and (mark not in _SINGLE or self.at == start)

    def _glued_bracket(self) -> int | None:
        """Where the bracket closes that stands inside a word (市（州）), None if it does not."""
        depth = 0
        for place in range(self.at, len(self.text)):
            mark = self.text[place]
            if mark.isspace() or mark in _BAR or mark in QUOTES:
                return None
            depth += (mark in _OPEN) - (mark in _CLOSE)
            if depth == 0:
                return place
        return None

    def _read_field(self, match: re.Match[str]) -> Query:
        place = self.at
        field = find_field(fold(match[1]))
        if field is None:
            raise self._unknown_field(place, match)
        self.at = match.end()
        self._skip_space()
        if self._at_end() or self._peek_or():
            printed = self.text[place : match.end()]
            raise self._error(place, f"“{printed}”后面没有内容", f"写成：{field.example}")
        if self.text[self.at] in _MINUS:
            rest = self.text[self.at + 1 :].split(maxsplit=1)[:1]
            meant = f"-{field.name}:{''.join(rest)}"
            raise self._error(self.at, "排除号要写在检索项前面", f"是否要写“{meant}”？")
        self.field = field
        try:
            if self.text[self.at] in _OPEN:
                return self._read_group()
            place = self.at
            if self.text[self.at] in QUOTES:
                return self._leaf(self._read_quoted(), quoted=True, place=place)
            return self._leaf(self._read_word(), quoted=False, place=place)
        finally:
            self.field = None

    def _unknown_field(self, place: int, match: re.Match[str]) -> QueryError:
        printed = self.text[match.start() : match.end()]
        from difflib import get_close_matches  # only wrong names need it

        # half of two characters is alike where one is wrong, of other words nearly everything
        alike = 0.5 if len(match[1]) == 2 else 0.6
        near = get_close_matches(fold(match[1]), field_names(), n=1, cutoff=alike)
        meant = find_field(near[0]) if near else None
        known = "、".join(field.name for field in FIELDS)
        remedy = f"是否要写“{meant.name}:”？" if meant else f"检索项有：{known}。"
        return self._error(
            place,
            f"没有“{printed[:-1]}”这个检索项",
            f'{remedy}要查这几个字本身，请加引号，如："{printed}"',
        )

    def _leaf(self, text: str, *, quoted: bool, place: int) -> Query:
        field = self.field
        if not squeeze(text):
            raise self._error(place, "没有看得见的字", "删去这里的空白，或写上要找的词")
        if field is None:
            return Phrase(text=text) if quoted else Word(text=text)
        if field.kind == "date":
            return self._dates(text, place)
        if field.kind == "issue":
            return Field(key=field.key, value=self._issue(text, place))
        if field.kind == "choice":
            return Field(key=field.key, value=self._choice(field, text, place))
        return Field(key=field.key, value=text, exact=quoted)

    def _dates(self, text: str, place: int) -> Dates:
        from parser.dates import parse_range  # its patterns are compiled for dated queries only

        try:
            start, end = parse_range(_read_dashes(fold(text)), today=self.today)
        except DateError as error:
            raise self._error(
                place, error.what, "写成：日期:2023、日期:2023-07..2023-08 或 日期:去年"
            ) from error
        return Dates(start=start, end=end)

    def _issue(self, text: str, place: int) -> str:
        ends = [_normal_issue(end.strip()) for end in fold(text).split("..")]
        kinds = {_RANGE_END.sub("", end) for end in ends if end}
        if len(ends) == 2 and kinds == {"", "-"} and ends[0] and "-" in ends[0]:
            year = ends[0].partition("-")[0]
            raise self._error(
                place,
                f"看不懂的期号：“{text}”",
                f"两头要写法相同，是否要写“期:{ends[0]}..{year}-{ends[1]}”？",
            )
        if None in ends or (len(ends) > 1 and (len(ends) > 2 or kinds not in ({""}, {"-"}))):
            raise self._error(
                place,
                f"看不懂的期号：“{text}”",
                "写成：期:212（总期号）、期:2019-9（年份-期号）或范围 期:200..212",
            )
        return "..".join(end for end in ends if end is not None)

    def _choice(self, field: SearchField, text: str, place: int) -> str:
        choice = KINDS.get(fold(text))
        if choice is None:
            choices = "或".join(dict.fromkeys(KINDS.values()))
            raise self._error(place, f"“{field.name}”没有“{text}”这一种", f"可以是：{choices}")
        return choice

    # -- looking ahead -----------------------------------------------------------------------

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _at_end(self) -> bool:
        return self.at == len(self.text) or self.text[self.at] in _CLOSE

    def _peek_operator(self, name: str) -> bool:
        match = _OPERATOR.match(self.wide, self.at)
        return match is not None and match[1].upper() == name

    def _peek_or(self) -> bool:
        return self._peek_operator("OR") or self.text[self.at : self.at + 1] in tuple(_BAR)

    def _take_operator(self, name: str) -> bool:
        if not self._peek_operator(name):
            return False
        self.at += len(name)
        self._skip_space()
        return True

    def _take_or(self) -> int | None:
        place = self.at
        if self._take_operator("OR"):
            return place
        if self._peek_or():
            while self.text[self.at : self.at + 1] in tuple(_BAR):  # "||" is meant as "|"
                self.at += 1
            self._skip_space()
            return place
        return None

    def _take_minus(self) -> bool:
        if self._take_operator("NOT"):
            return True
        if self.text[self.at] not in _MINUS:
            return False
        self.at += 1
        if self.at < len(self.text) and self.text[self.at].isspace():
            # "甲 - 乙": a dash that stands alone is no exclusion, and no word either
            raise self._error(
                self.at - 1, "排除号后面没有词", "排除号要紧贴着词：-白名单；要查减号本身，请加引号"
            )
        return True

    def _stray_bracket(self) -> QueryError:
        return self._error(
            self.at, "多了一个右括号", "删去它，或在前面补上左括号；要查括号本身，请加引号"
        )

    def _error(self, place: int, what: str, remedy: str) -> QueryError:
        return QueryError(what, where=f"检索式第 {place + 1} 个字", remedy=remedy)


def _read_dashes(text: str) -> str:
    """A stretch of days with two dots between its ends, and 最近 as 近."""
    if text.startswith("最近"):
        return text[1:]
    found = _DASHED.fullmatch(text)
    return f"{found[1]}..{found[2]}" if found else text


def _normal_issue(text: str) -> str | None:
    """The name of an issue as the index holds it; "" for an open end, None if it is none."""
    if text == "" or _KEY.fullmatch(text.lower()):
        return text.lower()
    if match := _YEAR_NUMBER.fullmatch(text):
        return f"{match[1]}-{int(match[2])}"
    if match := _NUMBER.fullmatch(text):
        return f"第{int(match[1])}期"
    if match := _WHOLE.fullmatch(text):
        return str(int(match[1]))
    return None
