"""A journal of many posts in the program itself: how long a person waits, and how long its window does not listen.

Each step is one child: `STEP FIRST JOURNAL POSTS`, begun with a journal of one post open; or `start JOURNAL POSTS`.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from tests.bench import kept
from tests.bench.kept import Figures

WORD = "的一"
TAG = "读书"
_CHANGED = 5_000
_TURNS = 7
_TICK_MS = 2
_PATIENCE_SECONDS = 10


class Watch:
    """The loop of the program's window while something is waited for: how long, and its longest pause.

    `busiest` is the most that the window's thread computed in one pause: other programs do not lengthen that.
    """

    def __init__(self, parts: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.parts = parts
        self._last = self.longest = 0.0
        self._computed = self.busiest = 0.0
        self._ticker = QTimer(parts.window)
        self._ticker.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(_TICK_MS)

    def _tick(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (computed - self._computed) * 1000)
        self._last, self._computed = now, computed

    def until(self, holds: Callable[[], bool], seconds: float = 600) -> float:
        """Milliseconds until this holds; `longest` and `busiest` are then of this while."""
        from PySide6.QtCore import QEventLoop, QTimer

        begun = self._last = time.perf_counter()
        self._computed = time.thread_time()
        self.longest = self.busiest = 0.0
        loop = QEventLoop()
        timer = QTimer(self.parts.window)
        timer.timeout.connect(lambda: loop.quit() if holds() or time.perf_counter() - begun > seconds else None)
        timer.start(_TICK_MS)
        loop.exec()
        timer.stop()
        if not holds():
            _fail("the program did not come to where it can be measured")
        return (time.perf_counter() - begun) * 1000

    def rest(self, seconds: float) -> None:
        """Let the program run."""
        ends = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > ends)

    def is_filled(self) -> bool:
        """Whether nothing is looked for and nothing filled in any more."""
        librarian = self.parts.librarian
        return not librarian.is_looking and not librarian._jobs.busy

    def pauses(self, name: str) -> Figures:
        """The longest pause, and the most that was computed in one."""
        return {f"{name} gap": self.longest, f"{name} busy": self.busiest}


def live(step: str, first: Path, journal: Path, posts: int) -> None:
    """The program on a journal of one post, and from there this step with `journal`."""
    from tests.bench import ours

    def begin(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, parts.window, lambda: _live(step, Watch(parts), journal, posts))

    ours.run(first, begin)


def _live(step: str, watch: Watch, journal: Path, posts: int) -> None:
    parts = watch.parts
    watch.until(lambda: parts.librarian.folder is not None and watch.is_filled())
    watch.rest(2)
    watch.rest(1)
    told = {"idle": watch.longest}
    parts.commands.open_journal(journal)
    shown = watch.until(lambda: len(parts.post_list.rows) == posts)
    if step in ("scan", "fill"):
        told |= {"scan": shown} | watch.pauses("scan")
    else:
        told |= {"warm": shown} | watch.pauses("warm")
    if step != "scan":
        filled = watch.until(watch.is_filled)
        if step == "fill":
            told |= {"filled": shown + filled} | _longer(told, "scan", watch.pauses("fill"), "fill")
        elif step == "warm":
            told |= _longer(told, "warm", watch.pauses("warm"), "warm")
        watch.rest(1.5)
    if step in _STEPS:
        told |= _STEPS[step](watch, journal)
    print(json.dumps({name: round(value, 2) for name, value in told.items()}), flush=True)
    os._exit(0)


def _longer(before: Figures, name: str, now: Figures, of: str) -> Figures:
    return {f"{of} {kind}": max(before[f"{name} {kind}"], now[f"{of} {kind}"]) for kind in ("gap", "busy")}


class _Painted:
    """What was asked for until list and sidebar are on the screen: the window paints both at once, as after a click."""

    def __init__(self, parts: Any) -> None:
        from PySide6.QtCore import QEvent, QObject

        self.window = parts.window
        self.panes = {parts.post_list.view.viewport(), parts.sidebar.view.viewport()}
        seen = self.seen = set()

        class Filter(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    seen.add(watched)
                return False

        self.filter = Filter(self.window)
        for pane in self.panes:
            pane.installEventFilter(self.filter)

    def wait(self) -> None:
        """Let the loop run until both are painted."""
        from PySide6.QtCore import QCoreApplication

        ends = time.perf_counter() + _PATIENCE_SECONDS
        self.seen.clear()
        for pane in self.panes:
            pane.update()
        while not self.seen >= self.panes:
            QCoreApplication.processEvents()
            if time.perf_counter() > ends:
                _fail("list and sidebar were not painted")


def _click(watch: Watch, journal: Path) -> Figures:
    """A tag chosen and given up: the milliseconds until list and sidebar are painted again; and a search."""
    from journal_app.library.search import grammar
    from journal_app.library.search.query import Choice

    parts = watch.parts
    without = parts.browse.query
    with_tag = replace(without, choices=(Choice("tag", TAG),))
    times: list[float] = []
    painted = _Painted(parts)
    for number in range(2 * _TURNS):
        asked = with_tag if number % 2 == 0 else without
        begun = time.perf_counter()
        parts.browse.on_query_requested(asked)
        painted.wait()
        times.append((time.perf_counter() - begun) * 1000)
        watch.rest(0.1)
    typed: list[float] = []
    for text in (f"{WORD} ", "zanzibar ") * 3:
        words = grammar.parse(text).words
        begun = time.perf_counter()
        parts.browse.on_query_requested(replace(without, text=text))
        watch.until(lambda words=words: parts.browse._answered_words == words)  # type: ignore[misc]
        if parts.post_list.rows:  # a list without any is hidden
            painted.wait()
        typed.append((time.perf_counter() - begun) * 1000)
        watch.rest(0.3)
    parts.browse.on_query_requested(without)
    return {
        "click": statistics.median(times),
        "click first": times[0],
        "typed": statistics.median(typed[::2]),
        "typed gap": watch.longest,
    }


def _changed(watch: Watch, journal: Path) -> Figures:
    """From the write of one file by a stranger until list, counts and search are right."""
    from journal_app.library.search import grammar

    librarian = watch.parts.librarian
    path = next(iter(sorted(librarian.rows)))
    before = path.read_text("utf-8")
    times = []
    with kept.lent(journal, [path]):
        for number in range(5):
            text = before.replace("\ntitle: ", f"\ntitle: {number} ", 1)
            watch.rest(3)
            path.write_text(f"{text}\nzanzibar {number}\n", "utf-8")
            asked = grammar.parse(f"zanzibar {number} ").words

            def is_right(number: int = number, asked: Any = asked) -> bool:
                row = librarian.rows[path]
                if row.words < 0 or not row.title.startswith(f"{number} "):
                    return False
                shown = watch.parts.post_list.rows
                return any(row is each for each in shown) and path in librarian._index.search(journal, asked)

            times.append(watch.until(is_right))
    return {"one changed": statistics.median(times), "one changed slowest": max(times)}


def _many(watch: Watch, journal: Path) -> Figures:
    """Thousands of files written by a stranger: until all of them are shown as they are, from the last write on."""
    from tests.bench import heads

    librarian = watch.parts.librarian
    paths = sorted(librarian.rows)[:_CHANGED]
    written = "import pathlib, sys\nfor name in sys.stdin.read().split('\\n'):\n" + (
        "    path = pathlib.Path(name)\n"
        "    text = path.read_text('utf-8').replace('\\ntitle: ', '\\ntitle: NEW ', 1)\n"
        "    path.write_text(text, 'utf-8')\n"
    )
    with kept.lent(journal, paths):
        process = subprocess.Popen([sys.executable, "-c", written], stdin=subprocess.PIPE, text=True)
        assert process.stdin is not None
        process.stdin.write("\n".join(map(os.fspath, paths)))
        process.stdin.close()
        watch.until(lambda: process.poll() is not None)
        pauses = watch.longest

        def is_right() -> bool:
            return all(librarian.rows[path].title.startswith("NEW ") for path in paths)

        took = watch.until(is_right)
        gap = max(pauses, watch.longest)
        watch.until(lambda: not librarian.is_looking)
    floor = heads.scan(journal) * _CHANGED / len(librarian.rows)
    return {"many changed": took, "many gap": gap, "many": floor}


_STEPS = {"click": _click, "changed": _changed, "many": _many}


def start(journal: Path, posts: int) -> None:
    """From the spawn until the list is painted, with no post or with all of them."""
    from tests.bench import ours

    def watch(parts: Any) -> None:
        from tests.bench import clock, probe

        def mark() -> None:
            probe.tell({"start": clock.since_spawned()})
            sys.stdout.flush()
            os._exit(0)

        shown = parts.post_list
        place = shown.view.viewport() if posts else shown
        probe.Painted(place, mark, lambda: parts.librarian.folder is not None and len(shown.rows) == posts)
        probe.give_up()

    ours.run(journal, watch)


def _fail(why: str) -> NoReturn:
    """End at once: what is open is of no value."""
    print(why, file=sys.stderr, flush=True)
    os._exit(3)


def main() -> None:
    """One measurement in a process of its own."""
    what, folder, *rest = sys.argv[1:]
    if what == "start":
        start(Path(folder), int(rest[0]))
    else:
        live(what, Path(folder), Path(rest[0]), int(rest[1]))


if __name__ == "__main__":
    main()
