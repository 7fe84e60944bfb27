"""A field of one line of text, told at each key."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_app.post.values import Value
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.lines import LineEdit

translate = QCoreApplication.translate


class TextField(Field):
    """One line: text, or null until something is typed."""

    kind = "text"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LineEdit("value")
        self._line.typed.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self.setFocusProxy(self._line)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return value is None or (isinstance(value, str) and not any(char in value for char in "\n\r\u2028\u2029"))

    def entry(self) -> LineEdit:
        return self._line

    def set_placeholder(self, text: str) -> None:
        """The words shown while nothing is there."""
        self._line.setPlaceholderText(text)

    def set_read_only(self, reason: str) -> None:
        super().set_read_only(reason)
        self._line.setReadOnly(bool(reason))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._line.deselect()
        super().keyPressEvent(event)

    def _show(self, value: Value) -> None:
        self._line.fill("" if value is None else str(value))


class NullField(TextField):
    """A field with nothing in it; typing makes it a text."""

    kind = "null"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_placeholder(translate("Metadata", "empty"))
