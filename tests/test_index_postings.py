import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings import DamagedTableError, TermTable, write_table

TERMS = st.text(alphabet="甲乙丙a1〔𠮷", min_size=1, max_size=4)
NUMBERS = st.lists(st.integers(0, 200_000), min_size=1, max_size=6, unique=True).map(sorted)
FIELDS = st.dictionaries(
    st.sampled_from(["characters", "words", "issue"]), st.dictionaries(TERMS, NUMBERS, max_size=9)
)


def written(fields: dict[str, dict[str, list[int]]]) -> bytes:
    out = io.BytesIO()
    write_table(out, fields)
    return out.getvalue()


@given(FIELDS, TERMS)
def test_what_was_written_is_found_and_nothing_else(
    fields: dict[str, dict[str, list[int]]], asked: str
) -> None:
    table = TermTable(written(fields))

    assert set(table.names()) == set(fields)
    assert table.field("nowhere") is None
    for name, terms in fields.items():
        field = table.field(name)
        assert field is not None
        order = [field.term(number) for number in range(field.count)]
        assert order == sorted(terms)
        for term, numbers in terms.items():
            number = field.find(term)
            assert number is not None
            assert field.size(number) == len(numbers)
            assert list(field.numbers(number)) == numbers
        assert (field.find(asked) is None) == (asked not in terms)
        assert [order[number] for number in field.containing(asked)] == [
            term for term in order if asked in term
        ]
        assert [order[number] for number in field.starting(asked)] == [
            term for term in order if term.startswith(asked)
        ]


@given(FIELDS, st.data())
def test_a_table_that_is_cut_is_named(
    fields: dict[str, dict[str, list[int]]], data: st.DataObject
) -> None:
    content = written(fields)
    cut = data.draw(st.integers(0, len(content) - 1))

    with pytest.raises(DamagedTableError):
        TermTable(content[:cut])


def test_bytes_of_another_kind_are_no_table() -> None:
    with pytest.raises(DamagedTableError):
        TermTable(b"PK\x03\x04" + bytes(100))
