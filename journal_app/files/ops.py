"""The system calls below every write, one method each, so that a test can record, delay and fail them.

Knows paths as bytes and open files as numbers, nothing of what is in them.
"""

import contextlib
import ctypes
import errno
import os
import signal
import stat
import time
from datetime import UTC, datetime

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_RENAME_NOREPLACE = 1
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_STEP = 0.002  # seconds
_EXTRA = getattr(os, "O_BINARY", 0)

READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
READ_WRITE = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
DIRECTORY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOTTY})
DENIED = frozenset({errno.EACCES, errno.EPERM})


class FileOps:
    """The real calls. Each raises OSError as the system says it."""

    # Names

    def realpath(self, path: bytes, strict: bool) -> bytes:
        """The path with every symbolic link followed; `strict`: FileNotFoundError when it leads nowhere."""
        return os.path.realpath(path, strict=strict)

    def stat(self, path: bytes) -> os.stat_result:
        """`stat(2)`, following links."""
        return os.stat(path)

    def lstat(self, path: bytes) -> os.stat_result:
        """`lstat(2)`, the link itself."""
        return os.lstat(path)

    def may_write(self, path: bytes) -> bool:
        """`faccessat(2)`: whether this user may write to the file."""
        return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)

    def is_read_only_disk(self, path: bytes) -> bool:
        """`statvfs(2)`: whether the file system is mounted so that nobody may write."""
        if not hasattr(os, "statvfs"):
            return False
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)

    def listdir(self, path: bytes) -> list[bytes]:
        """The names in a folder."""
        return os.listdir(path)

    def mkdir(self, path: bytes) -> None:
        """`mkdir(2)`."""
        os.mkdir(path)

    def rmdir(self, path: bytes) -> None:
        """`rmdir(2)`."""
        os.rmdir(path)

    def exchange(self, first: bytes, second: bytes) -> None:
        """Swap two names in one step (`renameat2`, RENAME_EXCHANGE); ENOSYS or EINVAL where there is no such call."""
        _renameat2(first, second, _RENAME_EXCHANGE)

    def rename(self, source: bytes, target: bytes) -> None:
        """`rename(2)`, replacing `target`."""
        os.replace(source, target)

    def rename_new(self, source: bytes, target: bytes) -> None:
        """Rename, but never over an existing name (`renameat2`, RENAME_NOREPLACE); ENOSYS or EINVAL as `exchange`."""
        _renameat2(source, target, _RENAME_NOREPLACE)

    def link(self, source: bytes, target: bytes) -> None:
        """`link(2)`: a second name."""
        if os.link in os.supports_follow_symlinks:
            os.link(source, target, follow_symlinks=False)
        else:
            os.link(source, target)

    def unlink(self, path: bytes) -> None:
        """`unlink(2)`."""
        os.unlink(path)

    # Open files

    def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
        """`open(2)`; child processes do not get it."""
        return os.open(path, flags | _EXTRA, mode)

    def read(self, handle: int, size: int) -> bytes:
        """`read(2)`."""
        return os.read(handle, size)

    def write(self, handle: int, chunk: memoryview) -> int:
        """`write(2)`; may write less than it was given."""
        return os.write(handle, chunk)

    def rewind(self, handle: int) -> None:
        """`lseek(2)` to the first byte."""
        os.lseek(handle, 0, os.SEEK_SET)

    def truncate(self, handle: int, size: int) -> None:
        """`ftruncate(2)`."""
        os.ftruncate(handle, size)

    def reserve(self, handle: int, size: int) -> None:
        """`posix_fallocate(3)`: room for `size` bytes, without changing those that are there."""
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, size)

    def begin_to_write(self, handle: int) -> None:
        """`posix_fadvise(2)`: let what was written go to the disk by itself, so that a later `fsync` waits less."""
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)

    def fsync(self, handle: int) -> None:
        """`fsync(2)`; on macOS the call that waits for the disk itself."""
        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            with contextlib.suppress(OSError):
                fcntl.fcntl(handle, full)
                return
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """`close(2)`."""
        os.close(handle)

    def duplicate(self, handle: int) -> int:
        """`dup(2)`: another number for the same open file, locks and all; child processes do not get it."""
        return os.dup(handle)

    def fstat(self, handle: int) -> os.stat_result:
        """`fstat(2)`."""
        return os.fstat(handle)

    # What belongs to a file

    def chown(self, handle: int, user: int, group: int) -> None:
        """`fchown(2)`; -1 leaves one as it is."""
        if hasattr(os, "fchown"):
            os.fchown(handle, user, group)

    def chmod(self, handle: int, mode: int) -> None:
        """`fchmod(2)`."""
        if hasattr(os, "fchmod"):
            os.fchmod(handle, mode)

    def attributes(self, handle: int) -> list[str]:
        """`flistxattr(2)`: the names of the extended attributes; access lists are among them."""
        return os.listxattr(handle) if hasattr(os, "listxattr") else []

    def attribute(self, handle: int, name: str) -> bytes:
        """`fgetxattr(2)`."""
        return os.getxattr(handle, name)

    def set_attribute(self, handle: int, name: str, value: bytes) -> None:
        """`fsetxattr(2)`."""
        os.setxattr(handle, name, value)

    def remove_attribute(self, handle: int, name: str) -> None:
        """`fremovexattr(2)`."""
        os.removexattr(handle, name)

    # Who else is at the file

    has_locks = fcntl is not None

    def lock(self, handle: int, exclusive: bool) -> None:
        """`flock(2)` without waiting: BlockingIOError when a living process holds it."""
        if fcntl is not None:
            fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)

    def lease(self, handle: int, alone: bool) -> None:
        """`fcntl(F_SETLEASE)`: until it is closed, whoever opens the file for writing (`alone`: at all) waits for us.

        BlockingIOError when somebody has it open already; another OSError where there are no leases.
        """
        if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # ignored unless somebody asks for it; SIGIO would kill
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_WRLCK if alone else fcntl.F_RDLCK)

    def is_leased(self, handle: int) -> bool:
        """`fcntl(F_GETLEASE)`: whether nobody asked for the file since `lease`."""
        return fcntl is not None and fcntl.fcntl(handle, fcntl.F_GETLEASE) != fcntl.F_UNLCK

    def unlease(self, handle: int) -> None:
        """Let those through who wait."""
        if fcntl is not None and hasattr(fcntl, "F_SETLEASE"):
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)

    # Time

    def now(self) -> datetime:
        """The clock, in UTC. Only names are made from it; nothing is decided by it."""
        return datetime.now(UTC)


