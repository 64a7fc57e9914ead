"""A small corpus for the tests of search: passages made by hand and issues made of chance."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from index.engine import Engine
from index.passages import Passage
from index.tokens import PreparedIssue, prepare

_PARTS = (
    "本周，市政务大厅共接待群众",
    "其中",
    "省生态环境厅印发《关于规范危险废物转移“白名单”管理的通知》",
    "（青环函［2019］18号）",
    "〔2020〕7号文",
    "办结率达97.7%，同比提高0.3个百分点；",
    "累计１２３４件",
    "1,731人次",
    "推行“容缺＋承诺”「一件事一次办」，",
    "市（州）、县（市、区）",
    "API接口与Excel模板",
    "受理 394 件、办结 305 件。",
    "新增3家——其中2家为外资",
    "会议强调：要做到'四个到位'！",
    "企业开办\u3000全程网办",
    "的的的",
    "水利局、商务局、税务局",
    "开展“放管服”改革调研，",
    "|表格|单元 | 格\n下一行",
    "危险",
    "废物",
    "白",
    "名单",
    "ＡＢｃ",
    "①②③",
    "𠮷野家",
)


def make_passage(**changes: Any) -> Passage:
    """二/1 of issue 2019-9: the list of companies that the environment bureau published."""
    return replace(
        Passage(
            issue="2019-9",
            position=0,
            section="二/1",
            titles=("二、工作动态",),
            text="1.市生态环境局公布危险废物转移“白名单”企业。",
            page=2,
            first_block=4,
            last_block=4,
            departments=("甲市生态环境局", "市生态环境局"),
            people=(),
            documents=(),
            indicators=(),
            kinds=("事件",),
            year=2019,
            number=9,
            whole_number=212,
            start=date(2019, 3, 4),
            end=date(2019, 3, 8),
        ),
        **changes,
    )


def make_prepared(*texts: str, key: str = "2019-9", **changes: Any) -> PreparedIssue:
    """An issue whose passages have these texts."""
    passages = tuple(
        make_passage(text=text, position=position, issue=key, **changes)
        for position, text in enumerate(texts)
    )
    return prepare(passages, key=key, token=f"digest of {key}")


def make_engine(path: Path, *issues: PreparedIssue) -> Engine:
    """A new index that holds the issues."""
    engine = Engine.create(path)
    with engine.writing() as writer:
        for issue in issues:
            writer.add(issue)
    return engine


def make_chance_issues(count: int, seed: int = 1) -> list[tuple[Passage, ...]]:
    """Issues of chance, rich in punctuation, digits, widths and repetitions."""
    random = Random(seed)
    issues = []
    for number in range(1, count + 1):
        start = date(2019, 1, 7) + timedelta(weeks=number)
        issues.append(
            tuple(
                make_passage(
                    issue=f"2019-{number}",
                    position=position,
                    section=f"一/{position + 1}",
                    titles=("一、办件情况", f"（{position}）{random.choice(_PARTS)}"),
                    text="".join(random.choices(_PARTS, k=random.randint(1, 9))),
                    number=number,
                    whole_number=100 + number,
                    start=start,
                    end=start + timedelta(days=4),
                )
                for position in range(random.randint(1, 8))
            )
        )
    return issues
