"""A box to type in over the lines that fit: the box keeps the focus, its arrows move in the list. Knows no line."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget


class FindingFrame(QFrame):
    """Box and list, or `none` where nothing fits. Enter in the box and a click take a line."""

    typed = Signal(str)
    taken = Signal(QModelIndex)

    def __init__(self, none: str, parent: QWidget | None = None, flags: Qt.WindowType = Qt.WindowType.Widget) -> None:
        super().__init__(parent, flags)
        self.setProperty("role", "popup")
        self.box = QLineEdit(self)
        self.box.textChanged.connect(self.typed)
        self.box.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setProperty("role", "bare")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.clicked.connect(self._take)
        self._none = QLabel(none, self)
        self._none.setProperty("role", "dim")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self._none, 1)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.box)

    def offer(self, items: Sequence[QStandardItem], current: int = 0) -> None:
        """Show these lines; the one of the number `current` is chosen."""
        self.model.clear()
        for item in items:
            self.model.appendRow(item)
        self.list.setCurrentIndex(self.model.index(current, 0))
        self._none.setVisible(not items)
        self.list.setVisible(bool(items))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box keeps the focus; its arrows move in the list."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = max(0, min(self.list.currentIndex().row() + step, self.model.rowCount() - 1))
                self.list.setCurrentIndex(self.model.index(row, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(index)
