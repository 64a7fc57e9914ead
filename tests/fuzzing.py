"""Fuzzing for a bounded time: ``python -m tests.fuzzing`` (``make fuzz``).

    FUZZ_SECONDS=60     for all targets together
    FUZZ_TARGETS=docx,query

With atheris (coverage-guided; ``pip install atheris``, which has no wheels for some Pythons) the
inputs follow the code; without it they are changed blindly. What is found is written to
``tests/findings/``, where a test runs it ever after; the exit code is then 1.
"""

import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from .fuzz_targets import Target, change, make_targets

FINDINGS = Path(__file__).parent / "findings"
SECONDS_A_CASE = 10
MEMORY = 1 << 30  # more than the process has before its first case
_MOST_LEAKED = 200 << 20  # resident bytes that a target's cases may leave behind
_CASES_A_CHILD = 20_000
_FOUND = 77  # exit code of a child that has written a finding


class _TooLongError(BaseException):
    """No reader takes it for damage of the file."""


def main() -> int:
    """Fuzz every target for its share of the time; what was done, in a line for each."""
    seconds = float(os.environ.get("FUZZ_SECONDS", "60"))
    targets = make_targets()
    chosen = os.environ.get("FUZZ_TARGETS", ",".join(targets)).split(",")
    guided = find_spec("atheris") is not None
    print(
        "由 atheris 按覆盖率引导" if guided else "没有 atheris（pip install atheris），改为随机变异"
    )
    found = cases = 0
    for name in chosen:
        fuzz = _fuzz_guided if guided else _fuzz_blindly
        before = set(_findings())
        done = fuzz(name, targets[name], seconds / len(chosen))
        new = sorted(set(_findings()) - before)
        found, cases = found + len(new), cases + done
        print(f"{name:6}  {done:8} 例  发现 {len(new)}", *(path.name for path in new))
        sys.stdout.flush()
    print(f"共 {cases} 例，发现 {found} 处")
    return 1 if found else 0


def _findings() -> list[Path]:
    return list(FINDINGS.glob("*.bin")) if FINDINGS.is_dir() else []


def write_finding(name: str, data: bytes) -> Path:
    """Keep an input that did what none may do."""
    FINDINGS.mkdir(exist_ok=True)
    path = FINDINGS / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    return path


# -- without coverage --------------------------------------------------------------------------


def _fuzz_blindly(name: str, target: Target, seconds: float) -> int:
    """Children that run case after case: one that dies leaves the case that it died of."""
    until, done = time.monotonic() + seconds, 0
    seed = int(os.environ.get("FUZZ_SEED", str(time.time_ns())))
    while (left := until - time.monotonic()) > 0:
        seed += 1
        reading, writing = os.pipe()
        current = FINDINGS.parent / f".fuzz-{name}-{os.getpid()}"
        child = os.fork()
        if child == 0:
            os.close(reading)
            _run_cases(name, target, Random(seed), left, current, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            done += int(stream.read() or b"0")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code not in (0, _FOUND) and current.exists():
            print(f"{name}: 子进程终止（{code}）")
            write_finding(name, current.read_bytes())
        current.unlink(missing_ok=True)
        if code:
            break  # one at a time: the next ones mostly are the same
    return done


def _run_cases(
    name: str, target: Target, random: Random, seconds: float, current: Path, writing: int
) -> None:
    """The child's life; never returns."""
    _limit_memory()
    signal.signal(signal.SIGALRM, _take_too_long)
    until, done, code = time.monotonic() + seconds, 0, 0
    grown_from: int | None = None
    pool = list(target.seeds)
    try:
        while time.monotonic() < until and done < _CASES_A_CHILD:
            data = change(random.choice(pool), target, random)
            if random.random() < 0.02:  # go on from it: changes of changes lead further
                pool = [*target.seeds, *pool[len(target.seeds) :][-200:], data]
            current.write_bytes(data)
            try:
                signal.alarm(SECONDS_A_CASE)
                target.run(data)
            except BaseException:
                signal.alarm(0)
                traceback.print_exc()
                write_finding(name, data)
                code = _FOUND
                break
            finally:
                signal.alarm(0)
            done += 1
            if done == 1000:
                grown_from = _resident()
        if grown_from is not None and _resident() - grown_from > _MOST_LEAKED:
            print(f"{name}: {done} 例之后内存多了 {(_resident() - grown_from) >> 20} MB")
            code = 1
        os.write(writing, str(done).encode())
    finally:
        sys.stdout.flush()
        os._exit(code)


def _take_too_long(*_: object) -> None:
    raise _TooLongError(f"{SECONDS_A_CASE} 秒内没有读完")


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    bound = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (bound, resource.RLIM_INFINITY))


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


# -- with atheris ------------------------------------------------------------------------------


def _fuzz_guided(name: str, target: Target, seconds: float) -> int:
    """libFuzzer ends its process, so each target has one of its own."""
    corpus = FINDINGS.parent / f".corpus-{name}"
    corpus.mkdir(exist_ok=True)
    for seed in target.seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    FINDINGS.mkdir(exist_ok=True)
    command = [
        *(sys.executable, "-W", "ignore", "-m", "tests.fuzzing", "--guided", name, str(corpus)),
        f"-max_total_time={max(1, int(seconds))}",
        f"-timeout={SECONDS_A_CASE}",
        *("-rss_limit_mb=1536", "-max_len=65536", "-print_final_stats=1"),
        f"-artifact_prefix={FINDINGS}/{name}-",
    ]
    said = subprocess.run(command, capture_output=True, check=False).stderr.decode(
        "utf-8", "replace"
    )
    for path in FINDINGS.glob(f"{name}-*-*"):  # crash-…, timeout-…, oom-…, leak-…
        if path.suffix != ".bin":
            print(said[-3000:])
            write_finding(name, path.read_bytes())
            path.unlink()
    done = [line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line]
    return int(done[-1]) if done else 0


def _be_guided(name: str, arguments: list[str]) -> None:
    atheris: Any = import_module("atheris")
    target = make_targets()[name]
    random = Random()

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        random.seed(seed)
        if not target.is_package or random.random() < 0.3:
            data = atheris.Mutate(data, most)
        return change(data, target, random)[:most]

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], target.run, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--guided"]:
        _be_guided(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main())
