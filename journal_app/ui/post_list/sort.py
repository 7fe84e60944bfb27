"""The button above the list that says in which order, in which groups and in which shape its posts stand."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFontInfo
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from journal_app.library.search import grammar
from journal_app.library.search.query import Group, Query, Sort
from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

_SORTS: tuple[Sort, ...] = ("date", "title", "changed", "length", "series", "relevance")
_GROUPS: tuple[Group, ...] = ("", "month", "week")


class SortButton(QToolButton):
    """Its menu has the orders, the directions, pinned first, groups, and cards or columns."""

    query_requested = Signal(object)
    columns_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._tokens = LIGHT
        self._columns = False
        self.setProperty("role", "quiet")
        self.setIconSize(QSize(12, 12))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        font = self.font()
        font.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.92)))
        self.setFont(font)
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMenu(self._menu)
        self._by = {name: QAction(self._menu, checkable=True) for name in _SORTS}
        self._directions = {down: QAction(self._menu, checkable=True) for down in (True, False)}
        self._groups = {name: QAction(self._menu, checkable=True) for name in _GROUPS}
        self._shapes = {columns: QAction(self._menu, checkable=True) for columns in (False, True)}
        self._pinned_first = QAction(self._menu, checkable=True)
        for group in (self._by.values(), self._directions.values(), self._groups.values(), self._shapes.values()):
            exclusive = QActionGroup(self._menu)
            for action in group:
                exclusive.addAction(action)
                self._menu.addAction(action)
            if action in self._directions.values():
                self._menu.addSeparator()
                self._menu.addAction(self._pinned_first)
            if action not in self._shapes.values():
                self._menu.addSeparator()
        self._menu.triggered.connect(self._choose)

    def show_query(self, query: Query, columns: bool) -> None:
        """Show in which order and shape the list stands."""
        self._query, self._columns = query, columns
        self._fill()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self._fill()

    def word(self) -> None:
        """Speak the language of now."""
        for name, action in self._by.items():
            action.setText(sort_words(name))
        for group, action in self._groups.items():
            action.setText(_group_words(group))
        self._shapes[False].setText(translate("PostList", "Cards"))
        self._shapes[True].setText(translate("PostList", "Columns"))
        self._pinned_first.setText(translate("PostList", "Pinned posts first"))
        self.setToolTip(translate("PostList", "Order of the list"))
        self._fill()

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        query = self._query
        for name, choice in self._by.items():
            if choice is action and name != query.sort:
                query = sorted_by(query, name)
        for down, choice in self._directions.items():
            if choice is action:
                query = replace(query, descending=down)
        for group, choice in self._groups.items():
            if choice is action:
                query = replace(query, group=group)
        if action is self._pinned_first:
            query = replace(query, pinned_first=self._pinned_first.isChecked())
        for columns, choice in self._shapes.items():
            if choice is action and columns != self._columns:
                self.columns_requested.emit(columns)
        self._fill()
        if query != self._query:
            self.query_requested.emit(query)

    def _fill(self) -> None:
        query = self._query
        names = direction_words(query.sort)
        self.setText(sort_words(query.sort))
        self.setIcon(icons.icon("arrow-down" if query.descending else "arrow-up", self._tokens.dim, 12))
        for down, action in self._directions.items():
            action.setText(names[0] if down else names[1])
            action.setChecked(down == query.descending)
        for name, action in self._by.items():
            action.setChecked(name == query.sort)
        self._by["relevance"].setEnabled(bool(grammar.parse(query.text).words) or query.sort == "relevance")
        for group, action in self._groups.items():
            action.setChecked(group == query.group)
            action.setEnabled(not group or query.sort in ("date", "changed", "series"))
        for columns, action in self._shapes.items():
            action.setChecked(columns == self._columns)
        self._pinned_first.setChecked(query.pinned_first)
        self.setAccessibleName(
            translate("PostList", "Order: {order}, {direction}").format(
                order=sort_words(query.sort), direction=names[0] if query.descending else names[1]
            )
        )


def sorted_by(query: Query, sort: Sort) -> Query:
    """The query in another order, from its usual end."""
    return replace(query, sort=sort, descending=sort not in ("title", "series"))


def sort_words(sort: Sort) -> str:
    """The name of an order."""
    match sort:
        case "date":
            return translate("PostList", "Date")
        case "title":
            return translate("PostList", "Title")
        case "changed":
            return translate("PostList", "Last change")
        case "length":
            return translate("PostList", "Length")
        case "series":
            return translate("PostList", "Series")
        case "relevance":
            return translate("PostList", "Best match")


def direction_words(sort: Sort) -> tuple[str, str]:
    """The words for descending and ascending in this order."""
    match sort:
        case "title":
            return translate("PostList", "From Z to A"), translate("PostList", "From A to Z")
        case "length":
            return translate("PostList", "Longest first"), translate("PostList", "Shortest first")
        case "series":
            return translate("PostList", "Latest first"), translate("PostList", "Earliest first")
        case "relevance":
            return translate("PostList", "Best first"), translate("PostList", "Best last")
    return translate("PostList", "Newest first"), translate("PostList", "Oldest first")


def _group_words(group: Group) -> str:
    match group:
        case "month":
            return translate("PostList", "Grouped by month")
        case "week":
            return translate("PostList", "Grouped by week")
    return translate("PostList", "Not grouped")
