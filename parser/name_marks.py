"""What stands around the names of departments, and what they are made of where none is listed."""

import re

from .places import Level
from .verbs import ACTS, ADVERB_WORDS

# one separator between two items of a list, a second name-plate in brackets before it
SEPARATOR = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?(?:窗口)?(?:[、，,和与及]|以及|会同|联合)")
# what must not stand before a body without a place of its own: 各级教育局, 区县公安局
NO_BODY_BEFORE = frozenset("各级地县区州旗省市国某两等乡镇分该厅局总外全基跨邻")
NO_SELF_BEFORE = NO_BODY_BEFORE - frozenset("厅局该") | frozenset("）)")
# words that a body's own name can follow without a mark between: 由区教育局, 莅临区教育局
BEFORE_SELF = frozenset(
    "由与和及向对经赴到在是为同被让将请会据按使听往驻从给比即原协陪临访取察研联合导经应我本日期"
)
# a list's label before a body: （三）市公安局
LABEL_BEFORE = re.compile(r"(?:^|[。；\n])\s*[（(]\s*[一二三四五六七八九十0-9]{1,3}\s*[）)]\s*$")
# a window of the body, or of an office in it: 公安厅|窗口, 自然资源局|不动产登记中心窗口
OF_WINDOW = re.compile(
    r"(?:(?![^\u4e00-\u9fff]|[和与及在到赴向由])[\u4e00-\u9fff]){0,6}(?:中心|分局|处|科)窗口|窗口"
)
UNKNOWN_COUNTY = re.compile(
    r"(?:^|(?<=[，。；、：（“”\s由与和及向对经赴到在]))(?![各该本我全两])[\u4e00-\u9fff]{1,4}[区县州旗]\Z"
)
# what must not follow the last character of a name: 公安部门, 发展改革委员会议, 政府采购
NO_BODY_AFTER = {
    "部": re.compile("[门分署队落位件]"),
    # 办公布 and 办学习 are a body and its verb
    "办": re.compile("公(?![布示开告])|学(?!习)|结(?!合)|证(?!实)|理(?!顺)|[法事好件税]"),
    "局": re.compile("面(?!向|对)|部(?!署)|[势限域]"),
    "厅": re.compile("堂"),
    "委": re.compile("[员托]|派(?!出|员|人|驻)"),
    "会": re.compile("议(?!定)"),
    "院": re.compile("[士校落坝]"),
    "心": re.compile("[城区环线镇村]"),
    "府": re.compile("[采网购]"),
}
# verbs that names of bodies are made with: 便民|服务|中心, 投资|促进|局, 重点|建设|办公室
_IN_NAMES = frozenset(
    (
        "服务 检验 检测 监测 监督 监管 审批 审核 审查 评审 评估 评议 "
        "交流 培训 研究 测试 登记 认证 接待 宣传 保障 推广 创新 考核 "
        "督查 指导 建设 开发 开放 救援 应对 整治 处置 处理 规范 统计 "
        "协调 协作 展示 展览 体验 演练 调度 维护 检修 调试 孵化 培育 "
        "资助 奖励 招聘 办理 受理 接听 咨询 预警 防范 支持 设计 管控 "
        "巡检 执行 引导 转移 归集 共享 备案 注册 变更 集中 统一 重点 "
        "组织 学习 公开 搬迁 落实 清理 整改 帮扶 帮办 代办 化解 引进 "
        "选举 提升 征集 签约 兑付 帮助 合并 调解 试点 改造 指挥 测评 "
        "线上 线下 高效 快速 精准 联合 优化 反馈 分析 信访 对接 讨论 "
        "会商 提示 打击 限制 会同 报告 通报 集成 实现 形成 细化"
    ).split()
)
_MORE_VERBS = (
    "进行 实地 查看 了解 参观 新建 改建 扩建 共建 筹建 位于 隶属 就 拟 正 已 学习贯彻 对口督导"
).split()
# what a name of a body cannot begin with; the second list it cannot even have inside
_NO_BEGINNING = "|".join(
    sorted({*ACTS, *ADVERB_WORDS, *_MORE_VERBS} - _IN_NAMES - set("对为同经以"))
)
_INSIDE = (
    "召开 印发 开展 审议 通过 赶赴 前往 出台 发布 举办 举行 推进 "
    "推动 加强 会同 调研 督导 考察 走访 慰问 看望 进行 查看 抽查 "
    "暗访 巡查 视察 莅临 深入 走进 验收 打造 参加 出席 主持 实施 "
    "贯彻 启动 开通 建成 建立 设立 成立 挂牌 揭牌 要求 强调 指出 "
    "牵头 负责 协同 配合"
)
_NOT_INSIDE = (
    "|".join(_INSIDE.split()) + "|为(?!民)|对(?!外|口|台)|[的了在到将于被把从向赴是并等各]"
)
_NAME = rf"(?!{_NO_BEGINNING})(?:(?!{_NOT_INSIDE})[\u4e00-\u9fff])"
# 布局 and 大局 are no offices
_OFFICE = (
    "委员会办公室|领导小组办公室|管理委员会|管委会|中心|研究院|总队|支队|街道办事处|交易所|办公室"
    "|(?<=[\u4e00-\u9fff]{2})(?<![大布格全结政时破开])局|(?<=[\u4e00-\u9fff]{2})(?<![大客])厅"
)
# the rest of a name that no register lists, behind its place
UNLISTED = re.compile(rf"{_NAME}{{2,20}}?(?:{_OFFICE})")
# the same behind 市, 县: it must look like a body without the place's name before it
OWN_UNLISTED = re.compile(
    r"(?![场区容直级内外长委辖域块间里面属校界]|中心|民(?![服政宗族生兵])|政(?!务)|城(?![市管乡])"
    rf"|乡(?!村)){_NAME}{{2,12}}?(?:{_OFFICE}|大队|委员会|督查室|研究室"
    r"|(?<=[\u4e00-\u9fff])委会|(?<=[\u4e00-\u9fff]{2})(?:办|(?<![党纪团工])委))"
)
# a zone inside a place, with offices like a county's: 江北新区, 高新区
ZONE = re.compile(
    r"(?:(?![省市县州旗局厅])[\u4e00-\u9fff]){0,6}?"
    r"(?:新区|高新技术产业开发区|高新区|经济技术开发区|经济开发区|经开区|开发区|示范区|功能区"
    r"|园区|度假区|管理区|自贸区|片区)"
)
# offices of streets, towns and townships, which no list of places has
STREET = re.compile(
    r"(?:(?<=[，。；、：（“\s和与及由在到赴])|^)"
    r"(?![各该本我全两由与和及在到赴对向属所相有多部重辖乡]|其他)"
    r"(?P<name>(?:(?![，市县区])[\u4e00-\u9fff]){1,5}?(?:街道|镇|乡))"
    r"(?P<office>办事处|办(?![公理事结])|便民服务中心|人民政府|政府(?!采购))"
)
OFFICES = {"办": "办事处", "政府": "人民政府"}
OF_SELF: dict[str, Level] = {
    "省": "province", "市": "city", "州": "city", "盟": "city", "区": "county", "县": "county",
    "旗": "county",
}  # fmt: skip
# the code of an office in a document number is no mention of it: 川政务办函〔2023〕89号
OF_NUMBER = re.compile(
    r"[发函规字办复电文通令明]{0,3}\s*[〔\[【［（(]\s*[12][0-9]{3}\s*[〕\]】］）)]\s*第?\s*[0-9]"
)
TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
