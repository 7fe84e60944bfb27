"""A journal of many posts: scanned, filled, opened again, filtered, searched, changed; each beside its floor.

Of a size the floors are measured in a process without Qt, and what a person waits for in the program itself.
"""

import gc
import json
import math
import os
import sqlite3
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000)
LARGE = 100_000
sizes = SIZES
"""The sizes of this run."""
WORD = "的一"
TAG = "读书"
_CHANGED = 5_000
_CLICKS = 7
_TICK_MS = 2
# What is measured, its words, which floor, how often as long it may take, or else how many milliseconds.
LINES = (
    ("start", "Warm start: the list painted", "start", 1.5, 0.0),
    ("scan", "Cold scan: all rows shown", "scan", 10.0, 0.0),
    ("scan gap", "  the window's longest pause", "idle", 0.0, 50.0),
    ("full text", "Full text ready", "full text", 1.3, 0.0),
    ("fill gap", "  the window's longest pause", "idle", 0.0, 50.0),
    ("warm gap", "Opened again: the longest pause", "idle", 0.0, 50.0),
    ("click", "Click on a tag: list, counts painted", "idle", 0.0, 16.0),
    ("search", "Search: the list's rows and counts", "search", 1.0, 20.0),
    ("one changed", "One changed file: list, search right", "idle", 0.0, 300.0),
    ("many changed", "5,000 changed files: list right", "many", 3.0, 0.0),
    ("bytes", "Bytes a row holds", "bytes", 1.0, 0.0),
)
MOST_BYTES = 1536.0
SLOWER = {"click": 100.0, "search": 0.0}
"""Milliseconds with the large journal; without a limit the search there is only never slower than grep."""
_GREW = {
    "scan": "Cold scan, all rows shown",
    "full text": "Full text ready",
    "warm": "Warm start, list shown",
    "click": "Click on a tag",
    "search": "Search: first 50 and the count",
    "one changed": "One changed file",
}

Figures = dict[str, float]


def floors(journal: Path) -> Figures:
    """Milliseconds, without Qt: the first 2 KB of each file, a bare FTS5 insert of all texts, grep."""
    from tests.bench import heads

    heads.read_starts(journal)
    told = {"scan": min(heads.read_starts(journal) for _ in range(3))}
    told["full text"] = statistics.median(_bare_insert(journal) for _ in range(3))
    command = ["grep", "-rlF", WORD, str(journal)]
    told["search"] = min(_took(lambda: subprocess.run(command, capture_output=True, check=False)) for _ in range(3))
    return told


def _bare_insert(journal: Path) -> float:
    """Each file read and inserted as it is, in one transaction, into an FTS5 table with nothing set."""
    database = journal.parent / "bare.sqlite"
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (body)")

    def insert() -> None:
        connection.execute("BEGIN")
        texts = ((path.read_text("utf-8"),) for path in journal.rglob("*.md"))
        connection.executemany("INSERT INTO words (body) VALUES (?)", texts)
        connection.execute("COMMIT")

    took = _took(insert)
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    return took


def index(journal: Path) -> Figures:
    """Milliseconds of our index alone: the full text, a search with what the list then needs; and bytes of a row."""
    from journal_app.library import grammar, scan, sites
    from journal_app.library.index import Index
    from journal_app.library.query import Query
    from journal_app.library.table import Table

    sys.setswitchinterval(0.0005)  # as in the program
    database = journal.parent / "ours.sqlite"
    times: list[float] = []
    for _ in range(3):
        made = Index(database)
        made.apply(journal, scan.look(journal, sites.site_of(journal), {}))

        def fill(made: Index = made) -> None:
            while made.fill(journal).texts:
                pass

        times.append(_took(fill))
        made.close()
        if len(times) < 3:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{database}{suffix}").unlink(missing_ok=True)
    told = {"full text": statistics.median(times)}
    made = Index(database)
    gc.collect()
    tracemalloc.start()
    rows = made.rows(journal)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    told["bytes"] = held / len(rows)
    words = grammar.parse(f"{WORD} ").words

    table = Table(rows.values())

    def answer() -> None:
        hits = made.search(journal, words)
        listing = table.listing(Query(text=f"{WORD} "), hits=hits)
        assert len(listing.rows) == len(hits)

    answer()
    told["search"] = statistics.median(_took(answer) for _ in range(_CLICKS))
    told["relevance"] = statistics.median(
        _took(lambda: made.search(journal, words, ranked=True)) for _ in range(_CLICKS)
    )
    made.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    return told


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


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
            sys.exit("the program did not come to where it can be measured")
        return (time.perf_counter() - begun) * 1000

    def rest(self, seconds: float) -> None:
        """Let the program run."""
        ends = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > ends)


def live(first: Path, journal: Path, posts: int) -> None:
    """The program on a journal of one post, which then opens `journal` for the first time, and goes on from there."""
    from tests.bench import ours

    def watch(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, parts.window, lambda: _live(Watch(parts), first, journal, posts))

    ours.run(first, watch)


def _live(watch: Watch, first: Path, journal: Path, posts: int) -> None:
    parts = watch.parts
    librarian, shown = parts.librarian, parts.post_list
    told: Figures = {}

    def is_filled() -> bool:
        return not librarian.is_looking and not librarian._jobs.busy

    watch.until(lambda: librarian.folder is not None and is_filled())
    watch.rest(3)
    watch.rest(1)
    told["idle"] = watch.longest
    parts.commands.open_journal(journal)
    told["scan"] = watch.until(lambda: len(shown.rows) == posts)
    told |= {"scan gap": watch.longest, "scan busy": watch.busiest}
    told["filled"] = watch.until(is_filled)
    told |= {"fill gap": watch.longest, "fill busy": watch.busiest}
    parts.commands.open_journal(first)
    watch.until(lambda: len(shown.rows) == 1 and is_filled())
    watch.rest(1)
    parts.commands.open_journal(journal)
    told["warm"] = watch.until(lambda: len(shown.rows) == posts)
    told |= {"warm gap": watch.longest, "warm busy": watch.busiest}
    watch.until(is_filled)
    told["warm gap"] = max(told["warm gap"], watch.longest)
    told["warm busy"] = max(told["warm busy"], watch.busiest)
    watch.rest(1)
    told |= _clicks(watch)
    told |= _one_changed(watch, journal)
    if posts >= 2 * _CHANGED:
        told |= _many_changed(watch, journal)
    print(json.dumps({name: round(value, 2) for name, value in told.items()}), flush=True)
    os._exit(0)


