"""What is left in circles is collected in the window's thread alone: widgets are among it.

Python collects in whichever thread asks for memory, and a widget that is taken down outside its own thread ends the
program. So the automatic collection is off while there is a window, and this is done from its event loop instead, by
the same rules of three generations.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_BUSY_MS = 100
_IDLE_MS = 1_000
_GROWTH = 1.25  # by so much the oldest generation has to have grown before all of it is looked through again


class Garbage(QObject):
    """Turns the automatic collection off when made, and on again at `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._old = 0  # objects that the last full collection left
        self._asked = 0  # after so many middle collections since then they were counted last
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_due)

    def start(self) -> None:
        """From now on look every moment whether a collection is due."""
        self._timer.start(_IDLE_MS)

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def collect_due(self) -> None:
        """Collect the generations whose time has come."""
        young, middle, old = gc.get_count()
        limit, middle_limit, old_limit = gc.get_threshold()
        is_due = young > limit
        if self._timer.isActive():
            self._timer.setInterval(_BUSY_MS if is_due else _IDLE_MS)
        if not is_due:
            return
        if middle <= middle_limit:
            gc.collect(0)
        elif old > self._asked + old_limit and self._has_grown(old):
            gc.collect()
            self._old, self._asked = len(gc.get_objects(generation=2)), 0
        else:
            gc.collect(1)

    def _has_grown(self, old: int) -> bool:
        """To count them takes time by itself: not at each middle collection again."""
        self._asked = old
        return len(gc.get_objects(generation=2)) > self._old * _GROWTH
