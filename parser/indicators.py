"""What a number counts, read from the words around it (指标 and 口径). Pure, about phrases only.

Reports say it in few shapes: words before the number (受理 12 件), a thing after it (12 家企业),
both (走访 12 家企业). A phrase before the number ends in a *measure*, the act or amount that is
counted (受理, 办结, 交易额), and may begin with a *scope*, whose act it is (省本级综窗).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

# acts that offices count; a noun that ends in one of them is split there
_ACTS = (
    "受理 办结 办理 咨询 颁发 流转 接待 接听 接收 收到 收件 出件 申请 申报 申办 审批 审核 审查 "
    "核准 核发 发放 发证 制证 领证 送达 退件 退回 补正 预约 取号 叫号 评价 投诉 举报 求助 转办 "
    "直办 督办 交办 承办 回访 签约 开工 竣工 完工 入库 出库 成交 交易 中标 招标 挂牌 出让 登记 "
    "注册 注销 变更 新增 新设 检查 抽查 巡查 排查 整改 发现 查处 立案 结案 处罚 罚款 培训 走访 "
    "调研 服务 帮办 代办 解决 解答 答复 化解 梳理 印发 发布 编制 完成 实现 投入 投资 到位 拨付 "
    "支出 收入 减免 退税 征收 出口 进口 进出口 销售 生产 供应 储备 收购 播种 收获 收割 移栽 "
    "栽插 出栏 存栏 屠宰 检测 监测 采样 接种 报告 确诊 治愈 出院 死亡 受伤 失踪 发生 破获 抓获 "
    "处置 处理 救援 救助 出动 疏散 转移 安置 就业 参保 缴费 结算 报销 贷款 放款 授信 融资 上市 "
    "招聘 录用 上线 接入 归集 共享 调用 访问 下载 关注 推送 编发 刊发 采用 采纳 报送 上报 批复 "
    "备案 公示 公开 复核 复议 应诉 调解 仲裁 信访 来访 来信 来电 网上受理 网办 即办 即时办结 "
    "按期办结 跨省通办 取件 寄递 邮寄 打印 复印 盖章 开具 核验 认证 签发 签收 验收 评审 公证 "
    "鉴定 清理 清退 返还 兑现 惠及 覆盖 建成 新建 改建 扩建 修复 治理 造林 增殖 放流 发送 运送 "
    "运输 到港 吞吐 通行 起降 过境 入境 出境 查验 通关 放行 扣留 缴获 收缴 追回 挽回 举办 召开 "
    "开展 组织 参与 参加 参训 宣传 发动 征集 反馈 建议 提出 承诺 减少 压缩 节约 缩短 精简 取消 "
    "下放 承接 委托 授权 移交 转交 分派 派发 派件 派单 接单 回复 满意 表扬 感谢 公告 开标 评标 "
    "流标 废标 摘牌 竞价 拍卖 转让 抵押 查封 解封 过户 缴纳 缴存 提取 划转"
).split()
_AMOUNT = "(?:总数量|总数|总量|总额|数量|件数|人数|次数|户数|量|数|额)?"
_MANNER = "(?:新|净|网上预|网上|预|自助|线上|线下|现场|实际|自主|主动|集中)?"
_MEASURE = re.compile(f"{_MANNER}(?:{'|'.join(sorted(_ACTS, key=len, reverse=True))}){_AMOUNT}$")
_FIRST_ACT = re.compile(f"(?:{'|'.join(sorted(_ACTS, key=len, reverse=True))})")
# a phrase that ends so is an indicator as it stands: 授权率, 完成占比, 均价
_WHOLE = re.compile(
    r"(?:率|占比|比重|比例|占|均价|价格|指数|浓度|增加值|总值|均值|余额|面积|天数)$"
)

_LEAD = re.compile(
    r"^(?:(?<!.)\d{1,2}[.、．](?!\d)|但是|但(?!保)|仍然|仍|却|不过|尚|依然|[\s,，、;；：:。)）】”’'\"·>＞=＝]|以来|内(?![蒙丘乡黄江部外网资存]|.[县市区旗乡镇湖山河])|其中|同时|此外|另外|另有|另(?!外)|还有|还(?![款贷建原])|并且|并(?![购联网])|以及|及(?![时格])|"
    r"和(?!谐|平[镇乡县区路]|[田县顺政静硕龙]|林格尔|布克)|与|且|据(?:不完全)?统计|据悉|据了解|据[^,，]{1,20}?(?:统计|显示)|全部|合计|共计|总计|累计|"
    r"共有|共(?![享同产建性])|已经|已|均(?![价衡])|也|又|再(?![生次])|仅|现有|现共|则|而|的|为(?![民企群])|"
    r"是|有(?![限效关机色])|达到|达(?![标州拉])|约(?![谈束定])|分别|依次|各(?![类级地部单界])|今年|本年|当年|年内|当前|目前|期间|当日|当月|"
    r"全年(?!目标|计划|任务|预算)|单日)+"
)
_TRAIL = re.compile(
    r"(?:[\s,，、:：;；(（“‘\"=＝]|(?<![到送直传抵发])达到|(?<![到送直传抵发])达|(?<![行作成认])为|是|共有|共计|合计|累计|总计|(?<=[，,、\s])计|^计|"
    r"(?<![公])共|(?<![所拥享国私现])有|(?<![节预签合公条履])约|(?<![附临邻靠])近|超过|(?<![赶])超|逾|了|的|"
    r"至|(?<![收接得受见看感迟签报])到|各|分别|依次|(?<![人户平日月年亩])均|突破|仅|只|已|高达|不足|至少|不少于|不低于|不超过|"
    r"将近|接近|多达|(?<=[\u4e00-\u9fff]{2})完成|先后|陆续|其中|包括|包含|总共|就|在|从|由|控制在|控制)+$"
)
_CUT = re.compile(r"进行了?|开展了|参加了?|并(?:且|就|对|向|在)|以及|等(?=$)|，|,")
_AFTER_LEAD = re.compile(r"^(?:[\s的之多余]|左右|上下|以[上下内])+")
_AFTER_TRAIL = re.compile(r"(?:[\s的和与及并有为达共约近是在或]|等|其中|合计|分别)+$")
_NOT_COUNTED = re.compile(
    r"^(?:之?间(?![隔歇距])|期间|[～~—–-]|并|且|和|与|及|以及|(?:下?降低?|减少?|增加?|增长|上?升|回落)(?:至|到|为)|同比|环比|较|比|占|(?:增长|下降|上升|减少|增加|提高|降低|持平)(?!$)|左右|以上|以下|以内|,|，)"
)
_TOPIC_TRAIL = re.compile(
    r"(?:的?(?:有关|总体|基本|主要|整体|具体)?(?:工作|推进|进展|开展|运行|完成|落实)*(?:的?情况|动态|概况|综述|统计|数据|简况|一览|通报|分析))+$"
)
# 综窗办件情况, 热线诉求办理情况 speak of the 综窗 and the 热线: whose acts they are
_TOPIC_ACT = re.compile(
    r"(?<=...)(?:诉求|业务)?(?:受理|办理|办件|颁发|运行|使用|服务|接听|处理|和|、)+$"
)
_TOPIC_LEAD = re.compile(r"^(?:关于|本周|上周|本月|本期|今年以来|近期|当前)+")
_MEMBER = re.compile(
    r"(?:省|市|县|区|州|旗|盟|镇|乡|街道|厅|局|委|办|窗口|中心|大厅|部门|类|所|队|站|公司|处)$"
)

# 代办窗口累计受理: what is summed up stands behind the word
_SUMMED = re.compile(r"(.{2,}?)(?:累计|共计|合计|总计)(.{2,})")
# 采购类成交金额: the class is the scope
_OF_CLASS = re.compile(r"([\u4e00-\u9fff]{1,6}类)([\u4e00-\u9fff]{2,8})")

_LONGEST = 60
_LOOKED_AT = 300
_LONG = 14  # a phrase longer than this is split at its last act even inside


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words before a number, taken apart. Either may be empty."""

    scope: str
    measure: str  # "" where the words hold no known act or amount

    @property
    def whole(self) -> str:
        return self.scope + self.measure


