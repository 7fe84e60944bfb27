"""The line numbers left of the text, and quiet marks at lines there is a word to say about. Decides nothing."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from journal_app.ui.editor.painting import Seen
from journal_app.ui.style.theme import LIGHT, Tokens

_BEFORE, _AFTER = 16, 12
_NOTE = 5  # pixels from the left to the mark of a note


class Gutter(QWidget):
    """Numbers right-aligned before the text; the caret's line is stronger."""

    def __init__(self, seen: Seen, parent: QWidget) -> None:
        super().__init__(parent)
        self._seen = seen
        self._tokens = LIGHT
        self._notes: dict[int, str] = {}  # by the line's number from 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_look(self, tokens: Tokens, font: QFont) -> None:
        """Take these colours, and the editor's font, of which the numbers are a smaller cut."""
        self._tokens = tokens
        small = QFont(font)
        small.setPixelSize(max(9, round(font.pixelSize() * 0.86)))
        self.setFont(small)
        self.update()

    def show_notes(self, notes: Mapping[int, str]) -> None:
        """A sentence for some lines, by their numbers from 0."""
        if notes != self._notes:
            self._notes = dict(notes)
            self.update()

    def note_at(self, y: int) -> str:
        """The sentence for the line at this height, "" where there is none."""
        if not self._notes:
            return ""
        above = [number for number, top, _ in self._seen.first_lines(self.rect()) if top <= y]
        return self._notes.get(above[-1], "") if above else ""

    def wanted_width(self, lines: int) -> int:
        """How wide the numbers of so many lines are with their margins, in pixels."""
        digits = max(2, len(str(lines)))
        return _BEFORE + digits * QFontMetrics(self.font()).horizontalAdvance("9") + _AFTER

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(99), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._tokens.page))
        painter.setFont(self.font())
        metrics = QFontMetrics(self.font())
        current = self._seen.caret_block()
        width = self.width() - _AFTER
        for number, top, baseline in self._seen.first_lines(event.rect()):
            is_current = number == current
            painter.setPen(QColor(self._tokens.ink if is_current else self._tokens.dim))
            text = str(number + 1)
            painter.drawText(width - metrics.horizontalAdvance(text), round(top + baseline), text)
            if number in self._notes:
                painter.setPen(QColor(self._tokens.seal))
                painter.drawText(_NOTE, round(top + baseline), "!")
        painter.end()
