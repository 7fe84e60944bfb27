"""Append-only files, locked while their writer lives. Knows nothing of the records in them.

Where the file system has no locks (some network shares), a file in this machine's temporary folder is locked in the
log's stead: always the same one, whatever the environment of who holds and who asks.
"""

import contextlib
import errno
import hashlib
import os
import stat
from pathlib import Path

from journal_app.files.ops import NEW, REAL, UNSUPPORTED, FileOps, let_go, lock_soon
from journal_app.files.temporary import write_all

_PATIENCE = 2.0  # seconds
_NO_LOCKS = UNSUPPORTED | {errno.ENOLCK}
_TEMPORARY = "/tmp"


class Log:
    """A new append-only file, 0600, locked while it is open; records reach the disk with `sync`."""

    def __init__(self, path: Path, ops: FileOps = REAL) -> None:
        self._ops = ops
        self._stand_in: _StandIn | None = None
        self._handle = ops.open(os.fsencode(path), NEW | os.O_APPEND, 0o600)
        try:
            self._lock(path)
        except OSError:
            let_go(self._handle, ops)
            raise

    def append(self, record: bytes) -> None:
        """Write the whole record, or raise OSError."""
        write_all(self._handle, record, self._ops)

    def sync(self) -> None:
        """Wait until what was appended is on the disk."""
        self._ops.fsync(self._handle)

    def close(self) -> None:
        """Close the file; the log is not used after this."""
        if self._stand_in is not None:
            self._stand_in.close()
        self._ops.close(self._handle)

    def _lock(self, path: Path) -> None:
        try:
            lock_soon(self._handle, self._ops, exclusive=True, patience=_PATIENCE)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            self._stand_in = _StandIn(path, self._ops)


def is_locked(path: Path, ops: FileOps = REAL) -> bool:
    """Whether a living process holds the log at `path`."""
    try:
        return _is_held(os.fsencode(path), ops)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            return False
    try:
        return _is_held(_stand_in_for(path), ops)
    except OSError:
        return False


def _is_held(name: bytes, ops: FileOps) -> bool:
    handle = ops.open(name, os.O_RDONLY)
    try:
        ops.lock(handle, exclusive=False)
    except BlockingIOError:
        return True
    finally:
        let_go(handle, ops)
    return False


class _StandIn:
    """The locked file in place of a log that cannot be locked. OSError where there can be none either."""

    def __init__(self, path: Path, ops: FileOps) -> None:
        self._ops = ops
        self._name = _stand_in_for(path)
        _own_directory(os.path.dirname(self._name), ops)
        self._handle = ops.open(self._name, NEW, 0o600)
        try:
            lock_soon(self._handle, ops, exclusive=True, patience=_PATIENCE)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Remove it and let go."""
        with contextlib.suppress(OSError):
            self._ops.unlink(self._name)
        let_go(self._handle, self._ops)


def _stand_in_for(path: Path) -> bytes:
    name = hashlib.sha256(os.path.realpath(os.fsencode(path))).hexdigest()[:32]
    return os.fsencode(os.path.join(_TEMPORARY, f"journal-app-{os.getuid()}", f"{name}.lock"))


def _own_directory(folder: bytes, ops: FileOps) -> None:
    """Make it, for us alone; PermissionError when it is somebody else's."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    status = ops.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o022:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
