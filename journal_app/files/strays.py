"""What a crash or a power cut left of saves: judged by content at the next start, never thrown away unread.

A stray is removed when its bytes are known to be elsewhere (in the history, in recovery, in the post itself, under
another name of the same file) or when there is no text in it; else it becomes a conflict copy of the post it was for.
"""

import contextlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from journal_app.files import conflicts, temporary
from journal_app.files.aside import Aside
from journal_app.files.ops import READ, REAL, FileOps, let_go
from journal_app.files.reading import digest, read_all

_SKIPPED = frozenset({b"node_modules"})
_DAY = 24 * 3600  # seconds
_NOBODYS = b"journal.md"


@dataclass(frozen=True, slots=True)
class Settled:
    """One stray and what became of it: `kept` is the conflict copy, None when it was removed."""

    stray: Path
    kept: Path | None


def settle_strays(folder: Path, known: Callable[[str], bool], ops: FileOps = REAL) -> tuple[Settled, ...]:
    """Judge every stray below the folder; `known(digest)` says whether these bytes are kept elsewhere.

    Strays of writers that live are left alone, as is what cannot be read or moved now. Never raises OSError.
    """
    settled = []
    for place, names in _folders(os.fsencode(folder)):
        strays = [name for name in names if name.startswith((temporary.PREFIX, temporary.PAGE_PREFIX))]
        for stray in sorted(strays):
            with contextlib.suppress(OSError):
                kept = _judge(place, stray, names, known, ops)
                if kept != os.path.join(place, stray):
                    path = Path(os.fsdecode(os.path.join(place, stray)))
                    settled.append(Settled(path, Path(os.fsdecode(kept)) if kept else None))
        if strays:
            with contextlib.suppress(OSError):
                temporary.sync_directory(os.path.join(place, b"x"), ops)
    return tuple(settled)


def _folders(folder: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Each folder with the names in it; links are not followed, hidden folders not entered."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        names = []
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        names.append(entry.name)
                    elif not entry.name.startswith(b".") and entry.name not in _SKIPPED:
                        waiting.append(entry.path)
        except OSError:
            continue
        yield place, names


def _judge(place: bytes, stray: bytes, names: list[bytes], known: Callable[[str], bool], ops: FileOps) -> bytes | None:
    """None when it was removed, its own name when it was left, else its new name."""
    path = os.path.join(place, stray)
    target = os.path.join(place, _target_of(stray, names))
    if not stat.S_ISREG(ops.lstat(path).st_mode):
        return os.fsencode(conflicts.keep(path, target, ops))
    if stray.startswith(temporary.PAGE_PREFIX):
        return None if temporary.remove_unowned(path, ops) else path
    handle = ops.open(path, READ)
    try:
        try:
            ops.lock(handle, exclusive=True)
        except BlockingIOError:
            return path
        except OSError:  # no locks here, so nobody can say whether its writer lives; but no save takes a day
            if time.time() - ops.fstat(handle).st_mtime < _DAY:
                return path
        status = ops.fstat(handle)
        if not os.path.samestat(status, ops.lstat(path)):
            return path  # it got its name meanwhile, and what has its old one now is not what was opened
        with contextlib.closing(Aside(path, target, ops)) as found:
            raw = found.raw or b""
            if status.st_nlink > 1 or not raw.strip(b"\0") or known(digest(raw)) or _stands_at(target, raw, ops):
                if found.is_busy:
                    return path  # a program that had the post open goes on writing to what was the post
                kept = found.drop()
                if kept is not None:
                    return os.fsencode(kept)
                return path if _is_there(path, ops) else None
        moment = datetime.fromtimestamp(max(0.0, min(status.st_mtime, 4e9)), UTC)
        return os.fsencode(conflicts.keep(path, target, ops, moment))
    finally:
        let_go(handle, ops)


def _target_of(stray: bytes, names: list[bytes]) -> bytes:
    """The name beside it that the stray was for; a name of its own when that is gone."""
    mark = stray.rsplit(b"-", 2)[-2]
    return next((name for name in names if name != stray and temporary.mark(name) == mark), _NOBODYS)


def _is_there(path: bytes, ops: FileOps) -> bool:
    """Whether the disk refused to remove it."""
    try:
        ops.lstat(path)
    except FileNotFoundError:
        return False
    return True


def _stands_at(target: bytes, raw: bytes, ops: FileOps) -> bool:
    try:
        handle = ops.open(target, READ)
    except OSError:
        return False
    try:
        return read_all(handle, ops) == raw
    finally:
        let_go(handle, ops)
