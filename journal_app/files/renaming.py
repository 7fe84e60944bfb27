"""New names that never fall on another file, also where the system has no single call for that."""

import contextlib
import errno
import os
import stat

from journal_app.files.ops import DENIED, NEW, UNSUPPORTED, FileOps

_NO_LINKS = UNSUPPORTED | DENIED | {errno.EMLINK, errno.EXDEV}


def new_name(source: bytes, target: bytes, ops: FileOps) -> None:
    """Rename a file or folder. FileExistsError when something of that name is there; then nothing was done."""
    try:
        ops.rename_new(source, target)
        return
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
    if stat.S_ISDIR(ops.lstat(source).st_mode):
        _over_a_folder(source, target, ops)
        return
    try:
        ops.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _over_a_file(source, target, ops)
    else:
        with contextlib.suppress(OSError):  # a second name for the same bytes harms nobody
            ops.unlink(source)


def linked(source: bytes, target: bytes, ops: FileOps) -> bool:
    """Give the file a second name; False where the file system has none."""
    try:
        ops.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    return True


def make_folders(folder: bytes, ops: FileOps) -> list[bytes]:
    """Make the folder and those above it that are missing. Returns the made ones, the innermost first.

    NotADirectoryError when a link on the way leads nowhere: what it stood for is not here now.
    """
    missing: list[bytes] = []
    while folder:  # of a relative path nothing is left
        try:
            ops.stat(folder)
            break
        except FileNotFoundError:
            if os.path.islink(folder):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
            missing.append(folder)
            if folder == os.path.dirname(folder):
                raise
            folder = os.path.dirname(folder)
    for made in reversed(missing):
        with contextlib.suppress(FileExistsError):
            ops.mkdir(made)
    return missing


def _over_a_file(source: bytes, target: bytes, ops: FileOps) -> None:
    """Take the name with an empty file, then rename over that."""
    handle = ops.open(target, NEW)
    taken = ops.fstat(handle)
    ops.close(handle)
    try:
        ops.rename(source, target)
    except OSError:
        with contextlib.suppress(OSError):
            found = ops.lstat(target)
            if os.path.samestat(found, taken) and not found.st_size:
                ops.unlink(target)
        raise


def _over_a_folder(source: bytes, target: bytes, ops: FileOps) -> None:
    """Take the name with an empty folder, which a rename replaces only while it is empty."""
    ops.mkdir(target)
    try:
        ops.rename(source, target)
    except OSError:
        with contextlib.suppress(OSError):
            ops.rmdir(target)
        raise
