"""Pages made by several processes at once: a text that hangs the Markdown library hangs nobody else. No Qt.

Each process has a thread here that hands it one post after the other, and ends it when a post takes too long.
"""

import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from journal_app import paths
from journal_app.post.errors import ExportFailed
from journal_app.post.post import Post
from journal_app.post.site import PLAIN, Site
from journal_app.render.export import child as export_child
from journal_app.render.export.export import Exported, Look
from journal_app.render.export.links import Links

SECONDS = 60.0  # for one post
MOST = 4  # processes
_FEW = 24  # posts for which the start of another process costs more than it saves
_LOOK = 0.2  # seconds between looks at the clock
_WAITING = 32  # pages that nobody has taken yet: the processes wait then, and memory does not grow


@dataclass(frozen=True, slots=True)
class Order:
    """A post to make a page of: `raw` as it stands in the window, or None for its file."""

    path: Path
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an order: a page, or `failed`, a reason as in ExportFailed."""

    order: Order
    page: Exported | None = None
    failed: str = ""


def page(
    post: Post, site: Site = PLAIN, look: Look | None = None, *, rich: bool = False, seconds: float = SECONDS
) -> Exported:
    """One page, made by a process of its own; `rich`: what is copied instead. Raises ExportFailed."""
    if post.bulk is not None:  # its body is only the beginning
        raise ExportFailed(post.path, "the post is too large")
    pool = Pool(site, look or Look(), rich=rich, seconds=seconds)
    for made in pool.pages([Order(post.path, post.to_bytes())]):
        if made.page is not None:
            return made.page
        raise ExportFailed(post.path, made.failed)
    raise ExportFailed(post.path, "the page could not be made")


class Hands:
    """Processes started before it is known what pages they will make: their start takes as long as a few dozen pages.

    `close` ends those that nobody took.
    """

    def __init__(self, posts: int, dialect: str, processes: int = 0) -> None:
        most = processes or max(1, min(MOST, os.cpu_count() or 1))
        self.count = min(most, max(1, posts // _FEW + (posts > 1)))
        self._dialect = dialect
        self._lock = threading.Lock()
        self._free = [self._start() for _ in range(self.count)]

    def take(self) -> subprocess.Popen[bytes]:
        """One that has not been told anything yet."""
        with self._lock:
            if self._free:
                return self._free.pop()
        return self._start()

    def close(self) -> None:
        """End those that are left."""
        with self._lock:
            free, self._free = self._free, []
        for child in free:
            _end(child)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            (*paths.own_command("--export-child"), self._dialect),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=paths.own_folder(),
        )


class Pool:
    """Makes pages of one kind. `stop` may be called from any thread and ends them all at once.

    `hands` are processes that were started before.
    """

    def __init__(
        self,
        site: Site,
        look: Look,
        links: Links | None = None,
        index: str = "",
        *,
        rich: bool = False,
        seconds: float = SECONDS,
        hands: Hands | None = None,
    ) -> None:
        self._setting = export_child.setting(site, look, links or Links(), index)
        self._rich = rich
        self._seconds = seconds
        self._dialect = site.dialect
        self._hands = hands
        self._stopped = threading.Event()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._due: dict[subprocess.Popen[bytes], float] = {}  # when a post has taken too long
        self._lock = threading.Lock()

    def pages(self, orders: Sequence[Order]) -> Iterator[Made]:
        """The pages as they are done, in no order; after `stop` no more come."""
        waiting: queue.SimpleQueue[Order] = queue.SimpleQueue()
        done: queue.Queue[Made | None] = queue.Queue(_WAITING)
        for order in orders:
            waiting.put(order)
        hands = self._hands or Hands(len(orders), self._dialect)
        left = hands.count
        threading.Thread(target=self._watch, daemon=True).start()
        for _ in range(hands.count):
            threading.Thread(target=partial(self._serve, hands, waiting, done), daemon=True).start()
        try:
            while left:
                made = done.get()
                if made is None:
                    left -= 1
                elif not self._stopped.is_set():
                    yield made
        finally:
            self.stop()
            while left:  # who waits to hand over a page must not wait for ever
                left -= done.get() is None
            hands.close()

    def stop(self) -> None:
        """No more pages: the processes are ended."""
        self._stopped.set()
        with self._lock:
            for child in self._running:
                child.kill()

    def _serve(self, hands: Hands, waiting: "queue.SimpleQueue[Order]", done: "queue.Queue[Made | None]") -> None:
        child: subprocess.Popen[bytes] | None = None
        try:
            while not self._stopped.is_set():
                try:
                    order = waiting.get_nowait()
                except queue.Empty:
                    break
                try:
                    child = child or self._started(hands)
                    made = self._asked(child, order)
                except (OSError, ValueError, KeyError, TypeError):
                    made = None
                if made is None:
                    self._end(child)
                    child, made = None, Made(order, failed="the page could not be made")
                elif made.failed == "making the page takes too long":
                    self._end(child)
                    child = None
                done.put(made)
        finally:
            self._end(child)
            done.put(None)

    def _watch(self) -> None:
        """End the processes that a post keeps too long."""
        while not self._stopped.wait(_LOOK):
            now = time.monotonic()
            for child, due in tuple(self._due.items()):
                if now >= due:
                    child.kill()

    def _started(self, hands: Hands) -> subprocess.Popen[bytes]:
        child = hands.take()
        with self._lock:
            self._running.add(child)
            if self._stopped.is_set():
                child.kill()
        stdin, stdout = _pipes(child)
        stdin.write(self._setting)
        stdin.flush()
        export_child.read_answer(stdout)  # it is ready: the time of a post does not count from its start
        return child

    def _asked(self, child: subprocess.Popen[bytes], order: Order) -> Made | None:
        """What the process makes of it; None when it broke."""
        stdin, stdout = _pipes(child)
        self._due[child] = time.monotonic() + self._seconds
        try:
            stdin.write(export_child.request(order.path, order.raw, rich=self._rich))
            stdin.flush()
            said = export_child.read_answer(stdout)
        except (OSError, ValueError):
            said = None
        late = time.monotonic() >= self._due.pop(child)
        if said is None and late:
            return Made(order, failed="making the page takes too long")
        if said is None:
            return None
        if isinstance(said, str):
            return Made(order, failed=said)
        return Made(order, said)

    def _end(self, child: subprocess.Popen[bytes] | None) -> None:
        if child is None:
            return
        with self._lock:
            self._running.discard(child)
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    child.wait()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    assert child.stdin is not None and child.stdout is not None
    return child.stdin, child.stdout  # type: ignore[return-value]
