"""The list view under the post list: keys, clicks, what is selected, and keeping its place. Knows no posts."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QElapsedTimer,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from journal_app.library.row import PostRow
from journal_app.library.search.text import folded
from journal_app.ui.lists.rows import RowView
from journal_app.ui.post_list.model import ROW

HELD_KEY_MS = 90
_TYPED_MS = 1000
_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class PostListView(RowView):
    """A row that becomes current by the author's hand is wanted; one made current by the program is not.

    With Shift or Ctrl rows are gathered, and not wanted.
    """

    row_wanted = Signal(QModelIndex)
    editor_requested = Signal()
    delete_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._held = False
        self._gathering = False
        self._typed = ""
        self._typing = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(HELD_KEY_MS)
        self._pause.timeout.connect(self._report)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._pressed = QPersistentModelIndex()
        self.clicked.connect(self._clicked)

    # What is current and what is chosen

    def set_current(self, index: QModelIndex) -> None:
        """Make the row current without reporting it, and bring it into view."""
        self._filling = True
        self.setCurrentIndex(index)
        self._filling = False
        if index.isValid():
            self.scrollTo(index)

    def select_rows(self, rows: Sequence[int]) -> None:
        """Let these rows, in ascending order, be the selected ones."""
        chosen, model = QItemSelection(), self.model()
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                chosen.select(model.index(rows[start], 0), model.index(rows[place - 1], 0))
                start = place
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

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
        if change():
            self.doItemsLayout()
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

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Report the row, unless the program chose it; while a key is held down, only where it stops."""
        super().currentChanged(current, previous)
        if self._filling or self._gathering or not current.isValid():
            return
        if self._held:
            self._pause.start()
        else:
            self._pause.stop()
            self._report()

    # Keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the text, Delete asks to delete, Space gathers, the rest moves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._report()
            self.editor_requested.emit()
            return
        if event.key() == Qt.Key.Key_Delete and self.selectionModel().hasSelection():
            self.delete_requested.emit()
            return
        if event.key() == Qt.Key.Key_Space and not self._is_typing() and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), _Flag.Toggle)
            return
        self._held = event.isAutoRepeat()
        self._gathering = gathers(event.modifiers())
        super().keyPressEvent(event)
        self._held = self._gathering = False

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row whose title begins with what was typed within a second, or else holds it."""
        if not search.strip() and not self._is_typing():
            return
        self._typed = self._typed + search if self._is_typing() else search
        self._typing.start()
        wanted, count = folded(self._typed), self._count()
        again = len(set(wanted)) == 1
        wanted = wanted[:1] if again else wanted
        start = self.currentIndex().row() + (1 if again else 0)
        titles = (
            [folded(str(self.model().index(row, 0).data() or "")) for row in range(count)] if count < 5000 else None
        )
        for fits in (str.startswith, str.__contains__):
            for step in range(count):
                row = (max(0, start) + step) % count
                title = titles[row] if titles else folded(str(self.model().index(row, 0).data() or ""))
                if fits(title, wanted):
                    self._held = True
                    self.setCurrentIndex(self.model().index(row, 0))
                    self._held = False
                    return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button opens nothing, and leaves a selection it is in; with Shift or Ctrl a click gathers posts."""
        self._pressed = QPersistentModelIndex(self.currentIndex())
        if event.button() == Qt.MouseButton.RightButton:
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.selectionModel().select(index, _Flag.ClearAndSelect)
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

    def _is_typing(self) -> bool:
        return self._typing.isValid() and self._typing.elapsed() < _TYPED_MS

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
