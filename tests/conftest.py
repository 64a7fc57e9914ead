"""What all tests share: the option that writes golden files anew, and the simulated archive."""

from pathlib import Path

import pytest

from archive.cli import main
from corpus.simulate import simulate


def pytest_addoption(parser: pytest.Parser) -> None:
    """--update-golden: tests write what they would compare, and the diff is read like code."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the output shown in the READMEs and corpus/samples anew, then read the diff",
    )


@pytest.fixture(scope="session")
def simulated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simulated ``issues`` with their ``truth``, and their ``archive``, which none changes."""
    folder = tmp_path_factory.mktemp("demo")
    simulate(folder)
    words = ["--archive", str(folder / "archive"), "--quiet", "add", str(folder / "issues")]
    assert main(words) == 0
    return folder
