"""Above the post list: the search box, the filter as chips, how many posts, and the order. Reports the query it is
asked for."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFontInfo, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from journal_app.library.search.query import Query
from journal_app.ui.facet_words import count_words, filter_words
from journal_app.ui.post_list.chips import ChipLine
from journal_app.ui.post_list.search_box import SearchBox
from journal_app.ui.post_list.sort import SortButton
from journal_app.ui.style import icons
from journal_app.ui.style.lines import hairline
from journal_app.ui.style.theme import Tokens

translate = QCoreApplication.translate

PAUSE_MS = 80


class PostListHeader(QWidget):
    """Search, filter in chips, order."""

    query_requested = Signal(object)
    list_requested = Signal()
    editor_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._count = -1  # posts shown, once it is known
        self.search = SearchBox(self)
        self.search.setFixedHeight(30)
        self._lens, self._empty = QAction(self), QAction(self)
        self.search.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.search.addAction(self._empty, QLineEdit.ActionPosition.TrailingPosition)
        self._empty.setVisible(False)
        self._empty.triggered.connect(self.search.clear)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.chips = ChipLine(self)
        self.chips.query_requested.connect(self._ask_for)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("role", "dim")
        font = self._words.font()
        font.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.92)))
        self._words.setFont(font)
        self.sort = SortButton(self)
        self.sort.query_requested.connect(self.query_requested)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(0)
        box = QHBoxLayout()
        box.setContentsMargins(10, 0, 10, 0)
        box.addWidget(self.search)
        chips = QHBoxLayout()
        chips.setContentsMargins(12, 4, 10, 0)
        chips.addWidget(self.chips)
        line = QHBoxLayout()
        line.setContentsMargins(14, 4, 10, 3)
        line.setSpacing(2)
        line.addWidget(self._words)
        line.addStretch(1)
        line.addWidget(self.sort)
        column.addLayout(box)
        column.addLayout(chips)
        column.addLayout(line)
        column.addWidget(hairline(self))
        self._word()

    def show_query(self, query: Query, count: int, columns: bool = False) -> None:
        """Show what the list was asked for and how many posts it shows; a half-typed search stays."""
        if query.text != self._query.text and not self._pause.isActive():
            self._set_text(query.text)
        self._query = query
        self.chips.show_query(query)
        self.sort.show_query(query, columns)
        self._count = count
        self._say_count()

    def _say_count(self) -> None:
        self._words.setText(count_words(self._count))
        words = f"{filter_words(self._query)} · {count_words(self._count)}"
        self._words.setToolTip(words)
        self._words.setAccessibleName(words)

    @Slot()
    def clear_filter(self) -> None:
        """Ask for every post, in the order of now."""
        self._pause.stop()
        self._set_text("")
        self.chips.clear_filter()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._lens.setIcon(icons.icon("magnifying-glass", tokens.dim))
        self._empty.setIcon(icons.icon("x", tokens.dim, 14))
        self.chips.set_tokens(tokens)
        self.sort.set_tokens(tokens)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search box: Down and Enter go to the list, Escape clears and then leaves."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._pause.isActive():
                    self._pause.stop()
                    self._ask()
                self.list_requested.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.search.text():
                    self.search.clear()
                else:
                    self.editor_requested.emit()
                return True
        return super().eventFilter(watched, event)

    def _set_text(self, text: str) -> None:
        self.search.blockSignals(True)
        if self.search.text() != text:
            self.search.setText(text)
        self.search.blockSignals(False)
        self._empty.setVisible(bool(text))

    @Slot()
    def _typed(self) -> None:
        self._empty.setVisible(bool(self.search.text()))
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        text = self.search.text()
        if text != self._query.text:
            self.query_requested.emit(replace(self._query, text=text))

    @Slot(object)
    def _ask_for(self, query: Query) -> None:
        """A chip was taken out: with the text's, what is being typed goes, too."""
        if query.text != self._query.text:
            self._pause.stop()
            self._set_text(query.text)
        self.query_requested.emit(query)

    def _word(self) -> None:
        self.search.setPlaceholderText(translate("PostList", "Search title, text, tags"))
        self.search.setAccessibleName(translate("PostList", "Search the journal"))
        self._empty.setToolTip(translate("PostList", "Clear the search"))
        self.chips.word()
        self.sort.word()
        if self._count >= 0:
            self._say_count()
