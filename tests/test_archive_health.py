"""What the status says of an archive, and what it asks to be done."""

from pathlib import Path

import pytest

from archive.health import read_status
from archive.ingest import add_files
from archive.layout import Layout
from archive.render_keeping import render_status
from archive.screen import Look
from tests.pages import write_page


def test_issues_that_an_older_parser_read_are_counted_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout.create(tmp_path / "archive")
    for number in (1, 2):
        write_page(tmp_path / "周报", number)
    with monkeypatch.context() as patch:
        patch.setattr("parser.parse.PARSER_VERSION", "1")
        list(add_files(layout, [tmp_path / "周报" / "2021-01.txt"], jobs=1))
    list(add_files(layout, [tmp_path / "周报"], jobs=1))

    status = read_status(layout)

    assert status.stale == 1
    assert "有 1 期是旧版本解析的：请运行 zhoubao reparse" in render_status(status, Look())
