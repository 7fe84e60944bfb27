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
