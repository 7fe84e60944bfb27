"""Append-only files, locked while their writer lives. Knows nothing of the records in them."""

import os
from pathlib import Path

from journal_app.files.ops import NEW, REAL, FileOps, let_go, lock_soon
from journal_app.files.temporary import write_all

_PATIENCE = 2.0  # seconds


class Log:
    """A new append-only file, 0600, locked while it is open; records reach the disk with `sync`."""

    def __init__(self, path: Path, ops: FileOps = REAL) -> None:
        self._ops = ops
        self._handle = ops.open(os.fsencode(path), NEW | os.O_APPEND, 0o600)
        try:
            lock_soon(self._handle, ops, exclusive=True, patience=_PATIENCE)
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
        self._ops.close(self._handle)


def is_locked(path: Path, ops: FileOps = REAL) -> bool:
    """Whether a living process holds the log at `path`."""
    try:
        handle = ops.open(os.fsencode(path), os.O_RDONLY)
    except OSError:
        return False
    try:
        ops.lock(handle, exclusive=False)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        let_go(handle, ops)
    return False
