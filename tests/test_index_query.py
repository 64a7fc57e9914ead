from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import (
    And,
    Dates,
    Field,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    all_of,
    any_of,
    describe,
    expand_names,
    find_leaves,
    parse_query,
    unparse,
)
from parser.errors import QueryError

TODAY = date(2023, 8, 1)


def parse(text: str) -> Query:
    return parse_query(text, today=TODAY)


def words(*texts: str) -> tuple[Query, ...]:
    return tuple(Word(text=text) for text in texts)


A, B, C = words("甲", "乙", "丙")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("甲 乙", And(parts=(A, B))),
        ("甲　乙", And(parts=(A, B))),  # an ideographic space
        ("甲 乙 OR 丙", Or(parts=(And(parts=(A, B)), C))),
        ("甲 (乙 or 丙)", And(parts=(A, Or(parts=(B, C))))),
        ("甲（乙｜丙 丁）", And(parts=(A, Or(parts=(B, And(parts=words("丙", "丁"))))))),
        ("((甲))", A),
        ("甲 -乙", And(parts=(A, Not(part=B)))),
        ("甲 －乙", And(parts=(A, Not(part=B)))),
        ("甲 not 乙", And(parts=(A, Not(part=B)))),
        ("甲||乙", Or(parts=(A, B))),
        # marks inside a word are the word's own
        ("2023-27", Word(text="2023-27")),
        ("市（州）窗口", Word(text="市（州）窗口")),
        ("青环函(2019)18号", Word(text="青环函(2019)18号")),
        ("“1+2”", Phrase(text="1+2")),
        ("it's", Word(text="it's")),
        ("ORACLE", Word(text="ORACLE")),
        ("12:30", Word(text="12:30")),
        # quotation marks end a word, and keyboards mix them up
        (
            "转移“白名单”管理",
            And(parts=(Word(text="转移"), Phrase(text="白名单"), Word(text="管理"))),
        ),
        ("“白名单“", Phrase(text="白名单")),
        ("”白名单”", Phrase(text="白名单")),
        ('"转移“白名单”的"', Phrase(text="转移“白名单”的")),
        ("『白 名单』", Phrase(text="白 名单")),
        ("'甲 乙'", Phrase(text="甲 乙")),
        ("部门：商务局", Field(key="department", value="商务局")),
        ("DEPT: 商务局", Field(key="department", value="商务局")),
        ('机构:"商务 局"', Field(key="department", value="商务 局", exact=True)),
        ("期:总第４４７期", Field(key="issue", value="447")),
        ("期:2023年第07期", Field(key="issue", value="2023-7")),
        ("期:第07期", Field(key="issue", value="第7期")),
        ("期:2023-z447", Field(key="issue", value="2023-z447")),
        ("期:2023-20..", Field(key="issue", value="2023-20..")),
        ("类型:EVENT", Field(key="kind", value="事件")),
        ("日期:去年", Dates(start=date(2022, 1, 1), end=date(2022, 12, 31))),
        ("日期:2020..", Dates(start=date(2020, 1, 1), end=date.max)),
    ],
)
def test_a_query_is_read_as_meant(text: str, query: Query) -> None:
    assert parse(text) == query


def test_a_field_goes_for_every_value_in_its_brackets() -> None:
    one, other = (Field(key="department", value=value) for value in ("甲局", "乙局"))

    assert parse("部门:(甲局 OR 乙局)") == Or(parts=(one, other))
    assert parse("部门:(甲局 -乙局) 丙") == And(parts=(one, Not(part=other), C))


@pytest.mark.parametrize(
    ("text", "place", "what", "hint"),
    [
        ("", "检索式", "没有给出要找的词", "危险废物 白名单"),
        ("甲 “乙 丙", "检索式第 3 个字", "引号没有闭合", "“乙 丙”"),
        ("甲 乙」", "检索式第 4 个字", "多了一个引号", "成对"),
        ("甲 (乙 (丙)", "检索式第 3 个字", "括号没有闭合", "右括号"),
        (")", "检索式第 1 个字", "多了一个右括号", "左括号"),
        ("甲 ( )", "检索式第 3 个字", "括号里没有词", "括号"),
        ("甲 AND", "检索式第 3 个字", "“AND”后面没有词", "空一格"),
        ("AND 甲", "检索式第 1 个字", "“AND”前面没有词", "空一格"),
        ("甲 OR | 乙", "检索式第 3 个字", "“OR”后面没有词", "甲 OR 乙"),
        ("甲 | ", "检索式第 3 个字", "“OR”后面没有词", "甲 OR 乙"),
        ("甲 NOT", "检索式第 3 个字", "排除号后面没有词", "-白名单"),
        ("-(甲 乙)", "检索式", "只有排除条件", "危险废物 -白名单"),
        ("甲 部门单位:乙", "检索式第 3 个字", "没有“部门单位”这个检索项", "“部门:”？"),
        ("日其:2023", "检索式第 1 个字", "没有“日其”这个检索项", "“日期:”？"),
        ("ｈｔｔｐ：甲", "检索式第 1 个字", "没有“ｈｔｔｐ”这个检索项", '"ｈｔｔｐ："'),
        ("甲 白名单*", "检索式第 6 个字", "“*”不是通配符", "直接写“白名单”"),
        ("＊白名单", "检索式第 1 个字", "“*”不是通配符", "直接写“白名单”"),
        ("部门:-商务局 甲", "检索式第 4 个字", "排除号要写在检索项前面", "“-部门:商务局”？"),
        ("期:2023-20..27", "检索式第 3 个字", "看不懂的期号", "“期:2023-20..2023-27”？"),
        ("甲 ＯＲ", "检索式第 3 个字", "“OR”后面没有词", "甲 OR 乙"),
        ("注：甲", "检索式第 1 个字", "没有“注”这个检索项", '"注："'),
        ("部门: OR 甲", "检索式第 1 个字", "后面没有内容", "部门:生态环境厅"),
        ("部门:()", "检索式第 4 个字", "括号里没有词", "括号"),
        ("期:1..2023-2", "检索式第 3 个字", "看不懂的期号", "期:212"),
        ("期:..", "检索式第 3 个字", "看不懂的期号", "期:212"),
        ("日期:昨儿", "检索式第 4 个字", "昨儿", "日期:2023"),
        ("甲 \u200b", "检索式第 3 个字", "没有看得见的字", "空白"),
    ],
)
def test_a_slip_is_reported_with_its_place_and_the_likely_meaning(
    text: str, place: str, what: str, hint: str
) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)

    assert raised.value.where == place
    assert what in raised.value.what
    assert hint in (raised.value.remedy or "")


