"""Files that can be made again (exports, settings), replaced whole; and new names for files and folders."""

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from journal_app.files import attributes, renaming, temporary
from journal_app.files.ops import READ, REAL, FileOps, is_regular, let_go
from journal_app.files.words import failure, sentence
from journal_app.post.errors import SaveFailed


def write(
    path: Path,
    raw: bytes,
    *,
    spare: Callable[[Path], bool] | None = None,
    one_of_many: bool = False,
    ops: FileOps = REAL,
) -> None:
    """Put `raw` at `path`, whatever stood there; a link stays one and its target gets the bytes.

    `spare(file)` says of the file behind the links that it must not be written over. SaveFailed when it says so or the
    system refuses; what stood there is whole then. `one_of_many`: the disk is not waited for, so that a power cut soon
    after may cost the page, which can be made again; `settle` comes when all are written.
    """
    try:
        target = _behind_links(os.fsencode(path), ops)
        if spare is not None and (spare(path) or spare(Path(os.fsdecode(target)))):
            raise SaveFailed(path, "a page never takes the place of a post or a folder")
        _replace(target, raw, ops, sure=not one_of_many)
        if not one_of_many:
            temporary.sync_directory(target, ops)
            _clear(target, ops)
    except OSError as error:
        raise failure(path, error, len(raw)) from error


def settle(folder: Path, ops: FileOps = REAL) -> None:
    """Make the names in a folder outlast a power cut, and remove what writes of pages left there that were killed.

    What is in the files is left to the system's own time.
    """
    place = os.path.join(os.fsencode(folder), b"")
    with contextlib.suppress(OSError):
        temporary.sync_directory(place, ops)
        for stray in ops.listdir(place):
            if stray.startswith(temporary.PAGE_PREFIX):
                temporary.remove_unowned(os.path.join(place, stray), ops)


def move(source: Path, target: Path, ops: FileOps = REAL) -> None:
    """Give a file or folder a new name, never over another one. SaveFailed when that cannot be."""
    old, new = os.fsencode(source), os.fsencode(target)
    try:
        made = renaming.make_folders(os.path.dirname(new), ops)
        if _is_respelling(old, new, ops):
            ops.rename(old, new)
        else:
            renaming.new_name(old, new, ops)
    except FileExistsError:
        raise SaveFailed(source, f"there is a {target.name} already") from None
    except OSError as error:
        raise SaveFailed(source, sentence(error)) from error
    with contextlib.suppress(OSError):
        for changed in (new, old, *made):
            temporary.sync_directory(changed, ops)


def _behind_links(path: bytes, ops: FileOps) -> bytes:
    target = ops.realpath(path, strict=False)
    try:
        status = ops.lstat(target)
    except FileNotFoundError:
        return target
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not is_regular(status):
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(number, os.strerror(number))
    return target


def _replace(target: bytes, raw: bytes, ops: FileOps, *, sure: bool = True) -> None:
    try:
        old = ops.open(target, READ)
    except FileNotFoundError:
        old = -1
    except PermissionError:  # it may be replaced, but not read: nothing of it can be given on
        old = -1
    try:
        with temporary.make(target, raw, 0o666 if old < 0 else 0o600, ops, temporary.PAGE_PREFIX) as made:
            made.write()
            if old >= 0:
                attributes.give(old, made.handle, ops)
            made.finish(sure=sure)
            ops.rename(made.path, target)
    finally:
        if old >= 0:
            let_go(old, ops)


def _clear(target: bytes, ops: FileOps) -> None:
    """Remove what writes of this very file left that were killed."""
    folder, name = os.path.split(target)
    ours = temporary.PAGE_PREFIX + temporary.mark(name) + b"-"
    with contextlib.suppress(OSError):
        for stray in ops.listdir(folder or b"."):
            if stray.startswith(ours):
                temporary.remove_unowned(os.path.join(folder, stray), ops)


def _is_respelling(old: bytes, new: bytes, ops: FileOps) -> bool:
    """Whether the new name is the old one to a file system that ignores case or composition, and no file beside it."""
    try:
        if not os.path.samestat(ops.lstat(old), ops.lstat(new)):
            return False
    except FileNotFoundError:
        return False
    return os.path.basename(new) not in ops.listdir(os.path.dirname(new) or b".")
