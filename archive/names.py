"""What a number is called, and the same without what wording alone adds to it.

A number's name (指标名) is its scope, indicator and unit, and the department whose it is. Papers
word one name in many ways; what is taken off here says nothing of what is counted: widths and
quotation marks, 共 and 累计 before the verb, 量 and 数 behind it, the scope said twice.
Everything that could mean something else stays, and is left to ``joining``.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from parser.text import fold_width

from .records import FigureRow


class Name(NamedTuple):
    """A number's name as printed; "" where a part is not printed.

    A tuple, as names are looked up a million times: its hash is made in C.
    """

    scope: str
    indicator: str
    unit: str
    department: str = ""  # canonical where the register knows it

    def __str__(self) -> str:
        return " ".join(part for part in (self.scope, self.indicator) if part) or "（未写明指标）"


Rule = str  # what was taken off or read otherwise, in Chinese, for --explain


@dataclass(frozen=True, slots=True)
class Plain:
    """A name without what wording adds, and the rules that took it off."""

    name: Name
    rules: tuple[Rule, ...] = ()

    def read(self, name: Name, rule: Rule) -> "Plain":
        """Read as another name, for one reason more."""
        return Plain(name, (*self.rules, rule))


_LONGEST = 16  # of an indicator's name that is looked for
_NO_WORDS = re.compile(r"[\s“”‘’\"'「」『』《》〈〉<>,，、:：;；。·]+")
_COUNTING = (
    r"共计|合计|总计|累计|共有|共|总共|一共|分别|各自|均|已经|已|并|还|也|又"
    r"|另外|另|其中|达到|约|仅"
)
_BEFORE = re.compile(rf"(?:{_COUNTING})+(?=..)")
_AFTER = re.compile(
    r"(?<=..)(?:办件中|事项中|数量|总量|总数|件数|人数|户数|次数|量|数|中|内|达到|共计|累计|共)$"
)
# these can be the end of a name (送达), so only a name that is known without them loses them
_DOUBTFUL_END = "达为至到于"
_DOUBTFUL_START = "内中间对"
# a scope that runs on into the words that counted something else
_RUN_ON = re.compile(r"(?<=..)(?:另外?|还|并|累计|共计|共|分别).*$")
_TAILS = re.compile(r"(?<=..)(?:部门窗口|服务窗口|窗口|专窗|服务平台|平台|系统|专区)$")
_WINDOW = re.compile(r"(?<=.)(?:驻\S{1,6})?(?:服务)?(?:窗口|专窗)$")


def name_of(row: FigureRow) -> Name:
    """The name of a figure, as printed."""
    figure = row.figure
    return Name(
        figure.scope or "", figure.indicator or "", figure.unit or "", figure.department or ""
    )


def short_of(scope: str) -> str:
    """The scope without 窗口, 平台 and the like at its end; itself where it has none."""
    return _TAILS.sub("", scope)


@lru_cache(maxsize=1 << 15)
def make_plain(name: Name) -> Plain:
    """The name without the additions of wording that one name shows by itself."""
    rules: list[Rule] = []
    scope, indicator, unit = _fold(name.scope), _fold(name.indicator), _fold(name.unit)
    if (scope, indicator, unit) != (name.scope, name.indicator, name.unit):
        rules.append("全角半角、空格、引号不计")
    indicator = _take_off(_BEFORE, indicator, "“共、累计、分别”等字不计", rules, at_start=True)
    indicator = _without_scope(scope, indicator, rules)
    indicator = _take_off(_AFTER, indicator, "“量、数”等字不计", rules)
    scope = _take_off(_AFTER, scope, "“量、数、内”等字不计", rules)
    scope, department = _of_department(scope, name.department, rules)
    return Plain(Name(scope, indicator, unit, department), tuple(rules))


def _fold(text: str) -> str:
    return _NO_WORDS.sub("", fold_width(text)).casefold()


def _take_off(
    pattern: re.Pattern[str], text: str, rule: Rule, rules: list[Rule], *, at_start: bool = False
) -> str:
    match = pattern.match(text) if at_start else pattern.search(text)
    if match is None:
        return text
    rules.append(rule)
    return text[: match.start()] + text[match.end() :]


def _without_scope(scope: str, indicator: str, rules: list[Rule]) -> str:
    """综窗 + 综窗共受理 is 综窗 + 受理."""
    for said in (scope, short_of(scope)):
        left = indicator.removeprefix(said)
        if said and left != indicator and left:
            rules.append("指标里重复的口径不计")
            return _take_off(_BEFORE, left, "“共、累计、分别”等字不计", rules, at_start=True)
    return indicator


def _of_department(scope: str, department: str, rules: list[Rule]) -> tuple[str, str]:
    """A scope that is only a department's name, however printed, becomes its canonical name."""
    if not department:
        return scope, ""
    bare = _WINDOW.sub("", scope)
    if scope == department or not set(bare) <= set(department):
        return scope, department
    rules.append(f"“{scope}”是{department}的写法")
    return department, department


