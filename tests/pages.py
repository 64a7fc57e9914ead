"""Small reports as text files, for tests that go the whole way from a file."""

from datetime import date, timedelta
from pathlib import Path

_ACTS = (
    "商务局召开外贸企业座谈会，听取企业对通关便利化的意见",
    "教育局到社区走访家长，征求秋季入学安排的建议",
    "生态环境局印发《危险废物转移联单管理办法》（川环函〔2021〕8号），明确运输单位的责任",
    "农业农村局举办春耕农机手培训班，现场演示育秧机械",
    "水利局检查沿江堤防，督促整改险工险段",
    "文化广电和旅游局开展剧场安全检查，抽查消防通道",
    "人力资源和社会保障局组织技能竞赛，近百名技工参加",
    "交通运输局新开两条城际公交线路，方便山区群众出行",
)


def make_page(number: int, *, whole: int | None = None, act: int | None = None) -> str:
    """Issue ``number`` of 2021 as text; weeks differ in their numbers and in what was done."""
    first = date(2021, 1, 4) + timedelta(days=7 * (number - 1))
    last = first + timedelta(days=4)
    printed = last + timedelta(days=3)
    in_all = "" if whole is None else f"（总第{whole}期）"
    chosen = _ACTS[(number if act is None else act) % len(_ACTS)]
    return f"""2021年第{number}期{in_all}

政务服务周报

（{first.month}月{first.day}日—{last.month}月{last.day}日）

四川省眉山市政务服务中心

{printed.year}年{printed.month}月{printed.day}日

一、窗口运行情况

（一）综合窗口办件情况

本周，综合窗口共受理{300 + 7 * number}件，办结{280 + 5 * number}件。

二、工作动态

1.{first.month}月{first.day}日，市{chosen}。

2.近期，第{number}批次事项的材料清单完成梳理，共{number + 20}项。

报：中心领导。

（共印30份）
"""


def write_page(folder: Path, number: int, *, name: str | None = None, **more: int | None) -> Path:
    """Write that issue; the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"2021-{number:02d}.txt")
    path.write_text(make_page(number, **more), encoding="utf-8")
    return path
