"""One post's recovery log: records appended and synced, and read up to the first that is torn. Knows no timer.

A record is `length, CRC-32, JSON`. The first has the format's version, the path and the whole post; the next ones have
what changed since. A log is locked while its process lives, so that a log that can be locked was left by a crash, or
kept on purpose when quitting. A log that has grown large, or that a full disk tore, is gone on with in a new file; the
old one is removed when the new one is on the disk.
"""

import base64
import contextlib
import json
import os
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from journal_app import files
from journal_app.post.envelope import PLAIN_UTF8, Envelope
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.post.splice import difference

VERSION = 1
ROOM = 65_536  # bytes a log may have beside four times its first record, before it is written anew
_HEADER = struct.Struct("<II")
_LARGEST = 1 << 30
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Recovered:
    """Unsaved text found in a log. `digest` is of the version on disk it started from, empty for a new post.

    `torn`: the log has more than could be read; `post` is the newest that could.
    """

    log: Path
    post: Post
    digest: str
    moment: datetime
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A log nothing can be taken from. `newer`: it is whole, but of a later version of this program."""

    log: Path
    newer: bool


class PostLog:
    """The log of one open post; used by one thread at a time. OSError when the disk refuses."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path: Path | None = None
        self._file: files.Log | None = None
        self._last: tuple[Post, str] | None = None
        self._room = 0
        self._torn = False

    @property
    def path(self) -> Path | None:
        """The file of now; None before anything was written."""
        return self._path

    def write(self, post: Post, digest: str, moment: datetime) -> None:
        """Append what changed since the last record, or begin a new file with the whole post; then sync."""
        if self._last == (post, digest) and self._last[0].path == post.path and not self._torn:
            return
        if self._file is None or self._last is None or self._torn or self._room < 0:
            self._begin(post, digest, moment)
            return
        entry = _difference(self._last[0], post)
        if entry is None:
            self._begin(post, digest, moment)
            return
        record = packed({"at": moment.isoformat(), "base": digest, **entry})
        try:
            self._file.append(record)
            self._file.sync()
        except OSError:
            self._torn = True
            raise
        self._room -= len(record)
        self._last = (post, digest)

    def remove(self) -> None:
        """Close and delete the log: its text is safe elsewhere."""
        self.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None

    def close(self) -> None:
        """Close the log and keep it."""
        self._last = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self, post: Post, digest: str, moment: datetime) -> None:
        if not self._store.is_dir():
            self._store.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{files.digest(os.fsencode(post.path))[:16]}-{os.getpid()}-{next(_numbers)}-{time.time_ns():x}.log"
        path = self._store / name
        record = packed({"version": VERSION, "at": moment.isoformat(), "base": digest, **_whole(post)})
        file = files.Log(path)
        try:
            file.append(record)
            file.sync()
            sync_folder(self._store)
        except OSError:
            file.close()
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        with contextlib.suppress(OSError):
            self.remove()
        self._path, self._file, self._last, self._torn = path, file, (post, digest), False
        self._room = 3 * len(record) + ROOM


def read_log(log: Path) -> Recovered | Unreadable:
    """The newest text in the log, up to its first torn record. OSError when it cannot be opened."""
    raw = log.read_bytes()
    post: Post | None = None
    digest = ""
    moment = datetime.min.replace(tzinfo=UTC)
    read = 0
    for entry, end in records(raw):
        try:
            if entry.get("version", VERSION) > VERSION:
                return Unreadable(log, newer=True) if post is None else Recovered(log, post, digest, moment, torn=True)
            post = _applied(post, entry)
            digest = str(entry["base"])
            moment = datetime.fromisoformat(entry["at"])
        except (AttributeError, LookupError, TypeError, ValueError, JournalError):
            break
        read = end
    if post is None:
        return Unreadable(log, newer=False)
    return Recovered(log, replace(post, revision=0), digest, moment, torn=read < len(raw))


def packed(entry: dict[str, Any]) -> bytes:
    """One record: length and CRC-32 (little-endian, 4 bytes each), then the JSON."""
    text = json.dumps(entry).encode()
    return _HEADER.pack(len(text), zlib.crc32(text)) + text


def records(raw: bytes) -> Iterator[tuple[dict[str, Any], int]]:
    """The records up to the first that is torn or corrupt, each with the place where it ends."""
    at = 0
    while at + _HEADER.size <= len(raw):
        length, checksum = _HEADER.unpack_from(raw, at)
        text = raw[at + _HEADER.size : at + _HEADER.size + length]
        if length > _LARGEST or len(text) < length or zlib.crc32(text) != checksum:
            return
        try:
            entry = json.loads(text)
        except ValueError:
            return
        at += _HEADER.size + length
        yield entry, at


def sync_folder(folder: Path) -> None:
    """fsync of a folder, where a system can: what was made in it is there after a loss of power."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def text_of(post: Post) -> bytes:
    """The whole text in UTF-8, whatever the post's encoding has no sign for."""
    try:
        return replace(post, envelope=PLAIN_UTF8).to_bytes()
    except UnicodeEncodeError:  # half a surrogate pair
        return (post.opening + post.head_text + post.closing + post.body).encode("utf-8", "surrogatepass")


def _whole(post: Post) -> dict[str, Any]:
    envelope = post.envelope
    entry = {"path": _coded(os.fsencode(post.path)), "codec": envelope.codec, "mark": _coded(envelope.mark)}
    try:
        return entry | {"raw": _coded(replace(post, envelope=PLAIN_UTF8).to_bytes())}
    except UnicodeEncodeError:
        frame = replace(post.with_head_text("").with_body(""), envelope=PLAIN_UTF8)
        return entry | {"raw": _coded(frame.to_bytes()), "head": post.head_text, "splice": [0, 0, post.body]}


def _difference(old: Post, new: Post) -> dict[str, Any] | None:
    """What leads from one post to the next; None when only the whole post will do."""
    entry: dict[str, Any] = {}
    if old.path != new.path:
        entry["path"] = _coded(os.fsencode(new.path))
    if old.head_text != new.head_text:
        entry["head"] = new.head_text
    if old.body != new.body:
        splice = difference(old.body, new.body)
        entry["splice"] = [splice.position, splice.removed, splice.added]
    return entry if _applied(old, entry) == new else None


def _applied(post: Post | None, entry: dict[str, Any]) -> Post:
    if "raw" in entry:
        post = Post.parse(_path(entry), _decoded(entry["raw"]))
        if "codec" in entry:
            "".encode(entry["codec"])  # LookupError for an encoding nobody knows
            post = replace(post, envelope=Envelope(entry["codec"], _decoded(entry["mark"])))
    if post is None:
        raise ValueError("a log begins with the whole post")
    if "path" in entry:
        post = post.with_path(_path(entry))
    if "head" in entry:
        post = post.with_head_text(entry["head"])
    if "splice" in entry:
        post = post.with_splice(*entry["splice"])
    return post


def _path(entry: dict[str, Any]) -> Path:
    return Path(os.fsdecode(_decoded(entry["path"])))


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)
