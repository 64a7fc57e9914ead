"""The printed forms of dates and periods, as patterns over folded text.

A form is tried at every character of every issue, so all of them are joined into one pattern
whose branches start with a plain character: the engine passes over the rest at little cost.
The order of ``FORMS`` is the order of preference where several forms start at one place.
"""

import re

from .text import fold_width

# marks that are used for "to", one character to one; the doubled dash of a keyboard is two of them
_DASHES = dict.fromkeys("‐‑‒–—―−─━﹣﹘", "-") | dict.fromkeys("〜∼～", "~")
_DASH = re.compile(f"[{''.join(_DASHES)}]")

_DIGITS = "〇一二三四五六七八九"
_SAME_DIGIT = {"○": 0, "◯": 0, "零": 0, "o": 0, "O": 0, "0": 0} | {
    sign: value for value, sign in enumerate(_DIGITS)
}
_TENS = {"十": 10, "廿": 20, "卅": 30}

_GAP = r"[ \t]*"
# 一 is typed for the dash, and ? is what an encoding makes of a dash that it has not got
_TO = rf"{_GAP}(?:-{{1,2}}|~{{1,2}}|至|到|一(?=[0-9])|(?<=日)[?\ufffd](?=[0-9])){_GAP}"
_CN_YEAR = r"(?:二[〇○◯零oO]|一九)[一二三四五六七八九〇○◯零oO]{2}"
_YEAR_WORDS = "今年|本年度?|去年|上年度?|上一年度?|前年|明年|当年|同年|次年|翌年|每年|历年"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_CN_DAY = r"(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
_DAY = rf"(?:[0-9]{{1,2}}|{_CN_DAY})"
_HALF_DAY = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|深夜|[晨夜晚])?"
_HOUR = r"[0-9]{1,2}(?:时(?:[0-9]{1,2}分)?|点(?:[0-9]{1,2}分|钟|整|半)|:[0-9]{2})整?"
_CLOCK = rf"{_GAP}{_HALF_DAY}{_GAP}(?:[0-9]{{1,2}}(?:时|:[0-9]{{2}})?{_TO})?{_HOUR}"
_MONTH_PART = "底|末|初|上中旬|中下旬|上旬|中旬|下旬"
_SINCE = "以来|至今(?!年)"
# stands before a form, and is looked for only there
UNTIL = re.compile(rf"(?:截至到?|截止到?|直至){_GAP}(?:于|时间为?)?{_GAP}$")
_QUARTER = "[一二三四1-4]"


def _year(place: str = "") -> str:
    """A printed year with its 年, or a word for one; groups end in ``place``."""
    return (
        rf"(?:(?P<year{place}>(?:19|20)[0-9]{{2}}|{_CN_YEAR}){_GAP}年度?{_GAP}"
        rf"|(?P<year_word{place}>{_YEAR_WORDS}){_GAP})"
    )


def _year_before_month(place: str = "") -> str:
    """As ``_year``; before a month the century or the 年 itself may be missing."""
    return (
        rf"(?:(?P<year{place}>(?:19|20)[0-9]{{2}}|{_CN_YEAR}){_GAP}年度?{_GAP}"
        rf"|(?P<cut_year{place}>20[0-9]{{2}})(?=[1-9][0-2]?月)"
        rf"|(?P<short_year{place}>[0-9]{{2}})年(?=[0-9]{{1,2}}月)"
        rf"|(?P<year_word{place}>{_YEAR_WORDS}){_GAP})?"
    )


def _marked_date(place: str = "") -> str:
    """A date of digits and one kind of mark: 2023-07-17, 2023.7.17, 2023/7/17."""
    return (
        rf"(?P<year{place}>(?:19|20)[0-9]{{2}})(?P<mark{place}>[-./])(?P<month{place}>[0-9]{{1,2}})"
        rf"(?P=mark{place})(?P<day{place}>[0-9]{{1,2}})(?![0-9])"
    )


