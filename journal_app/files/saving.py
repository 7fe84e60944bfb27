"""Saving a post so that a crash leaves the old bytes or the new ones, and nobody's edit is buried.

Compare with the base; write a temporary file beside the target; fsync; give it what belongs to the target; exchange
the two names; look at what came out; fsync the folder; read back; only then remove what came out, if it is the base.
If anything fails after the exchange, the names are exchanged back.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from journal_app.files import attributes, conflicts, in_place, renaming, temporary
from journal_app.files.aside import Aside, owned
from journal_app.files.keeping import Keep, kept
from journal_app.files.ops import DENIED, READ, REAL, UNSUPPORTED, FileOps, is_regular, let_go
from journal_app.files.reading import Stamp, read_all, stamp_of
from journal_app.files.words import failure
from journal_app.post.errors import Became, ChangedOnDisk, NotAPost, SaveFailed

_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that is safe on disk. `displaced` is where a stranger's version, found at the last moment, was kept.

    `lost`: what the new file could not be given, in words ("the owner", "the history", "user.mood").
    """

    stamp: Stamp
    displaced: Path | None = None
    lost: tuple[str, ...] = ()


def save(
    path: Path,
    raw: bytes,
    base: Stamp | None,
    *,
    keep: Keep | None = None,
    force: frozenset[str] | None = None,
    ops: FileOps = REAL,
) -> Saved:
    """Make `raw` the file's content if the file still is what `base` says (None: if there is no such file).

    Symbolic links are followed to their target. `keep` takes the old bytes into the history before they are replaced;
    where the file has to be written in place it must succeed. `force` holds the kinds of SaveFailed that the author
    agreed to ("read_only_file", "dangling_link"). Raises ChangedOnDisk when another version stands there, SaveFailed
    when the system refuses; the file is as it was then, unless `SaveFailed.became` says otherwise.
    """
    agreed = force or NOTHING
    try:
        target = _target(path, base, agreed, ops)
        if target is None:
            return _confirm(path, raw, ops)
        if base is None:
            return _create(path, target, raw, ops)
        return _replace(path, target, raw, base, keep, agreed, ops)
    except FileNotFoundError as error:
        if not os.path.isdir(path.parent):
            raise SaveFailed(path, "its folder is not there any more", "folder_missing") from error
        if base is not None and not os.path.exists(path):
            raise ChangedOnDisk(path) from error
        raise failure(path, error, len(raw)) from error
    except OSError as error:
        raise failure(path, error, len(raw)) from error


def _target(path: Path, base: Stamp | None, agreed: frozenset[str], ops: FileOps) -> bytes | None:
    """The file behind the links. None when there is one and should not be."""
    name = os.fsencode(path)
    if base is not None:
        return ops.realpath(name, strict=True)
    try:
        is_link = stat.S_ISLNK(ops.lstat(name).st_mode)
    except FileNotFoundError:
        return ops.realpath(name, strict=False)
    if is_link:
        try:
            ops.stat(name)
        except FileNotFoundError:
            if "dangling_link" in agreed:
                return ops.realpath(name, strict=False)
            raise SaveFailed(path, "it is a link to a file that is not there", "dangling_link") from None
    return None


def _confirm(path: Path, raw: bytes, ops: FileOps) -> Saved:
    """A file that should be new is there: fine if it holds what we want (our own, of a save that failed late)."""
    target = ops.realpath(os.fsencode(path), strict=True)
    if not is_regular(ops.stat(target)):
        raise ChangedOnDisk(path)
    handle = ops.open(target, READ)
    try:
        status = ops.fstat(handle)
        if not is_regular(status) or read_all(handle, ops) != raw:
            raise ChangedOnDisk(path)
        ops.fsync(handle)
    finally:
        let_go(handle, ops)
    temporary.sync_directory(target, ops)
    return Saved(stamp_of(raw, status))


def _create(path: Path, target: bytes, raw: bytes, ops: FileOps) -> Saved:
    try:
        made = renaming.make_folders(os.path.dirname(os.fsencode(path)), ops)
        if os.path.dirname(target) != os.path.dirname(os.fsencode(path)):
            made += renaming.make_folders(os.path.dirname(target), ops)
    except NotADirectoryError as error:
        raise SaveFailed(path, "its folder is not there any more", "folder_missing") from error
    try:
        with temporary.make(target, raw, 0o666, ops) as made_file:
            made_file.write()
            ours = made_file.finish()
            renaming.new_name(made_file.path, target, ops)
    except FileExistsError:
        raise ChangedOnDisk(path) from None
    try:
        temporary.sync_directory(target, ops)
        for folder in made:
            temporary.sync_directory(folder, ops)
        stamp = _read_back(target, raw, ours, ops)
    except OSError as error:
        raise failure(path, error, len(raw), _taken_back(path, target, raw, ops)) from error
    if stamp is None:
        raise ChangedOnDisk(path)
    return Saved(stamp)


