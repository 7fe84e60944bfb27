"""What the dialogs share: margins, a sentence, a page that scrolls, the row of buttons. Knows no dialog."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

translate = QCoreApplication.translate

_FRAME = 64  # pixels of a screen that a dialog leaves to its own title and to the desktop


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
        """Be as high as wrapped sentences need at the width of now, and no higher than the screen."""
        wished = self.column.totalHeightForWidth(self.width())
        if wished < 0:
            wished = self.column.totalSizeHint().height()
        grows = bool(self.column.expandingDirections() & Qt.Orientation.Vertical)
        height = max(self.height(), wished) if grows else wished
        if not event.spontaneous():
            self.resize(self.width(), min(height, self.screen().availableGeometry().height() - _FRAME))
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


class Page(QScrollArea):
    """A long page of a dialog: shown whole where the screen has room, else scrolled. `width` is what it is made for."""

    def __init__(self, page: QWidget, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is on it, and it follows
        self._take(page)

    def sizeHint(self) -> QSize:
        """The whole page."""
        width = max(self._width, self._page.minimumSizeHint().width())
        return QSize(width, self._page.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as its page, and a few lines high."""
        return QSize(self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show a bar only where the page does not fit without one: Qt asks whether it fits beside the bar there is."""
        room = self.maximumViewportSize()
        fits = self._page.heightForWidth(room.width()) <= room.height()
        needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed)
        super().resizeEvent(event)

    def show_page(self, page: QWidget) -> None:
        """Another page takes the place of this one, scrolled as far."""
        scrolled = self.verticalScrollBar().value()
        self.takeWidget().deleteLater()
        self._take(page)
        self.verticalScrollBar().setValue(scrolled)

    def _take(self, page: QWidget) -> None:
        page.setMinimumHeight(1)  # else it asks for what its sentences need at their narrowest
        self._page = page
        self.setWidget(page)


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
