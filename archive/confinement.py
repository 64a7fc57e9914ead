"""The child's side of ``isolation``: limits itself, answers calls, leaves without clean-up."""

import contextlib
import gc
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from parser.errors import ZhoubaoError

# first byte of an answer: a result, an error for the user, memory ran out, a mistake of ours
RESULT, ERROR, MEMORY, CRASH = b"R", b"E", b"M", b"C"
LENGTH = struct.Struct(">Q")
ANSWER = struct.Struct(">Q?")  # its length, and whether the child stays for another call

_LEAST_SHARE = 4  # a child may always ask for a fourth of its memory
_MOST_CALLS = 64  # what calls leave behind goes with the child
_CALLS, _ANSWERS = 3, 4  # the child's only files beside the standard ones


def live_as_child(
    function: Callable[..., object], calls: int, answers: int, *, memory: int, output: int
) -> NoReturn:
    """Answer calls until there are no more, and leave; never returns.

    Args:
        function: Called with the arguments that come in.
        calls: The end of a pipe to read pickled ``(seconds, arguments)`` from.
        answers: The end of a pipe to write answers to.
        memory: Bytes of address space, what came from the parent included.
        output: Bytes of an answer, and of any file that is written.
    """
    code = 1
    try:
        gc.disable()
        _cut_loose(calls, answers)
        held = _limit_self(memory, output)
        _answer_all(function, most=held + memory // _LEAST_SHARE, output=output)
        code = 0
    finally:
        os._exit(code)


def _answer_all(function: Callable[..., object], *, most: int, output: int) -> None:
    """Until the parent closes its end, or this process has grown old or large."""
    for done in range(1, _MOST_CALLS + 1):
        size = _read(LENGTH.size)
        if not size:
            return
        seconds, args = pickle.loads(_read(LENGTH.unpack(size)[0]))  # from our own parent alone
        _limit_time(seconds)
        message = compute(function, args, output)
        stays = done < _MOST_CALLS and message[:1] != MEMORY and _mapped() <= most
        _send(ANSWER.pack(len(message), stays) + message)
        if not stays:
            return


def compute(function: Callable[..., object], args: tuple[object, ...], output: int) -> bytes:
    """The message for the parent: a result, an error for the user, or what went wrong in us."""
    try:
        return RESULT + pickle.dumps(function(*args), pickle.HIGHEST_PROTOCOL)
    except ZhoubaoError as error:
        return ERROR + pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return MEMORY
    except Exception as error:  # the boundary of the process: a bug in us stops one file only
        return CRASH + f"{type(error).__name__}: {error}".encode("utf-8", "replace")[: output // 2]


def _read(size: int) -> bytes:
    """So many bytes of the calls; fewer only where the parent has closed its end."""
    parts: list[bytes] = []
    while size:
        part = os.read(_CALLS, size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _send(message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[os.write(_ANSWERS, view) :]


def _cut_loose(calls: int, answers: int) -> None:
    """Leave the terminal's group and let go of the parent's files, locks and pipes."""
    import fcntl

    os.setsid()
    _die_with_parent()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    above = _ANSWERS + 1
    calls, answers = (fcntl.fcntl(end, fcntl.F_DUPFD, above) for end in (calls, answers))
    os.dup2(calls, _CALLS)
    os.dup2(answers, _ANSWERS)
    os.closerange(above, _highest_file() + 1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)


def _highest_file() -> int:
    try:
        return max(int(entry.name) for entry in Path("/proc/self/fd").iterdir())
    except OSError:
        return 1024


def _die_with_parent() -> None:
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def _limit_self(memory: int, output: int) -> int:
    """Set the limits that hold for all calls; the bytes that are in use already."""
    import resource

    held = _mapped()
    _spare_space()
    _lower(resource.RLIMIT_AS, _bound_space(held, memory))
    _lower(resource.RLIMIT_FSIZE, output)
    _lower(resource.RLIMIT_CORE, 0)
    return held


def _spare_space() -> None:
    """Have glibc reserve no space that is not used.

    It sets 64 MB aside for each thread, and keeps large blocks that were freed for others of
    their size: networks that read a page took 940 MB of space so, and take 590.
    """
    if sys.platform == "linux":
        import ctypes

        arena_max, mmap_threshold = -8, -3
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(arena_max, 1)
            libc.mallopt(mmap_threshold, 16 << 20)


def _limit_time(seconds: float) -> None:
    """Of the processor, for one call: where the parent, who watches the clock, was held up."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):  # the machine's own limit is lower
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _bound_space(mapped: int, memory: int) -> int:
    # the sum is what the machine has to bear; but nothing at all could be read without a rest
    return max(memory, mapped + memory // _LEAST_SHARE)


def _lower(limit: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(limit)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    # macOS refuses RLIMIT_AS; the other limits still hold
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (value, value))


def _mapped() -> int:
    """Bytes of address space in use, counted by RLIMIT_AS; 0 where that is not known."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
