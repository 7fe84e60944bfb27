"""What every kind of field has in common: it shows a value, and says when the author gave it another."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from journal_app.post.values import Value, same


class Field(QWidget):
    """One field's widget. `edited` is the author's new value, never a filling; `complained` a sentence or ""."""

    edited = Signal(object)
    complained = Signal(str)
    typing = Signal()  # what `half_typed` says may be other than before
    kind: ClassVar[str] = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Value = None
        self._filled = False
        self._read_only = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        """Whether this kind of widget can go on showing `value`, so that typing need not lose its widget."""
        raise NotImplementedError

    @property
    def value(self) -> Value:
        """The value last filled in or told."""
        return self._value

    def fill(self, value: Value) -> None:
        """Show `value` if it is not what stands there already; says nothing."""
        if self._filled and same(self._value, value):
            return
        self.restore(value)

    def restore(self, value: Value) -> None:
        """Show `value` whatever stands there; says nothing."""
        self._value = value
        self._filled = True
        self._show(value)

    def commit(self) -> None:
        """Tell what is typed and not yet told, if it can be told."""

    def half_typed(self) -> tuple[Value, ...]:
        """The value this field would have with what is typed and not yet told; empty when all is told."""
        return ()

    def rest(self) -> None:
        """Drop what is half done: another post is shown."""

    def set_read_only(self, reason: str) -> None:
        """Lock the widget for `reason`, or open it for ""."""
        self._read_only = reason

    def set_touched(self, touched: bool) -> None:
        """Whether the mouse or the focus is in the row: then the field shows its tools."""

    def set_accessible_name(self, name: str) -> None:
        """The name a screen reader says."""
        self.entry().setAccessibleName(name)

    def entry(self) -> QWidget:
        """The widget the label stands for."""
        raise NotImplementedError

    def tab_stops(self) -> list[QWidget]:
        """The widgets Tab goes to, in reading order."""
        return [self.entry()]

    def _show(self, value: Value) -> None:
        raise NotImplementedError

    def _tell(self, value: Value) -> None:
        """Say the author's value, unless it is the one that stands there."""
        if self._read_only or same(self._value, value):
            return
        self._value = value
        self.complained.emit("")
        self.edited.emit(value)


def smaller(font: QFont, share: float = 0.923) -> QFont:
    """The same font, a step smaller (13 becomes 12), or larger."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(round(font.pixelSize() * share))
    else:
        result.setPointSizeF(font.pointSizeF() * share)
    return result
