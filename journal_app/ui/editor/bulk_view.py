"""Shows a text that is too large to be edited, and bytes: only the rows in sight are laid out. Knows no posts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from journal_app.ui.editor.bulk_rows import Row, Rows, TextRows
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

_BUSY = 0.008  # seconds of looking for rows between two turns of the event loop
_BEFORE, _AFTER, _RIGHT, _TOP = 16, 12, 20, 8
_COLUMN = 46  # em
Place = tuple[int, int]  # row, column


@dataclass(frozen=True, slots=True)
class _Laid:
    number: int
    row: Row
    layout: QTextLayout
    top: float
    height: float


class BulkView(QAbstractScrollArea):
    """A plain view of rows, to read, to select and copy from, and to search."""

    scrolled = Signal(object)  # float: the line at the top, from 0
    menu_wanted = Signal(object)  # QPoint on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "bare")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._rows: Rows = TextRows(b"")
        self._tokens = LIGHT
        self._wraps = True
        self._laid: list[_Laid] = []
        self._anchor: Place = (0, 0)
        self._caret: Place = (0, 0)
        self._wanted_line = 0  # not found yet, like the row
        self._wanted_row = 0
        self._search: Iterator[int] = iter(())
        self._grower = QTimer(self)
        self._grower.setInterval(0)
        self._grower.timeout.connect(self._grow)
        self._searcher = QTimer(self)
        self._searcher.setInterval(0)
        self._searcher.timeout.connect(self._search_on)
        self.verticalScrollBar().valueChanged.connect(self._scroll)
        self.verticalScrollBar().actionTriggered.connect(self._want_nothing)
        self.retranslate()

    # What is shown

    def show_rows(self, rows: Rows, top: int = 0) -> None:
        """Show these rows, the row `top` first."""
        self.stop()
        self._rows = rows
        self._wraps = isinstance(rows, TextRows)
        self._anchor = self._caret = (0, 0)
        self._want_nothing()
        rows.grow(_BUSY)
        self._measure()
        self.verticalScrollBar().setValue(top)
        if not rows.is_complete:
            self._wanted_row = top
            self._grower.start()

    def stop(self) -> None:
        """Look for no more rows, and for no hit."""
        self._grower.stop()
        self._searcher.stop()

    @property
    def is_loading(self) -> bool:
        """Whether rows are still looked for."""
        return self._grower.isActive()

    @property
    def top(self) -> int:
        """The row at the top of the view."""
        return self.verticalScrollBar().value()

    def top_line(self) -> float:
        """The line at the top of the view, from 0."""
        for row in self._rows.between(self.top, self.top + 64):
            if row.line:
                return row.line - 1
        return 0.0

    def go_to_line(self, line: int) -> None:
        """Bring this line, from 1, into view, when it is found."""
        self._wanted_line = 0 if self._rows.is_complete else line
        self.verticalScrollBar().setValue(self._rows.at_line(line))

    def seek(self, text: str, *, case: bool, forward: bool) -> None:
        """Select the next row that holds `text`, after a while in a large text."""
        sought = re.compile(re.escape(text.encode()), 0 if case else re.IGNORECASE)
        row = max(self._anchor[0], self._caret[0]) if self.has_selection() else self.top - forward
        self._search = self._rows.find(sought, row, forward=forward)
        self._searcher.start()

    # What is selected

    def has_selection(self) -> bool:
        """Whether something is selected."""
        return self._anchor != self._caret

    def selected_text(self) -> str:
        """What is selected, "\\n" between lines."""
        (first, start), (last, end) = sorted((self._anchor, self._caret))
        heads = self._rows.between(first, first + 1)
        tails = self._rows.between(last, last + 1)
        if not heads or not tails:
            return self._rows.copied(first, last)
        if first == last:
            return heads[0].text[start:end]
        head = heads[0].text[start:] + ("\n" if heads[0].ends else "")
        return head + self._rows.copied(first + 1, last) + tails[0].text[:end]

    @Slot()
    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if self.has_selection():
            QApplication.clipboard().setText(self.selected_text())

    @Slot()
    def select_all(self) -> None:
        """Select what is found so far."""
        self._anchor, self._caret = (0, 0), (len(self._rows), 0)
        self.viewport().update()

    # Looks

    def set_look(self, tokens: Tokens, font: QFont) -> None:
        """Take these colours and this font."""
        self._tokens = tokens
        self.setFont(font)
        self._measure()
        self.viewport().update()

    def retranslate(self) -> None:
        """Give it its name in the language of now."""
        self.setAccessibleName(translate("Editor", "Text of the post, to be read only"))

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._caret = self._place_at(event.position())
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = self._caret
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            if event.position().y() < 0:
                self.verticalScrollBar().triggerAction(self.verticalScrollBar().SliderAction.SliderSingleStepSub)
            elif event.position().y() > self.viewport().height():
                self.verticalScrollBar().triggerAction(self.verticalScrollBar().SliderAction.SliderSingleStepAdd)
            self._caret = self._place_at(event.position())
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(QPoint(self._left(), _TOP))
        self.menu_wanted.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._tokens.page))
        first, last = sorted((self._anchor, self._caret))
        small = QFont(self.font())
        small.setPixelSize(max(9, round(self.font().pixelSize() * 0.86)))
        metrics = QFontMetrics(small)
        left = self._left()
        for laid in self._laid:
            chosen = QTextLayout.FormatRange()
            chosen.start = first[1] if laid.number == first[0] else 0
            end = last[1] if laid.number == last[0] else len(laid.row.text)
            chosen.length = end - chosen.start
            chosen.format.setBackground(QColor(self._tokens.seal_tint))
            is_chosen = first[0] <= laid.number <= last[0] and chosen.length > 0
            painter.setPen(QColor(self._tokens.ink))
            painter.setFont(self.font())
            laid.layout.draw(painter, QPointF(left, laid.top), [chosen] if is_chosen else [])
            if self._wraps and laid.row.line:
                painter.setPen(QColor(self._tokens.dim))
                painter.setFont(small)
                text = str(laid.row.line)
                base = laid.top + laid.layout.lineAt(0).ascent()
                painter.drawText(round(left - _AFTER - metrics.horizontalAdvance(text)), round(base), text)
        painter.end()

    # Within

    @Slot()
    def _grow(self) -> None:
        before = len(self._rows)
        self._rows.grow(_BUSY)
        if self._rows.is_complete:
            self._grower.stop()
        last = self._laid[-1].number if self._laid else -1
        if last >= before - 1:
            self._lay_out()
        self._set_range()
        if self._wanted_line:
            self.go_to_line(self._wanted_line)
        elif self._wanted_row:
            self.verticalScrollBar().setValue(self._wanted_row)

    @Slot()
    def _want_nothing(self) -> None:
        """The author scrolls: no place that is still looked for brings the view elsewhere."""
        self._wanted_line = self._wanted_row = 0

    @Slot()
    def _search_on(self) -> None:
        row = next(self._search, None)
        if row is None:
            self._searcher.stop()
        elif row >= 0:
            self._searcher.stop()
            found = self._rows.between(row, row + 1)
            self._anchor, self._caret = (row, 0), (row, len(found[0].text) if found else 0)
            if not any(laid.number == row for laid in self._laid[:-1]):
                self.verticalScrollBar().setValue(max(0, row - 3))
            self.viewport().update()

    @Slot()
    def _scroll(self) -> None:
        self._lay_out()
        self.viewport().update()
        self.scrolled.emit(self.top_line())

    def _measure(self) -> None:
        """The width or the font is another."""
        self._lay_out()
        self._set_range()

    def _set_range(self) -> None:
        shown = max(1, len(self._laid) - 1)
        bar = self.verticalScrollBar()
        bar.setPageStep(shown)
        bar.setRange(0, min(len(self._rows) - self._rows_at_end(), 0x7FFFFFFF) if len(self._rows) else 0)

    def _rows_at_end(self) -> int:
        """How many of the last rows fill the view."""
        if not self._rows.is_complete:
            return 1
        height, count = float(self.viewport().height() - 2 * _TOP), 0
        for row in reversed(self._rows.between(len(self._rows) - 100, len(self._rows))):
            height -= self._made(row)[1]
            if height < 0:
                break
            count += 1
        return max(1, count)

    def _lay_out(self) -> None:
        self._laid = []
        top, bottom = float(_TOP), self.viewport().height()
        first = self.verticalScrollBar().value()
        for number, row in enumerate(self._rows.between(first, first + 200), first):
            layout, height = self._made(row)
            self._laid.append(_Laid(number, row, layout, top, height))
            top += height
            if top > bottom:
                break
        self.viewport().update()

    def _made(self, row: Row) -> tuple[QTextLayout, float]:
        layout = QTextLayout(row.text, self.font())
        option = QTextOption()
        wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self._wraps else QTextOption.WrapMode.NoWrap
        option.setWrapMode(wrap)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        height, width = 0.0, self._width()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, max(height, 1.0)

    def _place_at(self, point: QPointF) -> Place:
        for laid in self._laid:
            if point.y() < laid.top + laid.height:
                inside = point - QPointF(self._left(), laid.top)
                for number in range(laid.layout.lineCount()):
                    line = laid.layout.lineAt(number)
                    if inside.y() < line.y() + line.height() or number == laid.layout.lineCount() - 1:
                        return laid.number, line.xToCursor(inside.x())
        return (self._laid[-1].number, len(self._laid[-1].row.text)) if self._laid else (0, 0)

    def _numbers(self) -> int:
        if not self._wraps:
            return _RIGHT
        digits = max(6, len(str(self._laid[-1].row.line)) if self._laid else 0)
        return _BEFORE + digits * QFontMetrics(self.font()).horizontalAdvance("9") + _AFTER

    def _spare(self) -> int:
        return max(0, (self.viewport().width() - self._numbers() - _RIGHT - _COLUMN * self.font().pixelSize()) // 2)

    def _left(self) -> int:
        return self._numbers() + self._spare()

    def _width(self) -> float:
        return float(max(60, self.viewport().width() - self._left() - _RIGHT - self._spare()))
