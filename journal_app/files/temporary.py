"""The new bytes under a short name of their own beside the target, safe on disk before anything else happens.

Names: `.~journal-` or `.~page-` (what can be made again: exports, settings), eight hex digits that say which name
beside it the bytes were for, eight random ones. Until it has its name, or its writer dies, the file is locked: whoever
clears up leaves it alone.
"""

import contextlib
import errno
import hashlib
import logging
import os
import secrets
from typing import Self

from journal_app.files.ops import DIRECTORY, NEW, READ, UNSUPPORTED, FileOps, hold, let_go
from journal_app.files.reading import read_all

PREFIX = b".~journal-"
PAGE_PREFIX = b".~page-"
_ATTEMPTS = 100
_said: set[int | None] = set()


class Temporary:
    """A new file beside `target`, made with `make`. Written, finished and given its name within a `with`.

    Leaving by an error removes it if it is still ours; leaving at all gives up the lock.
    """

    def __init__(self, path: bytes, handle: int, raw: bytes, ops: FileOps) -> None:
        self.path = path
        self.handle = handle
        self._raw = raw
        self._ops = ops
        self._open = True
        self._owner = -1  # the same open file: keeps the lock when `handle` is closed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._discard()
        self.close()

    def write(self) -> None:
        """All the bytes, in as many writes as it takes."""
        write_all(self.handle, self._raw, self._ops)

    def begin_to_write(self) -> None:
        """Let the disk begin; `finish` waits for it."""
        with contextlib.suppress(OSError):
            self._ops.begin_to_write(self.handle)

    def finish(self, *, sure: bool = True) -> os.stat_result:
        """Wait for the disk if it has to be `sure`, and close. Returns what the file is now; an error means that
        nothing is safe."""
        if sure:
            self._ops.fsync(self.handle)
        status = self._ops.fstat(self.handle)
        if status.st_size != len(self._raw):
            raise OSError(errno.EIO, "what was read back is not what was written")
        self._owner = hold(self.handle, self._ops)
        self._shut()
        return status

    def close(self) -> None:
        """Give up the lock, whatever became of the file."""
        with contextlib.suppress(OSError):
            self._shut()
        if self._owner >= 0:
            let_go(self._owner, self._ops)
            self._owner = -1

    def _discard(self) -> None:
        """Remove the file, unless something else than our own bytes is found under its name."""
        with contextlib.suppress(OSError):
            self._shut()
        with contextlib.suppress(OSError):
            if holds(self.path, self._raw, self._ops):
                self._ops.unlink(self.path)

    def _shut(self) -> None:
        if self._open:
            self._open = False
            self._ops.close(self.handle)


def make(target: bytes, raw: bytes, mode: int, ops: FileOps, prefix: bytes = PREFIX) -> Temporary:
    """Open a new file beside `target` for `raw`, locked, with nothing in it yet. OSError when the folder takes none."""
    for _ in range(_ATTEMPTS):
        path = name_beside(target, prefix)
        try:
            handle = ops.open(path, NEW, mode)
        except FileExistsError:
            continue
        if _is_owned(handle, ops):
            return Temporary(path, handle, raw, ops)
        let_go(handle, ops)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fsdecode(target))


def _is_owned(handle: int, ops: FileOps) -> bool:
    """Whether the new file is ours, and not in the hands of one that clears up and came before the lock."""
    try:
        ops.lock(handle, exclusive=True)
        return ops.fstat(handle).st_nlink > 0
    except BlockingIOError:
        return False
    except OSError:  # no locks here
        return True


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
