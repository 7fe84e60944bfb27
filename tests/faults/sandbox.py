"""Code run in a child process that may be another user, see other disks, be held to limits, or be killed."""

import ctypes
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NOBODY = 1000  # user and group of the tests that must not be root
_CLONE_NEWNS = 0x00020000
_LIBC = ctypes.CDLL(None, use_errno=True)


def run(function: Callable[[], Any]) -> Any:
    """What the function returns in a forked child; its exception is raised here."""
    reading, writing = os.pipe()
    pid = fork()
    if pid == 0:
        os.close(reading)
        outcome: tuple[bool, Any]
        try:
            outcome = (True, function())
        except BaseException as error:
            outcome = (False, (error, traceback.format_exc()))
        try:
            answer = pickle.dumps(outcome)
        except Exception:
            answer = pickle.dumps((False, (RuntimeError(repr(outcome)), "")))
        os.write(writing, answer)
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(pid, 0)
    if not answer:
        raise RuntimeError("the child died")
    fine, value = pickle.loads(answer)
    if fine:
        return value
    if isinstance(value[0], Refused):
        pytest.skip(str(value[0]))
    value[0].add_note(value[1])
    raise value[0]


def fork() -> int:
    """`fork`; the threads of the parent (Qt's, a linter's) hold nothing that the child needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


class Refused(Exception):
    """This machine does not let us make the circumstances; the test is skipped with this reason."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Refused, self.args


def as_nobody(function: Callable[[], Any]) -> Any:
    """Run it as an ordinary user."""

    def child() -> Any:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        return function()

    return run(child)


@contextmanager
def nobodys_folder() -> Iterator[Path]:
    """A folder that the ordinary user owns and can reach."""
    with tempfile.TemporaryDirectory(prefix="journal-nobody-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            folder.chmod(0o755)


def with_disk(place: Path, kind: str, size: str, function: Callable[[], Any]) -> Any:
    """Run it where a small disk of its own ("tmpfs", "ext4") is mounted at `place`, for it alone."""

    def child() -> Any:
        own_mounts()
        if kind == "tmpfs":
            command("mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place))
        else:
            image = place.parent / f"{place.name}.image"
            with image.open("wb") as file:
                file.truncate(8 << 20)
            command("mkfs.ext4", "-q", "-F", "-m", "0", str(image))
            command("mount", "-o", "loop", str(image), str(place))
        try:
            return function()
        finally:
            subprocess.run(["umount", "-l", str(place)], check=False)

    return run(child)


def remount_read_only(place: Path) -> None:
    """Inside `with_disk`."""
    command("mount", "-o", "remount,ro", str(place))


def own_mounts() -> None:
    """From here on this process mounts for itself alone. Refused where that is not allowed."""
    if not sys.platform.startswith("linux") or _LIBC.unshare(_CLONE_NEWNS) != 0:
        raise Refused("this machine gives no mounts of one's own (unshare needs root)")
    command("mount", "--make-rprivate", "/")


def command(*words: str) -> None:
    """A system command; Refused when it cannot be done here."""
    try:
        subprocess.run(words, check=True, capture_output=True)
    except FileNotFoundError:
        raise Refused(f"there is no {words[0]} on this machine") from None
    except subprocess.CalledProcessError as error:
        raise Refused(f"{' '.join(words)}: {error.stderr.decode().strip()}") from None


def die() -> None:
    """End this process as SIGKILL does, at once."""
    os.kill(os.getpid(), signal.SIGKILL)
