"""What the office counts: thirty-odd series that appear, are renamed and vanish, and their values.

A series is one thing counted through the years whatever it is called; the truth of each figure
names its series, so that a broken thread through a renaming can be seen.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import cos, pi
from random import Random

from .calendar import Week
from .departments import PROVINCIAL, Office

Names = tuple[tuple[int, str, str], ...]  # (first year, printed, word that must be found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """口径: on whose behalf is counted, and what the papers call it from which year on."""

    key: str
    names: Names
    headings: tuple[str, ...]  # section headings that say the scope, "{s}" stands for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One thing counted. ``share_of`` makes it a part of another series (办结 of 受理)."""

    key: str
    scope: str
    names: Names
    unit: str
    base: float  # a week's number in the first year
    growth: float = 1.05  # a year
    first: int = 2013
    last: int = 2023
    share_of: str | None = None


def _same(printed: str, word: str | None = None) -> Names:
    return ((2013, printed, word or printed),)


SCOPES = (
    Scope(
        key="hall",
        names=((2013, "政务大厅", "大厅"), (2017, "省政务服务大厅", "大厅")),
        headings=("{s}办件情况", "{s}运行情况", "{s}窗口办件情况", "{s}办理情况"),
    ),
    Scope(
        key="zong",
        names=((2013, "省本级综窗", "综窗"), (2021, "省本级综合窗口", "综合窗口")),
        headings=("{s}办件情况", "{s}运行情况", "{s}办理数据", "{s}受理颁发情况"),
    ),
    Scope(
        key="permit",
        names=_same("行政许可事项", "行政许可"),
        headings=("{s}受理办理情况", "{s}办理情况"),
    ),
    Scope(
        key="service",
        names=_same("公共服务事项", "公共服务"),
        headings=("{s}受理办理情况", "{s}办理情况"),
    ),
    Scope(
        key="nonpermit",
        names=_same("非行政许可审批事项", "非行政许可审批"),
        headings=("{s}清理前办理情况", "{s}办理情况"),
    ),
    Scope(
        key="net",
        names=((2013, "网上审批系统", "网上审批"), (2019, "一体化政务服务平台", "一体化")),
        headings=("{s}运行情况", "{s}办件情况"),
    ),
    Scope(
        key="hotline",
        names=((2013, "政务服务热线", "热线"), (2021, "12345热线", "热线")),
        headings=("{s}运行情况", "{s}诉求办理情况"),
    ),
    Scope(
        key="trade",
        names=_same("公共资源交易", "交易"),
        headings=("{s}情况", "{s}运行情况", "{s}平台运行情况"),
    ),
    Scope(
        key="company",
        names=_same("企业开办专区", "企业开办"),
        headings=("{s}运行情况", "{s}服务情况"),
    ),
    Scope(
        key="project",
        names=((2013, "投资项目在线审批监管平台", "投资项目"), (2020, "投资项目专区", "投资项目")),
        headings=("{s}运行情况", "{s}办理情况"),
    ),
    Scope(
        key="cross",
        names=_same("“跨省通办”窗口", "跨省通办"),
        headings=("{s}办件情况", "{s}运行情况"),
    ),
    Scope(
        key="self",
        names=((2013, "自助服务区", "自助服务区"), (2022, "24小时自助服务区", "自助服务区")),
        headings=("{s}运行情况", "{s}使用情况"),
    ),
    Scope(
        key="help",
        names=((2013, "代办帮办窗口", "办窗口"), (2020, "帮办代办窗口", "办窗口")),
        headings=("{s}服务情况", "{s}工作情况"),
    ),
)

