"""docs/reading.md names rules, modules and code that are there."""

import importlib
import inspect
import re
from pathlib import Path

from parser import clauses, number_lists

PAGE = (Path(__file__).parents[1] / "docs/reading.md").read_text(encoding="utf-8")


def test_every_rule_of_the_page_is_there_and_every_rule_is_on_the_page() -> None:
    named = re.findall(r"`(\w+): (\w+)`", PAGE)

    for module, rule in named:
        assert hasattr(importlib.import_module(f"parser.{module}"), rule)
    assert {rule.__name__ for rule in clauses.RULES} <= {rule for _, rule in named} | set(
        re.findall(r"`changes: (\w+)`", PAGE)
    )


def test_the_worked_example_is_the_code() -> None:
    assert inspect.getsource(number_lists.read_shares).strip() in PAGE
