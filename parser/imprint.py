"""版记: to whom an issue goes, and how many copies, out of the last blocks."""

import re
from dataclasses import dataclass
from datetime import date

from .dates import find_periods, parse_date
from .errors import DateError
from .labels import find_label
from .masthead_lines import read_number_of_issue
from .model import Block, Imprint
from .publishers import is_mark, is_office, office_of
from .text import fold_width

_GAP = r"[ \t\u3000]*"
_KINDS = (
    dict.fromkeys(("报", "抄报", "呈报", "报送", "呈送", "呈", "上报"), "report")
    | dict.fromkeys(("送", "抄送", "主送", "并送"), "send")
    | dict.fromkeys(("发", "印发", "下发", "发至", "发送", "分发", "分送"), "issue")
)
_RECEIVER = re.compile(
    rf"(?:^|(?<=[。;；，,\s|]))(?P<label>[抄呈上]{_GAP}报|[抄主分并呈报发]{_GAP}送"
    rf"|[印下分]{_GAP}发|发{_GAP}至|[报送发呈]){_GAP}[:：]{_GAP}"
)
_COPIES = re.compile(
    rf"(?:[(（][^（）()]{{0,16}}[，,；; \t\u3000])?[(（]?{_GAP}"
    rf"(?:(?:共计?{_GAP})?印[数刷制发]?|共计?){_GAP}[:：]?{_GAP}"
    rf"(?P<copies>[0-9]+|[一二三四五六七八九十百千]+){_GAP}份{_GAP}[)）]?。?"
)
_STAFF = re.compile(
    rf"[(（]?{_GAP}(?:(?:本期|责任|执行)?"
    r"(?:编辑|编审|审核|审签|签发|校对|主编|责编|编校|撰稿|供稿|核稿)"
    r"|联系人|联系电话|电话|传真|邮箱|电子邮箱|地址|网址|邮编|主办|承办|编印|主题词|投稿|印数|印刷)"
    rf"(?:单位|人|人员)?{_GAP}[:：]"
)
# （内部资料，注意保存）, （模拟稿，数据均为虚构）
_NOTE = re.compile(
    r"[ \t\u3000]*[（(【\[]?[^（）()。]{0,20}(?:内部|模拟|虚构|虚拟|样稿)"
    r"[^（）()。]{0,24}[)）】\]]?。?[ \t\u3000]*"
)
# bodies of one sort; 直属单位 and 各处室 belong to what stands before them
_SORT = re.compile(
    r"(?:各|[省市州区县][直级]?(?:各|有关|相关)|[省市州区县][直级]|有关)[^，；。]{0,14}?"
    r"(?:部门|政府|中心|企业|公司|街道|乡镇|镇|园区|成员单位|会员单位|责任单位)(?:[（(][^（）()]*[)）])?"
)
_RULE = re.compile(r"[\s\-—–_=*─━★]*")
_PRINTED_BY = re.compile(r"(?:印发|编印|印制|印|编发|发布|编)?[。]?$")
_LONGEST = 20  # blocks from the end that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundImprint:
    """The imprint, its blocks, and what else only stands there."""

    imprint: Imprint
    furniture: frozenset[int]
    publisher: str | None  # of a closing line: XX办公室　2023年8月1日印发
    published: date | None


def find_imprint(blocks: tuple[Block, ...], *, after: int) -> FoundImprint:
    """Read the imprint from the blocks behind position ``after``.

    It begins at the first 报：, 送： or 发： (抄送, 主送, …) below the last section; editors,
    telephone numbers, copies and the line of the printing office belong to it. Receivers are
    divided at ；, where there is none at ，, and where there is neither at 、, if each part names a
    body, or bodies of one sort, in full (中心各处（室）、直属单位 is one).
    """
    tail = _tail(blocks, after)
    lines = [(place, line) for place in tail for line in blocks[place].text.split("\n")]
    receivers: dict[str, list[str]] = {"report": [], "send": [], "issue": []}
    furniture: set[int] = set()
    copies = publisher = published = None
    open_list: str | None = None
    for place, line in lines:
        rest, found = _take_copies(line)
        copies = copies if found is None else found
        closing = _closing_line(rest)
        lists = _receiver_lists(rest)
        if lists:
            for kind, names in lists:
                receivers[kind].extend(_divided(names))
            open_list = None if rest.rstrip().endswith("。") else lists[-1][0]
        elif closing is not None:
            publisher, published = closing[0] or publisher, closing[1] or published
            open_list = None
        elif open_list is not None and rest.strip() and not _is_furniture(rest):
            receivers[open_list] = _continued(receivers[open_list], rest)
            open_list = None if rest.rstrip().endswith("。") else open_list
        elif not _is_furniture(rest):
            continue
        furniture.add(place)
    return FoundImprint(
        imprint=Imprint(
            report_to=tuple(receivers["report"]),
            send_to=tuple(receivers["send"]),
            issue_to=tuple(receivers["issue"]),
            copies=copies,
        ),
        furniture=frozenset(furniture),
        publisher=publisher,
        published=published,
    )