def _clicks(watch: Watch) -> Figures:
    """A tag chosen and given up: the milliseconds until list and sidebar are painted again, and the loop's pause."""
    from dataclasses import replace

    from journal_app.library.query import Choice

    parts = watch.parts
    without = parts.browse.query
    with_tag = replace(without, choices=(Choice("tag", TAG),))
    times: list[float] = []
    for number in range(2 * _CLICKS):
        asked = with_tag if number % 2 == 0 else without
        begun = time.perf_counter()
        parts.browse.on_query_requested(asked)
        parts.post_list.view.viewport().repaint()
        parts.sidebar.repaint()
        times.append((time.perf_counter() - begun) * 1000)
        watch.rest(0.1)
    typed = replace(without, text=f"{WORD} ")
    begun = time.perf_counter()
    parts.browse.on_query_requested(typed)
    watch.until(lambda: parts.browse._hits is not None)
    parts.post_list.view.viewport().repaint()
    answered = (time.perf_counter() - begun) * 1000
    told = {"click": statistics.median(times), "typed": answered, "typed gap": watch.longest}
    parts.browse.on_query_requested(without)
    watch.rest(0.3)
    return told


def _one_changed(watch: Watch, journal: Path) -> Figures:
    """From the write of one file by a stranger until list, counts and search are right."""
    from journal_app.library import grammar

    librarian = watch.parts.librarian
    path = next(iter(sorted(librarian.rows)))
    times = []
    for number in range(3):
        text = path.read_text("utf-8").replace("\ntitle: ", f"\ntitle: {number} ", 1)
        watch.rest(1)
        path.write_text(f"{text}\nzanzibar {number}\n", "utf-8")
        asked = grammar.parse(f"zanzibar {number} ").words

        def is_right(number: int = number, asked: Any = asked) -> bool:
            row = librarian.rows[path]
            if row.words < 0 or not row.title.startswith(f"{number} "):
                return False
            shown = watch.parts.post_list.rows
            return any(row is each for each in shown) and path in librarian._index.search(journal, asked)

        times.append(watch.until(is_right))
    return {"one changed": statistics.median(times)}


def _many_changed(watch: Watch, journal: Path) -> Figures:
    """Thousands of files written by a stranger: until all of them are shown as they are, from the last write on."""
    from tests.bench import heads

    librarian = watch.parts.librarian
    paths = sorted(librarian.rows)[:_CHANGED]
    written = "import pathlib, sys\nfor name in sys.stdin.read().split('\\n'):\n" + (
        "    path = pathlib.Path(name)\n"
        "    text = path.read_text('utf-8').replace('\\ntitle: ', '\\ntitle: NEW ', 1)\n"
        "    path.write_text(text, 'utf-8')\n"
    )
    process = subprocess.Popen([sys.executable, "-c", written], stdin=subprocess.PIPE, text=True)
    assert process.stdin is not None
    process.stdin.write("\n".join(map(os.fspath, paths)))
    process.stdin.close()
    watch.until(lambda: process.poll() is not None)
    pause = watch.longest

    def is_right() -> bool:
        return all(librarian.rows[path].title.startswith("NEW ") for path in paths)

    took = watch.until(is_right)
    gap = max(pause, watch.longest)
    watch.until(lambda: not librarian.is_looking)
    return {"many changed": took, "many gap": gap, "many floor": heads.scan(journal) * _CHANGED / len(librarian.rows)}


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


def print_growth(told: dict[int, Figures]) -> None:
    """How each figure grows with the posts: 1.00 is in proportion."""
    sizes = sorted(told)
    if len(sizes) < 2:
        return
    small, large = sizes[0], sizes[-1]
    print(f"\nGrowth from {small:,} to {large:,} posts (1.00: in proportion)")
    for name, words in _GREW.items():
        before, after = told[small].get(name, 0.0), told[large].get(name, 0.0)
        if before > 0 and after > 0:
            exponent = math.log(after / before) / math.log(large / small)
            print(f"  {words:46}{before:9.1f}{after:9.1f}{exponent:8.2f}")


def prepare_empty(journal: Path) -> Path:
    """An empty journal beside this one, and one with a single post: `first`."""
    empty, first = journal.with_name("empty"), journal.with_name("first")
    for folder in (empty, first):
        folder.mkdir(parents=True, exist_ok=True)
    (first / "post.md").write_text("---\ntitle: First\ndate: 2024-11-17\n---\n\nA post.\n", "utf-8")
    return empty


def floors_of(alive: Figures) -> Figures:
    """The floors that the program's own run measured."""
    return {"many": alive["many floor"]} if "many floor" in alive else {}


def main() -> None:
    """One measurement in a process of its own."""
    what, folder, *rest = sys.argv[1:]
    if what == "live":
        live(Path(folder), Path(rest[0]), int(rest[1]))
    elif what == "start":
        start(Path(folder), int(rest[0]))
    else:
        print(json.dumps({"floors": floors, "index": index}[what](Path(folder))), flush=True)


if __name__ == "__main__":
    main()
