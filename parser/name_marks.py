"""What stands around the names of departments, and what they are made of where none is listed."""

import re

from .places import Level

# one separator between two items of a list, a second name-plate in brackets before it
SEPARATOR = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?(?:窗口)?(?:[、，,和与及]|以及|会同|联合)")
# what must not stand before a body without a place of its own: 各级教育局, 区县公安局
NO_BODY_BEFORE = frozenset("各级地县区州旗省市国某两等乡镇分该厅局总外全基跨邻")
NO_SELF_BEFORE = NO_BODY_BEFORE - frozenset("厅局该") | frozenset("）)")
# words that a body's own name can follow without a mark between: 由区教育局, 莅临区教育局
BEFORE_SELF = frozenset(
    "由与和及向对经赴到在是为同被让将请会据按使听往驻从给比即原协陪临访取察研联合导"
)
UNKNOWN_COUNTY = re.compile(
    r"(?:^|(?<=[，。；、：（“”\s由与和及向对经赴到在]))(?![各该本我全两])[\u4e00-\u9fff]{1,4}[区县州旗]\Z"
)
# what must not follow the last character of a name: 公安部门, 发展改革委员会议, 政府采购
NO_BODY_AFTER = {
    "部": frozenset("门分署队落位件"),
    "办": frozenset("理法事公好结件学证税"),
    "局": frozenset("面部势限域"),
    "厅": frozenset("堂"),
    "委": frozenset("员托派"),
    "会": frozenset("议"),
    "院": frozenset("士校落坝"),
    "心": frozenset("城区环线镇村"),
    "府": frozenset("采网购"),
}
_VERBS = (
    "召开|印发|开展|审议|通过|组织|赶赴|前往|出台|发布|举办|举行|落实|推进|推动|加强|联合|会同|协调|指导|调研"
    "|[的了在到对将于为被把从向赴是并等各]"
)
# the rest of a name that no register lists, behind its place
UNLISTED = re.compile(
    rf"(?:(?!{_VERBS})[\u4e00-\u9fff]){{2,20}}?"
    r"(?:委员会办公室|领导小组办公室|管理委员会|管委会|中心|研究院|总队|支队|街道办事处|交易所|办公室"
    r"|(?<=[\u4e00-\u9fff]{2})(?<!大)[厅局])"
)
# a zone inside a place, with offices like a county's: 江北新区, 高新区
ZONE = re.compile(
    r"(?:(?![省市县州旗局厅])[\u4e00-\u9fff]){0,6}?"
    r"(?:新区|高新技术产业开发区|高新区|经济技术开发区|经济开发区|经开区|开发区|示范区|功能区|园区|度假区|管理区|自贸区|片区)"
)
# offices of streets, towns and townships, which no list of places has
STREET = re.compile(
    r"(?:(?<=[，。；、：（“\s和与及由在到赴])|^)(?![各该本我全两由与和及在到赴对向])"
    r"(?P<name>(?:(?![，市县区])[\u4e00-\u9fff]){1,5}?(?:街道|镇|乡))"
    r"(?P<office>办事处|办(?![公理事结])|便民服务中心|人民政府|政府(?!采购))"
)
OFFICES = {"办": "办事处", "政府": "人民政府"}
OF_SELF: dict[str, Level] = {
    "省": "province", "市": "city", "州": "city", "盟": "city", "区": "county", "县": "county",
}  # fmt: skip
# the code of an office in a document number is no mention of it: 川政务办函〔2023〕89号
OF_NUMBER = re.compile(
    r"[发函规字办复电文通令明]{0,3}\s*[〔\[【［（(]\s*[12][0-9]{3}\s*[〕\]】］）)]\s*第?\s*[0-9]"
)
TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
