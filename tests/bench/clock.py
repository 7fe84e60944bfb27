"""The clock that a parent and its children share. Knows nothing of what is measured."""

import os
import time

_SPAWNED = "JOURNAL_BENCH_SPAWNED"


def now() -> float:
    """Milliseconds on CLOCK_MONOTONIC."""
    return time.clock_gettime(time.CLOCK_MONOTONIC) * 1000


def waited() -> float:
    """Milliseconds this thread was ready while the system ran something else; 0.0 where the system does not say."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as told:
            return int(told.read().split()[1]) / 1e6
    except (OSError, ValueError, IndexError):
        return 0.0


class Pauses:
    """The times between ticks in milliseconds, less what the system ran meanwhile: so long nobody listened."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last, self._waited = now(), waited()

    def begin(self) -> None:
        """Measure from now on."""
        self.longest = 0.0
        self._last, self._waited = now(), waited()

    def tick(self) -> None:
        """The loop has come round."""
        here, there = now(), waited()
        self.longest = max(self.longest, here - self._last - (there - self._waited))
        self._last, self._waited = here, there


def spawning() -> dict[str, str]:
    """The environment of a child that is made right now."""
    return {**os.environ, _SPAWNED: repr(now())}


def since_spawned() -> float:
    """Milliseconds since this process was asked for."""
    return now() - float(os.environ[_SPAWNED])