_DAY_SIGN = "[日号]"
_NO_SIGN = rf"(?={_GAP}(?:[)\]】,;。、\n]|$))"  # 日 left out at the end of a bracket or line

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "days",
        rf"{_year_before_month()}(?P<month>{_MONTH}){_GAP}月{_GAP}(?P<day>{_DAY}){_GAP}{_DAY_SIGN}?"
        rf"(?:{_CLOCK}|[晨夜晚])?(?:起)?{_TO}{_year_before_month('2')}"
        rf"(?:(?P<month2>{_MONTH}){_GAP}月{_GAP})?(?P<day2>{_DAY}){_GAP}"
        rf"(?:{_DAY_SIGN}(?:{_CLOCK})?|{_NO_SIGN})",
    ),
    (
        "overnight",
        rf"{_year_before_month()}(?P<month>{_MONTH}){_GAP}月{_GAP}(?P<day>{_DAY}){_GAP}{_DAY_SIGN}"
        rf"(?:{_CLOCK})?{_TO}(?:次日|翌日|第二天){_HALF_DAY}(?:{_GAP}{_HOUR})?",
    ),
    (
        "marked_days",
        rf"{_marked_date()}{_TO}(?:(?P<year2>(?:19|20)[0-9]{{2}})(?P=mark))?"
        r"(?P<month2>[0-9]{1,2})(?P=mark)(?P<day2>[0-9]{1,2})(?![0-9.])",
    ),
    ("marked_day", rf"{_marked_date()}"),
    (
        "listed_days",
        rf"{_year_before_month()}(?P<month>{_MONTH}){_GAP}月{_GAP}(?P<day>{_DAY})"
        rf"(?:、{_DAY})*[、和](?P<day2>{_DAY}){_GAP}{_DAY_SIGN}",
    ),
    (
        "day",
        rf"{_year_before_month()}(?P<month>{_MONTH}){_GAP}月份?{_GAP}(?P<day>{_DAY}){_GAP}"
        rf"{_DAY_SIGN}(?:{_CLOCK})?(?P<since>{_SINCE})?",
    ),
    (
        "unsigned_day",
        rf"{_year()}(?P<month>{_MONTH}){_GAP}月{_GAP}(?P<day>[0-9]{{1,2}}){_NO_SIGN}",
    ),
    (
        "months",
        rf"{_year_before_month()}(?P<month>{_MONTH}){_GAP}(?:月份?)?{_TO}{_year_before_month('2')}"
        rf"(?P<month2>{_MONTH}){_GAP}月份?(?!{_GAP}[0-9]{{1,2}}{_GAP}{_DAY_SIGN})",
    ),
    (
        "listed_months",
        rf"{_year_before_month()}(?P<month>{_MONTH})月?、(?:{_MONTH}月?、)*(?P<month2>{_MONTH})月份?"
        rf"(?!{_GAP}[0-9]{{1,2}}{_GAP}{_DAY_SIGN})",
    ),
    (
        "month",
        rf"{_year_before_month()}(?P<month>{_MONTH}){_GAP}月(?![龄饼球供])份?"
        rf"(?P<part>{_MONTH_PART})?(?P<since>{_SINCE})?",
    ),
    (
        "quarters",
        rf"{_year()}?第?(?P<quarter>{_QUARTER})(?:季度)?(?:{_TO}|、)第?"
        rf"(?P<quarter2>{_QUARTER})季度",
    ),
    (
        "quarter",
        rf"{_year()}?(?:第?(?P<quarter>{_QUARTER})|(?P<near>本|上一?|下一?|当)个?)季度"
        rf"(?P<part>末|底|初)?(?P<since>{_SINCE})?",
    ),
    ("half", rf"{_year()}?(?P<half>[上下])半年(?P<part>末|底)?(?P<since>{_SINCE})?"),
    (
        "first_months",
        rf"{_year()}?(?:前|头)(?:{_GAP}(?P<months>1[01]|[2-9]|十一?|[二两三四五六七八九]){_GAP}个?月份?"
        rf"|(?P<quarters>[23二两三])个?季度)",
    ),
    (
        "near_month",
        rf"(?P<near>本月|当月|上个?月|下个?月)(?:份(?!额))?"
        rf"(?:(?P<part>{_MONTH_PART})|(?P<same>同期)|(?P<total>累计)"
        rf"|{_GAP}(?P<day>[0-9]{{1,2}}){_GAP}{_DAY_SIGN}(?:{_CLOCK})?)?(?P<since>{_SINCE})?",
    ),
    (
        "years",
        rf"(?P<year>(?:19|20)[0-9]{{2}}|{_CN_YEAR}){_GAP}年?{_TO}"
        rf"(?P<year2>(?:19|20)[0-9]{{2}}|{_CN_YEAR}){_GAP}年度?(?!{_GAP}[0-9]{{1,2}}{_GAP}月)",
    ),
    (
        "year",
        rf"{_year()}(?:(?P<part>年?初|年?末|年?底|年终)|(?P<same>同期|同月|同日)"
        rf"|(?P<total>累计)|全年)?(?P<since>{_SINCE})?",
    ),
    ("year_part", rf"(?P<part>年初|年末|年底|年终)(?P<since>{_SINCE})?"),
    ("since_new_year", rf"(?:开年|新年|入年){_GAP}以来"),
    ("whole_year", "全年(?!龄)|年内"),
    (
        "weekdays",
        r"(?P<near>[本这上])周(?P<weekday>[一二三四五六日])"
        rf"{_TO}(?P<near2>本|下)?周?(?P<weekday2>[一二三四五六日])(?![个项件家])",
    ),
    (
        "week",
        r"(?P<near>本|这|当|上上|上一?|前一|下一?)(?:个)?(?:周|星期)(?![期边年岁围])"
        r"(?:(?P<weekday>[一二三四五六日天])(?![个项件家是次体般批直样些共致]))?(?P<same>同期)?(?P<since>以来)?",
    ),
    ("issue_period", r"(?:本报告期|本期|报告期)内?"),
    ("previous_issue", "上一?期(?![间中])"),
    ("usual", "(?:常年|历年|往年|历史|近年)同期"),
    (
        "now",
        rf"(?:截至|截止|到){_GAP}(?:目前|现在|当前|今日|今天|发稿(?:时|前|日)?)(?:为止)?"
        "|目前|迄今(?:为止)?|至今(?:为止)?|当前",
    ),
    ("near_day", rf"(?P<near>今日(?!头条)|今天|昨日|昨天|前天|明天|明日)(?:{_CLOCK})?"),
    (
        "vague",
        "近期|近日|日前(?![往来])|最近|近来|前不久|不久前|近段时间|前段时间|近几[年个月天周日]+来?"
        r"|近年来?|近[0-9一二两三四五六七八九十半]{1,3}(?:年|个月|个?季度|个?星期|周|天|日)来?",
    ),
    ("bare_days", rf"(?P<day>[0-9]{{1,2}})日{_TO}(?P<day2>[0-9]{{1,2}})日(?={_GAP},)"),
    (
        "bare_day",
        rf"(?P<day>[0-9]{{1,2}})日(?={_GAP}(?:,|凌晨|清晨|上午|中午|下午|傍晚|晚|夜|深夜))",
    ),
)


