"""Rows as CSV, JSON and JSONL: what a sheet or a program gets."""

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exports import Field, safe_cell, write_csv, write_json, write_jsonl


@dataclass(frozen=True)
class Row:
    key: str = "2023-12"
    value: Decimal | None = Decimal("1381")
    kind: str = "week"
    text: str = "受理394件"
    names: tuple[str, ...] = ()


FIELDS: tuple[Field[Row], ...] = (
    Field(name="issue", title=None, value=lambda row: row.key),
    Field(name="value", title="数值", value=lambda row: row.value),
    Field(name="kind", title="时段", value=lambda row: row.kind, words={"week": "本周"}),
    Field(name="text", title="原文", value=lambda row: row.text),
    Field(name="names", title="机构", value=lambda row: row.names),
)


def read_sheet(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_chinese_sheet_has_chinese_titles_and_words_and_no_key_that_looks_like_a_date() -> None:
    sheet = read_sheet(write_csv(FIELDS, [Row(names=("甲市商务局", "乙市商务局"))]))

    assert sheet == [
        ["数值", "时段", "原文", "机构"],
        ["1381", "本周", "受理394件", "甲市商务局；乙市商务局"],
    ]


def test_an_english_sheet_has_the_names_and_values_of_the_json() -> None:
    sheet = read_sheet(write_csv(FIELDS, [Row()], header="en"))

    assert sheet[0] == ["issue", "value", "kind", "text", "names"]
    assert sheet[1] == ["2023-12", "1381", "week", "受理394件", ""]


def test_lines_of_a_sheet_end_as_excel_wants_them() -> None:
    assert write_csv(FIELDS, [Row()]).count("\r\n") == 2


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-5℃", "@公安", "＝1", "－5", "\t=1", "\r=1", "\n=1", "  =1", "　=1"],
)
def test_a_text_that_a_sheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["受理394件", "1381", "（一）", "“1+2”", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_a_number_below_zero_stays_a_number() -> None:
    sheet = read_sheet(write_csv(FIELDS, [Row(value=Decimal("-5.0"))]))

    assert sheet[1][0] == "-5.0"


def test_a_great_number_is_written_in_plain_digits() -> None:
    sheet = read_sheet(write_csv(FIELDS, [Row(value=Decimal("3.5E+9"))]))

    assert sheet[1][0] == "3500000000"


@given(text=st.text(), name=st.text())
def test_any_words_come_back_from_a_sheet_in_their_own_cell(text: str, name: str) -> None:
    sheet = read_sheet(write_csv(FIELDS, [Row(text=text, names=(name,))]))

    assert len(sheet) == 2
    assert sheet[1][2:] == [safe_cell(text), safe_cell(name)]


@given(text=st.text())
def test_a_safe_cell_loses_control_characters_only(text: str) -> None:
    kept = "".join(c for c in text if c >= " " or c in "\t\r\n")

    assert safe_cell(text).removeprefix("'") == kept.removeprefix("'")


def test_json_keeps_decimals_as_strings_and_unknown_as_null() -> None:
    data = json.loads(write_json(FIELDS, [Row(), Row(value=None)], around={"total": 2}))

    assert data["total"] == 2
    assert data["rows"][0] == {
        "issue": "2023-12",
        "value": "1381",
        "kind": "week",
        "text": "受理394件",
        "names": [],
    }
    assert data["rows"][1]["value"] is None


def test_jsonl_has_one_object_a_line_whatever_the_text_holds() -> None:
    lines = write_jsonl(FIELDS, [Row(text="一\n二\u2028三"), Row()]).split("\n")

    assert json.loads(lines[0])["text"] == "一\n二\u2028三"
    assert lines[2:] == [""]
