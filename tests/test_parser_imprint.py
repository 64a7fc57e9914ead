"""To whom an issue goes; the lists are our own."""

from datetime import date

import pytest

from parser.imprint import FoundImprint, find_imprint
from parser.model import Block, Imprint

ITEM = "1.各窗口运行平稳。"


def _imprint(*lines: str) -> FoundImprint:
    return find_imprint(tuple(Block(text=line) for line in (ITEM, *lines)), after=-1)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("报：市委领导。", ("市委领导",)),
        ("报：市委办公厅、市政府办公厅。", ("市委办公厅", "市政府办公厅")),
        ("报：市委、市政府领导。", ("市委、市政府领导",)),
        ("抄　报：市委书记，市长；市政务局", ("市委书记，市长", "市政务局")),
        ("报：市委办、市府办，应急部办公厅。", ("市委办、市府办", "应急部办公厅")),
        ("报：区委农办、区农业农村局。", ("区委农办", "区农业农村局")),
        (
            "报：市直有关部门、各县（区）人民政府、各分中心。",
            ("市直有关部门", "各县（区）人民政府", "各分中心"),
        ),
        ("报：中心各处（室）、直属单位。", ("中心各处（室）、直属单位",)),
        ("呈报: 局领导(含调研员,总师),各处", ("局领导(含调研员,总师)", "各处")),
    ],
)
def test_receivers_are_divided_where_the_list_says_so(line: str, names: tuple[str, ...]) -> None:
    assert _imprint(line).imprint == Imprint(report_to=names)


def test_a_note_below_the_lists_is_no_receiver() -> None:
    found = _imprint("发：各县区信访局", "（内部资料，共印120份）")

    assert found.imprint == Imprint(issue_to=("各县区信访局",), copies=120)
    assert found.furniture == frozenset({1, 2})


def test_each_label_has_its_list_even_in_one_paragraph() -> None:
    found = _imprint("报：局领导。主送：各科室，各窗口。发：各县区中心（共印60份）")

    assert found.imprint == Imprint(
        report_to=("局领导",),
        send_to=("各科室", "各窗口"),
        issue_to=("各县区中心",),
        copies=60,
    )
    assert found.furniture == frozenset({1})


def test_a_list_cut_by_a_line_end_goes_on() -> None:
    found = _imprint("抄送：市教育局，市民政", "局，市司法局。", "印数：120份")

    assert found.imprint.send_to == ("市教育局", "市民政局", "市司法局")
    assert found.imprint.copies == 120
    assert found.furniture == frozenset({1, 2, 3})


@pytest.mark.parametrize(
    "line", ["（共印94份）", "共印：94份", "印94份", "（共９４份）", "印数：94 份", "共印九十四份"]
)
def test_copies_are_read_in_all_their_forms(line: str) -> None:
    found = _imprint("发：各窗口。", line)

    assert found.imprint.copies == 94
    assert found.furniture == frozenset({1, 2})


def test_editors_and_the_printing_office_belong_to_the_imprint() -> None:
    found = _imprint(
        "编辑：综合科　　审核：办公室",
        "报：局领导。",
        "联系电话：000-0000000",
        "青山市政务服务局办公室　　2023年8月2日印发",
    )

    assert found.furniture == frozenset({1, 2, 3, 4})
    assert (found.publisher, found.published) == ("青山市政务服务局办公室", date(2023, 8, 2))


def test_words_of_the_body_are_no_imprint() -> None:
    found = _imprint("窗口通报：各科室要抓好落实。", "7月20日，市民政局印发通知。", "共受理94件。")

    assert found.imprint == Imprint()
    assert found.furniture == frozenset()


def test_what_is_handed_out_is_issued() -> None:
    assert _imprint("分送：各县区中心。").imprint == Imprint(issue_to=("各县区中心",))
