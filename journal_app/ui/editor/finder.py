"""Finds and replaces in the view what the find bar asks for. Knows no posts."""

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QObject, QRegularExpression, Qt, QTimer, Slot
from PySide6.QtGui import QTextCursor

from journal_app.ui.editor import search
from journal_app.ui.editor.bulk_view import BulkView
from journal_app.ui.editor.find_bar import FindBar
from journal_app.ui.editor.search import MOST_HITS, Sought
from journal_app.ui.editor.view import TextView


class Finder(QObject):
    """Between the bar and the view. `text` gives the whole text of the document that is shown.

    While `is_bulk` holds the plain view is shown, where hits are not counted and only words are found.
    """

    def __init__(self, bar: FindBar, view: TextView, bulk: BulkView, text: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self.is_bulk = False
        self._bulk = bulk
        self._bar = bar
        self._view = view
        self._text = text
        self._expression: QRegularExpression | None = None
        self._starts: list[int] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self.count)
        bar.sought_changed.connect(self._seek)
        bar.next_wanted.connect(self.find_next)
        bar.previous_wanted.connect(self.find_previous)
        bar.replace_wanted.connect(self.replace)
        bar.replace_all_wanted.connect(self.replace_all)
        bar.closed.connect(self._close)

    def open(self, *, replacing: bool) -> None:
        """Show the bar, with the selected words in it."""
        chosen = self._view.textCursor().selectedText()
        self._bar.set_read_only(self._view.isReadOnly())
        self._bar.open_bar(text=chosen if "\u2029" not in chosen and len(chosen) < 200 else "", replacing=replacing)

    def text_changed(self) -> None:
        """The text is another: count again, soon."""
        if self._bar.isVisible():
            self._later.start()

    @Slot(object)
    def _seek(self, sought: Sought) -> None:
        self._expression = search.expression(sought) if sought.text else None
        valid = self._expression is not None and self._expression.isValid()
        self._view.seen.found = self._expression if valid else None
        self._view.viewport().update()
        self.count()

    @Slot()
    def count(self) -> None:
        """Count the hits and show which one is selected."""
        if self.is_bulk:
            self._bar.show_uncounted()
            return
        self._starts.clear()
        is_valid = self._expression is None or self._expression.isValid()
        if self._expression is not None and is_valid:
            for match in search.hits(self._expression, self._text()):
                self._starts.append(match.capturedStart())
                if len(self._starts) >= MOST_HITS:
                    break
        self._show_count(is_valid)

    @Slot()
    def find_next(self) -> None:
        """Select the next hit, from the top again after the last."""
        self._go(forward=True)

    @Slot()
    def find_previous(self) -> None:
        """Select the hit before, from the end again before the first."""
        self._go(forward=False)

    @Slot(object)
    def replace(self, new: str) -> None:
        """Replace the selected hit and go to the next; when none is selected, only go there."""
        cursor = self._view.textCursor()
        if self._expression is None or self._view.isReadOnly():
            return
        match = self._expression.match(self._text(), cursor.selectionStart())
        is_here = match.hasMatch() and (match.capturedStart(), match.capturedEnd()) == (
            cursor.selectionStart(),
            cursor.selectionEnd(),
        )
        if is_here and cursor.hasSelection():
            self._view.typing.emit("\n")
            cursor.insertText(search.replacement(match, new, regex=self._bar.sought.regex))
            self._view.setTextCursor(cursor)
            self._view.typing.emit("\n")
            self.count()
        self._go(forward=True)

    @Slot(object)
    def replace_all(self, new: str) -> None:
        """Replace every hit, as one undo step."""
        if self._expression is None or not self._expression.isValid() or self._view.isReadOnly():
            return
        regex = self._bar.sought.regex
        found = [
            (match.capturedStart(), match.capturedEnd(), search.replacement(match, new, regex=regex))
            for match in search.hits(self._expression, self._text())
        ]
        if not found:
            return
        caret = self._view.textCursor()
        cursor = QTextCursor(self._view.document())
        self._view.typing.emit("\n")
        cursor.beginEditBlock()
        for start, end, words in reversed(found):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words)
        cursor.endEditBlock()
        self._view.typing.emit("\n")
        self._view.setTextCursor(caret)
        self.count()

    @Slot()
    def _close(self) -> None:
        self._view.seen.found = None
        self._starts.clear()
        self._view.viewport().update()
        (self._bulk if self.is_bulk else self._view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, *, forward: bool) -> None:
        if self.is_bulk:
            sought = self._bar.sought
            if sought.text:
                self._bulk.seek(sought.text, case=sought.case, forward=forward)
            return
        if self._expression is None or not self._expression.isValid():
            return
        if not self._starts:
            self.count()
        cursor = self._view.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if not self._starts:
            return
        if forward:
            index = bisect_left(self._starts, end if cursor.hasSelection() else start)
            index = index if index < len(self._starts) else 0
        else:
            index = bisect_left(self._starts, start) - 1
        match = self._expression.match(self._text(), self._starts[index])
        if not match.hasMatch():
            self.count()
            return
        cursor.setPosition(match.capturedStart())
        cursor.setPosition(match.capturedEnd(), QTextCursor.MoveMode.KeepAnchor)
        self._view.setTextCursor(cursor)
        self._view.ensureCursorVisible()
        self._show_count(True)

    def _show_count(self, is_valid: bool) -> None:
        cursor = self._view.textCursor()
        at = 0
        if cursor.hasSelection():
            index = bisect_left(self._starts, cursor.selectionStart())
            if index < len(self._starts) and self._starts[index] == cursor.selectionStart():
                at = index + 1
        self._bar.show_count(len(self._starts), at, is_valid=is_valid)
