"""Words of a masthead that name an office (编发机关) or a periodical (刊名)."""

import re

_OFFICE = re.compile(
    r"(?:中心|办公厅|编辑部|[厅局署院司处科站所馆社委室]|总队|支队|大队|分队|"
    r"政府|委员会|管委会|协会|学会|商会|联合会|总工会|贸促会|基金会|理事会|指挥部|小组|专班|公司|集团|银行|"
    r"医院|学校|大学|学院|海关|党组|党委|团委|工会|法院|检察院|大厅|残联|妇联|工商联|文联|侨联|科协|"
    r"[省市县区州旗盟委府局厅改线]办|[局厅委府][\u4e00-\u9fff]{1,5}办|(?:宣传|组织|统战|工作|武装|服务|管理|建设|综合|业务|技术|编辑|运营)部)$"
)
_NO_OFFICE = re.compile(
    r"(?:部署|场所|[教温课浴诊]室|会议室|(?<![中心局委府办厅])值班室|好处|之处|用处|全局|布局|格局|结局|学科|百科|车站|网站)$"
)
_AFTER_OFFICE = re.compile(r"[（(][^（）()]*[)）]$")
_EDITS = re.compile(r"(?:联合)?(?:供稿|编制|编印|编发|编辑|主办|主编|承办|印发|印制|印|编|制)$")
_PAPERS = (
    "周报|月报|季报|旬报|日报|半月报|年报|简报|快报|专报|要报|摘报|通讯|周刊|月刊|专刊|内参|参考|参阅|"
    "快讯|简讯|周讯|月讯|周情|月情|旬情|周览|月览|要览|速览|快览|纵览|周记|月记|旬记|速递|周闻|旬讯|日讯|一周数据|月度数据"
)
_SERIES = re.compile(
    rf"(?:{_PAPERS}|通报|信息|动态|要情|要闻|舆情|播报|月度报告|周度报告|报告|情况|摘要|反映|交流|一览|小结|综述"
    "|数据|看板|行情|观察|之窗|视窗|晴雨表|实录|大事记|纪实|监测|分析|研判|点评|解读|瞭望|直通车|专栏|公告|统计|走势)$"
)
_PERIODICAL = re.compile(rf"(?:{_PAPERS})$")
_MARKS = re.compile(
    r"(?:内部(?:资料|刊物|文件|参考材料)?.{0,8}|注意保[存密]|不得外传|机密|秘密|绝密|.{0,4}[★☆].{0,4}|特急|加急|平急|"
    r"模拟|样[稿刊]|试刊|增刊|特刊|创刊号|送审稿|签发.{0,6}|字体.*|【?字[体号].*|大|中|小|打印|关闭|分享.*|收藏|"
    r"No\.?|NO\.?|第|期|总第|\d+|[A-Za-z]{1,12})"
)
_TRAILING_MARK = re.compile(r"[（(【\[](?:模拟|内部资料|样稿|试刊|增刊|送审稿|专刊|特刊)[)）】\]]")
_LABELLED = re.compile(
    r"(?P<label>主办(?:单位|机关)?|主编(?:单位)?|编发(?:单位|机关)?|编印(?:单位)?|编制(?:单位)?|编辑(?:单位|部)?|编报单位|"
    r"发文(?:机关|单位)|发布(?:机构|单位|机关)|印发(?:机关|单位)|制发(?:机关|单位)|报送单位|填报单位|公开(?:责任)?(?:部门|机构)|"
    r"信息来源|来源|承办(?:单位)?|刊名|名称|标题|题名)[ \t\u3000]*[:：][ \t\u3000]*(?P<value>.*)"
)
_ANY_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,8}[:：]")
_NAMES_SERIES = ("刊名", "名称", "标题", "题名")
_FROM_ELSEWHERE = ("信息来源", "来源", "承办", "承办单位")


def is_office(words: str) -> bool:
    """Whether the words end like an office's name: 某市政务服务中心, 省委办公厅, 省卫健委（…）."""
    bare = _AFTER_OFFICE.sub("", words)
    if not 4 <= len(bare) <= 40 or any(sign in bare for sign in "，。；：:,;《》"):
        return False
    if _NO_OFFICE.search(bare) is not None:
        return False
    return _OFFICE.search(bare) is not None


def office_of(words: str) -> str | None:
    """The office that the words name, what it did (编, 主办) taken off; None if they name none."""
    bare = without_marks(words)
    if is_office(bare):
        return bare
    bare = _EDITS.sub("", bare).strip()
    return bare if is_office(bare) else None


def series_of(words: str) -> str | None:
    """The periodical that the words name, 《》 and marks like （模拟） taken off; else None."""
    bare = _TRAILING_MARK.sub("", words).strip(" \t\u3000·-—").strip("《》〈〉【】“”\"'")
    if not 2 <= len(bare) <= 40 or any(sign in bare for sign in "，。；：:;"):
        return None
    return bare if _SERIES.search(_AFTER_OFFICE.sub("", bare)) else None


def is_periodical(series: str) -> bool:
    """Whether a name can only be a periodical's (周报, 简报); 情况 or 动态 may be a heading."""
    return _PERIODICAL.search(_AFTER_OFFICE.sub("", series)) is not None


def is_mark(words: str) -> bool:
    """Whether the words are furniture of a title page: 内部资料, 特急, a rule, letters."""
    return _MARKS.fullmatch(words.strip("（）()【】[]〔〕 ")) is not None


def without_marks(words: str) -> str:
    """The words without marks in brackets such as （模拟）."""
    return _TRAILING_MARK.sub("", words).strip(" \t\u3000·-—")


def labelled(words: str) -> tuple[str, str] | None:
    """Kind of label ("office", "source", "series", "other") and value of 主办：…; else None."""
    match = _LABELLED.match(words)
    if match is None:
        other = _ANY_LABEL.match(words)
        return None if other is None else ("other", words[other.end() :])
    label, value = match["label"], match["value"].strip()
    if label in _NAMES_SERIES:
        return "series", value
    return ("source" if label in _FROM_ELSEWHERE else "office"), value
