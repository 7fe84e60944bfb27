"""A process killed by SIGKILL at each system call of something it does, one after the other, by strace."""

import collections
import ctypes
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import sandbox

_PR_SET_PTRACER = 0x59616D61
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
_NOT_OURS = {"exit_group", "restart_syscall"}


def kill_points(act: Callable[[], object]) -> list[tuple[str, int]]:
    """Every system call of `act`, as its name and how manieth of that name it is."""
    with tempfile.TemporaryDirectory(prefix="journal-trace-") as folder:
        log = Path(folder) / "trace"
        traced(act, ["-o", str(log)])
        counts: collections.Counter[str] = collections.Counter()
        points = []
        for line in log.read_text(errors="replace").splitlines():
            found = _CALL.match(line)
            if found and found[1] not in _NOT_OURS:
                counts[found[1]] += 1
                points.append((found[1], counts[found[1]]))
    return points


def killed_at_each_call(prepare: Callable[[], Callable[[], object]], every: int = 1) -> Iterator[str]:
    """`prepare` gives each time something to do; says where it was killed, after that. Skips where strace cannot.

    `every`: only so manieth of the calls.
    """
    points = kill_points(prepare())
    for name, number in points[::every]:
        if not traced(prepare(), ["-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={number}"]):
            yield f"{name} {number}"


def traced(act: Callable[[], object], options: list[str]) -> bool:
    """Run it in a forked child under strace, which sees its first thread; whether the child came to its end."""
    if shutil.which("strace") is None:
        pytest.skip("there is no strace on this machine")
    ready, told = os.pipe()
    waiting, go = os.pipe()
    pid = sandbox.fork()
    if pid == 0:
        try:
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
            os.close(go)
            os.write(told, b"r")
            os.read(waiting, 1)
            act()
            os._exit(0)
        finally:
            os._exit(1)
    for handle in (told, waiting):
        os.close(handle)
    os.read(ready, 1)
    tracer = subprocess.Popen(["strace", "-p", str(pid), *options], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    first = tracer.stderr.readline()
    if "attached" not in first:
        os.close(go)
        os.waitpid(pid, 0)
        pytest.skip(f"strace cannot trace here: {first.strip()}")
    os.write(go, b"g")
    _, status = os.waitpid(pid, 0)
    tracer.stderr.read()
    tracer.wait()
    tracer.stderr.close()
    for handle in (go, ready):
        os.close(handle)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "what was traced failed by itself"
    return os.WIFEXITED(status)
