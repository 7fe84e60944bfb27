"""Whether folders are there, asked where nobody waits: a share whose server is gone answers after minutes, or never.

Each question has a thread of its own that the end of the program does not wait for. Knows nothing of what is in them.
"""

import contextlib
import os
import threading
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

PATIENCE = 1.0  # seconds


def is_folder(path: Path, patience: float | None = None) -> bool | None:
    """Whether there is a folder at `path`; None when the disk does not answer within `patience` seconds (or one)."""
    answer: list[bool] = []

    def ask() -> None:
        answer.append(os.path.isdir(path))

    thread = threading.Thread(target=ask, name="presence", daemon=True)
    thread.start()
    thread.join(PATIENCE if patience is None else patience)
    return answer[0] if answer else None


class Presence(QObject):
    """Which of some folders are missing, as far as is known by now."""

    changed = Signal()
    _answered = Signal(object)  # tuple[Path, bool]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._missing: frozenset[Path] = frozenset()
        self._asked: set[Path] = set()
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def is_missing(self, path: Path) -> bool:
        """Whether the last answer was that there is no such folder; False while there was none."""
        return path in self._missing

    def ask(self, paths: Iterable[Path]) -> None:
        """Look again, in the background; `changed` tells that an answer is another than before."""
        for path in paths:
            if path not in self._asked:
                self._asked.add(path)
                threading.Thread(target=self._ask, args=(path,), name="presence", daemon=True).start()

    def _ask(self, path: Path) -> None:
        there = os.path.isdir(path)
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._answered.emit((path, there))

    @Slot(object)
    def _on_answered(self, answer: tuple[Path, bool]) -> None:
        path, there = answer
        self._asked.discard(path)
        missing = self._missing - {path} if there else self._missing | {path}
        if missing != self._missing:
            self._missing = missing
            self.changed.emit()