SERIES = (
    Series(
        key="hall.consult",
        scope="hall",
        names=((2013, "接待咨询", "咨询"), (2017, "咨询", "咨询")),
        unit="人次",
        base=2650,
        growth=1.03,
    ),
    Series(key="hall.accept", scope="hall", names=_same("受理"), unit="件", base=1180),
    Series(
        key="hall.finish",
        scope="hall",
        names=_same("办结"),
        unit="件",
        base=0.94,
        share_of="hall.accept",
    ),
    Series(
        key="hall.issue",
        scope="hall",
        names=((2013, "发放证照", "证照"), (2016, "颁发证照", "证照"), (2020, "颁发", "颁发")),
        unit="件",
        base=640,
        growth=1.08,
    ),
    Series(
        key="zong.consult", scope="zong", names=_same("咨询"), unit="人次", base=870, first=2017
    ),
    Series(key="zong.accept", scope="zong", names=_same("受理"), unit="件", base=236, first=2017),
    Series(key="zong.issue", scope="zong", names=_same("颁发"), unit="件", base=2900, first=2017),
    Series(key="zong.flow", scope="zong", names=_same("流转"), unit="件", base=5100, first=2019),
    Series(key="permit.accept", scope="permit", names=_same("受理"), unit="件", base=3900),
    Series(
        key="permit.finish",
        scope="permit",
        names=_same("办结"),
        unit="件",
        base=0.96,
        share_of="permit.accept",
    ),
    Series(key="service.accept", scope="service", names=_same("受理"), unit="件", base=21700),
    Series(
        key="service.finish",
        scope="service",
        names=_same("办结"),
        unit="件",
        base=0.95,
        share_of="service.accept",
    ),
    Series(
        key="nonpermit.accept",
        scope="nonpermit",
        names=_same("受理"),
        unit="件",
        base=430,
        growth=0.7,
        last=2015,
    ),
    Series(
        key="nonpermit.finish",
        scope="nonpermit",
        names=_same("办结"),
        unit="件",
        base=0.9,
        share_of="nonpermit.accept",
        last=2015,
    ),
    Series(
        key="net.apply",
        scope="net",
        names=((2013, "网上预受理", "网上预受理"), (2016, "网上申报", "网上申报")),
        unit="件",
        base=310,
        growth=1.32,
    ),
    Series(key="net.visit", scope="net", names=_same("访问"), unit="人次", base=5200, growth=1.2),
    Series(
        key="net.licence",
        scope="net",
        names=_same("归集电子证照", "电子证照"),
        unit="条",
        base=18400,
        growth=1.1,
        first=2019,
    ),
    Series(
        key="net.post",
        scope="net",
        names=((2013, "快递送达", "送达"), (2021, "寄递送达", "送达")),
        unit="件",
        base=160,
        growth=1.15,
        first=2017,
    ),
    Series(
        key="hotline.call", scope="hotline", names=_same("接听来电", "来电"), unit="个", base=940
    ),
    Series(
        key="hotline.order",
        scope="hotline",
        names=((2013, "转办诉求", "转办"), (2019, "转办工单", "转办")),
        unit="件",
        base=270,
    ),
    Series(
        key="hotline.reply",
        scope="hotline",
        names=((2013, "办结回复", "回复"), (2019, "回复工单", "回复")),
        unit="件",
        base=0.92,
        share_of="hotline.order",
    ),
    Series(key="trade.enter", scope="trade", names=_same("进场项目"), unit="个", base=46),
    Series(key="trade.done", scope="trade", names=_same("成交项目"), unit="宗", base=31),
    Series(key="trade.amount", scope="trade", names=_same("成交金额"), unit="元", base=236_000_000),
    Series(key="trade.saved", scope="trade", names=_same("节约资金"), unit="元", base=9_300_000),
    Series(
        key="company.new", scope="company", names=_same("新设企业"), unit="户", base=88, first=2017
    ),
    Series(
        key="company.seal",
        scope="company",
        names=_same("免费刻制公章", "公章"),
        unit="枚",
        base=205,
        first=2019,
    ),
    Series(
        key="company.change", scope="company", names=_same("办理变更", "变更"), unit="户", base=61,
        first=2017,
    ),
    Series(
        key="project.declare",
        scope="project",
        names=_same("申报项目"),
        unit="个",
        base=74,
        first=2015,
    ),
    Series(
        key="project.code", scope="project", names=_same("赋码"), unit="个", base=58, first=2015
    ),
    Series(
        key="project.approve",
        scope="project",
        names=((2013, "办结审批", "办结"), (2019, "办结", "办结")),
        unit="件",
        base=49,
        first=2015,
    ),
    Series(key="cross.accept", scope="cross", names=_same("受理"), unit="件", base=33, first=2021),
    Series(
        key="cross.agent",
        scope="cross",
        names=((2013, "异地代收", "代收"), (2023, "代收代办", "代收")),
        unit="件",
        base=17,
        first=2021,
    ),
    Series(
        key="self.use", scope="self", names=_same("服务群众"), unit="人次", base=420, first=2018
    ),
    Series(
        key="self.print", scope="self", names=_same("自助打印"), unit="份", base=690, first=2018
    ),
    Series(key="help.case", scope="help", names=_same("受理"), unit="件", base=26, first=2014),
    Series(key="help.guide", scope="help", names=_same("引导"), unit="人次", base=340, first=2014),
)  # fmt: skip

_BY_KEY = {series.key: series for series in SERIES}
SCOPE_BY_KEY = {scope.key: scope for scope in SCOPES}


def name_in(names: Names, year: int) -> tuple[str, str]:
    """(printed, word) in that year."""
    printed, word = names[0][1:]
    for first, later, later_word in names:
        if year >= first:
            printed, word = later, later_word
    return printed, word