class Catalogue:
    """Which plain names are common; reads names that one or the other of them explains.

    A name is only ever read as one that is at least as common as itself.
    """

    def __init__(self, counts: Mapping[Name, int]) -> None:
        self._known: dict[str, set[str]] = {}
        self._counts = counts
        for name in counts:
            self._known.setdefault(name.scope, set()).add(name.indicator)

    def settle(self, plain: Plain) -> Plain:
        """The name as the others show it is to be read."""
        for read in (
            self._read_border,
            self._read_own_scope,
            self._read_scope,
            self._read_indicator,
            self._read_object,
        ):
            plain = read(plain)
        return plain

    def _read_border(self, plain: Plain) -> Plain:
        """网上审批系统快递 + 送达 is 网上审批系统 + 快递送达."""
        name = plain.name
        words = name.scope + name.indicator
        for end in range(2, len(words) - 1):
            if end == len(name.scope) or words[:end] not in self._known:
                continue
            rest = _BEFORE.sub("", words[end:], count=1)
            other = Name(words[:end], rest, name.unit, name.department)
            if self._counts.get(other, 0) > self._counts.get(name, 0):
                return plain.read(other, f"“{words}”里口径到“{words[:end]}”为止")
        return plain

    def _read_own_scope(self, plain: Plain) -> Plain:
        """各窗口 + 12345热线共回复工单 is 12345热线 + 回复工单: it says its scope itself."""
        name = plain.name
        for end in range(2, len(name.indicator) - 1):
            scope = name.indicator[:end]
            if scope not in self._known:
                continue
            rest = _BEFORE.sub("", name.indicator[end:], count=1)
            other = Name(scope, rest, name.unit, name.department)
            if self._counts.get(other, 0) > self._counts.get(name, 0):
                return plain.read(other, f"“{name.indicator}”自带口径“{scope}”")
        return plain

    def _read_scope(self, plain: Plain) -> Plain:
        """政务大厅发放证照 + 受理 is 政务大厅 + 受理: the list's other indicator was run in.

        Only where the shorter name is known: 占比 of 大厅受理 is not 占比 of 大厅.
        """
        name = plain.name
        for scope in self._shorter_scopes(name.scope):
            other = Name(scope, name.indicator, name.unit, name.department)
            if self._counts.get(other, 0) > self._counts.get(name, 0):
                return plain.read(other, f"口径“{name.scope}”里多读的字不计")
        return plain

    def _shorter_scopes(self, scope: str) -> Iterable[str]:
        """What is left of a scope without a stray character, an adverb, or other indicators."""
        bare = _RUN_ON.sub("", scope)
        if bare != scope:
            yield bare
        if scope[:1] in _DOUBTFUL_START:
            yield scope[1:]
        for end in range(2, len(scope)):
            known = self._known.get(scope[:end])
            if known and _is_made_of(scope[end:], known):
                yield scope[:end]

    def _read_indicator(self, plain: Plain) -> Plain:
        """颁发达 is 颁发 where the scope has it."""
        name = plain.name
        if name.indicator[-1:] not in _DOUBTFUL_END:
            return plain
        other = Name(name.scope, name.indicator[:-1], name.unit, name.department)
        if self._counts.get(other, 0) <= self._counts.get(name, 0):
            return plain
        return plain.read(other, f"“{name.indicator}”末字不计")

    def _read_object(self, plain: Plain) -> Plain:
        """各类事项 + 受理公共服务事项 is 公共服务事项 + 受理."""
        name = plain.name
        for end in range(2, len(name.indicator) - 2):
            verb, thing = name.indicator[:end], name.indicator[end:]
            other = Name(thing, verb, name.unit, name.department)
            if self._counts.get(other, 0) > self._counts.get(name, 0):
                return plain.read(other, f"“{name.indicator}”是“{verb}”加口径“{thing}”")
        return plain


def _is_made_of(text: str, words: Collection[str]) -> bool:
    """Whether ``text`` is nothing but some of the words, one after the other."""
    reached = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reached[end] = any(
            reached[start] and text[start:end] in words
            for start in range(max(0, end - _LONGEST), end)
        )
    return reached[-1]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two wordings are alike; a safe one needs no proof, only no disproof."""

    said: str
    is_safe: bool


_NEGATIONS = ("非", "不", "未", "无")


def find_likeness(one: str, other: str, what: str) -> Likeness | None:
    """Whether one wording is the other with a tail, shortened, or in another order."""
    if not one or not other or one == other:
        return None
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if long.startswith(short) and short_of(long) == short:
        return Likeness(f"{what}“{long}”就是“{short}”的{long[len(short) :]}", is_safe=True)
    if len(short) == len(long) and sorted(one) == sorted(other):
        return Likeness(f"{what}“{one}”与“{other}”用字相同，次序不同", is_safe=True)
    if len(short) < 2 or not _is_within(short, long):
        return None
    if any((sign in long) != (sign in short) for sign in _NEGATIONS):
        return None
    return Likeness(f"{what}“{short}”是“{long}”的简称", is_safe=False)


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in their order."""
    rest = iter(long)
    return all(sign in rest for sign in short)
