"""Conflict copies: another program's version of a file, kept beside it as `name (conflict <UTC time>).md`."""

import contextlib
import errno
import os
from datetime import datetime
from pathlib import Path

from journal_app.files import renaming, temporary
from journal_app.files.ops import FileOps

_LONGEST = 255  # bytes of a name


def keep(aside: bytes, target: bytes, ops: FileOps, moment: datetime | None = None) -> Path:
    """Give the version under the name `aside` its place as a conflict copy of `target`; returns where it is now.

    Where that cannot be, it stays under its present name, which the next start finds.
    """
    for attempt in range(1000):
        copy = name(target, moment or ops.now(), attempt)
        try:
            renaming.new_name(aside, copy, ops)
        except FileExistsError:
            continue
        except OSError:
            break
        return Path(os.fsdecode(copy))
    return Path(os.fsdecode(aside))


def write(raw: bytes, target: bytes, ops: FileOps) -> Path:
    """Write a version of which only the bytes are left."""
    with contextlib.closing(temporary.make(target, raw, 0o600, ops)) as made:
        made.write()
        made.finish()
        copy = keep(made.path, target, ops)
    temporary.sync_directory(target, ops)
    return copy


def name(target: bytes, moment: datetime, attempt: int = 0) -> bytes:
    """What a conflict copy of `target` is called; never longer than a file name may be."""
    folder, last = os.path.split(target)
    stem, extension = os.path.splitext(os.fsdecode(last))
    number = f" {attempt + 1}" if attempt else ""
    tail = os.fsencode(f" (conflict {moment.strftime('%Y-%m-%d %H%M%S')}{number}){extension}")
    while len(os.fsencode(stem)) + len(tail) > _LONGEST and stem:
        stem = stem[:-1]
    if len(tail) > _LONGEST:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    return os.path.join(folder, os.fsencode(stem) + tail)
