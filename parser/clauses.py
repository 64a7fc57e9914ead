"""Figures of one paragraph: each number with the words that say what it counts and when.

A paragraph is read from left to right. What a clause leaves out (the subject, the act, the
period) it takes from the clause before, from what 其中 or a bracket belongs to, or from the
heading: in four figures of ten the subject is not in the clause.
"""

import re
from collections.abc import Sequence

from .attaching import assign, find_owner, is_spread
from .clause_words import MARKS, before_mark, last_clause, shield, split_names, unshield
from .comparisons import ComparisonRun, find_comparisons
from .dates import FoundPeriod
from .drafts import Draft, Surroundings
from .figure_periods import PeriodsInText
from .indicators import (
    Phrase,
    leading_act,
    names_member,
    names_whole,
    read_counted,
    read_counted_before,
    read_phrase,
    strip_phrase,
)
from .listed import (
    Name,
    find_listed,
    last_of_listing,
    name_listed,
    read_ranking,
    share_ending,
)
from .model import Basis, Comparison, Period
from .quantities import (
    Quantity,
    declare_unit,
    find_declared_unit,
    find_names,
    find_quantities,
)
from .text import find_sentences, fold_width
from .zeros import find_zeros

_RESPECTIVE = re.compile(r"(?:分别|依次)(?P<act>占[^，,；;。]{0,20}|[^，,；;。、]{0,8})$")
_ALIKE = re.compile(
    r"(?<![日周月年人户平])均(?![价衡值线等])(?:为|达到|达|是|超过|超|在)?(?P<act>[^，,；;。、]{0,8})$"
)
_ONLY_LINK = re.compile(r"[\s、,，和与及/()（）—–~～至到\-]*")
_ITEM = re.compile(r"^\s*(?:[、和与及]|以及)")
_SUBJECT = re.compile(
    r"(?:方面|窗口|中心|大厅|平台|系统|事项|领域|热线|部门|专区|专窗|厅|局|委|办|市|县|区|州)$"
)
# words that only lead up to a thing behind the number: 甲、乙等 9 个单位
_OPEN_LEFT = re.compile(r"(?:其它|其他|其余|另外|等|中|的|有)$")
_GENERIC = re.compile(r"情况|如下|数据|统计|其中|具体|分别|主要|特点")
_GLOSS = re.compile(r"^[（(][^（）()]*[）)]")
# words before a change that name no figure: it belongs to the one before
_FILLER = re.compile(
    r"按.{0,8}(?:计算|口径)|(?:剔除|扣除|还原).{0,14}后?|比重|占比|增速|增幅|降幅|涨幅|规模|总量|数量|价格"
    r"|名义|实际|同口径|总体|整体"
)
# what a number behind a count tells of the things counted
_OF_THINGS = re.compile(
    r"(?:总|建筑|占地|用地|涉及)?(?:面积|金额|资金|货值|价款|成交价款?|标的额?|总价|价值|重量|里程|长度)"
)
_PLAN = re.compile(r"^(?:完成|达到|为|超)?.{0,6}(?:计划|目标|任务|进度|预算)")
_CHANGE = re.compile(
    r"(?:同口径|名义|实际)?(?:增长|增速|增幅|上升|提高|涨幅|上涨|下降|减少|降幅|回落)(?:率)?"
)
_CHANGED_TO = re.compile(
    r"(?:下?降低?|减少?|增加?|增长|上?升|提高|回落|上涨|下跌|扩大|缩小|压缩|缩短|压减|精简|优化|"
    r"调整|延长)(?:至|到|为)?$"
)
_AFTER_CHANGE = re.compile(r"[，,]\s*(?:为|达到|达|至|共|累计)?\s*$")
_AVERAGE = re.compile(r"[日周月年人户均]均")
_FIXED_UNITS = frozenset(
    "% ‰ 元 倍 成 个百分点 百分点 吨 万吨 公里 亩 平方米 立方米 天 小时".split()
)
# 菜籽油（5升）每桶9元: a size in brackets that the sentence runs over
_OPENING = re.compile(r"\([\u4e00-\u9fff]{0,4}$")
_CLOSING = re.compile(r"\)[\u4e00-\u9fff]")
_SIZES = frozenset("% 克 千克 公斤 斤 吨 升 毫升 米 厘米 毫米 寸 平方米".split())
_BARE_BEFORE = re.compile(r"(?:为|达到|达|是|指数|评分|得分)\s*$")
_BARE_AFTER = re.compile(r"\s*(?:[，,；;。、)）]|$)")