def _taken_back(path: Path, target: bytes, raw: bytes, ops: FileOps) -> Became:
    """Remove the new file: judged where nobody finds it under its name. ChangedOnDisk when it is somebody else's."""
    out = temporary.name_beside(target)
    try:
        renaming.new_name(target, out, ops)
    except OSError:
        return "new" if os.path.lexists(target) else "old"
    is_ours = True
    try:
        with contextlib.closing(Aside(out, target, ops)) as found:
            is_ours = found.raw == raw
            if is_ours and not found.is_busy:
                found.drop()
                return "old"
    except OSError:
        pass  # it cannot be read now, so it is not removed
    try:
        renaming.new_name(out, target, ops)
    except FileExistsError:  # a third one took the name meanwhile
        is_ours = False
        conflicts.keep(out, target, ops)
    except OSError:  # the next start finds what is left
        return "new" if os.path.lexists(target) else "old"
    if not is_ours:
        raise ChangedOnDisk(path)
    return "new"


def _replace(
    path: Path,
    target: bytes,
    raw: bytes,
    base: Stamp,
    keep: Keep | None,
    agreed: frozenset[str],
    ops: FileOps,
) -> Saved:
    with contextlib.ExitStack() as held:
        old = ops.open(target, READ)
        held.callback(let_go, old, ops)
        status = ops.fstat(old)
        if not is_regular(status):
            raise NotAPost(path, "it is not a regular file")
        current = read_all(old, ops)
        stamp = stamp_of(current, status)
        if stamp.digest != base.digest:
            if current != raw:
                raise ChangedOnDisk(path)
            ops.fsync(old)  # a save that failed late, or a stranger of the same mind
            temporary.sync_directory(target, ops)
        if current == raw:
            return Saved(stamp)
        _ask(path, target, status, agreed, ops)
        if status.st_nlink == 1:
            try:
                return _Swap(path, target, raw, current, ops).done(old, held.close, keep)
            except _Denied:
                pass
    if status.st_nlink > 1:
        why = in_place.SEVERAL_NAMES
        return Saved(in_place.overwrite(path, target, raw, base, keep, "other", why, ops))
    why = in_place.CLOSED_FOLDER
    return Saved(in_place.overwrite(path, target, raw, base, keep, "permission", why, ops))


def _ask(path: Path, target: bytes, status: os.stat_result, agreed: frozenset[str], ops: FileOps) -> None:
    """SaveFailed for a file that somebody protected, until the author says so."""
    if status.st_mode & _ANY_WRITE and ops.may_write(target):
        return
    if ops.is_read_only_disk(target):
        raise failure(path, OSError(errno.EROFS, os.strerror(errno.EROFS)))
    if "read_only_file" not in agreed:
        raise SaveFailed(path, "the file is read-only", "read_only_file")


class _Denied(Exception):
    """The folder takes no new file, or gives this one no new name; nothing was changed."""


