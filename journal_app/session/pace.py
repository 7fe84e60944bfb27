"""The window goes first: a thread that works through many posts stands back while the window's thread is behind.

Two threads of Python share one lock. A thread that never waits gives it away late, so each touch of the window's thread
on it takes its time; standing back altogether, for a moment, costs the work little and the window nothing.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 5
_LATE_SECONDS = 0.012  # after so long without a beat the window's thread is busy
_STEP_SECONDS = 0.002
_PATIENCE_SECONDS = 0.06  # so long a piece of work stands back at most: it goes on also beside a window that hangs


class Pace(QObject):
    """Beats in the window's thread while there is work; `give_way` is called by the one who works, between pieces."""

    def __init__(self, is_needed: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_needed = is_needed
        self._beat = float("inf")
        self._is_ended = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """Work was given out."""
        if self._is_ended:
            return
        self._beat = time.monotonic()
        if not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        """The window's thread waits for the work now: nobody stands back any more."""
        self._is_ended = True
        self._beat = float("inf")
        self._timer.stop()

    def give_way(self) -> None:
        """Wait while the window's thread is behind; returns at once when it is not."""
        ends = time.monotonic() + _PATIENCE_SECONDS
        while ends > time.monotonic() > self._beat + _LATE_SECONDS:
            time.sleep(_STEP_SECONDS)

    @Slot()
    def _tick(self) -> None:
        self._beat = time.monotonic()
        if not self._is_needed():
            self._beat = float("inf")
            self._timer.stop()
