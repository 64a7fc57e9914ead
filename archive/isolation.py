"""Run a function in a child process with limits on time, memory and output.

Files come from anywhere, and C libraries read them: a crash, an endless loop or a flood of memory
in the child ends as an error with a name, and the caller goes on with the next file.
"""

import contextlib
import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import Generic, Self, TypeVar

from parser.errors import LimitError, ReadError, ZhoubaoError

from .confinement import ANSWER, CRASH, ERROR, LENGTH, MEMORY, RESULT, compute, live_as_child

Result = TypeVar("Result")

_CHUNK = 1 << 20
_CPU_SIGNAL = getattr(signal, "SIGXCPU", None)
_REMEDY = "文件可能已损坏；请用原来的软件打开后另存，再重新收录"


def run_limited(
    function: Callable[..., Result], *args: object, seconds: float, memory: int, output: int
) -> Result:
    """``function(*args)``, computed in a child process of its own; see ``Child``."""
    with Child(function, memory=memory, output=output) as child:
        return child.call(*args, seconds=seconds)


class ChildError(LimitError):
    """The child was ended or died: the same file may be read another time, or elsewhere."""


class Child(Generic[Result]):
    """A child process that calls one function, time and again. Use it as a context manager.

    It is started by the first call and ended by one that fails within its limits; the next call
    starts another. It also leaves by itself after many calls, or when it has grown large.

    Args:
        function: Where processes cannot be forked, it has to be picklable; the arguments of a
            call and its result always have to.
        memory: Bytes of address space that the child may have, what it has from its parent
            included. Where the parent has most of that itself, a quarter is given on top.
        output: Bytes of a pickled result; also of any file that the child writes.
    """

    def __init__(self, function: Callable[..., Result], *, memory: int, output: int) -> None:
        self._function = function
        self._memory = memory
        self._output = output
        self._process: int | None = None
        self._calls = self._answers = -1

    @property
    def is_running(self) -> bool:
        """Whether the next call finds a child that has answered before.

        After a call that raised: whether it is the function that raised.
        """
        return self._process is not None

    def call(self, *args: object, seconds: float) -> Result:
        """``function(*args)``, within so many seconds of wall clock.

        Raises:
            ZhoubaoError: The function's own, as it was.
            LimitError: Time, memory or output ran out.
            ReadError: The child crashed, or the function raised what it should not.
        """
        if not hasattr(os, "fork"):
            return run_spawned(self._function, *args, seconds=seconds, output=self._output)
        try:
            return _understand(self._ask(args, seconds))
        except ZhoubaoError:
            raise
        except BaseException:  # Ctrl-C: what it was about to answer is nobody's
            self._kill()
            raise

    def close(self) -> None:
        """End the child; the next call would start another."""
        self._kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, args: tuple[object, ...], seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        if self._process is None:
            self._start()
        try:
            self._send(pickle.dumps((seconds, args), pickle.HIGHEST_PROTOCOL), deadline, seconds)
            size, stays = ANSWER.unpack(self._receive(ANSWER.size, deadline, seconds))
            if size > self._output + 1:
                raise _too_much_output(self._output)
            message = self._receive(size, deadline, seconds)
        except LimitError:
            self._kill()
            raise
        except (BrokenPipeError, EOFError):
            raise _name_death(self._reap(), seconds) from None
        if not stays:
            self._reap()
        return message

    def _start(self) -> None:
        call_end, self._calls = os.pipe()
        os.set_blocking(self._calls, False)
        self._answers, answer_end = os.pipe()
        self._process = _fork()
        if self._process == 0:
            live_as_child(
                self._function, call_end, answer_end, memory=self._memory, output=self._output
            )
        os.close(call_end)
        os.close(answer_end)

    def _send(self, request: bytes, deadline: float, seconds: float) -> None:
        # a child that hangs before it listens is over time too
        view = memoryview(LENGTH.pack(len(request)) + request)
        poll = select.poll()
        poll.register(self._calls, select.POLLOUT)
        while view:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise _out_of_time(seconds)
            view = view[os.write(self._calls, view) :]

    def _receive(self, size: int, deadline: float, seconds: float) -> bytes:
        parts: list[bytes] = []
        poll = select.poll()
        poll.register(self._answers, select.POLLIN | select.POLLHUP)
        while size:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise _out_of_time(seconds)
            part = os.read(self._answers, min(size, _CHUNK))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._reap()

    def _reap(self) -> int:
        """Wait for its end, and close our ends of the pipes; how it ended."""
        assert self._process is not None
        os.close(self._calls)
        try:
            return _wait(self._process)
        finally:
            os.close(self._answers)
            self._process = None


def _fork() -> int:
    with warnings.catch_warnings():
        # 3.12 warns when there are threads; the child runs the reader alone, takes no lock that a
        # thread of ours could hold, and leaves by os._exit
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _wait(child: int) -> int:
    while True:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        except InterruptedError:
            continue


def _understand(message: bytes) -> Result:  # type: ignore[type-var]
    kind = message[:1]
    if kind == RESULT:
        return pickle.loads(message[1:])  # type: ignore[no-any-return]  # from our own child alone
    if kind == ERROR:
        error = pickle.loads(message[1:])
        assert isinstance(error, ZhoubaoError)
        raise error
    if kind == MEMORY:
        raise _out_of_memory()
    assert kind == CRASH
    raise ReadError(
        f"读取程序出错：{message[1:].decode('utf-8', 'replace')}",
        remedy=f"{_REMEDY}；若能正常打开，请报告此问题",
    )


def _name_death(status: int, seconds: float) -> ZhoubaoError:
    if _CPU_SIGNAL is not None and status == -_CPU_SIGNAL:
        return _out_of_time(seconds)
    # C libraries abort when memory runs out, so this is not told apart from a crash
    return ChildError(
        f"读取程序意外终止（{_name_of(status)}）：文件损坏，或所需内存超限", remedy=_REMEDY
    )


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
    if not message:
        raise _name_death(child.exitcode or 0, seconds)
    return _understand(message)


def _spawned(
    function: Callable[..., object], args: tuple[object, ...], sending: object, output: int
) -> None:
    sending.send_bytes(compute(function, args, output))  # type: ignore[attr-defined]


def _out_of_time(seconds: float) -> LimitError:
    return ChildError(f"读取超时：{seconds:g} 秒内没有读完", remedy=_REMEDY)


def _out_of_memory() -> LimitError:
    return ChildError("读取时内存超限", remedy=_REMEDY)


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
