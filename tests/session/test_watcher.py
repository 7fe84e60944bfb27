"""The watcher says `look again`; what happened before it could see is looked for, too."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from journal_app.session.watcher import Watcher


def test_what_happened_before_the_watch_stood_is_looked_for(qtbot: QtBot, tmp_path: Path) -> None:
    stands = threading.Event()

    def source(folder: Path, stop: threading.Event) -> Iterator[Any]:
        stands.wait(10)  # a change made now is told to nobody
        while not stop.is_set():
            yield set()
            stop.wait(0.05)

    watcher = Watcher(source)
    looks: list[bool] = []
    watcher.look_again.connect(lambda: looks.append(True))
    try:
        watcher.watch(tmp_path)
        qtbot.wait(400)
        assert not looks
        stands.set()
        qtbot.waitUntil(lambda: bool(looks), timeout=1500)
    finally:
        stands.set()
        watcher.stop()


def test_a_watch_that_was_left_is_not_waited_for_and_tells_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    left, other = tmp_path / "left", tmp_path / "other"
    left.mkdir()
    other.mkdir()
    held, entered = threading.Event(), threading.Event()

    def source(folder: Path, stop: threading.Event) -> Iterator[Any]:
        entered.set()
        if folder == left:
            held.wait(60)
            yield {"a change"}
        else:
            stop.wait(60)

    watcher = Watcher(source)
    looks: list[bool] = []
    watcher.look_again.connect(lambda: looks.append(True))
    try:
        watcher.watch(left)
        qtbot.waitUntil(entered.is_set, timeout=20_000)
        thread = watcher._threads[0]
        watcher.watch(other)
        assert thread.is_alive()
        held.set()
        thread.join(20)
        qtbot.waitUntil(lambda: not thread.is_alive(), timeout=20_000)
        assert not looks
    finally:
        held.set()
        watcher.stop()
    assert not watcher._threads


def test_few_files_are_named_at_once_and_many_are_not(qtbot: QtBot, tmp_path: Path) -> None:
    few = {(2, str(tmp_path / f"{number}.md")) for number in range(3)}

    def source(folder: Path, stop: threading.Event) -> Iterator[Any]:
        yield {(2, str(tmp_path / f"{number}.md")) for number in range(500)}
        yield few
        while not stop.wait(0.05):
            yield set()

    watcher = Watcher(source)
    named: list[frozenset[Path]] = []
    watcher.named.connect(named.append)
    try:
        with qtbot.waitSignal(watcher.look_again, timeout=10_000):
            watcher.watch(tmp_path)
        assert named == [frozenset(tmp_path / f"{number}.md" for number in range(3))]
    finally:
        watcher.stop()
