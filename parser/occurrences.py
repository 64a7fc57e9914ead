"""Which dated words tell of something that happened (发生、召开), and which only count or measure.

A sentence whose subject is a body is told by its verb; one about an accident, a meeting or a
bridge has no actor, so that its words must say that something happened once.
"""

import re

from .verbs import ADVERBS, CLAUSE, COUNTS, NUMBER, can_act, is_predicate

# acts and occurrences that need nobody to be named
_HAPPENS = re.compile(
    r"召开|举行|举办|启动|启用|上线|揭牌|挂牌|签约|签署|印发|发布|开通|成立|入选|荣获|获评|获得|获批"
    r"|开展|公布|公示|实施|运行|投用|投入使用|落地|落户|亮相|开工|竣工|完工|通车|封闭|开放|开业|开园"
    r"|开幕|闭幕|开班|结业|结束|圆满|收官|调研|考察|莅临|座谈|走进|赴|强调|下发|下达|出台|转发|开标|中标|评标|开庭|开馆"
    r"|投产|投放|上市|首发|首飞|首航|开航|停航|开行|停驶|复航|复工|复产|复课|停课|停产|停运|发车|揭幕|授牌|颁发|发放|通过|抢通|抢修|进驻|入驻|验收"
    r"|检查|督查|督导|暗访|巡查|排查|抽查|夜查|整治|演练|行动|接访|下访|约访|宣讲|慰问|走访|看望|接待|来访|到访"
    r"|完成|更新|升级|迁移|切换|搬迁|修复|解除|升级为|恢复|扑灭|获救|脱险|抓获|查获|破获|侦破|宣判|立案|约谈|通报|曝光|反馈"
    r"|组织|参加|指导|会商|部署|培训|轮训|学习|对接|挂网|公告|成交|摘牌|拍卖|出让|调价|管制|开启|关闭|推出|推行|实行|试行|作业|登陆|决口|溃坝|停电|断电|中断"
)
_BUSINESS = re.compile(
    r"开行|挂牌|摘牌|投放|落地|验收|通过|签约|开展|检查|排查|抽查|巡查|督查|督导|完成|走访|慰问|宣讲|培训|发放|接待|组织|指导|整治|行动|参加|成交|出让|中标|开标|投用"
)
# sudden things, which happen to a place: 发生一起追尾事故, 出现强降雨
_STRIKES = re.compile(
    r"(?:发生|突发|引发|出现|遭遇|遭受|报告|确诊)了?"
    r"(?:[一1]\s*[起次例宗场轮]|首[例起次]|(?:[0-9.]+级)?地震|较?[重特]?大|强|大风|暴[雨雪]|冰雹|雷[电暴击]|龙卷风|洪[水涝]|山洪|泥石流|山体|滑坡|塌方|泄漏|爆[炸燃]|火[灾情]|险情)"
    r"|被(?:处|罚|责令|查[处封扣]|叫停|清[除退]|评为|授予|列入|取消|吊销|暂停|撤销|拘留|约谈|通报|曝光)"
    r"|突[降遇发]|塌方|滑坡|泄漏|抛锚|失灵|瘫痪|宕机|搁浅|火警|爆裂|起火|着火|爆炸|追尾|侧翻|相撞|碰撞|坍塌|倒塌|垮塌|塌陷|溺水|遇难|遇险|失联|中毒|触电|坠落|受灾|被困|决堤|爆管|破裂|停水|停电|断电|跳闸|停暖|漫路|漫堤|落石|泥石流|山体滑坡"
)
# several of them are a statistic, none are none
_SEVERAL = re.compile(
    r"(?:[2-9]|[0-9]{2,})\s*[余多]?\s*[起例次宗]|(?:未|没有|无|零|不)(?:再?发生|出现|新增|报告|突发)"
)
# what is counted over a stretch or measured on a day
_TALLIES = re.compile(
    r"(?:共|总共|累计|合计|平均|日均|均价|气温|浓度|指数|增[长幅加]|下[降跌]|上[升涨]|同比|环比|持平|占比|余额|库存|价格|为\s*[0-9]|达到?\s*[0-9])"
)
_MEASURE = re.compile(
    r"[0-9][0-9.,]*\s*[余多万亿]*\s*"
    r"(?:航次|[班列]次|趟|[车架剂户场]次|列|班|千克|公斤|斤|头|只|株|羽|枚|车|件|人次|个|项|批|条|份|家|起|宗|户|通|次|%|％|台|笔|人|元|张|本|例|辆|万|亿|处|亩|公里|场|吨|艘|座|所|名|位|微克|毫米|毫克|度|℃|公顷|平方米|立方米)"
)
# rules that come into force are no acts: 自8月1日起施行
_IN_FORCE = re.compile(
    r"(?:正式)?(?:施行|实施|执行|生效)(?:新|$|[，。；])|执行[\u4e00-\u9fff]{0,12}(?:标准|价格|规定|办法|政策)"
)
_RULES = re.compile(r"》|办法|规定|标准|政策|条例|规则|细则|价格|收费")
_STATES = re.compile(r"[\u4e00-\u9fff]{0,10}(?:位?居|位列|排名|排在|名列)[前首全第末]")
# one meeting, one visit: told of a whole week it is still a single act
_SINGLE = re.compile(
    r"召开|举行|举办|赴|前往|莅临|到[\u4e00-\u9fff]{1,12}(?:调研|检查|督|考察|指导)|来[\u4e00-\u9fff]{1,12}(?:调研|检查|督|考察|指导)|约谈|印发|下发|发布|启动|启用|上线|签|揭牌|走进|率|带队|值守|值班|通报|调研|考察|督[导查]|走访|慰问|座谈"
    r"|演练|会商|培训班|破获|查处[一1]起|反馈"
)
_AIM = re.compile(r"(?:紧紧)?(?:围绕|聚焦|紧扣)")
# 联合路检，上周检查机动车3250辆
_NEXT_RUNS = re.compile(r"[^，；。]*，(?:[本上当]周|[本上当]月)")
_CLAUSES = re.compile(r"[^，；。]+")
# one thing that something befalls: 一辆货车追尾, 某企业一名工人, 1家屠宰点被罚
_ONE_THING = re.compile(
    r"(?<![0-9.第统同唯])[一1][艘辆名处家栋座户台架列起例面条所根块部株头只艇](?![到至一])|某(?![些种])|首[批个例家届单笔张条座列]"
)
_MEETS = re.compile(
    r"(?:[会坛式赛展]|会议|活动|仪式)(?:在[^，。；]{1,20})?(?:召开|举行|开幕|举办)，?$"
)
# what people say happened: 市民反映某店…
_TOLD = re.compile(r"反映|投诉|举报|诉求|来[电信]|称|咨询|求助")
_LEADS = re.compile(
    r"(?:应|为|按照|根据|围绕|针对|结合|随着|以|通过|紧扣|聚焦|作为|由于|鉴于|面对|受|因|接到?|获悉|得知)"
)