def _without_names(pattern: str, form: int) -> str:
    """The pattern with its groups nameless, but for the one that marks pairs meet in."""
    pattern = re.sub(r"\(\?P<mark(\w*)>", rf"(?P<m{form}\1>", pattern)
    pattern = re.sub(r"\(\?P=mark(\w*)\)", rf"(?P=m{form}\1)", pattern)
    return re.sub(r"\(\?P<(?!m\d)\w+>", "(?:", pattern)


FORMS: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in _PATTERNS}
# what all forms begin with: three characters of four are passed over by the first sign alone, and
# most of the rest by what follows it
_SIGNS = (
    "[0-9年日一二三四五六七八九十上下今本前明当去近第目最报历全开新入常往每翌次同不迄至到头这截昨]"
)
_FIRST = (
    rf"(?:[0-9]{{1,6}}{_GAP}[年月日号季\-~至到一、./]|[全开新入常往每翌次同去]年|历[年史]"
    r"|[一二三四五六七八九十][ \t月季、\-~至到〇○◯零oO一二九]|年[初末底终内]|第[一二三四1-4]"
    rf"|上[年一半个月周上星季期]|下[半个月周一星季]|到{_GAP}[目现当今发]|[目日]前|[迄至]今"
    r"|前[年不段天 \t0-9一二两三四五六七八九十]|头[ \t0-9二两三四五六七八九十]"
    "|最近|报告|不久|[今明][年日天]|昨[日天]|截[至止]|[本当这近])"
)
ANY_FORM = re.compile(
    f"(?={_SIGNS})(?={_FIRST})(?:"
    + "|".join(
        f"(?P<{name}>{_without_names(pattern, place)})"
        for place, (name, pattern) in enumerate(_PATTERNS)
    )
    + ")"
)
# a second day that shares month and year with the one before: 7月18日、20日
FURTHER_DAY = re.compile(rf"[、和及与]{_GAP}(?P<day>[0-9]{{1,2}}){_GAP}日")
EIGHT_DIGITS = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")


def fold_dates(text: str) -> str:
    """``text`` with half-width digits and one kind of dash; the length stays the same."""
    folded = fold_width(text)
    for sign in set(_DASH.findall(folded)):
        folded = folded.replace(sign, _DASHES[sign])
    return folded


def read_number(digits: str) -> int:
    """A small number (month, day, count) in figures or Chinese numerals: 21, 二十一, 廿一, 两."""
    if digits.isdecimal():
        return int(digits)
    total = ones = 0
    for sign in digits:
        if sign in _TENS:
            total += (ones or 1) * _TENS[sign]
            ones = 0
        else:
            ones = 2 if sign == "两" else _SAME_DIGIT[sign]
    return total + ones


def read_year(digits: str) -> int:
    """A year of four signs, in figures or Chinese digits with any of the circles: 二○二三."""
    return int("".join(sign if sign.isdecimal() else str(_SAME_DIGIT[sign]) for sign in digits))
