"""kill -9 at any moment of an add of files of all kinds: what was reported is there, and the next
add leaves an archive in which nothing is wrong.

    ZHOUBAO_KILLS=50 pytest tests/test_archive_kills.py      the whole of it
"""

import hashlib
import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from archive import ingest
from archive.files import WITHIN
from archive.ingest import add_files
from archive.layout import Layout
from archive.store import Store
from archive.verification import verify
from tests.fuzz_targets import make_docx, pack
from tests.pages import make_page

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")

KILLS = int(os.environ.get("ZHOUBAO_KILLS", "3"))
FORMATS = Path(__file__).parent.parent / "corpus" / "formats"
REPAIRABLE = {"index_missing", "index_behind", "index_beyond", "unfinished_files"}


def write_round(inbox: Path, number: int) -> None:
    """New issues, corrected ones, both in several formats, and what cannot be read."""
    for week in range(1, 7):
        page = make_page(week).replace("近期", f"近期（第{number}稿）")
        (inbox / f"{week:02d}.txt").write_text(page, encoding="gb18030")
        (inbox / f"{week:02d}.docx").write_bytes(make_docx(page))  # the same issue again
    for at in range(3):
        page = make_page(10 + 3 * number + at, whole=1000 + 3 * number + at)
        (inbox / f"n{number}-{at}.docx").write_bytes(make_docx(page))
    html = "".join(f"<p>{line}</p>" for line in make_page(7).split())
    (inbox / "07.html").write_text(f"<html><body>{html}<p>{number}</p>", encoding="utf-8")
    members = {f"{week:02d}.txt": make_page(week).encode() for week in (8, 9)}
    (inbox / "z.zip").write_bytes(pack(members | {"坏.docx": b"PK\x03\x04" + bytes([number])}))
    (inbox / "bad.pdf").write_bytes(b"%PDF-1.4 cut short " + str(number).encode())


def add_and_tell(root: Path, inbox: Path, jobs: int, telling: Connection) -> None:
    """The process that gets killed: tells of each file when ``add`` says that it is in."""
    os.setsid()
    ingest._MOST_IN_TRANSACTION = 2
    for outcome in add_files(Layout.open(root), [inbox], jobs=jobs):
        path = Path(outcome.path)
        held = outcome.status != "refused" and WITHIN not in outcome.path and path.exists()
        telling.send(
            (outcome.path, hashlib.sha256(path.read_bytes()).hexdigest() if held else None)
        )
    telling.send(None)
    time.sleep(10)


def kill_in_the_middle(root: Path, inbox: Path, random: Random) -> list[tuple[str, str | None]]:
    """Start an add, kill it after some files and a moment; what it had told by then."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=add_and_tell, args=(root, inbox, random.choice((1, 1, 2)), there)
    )
    process.start()
    there.close()
    told: list[tuple[str, str | None]] = []
    wanted = random.randrange(16)
    try:
        while len(told) < wanted and (one := here.recv()) is not None:
            told.append(one)
        time.sleep(random.random() * 0.05)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        while (one := here.recv()) is not None:
            told.append(one)
    except EOFError:
        pass
    process.join()
    here.close()
    return told


def test_what_was_reported_is_never_lost_and_the_next_add_makes_all_whole(tmp_path: Path) -> None:
    random = Random(KILLS)
    layout = Layout.create(tmp_path / "archive")
    inbox = tmp_path / "周报"
    inbox.mkdir()
    for path in FORMATS.glob("issue.*"):
        (inbox / path.name).write_bytes(path.read_bytes())
    told_in_all = 0

    for number in range(KILLS):
        write_round(inbox, number)

        told = kill_in_the_middle(layout.root, inbox, random)

        told_in_all += len(told)
        with Store.open(layout.database) as store:
            files = {file.path: file for file in store.files()}
            kept = store.trail.kept()
        for place, sha256 in told:
            assert place in files
            if sha256 is not None:
                assert files[place].sha256 == sha256
                assert files[place].issue is not None
                assert (files[place].original or "") in kept
        # what the kill left undone is of the kind that can be made again
        found = verify(layout)
        assert {finding.code for finding in found.findings} <= REPAIRABLE | {"original_unknown"}

        outcomes = list(add_files(layout, [inbox], jobs=1))

        assert {Path(one.path).name for one in outcomes if one.status == "refused"} == {
            "bad.pdf",
            f"z.zip{WITHIN}坏.docx",
        }
        assert verify(layout).findings == ()

    assert told_in_all > KILLS  # most of them were in the middle of something
    with Store.open(layout.database) as store:
        assert len(store.issue_keys()) == 9 + 1 + 3 * KILLS
