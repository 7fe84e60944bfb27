"""Unsaved text on disk within a second, and what a crash left there. Knows no widget and never touches the journal.

One log a post and process: a first record with the whole post, then what changed since. A record is
`length, CRC-32, JSON`; reading stops at the first that is torn. A log is locked while its process lives, so that a log
that can be locked was left by a crash (or kept on purpose when quitting).
"""

import base64
import json
import os
import struct
import time
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from journal_app import files
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.post.splice import difference
from journal_app.session.jobs import Jobs

FIRST_MS = 250
EVERY_MS = 500
_HEADER = struct.Struct("<II")
_LARGEST = 1 << 30
_KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Recovered:
    """Unsaved text found at a start. `digest` is of the version on disk it started from, empty for a new post."""

    log: Path
    post: Post
    digest: str
    moment: datetime


class Recovery(QObject):
    """Keeps the unsaved posts of this process in the recovery store."""

    failed = Signal(object)  # str: the reason, once until a write succeeds again

    def __init__(self, store: Path, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._logs: dict[Path, _PostLog] = {}
        self._waiting: dict[Path, tuple[Post, str]] = {}
        self._warned = False
        self._number = 0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def note(self, post: Post, digest: str) -> None:
        """This text is unsaved. Written within 250 ms after a pause, every 500 ms while typing goes on."""
        self._waiting[post.path] = (post, digest)
        if not self._timer.isActive():
            idle = not self._since.isValid() or self._since.elapsed() > EVERY_MS
            self._timer.start(FIRST_MS if idle else EVERY_MS)

    @Slot()
    def flush(self) -> None:
        """Send what waits to the disk, off this thread."""
        self._timer.stop()
        self._since.start()
        waiting, self._waiting = self._waiting, {}
        for path, (post, digest) in waiting.items():
            log = self._log_of(path)
            self._jobs.run(partial(log.write, post, digest, datetime.now(UTC)), self._written, self._not_written)

    def drop(self, path: Path) -> None:
        """The text is safe on disk, or was given up on purpose: its log goes."""
        self._waiting.pop(path, None)
        log = self._logs.pop(path, None)
        if log is not None:
            self._jobs.run(log.remove, self._written, self._not_written)

    def adopt(self, post: Post, digest: str, log: Path) -> None:
        """Text from an earlier log is open again: write it into our own, then the earlier one goes."""
        self.note(post, digest)
        own = self._log_of(post.path)
        self._waiting.pop(post.path)
        work = partial(_adopted, own, post, digest, datetime.now(UTC), log)
        self._jobs.run(work, self._written, self._not_written)

    def discard(self, log: Path) -> None:
        """The author does not want this text; it is kept aside for a week."""
        self._jobs.run(partial(_put_aside, log), self._written, self._not_written)

    def moved(self, old: Path, new: Path) -> None:
        """The post has a new name: the next note starts a new log."""
        waiting = self._waiting.get(old)
        self.drop(old)
        if waiting is not None:
            self.note(waiting[0].with_path(new), waiting[1])

    def close(self) -> None:
        """Let go of the logs and leave them where they are: the next start offers them."""
        self.flush()
        self._jobs.finish()
        for log in self._logs.values():
            log.close()
        self._logs.clear()

    def _log_of(self, path: Path) -> "_PostLog":
        log = self._logs.get(path)
        if log is None:
            self._number += 1
            name = f"{files.digest(os.fsencode(path))[:16]}-{os.getpid()}-{self._number}-{time.time_ns():x}.log"
            log = self._logs[path] = _PostLog(self._store / name)
        return log

    def _written(self, _: object) -> None:
        self._warned = False

    def _not_written(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            reason = files.sentence(error) if isinstance(error, OSError) else str(error)
            self.failed.emit(reason)


class _PostLog:
    """One post's log; used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: files.Log | None = None
        self._last: Post | None = None
        self._whole_size = 0
        self._size = 0

    def write(self, post: Post, digest: str, moment: datetime) -> None:
        """Append what changed since the last record, or the whole post, and sync. OSError when the disk refuses."""
        if self._last == post:
            return
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = files.Log(self._path)
        entry: dict[str, Any] = {"at": moment.isoformat(), "base": digest}
        grown = self._size > 4 * self._whole_size + 65_536
        if self._last is None or grown or self._last.head_kind != post.head_kind:
            raw = post.to_bytes()
            entry["path"] = _coded(os.fsencode(post.path))
            entry["raw"] = _coded(raw)
            self._whole_size, self._size = len(raw), 0
        else:
            if self._last.head_text != post.head_text:
                entry["head"] = post.head_text
            if self._last.body != post.body:
                splice = difference(self._last.body, post.body)
                entry["splice"] = [splice.position, splice.removed, splice.added]
        record = packed(entry)
        self._file.append(record)
        self._file.sync()
        self._size += len(record)
        self._last = post

    def remove(self) -> None:
        """Close and delete the log."""
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the log and keep it."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _adopted(own: _PostLog, post: Post, digest: str, moment: datetime, log: Path) -> None:
    own.write(post, digest, moment)
    log.unlink(missing_ok=True)


def _put_aside(log: Path) -> None:
    aside = log.parent / "discarded"
    aside.mkdir(mode=0o700, exist_ok=True)
    for old in aside.iterdir():
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            old.unlink()
    log.rename(aside / log.name)


def pending(store: Path, folder: Path | None = None) -> list[Recovered]:
    """What earlier processes left unsaved (below `folder`), newest first, less what stands on disk by now."""
    found = []
    for log in sorted(store.glob("*.log")) if store.is_dir() else ():
        if files.is_locked(log):
            continue
        recovered = read_log(log)
        if recovered is None or (folder is not None and not recovered.post.path.is_relative_to(folder)):
            continue
        try:
            raw, _ = files.read(recovered.post.path)
        except (OSError, JournalError):
            raw = b""
        if raw != recovered.post.to_bytes():
            found.append(recovered)
    return sorted(found, key=lambda recovered: recovered.moment, reverse=True)


def read_log(log: Path) -> Recovered | None:
    """The newest text in the log, up to its first torn record; None when it holds none."""
    post: Post | None = None
    digest = ""
    moment = datetime.min.replace(tzinfo=UTC)
    for entry in unpacked(log.read_bytes()):
        try:
            if "raw" in entry:
                post = Post.parse(Path(os.fsdecode(_decoded(entry["path"]))), _decoded(entry["raw"]))
                digest = str(entry["base"])
            elif post is not None:
                if "head" in entry:
                    post = post.with_head_text(entry["head"])
                if "splice" in entry:
                    post = post.with_splice(*entry["splice"])
            moment = datetime.fromisoformat(entry["at"])
        except (KeyError, TypeError, ValueError, JournalError):
            break
    return None if post is None else Recovered(log, replace(post, revision=0), digest, moment)


def packed(entry: dict[str, Any]) -> bytes:
    """One record: length and CRC-32 (little-endian, 4 bytes each), then the JSON."""
    text = json.dumps(entry).encode()
    return _HEADER.pack(len(text), zlib.crc32(text)) + text


def unpacked(raw: bytes) -> list[dict[str, Any]]:
    """The records up to the first that is torn or corrupt."""
    entries = []
    at = 0
    while at + _HEADER.size <= len(raw):
        length, checksum = _HEADER.unpack_from(raw, at)
        text = raw[at + _HEADER.size : at + _HEADER.size + length]
        if length > _LARGEST or len(text) < length or zlib.crc32(text) != checksum:
            break
        try:
            entry = json.loads(text)
        except ValueError:
            break
        entries.append(entry)
        at += _HEADER.size + length
    return entries


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)
