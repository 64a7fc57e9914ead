"""What the benchmark of searching searches: simulated issues of one office or many, and queries."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from corpus.simulate import Newsroom
from index.folding import squeeze
from index.passages import Passage, make_passages
from parser.parse import parse_issue

_NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_SERIES, _OFFICE = "周报（模拟）", "政务服务模拟中心"
_EACH = 20  # queries of a kind

Issues = list[tuple[Passage, ...]]


def write_issues(folder: Path, count: int) -> None:
    """So many issues as plain text, 447 to an office, each office with numbers of its own."""
    written = 0
    for office in range(-(-count // 447)):
        newsroom = Newsroom(7 + office)
        name = _NAMES[office // len(_NAMES)] + _NAMES[office % len(_NAMES)]
        place = folder / f"{office:03}"
        place.mkdir(parents=True)
        for week in newsroom.weeks:
            if week.lost or written == count:
                continue
            text = _read(newsroom.write(week, form="txt")[1])
            text = text.replace(_SERIES, f"周报（{name}）")
            text = text.replace(_OFFICE, f"政务服务{name}中心")
            (place / f"{week.position:04}.txt").write_text(text, encoding="utf-8")
            written += 1


def _read(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def read_issues(folder: Path) -> Issues:
    """The passages of every issue in the folder."""
    paths = sorted(folder.rglob("*.txt"))
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(_read_issue, folder), paths, chunksize=32))


def _read_issue(folder: Path, path: Path) -> tuple[Passage, ...]:
    issue = parse_issue(path.read_bytes(), name=path.name)
    return make_passages(issue, key="-".join(path.relative_to(folder).with_suffix("").parts))


def write_plain_texts(issues: Issues, folder: Path) -> None:
    """One file per issue, one passage per line: what grep looks through."""
    folder.mkdir()
    for issue in issues:
        lines = (" ".join((*passage.titles, *passage.text.split())) for passage in issue)
        (folder / f"{issue[0].issue}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_queries(issues: Issues) -> dict[str, tuple[str, ...]]:
    """Kind → queries: pieces of the texts, chosen by chance, the same at every run."""
    random = Random(11)
    texts = [squeeze(passage.text) for issue in random.sample(issues, 200) for passage in issue]

    def pieces(least: int, most: int) -> Iterator[str]:
        while True:
            text = random.choice(texts)
            size = random.randint(least, most)
            start = random.randrange(max(1, len(text) - size))
            piece = text[start : start + size]
            if piece.isalnum() and not piece.isascii():
                yield piece

    def some(source: Iterator[str]) -> tuple[str, ...]:
        return tuple(next(source) for _ in range(_EACH))

    one, two, six, eight = pieces(1, 1), pieces(2, 4), pieces(6, 14), pieces(8, 16)
    return {
        "一个字": some(one),
        "一个词": some(two),
        "两个词": some(f"{word} {next(two)}" for word in two),
        "引号里的原文": some(f'"{piece}"' for piece in six),
        "不加引号的长句": some(eight),
        "任一与排除": some(f"({word} OR {next(two)}) -{next(two)}" for word in two),
        "部门与日期": some(f"部门:商务 日期:{2014 + len(word)} {word}" for word in two),
        "到处都有": ("办理", "受理", "工作", "本周 办结", "政务服务", "窗口 企业", "2%", "组织"),
        "哪里都没有": some(f"{word}龘" for word in two),
    }