PLAIN = st.text(alphabet="甲乙丙白名单0１a．%+", min_size=1, max_size=6)
QUOTED = st.text(alphabet="甲乙 “”「」\"'‘：:()|-OR", min_size=1, max_size=8).map(str.strip)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def can_be_written(phrase: str) -> bool:
    try:
        unparse(Phrase(text=phrase))
    except ValueError:
        return False
    return bool(phrase)


LEAVES = st.one_of(
    st.builds(Word, text=PLAIN),
    st.builds(Phrase, text=QUOTED.filter(can_be_written)),
    st.builds(Field, key=st.sampled_from(["department", "section", "person"]), value=PLAIN),
    st.builds(
        Field,
        key=st.just("department"),
        value=QUOTED.filter(can_be_written),
        exact=st.just(True),
    ),
    st.builds(Field, key=st.just("issue"), value=st.sampled_from(["447", "2023-7", "1..9"])),
    st.tuples(DAYS, DAYS).map(lambda days: Dates(start=min(days), end=max(days))),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: all_of(*found)),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: any_of(*found)),
        parts.map(lambda part: Not(part=part)),
    ),
    max_leaves=8,
).filter(lambda query: any(True for _ in find_leaves(query)))


@given(TREES)
def test_a_tree_written_out_reads_back_as_itself(query: Query) -> None:
    assert parse(unparse(query)) == query


@given(st.text(alphabet="甲乙 　\"“”「」'()（）|｜-－:：OR部门期日.2023"))
def test_any_text_is_a_query_that_reads_back_or_a_named_slip(text: str) -> None:
    slip = None
    try:
        query = parse(text)
    except QueryError as error:
        slip = error
    else:
        assert parse(unparse(query)) == query

    assert slip is None or (slip.where and slip.remedy)


def test_a_description_says_how_the_query_was_read() -> None:
    assert (
        describe(parse("危险废物 (甲 OR 部门:商务局) -期:9 日期:2023"))
        == "含“危险废物”，且（含“甲”，或部门含“商务局”），且不期为“9”，"
        "且报告期在 2023-01-01..2023-12-31"
    )


def test_names_widen_a_field_but_not_a_quoted_one() -> None:
    former = {"生态环境厅": ("环境保护厅", "生态环境厅")}
    widened = expand_names(
        parse('甲 -部门:生态环境厅 部门:"生态环境厅"'),
        "department",
        lambda name: former.get(name, ()),
    )
    either = Or(
        parts=(
            Field(key="department", value="生态环境厅"),
            Field(key="department", value="环境保护厅", exact=True),
        )
    )

    assert widened == And(
        parts=(A, Not(part=either), Field(key="department", value="生态环境厅", exact=True))
    )


def test_only_what_must_hold_is_a_positive_leaf() -> None:
    query = parse("甲 -(乙 -丙)")

    assert list(find_leaves(query)) == [A, C]
    assert list(find_leaves(query, positive=False)) == [B]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲 ＯＲ 乙", "甲 OR 乙"),
        ("甲 ＮＯＴ 乙", "甲 -乙"),
        ("ｄｅｐｔ：商务局", "部门:商务局"),
        ("部門：商务局", "部门:商务局"),
        ("類型:數據", "类型:数据"),
        ("期:總第212期", "期:212"),
        ('“白名单"', "“白名单”"),
        ('"白名单”', "“白名单”"),
        ("日期:2023-07—2023-08", "日期:2023-07..2023-08"),
        ("日期:2022～2023", "日期:2022..2023"),
        ("日期:最近三年", "日期:近三年"),
    ],
)
def test_what_keyboards_write_is_read_as_what_is_meant(one: str, other: str) -> None:
    assert parse_query(one, today=TODAY) == parse_query(other, today=TODAY)


def test_marks_that_are_meant_stay() -> None:
    assert parse_query('"白名单*"', today=TODAY) == Phrase(text="白名单*")
    assert parse_query("2*3", today=TODAY) == Word(text="2*3")
    assert parse_query('“引用"内"文”', today=TODAY) == Phrase(text='引用"内"文')


@pytest.mark.parametrize("text", ["(" * 51 + "甲" + ")" * 51, "-" * 60 + "甲", "(" * 9999])
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="套得太深"):
        parse(text)
