"""The new bytes under a short name of their own beside the target, safe on disk before anything else happens.

Names: `.~journal-` or `.~page-` (what can be made again: exports, settings), eight hex digits that say which name
beside it the bytes were for, eight random ones. While its writer lives and writes, the file is locked.
"""

import contextlib
import errno
import hashlib
import logging
import os
import secrets

from journal_app.files.ops import DIRECTORY, NEW, READ, UNSUPPORTED, FileOps, let_go
from journal_app.files.reading import read_all

PREFIX = b".~journal-"
PAGE_PREFIX = b".~page-"
_ATTEMPTS = 100
_said: set[int | None] = set()


class Temporary:
    """A new file beside `target`. Made with `make`, ended by `finish`; `discard` removes it if it is still ours."""

    def __init__(self, path: bytes, handle: int, raw: bytes, ops: FileOps) -> None:
        self.path = path
        self.handle = handle
        self._raw = raw
        self._ops = ops
        self._open = True

    def write(self) -> None:
        """All the bytes, in as many writes as it takes."""
        write_all(self.handle, self._raw, self._ops)

    def finish(self, *, sure: bool = True) -> os.stat_result:
        """Wait for the disk if it has to be `sure`, and close. Returns what the file is now; an error means that
        nothing is safe."""
        if sure:
            self._ops.fsync(self.handle)
        status = self._ops.fstat(self.handle)
        if status.st_size != len(self._raw):
            raise OSError(errno.EIO, "what was read back is not what was written")
        self._close()
        return status

    def discard(self) -> None:
        """Remove the file, unless something else than our own bytes is found under its name."""
        with contextlib.suppress(OSError):
            self._close()
        with contextlib.suppress(OSError):
            if holds(self.path, self._raw, self._ops):
                self._ops.unlink(self.path)

    def _close(self) -> None:
        if self._open:
            self._open = False
            self._ops.close(self.handle)


def make(target: bytes, raw: bytes, mode: int, ops: FileOps, prefix: bytes = PREFIX) -> Temporary:
    """Open a new file beside `target` for `raw`, locked, with nothing in it yet. OSError when the folder takes none."""
    for attempt in range(_ATTEMPTS):
        path = name_beside(target, prefix)
        try:
            handle = ops.open(path, NEW, mode)
        except FileExistsError:
            if attempt == _ATTEMPTS - 1:
                raise
            continue
        with contextlib.suppress(OSError):
            ops.lock(handle, exclusive=True)
        return Temporary(path, handle, raw, ops)
    raise AssertionError("unreachable")


def name_beside(target: bytes, prefix: bytes = PREFIX) -> bytes:
    """A free-looking temporary name for `target`, in its folder."""
    folder, name = os.path.split(target)
    return os.path.join(folder, prefix + mark(name) + b"-" + secrets.token_hex(4).encode())


def mark(name: bytes) -> bytes:
    """Eight hex digits by which a temporary name tells what it was for."""
    return hashlib.sha256(name).hexdigest()[:8].encode()


def write_all(handle: int, raw: bytes, ops: FileOps) -> None:
    """Write and count until nothing is left."""
    rest = memoryview(raw)
    while rest:
        count = ops.write(handle, rest)
        if count <= 0:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[count:]


def holds(path: bytes, raw: bytes, ops: FileOps) -> bool:
    """Whether the file holds `raw` or a first part of it, and nothing else."""
    handle = ops.open(path, READ)
    try:
        return raw.startswith(read_all(handle, ops))
    finally:
        let_go(handle, ops)


def sync_directory(target: bytes, ops: FileOps) -> None:
    """Make the names beside `target` outlast a power cut; a system that cannot do that has done what it can."""
    if os.name == "nt":
        return
    try:
        handle = ops.open(os.path.dirname(target) or b".", DIRECTORY)
    except PermissionError as error:  # a folder that may be written but not read
        _told_once(error)
        return
    try:
        ops.fsync(handle)
    except OSError as error:
        if error.errno not in UNSUPPORTED and error.errno != errno.EBADF:
            raise
        _told_once(error)
    finally:
        let_go(handle, ops)


def _told_once(error: OSError) -> None:
    if error.errno not in _said:
        _said.add(error.errno)
        logging.getLogger(__name__).warning("A folder's names cannot be made safe at once here: %s", error)


def remove_unowned(path: bytes, ops: FileOps) -> bool:
    """Remove a temporary file whose writer is gone; False when it lives."""
    handle = ops.open(path, READ)
    try:
        ops.lock(handle, exclusive=True)
        ops.unlink(path)
    except BlockingIOError:
        return False
    finally:
        let_go(handle, ops)
    return True
