"""Text entries that never tell half-typed text: nothing is said while an input method composes. Know no field."""

import math
import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QWidget

_LONGEST = 1 << 30
_UNBROKEN = re.compile(r"[!-~]{3000}")  # Qt looks for a place to break each row up to the end of such a run
_OWN_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class LineEdit(QLineEdit):
    """One line. `typed` is the whole text after an edit of the author's; Undo and Redo are left to the window."""

    typed = Signal(str)

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setMaxLength(_LONGEST)
        self._composing = False
        self._told = ""
        self.textEdited.connect(self._tell)

    @property
    def composing(self) -> bool:
        """Whether an input method holds text that is not yet in the line."""
        return self._composing

    def fill(self, text: str) -> None:
        """Show `text`, saying nothing; the cursor stays where it was as far as it can."""
        self._told = text
        if text == self.text():
            return
        if self._composing:
            QGuiApplication.inputMethod().reset()
            self._composing = False
        at = self.cursorPosition() if self.hasFocus() else 0
        self.setText(text)
        self.setCursorPosition(min(at, len(text)))

    @Slot()
    def _tell(self) -> None:
        text = self.text()
        if not self._composing and text != self._told:
            self._told = text
            self.typed.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._tell_after_composing()

    def _tell_after_composing(self) -> None:
        if not self._composing:
            self._tell()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_undo(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _show_menu(self.createStandardContextMenu(), event)


class Paragraph(QPlainTextEdit):
    """Some lines, as high as their text up to `most` lines. `typed` is the whole text after an author's edit."""

    typed = Signal(str)
    height_changed = Signal()

    def __init__(self, role: str, most: int, parent: QWidget | None = None, *, single: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._most = most
        self._single = single
        self._composing = False
        self._filling = False
        self._told = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit)
        self.textChanged.connect(self._tell)
        self.textChanged.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_soon)

    @property
    def composing(self) -> bool:
        """Whether an input method holds text that is not yet in the text."""
        return self._composing

    def text(self) -> str:
        """What stands in it, lines ended by "\\n"."""
        return self.document().toRawText().replace("\u2029", "\n")

    def fill(self, text: str) -> None:
        """Show `text`, saying nothing; the cursor stays where it was as far as it can."""
        self._told = text
        if text == self.text():
            return
        at = self.textCursor().position()
        self._filling = True
        if self._composing:
            QGuiApplication.inputMethod().reset()
            self._composing = False
        if _UNBROKEN.search(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        try:
            self.setPlainText(text)
        finally:
            self._filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self._fit()

    def holds_exactly(self, text: str) -> bool:
        """Whether this widget gives back `text` as it is (no strange line separators)."""
        return not any(char in text for char in "\r\u2029\ufdd0\ufdd1\0")

    @Slot()
    def _tell(self) -> None:
        if self._filling or self._composing:
            return
        text = self.text()
        if text != self._told:
            self._told = text
            self.typed.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._tell()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if _is_undo(event) or (enter and self._single):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _show_menu(self.createStandardContextMenu(), event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text only; where there is one line, what is pasted becomes one."""
        text = source.text()
        self.textCursor().insertText(" ".join(text.split("\n")).replace("\r", "") if self._single else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon()

    @Slot()
    def _fit_soon(self) -> None:
        self._later.start(0)

    @Slot()
    def _fit(self) -> None:
        height = self._height()
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
            self.height_changed.emit()
        over = self.document().size().height() > self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if over else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def _height(self) -> int:
        height, lines, block = 0.0, 0, self.document().firstBlock()
        while block.isValid() and lines < self._most:
            self.blockBoundingRect(block)  # lays it out
            here = block.layout()
            for at in range(min(here.lineCount(), self._most - lines)):
                height += here.lineAt(at).height()
                lines += 1
            block = block.next()
        height = max(height, self.fontMetrics().height())
        around = self.height() - self.viewport().height() if self.isVisible() else 4
        return math.ceil(height) + max(4, min(around, 12)) + 1

    def sizeHint(self) -> QSize:
        return QSize(120, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height())


def _is_undo(event: QKeyEvent) -> bool:
    return any(event.matches(key) for key in _OWN_UNDO)


def _show_menu(menu: QMenu, event: QContextMenuEvent) -> None:
    """The standard menu without the widget's own undo: undo belongs to the post."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            action.setVisible(False)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
