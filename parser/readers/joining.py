"""Whether a paragraph goes on after a break, as far as the words on both sides tell.

Line and page breaks cut paragraphs in every format. Geometry, where there is any, is weighed by
the reader that has it; what stands here holds for words alone.
"""

import re

# 一、 （一） 1. （1） ① 第一章; "1.7月20日" is item 1, "3.5%" is a number; U+2015 is printed for 一
_LABEL = re.compile(
    r"\s*(?:\*\*)?\s*(?:"
    r"[一二三四五六七八九十百―]{1,4}\s?[、.．]"
    r"|[（(]\s?[一二三四五六七八九十]{1,3}\s?[）)]"
    r"|\d{1,2}\s?(?:[、．]|\.(?!\d)|\.(?=\d{1,2}月|\d{4}年))"
    r"|[（(]\d{1,2}[）)]|\d{1,2}[）)]"
    r"|[①-⑳⑴-⒛㈠-㈩]"
    r"|第[一二三四五六七八九十百]{1,3}[章节条部][ 　、]?"
    r"|[●■◆★▲▶•·◇○□]|——"
    r")"
)
_NUMBERED_CLAUSE = re.compile(r"\s*(?:\*\*)?[一二三四五六七八九十]{1,2}(?:是|要)")
_IMPRINT = re.compile(
    r"\s*(?:[主抄分]?\s?[报送发]|印发|编辑|责任编辑|责编|审核|审签|签发|编印|联系人|联系电话|编发)"
    r"\s*[：:]|\s*[（(]?\s?(?:共印|印数|此件)"
)
# a date or an issue number that has a line to itself belongs to the masthead or a signature
_FRAME_LINE = re.compile(
    r"\s*[（(]?\s?[\d二〇○Oo一三四五六七八九零]{4}\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?日\s?[）)]?\s*"
    r"|\s*(?:\d{4}\s?年)?\s?第?\s?[\d一二三四五六七八九十百]{1,5}\s?期\s?(?:[（(]总.{1,8}期[）)])?\s*"
    r"|\s*[（(][^，。；（）()]{2,24}日\s?[）)](?:\s?[（(][^，。；（）()]{1,8}[）)])?\s*"
)
_ENDED = re.compile(r"[。！？!?；;：:…][”’」』》）)\]】]*\s*(?:\*\*)?\s*$")
_OPEN_END = re.compile(r"[，、,（(《〈“‘「『【〔\[]\s*(?:\*\*)?\s*$")
_CLOSING_START = re.compile(r"\s*[，。、；：？！）》」』】〕”’]")
_PAGE_NUMBER = re.compile(
    r"[—–―\-－─━一·~～\s]+\d{1,4}\s*[—–―\-－─━一·~～]+"
    r"|第?\s*\d{1,4}\s*页?\s*[/／]?\s*[，,]?\s*共\s*\d{1,4}\s*页|第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4}"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_CLAUSE = re.compile("[，。；！？]")
_LONG = 30  # characters: longer lines without a final mark are prose, not headings


def starts_block(text: str) -> bool:
    """Whether ``text`` begins like a numbered item, a bullet or a line of the imprint (版记).

    A line that is nothing but a date or an issue number starts a block, too.
    """
    return bool(_LABEL.match(text) or _IMPRINT.match(text) or _FRAME_LINE.fullmatch(text))


def is_imprint(text: str) -> bool:
    """Whether ``text`` begins like a line of the imprint: 报：, 送：, 发：, （共印."""
    return bool(_IMPRINT.match(text))


def has_ended(text: str) -> bool:
    """Whether a paragraph can end with ``text``: on 。！？；：…, or closing marks after."""
    return bool(_ENDED.search(text))


def is_prose(text: str) -> bool:
    """Whether ``text`` has clauses, as running text has, and mastheads and headings have not."""
    return bool(_CLAUSE.search(text))


def must_go_on(before: str, after: str) -> bool:
    """Whether no paragraph can end here: ``before`` stops on ，、 or ``after`` starts with 。）.

    Brackets that ``before`` opens and ``after`` closes hold them together, too.
    """
    if _OPEN_END.search(before) or _CLOSING_START.match(after):
        return True
    return any(
        before.rfind(opening) > before.rfind(closing) and closing in after[:80]
        for opening, closing in ("《》", "（）")
        if len(before) - before.rfind(opening) < 80
    )


def goes_on(before: str, after: str) -> bool:
    """Whether a paragraph goes on across a break between whole paragraphs, e.g. a page's end.

    ``before`` and ``after`` have no line breaks of their own: the break is the exception, so a
    heading, a line of the masthead or a signature (short, no final mark) is not joined.
    """
    if starts_block(after) or has_ended(before):
        return False
    if must_go_on(before, after):
        return True
    if _NUMBERED_CLAUSE.match(after):
        return False
    return len(before) >= _LONG and is_prose(before) and is_prose(after)


def glue(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: a space between Latin words, else nothing.

    Numbers cut at a line's end (948/5) are one number.
    """
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if last.isascii() and first.isascii() and last.isalpha() and first.isalpha():
        return " "
    return " " if last in ",;:" and first.isascii() and first.isalnum() else ""


def is_page_number(text: str, *, alone: bool = False) -> bool:
    """Whether a line is a page number: ``— 2 —``, 第2页, 2/5; a bare 2 only if ``alone``.

    ``alone`` says that the line stands at the edge of a page, where a bare number is one.
    """
    text = text.strip()
    if _PAGE_NUMBER.fullmatch(text):
        return True
    return alone and _BARE_NUMBER.fullmatch(text) is not None


def join_cell(lines: list[str]) -> str:
    """The words of a table cell on one line; numbers on lines of their own stay apart."""
    text = ""
    for line in lines:
        line = line.strip()
        apart = text and line and text[-1].isascii() and line[0].isascii()
        text += (" " if apart and text[-1].isalnum() and line[0].isalnum() else "") + line
    return text
