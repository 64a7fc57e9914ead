"""What all tests share: the option that writes shown output and golden files anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """--update-golden: tests write what they would compare, and the diff is read like code."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the output shown in the READMEs and corpus/samples anew, then read the diff",
    )
