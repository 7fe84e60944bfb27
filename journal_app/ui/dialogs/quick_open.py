"""Ctrl+P: a post by a few letters of its title or file name. Shows rows, reports the path that is wanted."""

import heapq
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from journal_app.library.row import PostRow
from journal_app.post.errors import shown
from journal_app.ui.dialogs.fuzzy import best
from journal_app.ui.lists.detail import DETAILS, DetailDelegate
from journal_app.ui.post_list.model import day, title_words

translate = QCoreApplication.translate

MOST = 50
_PATH = Qt.ItemDataRole.UserRole


class QuickOpen(QDialog):
    """A box and the posts that fit best; Up and Down choose, Enter opens. `recent` posts come first."""

    post_requested = Signal(object)

    def __init__(
        self, rows: Sequence[PostRow], root: Path, recent: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(translate("QuickOpen", "Open a post"))
        places = {path: number for number, path in enumerate(recent)}
        self._rows = sorted(rows, key=lambda row: (places.get(row.path, len(places)), -row.moment))
        self._names = [(title_words(row), _place(row.path, root)) for row in self._rows]
        self._box = QLineEdit(self)
        self._box.setPlaceholderText(translate("QuickOpen", "Title or file name"))
        self._box.setAccessibleName(self.windowTitle())
        self._box.textChanged.connect(self._find)
        self._box.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setProperty("role", "bare")
        self._list.setItemDelegate(DetailDelegate("2024-12-31", self._list))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setAccessibleName(translate("QuickOpen", "Posts that fit"))
        self._list.clicked.connect(self._open)
        self._none = QLabel(translate("QuickOpen", "No post fits."), self)
        self._none.setProperty("role", "dim")
        frame = QFrame(self)
        frame.setProperty("role", "popup")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._box)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        self.resize(520, 400)
        self._find("")

    @property
    def found(self) -> tuple[Path, ...]:
        """The posts offered now, best first."""
        return tuple(self._model.index(row, 0).data(_PATH) for row in range(self._model.rowCount()))

    def showEvent(self, event: QShowEvent) -> None:
        """Stand in the upper middle of the window."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().topLeft())
            self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 48)
        self._box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Go when another window is taken up."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box keeps the focus; its arrows move in the list."""
        if watched is self._box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = max(0, min(self._list.currentIndex().row() + step, self._model.rowCount() - 1))
                self._list.setCurrentIndex(self._model.index(row, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _find(self, typed: str) -> None:
        scored = ((best(typed, names), -number) for number, names in enumerate(self._names))
        found = heapq.nlargest(MOST, (pair for pair in scored if pair[0] > 0))
        self._model.clear()
        for _, negative in found:
            row, (title, place) = self._rows[-negative], self._names[-negative]
            item = QStandardItem(title)
            item.setData(row.path, _PATH)
            item.setData((place, day(row.date)), DETAILS)
            item.setToolTip(f"{title}\n{shown(row.path)}")
            told = ", ".join(part for part in (title, place, day(row.date)) if part)
            item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._none.setVisible(not found)
        self._list.setVisible(bool(found))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        path = index.data(_PATH)
        if isinstance(path, Path):
            self.accept()
            self.post_requested.emit(path)


def _place(path: Path, root: Path) -> str:
    """Where the post lies in the journal; a bundle by its folder's name."""
    try:
        inner = path.relative_to(root)
    except ValueError:
        inner = path
    return shown(inner.parent if inner.stem == "index" and len(inner.parts) > 1 else inner)