# numbers that count nothing: of roads, rooms, hours, or in a name
_NAMED_NUMBER = re.compile(
    r"[A-Za-z][0-9]+|[0-9]+(?:\.[0-9]+)?(?=国道|省道|县道|线|号|路|楼|室|层|栋|时|点|分(?![之钟])|年|月|日)|“[^”]*”|《[^》]*》"
)
_DEMAND = re.compile(
    r"不得|[仍尚]未|应当|必须|务必|(?<![必])须(?!知)|^请|不[少低]于|要抓|要[加进切]"
)
# states, trends and forecasts: measured or thought, not done
_STATE = re.compile(
    r"(?:仍|已|均|也|都|还|正|则)*(?:为(?!了)|是|属|系|有|无|未|没有|处于|位于|居|较|比|按|适用|截[至止]|其中|依次)"
    r"|.*(?:截[至止]|附后|如下|平稳|稳定|持平|回[升落暖调]|走[高低弱强势]|[上下][涨升跌降滑行浮调]|[涨跌降]至|偏[多少高低]|波动|转[晴阴]|晴|多云|阴[天有]|气温"
    r"|降温|最[高低大小多少快]|峰值|高峰|均[值价]|达标|良好|优良|正常|有效|为主|预计|有望|可能|或将|预报|将(?:有|达|迎|会|进入)|要求|应当|必须|不得|须|旺季"
    r"|集中[在于]|集中$|来自|涉及|主要|适宜|喜人|合理|[超达]标|超警|缺[测失]|有序|正值|进入|[高低多少]于|仍未|空气质量|显示|反映|投诉|举报|诉求"
    r"|异常|风险|需求|[涨跌降升稳][多少略小中]|[略微][涨跌降升]|转为|[物项类量率度级数值别位额间称]为|不[办开营受]|照常|到期|届满|[有转][^，]{0,4}[雨雪雾]|充足|充裕|明显|显著|较[大小多少好快]|[率量价额数])"
)


