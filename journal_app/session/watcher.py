"""The folder is watched; whatever happens in it means one thing: look again, since events get lost.

What few files an event names can be looked at before that.

Besides the events there is a regular look, a last one some seconds after a burst (what was dropped in it is seen then),
and, where the system cannot watch, a look every few seconds.
"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from journal_app.library.sites.folder import identity

LOOK_EVERY_MS = 30_000
POLL_EVERY_MS = 3_000
_SOON_MS = 20  # after a time without changes
_SETTLE_MS = 200
_PATIENCE_MS = 1_500  # however long a burst goes on
_LAST_LOOK_MS = 2_000
_RESTART_SECONDS = 2.0
_FEW = 32  # files that are named
_LONG_SECONDS = 10.0  # a watch that died after this was a good one
MISSING = "no such file or directory"
LIMIT = "the system's limit of watched folders is reached"

Events = Iterator[Any]
Source = Callable[[Path, threading.Event], Events]


def events(folder: Path, stop: threading.Event) -> Events:
    """The changes below `folder` as the system tells them, and an empty set each half second without one.

    A subfolder that may not be read is left out, at a price: then a system without watches left does not say so.
    """
    places, whole = places_to_watch(folder)
    try:
        yield from _watch(places, whole, stop)
    except OSError as error:
        if not isinstance(error, PermissionError) and "permission denied" not in str(error).lower():
            raise
        yield from _watch(places, whole, stop, ignore_permission_denied=True)


def places_to_watch(folder: Path) -> tuple[list[str], bool]:
    """The folders to watch, and whether all below them is watched with them.

    The system's watch of a tree goes through every link, also one to the root of the disk, and nothing of the program
    moves meanwhile: a journal with a linked folder in it is watched folder by folder.
    """
    top = os.path.realpath(folder)
    waiting, found = [os.fspath(folder)], []
    seen: set[tuple[int, int]] = set()
    has_links = False
    while waiting:
        place = waiting.pop()
        try:
            here = identity(Path(place))
            with os.scandir(place) as entries:
                below = [entry for entry in entries if entry.name[0] != "." and os.path.isdir(entry.path)]
        except OSError:
            continue
        if here in seen:
            continue
        seen.add(here)
        found.append(place)
        for entry in below:
            if not entry.is_symlink():
                waiting.append(entry.path)
                continue
            has_links = True
            target = os.path.realpath(entry.path)
            if os.path.commonpath((target, top)) != target:
                waiting.append(entry.path)
    return (found, False) if has_links else ([os.fspath(folder)], True)


def _watch(places: list[str], whole: bool, stop: threading.Event, *, ignore_permission_denied: bool = False) -> Events:
    import watchfiles  # dear, and no start waits for it: this is the watcher's thread

    changes = watchfiles.watch(
        *places,
        recursive=whole,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=500,
        yield_on_timeout=True,
        debounce=100,
        step=50,
        raise_interrupt=False,
        ignore_permission_denied=ignore_permission_denied,
    )
    for changed in changes:
        yield changed
        if not whole and any(os.path.isdir(path) for _, path in changed):
            return  # a new folder has to be watched, too


class Watcher(QObject):
    """Says `look_again` a moment after something changed in the folder, and every 30 seconds."""

    look_again = Signal()
    named = Signal(object)  # frozenset[Path]: files that may have changed, beside others that are not named
    watched = Signal(object)  # str: why the folder is only looked through every few seconds; "" when it is watched
    _noticed = Signal(object, object)
    _told = Signal(object)

    def __init__(self, source: Source = events, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._trouble = ""
        self._settle = _timer(self, _SETTLE_MS, self.look_again)
        self._last_look = _timer(self, _LAST_LOOK_MS, self.look_again)
        self._burst = QElapsedTimer()
        self._regular = QTimer(self)
        self._regular.timeout.connect(self.look_again)
        self._noticed.connect(self._on_noticed, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def watch(self, folder: Path) -> None:
        """Watch `folder` and all below it, and nothing else."""
        self.leave()
        self._stop = threading.Event()
        self._trouble = ""
        thread = threading.Thread(target=self._run, args=(folder, self._stop), name="watcher", daemon=True)
        self._threads = [*(thread for thread in self._threads if thread.is_alive()), thread]
        thread.start()
        self._regular.start(LOOK_EVERY_MS)

    def leave(self) -> None:
        """Watch nothing from now on. The thread ends in its own time: the window does not wait for it."""
        for timer in (self._regular, self._settle, self._last_look):
            timer.stop()
        self._stop.set()

    def stop(self) -> None:
        """Watch nothing; returns when no thread is left."""
        self.leave()
        end = monotonic() + 2  # for all of them together
        for thread in self._threads:
            thread.join(timeout=max(0.0, end - monotonic()))
        self._threads.clear()

    def _run(self, folder: Path, stop: threading.Event) -> None:
        failures = 0
        while not stop.is_set():
            trouble = ""
            begun = monotonic()
            try:
                self._follow(folder, stop)
            except FileNotFoundError:
                trouble = MISSING
            except Exception as error:  # no watches left, a name that is not UTF-8, or a fault of the watching itself
                trouble = _reason(error)
            if stop.is_set():
                return
            failures = failures + 1 if trouble and monotonic() - begun < _LONG_SECONDS else 1
            if trouble and (failures > 1 or trouble in (MISSING, LIMIT)):
                self._told.emit((stop, trouble))
            self._noticed.emit(stop, frozenset())  # what happened meanwhile was told to nobody
            stop.wait(_RESTART_SECONDS if trouble and failures > 1 else 0.1)

    def _follow(self, folder: Path, stop: threading.Event) -> None:
        """Until the folder is another one: a watch stays with what it was put on, wherever that is moved."""
        before = identity(folder)
        is_first = True
        for changes in self._source(folder, stop):
            if is_first:
                self._told.emit((stop, ""))
            if changes or is_first:  # before the watch stood, what happened was told to nobody
                self._noticed.emit(stop, frozenset(Path(name) for _, name in changes) if len(changes) <= _FEW else ())
            is_first = False
            if not changes and identity(folder) != before:
                return

    @Slot(object, object)
    def _on_noticed(self, stop: threading.Event, paths: frozenset[Path]) -> None:
        if stop is not self._stop or stop.is_set():
            return
        if paths:
            self.named.emit(paths)
        if not self._settle.isActive():
            self._burst.start()
        if not self._last_look.isActive():
            self._settle.start(_SOON_MS)  # a single file is seen at once
        elif self._burst.elapsed() < _PATIENCE_MS:
            self._settle.start(_SETTLE_MS)  # a checkout of thousands of files is one more look
        self._last_look.start()

    @Slot(object)
    def _on_told(self, told: tuple[threading.Event, str]) -> None:
        stop, trouble = told
        if stop is self._stop and not stop.is_set() and trouble != self._trouble:
            self._trouble = trouble
            self._regular.start(POLL_EVERY_MS if trouble else LOOK_EVERY_MS)
            self.watched.emit(trouble)


def _timer(parent: QObject, milliseconds: int, then: Any) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer


def _reason(error: Exception) -> str:
    text = str(error)
    if "watch limit" in text or "No space left" in text:
        return LIMIT
    return text.splitlines()[0][:200].rstrip(".") if text else type(error).__name__