def _tail(blocks: tuple[Block, ...], after: int) -> range:
    """The blocks of the imprint: below the last section, from the first receivers or furniture."""
    first = max(after + 1, len(blocks) - _LONGEST)
    for place in range(len(blocks) - 1, first - 1, -1):
        if find_label(blocks[place].text) is not None:
            first = place + 1
            break
    for place in range(first, len(blocks)):
        if _RECEIVER.match(blocks[place].text.lstrip(" \t\u3000|")):
            return range(_with_lines_above(blocks, place, first), len(blocks))
    return range(_with_lines_above(blocks, len(blocks), first), len(blocks))


def _with_lines_above(blocks: tuple[Block, ...], place: int, first: int) -> int:
    """``place`` moved up over lines of editors, of the printing office, and rules."""
    while place > first:
        rest, found = _take_copies(blocks[place - 1].text)
        if not (_is_furniture(rest) or _closing_line(rest)) and not (found and not rest.strip()):
            break
        place -= 1
    return place


def _is_furniture(line: str) -> bool:
    return (
        _RULE.fullmatch(line) is not None
        or _STAFF.match(line) is not None
        or _NOTE.fullmatch(line) is not None
        or (bool(line.strip()) and is_mark(line.strip()))
    )


def _take_copies(line: str) -> tuple[str, int | None]:
    """The line without its number of copies, and the number."""
    match = _COPIES.search(fold_width(line))
    if match is None:
        return line, None
    return line[: match.start()] + line[match.end() :], read_number_of_issue(match["copies"])


def _receiver_lists(line: str) -> list[tuple[str, str]]:
    """(kind, names) of each label in a line; a paragraph may hold all of them."""
    line = line.strip(" \t\u3000|")
    marks = list(_RECEIVER.finditer(line))
    if not marks or marks[0].start() != 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    return [
        (_KINDS["".join(mark["label"].split())], line[mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    ]


def _divided(names: str) -> list[str]:
    names = names.strip(" \t\u3000|").rstrip("。.;；,，")
    # the strongest mark divides
    parts = _split_outside_brackets(names, "；;")
    if len(parts) == 1:
        parts = _split_outside_brackets(names, "，,")
    if len(parts) == 1 and len(wide := re.split(r"[ \t]{2,}|\u3000+|\t", names)) > 1:
        parts = wide
    if len(parts) == 1:
        offices = _split_outside_brackets(names, "、")
        if len(offices) > 1 and all(map(_is_receiver, offices)):
            parts = offices
    return [part.strip(" \t\u3000。|") for part in parts if part.strip(" \t\u3000。|")]


def _is_receiver(words: str) -> bool:
    """Whether the words name a body, or bodies of one sort (各分中心), without what is before."""
    return is_office(words.strip()) or _SORT.fullmatch(words.strip()) is not None


def _continued(names: list[str], line: str) -> list[str]:
    """A list that goes on in the next block: a name cut by the line end is joined again."""
    if not names:
        return _divided(line)
    return [*names[:-1], *_divided(f"{names[-1]}{line.strip()}")]


def _split_outside_brackets(names: str, marks: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(names):
        if sign in "(（":
            depth += 1
        elif sign in ")）":
            depth = max(0, depth - 1)
        elif depth == 0 and sign in marks:
            parts.append(names[start:place])
            start = place + 1
    return [*parts, names[start:]]


def _closing_line(line: str) -> tuple[str | None, date | None] | None:
    """Office and day of a closing line; None if the line is more than these."""
    line = line.strip(" \t\u3000|")
    if not line or len(line) > 60:
        return None
    found = find_periods(line, period=None, published=None)
    if not found:
        office = office_of(line)
        return None if office is None else (office, None)
    if len(found) > 1 or found[0].period.kind != "day":
        return None
    try:
        day = parse_date(found[0].period.printed)
    except DateError:
        return None
    if not _PRINTED_BY.fullmatch(line[found[0].end :].strip()):
        return None
    before = line[: found[0].start].strip()
    office = office_of(before)
    return None if before and office is None else (office, day)
