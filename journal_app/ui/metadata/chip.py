"""One item of a list, as a chip with a cross. Knows no list."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from journal_app.ui.metadata.field import smaller
from journal_app.ui.metadata.glyph_button import GlyphButton

translate = QCoreApplication.translate

HEIGHT = 22
_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Chip(QFrame):
    """A word that can be focused, moved, opened and taken out; what its keys and mouse mean is told, not done."""

    removal_requested = Signal(object)  # the chip
    opening_requested = Signal(object)
    step_requested = Signal(object, int)  # the chip, -1 or 1: the focus goes there
    shift_requested = Signal(object, int)  # the chip, -1 or 1: the chip goes there
    dragged = Signal(object, QPoint)  # the chip, where in the parent
    dropped = Signal(object, QPoint)
    focused = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setFixedHeight(HEIGHT)
        self._word = QLabel()
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        self._word.setFont(smaller(self.font()))
        self._cross = GlyphButton("x", "", 14)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self._remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 5, 0)
        layout.setSpacing(4)
        layout.addWidget(self._word)
        layout.addWidget(self._cross)
        self._text = ""
        self._pressed: QPoint | None = None
        self._dragging = False
        self._read_only = False

    def text(self) -> str:
        """The word."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another word."""
        self._text = text
        self._elide()
        self.setAccessibleName(text)
        words = translate("Metadata", "Remove {item}").format(item=text)
        self._cross.setToolTip(words)
        self._cross.setAccessibleName(words)
        self.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Take the cross away."""
        self._read_only = read_only
        self._cross.setVisible(not read_only)
        margin = 8 if read_only else 5
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(8, 0, margin, 0)

    def sizeHint(self) -> QSize:
        width = self._word.fontMetrics().horizontalAdvance(self._text) + 18
        return QSize(width + (0 if self._read_only else 18), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, HEIGHT)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._word.setFont(smaller(self.font()))
            self.updateGeometry()

    def resizeEvent(self, event: object) -> None:
        self._elide()

    def _elide(self) -> None:
        room = max(self.width() - (18 if self._read_only else 36), 16)
        whole = self._word.fontMetrics().horizontalAdvance(self._text)
        fits = whole <= room or not self.isVisible()
        elided = self._word.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room + 1)
        self._word.setText(self._text if fits else elided)
        self.setToolTip("" if fits else self._text)

    def _remove(self) -> None:
        self.removal_requested.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS:
            event.accept()  # Alt+Left is the chip's, whatever it is in the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.shift_requested if alt else self.step_requested).emit(self, -1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_requested.emit(self)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opening_requested.emit(self)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or self._read_only:
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self, self.mapToParent(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging, self._pressed = self._dragging, False, None
        self.unsetCursor()
        if dragging:
            self.dropped.emit(self, self.mapToParent(event.position().toPoint()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opening_requested.emit(self)
        event.accept()
