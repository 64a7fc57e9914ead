"""Whether an archive is whole (核验): the database, the originals and the index, and each by the
others. Nothing is changed but where it is asked for, and only what can be made again.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from parser.errors import ArchiveError

from .files import WITHIN
from .layout import Layout, UnwritableError, digest, write_safely
from .leftovers import find_leftovers
from .store import Store

Part = Literal["database", "originals", "index", "corrections"]
Tell = Callable[[int, int], None]  # originals looked at, originals in all

_RESTORE = "请用 zhoubao restore 从备份恢复到新的档案"
_REPAIR = "请运行 zhoubao verify --repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be, and what to do."""

    part: Part
    code: str  # stable English word
    said: str
    remedy: str
    places: tuple[str, ...] = ()  # keys of issues, or paths within the archive
    is_repairable: bool = False  # ``verify --repair`` puts it right, and loses nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, and what was found."""

    issues: int | None  # None: the database cannot be read
    originals: int
    indexed: int | None  # issues; None: there is no index that can be read
    stale: int  # issues that an older parser has read: nothing is wrong with them
    findings: tuple[Finding, ...] = ()


def verify(layout: Layout, *, tell: Tell | None = None) -> Verification:
    """Look at all of the archive.

    Raises:
        ArchiveError: Another process writes: half of what it does would look like damage.
    """
    with _still(layout):
        try:
            store = Store.open(layout.database)
        except ArchiveError as error:
            return Verification(
                issues=None,
                originals=0,
                indexed=None,
                stale=0,
                findings=(_damage([str(error)]),),
            )
        with store:
            return _verify(layout, store, tell)


def repair(layout: Layout, *, tell: Tell | None = None) -> Verification:
    """Put right what can be made again, and verify.

    Originals are copied from where they came if the same bytes still lie there; what a killed
    ``add`` has left is taken in or removed; the index is made from the store. An archive whose
    database is damaged is left as it is.
    """
    from .ingest import add_files

    before = verify(layout, tell=tell)
    if not any(finding.is_repairable for finding in before.findings):
        return before
    if any(finding.part == "database" and not finding.is_repairable for finding in before.findings):
        return before
    with layout.locked(), Store.open(layout.database) as store:
        kept = store.trail.kept()
        for finding in before.findings:
            if finding.code in ("original_missing", "original_changed"):
                for place in finding.places:
                    _copy_again(layout, place, kept[place])
    for _ in add_files(layout, ()):  # takes in what was left, and brings the index up to the store
        pass
    return verify(layout, tell=tell)


