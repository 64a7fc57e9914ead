"""Adding files: what is reported is there, what is the same is not doubled, one bad file is one."""

import errno
import os
import signal
import sys
from collections.abc import Iterable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from archive.files import find_files
from archive.indexing import rebuild
from archive.ingest import Progress, add_files
from archive.layout import Layout
from archive.opening import is_current, open_engine
from archive.records import Filter, Outcome
from archive.store import Store
from index.query import parse_query
from parser.errors import ArchiveError
from tests.pages import make_page, write_page

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout.create(tmp_path / "archive")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "周报"
    folder.mkdir()
    return folder


def add(layout: Layout, *paths: Path, **more: Any) -> list[Outcome]:
    return list(add_files(layout, paths, **({"jobs": 1} | more)))


def statuses(outcomes: Iterable[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def keys(layout: Layout) -> tuple[str, ...]:
    with Store.open(layout.database) as store:
        return store.issue_keys()


def found(layout: Layout, text: str) -> set[str]:
    """The issues in which the index finds the text."""
    from datetime import date

    with Store.open(layout.database) as store:
        engine, unindexed = open_engine(layout, store)
        assert unindexed == ()
        with engine:
            return set(engine.search(parse_query(text, today=date(2021, 6, 1))).issues)


# -- one by one --------------------------------------------------------------------------------


def test_a_file_is_stored_kept_and_found(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 3, whole=103)

    (outcome,) = add(layout, path)

    assert (outcome.status, outcome.issue) == ("added", "2021-3")
    assert outcome.label == "2021年第3期（总第103期）"
    with Store.open(layout.database) as store:
        assert {int(row.figure.value) for row in store.figures()} >= {321, 295}
        (file,) = store.files()
    assert file.original is not None
    assert (layout.root / file.original).read_bytes() == path.read_bytes()
    assert found(layout, "农机手") == {"2021-3"}


def test_an_unchanged_file_is_neither_read_nor_written_again(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 3)
    add(layout, path)
    before = layout.database.stat().st_mtime_ns
    path.chmod(0)  # to open it would fail, unless root does it
    manifests = sorted(layout.index.iterdir())

    assert statuses(add(layout, path)) == ["same"]
    assert layout.database.stat().st_mtime_ns == before
    assert sorted(layout.index.iterdir()) == manifests


def test_a_touched_file_with_the_same_bytes_is_the_same(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 3)
    add(layout, path)
    os.utime(path, (1, 1))

    assert statuses(add(layout, path)) == ["same"]
    assert keys(layout) == ("2021-3",)


def test_a_changed_file_replaces_its_issue_in_store_and_index(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 3)
    add(layout, path)
    path.write_text(make_page(3).replace("农机手培训班", "果农培训班"), encoding="utf-8")

    (outcome,) = add(layout, path)

    assert (outcome.status, outcome.issue) == ("replaced", "2021-3")
    assert "换上新的内容" in (outcome.message or "")
    assert keys(layout) == ("2021-3",)
    assert found(layout, "果农培训班") == {"2021-3"}
    assert found(layout, "农机手") == set()


def test_a_corrected_number_moves_the_issue_to_its_new_key(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 3)
    add(layout, path)
    path.write_text(make_page(3).replace("2021年第3期", "2021年第4期"), encoding="utf-8")

    (outcome,) = add(layout, path)

    assert (outcome.status, outcome.issue) == ("replaced", "2021-4")
    assert keys(layout) == ("2021-4",)
    assert found(layout, "农机手") == {"2021-4"}


def test_a_file_that_is_used_for_another_issue_leaves_the_old_one(
    layout: Layout, inbox: Path
) -> None:
    path = write_page(inbox, 3, name="本周周报.txt")
    add(layout, path)
    write_page(inbox, 4, name="本周周报.txt")

    (outcome,) = add(layout, path)

    assert (outcome.status, outcome.issue) == ("added", "2021-4")
    assert "仍保留" in (outcome.message or "")
    assert keys(layout) == ("2021-3", "2021-4")


def test_a_copy_elsewhere_is_a_duplicate_and_says_of_what(layout: Layout, inbox: Path) -> None:
    write_page(inbox / "甲", 3)
    write_page(inbox / "乙", 3)

    first, second = add(layout, inbox)
    again = add(layout, inbox)

    assert (first.status, second.status) == ("added", "duplicate")
    with Store.open(layout.database) as store:  # which calls it the same
        assert [file.status for file in store.files()] == ["held", "duplicate"]
    assert second.issue == first.issue
    assert "逐字节相同" in (second.message or "")
    assert statuses(again) == ["same", "same"]


def test_the_same_issue_in_another_file_is_reported_and_not_doubled(
    layout: Layout, inbox: Path
) -> None:
    write_page(inbox, 3, name="a.txt")
    other = inbox / "b.txt"
    other.write_text("\n\n" + make_page(3).replace("\n\n", "\n"), encoding="gb18030")

    _, second = add(layout, inbox)

    assert (second.status, second.issue) == ("duplicate", "2021-3")
    assert "“a.txt”是同一期" in (second.message or "")
    with Store.open(layout.database) as store:
        assert [file.status for file in store.files_of("2021-3")] == ["held", "duplicate"]
        copy = store.file(str(other))
    assert copy is not None
    assert copy.original is not None
    assert (layout.root / copy.original).read_bytes() == other.read_bytes()


def test_a_number_printed_twice_keeps_both_issues_and_says_so(layout: Layout, inbox: Path) -> None:
    write_page(inbox, 3, whole=103, name="a.txt")
    page = make_page(4, whole=104)
    page = page.replace("第4期（总第104期）", "第3期（总第103期）")
    (inbox / "b.txt").write_text(page, encoding="utf-8")

    outcomes = add(layout, inbox)

    assert [(o.status, o.issue) for o in outcomes] == [("added", "2021-3"), ("added", "2021-3b")]
    with Store.open(layout.database) as store:
        repeats = {row.problem.code for row in store.problems(Filter(issue="2021-3b"))}
    assert repeats >= {"repeated_number", "repeated_whole_number"}
    assert found(layout, "堤防") == {"2021-3b"}


def test_two_periodicals_with_one_number_stand_side_by_side_without_a_problem(
    layout: Layout, inbox: Path
) -> None:
    write_page(inbox, 3, name="a.txt")
    page = make_page(3, act=6).replace("政务服务周报", "住建工作周报")
    page = page.replace("眉山市政务服务中心", "眉山市住房和城乡建设局")
    (inbox / "b.txt").write_text(page, encoding="utf-8")

    outcomes = add(layout, inbox)

    assert [(o.status, o.issue) for o in outcomes] == [("added", "2021-3"), ("added", "2021-3b")]
    with Store.open(layout.database) as store:
        assert not list(store.problems(Filter(codes=("repeated_number",))))


def test_a_file_that_breaks_keeps_the_issue_it_had(layout: Layout, inbox: Path) -> None:
    path = write_page(inbox, 3)
    add(layout, path)
    path.write_bytes(b"PK\x03\x04 cut short")

    first, second = add(layout, path) + add(layout, path)

    assert (first.status, second.status) == ("refused", "refused")
    assert keys(layout) == ("2021-3",)


# -- what is not read --------------------------------------------------------------------------


def test_a_bad_file_is_reported_with_a_remedy_and_the_rest_is_added(
    layout: Layout, inbox: Path
) -> None:
    write_page(inbox, 1)
    (inbox / "2021-02.docx").write_bytes(b"PK\x03\x04 cut short")
    (inbox / "2021-03.pdf").write_bytes(b"")
    write_page(inbox, 4)

    outcomes = add(layout, inbox)

    assert statuses(outcomes) == ["added", "refused", "refused", "added"]
    assert all(o.message and o.remedy for o in outcomes if o.status == "refused")
    with Store.open(layout.database) as store:
        assert store.coverage().refused == 2
        refused = store.file(str(inbox / "2021-03.pdf"))
    assert refused is not None
    assert refused.message == outcomes[2].message


def test_a_refused_file_is_tried_again_and_then_counts_no_more(layout: Layout, inbox: Path) -> None:
    path = inbox / "2021-02.txt"
    path.write_bytes(b"")
    add(layout, path)
    write_page(inbox, 2)

    assert statuses(add(layout, path)) == ["added"]
    with Store.open(layout.database) as store:
        assert store.coverage().refused == 0


def test_a_path_that_does_not_exist_is_an_outcome(layout: Layout, inbox: Path) -> None:
    outcomes = add(layout, inbox / "没有.docx", write_page(inbox, 1))

    assert statuses(outcomes) == ["refused", "added"]
    assert outcomes[0].message == "没有这个文件"


@pytest.mark.skipif(not SHARED.exists(), reason="samples are not here")
def test_every_bad_sample_is_named_and_costs_the_good_ones_nothing(
    layout: Layout, inbox: Path
) -> None:
    write_page(inbox, 1)
    # form_loop.pdf takes its seconds, which the tests of the readers spend
    bad = [p for p in (SHARED / "samples" / "bad").iterdir() if p.name != "form_loop.pdf"]

    outcomes = add(layout, *bad, inbox, jobs=2)

    by_name = {Path(outcome.path).name: outcome for outcome in outcomes}
    assert by_name["2021-01.txt"].status == "added"
    assert by_name.keys() == {path.name for path in bad} | {"2021-01.txt"}
    for outcome in outcomes:
        assert outcome.status != "refused" or (outcome.message and outcome.remedy)
    assert sum(outcome.status == "refused" for outcome in outcomes) >= 10


# -- which files -------------------------------------------------------------------------------


def test_folders_are_walked_in_order_without_what_is_no_document(inbox: Path) -> None:
    for name in ("b.docx", "a.pdf", "~$a.docx", ".DS_Store", "x.json", "图.jpg", "下/c.TXT"):
        path = inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")

    files = find_files([inbox], leave_out=inbox / "none")

    assert [file.path.relative_to(inbox).as_posix() for file in files.files] == [
        "a.pdf",
        "b.docx",
        "下/c.TXT",
    ]
    assert files.passed_over == 2


def test_a_named_file_is_looked_at_whatever_its_name(inbox: Path) -> None:
    (inbox / "x.json").write_bytes(b"x")

    files = find_files([inbox / "x.json", inbox / "x.json"], leave_out=inbox / "none")

    assert len(files.files) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_back_to_its_own_folder_ends(inbox: Path) -> None:
    write_page(inbox / "下", 1)
    (inbox / "下" / "上").symlink_to(inbox, target_is_directory=True)

    assert len(find_files([inbox], leave_out=inbox / "none").files) == 1


def test_the_archive_does_not_add_itself(layout: Layout, inbox: Path) -> None:
    write_page(inbox, 1)
    add(layout, inbox)

    assert statuses(add(layout, inbox.parent)) == ["same"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def close_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """As ``chmod 000`` would, which does not hold back root."""
    scan = os.scandir

    def refuse(path: Any) -> Any:
        if path in (folder, str(folder)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_folder_that_cannot_be_looked_into_is_refused_and_the_rest_is_added(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(inbox, 1)
    (inbox / "下").mkdir()
    with monkeypatch.context() as patch:
        close_folder(patch, inbox / "下")
        outcomes = add(layout, inbox)

    assert statuses(outcomes) == ["added", "refused"]
    assert outcomes[1].path == str(inbox / "下")
    assert outcomes[1].message == "文件夹打不开（没有权限），其中的文件都没有看"
    assert outcomes[1].remedy
    # opened later, it is no file that could not be read
    assert statuses(add(layout, inbox)) == ["same"]
    with Store.open(layout.database) as store:
        assert store.coverage().refused == 0


def test_a_named_folder_that_cannot_be_looked_into_is_refused(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_folder(monkeypatch, inbox)

    assert statuses(add(layout, inbox)) == ["refused"]


def test_another_archive_is_not_looked_into_and_is_named(layout: Layout, inbox: Path) -> None:
    other = Layout.create(inbox / "旧档案")
    write_page(inbox, 1)
    write_page(inbox / "来", 2)
    add(other, inbox / "来")
    told: list[tuple[str, ...]] = []

    outcomes = add(layout, inbox, on_progress=lambda progress: told.append(progress.archives))

    assert [Path(outcome.path).name for outcome in outcomes] == ["2021-01.txt", "2021-02.txt"]
    assert told[-1] == (str(inbox / "旧档案"),)


def test_a_name_that_is_no_text_is_added_all_the_same(layout: Layout, inbox: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(inbox) + b"/\xd6\xdc\xb1\xa8.txt"))
    path.write_text(make_page(1), encoding="utf-8")

    assert statuses(add(layout, inbox)) == ["added"]
    assert statuses(add(layout, inbox)) == ["same"]


# -- many at once ------------------------------------------------------------------------------


def test_several_processes_give_the_outcomes_in_the_order_of_the_files(
    layout: Layout, inbox: Path
) -> None:
    for number in range(1, 41):
        write_page(inbox, number)
    (inbox / "2021-07.txt").write_bytes(b"")
    progress: list[Progress] = []

    outcomes = add(layout, inbox, jobs=2, on_progress=progress.append)

    assert [Path(outcome.path).name for outcome in outcomes] == [
        f"2021-{number:02d}.txt" for number in range(1, 41)
    ]
    assert statuses(outcomes).count("added") == 39
    assert len(keys(layout)) == 39
    assert [(p.stage, p.done, p.total) for p in progress][-1] == ("indexing", 40, 40)
    with Store.open(layout.database) as store:
        assert is_current(layout, store)


def test_any_executor_can_read(layout: Layout, inbox: Path) -> None:
    write_page(inbox, 1)
    with ThreadPoolExecutor(1) as executor:
        assert statuses(add(layout, inbox, executor=executor)) == ["added"]
        assert executor.submit(len, "").result() == 0  # it is left open


class _Dying(Executor):
    """Breaks as a pool does whose process was killed, at every file or at one."""

    def __init__(self, killer: bytes | None) -> None:
        self.killer = killer

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        data = b"".join(task[0] for task in args[0])
        if self.killer is None or self.killer in data:
            future.set_exception(BrokenProcessPool("killed"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_killed_worker_costs_no_file(layout: Layout, inbox: Path) -> None:
    for number in range(1, 6):
        write_page(inbox, number)

    outcomes = add(layout, inbox, executor=_Dying(None))

    assert statuses(outcomes) == ["added"] * 5


def test_the_file_that_kills_its_worker_twice_is_refused_alone(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        write_page(inbox, number)
    killer = _Dying("第3期".encode())
    monkeypatch.setattr("archive.workers.make_executor", lambda _: killer)

    outcomes = add(layout, inbox)

    assert statuses(outcomes) == ["added", "added", "refused", "added", "added"]
    assert "两次意外终止" in (outcomes[2].message or "")


def test_a_real_worker_that_is_killed_is_replaced(layout: Layout, inbox: Path) -> None:
    for number in range(1, 31):
        write_page(inbox, number)
    with ProcessPoolExecutor(1) as pool:
        (victim,) = (pool.submit(os.getpid).result(),)
        os.kill(victim, signal.SIGKILL)

        outcomes = add(layout, inbox, executor=pool)

    assert statuses(outcomes) == ["added"] * 30


# -- stopping and going on ---------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_ctrl_c_ends_after_the_files_that_were_reported(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest._MOST_IN_TRANSACTION", 4)
    for number in range(1, 31):
        write_page(inbox, number)
    reported: list[Outcome] = []

    def add_until_stopped() -> None:
        for outcome in add_files(layout, [inbox], jobs=1):
            if not reported:
                os.kill(os.getpid(), signal.SIGINT)
            reported.append(outcome)

    with pytest.raises(KeyboardInterrupt):
        add_until_stopped()

    assert 0 < len(reported) < 30
    assert set(keys(layout)) == {outcome.issue for outcome in reported}
    with Store.open(layout.database) as store:
        assert is_current(layout, store)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert statuses(add(layout, inbox)).count("same") == len(reported)


def test_an_add_that_is_given_up_halfway_is_mended_by_the_next_search(
    layout: Layout, inbox: Path
) -> None:
    for number in range(1, 41):
        write_page(inbox, number)
    adding = add_files(layout, [inbox], jobs=1)
    first = next(adding)
    adding.close()

    with Store.open(layout.database) as store:
        assert first.issue in store.issue_keys()
        assert not is_current(layout, store)
    assert found(layout, "综合窗口") == set(keys(layout))


def test_a_failing_disk_takes_back_the_batch_and_its_originals(
    layout: Layout, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(inbox, 1)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("archive.layout.Originals.settle", fail)
        with pytest.raises(ArchiveError, match="磁盘已满") as caught:
            add(layout, inbox)

    assert "再运行一次" in (caught.value.remedy or "")
    assert keys(layout) == ()
    assert [path for path in layout.originals.rglob("*") if path.is_file()] == []
    assert statuses(add(layout, inbox)) == ["added"]


def test_a_second_add_at_the_same_time_names_the_first(layout: Layout, inbox: Path) -> None:
    write_page(inbox, 1)
    with layout.locked(), pytest.raises(ArchiveError, match=f"进程号 {os.getpid()}"):
        add(layout, inbox)


# -- the index ---------------------------------------------------------------------------------


def test_an_index_made_again_finds_what_the_old_one_found(layout: Layout, inbox: Path) -> None:
    for number in (1, 2, 3):
        write_page(inbox, number)
    add(layout, inbox)
    told: list[tuple[int, int]] = []

    assert rebuild(layout, tell=lambda done, total: told.append((done, total))) == 3

    assert told == [(1, 3), (2, 3), (3, 3)]
    assert found(layout, "农机手") == {"2021-3"}
    assert not (layout.root / "index.new").exists()


def test_a_damaged_index_is_made_again_by_the_next_search(layout: Layout, inbox: Path) -> None:
    write_page(inbox, 3)
    add(layout, inbox)
    for path in layout.index.iterdir():
        path.write_bytes(b"")

    assert found(layout, "农机手") == {"2021-3"}


def test_while_another_process_adds_a_search_says_what_it_did_not_see(
    layout: Layout, inbox: Path
) -> None:
    write_page(inbox, 1)
    add(layout, inbox)
    with Store.open(layout.database) as store, store.writing():
        store.rename("2021-1", "2021-9")

    with layout.locked(), Store.open(layout.database) as store:
        engine, unindexed = open_engine(layout, store)
        engine.close()

    assert unindexed == ("2021-9",)
