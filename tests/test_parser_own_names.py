"""Full names that the paper prints decide what its short names mean."""

import pytest

from parser.found_departments import FoundDepartment
from parser.model import DepartmentMention, Span
from parser.own_names import abbreviates, with_printed_names


def _mention(printed: str, name: str | None) -> DepartmentMention:
    span = Span(block=0, start=0, end=len(printed))
    return DepartmentMention(name=name, printed=printed, section=None, span=span)


def _names(*mentions: DepartmentMention, publisher: str | None = None) -> list[str | None]:
    return [one.name for one in with_printed_names(mentions, publisher=publisher, frame=())]


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("县教体局", "教育体育局", True),
        ("市城管执法局", "城市管理和综合执法局", True),
        ("市生环委", "生态环境保护委员会", True),
        ("市公安局", "公共资源交易监督管理局", False),
        ("省中医药管理局", "药品监督管理局", False),
        ("市税务局", "税务局第二稽查局", False),
        ("市水利厅", "水利局", False),
    ],
)
def test_a_short_name_has_the_characters_of_the_full_one_in_order(
    short: str, full: str, fits: bool
) -> None:
    assert abbreviates(short, full) is fits


def test_a_full_name_in_the_text_wins_over_the_registers() -> None:
    assert _names(
        _mention("县教体局", "样临县教育体育局"),
        _mention("县教育科技体育局", "样临县教育科技体育局"),
    ) == ["样临县教育科技体育局", "样临县教育科技体育局"]


def test_a_name_of_the_registers_in_full_stays() -> None:
    names = ["眉山市卫生局", "眉山市卫生健康局"]

    assert _names(*(_mention("市" + name[3:], name) for name in names)) == names


def test_sister_offices_are_called_like_the_publisher() -> None:
    mention = _mention("夷陵区政数局", "夷陵区政务服务数据管理局")

    assert _names(mention, publisher="宜昌市政务服务和大数据管理局") == [
        "夷陵区政务服务和大数据管理局"
    ]


def test_recipients_in_the_imprint_tell_full_names() -> None:
    frame = FoundDepartment(
        start=0, end=8, printed="县住房城乡建设交通局", name="样临县住房城乡建设交通局"
    )
    mention = _mention("县住建局", "样临县住房和城乡建设局")

    (one,) = with_printed_names([mention], publisher=None, frame=[frame])

    assert one.name == "样临县住房城乡建设交通局"
