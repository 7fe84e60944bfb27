"""Above the post list: the search box, what is shown in words, and the order. Reports the query it is asked for."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFontInfo, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from journal_app.library import grammar
from journal_app.library.query import Query, Sort
from journal_app.ui import icons
from journal_app.ui.lines import hairline
from journal_app.ui.search_box import SearchBox
from journal_app.ui.theme import LIGHT, Tokens

translate = QCoreApplication.translate

PAUSE_MS = 80
_AROUND = 14 + 10 + 3 * 2  # the margins of the line of words, and the room between what stands in it
_SORTS: tuple[Sort, ...] = ("date", "title", "changed", "relevance")


class PostListHeader(QWidget):
    """Search, filter in words, order."""

    query_requested = Signal(object)
    list_requested = Signal()
    editor_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._count = 0
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
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("role", "dim")
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._clear = QToolButton(self)
        self._clear.setProperty("role", "quiet")
        self._clear.setIconSize(QSize(12, 12))
        self._clear.clicked.connect(self.clear_filter)
        self._sort = QToolButton(self)
        self._sort.setProperty("role", "quiet")
        self._sort.setIconSize(QSize(12, 12))
        self._sort.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._sort.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._sort)
        self._sort.setMenu(self._menu)
        self._by = {name: QAction(self._menu, checkable=True) for name in _SORTS}
        self._directions = {down: QAction(self._menu, checkable=True) for down in (True, False)}
        self._pinned_first = QAction(self._menu, checkable=True)
        for group in (self._by.values(), self._directions.values()):
            exclusive = QActionGroup(self._menu)
            for action in group:
                exclusive.addAction(action)
                self._menu.addAction(action)
            self._menu.addSeparator()
        self._menu.addAction(self._pinned_first)
        self._menu.triggered.connect(self._order)
        for widget in (self._words, self._sort):
            font = widget.font()
            font.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.92)))
            widget.setFont(font)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(0)
        box = QHBoxLayout()
        box.setContentsMargins(10, 0, 10, 0)
        box.addWidget(self.search)
        line = QHBoxLayout()
        line.setContentsMargins(14, 4, 10, 3)
        line.setSpacing(2)
        line.addWidget(self._words)
        line.addWidget(self._clear)
        line.addStretch(1)
        line.addWidget(self._sort)
        column.addLayout(box)
        column.addLayout(line)
        column.addWidget(hairline(self))
        self._tokens = LIGHT
        self._word()

    def show_query(self, query: Query, count: int) -> None:
        """Show what the list was asked for and how many posts it shows; a half-typed search stays."""
        if query.text != self._query.text and not self._pause.isActive():
            self._set_text(query.text)
        self._query, self._count = query, count
        self._fill()

    @Slot()
    def clear_filter(self) -> None:
        """Ask for every post, in the order of now."""
        self._pause.stop()
        self._set_text("")
        self.query_requested.emit(cleared(self._query))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self._lens.setIcon(icons.icon("magnifying-glass", tokens.dim))
        self._clear.setIcon(icons.icon("x", tokens.dim, 12))
        self._empty.setIcon(icons.icon("x", tokens.dim, 14))
        self._fill()

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

    @Slot(QAction)
    def _order(self, action: QAction) -> None:
        query = self._query
        for name, choice in self._by.items():
            if choice is action and name != query.sort:
                query = replace(query, sort=name, descending=name != "title")
        for down, choice in self._directions.items():
            if choice is action:
                query = replace(query, descending=down)
        if action is self._pinned_first:
            query = replace(query, pinned_first=self._pinned_first.isChecked())
        self._fill()
        if query != self._query:
            self.query_requested.emit(query)

    def _word(self) -> None:
        self.search.setPlaceholderText(translate("PostList", "Search title, text, tags"))
        self.search.setAccessibleName(translate("PostList", "Search the journal"))
        self._empty.setToolTip(translate("PostList", "Clear the search"))
        clear = translate("PostList", "Clear the filter")
        self._clear.setToolTip(clear)
        self._clear.setAccessibleName(clear)
        for name, action in self._by.items():
            action.setText(sort_words(name))
        self._pinned_first.setText(translate("PostList", "Pinned posts first"))
        self._sort.setToolTip(translate("PostList", "Order of the list"))
        self._fill()

    def _fill(self) -> None:
        query = self._query
        asked, number = filter_words(query), number_words(self._count)
        words = f"{asked} · {number}"
        filtered = cleared(query) != query
        self._clear.setVisible(filtered)
        self._sort.setText(sort_words(query.sort))
        metrics = self._words.fontMetrics()
        beside = self._sort.sizeHint().width() + (self._clear.sizeHint().width() if filtered else 0)
        room = self.width() - _AROUND - beside - metrics.horizontalAdvance(f" · {number}")
        short = metrics.elidedText(asked, Qt.TextElideMode.ElideRight, max(40, room))
        self._words.setText(f"{short} · {number}")
        self._words.setToolTip(words)
        self._words.setAccessibleName(words)
        arrow = "arrow-down" if query.descending else "arrow-up"
        self._sort.setIcon(icons.icon(arrow, self._tokens.dim, 12))
        names = direction_words(query.sort)
        for down, action in self._directions.items():
            action.setText(names[0] if down else names[1])
            action.setChecked(down == query.descending)
        for name, action in self._by.items():
            action.setChecked(name == query.sort)
        self._by["relevance"].setEnabled(bool(grammar.parse(query.text).words) or query.sort == "relevance")
        self._pinned_first.setChecked(query.pinned_first)
        self._sort.setAccessibleName(
            translate("PostList", "Order: {order}, {direction}").format(
                order=sort_words(query.sort), direction=names[0] if query.descending else names[1]
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Cut the words anew: fonts and sizes are known now."""
        super().showEvent(event)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew to the new width."""
        self._fill()
        super().resizeEvent(event)


def cleared(query: Query) -> Query:
    """The query for every post, in the same order."""
    return Query(sort=query.sort, descending=query.descending, pinned_first=query.pinned_first)


def filter_words(query: Query) -> str:
    """What the query asks for, in words."""
    sections = {
        "drafts": translate("PostList", "Drafts"),
        "pinned": translate("PostList", "Pinned"),
        "unsaved": translate("PostList", "Unsaved"),
        "broken": translate("PostList", "Problems"),
    }
    text = translate("PostList", '"{text}"').format(text=query.text) if query.text else ""
    tags = (f"#{tag}" for tag in query.tags)
    parts = [part for part in (sections.get(query.section, ""), query.category, *tags, query.year, text) if part]
    return " · ".join(parts) or translate("PostList", "All posts")


def number_words(count: int) -> str:
    """How many posts, in words."""
    if count == 0:
        return translate("PostList", "No posts")
    if count == 1:
        return translate("PostList", "1 post")
    return translate("PostList", "{n} posts").format(n=f"{count:,}")


def sort_words(sort: Sort) -> str:
    """The name of an order."""
    match sort:
        case "date":
            return translate("PostList", "Date")
        case "title":
            return translate("PostList", "Title")
        case "changed":
            return translate("PostList", "Last change")
        case "relevance":
            return translate("PostList", "Best match")


def direction_words(sort: Sort) -> tuple[str, str]:
    """The words for descending and ascending in this order."""
    if sort == "title":
        return translate("PostList", "From Z to A"), translate("PostList", "From A to Z")
    if sort == "relevance":
        return translate("PostList", "Best first"), translate("PostList", "Best last")
    return translate("PostList", "Newest first"), translate("PostList", "Oldest first")
