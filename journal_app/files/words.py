"""The system's errors in words an author can act on, and as the kinds the window tells apart. Touches no file."""

import errno
from pathlib import Path

from journal_app.post.errors import Became, Kind, SaveFailed

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def sentence(error: OSError, size: int = 0, *, reading: bool = False) -> str:
    """What the system refused. `size` in bytes is what was to be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full, {size:,} bytes are needed" if size else "the disk is full"
    if error.errno == errno.EFBIG:
        return f"the system allows no file of {size:,} bytes"
    if error.errno == errno.EROFS:
        return "the disk can only be read"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "you have no permission to read it" if reading else "you have no permission to write there"
    if error.errno == errno.ELOOP:
        return "its symbolic links lead in a circle"
    return (error.strerror or str(error)).rstrip(".").lower()


def kind(error: OSError) -> Kind:
    """Which of the kinds of SaveFailed it is."""
    if error.errno in _FULL:
        return "full"
    if error.errno == errno.EROFS:
        return "read_only_disk"
    return "permission" if error.errno in (errno.EACCES, errno.EPERM) else "other"


def failure(path: Path, error: OSError, size: int = 0, became: Became = "old") -> SaveFailed:
    """The system's error as the failure of a save of `size` bytes."""
    reason = sentence(error, size)
    return SaveFailed(path, reason, kind(error), size if error.errno in _FULL else 0, became)
