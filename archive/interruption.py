"""Ctrl-C as a question that is asked between two files, not in the middle of one."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import Any


class Interruption:
    """Whether the user has asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False

    def ask(self, *_: object) -> None:
        """The handler of the signal: waiting ends at once, and a second Ctrl-C ends all."""
        if self.asked or self._waiting:
            self.asked = True
            raise KeyboardInterrupt
        self.asked = True

    def wait_for(self, future: "Future[Any]", seconds: float | None) -> bool:
        """Whether the future is done before so many seconds are over, or Ctrl-C is pressed."""
        self._waiting = True
        try:
            wait([future], timeout=seconds)
        except KeyboardInterrupt:
            self.asked = True
        finally:
            self._waiting = False
        return future.done()


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Take Ctrl-C for as long as the block runs. Signals go to the main thread alone."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = signal.signal(signal.SIGINT, interruption.ask)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)
