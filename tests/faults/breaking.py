"""System calls that fail, fall short, wait or are not there, for tests that hand them to a save."""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from journal_app.files import FileOps

CALLS = frozenset(name for name, call in vars(FileOps).items() if callable(call) and not name.startswith("_"))


class WatchedOps(FileOps):
    """Tells `before(name, arguments)` of each call, which may raise in its place."""

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Overridden or set by a test."""

    def __getattribute__(self, name: str) -> Any:
        method = object.__getattribute__(self, name)
        if name not in CALLS:
            return method

        def call(*arguments: Any, **named: Any) -> Any:
            try:
                self.before(name, (*arguments, *named.values()))
            except OSError:
                if name == "close":  # Linux closes, whatever it answers
                    method(*arguments)
                raise
            return method(*arguments, **named)

        return call


class FailingOps(WatchedOps):
    """Fails the Nth call with one error, once or from then on; counts and names what was called."""

    def __init__(self, at: int, number: int, persistent: bool = False) -> None:
        self.at, self.number, self.persistent = at, number, persistent
        self.called: list[str] = []

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        self.called.append(name)
        count = len(self.called)
        if count == self.at or (self.persistent and count > self.at):
            raise refused(self.number)


class RefusingOps(WatchedOps):
    """A file system that refuses these calls, always."""

    def __init__(self, refusals: dict[str, int]) -> None:
        self.refusals = refusals
        self.refused: list[str] = []

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in self.refusals:
            self.refused.append(name)
            raise refused(self.refusals[name])


class HookedOps(WatchedOps):
    """Lets somebody act just before the first of these calls."""

    def __init__(self, names: str | Iterable[str], act: Callable[[], object], skip: int = 0) -> None:
        self.names = {names} if isinstance(names, str) else set(names)
        self.act: Callable[[], object] | None = act
        self.skip = skip

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in self.names and self.act is not None:
            if self.skip:
                self.skip -= 1
                return
            act, self.act = self.act, None
            act()


class ShareOps(RefusingOps):
    """A network share: no exchange, no exclusive rename, no leases, slow if wanted; hard links if it has them."""

    def __init__(self, links: bool = True, delay: float = 0.0, number: int = errno.ENOSYS) -> None:
        missing = {"exchange": number, "rename_new": number, "reserve": errno.EOPNOTSUPP}
        if not links:
            missing["link"] = errno.EOPNOTSUPP
        super().__init__(missing)
        self.delay = delay

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        if self.delay and name in ("open", "write", "fsync", "rename", "read"):
            time.sleep(self.delay)
        if name == "lease":  # NFS and SMB say of every file that somebody has it open
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        super().before(name, arguments)


class Short(FileOps):
    """Writes half of what it is given."""

    def write(self, handle: int, chunk: memoryview) -> int:
        return super().write(handle, chunk[: max(1, len(chunk) // 2)])


class RefusingHook(HookedOps):
    """A file system without these calls, and somebody who acts at another one."""

    def __init__(self, name: str, act: Callable[[], object], missing: set[str]) -> None:
        super().__init__(name, act)
        self.missing = missing

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        super().before(name, arguments)
        if name in self.missing:
            raise refused(errno.ENOSYS)


def fail(number: int) -> None:
    """Raise it."""
    raise refused(number)


def refused(number: int) -> OSError:
    """The error as the system makes it: with its own class."""
    return OSError(number, os.strerror(number))


def later(seconds: float, act: Callable[[], object]) -> threading.Thread:
    """Somebody who acts a little later."""
    thread = threading.Timer(seconds, act)
    thread.start()
    return thread
