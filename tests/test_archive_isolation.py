"""Children with limits: what goes wrong in them ends as an error with a name."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import confinement, isolation, reading
from archive.isolation import Child, run_limited, run_spawned
from parser.errors import DateError, LimitError, ReadError

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
MIB = 1 << 20


def double(number: int) -> int:
    return 2 * number


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin() -> None:
    while True:
        pass


def swallow() -> int:
    return len(bytearray(4096 * MIB))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(3)


def flood(size: int) -> bytes:
    return bytes(size)


def fail_as_user() -> None:
    raise DateError("日期不存在：“9月31日”", remedy="请核对原件").at("第 3 段")


def fail_as_bug() -> None:
    raise KeyError("x")


def limited(function: Callable[..., object], *args: object, **changed: float) -> object:
    limits = {"seconds": 10.0, "memory": 512 * MIB, "output": 8 * MIB} | changed
    return run_limited(
        function,
        *args,
        seconds=limits["seconds"],
        memory=int(limits["memory"]),
        output=int(limits["output"]),
    )


others: set[int] = set()  # children that are somebody else's: a fork server, a browser


@pytest.fixture(autouse=True)
def _children_of_other_tests() -> None:
    others.clear()
    others.update(children())


def no_child_is_left() -> bool:
    return children() <= others


def children() -> set[int]:
    """The children of this process, those that ended and were not waited for included."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = place.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(parent[1]) == os.getpid():
                found.add(int(place.parent.name))
    return found


def test_the_result_of_the_child_comes_back() -> None:
    assert limited(double, 21) == 42


def test_a_result_larger_than_a_pipe_holds_comes_back_whole() -> None:
    assert limited(flood, 5 * MIB) == bytes(5 * MIB)


def test_an_error_for_the_user_comes_back_as_it_was() -> None:
    with pytest.raises(DateError) as caught:
        limited(fail_as_user)

    assert str(caught.value) == "第 3 段：日期不存在：“9月31日”"
    assert caught.value.remedy == "请核对原件"


@forks
@pytest.mark.parametrize("function", [spin, lambda: sleep(60)])
def test_a_child_over_time_is_killed_and_named(function: Callable[[], None]) -> None:
    begun = time.monotonic()
    with pytest.raises(LimitError, match=r"读取超时：0\.3 秒"):
        limited(function, seconds=0.3)

    assert time.monotonic() - begun < 5
    assert no_child_is_left()


@forks
def test_a_child_that_swallows_memory_is_named() -> None:
    with pytest.raises(LimitError, match="内存超限") as caught:
        limited(swallow)

    assert caught.value.remedy


@forks
@pytest.mark.parametrize(("function", "words"), [(crash, "SIGSEGV"), (leave, "退出码 3")])
def test_a_child_that_dies_is_named(function: Callable[[], None], words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        limited(function)

    assert caught.value.remedy
    assert no_child_is_left()


@forks
def test_too_much_output_is_a_limit() -> None:
    with pytest.raises(LimitError, match="内容过多"):
        limited(flood, 4 * MIB, output=MIB)

    assert no_child_is_left()


@forks
def test_a_bug_in_the_child_stops_one_file_only() -> None:
    with pytest.raises(ReadError, match="KeyError"):
        limited(fail_as_bug)


@forks
def test_ctrl_c_leaves_no_child() -> None:
    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            limited(sleep, 60)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert no_child_is_left()


@forks
def test_the_child_holds_none_of_the_parents_files() -> None:
    receiving, sending = os.pipe()

    def is_open() -> bool:
        try:
            os.fstat(sending)
        except OSError:
            return False
        return True

    assert is_open()
    assert limited(is_open) is False
    os.close(receiving)
    os.close(sending)


@forks
def test_no_descriptor_of_the_parent_leaks() -> None:
    limited(double, 1)
    before = open_files()
    for _ in range(5):
        limited(double, 1)

    assert open_files() == before


def open_files() -> int:
    places = Path("/proc/self/fd")
    return len(list(places.iterdir())) if places.is_dir() else 0


def test_without_fork_a_new_interpreter_does_the_work() -> None:
    assert run_spawned(double, 21, seconds=30, output=MIB) == 42


def test_without_fork_time_is_watched_too() -> None:
    with pytest.raises(LimitError, match="读取超时"):
        run_spawned(sleep, 60, seconds=0.2, output=MIB)


def test_without_fork_errors_and_floods_are_named() -> None:
    with pytest.raises(DateError, match="9月31日"):
        run_spawned(fail_as_user, seconds=30, output=MIB)
    with pytest.raises(LimitError, match="内容过多"):
        run_spawned(flood, 4 * MIB, seconds=30, output=MIB)


def test_systems_without_fork_are_served_by_the_spawned_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "fork", raising=False)

    assert limited(double, 4, seconds=30.0) == 8


