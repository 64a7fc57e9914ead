"""Names of bodies made of words for what they do (职能): 农业|综合|执法|大队, 仲裁|委员会.

No register has every 县蔬菜技术推广站. What stands directly behind a place and is made of such
words alone (``registers/functions.tsv``), up to a word for a kind of body, is one; a word that is
not on the list ends it.
"""

import re
from importlib.resources import files


def _read_words() -> list[str]:
    text = files("parser.registers").joinpath("functions.tsv").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return sorted({word for row in rows for word in row}, key=lambda word: (-len(word), word))


_WORDS = "|".join(_read_words())
_JOIN = "[和与及]?"
_KINDS = (
    "(?:管理委员会|委员会|领导小组|联席会议|指挥部|管委)(?:办公室)?|指挥中心|分中心|中心|办公室|分局|[总支大中]队|总站|工委|联合社|联合会|联席办|专员办|办事处"
    "|局|厅|委(?=[^员])|办(?=[^公])|委\\Z|办\\Z"
)
# kinds whose character also ends or begins common words stand behind words of their own alone
_OF_OWN = (
    "(?:推广|植保|检疫|植检|监测|监督|质监|水文|种子|管理|技术|农机|畜牧|草原|水产|土肥|农技|经管|造价|防疫|救助|管护"
    "|林业|监理|检验|水利|气象|地震|排水|渔政|蚕桑|果业|蔬菜|茶叶|统计|应急|环卫|安监|养护|工作)站"
    "|(?:检验|检测|检定|研究|监督|看守|拘留|戒毒|收容|卫生|司法|财政|市场监管|国土|设计|计量|质检|药检|勘测|勘察"
    "|检疫|监理|应急管理|自然资源|环保|林业|城建|规划|水务|公证|监察|资源|税务|监管|疾控|血防|执法|环卫"
    "|控制|防治|防控|保护|试验|农技)所"
    "|(?:管理|环卫|市政|园林|路灯|绿化|排水|公路|运管|水库|灌区|航道|航标|征收|征管|拆迁|房管|社保|监督|房产"
    "|殡葬|渔政|种子|防汛|堤防|海事|林业|水务|稽查|稽征|养护|接待|航务|港务|保护|河道|供水|核算|事务)处"
    "|(?:执法|监察|消防|救援|交警|巡警|特警|稽查|勘测|地质|管理|协管|森林|巡逻|调查|巡防|工程|防火|养护|水政)队"
    "|(?:研究|设计|规划|勘察|科学|勘测|仲裁|检验|检测)院"
    "|(?:研究|档案|督查|政研|规划)室|(?:防汛|防灭火|防火|抗旱|抗震|森防|防)指(?!挥)"
)
# the Party's committees of zones and streets, which have no 市委 of their own
_WORK_COMMITTEE = (
    "(?:党工委|纪工委|纪检监察工委|政法工委)(?:监察工委|[\u4e00-\u9fff]{1,4}部|(?:党政)?办公室)?"
)
_ORDINAL = "(?:第[一二三四五六七八九十]{1,2})?"
COMPOSED = re.compile(
    rf"{_ORDINAL}(?![和与及])"
    rf"(?:{_WORK_COMMITTEE}|(?:(?:{_WORDS}){_JOIN}){{0,7}}?(?:{_OF_OWN}|(?:{_WORDS})(?:{_KINDS})))"
)


def full_name(words: str) -> str:
    """A composed name as it is written in full: 仲裁委 is the 仲裁委员会."""
    return words + "员会" if words.endswith("委") and not words.endswith("工委") else words