def renamings() -> list[dict[str, object]]:
    """Every renaming of an indicator or a scope, for the truth of the archive."""
    found: list[dict[str, object]] = []
    for what in (*SCOPES, *SERIES):
        for before, after in pairwise(what.names):
            if isinstance(what, Series) and after[0] <= what.first:
                continue
            found.append(
                {
                    "key": what.key,
                    "year": after[0],
                    "before": before[1],
                    "after": after[1],
                }
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A series in one week, with what it can be compared to. None: nothing to compare with."""

    series: str
    scope: str  # printed
    scope_word: str
    name: str  # printed
    word: str
    unit: str
    week: int
    total: int  # since 1 January
    before: int | None  # the week before, told in the report before
    year_ago: int | None  # the same report a year ago
    total_year_ago: int | None

    @property
    def words(self) -> tuple[str, ...]:
        """What must stand in scope and indicator of a figure of this series."""
        return (self.scope_word, self.word)


class Ledger:
    """The values of all series in all weeks. They add up: a total is the sum of its weeks."""

    def __init__(self, weeks: tuple[Week, ...], seed: int) -> None:
        self.weeks = weeks
        self._seed = seed
        self._values: dict[str, tuple[int, ...]] = {}

    @cached_property
    def _year_starts(self) -> dict[int, int]:
        starts: dict[int, int] = {}
        for week in self.weeks:
            starts.setdefault(week.year, week.position)
        return starts

    def scopes_in(self, year: int) -> tuple[str, ...]:
        """Scopes of which something is counted in that year."""
        living = {series.scope for series in SERIES if series.first <= year <= series.last}
        return tuple(scope.key for scope in SCOPES if scope.key in living)

    def readings(self, scope: str, week: Week) -> tuple[Reading, ...]:
        """All series of a scope in one week."""
        return tuple(
            self.reading(series, week)
            for series in SERIES
            if series.scope == scope and series.first <= week.year <= series.last
        )

    def reading(self, series: Series, week: Week) -> Reading:
        """One series in one week."""
        scope, scope_word = name_in(SCOPE_BY_KEY[series.scope].names, week.year)
        name, word = name_in(series.names, week.year)
        return self._read(
            series.key, week, scope=(scope, scope_word), name=(name, word), unit=series.unit
        )

    def window(self, office: Office, week: Week) -> Reading:
        """What a department's window in the hall accepted."""
        key = f"window.{office.name}"
        return self._read(key, week, scope=("", ""), name=("受理", "受理"), unit="件")

    def _read(
        self, key: str, week: Week, *, scope: tuple[str, str], name: tuple[str, str], unit: str
    ) -> Reading:
        values = self._of(key)
        place = week.position
        start = self._year_starts[week.year]
        ago_start = self._year_starts.get(week.year - 1)
        ago = None if ago_start is None else ago_start + place - start
        # a report that is lost can be compared with nowhere but in print
        return Reading(
            series=key,
            scope=scope[0],
            scope_word=scope[1],
            name=name[0],
            word=name[1],
            unit=unit,
            week=values[place],
            total=sum(values[start : place + 1]),
            before=self._earlier(values, place, place - 1),
            year_ago=self._earlier(values, place, ago),
            total_year_ago=None if ago is None else sum(values[ago_start : ago + 1]) or None,
        )

    def _earlier(self, values: tuple[int, ...], place: int, other: int | None) -> int | None:
        """The value of another report, where both tell of times of the same length."""
        if other is None or not 0 <= other < len(self.weeks):
            return None
        alike = self.weeks[place].weeks == self.weeks[other].weeks
        return values[other] or None if alike else None

    def _of(self, key: str) -> tuple[int, ...]:
        if key not in self._values:
            self._values[key] = self._make(key)
        return self._values[key]

    def _make(self, key: str) -> tuple[int, ...]:
        rng = Random(f"{self._seed}:ledger:{key}")
        series = _BY_KEY.get(key)
        if series is None:
            busy = next(o.busy for o in PROVINCIAL if o.name == key.removeprefix("window."))
            return tuple(_count(week, busy, 1.03, 0.18, rng) for week in self.weeks)
        if series.share_of is not None:
            whole = self._of(series.share_of)
            return tuple(
                min(
                    value,
                    round(value * rng.uniform(series.base - 0.05, min(0.995, series.base + 0.05))),
                )
                for value in whole
            )
        return tuple(
            _count(
                week, series.base, series.growth, 0.12, rng, first=series.first, last=series.last
            )
            for week in self.weeks
        )


def _count(
    week: Week,
    base: float,
    growth: float,
    noise: float,
    rng: Random,
    *,
    first: int = 2013,
    last: int = 2023,
) -> int:
    """One week's number: trend, season, fewer days, chance."""
    chance = rng.gauss(1, noise)
    if not first <= week.year <= last:
        return 0
    season = 1 + 0.12 * cos(2 * pi * (week.end.month - 6) / 12)
    epidemic = 0.45 if date(2020, 1, 28) <= week.end <= date(2020, 4, 15) else 1.0
    days = min(5, (week.end - week.start).days + 1) / 5 if week.weeks == 1 else 2
    value = base * growth ** (week.year - first) * season * epidemic * days * max(0.4, chance)
    return max(1, round(value))
