"""A file's bytes and the stamp they had. Opens nothing but regular files, and never waits for a pipe."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from journal_app.files.ops import READ, REAL, FileOps, is_regular, let_go
from journal_app.post.errors import NotAPost


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when its bytes were read. `digest` is SHA-256 in hex; two stamps of one content share it."""

    size: int
    mtime_ns: int
    inode: int
    digest: str


def read(path: Path, ops: FileOps = REAL) -> tuple[bytes, Stamp]:
    """The file's bytes and their stamp. NotAPost for what is no regular file; OSError as the system says it."""
    name = os.fsencode(path)
    if not is_regular(ops.stat(name)):
        raise NotAPost(path, "it is not a regular file")
    handle = ops.open(name, READ & ~getattr(os, "O_NOFOLLOW", 0))
    try:
        status = ops.fstat(handle)
        if not is_regular(status):
            raise NotAPost(path, "it is not a regular file")
        raw = read_all(handle, ops, status.st_size)
    finally:
        let_go(handle, ops)
    return raw, stamp_of(raw, status)


def stamp_of(raw: bytes, status: os.stat_result) -> Stamp:
    """The stamp of bytes that were read from a file of this status."""
    return Stamp(len(raw), status.st_mtime_ns, status.st_ino, digest(raw))


def digest(raw: bytes) -> str:
    """The SHA-256 of the bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()


def read_all(handle: int, ops: FileOps, size: int = 0) -> bytes:
    """What is left to read of an open file. All of `size` bytes comes in one call, in which other threads may run."""
    chunks = []
    while chunk := ops.read(handle, max(size + 1, 1 << 20)):
        chunks.append(chunk)
    return b"".join(chunks)
