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
from threading import Lock
from typing import Any

from journal_app import files
from journal_app.post.envelope import PLAIN_UTF8, Envelope
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.post.splice import difference

VERSION = 1
ROOM = 65_536  # bytes a log may have beside four times its first record, before it is written anew
_HEADER = struct.Struct("<II")
RECORD_HEADER = _HEADER.size  # bytes before each record's text
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
    """The log of one open post. One thread writes, another may sync meanwhile. OSError when the disk refuses."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path: Path | None = None
        self._file: files.Log | None = None
        self._syncing: files.Log | None = None
        self._last: tuple[Post, str] | None = None
        self._room = 0
        self._torn = False
        self._unsynced = False
        self._folder_waits = False
        self._hand = Lock()  # for a moment: which file is the one of now
        self._disk = Lock()  # as long as a sync takes

    @property
    def path(self) -> Path | None:
        """The file of now; None before anything was written."""
        return self._path

    @property
    def text(self) -> Post | None:
        """What was written last; None before anything was."""
        return self._last[0] if self._last is not None else None

    @property
    def torn(self) -> tuple[Post, str] | None:
        """What was written, when the disk did not take it."""
        return self._last if self._torn else None

    def write(self, post: Post, digest: str, moment: datetime) -> None:
        """Append what changed since the last record, or begin a new file with the whole post. Waits for no disk."""
        if self._last == (post, digest) and self._last[0].path == post.path and not self._torn:
            return
        entry = None
        if self._file is not None and self._last is not None and not self._torn and self._room >= 0:
            entry = _difference(self._last[0], post)
        if self._file is None or entry is None:
            self._begin(post, digest, moment)
            return
        record = packed({"at": moment.isoformat(), "base": digest, **entry})
        try:
            self._file.append(record)
        except OSError:
            self._torn = True
            raise
        self._room -= len(record)
        self._last, self._unsynced = (post, digest), True

    def sync(self) -> None:
        """Wait until what was written is on the disk."""
        with self._disk:
            with self._hand:
                file = self._syncing = self._file
                folder, self._folder_waits = self._folder_waits, False
                waits, self._unsynced = self._unsynced, False
            if file is None or not waits:
                self._syncing = None
                return
            try:
                file.sync()
                if folder:
                    sync_folder(self._store)
            except OSError:
                self._torn = True  # what the disk refused once it may seem to have the next time
                raise
            finally:
                with self._hand:
                    self._syncing = None
                    if file is not self._file:
                        file.close()

    def remove(self) -> None:
        """Close and delete the log: its text is safe elsewhere."""
        path, self._path = self._path, None
        if path is not None:
            with contextlib.suppress(OSError):  # Windows: not while it is open
                path.unlink(missing_ok=True)  # before the lock goes: else it looks like one that a crash left
        self.close()
        if path is not None:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the log and keep it; what is being synced is closed after that."""
        self._last = None
        with self._hand:
            file, self._file = self._file, None
            if file is not None and file is not self._syncing:
                file.close()

    def _begin(self, post: Post, digest: str, moment: datetime) -> None:
        """A new file with the whole post; an old one goes when the new one is on the disk."""
        if not self._store.is_dir():
            self._store.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{files.digest(os.fsencode(post.path))[:16]}-{os.getpid()}-{next(_numbers)}-{time.time_ns():x}.log"
        path = self._store / name
        record = packed({"version": VERSION, "at": moment.isoformat(), "base": digest, **_whole(post)})
        file = files.Log(path)
        try:
            file.append(record)
            if self._path is not None:
                file.sync()
                sync_folder(self._store)
        except OSError:
            file.close()
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        with contextlib.suppress(OSError):
            self.remove()
        with self._hand:
            self._file, self._folder_waits, self._unsynced = file, True, True
        self._path, self._last, self._torn = path, (post, digest), False
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


def states(log: Path) -> Iterator[Post]:
    """Every text the log has gone through, oldest first. OSError when it cannot be opened."""
    post: Post | None = None
    for entry, _ in records(log.read_bytes()):
        try:
            if entry.get("version", VERSION) > VERSION:
                return
            post = _applied(post, entry)
        except (AttributeError, LookupError, TypeError, ValueError, JournalError):
            return
        yield post


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
        return post.text.encode("utf-8", "surrogatepass")


def _whole(post: Post) -> dict[str, Any]:
    envelope = post.envelope
    entry: dict[str, Any] = {
        "path": _coded(os.fsencode(post.path)),
        "codec": envelope.codec,
        "mark": _coded(envelope.mark),
        "chosen": envelope.is_chosen,
    }
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
            chosen = entry.get("chosen") is True
            post = replace(post, envelope=Envelope(entry["codec"], _decoded(entry["mark"]), is_chosen=chosen))
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
