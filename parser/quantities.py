"""Numbers with their units and qualifiers (数量), told apart from numbers that are names.

Knows words, not documents: what a number counts is for ``figures`` to say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from .errors import QuantityError
from .model import Qualifier
from .numerals import CHARACTERS, parse_numeral
from .text import fold_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as printed in running text; the place is half-open in that text."""

    start: int  # of the number, its sign included
    end: int  # after the unit
    value: Decimal  # 万 and 亿 multiplied out
    unit: str  # without 万/亿; "" where none is printed
    qualifier: Qualifier | None
    whole_start: int  # with the qualifier's words: "近12件左右"
    whole_end: int


_MEASURES = (
    "% ‰ 元 美元 欧元 港元 日元 英镑 人民币元 吨 公斤 千克 克 毫克 微克 斤 公里 千米 米 厘米 毫米 "
    "平方公里 平方千米 平方米 立方米 亩 公顷 升 毫升 千瓦时 千瓦 兆瓦 吉瓦 度 标准煤 ℃ 摄氏度 "
    "分贝 小时 分钟 秒 天 日次 个工作日 工作日 个小时 个月 个百分点 百分点 个点 倍 成 "
    "标准箱 标箱 箱 车次 架次 人次 人天 户次 家次 件次 批次 宗次 场次 班次 项次 笔次 台次 艘次 "
    "列次 吨公里 人公里 兆 千兆 字 分 亩次 台套 人日 个班次 千公顷 千吨 千元 "
    "航次 趟次 头次 站次 点次 课次 餐次 店次 厂次 桌次 集装箱 兆瓦时 百帕 帕 平米 立方 平方 "
    "台班 海里 处次 乘次 蒸吨 种次 针次 剂次 轮 人份 mg/L μg/L mg/m³ μg/m³ μg/m3 mg/m3 kg km mg g"
).split()
_COUNTERS = (
    "个 件 家 户 条 项 类 批 起 宗 笔 例 名 人 位 份 次 场 所 座 处 篇 本 册 张 只 头 辆 台 套 "
    "间 栋 幢 层 部 支 组 队 艘 架 列 班 种 道 款 对 双 片 块 段 根 棵 株 枚 颗 尾 羽 匹 口 眼 "
    "盏 扇 幅 面 枝 桌 期 站 门 员 卷 轮次 标段 地块 床 网点 节 堂 课时 车 趟 通 封 则 单 票 包 "
    "县 市 乡 镇 村 袋 瓶 桶 盒 具 副 剂 例次 批件 枚次 顶 辆次"
).split()
_UNITS = sorted({*_MEASURES, *_COUNTERS}, key=len, reverse=True)
_UNIT = "|".join(re.escape(unit) for unit in _UNITS)
_BASE = (
    "吨|公斤|千克|斤|亩|公顷|平方米|立方米|升|人|户|天|日|月|年|小时|千瓦时|度|桶|箱|头|只|次|件"
)

# 千 is part of the unit in 千克, 千瓦时; 百 in 百分点
_SCALE = r"(?:万亿|亿|千万|百万|十万|万|千(?![瓦克米卡伏公吨元])|百(?!分))"
# 立方米每秒; but in 网格员9人每日巡查 no 人 are counted by the day
_PER = (
    r"(?<=米|元|吨|克|升|[里瓦卡])每(?:秒|分钟|小时|[日天月年](?=[,，;；。、)）]|$)"
    "|吨|公斤|千克|斤|亩|公顷|平方米|立方米|升|人|户|箱|头|只|桶|度)"
)
_ARABIC = r"(?:(?<![\d%件个])[-−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"

