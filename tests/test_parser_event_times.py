"""The times that only events have: the looks at their first signs against the forms themselves."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.event_times import _FORMS, _MORE

_BARE = re.compile("|".join(form for _, form in _FORMS))


@pytest.mark.parametrize("form", [form for _, form in _FORMS])
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_look_at_the_first_signs_hides_no_time(form: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(form)))

    found = [(match.lastgroup, match.span()) for match in _MORE.finditer(text)]

    assert found == [(match.lastgroup, match.span()) for match in _BARE.finditer(text)]
    assert found
