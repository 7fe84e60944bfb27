"""Somebody else who acts at one moment of a piece of work: before its Nth call of the operating system.

For code that calls Python's `os` and `io` itself. What goes by way of `FileOps` is counted, too, since that calls `os`.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CALLS = (
    "chmod", "close", "fstat", "fsync", "link", "listdir", "lstat", "mkdir", "open", "read", "rename", "replace",
    "rmdir", "scandir", "stat", "unlink", "utime", "write",
)  # fmt: skip


class Between:
    """Counts the calls made within `with at(n)`, and lets `act` happen before the Nth (from 1; 0: never)."""

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self._act = act
        self.count = 0

    @contextmanager
    def at(self, moment: int = 0) -> Iterator[None]:
        """The calls made here are those of the work."""
        self.count = 0
        acting = False
        places = [(os, name) for name in CALLS if hasattr(os, name)] + [(io, "open")]
        real = {(place, name): getattr(place, name) for place, name in places}

        def watched(call: Callable[..., object]) -> Callable[..., object]:
            def do(*arguments: object, **named: object) -> object:
                nonlocal acting
                if not acting:
                    self.count += 1
                    if self.count == moment:
                        acting = True
                        try:
                            self._act()
                        finally:
                            acting = False
                return call(*arguments, **named)

            return do

        for (place, name), call in real.items():
            setattr(place, name, watched(call))
        try:
            yield
        finally:
            for (place, name), call in real.items():
                setattr(place, name, call)


def moments(work: Callable[[int], None], between: Between, every: int = 1) -> Iterator[int]:
    """Each moment of a piece of work, or so manieth: `work(moment)` does it anew, in `between.at(moment)`."""
    moment = 1
    while True:
        work(moment)
        yield moment
        if moment >= between.count:
            return
        moment += every
