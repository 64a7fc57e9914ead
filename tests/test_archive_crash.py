"""kill -9 in the middle of an add, twenty times: nothing is lost, and the next one completes."""

import hashlib
import multiprocessing
import os
import signal
import sys
import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from archive import ingest
from archive.ingest import add_files
from archive.layout import Layout, digest
from archive.opening import find_unindexed, is_current, open_engine
from archive.store import Store
from index.query import parse_query
from tests.pages import make_page

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")

FILES = 16
KILLS = 20


def write_round(inbox: Path, number: int) -> None:
    """Every file is another than in the round before, so every round has all to do."""
    for week in range(1, FILES + 1):
        page = make_page(week).replace("近期", f"近期（第{number}稿）")
        (inbox / f"{week:02d}.txt").write_text(page, encoding="utf-8")


def add_and_tell(root: Path, inbox: Path, telling: Connection) -> None:
    """The process that gets killed: tells of each file when ``add`` says that it is in."""
    ingest._MOST_IN_TRANSACTION = 2  # many commits in a short time
    for outcome in add_files(Layout.open(root), [inbox], jobs=1):
        assert outcome.status in ("added", "replaced"), outcome
        telling.send((outcome.issue, hashlib.sha256(Path(outcome.path).read_bytes()).hexdigest()))
    telling.send(None)
    time.sleep(10)  # killed by then; nothing is left to the leaving


def kill_in_the_middle(root: Path, inbox: Path, random: Random) -> list[tuple[str, str]]:
    """Start an add, kill it after some files and a moment; what it had told by then."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=add_and_tell, args=(root, inbox, there), daemon=True
    )
    process.start()
    there.close()
    wanted = random.randrange(FILES + 1)
    told: list[tuple[str, str]] = []
    while len(told) < wanted:
        one = here.recv()
        if one is None:
            break
        told.append(one)
    time.sleep(random.random() * 0.03)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    try:
        while (one := here.recv()) is not None:  # told before it died
            told.append(one)
    except EOFError:
        pass
    here.close()
    return told


def test_nothing_reported_is_lost_whenever_the_process_is_killed(tmp_path: Path) -> None:
    random = Random(447)
    layout = Layout.create(tmp_path / "archive")
    inbox = tmp_path / "周报"
    inbox.mkdir()
    # what is loaded here need not be loaded by each of the twenty
    (inbox / "00.txt").write_text(make_page(50), encoding="utf-8")
    assert len(list(add_files(layout, [inbox], jobs=1))) == 1
    (inbox / "00.txt").unlink()

    interrupted = 0
    for number in range(KILLS):
        write_round(inbox, number)

        told = kill_in_the_middle(layout.root, inbox, random)

        with Store.open(layout.database) as store:
            versions = store.versions()
            for key, sha256 in told:
                assert versions[key][0] == sha256
            for file in store.files():
                assert file.original is not None
                assert digest(layout.root / file.original) == file.sha256
            interrupted += not is_current(layout, store)
    assert interrupted > KILLS // 2  # most of them were in the middle of something

    outcomes = list(add_files(layout, [inbox], jobs=1))

    assert {outcome.status for outcome in outcomes} <= {"same", "replaced"}
    with Store.open(layout.database) as store:
        assert len(store.issue_keys()) == FILES + 1
        assert find_unindexed(layout, store) == ()
        engine, unindexed = open_engine(layout, store)
        with engine:
            last = parse_query(f"第{KILLS - 1}稿", today=date(2021, 6, 1))
            assert len(engine.search(last).issues) == FILES
            assert engine.search(parse_query("第0稿", today=date(2021, 6, 1))).total == 0
        assert unindexed == ()


def test_the_killed_process_leaves_nobody_behind(tmp_path: Path) -> None:
    layout = Layout.create(tmp_path / "archive")
    inbox = tmp_path / "周报"
    inbox.mkdir()
    write_round(inbox, 0)

    kill_in_the_middle(layout.root, inbox, Random(1))

    # the lock would be held by whoever lives on
    with layout.locked():
        pass
