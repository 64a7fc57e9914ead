"""Documents an issue refers to (引用文件): titles in 《》 and document numbers (发文字号)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .context import Context
from .model import Block, CitedDocument, Span
from .verbs import ACTS

# what a title of a document ends with; a newspaper, a book or a song has none of these
_KINDS = (
    "通知|意见|方案|办法|规定|条例|细则|决定|公告|通告|通报|批复|报告|纪要|规划|计划|纲要|"
    "清单|目录|指南|指引|标准|规范|规程|手册|制度|规则|章程"
    "|法|法典|令|要点|措施|协议|协定|备忘录|合同|倡议书|承诺书|责任书|意见书|建议书|告知书|"
    "决议|决策部署|准则|汇编|预案|案例|政策|公报|白皮书|蓝皮书"
    "|年报|函|请示|议案|提案|台账|名单|任务书|路线图|时间表|分工|分工表|要求|导则|须知|流程|"
    "图则|大纲|说明|解释|宣言|倡议|公约|若干措施|表|书|单|提示|机制|公开信|一封信|名录|基准|答复|明电|总则|定额"
    r"|[一二三四五六七八九十百0-9]+(?:个)?(?:不准|严禁|不得|必须|禁止|坚持|严格|承诺)[”\"」』]?"
    r"|[一二三四五六七八九十百0-9]+[条项][”\"」』]?"
)
_EDITION = (
    r"(?:[（(\[〔【][^）)\]〕】]{1,16}[）)\]〕】]|[0-9]{4}年?版|试行|暂行|修订版|征求意见稿"
    r"|[0-9]+\.[0-9]+版?|V[0-9.]+)*"
)
_DOCUMENT = re.compile(rf"(?:.*(?:{_KINDS}){_EDITION}|.*关于.+)", re.DOTALL)
# 《通知》 alone is how a text calls a document that it has named before
_SHORT = re.compile(rf"(?:{_KINDS})")
_PRESS = re.compile(
    r".*(?:日报|晚报|早报|晨报|时报|商报|都市报|快报|周报|周刊|月刊|半月刊|杂志|画报|新闻联播|"
    r"新闻网)"
)

_OPEN, _CLOSE = "〔\\[【［（(﹝", "〕\\]】］）)﹞"
_NUMBER = re.compile(
    rf"([\u4e00-\u9fffA-Za-z]{{1,16}}?)\s*[{_OPEN}]\s*([12][0-9]{{3}})\s*[{_CLOSE}]\s*(第?)\s"
    rf"*([0-9]+)\s*号"
)
_FURTHER = re.compile(r"\s*[、，,和及]\s*([0-9]+)\s*号")
_DECREE = re.compile(
    r"((?:[\u4e00-\u9fff]{2,10}[部局委署行院会][ \u3000])*[\u4e00-\u9fff]{1,16}?(?:令|公告|通告))"
    r"\s*(?:([12][0-9]{3})年)?第?\s*([0-9]+)\s*号"
)
# 国务院5号文件, 省政府第12号令: numbers without a year, kept as they are printed
_PLAIN = re.compile(
    r"(?P<body>国务院(?:办公厅)?|国办|国发|中央|中办|[省市县区州](?:委|政府)(?:办公[厅室])?"
    r"|[\u4e00-\u9fff]{1,8}[局厅委部办发函])\s*"
    r"第?\s*[0-9]{1,4}\s*号\s*(?:文件|文|令|公告)"
)
# words that stand before a number and are no part of it: 根据川办发〔2023〕5号
_NOT_OF_NUMBER = re.compile(
    r".*(?:根据|^据|按照|依据|依照|关于|参照|详见|文号|字号|编号|文件|以及|严格|对照|窗口|号召"
    r"|[和及与以对的由见经了按为将把在从至就向到是]"
    # a body in front of the number's own: 省政府川府发, 公安厅川公发
    r"|(?:(?:省|市|县|区)(?:委|政府)(?!办公)|[\u4e00-\u9fff]{2,}(?:[厅局]|委员会|办公[厅室])"
    r"(?!公告|通告|令|[发函办规字审]))(?=[\u4e00-\u9fff]{2}))"
)
# verbs that codes of offices are made with: 川审批发, 国市监注册
_IN_CODES = frozenset(
    "审批 监管 监督 服务 注册 登记 管理 建设 规范 协调 审查 评估 保障 研究 公告 通告".split()
)
_VERBS = "|".join(
    sorted((word for word in ACTS - _IN_CODES if len(word) > 1), key=len, reverse=True)
)
_VERB = re.compile(rf".*(?:{_VERBS})(?=[\u4e00-\u9fffA-Za-z]{{2}})")
_BETWEEN_TITLES = re.compile(r"\s*(?:[、和及与，]|以及)?\s*")
_AFTER = re.compile(r"\s*[（(〔\[【［]\s*")
# 《…》分别以临政发〔2023〕3号、9号文印发; 文号为…的《…》
_ISSUED_AS = re.compile(
    r"\s*(?:已|均|先后|分别|现)*(?:以|[，,（(]?\s*(?:发文字号|文件编号|文号|编号|字号)[为是：:]?)\s*"
)
_CALLED_BY = re.compile(
    r"\s*(?:文件|文|号文)?[）)]?\s*(?:(?:印发|下发|转发|发布|公布|颁布|出台)了?)?\s*的?\s*"
)
# what is issued or followed is a document, however its title ends: 出台《消落带管护“十不准”》
_ISSUES = re.compile(
    "(?:印发|下发|制发|出台|制定|发布|公布|颁布|转发|签发|修订|起草|拟定|审定|通过|执行|依据|根据|按照|依照|违反|废止)了?\\Z"
)
# 《…公告》（2023年第15号）: the title itself says what kind of paper is numbered
_OF_TITLE = re.compile(r"\s*[（(]\s*((?:[12][0-9]{3})年第\s*[0-9]+\s*号)\s*[）)]")
_PUBLISHED = re.compile(r"(?:公告|通告|令)\Z")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE_DIGIT = re.compile("[０-９]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWords:
    """Words and where they stand, half-open; ``text`` may be tidied."""

    start: int
    end: int
    text: str


def find_documents(context: Context) -> tuple[CitedDocument, ...]:
    """The documents the issue cites, in order, each as often as it is cited.

    《》 that holds a newspaper, a book or a song is left out unless a number stands with it, and
    so is 《通知》 alone, which only calls back a title.
    """
    return tuple(
        document
        for position, block in enumerate(context.blocks)
        if block.kind != "furniture"
        for document in _of_block(block, position, context.paths[position])
    )


def _of_block(block: Block, position: int, section: str | None) -> Iterator[CitedDocument]:
    if "《" not in block.text and "号" not in block.text:
        return
    text = block.text
    if _WIDE_DIGIT.search(text):
        text = text.translate(_WIDE_DIGITS)
    titles = find_titles(text)
    numbers = find_numbers(text)
    used: set[int] = set()
    shared = _shared_brackets(text, titles, numbers)
    for title in titles:
        near = shared.get(title.start) or [
            number for number in numbers if _belongs(text, title, number)
        ]
        used.update(number.start for number in near)
        name = _clean_title(block.text[title.start + 1 : title.end - 1])
        if not near and (own := _number_of_kind(text, title, name)) is not None:
            near = [own]
        issued = _ISSUES.search(text, max(0, title.start - 4), title.start) is not None
        if not near and not _is_document(name, issued=issued):
            continue
        for number in near or (None,):
            ends = [title.start, title.end, *((number.start, number.end) if number else ())]
            yield CitedDocument(
                title=name,
                document_number=number.text if number else None,
                section=section,
                span=Span(block=position, start=min(ends), end=max(ends)),
            )
    inside = {place for title in titles for place in range(title.start, title.end)}
    for number in numbers:
        if number.start not in used and number.start not in inside:
            yield CitedDocument(
                title=None,
                document_number=number.text,
                section=section,
                span=Span(block=position, start=number.start, end=number.end),
            )


def find_titles(text: str) -> tuple[FoundWords, ...]:
    """The outermost 《…》 of ``text``; titles inside titles are left in them."""
    if "《" not in text:
        return ()
    found = []
    depth = start = 0
    for place, mark in enumerate(text):
        if mark == "《":
            start = place if depth == 0 else start
            depth += 1
        elif mark == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append(FoundWords(start=start, end=place + 1, text=text[start : place + 1]))
        elif mark in "。\n" and depth and text.find("》", place, place + 80) < 0:
            depth = 0
    return tuple(found)


def find_numbers(text: str) -> tuple[FoundWords, ...]:
    """The document numbers of ``text`` as they are written with 〔〕 and without spaces."""
    found: list[FoundWords] = []
    if "号" not in text:
        return ()
    for match in _NUMBER.finditer(text):
        body = _own_code(match[1])
        if not body or body in ACTS:
            continue
        start = match.start() + len(match[1]) - len(body)
        head = f"{body}〔{match[2]}〕{match[3]}"
        found.append(FoundWords(start=start, end=match.end(), text=f"{head}{match[4]}号"))
        end = match.end()
        while further := _FURTHER.match(text, end):
            end = further.end()
            found.append(FoundWords(start=further.start(1), end=end, text=f"{head}{further[1]}号"))
    for match in _DECREE.finditer(text):
        body = _own_code(match[1])
        start = match.start() + len(match[1]) - len(body)
        if len(body) > 2:
            year = f"{match[2]}年" if match[2] else ""
            number = f"{''.join(body.split())}{year}第{match[3]}号"
            found.append(FoundWords(start=start, end=match.end(), text=number))
    found.extend(_plain_numbers(text, found))
    return tuple(sorted(found, key=lambda one: one.start))


def _own_code(words: str) -> str:
    """The code of an office (川办发) without the words that stand before it."""
    body = _NOT_OF_NUMBER.sub("", words)
    return _VERB.sub("", body)


def _plain_numbers(text: str, known: list[FoundWords]) -> Iterator[FoundWords]:
    taken = {place for one in known for place in range(one.start, one.end)}
    for match in _PLAIN.finditer(text):
        body = _own_code(match["body"])
        start = match.start() + len(match["body"]) - len(body)
        if body and taken.isdisjoint(range(start, match.end())):
            words = "".join(text[start : match.end()].split())
            yield FoundWords(start=start, end=match.end(), text=words)


def _belongs(text: str, title: FoundWords, number: FoundWords) -> bool:
    """Whether a number stands in the bracket after a title, or right before it."""
    if number.end <= title.start:
        return _CALLED_BY.fullmatch(text, number.end, title.start) is not None
    issued = _ISSUED_AS.match(text, title.end)
    if issued is not None and issued.end() == number.start:
        return True
    bracket = _AFTER.match(text, title.end)
    if bracket is None or number.start < bracket.end():
        return False
    between = text[bracket.end() : number.start]
    return not set("）)《。") & set(re.sub(r"[（(〔\[][12][0-9]{3}[）)〕\]]", "", between))


def _number_of_kind(text: str, title: FoundWords, name: str) -> FoundWords | None:
    """The number of a 公告 that leaves out whose it is: （2023年第15号）."""
    match = _OF_TITLE.match(text, title.end) if _PUBLISHED.search(name) else None
    if match is None:
        return None
    number = "".join(match[1].split())
    return FoundWords(start=match.start(1), end=match.end(1), text=number)


def _shared_brackets(
    text: str, titles: tuple[FoundWords, ...], numbers: tuple[FoundWords, ...]
) -> dict[int, list[FoundWords]]:
    """Start of a title → its own number, where 《甲》《乙》（…5号、6号） share one bracket."""
    shared: dict[int, list[FoundWords]] = {}
    for place, last in enumerate(titles):
        near = _numbers_after(text, last, numbers)
        group = [last]
        for other in reversed(titles[:place]):
            if _BETWEEN_TITLES.fullmatch(text, other.end, group[0].start) is None:
                break
            group.insert(0, other)
        if len(group) > 1 and len(group) == len(near):
            shared |= {title.start: [number] for title, number in zip(group, near, strict=True)}
    return shared


def _numbers_after(
    text: str, title: FoundWords, numbers: tuple[FoundWords, ...]
) -> list[FoundWords]:
    """The numbers in the bracket after a title, or the list that it is issued as (分别以…)."""
    near = [one for one in numbers if one.start > title.start and _belongs(text, title, one)]
    if near and _ISSUED_AS.match(text, title.end) is not None:
        for one in numbers:
            if _BETWEEN_TITLES.fullmatch(text, near[-1].end, one.start) is not None:
                near.append(one)
    return near


def _clean_title(printed: str) -> str:
    """The title as one line: breaks and spaces between Chinese characters are of the layout."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", printed.strip())


def _is_document(title: str, *, issued: bool) -> bool:
    if _SHORT.fullmatch(title) or _PRESS.fullmatch(title):
        return False
    return issued or _DOCUMENT.fullmatch(title) is not None
