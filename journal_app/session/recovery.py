"""Unsaved text on disk within a second, and what a crash left there. Knows no widget and never touches the journal.

The store has a log for each unsaved post of each living process (`*.log`), what the author gave up in the last seven
days (`discarded/`) and what could not be read to its end (`damaged/`, never removed by the program).
"""

import contextlib
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from journal_app import files
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.session import put_aside
from journal_app.session.jobs import Jobs
from journal_app.session.post_log import PostLog, Recovered, Unreadable, read_log, sync_folder, text_of

FIRST_MS = 250
EVERY_MS = 500
RETRY_MS = 3000
_KEPT_SECONDS = 7 * 24 * 3600
_DAY_SECONDS = 24 * 3600
_LONG_SECONDS = 365 * 24 * 3600
_YOUNG_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What earlier processes left in the store, newest first.

    `unsaved` is below `folder`, `elsewhere` is not. `damaged` logs gave nothing and are put aside; `newer` ones are of
    a later version of the program and are left where they are.
    """

    folder: Path
    unsaved: tuple[Recovered, ...]
    elsewhere: tuple[Recovered, ...]
    damaged: tuple[Path, ...]
    newer: tuple[Path, ...]


class Recovery(QObject):
    """Keeps the unsaved posts of this process in the recovery store."""

    failed = Signal(object)  # str: the reason, once until a write succeeds again
    mended = Signal()  # writing works again
    found = Signal(object)  # Found
    discarded_found = Signal(object)  # tuple[Discarded, ...]

    def __init__(self, store: Path, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._syncs = Jobs(1)  # a lane of its own: a disk that takes its time keeps no text from being written
        self._syncing = False
        self._unsynced: set[PostLog] = set()
        self._logs: dict[Path, PostLog] = {}
        self._waiting: dict[Path, tuple[Post, str]] = {}
        self._writing = False
        self._warned = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def store(self) -> Path:
        """Where the logs are."""
        return self._store

    def note(self, post: Post, digest: str) -> None:
        """This text is unsaved. Written within 250 ms after a pause, every 500 ms while typing goes on."""
        self._waiting[post.path] = (post, digest)
        if not self._timer.isActive() and not self._writing:
            idle = not self._since.isValid() or self._since.elapsed() > EVERY_MS
            self._timer.start(FIRST_MS if idle else EVERY_MS)

    @Slot()
    def flush(self) -> None:
        """Send what waits to the disk, off this thread; while a write is under way the newest waits for its end."""
        self._timer.stop()
        if self._waiting and not self._writing:
            self._send()

    def drop(self, path: Path) -> None:
        """The text is safe on disk: its log goes."""
        self._waiting.pop(path, None)
        log = self._logs.pop(path, None)
        if log is not None:
            self._run(log.remove)

    def leave(self, saved: Post) -> None:
        """A closed post is safe on disk as `saved`: its log goes, or if it has later text waits for the next start."""
        waiting = self._waiting.get(saved.path)
        if waiting is not None and waiting[0] == saved:
            self.drop(saved.path)
        elif waiting is None and (log := self._logs.pop(saved.path, None)) is not None:
            self._run(partial(_left, log, saved))

    def give_up(self, path: Path) -> None:
        """The author does not want this text; it is kept aside for a week."""
        waiting = self._waiting.pop(path, None)
        log = self._logs.pop(path, None)
        if waiting is not None and log is None:
            log = PostLog(self._store)
        if log is not None:
            self._run(partial(_given_up, self._store, log, waiting))

    def adopt(self, post: Post, digest: str, old: Recovered) -> None:
        """Text from an earlier log is open again: write it into our own, then the earlier one goes."""
        self._waiting.pop(post.path, None)
        log = self._logs.setdefault(post.path, PostLog(self._store))
        write = partial(log.write, post, digest, datetime.now(UTC))
        self._jobs.run(write, partial(self._written_anew, log, old), self._not_done)

    def discard(self, old: Recovered) -> None:
        """The author does not want text from an earlier log; it is kept aside for a week."""
        self._run(partial(_put_aside, self._store, old.log, "damaged" if old.torn else "discarded"))

    def moved(self, old: Path, new: Path) -> None:
        """The post has a new name; the log goes on and learns it with the next note."""
        if old in self._logs:
            self._logs[new] = self._logs.pop(old)
        waiting = self._waiting.pop(old, None)
        if waiting is not None:
            self.note(waiting[0].with_path(new), waiting[1])

    def look(self, folder: Path) -> None:
        """Look for what earlier processes left unsaved; `found` tells it."""
        self._jobs.run(partial(look, self._store, folder), self.found.emit, self._not_done)

    def look_for_discarded(self, folder: Path) -> None:
        """Look for what was given up below `folder` in the last days; `discarded_found` tells it."""
        self._jobs.run(partial(put_aside.discarded, self._store, folder), self.discarded_found.emit, self._not_done)

    def holds(self, digest: str) -> bool:
        """Whether a log has text of these bytes, or later text that began with it. For any thread; reads the disk."""
        return put_aside.holds(self._store, digest)

    def close(self) -> None:
        """Let go of the logs and leave them where they are: the next start offers them."""
        self._timer.stop()
        waiting = tuple(self._waiting.items())
        if waiting:
            self._send()
        self._jobs.finish()
        for path, note in waiting:
            with contextlib.suppress(OSError):
                self._logs[path].write(*note, datetime.now(UTC))  # once more, if it failed; there is no later
        self._syncs.finish()
        for log in self._logs.values():
            with contextlib.suppress(OSError):
                log.sync()
            log.close()
        self._logs.clear()
        self._unsynced.clear()

    def end(self) -> None:
        """`close`, and tell nothing any more: the program goes, and whoever would hear of it."""
        self.close()
        self._jobs.stop()
        self._syncs.stop()

    def _send(self) -> None:
        self._since.start()
        self._writing = True
        waiting, self._waiting = self._waiting, {}
        now = datetime.now(UTC)
        writes = [(self._logs.setdefault(path, PostLog(self._store)), *note) for path, note in waiting.items()]
        self._jobs.run(partial(_written, writes, now), self._sent, self._not_done)

    def _sent(self, failures: Sequence[tuple[Post, str, Exception]]) -> None:
        self._writing = False
        for post, digest, _ in failures:
            if post.path in self._logs:
                self._waiting.setdefault(post.path, (post, digest))
        self._unsynced.update(self._logs.values())
        self._sync()
        if failures:
            self._not_done(failures[0][2])
            self._timer.start(RETRY_MS)
        elif self._waiting and not self._timer.isActive():
            self._timer.start(max(0, EVERY_MS - self._since.elapsed()))

    def _sync(self) -> None:
        if self._unsynced and not self._syncing:
            self._syncing = True
            logs, self._unsynced = tuple(self._unsynced), set()
            self._syncs.run(partial(_synced, logs), self._synced, self._not_synced)

    def _synced(self, _: object) -> None:
        self._syncing = False
        if not self._waiting:
            self._done(None)
        self._sync()

    def _not_synced(self, error: Exception) -> None:
        """What could not be synced is written anew, in another file."""
        self._syncing = False
        self._not_done(error)
        for log in self._logs.values():
            if log.torn is not None:
                self._waiting.setdefault(log.torn[0].path, log.torn)
        if self._waiting:
            self._timer.start(RETRY_MS)

    def _written_anew(self, log: PostLog, old: Recovered, _: object) -> None:
        self._syncs.run(partial(_adopted, self._store, log, old), self._done, self._not_done)

    def _run(self, work: Callable[[], object]) -> None:
        self._jobs.run(work, self._done, self._not_done)

    def _done(self, _: object) -> None:
        if self._warned:
            self._warned = False
            self.mended.emit()

    def _not_done(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            self.failed.emit(files.sentence(error) if isinstance(error, OSError) else str(error))


def look(store: Path, folder: Path) -> Found:
    """What earlier processes left in the store. Tidies it: damaged logs and those of saved text are put aside."""
    unsaved: list[Recovered] = []
    damaged: list[Path] = []
    newer: list[Path] = []
    for log in sorted(store.glob("*.log")) if store.is_dir() else ():
        with contextlib.suppress(OSError):
            if files.is_locked(log):
                continue
            read = read_log(log)
            if isinstance(read, Recovered):
                unsaved.append(read)
            elif read.newer:
                newer.append(log)
            elif log.stat().st_size:
                damaged.append(_put_aside(store, log, "damaged"))
            elif time.time() - log.stat().st_mtime > _YOUNG_SECONDS:  # its process may be about to write
                log.unlink()
    unsaved.sort(key=lambda found: found.moment, reverse=True)
    seen: set[tuple[Path, str, bytes]] = set()
    offered = []
    for found in unsaved:
        same = (found.post.path, found.post.encoding, text_of(found.post))
        if same in seen or _is_on_disk(found.post):
            with contextlib.suppress(OSError):
                _put_aside(store, found.log, "damaged" if found.torn else "discarded")
            continue
        seen.add(same)
        offered.append(found)
    with contextlib.suppress(OSError):
        _let_go(store / "discarded")
    return Found(
        folder,
        tuple(found for found in offered if found.post.path.is_relative_to(folder)),
        tuple(found for found in offered if not found.post.path.is_relative_to(folder)),
        tuple(damaged),
        tuple(newer),
    )


def pending(store: Path, folder: Path | None = None) -> list[Recovered]:
    """What earlier processes left unsaved (below `folder`), newest first, less what stands on disk by now."""
    found = look(store, folder or Path(os.sep))
    return list(found.unsaved)


def _is_on_disk(post: Post) -> bool:
    """Whether the file has this text already; a file that is not there is as good as an empty one."""
    try:
        wanted = post.to_bytes()
    except UnicodeEncodeError:
        return False
    try:
        return files.read(post.path)[0] == wanted
    except FileNotFoundError:
        return not wanted
    except (OSError, JournalError):
        return False


def _written(writes: Sequence[tuple[PostLog, Post, str]], now: datetime) -> list[tuple[Post, str, Exception]]:
    failures: list[tuple[Post, str, Exception]] = []
    for log, post, digest in writes:
        try:
            log.write(post, digest, now)
        except Exception as error:  # whatever it is, the other posts are written and this one is tried again
            failures.append((post, digest, error))
    return failures


def _synced(logs: Sequence[PostLog]) -> None:
    for log in logs:
        log.sync()


def _adopted(store: Path, log: PostLog, old: Recovered) -> None:
    """The earlier log goes when ours, which has its text, is on the disk."""
    log.sync()
    if old.torn:
        _put_aside(store, old.log, "damaged")
    else:
        old.log.unlink(missing_ok=True)


def _left(log: PostLog, saved: Post) -> None:
    if log.text in (None, saved):
        log.remove()
        return
    try:
        log.sync()
    finally:
        log.close()


def _given_up(store: Path, log: PostLog, waiting: tuple[Post, str] | None) -> None:
    """The log goes aside before its lock does: else another start would offer it in between."""
    try:
        if waiting is not None:
            log.write(*waiting, datetime.now(UTC))
        log.sync()
        if log.path is not None:
            with contextlib.suppress(PermissionError):  # Windows: not while it is open
                _put_aside(store, log.path, "discarded")
    finally:
        log.close()
    if log.path is not None and log.path.exists():
        _put_aside(store, log.path, "discarded")


def _put_aside(store: Path, log: Path, name: str) -> Path:
    aside = store / name
    aside.mkdir(mode=0o700, exist_ok=True)
    target = aside / log.name
    os.utime(log)  # the seven days begin now, before another process may see it there
    log.rename(target)
    sync_folder(aside)
    return target


def _let_go(discarded: Path) -> None:
    """Remove what was discarded more than a week ago.

    Nothing goes when all but the last day's is more than a year old: rather the clock is wrong.
    """
    ages = {old: time.time() - old.stat().st_mtime for old in discarded.iterdir()} if discarded.is_dir() else {}
    if min((age for age in ages.values() if age > _DAY_SECONDS), default=0.0) < _LONG_SECONDS:
        for old, age in ages.items():
            if age > _KEPT_SECONDS:
                old.unlink()


__all__ = ["Found", "Recovered", "Recovery", "Unreadable", "look", "pending", "read_log"]
