"""The list view under the sidebar: how a click or a key chooses a line, and the box among them. Knows no counts."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from journal_app.library.search.query import How
from journal_app.ui.lists.line_model import LINE
from journal_app.ui.lists.overlay_bar import OverlayBar
from journal_app.ui.sidebar.model import Item, SidebarModel

INDENT = 14
LEFT = 8
RIGHT = 12  # what the scroll bar over the lines takes, and a little
_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Press:
    """A line was chosen: in place of others of its kind (`how` is ""), or joined to them."""

    item: Item
    how: How | str = ""


class Box(QLineEdit):
    """A box among the lines. Escape empties it and goes back to the lines, as Down does."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or type."""
        if event.key() not in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        self.left.emit()


class SidebarView(QListView):
    """Lines, one below the other, or side by side where they are a cloud."""

    pressed_line = Signal(object)  # Press
    folded_line = Signal(object)  # Item: open it, or close it
    menu_requested = Signal(object, QPoint)  # Item, where on the screen
    moved_line = Signal(object, int)  # Item: a saved search, so many places down
    removed_line = Signal(object)  # Item: a saved search
    renamed_line = Signal(object)  # Item: a saved search, a category, a tag

    def __init__(self, parent: QWidget, model: SidebarModel) -> None:
        super().__init__(parent)
        self._lines = model
        self._down = QPersistentModelIndex()
        self.setProperty("role", "sidebar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 10, 0, 8)
        self.bar = OverlayBar(self)
        self.box = Box(self.viewport())
        self.box.hide()
        self.box.left.connect(self._leave_box)
        self.setModel(model)
        self.verticalScrollBar().valueChanged.connect(self.place_box)

    def set_cloud(self, cloud: bool) -> None:
        """Put lines side by side where there is room, or never."""
        self.setWrapping(cloud)
        self.setFlow(QListView.Flow.LeftToRight if cloud else QListView.Flow.TopToBottom)

    @Slot()
    def place_box(self) -> None:
        """Put the box over its line, or away where there is none."""
        row = next((row for row, item in enumerate(self._lines.lines) if item.kind == "filter"), -1)
        if row < 0:
            self.box.hide()
            return
        place = self.visualRect(self._lines.index(row))
        self.box.setGeometry(QRect(place.left() + LEFT, place.top() + 2, self.viewport().width() - LEFT - RIGHT, 26))
        self.box.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The box is as wide as the lines."""
        super().resizeEvent(event)
        self.place_box()

    def updateGeometries(self) -> None:
        """Lines came or went: the box goes with its own."""
        super().updateGeometries()
        if hasattr(self, "box"):
            self.place_box()

    @Slot()
    def _leave_box(self) -> None:
        self.setFocus()
        row = next((row for row, item in enumerate(self._lines.lines) if item.kind == "tag"), -1)
        if row >= 0:
            self.setCurrentIndex(self._lines.index(row))

    def event(self, event: QEvent) -> bool:
        """Keys of the lines are not the window's while the focus is here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose (Ctrl: and also, Shift: or, Alt: but not), Left and Right fold."""
        item = self._item(self.currentIndex())
        key = event.key()
        if item is None:
            super().keyPressEvent(event)
        elif key in _GO:
            self._press(item, how_of(event.modifiers()))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and item.opens is not None:
            if item.opens == (key == Qt.Key.Key_Left):
                self.folded_line.emit(item)
        elif self._is_own(event):
            if key == Qt.Key.Key_F2:
                self.renamed_line.emit(item)
            elif key == Qt.Key.Key_Delete:
                self.removed_line.emit(item)
            else:
                self.moved_line.emit(item, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button's line has the focus; it is chosen where the button comes up."""
        self._down = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the line, or open it where its arrow was hit."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        item = self._item(index)
        if event.button() != Qt.MouseButton.LeftButton or item is None or self._down != index:
            return
        if item.kind == "heading":
            if item.icon and event.position().x() > self.visualRect(index).right() - 34:
                self.menu_requested.emit(item, self.viewport().mapToGlobal(self.visualRect(index).bottomRight()))
        elif item.opens is not None and event.position().x() < LEFT + item.depth * INDENT + 26:
            self.folded_line.emit(item)
        else:
            self._press(item, how_of(event.modifiers()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Report for which line a menu is wanted."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        item = self._item(index)
        if item is not None:
            place = self.visualRect(index).center() if keyboard else event.pos()
            self.menu_requested.emit(item, self.viewport().mapToGlobal(place))

    def _press(self, item: Item, how: How | str) -> None:
        if item.kind == "fold":
            self.folded_line.emit(item)
        elif item.kind != "filter":
            self.pressed_line.emit(Press(item, how))

    def _item(self, index: QModelIndex) -> Item | None:
        item = index.data(LINE) if index.isValid() else None
        return item if isinstance(item, Item) else None

    def _is_own(self, event: QKeyEvent) -> bool:
        """Whether the key is one for the line that has the focus."""
        item = self._item(self.currentIndex())
        if item is not None and item.kind in ("category", "tag"):
            return event.key() == Qt.Key.Key_F2 and not event.modifiers()
        if item is None or item.kind != "saved":
            return False
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)


def how_of(modifiers: Qt.KeyboardModifier) -> How | str:
    """How a click with these keys joins a choice to the others; "" for one that takes their place."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return "not"
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return "or"
    return "and" if modifiers & Qt.KeyboardModifier.ControlModifier else ""
