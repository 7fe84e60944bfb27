"""The list view under the post list: keys, clicks and keeping its place when rows change. Knows no posts."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from journal_app.library.row import PostRow
from journal_app.ui.overlay_bar import OverlayBar
from journal_app.ui.post_list_model import ROW

HELD_KEY_MS = 90


class PostListView(QListView):
    """A row that becomes current by the author's hand is wanted; one made current by the program is not."""

    row_wanted = Signal(QModelIndex)
    editor_requested = Signal()
    delete_requested = Signal(QModelIndex)
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._held = False
        self._gathering = False  # Shift or Ctrl is held: what becomes current is chosen, not opened
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(HELD_KEY_MS)
        self._pause.timeout.connect(self._report)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.bar = OverlayBar(self)
        self._pressed = QPersistentModelIndex()
        self.clicked.connect(self._clicked)

    def set_current(self, index: QModelIndex) -> None:
        """Make the row current without reporting it, and bring it into view."""
        self._filling = True
        self.setCurrentIndex(index)
        self._filling = False
        if index.isValid():
            self.scrollTo(index)

    def select(self, indexes: Iterable[QModelIndex]) -> None:
        """Let these rows be the selected ones."""
        chosen = QItemSelection()
        for index in indexes:
            chosen.select(index, index)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keep_place(
        self,
        change: Callable[[], bool],
        place: Callable[[Path], QModelIndex],
        current: Path | None,
        other: bool,
    ) -> None:
        """Change the rows; the current row, or else the topmost, stays where it is. `other`: another query's rows.

        A list that stands at its top stays there, as long as the current row is in sight.
        """
        bar = self.verticalScrollBar()
        at_top = bar.value() == 0
        anchor = self.currentIndex()
        in_sight = anchor.isValid() and self.viewport().rect().intersects(self.visualRect(anchor))
        if not in_sight:
            anchor = self.indexAt(self.viewport().rect().topLeft())
        row = anchor.data(ROW) if anchor.isValid() else None
        focused = self.currentIndex().data(ROW)
        top = self.visualRect(anchor).top()
        self._filling = True
        reset = change()
        if reset:
            wanted = current if current is not None else focused.path if isinstance(focused, PostRow) else None
            index = place(wanted) if wanted is not None else QModelIndex()
            self.setCurrentIndex(index)
            kept = place(row.path) if isinstance(row, PostRow) else QModelIndex()
            if at_top and not other:
                self.scrollToTop()
                if index.isValid() and in_sight:
                    self.scrollTo(index)
            elif kept.isValid() and not other:
                bar.setValue(bar.value() + self.visualRect(kept).top() - top)
            elif index.isValid():
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            else:
                self.scrollToTop()
        self._filling = False

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Report the row, unless the program chose it; while a key is held down, only where it stops."""
        super().currentChanged(current, previous)
        if self._filling or self._gathering or not current.isValid():
            return
        if self._held:
            self._pause.start()
        else:
            self._pause.stop()
            self._report()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the text, Delete asks to delete, the rest moves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._report()
            self.editor_requested.emit()
            return
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.delete_requested.emit(self.currentIndex())
            return
        self._held = event.isAutoRepeat()
        self._gathering = gathers(event.modifiers())
        super().keyPressEvent(event)
        self._held = self._gathering = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button opens a menu and opens nothing; with Shift or Ctrl a click gathers posts."""
        self._pressed = QPersistentModelIndex(self.currentIndex())
        if event.button() == Qt.MouseButton.RightButton:
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            return
        self._gathering = gathers(event.modifiers())
        super().mousePressEvent(event)
        self._gathering = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Rows that are dragged over are chosen, not opened."""
        self._gathering = bool(event.buttons())
        super().mouseMoveEvent(event)
        self._gathering = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Report where a menu is wanted."""
        self.menu_requested.emit(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Taking the focus opens nothing, also where Qt makes the first row current."""
        self._filling = True
        super().focusInEvent(event)
        self._filling = False

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        """A click on the row that was current already is a wish too: no change reports it."""
        if self._pressed == index and not gathers(QGuiApplication.keyboardModifiers()):
            self.row_wanted.emit(index)

    @Slot()
    def _report(self) -> None:
        if self.currentIndex().isValid():
            self.row_wanted.emit(self.currentIndex())


def gathers(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether these keys choose several rows instead of opening one."""
    return bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