def run_and_measure(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str) -> int:
    """Read a file as ``add`` does; the most memory, in bytes, that a child of it has had."""
    peaks: list[int] = []

    def wait(child: int) -> int:
        _, status, usage = os.wait4(child, 0)
        peaks.append(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        return os.waitstatus_to_exitcode(status)

    monkeypatch.setattr(isolation, "_wait", wait)
    reading.read_files(((data, name),), ())
    reading.dismiss_child()
    return max(peaks)


@forks
@pytest.mark.parametrize("name", ["form_loop.pdf", "billion_laughs.docx", "hugebox.pdf"])
def test_no_bad_file_makes_a_child_larger_than_a_gibibyte(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(__file__).parents[2] / "shared" / "samples" / "bad" / name
    if not place.exists():
        pytest.skip("no shared samples here")

    assert run_and_measure(monkeypatch, place.read_bytes(), name) < 960 * MIB


@pytest.mark.parametrize(
    ("mapped", "bound"),
    [
        (100 * MIB, 800 * MIB),  # what the parent has is part of it
        (600 * MIB, 800 * MIB),
        (700 * MIB, 900 * MIB),  # a fourth is left in any case
    ],
)
def test_what_the_parent_has_counts(mapped: int, bound: int) -> None:
    assert confinement._bound_space(mapped, 800 * MIB) == bound


@forks
def test_one_child_answers_call_after_call() -> None:
    with Child(os.getpid, memory=512 * MIB, output=MIB) as child:
        first = child.call(seconds=10)

        assert [child.call(seconds=10) for _ in range(5)] == [first] * 5

    assert no_child_is_left()


def fail_or_double(number: int) -> int:
    if number == 0:
        raise DateError("日期不存在", remedy="请核对原件")
    if number < 0:
        crash()
    return 2 * number


@forks
def test_an_error_of_the_function_leaves_the_child_and_a_crash_does_not() -> None:
    with Child(fail_or_double, memory=512 * MIB, output=MIB) as child:
        with pytest.raises(DateError):
            child.call(0, seconds=10)
        assert child.is_running

        with pytest.raises(ReadError, match="SIGSEGV"):
            child.call(-1, seconds=10)
        assert not child.is_running

        assert child.call(4, seconds=10) == 8


@forks
def test_a_child_is_replaced_before_it_has_grown_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_MOST_CALLS", 2)

    with Child(os.getpid, memory=512 * MIB, output=MIB) as child:
        said = [child.call(seconds=10) for _ in range(4)]

    assert said[0] == said[1] != said[2] == said[3]


kept: list[bytes] = []


def keep(size: int) -> int:
    kept.append(bytes(size))
    return os.getpid()


@forks
def test_a_child_that_has_grown_large_is_replaced() -> None:
    memory = confinement._mapped() + 1024 * MIB
    share = memory // confinement._LEAST_SHARE
    with Child(keep, memory=memory, output=MIB) as child:
        said = [child.call(size, seconds=10) for size in (MIB, share + MIB, MIB)]

    assert said[0] == said[1] != said[2]


@forks
def test_the_processor_time_of_earlier_calls_is_not_counted_against_a_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit = confinement._limit_time
    monkeypatch.setattr(confinement, "_limit_time", lambda _: limit(0))
    with Child(burn, memory=512 * MIB, output=MIB) as child:
        first = child.call(0.9, seconds=60)

        # the 2 seconds that are given on top are less than all three calls take
        assert [child.call(0.9, seconds=60) for _ in range(2)] == [first] * 2


def burn(seconds: float) -> int:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return os.getpid()


@forks
def test_a_file_that_fails_after_others_is_tried_again_in_a_new_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # what the files before have left is to blame: a new child reads it
    monkeypatch.setattr(reading, "_child", Child(read_once, memory=512 * MIB, output=MIB))

    said = reading.read_files(((b"", "1.txt"), (b"", "2.txt"), (b"", "3.txt")), ())
    reading.dismiss_child()

    assert said == (b"1.txt", b"2.txt", b"3.txt")


def read_once(_data: bytes, name: str, _registers: object) -> bytes:
    if kept:
        crash()
    kept.append(b"")
    return name.encode()


def hang(*_: object, **__: object) -> None:
    time.sleep(60)


@forks
def test_a_child_that_never_listens_is_over_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "live_as_child", hang)

    with (
        Child(len, memory=512 * MIB, output=MIB) as child,
        pytest.raises(LimitError, match="读取超时"),
    ):
        child.call(bytes(4 * MIB), seconds=0.3)

    assert no_child_is_left()
