"""Archives made of texts typed in a test: parsed and stored in this process, nothing indexed."""

from collections.abc import Iterable
from pathlib import Path

from archive.gathering import Gathering, gather
from archive.layout import Layout
from archive.rows import make_rows, natural_key
from archive.store import Store
from parser.parse import parse_issue

HEAD = "政务周报\n{year}年第{number}期（总第{whole}期）\n（{period}）\n甲市政务服务中心\n"


def write_issue(
    number: int, period: str, *lines: str, year: int = 2021, whole: int | None = None
) -> str:
    """The text of an issue with one section of figures."""
    head = HEAD.format(year=year, number=number, whole=whole or 100 + number, period=period)
    return head + "一、窗口运行情况\n" + "".join(f"{line}\n" for line in lines)


def make_archive(folder: Path, texts: Iterable[str]) -> Layout:
    """An archive that holds these issues."""
    layout = Layout.create(folder / "档案")
    with Store.open(layout.database, create=True) as store, store.writing():
        for place, text in enumerate(texts):
            issue = parse_issue(text.encode(), name=f"{place:02}.txt")
            key = natural_key(issue)
            flat = make_rows(issue, parser_version="0")
            store.put(flat, key=f"{key}b" if store.has(key) else key)
    return layout


def gather_texts(folder: Path, *texts: str) -> Gathering:
    """The numbers of an archive of these issues."""
    layout = make_archive(folder, texts)
    with Store.open(layout.database) as store:
        return gather(store, layout)