def happens(text: str, start: int, end: int, *, since: bool, dated: bool = False) -> bool:
    """Whether ``text[start:end]``, which names no actor, tells of something that happened.

    ``since`` tells that its time is one from which on something holds (7月1日起). With a day of
    its own (``dated``) whatever is no number, state, trend or forecast has happened.
    """
    counted = not dated
    for clause in _CLAUSES.finditer(text, start, end):
        words = clause[0]
        if _DEMAND.search(words) is not None:
            continue
        if (since or _RULES.search(words)) and _IN_FORCE.search(words):
            return False
        if not counted and _is_single(words) and not (since and _RULES.search(words)):
            return True
        counted = counted or any(sign.isdecimal() for sign in words)
        if _STRIKES.search(words):
            if not _SEVERAL.search(words):
                return True
            continue
        if _TALLIES.search(words) and _MEASURE.search(words):
            continue
        if _MEASURE.search(words):
            # 全市开展检查12次 is counted, 航线停航41条 happened
            words = _BUSINESS.sub("", words)
        if _HAPPENS.search(words) and not _counts_at(text, clause.start(), clause.end()):
            return True
    return False


def befalls(words: str) -> bool:
    """Whether a clause tells of something sudden or of a meeting, which others may then act on."""
    if _LEADS.match(words) is not None or _TOLD.search(words) is not None:
        return False
    if _SEVERAL.search(words) is not None:
        return False
    return any(one.search(words) is not None for one in (_STRIKES, _ONE_THING, _MEETS))


def _is_single(words: str) -> bool:
    """Whether a clause tells of a single thing that befell somebody or something."""
    bare = _NAMED_NUMBER.sub("〇", words).strip()
    if len(bare) < 4 or _STATE.match(bare) is not None or _TALLIES.search(bare) is not None:
        return False
    if _SEVERAL.search(bare) is not None:
        return False
    return _ONE_THING.search(bare) is not None or not any(sign.isdecimal() for sign in bare)


def _counts_at(text: str, start: int, end: int) -> bool:
    return COUNTS.match(text, start, end) is not None


# 窗口办件量为12件, 12件, 共投入300人: a body's number, not its act
_NOMINAL = re.compile(
    r"[^，。；0-9]{0,14}(?:[量率额数值比价]|均|共|累计|合计|总计|分别|各|达|为|占|平均|余额)(?:达到|[为达约近超])?\s*[0-9]"
    r"|[^，。；0-9]{0,14}(?:平均|日均|人均)[^，。；0-9]{0,8}[0-9]"
    r"|\s*[约近超]?\s*[0-9]+(?![0-9]|个?(?:分钟|小时|天|日)[之内后])"
)


def only_counts(text: str, start: int, end: int, *, running: bool, acted: bool) -> bool:
    """Whether the predicate at ``start`` is a statistic: 受理394件, 共办结 12 件.

    ``acted`` tells that somebody is its subject; what happened is judged by ``happens``.

    ``running`` tells that its only time is 本周 or 上月: then 检查车辆3250辆 is one, too.
    """
    adverbs = ADVERBS.match(text, start)
    assert adverbs is not None
    starts = {start} if adverbs[0].endswith(("组织", "将")) else {start, adverbs.end()}
    if any(COUNTS.match(text, one, end) is not None for one in starts):
        return True
    clause = CLAUSE.match(text, start, end)
    assert clause is not None
    if _STATES.match(clause[0]) is not None:
        return True
    if running and _is_running_business(text, start, end, clause[0]):
        return True
    if not acted or is_predicate(text, start):
        return False
    if _NOMINAL.match(clause[0]) is not None:
        return True
    counts = NUMBER.search(clause[0]) is not None
    return counts and (running or not can_act(text, start, end))


def _is_running_business(text: str, start: int, end: int, clause: str) -> bool:
    """Whether a week is told in totals or in aims, not by one meeting or visit."""
    if _SINGLE.search(clause):
        return False
    runs_on = _NEXT_RUNS.match(text, start, end) is not None
    return runs_on or _MEASURE.search(clause) is not None or _AIM.match(clause) is not None
