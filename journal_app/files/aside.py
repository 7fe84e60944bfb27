"""The version that stood under the target's name until a moment ago, and whether somebody still writes to it.

A program that opened the file before the exchange writes into this version, not into ours. So nobody may have it open
for writing when it is judged, and none may have got in when it is removed. Where the system cannot tell (no leases),
the file's size and time are compared instead.
"""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from journal_app.files import conflicts
from journal_app.files.ops import READ, FileOps, hold, is_regular, let_go, lock_soon
from journal_app.files.reading import read_all

PATIENCE = 2.0  # seconds to wait for another program to close the file
_STEP = 0.004


@contextlib.contextmanager
def owned(handle: int, ops: FileOps) -> Iterator[None]:
    """Keep who clears up from the version in this open file, whatever name it gets, also when `handle` is closed."""
    owner = hold(handle, ops)
    try:
        if owner >= 0:
            with contextlib.suppress(OSError):
                lock_soon(owner, ops, exclusive=False, patience=PATIENCE / 10)
        yield
    finally:
        if owner >= 0:
            let_go(owner, ops)


class Aside:
    """The version under the name `path`, held open. `raw` is what is in it, None when it is no regular file."""

    def __init__(self, path: bytes, target: bytes, ops: FileOps) -> None:
        self.path = path
        self.raw: bytes | None = None
        self.is_busy = False  # somebody still has it open for writing
        self._target = target
        self._ops = ops
        self._leased = False
        self._seen = (0, 0)
        self._handle = ops.open(path, READ)
        try:
            if is_regular(ops.fstat(self._handle)):
                with contextlib.suppress(OSError):
                    ops.lock(self._handle, exclusive=False)  # a start-up clean-up sees that it has an owner
                self._judge()
        except BaseException:
            self.close()
            raise

    def drop(self) -> Path | None:
        """Remove this version; if somebody wrote to it after all, keep it as a conflict copy and return where."""
        judged = self.raw
        try:
            if self._was_touched() and self._judged_again() != judged:
                return conflicts.keep(self.path, self._target, self._ops)
            self._ops.unlink(self.path)
            if self._was_touched() and (found := self._judged_again()) != judged:
                return conflicts.write(found, self._target, self._ops)
        except OSError:
            pass  # what is still there is found and judged again at the next start
        return None

    def close(self) -> None:
        """Let go; whoever waited to open it goes on."""
        let_go(self._handle, self._ops)

    def _judge(self) -> bytes:
        self.is_busy = not self._is_quiet()
        status = self._ops.fstat(self._handle)
        self._seen = (status.st_size, status.st_mtime_ns)
        self._ops.rewind(self._handle)
        self.raw = read_all(self._handle, self._ops)
        return self.raw

    def _judged_again(self) -> bytes:
        if self._leased:
            self._leased = False
            self._ops.unlease(self._handle)
            time.sleep(_STEP)  # those who waited get in, and are waited for
        return self._judge()

    def _was_touched(self) -> bool:
        if self._leased:
            return not self._ops.is_leased(self._handle)
        status = self._ops.fstat(self._handle)
        return self._seen != (status.st_size, status.st_mtime_ns)

    def _is_quiet(self) -> bool:
        """Wait until nobody has the file open for writing; False when somebody still has after `PATIENCE`."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._ops.lease(self._handle, alone=False)
            except BlockingIOError:
                if not self._can_lease_at_all():
                    return True
                if time.monotonic() > end:
                    return False
                time.sleep(_STEP)
            except OSError:
                return True
            else:
                self._leased = True
                return True

    def _can_lease_at_all(self) -> bool:
        """Network shares say "somebody has it open" of every file: ask about the one we just wrote ourselves."""
        try:
            handle = self._ops.open(self._target, READ)
        except OSError:
            return True
        try:
            self._ops.lease(handle, alone=False)
        except OSError:
            return False
        else:
            return True
        finally:
            let_go(handle, self._ops)
