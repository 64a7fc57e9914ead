"""Imported by the process that workers are forked from: what every file needs is loaded by then.

Importing it has an effect, which is its use: a fork server offers no other moment. A file of
our own making goes through the whole way once, so that patterns, registers and dictionaries
are there, and forked children share them.
"""

import contextlib
import gc

from index.passages import make_passages
from index.tokens import prepare
from parser.parse import parse_issue
from parser.readers.detect import preload

_PAGE = """2021年第1期（总第1期）
工作周报
（1月4日—1月8日）
某市政务服务中心
2021年1月11日
一、办件情况
（一）窗口办件。本周，综合窗口共受理10件，同比增长5.0%；今年以来，累计受理10件。
二、工作动态
1.1月5日，某市商务局印发《关于优化服务的通知》（某办函〔2021〕1号），局长张三出席会议。
"""


def _warm_up() -> None:
    preload()
    # whatever is wrong here is wrong for the first file too, and is reported with its name
    with contextlib.suppress(Exception):
        issue = parse_issue(_PAGE.encode("utf-8"), name="1.txt")
        prepare(make_passages(issue, key="warm"), key="warm", token="")
    # what is loaded stays for good: nobody has to look through it again, or copy its pages
    gc.collect()
    gc.freeze()


_warm_up()
