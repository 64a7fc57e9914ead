"""The one pattern of all forms, with its look at the first signs, against each form alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.date_forms import ANY_FORM, FORMS

# bare days are known by what follows them, which no text drawn from their pattern has
_NAMES = [name for name in FORMS if name not in ("bare_days", "bare_day", "unsigned_day")]


@pytest.mark.parametrize("name", _NAMES)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_look_at_the_first_signs_hides_no_form(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(FORMS[name], fullmatch=True))
    first = next(
        (form, match.end())
        for form, pattern in FORMS.items()
        if (match := pattern.match(text)) is not None
    )

    found = ANY_FORM.match(text)

    assert found is not None
    assert (found.lastgroup, found.end()) == first


@pytest.mark.parametrize("text", ["18日，", "18日凌晨", "3日至5日，", "2023年7月5）"])
def test_days_told_by_what_follows_are_not_hidden(text: str) -> None:
    assert ANY_FORM.match(text.replace("，", ",").replace("）", ")")) is not None