class _Swap:
    """One replacement by exchange (or by rename, where there is no exchange)."""

    def __init__(self, path: Path, target: bytes, raw: bytes, current: bytes, ops: FileOps) -> None:
        self._path = path
        self._target = target
        self._raw = raw
        self._current = current
        self._ops = ops
        self._exchanged = False
        self._where: bytes | None = None  # where the version is that stood at the target

    def done(self, old: int, let_go_of_old: Callable[[], None], keep: Keep | None) -> Saved:
        """Do it. `old` is the target, open for reading; Windows renames nothing over a file that is open."""
        with owned(old, self._ops):
            return self._done(old, let_go_of_old, keep)

    def _done(self, old: int, let_go_of_old: Callable[[], None], keep: Keep | None) -> Saved:
        ops, target = self._ops, self._target
        try:
            made = temporary.make(target, self._raw, 0o600, ops)
        except PermissionError as error:
            raise _Denied from error
        with made:
            made.write()
            lost = attributes.give(old, made.handle, ops)
            let_go_of_old()
            if keep is not None:
                made.begin_to_write()  # the disk is at it while the old bytes are kept
                if not kept(keep, self._current):
                    lost += ("the history",)
            ours = made.finish()
            self._change_names(made.path)
        try:
            stamp, displaced = self._settle(ours)
        except OSError as error:
            raise failure(self._path, error, len(self._raw), self._undo()) from error
        return Saved(stamp, displaced, lost)

    def _change_names(self, made: bytes) -> None:
        ops, target = self._ops, self._target
        try:
            ops.exchange(made, target)
        except OSError as error:
            if error.errno in DENIED:
                raise _Denied from error
            if error.errno not in UNSUPPORTED:
                raise
        else:
            self._exchanged, self._where = True, made
            return
        second = temporary.name_beside(target)
        has_second = renaming.linked(target, second, ops)
        try:
            if not self._is_base():
                raise ChangedOnDisk(self._path)
            ops.rename(made, target)
        except BaseException as error:
            if has_second:
                with contextlib.suppress(OSError):
                    ops.unlink(second)
            if isinstance(error, OSError) and error.errno in DENIED:
                raise _Denied from error
            raise
        self._where = second if has_second else None

    def _is_base(self) -> bool:
        handle = self._ops.open(self._target, READ)
        try:
            return read_all(handle, self._ops) == self._current
        finally:
            let_go(handle, self._ops)

    def _settle(self, ours: os.stat_result) -> tuple[Stamp, Path | None]:
        """Judge what came out, make it all safe, read back, remove what came out if it is the base."""
        ops, target = self._ops, self._target
        displaced: Path | None = None
        out = self._came_out()
        try:
            if self._where is not None and (out is None or out.is_busy or out.raw != self._current):
                displaced = conflicts.keep(self._where, target, ops)
                self._where = os.fsencode(displaced)
            temporary.sync_directory(target, ops)
            stamp = _read_back(target, self._raw, ours, ops)
            if out is not None and displaced is None:
                displaced = out.drop()
        finally:
            if out is not None:
                out.close()
        if stamp is None:  # somebody wrote over ours at once: theirs stands, ours is still in the window
            raise ChangedOnDisk(self._path)
        return stamp, displaced

    def _came_out(self) -> Aside | None:
        """What is no longer at the target. None when it is gone or, with `_where` set, when it is not even a file."""
        if self._where is None:
            return None
        try:
            return Aside(self._where, self._target, self._ops)
        except FileNotFoundError:  # a clean-up of another process was faster, and kept it if it was a stranger's
            self._where = None
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
        return None

    def _undo(self) -> Became:
        """Give the old version its name back; what stands there meanwhile is removed only if it is our own."""
        if self._where is None:
            return "new"
        ops = self._ops
        try:
            if self._exchanged:
                ops.exchange(self._where, self._target)
                with contextlib.suppress(OSError), contextlib.closing(Aside(self._where, self._target, ops)) as ours:
                    if not ours.is_busy and ours.raw == self._raw:
                        ours.drop()
                    else:
                        conflicts.keep(self._where, self._target, ops)
            elif _exactly(self._target, self._raw, ops):
                ops.rename(self._where, self._target)
            else:
                return "new"
        except OSError:
            return "new"
        with contextlib.suppress(OSError):
            temporary.sync_directory(self._target, ops)
        return "old"


def _read_back(target: bytes, raw: bytes, ours: os.stat_result, ops: FileOps) -> Stamp | None:
    """The stamp of what is on the disk now; None when somebody wrote over it at once. OSError when the disk lies."""
    try:
        handle = ops.open(target, READ)
    except OSError as error:
        if error.errno == errno.ELOOP or (error.errno == errno.ENOENT and _is_gone(target, ops)):
            return None
        raise
    try:
        status = ops.fstat(handle)
        if not is_regular(status):
            return None
        found = read_all(handle, ops)
        after = ops.fstat(handle)
    finally:
        let_go(handle, ops)
    if found != raw:
        same = os.path.samestat(after, ours) and after.st_size == ours.st_size
        if same and after.st_mtime_ns == ours.st_mtime_ns:
            raise OSError(errno.EIO, "what was read back is not what was written")
        return None
    return stamp_of(found, status)


def _is_gone(path: bytes, ops: FileOps) -> bool:
    try:
        ops.lstat(path)
    except FileNotFoundError:
        return True
    return False


def _exactly(path: bytes, raw: bytes, ops: FileOps) -> bool:
    handle = ops.open(path, READ)
    try:
        return read_all(handle, ops) == raw
    finally:
        let_go(handle, ops)
