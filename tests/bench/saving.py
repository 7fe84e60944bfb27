"""What a save costs: ours of 100 KB over an older version, against the least that could be called one.

The floor writes a new file, fsyncs it, renames it over the older one and fsyncs the folder. Ours also compares with the
base, gives on what belongs to the file, keeps the old bytes in the history (they are synced as well), looks at what it
replaced and reads back. Both in turn, in the same folder.

    python -m tests.bench.saving       prints the medians in milliseconds as JSON

Beside it: how long the window does not listen while posts are typed in, saved and switched, on a disk whose every fsync
takes half a second. Whatever waited for the disk in the window's thread would show.
"""

import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from journal_app import files
from journal_app.library.history import History
from tests.bench.bare import bare_save

SIZE = 100_000
SAVES = 6
_FSYNC_SECONDS = 0.5
_POSTS = 4
_TICK_MS = 5
Runs = dict[str, list[float]]
_numbers = itertools.count()


def measure(folder: Path, runs: int) -> tuple[Runs, Runs]:
    """Milliseconds of each turn: the floor's {"save"}, ours {"save", "save with history"}."""
    floor: Runs = {"save": []}
    ours: Runs = {"save": [], "save with history": []}
    folder.mkdir(parents=True, exist_ok=True)
    bare, plain, kept = (folder / name for name in ("bare.md", "plain.md", "kept.md"))
    history = History(folder.parent / "history")
    for number in range(256):  # as after some weeks of use
        (folder.parent / "history" / "objects" / f"{number:02x}").mkdir(parents=True)
    for path in (bare, plain, kept):
        path.write_bytes(_text())
    for turn in range(runs + 2):
        spans = (
            _span(partial(bare_save, bare, _text())),
            _span(partial(files.save, plain, _text(), files.read(plain)[1])),
            _span(partial(files.save, kept, _text(), files.read(kept)[1], keep=partial(history.keep, kept))),
        )
        if turn >= 2:  # the first ones find nothing warm
            floor["save"].append(spans[0])
            ours["save"].append(spans[1])
            ours["save with history"].append(spans[2])
    return floor, ours


def _text() -> bytes:
    """100 KB that were never saved before."""
    return (b"%08d\n" % next(_numbers) + "早上下雨，晚上写字。\n".encode() * (SIZE // 31 + 1))[:SIZE]


def _span(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def prepare(folder: Path) -> None:
    """A journal of some long posts."""
    from tests.bench import generate

    for number in range(_POSTS):
        generate.post_of(folder / f"post-{number}.md", SIZE // 4)


def child(folder: Path) -> None:
    """The program itself on a slow disk; tells the longest pauses of its loop in milliseconds."""
    from journal_app.files.ops import FileOps
    from tests.bench import ours

    sync = FileOps.fsync

    def slowly(ops: FileOps, handle: int) -> None:
        time.sleep(_FSYNC_SECONDS)
        sync(ops, handle)

    FileOps.fsync = slowly  # type: ignore[method-assign]

    def watch(parts: Any) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, parts.window, lambda: write_and_save(parts))

    ours.run(folder, watch)


def write_and_save(parts: Any) -> None:
    """Type in one post after the other, and save."""
    from PySide6.QtCore import QTimer

    from tests.bench import clock, probe

    pauses = clock.Pauses()
    probe.wait_until(lambda: parts.preview.is_ready and parts.desk.current and not parts.librarian.is_looking)
    probe.pause(3000)
    ticker = QTimer(parts.window)
    ticker.timeout.connect(pauses.tick)
    ticker.start(_TICK_MS)
    pauses.begin()
    probe.pause(1000)
    idle = pauses.longest
    pauses.begin()
    paths = [row.path for row in parts.post_list.rows]
    for turn in range(SAVES):
        path = paths[turn % len(paths)]
        parts.commands.open_post(path)
        probe.wait_until(lambda path=path: parts.editor.path == path)
        parts.editor.view.insertPlainText("再写一句。")
        parts.commands.save()
        probe.wait_until(lambda: not parts.desk.unsaved and not parts.desk.is_saving)
    probe.tell({"idle_gap": idle, "gap": pauses.longest})
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    """A look at the figures, or the child of `bench.py`."""
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory(prefix="journal-bench-", dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        floor, ours = measure(Path(name) / "journal", 200)
    medians = {f"floor {name}": _median(values) for name, values in floor.items()}
    medians |= {f"ours {name}": _median(values) for name, values in ours.items()}
    print(json.dumps(medians))


def _median(values: list[float]) -> float:
    return round(sorted(values)[len(values) // 2], 3)


if __name__ == "__main__":
    main()
