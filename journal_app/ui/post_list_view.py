"""The list view under the post list: where rows stand, keys, clicks, and keeping its place. Knows no posts.

Rows are of one height and headings of another, so that every place is arithmetic: Qt's own layout asks for each row,
which a list of a hundred thousand cannot afford.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from journal_app.library.row import PostRow
from journal_app.library.text import folded
from journal_app.ui.overlay_bar import OverlayBar
from journal_app.ui.post_list_model import ROW
from journal_app.ui.post_list_places import HEADING, Places

HELD_KEY_MS = 90
_TYPED_MS = 1000
_MANY_SPANS = 40
_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class PostListView(QListView):
    """A row that becomes current by the author's hand is wanted; one made current by the program is not.

    With Shift or Ctrl rows are gathered, and not wanted.
    """

    row_wanted = Signal(QModelIndex)
    editor_requested = Signal()
    delete_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = Places()
        self._heading_painter: Callable[[QPainter, QRect, int], None] | None = None
        self._filling = False
        self._held = False
        self._gathering = False
        self._typed = ""
        self._typing = QElapsedTimer()
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
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.bar = OverlayBar(self)
        self._pressed = QPersistentModelIndex()
        self.clicked.connect(self._clicked)

    # Where things stand

    def set_headings(self, starts: Sequence[int], paint: Callable[[QPainter, QRect, int], None]) -> None:
        """A heading stands above each of these rows; `paint` paints the one of that number in the rectangle."""
        self._heading_painter = paint
        self._places = Places(tuple(starts), self._places.row_height, self._count())
        self.updateGeometries()

    def measure(self) -> None:
        """Ask the delegate anew how high a row is."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self._places = Places(self._places.starts, max(1, height), self._count())
        self.updateGeometries()
        self.viewport().update()

    def doItemsLayout(self) -> None:
        """Nothing has to be laid out."""
        self._places = Places(self._places.starts, self._places.row_height, self._count())
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """The bar's range follows the rows."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._places.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(16, self._places.row_height // 2))

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def visualRect(self, index: _Index) -> QRect:
        """The row's place in the viewport, without the heading above it."""
        if not index.isValid():
            return QRect()
        top = self._places.top(index.row()) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._places.row_height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a place of the viewport; none where a heading stands."""
        row = self._places.row_at(point.y() + self.verticalOffset())
        return self.model().index(row, 0) if row is not None else QModelIndex()

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into view, and with the first one of a group its heading."""
        if not index.isValid():
            return
        row, bar, room = index.row(), self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._places.top(row), self._places.top(row) + self._places.row_height
        if self._places.has_heading(row):
            top -= HEADING
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue((top + bottom - room) // 2)
        elif top < bar.value() or bottom - top > room:
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows a rectangle of the viewport touches."""
        rect = rect.normalized()
        rows = self._places.rows_between(rect.top() + self.verticalOffset(), rect.bottom() + self.verticalOffset())
        chosen = QItemSelection()
        if rows:
            chosen.select(self.model().index(rows[0], 0), self.model().index(rows[-1], 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        if selection.count() > _MANY_SPANS:
            return QRegion(self.viewport().rect())
        region = QRegion()
        for span in spans(selection):
            top, bottom = self._places.top(span.top()), self._places.top(span.bottom()) + self._places.row_height
            place = QRect(0, top - self.verticalOffset(), self.viewport().width(), bottom - top)
            region += place.intersected(self.viewport().rect())
        return region

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The row a key leads to."""
        last = self._count() - 1
        if last < 0:
            return QModelIndex()
        row = self.currentIndex().row()
        page = max(1, self.viewport().height() // self._places.row_height - 1)
        actions = QAbstractItemView.CursorAction
        steps = {
            actions.MoveUp: -1,
            actions.MovePrevious: -1,
            actions.MoveDown: 1,
            actions.MoveNext: 1,
            actions.MovePageUp: -page,
            actions.MovePageDown: page,
            actions.MoveHome: -last - 1,
            actions.MoveEnd: last + 1,
        }
        if row < 0:
            return self.model().index(last if action == actions.MoveEnd else 0, 0)
        return self.model().index(min(last, max(0, row + steps.get(action, 0))), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and headings that are in sight."""
        painter = QPainter(self.viewport())
        offset, area = self.verticalOffset(), event.rect()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, delegate, states = option.state, self.itemDelegate(), QStyle.StateFlag
        plain &= ~(states.State_MouseOver | states.State_HasFocus | states.State_Selected)
        current, choice = self.currentIndex().row(), self.selectionModel()
        mouse = self.viewport().mapFromGlobal(QCursor.pos())
        under = self.indexAt(mouse).row() if self.viewport().underMouse() else -1
        for row in self._places.rows_between(area.top() + offset, area.bottom() + offset + HEADING):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            state = plain
            if choice.isSelected(index):
                state |= states.State_Selected
            if row == under:
                state |= states.State_MouseOver
            if row == current and self.hasFocus():
                state |= states.State_HasFocus
            option.state = state
            if option.rect.intersects(area):
                delegate.paint(painter, option, index)
            if self._heading_painter is not None and self._places.has_heading(row):
                place = QRect(0, option.rect.top() - HEADING, self.viewport().width(), HEADING)
                self._heading_painter(painter, place, self._places.starts.index(row))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font wants them."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_places"):
            self.measure()

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0

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


def spans(selection: QItemSelection) -> list[QItemSelectionRange]:
    """The ranges of a selection."""
    return [selection.at(number) for number in range(selection.count())]


def gathers(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether these keys choose several rows instead of opening one."""
    return bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