@lru_cache(maxsize=1024)
def read_phrase(words: str) -> Phrase:
    """Take apart the words before a number, periods already removed."""
    phrase = strip_phrase(words)
    if divided := _OF_CLASS.fullmatch(phrase):
        return Phrase(divided[1], divided[2])
    if summed := _SUMMED.fullmatch(phrase):
        return Phrase(strip_phrase(summed[1]), strip_phrase(summed[2]))
    match = _MEASURE.search(phrase)
    if match is None or _WHOLE.search(phrase):
        return _split_inside(phrase) if len(phrase) > _LONG else Phrase(phrase, "")
    if leading_act(phrase) and match.start() >= 2:
        return Phrase("", phrase)  # act and object: 发放创业担保贷款
    start = match.start()
    # 新增受理, 完成整改: acts in a row are one measure
    while start and (before := _MEASURE.search(phrase, 0, start)):
        start = before.start()
    scope = strip_phrase(phrase[:start])
    # 快递送达, 异地代收: two characters that are no body or place say how, not whose
    if len(scope) <= 2 and not names_member(scope):
        return Phrase("", scope + phrase[start:])
    return Phrase(scope, phrase[start:])


def _split_inside(phrase: str) -> Phrase:
    """Split a long phrase before the last act that has an object: …窗口｜反馈工作意见建议."""
    starts = [match.start() for match in _FIRST_ACT.finditer(phrase, 2, len(phrase) - 1)]
    if not starts:
        return Phrase(phrase, "")
    return Phrase(strip_phrase(phrase[: starts[-1]]), phrase[starts[-1] :])


