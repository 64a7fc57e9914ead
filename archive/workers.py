"""The processes that read files: started when the first file needs them, replaced when they die."""

import importlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import Any, Self

from .reading import dismiss_child

# loaded once where workers come from, not once for each file
_PRELOADED = ("archive.preloaded",)


class InPlace(Executor):
    """Runs what is submitted at once, in this process: for one file, or where asked for one job."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """A future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # the future's own rule: whatever it raises, its reader gets
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Let go of the child that reads; nothing else is ever under way."""
        dismiss_child()


class Workers:
    """An executor that can be had again after its processes died. Use it as a context manager.

    Args:
        executor: Somebody's own, used as it is and left open; None: a pool of processes.
        jobs: How many processes; None: one for each processor that we may use.
        files: How many files there are to read: one alone is read in this process.
    """

    def __init__(self, executor: Executor | None, *, jobs: int | None, files: int) -> None:
        self._given = executor
        self.jobs = min(jobs or count_processors(), max(files, 1))
        self._own: Executor | None = None
        self._files = files

    @property
    def ahead(self) -> int:
        """How many tasks to have under way, so that nobody waits and memory stays bounded."""
        return 2 * self.jobs + 1

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Have it run somewhere; a future that fails where the workers have just died."""
        executor = self._given or self._own
        if executor is None:
            executor = self._own = make_executor(self.jobs)
        try:
            return executor.submit(function, *args)
        except BrokenExecutor as error:
            future: Future[Any] = Future()
            future.set_exception(error)
            return future

    def prepare(self) -> None:
        """Let the processes be got ready while this one still looks at files."""
        if self._given is not None:
            return
        if self.jobs == 1:
            if self._files > 1:  # else the one child loads what it needs, and nothing more
                _preload()
        elif sys.platform != "win32":
            from multiprocessing import forkserver

            _fork_server()
            forkserver.ensure_running()

    def replace(self) -> None:
        """New processes, after a future failed with BrokenExecutor."""
        self._given = None  # who gave a pool that is dead gets ours from here on
        self.close()

    def close(self) -> None:
        """End our own processes, without waiting for what they still do."""
        if self._own is not None:
            self._own.shutdown(wait=True, cancel_futures=True)
            self._own = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def make_executor(jobs: int) -> Executor:
    """A pool of ``jobs`` processes, or, for one job, this process itself."""
    if jobs == 1:
        return InPlace()
    if sys.platform == "win32":
        context: Any = multiprocessing.get_context("spawn")
    else:
        # forked from a process without threads that has loaded what all need: cheap and safe
        context = _fork_server()
    return ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=_start_worker)


def _fork_server() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def count_processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start_worker() -> None:
    # Ctrl-C goes to every process of the terminal; only the one that owns the archive decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _preload()


def _preload() -> None:
    for name in _PRELOADED:
        importlib.import_module(name)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
