"""Text without end takes time in proportion to its length, whatever it repeats."""

import time
from datetime import date

import pytest

from parser.context import Context
from parser.departments import load_register
from parser.figures import find_figures
from parser.model import Block, Masthead, Period

WEEK = Period(kind="week", start=date(2023, 7, 17), end=date(2023, 7, 21), printed="")
REGISTER = load_register(None, ())


def seconds(text: str) -> float:
    """The processor's time for the figures of a paragraph, the less of two."""
    taken = []
    for turn in range(2):
        start = time.process_time()
        # another text each time: what is remembered of the one before is of no use
        find_figures(_context(text + "。" * turn), (), ())
        taken.append(time.process_time() - start)
    return min(taken)


def _context(text: str) -> Context:
    return Context(
        masthead=Masthead(period=WEEK, published=date(2023, 7, 24)),
        blocks=(Block(text=text),),
        sections=(),
        paths=(None,),
        titles=((),),
        register=REGISTER,
    )


@pytest.mark.parametrize(
    "unit",
    [
        "1234567890",
        "一二三百千万",
        "12,345，",
        "（",
        "）",
        "（1）",
        "+5%、-3%，",
        "受理九件，办结12件、",
        "本周受理12件，同比增长5%，其中咨询8件，环比下降3%，累计99件；",
        "3月8日，受理12件，上周去年同期",
        "本周受理12件，同比增长5%。",
        "甲县18批（5批）、",
        "甲/乙12/34件",
        "甲、乙分别为12件、13件，",
        "较上周（12例）高于去年",
        "3～5，AQI在",
        "无未发生均为各",
    ],
)
def test_eight_times_the_text_takes_about_eight_times_the_time(unit: str) -> None:
    short, long = unit * (2000 // len(unit)), unit * (16000 // len(unit))

    # squared it would be 64; the bound leaves room for a busy machine
    assert seconds(long) < 24 * max(seconds(short), 0.001)