def read_paragraph(
    text: str,
    *,
    label_end: int,
    periods: Sequence[FoundPeriod],
    around: Surroundings,
    names: Sequence[tuple[int, int]] = (),
) -> tuple[Draft, ...]:
    """The figures of a paragraph, in the order of their numbers.

    Args:
        text: As printed.
        label_end: Where its section label (2.) ends; 0 if it has none.
        periods: What ``find_periods`` found in ``text``.
        around: Topic and period of its headings.
        names: Places of departments, in which a 和 or 、 divides nothing.
    """
    return _Reader(shield(text, names), label_end, periods, around).read()


class _Reader:
    """State of the reading, from left to right."""

    def __init__(
        self,
        text: str,
        label_end: int,
        periods: Sequence[FoundPeriod],
        around: Surroundings,
    ) -> None:
        self.text = text
        self.folded = fold_width(text)
        self.label_end = label_end
        self.around = around
        outside = [(0, label_end), *((found.start, found.end) for found in periods)]
        quantities = _with_declared_units(text, find_quantities(text, outside=outside))
        self.by_start = {quantity.start: quantity for quantity in quantities}
        weekly = around.reporting is None or around.reporting.kind in {"week", "day", "range"}
        usual: Basis | None = None if weekly else "year_on_year"
        self.runs = find_comparisons(self.folded, quantities, usual=usual)
        self.quantities = tuple(q for q in quantities if self._counts(q))
        barred = [*find_names(self.folded), *((run.start, run.end) for run in self.runs)]
        self.periods = PeriodsInText(text, periods, around, barred=barred)
        self.drafts: list[Draft] = []
        self.group = 0  # numbers of one list share it
        self.topic = ""
        self.bracket = ""
        self.outer = ""  # the clause that the bracket interrupts
        self.parent: Draft | None = None
        self.sentence = (0, 0)
        self.ranked = ""  # the act of a ranking: 受理量居前三位的窗口为…
        self.pending: tuple[str, tuple[Comparison, ...]] | None = None

    def read(self) -> tuple[Draft, ...]:
        for start, end in find_sentences(self.text):
            self._read_sentence(max(start, self.label_end), end)
        return tuple(sorted(self.drafts, key=lambda draft: draft.quantity.start))

    # what to read

    def _counts(self, quantity: Quantity) -> bool:
        if any(run.start <= quantity.start < run.end for run in self.runs):
            return False
        if self._specifies(quantity):
            return False
        if quantity.unit:
            return True
        return bool(
            _BARE_BEFORE.search(self.folded, 0, quantity.start)
            and _BARE_AFTER.match(self.folded, quantity.end)
        )

    def _specifies(self, quantity: Quantity) -> bool:
        return bool(
            quantity.unit in _SIZES
            and _OPENING.search(self.folded, 0, quantity.start)
            and _CLOSING.match(self.folded, quantity.end)
        )

    def _read_sentence(self, start: int, end: int) -> None:
        self.sentence = (start, end)
        self.parent, self.bracket, self.pending = None, "", None
        self.periods.begin(start, end)
        self.ranked = read_ranking(self.periods.left_out(start, end))
        first = len(self.drafts)
        everything: list[Quantity | ComparisonRun] = [*self.quantities, *self.runs]
        items = [item for item in everything if start <= item.start < end]
        items.sort(key=lambda item: item.start)
        place = start
        while items:
            item = items.pop(0)
            if isinstance(item, ComparisonRun):
                self._attach(item, place, self.drafts[first:], items)
                place = max(place, item.end)
                continue
            group = [item, *self._list_after(item, items)]
            if self.periods.pair and len(group) == len(self.periods.pair):
                self._read_paired(place, group, items)
                del items[: len(group) - 1]
                place = group[-1].whole_end
                continue
            segment = self.text[place : item.whole_start]
            match = _RESPECTIVE.search(segment)
            if len(group) > 1 and (match or self._names_as_many(place, group)):
                before = segment[: match.start()] if match else segment
                self._read_respective(place, before, match["act"] if match else "", group)
                del items[: len(group) - 1]
                place = group[-1].whole_end
                continue
            if (alike := _ALIKE.search(segment)) and self._read_alike(place, alike, item):
                place = item.whole_end
                continue
            self._read_single(place, item, items)
            place = item.whole_end
        for zero, act, thing in find_zeros(self.text, start, end):
            if not any(zero.start <= q.start < zero.end for q in self.quantities):
                self._add(zero, self._scope(""), act + thing, act, start)

    def _names_as_many(self, place: int, group: Sequence[Quantity]) -> bool:
        """Whether a list of names stands before as long a list of numbers: A、B均价为x、y."""
        words = last_clause(self.periods.left_out(place, group[0].whole_start))
        units = {item.unit for item in group}
        return len(units) == 1 and len(split_names(words, len(group))) == len(group)

    def _list_after(
        self, item: Quantity, items: Sequence[Quantity | ComparisonRun]
    ) -> list[Quantity]:
        """The numbers that follow with nothing but list marks between."""
        listed: list[Quantity] = []
        last = item
        for following in items:
            if isinstance(following, ComparisonRun):
                break
            if not _ONLY_LINK.fullmatch(self.text, last.whole_end, following.whole_start):
                break
            listed.append(following)
            last = following
        return listed

    # one number

    def _read_single(
        self, place: int, item: Quantity, items: Sequence[Quantity | ComparisonRun]
    ) -> None:
        segment = self.periods.left_out(place, item.whole_start)
        if MARKS.search(segment) or place == self.sentence[0]:
            self.group += 1
        previous = self.drafts[-1] if self.drafts and place > self.sentence[0] else None
        if (
            previous is not None
            and _ONLY_LINK.fullmatch(segment)
            and "(" not in fold_width(segment)
        ):
            counted = read_counted(self._right_of(item, items))
            if not counted:
                self.periods.hold_for_one(place, item, inherits=True)
                self._add(item, previous.scope, previous.indicator, previous.measure, place)
                return
        clause = self._enter(segment, previous)
        changes: tuple[Comparison, ...] = ()
        if self.pending is not None:
            (clause, changes), self.pending = self.pending, None
        phrase = read_phrase(clause)
        right = self._right_of(item, items)
        meets_next = bool(items) and item.whole_end + len(right) >= items[0].start
        left = len(phrase.whole) > 1 and not _OPEN_LEFT.search(phrase.whole)
        if meets_next and left:
            right = right if self._ends_in_thing(items) else ""
        counted = read_counted_before(right) if meets_next else read_counted(right)
        scope, indicator, measure = self._name(phrase, counted, clause, segment, item, previous)
        self.periods.hold_for_one(place, item, inherits=previous is not None and not phrase.whole)
        self._add(item, scope, indicator, measure, place)
        self.drafts[-1].comparisons.extend(changes)

    def _read_paired(
        self, place: int, group: Sequence[Quantity], items: Sequence[Quantity | ComparisonRun]
    ) -> None:
        for item, period in zip(group, self.periods.pair, strict=True):
            self._read_single(place, item, items)
            self.drafts[-1].period = period
            place = item.whole_end

    def _ends_in_thing(self, items: Sequence[Quantity | ComparisonRun]) -> bool:
        """Whether the last of the numbers that follow without a mark counts a thing behind it.

        In 梳理 9 个窗口 99 个问题 each number counts what follows; in 申报99个办结9件, where the
        marks were lost, what stands before it.
        """
        for place, item in enumerate(items):
            if isinstance(item, ComparisonRun):
                return False
            right = self._right_of(item, items[place + 1 :])
            following = items[place + 1] if place + 1 < len(items) else None
            if following is None or item.whole_end + len(right) < following.start:
                return bool(read_counted(right))
        return False

    def _enter(self, segment: str, previous: Draft | None) -> str:
        """Follow brackets and 其中 through the words before a number; return its own clause."""
        folded = fold_width(segment)
        if "其中" in folded or "包括" in folded:
            self.parent = previous if self.parent is None or previous is None else self.parent
        if (close := folded.rfind(")")) > folded.rfind("("):
            if folded.count(")") > folded.count("("):
                self.bracket = ""
                segment = segment[close + 1 :]
                if segment[:1] and not MARKS.match(segment) and segment[0] not in "、和与及":
                    segment = self.outer + segment  # 尿素（含氮46%）每吨…
        elif (opened := folded.rfind("(")) >= 0:
            self.outer = last_clause(segment[:opened])
            outer = strip_phrase(last_of_listing(last_clause(segment[:opened])))
            self.bracket = outer or (previous.name if previous else "")
            segment = segment[opened + 1 :]
        if ";" in fold_width(segment):
            self.parent = None if "其中" not in segment.rsplit(";")[-1] else self.parent
        self._note_subject(segment, inside=previous is not None)
        return last_clause(segment)

    def _note_subject(self, segment: str, *, inside: bool) -> None:
        """Take a subject that stands in a clause of its own: 行政许可方面，受理…; 综合窗口：…"""
        parts = MARKS.split(segment)
        # behind a number, the first words are what it counts
        if len(parts) < (3 if inside else 2):
            return
        marks = MARKS.findall(segment)
        subject = strip_phrase(re.sub(r"(?<=[\u4e00-\u9fff]{2})[中里]$", "", parts[-2]))
        if _GENERIC.search(subject):
            return
        short = len(subject) <= (16 if marks[-1] in ":：" else 12)
        named = marks[-1] in ":：" or subject != strip_phrase(parts[-2]) or _SUBJECT.search(subject)
        if len(subject) >= 2 and short and named:
            self.topic = subject

    def _name(
        self,
        phrase: Phrase,
        counted: str,
        clause: str,
        segment: str,
        item: Quantity,
        previous: Draft | None,
    ) -> tuple[str, str, str]:
        """Scope, indicator and the act in it."""
        if previous is not None and item.unit in {"%", "‰", "成"} and _depends(phrase.whole):
            return previous.name, phrase.whole if phrase.whole != "占" else "占比", ""
        if counted and (item.unit not in _FIXED_UNITS or not phrase.scope):
            return self._name_counted(phrase, counted)
        if previous is not None and _AVERAGE.fullmatch(phrase.whole):
            return previous.scope, phrase.whole + previous.indicator, previous.measure
        if previous is not None and _CHANGED_TO.fullmatch(phrase.whole):
            return previous.scope, previous.indicator, previous.measure
        if previous is not None and _CHANGE.fullmatch(phrase.whole):
            return previous.scope, previous.indicator + phrase.whole, ""
        if previous is not None and self._goes_with(previous, phrase, segment, item):
            return previous.name, phrase.whole, phrase.measure
        if phrase.measure:
            if phrase.scope and not self._is_inner():
                self.topic = phrase.scope
            return self._scope(phrase.scope), phrase.measure, phrase.measure
        if phrase.scope:
            return self._name_member(phrase.scope, segment, item, previous)
        if self.bracket and self.ranked:
            return self.bracket, self.ranked, self.ranked
        if previous is not None:
            return previous.scope, previous.indicator, previous.measure
        return self._scope(""), self.around.topic or strip_phrase(clause), ""

    def _goes_with(self, previous: Draft, phrase: Phrase, segment: str, item: Quantity) -> bool:
        """Whether a number tells more of the things just counted: 较大事故4起、死亡15人."""
        if previous.quantity.unit == item.unit or ";" in fold_width(segment):
            return False
        if _OF_THINGS.fullmatch(phrase.whole):
            return True
        bare = bool(phrase.measure and not phrase.scope)
        return bare and not previous.measure and bool(_ITEM.match(segment))

    def _name_counted(self, phrase: Phrase, counted: str) -> tuple[str, str, str]:
        if phrase.measure:
            return self._scope(phrase.scope), phrase.measure + counted, phrase.measure
        act = leading_act(phrase.scope + " ")
        if act and act == phrase.scope:
            return self._scope(""), act + counted, act
        return self._scope(phrase.scope), counted, ""

    def _name_member(
        self, words: str, segment: str, item: Quantity, previous: Draft | None
    ) -> tuple[str, str, str]:
        """Name a number whose words hold no act: an item of a list, or an indicator itself."""
        if self.ranked and names_member(words):
            return words, self.ranked, self.ranked
        kin = self._kin_of(item)
        if kin is not None and kin.measure and names_member(words) and not names_whole(words):
            return words, kin.indicator, kin.measure
        same = previous is not None and previous.quantity.unit == item.unit
        if previous is not None and same and not names_whole(words):
            act = "" if leading_act(words) else leading_act(previous.indicator)
            if act and _ITEM.match(segment):
                return previous.scope, act + words, previous.measure
        return self._scope(""), words, ""

    def _kin_of(self, item: Quantity) -> Draft | None:
        """The last number of this sentence with the same unit."""
        for draft in reversed(self.drafts):
            if draft.quantity.start < self.sentence[0]:
                return None
            if draft.quantity.unit == item.unit:
                return draft
        return None

    def _is_inner(self) -> bool:
        return self.parent is not None or bool(self.bracket)

    def _scope(self, own: str) -> str:
        if self.bracket:
            return self.bracket + own
        if self.parent is not None:
            return own or self.parent.name
        return own or self.topic or self.around.subject

    def _right_of(self, item: Quantity, items: Sequence[Quantity | ComparisonRun]) -> str:
        end = items[0].start if items else self.sentence[1]
        if items and isinstance(items[0], Quantity):
            end = items[0].whole_start
        end = self.periods.first_start(item.whole_end, end)
        return before_mark(self.text[item.whole_end : end])

    # several numbers at once

    def _read_respective(
        self, place: int, before: str, act: str, group: Sequence[Quantity]
    ) -> None:
        """A、B、C分别为x、y、z, also A、B分别受理x、y."""
        self.group += 1
        before = self.periods.left_out(place, place + len(before))
        names, act = find_listed(before, act, len(group), self.ranked)
        if self._continues(names, act, group):
            self._read_further(place, names, act, group)
            return
        named = name_listed(names[-len(group) :], act)
        for position, item in enumerate(group):
            name = named[position] if position < len(named) else Name("", strip_phrase(act), "")
            scope = name.scope or self._scope("")
            self._add(item, scope, name.indicator or self.around.topic, name.measure, place)
        if named and named[0].measure and named[0].scope == named[-1].scope:
            self.topic = named[0].scope

    def _continues(self, names: Sequence[str], act: str, group: Sequence[Quantity]) -> bool:
        """Whether a list speaks once more of the numbers before: 分别占x、y; 金额分别为x、y."""
        enough = len(self.drafts) >= len(group)
        if not enough or len(names) > 1 or len(group) < 2:
            return False
        again = [draft.quantity.unit for draft in self.drafts[-len(group) :]]
        return bool(names) or _depends(act) or again == [item.unit for item in group]

    def _read_further(
        self, place: int, names: Sequence[str], act: str, group: Sequence[Quantity]
    ) -> None:
        wholes = split_names(act[1:]) if act.startswith("占") else []
        for position, (item, draft) in enumerate(
            zip(group, self.drafts[-len(group) :], strict=True)
        ):
            if len(wholes) == len(group):
                self._add(item, draft.name, "占" + strip_phrase(wholes[position]), "", place)
            elif _depends(act):
                share = strip_phrase(act) if len(act) > 1 else "占比"
                self._add(item, draft.name, share, "", place)
            elif names:
                self._add(item, draft.scope, strip_phrase(names[0]), "", place)
            else:
                self._add(item, draft.scope, draft.indicator, draft.measure, place)

    def _read_alike(self, place: int, alike: re.Match[str], item: Quantity) -> bool:
        """A、B、C均为x: the same number once for each; False if there is but one name."""
        before = self.periods.left_out(place, place + alike.start())
        names = split_names(last_clause(before))
        if len(names) < 2:
            return False
        for name in name_listed(names, alike["act"]):
            self._add(item, name.scope or self._scope(""), name.indicator, name.measure, place)
        return True

    # comparisons

    def _attach(
        self,
        run: ComparisonRun,
        place: int,
        drafts: Sequence[Draft],
        items: Sequence[Quantity | ComparisonRun],
    ) -> None:
        clause = last_clause(self.periods.left_out(place, run.start))
        lead = strip_phrase(_GLOSS.sub("", strip_phrase(clause)))
        lead = "" if drafts and _FILLER.fullmatch(lead) else lead
        named = lead and (not drafts or read_phrase(lead).scope)
        following = items[0] if items and isinstance(items[0], Quantity) else None
        if (
            lead
            and following
            and _AFTER_CHANGE.fullmatch(self.text, run.end, following.whole_start)
        ):
            # 办结量环比增长8%，达99件: the figure comes after its change
            self.pending = (clause, run.comparisons)
            return
        if owner := find_owner(run.subject or lead, run, self.drafts):
            owner.comparisons.extend(run.comparisons)
            return
        spread = is_spread(run, drafts)
        if named and not (spread and len(split_names(lead)) < 2):
            self._read_lone(run, place, lead)
        elif drafts:
            for draft, comparison in assign(run, drafts):
                draft.comparisons.append(comparison)

    def _read_lone(self, run: ComparisonRun, place: int, lead: str) -> None:
        """A change whose figure is not printed is a figure itself: 工业增加值同比增长5.2%."""
        count = len(run.comparisons)
        names, ending = [lead], ""
        if run.respective and len(split_names(lead, count)) == count:
            names, ending = share_ending(split_names(lead, count))
        for position, comparison in enumerate(run.comparisons):
            quantity = self._number_of(comparison, run)
            if quantity is None:
                continue
            phrase = read_phrase(names[position] if len(names) == count else lead)
            change = re.sub(r"[\d.,%％\s]+.*$", "", comparison.printed)
            indicator = (phrase.measure or phrase.scope) + ending + change
            scope = phrase.scope if phrase.measure else ""
            self._add(quantity, self._scope(scope), indicator, "", place)
            self.drafts[-1].comparisons.append(comparison)

    def _number_of(self, comparison: Comparison, run: ComparisonRun) -> Quantity | None:
        """The number of a change, if it is no figure yet."""
        taken = {draft.quantity.start for draft in self.drafts}
        for start, quantity in sorted(self.by_start.items()):
            inside = run.start <= start < run.end and start not in taken
            if inside and abs(quantity.value) == comparison.value:
                return quantity
        return None

    # shared

    def _period_of(self, item: Quantity, place: int) -> Period | None:
        changed = _CHANGED_TO.search(strip_phrase(self.text[place : item.start]))
        if changed and self.periods.none_named(item):
            return self.around.reporting  # 由上周的9件增至12件
        return self.periods.of(item, place)

    def _add(self, item: Quantity, scope: str, indicator: str, measure: str, place: int) -> None:
        draft = Draft(
            quantity=item,
            scope=unshield(scope),
            indicator=unshield(indicator),
            measure=measure,
            period=self._period_of(item, place),
            clause_start=place,
            group=self.group,
        )
        self.drafts.append(draft)


def _with_declared_units(text: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Bare numbers of a sentence that declares their unit: 主要指标（单位：件）：受理98、办结95."""
    for start, end in find_sentences(text) if "单位" in text else ():
        if declared := find_declared_unit(text[start:end]):
            quantities = [
                declare_unit(q, *declared) if start <= q.start < end else q for q in quantities
            ]
    return tuple(quantities)


def _depends(words: str) -> bool:
    """Whether a share speaks of the number before it: 占52.7%, 完成年度计划的60%."""
    return words.startswith("占") or bool(_PLAN.match(words))
