"""Types as an author does, and says when the text is painted. Knows a QPlainTextEdit and nothing around it."""

import random

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from tests.bench import probe
from tests.bench.clock import now


class KeyPaint(QObject):
    """How long a key takes until the text is painted: the event posted from the paint comes after the flush."""

    _FLUSHED = QEvent.Type(QEvent.registerEventType())

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit)
        self.times: list[float] = []
        self._edit = edit
        self._armed = False
        self._painted = 0.0
        self._loop = QEventLoop(self)
        edit.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._armed and event.type() == QEvent.Type.Paint:
            self._armed = False
            QCoreApplication.postEvent(self, QEvent(self._FLUSHED), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == self._FLUSHED:
            self._painted = now()
            self._loop.quit()
            return True
        return super().event(event)

    def key(self) -> float:
        """Press a key; the milliseconds until it is painted."""
        self._painted, self._armed = 0.0, True
        begun = now()
        QTest.keyClick(self._edit, Qt.Key.Key_A)
        if not self._painted:
            self._loop.exec()
        self.times.append(self._painted - begun)
        return self.times[-1]


_rest = random.Random(1)


def rest() -> bool:
    """About ten keys a second, but not in step with the frames of the page. True, for the comprehensions."""
    probe.pause(_rest.randint(60, 110))
    return True
