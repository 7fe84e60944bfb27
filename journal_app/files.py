"""Files on disk, byte for byte: reading with a stamp, saving so that a crash leaves the old bytes or the new ones.

The only code of the package that opens a file for writing. Knows nothing of posts. How a save goes: compare the
base, write a short exclusive temporary file beside the target, fsync, give it the target's attributes, exchange the
two names, look at what came out, fsync the directory, read back.
"""

import contextlib
import ctypes
import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from journal_app.post.errors import ChangedOnDisk, NotAPost, SaveFailed

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_RENAME_NOREPLACE = 1
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTTY}
TEMPORARY_PREFIX = ".~journal-"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when its bytes were read. `digest` is SHA-256 in hex; two stamps of one content share it."""

    size: int
    mtime_ns: int
    inode: int
    digest: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that is safe on disk. `displaced` is where a stranger's version, found at the last moment, was kept."""

    stamp: Stamp
    displaced: Path | None = None


class FileOps:
    """The system calls of a save, one method each, so that a test can record, delay and fail them."""

    def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
        """`open(2)`, always close-on-exec."""
        return os.open(path, flags | os.O_CLOEXEC, mode)

    def read(self, handle: int, size: int) -> bytes:
        """`read(2)`."""
        return os.read(handle, size)

    def write(self, handle: int, chunk: memoryview) -> int:
        """`write(2)`; may write less than it was given."""
        return os.write(handle, chunk)

    def fsync(self, handle: int) -> None:
        """`fsync(2)`."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """`close(2)`."""
        os.close(handle)

    def fstat(self, handle: int) -> os.stat_result:
        """`fstat(2)`."""
        return os.fstat(handle)

    def stat(self, path: bytes) -> os.stat_result:
        """`stat(2)`, following links."""
        return os.stat(path)

    def copy_attributes(self, source: bytes, handle: int, status: os.stat_result) -> None:
        """Give the open file the mode, owner, group and extended attributes of `source`, as far as we may."""
        if hasattr(os, "fchown"):
            with contextlib.suppress(OSError):
                os.fchown(handle, status.st_uid, status.st_gid)
            os.fchmod(handle, stat.S_IMODE(status.st_mode))
        if hasattr(os, "listxattr"):
            with contextlib.suppress(OSError):
                for name in os.listxattr(source):
                    with contextlib.suppress(OSError):
                        os.setxattr(handle, name, os.getxattr(source, name))

    def exchange(self, first: bytes, second: bytes) -> None:
        """Swap two names in one step (`renameat2`, RENAME_EXCHANGE); ENOSYS or EINVAL where there is no such call."""
        _renameat2(first, second, _RENAME_EXCHANGE)

    def rename(self, source: bytes, target: bytes) -> None:
        """`rename(2)`, replacing `target`."""
        os.replace(source, target)

    def rename_new(self, source: bytes, target: bytes) -> None:
        """Rename, but never over an existing name (FileExistsError)."""
        try:
            _renameat2(source, target, _RENAME_NOREPLACE)
        except OSError as error:
            if error.errno not in _NO_EXCHANGE:
                raise
            os.link(source, target)
            os.unlink(source)

    def unlink(self, path: bytes) -> None:
        """`unlink(2)`."""
        os.unlink(path)


REAL = FileOps()


def read(path: Path, ops: FileOps = REAL) -> tuple[bytes, Stamp]:
    """The file's bytes and their stamp. NotAPost for what is no regular file; OSError as the system says it."""
    handle = ops.open(os.fsencode(path), os.O_RDONLY | os.O_NONBLOCK)
    try:
        status = ops.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotAPost(path, "it is not a regular file")
        raw = _read_all(handle, ops)
    finally:
        ops.close(handle)
    return raw, Stamp(len(raw), status.st_mtime_ns, status.st_ino, digest(raw))


def digest(raw: bytes) -> str:
    """The SHA-256 of the bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()


def save(path: Path, raw: bytes, base: Stamp | None, ops: FileOps = REAL) -> Saved:
    """Make `raw` the file's content if the file still is what `base` says (None: if there is no such file).

    Symbolic links are followed to their target. Raises ChangedOnDisk when another version stands there, SaveFailed when
    the system refuses; in both cases the file is as it was.
    """
    try:
        target = os.fsencode(os.path.realpath(path, strict=base is not None))
        if base is None:
            return _create(path, target, raw, ops)
        return _replace(path, target, raw, base, ops)
    except FileExistsError:
        raise ChangedOnDisk(path) from None
    except FileNotFoundError:
        raise ChangedOnDisk(path) from None
    except OSError as error:
        raise SaveFailed(path, sentence(error, len(raw))) from error


def write(path: Path, raw: bytes, ops: FileOps = REAL) -> None:
    """Put `raw` at `path`, whatever stood there: for exports and settings. SaveFailed when the system refuses."""
    target = os.fsencode(os.path.realpath(path))
    try:
        with _temporary(target, raw, ops) as (temporary, handle):
            if os.path.exists(target):
                ops.copy_attributes(target, handle, ops.stat(target))
            elif hasattr(os, "fchmod"):
                os.fchmod(handle, 0o666 & ~_umask())
            ops.fsync(handle)
            ops.rename(temporary, target)
        _sync_directory(target, ops)
    except OSError as error:
        raise SaveFailed(path, sentence(error, len(raw))) from error


def move(source: Path, target: Path, ops: FileOps = REAL) -> None:
    """Give a file or folder a new name, never over another one. SaveFailed when that cannot be."""
    try:
        os.makedirs(target.parent, exist_ok=True)
        same = os.path.lexists(target) and os.path.samefile(source, target)
        (ops.rename if same else ops.rename_new)(os.fsencode(source), os.fsencode(target))
    except FileExistsError:
        raise SaveFailed(source, f"there is a {target.name} already") from None
    except OSError as error:
        raise SaveFailed(source, sentence(error)) from error


class Log:
    """A new append-only file, 0600, locked while it is open; records reach the disk with `sync`."""

    def __init__(self, path: Path, ops: FileOps = REAL) -> None:
        self._ops = ops
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        self._handle = ops.open(os.fsencode(path), flags, 0o600)
        if fcntl is not None:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def append(self, record: bytes) -> None:
        """Write the whole record, or raise OSError."""
        _write_all(self._handle, record, self._ops)

    def sync(self) -> None:
        """Wait until what was appended is on the disk."""
        self._ops.fsync(self._handle)

    def close(self) -> None:
        """Close the file; the log is not used after this."""
        self._ops.close(self._handle)


def is_locked(path: Path) -> bool:
    """Whether a living process holds the log at `path`."""
    if fcntl is None:
        return False
    try:
        with open(path, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def sentence(error: OSError, size: int = 0) -> str:
    """The system's error in words an author can act on. `size` in bytes is what was to be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full, {size:,} bytes are needed"
    if error.errno == errno.EROFS:
        return "the disk can only be read"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "you have no permission to write there"
    if error.errno == errno.ELOOP:
        return "its symbolic links lead in a circle"
    return (error.strerror or str(error)).rstrip(".").lower()


