"""Run one function in a child process with limits on time, memory and output.

Files come from anywhere, and C libraries read them: a crash, an endless loop or a flood of memory
in the child ends as an error with a name, and the caller goes on with the next file.
"""

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from parser.errors import LimitError, ReadError, ZhoubaoError

Result = TypeVar("Result")

_RESULT, _ERROR, _MEMORY, _CRASH = b"R", b"E", b"M", b"C"  # first byte of what the child sends
_CHUNK = 1 << 20
_LEAST_SHARE = 4  # a child may always ask for a fourth of its memory
_CPU_SIGNAL = getattr(signal, "SIGXCPU", None)
_REMEDY = "文件可能已损坏；请用原来的软件打开后另存，再重新收录"


def run_limited(
    function: Callable[..., Result], *args: object, seconds: float, memory: int, output: int
) -> Result:
    """``function(*args)``, computed in a child process of its own.

    Args:
        function: Where processes cannot be forked, it and ``args`` have to be picklable.
        seconds: Of wall clock; the child is killed when they are over.
        memory: Bytes of address space that the child may have, what it has from its parent
            included. Where the parent has most of that itself, a quarter is given on top.
        output: Bytes of the pickled result; also of any file that the child writes.

    Raises:
        ZhoubaoError: The child's own, as it was.
        LimitError: Time, memory or output ran out.
        ReadError: The child crashed.
    """
    if hasattr(os, "fork"):
        return _run_forked(function, args, seconds=seconds, memory=memory, output=output)
    return run_spawned(function, *args, seconds=seconds, output=output)


def _run_forked(
    function: Callable[..., Result],
    args: tuple[object, ...],
    *,
    seconds: float,
    memory: int,
    output: int,
) -> Result:
    receiving, sending = os.pipe()
    child = _fork()
    if child == 0:
        _live_as_child(function, args, sending, seconds=seconds, memory=memory, output=output)
    status = None
    try:
        os.close(sending)
        message = _receive(receiving, time.monotonic() + seconds, seconds, output)
        status = _wait(child)
    finally:
        os.close(receiving)
        if status is None:  # over time, too much output, Ctrl-C: no child outlives the call
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            _wait(child)
    return _understand(message, status, seconds)


def _fork() -> int:
    with warnings.catch_warnings():
        # 3.12 warns when there are threads; the child runs the reader alone, takes no lock that a
        # thread of ours could hold, and leaves by os._exit
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _receive(pipe: int, deadline: float, seconds: float, output: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise _out_of_time(seconds)
        part = os.read(pipe, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > output + 1:
            raise _too_much_output(output)


def _wait(child: int) -> int:
    while True:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        except InterruptedError:
            continue


def _understand(message: bytes, status: int, seconds: float) -> Result:  # type: ignore[type-var]
    kind = message[:1]
    if status == 0 and kind == _RESULT:
        return pickle.loads(message[1:])  # type: ignore[no-any-return]  # from our own child alone
    if status == 0 and kind == _ERROR:
        error = pickle.loads(message[1:])
        assert isinstance(error, ZhoubaoError)
        raise error
    if kind == _MEMORY:
        raise _out_of_memory()
    if _CPU_SIGNAL is not None and status == -_CPU_SIGNAL:
        raise _out_of_time(seconds)
    if kind == _CRASH:
        raise ReadError(
            f"读取程序出错：{message[1:].decode('utf-8', 'replace')}",
            remedy=f"{_REMEDY}；若能正常打开，请报告此问题",
        )
    # C libraries abort when memory runs out, so this is not told apart from a crash
    raise ReadError(
        f"读取程序意外终止（{_name_of(status)}）：文件损坏，或所需内存超限", remedy=_REMEDY
    )


def _live_as_child(
    function: Callable[..., object],
    args: tuple[object, ...],
    pipe: int,
    *,
    seconds: float,
    memory: int,
    output: int,
) -> NoReturn:
    """Compute, send, and leave without the parent's clean-up; never returns."""
    code = 1
    try:
        import fcntl

        gc.disable()
        pipe = fcntl.fcntl(pipe, fcntl.F_DUPFD, 3)
        _cut_loose(pipe)
        _limit_self(seconds, memory, output)
        message = _compute(function, args, output)
        _send(pipe, message)
        code = 0
    finally:
        os._exit(code)


def _cut_loose(pipe: int) -> None:
    """Leave the terminal's group and let go of the parent's files, locks and pipes."""
    os.setsid()
    _die_with_parent()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.closerange(3, pipe)
    os.closerange(pipe + 1, _highest_file() + 1)
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


def _limit_self(seconds: float, memory: int, output: int) -> None:
    import resource

    _lower(resource.RLIMIT_AS, _bound_space(_mapped(), memory))
    _lower(resource.RLIMIT_CPU, int(seconds) + 2)
    _lower(resource.RLIMIT_FSIZE, output)
    _lower(resource.RLIMIT_CORE, 0)


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


def _compute(function: Callable[..., object], args: tuple[object, ...], output: int) -> bytes:
    """The message for the parent: a result, an error for the user, or what went wrong in us."""
    try:
        return _RESULT + pickle.dumps(function(*args), pickle.HIGHEST_PROTOCOL)
    except ZhoubaoError as error:
        return _ERROR + pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return _MEMORY
    except Exception as error:  # the boundary of the process: a bug in us stops one file only
        return _CRASH + f"{type(error).__name__}: {error}".encode("utf-8", "replace")[: output // 2]


def _send(pipe: int, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[os.write(pipe, view) :]


def run_spawned(
    function: Callable[..., Result], *args: object, seconds: float, output: int
) -> Result:
    """The same in a new interpreter, watched by time alone: for systems without ``fork``."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_spawned, args=(function, args, sending, output), daemon=True)
    child.start()
    try:
        sending.close()
        if not receiving.poll(seconds):
            raise _out_of_time(seconds)
        try:
            message = receiving.recv_bytes(output + 1)
        except EOFError:
            message = b""
        except OSError as error:
            raise _too_much_output(output) from error
        child.join(max(1.0, seconds))
    finally:
        receiving.close()
        if child.is_alive():
            child.kill()
        child.join()
    return _understand(message, child.exitcode or 0, seconds)


def _spawned(
    function: Callable[..., object], args: tuple[object, ...], sending: object, output: int
) -> None:
    sending.send_bytes(_compute(function, args, output))  # type: ignore[attr-defined]


def _out_of_time(seconds: float) -> LimitError:
    return LimitError(f"读取超时：{seconds:g} 秒内没有读完", remedy=_REMEDY)


def _out_of_memory() -> LimitError:
    return LimitError("读取时内存超限", remedy=_REMEDY)


def _too_much_output(output: int) -> LimitError:
    return LimitError(
        f"读出的内容过多，超过 {output >> 20} MB", remedy="一个文件应是一期周报；请把合订本拆成单期"
    )


def _name_of(status: int) -> str:
    if status < 0:
        try:
            return f"信号 {signal.Signals(-status).name}"
        except ValueError:
            return f"信号 {-status}"
    return f"退出码 {status}"
