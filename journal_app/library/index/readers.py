"""Posts read by processes of their own: the window's thread shares its interpreter with nobody who reads thousands.

They are started when there is much to read, and ended by `rest`. What a process leaves undone is read here, so whoever
asks gets every answer. One thread at a time calls them; `stop` and `close` come from another, and end what it waits
for. `reading` is the other side.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, TypeVar

from journal_app import paths
from journal_app.library.index import reading
from journal_app.library.row import PostRow
from journal_app.library.sites.folder import Entry
from journal_app.post.site import Site

MOST = 4  # processes
_ROWS_ALONE = 600  # files whose rows are read before a process that is started now would read one
_AT_ONCE = 2  # pieces of work one has: the next is there when it has done the first
_STOP_SECONDS = 5.0
_SILENCE_SECONDS = 60.0  # without a word from any: they are stuck, and what they have is read here
_GIVING_WAY = 5

Thing = TypeVar("Thing")


class Readers:
    """`command` starts a reading process, `most` of them at once; none: as many as there are processors."""

    def __init__(self, command: Sequence[str] = (), most: int = 0) -> None:
        self._command = tuple(command) or paths.own_command("--read-child")
        self._most = most or max(1, min(MOST, os.cpu_count() or 1))
        self._readers: list[_Reader] = []
        self._heard: SimpleQueue[tuple[_Reader, Any]] = SimpleQueue()
        self._numbers = count()
        self._is_stopped = False
        self._is_closed = False

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The ids of the processes that run now."""
        return tuple(reader.process_id for reader in self._readers)

    def rows(
        self, pieces: Iterable[list[Entry]], site: Site, between: Callable[[], object]
    ) -> Iterator[tuple[list[Entry], list[PostRow | None]]]:
        """Files in pieces, and each piece with the rows of its files, as they are read; None for what is no post."""
        setting = reading.site_values(site)
        for entries, rows in self.read("rows", setting, pieces, told=_told, alone=_ROWS_ALONE, between=between):
            pairs = zip(entries, rows, strict=True)
            yield entries, [None if row is None else reading.row_from(entry.path, row) for entry, row in pairs]

    def read(
        self,
        kind: str,
        setting: object,
        pieces: Iterable[list[Thing]],
        *,
        told: Callable[[Thing], object],
        alone: int,
        between: Callable[[], object],
    ) -> Iterator[tuple[list[Thing], list[Any]]]:
        """Each piece of work with its answers, as they are done: what `reading.WORK[kind]` makes of it.

        `told` says a thing in values for a frame. For up to `alone` things no process is started. What there is to do
        before one is ready is done here, and so is what one that died has left; `between` is called before each such
        piece. `pieces` are asked for as they are needed; whoever needs no more closes the iterator, and no answer is
        waited for. After `stop` it ends early; after `close`, InterruptedError.
        """
        if self._is_stopped:
            self.rest()
            self._is_stopped = False
        work = reading.WORK[kind]
        waiting = iter(pieces)
        first: list[list[Thing]] = []
        while not self._readers and sum(map(len, first)) <= alone and (piece := next(waiting, None)) is not None:
            first.append(piece)
        if sum(map(len, first)) > alone:
            self._start()
        waiting = chain(first, waiting)
        given: dict[int, tuple[_Reader, list[Thing]]] = {}
        again: list[list[Thing]] = []
        is_over = False
        while given or again or not is_over:
            if self._is_closed:
                raise InterruptedError
            if self._is_stopped:
                return
            while (free := self._free(given)) is not None and not is_over:
                piece = next(waiting, None)
                if piece is None:
                    is_over = True
                    break
                number = next(self._numbers)
                given[number] = free, piece
                free.ask((number, kind, setting, list(map(told, piece))))
            heard = self._hear(wait=bool(given) and not again)
            if heard is not None:
                reader, answer = heard
                if answer is None:
                    again += [given.pop(number)[1] for number, (of, _) in [*given.items()] if of is reader]
                elif answer != reading.READY and answer[0] in given:
                    yield given.pop(answer[0])[1], answer[1]
                continue
            piece = again.pop() if again else None if is_over else next(waiting, None)
            if piece is None:
                is_over = True
            else:
                between()
                yield piece, work(setting, list(map(told, piece)))

    def rest(self) -> None:
        """End the processes: there is nothing to read for now."""
        for reader in self._readers:
            reader.end()
        self._readers = []
        self._heard = SimpleQueue()

    def stop(self) -> None:
        """Nobody needs what is read now, however long one is at it; the next `read` has processes again."""
        self._is_stopped = True
        for reader in tuple(self._readers):
            reader.kill()

    def close(self) -> None:
        """`stop` for good: there is no next `read`."""
        self._is_closed = True
        self.stop()

    def _start(self) -> None:
        with suppress(OSError):  # a system that lets no process start: it is read here
            while len(self._readers) < self._most:
                self._readers.append(_Reader(self._command, self._heard))

    def _free(self, given: dict[int, tuple["_Reader", Any]]) -> "_Reader | None":
        """One that can take a piece: the one with the least to do."""
        held = [of for of, _ in given.values()]
        ready = [reader for reader in self._readers if reader.is_ready and held.count(reader) < _AT_ONCE]
        return min(ready, key=held.count, default=None)

    def _hear(self, *, wait: bool) -> "tuple[_Reader, Any] | None":
        """What a process says next, None from one that died; nothing when none has said anything and nobody waits.

        When all are silent for too long, they are made to die.
        """
        try:
            reader, answer = self._heard.get(block=wait, timeout=_SILENCE_SECONDS)
        except Empty:
            if not wait:
                return None
            for each in self._readers:
                each.kill()
            reader, answer = self._heard.get()
        if answer is None:
            reader.is_ready = False
        elif answer == reading.READY:
            reader.is_ready = True
        return reader, answer


class _Reader:
    """One process, and the thread that hears what it says."""

    def __init__(self, command: Sequence[str], heard: "SimpleQueue[tuple[_Reader, Any]]") -> None:
        self.is_ready = False
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=paths.own_folder()
        )
        if sys.platform != "win32":
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _GIVING_WAY)  # the window goes first
        assert self._process.stdin is not None and self._process.stdout is not None
        self._target: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._listening = threading.Thread(
            target=_listen, args=(self, self._process.stdout, heard), name="reader", daemon=True
        )
        self._listening.start()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def ask(self, frame: Any) -> None:
        """Give it something to do; whether it is there to do it, the thread hears."""
        with suppress(OSError):
            reading.send(self._target, frame)

    def kill(self) -> None:
        """End it; any thread may."""
        self._process.kill()

    def end(self) -> None:
        """End it, and wait until it has; not for long, since one that a dead disk holds ends when that comes back."""
        self.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        with suppress(OSError):  # what it was asked last
            self._target.close()
        self._listening.join(_STOP_SECONDS)


def _told(entry: Entry) -> tuple[str, int, int, int]:
    return entry.place or os.fspath(entry.path), entry.size, entry.mtime_ns, entry.inode


def _listen(reader: _Reader, source: BinaryIO, heard: "SimpleQueue[tuple[_Reader, Any]]") -> None:
    """Hand on what it says; None when it says nothing more."""
    with suppress(Exception), source:  # what is no frame is no answer
        while (answer := reading.received(source)) is not None:
            heard.put((reader, answer))
    heard.put((reader, None))
