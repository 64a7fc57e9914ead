"""One command run and measured: time, memory, output; on a pipe or on a terminal.

Run as a script it is the process that measures, and imports next to nothing: what a process has
before it turns into another program counts as that program's memory.
"""

import json
import os
import sys
import time


def run(terminal: bool, command: list[str]) -> dict[str, object]:
    """Run the command to its end: its exit code, times, megabytes (its peak) and output."""
    receiving, sending = os.openpty() if terminal else os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.dup2(sending, 1)
        os.execvp(command[0], command)
    os.close(sending)
    pieces = []
    try:
        while piece := os.read(receiving, 1 << 16):
            pieces.append(piece)
    except OSError:
        pass  # how a terminal ends whose other side is closed
    _, status, usage = os.wait4(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": time.perf_counter() - start,
        "processor": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
        "output": b"".join(pieces).decode("utf-8", "replace"),
    }


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1] == "terminal", sys.argv[2:])))
