"""What stands around the names of departments, and what they are made of where none is listed."""

import re

from .places import Level
from .verbs import ACTS, ADVERB_WORDS

# one separator between two items of a list, a second name-plate in brackets before it
SEPARATOR = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?(?:窗口)?(?:[、，,和与及]|以及|会同|联合)")
# what must not stand before a body without a place of its own: 各级教育局, 区县公安局
NO_BODY_BEFORE = frozenset("各级地县区州旗省市国某两等乡镇分该厅局总外全基跨邻")
# what is a body of the office's own place only in a list or with the place in front
SELDOM_BARE = re.compile(r"(?:中心|[站所台处馆]|(?<!交警)(?<!消防)大队)\Z")
NO_SELF_BEFORE = NO_BODY_BEFORE - frozenset("厅局该") | frozenset("）)")
# words that a body's own name can follow without a mark between: 由区教育局, 莅临区教育局
BEFORE_SELF = frozenset(
    "由与和及向对经赴到在是为同被让将请会据按使听往驻从给比即原协陪临访取察研联合导经应我本日期"
)
# verbs of two characters before a body: 移送|区公安局, 抄告|县住建局
VERB_BEFORE = ACTS | frozenset(
    (
        "移送 移交 抄送 抄告 商请 报请 函询 责成 责令 支持 帮助 上报 转给 交给 报给 送交 转送 连同 "
        "联手 依托 来自 包括 其中 告知 致函 隶属 反馈 知会 报经 提交 分送 主送"
    ).split()
)
# a list's label before a body: （三）市公安局
LABEL_BEFORE = re.compile(r"(?:^|[。；\n])\s*[（(]\s*[一二三四五六七八九十0-9]{1,3}\s*[）)]\s*$")
UNKNOWN_COUNTY = re.compile(
    r"(?:^|(?<=[，。；、：（“”\s由与和及向对经赴到在]))(?![各该本我全两])[\u4e00-\u9fff]{1,4}"
    r"(?:[区县州旗]|(?:新|合作|示范|开发|管理|度假|园|试验|实验)区)\Z"
)
# what must not follow the last character of a name: 公安部门, 发展改革委员会议, 政府采购
NO_BODY_AFTER = {
    "部": re.compile("[门分署队落位件]"),
    # 办公布 and 办学习 are a body and its verb
    "办": re.compile(
        "公(?![布示开告])|学(?!习)|结(?!合)|证(?!实)|理(?!顺)|[法事好件税案赛]|成(?!立|功)|完(?!成|善)|会(?!同|商)"
    ),
    "局": re.compile("面(?!向|对)|所(?![属在需有辖做提发])|部(?!署)|[势限域]"),
    "厅": re.compile("堂"),
    "委": re.compile("[员托培任]|派(?!出|员|人|驻)"),
    "会": re.compile("议(?!定)|（扩大）会议"),
    "处": re.compile("[理置罚分长级方境]|于(?![0-9近日])|在(?![0-9])"),
    "所": re.compile("[有需属占用得谓示称能以]|在(?![0-9])"),
    "室": re.compile("[内外温友]"),
    "指": re.compile("[出导挥标数示向定派明引南令]"),
    "院": re.compile("[士校落坝内线]"),
    "队": re.compile("[员伍长列]"),
    "站": re.compile("[点位长台]"),
    "关": re.compile("[长员区系于注]|监管|特殊|税(?!收)|总署|申报|统计数据"),
    "司": re.compile("[机法]"),
    "行": re.compile("[业政长为动]|贷款|存款|存贷"),
    "心": re.compile("[城区环线镇村词]|工作(?!人员)|任务|思想|目标"),
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
    "|".join(_INSIDE.split()) + "|为(?!民)|对(?!外|口|台)|[的了在到将于被把从由向赴是并等各]"
)
_NAME = rf"(?!{_NO_BEGINNING})(?:(?!{_NOT_INSIDE})[\u4e00-\u9fff])"
# verbs that names may begin with, and offices of a body do not
_NO_OFFICE = (
    "组织|联合|指挥|指导|协调|督促|部署|调度|要求|带领|通知|安排|调集|抽调|出动|下属|所属|优化|设置|培训|服务|接待"
    "|整治|规范|集中|统一|开放|帮助|提升|公开|宣传|学习|引导|支持|监督|保障|考核"
)
# a window of the body, or of an office in it: 公安厅|窗口, 自然资源局|不动产登记中心窗口
OF_WINDOW = re.compile(
    r"(?:(?![^\u4e00-\u9fff]|[和与及在到赴向由])[\u4e00-\u9fff]){0,6}(?:中心|分局|处|科)窗口|窗口"
    rf"|(?!{_NO_OFFICE}|[的等进驻派各多其跨新]){_NAME}{{2,5}}?(?<![务大全个类综合单门新设])窗口"
)
# 布局 and 大局 are no offices
_OFFICE = (
    "委员会办公室|领导小组办公室|管理委员会|管委会|中心|研究院|总队|支队|街道办事处|交易所|办公室"
    "|(?<=[\u4e00-\u9fff]{2})(?<![大布格全结政时破开])局|(?<=[\u4e00-\u9fff]{2})(?<![大客])厅"
    "|(?:管理|统计|植保|农技|畜牧)站|大队|(?<=[\u4e00-\u9fff])分局|缉私局|监测站|检查站|监督站|推广站|总站|监督所|派出所|研究所|指挥部|气象台|行政公署"
)
# the rest of a name that no register lists, behind its place
UNLISTED = re.compile(rf"{_NAME}{{2,20}}?(?:{_OFFICE})")
# the same behind 市, 县: it must look like a body without the place's name before it
OWN_UNLISTED = re.compile(
    r"(?![场区容直级内外长委辖域块间里面属校界]|中心|民(?![服政宗族生兵营])|政(?!务)|城(?![市管乡])"
    rf"|乡(?!村)){_NAME}{{2,12}}?(?:{_OFFICE}|委员会|督查室|研究室"
    r"|(?<=[\u4e00-\u9fff])委会|(?<=[\u4e00-\u9fff]{2})(?:(?<![即帮代联快马就通])办|(?<![党纪团工])委))"
)
_INNER = rf"(?![和与及省县]){_NAME}"
# an office inside a body that is a body of its own: 公安局|特警支队, 税务局|第二稽查局
SUB = re.compile(
    rf"(?!{_NO_OFFICE})"
    rf"(?:(?:{_INNER}){{0,10}}?(?:总队|支队|大队|分局|稽查局|派出所)(?![员伍长列])"
    r"(?:第?[一二三四五六七八九十]{1,2}(?:大队|中队)(?![员伍长列]))?)"
)
# a body that has the bare name of its county in its own: 康定|公路管理分局, 柳州|海事局
BRANCH = re.compile(
    rf"{_NAME}{{2,8}}?分局|(?:海关(?:缉私(?:分)?局)?|海事(?:局|处)|供电局|航道局|公路局|出入境检验检疫局)(?!长)"
)
# a branch with its place in the middle or in front, whatever place it is: 公安|洪山|分局
_EDGE = r"(?:(?<=[，。；、：（“\s\0和与及由在到赴向被经据合])|(?<=其中|会同)|^)"
NAMED_BRANCH = re.compile(
    rf"{_EDGE}(?![各该本我全两由与和及在到赴对向属所相有多部重辖当进不非其离驻原每这那市县区省州一二三四五六七八九十几])"
    rf"(?:(?P<system>公安|森林消防|消防救援|税务|海事|交警|森林公安|市场监管)(?![局部总支大机的工])"
    rf"(?:(?!{_NO_BEGINNING}|{_NOT_INSIDE})[\u4e00-\u9fff]){{2,4}}?(?:分局|[支大中]队|所(?!长))"
    rf"|(?P<place>(?:(?!{_NO_BEGINNING}|{_NOT_INSIDE}|[局厅委办会队所处站、])[\u4e00-\u9fff]){{2,5}}?)"
    r"(?:公安(?:分局|局)|森林公安(?:分局|局)|消防(?:救援)?(?:[支大]队|站)|交警[支大中]队|海事(?:局|处|分局)|航道(?:局|处)"
    r"|航标处|供电(?:公)?局|银保监分局|金融监管分局|监管分局|税务分局|派出所|司法所|边境管理[支大]队|海警(?:局|工作站)"
    r"|铁路公安(?:局|处)|铁路(?:监督管理局|监管局)|机场公安(?:局|分局)|市场监管(?:分局|所)|自然资源(?:分局|所)|气象站"
    r"|水文(?:站|中心|分中心)|调查队))(?![长员公])"
)
# a bureau inside a province's department: 交通运输厅|公路局
SUB_OF_HALL = re.compile(rf"(?:{_INNER}){{2,8}}?(?:局|总队|总站)(?!长)")
# a branch of a centre: 公共资源交易中心|如皋分中心
SUB_OF_CENTRE = re.compile(r"(?:(?![和与及省])[\u4e00-\u9fff]){0,4}?(?:分中心|航标处)")
SUB_OF_CUSTOMS = re.compile("缉私(?:分)?局|驻[\u4e00-\u9fff]{2,8}?办事处")
SUB_OF_SQUAD = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,2}|直属|特勤|机动|高速)(?:支队|大队|中队)(?![员伍长列])"
)
_ZONES = (
    "新区|高新技术产业开发区|高新区|经济技术开发区|经济开发区|经开区|开发区|示范区|功能区|园区|工业园|产业园"
    "|度假区|管理区|自贸区|片区|合作区|实验区|试验区|综保区|保税区|风景区|名胜区|生态区|港务区"
    "|化工基地|产业基地|新城|商务区|经济区|集中区|集聚区|起步区|空港区|保护区"
)
# a zone inside a place, with offices like a county's: 江北新区, 高新区
ZONE = re.compile(rf"(?:(?![省市县州旗局厅])[\u4e00-\u9fff]){{0,8}}?(?:{_ZONES})")
# a zone with a name of its own: 海口国家高新技术产业开发区
OWN_ZONE = re.compile(rf"(?:(?![省市县州旗局厅])[\u4e00-\u9fff]){{2,12}}?(?:{_ZONES})")
IS_ZONE = re.compile(rf"(?:{_ZONES})\Z")
# the zones of the office's own city: 经开区|管委会, 高新区|行政审批局
CITY_ZONE = re.compile(r"(?:高新|经开|经济(?:技术)?开发|高新技术产业开发|综合保税|综保)区")
ZONE_NAMES = {"经开区": ("经济技术开发区", "经济开发区"), "高新区": ("高新技术产业开发区",)}
# the board of a zone, which is its government
BOARD = re.compile("(?:管理委员会|管委会)(?P<office>办公室(?!主任)|)")
OWN_BOARD = re.compile("(?:园区|本区)?(?:管理委员会|管委会)")
# a branch of a ministry: 生态环境部|华北督察局
OF_MINISTRY = re.compile(
    r"(?:驻)?(?:[华东西中]?[北南东西中]|(?:(?![和与及省市])[\u4e00-\u9fff]){2,5})(?:督察局|特派员办事处|特派办|专员办事处|专员办|监督管理局|监管局|分署)"
)
# one of several offices of the same name: 税收征管局（北京）
AT_PLACE = re.compile("[（(](?P<place>[\u4e00-\u9fff]{2,4})[）)]")
# what streets, towns and townships have
_TOWN_OFFICE = (
    r"(?P<office>办事处|办(?![公理事结])|便民服务中心|人民政府|政府(?!采购)"
    r"|(?:统计|安监|应急|应急管理|水利|农技|农机|畜牧|林业|文化|农业综合服务|退役军人服务|卫生监督)站"
    r"|(?:司法|财政|派出|市场监管|市场监督管理|卫生|应急管理|自然资源|国土|规划|交警|税务|城管|林业)所"
    r"|综合(?:行政)?执法(?:[大中]?队|办(?:公室)?|局)|党工委|纪工委"
    r"|(?:党政|党建|经济发展|社会事务|综合治理|平安建设|应急管理|农业农村|城乡建设|村镇建设|规划建设|社会治理|公共服务"
    r"|公共管理|公共安全|生态环保|综治|信访|人大|自然资源|文化旅游|财政|便民服务)(?:服务)?(?:综合)?(?:办公室|办(?![公理事结]))"
    r"|(?:综治|社会治理|党群服务|农业综合服务|农业服务|公共服务|社会事务服务|文化服务|退役军人服务|综合服务|网格化?管理"
    r"|应急管理|城市运行管理)中心)"
)
# offices of streets, towns and townships, which no list of places has
STREET = re.compile(
    r"(?:(?<=[，。；、：（“\s和与及由在到赴])|^)"
    r"(?![各该本我全两由与和及在到赴对向属所相有多部重辖乡其])"
    r"(?P<name>(?:(?![，市县区])[\u4e00-\u9fff]){1,5}?(?:街道|镇|乡))" + _TOWN_OFFICE
)
# the same in the paper of the town: 镇综合执法队, 街道办
OWN_STREET = re.compile("(?:街道|镇|乡)" + _TOWN_OFFICE)
# the town in the name of an office: 安溪县|湖头镇|人民政府党政办公室
TOWN = re.compile(
    "(?:^|(?:[省市县区旗州]|[县市区旗州]人民政府))"
    "(?P<name>(?:(?![省市县区旗州]|人民政府)[\u4e00-\u9fff]){1,5}?(?P<kind>街道|镇|乡))(?!村振兴|[村镇企局])"
)
OFFICES = {"办": "办事处", "政府": "人民政府"}
# the board of a zone that no list has: 赣江新区管委会
ZONE_BOARD = re.compile(
    r"(?:(?<=[，。；、：（“\s\0和与及由在到赴向合])|^)"
    rf"(?![各该本我全两由与和及在到赴对向属所相有多部重辖])(?P<name>(?!{_NO_BEGINNING})"
    rf"(?:(?!{_NOT_INSIDE}|[，、省市县])[\u4e00-\u9fff]){{2,8}}?(?:{_ZONES}))(?P<office>管理委员会|管委会)"
)
BOARDS = {"管委会": "管理委员会"}
# a customs house or a frontier post, which no list of places has: 友谊关海关, 友谊关边检站
GATE = re.compile(
    r"(?:(?<=[，。；、：（“\s\0和与及由在到赴向属辖往经据合])|^)"
    rf"(?![各该本我全两由与和及在到赴对向属所相有多部重辖当进中不非及其离驻原])"
    rf"(?P<name>(?!{_NO_BEGINNING})(?:(?!{_NOT_INSIDE}|[，、所属海]|进口|出口|关区)[\u4e00-\u9fff]){{2,6}}?)"
    r"(?P<office>海关(?:缉私(?:分局|局))?|出入境检验检疫局|出入境边防检查(?:总)?站|边检(?:总)?站)"
)
GATES = {"边检站": "出入境边防检查站", "边检总站": "出入境边防检查总站"}
LONG_SELF: dict[str, Level] = {
    "自治区": "province", "自治州": "city", "地区": "city", "师市": "city", "自治县": "county",
    "自治旗": "county", "园区": "county",
}  # fmt: skip
LONG_HEADS = frozenset({*(word[:2] for word in LONG_SELF), "地委", "管委"}) | frozenset(
    "高新 经开 经济 综合 综保 团省 团市 团州 团盟 团区 团县 团旗".split()
)
OF_SELF: dict[str, Level] = {
    "省": "province", "市": "city", "州": "city", "盟": "city", "区": "county", "县": "county",
    "旗": "county",
}  # fmt: skip
# the code of an office in a document number is no mention of it: 川政务办函〔2023〕89号
OF_NUMBER = re.compile(
    r"[发函规字办复电文通令明]{0,3}\s*[〔\[【［（(]\s*[12][0-9]{3}\s*[〕\]】］）)]\s*第?\s*[0-9]"
)
TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
