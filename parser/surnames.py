"""Surnames (姓氏), and which characters after a title are a person's name."""

import re

_SINGLE = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘"
    "葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴"
    "谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅"
    "盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石"
    "崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段"
    "富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜"
    "黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党"
    "翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾"
    "鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利"
    "蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓"
    "公仉督晋楚闫法汝鄢涂钦归海岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪"
    "年爱阳佟肖覃代苑甯付邸冼揭仝邝阿税淡刑青敬泽罕腊母卿银蹇先补苟昂兰扎次达旦格洛多央罗卓"
    "尼玛仁丹才让"
)  # fmt: skip
_DOUBLE = tuple(
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 东方 轩辕 百里 呼延 "
    "南宫 西门 独孤 端木 司空 申屠 公羊 澹台 濮阳 淳于 单于 钟离 闻人 鲜于 闾丘 拓跋"
    " 赫连 第五 万俟 太史 完颜".split()
)  # fmt: skip
# characters that no given name has, and those that end none: they begin what is said of the person
_NOT_GIVEN = frozenset("某的了到赴被把但这那吗呢吧啊您我他她它们个件议你")
_NOT_LAST = _NOT_GIVEN | frozenset(
    "在是和与率将从并其各等就以对为向于及或由给让近月会业企说讲次且所已都也则即使令请还因若虽"
)
# characters of units, which stand before titles as names do: 金融办主任
_OF_UNITS = frozenset(
    "部处科室局委会组院站所队党支公司馆厂校班办厅市县区镇乡村街社团联行级任位名员总副省州旗盟"
)
# words that can follow a name
_WORDS_AFTER = (
    "一行 同志 先生 女士 等 率 带队 带领 到 在 赴 分别 出席 参加 主持 "
    "陪同 强调 指出 表示 要求 介绍 说 和 与 及 调研 讲话 作 对 前往 莅临 "
    "为 就 围绕 以 向 代表 深入 来 检查 督导 督查 宣读 传达 通报 致辞 "
    "致欢迎 会见 主讲 听取 认为 现场 专程 亲自 亲临 先后 一同 共同 随同 "
    "随行 参与 组织 召集 召开 走访 走进 慰问 看望 考察 视察 指导 实地 接待 "
    "接受 答复 回应 回复 签署 签约 代为 主动 担任 任 兼 带 于 从 被 荣获 "
    "获 汇报 安排 部署 研究 牵头 负责 列席 座谈 交流 巡查 抽查 暗访 值守 "
    "坐班 坐镇 接访 接听 约谈 宣布 提出 透露 解读 授课 总结 点评 点赞 肯定 "
    "充分肯定 对此 进驻 下沉 逐一 详细 认真 充分 高度 携 会同 随 当面 当场 "
    "通过 值班 率队 体验 办理 带头 集中 轮流 "
    "参会 与会 到会 开展 推动 推进 落实 当选 见证 揭牌 二人 两人 三人 "
).split()
_AFTER = re.compile(
    r"(?:$|[，。；、：:,;！？\s（(）)】”\"|0-9]|"
    + "|".join(sorted(_WORDS_AFTER, key=len, reverse=True))
    + ")"
)
_ETHNIC = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,6})*[·•・](?=[\u4e00-\u9fff])"
)
# words that begin as a surname does
_WORDS = frozenset(
    "单位 于近 于今 于当 于本 关于 方面 方案 时候 时间 时任 安全 安排 常务 高度 高效 成员 "
    "成立 成功 应邀 应当 项目 万元 强化 明确 任务 "
    "任职 计划 经济 经过 经营 从严 从事 全体 全面 全程 全力 全市 全省 全县 全区 和谐 相关 "
    "有关 有力 有效 能够 能力 通过 通报 连续 连同 "
    "双方 路线 温馨 严格 严肃 平台 平均 水平 黄金 马上 金融 国家 文化 文件 文旅 法律 法治 "
    "海关 年度 年轻 年内 向前 向全 曾经 曾任 鲜明 "
    "季度 章程 计算 包括 包保 解决 解读 车辆 管理 管委 党员 党委 党组 商务 商量 简单 祝贺 "
    "申请 申报 审批 巡视 危险 路径 边界 易于 都要 "
    "步骤 干部 干警 干事 席位 谈话 宣布 查看 查阅 游客 宗旨 单独 古镇 利用 师生 农业 农村 "
    "家庭 家属 明年 明天 石油 米易 江苏 江西 湛江 "
    "云南 贵州 宁夏 安徽 成都 温江 金堂 彭州 蒲江 德阳 康养 齐抓 费用 汇报 汤 房屋 水利 "
    "水务 广泛 广大 广播 丰富 丰收 红色 卫生 "
    "华西 白天 夏季 冬季 景区 景点 元旦 雷电 万户 毛利 车站 龙头 关键 关心 关注 施工 施行 "
    "许可 许多 幸福 充分 向社 向企 向群 诸多".split()
)


# 李某, 王某某, 张××: a name that is kept back is always one
_KEPT_BACK = re.compile(
    rf"[{''.join(sorted(_SINGLE))}]"
    r"(?:某[某甲乙丙丁]?(?![年月日天地处种些个项次类村镇乡县市局单企公区小路段])"
    r"|[×xXＸ＊*]{1,2}(?![×xXＸ＊*A-Za-z]))"
)


def read_name(text: str, start: int) -> str | None:
    """The personal name at ``start`` of ``text``, or None.

    Two to four characters that begin with a surname, or an ethnic name with ·; a word that can
    follow a name must come after. Three characters are preferred to two, two to four.
    """
    kept_back = _KEPT_BACK.match(text, start)
    if kept_back is not None:
        return kept_back[0]
    ethnic = _ETHNIC.match(text, start)
    if ethnic is not None:
        ends = range(ethnic.end() + 1, min(len(text), ethnic.end() + 6) + 1)
        return next((text[start:end] for end in ends if _AFTER.match(text, end)), None)
    best, reach = None, 0
    for length in _lengths(text, start):
        name = text[start : start + length]
        after = _AFTER.match(text, start + length)
        if after is None or not _is_name(name, length):
            continue
        # 张示陪同调研: the longer word behind tells where the name ends
        here = len(after[0]) if after[0] else 3
        if here > reach:
            best, reach = name, here
    return best


def read_name_before(text: str, end: int) -> str | None:
    """The personal name of three characters that ends at ``end``: 张样文|厅长, 张样文|同志.

    Shorter ones are not told from words (人事处长), so they are left, but for 李某|副市长.
    """
    for length in (3, 2):
        if (kept_back := _KEPT_BACK.fullmatch(text, max(0, end - length), end)) is not None:
            return kept_back[0]
    name = text[max(0, end - 3) : end]
    if len(name) < 3 or name[0] not in _SINGLE or not _is_name(name, 3):
        return None
    return None if set(name) & _OF_UNITS else name


def _is_name(name: str, length: int) -> bool:
    given = name[2:] if name[:2] in _DOUBLE and length > 2 else name[1:]
    if len(name) < length or any(not "\u4e00" <= one <= "\u9fff" for one in name):
        return False
    if name[:2] in _WORDS:
        return False
    return not set(given) & _NOT_GIVEN and given[-1] not in _NOT_LAST


def _lengths(text: str, start: int) -> tuple[int, ...]:
    if text[start : start + 2] in _DOUBLE:
        return (4, 3)
    return (3, 2) if text[start : start + 1] in _SINGLE else ()