# counters that follow a Chinese numeral mostly in set phrases: 三个方面, 四项机制, 一批, 一次
_PHRASE_NOUNS = (
    "方面|维护|意识|自信|确保|坚持|环节|层面|阶段|一批|不|必须|结合|统一|突出|注重|转变|重点|聚焦|"
    "关键|抓手|到位|百|专项|强化|延伸|融合|同步|专班|大局|文明|务必|答应|倡导|机制|体系|工程|建设"
)
_NUMBER = re.compile(
    # most characters begin no number: they are passed over by this alone
    rf"(?=[\d\-−{CHARACTERS}])(?:百分之(?P<hundredth>[{CHARACTERS}]+|\d+(?:\.\d+)?)"
    rf"|(?P<arabic>(?<![\d.A-Za-z第×])(?<!\d[/:])(?:{_ARABIC}))\s{{0,2}}(?P<over>[余多来])?"
    rf"(?P<scale>{_SCALE})?(?P<over2>[余多])?\s{{0,2}}(?:(?P<unit>(?:{_UNIT}|(?<=\.\d)点|(?<=\.\d\d)点)(?:\((?:{_UNIT}|区)\)次?)?)(?P<per>/(?:{_BASE}|秒|分钟)|{_PER})?|(?P<rate>/\d+万))?"
    rf"|(?P<numeral>(?<![第数几初老{CHARACTERS}])(?<!(?<![目此提当日以])前)[{CHARACTERS}]++)(?P<over3>余|多(?!数|式|元|方|层|样))?"
    rf"(?P<unit3>{_UNIT})(?P<tenth>(?<=成)[一二三四五六七八九])?)"
)
_BEFORE: tuple[tuple[str, Qualifier], ...] = (
    ("不超过", "at_most"),
    ("不高于", "at_most"),
    ("不多于", "at_most"),
    ("至多", "at_most"),
    ("最多", "at_most"),
    ("不少于", "at_least"),
    ("不低于", "at_least"),
    ("至少", "at_least"),
    ("最少", "at_least"),
    ("不足", "under"),
    ("不到", "under"),
    ("低于", "under"),
    ("少于", "under"),
    ("超过", "over"),
    ("突破", "over"),
    ("高于", "over"),
    ("多于", "over"),
    ("大于", "over"),
    ("超", "over"),
    ("逾", "over"),
    ("将近", "nearly"),
    ("接近", "nearly"),
    ("近", "nearly"),
    ("大约", "about"),
    ("约为", "about"),
    ("大概", "about"),
    ("约", "about"),
    ("上", "over"),
)
_AFTER: tuple[tuple[str, Qualifier], ...] = (
    ("左右", "about"),
    ("上下", "about"),
    ("及以上", "at_least"),
    ("以上", "at_least"),
    ("及以下", "at_most"),
    ("以下", "at_most"),
    ("以内", "at_most"),
    ("之内", "at_most"),
)
# what they end and begin with: at most numbers neither stands
_BEFORE_ENDS = frozenset(words[-1] for words, _ in _BEFORE)
_AFTER_STARTS = frozenset(words[0] for words, _ in _AFTER)
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"，。；,;]{1,24})[”」』\"]")
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
# names that begin with a digit, each tried only where a row of digits begins
_DIGIT_NAMES = (
    r"\d{3,4}-\d{7,8}"  # telephone
    r"|\d++(?:\.\d+)?(?!mg|kg|km|g/)[A-Za-z]+(?!\w)"  # 5G, 2.0T
    r"|\d++小时(?=浓度|均值|平均|滑动)"
    r"|\d++(?:[+×]\d++)+(?:[×+]?\d++小时)?"  # 1+2, 7×24小时
    r"|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|\d{1,2}时\d{1,2}分"
    r"|24 ?小时(?=自助|服务|值班|值守|热线|开放|不打烊|在线|政务|全天)"
)
_WORD_NAMES = (
    r"(?!AQI)(?<![A-Za-z.\-])[A-Za-z][A-Za-z.\-]*+\d+(?:\.\d+)?"  # PM2.5, G5, A4
    r"|二次(?=[\u4e00-\u9fff])"  # 二次供水
    r"|[一二三四五]类(?=疫苗|传染病|水|标准|用地|费|区)"
    r"|(?<![目此当提日以])前\s?\d+(?:位|名|强|家)"
    # 后三项分别上升, 前移两位: of what was counted, and ranks
    r"|(?:(?<![目此当提日以])前|后|上述|这|该)[两三四五六七八九十\d]+(?:项|类|者|种|个|大)(?![月季])"
    r"|(?:前移|后移|上升|下降|提升|退后|后退|前进|跃升|居第|位列第)了?"
    r"[一两二三四五六七八九十\d]+个?(?:名次|位次|位)"
    r"|(?<![\u4e00-\u9fff])[表图]\d++(?=[\s:：])"  # 表1　主要指标
    # 0—20厘米土层, 3%征收率: what a thing is like
    r"|(?<![\d.])\d++(?:\.\d++)?(?:[—\-–~至]\d++(?:\.\d++)?)?厘米(?=土层)"
    r"|(?<![\d.])\d++(?:\.\d++)?%(?=征收率|税率|复合|含量的)"
    r"|(?:前进|进|退|升|降)了?[\d一二三四五六七八九十两]+位(?=[,，;；。、]|$)"
    r"|单位[:：]\s?[^\s，,；;。）)]{1,12}"
    r"|[〔\[【(]\s?(?:19|20)\d\d\s?[〕\]】)]\s?(?:第?\s?\d+\s?号)?"  # 〔2022〕15号
    r"|共印\s?\d+\s?份"
    r"|每\d+(?:\.\d+)?(?:克|千克|公斤|斤|毫升|升|吨|米|公里|亩|平方米|立方米|人|万人|户)(?!次)"
    rf"|第[\d{CHARACTERS}]++(?:[-—–~～至到、][\d{CHARACTERS}]+)?"
    rf"|[一二三四五六七八九十两]+(?:个|项|条|次|大|批|位|件|类)(?:{_PHRASE_NOUNS})"
    r"|十[一二三四五]五|一体|一站式|一网|一窗|一门|一卡|一件事|万物|千方百计|一人一|一户一|一企一"
)
_NAMES = re.compile(
    # most characters begin no name: they are passed over by this alone
    rf"(?=[\dA-Za-z{CHARACTERS}前后上这该下提退跃居位单表图进升降〔\[【(共每第])"
    rf"(?:(?<!\d)(?=\d)(?:{_DIGIT_NAMES})"
    rf"|(?<![\d{CHARACTERS}])[\d{CHARACTERS}]++(?:届|号(?!召)|级|等奖|楼|幢楼|号楼|大以来)"
    rf"|(?<![{CHARACTERS}])[{CHARACTERS}]++(?:级|等|星|线|带|区[{CHARACTERS}])"
    rf"|{_WORD_NAMES})"
)
_LIST = re.compile(r"\s*(?:[、，,和与及]|以及|[-—–~～至到])\s*")
_SCALED = re.compile(_SCALE)
_DECLARED = re.compile(rf"单位[:：]\s*(?P<scale>{_SCALE})?(?P<unit>{_UNIT}(?:/(?:{_BASE}))?)")
_ATTRIBUTE = re.compile(r"(?:及?以上|及?以下|以内)(?![，、。；：）)！？!?,.;:\s]|$)")
# one of a kind is mostly an article (一家企业); it is a count where something occurred
_OCCURRED = re.compile(r"(?:发生|新增|出现|报告|共|查处|立案|死亡|受伤|失踪|仅|计|达)了?$")
# behind a Chinese numeral these are mostly part of a name (三期工程, 五部委, 两面红旗)
_AMBIGUOUS = frozenset("门面层道度员口字节期分县市乡镇村")
_LONGEST_NUMBER = 20  # signs: longer rows of digits are codes, and count nothing
_DURATIONS = frozenset({"天", "小时", "分钟", "个工作日", "工作日", "个小时", "个月"})
_SINGULAR_COUNTS = frozenset("起例宗人名")


