"""The words around a subject (主语前后的词): joining bodies, leading to them, behind them."""

import re

# between bodies, or people, that act together
JOIN = re.compile(
    r"(?:窗口)?\s*(?:[、和及暨]|以及|会同|联合|携手|牵头会同|(?P<beside>[与同]|牵头，))?\s*"
)
# after A与B: both act; else 与B is a part of what A does
TOGETHER = re.compile(
    r"(?:[^，。；的]{0,12})(?:共同|联合)|携手|协同|一起|一道|分别|双双|合办|互[查访评]|在(?=[^，。；]{3})"
    r"|(?:[^，。；“]|“[^”]{1,30}”){0,24}"
    r"(?:签[署订约下]|互[通认动]|联[动席]|合作|协作|会[商谈签]|协议|达成|洽谈|磋商|交接|结对)"
)
# the rest of a subject behind a body: brackets, a unit, a party of visitors
BRACKET = re.compile(r"\s*[（(][^（）()]{1,30}[）)]")
_COUNT = "(?:[0-9一二三四五六七八九十两多余]+)"
_FILLER = (
    r"(?:(?![赴到在对就与来被由]|召开|莅临|前往|举办|组织|开展|走访|走进|上门|随机|派|抽调|成立|组建|组成|带领|邀请"
    r"|(?:考察|调研|检查|督导)(?![组团]))[\u4e00-\u9fff]){0,14}?"
)
VISITORS = re.compile(
    rf"(?:{_FILLER}(?:[调督检考指宣验参][研导查察挥讲收观][组团]|工作组|专家组|代表团)(?:一行)?|等?一行)"
    rf"(?:{_COUNT}人)?"
)
# a group that a body sent: “办不成事”|暗访组, 第二督查组
GROUP = re.compile(
    rf"(?:第{_COUNT})?{_FILLER}(?:[访查研导察督检核估收调家验]|工作|专项)[组团队](?:一行)?(?:{_COUNT}人)?"
)
UNIT = re.compile(
    rf"等?{_COUNT}[家方地]|等?{_COUNT}?[个家]?(?:省级|市级|区级|县级|相关|有关|成员)?(?:部门|单位)|等(?={_COUNT}?人?)"
    rf"|(?:及|和|等)[\u4e00-\u9fff]{{0,8}}{_COUNT}[余多]?人"
    rf"|{_FILLER}(?:代表队|服务队|专班|处室?|科(?![技学研普])室?|党?支部|党组|党委|机关|工作人员|志愿者|负责人"
    r"|负责同志|班子成员|领导班子|党员干部|干部职工|领导|窗口|[中大支总]队|中心|分?局)"
)
PARTY = re.compile(rf"(?:同志)?等?(?:一行)?(?:{_COUNT}人)?(?:同志)?")
MARK_BEHIND = re.compile(r"\s*[：:】]?\s*")
QUOTED = re.compile(r"(?:[“\"「『][^”\"」』]{1,60}[”\"」』]|《[^》]{1,60}》)")
# a clause that a subject can follow: 为优化营商环境，…; 会上，…
LEAD = re.compile(
    r"(?:应|响应|为|按照|根据|依据|围绕|针对|结合|自|据|经|随着|在|受|以|通过|同时|此外|另外|随后|期间|会上|会后|会前"
    r"|其间|连日来|当天|当日|下午|上午|同日|会议期间|活动|调研中|座谈会|紧扣|聚焦|立足|依托|按|作为|由于|鉴于"
    r"|其中|对此|与此同时|接到|面对|一段时间以来|入汛|进入|首先|最后|其次)"
    r"[^，。；;：\n]{0,60}，"
)
HOUR = re.compile(
    r"\s*(?:[（(](?:星期|周|农历)[^（）()]{1,6}[）)])?"
    r"(?:清晨|早上|上午|中午|下午|傍晚|晚上?|晚间|夜间|夜里?|凌晨|期间|许|左右|前后|起|开始)*"
    r"(?:(?:[0-9]{1,2}|零)(?:时许?|点|[:：][0-9]{2}))?(?:许|左右|前后|起|开始)?\s*[，,]?\s*"
)
# 12月4日|国家宪法日，
DAY_NAME = re.compile(
    r"(?:是|为|恰逢|正值)?(?:第[0-9一二三四五六七八九十]+个)?[\u4e00-\u9fff“”·]{2,10}[日节周]，"
)
CLOCK = re.compile(r"(?:于)?[0-9]{1,2}(?:时(?:[0-9]{1,2}分)?许?|点)")
# any other clause before a subject; after 会议强调 the words are somebody's speech
CLAUSE = re.compile(r"[^，。；;：:\n“”《》]{2,60}，")
SPEECH = re.compile(
    r"(?:预报|预计|预测|监测|研判|强调|指出|要求|认为|表示|提出|明确|介绍|透露|说|据悉|获悉|建议|希望|号召|提醒|通报|反映|投诉|举报|来[电信]|称)$"
)
ON = re.compile(
    r"(?:并|又|再|后|随后)?(?:拟|定|将|已|均|也|先后|分别|计划)*于|并?(?:拟|在|自|从)|并(?=[0-9])"
)
OPENED, CLOSED = "（(【[", "）)】]"
# a later clause that only adds when it was: 组织3个组，于7月12日至14日对…检查
LATER = re.compile(r"，(?:并|且|又|再|后)?")
# words about a thing, before the day that something happened to it
TOPIC = re.compile(
    r"(?:[^，。；;：:\n“”《》（）]|“[^”\n]{1,40}”|《[^》\n]{1,60}》|（[^（）\n]{1,40}）){2,50}"
)
CLAUSE_END = re.compile("[，；。]")
DONE_TO = re.compile("[被由]")
DONE_BY = re.compile(r"(?:被|由|经|受)(?=[\u4e00-\u9fff])")
# who held it stands behind 由
BY = re.compile("由")
HOLDS = re.compile(
    r"(?:共同|联合|牵头|具体)*(?:主办|承办|举办|主持|召集|召开|组织|牵头|发起)(?![\u4e00-\u9fff]{0,8}的)"
)
# 7月14日召开的会议: the day is of the meeting, which is only named
IS_NAMED = re.compile(r"[^，。；]{0,12}的(?!通知|通报|意见|方案)")
MANY = re.compile(rf"等?{_COUNT}个(?:部门|单位)|等(?:部门|单位)?")
# 会同X…: who does it with X is left out
ELIDED = re.compile(r"(?:会同|联合|协同|携手)")
BESIDE = re.compile(
    r"(?:随即|随后|立即|当即|又|还|再|将|已|拟|计划)?(?:会同|联合|协同|联动|携手|携|(?P<with>与|同|和))"
)
# a body that nobody knows before one that is: 样例分局与市公安局
UNKNOWN_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:局|中心|公司|[大支总]队|所|院|集团|协会)(?:[、与和]|联合|会同)"
)
# 教育厅配合的专区: no predicate, but what the rest is called by
OF = re.compile(r"[\u4e00-\u9fff]{2,6}的(?=[“\u4e00-\u9fff])")
# a day at the end of a clause that only leads to the subject: 督查结束次日，
CLOSES = re.compile(r"(?:上午|下午|晚|当天|(?:召开|举行|举办)的[^，。；]{1,24}[上中])?，")
# 截至9日17时, 预计10月底: nothing is done then
NOT_DONE_THEN = re.compile(
    r"截[至止]|预计|预测|请|须|不[少低]于|不?超过|[至到达约近]$|落实|根据|按照|较|比"
)
# what is a body's own, between its name and a day: 教育厅|代办点|7月18日
UNITS_OWN = re.compile("(?:[点站室厅处所队组岗馆亭]|窗口|中心|专区|平台)$")
NOUN = re.compile(r"(?:(?![的在于将已对被把由至到])[\u4e00-\u9fff])+")
STOPS = frozenset("，。；：！？,;!?\n“”《》（）|")