@lru_cache(maxsize=2048)
def strip_phrase(words: str) -> str:
    """The words without what only leads up to a number: 其中, 共计, 达到, 约, marks.

    Of words without end the last few hundred are looked at.
    """
    words = words[-_LOOKED_AT:]
    while True:
        stripped = _TRAIL.sub("", _LEAD.sub("", words)).strip()
        stripped = _drop_unpaired(stripped)
        if stripped == words:
            return stripped[-_LONGEST:]
        words = stripped


def read_counted(words: str) -> str:
    """The thing counted, from the words after a number: 家[企业], 个[部门窗口]; "" if none."""
    words = _AFTER_LEAD.sub("", words)
    if _NOT_COUNTED.match(words) or words[:1] in {"(", "（"}:
        return ""
    if cut := _CUT.search(words, 1):
        words = words[: cut.start()]
    return _drop_unpaired(_AFTER_TRAIL.sub("", words).strip())[:_LONGEST]


def read_counted_before(words: str) -> str:
    """The thing counted where another number follows: 类[行权事项]受理 21711 件."""
    counted = read_counted(words)
    return read_phrase(counted).scope or counted


@lru_cache(maxsize=64)  # a heading is asked for each of its paragraphs
def read_topic(heading: str) -> str:
    """What a heading speaks of, without 情况, 工作, 本周: "综窗办件情况" → "综窗办件"."""
    heading = _TOPIC_LEAD.sub("", heading.strip())
    return _TOPIC_TRAIL.sub("", heading) or heading


@lru_cache(maxsize=64)
def read_subject(heading: str) -> str:
    """Whose numbers stand under a heading: "综窗办件情况" → "综窗"."""
    return _TOPIC_ACT.sub("", read_topic(heading))


def leading_act(phrase: str) -> str:
    """The act that a phrase begins with (受理 in 受理医保), or ""."""
    match = _FIRST_ACT.match(phrase)
    return match[0] if match and match.end() < len(phrase) else ""


def names_member(phrase: str) -> bool:
    """Whether the words name one of several who share an act: a place, a body, a class."""
    return bool(_MEMBER.search(phrase))


def names_whole(phrase: str) -> bool:
    """Whether the words are an indicator of their own (…率, 占比, 均价)."""
    return bool(_WHOLE.search(phrase))


_PAIRED = re.compile("[（）()“”《》]")


def _drop_unpaired(words: str) -> str:
    if _PAIRED.search(words) is None:
        return words
    for left, right in ("（）", "()", "“”", "《》"):
        if words.count(left) > words.count(right):
            words = words[: words.rindex(left)] + words[words.rindex(left) + 1 :]
        elif words.count(right) > words.count(left):
            position = words.index(right)
            words = words[:position] + words[position + 1 :]
    return words
