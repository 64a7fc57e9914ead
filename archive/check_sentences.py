"""What an issue says within a paragraph: shares of parts, announced counts, 其中, 办结 of 受理.

All of it is read from the figures and their sentences. Where the words do not settle what a
share is of, or what a list counts, nothing is found wrong: the check says why it cannot be made.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from parser.text import fold_width

from .checks import Check, Verdict
from .names import make_plain, name_of
from .periods import kind_of
from .records import FigureRow
from .rounding import Extent, extent_of
from .wording import say_number

_HUNDRED = Decimal(100)
_MONEY = ("元", "美元", "港元", "欧元")  # rates of money are of budgets that are not printed


def check_sentences(rows: Iterable[FigureRow]) -> list[Check]:
    """The checks of every paragraph and of every issue by itself.

    Args:
        rows: Figures in order of time, those of an issue as printed.
    """
    found: list[Check] = []
    for _, members in groupby(rows, key=lambda row: row.issue.key):
        figures = list(members)
        for _, block in groupby(figures, key=lambda row: row.figure.span.block):
            paragraph = sorted(block, key=lambda row: row.figure.span.start)
            found += _check_shares(paragraph)
            found += _check_lists(paragraph)
            found += _check_parts(paragraph)
        found += _check_finished(figures)
    return found


# shares and rates

_SHARE = re.compile(r"(?P<stem>.*?)(?:总?占比|占.*|完成?比例|比例|比重|[通过]?率)$")
# between the part and its share stands nothing that the share could be of instead
_DIRECTLY = re.compile(
    r"[，,（(、\s]*(?:约)?(?:总?占比?|占[^，,。；;\d]{0,12})(?:的|为|达|是|约)?\s*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CHANGE = re.compile(
    r"增|降|减|提高|提升|压缩|压减|节约|超过|高于|低于|同比|环比|涨|目标|计划|任务"
)


def _check_shares(paragraph: Sequence[FigureRow]) -> Iterable[Check]:
    """A share in percent against the two numbers before it that it is made of."""
    claimed: set[int] = set()  # parts whose own share has been printed
    for at, row in enumerate(paragraph):
        words = _plain_indicator(row)
        match = _SHARE.fullmatch(words) if row.figure.unit == "%" else None
        if match is None or _CHANGE.search(words):
            continue
        found = _find_part(paragraph[:at], row, match["stem"])
        if found is None:
            continue
        part = paragraph[found]
        wholes = _find_wholes(paragraph[:at], part)
        # 甲21件，占25.9%；乙17件，占21.0%: 乙 is no part of 甲
        others = [paragraph[place] for place in claimed]
        is_sure = (
            found not in claimed
            and not any(whole is other for whole in wholes for other in others)
            and _HAN.fullmatch(words) is not None
            and _days(row) == _days(part)
            and (not match["stem"] or match["stem"] in _plain_indicator(part))
            and part.figure.unit not in _MONEY
            and "分别" not in row.figure.sentence
        )
        claimed.add(found)
        check = _check_share(row, part, wholes, is_sure=is_sure)
        if check is not None:
            yield check


def _plain_indicator(row: FigureRow) -> str:
    return make_plain(name_of(row)).name.indicator


def _find_part(before: Sequence[FigureRow], row: FigureRow, stem: str) -> int | None:
    """Which number a share is the share of: in its sentence, counted, and of the same act."""
    for place in range(len(before) - 1, -1, -1):
        other = before[place]
        if other.figure.sentence != row.figure.sentence:
            return None
        if other.figure.unit == "%":
            continue
        if not stem:
            return place if _is_share_of(row, other) else None
        if stem[-2:] in _plain_indicator(other) or stem[:2] in _plain_indicator(other):
            return place
    return None


def _is_share_of(row: FigureRow, part: FigureRow) -> bool:
    """715个，占比43.3%: and not 715个，网上申请占比43.3%."""
    sentence = row.figure.sentence
    first = sentence.find(part.figure.printed)
    second = sentence.find(row.figure.printed, first + 1)
    if first < 0 or second < 0:
        return False
    return _DIRECTLY.fullmatch(sentence, first + len(part.figure.printed), second) is not None


def _find_wholes(before: Sequence[FigureRow], part: FigureRow) -> list[FigureRow]:
    """The numbers before that it can be a part of: of its unit, and not smaller."""
    return [
        other
        for other in before
        if other is not part
        and other.figure.unit == part.figure.unit
        and other.settled.value >= part.settled.value > 0
    ]


def _check_share(
    row: FigureRow, part: FigureRow, wholes: Sequence[FigureRow], *, is_sure: bool
) -> Check | None:
    """Against each whole it can be of; wrong only where the words leave a single one."""
    for whole in wholes:
        if _ratio(part, whole).meets(extent_of(row.settled)):
            said = f"{part.figure.printed} 占 {whole.figure.printed}，合 {_percent(part, whole)}%"
            return _make("share", "holds", row, said, (part, whole))
    beside = [whole for whole in wholes if _beside(part, whole).meets(extent_of(row.settled))]
    if beside:
        said = f"{part.figure.printed} 占它与 {beside[0].figure.printed} 之和，相符"
        return _make("share", "holds", row, said, (part, beside[0]))
    same_matter = [whole for whole in wholes if _is_same_matter(whole, part)]
    chosen = same_matter if len(same_matter) == 1 else wholes
    if not chosen:
        return None
    if len(chosen) > 1 or not is_sure:
        return _make("share", "unknown", row, "不知占哪一个数的比例", (part, *chosen))
    (whole,) = chosen
    expected = _percent(part, whole)
    said = (
        f"{part.figure.printed} 占 {whole.figure.printed}，应为 {expected}%，"
        f"印作 {row.figure.printed}"
    )
    if row.settled.value == _HUNDRED:
        return _make("share", "unknown", row, f"{said}；可能另有所指", (part, whole))
    return _make("share", "differs", row, said, (part, whole), expected=expected)


def _is_same_matter(whole: FigureRow, part: FigureRow) -> bool:
    """Whether both are of one scope and one time: 受理 and 办结 of this week."""
    one, other = make_plain(name_of(whole)).name, make_plain(name_of(part)).name
    return (one.scope, one.department, _days(whole)) == (other.scope, other.department, _days(part))


def _days(row: FigureRow) -> tuple[object, ...]:
    period = row.figure.period
    return () if period is None else (period.kind, period.start, period.end)


def _ratio(part: FigureRow, whole: FigureRow) -> Extent:
    return _share_of(extent_of(part.settled), extent_of(whole.settled))


def _beside(part: FigureRow, other: FigureRow) -> Extent:
    """人工服务12.05万宗，智能服务7.31万宗: of both together."""
    one, two = extent_of(part.settled), extent_of(other.settled)
    return _share_of(one, one + two)


def _share_of(part: Extent, whole: Extent) -> Extent:
    least = whole.low if whole.low > 0 else whole.high
    return Extent(low=_HUNDRED * part.low / whole.high, high=_HUNDRED * part.high / least)


def _percent(part: FigureRow, whole: FigureRow) -> Decimal:
    return (_HUNDRED * part.settled.value / whole.settled.value).quantize(Decimal("0.01"))


# announced counts

# 23个部门窗口：甲、乙、丙
_ANNOUNCED = re.compile(
    r"(?P<noun>[^，。；：:、,;（）()\d]{0,16})"
    r"(?:，?(?:包括|分别是|分别为|依次为|依次是|为|是|有|即))?[：:](?P<list>[^。！？]+)"
)
# 甲、乙、丙等3个部门
_BEHIND = re.compile(r"(?P<list>(?:[^，。；：:、,;]{2,20}、)+[^，。；：:、,;]{2,20}?)等\s*\Z")
_OPEN = re.compile(r"等(?:等|[^、，；]{0,6})?$")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|《[^《》]*》")
_ITEM_WORDS = re.compile(r"[，,；;：:]|\d")
_TOO_LONG = 24
_MOST_LISTED = 300


def _check_lists(paragraph: Sequence[FigureRow]) -> Iterable[Check]:
    """A count against the list that follows it after a colon, or that ends in 等."""
    for row in paragraph:
        figure = row.figure
        value = row.settled.value
        is_count = figure.qualifier is None and value == value.to_integral_value()
        if not is_count or not 2 <= value <= _MOST_LISTED or figure.unit in ("%", "元", "倍"):
            continue
        listed = _find_list(fold_width(figure.sentence), fold_width(figure.printed))
        if listed is not None:
            yield from _check_announced(row, listed[0], is_whole=listed[1])


def _find_list(sentence: str, printed: str) -> tuple[str, bool] | None:
    """The list that a number announces, or closes, and whether it must be whole."""
    if "、" not in sentence:
        return None
    at = sentence.find(printed)
    while at >= 0:
        if after := _ANNOUNCED.match(sentence, at + len(printed)):
            return after["list"], True
        # as far back as a list of three hundred names reaches
        behind = sentence[max(0, at - 2000) : at]
        if behind.rstrip().endswith("等") and (found := _BEHIND.search(behind)):
            return found["list"], False
        at = sentence.find(printed, at + 1)
    return None


def _check_announced(row: FigureRow, text: str, *, is_whole: bool) -> Iterable[Check]:
    items = _items_of(text)
    if items is None:
        return
    listed, most = items
    announced = int(row.settled.value)
    is_open = not is_whole or _OPEN.search(text) is not None
    said = f"印作 {row.figure.printed}，列出 {listed} 个"
    if announced in range(listed, most + 1):
        yield _make("list_count", "holds", row, f"{said}，相符")
    elif is_open and announced > most:
        yield _make("list_count", "unknown", row, f"{said}，后有“等”字，未列全")
    elif is_whole or announced < listed:
        yield _make("list_count", "differs", row, said, expected=Decimal(listed))


def _items_of(text: str) -> tuple[int, int] | None:
    """At least and at most how many names are listed; None where it is no list of names."""
    bare = _OPEN.sub("", _BRACKETS.sub("", text))
    items = [item.strip() for item in bare.split("、")]
    if len(items) < 2 or any(not item or len(item) > _TOO_LONG for item in items):
        return None
    if any(_ITEM_WORDS.search(item) for item in items):
        return None
    # 和 joins the last two, or is a part of a name: 文化和旅游厅
    more = len(re.findall(r"[和及与]|以及", items[-1]))
    return len(items), len(items) + min(more, 1)


# 其中

_ITEM_END = re.compile(r"[；;。]")


def _check_parts(paragraph: Sequence[FigureRow]) -> Iterable[Check]:
    """What stands behind 其中 against the number before it, of the same unit and time."""
    for sentence, members in groupby(paragraph, key=lambda row: row.figure.sentence):
        rows = list(members)
        start = sentence.find("其中")
        if start < 0 or len(rows) < 2:
            continue
        end = _ITEM_END.search(sentence, start)
        last = end.start() if end else len(sentence)
        offsets = _offsets(rows, sentence)
        before = [row for row, at in zip(rows, offsets, strict=True) if at < start]
        after = [row for row, at in zip(rows, offsets, strict=True) if start < at < last]
        if before and after:
            yield from _check_part(before, after)


def _offsets(rows: Sequence[FigureRow], sentence: str) -> list[int]:
    """Where each figure stands in its sentence, found one behind the other."""
    found, at = [], 0
    for row in rows:
        place = sentence.find(row.figure.printed, at)
        at = place if place >= 0 else at
        found.append(at)
        at += len(row.figure.printed) if place >= 0 else 0
    return found


def _check_part(before: Sequence[FigureRow], after: Sequence[FigureRow]) -> Iterable[Check]:
    """Against the number right before; it may be a change (登记3964户，增加218户，其中…)."""
    whole = before[-1]
    parts = [row for row in after if _is_of(row, whole)]
    if not parts or whole.figure.unit == "%":
        return
    total = sum((extent_of(row.settled) for row in parts), Extent.exactly(0))
    middle = sum((row.settled.value for row in parts), Decimal(0))
    for one in reversed(before):
        if _is_of(one, whole) and total.low <= extent_of(one.settled).high:
            if len(parts) > 1:
                end = "相符" if total.meets(extent_of(one.settled)) else "未超过"
                said = f"“其中”各项合计 {say_number(middle)}，总数 {one.figure.printed}，{end}"
                yield _make("part", "holds", one, said, tuple(parts))
            return
    most = extent_of(whole.settled).high
    larger = [row for row in parts if extent_of(row.settled).low > most]
    for row in larger:
        said = f"“其中”的 {row.figure.printed} 大于总数 {whole.figure.printed}"
        yield _make("part", "differs", row, said, (whole,), expected=whole.settled.value)
    if not larger:
        said = f"“其中”各项合计 {say_number(middle)}，总数 {whole.figure.printed}；可能有重叠"
        yield _make("part", "unknown", whole, said, tuple(parts))


def _is_of(row: FigureRow, whole: FigureRow) -> bool:
    return row.figure.unit == whole.figure.unit and _days(row) == _days(whole)


# 办结 of 受理

_PAIRS = {"受理": "办结", "接收": "办结", "交办": "办结", "收件": "办结", "受理申请": "办结"}
_RUNNING = ("year_to_date", "as_of", "year")


def _check_finished(rows: Sequence[FigureRow]) -> Iterable[Check]:
    """What was finished since January against what came in, of one scope.

    In a week more can be finished than comes in; since January only what came in before.
    """
    known: dict[tuple[object, ...], dict[str, FigureRow]] = defaultdict(dict)
    for row in rows:
        period = row.figure.period
        if period is None or kind_of(row) not in _RUNNING or row.settled.qualifier is not None:
            continue
        name = make_plain(name_of(row)).name
        key = (name.scope, name.department, name.unit, period.kind, period.start, period.end)
        known[key].setdefault(name.indicator, row)
    for names in known.values():
        for came, done in _PAIRS.items():
            if came in names and done in names:
                yield _compare_finished(names[came], names[done])


def _compare_finished(came: FigureRow, done: FigureRow) -> Check:
    if extent_of(done.settled).low <= extent_of(came.settled).high:
        said = f"办结 {done.figure.printed}，受理 {came.figure.printed}"
        return _make("finished", "holds", done, said, (came,))
    more = done.settled.value - came.settled.value
    said = (
        f"办结 {done.figure.printed}，多于受理 {came.figure.printed}，多 {say_number(more)}；"
        "也可能是往年受理、今年办结"
    )
    return _make("finished", "differs", done, said, (came,), expected=came.settled.value)


def _make(
    kind: str,
    verdict: Verdict,
    row: FigureRow,
    said: str,
    others: tuple[FigureRow, ...] = (),
    *,
    expected: Decimal | None = None,
) -> Check:
    return Check(
        kind=kind,  # type: ignore[arg-type]
        verdict=verdict,
        issue=row.issue,
        said=said,
        figures=(row, *others),
        printed=row.settled.value,
        expected=expected,
    )
