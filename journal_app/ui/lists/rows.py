"""A list of rows of one height with headings between them: where they stand, and their painting. Knows no posts.

Every place is arithmetic: Qt's own layout asks for each row, which a list of a hundred thousand cannot afford.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from journal_app.ui.lists.overlay_bar import OverlayBar
from journal_app.ui.lists.places import HEADING, Places

_MANY_SPANS = 40
_Index = QModelIndex | QPersistentModelIndex


class RowView(QListView):
    """Rows of the height the delegate wants, and headings above some of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = Places()
        self._heading_painter: Callable[[QPainter, QRect, int], None] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.bar = OverlayBar(self)

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


def spans(selection: QItemSelection) -> list[QItemSelectionRange]:
    """The ranges of a selection."""
    return [selection.at(number) for number in range(selection.count())]
