"""What a process that reads strangers' texts may take of the machine. Knows no text."""

import contextlib
import ctypes
import gc
import os
import signal
import sys


def calm() -> None:
    """Look for circles of dead values seldom: a text makes hundreds of thousands of values, and hardly a circle."""
    gc.freeze()  # the libraries stay
    gc.enable()
    gc.set_threshold(100_000, 50, 50)


def hold(memory: int) -> None:
    """Cap memory (bytes of address space), leave no core, and end with the parent, where the system can do that."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG


def give_way() -> None:
    """Where memory runs out, let this process go first, not the author's window."""
    if sys.platform != "linux":
        return
    from journal_app import files  # takes a while to load

    with contextlib.suppress(OSError):
        handle = files.REAL.open(b"/proc/self/oom_score_adj", os.O_WRONLY)
        files.REAL.write(handle, memoryview(b"1000"))
        files.REAL.close(handle)