@contextlib.contextmanager
def _still(layout: Layout) -> Iterator[None]:
    """Nobody writes while the block runs, where anybody could."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(UnwritableError):
            stack.enter_context(layout.locked())
        yield


def _verify(layout: Layout, store: Store, tell: Tell | None) -> Verification:
    damage = store.find_damage()
    if damage:
        return Verification(
            issues=None, originals=0, indexed=None, stale=0, findings=(_damage(damage),)
        )
    from parser.parse import PARSER_VERSION

    kept = store.trail.kept()
    indexed, of_index = _check_index(layout, store)
    findings = (
        *_check_owners(store),
        *_check_originals(layout, kept, tell),
        *_check_leftovers(layout, kept),
        *of_index,
        *_check_corrections(layout),
    )
    return Verification(
        issues=len(store.issue_keys()),
        originals=len(kept),
        indexed=indexed,
        stale=store.count_stale(PARSER_VERSION),
        findings=findings,
    )


def _damage(said: Iterable[str]) -> Finding:
    return Finding(
        part="database",
        code="database_damaged",
        said="数据库已损坏：" + "；".join(said),
        remedy=f"{_RESTORE}；没有备份时，原件都在 originals 文件夹里，"
        "可用 zhoubao add 收录到新的档案",
    )


def _check_owners(store: Store) -> Iterator[Finding]:
    keys = store.find_without_original()
    if keys:
        yield Finding(
            part="database",
            code="issue_without_original",
            said=f"有 {len(keys)} 期没有保存原件",
            remedy="请重新收录这几期的文件",
            places=keys,
            is_repairable=False,
        )


def _check_originals(layout: Layout, kept: dict[str, str], tell: Tell | None) -> Iterator[Finding]:
    missing, changed, unreadable = [], [], []
    for done, place in enumerate(sorted(kept), start=1):
        path = layout.root / place
        try:
            if digest(path) != path.name.partition(".")[0]:
                changed.append(place)
        except FileNotFoundError:
            missing.append(place)
        except OSError:
            unreadable.append(place)
        if tell is not None:
            tell(done, len(kept))
    remedy = f"{_RESTORE}；原来的文件还在原处时，{_REPAIR}，会重新存一份"
    for code, said, places in (
        ("original_missing", "不见了", missing),
        ("original_changed", "与收录时不同（sha256 不符）", changed),
    ):
        if places:
            yield Finding(
                part="originals",
                code=code,
                said=f"有 {len(places)} 个原件{said}",
                remedy=remedy,
                places=tuple(places),
                is_repairable=any(_source_of(layout, one, kept[one]) for one in places),
            )
    if unreadable:
        yield Finding(
            part="originals",
            code="original_unreadable",
            said=f"有 {len(unreadable)} 个原件读不出来",
            remedy="请检查权限和磁盘",
            places=tuple(unreadable),
        )


def _source_of(layout: Layout, place: str, path: str) -> Path | None:
    """The file that the original was a copy of, where it is unchanged."""
    source = Path(path)
    if WITHIN in path or source == layout.root / place or not source.is_file():
        return None
    return source if digest(source) == Path(place).name.partition(".")[0] else None


def _copy_again(layout: Layout, place: str, path: str) -> None:
    source = _source_of(layout, place, path)
    if source is not None:
        (layout.root / place).parent.mkdir(parents=True, exist_ok=True)
        write_safely(layout.root / place, source.read_bytes())


def _check_leftovers(layout: Layout, kept: dict[str, str]) -> Iterator[Finding]:
    left = find_leftovers(layout, kept)
    if left.temporaries:
        yield Finding(
            part="originals",
            code="unfinished_files",
            said=f"有 {len(left.temporaries)} 个没有写完的临时文件，是收录中断时留下的",
            remedy=f"{_REPAIR}，或再运行一次 zhoubao add，就会清掉",
            places=tuple(_place(layout, path) for path in left.temporaries),
            is_repairable=True,
        )
    ours = [path for path in left.unknown if digest(path) == path.name.partition(".")[0]]
    if ours:
        yield Finding(
            part="originals",
            code="original_unknown",
            said=f"有 {len(ours)} 个原件数据库里没有记录：收录中断时留下的，"
            "或者复制档案时数据库没有复制全",
            remedy=f"{_REPAIR}，会把它们重新收录",
            places=tuple(_place(layout, path) for path in ours),
            is_repairable=True,
        )
    foreign = [path for path in left.unknown if path not in ours]
    if foreign:
        yield Finding(
            part="originals",
            code="foreign_file",
            said=f"originals 文件夹里有 {len(foreign)} 个不是档案存放的文件，或已损坏",
            remedy="请看一看是什么，移到别处",
            places=tuple(_place(layout, path) for path in foreign),
        )


def _place(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.root).as_posix()


def _check_index(layout: Layout, store: Store) -> tuple[int | None, tuple[Finding, ...]]:
    """How many issues the index holds, and where it differs from the store."""
    from index.manifest import IndexDamagedError, latest_generation, read_issues

    from .opening import wanted_tokens

    wanted = wanted_tokens(store)
    generation = latest_generation(layout.index)
    if generation is None:
        # an archive to which nothing was added has none
        return None, (_index_finding("index_missing", "还没有检索索引"),) if wanted else ()
    try:
        held = read_issues(layout.index, generation)
    except IndexDamagedError as error:
        return None, (_index_finding("index_damaged", f"检索索引已损坏：{error}"),)
    lacking = tuple(key for key in store.issue_keys() if held.get(key) != wanted[key])
    beyond = tuple(sorted(held.keys() - wanted.keys()))
    findings = []
    if lacking:
        said = f"有 {len(lacking)} 期在检索索引里没有，或不是现在的内容"
        findings.append(_index_finding("index_behind", said, lacking))
    if beyond:
        said = (
            f"检索索引里有 {len(beyond)} 期数据库里没有：复制档案时数据库没有复制全，或上次收录中断"
        )
        findings.append(_index_finding("index_beyond", said, beyond))
    return len(held), tuple(findings)


def _index_finding(code: str, said: str, places: tuple[str, ...] = ()) -> Finding:
    return Finding(
        part="index",
        code=code,
        said=said,
        remedy=f"{_REPAIR} 或 zhoubao rebuild，由数据库重建",
        places=places,
        is_repairable=True,
    )


def _check_corrections(layout: Layout) -> Iterator[Finding]:
    from .corrections import read_corrections

    try:
        read_corrections(layout.corrections)
    except ArchiveError as error:
        yield Finding(
            part="corrections",
            code="corrections_unreadable",
            said=str(error),
            remedy=error.remedy or "",
        )