def _replace(path: Path, target: bytes, raw: bytes, base: Stamp, ops: FileOps) -> Saved:
    current, stamp = read(Path(os.fsdecode(target)), ops)
    if stamp.digest != base.digest:
        raise ChangedOnDisk(path)
    if current == raw:
        return Saved(stamp)
    displaced: Path | None = None
    with _temporary(target, raw, ops) as (temporary, handle):
        ops.copy_attributes(target, handle, ops.stat(target))
        ops.fsync(handle)
        try:
            ops.exchange(temporary, target)
        except OSError as error:
            if error.errno not in _NO_EXCHANGE:
                raise
            ops.rename(temporary, target)
        else:
            displaced = _settle(temporary, target, base, ops)
    _sync_directory(target, ops)
    return Saved(_read_back(target, raw, ops), displaced)


def _settle(temporary: bytes, target: bytes, base: Stamp, ops: FileOps) -> Path | None:
    """Drop the version that came out of the exchange if it is the base, else keep it as a conflict copy."""
    _, came_out = read(Path(os.fsdecode(temporary)), ops)
    if came_out.digest == base.digest:
        ops.unlink(temporary)
        return None
    stem, extension = os.path.splitext(os.fsdecode(target))
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    for attempt in range(100):
        number = f" {attempt + 1}" if attempt else ""
        copy = f"{stem} (conflict {moment}{number}){extension}"
        try:
            ops.rename_new(temporary, os.fsencode(copy))
        except FileExistsError:
            continue
        return Path(copy)
    return Path(os.fsdecode(temporary))


def _create(path: Path, target: bytes, raw: bytes, ops: FileOps) -> Saved:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with _temporary(target, raw, ops) as (temporary, handle):
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o666 & ~_umask())
        ops.fsync(handle)
        ops.rename_new(temporary, target)
    _sync_directory(target, ops)
    return Saved(_read_back(target, raw, ops))


@contextlib.contextmanager
def _temporary(target: bytes, raw: bytes, ops: FileOps) -> Iterator[tuple[bytes, int]]:
    """A new file beside `target` that holds `raw`; removed if the block fails before it was renamed away."""
    directory = os.path.dirname(target)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    for attempt in range(100):
        temporary = os.path.join(directory, os.fsencode(TEMPORARY_PREFIX + secrets.token_hex(4)))
        try:
            handle = ops.open(temporary, flags, 0o600)
        except FileExistsError:
            if attempt == 99:
                raise
            continue
        break
    ours = True
    try:
        try:
            _write_all(handle, raw, ops)
            yield temporary, handle
            ours = False
        finally:
            ops.close(handle)
    except BaseException:
        # After an exchange the temporary name may hold a stranger's text: only our own bytes are removed.
        if ours and _holds(temporary, raw):
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise


def _holds(path: bytes, raw: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            found = file.read(len(raw) + 1)
    except OSError:
        return False
    return raw.startswith(found)


def _write_all(handle: int, raw: bytes, ops: FileOps) -> None:
    rest = memoryview(raw)
    while rest:
        count = ops.write(handle, rest)
        if count <= 0:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[count:]


def _read_all(handle: int, ops: FileOps) -> bytes:
    chunks = []
    while chunk := ops.read(handle, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _read_back(target: bytes, raw: bytes, ops: FileOps) -> Stamp:
    found, stamp = read(Path(os.fsdecode(target)), ops)
    if found != raw:
        raise OSError(errno.EIO, "what was read back is not what was written")
    return stamp


def _sync_directory(target: bytes, ops: FileOps) -> None:
    """fsync of the directory; a system that cannot (EINVAL) has done what it can."""
    if os.name == "nt":
        return
    handle = ops.open(os.path.dirname(target) or b".", os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        ops.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.EOPNOTSUPP):
            raise
    finally:
        ops.close(handle)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _libc_renameat2() -> "ctypes._NamedFuncPointer | None":
    if os.name == "nt":
        return None
    function: ctypes._NamedFuncPointer | None = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is not None:
        function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    return function


_renameat2_function = _libc_renameat2()


def _renameat2(source: bytes, target: bytes, flags: int) -> None:
    if _renameat2_function is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if _renameat2_function(_AT_FDCWD, source, _AT_FDCWD, target, flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fsdecode(source), None, os.fsdecode(target))
