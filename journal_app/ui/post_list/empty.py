"""What stands in the post list when it has no row: a word why, and the one thing to do about it."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

translate = QCoreApplication.translate

State = Literal["none", "filtered", "scanning"]


class EmptyPage(QWidget):
    """No posts yet; nothing found; still reading."""

    clear_requested = Signal()
    new_post_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State = "none"
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("role", "dim")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._button = QPushButton(self)
        self._button.setProperty("role", "link")
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._fill()

    @property
    def state(self) -> State:
        """Why there is no row."""
        return self._state

    def show_state(self, state: State) -> None:
        """Say why there is no row."""
        self._state = state
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    @Slot()
    def _press(self) -> None:
        if self._state == "filtered":
            self.clear_requested.emit()
        else:
            self.new_post_requested.emit()

    def _fill(self) -> None:
        match self._state:
            case "none":
                self._text.setText(translate("PostList", "This folder has no posts yet."))
                self._button.setText(translate("PostList", "Write the first one"))
            case "filtered":
                self._text.setText(translate("PostList", "No post fits this filter."))
                self._button.setText(translate("PostList", "Clear the filter"))
            case "scanning":
                self._text.setText(translate("PostList", "Reading the folder…"))
                self._button.setText("")
        self._button.setVisible(self._state != "scanning")
