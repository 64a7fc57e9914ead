"""How long reading takes, against what people would otherwise use.

    python -m benchmarks.readers [FOLDER …] [--rounds 5]

For each format the files of the folders (``corpus/samples``, ``corpus/formats`` and, where it is
there, ``../shared/samples``) are read by our reader and by another program, round about, in one
process; LibreOffice, a program of its own, converts all of them in one call. Printed are the
medians for a file and their ratio. pdfplumber gives text and tables, as ours does; markitdown
gives Markdown; what is not installed is left out, and said.
"""

import argparse
import importlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median

from parser.errors import ReadError
from parser.readers.detect import read_document

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpus" / "samples", ROOT / "corpus" / "formats", ROOT.parent / "shared/samples")

_Read = Callable[[Path], object]


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and print it."""
    options = argparse.ArgumentParser(prog="benchmarks.readers", description=__doc__)
    options.add_argument("folder", type=Path, nargs="*", default=list(FOLDERS))
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args(arguments)
    paths = sorted(path for folder in given.folder for path in _find_files(folder))
    print("格式  文件   我们   对照                   倍数（毫秒/个，中位数）")
    for suffix, name, read in _find_others():
        files = [path for path in paths if path.suffix == suffix and _is_readable(path)]
        if files:
            _print(suffix, name, _compare(files, read, given.rounds))
    for suffix in (".doc", ".wps", ".rtf", ".odt"):
        files = [path for path in paths if path.suffix == suffix and _is_readable(path)]
        if files and shutil.which("soffice"):
            _print(suffix, "LibreOffice", _compare_office(files, given.rounds))
    for name in ("markitdown", "soffice"):
        if not (importlib.util.find_spec(name) or shutil.which(name)):
            print(f"没有安装 {name}，未比较")
    return 0


def _find_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and "bad" not in path.parts and path.stat().st_size:
            yield path


def _is_readable(path: Path) -> bool:
    try:
        read_document(path.read_bytes(), name=path.name)
    except ReadError:
        return False
    return True


def _find_others() -> Iterator[tuple[str, str, _Read]]:
    yield ".pdf", "pdfplumber", _read_with_pdfplumber
    if importlib.util.find_spec("markitdown"):
        read = _make_markitdown()
        for suffix in (".pdf", ".docx", ".html"):
            yield suffix, "markitdown", read


def _read_with_pdfplumber(path: Path) -> object:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def _make_markitdown() -> _Read:
    converter = importlib.import_module("markitdown").MarkItDown()
    return lambda path: converter.convert_stream(
        BytesIO(path.read_bytes()), file_extension=path.suffix
    )


Times = tuple[int, list[float], list[float]]  # files, ours and theirs: milliseconds for one


def _compare(files: Sequence[Path], read: _Read, rounds: int) -> Times:
    for path in files:
        read(path)  # what is loaded at first belongs to neither
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(_time(lambda: [_read_ours(path) for path in files]) / len(files))
        theirs.append(_time(lambda: [read(path) for path in files]) / len(files))
    return len(files), ours, theirs


def _compare_office(files: Sequence[Path], rounds: int) -> Times:
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        _convert(files, Path(folder))  # makes its profile
        for _ in range(rounds):
            ours.append(_time(lambda: [_read_ours(path) for path in files]) / len(files))
            theirs.append(_time(lambda: _convert(files, Path(folder))) / len(files))
    return len(files), ours, theirs


def _read_ours(path: Path) -> object:
    return read_document(path.read_bytes(), name=path.name)


def _convert(files: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def _print(suffix: str, name: str, times: Times) -> None:
    count, ours, theirs = times
    mine, other = median(ours), median(theirs)
    print(f"{suffix:<5} {count:>4} {mine:>7.1f} {other:>7.1f} {name:<12} {other / mine:>7.1f}")


if __name__ == "__main__":
    sys.exit(main())
