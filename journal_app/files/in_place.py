"""Writing into the file itself, for hard links and folders that take no new file: only after the old bytes are safe.

The one write that a crash can leave half-done; what it replaced is in the history then, and the new text in recovery.
"""

import contextlib
import time
from pathlib import Path

from journal_app.files import temporary
from journal_app.files.aside import PATIENCE
from journal_app.files.keeping import Keep, kept
from journal_app.files.ops import READ_WRITE, FileOps, let_go
from journal_app.files.reading import Stamp, digest, read_all, stamp_of
from journal_app.files.words import failure
from journal_app.post.errors import Became, ChangedOnDisk, Kind, SaveFailed

SEVERAL_NAMES = "it has several names (hard links), so its old text has to be kept first, and that failed"
CLOSED_FOLDER = "its folder takes no new file, so its old text has to be kept first, and that failed"


def overwrite(
    path: Path, target: bytes, raw: bytes, base: Stamp, keep: Keep | None, kind: Kind, why: str, ops: FileOps
) -> Stamp:
    """Replace the bytes of the file that holds `base`. SaveFailed of this kind when the old ones cannot be kept."""
    try:
        handle = ops.open(target, READ_WRITE)
    except FileNotFoundError:
        raise ChangedOnDisk(path) from None
    except OSError as error:
        raise failure(path, error, len(raw)) from error
    became: Became = "old"
    try:
        old = _of_base(path, handle, base, ops)
        if not kept(keep, old):
            raise SaveFailed(path, why, kind)
        _be_alone(handle, ops)
        _of_base(path, handle, base, ops)
        _put(path, handle, old, raw, ops)
        became = "new"
        status = ops.fstat(handle)
        ops.rewind(handle)
        if read_all(handle, ops) != raw:
            raise SaveFailed(path, "what was read back is not what was written", became="torn")
    except OSError as error:
        raise failure(path, error, len(raw), became) from error
    finally:
        let_go(handle, ops)
    return stamp_of(raw, status)


def _of_base(path: Path, handle: int, base: Stamp, ops: FileOps) -> bytes:
    ops.rewind(handle)
    found = read_all(handle, ops)
    if digest(found) != base.digest:
        raise ChangedOnDisk(path)
    return found


def _put(path: Path, handle: int, old: bytes, raw: bytes, ops: FileOps) -> None:
    """The new bytes, or the old ones again, or SaveFailed that says which of the two it is."""
    became: Became = "old"
    try:
        if len(raw) > len(old):
            ops.reserve(handle, len(raw))
        became = "torn"
        _fill(handle, raw, ops)
    except OSError as error:
        with contextlib.suppress(OSError):
            if became == "old":
                ops.truncate(handle, len(old))
            else:
                _fill(handle, old, ops)
                became = "old"
        raise failure(path, error, len(raw), became) from error


def _fill(handle: int, raw: bytes, ops: FileOps) -> None:
    ops.rewind(handle)
    temporary.write_all(handle, raw, ops)
    ops.truncate(handle, len(raw))
    ops.fsync(handle)


def _be_alone(handle: int, ops: FileOps) -> None:
    """Hold others off until we are done, if they close the file soon and the system can do that."""
    end = time.monotonic() + PATIENCE / 10
    while time.monotonic() < end:
        try:
            ops.lease(handle, alone=True)
        except BlockingIOError:
            time.sleep(0.004)
        except OSError:
            return
        else:
            return
