"""The text widget: keys, input method, clipboard, drops and painting. Does not know posts or undo."""

import re
import sys

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from journal_app.ui.brought import brought_by, carries_pictures, local_files
from journal_app.ui.editor import formatting
from journal_app.ui.editor.formatting import Piece
from journal_app.ui.editor.gutter import Gutter
from journal_app.ui.editor.highlighter import code_after
from journal_app.ui.editor.mirror import point_in, unit_in, units
from journal_app.ui.editor.painting import Seen

_BREAKS = re.compile("\r\n|[\r\u2029\ufdd0\ufdd1]")
_LONE = re.compile("[\ud800-\udfff]")
_RIGHT, _TOP = 20, 8
_COLUMN = 46  # em: the widest column of text that reads well
# Keys QPlainTextEdit takes for moves and deletions of its own on some systems, and the house for its actions.
_HOUSE_KEYS = frozenset(getattr(Qt.Key, f"Key_{letter}") for letter in "BDEHIKNOPQUW")
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_COMMAND = _ALT_GR | Qt.KeyboardModifier.MetaModifier
_THIRD_LEVEL = (_ALT_GR, Qt.KeyboardModifier.AltModifier) if sys.platform == "darwin" else (_ALT_GR,)
_LINE_INPUTS = (Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle)


def normal_text(text: str) -> str:
    """Foreign text as the document can hold it: one "\\n" a line, no halves of characters."""
    return _LONE.sub("\ufffd", _BREAKS.sub("\n", text))