@lru_cache(maxsize=64)
def find_names(text: str) -> tuple[tuple[int, int], ...]:
    """Places of words whose numerals are no numbers: titles, slogans, telephone numbers, ranks."""
    places = [match.span() for pattern in (_TITLE, _NAMES) for match in pattern.finditer(text)]
    places.extend(match.span(1) for match in _QUOTED.finditer(text))
    return tuple(places)


def find_declared_unit(text: str) -> tuple[str, Decimal] | None:
    """The unit that words like 单位：万元 declare for the numbers after them, and its scale."""
    match = _DECLARED.search(fold_width(text))
    if match is None:
        return None
    return match["unit"], parse_numeral(match["scale"]) if match["scale"] else Decimal(1)


def declare_unit(quantity: Quantity, unit: str, scale: Decimal) -> Quantity:
    """The quantity with a declared unit, if it has none of its own."""
    if quantity.unit:
        return quantity
    value = quantity.value if scale == 1 else _plain(quantity.value * scale)
    return replace(quantity, value=value, unit=unit)


def find_quantities(text: str, *, outside: Iterable[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order, those within ``outside`` and in names left out.

    Args:
        text: Running text as printed.
        outside: Half-open places known to be something else, such as dates.

    Returns:
        Arabic numbers with and without a unit, Chinese numerals with a unit only.
        Ranks, ordinals, quoted names and titles are not among them; 一 counts only
        where something occurred (发生一起), not as an article (一家企业).
    """
    folded = fold_width(text)
    barred = bytearray(len(folded))
    for start, end in (*outside, *find_names(folded)):
        barred[start:end] = b"\1" * (end - start)
    found = (
        _read(text, folded, match)
        for match in _NUMBER.finditer(folded)
        if not barred[match.start()]
    )
    kept = [q for q in found if q is not None and not barred[q.end - 1]]
    return tuple(_share_units(folded, kept))


def _share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give the bare numbers of a list the unit and scale that are printed once, at its end."""
    scale = Decimal(1)
    for position in range(len(quantities) - 2, -1, -1):
        bare, following = quantities[position], quantities[position + 1]
        # 9.1个、11.0个和7.2个百分点: the unit is cut off as well
        cut = bare.unit == "个" and following.unit == "个百分点" and bare.value % 1
        if (
            (bare.unit and not cut)
            or not following.unit
            or not _LIST.fullmatch(text, bare.end, following.start)
        ):
            scale = Decimal(1)
            continue
        if printed := _SCALED.search(text, following.start, following.end):
            scale = parse_numeral(printed[0])
        own = _SCALED.search(text, bare.start, bare.end)  # 6万至7万人次
        value = bare.value if scale == 1 or own else _plain(bare.value * scale)
        quantities[position] = replace(bare, value=value, unit=following.unit)
    return quantities


def _read(printed_text: str, text: str, match: re.Match[str]) -> Quantity | None:
    if match["arabic"] is not None:
        if len(match["arabic"]) > _LONGEST_NUMBER:
            return None
        value = Decimal(match["arabic"].replace(",", "").replace("−", "-"))
        if match["scale"]:
            value = _plain(value * parse_numeral(match["scale"]))
        # 头（只）: the unit as printed, brackets and all
        unit = match["unit"] or ""
        unit = printed_text[slice(*match.span("unit"))] if "(" in unit else unit
        unit += match["per"] or match["rate"] or ""
        over = match["over"] or match["over2"]
    elif match["hundredth"] is not None:
        printed = match["hundredth"]
        value = (
            Decimal(printed) if printed[0].isdigit() and printed.isascii() else _numeral(printed)
        )
        unit, over = "%", None
    else:
        if not _counts(text, match):
            return None
        value, unit, over = _numeral(match["numeral"]), match["unit3"], match["over3"]
        if match["tenth"]:  # 三成四
            value += _numeral(match["tenth"]) / 10
    if value.is_nan() or (match["arabic"] is not None and _is_label(text, match, unit)):
        return None
    # 5亿元以上项目 is a kind of project; 四成以上办件 is a share of them
    if unit not in {"%", "‰", "成", "倍"} and _ATTRIBUTE.match(text, match.end()):
        return None
    return _qualified(text, match, value, unit, over)


def _plain(value: Decimal) -> Decimal:
    """The value without zeros that only a multiplication has put behind its point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _numeral(text: str) -> Decimal:
    try:
        return parse_numeral(text)
    except QuantityError:
        return Decimal("NaN")


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a Chinese numeral with a unit is a count here, not a turn of phrase."""
    numeral, unit = match["numeral"], match["unit3"]
    if numeral == "一" and unit != "成":
        return unit in _SINGULAR_COUNTS and bool(
            _OCCURRED.search(text, max(0, match.start() - 4), match.start())
        )
    following = text[match.end() : match.end() + 1]
    if unit == "部":  # 两部电梯, but 五部委
        return following not in {"门", "委", "长", "分", "曲", "署", "队"}
    if unit in _AMBIGUOUS:
        return not following or following in ",，。;；、)）和"
    if unit == "成":
        return following not in {"为", "立", "果", "效", "员", "本"}
    # a lone scale needs a qualifier to be a number: 近百家, not 百家讲坛
    if numeral in {"百", "千", "万", "亿", "十万", "百万", "千万"}:
        return bool(match["over3"]) or text[match.start() - 1 : match.start()] in set(
            "近上超足到逾"
        )
    return True


_NAME_END = re.compile(r"[\u4e00-\u9fff](?=\()")


def _is_label(text: str, match: re.Match[str], unit: str) -> bool:
    """Whether a number without a unit only numbers something: "1." or "（3）"."""
    if unit:
        return False
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if before == "(" and after == ")" and _NAME_END.match(text, match.start() - 2):
        return False  # 甲县（5.21）、乙县（5.34）
    return (before in {"(", ""} and after in {")", ".", "、"}) or after == "."


def _qualified(
    text: str, match: re.Match[str], value: Decimal, unit: str, over: str | None
) -> Quantity:
    start, end = match.span()
    stop = end if unit else _number_end(match)
    qualifier: Qualifier | None = "over" if over else None
    whole_start, whole_end = start, stop
    head = text[max(0, start - 4) : start].rstrip()
    gap = start - max(0, start - 4) - len(head)
    for words, meaning in _BEFORE if head[-1:] in _BEFORE_ENDS else ():
        if head.endswith(words) and not _is_part(words, head, value):
            qualifier, whole_start = meaning, start - gap - len(words)
            break
    gap = 1 if text.startswith(" ", stop) else 0
    for words, meaning in _AFTER if text[stop + gap : stop + gap + 1] in _AFTER_STARTS else ():
        if text.startswith(words, stop + gap):
            qualifier, whole_end = meaning, stop + gap + len(words)
            break
    if unit in {"成", "倍"} and text.startswith("多", stop):
        qualifier, whole_end = "over", stop + 1
    if unit in _DURATIONS and text.startswith("内", stop):
        qualifier, whole_end = "at_most", stop + 1
    return Quantity(
        start=start,
        end=stop,
        value=value,
        unit=unit,
        qualifier=qualifier,
        whole_start=whole_start,
        whole_end=whole_end,
    )


def _is_part(words: str, head: str, value: Decimal) -> bool:
    """Whether the qualifier's character is the end of another word: 预约, 附近, 赶超."""
    before = head[: -len(words)][-1:]
    if words == "上":
        return value < 100
    return (words == "约" and before in set("预节签合公条履特邀违守")) or (
        words in {"近", "超"} and before in set("附临邻靠最赶")
    )


def _number_end(match: re.Match[str]) -> int:
    """The end of the digits and their scale: white space that led to no unit is not part of it."""
    return match.start() + len(match[0].rstrip())
