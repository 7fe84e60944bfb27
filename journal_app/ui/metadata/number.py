"""A field that is a number, told at each key while it is one; Up and Down step it by one."""

import math
import re

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from journal_app.post.head.tree import resolved
from journal_app.post.values import Value
from journal_app.ui.metadata.text import TextField

translate = QCoreApplication.translate

_WHOLE = re.compile(r"[+-]?[0-9]{1,300}")


class NumberField(TextField):
    """A whole number or one with a point; the kind it had is kept when it can be."""

    kind = "number"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line.typed.disconnect(self._tell)
        self._line.typed.connect(self._read)
        self._line.installEventFilter(self)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self._read_only:
                self._step(1 if key == Qt.Key.Key_Up else -1)
                return True
            if key == Qt.Key.Key_Escape and self._line.text() != str(self._value):
                self.restore(self._value)
                self.complained.emit("")
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _read(self, text: str) -> None:
        number = read_number(text, self._value)
        if number is None:
            self.complained.emit(translate("Metadata", "This is not a number, so it is not in the post yet."))
            return
        self.complained.emit("")
        self._tell(number)

    def _step(self, by: int) -> None:
        number = read_number(self._line.text(), self._value)
        if number is not None:
            self._line.fill(str(number + by))
            self._tell(number + by)


def read_number(text: str, like: Value) -> int | float | None:
    """The number `text` writes, a float where `like` is one; None when it is no number a head can hold."""
    text = text.strip()
    found = resolved(text)
    if isinstance(found, float) or (isinstance(found, int) and not isinstance(found, bool) and text.startswith("0x")):
        return found
    if _WHOLE.fullmatch(text):
        return float(text) if isinstance(like, float) else int(text)
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