def _is_command(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt or Meta is held to command; AltGr, which some systems tell as Ctrl+Alt, is held to write."""
    held = event.modifiers() & _COMMAND
    return bool(held) and held not in _THIRD_LEVEL


def _writes_though_a_command(event: QKeyEvent) -> bool:
    """Whether Qt would type the sign of a command's key: it leaves none out but that of Ctrl and Ctrl+Shift."""
    text = event.text()
    control = event.modifiers() & ~_SHIFT == Qt.KeyboardModifier.ControlModifier
    return bool(text) and text.isprintable() and _is_command(event) and not control


class TextView(QPlainTextEdit):
    """A QPlainTextEdit that writes Markdown."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    zoom_wanted = Signal(object)  # int: steps
    menu_wanted = Signal(object)  # QPoint on the screen
    files_dropped = Signal(object)  # list of local paths, str
    pictures_brought = Signal(object)  # Brought: pasted, or dropped where the caret is now
    typing = Signal(object)  # str: what is about to be typed; "\n" begins a new step
    bare_block_seen = Signal()
    resized = Signal()
    composed = Signal()  # the input method shows text that is not in the document yet
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "bare")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.resize(640, 480)  # a post may be opened before the window is shown: 30 pixels make rows of one letter
        self.seen = Seen(self)
        self.gutter = Gutter(self.seen, self)
        self._caret_block = 0
        self._digits = 0
        self.updateRequest.connect(self._scroll_gutter)
        self.blockCountChanged.connect(self._block_count_changed)
        self.cursorPositionChanged.connect(self._move_band)
        self.textChanged.connect(self._mark_again)

    # The gutter and the column

    def place_column(self) -> None:
        """Give the text its margins: the numbers, and in a wide window all beyond what reads well."""
        numbers = self.gutter.wanted_width(self.blockCount())
        spare = self.contentsRect().width() - numbers - _RIGHT - _COLUMN * self.font().pixelSize()
        side = max(0, spare // 2)
        self.setViewportMargins(numbers + side, _TOP, _RIGHT + side, 0)
        inside = self.contentsRect()
        self.gutter.setGeometry(QRect(inside.left() + side, inside.top() + _TOP, numbers, inside.height() - _TOP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_column()
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt loses the second resize of a first show, when the scroll bar goes, and wraps for a narrower view."""
        super().showEvent(event)
        self.resizeEvent(QResizeEvent(self.viewport().size(), QSize()))

    def _block_count_changed(self, count: int) -> None:
        self.gutter.update()
        if len(str(count)) != self._digits:
            self._digits = len(str(count))
            self.place_column()

    def _scroll_gutter(self, rect: QRect, dy: int) -> None:
        """An edit within a block changes no number, and painting two widgets a key is dear."""
        if dy:
            self.gutter.scroll(0, dy)
        elif rect.height() >= self.viewport().height():
            self.gutter.update()

    @Slot()
    def _mark_again(self) -> None:
        """A hit may reach into lines beside the one that changed."""
        if self.seen.found is not None or self.seen.words is not None:
            self.viewport().update()

    def _move_band(self) -> None:
        number = self.textCursor().blockNumber()
        if number == self._caret_block:
            return
        document = self.document()
        for block in (document.findBlockByNumber(self._caret_block), self.textCursor().block()):
            if block.isValid():
                place = self.blockBoundingGeometry(block).translated(self.contentOffset()).toAlignedRect()
                self.viewport().update(0, place.top(), self.viewport().width(), place.height())
                self.gutter.update(0, place.top(), self.gutter.width(), place.height())
        self._caret_block = number

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        is_bare = self.seen.paint(painter, event.rect())
        painter.end()
        super().paintEvent(event)
        if self.seen.found is not None:
            painter = QPainter(self.viewport())
            self.seen.paint_over(painter, event.rect())
            painter.end()
        if is_bare:
            self.bare_block_seen.emit()

    # The input method

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # type: ignore[override]
        """Qt answers in the viewport's coordinates and means the widget's: the gutter lies between them."""
        answer = super().inputMethodQuery(query)
        if query in _LINE_INPUTS and isinstance(answer, QRect | QRectF):
            return answer.translated(self.viewport().pos())
        return answer

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in _HOUSE_KEYS:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or (
            event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.redo_wanted.emit()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press_enter(event)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._press_tab(deeper=event.key() == Qt.Key.Key_Tab)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.ignore()
        elif _writes_though_a_command(event):
            event.ignore()
        elif not _is_command(event) and self._wrap(event.text()):
            event.accept()
        else:
            self.typing.emit(event.text())
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _HOUSE_KEYS:
                event.ignore()
                return
            super().keyPressEvent(event)

    def _press_enter(self, event: QKeyEvent) -> None:
        self.typing.emit("\n")
        cursor = self.textCursor()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if cursor.hasSelection() or modifiers:
            cursor.insertText("\n")
        else:
            line = cursor.block().text()
            column = point_in(line, cursor.positionInBlock())
            made = formatting.enter(line, column, in_code=code_after(cursor.block()))
            cursor.setPosition(cursor.block().position() + unit_in(line, made.start), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(made.added)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _wrap(self, sign: str) -> bool:
        """Put a sign that has a partner around what is selected, as one step; whether it did."""
        cursor = self.textCursor()
        if sign not in formatting.PAIRS or not cursor.hasSelection():
            return False
        if sign in formatting.INLINE and "\u2029" in cursor.selectedText():
            return False
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        anchor, position = cursor.anchor(), cursor.position()
        self.typing.emit("\n")
        ends = QTextCursor(self.document())
        ends.beginEditBlock()
        for place, added in ((end, formatting.PAIRS[sign]), (start, sign)):
            ends.setPosition(place)
            ends.insertText(added)
        ends.endEditBlock()
        cursor.setPosition(anchor + 1)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.typing.emit("\n")
        return True

    def _press_tab(self, *, deeper: bool) -> None:
        cursor = self.textCursor()
        piece = self.piece()
        line = cursor.block().text()
        above = cursor.block().previous().text()
        if "\n" in piece.text or (formatting.is_item(line) and not code_after(cursor.block())) or not deeper:
            self.put_piece(formatting.indent(piece, above) if deeper else formatting.outdent(piece))
            return
        self.typing.emit("\t")
        column = point_in(line, cursor.positionInBlock())
        cursor.insertText(" " * (4 - column % 4))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # Commands on lines

    def piece(self) -> Piece:
        """The lines the selection touches, with the selection."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        if last != first and cursor.selectionEnd() == last.position():
            last = last.previous()
        lines = []
        block = first
        while True:
            lines.append(block.text())
            if block == last:
                break
            block = block.next()
        text = "\n".join(lines)
        start = point_in(text, cursor.selectionStart() - first.position())
        end = min(len(text), point_in(text, cursor.selectionEnd() - first.position()))
        return Piece(text, start, end)

    def put_piece(self, made: Piece) -> None:
        """Put the changed lines in place of `piece()`: one undo step, only the lines that differ."""
        old = self.piece()
        cursor = self.textCursor()
        at = self.document().findBlock(cursor.selectionStart()).position()
        self.typing.emit("\n")
        if made.text != old.text:
            before, after = old.text.split("\n"), made.text.split("\n")
            cursor.beginEditBlock()
            if len(before) == len(after):
                place = at + units(old.text)
                for was, now in zip(reversed(before), reversed(after), strict=True):
                    place -= units(was)
                    self._replace(cursor, place, was, now)
                    place -= 1
            else:
                self._replace(cursor, at, old.text, made.text)
            cursor.endEditBlock()
        cursor.setPosition(at + unit_in(made.text, made.start))
        cursor.setPosition(at + unit_in(made.text, made.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.typing.emit("\n")

    @staticmethod
    def _replace(cursor: QTextCursor, at: int, was: str, now: str) -> None:
        if was == now:
            return
        head = 0
        while head < min(len(was), len(now)) and was[head] == now[head]:
            head += 1
        tail = 0
        while tail < min(len(was), len(now)) - head and was[-1 - tail] == now[-1 - tail]:
            tail += 1
        cursor.setPosition(at + unit_in(was, head))
        cursor.setPosition(at + unit_in(was, len(was) - tail), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(now[head : len(now) - tail])

    # Clipboard and drops

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection as it stands: Qt would turn no-break spaces into spaces."""
        carried = QMimeData()
        carried.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return carried

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasUrls() or carries_pictures(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.isReadOnly():
            return
        brought = brought_by(source)
        if brought is not None:
            self.pictures_brought.emit(brought)
            return
        if source.hasText():
            text = normal_text(source.text())
        else:
            text = "\n".join(url.toLocalFile() or url.toString() for url in source.urls())
        if not text:
            return
        self.typing.emit("\n")
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if chosen and "\u2029" not in chosen and formatting.is_link(text) and not formatting.is_link(chosen):
            text = formatting.link_to(chosen, text)
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.typing.emit("\n")

    def dropEvent(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        brought = None if self.isReadOnly() else brought_by(mime)
        others = [str(path) for path in local_files(mime) if brought is None or path not in brought.files]
        if brought is None and not others:
            super().dropEvent(event)
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if brought is not None:
            self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
            self.pictures_brought.emit(brought)
        if others:
            self.files_dropped.emit(others)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_wanted.emit(1 if turned > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 4))
        self.menu_wanted.emit(at)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            is_plain = not (event.preeditString() or event.replacementLength() or self.isReadOnly())
            if is_plain and self._wrap(event.commitString()):
                event.accept()
                return
            self.typing.emit(event.commitString())
        super().inputMethodEvent(event)
        if event.preeditString():
            self.composed.emit()
