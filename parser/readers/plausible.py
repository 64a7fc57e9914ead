"""How much a text looks like Chinese of an office, to tell encodings and broken fonts apart."""

import re
from collections import Counter
from functools import lru_cache

# characters that make up some four fifths of running official Chinese, simplified
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也对生能而子得于着下自之年过发后作里用道"
    "行所然家种事成方多经去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无"
    "力与长把机十民第公此已工使情明性知全三关点正业外将两高间由问很最重并物手应向文体政相见被利二等产或新"
    "制身果加西月话合回特代内信表化老给世位次度门任常先海通教原东提立及比员解水名真论处义各入几口认条平系"
    "气题活更别变四总何电数安少报才结反受目太量再感建务做接必场件计管期市直资命山金指许统区保至队形社便空"
    "决治展科司五基书非则界达光放强即难且权思完设式路记南品住告类求据程北边该交规万取格术领共确传师观清今"
    "切院让识带导争运省县厅局委办窗服审批可咨询颁流转累占授项目调研座谈议企监推落优改革环境党央城乡村镇街"
    "组织召推进开展会议精神加快深入贯彻习近平总书记重要讲话指示强化责任措施问题整改检查督查培训宣传活动完"
    "成落实积极有效提升质量水平效率能力群众满意标准化信息平台系统数据共享联系单位部门同志负责主任副书记局"
    "周简期刊编印送抄中心六七八九零百千亿元人次户家件率增长降同环较上半季累计截止底初末号第其余均达约近超"
    "个百分点万吨公里亩投资收入支出税财政预算经济社会民生就业医疗卫健康教育文旅游农林水利交通住房公积金"
)
# the same in the characters of Big5 where they differ
_TRADITIONAL = frozenset(
    "個們來為國說時會對發過後裡這種經學現當沒動還進樣實與長機關點業將兩間問並應東論處義幾條係氣題變總電數報"
    "結產務場計資許統區隊決設記類據規萬術領確傳師觀帶導爭運廳辦諮詢頒轉項調談議企監優環黨鄉鎮組織開話"
    "責檢訓宣動質準積極衆眾滿標訊臺聯單門週簡編較億戶長預經濟醫療衛財稅農農業遊遊築畫畢舊應號見"
)
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·％－～")

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_UNIFIED = re.compile("[\u3400-\u9fff]")
_ODD = re.compile("[\x80-\u1fff](?<![·×÷±°§])")
_ASCII_MARK = re.compile("[^0-9A-Za-z\x80-\U0010ffff]")


@lru_cache(maxsize=1)
def common_characters() -> frozenset[str]:
    """The frequent characters, simplified and traditional."""
    return _COMMON | _TRADITIONAL


def score(text: str) -> float:
    """How plausible ``text`` is, from -1 (noise) to 1 (common Chinese), per character.

    ASCII letters and digits tell nothing about an encoding and count little.
    """
    if not text:
        return 0.0
    common = common_characters()
    total = 0.0
    weight = 0.0
    for char, times in Counter(text).items():
        if char in common or char in _MARKS:
            value, counts = 1.0, 1.0
        elif " " <= char <= "~" or char in "\r\n\t\f\u3000":
            value, counts = 1.0, 0.1
        elif "\u4e00" <= char <= "\u9fa5":
            value, counts = 0.25, 1.0
        elif "\uff01" <= char <= "\uff5e" or "\u2460" <= char <= "\u24ff":
            value, counts = 0.5, 1.0
        else:
            value, counts = -1.0, 1.0
        total += value * counts * times
        weight += counts * times
    return total / weight


def common_share(text: str) -> float | None:
    """The share of common characters among the Chinese ones; None when there are too few to tell.

    Running text has more than half of them; characters drawn by a wrong table a tenth.
    """
    chinese = _CHINESE.findall(text)
    if len(chinese) < 80:
        return None
    return sum(map(common_characters().__contains__, chinese)) / len(chinese)


def is_noise(text: str) -> bool:
    """Whether ``text``, without spaces, is what a font with a wrong table of characters says.

    Such text is made of accented letters and marks; English, or a page of numbers, is not noise.
    """
    if len(text) < 20:
        return False
    if len(_ODD.findall(text)) > 0.25 * len(text):
        return True
    if len(text) < 60 or len(_ASCII_MARK.findall(text)) <= 0.3 * len(text):
        return False
    return len(_UNIFIED.findall(text)) < 0.05 * len(text)
