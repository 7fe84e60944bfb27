"""The raw head as text, with the line that does not parse marked and told below. Knows no field."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QFontDatabase, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget

from journal_app.ui.metadata.field import smaller
from journal_app.ui.metadata.lines import Paragraph
from journal_app.ui.style.theme import LIGHT, Tokens

_MOST_LINES = 14
_MOST_SHOWN = 65_536  # characters; no longer head is read, and only its beginning is shown


class SourceView(QWidget):
    """The head between its fences, without its last line end. `typed` is the whole text after an author's edit."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = LIGHT
        self._line = 0
        self._read_only = self._is_cut = False
        self.text = Paragraph("source", _MOST_LINES)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        if self.font().pixelSize() > 0:
            font.setPixelSize(self.font().pixelSize())
        else:
            font.setPointSizeF(self.font().pointSizeF())
        self.text.setFont(font)
        self.text.typed.connect(self.typed)
        self._sentence = QLabel()
        self._sentence.setProperty("role", "error")
        self._sentence.setWordWrap(True)
        self._sentence.setFont(smaller(self.font()))
        self._sentence.setContentsMargins(4, 0, 0, 0)
        self._sentence.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addWidget(self._sentence)
        self.setFocusProxy(self.text)

    def sentence(self) -> str:
        """What is said below the text, or ""."""
        return self._sentence.text() if not self._sentence.isHidden() else ""

    def marked_line(self) -> int:
        """The line that is marked, from 1; 0 when none is."""
        return self._line

    def fill(self, text: str) -> None:
        """Show this text; says nothing. What is too long is shown in part, and not to be written in."""
        self._is_cut = len(text) > _MOST_SHOWN
        self.text.setReadOnly(self._read_only or self._is_cut)
        self.text.fill(text[:_MOST_SHOWN])

    def go_to_line(self, line: int) -> None:
        """Put the caret into this line of the text, from 1."""
        block = self.text.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.text.setTextCursor(QTextCursor(block))
            self.text.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Show, or let write."""
        self._read_only = read_only
        self.text.setReadOnly(read_only or self._is_cut)

    def complain(self, sentence: str, line: int = 0) -> None:
        """Say a sentence below, and mark the line (from 1 in this text); "" and 0 take both away."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.text.setAccessibleDescription(sentence)
        self._line = line
        self._mark()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the mode's colours."""
        self._tokens = tokens
        self._mark()

    @Slot()
    def _mark(self) -> None:
        block = self.text.document().findBlockByNumber(self._line - 1) if self._line > 0 else None
        if block is None or not block.isValid():
            self.text.setExtraSelections([])
            return
        ground, wave = QTextEdit.ExtraSelection(), QTextEdit.ExtraSelection()
        shape = QTextCharFormat()
        shape.setBackground(QColor(self._tokens.seal_tint))
        shape.setProperty(QTextFormat.Property.FullWidthSelection, True)
        ground.format = shape
        ground.cursor = QTextCursor(block)
        under = QTextCharFormat()
        under.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        under.setUnderlineColor(QColor(self._tokens.seal))
        wave.format = under
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        wave.cursor = cursor
        self.text.setExtraSelections([ground, wave])