REAL = FileOps()


def is_regular(status: os.stat_result) -> bool:
    """Whether it is a file in the plain sense: no folder, pipe, socket or device."""
    return stat.S_ISREG(status.st_mode)


def hold(handle: int, ops: FileOps) -> int:
    """Another number for an open file, by which its lock lasts when `handle` is closed; -1 where that cannot be."""
    if ops.has_locks:
        with contextlib.suppress(OSError):
            return ops.duplicate(handle)
    return -1


def lock_soon(handle: int, ops: FileOps, *, exclusive: bool, patience: float) -> None:
    """Lock a file; who asks whether it is locked, or clears up, holds it for an instant, and is waited for.

    BlockingIOError when another one still holds it after so many seconds.
    """
    end = time.monotonic() + patience
    while True:
        try:
            ops.lock(handle, exclusive=exclusive)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(_STEP)
        else:
            return


def let_go(handle: int, ops: FileOps) -> None:
    """Close a file that was only read, or whose bytes are safe already: an error tells nothing then."""
    with contextlib.suppress(OSError):
        ops.close(handle)


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
    while _renameat2_function(_AT_FDCWD, source, _AT_FDCWD, target, flags) != 0:
        number = ctypes.get_errno()
        if number != errno.EINTR:
            raise OSError(number, os.strerror(number), os.fsdecode(source), None, os.fsdecode(target))
