"""The clock that a parent and its children share. Knows nothing of what is measured."""

import os
import time

_SPAWNED = "JOURNAL_BENCH_SPAWNED"


def now() -> float:
    """Milliseconds on CLOCK_MONOTONIC."""
    return time.clock_gettime(time.CLOCK_MONOTONIC) * 1000


def spawning() -> dict[str, str]:
    """The environment of a child that is made right now."""
    return {**os.environ, _SPAWNED: repr(now())}


def since_spawned() -> float:
    """Milliseconds since this process was asked for."""
    return now() - float(os.environ[_SPAWNED])
