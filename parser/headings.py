"""Which words after a label are a heading (标题), and where a run-in heading ends."""

import re
from dataclasses import dataclass
from functools import cache

from .labels import Label
from .model import Block
from .text import fold_width

_LONGEST_ALONE = {1: 60, 2: 60, 3: 30, 4: 25, 5: 20}
_LONGEST_RUN_IN = {1: 30, 2: 30, 3: 20, 4: 16, 5: 14}
_LONGEST_BEFORE_COLON = {1: 20, 2: 20, 3: 12, 4: 10, 5: 10}

# a number that counts or dates something; 12345热线 and “1+2” are names
_COUNTED = re.compile(
    r"[0-9.]+[ \t]*"
    r"(?:[万亿千百十余多]*[件个家人次项条批户宗起名元吨台套份类场处位所座辆倍%％万亿]|[月日时])"
)
_OPEN, _CLOSE = "(（《“【「『[〔", ")）》”】」』]〕"

# what somebody does: with a subject in front of it the words are a sentence, not a heading
_VERBS = re.compile(
    "召开|举行|举办|印发|下发|赶赴|赴|莅临|强调|指出|要求|会见|主持|听取|签署|发布|荣获|"
    "入选|参加|出席|部署|启动|揭牌|陪同|率队|带队|前往|实现|达到|收到|"
    "受到|获得|获评|完成|表示|通报|宣布|介绍|上线|投用|开通"
)
_TOPICS = ("情况", "工作", "动态", "进展", "成效", "方面", "问题", "安排")
_ASPECT = re.compile("了(?!解)|已经|正在|将于|近期|近日|日前|本周|本月|上周|目前|今年")
_SPEAKS = re.compile("(?:强调|指出|要求|表示|认为|提出|包括|如下|分别|有|是|为|显示)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a labelled block has for a heading."""

    text: str | None  # None: a numbered paragraph without a heading of its own
    alone: bool  # whether the block is nothing but its heading


_NONE = Heading(text=None, alone=False)


def find_heading(
    block: Block, label: Label, *, before: Heading | None, followed_by: int | None
) -> Heading:
    """The heading of a block that starts with ``label``.

    Words without a full stop are a heading; for 1. and below only if they are short, and text
    or deeper items follow (``followed_by`` is the level of the next block, 99 without a label),
    and the item ``before`` in the same list was not a bare one: lists of short items have no
    headings. A heading run into its paragraph ends at the first 。, or at a ： after few words,
    unless the words before it are a sentence or count something.
    """
    words = block.text[label.end :].strip()
    if not words:
        return _NONE
    bold = _bold_heading(block, label)
    if bold is not None:
        return bold
    if _is_alone(words, block, label, before, followed_by):
        return Heading(text=words.rstrip("。：: "), alone=True)
    run_in = _run_in_heading(words, label.level)
    if run_in is None or (label.level > 2 and _in_bare_list(before)):
        return _NONE
    return Heading(text=run_in, alone=False)


def _is_alone(
    words: str, block: Block, label: Label, before: Heading | None, followed_by: int | None
) -> bool:
    bare = words.rstrip("：: ")
    if len(bare) > _LONGEST_ALONE[label.level] or "\n" in bare:
        return False
    if block.kind == "heading":
        return True
    if bare.endswith("。"):
        topic = _names_a_topic(bare[:-1], label.level) and len(bare) <= 16
        above_text = (followed_by or 0) > label.level and not _in_bare_list(before)
        return topic and (label.level <= 2 or (above_text and bare[:-1].endswith(_TOPICS)))
    if bare[-1] in "；;，,、" or _first_stop(bare, "。；;!！?？") is not None:
        return False
    if label.level <= 2:
        return True
    if _first_stop(bare, "，,") is not None or _is_sentence(bare):
        return False
    if followed_by is None or followed_by <= label.level:
        return False
    return not _in_bare_list(before)


def _in_bare_list(before: Heading | None) -> bool:
    return before is not None and before.text is None


def _bold_heading(block: Block, label: Label) -> Heading | None:
    """Words in bold from the label to a stop: a heading however long, if text follows them."""
    text = block.text
    for start, end in block.bold:
        if start > label.end or end <= label.end:
            continue
        marked = text[label.end : end].rstrip()
        words = marked.rstrip("。：:")
        stop = text[end : end + 1] if words == marked else marked[len(words)]
        more = text[end:].strip(" 。：:\u3000")
        if more and stop and stop in "。：:" and 1 < len(words) <= 60 and "。" not in words:
            return Heading(text=words, alone=False)
    return None


def _run_in_heading(words: str, level: int) -> str | None:
    stop = _first_stop(words, "。")
    if stop is not None and stop < len(words) - 1 and stop <= _LONGEST_RUN_IN[level]:
        topic = words[:stop].strip()
        if _names_a_topic(topic, level) or _states_a_topic(topic, level):
            return topic
    colon = _first_stop(words, "：:")
    if colon is None or colon == len(words) - 1 or colon > _LONGEST_BEFORE_COLON[level]:
        return None
    topic = words[:colon].strip()
    if _first_stop(topic, "，,、；;。") is not None or _SPEAKS.search(topic):
        return None
    return topic if _names_a_topic(topic, level) else None


def _names_a_topic(words: str, level: int) -> bool:
    if not words or _COUNTED.search(fold_width(words)):
        return False
    if _first_stop(words, "：:；;!！?？") is not None:
        return False
    if level > 2 and _first_stop(words, "，,") is not None:
        return False
    return not _is_sentence(words)


def _states_a_topic(words: str, level: int) -> bool:
    """Whether the words are a topic and what is new of it: 猪肉：高位回落."""
    topic, colon, news = words.replace(":", "：").partition("：")
    short = len(topic) <= 8 and 2 <= len(news) <= 10 and _first_stop(news, "，,、") is None
    return bool(colon and short and _names_a_topic(topic, level) and _names_a_topic(news, level))


def _is_sentence(words: str) -> bool:
    """Whether the words tell what somebody did: a verb that has its subject before it."""
    if words.endswith(_TOPICS):
        return "了" in words
    if _ASPECT.search(words):
        return True
    verb = _VERBS.search(words)
    return verb is not None and verb.start() >= 3


def _first_stop(words: str, stops: str) -> int | None:
    """Where the first of ``stops`` stands outside of brackets and quotation marks."""
    depth = 0
    for match in _signs(stops).finditer(words):
        if match[0] in _OPEN:
            depth += 1
        elif match[0] in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            return match.start()
    return None


@cache
def _signs(stops: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_OPEN + _CLOSE + stops)}]")
