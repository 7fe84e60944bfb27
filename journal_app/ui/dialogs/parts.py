"""What the dialogs share: margins, a sentence, the row of buttons. Knows no dialog."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

translate = QCoreApplication.translate


class Dialog(QDialog):
    """A dialog with a column for its content and buttons below; Escape closes it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 20, 20, 16)
        self.column.setSpacing(12)

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for wrapped sentences at the width of now."""
        height = self.column.totalHeightForWidth(self.width())
        if height > self.height():
            self.resize(self.width(), height)
        super().showEvent(event)

    def add_sentence(self, text: str, role: str = "") -> QLabel:
        """A sentence of plain text in the column; `role` as the style sheet knows it."""
        label = sentence_label(text, self, role)
        self.column.addWidget(label)
        return label

    def add_buttons(
        self, action: str, close: str = "", others: Sequence[QPushButton] = (), *, careful: bool = False
    ) -> QPushButton:
        """The row of buttons: what the dialog is there to do, other choices, and a way out. Gives the first.

        Enter does the first; with `careful` it goes back, since something would be gone.
        """
        box = QDialogButtonBox(self)
        main = QPushButton(action, self)
        main.setProperty("role", "primary")
        main.setDefault(not careful)
        main.setAutoDefault(not careful)
        box.addButton(main, QDialogButtonBox.ButtonRole.AcceptRole)
        for button in others:
            button.setAutoDefault(False)
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        away = QPushButton(close or translate("Dialogs", "Cancel"), self)
        away.setAutoDefault(careful)
        away.setDefault(careful)
        box.addButton(away, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        box.accepted.connect(self.accept)
        self.column.addSpacing(4)
        self.column.addWidget(box)
        if careful:
            away.setFocus()
        return main

    def add_close(self) -> QPushButton:
        """A row with nothing but a way out."""
        box = QDialogButtonBox(self)
        close = QPushButton(translate("Dialogs", "Close"), self)
        close.setDefault(True)
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self.column.addWidget(box)
        return close


def sentence_label(text: str, parent: QWidget, role: str = "") -> QLabel:
    """A wrapping label of plain text."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def short_list(name: str, lines: Sequence[str], parent: QWidget) -> QListWidget:
    """A list as high as its lines, at most six of them; `name` is its accessible name."""
    listed = QListWidget(parent)
    listed.setAccessibleName(name)
    listed.addItems(list(lines))
    listed.setFixedHeight(28 * max(1, min(len(lines), 6)) + 8)
    return listed
