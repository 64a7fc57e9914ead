"""The arrows of the house point down: archive → index → parser."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# what each package may import of ours
ALLOWED = {
    "parser": {"parser"},
    "index": {
        "index",
        "parser.model",
        "parser.errors",
        "parser.text",
        "parser.dates",
        "parser.departments",
    },
    "archive": {"archive", "index", "parser"},
}
OURS = frozenset({"parser", "index", "archive", "corpus", "benchmarks", "tests"})

# libraries that one module alone may import
ALONE = {
    "whoosh": {"index/segments.py", "index/writing.py"},
    # an export's database is not the archive's
    "sqlite3": {"archive/store.py", "archive/export_sqlite.py"},
    "xlsxwriter": {"archive/workbook.py"},
    "docx": {"archive/word_summary.py", "archive/reporting.py"},
    "vl_convert": {"archive/charts.py"},
    "arro3": {"archive/export_parquet.py"},
    "rich": {"archive"},
    "pypdfium2": {"parser/readers"},
    "pdfplumber": {"parser/readers"},
    "lxml": {"parser/readers"},
}


def sources() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for package in ALLOWED
        for path in (ROOT / package).rglob("*.py")
    )


def imports_of(source: str) -> Iterator[str]:
    """Every module a file imports, relative ones made absolute."""
    package = source.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse((ROOT / source).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


def allows(allowed: set[str], module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


@pytest.mark.parametrize("source", sources())
def test_a_module_imports_only_what_lies_below_it(source: str) -> None:
    package = source.split("/")[0]
    ours = [module for module in imports_of(source) if module.split(".")[0] in OURS]

    assert [module for module in ours if not allows(ALLOWED[package], module)] == []


@pytest.mark.parametrize("library", sorted(ALONE))
def test_a_library_is_imported_only_by_the_modules_that_own_it(library: str) -> None:
    users = {
        source
        for source in sources()
        if any(module.split(".")[0] == library for module in imports_of(source))
    }

    assert users, f"nothing imports {library}: take it off the list"
    assert {user for user in users if not user.startswith(tuple(ALONE[library]))} == set()


def test_readers_do_not_know_each_other_or_the_outline() -> None:
    formats = {path.stem for path in (ROOT / "parser/readers").glob("from_*.py")}
    for name in formats:
        imported = set(imports_of(f"parser/readers/{name}.py"))
        others = {f"parser.readers.{other}" for other in formats - {name}}
        assert not imported & others
        assert "parser.outline" not in imported


def test_the_model_imports_nothing_of_ours() -> None:
    assert [m for m in imports_of("parser/model.py") if m.split(".")[0] in OURS] == []
