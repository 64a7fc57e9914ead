"""The whole way from bytes to an issue, on texts cut and mixed at random."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from parser.errors import ZhoubaoError
from parser.parse import parse_issue

OFFICES = Path(__file__).parent.parent / "corpus/offices"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(OFFICES.glob("*.txt"))]
MARKS = "，。、；：（）()《》“”\n　0123456789一二十百万亿%年月日第占分别均同比环比其中"


@st.composite
def mixed_texts(draw: st.DrawFn) -> str:
    """Pieces of reports put together, as damaged files and bad conversions do."""
    pieces = []
    for _ in range(draw(st.integers(1, 5))):
        text = draw(st.sampled_from(TEXTS))
        start = draw(st.integers(0, len(text) - 1))
        pieces.append(text[start : start + draw(st.integers(1, 300))])
        pieces.append(draw(st.text(alphabet=MARKS, max_size=6)))
    return "".join(pieces)


@settings(max_examples=150, deadline=None)
@given(mixed_texts())
def test_any_text_gives_an_issue_whose_facts_point_to_their_words(text: str) -> None:
    try:
        issue = parse_issue(text.encode(), name="report.txt")
    except ZhoubaoError:
        return

    facts = [(figure.span, figure.printed) for figure in issue.figures]
    facts += [(department.span, department.printed) for department in issue.departments]
    for span, printed in facts:
        assert issue.blocks[span.block].text[span.start : span.end] == printed
    for section in issue.sections:
        assert 0 <= section.first_block <= section.last_block < len(issue.blocks)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_issue_or_a_named_error(data: bytes) -> None:
    try:
        issue = parse_issue(data, name="file")
    except ZhoubaoError:
        return
    assert issue.blocks
